"""Ratings tables in workbooks: sheets, dates, percentages, formulas, and archives that bite."""

import io
import zipfile
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from ingest.errors import UnreadableFile
from ingest.readers import workbook
from tests.badfiles import with_part

HEAD = ["PDU", "Region", "Date", "Score (out of 21)", "Leadership", "Notes"]
ROW = ["Oakham", "Wales", datetime(2024, 10, 10), 3, "RI", None]


def book(*rows, title="Ratings", change=None):
    """The bytes of a workbook with one sheet, or with what `change` makes of it."""
    made = Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    if change:
        change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.fixture
def read(read_ratings):
    return lambda data: read_ratings(data, "ratings.xlsx")


@pytest.fixture
def refuse(refuse_ratings):
    return lambda data: refuse_ratings(data, "ratings.xlsx")


def test_sheet_is_read_as_a_text_of_tabs(read):
    report = read(book(HEAD, ROW))
    assert report.text == (
        "PDU\tRegion\tDate\tScore (out of 21)\tLeadership\tNotes\n"
        "Oakham\tWales\t2024-10-10\t3\tRI\n"
    )
    source = report.facts[0].source
    (span,) = source.spans
    assert report.text[span.start : span.end] == source.quote == "Oakham\tWales\t2024-10-10\t3\tRI"
    assert source.cells["Date"] == "2024-10-10"
    assert {f.published for f in report.facts} == {"2024-10-10"}


def test_file_gives_the_facts_of_the_same_table_as_csv(read, read_ratings):
    def plain(report):
        return [f.model_dump(exclude={"id", "report", "source"}) for f in report.facts]

    text = "PDU,Region,Date,Score (out of 21),Leadership\nOakham,Wales,10/10/2024,3,RI\n"
    assert plain(read(book(HEAD, ROW))) == plain(read_ratings(text))


def test_date_is_as_precise_as_its_format_shows(read):
    def show_month(made):
        made.active["C2"].number_format = "mmm yyyy"

    assert read(book(HEAD, ROW, change=show_month)).facts[0].published == "2024-10"


def test_share_in_a_column_of_percentages_is_a_percentage(read):
    def show_percent(made):
        made.active["E2"].number_format = "0%"

    head = [*HEAD[:4], "Assessment – engagement"]
    report = read(book(head, [*ROW[:4], 0.43], change=show_percent))
    assert [f.value for f in report.facts if f.measure == "key_question"] == ["43%"]


def test_formula_is_refused_by_its_cell_whatever_was_computed(refuse):
    def compute(made):
        made.active["D2"] = "=SUM(E2:K2)"

    reason = refuse(book(HEAD, ROW, change=compute))
    assert "sheet “Ratings”, row 2, column “Score (out of 21)” (D2): “=SUM(E2:K2)” is a" in reason


def test_error_and_time_of_day_are_refused_by_their_cells(refuse):
    def spoil(made):
        made.active["C2"] = time(10, 30)
        made.active["E2"] = "#N/A"

    reason = refuse(book(HEAD, ROW, change=spoil))
    assert "(C2): holds a time of day" in reason
    assert "(E2): holds the error #N/A" in reason


def test_score_that_excel_made_a_date_of_is_explained(refuse):
    reason = refuse(book(HEAD, [*ROW[:3], date(2024, 3, 21), "RI"]))
    assert "(D2): “2024-03-21” is no score" in reason
    assert "format the column as text" in reason


def test_number_of_a_day_is_explained(refuse):
    assert "format the column as dates" in refuse(book(HEAD, [*ROW[:2], 45575, 3, "RI"]))


def test_cells_merged_inside_the_table_are_refused(refuse):
    reason = refuse(book(HEAD, ROW, change=lambda made: made.active.merge_cells("A2:A3")))
    assert "the cells A2:A3 are merged" in reason


def test_cells_merged_above_the_table_do_no_harm(read):
    data = book(["Our ratings"], HEAD, ROW, change=lambda made: made.active.merge_cells("A1:D1"))
    assert len(read(data).facts) == 3


