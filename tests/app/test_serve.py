"""`reports serve` as a process of its own: where it listens, what it brings in, how it ends."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.commands.serve import free_port, streamlit_command
from app.errors import BadSetting
from app.settings import Settings

START_SECONDS = 120
"""For a machine that does much else; it takes about 15."""

pytestmark = pytest.mark.store


@pytest.fixture
def taken():
    """A port that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@contextmanager
def serve(folder: Path, *arguments: str, **variables: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "app.cli", "serve", *arguments],
        cwd=folder,
        env=os.environ | {"HOME": str(folder), "PYTHONPATH": str(Path.cwd())} | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as server:
        try:
            yield server
        finally:
            server.kill()


def said(server: subprocess.Popen[str], word: str) -> str:
    """What the server says, up to the line that has the word."""
    lines: list[str] = []
    deadline = time.monotonic() + START_SECONDS
    while server.stdout and time.monotonic() < deadline:
        line = server.stdout.readline()
        lines.append(line)
        if word in line or not line:
            break
    return "".join(lines)


def test_the_next_free_port_is_taken(taken):
    assert free_port(taken) > taken


def test_a_port_that_was_asked_for_and_is_taken_is_wrong_usage(taken, tmp_path):
    with serve(tmp_path, "--port", str(taken)) as server:
        assert f"Port {taken} of 127.0.0.1 is taken" in said(server, "taken")
        assert server.wait(30) == 2


@pytest.mark.parametrize(("most", "megabytes"), [(500_000_000, 477), (1, 1), (1_048_576, 1)])
def test_the_pages_take_files_as_large_as_ingestion_does(most, megabytes):
    command = streamlit_command(8501, Settings(max_bytes=most), None)
    assert f"--server.maxUploadSize={megabytes}" in command


def test_ports_come_to_an_end():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(BadSetting, match="is free"):
            free_port(port, tries=1)


def test_an_empty_default_library_gets_the_digests_and_is_served_to_this_machine_alone(tmp_path):
    port = str(free_port(18501))
    with serve(tmp_path, REPORTS_PORT=port, REPORTS_EMBEDDING="none") as server:
        text = said(server, "http://")
        assert "bringing in this project's digests" in text
        assert "Serving 5 reports of library on http://127.0.0.1:" in text
        address = text.rpartition(" on ")[2].strip()
        assert "server started" in said(server, "server started")
        with urllib.request.urlopen(address, timeout=30) as page:
            assert page.status == 200
        with pytest.raises(OSError), socket.socket() as other:
            # Loopback too, but not the address that is served.
            other.connect(("127.0.0.2", int(address.rpartition(":")[2])))
        server.send_signal(signal.SIGINT)
        assert server.wait(60) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["library"]


def test_a_library_that_was_named_is_served_as_it_is(tmp_path):
    port = str(free_port(18501))
    settings = {"REPORTS_STORE": "mine", "REPORTS_PORT": port, "REPORTS_EMBEDDING": "none"}
    with serve(tmp_path, **settings) as server:
        assert "Serving 0 reports of mine on" in said(server, "Serving")


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"REPORTS_ADDRESS": "0.0.0.0"}, "nobody would have to sign in"),
        ({"REPORTS_ADDRESS": "0.0.0.0", "REPORTS_LOGIN": "off"}, "nobody would have to sign in"),
        ({"REPORTS_LOGIN": "on"}, "have no part [auth]"),
        ({"REPORTS_AUDIT_DAYS": "-1"}, "REPORTS_AUDIT_DAYS='-1'"),
    ],
)
def test_others_are_not_served_without_login(tmp_path, settings, why):
    with serve(tmp_path, **settings) as server:
        assert why in said(server, why)
        assert server.wait(30) == 2
    assert not list(tmp_path.iterdir())
