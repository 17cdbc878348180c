"""Pairs drafted from feedback: kept beside the library, counting for nothing until confirmed."""

from pathlib import Path

import pytest

from app.errors import BadSetting
from app.evaluation.drafting import asked_alone, draft_from, drafted
from app.settings import Settings
from app.wiring import make_assistant
from evals.suite import read_suite
from index.stores.library import Library
from index.stores.talks import Feedback

QUESTION = "What was Westmere rated for staffing?"


@pytest.fixture
def settings(library: Library, tmp_path: Path) -> Settings:
    return Settings(store=tmp_path / "library", embedding="none")


def judged(library: Library, question: str = QUESTION, **more: str) -> Feedback:
    answer = make_assistant(library).ask(question).answer
    fields = {"verdict": "answer_wrong", "comment": 'Not so: "<b>" # $x$'} | more
    return Feedback(question=question, answer=answer.model_dump_json(), **fields)  # type: ignore[arg-type]


def test_a_draft_is_a_pair_that_counts_for_nothing_yet(
    library: Library, settings: Settings
) -> None:
    made = draft_from(judged(library), settings, library)
    assert made.pair.draft
    assert made.pair.turns == (QUESTION,)
    assert made.pair.note == 'Feedback: the answer is wrong. Not so: "<b>" # $x$'
    (kept,) = read_suite(made.file).suite.pairs
    assert kept == made.pair
    assert "check:" in made.text


def test_a_second_draft_is_added_and_the_first_stays(library: Library, settings: Settings) -> None:
    first = draft_from(judged(library), settings, library)
    other = judged(library, "What was Westmere rated for services?", verdict="missing", comment="")
    second = draft_from(other, settings, library)
    assert drafted(settings) == {
        QUESTION: first.pair.id,
        "What was Westmere rated for services?": second.pair.id,
    }
    assert first.pair.id != second.pair.id


def test_what_is_asked_already_is_not_drafted_again(library: Library, settings: Settings) -> None:
    made = draft_from(judged(library), settings, library)
    with pytest.raises(BadSetting, match=f"feedback/{made.pair.id}"):
        draft_from(judged(library), settings, library)


def test_a_follow_up_is_drafted_as_the_question_that_it_meant(library: Library) -> None:
    entry = judged(library)
    assert asked_alone(entry) == QUESTION
    told = entry.model_copy(update={"question": "And there?"})
    assert asked_alone(told) == QUESTION


def test_an_answer_of_another_version_leaves_the_question_as_it_was_asked() -> None:
    assert asked_alone(Feedback(question="How?", answer="{", verdict="bad")) == "How?"
