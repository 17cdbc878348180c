import pytest

from index.answers.compose.subject import compared_subject

REPORTS = frozenset({"safe", "office", "diverse", "caseload", "busy", "number", "sickness"})


@pytest.mark.parametrize(
    ("search", "subject"),
    [
        ("Which has the more diverse caseload, or?", "diverse caseload?"),
        ("sickness: vs , who had it worse?", "sickness?"),
        ("Compare domestic abuse checks between and?", "domestic abuse checks?"),
        ("Where did people feel safer in the office, or?", "people feel safe in the office?"),
        ("Which office was busier, or?", "office was busy?"),
        ("share of women on probation - and?", "share of women on probation?"),
        ("Is the number of leavers higher than?", "number of leavers?"),
        ("Reset cases: vs?", "Reset cases?"),
    ],
)
def test_only_what_is_compared_is_looked_for(search: str, subject: str) -> None:
    assert compared_subject(search, REPORTS) == subject


def test_a_question_with_nothing_else_stays_as_it_is() -> None:
    assert compared_subject("Which is better, or?", REPORTS) == "Which is better, or?"
