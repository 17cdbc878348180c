import pytest

from ingest.tables import is_key, read_rows, row_cells


@pytest.mark.parametrize(
    ("raw", "cells"),
    [
        ("Key question\t<b>28%</b>", ["Key question", "28%"]),
        ("| June | 3 kg |", ["June", "3 kg"]),
        ("|June|**3**|", ["June", "3"]),
        ("Leeds\t•\t3\t\t", ["Leeds", "", "3", "", ""]),
        ("\tHead", ["", "Head"]),
        ("Is the tea\n**hot?**\t**7%**", ["Is the tea hot?", "7%"]),
        ("Is the tea\t7%\nhot?", ["Is the tea hot?", "7%"]),
    ],
)
def test_a_line_gives_its_cells_with_the_lost_ones(raw: str, cells: list[str]) -> None:
    assert row_cells(raw) == cells


def test_rows_have_one_length_and_short_ones_lie_under_their_columns() -> None:
    full = [
        ["Leeds", "", "24/10/2024", "6", "", "Report"],
        ["York", "", "12/12/2024", "3", "", "x"],
    ]
    lost = ["North Town", "19/12/2024", "3", "", "Report"]
    rows = read_rows([*full, lost])
    assert rows[2] == ("North Town", "", "19/12/2024", "3", "", "Report")
    assert {len(row) for row in rows} == {6}


def test_a_row_that_only_lost_its_end_keeps_its_places() -> None:
    rows = read_rows([["a", "1%", "b"], ["c", "2%", "d"], ["e", "3%"]])
    assert rows[2] == ("e", "3%", "")


def test_no_cell_is_left_out_of_a_row_that_fits_nowhere() -> None:
    rows = read_rows([["a", "b", "1%"], ["c", "d", "2%"], ["5", "6"]])
    assert [cell for cell in rows[2] if cell] == ["5", "6"]


def test_empty_cells_beyond_the_table_go() -> None:
    assert read_rows([["a", "b", "", ""], ["c", "d"]]) == (("a", "b"), ("c", "d"))


def test_a_table_that_goes_on_keeps_the_width_of_its_columns() -> None:
    assert read_rows([["York", "3"]], width=3) == (("York", "3", ""),)


def test_a_line_that_explains_a_sign_is_no_row() -> None:
    assert is_key(["NA - Not applicable", "", ""])
    assert not is_key(["Leeds", "", ""])
