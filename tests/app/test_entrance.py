"""Who is let in at the pages, and what each role can see and do there, driven by AppTest."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app.access import AT_HOME, Person
from app.views.entrance import audit_log
from app.views.frame import opened
from index.models import Answer
from index.stores.library import Library
from index.stores.saved import Said, Talk
from ingest.errors import ReportsError
from tests.app.conftest import HERE

SECONDS = 30
MAIN = Path(__file__).resolve().parents[2] / "app" / "main.py"
READER = Person(id="https://id.example#r", name="Rita", roles=frozenset({"reader"}))
EDITOR = Person(id="https://id.example#e", name="Ed", roles=frozenset({"reader", "editor"}))


def entrance_page():
    from app.access import Person
    from app.settings import read_settings
    from app.views.entrance import come_in, show_person

    settings = read_settings()
    person = come_in(settings)
    if isinstance(person, Person):
        import streamlit as st

        st.html(f"in as {person.id or 'home'}")
        show_person(person, settings)
    else:
        person()


def library_page(library, person):
    from app.settings import Settings
    from app.views.library import show_library

    show_library(library, Settings(), person)


def removing_page(library, person):
    from app.settings import Settings
    from app.views.library import _confirm_removal

    _confirm_removal(library, Settings(), library.reports()[0], person)


def care_page(library, person):
    from app.views.care import show_care

    show_care(library, person)


def evaluation_page(library, person):
    from app.settings import Settings
    from app.views.evaluation import show_evaluation

    show_evaluation(library, Settings(), person)


def ratings_page(library, person):
    from app.views.ratings import show_ratings

    show_ratings(library, person)


def chat_page(library, person):
    from app.views.chat import show_chat

    show_chat(None, library, 200, person)


def run(page: Callable[..., None], *parts: object) -> AppTest:
    return AppTest.from_function(page, default_timeout=SECONDS, args=parts).run()


def html(test: AppTest) -> str:
    return "\n".join(element.proto.body for element in test.get("html"))


def test_on_ones_own_machine_there_is_nothing_to_do(asked_with: Any) -> None:
    asked_with(HERE)
    test = run(entrance_page)
    assert "in as home" in html(test)
    assert not test.button


@pytest.mark.parametrize(
    ("headers", "address"),
    [
        ({"Host": "reports.example.org"}, "127.0.0.1"),
        (HERE, "0.0.0.0"),
        (HERE, ""),
        ({}, "0.0.0.0"),
        ({}, "127.0.0.1"),
        (HERE | {"X-Forwarded-For": "192.0.2.7"}, "127.0.0.1"),
        (HERE | {"Forwarded": "for=192.0.2.7"}, "127.0.0.1"),
    ],
)
def test_without_login_nobody_else_comes_in(
    asked_with: Any, headers: dict[str, str], address: str
) -> None:
    asked_with(headers, address)
    page = html(run(entrance_page))
    assert "for nobody else" in page
    assert "in as" not in page


def test_login_that_is_on_and_not_set_up_lets_nobody_in(
    asked_with: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_with(HERE)
    monkeypatch.setenv("REPORTS_LOGIN", "on")
    page = html(run(entrance_page))
    assert "Signing in is not set up right" in page
    assert "secrets" not in page
    assert "in as" not in page


def test_every_page_leads_to_the_same_door(
    asked_with: Any, monkeypatch: pytest.MonkeyPatch, library: Library, tmp_path: Path
) -> None:
    asked_with({"Host": "reports.example.org"})
    monkeypatch.setenv("REPORTS_STORE", str(tmp_path / "library"))
    test = AppTest.from_file(str(MAIN), default_timeout=SECONDS).run()
    assert not test.exception
    assert "for nobody else" in html(test)
    assert "Westmere" not in html(test)
    assert not test.chat_input
    opened.clear()


def test_a_reader_sees_the_library_and_nothing_that_changes_it(library: Library) -> None:
    test = run(library_page, library, READER)
    keys = [button.key for button in test.button]
    assert "read-westmere-2024-10" in keys
    assert not [key for key in keys if key and key.startswith(("remove", "check", "rebuild"))]
    assert not test.expander
    editors = [button.key for button in run(library_page, library, EDITOR).button]
    assert "remove-westmere-2024-10" in editors


def test_what_changes_the_library_asks_for_the_role_itself(library: Library) -> None:
    before = library.reports()
    test = run(removing_page, library, READER)
    test.button(key="remove-now").click().run()
    assert "You may not add and remove reports" in html(test)
    assert library.reports() == before
    care = run(care_page, library, READER)
    assert "You may not add and remove reports" in html(care)


def test_a_report_is_not_removed_once_the_sign_in_has_ended(library: Library) -> None:
    before = library.reports()
    test = run(removing_page, library, EDITOR)  # nobody is signed in any more
    test.button(key="remove-now").click().run()
    assert "Your sign-in has ended" in html(test)
    assert library.reports() == before


def test_a_report_is_removed_by_whoever_may(library: Library, at_home: None) -> None:
    test = run(removing_page, library, AT_HOME)
    test.button(key="remove-now").click().run()
    assert not test.exception
    assert len(library.reports()) == 1


def test_ingestions_of_another_version_do_not_break_the_page(library: Library) -> None:
    library.keep_ingestion('{"files": [{"path": "x", "fate": "merged"}]}')
    care = run(care_page, library, EDITOR)
    assert not care.exception
    assert "1 ingestion cannot be shown" in html(care)


@pytest.mark.parametrize("page", [evaluation_page, chat_page, library_page, ratings_page])
def test_a_page_is_not_shown_to_who_lacks_its_role(
    library: Library, page: Callable[..., None]
) -> None:
    nobody = Person(id="x", roles=frozenset())
    test = run(page, library, nobody)
    assert "NotAllowed" in str(test.exception[0].stack_trace) + test.exception[0].message
    assert html(test) == ""


def test_a_conversation_of_somebody_else_does_not_open(library: Library, answer: Answer) -> None:
    said = (Said(question="Hers?", answer=answer),)
    library.keep_turns(Talk(id="hers", owner=READER.id, name="Hers"), said)
    for person in (EDITOR, AT_HOME):
        test = AppTest.from_function(chat_page, default_timeout=SECONDS, args=(library, person))
        test.query_params["talk"] = "hers"
        test.run()
        assert "There is no such conversation, or it is not yours." in html(test)
        assert "Hers?" not in html(test)


@pytest.fixture
def logs(library: Library) -> Iterator[Callable[..., object]]:
    from app.settings import Settings

    def log(login: bool, **settings: Any) -> object:
        audit_log.clear()
        made = audit_log(library, Settings(**settings), login)
        if made is not None:
            made.stop()
        return made

    yield log
    audit_log.clear()


def test_an_audit_log_is_kept_with_login_or_where_it_is_set(
    logs: Callable[..., object], library: Library
) -> None:
    assert logs(True) is not None
    assert logs(False, audit_days=7) is not None
    from index.stores.audit_rows import audited

    library.keep_audit(audited(READER.id, "How?", None, "No."))
    assert logs(False) is None
    assert len(library.audit()) == 1, "nothing is set, and nothing is thrown away"
    assert logs(True, audit_days=0) is None
    assert library.audit() == ()


def test_errors_of_people_are_errors_of_ours() -> None:
    with pytest.raises(ReportsError):
        READER.must("editor")
