import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from evals.check import Checks
from evals.errors import BadSuite
from evals.models import Suite
from evals.sheets.intake import free_id, take_in
from evals.sheets.reading import read_sheet
from evals.sheets.writing import save_sheet
from evals.suite import load_suites
from tests.evals.invented import SUITES, UNHURRIED

HEADINGS = ("id", "kind", "question", "must say", "evidence", "numbers", "note")
OLD = Suite.model_validate(
    {
        "suite": "small",
        "description": "Two pairs.",
        "pairs": [
            {"id": "finding-001", "kind": "finding", "turns": ["Why?"], "tags": ["kept"]},
            {"id": "finding-002", "kind": "finding", "turns": ["Who?"], "note": "known"},
        ],
    }
)


def sheet(tmp_path, *rows, headings=HEADINGS):
    book = Workbook()
    for row in (headings, *rows):
        book.active.append(row)
    path = tmp_path / "typed.xlsx"
    book.save(path)
    return path


def taken(path, suites=None, **options):
    options = {"into": "small", **options}
    return take_in(path, read_sheet(path), {"small": OLD} if suites is None else suites, **options)


def refused(path, *arguments, **options):
    with pytest.raises(BadSuite) as caught:
        taken(path, *arguments, **options)
    return str(caught.value)


SOME = st.lists(SUITES, min_size=1, max_size=2, unique_by=lambda suite: suite.suite)


def goes_out_and_comes_back(path, suites):
    save_sheet(path, suites)
    back = take_in(path, read_sheet(path), {suite.suite: None for suite in suites})
    assert list(back.suites.values()) == suites
    same = take_in(path, read_sheet(path), {suite.suite: suite for suite in suites})
    assert {one.done for one in same.taken} == {"unchanged"}


@UNHURRIED
@given(suites=SOME)
def test_suites_that_go_out_as_csv_come_back_as_they_were(tmp_path, suites):
    goes_out_and_comes_back(tmp_path / "suites.csv", suites)


# A workbook takes a tenth of a second; what stands in cells is tried in the test of the cells too.
@settings(UNHURRIED, max_examples=8)
@given(suites=SOME)
def test_suites_that_go_out_as_a_workbook_come_back_as_they_were(tmp_path, suites):
    goes_out_and_comes_back(tmp_path / "suites.xlsx", suites)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_nothing_in_a_file_that_goes_out_is_a_formula(tmp_path, ending):
    fields = {"id": "a", "kind": "finding", "turns": ["=1+1"], "note": "@SUM(A1)", "must": ["-5"]}
    suite = Suite.model_validate({"suite": "small", "description": "+1", "pairs": [fields]})
    path = tmp_path / f"suites.{ending}"
    save_sheet(path, [suite])
    if ending == "csv":
        rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))
        assert {cell for cell in rows[1] if cell[1:2] in ("=", "@", "+", "-")} == {
            "'=1+1", "'@SUM(A1)", "'-5", "'+1",
        }  # fmt: skip
        assert not any(cell[:1] in "=@+-" for row in rows for cell in row if cell)
    else:
        cells = [cell for row in load_workbook(path)["Pairs"] for cell in row if cell.value]
        assert {cell.data_type for cell in cells} == {"s"}
        assert "=1+1" in [cell.value for cell in cells]


def test_pairs_are_added_with_ids_of_their_own_and_the_others_are_kept(tmp_path):
    path = sheet(
        tmp_path,
        (None, "finding", "What was cold?", "rooms", "arden-2024: rooms were cold", None, None),
        (None, "Not in reports", "Who won?", None, None, None, None),
    )
    intake = taken(path)
    assert [(one.id, one.done) for one in intake.taken] == [
        ("finding-003", "added"),
        ("not-in-reports-001", "added"),
    ]
    pairs = intake.suites["small"].pairs
    assert pairs[:2] == OLD.pairs
    assert pairs[2].evidence[0][0].report == "arden-2024"
    assert (intake.kept, pairs[3].kind) == (2, "not_in_reports")


def test_a_sheet_that_is_taken_in_twice_adds_nothing(tmp_path):
    path = sheet(tmp_path, (None, "finding", "What was cold?", "rooms", None, None, None))
    once = taken(path).suites["small"]
    again = taken(path, {"small": once})
    assert again.suites["small"] == once
    assert again.taken[0].done == "unchanged"


def test_a_pair_that_is_there_is_changed_only_when_that_is_asked_for(tmp_path):
    path = sheet(tmp_path, ("finding-002", "finding", "Who?", None, None, None, "other"))
    message = refused(path)
    assert "sheet Sheet, row 2, column A (id): 'finding-002' is in the suite already" in message
    assert "another note" in message
    intake = taken(path, replace=True)
    assert intake.taken[0].fields == ("note",)
    assert intake.suites["small"].pairs[1].note == "other"


def test_what_a_sheet_has_no_column_for_stays(tmp_path):
    row = ("finding-001", "Why then?")
    path = sheet(tmp_path, row, headings=("id", "question"))
    pair = taken(path, replace=True).suites["small"].pairs[0]
    assert (pair.turns, pair.tags, pair.kind) == (("Why then?",), ("kept",), "finding")


