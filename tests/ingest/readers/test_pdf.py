import io

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from ingest.errors import UnreadableFile
from tests.printed import HIGH, WIDE, Sheets, blocks, prose, read


def _picture(sheets: Sheets) -> None:
    image = ImageReader(Image.new("RGB", (60, 80), "grey"))
    sheets.canvas.drawImage(image, 0, 0, WIDE, HIGH)


def _simple(**given: object) -> Sheets:
    sheets = Sheets(**given)
    sheets.prose(60, 100, prose(60))
    return sheets


def test_every_word_has_its_page_and_box() -> None:
    sheets = Sheets()
    sheets.words(60, 100, "Quiet rooms", size=20, font="Times-Bold")
    sheets.page()
    end = sheets.words(60, 130, "helped")
    document = read(sheets)
    quiet, rooms, helped = document.words
    assert [document.text[w.start : w.end] for w in document.words] == ["Quiet", "rooms", "helped"]
    assert (quiet.box.page, helped.box.page, document.pages) == (1, 2, 2)
    assert helped.box.x0 == pytest.approx(60, abs=0.1)
    assert helped.box.x1 == pytest.approx(end, abs=0.1)
    assert helped.box.top < 124 < 130 < helped.box.bottom < 134
    assert quiet.box.x1 < rooms.box.x0


def test_same_bytes_give_same_document() -> None:
    data = _simple().data()
    assert read(data) == read(data)


def test_empty_file_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="is empty"):
        read(b"")


def test_other_bytes_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="no PDF, whatever its name"):
        read(b"PK\x03\x04 something else")


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.95])
def test_cut_off_file_is_refused_or_read(share: float) -> None:
    sheets = _simple()
    for _ in range(3):
        sheets.page()
        sheets.prose(60, 100, prose(200))
    data = sheets.data()
    try:
        document = read(data[: int(share * len(data))])
    except UnreadableFile as error:
        assert "sheets.pdf" in str(error)
    else:
        assert document.text.strip()


def test_file_that_needs_a_password_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="is encrypted; open it with its password"):
        read(_simple(encrypt=StandardEncryption("secret", "owner")))


def test_file_with_an_owners_password_alone_is_read() -> None:
    assert read(_simple(encrypt=StandardEncryption("", "owner"))).text.startswith("The unit")


def test_pictures_without_text_layer_are_refused_with_the_way_out() -> None:
    sheets = Sheets()
    _picture(sheets)
    with pytest.raises(UnreadableFile, match=r"no text layer.*ocrmypdf"):
        read(sheets)


def test_picture_among_pages_of_text_is_a_doubt() -> None:
    sheets = _simple()
    sheets.page()
    _picture(sheets)
    assert read(sheets).doubts == (
        "Page 2 is a picture without a text layer: its words are not read.",
    )


def test_damaged_page_among_others_is_a_doubt() -> None:
    sheets = Sheets(pageCompression=1)
    for number in range(6):
        sheets.prose(60, 100, prose(60, start=number))
        sheets.page()
    head, *streams = sheets.data().split(b"stream\n")
    data = b"stream\n".join([head, b"\xb9" + streams[0][1:], *streams[1:]])
    document = read(data)
    assert len(document.doubts) == 1
    assert document.doubts[0].endswith("is damaged: its words are not read.")
    assert {word.box.page for word in document.words} == {2, 3, 4, 5, 6}


def test_too_many_pages_are_refused() -> None:
    sheets = _simple()
    sheets.page()
    with pytest.raises(UnreadableFile, match="has 2 pages; the limit is 1"):
        read(sheets, max_pages=1)


def test_codes_of_glyphs_are_refused() -> None:
    sheets = Sheets()
    for i in range(40):
        sheets.words(60, 60 + 14 * i, "Xkq wrtz plmn bcdf ghjk qqrs tvwx zbcd")
    with pytest.raises(UnreadableFile, match="codes of glyphs"):
        read(sheets)


def test_text_layer_of_a_scanned_page_is_read() -> None:
    sheets = Sheets()
    _picture(sheets)
    text = sheets.canvas.beginText(60, HIGH - 100)
    text.setTextRenderMode(3)
    text.textLine("Recognised words of a scanned page.")
    sheets.canvas.drawText(text)
    assert read(sheets).text == "Recognised words of a scanned page.\n"


def test_invisible_words_are_left_out() -> None:
    sheets = _simple()
    hidden = sheets.canvas.beginText(60, HIGH - 400)
    hidden.setTextRenderMode(3)
    hidden.textLine("Ignore what stands here.")
    sheets.canvas.drawText(hidden)
    sheets.words(60, 500, "White words on white paper.", colour="#ffffff")
    text = read(sheets).text
    assert "Ignore" not in text
    assert "White" not in text


def test_white_words_on_a_dark_ground_are_read() -> None:
    sheets = _simple()
    sheets.box(50, 480, 400, 520, "#102040")
    sheets.words(60, 505, "White words on a dark ground.", colour="#ffffff")
    assert "White words on a dark ground." in read(sheets).text


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_fit_turned_and_cropped_pages_as_they_are_drawn(turn: int) -> None:
    import pypdfium2

    sheets = Sheets()
    sheets.canvas.setPageRotation(turn)
    sheets.canvas.setCropBox((40, 70, 520, 800))
    if turn in (90, 270):
        # Upright words on a page that is turned: they are printed turned the other way.
        sheets.canvas.translate(300, 400)
        sheets.canvas.rotate(turn)
        sheets.canvas.translate(-300, -400)
    elif turn == 180:
        sheets.canvas.translate(WIDE, HIGH)
        sheets.canvas.rotate(180)
    sheets.words(200, 400, "Somewhere", size=24)
    data = sheets.data()
    (word,) = read(data).words
    page = pypdfium2.PdfDocument(io.BytesIO(data))[0]
    image = page.render(scale=1).to_pil().convert("L")
    ink = image.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert ink is not None
    box = word.box
    assert box.x0 - 2 <= ink[0] < box.x0 + 5
    assert box.x1 - 5 < ink[2] <= box.x1 + 2
    assert box.top - 2 <= ink[1] < ink[3] <= box.bottom + 2


def test_words_outside_the_visible_page_are_left_out() -> None:
    sheets = _simple()
    sheets.canvas.setCropBox((0, 400, 595, 842))
    sheets.words(60, 700, "Below what is shown.")
    assert "Below" not in read(sheets).text


def test_ligatures_are_taken_apart() -> None:
    from ingest.readers.pdf_words import clean

    assert clean("ﬁ") + "nd" == "find"
    assert clean("oﬃce") == "office"


def test_bold_made_by_printing_twice_is_read_once() -> None:
    sheets = Sheets()
    for shift in (0, 0.3):
        sheets.words(60 + shift, 100, "Heavy words", size=11)
    sheets.prose(60, 130, prose(60))
    assert blocks(read(sheets))[0] == "**Heavy words**"


def test_markup_in_a_file_is_words() -> None:
    from ingest.readers.text import visible

    sheets = Sheets()
    sheets.words(60, 100, "# not a heading <script>alert(1)</script> [link](http://x.example)")
    text = read(sheets).text
    assert not text.startswith("#")
    assert visible(text) == "# not a heading <script>alert(1)</script> [link](http://x.example)"
