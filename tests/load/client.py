"""One person at the chat, without a browser: speaks to the pages over their websocket."""

import time
from typing import NamedTuple

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

_MOST = 64 * 1024 * 1024
"""Bytes of one message from the server."""
_FINISHED = ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY


class Page(NamedTuple):
    """What one run of the page sent."""

    html: str
    """All HTML of the page, one piece after the other."""
    seconds: float
    """From the question to the last of it."""


class Person:
    """A session of one person."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._input = ""
        self._page_hash = ""

    async def open(self) -> Page:
        """Load the page."""
        message = BackMsg()
        message.rerun_script.query_string = ""
        return await self._run(message)

    async def ask(self, question: str) -> Page:
        """Type a question and wait until the page stands with its answer."""
        message = BackMsg()
        message.rerun_script.page_script_hash = self._page_hash
        state = message.rerun_script.widget_states.widgets.add()
        state.id = self._input
        state.chat_input_value.data = question
        return await self._run(message)

    async def _run(self, message: BackMsg) -> Page:
        began = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        html: list[str] = []
        while True:
            received = await self._socket.recv()
            assert isinstance(received, bytes)
            forward = ForwardMsg.FromString(received)
            kind = forward.WhichOneof("type")
            if kind == "new_session":
                html.clear()
                self._page_hash = forward.new_session.page_script_hash
            elif kind == "delta":
                self._take(forward, html)
            elif kind == "script_finished" and forward.script_finished == _FINISHED:
                return Page("\n".join(html), time.perf_counter() - began)

    def _take(self, forward: ForwardMsg, html: list[str]) -> None:
        element = forward.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "html":
            html.append(element.html.body)
        elif kind == "chat_input":
            self._input = element.chat_input.id
        elif kind == "exception":
            html.append(f"EXCEPTION {element.exception.message}")


def join(port: int) -> connect:
    """A connection of a new session."""
    return connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        max_size=_MOST,
        open_timeout=60,
    )
