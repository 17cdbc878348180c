from datetime import date, datetime

import pytest
from openpyxl import Workbook

from evals.errors import BadSuite
from evals.sheets.reading import read_sheet
from evals.sheets.tables import read_tables


def texts(path):
    return [[cell.text for cell in row] for table in read_tables(path) for row in table.rows]


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        (b"kind,question\r\nlist,Which?\r\n", [["kind", "question"], ["list", "Which?"]]),
        (b"kind;question\nlist;One, two?\n", [["kind", "question"], ["list", "One, two?"]]),
        (b"sep=;\r\nkind;question\r\n", [[], ["kind", "question"]]),
        ("\ufeffkind\tquestion\nlist\t–ü\n".encode(), [["kind", "question"], ["list", "–ü"]]),
        ("kind,question\nlist,don’t\n".encode("cp1252"), [["kind", "question"], ["list", "don’t"]]),
        (b'kind,question\nlist,"a\r\nb"\n', [["kind", "question"], ["list", "a\nb"]]),
        (b"kind,question\nlist,'=1+1\n", [["kind", "question"], ["list", "=1+1"]]),
    ],
)  # fmt: skip
def test_csv_is_read_as_spreadsheets_write_it(tmp_path, data, rows):
    path = tmp_path / "pairs.csv"
    path.write_bytes(data)
    assert texts(path) == rows


def test_cells_of_a_workbook_are_read_as_they_look(tmp_path):
    book = Workbook()
    book.active.append([0.28, 28, 3.5, True, date(2024, 10, 24), datetime(2024, 10, 24), " a\r\nb"])
    book.active["A1"].number_format = "0%"
    book.active["A2"] = "=1+1"
    book.create_sheet("Old").sheet_state = "hidden"
    path = tmp_path / "pairs.xlsx"
    book.save(path)
    (table,) = read_tables(path)
    first, second = table.rows
    assert [cell.text for cell in first[:6]] == [
        "28%", "28", "3.5", "yes", "2024-10-24", "2024-10-24",
    ]  # fmt: skip
    assert first[6].text == " a\nb"
    assert second[0].fault == "is a formula; type what it stands for"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("pairs.ods", b"", "a sheet ends in .xlsx or .csv"),
        ("pairs.xlsx", b"kind,question", "is not an .xlsx file"),
        ("pairs.csv", b"", "is empty"),
        ("pairs.csv", b"PK\x03\x04", "zip archive"),
        ("pairs.csv", b"kind,wording\nlist,Which?\n", "no column is called question"),
        ("pairs.csv", b"kind,question\n,\n", "there is no pair below the headings"),
        ("pairs.csv", b"kind,question,kind\n", "row 1, column C: a second column is called 'kind'"),
        (
            "pairs.csv",
            b"knd,question\n",
            "column A: no column is called 'knd'; did you mean 'kind'",
        ),
    ],
)
def test_what_is_no_sheet_of_pairs_is_refused(tmp_path, name, data, said):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(BadSuite, match=said) as caught:
        read_sheet(path)
    assert name in str(caught.value)


def test_headings_may_stand_below_a_title_and_be_written_otherwise(tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text(
        "My pairs,\n,\nKIND *,Question:,Needs,Evidence\nlist,Which?,arden,arden: words\n",
        encoding="utf-8",
    )
    (row,) = read_sheet(path)
    assert (row.number, row.said["needs",]) == (4, ["arden"])
    assert row.where("evidence 1") == "row 4, column D (evidence 1)"
