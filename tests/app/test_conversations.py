"""Long conversations on the page: what a session holds of them, and what stays in the library."""

import re
from collections.abc import Sequence

import pytest
from streamlit.testing.v1 import AppTest

from app.views.turns import SHOWN, Turns
from index.errors import StoreError
from index.models import Answer, Conversation
from index.stores.library import Library
from index.stores.saved import Said, Talk
from tests.app.test_pages import Scripted, ask, html, run

EARLIER = 2
LONG = SHOWN + EARLIER


def talking_page(assistant, library):  # a script to AppTest: it knows no names of this file
    import streamlit as st

    from app.access import AT_HOME
    from app.views import saved
    from app.views.chat import show_chat

    show_chat(assistant, library, 200)
    st.session_state["read"] = saved.all_turns(library, AT_HOME)


def question(number: int) -> str:
    return f"Question {number:02}?"


def questions(numbers: Sequence[int]) -> list[str]:
    return [question(number) for number in numbers]


def shown(test: AppTest) -> list[int]:
    """Numbers of the questions on the page, in order."""
    page = html(test)
    found = {page.find(question(number)): number for number in range(30)}
    return [number for place, number in sorted(found.items()) if place >= 0]


def talked(library: Library, answer: Answer, count: int) -> AppTest:
    """A page on which `count` questions were asked."""
    test = run(talking_page, Scripted(*[answer] * 30), library)
    for number in range(count):
        ask(test, question(number))
    return test


def held(test: AppTest) -> list[str]:
    turns: Turns = test.session_state["turns"]
    return [said.question for said in turns.held]


def kept(test: AppTest, library: Library) -> list[str]:
    return [said.question for said in library.turns(test.session_state["talk_id"], "")]


def broken(*_: object) -> int:
    raise StoreError("The disk is full.")


def test_a_session_holds_what_it_shows_and_the_library_all(
    library: Library, answer: Answer
) -> None:
    test = talked(library, answer, LONG)
    assert shown(test) == list(range(EARLIER, LONG))
    assert held(test) == questions(range(EARLIER, LONG))
    assert kept(test, library) == questions(range(LONG))
    (button,) = (b for b in test.button if b.key == "all-turns")
    assert button.label == f"Show {EARLIER} earlier questions"


def test_earlier_questions_are_shown_when_asked_for(library: Library, answer: Answer) -> None:
    test = talked(library, answer, LONG)
    test.button(key="all-turns").click().run()
    assert shown(test) == list(range(LONG))
    assert "all-turns" not in [b.key for b in test.button]
    ask(test, question(LONG))
    assert shown(test) == list(range(LONG + 1))
    test.button(key="new").click().run()
    assert held(test) == []


def test_a_kept_conversation_opens_with_its_last_questions(
    library: Library, answer: Answer
) -> None:
    first = talked(library, answer, LONG)
    again = AppTest.from_function(
        talking_page, default_timeout=20, args=(Scripted(answer), library)
    )
    again.query_params["talk"] = first.session_state["talk_id"]
    again.run()
    assert shown(again) == list(range(EARLIER, LONG))
    ask(again, question(LONG))
    assert kept(again, library) == questions(range(LONG + 1))
    assert len(again.session_state["read"]()) == LONG + 1


def test_what_is_read_for_the_file_is_all_that_was_said(library: Library, answer: Answer) -> None:
    test = talked(library, answer, LONG)
    read = test.session_state["read"]
    assert [said.question for said in read()] == questions(range(LONG))
    assert all(said.answer is not None for said in read())


