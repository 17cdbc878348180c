"""A briefing as a file: which endings there are, what may be replaced, and how it is written."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.briefing.seal import is_untouched, sealed
from app.briefing.wording import Dress
from app.errors import BadSetting, CannotWrite

if TYPE_CHECKING:
    from index.answers.briefing.model import Briefing

ENDINGS = (".docx", ".md", ".html")
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def check_target(path: Path, *, force: bool) -> None:
    """Raises BadSetting for an ending that is none of ours, CannotWrite for a file to be kept.

    A file is replaced where `reports brief` wrote it and nobody has changed it since, or by force.
    """
    if path.suffix.lower() not in ENDINGS:
        raise BadSetting(
            f"{path.name}: a briefing is written as {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}. "
            "Give the file one of these endings."
        )
    if path.is_dir():
        raise CannotWrite(f"{path} is a folder. Name a file.")
    if not path.parent.is_dir():
        raise CannotWrite(f"There is no folder {path.parent}. Make it, or name another file.")
    if path.exists() and not force and not _ours(path):
        raise CannotWrite(
            f"{path} is there already, and it is no briefing or was changed since. Name another "
            "file, or give --force to replace it."
        )


def render(briefing: "Briefing", dress: Dress, ending: str) -> bytes:
    """The bytes of the file, with a seal by which it is known again while nobody changes it."""
    return _RENDERERS[ending.lower()](briefing, dress)


def write(path: Path, data: bytes) -> None:
    """The file whole or not at all: written beside its place and then moved there.

    Raises CannotWrite.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=path.suffix, dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(0o666 & ~_umask())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CannotWrite(
            f"{path} cannot be written: {error.strerror}. Name another file, or close it where it "
            "is open."
        ) from error


def _ours(path: Path) -> bool:
    try:
        return path.is_file() and is_untouched(path.read_bytes())
    except OSError:
        return False


def _word(briefing: "Briefing", dress: Dress) -> bytes:
    from app.briefing.docx import render_docx

    return render_docx(briefing, dress)


def _markdown(briefing: "Briefing", dress: Dress) -> bytes:
    from app.briefing.markdown import render_markdown

    return sealed(render_markdown(briefing, dress))


def _html(briefing: "Briefing", dress: Dress) -> bytes:
    from app.briefing.html import render_html

    return sealed(render_html(briefing, dress))


def _umask() -> int:
    """What this process takes from the rights of a new file."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


_RENDERERS: dict[str, Callable[["Briefing", Dress], bytes]] = {
    ".docx": _word,
    ".md": _markdown,
    ".html": _html,
}
