import pytest

from index.answers.compose.voices import _SECTION, _WHO, asks_voices
from index.models import QuestionPlan


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What do people on probation think of the service in York?", True),
        ("Feedback from service users in Sheffield", True),
        ("How did users feel about probation in York?", True),
        ("What did User Voice find in York?", True),
        ("People on probation about their officers in York", True),
        ("users on their appointments in York", True),
        ("How many people on probation said they felt safe in York?", False),
        ("What help do people on probation get in York?", False),
        ("What did staff say about people on probation in York?", False),
    ],
)
def test_what_supervised_people_say_is_asked(plan: object, question: str, asked: bool) -> None:
    planned = plan(question)  # type: ignore[operator]
    assert isinstance(planned, QuestionPlan)
    assert asks_voices(planned) is asked


@pytest.mark.parametrize("heading", ["Feedback from people on probation", "User Voice findings"])
def test_the_part_with_their_feedback_is_told_by_its_heading(heading: str) -> None:
    assert _SECTION.search(heading)
    assert not _SECTION.search("Engaging people on probation")


def test_who_was_asked_is_not_what_they_said() -> None:
    assert _WHO.search("Most of the respondents (91 per cent) were men.")
    assert not _WHO.search("Only 59 per cent of people said that travel was reasonable.")
