"""Ratings tables that are refused: every problem by its row and column, and nothing is taken in."""

import pytest

from ingest.imports.problems import MOST, letters
from ingest.readers import sheet

HEAD = (
    "PDU,Region,Date,Score (out of 21),Leadership,Staffing,Services,Assessment,Planning,"
    "Implementation and delivery,Reviewing\n"
)
ROW = "Oakham,Wales,10/10/2024,3,RI,RI,RI,0,0,0,0\n"


def problems(reason):
    first, *rest = reason.splitlines()
    assert "nothing of it was imported" in first
    return rest


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        pytest.param(
            ROW.replace("RI", "Goood", 1),
            "row 2, column “Leadership” (E2): “Goood” is no rating of hmip-probation-2023; "
            "did you mean Good?",
            id="unknown rating",
        ),
        pytest.param(
            ROW + ROW.replace("Oakham", "Oakham PDU"),
            "row 3: repeats row 2 (Oakham, 2024-10-10)",
            id="row twice",
        ),
        pytest.param(
            ROW + ROW.replace("10/10/2024", "October 2024").replace("RI", "Good", 1),
            "row 3: contradicts row 2 (Oakham, 2024-10): “Leadership” is Requires improvement "
            "there and Good here",
            id="rows that conflict",
        ),
        pytest.param(
            ROW.replace(",3,", ",22,"),
            "row 2, column “Score (out of 21)” (D2): “22” is not between 0 and the maximum of 21",
            id="score above the maximum",
        ),
        pytest.param(
            ROW.replace(",3,", ",3/27,"),
            "“3/27” is out of 27, but the column is headed out of 21",
            id="two maxima",
        ),
        pytest.param(
            ROW.replace(",3,", ",=1+2,"),
            "row 2, column “Score (out of 21)” (D2): “=1+2” is a formula",
            id="formula",
        ),
        pytest.param(ROW.replace("RI", "@now", 1), "(E2): “@now” is a formula", id="at sign"),
        pytest.param(ROW.replace("RI", "-x", 1), "(E2): “-x” is a formula", id="minus"),
        pytest.param(
            ROW.replace("10/10", "31/02"),
            "row 2, column “Date” (C2): “31/02/2024” is not a day of the calendar",
            id="impossible day",
        ),
        pytest.param(
            ROW.replace("10/10", "10/24"),
            "“10/24/2024” is not a day of the calendar",
            id="month before day",
        ),
        pytest.param(ROW.replace("10/10/2024", ""), "(C2): has no date", id="no date"),
        pytest.param(ROW.replace("Oakham", ""), "(A2): names no place", id="no place"),
        pytest.param(
            "Oakham,Wales,10/10/2024,3\n",
            "row 2: has 4 cells, but there are 11 columns",
            id="short row",
        ),
        pytest.param(
            ROW.strip() + ",more\n",
            "row 2, column (L2): has a value, but no column has a name there",
            id="long row",
        ),
        pytest.param(
            '"' + ROW, "begins with a quotation mark that is not closed", id="open quotation"
        ),
        pytest.param("", "row 1: has names of columns, but no row below them", id="header only"),
        pytest.param(
            ROW + ROW.replace("Wales", "London").replace("2024", "2023"),
            "row 3, column “Region” (B3): puts Oakham in “London”, but row 2 in “Wales”",
            id="two regions",
        ),
    ],
)
def test_problem_is_named_by_row_and_column(refuse_ratings, rows, said):
    (problem,) = problems(refuse_ratings(HEAD + rows))
    assert said in problem


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (HEAD.replace("Staffing", "Leadership"), "(F1): means the same as “Leadership”"),
        (HEAD.replace("Staffing", "1.1 Leadership"), "(F1): means the same as “Leadership”"),
        (HEAD.replace("Staffing", "Staffng"), "(F1): is not understood; did you mean “Staffing”"),
        (HEAD.replace("PDU,Region", "Who,Where"), "row 1: no column says the place; name one"),
        (HEAD.replace("Date", "When"), "row 1: no column says the date; name one"),
    ],
)
def test_problem_of_the_head_is_named(refuse_ratings, head, said):
    assert any(said in problem for problem in problems(refuse_ratings(head + ROW)))