def test_every_fault_is_named_by_sheet_row_and_column_at_once(tmp_path):
    long = "arden-2024: " + " ".join(["word"] * 13)
    path = sheet(
        tmp_path,
        (None, "findings", "What?", None, None, None, None),
        (None, "finding", None, None, long, None, None),
        (None, "figure", "How many?", None, "no colon", "about 5", None),
        ("a b", "figure", "How few?", None, None, "=1+1", None),
    )
    lines = refused(path).splitlines()
    assert [line.split(": ")[1] for line in lines] == [
        "sheet Sheet, row 2, column B (kind)",
        "sheet Sheet, row 3, column C (question)",
        "sheet Sheet, row 3, column E (evidence 1)",
        "sheet Sheet, row 4, column E (evidence 1)",
        "sheet Sheet, row 4, column F (numbers)",
        "sheet Sheet, row 5, column F (numbers)",
        "sheet Sheet, row 5, column A (id)",
    ]
    assert "is a formula; type what it stands for" in lines[5]


def test_what_no_pair_may_say_is_named_by_its_column(tmp_path):
    long = "arden-2024: " + " ".join(["word"] * 13)
    path = sheet(
        tmp_path,
        (None, "findings", "What?", None, None, None, None),
        (None, "finding", None, None, long, None, None),
        ("a b", "figure", "How few?", None, None, None, None),
        (None, None, "Which?", None, None, None, None),
    )
    lines = refused(path).splitlines()
    assert [line.split(": ")[1] for line in lines] == [
        "sheet Sheet, row 2, column B (kind)",
        "sheet Sheet, row 3, column C (question)",
        "sheet Sheet, row 3, column E (evidence 1)",
        "sheet Sheet, row 4, column A (id)",
        "sheet Sheet, row 5, column B (kind)",
    ]
    assert "did you mean 'finding'?" in lines[0]
    assert "13 words" in lines[2]


def test_what_the_library_does_not_bear_out_is_named_with_the_rest(tmp_path, context):
    headings = ("kind", "question", "reports", "evidence")
    path = sheet(
        tmp_path,
        ("finding", "A?", "arden-2024-10", "arden-2024-10: rooms were warm"),
        ("finding", "B?", "dale-2025", "dale-2025: anything"),
        ("findin", "C?", None, None),
        headings=headings,
    )
    slips = Checks(context).slips
    lines = refused(path, slips=slips).splitlines()
    assert "row 2, column D (evidence 1): 'rooms were warm' does not stand in" in lines[0]
    assert "row 3, column C (reports): 'dale-2025' is not in the library" in lines[1]
    assert "row 4, column A (kind): 'findin' is not known" in lines[2]
    assert len(lines) == 3


def test_a_row_with_one_fault_is_looked_at_for_others(tmp_path, context):
    row = ("findin", "A?", "arden-2024-10", "arden-2024-10: rooms were warm", "date: autumn")
    headings = ("kind", "question", "reports", "evidence", "facts")
    path = sheet(tmp_path, row, headings=headings)
    lines = refused(path, slips=Checks(context).slips).splitlines()
    assert [line.split(": ")[1].partition("column ")[2] for line in lines] == [
        "E (facts)",
        "A (kind)",
        "D (evidence 1)",
    ]


def test_a_report_that_the_library_lacks_is_told_and_refuses_nothing(tmp_path, context):
    row = ("finding", "B?", "arden-2024")
    path = sheet(tmp_path, row, headings=("kind", "question", "reports"))
    intake = taken(path, slips=Checks(context).slips)
    assert intake.absent == {
        "'arden-2024' is not in the library; did you mean 'arden-2024-10'?": (
            "sheet Sheet, row 2, column C (reports)"
        )
    }


def test_rows_need_a_suite_that_is_there(tmp_path):
    headings = ("suite", "kind", "question")
    path = sheet(tmp_path, ("smal", "finding", "A?"), (None, "finding", "B?"), headings=headings)
    message = refused(path, into="")
    assert "row 2, column A (suite): there is no suite 'smal'; did you mean 'small'?" in message
    assert "row 3, column A (suite): the row names no suite" in message


def test_two_rows_may_not_be_one_pair(tmp_path):
    path = sheet(
        tmp_path,
        ("a", "finding", "A?", None, None, None, None),
        ("a", "finding", "B?", None, None, None, None),
        (None, "finding", "C?", None, None, None, None),
        (None, "finding", "C?", None, None, None, None),
    )
    message = refused(path)
    assert "row 3, column A (id): the id 'a' stands in row 2 as well" in message
    assert "row 5, column C (question): the question stands in row 4 as well" in message


def test_ids_go_on_after_the_highest():
    assert free_id("finding", {"finding-001", "finding-7", "rating-009"}) == "finding-008"
    assert free_id("not in reports", set()) == "not-in-reports-001"


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("name", ["first", "conversations"])
def test_suites_of_the_project_come_back_as_they_were(tmp_path, ending, name):
    goes_out_and_comes_back(tmp_path / f"suites.{ending}", list(load_suites([Path(name)])))
