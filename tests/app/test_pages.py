"""What the pages show, driven by Streamlit's AppTest over a real library of two made-up reports."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.render import why_html
from app.views.chat import Opened
from app.views.examples import example_questions
from app.views.frame import holdings, opened
from app.views.library import _counts, _dates
from app.wording import held_words, kind_words
from index.models import Answer, Conversation, Filters, QuestionPlan, Reply
from index.stores.library import Library, open_library
from ingest.errors import ReportsError
from ingest.models import Report
from ingest.report import read_report
from tests.app.conftest import make_report

SECONDS = 20
MAIN = Path(__file__).resolve().parents[2] / "app" / "main.py"


class Scripted:
    """An assistant that gives the answers it was given, and remembers what it was asked."""

    def __init__(self, *answers: Answer | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, Conversation | None, Filters]] = []

    def ask(self, question: str, conversation: Conversation | None, filters: Filters) -> Reply:
        self.asked.append((question, conversation, filters))
        given = self.answers.pop(0)
        if isinstance(given, Exception):
            raise given
        return Reply(
            answer=given.model_copy(update={"question": question}),
            conversation=Conversation(),
            plan=QuestionPlan(question=question, standalone=question, intent="rating"),
        )


def chat_page(assistant, library):  # a script to AppTest: it knows no names of this file
    from app.views.chat import show_chat

    show_chat(assistant, library, 200)


def library_page(library):
    from app.settings import Settings
    from app.views.library import show_library

    show_library(library, Settings())


def ratings_page(library):
    from app.views.ratings import show_ratings

    show_ratings(library)


def run(page: Callable[..., None], *parts: object) -> AppTest:
    test = AppTest.from_function(page, default_timeout=SECONDS, args=parts).run()
    assert not test.exception
    return test


def ask(test: AppTest, question: str) -> AppTest:
    test.chat_input[0].set_value(question).run()
    assert not test.exception
    return test


def html(test: AppTest) -> str:
    return "\n".join(element.proto.body for element in test.get("html"))


def labels(test: AppTest, starts: str) -> list[str]:
    return [button.label for button in test.button if button.key and button.key.startswith(starts)]


def open_source(test: AppTest, value: str) -> AppTest:
    """What a click on a citation does; AppTest has no hand for components."""
    turn, citation = map(int, value.split(":"))
    test.session_state["opened"] = Opened(turn, citation)
    return test.run()


def test_empty_library_says_what_to_do(tmp_path: Path) -> None:
    library = open_library(tmp_path, embedding="none")
    test = run(chat_page, Scripted(), library)
    assert "reports ingest FOLDER" in html(test)
    assert not test.chat_input
    (adding,) = (
        each for each in run(library_page, library).expander if each.label == "Add reports"
    )
    assert adding.proto.expanded
    library.close()


def test_first_page_offers_questions_that_the_library_answers(library: Library) -> None:
    test = run(chat_page, Scripted(), library)
    assert "1 published report and 1 digest of ours" in html(test)
    assert labels(test, "example")[0] == r"What was Westmere rated for staffing\?"


def test_a_document_of_no_known_kind_is_no_published_report(library: Library) -> None:
    info = library.reports()[0].model_copy(update={"kind": "other", "edition": "published"})
    digest = info.model_copy(update={"edition": "digest", "kind": "pdu"})
    table = info.model_copy(update={"source": "kept.csv"})
    assert held_words([info, info, digest, digest, table]) == (
        "2 digests of ours, 1 table and 2 other documents"
    )
    assert kind_words("other") == "other documents"
    assert kind_words("pdu") == "probation delivery unit reports"


def test_a_card_says_what_was_lost_and_whose_year_it_is(library: Library) -> None:
    info = library.reports()[0].model_copy(update={"kind": "annual", "published": "2025"})
    facts = list(library.stored(info.id).facts)
    lost = [f.model_copy(update={"cell": "not_legible"}) for f in facts if f.measure == "rating"]
    assert f"{len(lost)} ratings – none of them legible" in _counts(lost)
    date = facts[0].model_copy(
        update={
            "measure": "date",
            "label": "copyright",
            "value": "2025",
            "source": facts[0].source.model_copy(update={"kind": "passage"}),
        }
    )
    period = date.model_copy(update={"label": "period", "value": "2024-02/2025-02"})
    fieldwork = date.model_copy(update={"label": "fieldwork", "value": "2023-11"})
    said = _dates(info, [date, period, fieldwork])
    assert said == "Published 2025 (year of copyright), covers February 2024 to February 2025"


def test_example_is_asked_by_a_click(library: Library, answer: Answer) -> None:
    assistant = Scripted(answer)
    test = run(chat_page, assistant, library)
    test.button(key="example-0").click().run()
    assert [asked[0] for asked in assistant.asked] == ["What was Westmere rated for staffing?"]
    assert 'class="answer"' in html(test)
    assert labels(test, "example") == []


def test_answer_shows_text_facts_sources_notes_and_next_questions(
    library: Library, answer: Answer
) -> None:
    test = ask(run(chat_page, Scripted(answer), library), "How was staffing?")
    page = html(test)
    for part in ('class="answer"', 'class="facts"', 'class="sources"', 'class="notes"'):
        assert part in page
    assert len(labels(test, "suggestion-0")) == 2
    assert "<script>" not in page


def test_filters_stand_in_the_address_and_only_those_that_there_are(library: Library) -> None:
    test = AppTest.from_function(chat_page, default_timeout=SECONDS, args=(Scripted(), library))
    test.query_params["filter_places"] = ["Westmere", "<b>Nowhere</b>"]
    test.run()
    assert not test.exception
    assert test.multiselect(key="filter_places").value == ["Westmere"]
    assert "uses only Westmere" in html(test)


def test_a_question_of_spaces_is_none(library: Library, answer: Answer) -> None:
    assistant = Scripted(answer)
    test = ask(run(chat_page, assistant, library), "   ")
    assert assistant.asked == []
    assert library.talks("") == ()
    assert labels(test, "example")


def test_a_question_that_comes_meanwhile_is_answered_after_the_first(
    library: Library, answer: Answer
) -> None:
    assistant = Scripted(answer, answer)
    test = run(chat_page, assistant, library)
    test.session_state["pending"] = "First?"
    ask(test, "Second?")
    assert [asked[0] for asked in assistant.asked] == ["First?", "Second?"]
    assert html(test).count('class="answer"') == 2


def test_an_answer_under_a_filter_that_leaves_it_out_can_be_asked_anew(
    library: Library, answer: Answer
) -> None:
    none = answer.model_copy(update={"status": "not_found"})
    assistant = Scripted(none, answer)
    test = run(chat_page, assistant, library)
    test.multiselect(key="filter_places").set_value(["Westmere"]).run()
    ask(test, "How was Eastvale?")
    test.button(key="unfiltered-0").click().run()
    assert not test.exception
    assert assistant.asked[-1][0] == "How was Eastvale?"
    assert assistant.asked[-1][2] == Filters()
    assert "unfiltered-0" not in [button.key for button in test.button]


def test_why_stands_before_the_judging_as_headings_and_lists() -> None:
    lines = [
        "Plan",
        "  It asks <b>.",
        "  Places: York.",
        "Chosen",
        "  1. So.",
        "     because: it is",
    ]
    html = why_html(lines)
    assert html.count("<h3>") == html.count("<ul>") == html.count("</ul>") == 2
    assert "<li>It asks &lt;b&gt;.</li><li>Places: York.</li></ul><h3>Chosen</h3>" in html
    assert '<li>1. So.<br><span class="small">because: it is</span></li></ul>' in html


def test_opened_citation_shows_its_sentence_until_it_is_closed(
    library: Library, answer: Answer
) -> None:
    test = ask(run(chat_page, Scripted(answer), library), "How was staffing?")
    assert "source-view" not in html(test)
    open_source(test, "0:1")
    assert f'<mark class="quoted">{answer.citations[0].quote}</mark>' in html(test)
    test.button(key="close-source").click().run()
    assert "source-view" not in html(test)


def test_citation_that_no_answer_has_opens_nothing(library: Library, answer: Answer) -> None:
    test = ask(run(chat_page, Scripted(answer), library), "How was staffing?")
    for value in ("0:999", "7:1"):
        open_source(test, value)
        assert not test.exception
        assert "source-view" not in html(test)


def test_citation_of_a_report_taken_out_since_says_so(library: Library, answer: Answer) -> None:
    test = ask(run(chat_page, Scripted(answer), library), "How was staffing?")
    library.remove("westmere-2024-10")
    open_source(test, "0:1")
    assert not test.exception
    assert 'role="alert"' in html(test)


def test_conversation_is_carried_until_a_new_one_begins(library: Library, answer: Answer) -> None:
    assistant = Scripted(answer, answer, answer)
    test = run(chat_page, assistant, library)
    ask(ask(test, "One?"), "And two?")
    assert [carried is None for _, carried, _ in assistant.asked] == [True, False]
    assert html(test).count('class="answer"') == 2
    test.button(key="new").click().run()
    assert 'class="answer"' not in html(test)
    assert labels(test, "example")
    ask(test, "Three?")
    assert assistant.asked[-1][1] is None


def test_only_the_newest_answer_offers_next_questions(library: Library, answer: Answer) -> None:
    test = ask(ask(run(chat_page, Scripted(answer, answer), library), "One?"), "Two?")
    assert labels(test, "suggestion-0") == []
    assert len(labels(test, "suggestion-1")) == 2


def test_readings_to_choose_from_are_buttons(library: Library, answer: Answer) -> None:
    choice = answer.model_copy(
        update={"status": "clarify", "text": "Which one?", "citations": (), "facts": ()}
    )
    assistant = Scripted(choice, answer)
    test = ask(run(chat_page, assistant, library), "How was it?")
    assert "Which do you mean?" in html(test)
    test.button(key="suggestion-0-1").click().run()
    assert assistant.asked[-1][0] == "What was Westmere rated for services?"


@pytest.mark.parametrize(
    ("status", "said"),
    [("partial", "Answered in part"), ("not_found", "Not found in this library")],
)
def test_incomplete_answers_say_so(
    library: Library, answer: Answer, status: str, said: str
) -> None:
    test = run(chat_page, Scripted(answer.model_copy(update={"status": status})), library)
    assert said in html(ask(test, "How was it?"))


def test_errors_are_plain_words_and_the_talk_goes_on(library: Library, answer: Answer) -> None:
    assistant = Scripted(ReportsError("The <b>store</b> is gone."), answer)
    test = ask(run(chat_page, assistant, library), "One?")
    assert "The &lt;b&gt;store&lt;/b&gt; is gone." in html(test)
    assert 'class="answer"' in html(ask(test, "Two?"))


def test_bug_is_said_plainly_and_logged(
    library: Library, answer: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    test = ask(run(chat_page, Scripted(KeyError("inner"), answer), library), "One?")
    assert "the mistake is ours" in html(test)
    assert "inner" not in html(test)
    assert "KeyError" in caplog.text
    assert 'class="answer"' in html(ask(test, "Two?"))


def test_endless_questions_are_refused_in_words(library: Library) -> None:
    assistant = Scripted()
    test = ask(run(chat_page, assistant, library), "why? " * 100)
    assert 'role="alert"' in html(test)
    assert assistant.asked == []


def test_filters_reach_the_assistant_and_say_that_they_are_on(
    library: Library, answer: Answer
) -> None:
    assistant = Scripted(answer, answer)
    test = run(chat_page, assistant, library)
    assert "Filter on" not in html(test)
    test.multiselect(key="filter_places").set_value(["Eastvale"]).run()
    assert "the next answer uses only Eastvale." in html(test)
    ask(test, "One?")
    assert assistant.asked[0][2] == Filters(places=("Eastvale",))
    assert "Answered only from Eastvale" in html(test)
    test.button(key="clear").click().run()
    assert "Filter on" not in html(test)
    ask(test, "Two?")
    assert assistant.asked[1][2] == Filters()


def test_report_filter_names_reports_by_place_date_and_edition(
    library: Library, answer: Answer
) -> None:
    assistant = Scripted(answer)
    test = run(chat_page, assistant, library)
    box = test.multiselect(key="filter_reports")
    assert box.options == ["Eastvale, March 2023 – digest (ours)", "Westmere, October 2024"]
    box.set_value(["westmere-2024-10"]).run()
    ask(test, "One?")
    assert assistant.asked[0][2] == Filters(reports=("westmere-2024-10",))


def test_two_people_share_nothing(library: Library, answer: Answer) -> None:
    mine, theirs = (run(chat_page, Scripted(answer), library) for _ in range(2))
    ask(mine, "A private question?")
    mine.multiselect(key="filter_places").set_value(["Eastvale"]).run()
    theirs.run()
    assert "private" not in html(theirs)
    assert theirs.multiselect(key="filter_places").value == []


def test_library_page_says_kind_place_dates_counts_edition_and_warnings(
    library: Library,
) -> None:
    page = html(run(library_page, library))
    cards = re.findall(r'<article class="report">.*?</article>', page, re.S)
    assert len(cards) == 2
    eastvale, westmere = cards
    assert "digest (ours)" in eastvale
    assert "digest (ours)" not in westmere
    for part in (
        "Probation delivery unit · The Marches",
        "Published October 2024",
        "4 facts (4 ratings – 1 of them not legible)",
        "1 warning",
        "Two dates are given",
    ):
        assert part in westmere
    assert "<script>" not in page


def test_ratings_page_has_a_cell_for_every_rating(library: Library) -> None:
    page = html(run(ratings_page, library))
    assert page.count('class="cell"') == 8
    assert page.count("Not legible in the source") == 2
    assert "2 inspections of 2 places; ratings by standard read for 2." in page


def test_ratings_page_filters_by_place_and_standard(library: Library) -> None:
    test = run(ratings_page, library)
    test.multiselect(key="ratings_places").set_value(["Westmere"]).run()
    test.multiselect(key="ratings_standards").set_value(["Staffing"]).run()
    page = html(test)
    assert page.count('class="cell"') == 1
    assert "Eastvale" not in page
    assert "Filter on: 1 of 2 inspections." in page


def test_rating_opens_its_source(library: Library) -> None:
    test = run(ratings_page, library)
    test.session_state["rating_opened"] = "westmere-2024-10/f1"
    page = html(test.run())
    assert '<mark class="quoted">Inadequate</mark>' in page
    test.button(key="close-rating").click().run()
    assert "<mark" not in html(test)


def test_ratings_page_says_in_words_what_no_source_gives_and_what_no_round_has(
    library: Library,
) -> None:
    test = run(ratings_page, library)
    assert html(test).count("No source in this library says</span></td>") == 6
    assert "6 read, 2 not legible, 6 given by no source" in html(test)
    assert "digest (ours)" in html(test)


TABLE = """Place,Date,Scheme,Score,Leadership,Staffing,Services,Assessment,Planning,Implementation \
and delivery,Reviewing,Court work
Farfield <b>,2024-11,hmip-probation-2023,0,?,?,?,?,?,?,?,
Nearfield,2024-11,hmip-probation-2023,3,?,?,?,?,?,Inadequate,Inadequate,
Oldfield,2022-01,hmip-probation-2021,3,Good,,,,,,,Not rated
"""


@pytest.fixture
def tabled(library: Library, tmp_path: Path) -> Library:
    """The library with a table that lost ratings, some of which its scores force."""
    file = tmp_path / "kept.csv"
    file.write_text(TABLE, encoding="utf-8")
    library.add([(read_report(file), file.read_bytes())])
    return library


class Busy:
    """A library that somebody adds a report to while a page reads it."""

    def __init__(self, library: Library, report: Report, when: str, times: int) -> None:
        self.library, self.report = library, report
        self.when, self.left = when, times

    def __getattr__(self, name: str) -> object:
        if name == self.when:
            self.left -= 1
            if self.left == 0:
                self.library.add([(self.report, self.report.text.encode())])
        return getattr(self.library, name)


@pytest.mark.parametrize(("when", "times"), [("facts", 1), ("fingerprint", 2)])
def test_a_report_that_comes_while_a_page_reads_is_on_the_next_page(
    library: Library, when: str, times: int
) -> None:
    own = make_report(f"A place of {when} alone", "2024-11")  # a state that no page has read yet
    library.add([(own, own.text.encode())])
    busy = Busy(library, make_report("Newland", "2024-12"), when, times)
    run(ratings_page, busy)
    assert busy.left <= 0
    assert "Newland" in html(run(ratings_page, library))
    held = holdings(library)
    assert {fact.report for fact in held.facts} == {info.id for info in held.reports}


def test_ratings_page_marks_what_is_derived_and_shows_what_forces_it(tabled: Library) -> None:
    test = run(ratings_page, tabled)
    page = html(test)
    assert page.count(">derived *</span>") == 7
    assert page.count("* Derived, not read: ") == 1
    derived = next(fact for _, fact in opens(page) if fact.endswith("-staffing"))
    test.session_state["rating_opened"] = derived
    shown = html(test.run())
    assert "Derived, not read: Inadequate, because no other rating fits" in shown
    assert '<mark class="quoted">Farfield' in shown


def test_ratings_page_says_what_a_lost_cell_can_still_be(tabled: Library) -> None:
    test = run(ratings_page, tabled)
    lost = [fact for words, fact in opens(html(test)) if "Nearfield, Staffing" in words]
    assert "Not legible</span>" in html(test)
    test.session_state["rating_opened"] = lost[0]
    assert "<mark" in html(test.run())


def test_ratings_page_lists_what_the_library_has_no_report_of(tabled: Library) -> None:
    test = run(ratings_page, tabled)
    assert [each.label for each in test.expander][1:] == [
        "Without a report in this library: 3 inspections"
    ]
    assert "Farfield &lt;b&gt;, November 2024" in html(test)
    assert html(test).count("no report held") == 3
    test.multiselect(key="ratings_places").set_value(["Westmere"]).run()
    assert [each.label for each in test.expander] == ["Filter and sort"]


def test_ratings_page_tells_a_standard_that_a_round_lacks_from_one_that_is_lost(
    tabled: Library,
) -> None:
    test = run(ratings_page, tabled)
    assert html(test).count('<h2 class="round">') == 2
    test.multiselect(key="ratings_standards").set_value(["Court work"]).run()
    page = html(test)
    assert page.count('aria-hidden="true">n/a</span>') == 4
    assert page.count("Does not apply</span></td>") == 4
    assert [words for words, _ in opens(page)] == ["Oldfield, Court work: Not rated"]


def opens(page: str) -> list[tuple[str, str]]:
    """The words of the cells of the table that open something, and what each opens."""
    cells = re.findall(r'class="cell" data-open="([^"]+)"[^>]*>(.*?)</button>', page)
    return [(re.sub("<[^>]+>", "", words), fact) for fact, words in cells]


def test_examples_compare_only_what_shares_a_scheme(westmere: Report, eastvale: Report) -> None:
    reports = (westmere.info, eastvale.info)
    same = example_questions(reports, (*westmere.facts, *eastvale.facts))
    assert any("Westmere and Eastvale compare" in question for question in same)
    other = [fact.model_copy(update={"scheme": "another"}) for fact in eastvale.facts]
    assert not any(
        "compare" in one for one in example_questions(reports, (*westmere.facts, *other))
    )
    assert example_questions((), ()) == ()


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, at_home: None) -> Iterator[Callable[[Path], AppTest]]:
    """Starts the pages as Streamlit does, over the library in a folder."""

    def start(store: Path) -> AppTest:
        monkeypatch.setenv("REPORTS_STORE", str(store))
        monkeypatch.setenv("REPORTS_EMBEDDING", "none")
        return AppTest.from_file(str(MAIN), default_timeout=SECONDS).run()

    yield start
    opened.clear()


def test_pages_start_over_the_library_of_the_settings(
    library: Library, tmp_path: Path, started: Callable[[Path], AppTest]
) -> None:
    test = started(tmp_path / "library")
    assert not test.exception
    assert "What do the inspection reports say?" in html(test)
    opened().library.close()


def test_library_that_cannot_be_opened_is_said_in_plain_words(
    tmp_path: Path, started: Callable[[Path], AppTest]
) -> None:
    (tmp_path / "file").write_text("no folder")
    test = started(tmp_path / "file" / "library")
    assert not test.exception
    assert 'role="alert"' in html(test)
    assert not test.chat_input
