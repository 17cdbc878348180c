"""Word documents that are refused, and why."""

import io
import zipfile
from pathlib import Path

import pytest

from ingest.errors import UnreadableFile
from ingest.readers.word import read_word
from ingest.readers.word_package import Limits

WORDS = "<w:p><w:r><w:t>Words of ours.</w:t></w:r></w:p>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.fixture
def refusal(tmp_path):
    def refuse(data, **limits):
        with pytest.raises(UnreadableFile) as refused:
            read_word(data, tmp_path / "words.docx", Limits(**limits))
        return refused.value.reason

    return refuse


def rewritten(data, changes=(), **more):
    """The archive with parts changed (None takes one out) or added."""
    out = io.BytesIO()
    parts = {**dict(changes), **more}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for each in old.namelist():
            content = parts.pop(each, old.read(each))
            if content is not None:
                new.writestr(each, content)
        for each, content in parts.items():
            new.writestr(each, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (OLE + "WordDocument".encode("utf-16-le"), "old Word document (.doc); open it in Word"),
        (b"{\\rtf1 words}", "rich text file (RTF); open it in Word, save it as .docx or PDF"),
        (b"%PDF-1.7", "is a PDF, not a Word document; rename it"),
        (b"PK\x03\x04 cut short", "damaged or cut short; copy or download it again"),
        (b"plain words", "is not a Word document"),
    ],
)
def test_other_kinds_of_file_are_refused_with_advice(refusal, data, reason):
    assert reason in refusal(data)


def test_open_document_is_named(refusal):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<x/>")
    assert refusal(out.getvalue()) == (
        "is an OpenDocument file (.odt); save it as .docx or PDF and try again"
    )


def test_missing_and_broken_parts_are_named(refusal, word_bytes):
    data = word_bytes(WORDS, styles="")
    assert "main part is missing" in refusal(rewritten(data, {"word/document.xml": None}))
    broken = rewritten(data, {"word/styles.xml": b"<w:styles"})
    assert "damaged in its part word/styles.xml; open it in Word" in refusal(broken)


def test_part_with_a_wrong_checksum_is_damaged(refusal, word_bytes):
    data = rewritten(word_bytes(WORDS))
    at = data.index(b"PK\x01\x02", data.index(b"word/document.xml"))
    entry = data.index(b"word/document.xml", at) - 46
    data = data[: entry + 16] + b"\0\0\0\0" + data[entry + 20 :]
    assert "damaged or cut short in its part word/document.xml" in refusal(data)


def test_every_cut_of_a_file_is_refused_in_words(refusal, word_bytes):
    data = word_bytes(WORDS)
    for end in range(0, len(data) - 1, 97):
        assert refusal(data[:end])


def test_archive_is_weighed_before_it_is_unpacked(refusal, word_bytes):
    data = word_bytes(WORDS)
    assert "would unpack to" in refusal(data, unpacked=100)
    assert "more than 2 files" in refusal(data, parts=2)
    assert "more than 5 tags in its part word/document.xml" in refusal(data, tags=5)
    assert "more than 50 bytes; split the document" in refusal(data, part=50)
    bomb = rewritten(data, {"word/media/image1.bmp": bytes(30_000_000)})
    assert "a thousand times its size" in refusal(bomb)
    assert read_word(bomb, Path("a.docx"), Limits(ratio=10_000)).text


def test_entities_and_document_types_are_refused(refusal, word_bytes):
    xml = (
        '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/hosts">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&b;&f;</w:t></w:r></w:p></w:body></w:document>"
    )
    for encoding in ("utf-8", "utf-16"):
        data = rewritten(word_bytes(WORDS), {"word/document.xml": xml.encode(encoding)})
        assert refusal(data) == "declares a document type, as no Word file does"


def test_relations_to_the_outside_are_never_followed(word_bytes, tmp_path):
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="x/styles" TargetMode="External" Target="http://192.0.2.1/s"/>'
        '<Relationship Id="b" Type="x/numbering" Target="../../../../etc/passwd"/>'
        "</Relationships>"
    )
    data = rewritten(word_bytes(WORDS), {"word/_rels/document.xml.rels": relations})
    assert read_word(data, tmp_path / "a.docx").text == "Words of ours.\n"


def test_words_inside_one_another_too_deep_are_refused(refusal, word_bytes):
    deep = "<w:smartTag>" * 400 + "<w:r><w:t>a</w:t></w:r>" + "</w:smartTag>" * 400
    assert "word/document.xml" in refusal(word_bytes(f"<w:p>{deep}</w:p>"))


def test_file_without_words_says_what_to_do(refusal, word_bytes):
    assert refusal(word_bytes("<w:p/>")) == "holds no words"
    pictures = rewritten(
        word_bytes("<w:p/>"),
        {
            "word/_rels/document.xml.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                'relationships"><Relationship Id="a" Type="x/image" Target="media/a.png"/>'
                "</Relationships>"
            )
        },
    )
    assert "run text recognition (OCR)" in refusal(pictures)


@pytest.mark.parametrize("space", ["strict", "transitional"])
def test_both_flavours_of_the_format_are_read(word_bytes, tmp_path, space):
    data = word_bytes(WORDS)
    if space == "strict":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            xml = archive.read("word/document.xml").decode()
        strict = xml.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        assert strict != xml
        data = rewritten(data, {"word/document.xml": strict})
    assert read_word(data, tmp_path / "a.docx").text == "Words of ours.\n"
