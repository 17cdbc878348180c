from collections.abc import Callable

import pytest

from index.answers.compose.request import Request
from index.answers.evidence import Found, find_sentences, leans, source_of
from index.answers.features import Features
from index.answers.knowledge import Knowledge
from ingest.models import Passage
from ingest.readers.text import visible

pytestmark = pytest.mark.store

MakeRequest = Callable[..., Request]


def test_the_sentence_that_answers_comes_first(
    knowledge: Knowledge, request_for: MakeRequest
) -> None:
    plan = request_for("How often did the unpaid work van break down in Ashford Vale?").plan
    place = knowledge.names.places["Ashford Vale"]
    found = find_sentences(knowledge, plan, ["ashford-vale-2024-05"], place)
    assert "van broke down" in found[0].text
    assert [f.score for f in found] == sorted((f.score for f in found), reverse=True)


def test_sentences_come_from_the_reports_asked_only(
    knowledge: Knowledge, request_for: MakeRequest
) -> None:
    plan = request_for("How long did people wait for the housing adviser?").plan
    found = find_sentences(knowledge, plan, ["ashford-vale-2024-05"])
    assert {f.passage.report_id for f in found} == {"ashford-vale-2024-05"}


def test_a_national_report_counts_for_a_place_only_where_it_names_it(
    knowledge: Knowledge, request_for: MakeRequest
) -> None:
    plan = request_for("What did the head do for new officers?").plan
    for name, expected in (("Melbury", True), ("Dunmoor", False)):
        place = knowledge.names.places[name]
        found = find_sentences(knowledge, plan, ["annual-report-2024"], place)
        assert any("breakfast" in f.text for f in found) is expected


def test_passages_shown_before_are_left_out(knowledge: Knowledge, request_for: MakeRequest) -> None:
    plan = request_for("How often did the unpaid work van break down?").plan
    reports = ["ashford-vale-2024-05"]
    first = find_sentences(knowledge, plan, reports)[0].passage.id
    again = find_sentences(knowledge, plan, reports, skip={first})
    assert first not in {f.passage.id for f in again}


@pytest.mark.parametrize("report", ["ashford-vale-2024-05", "north-ashford-2022-06"])
def test_a_quotation_is_the_words_of_its_spans(knowledge: Knowledge, report: str) -> None:
    text = knowledge.library.text(report)
    for passage in knowledge.by_report[report]:
        source = source_of(knowledge, passage, 0, len(passage.text))
        words = visible("".join(text[s.start : s.end] for s in source.spans))
        assert words.split() == source.quote.split()
        assert (source.start, source.end) == (source.spans[0].start, source.spans[-1].end)


def test_a_sentence_that_points_back_leans_on_the_one_before(knowledge: Knowledge) -> None:
    passage: Passage = next(p for p in knowledge.passages if "walked the floor" in p.text)
    first = passage.text.index("They wrote")
    feature = found_in(passage)
    assert leans(feature._replace(start=first, text=passage.text[first:]))
    assert not leans(feature._replace(start=0, text=passage.text[:first]))


@pytest.mark.parametrize(
    "question",
    [
        "How many complaints were made in Ashford Vale?",
        "What is the staff turnover rate in Ashford Vale?",
        "What's the budget for the van in Ashford Vale?",
    ],
)
def test_a_figure_of_something_else_is_no_answer(
    question: str, knowledge: Knowledge, request_for: MakeRequest
) -> None:
    place = knowledge.names.places["Ashford Vale"]
    found = find_sentences(knowledge, request_for(question).plan, ["ashford-vale-2024-05"], place)
    assert found
    assert {f.confidence for f in found} == {0.0}


def found_in(passage: Passage) -> Found:
    """A found sentence of this passage, whatever speaks for it."""
    nothing = Features(*[0.0] * len(Features._fields))
    return Found(passage, 0, len(passage.text), passage.text, 1.0, nothing)
