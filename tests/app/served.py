"""A server of web pages for tests, on this machine, and the network that leads to it."""

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from app.addresses import Network

PAGE = b"<!doctype html><html><body><h1>A page</h1><p>Some words of a page.</p></body></html>"
Answer = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """A server whose paths answer as the test says."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append((self.headers["Host"], self.path))
                outer.answers[self.path](self)

            def log_message(self, *args: Any) -> None:
                """Say nothing."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.port = self.http.server_address[1]
        self.thread = threading.Thread(target=self.http.serve_forever, daemon=True)

    def url(self, path: str, host: str = "pages.example") -> str:
        return f"http://{host}:{self.port}{path}"


def open_network(resolve: Callable[[str, int], list[str]] | None = None) -> Network:
    """Names lead to this machine, and it may be reached: for the tests' own server."""
    return Network(
        resolve=resolve or (lambda host, port: ["127.0.0.1"]), allows=lambda address, port: True
    )


def answer(data: bytes, status: int = 200, **headers: str) -> Answer:
    def write(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content_Length": str(len(data)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    return write


def redirect(to: str) -> Answer:
    return answer(b"", 302, Location=to)