def test_what_cannot_be_kept_is_shown_and_written_as_soon_as_it_can(
    library: Library, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    test = talked(library, answer, 1)
    with monkeypatch.context() as full:
        full.setattr(library, "keep_turns", broken)
        for number in range(1, LONG):
            ask(test, question(number))
        assert "This conversation is not being kept. The disk is full." in html(test)
        assert kept(test, library) == questions(range(1))
        assert held(test) == questions(range(1, LONG))
        assert len(test.session_state["read"]()) == LONG
        test.button(key="all-turns").click().run()
        assert shown(test) == list(range(LONG))
    ask(test, question(LONG))
    assert "not being kept" not in html(test)
    assert kept(test, library) == questions(range(LONG + 1))


def test_earlier_questions_that_cannot_be_read_are_said_and_the_others_stay(
    library: Library, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    test = talked(library, answer, LONG)
    with monkeypatch.context() as gone:
        gone.setattr(library, "turns", broken)
        test.button(key="all-turns").click().run()
        assert "The disk is full." in html(test)
        assert shown(test) == list(range(EARLIER, LONG))
    test.button(key="all-turns").click().run()
    assert shown(test) == list(range(LONG))


def test_a_conversation_that_went_on_in_another_tab_is_read_again(
    library: Library, answer: Answer
) -> None:
    test = talked(library, answer, 2)
    talk = Talk(id=test.session_state["talk_id"], owner="", name="Elsewhere")
    library.keep_turns(talk, [Said(question=question(20), answer=answer)])
    ask(test, question(3))
    assert kept(test, library) == questions([0, 1, 20, 3])
    assert shown(test) == [0, 1, 20, 3]


def test_a_new_name_writes_what_was_not_written(
    library: Library, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        full.setattr(library, "keep_turns", broken)
        test = talked(library, answer, 1)
        assert library.talks("") == ()
    test.text_input[0].set_value("A better name")
    next(b for b in test.button if b.label == "Rename").click().run()
    assert [line.name for line in library.talks("")] == ["A better name"]
    assert kept(test, library) == questions([0])


def test_a_conversation_is_deleted_only_once_that_is_confirmed(
    library: Library, answer: Answer
) -> None:
    test = talked(library, answer, 1)
    test.button(key="delete-talk").click().run()
    assert len(library.talks("")) == 1
    assert "delete-now" in [button.key for button in test.button]
    assert "is taken out for good" in html(test)


def test_going_back_to_a_deleted_conversation_says_that_it_is_gone(
    library: Library, answer: Answer
) -> None:
    test = talked(library, answer, 1)
    gone = test.session_state["talk_id"]
    test.button(key="new").click().run()
    library.delete_talk(gone, "")
    test.query_params["talk"] = gone
    test.run()
    assert "There is no such conversation" in html(test)
    assert "talk" not in test.query_params


def test_conversations_of_one_name_are_told_apart_by_their_time(
    library: Library, answer: Answer
) -> None:
    test = talked(library, answer, 1)
    (label,) = [b.label for b in test.button if b.key == "talk-0"]
    assert re.search(r"Question 00\\\? · \d+ [A-Z][a-z]{2} \d{4}\\,? ?\d\d\\:\d\d$", label)


def test_a_kept_conversation_opens_at_its_newest_question(library: Library, answer: Answer) -> None:
    first = talked(library, answer, 2)
    again = AppTest.from_function(
        talking_page, default_timeout=20, args=(Scripted(answer), library)
    )
    again.query_params["talk"] = first.session_state["talk_id"]
    again.run()
    assert again.session_state["show"].startswith(".st-key-turn-1@")


def test_an_answer_is_made_ready_to_copy_once(
    library: Library, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Answer] = []

    def counting(copied: Answer) -> str:
        made.append(copied)
        return "copied"

    monkeypatch.setattr("app.views.turns.copied_html", counting)
    test = talked(library, answer, LONG)
    test.run()
    assert [copied.question for copied in made] == questions(range(LONG))


def test_turns_are_let_go_when_they_are_neither_shown_nor_to_be_written() -> None:
    turns = Turns([Said(question=question(n)) for n in range(SHOWN)], first=10)
    for number in range(SHOWN + 2):
        turns.add(Said(question=f"New {number}?"))
    assert (turns.first, len(turns.held), len(turns.unkept)) == (16, 8, 8)
    assert (turns.count, turns.hidden) == (24, 18)
    turns.were_kept()
    assert (turns.first, len(turns.held), turns.unkept) == (18, SHOWN, ())
    assert [number for number, _ in turns.shown()] == list(range(18, 24))


def test_the_state_of_the_assistant_is_kept_with_the_conversation(
    library: Library, answer: Answer
) -> None:
    test = talked(library, answer, 1)
    talk = library.talk(test.session_state["talk_id"], "")
    assert talk is not None
    assert talk.conversation == Conversation()
    assert talk.count == 1


def test_few_names_of_widgets_are_used_and_none_twice_on_a_page() -> None:
    turns = Turns()
    names = set()
    for number in range(100):
        turns.add(Said(question=question(number)))
        turns.were_kept()
        slots = [turns.slot(shown) for shown, _ in turns.shown()]
        assert len(set(slots)) == len(slots)
        names.update(slots)
    assert len(names) <= 2 * SHOWN
    turns.take_earlier([Said(question=question(n)) for n in range(turns.first)])
    slots = [turns.slot(shown) for shown, _ in turns.shown()]
    assert len(set(slots)) == len(slots) == 100
    assert not names & set(slots)


def test_what_was_typed_at_one_turn_does_not_come_up_at_another(
    library: Library, answer: Answer
) -> None:
    test = talked(library, answer, 1)
    test.session_state["remark-0"] = "Of the first answer"
    for number in range(1, 2 * SHOWN + 1):
        ask(test, question(number))
        typed = {area.key: area.value for area in test.text_area}
        assert len(typed) == min(number + 1, SHOWN)
        remarks = {value for value in typed.values() if value}
        assert remarks == ({"Of the first answer"} if number < SHOWN else set())
    assert "remark-0" in typed
