"""A page becomes a picture with its marks; what is no page is said to be none."""

from io import BytesIO

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from ingest.models import Box
from ingest.readers.drawing import NotDrawn, draw_page


@pytest.fixture(scope="module")
def pdf() -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(400, 300))
    for words in ("first", "second"):
        canvas.drawString(50, 250, words)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_the_boxes_of_the_page_are_marked_and_no_others(pdf: bytes) -> None:
    boxes = [Box(2, 100, 100, 200, 120), Box(1, 10, 10, 20, 20)]
    drawn = draw_page(pdf, 2, boxes)
    picture, part = Image.open(BytesIO(drawn.whole)), Image.open(BytesIO(drawn.part))
    assert (part.width, drawn.page) == (picture.width, 2)
    assert part.height / picture.height == pytest.approx((120 + 90 - 10) / 300, abs=0.01)
    assert picture.width / picture.height == pytest.approx(400 / 300, rel=0.01)
    scale = picture.width / 400

    def colour(x: float, y: float) -> object:
        return picture.getpixel((int(x * scale), int(y * scale)))

    assert colour(150, 110) != (255, 255, 255)
    assert colour(15, 15) == colour(300, 200) == (255, 255, 255)


@pytest.mark.parametrize(("page", "spoil"), [(3, False), (1, True)])
def test_what_cannot_be_drawn_is_said(pdf: bytes, page: int, spoil: bool) -> None:
    with pytest.raises(NotDrawn, match=f"Page {page} of this file"):
        draw_page(b"%PDF-1.7 nothing" if spoil else pdf, page)
