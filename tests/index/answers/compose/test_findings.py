from collections.abc import Callable

import pytest

from index.answers.compose.quoting import _made_whole, trim
from index.answers.evidence import Found
from index.answers.features import Features
from index.models import Answer, Filters
from ingest.models import Passage

pytestmark = pytest.mark.store

Ask = Callable[..., Answer]
ASHFORD, NORTH = "ashford-vale-2024-05", "north-ashford-2022-06"


def quotes(answer: Answer) -> str:
    return " ".join(s.text for s in answer.statements if s.kind == "quote")


@pytest.mark.parametrize(
    ("question", "words", "report"),
    [
        ("How many days were lost to sickness in Ashford Vale?", "17 days", ASHFORD),
        ("How many days were lost to sickness in North Ashford?", "29 days", NORTH),
        ("How many days were lost to sickness nationally?", "13 days", "annual-report-2024"),
        ("How often did the unpaid work van break down in Ashford Vale?", "every third", ASHFORD),
    ],
)  # fmt: skip
def test_a_question_is_answered_by_the_words_of_the_place_asked(
    ask: Ask, question: str, words: str, report: str
) -> None:
    answer = ask(question)
    assert words in quotes(answer)
    assert {c.report.id for c in answer.citations} == {report}
    assert answer.status == "answered"


def test_an_office_leads_to_its_unit(ask: Ask) -> None:
    answer = ask("How many days were lost to sickness in Tillford?")
    assert {c.report.id for c in answer.citations} == {ASHFORD}


def test_an_answer_that_is_a_figure_is_short(ask: Ask) -> None:
    answer = ask("How many days were lost to sickness in Ashford Vale?")
    assert len(answer.text.split()) < 40


def test_the_counts_inside_a_quotation_come_beside_it(ask: Ask) -> None:
    answer = ask("How many cases should have gone to the housing adviser in Ashford Vale?")
    [fact] = answer.facts
    assert (fact.measure, fact.number, fact.out_of, fact.unit) == ("count", 14, 40, "cases")


@pytest.mark.parametrize(
    "question",
    [
        "Does Ashford Vale have a swimming pool?",
        "What did Ashford Vale spend on helicopters?",
        "How many prisons are there in Dunmoor?",
    ],
)
def test_what_the_reports_do_not_say_is_not_found(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status == "not_found"
    assert quotes(answer) == ""
    assert [s.kind for s in answer.statements] == ["fixed"]


def test_an_answer_that_was_asked_of_nobody_names_its_report(ask: Ask) -> None:
    answer = ask("What did the bakery do for people on probation?")
    assert "eight people" in quotes(answer)
    assert "North Ashford" in answer.text


def test_strengths_and_areas_for_improvement_are_kept_apart(ask: Ask) -> None:
    strengths = quotes(ask("What are the strengths of Ashford Vale in staffing?"))
    weaknesses = quotes(ask("What are the areas for improvement of Ashford Vale in staffing?"))
    assert "mentor scheme" in strengths and "Sickness" not in strengths
    assert "Sickness" in weaknesses and "mentor scheme" not in weaknesses


def test_a_shortened_list_says_how_many_there_are(ask: Ask) -> None:
    answer = ask("What are the strengths of Ashford Vale?")
    shown = len([s for s in answer.statements if s.kind == "quote"])
    assert any(f"{shown} of 9" in note for note in answer.notes)


def test_a_place_without_a_report_has_no_strengths(ask: Ask) -> None:
    answer = ask("What are the strengths of Dunmoor?")
    assert (answer.status, answer.citations) == ("not_found", ())


def test_a_filter_by_report_isolates(ask: Ask) -> None:
    only = Filters(reports=("north-ashford-2022-06",))
    answer = ask("How many days were lost to sickness?", only)
    assert {c.report.id for c in answer.citations} == {"north-ashford-2022-06"}


def finding(text: str, start: int, end: int) -> Found:
    passage = Passage(
        id="r/1",
        ordinal=1,
        type="paragraph",
        section=("1.2. Staffing",),
        standard=None,
        polarity=None,
        number=None,
        footnotes=(),
        text=text,
        rows=None,
        page=None,
        spans=(),
    )
    nothing = Features(*[0.0] * len(Features._fields))
    return Found(passage, start, end, text[start:end], 1.0, nothing)


def test_samples_of_several_places_name_each_once(ask: Ask) -> None:
    text = ask("How many cases were looked at in Ashford Vale and how many in North Ashford?").text
    assert text.count("Ashford Vale") == 1
    assert "40 cases" in text and "52 cases" in text


def test_all_cases_together_are_not_counted_where_no_report_does(ask: Ask) -> None:
    answer = ask("How many cases were inspected nationally?")
    assert answer.status == "not_found"
    assert "52 cases" in answer.text


def test_a_long_sentence_begins_where_its_subject_stands() -> None:
    long = "Rates for groups, within the year, were 80 per cent for men and 60 per cent for women"
    assert trim(finding(long, 0, len(long)), 10).text == long


def test_a_long_sentence_is_cut_only_where_nothing_is_taken_back() -> None:
    plain = "There were 15 vacancies, which had lasted for a long while, as everybody knew."
    cut = trim(finding(plain, 0, len(plain)), 5)
    assert cut.text == "There were 15 vacancies"
    taken_back = "There were 15 vacancies, although most of them had been filled by agency staff."
    whole = finding(taken_back, 0, len(taken_back))
    assert trim(whole, 5) == whole


def test_a_further_sentence_that_leans_or_announces_does_not_stand_alone() -> None:
    text = "Leaders were new. They knew it. Others left. This was for two reasons:"
    first = finding(text, 0, text.index(" They"))
    follows = finding(text, text.index("They"), text.index(" Others"))
    later = finding(text, text.index("This"), len(text))
    assert _made_whole(follows, first) == follows
    assert _made_whole(later, first) is None


def test_what_other_reports_say_of_a_place_is_told_apart(ask: Ask) -> None:
    answer = ask("Was the kitchen open to everybody on probation in Hexby and Upper Stoke?")
    assert "kitchen" in quotes(answer)
    assert any("no report of Hexby" in note for note in answer.notes)
