"""The evaluation page by AppTest: suites chosen and run, results, comparison, feedback."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.access import AT_HOME, Person
from app.evaluation.jobs import Job
from app.evaluation.suites import own_folder
from app.settings import Settings
from app.views.evaluation import jobs
from app.views.evaluation_feedback import judged_html
from index.models import Answer
from index.stores.library import Library, open_library
from index.stores.talks import Feedback
from tests.app.evaluation.suites import HOSTILE, SUITE

SECONDS = 60
READER = Person(id="https://id.example#r", roles=frozenset({"reader"}))
pytestmark = pytest.mark.usefixtures("at_home")


@pytest.fixture
def settings(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A library with a suite of its own; runs are kept in a folder of this test."""
    monkeypatch.chdir(tmp_path)
    settings = Settings(store=tmp_path / "library", embedding="none")
    own_folder(settings).mkdir()
    (own_folder(settings) / "made-up.yaml").write_text(SUITE, encoding="utf-8")
    return settings


@pytest.fixture(autouse=True)
def no_earlier_run() -> Iterator[None]:
    jobs.clear()
    yield
    jobs.clear()


def going_page(settings, person):
    from app.views.evaluation import _progress

    _progress(settings, person)


def evaluation_page(library, settings, person):  # a script to AppTest: it knows no names of this
    from app.views.evaluation import show_evaluation

    show_evaluation(library, settings, person)


def run(library: Library, settings: Settings, view: str = "", person: Person = AT_HOME) -> AppTest:
    parts = (library, settings, person)
    test = AppTest.from_function(evaluation_page, default_timeout=SECONDS, args=parts)
    if view:
        test.session_state["eval_view"] = view
    test.run()
    assert not test.exception
    return test


def dismiss(test: AppTest) -> None:
    """Let the page's next run be by somebody whose role was taken away."""
    test.args = (*test.args[:-1], READER)


def html(test: AppTest) -> str:
    return "\n".join(element.proto.body for element in test.get("html"))


def made_run(library: Library, settings: Settings) -> AppTest:
    """A run of the library's own suite, started on the page and waited for."""
    test = run(library, settings)
    test.multiselect(key="eval_suites").set_value(["made-up"]).run()
    test.button(key="eval-run").click().run()
    job = jobs().last
    assert job is not None
    end = time.monotonic() + SECONDS
    while job.state == "running":
        assert time.monotonic() < end
        time.sleep(0.02)  # between two looks
    assert job.message == ""
    test.run()
    assert not test.exception
    return test


def test_an_empty_library_says_which_reports_it_lacks(tmp_path: Path) -> None:
    store = tmp_path / "empty"
    library = open_library(store, embedding="none")
    test = run(library, Settings(store=store, embedding="none"))
    assert "cannot: it does not hold the reports that they need" in html(test)
    (lacking,) = (e for e in test.expander if e.label.startswith("What the library lacks"))
    assert lacking is not None
    for view in ("Results", "Compare", "Feedback"):
        assert 'class="empty"' in html(run(library, Settings(store=store), view))
    library.close()


def test_pairs_that_cannot_be_asked_are_told_before_a_run(
    library: Library, settings: Settings
) -> None:
    test = run(library, settings)
    test.multiselect(key="eval_suites").set_value(["made-up"]).run()
    page = html(test)
    assert "2 of 3 pairs can be asked of this library." in page
    assert "nowhere-2020-01" in page
    assert test.button(key="eval-run").label == "Run 2 pairs"


def test_kinds_and_names_choose_pairs(library: Library, settings: Settings) -> None:
    test = run(library, settings)
    test.multiselect(key="eval_suites").set_value(["made-up"]).run()
    test.multiselect(key="eval_kinds").set_value(["list"]).run()
    assert test.button(key="eval-run").disabled
    test.multiselect(key="eval_kinds").set_value([]).run()
    test.text_input(key="eval_ids").set_value("right-*").run()
    assert test.button(key="eval-run").label == "Run 1 pair"
    test.text_input(key="eval_ids").set_value("<b>").run()
    assert "No pair fits what is chosen." in html(test)


def test_a_run_is_made_read_and_sent_on(library: Library, settings: Settings) -> None:
    test = made_run(library, settings)
    assert "The last run is done, and kept as" in html(test)
    test.button(key="eval-read").click().run()
    page = html(test)
    assert '<th scope="row">Rating</th><td>1 of 2</td>' in page
    assert "made-up/lacking-1 needs nowhere-2020-01" in page
    assert page.count('<details class="pair failed">') == 1
    assert "Facts: " in page
    assert HOSTILE not in page
    assert [button.proto.label for button in test.get("download_button")] == [
        "Page (HTML)",
        "JUnit (XML)",
        "JSON Lines",
    ]
    test.selectbox(key="eval_verdict").set_value("All").run()
    assert html(test).count('<details class="pair ') == 2
    test.text_input(key="eval_words").set_value("staffing").run()
    assert html(test).count('<details class="pair ') == 1


