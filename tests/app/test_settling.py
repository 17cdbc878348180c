"""When a page is taken to be at rest, from what it and the server say to each other."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.app.settling import Talk

ASKED = "asked"
BEGUN = "begun"
DONE = ForwardMsg.FINISHED_SUCCESSFULLY
PART = ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY
BROKEN_OFF = ForwardMsg.FINISHED_EARLY_FOR_RERUN


class Heard:
    """A page, a request or a socket: what listens to it, and what happens to it."""

    def __init__(self) -> None:
        self.listeners: dict[str, list[Callable[[Any], None]]] = defaultdict(list)

    def on(self, event: str, listener: Callable[[Any], None]) -> None:
        self.listeners[event].append(listener)

    def happens(self, event: str, what: Any) -> None:
        for listener in self.listeners[event]:
            listener(what)

    def is_navigation_request(self) -> bool:
        return True


def said(socket: Heard, *words: str | int) -> None:
    for word in words:
        if word == ASKED:
            asked = BackMsg()
            asked.rerun_script.page_script_hash = "x"
            socket.happens("framesent", asked.SerializeToString())
            continue
        message = ForwardMsg()
        if word == BEGUN:
            message.new_session.page_script_hash = "x"
        else:
            message.script_finished = word  # type: ignore[assignment]
        socket.happens("framereceived", message.SerializeToString())


@pytest.mark.parametrize(
    ("words", "answered"),
    [
        ((ASKED,), False),
        ((ASKED, BEGUN), False),
        ((ASKED, BEGUN, DONE), True),
        ((ASKED, BEGUN, PART), True),
        ((ASKED, BEGUN, BROKEN_OFF), False),
        ((ASKED, BEGUN, BROKEN_OFF, BEGUN, DONE), True),
        ((ASKED, BEGUN, DONE, ASKED), False),
        ((ASKED, BEGUN, ASKED, DONE), False),  # the end of what was asked before
        ((ASKED, BEGUN, ASKED, DONE, BEGUN, DONE), True),
    ],
)
def test_a_page_rests_once_what_was_asked_last_is_done(
    words: tuple[str | int, ...], answered: bool
) -> None:
    page, socket = Heard(), Heard()
    talk = Talk(page)  # type: ignore[arg-type]
    page.happens("websocket", socket)
    said(socket, *words)
    assert talk.answered is answered


def test_a_new_page_rests_only_once_it_has_been_answered_itself() -> None:
    page, before, now = Heard(), Heard(), Heard()
    talk = Talk(page)  # type: ignore[arg-type]
    page.happens("websocket", before)
    said(before, ASKED, BEGUN, DONE)
    page.happens("request", Heard())
    said(before, BEGUN, DONE)  # late, for the page that was left
    assert not talk.answered
    page.happens("websocket", now)
    said(now, ASKED, BEGUN, DONE)
    assert talk.answered
