import pytest

from evals.numbers import bare_one, find_months, find_numbers, shares


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("28 per cent of 1,820", [(28, True), (1820, False)]),
        ("Twenty-two per cent", [(22, True)]),
        ("seventy two percent", [(72, True)]),
        ("one hundred cases", [(100, False)]),
        ("50–64% of cases", [(50, True), (64, True)]),
        ("28.4% in 2024", [(28.4, True), (2024, False)]),
        ("24/10/2024", [(24, False), (10, False), (2024, False)]),
        ("published 2024-10", [(2024, False), (10, False)]),
        ("3/21", [(3, False), (21, False)]),
        ("P 1.2 Staffing", [(1.2, False)]),
        ("none of the tenants", []),
    ],
)
def test_numbers_are_read_as_written(text, numbers):
    assert [(n.value, n.percent) for n in find_numbers(text)] == numbers


def test_months_count_beside_a_number_only():
    assert find_months("in March 2023 staff may march on 4 May") == {"march", "may"}
    assert find_months("on 24/10/2024") == {"october"}


def test_shares_in_words_are_percentages():
    assert shares("three-quarters, and half") == {75.0, 50.0, 25.0}


def test_the_word_one_alone_is_no_figure():
    assert [bare_one(n) for n in find_numbers("one, 1 and two")] == [True, False, False]
