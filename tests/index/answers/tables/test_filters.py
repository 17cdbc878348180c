"""Which ratings, which round and whose recommendations a question lets in."""

import pytest

from index.answers.tables.filters import addressee, lacks, ratings_asked, scheme_of
from index.models import QuestionPlan
from ingest.schemes import Schemes

NO_PLAN = QuestionPlan(question="", standalone="", intent="table")


@pytest.mark.parametrize(
    ("text", "named", "ratings"),
    [
        ("rated good", ("Good",), ("Good",)),
        ("better than good", ("Good",), ("Outstanding",)),
        ("good or better", ("Good",), ("Outstanding", "Good")),
        (
            "below outstanding",
            ("Outstanding",),
            ("Good", "Requires improvement", "Inadequate"),
        ),
        (
            "requires improvement or worse",
            ("Requires improvement",),
            ("Requires improvement", "Inadequate"),
        ),
        ("not inadequate", ("Inadequate",), ("Outstanding", "Good", "Requires improvement")),
        ("good rather than inadequate", ("Good", "Inadequate"), ("Good",)),
        ("good or inadequate", ("Good", "Inadequate"), ("Good", "Inadequate")),
        ("rated", (), ()),
    ],
)
def test_ratings(
    schemes: Schemes, text: str, named: tuple[str, ...], ratings: tuple[str, ...]
) -> None:
    assert ratings_asked(text, named, schemes) == ratings


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("pdus with no inadequate ratings", True),
        ("pdus without any inadequate rating", True),
        ("no pdu was rated inadequate", False),
        ("pdus with inadequate ratings", False),
    ],
)
def test_places_that_lack_a_rating(text: str, without: bool) -> None:
    assert lacks(text, ("Inadequate",)) is without


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        ("more than 3 out of 27", "hmip-probation-2021"),
        ("5/21", "hmip-probation-2023"),
        ("out of 30", ""),
        ("more than 3", ""),
    ],
)
def test_the_round_whose_maximum_is_given(schemes: Schemes, text: str, scheme: str) -> None:
    assert scheme_of(text, schemes) == scheme


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("How many recommendations are made to the Ministry of Justice?", "ministry of justice"),
        ("recommendations for HM Prison and Probation Service", "prison and probation service"),
        ("How many HMPPS recommendations are there?", "prison and probation service"),
        ("recommendations to their region", "region"),
        ("how many recommendations has each region?", ""),
        ("all recommendations", ""),
    ],
)
def test_to_whom_recommendations_are_addressed(text: str, part: str) -> None:
    assert addressee(text, NO_PLAN) == part


def test_an_addressee_that_the_plan_names_comes_first() -> None:
    plan = NO_PLAN.model_copy(update={"addressee": "Melbury PDU"})
    assert addressee("recommendations for the region", plan) == "melbury pdu"
