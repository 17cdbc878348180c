"""The audit log of the pages, and the commands that read it and take people out."""

import json
import sqlite3
from pathlib import Path

import pytest
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from app.access import AT_HOME, Person
from app.audit import AuditLog, audit_days
from app.cli import app
from app.errors import BadSetting, NotAllowed
from app.settings import Settings
from index.errors import StoreError
from index.models import Answer
from index.stores.library import DATABASE, Library, open_library
from index.stores.saved import Said
from tests.app.conftest import HOSTILE

pytestmark = pytest.mark.store

ANN = Person(id="https://id.example#ann", name="Ann", roles=frozenset({"reader"}))


def reports(folder: Path, *arguments: str):
    environment = {"REPORTS_EMBEDDING": "none"}
    return CliRunner().invoke(app, ["--store", str(folder), *arguments], env=environment)


@pytest.mark.parametrize(
    ("days", "login", "kept"), [(None, False, 0), (None, True, 90), (0, True, 0), (7, False, 7)]
)
def test_how_long_it_goes_back(days: int | None, login: bool, kept: int) -> None:
    assert audit_days(Settings(audit_days=days), login) == kept


def test_what_is_said_is_written_with_its_sources(library: Library, answer: Answer) -> None:
    said = Said(question=f"How was [case number removed] staffed? {HOSTILE}", answer=answer)
    log = AuditLog(library, 90)
    assert log.recorded(ANN, said) == said
    (entry,) = library.audit()
    assert entry.person == ANN.id
    assert entry.question == said.question
    assert entry.reports == ("westmere-2024-10", "sample-eastvale-2023-03")
    assert len(entry.passages) == len(set(entry.passages)) == 4


def test_an_answer_that_cannot_be_written_down_is_not_shown(tmp_path: Path, answer: Answer) -> None:
    library = open_library(tmp_path / "library", embedding="none")
    log = AuditLog(library, 90)
    with sqlite3.connect(tmp_path / "library" / DATABASE) as connection:
        connection.execute("DROP TABLE audit")
    connection.close()
    shown = log.recorded(ANN, Said(question="How?", answer=answer, why=("so",)))
    library.close()
    assert shown.answer is None
    assert shown.why == ()
    assert "could not be written to the audit log" in shown.error


def test_commands_read_the_log_and_take_a_person_out(
    tmp_path: Path, library: Library, answer: Answer
) -> None:
    log = AuditLog(library, 90)
    log.recorded(ANN, Said(question="Hers?", answer=answer))
    log.recorded(AT_HOME, Said(question="Mine?", error="No."))
    folder = tmp_path / "library"
    shown = reports(folder, "audit").output
    assert "Question: Hers?" in shown
    assert "this machine  error" in shown
    entries = json.loads(reports(folder, "audit", "--json", "--person", ANN.id).stdout)
    assert [each["question"] for each in entries] == ["Hers?"]
    assert reports(folder, "audit", "--json", "--since", "2999-01-01").stdout.strip() == "[]"
    assert "0 conversations and 1 entry" in reports(folder, "forget", ANN.id).output
    assert [each.person for each in library.audit()] == [""]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("audit", "--since", "last week"), "is no day"),
        (("forget", "nobody"), "Nothing is kept of nobody"),
        (("forget", " "), "Name a person"),
    ],
)
def test_what_cannot_be_done_is_said(
    tmp_path: Path, library: Library, arguments: tuple[str, ...], said: str
) -> None:
    done = reports(tmp_path / "library", *arguments)
    assert isinstance(done.exception, BadSetting)
    assert said in str(done.exception)


def test_who_lacks_a_role_is_told_whom_to_ask() -> None:
    ANN.must("reader")
    with pytest.raises(NotAllowed, match=r"may not add and remove reports.*role of editor"):
        ANN.must("editor")
    AT_HOME.must("evaluator")


def briefing_page(library, person, log):
    from app.views.briefing import show_briefing
    from app.wiring import make_assistant

    show_briefing(make_assistant(library), library, person, log)


def made(library: Library, log: AuditLog) -> AppTest:
    """The briefing page after a briefing on Westmere was asked for."""
    test = AppTest.from_function(briefing_page, default_timeout=30, args=(library, ANN, log)).run()
    test.selectbox(key="brief_subject").set_value("Westmere")
    test.text_input(key="brief_title").set_value("On X123456")
    test.button[0].click().run()
    assert not test.exception
    return test


def test_a_briefing_is_written_down_before_it_is_shown(library: Library) -> None:
    made(library, AuditLog(library, 90))
    (entry,) = library.audit(person=ANN.id)
    assert entry.question == "Briefing: Westmere"
    assert entry.answer == "On [case number removed]"
    assert entry.reports == ("westmere-2024-10",)


def test_a_briefing_that_cannot_be_written_down_is_not_shown(
    library: Library, tmp_path: Path
) -> None:
    log = AuditLog(library, 90)
    with sqlite3.connect(tmp_path / "library" / DATABASE) as connection:
        connection.execute("DROP TABLE audit")
    connection.close()
    test = made(library, log)
    assert not test.get("download_button")
    assert any('role="alert"' in each.proto.body for each in test.get("html"))


class Interrupted(AuditLog):
    """A log that cannot be written, while somebody clicks on the page."""

    def brief(self, *_what: object) -> None:
        context = get_script_run_ctx()
        assert context is not None
        assert context.script_requests is not None
        context.script_requests.request_rerun(RerunData())
        raise StoreError("The log cannot be written.")


def test_a_click_while_the_log_refuses_a_briefing_does_not_show_it(library: Library) -> None:
    test = made(library, Interrupted(library, 90))
    assert not test.get("download_button")
    assert not test.get("iframe")
    assert not test.run().get("download_button")