def test_every_sheet_of_ratings_is_read_and_the_others_are_named(read):
    def more(made):
        notes = made.create_sheet("Notes")
        notes.append(["Ask the team."])
        asked = made.create_sheet("Key questions")
        asked.append(["PDU", "Date", "Scheme", "Assessment – engagement"])
        asked.append(["Oakham", datetime(2024, 10, 10), "hmip-probation-2023", "43%"])

    report = read(book(HEAD, ROW, change=more))
    assert {f.measure for f in report.facts} == {"date", "score", "rating", "key_question"}
    assert {f.source.section for f in report.facts} == {("Ratings",), ("Key questions",)}
    assert any("“Notes”" in w.message for w in report.warnings)


def test_hidden_sheet_is_not_read_and_named(read):
    def hide(made):
        old = made.create_sheet("Old")
        old.append(HEAD)
        old.append([*ROW[:3], 21, "Outstanding"])
        old.sheet_state = "hidden"

    report = read(book(HEAD, ROW, change=hide))
    assert [f.value for f in report.facts if f.measure == "score"] == ["3/21"]
    assert any("hidden" in w.message and "“Old”" in w.message for w in report.warnings)


def test_row_that_two_sheets_contradict_is_refused(refuse):
    def again(made):
        other = made.create_sheet("More")
        other.append(HEAD)
        other.append([*ROW[:3], 4, "RI"])

    reason = refuse(book(HEAD, ROW, change=again))
    assert "sheet “More”, row 2: contradicts row 2 of sheet “Ratings”" in reason
    assert "“Score (out of 21)” is 3/21 there and 4/21 here" in reason


def test_sheet_says_nothing_wrong_of_its_own_size(read):
    def far(made):
        made.active.cell(row=1_000_000, column=50).number_format = "0%"

    assert len(read(book(HEAD, ROW, change=far)).facts) == 3


def test_sheet_with_a_row_that_no_sheet_has_is_refused(refuse):
    sheet = zipfile.ZipFile(io.BytesIO(book(HEAD, ROW))).read("xl/worksheets/sheet1.xml")
    far = sheet.replace(b'<row r="2"', b'<row r="99999999999999"')
    assert far != sheet
    data = with_part(book(HEAD, ROW), "xl/worksheets/sheet1.xml", far)
    assert "row numbered above 1,048,576" in refuse(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"hello", "is a text file, not an .xlsx file; rename it to end in .csv"),
        (b"PK\x03\x04 and nothing more", "is a zip archive that is damaged or cut short"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "protected by a password"),
    ],
)
def test_file_that_is_no_workbook_is_refused(refuse, data, said):
    assert said in refuse(data)


def archive(name, data):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, data)
    return out.getvalue()


def test_archive_of_other_things_is_refused(refuse):
    assert "is a zip archive; unpack it" in refuse(archive("readme.txt", "hello"))


@pytest.mark.parametrize("at", range(40, 4000, 400))
def test_workbook_with_spoilt_bytes_is_refused_or_reads_as_before(read, at):
    data = book(HEAD, ROW)
    try:
        report = read(data[:at] + bytes(20) + data[at + 20 :])
    except UnreadableFile as refused:
        assert "save it" in refused.reason or "declares" in refused.reason
    else:
        assert [f.value for f in report.facts] == ["2024-10-10", "3/21", "Requires improvement"]


def test_archive_that_unpacks_to_too_much_is_refused_before_it_is(refuse):
    bomb = archive("xl/worksheets/sheet1.xml", b"0" * (workbook.MAX_UNPACKED + 1))
    assert len(bomb) < 100_000
    assert "unpacks to 40,000,001 bytes" in refuse(bomb)


def test_part_that_declares_entities_is_refused(refuse):
    part = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    assert "declares a document type" in refuse(archive("xl/workbook.xml", part))


def test_workbook_with_too_many_cells_is_refused(refuse, monkeypatch):
    monkeypatch.setattr(workbook, "MAX_CELLS", 5)
    assert "is too large" in refuse(book(HEAD, ROW))


def test_empty_workbook_is_refused(refuse):
    assert "holds nothing" in refuse(book())
