"""`reports serve` as a process of its own, for whoever needs the pages on loopback for a while."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

START_SECONDS = 120
"""A start reads the library and the embedding model, on a busy machine slowly."""
_ROOT = Path(__file__).resolve().parents[1]


class Served(NamedTuple):
    """A server that answers."""

    address: str
    port: int
    pid: int


def any_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(folder: Path, port: int | None = None, **variables: str) -> Iterator[Served]:
    """The pages over the library `folder / "library"`, until the end of the `with`.

    Raises RuntimeError with the server's log where it does not answer.
    """
    port = port or any_port()
    command = [sys.executable, "-m", "app.cli", "--store", str(folder / "library"), "serve"]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [*command, "--port", str(port)],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(_ROOT)} | variables,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/_stcore/health", server, folder / "log")
        yield Served(address, port, server.pid)
    finally:
        server.terminate()
        server.wait(timeout=START_SECONDS)


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        with suppress(OSError), urllib.request.urlopen(url, timeout=5):
            return
        time.sleep(0.1)  # between two looks
    raise RuntimeError(f"the server did not answer:\n{log.read_text()}")
