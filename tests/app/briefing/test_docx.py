"""The Word file as a package: what Word would refuse or mend, and what a reader sees."""

import posixpath
import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from itertools import pairwise
from xml.etree import ElementTree

import docx
import pytest

from app.briefing.docx import render_docx
from app.briefing.docx_styles import HEAD, RATINGS
from app.briefing.wording import Dress

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
PROPERTIES = ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook"]
PROPERTIES += ["tblCaption", "tblDescription"]


@pytest.fixture
def data(briefing) -> bytes:
    return render_docx(briefing, Dress(marking="OFFICIAL", version="1.2"))


@pytest.fixture
def package(data):
    with zipfile.ZipFile(BytesIO(data)) as opened:
        yield opened


def tree(package, name):
    return ElementTree.fromstring(package.read(name))


def words(element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def test_every_part_is_well_formed_and_has_a_type(package):
    assert package.testzip() is None
    types = tree(package, "[Content_Types].xml")
    named = {each.get("PartName") for each in types}
    endings = {each.get("Extension") for each in types}
    for name in package.namelist():
        if name.endswith((".xml", ".rels")):
            tree(package, name)
        if name != "[Content_Types].xml":
            assert f"/{name}" in named or name.rsplit(".", 1)[-1] in endings
    assert len(package.namelist()) == len(set(package.namelist()))


def test_every_relationship_leads_to_a_part_and_every_use_of_one_is_known(package):
    names = package.namelist()
    for name in names:
        if not name.endswith(".rels"):
            continue
        folder = name.split("_rels/")[0]
        relations = list(tree(package, name))
        ids = [each.get("Id") for each in relations]
        assert len(ids) == len(set(ids))
        for each in relations:
            target = each.get("Target")
            if each.get("TargetMode") != "External":
                assert posixpath.normpath(posixpath.join("/", folder, target))[1:] in names
        source = f"{folder}{name.split('_rels/')[1].removesuffix('.rels')}"
        if source in names:
            used = {e.get(R) for e in tree(package, source).iter() if e.get(R)}
            assert used <= set(ids)


def test_each_note_is_a_real_endnote_and_the_text_points_to_it_once(package, briefing):
    body, part = tree(package, "word/document.xml"), tree(package, "word/endnotes.xml")
    notes = [int(n.get(f"{W}id")) for n in part.iter(f"{W}endnote")]
    marks = [int(m.get(f"{W}id")) for m in body.iter(f"{W}endnoteReference")]
    assert notes == [-1, 0, 1, 2, 3, 4, 5]
    assert marks == [c.id for c in briefing.citations]
    assert "Posts stood empty." in words(next(n for n in part if n.get(f"{W}id") == "1"))


def test_settings_and_section_name_the_endnotes_before_what_follows_them(package):
    settings = [e.tag.removeprefix(W) for e in tree(package, "word/settings.xml")]
    assert settings.index("endnotePr") < settings.index("compat")
    section = next(tree(package, "word/document.xml").iter(f"{W}sectPr"))
    order = [e.tag.removeprefix(W) for e in section]
    assert order.index("footerReference") < order.index("endnotePr") < order.index("pgSz")


def test_a_note_that_is_given_again_is_a_field_to_its_bookmark(package):
    body = tree(package, "word/document.xml")
    fields = [e.text for e in body.iter(f"{W}instrText")]
    marks = [e.get(f"{W}name") for e in body.iter(f"{W}bookmarkStart")]
    ids = [e.get(f"{W}id") for e in body.iter(f"{W}bookmarkStart")]
    assert len(ids) == len(set(ids)) and ids == [
        e.get(f"{W}id") for e in body.iter(f"{W}bookmarkEnd")
    ]
    named = {m for f in fields for m in re.findall(r"NOTEREF (\w+)", f)}
    assert named and named <= set(marks)


def test_fields_are_ours_alone(package):
    """What a report says is text: it never becomes a field that Word would work out."""
    for name in package.namelist():
        if name.startswith("word/") and name.endswith(".xml"):
            for code in tree(package, name).iter(f"{W}instrText"):
                assert re.fullmatch(r" (?:NOTEREF _Note\d+ \\f \\h|PAGE|NUMPAGES) ", code.text)
            assert not list(tree(package, name).iter(f"{W}fldSimple"))


def test_hostile_words_are_shown_as_they_are(data, hostile):
    document = docx.Document(BytesIO(data))
    shown = "\n".join(p.text for p in document.paragraphs)
    assert hostile in shown
    assert "bell null right-to-left lone end" in shown


def test_only_plain_addresses_of_the_web_are_links(package):
    linked = [
        each.get("Target")
        for name in package.namelist()
        if name.endswith(".rels")
        for each in tree(package, name)
        if each.get("TargetMode") == "External"
    ]
    assert "https://example.org/westmere?a=1&b=2" in linked
    assert all(address.startswith("https://") for address in linked)


def test_a_table_says_what_it_is_and_repeats_its_head(package):
    table = next(tree(package, "word/document.xml").iter(f"{W}tbl"))
    properties = table.find(f"{W}tblPr")
    names = [e.tag.removeprefix(W) for e in properties]
    assert names == sorted(names, key=PROPERTIES.index)
    assert properties.find(f"{W}tblCaption").get(f"{W}val").startswith("Ratings")
    assert properties.find(f"{W}tblDescription").get(f"{W}val").startswith("One row")
    rows = table.findall(f"{W}tr")
    assert [row.find(f".//{W}tblHeader") is not None for row in rows] == [True, False]
    assert all(row.find(f".//{W}cantSplit") is not None for row in rows)
    assert {len(row.findall(f"{W}tc")) for row in rows} == {4}


def test_ratings_stand_in_words_on_colours_of_sufficient_contrast(package):
    shades = [e.get(f"{W}fill") for e in tree(package, "word/document.xml").iter(f"{W}shd")]
    assert RATINGS[2][0] in shades and RATINGS[0][0] in shades
    for fill, ink in (*RATINGS.values(), (HEAD, "FFFFFF")):
        assert contrast(fill, ink) >= 4.5


def test_the_page_is_a4_in_british_english_with_its_marking_on_head_and_foot(data):
    document = docx.Document(BytesIO(data))
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert section.header.paragraphs[0].text == "OFFICIAL"
    assert section.footer.paragraphs[0].text == "OFFICIAL"
    languages = {e.get(f"{W}val") for e in document.styles.element.iter(f"{W}lang")}
    assert languages == {"en-GB"}
    assert document.core_properties.title.startswith("Westmere")


def test_headings_are_headings_in_their_order(data):
    document = docx.Document(BytesIO(data))
    styles = [p.style.name for p in document.paragraphs]
    assert styles[0] == "Title"
    levels = [int(s[-1]) for s in styles if s.startswith("Heading")]
    assert levels[0] == 1 and all(b - a <= 1 for a, b in pairwise(levels))
    assert document.paragraphs[-1].text.strip()


def test_a_digest_has_a_banner_a_watermark_and_no_quotation_marks(data, package):
    document = docx.Document(BytesIO(data))
    text = "\n".join(p.text for p in document.paragraphs)
    assert "our words, not the Inspectorate’s" in text
    assert "Digest words (our digest)" in text and "“Digest words" not in text
    headers = [n for n in package.namelist() if n.startswith("word/header")]
    assert any(b"not the Inspectorate" in package.read(name) for name in headers)


def test_without_a_digest_nothing_speaks_of_one(published):
    data = render_docx(published, Dress())
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert b"textpath" not in b"".join(package.read(n) for n in package.namelist())


def test_a_title_of_ones_own_stands_in_its_place(briefing):
    document = docx.Document(BytesIO(render_docx(briefing, Dress(title="For the Board"))))
    assert document.paragraphs[0].text == "For the Board"


def test_the_same_briefing_is_the_same_bytes(briefing, data):
    assert render_docx(briefing, Dress(marking="OFFICIAL", version="1.2")) == data


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice: soffice is not found")
def test_libreoffice_reads_it(data, tmp_path):
    (tmp_path / "briefing.docx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text", "briefing.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    shown = (tmp_path / "briefing.txt").read_text("utf-8-sig")
    assert "Westmere was rated Good." in shown


def contrast(one: str, other: str) -> float:
    """Of two colours as WCAG counts it, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
