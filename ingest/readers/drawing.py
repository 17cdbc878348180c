"""A page of a PDF as a picture, with places on it marked: drawn in a process of its own.

A damaged or hostile file costs that process and nothing else. `python -m ingest.readers.drawing`
reads the file from stdin and writes two pictures to stdout.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from ingest.models import Box

if TYPE_CHECKING:
    from PIL import Image

_SECONDS = 20
_MEMORY = 1_500_000_000
"""Bytes that the process may take, where the system can say so."""
_WIDTH = 1100
"""Pixels: readable on a wide screen, half a megabyte as PNG."""
_MARK = (255, 214, 0, 90)
_EDGE = (176, 124, 0, 255)
_LENGTH = 8
"""Bytes before the first picture that say how long it is."""
_AROUND = 90
"""Points above and below the marks that the part of a page shows: some seven lines."""
_MARGIN = 1.5
"""Points that a mark stands out round the words."""


class NotDrawn(Exception):
    """A page that cannot be shown as a picture, with the reason."""


class Picture(NamedTuple):
    """A page as PNG with its marks, and the part of it round them, as wide as the page."""

    page: int
    whole: bytes
    part: bytes


def draw_page(pdf: bytes, page: int, boxes: Sequence[Box] = ()) -> Picture:
    """Page `page` (from 1) with the boxes on it marked. Raises NotDrawn."""
    marks = [box[1:] for box in boxes if box.page == page]
    command = [sys.executable, "-m", "ingest.readers.drawing", str(page), json.dumps(marks)]
    try:
        done = subprocess.run(command, input=pdf, capture_output=True, timeout=_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise NotDrawn(f"Page {page} takes too long to draw.") from error
    out = done.stdout
    if done.returncode != 0 or out[_LENGTH : _LENGTH + 4] != b"\x89PNG":
        raise NotDrawn(f"Page {page} of this file cannot be drawn.")
    end = _LENGTH + int.from_bytes(out[:_LENGTH], "big")
    return Picture(page, out[_LENGTH:end], out[end:])


def _draw(pdf: bytes, number: int, marks: Sequence[Sequence[float]]) -> bytes:
    """The length of the first picture, the whole page, and the part of it."""
    import pypdfium2
    from PIL import Image, ImageDraw

    document = pypdfium2.PdfDocument(pdf)
    page = document[number - 1]
    scale = _WIDTH / max(1.0, page.get_width())
    picture = page.render(scale=min(scale, 3.0)).to_pil().convert("RGBA")
    scale = picture.width / max(1.0, page.get_width())
    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    for x0, top, x1, bottom in marks:
        corners = (x0 - _MARGIN, top - _MARGIN, x1 + _MARGIN, bottom + _MARGIN)
        pen.rectangle([each * scale for each in corners], fill=_MARK, outline=_EDGE, width=2)
    drawn = Image.alpha_composite(picture, layer).convert("RGB")
    top = min((mark[1] for mark in marks), default=0) - _AROUND
    bottom = max((mark[3] for mark in marks), default=page.get_height()) + _AROUND
    part = (0, max(0, int(top * scale)), drawn.width, min(drawn.height, int(bottom * scale)))
    whole = _png(drawn)
    return len(whole).to_bytes(_LENGTH, "big") + whole + _png(drawn.crop(part))


def _png(picture: "Image.Image") -> bytes:
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _limit() -> None:
    """Take no more memory than a page needs, where the system can hold a process to it."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    _limit()
    sys.stdout.buffer.write(
        _draw(sys.stdin.buffer.read(), int(sys.argv[1]), json.loads(sys.argv[2]))
    )