def test_all_problems_are_named_at_once_in_order(refuse_ratings):
    rows = ROW.replace("RI", "Gud", 1).replace(",0\n", ",=0\n") + ROW.replace("10/10", "0/0")
    named = [problem.split(": ")[0] for problem in problems(refuse_ratings(HEAD + rows))]
    assert [place[place.rindex("(") :] for place in named] == ["(E2)", "(K2)", "(C3)"]


def test_of_many_problems_the_first_are_named(refuse_ratings):
    rows = "".join(ROW.replace("Oakham", f"Place {n}").replace("RI", "Gud", 1) for n in range(50))
    lines = problems(refuse_ratings(HEAD + rows))
    assert len(lines) == MOST + 1
    assert lines[-1] == f"- and {50 - MOST} more"


def test_unclear_set_of_standards_is_one_problem(refuse_ratings):
    table = "Place,Date,Leadership\nOakham,2024,Good\nUppingham,2024,Good\n"
    (problem,) = problems(refuse_ratings(table))
    assert "not clear by which set of standards" in problem
    assert "hmip-probation-2021 (out of 27)" in problem


def test_row_that_could_be_of_either_round_is_refused(refuse_ratings):
    four = "Assessment,Planning,Implementation and delivery,Reviewing"
    nine = f"Leadership,Staff,Services,Information and facilities,Court work,{four}"
    table = f"Place,Date,{nine}\nOakham,2023,1,1,1,,,1,1,1,1\n"
    assert "not clear by which set of standards" in refuse_ratings(table)


def test_standard_of_another_set_is_refused(refuse_ratings):
    table = "Place,Date,Scheme,Court work\nOakham,2024,hmip-probation-2023,Good\n"
    (problem,) = problems(refuse_ratings(table))
    assert "“Court work” is no standard of hmip-probation-2023" in problem


def test_unknown_set_of_standards_is_refused_with_those_that_are_known(refuse_ratings):
    table = "Place,Date,Scheme,Court work\nOakham,2024,ofsted,Good\n"
    (problem,) = problems(refuse_ratings(table))
    assert "“ofsted” is no set of standards" in problem
    assert "hmip-probation-2023" in problem


@pytest.mark.parametrize("share", ["0.43", "143%", "many"])
def test_percentage_that_is_none_is_refused(refuse_ratings, share):
    table = f"Place,Date,Scheme,Assessment %\nOakham,2024,hmip-probation-2023,{share}\n"
    (problem,) = problems(refuse_ratings(table))
    assert f"“{share}”" in problem


def test_other_table_is_refused_with_the_columns_that_are_understood(refuse_ratings):
    reason = refuse_ratings("Name,Telephone,Value\nA. Person,1,2\n")
    assert reason.startswith("is not a ratings table")
    assert "overall rating" in reason
    assert "Leadership" in reason


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n\n ", "holds no text"),
        (bytes(range(256)) * 20, "binary data"),
        (b"PK\x03\x04" + b"0" * 50, "zip archive"),
        (b",,,\n,,\n", "holds nothing"),
    ],
)
def test_file_that_is_no_table_is_refused(refuse_ratings, content, said):
    assert said in refuse_ratings(content)


@pytest.mark.parametrize(
    "content",
    [
        HEAD + "," * (sheet.MAX_COLUMNS + 1),
        HEAD + "\n" * sheet.MAX_ROWS + ROW,
        HEAD + ROW * (sheet.MAX_CELLS // 11 + 1),
    ],
    ids=["columns", "rows", "cells"],
)
def test_table_beyond_the_limits_is_refused(refuse_ratings, content):
    assert "is too large" in refuse_ratings(content)


def test_file_beyond_the_limit_is_refused_unread(tmp_path, monkeypatch):
    from pathlib import Path

    from ingest.errors import UnreadableFile
    from ingest.report import read_report

    file = tmp_path / "big.xlsx"
    with file.open("wb") as opened:
        opened.truncate(200_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("was read"))
    with pytest.raises(UnreadableFile, match="200,000,000 bytes"):
        read_report(file)


@pytest.mark.parametrize(
    ("at", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_are_named_as_a_spreadsheet_does(at, name):
    assert letters(at) == name
