from collections.abc import Callable
from typing import Any

import pytest

from ingest.models import Warning

Check = Callable[..., list[Warning]]
PAGE = {"section": ("Ratings",)}
PLANNING = {"section": ("2.2 Planning",), "standard": "planning"}
TABLE = (
    "table",
    [
        ("Does planning focus sufficiently on engaging the person on probation?", "61%"),
        ("Does planning focus sufficiently on keeping other people safe?", "42%"),
    ],
    PLANNING,
)
CASEWORK = [
    ("rating", f"{name} {word}", PAGE | {"standard": key})
    for key, name, word in (
        ("assessment", "2.1 Assessment", "Inadequate"),
        ("planning", "2.2 Planning", "Inadequate"),
        ("implementation_and_delivery", "2.3 Implementation and delivery", "Inadequate"),
        ("reviewing", "2.4 Reviewing", "Good"),
    )
]


def kinds(warnings: list[Warning]) -> list[str]:
    return [warning.kind for warning in warnings]


@pytest.mark.parametrize(
    ("said", "doubted"),
    [
        ("Planning focused on keeping other people safe in 52 per cent of cases.", True),
        ("Planning focused on keeping other people safe in only 42 per cent of cases.", False),
        ("Planning was insufficient for keeping other people safe in 58 per cent of cases.", False),
        ("The lowest score for planning was 39 per cent, for keeping other people safe.", True),
        ("In licence cases, planning kept other people safe in 52 per cent of cases.", False),
        ("At the last inspection planning kept other people safe in 52 per cent of cases.", False),
        ("Planning kept children in the home safe in 52 per cent of cases.", False),
    ],
)
def test_a_key_question_has_one_percentage(checked: Check, said: str, doubted: bool) -> None:
    found = kinds(checked(TABLE, ("paragraph", said)))
    assert found == (["key_question_prose"] if doubted else [])


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("The composite score was 6 out of the 21 points on offer.", ["scores_disagree"]),
        ("Anytown scored four out of 21.", []),
        ("At the previous inspection, the composite score was 6 out of 21.", []),
        ("A neighbouring PDU scored 9 out of 21.", []),
    ],
)
def test_a_score_in_prose_is_the_score_of_the_page(
    checked: Check, said: str, expected: list[str]
) -> None:
    assert kinds(checked(("rating", "Score 4/21", PAGE), ("paragraph", said))) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("All four of our casework standards were rated 'Inadequate'.", ["ratings_disagree"]),
        ("All three standards of the neighbouring service were rated 'Inadequate'.", []),
        ("Reviewing was judged to be 'Inadequate'.", ["ratings_disagree"]),
        ("The overall rating of this PDU is 'Good'.", []),
        ("In the Ludlow report, reviewing was rated 'Inadequate'.", []),
    ],
)
def test_what_prose_says_of_ratings_is_what_the_page_shows(
    checked: Check, said: str, expected: list[str]
) -> None:
    pieces: list[tuple[Any, ...]] = [*CASEWORK, ("paragraph", said)]
    assert kinds(checked(*pieces)) == expected


def test_the_same_ratings_are_counted_alike_in_two_places(checked: Check) -> None:
    first = ("bullet", "leadership: six 'Good', 14 'Inadequate'")
    again = (
        "bullet",
        "For leadership, we rated seven of the PDUs as 'Good' and 13 as 'Inadequate'.",
    )
    part = ("bullet", "For leadership, we rated two PDUs in the Fens as 'Good'.")
    assert kinds(checked(first, again, kind="annual")) == ["counts_disagree", "counts_disagree"]
    assert checked(first, part, kind="annual") == []
