import pytest

from index.answers.compose.points import judged, leaning_start, reads_as, stands_alone
from ingest.models import Passage


def point(text: str) -> Passage:
    return Passage(
        id="r/1",
        ordinal=1,
        type="bullet",
        section=("2.2. Planning",),
        standard="planning",
        polarity=None,
        number=None,
        footnotes=(),
        text=text,
        rows=None,
        page=None,
        spans=(),
    )


def test_a_reason_that_leans_comesleaning_start() -> None:
    text = "Newcomers were trained. However, they lacked a mentor. This led to a low rating."
    start = text.index("This")
    assert leaning_start(point(text), start, len(text)) == 0
    long = f"Newcomers {'were trained and ' * 30}. This led to a low rating."
    start = long.index("This")
    assert leaning_start(point(long), start, len(long)) == start


def test_a_low_rating_takes_the_criticism_of_a_point_that_opens_with_praise() -> None:
    text = "Plans were strong. Few named a day."
    a, b, fits = judged(point(text), low=True)
    assert (text[a:b], fits) == ("Few named a day.", True)
    a, b, fits = judged(point("Plans were strong."), low=True)
    assert not fits


def test_of_a_point_that_leans_the_sentence_that_stands_alone_is_taken() -> None:
    text = "Staff changed often. However, this was not seen. Plans were poor."
    a, b, _ = judged(point(text), low=True)
    assert text[a:b] == "Plans were poor."


def test_a_sentence_that_only_announces_is_no_reason() -> None:
    _, _, fits = judged(point("This was poor for the following reasons:"), low=True)
    assert not fits


@pytest.mark.parametrize(
    ("text", "strength", "improvement"),
    [
        ("Officers were skilled and well led.", True, False),
        ("A framework was presented. This was unfamiliar to managers.", False, True),
        ("A push for good records came at the expense of visits.", False, True),
        ("The unit has two offices.", False, False),
    ],
)
def test_what_no_heading_sorts_is_a_strength_only_when_nothing_takes_it_back(
    text: str, strength: bool, improvement: bool
) -> None:
    assert reads_as(point(text), "strength") == strength
    assert reads_as(point(text), "improvement") == improvement


def test_a_point_that_leans_on_the_point_before_does_not_stand_alone() -> None:
    _, _, fits = judged(point("This was not applied in the same way by all."), low=True)
    assert not fits


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Leaders were visible.", True),
        ("However, this did not last.", False),
        ("It was well used.", False),
        ("It was rare for a review to follow an arrest.", True),
        ("That said, there was a plan.", False),
        ("Examples included a drop-in.", False),
        ("There were three reasons:", False),
        ("Too few of these had a plan.", False),
        ("Work in these teams was good.", True),
    ],
)
def test_a_sentence_stands_alone_where_nothing_before_it_is_missing(text: str, alone: bool) -> None:
    assert stands_alone(text) == alone
