import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.errors import UnreadableFile
from ingest.models import Report
from ingest.report import read_report

Read = Callable[..., Report]
Refuse = Callable[..., str]


@pytest.fixture
def read_ratings(tmp_path: Path) -> Read:
    """Reads a text, or bytes, as a file of ratings."""

    def read(content: str | bytes, name: str = "ratings.csv") -> Report:
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_report(file)

    return read


@pytest.fixture
def refuse_ratings(read_ratings: Read) -> Refuse:
    """Why a file of ratings is refused."""

    def refuse(content: str | bytes, name: str = "ratings.csv") -> str:
        with pytest.raises(UnreadableFile) as refused:
            read_ratings(content, name)
        return refused.value.reason

    return refuse


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = " ".join(
    f'xmlns:{short}="{space}"'
    for short, space in {
        "w": _W,
        "r": _OFFICE,
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)
_ROOTS = {"document": "w:document", "core": "dc:properties", "theme": "a:theme"}


@pytest.fixture
def word_bytes() -> Callable[..., bytes]:
    """Builds a .docx of the words inside its body and of other parts by their kind."""

    def build(body: str, **parts: str) -> bytes:
        out = io.BytesIO()
        relations = "".join(
            f'<Relationship Id="r{kind}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
            for kind in parts
            if kind != "core"
        )
        package = "http://schemas.openxmlformats.org/package/2006/relationships"
        core = (
            f'<Relationship Id="rId2" Type="{package}/metadata/core-properties" '
            'Target="word/core.xml"/>'
        )
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(
                "_rels/.rels",
                f'<Relationships xmlns="{package}"><Relationship Id="rId1" '
                f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>{core}'
                "</Relationships>",
            )
            archive.writestr(
                "word/_rels/document.xml.rels",
                f'<Relationships xmlns="{package}">{relations}</Relationships>',
            )
            content = {"document": f"<w:body>{body}</w:body>", **parts}
            for kind, inner in content.items():
                root = _ROOTS.get(kind, f"w:{kind}")
                archive.writestr(f"word/{kind}.xml", f"<{root} {_SPACES}>{inner}</{root}>")
        return out.getvalue()

    return build


@pytest.fixture
def read_docx(word_bytes: Callable[..., bytes], tmp_path: Path) -> Callable[..., list[str]]:
    """The blocks that a .docx of these parts is written down as."""
    from ingest.readers.word import read_word

    def read(body: str, **parts: str) -> list[str]:
        document = read_word(word_bytes(body, **parts), tmp_path / "words.docx")
        return document.text.strip("\n").split("\n\n")

    return read