def test_two_runs_are_compared(library: Library, settings: Settings) -> None:
    made_run(library, settings)
    file = own_folder(settings) / "made-up.yaml"
    file.write_text(SUITE.replace("value: Outstanding", "value: Good"), encoding="utf-8")
    made_run(library, settings)
    page = html(run(library, settings, "Compare"))
    assert "1 gained, 0 lost" in page
    assert "this may well be chance" in page
    assert "made-up/wrong-1" in page


def test_the_comparison_begins_with_two_runs_that_share_pairs(
    library: Library, settings: Settings, tmp_path: Path
) -> None:
    made_run(library, settings)
    file = own_folder(settings) / "made-up.yaml"
    file.write_text(SUITE.replace("id: ", "id: other-"), encoding="utf-8")
    made_run(library, settings)
    file.write_text(SUITE, encoding="utf-8")
    made_run(library, settings)
    test = run(library, settings, "Compare")
    assert "Nothing to compare" not in html(test)
    assert "0 gained, 0 lost" in html(test)


def test_one_run_cannot_be_compared(library: Library, settings: Settings) -> None:
    made_run(library, settings)
    assert "Two kept runs are needed" in html(run(library, settings, "Compare"))


def test_a_damaged_run_says_so_and_the_page_goes_on(
    library: Library, settings: Settings, tmp_path: Path
) -> None:
    made_run(library, settings)
    (folder,) = (tmp_path / "runs").iterdir()
    (folder / "answers.jsonl").write_text("{", encoding="utf-8")
    page = html(run(library, settings, "Results"))
    assert 'role="alert"' in page
    assert "the last line is cut off" in page


def test_a_card_of_feedback_shows_the_answer_that_was_judged(answer: Answer) -> None:
    given = Feedback(question="Which?", answer=answer.model_dump_json(), verdict="bad")
    html = judged_html(given)
    assert "The answer that was judged" in html
    assert answer.citations[0].quote in html
    assert "<script" not in html
    assert judged_html(given.model_copy(update={"answer": "{"})) == ""


def test_a_pair_is_made_of_feedback(library: Library, settings: Settings) -> None:
    for verdict, comment in (("answer_wrong", HOSTILE), ("good", "")):
        given = Feedback(question="Which?", answer="{", verdict=verdict, comment=comment)  # type: ignore[arg-type]
        library.keep_feedback(given)
    test = run(library, settings, "Feedback")
    assert "2 answers judged" in html(test)
    assert html(test).count('class="judged"') == 1
    assert HOSTILE not in html(test)
    test.button(key="eval-draft-0").click().run()
    assert not test.exception
    page = html(test)
    assert "Drafted: " in page
    assert "A pair already: feedback/" in page
    assert (own_folder(settings) / "feedback.yaml").is_file()


def test_no_pair_is_made_for_whoever_may_not_any_more(library: Library, settings: Settings) -> None:
    library.keep_feedback(Feedback(question="Which?", answer="{", verdict="missing"))
    test = run(library, settings, "Feedback")
    dismiss(test)
    test.button(key="eval-draft-0").click().run()
    assert "You may not run evaluations" in test.exception[0].message
    assert not (own_folder(settings) / "feedback.yaml").exists()


def test_files_are_read_for_whoever_may_and_for_nobody_else(
    library: Library, settings: Settings
) -> None:
    file = ("own.yaml", SUITE.replace("suite: made-up", "suite: own").encode(), "text/yaml")
    for person in (AT_HOME, READER):
        test = run(library, settings)
        test.args = (library, settings, person)
        test.file_uploader(key="eval_files").set_value([file]).run()
        assert bool(test.session_state["eval_own"]) == (person == AT_HOME)
        assert ("own: 3 pairs" in html(test)) == (person == AT_HOME)


def test_a_run_is_not_stopped_by_whoever_may_not_any_more(settings: Settings) -> None:
    job = jobs().last = Job(3)
    for person in (AT_HOME, Person(id="gone")):
        test = AppTest.from_function(going_page, default_timeout=SECONDS, args=(settings, AT_HOME))
        stop = test.run().button(key="eval-stop")
        test.args = (settings, person)
        stop.click().run()
        assert job.stopping == (person == AT_HOME)
        assert ("Your sign-in has ended" in html(test)) == (person != AT_HOME)
        job = jobs().last = Job(3)


def test_a_bad_suite_of_the_library_is_named_and_the_others_run(
    library: Library, settings: Settings
) -> None:
    (own_folder(settings) / "bad.yaml").write_text("suite: <b>\n", encoding="utf-8")
    test = made_run(library, settings)
    assert "bad.yaml" in html(test)
    assert "<b>" not in html(test)
