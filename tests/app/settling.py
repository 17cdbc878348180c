"""When a page of Streamlit's has come to rest, so that a control is used neither too soon nor late.

What the page shows of itself does not tell: until the server has answered a click, its script is
said not to run, as it is once all is done. So the page's talk with the server is listened to.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, WebSocket, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PATIENCE = 30_000  # milliseconds that a condition may take on a busy machine
_LOOK = 20  # milliseconds between two looks at what has come
_DRAWN = """() => document.querySelector(".stApp")?.dataset.testScriptState === "notRunning"
  && !document.querySelector("[data-stale=true], [data-testid=stSpinner], [data-testid=stSkeleton]")
  && [...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")]
    .every(part => part.shadowRoot?.unlisten || part.shadowRoot?.unwatch)"""
"""Nothing old is shown and nothing still to be filled, and our own two components are at work."""
_IDLE = "() => new Promise(done => requestIdleCallback(done, { timeout: 5000 })).then(() => true)"
"""What the browser was told has been worked off."""


class Talk:
    """Whether the server has done what a page asked of it last; a new page begins by asking."""

    def __init__(self, page: Page) -> None:
        self.answered = False
        self._running = False
        self._socket: WebSocket | None = None
        page.on("request", self._leave)
        page.on("websocket", self._begin)

    def _leave(self, request: Request) -> None:
        if request.is_navigation_request():
            self._socket, self.answered = None, False

    def _begin(self, socket: WebSocket) -> None:
        self._socket, self.answered = socket, False
        socket.on("framesent", lambda frame: self._sent(socket, frame))
        socket.on("framereceived", lambda frame: self._received(socket, frame))

    def _sent(self, socket: WebSocket, frame: bytes | str) -> None:
        if socket is self._socket and _kind(BackMsg, frame)[0] == "rerun_script":
            self.answered = self._running = False

    def _received(self, socket: WebSocket, frame: bytes | str) -> None:
        kind, message = _kind(ForwardMsg, frame)
        if socket is not self._socket or kind not in ("new_session", "script_finished"):
            return
        if kind == "new_session":
            self.answered, self._running = False, True
        elif message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            self._running = False
        else:  # an end without its beginning is that of what was asked before
            self.answered = self._running


_TALKS: "WeakKeyDictionary[Page, Talk]" = WeakKeyDictionary()


@contextmanager
def visiting(
    browser: Browser, patience: int = PATIENCE, **options: Any
) -> Iterator[BrowserContext]:
    """Somebody's browser, whose pages can be waited for; closed at the end of the `with`."""
    with browser.new_context(**options) as context:
        context.set_default_timeout(patience)
        expect.set_options(timeout=patience)
        context.on("page", _listen)
        yield context


def settled(page: Page) -> None:
    """Wait until all that was asked of the server is done and drawn: before, it is drawn anew."""
    talk = _TALKS[page]
    end = time.monotonic() + 2 * PATIENCE / 1000
    while True:
        page.evaluate(_IDLE)  # what a click sends has been sent
        if talk.answered:
            page.wait_for_function(_DRAWN)
            if talk.answered:
                return
        assert time.monotonic() < end, "the page did not come to rest"
        page.wait_for_timeout(_LOOK)


def ready(control: Locator) -> Locator:
    """The control, once it is there and its page has come to rest."""
    control.wait_for()
    settled(control.page)
    return control


def _listen(page: Page) -> None:
    _TALKS[page] = Talk(page)


def _kind(shape: Any, frame: bytes | str) -> tuple[str | None, Any]:
    if isinstance(frame, str):
        return None, None
    message = shape.FromString(frame)
    return message.WhichOneof("type"), message
