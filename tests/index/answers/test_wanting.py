import pytest

from index.answers.wanting import asks_quality, how_many_wanted


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("Give me three criticisms", 3),
        ("one strength", 1),
        ("the top five weaknesses", 5),
        ("a single big problem", 1),
        ("How many of the 3 problems are new?", None),
        ("What were the problems?", None),
    ],
)
def test_a_number_of_points_that_is_asked_for_is_read(text: str, many: int | None) -> None:
    assert how_many_wanted(text) == many


@pytest.mark.parametrize(
    "text",
    [
        "Are reviews done well?",
        "Is staffing any good?",
        "How good is planning?",
        "Did they do well on court work?",
        "Was leadership weak?",
    ],
)
def test_whether_something_is_done_well_is_told(text: str) -> None:
    assert asks_quality(text)


@pytest.mark.parametrize(
    "text",
    [
        "What went well?",
        "Are there any strengths?",
        "Is there good practice?",
        "Is staffing better than in York?",
        "Did anything go well?",
        "What is good about it?",
    ],
)
def test_a_list_of_strengths_is_not_whether_something_is_good(text: str) -> None:
    assert not asks_quality(text)
