"""`reports serve`: the pages on this machine, with our digests where nothing else is kept."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from app.commands.options import settings_of
from app.digests import bring_in_digests
from app.errors import BadSetting
from app.settings import Settings
from app.terminal import say
from app.wiring import opened

ADDRESS = "127.0.0.1"
_TRIES = 50
"""Ports that are tried, one after the other."""


def serve(
    context: typer.Context,
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="Port; without it 8501, or the next that is free."),
    ] = None,
) -> None:
    """Serve the pages on 127.0.0.1, to this machine alone."""
    settings = settings_of(context)
    chosen = free_port(settings.port) if port is None else _asked_port(port)
    with opened(settings) as library:
        if settings.store_is_default and not library.reports():
            say(
                "The library is empty: bringing in this project's digests (half a minute, once) ..."
            )
            bring_in_digests(library)
        count = len(library.reports())
    if chosen != settings.port and port is None:
        say(f"Port {settings.port} is taken; this is the next free one.")
    say(f"Serving {count} reports of {settings.store} on http://{ADDRESS}:{chosen}")
    say("Stop it with Ctrl-C.")
    _become(_streamlit(chosen), _environment(settings))


def free_port(first: int, tries: int = _TRIES) -> int:
    """The first port from this one on that nobody listens on; raises BadSetting."""
    for port in range(first, min(first + tries, 65536)):
        if _is_free(port):
            return port
    raise BadSetting(f"No port from {first} on is free. Name one: `reports serve --port N`.")


def _asked_port(port: int) -> int:
    if not _is_free(port):
        raise BadSetting(
            f"Port {port} of {ADDRESS} is taken or not allowed. Name another, or leave --port out."
        )
    return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As the server itself binds: a port that its last run has just left is free.
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            return False
    return True


def _streamlit(port: int) -> list[str]:
    """The command that starts the pages: for this machine alone, asking and telling nothing."""
    page = Path(__file__).resolve().parent.parent / "main.py"
    options = {
        "server.address": ADDRESS,
        "server.port": port,
        "server.headless": "true",
        "server.showEmailPrompt": "false",
        "browser.gatherUsageStats": "false",
        "browser.serverAddress": ADDRESS,
        "client.toolbarMode": "minimal",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "streamlit", "run", str(page), *flags]


def _environment(settings: Settings) -> dict[str, str]:
    """The environment of the pages: the same library, wherever they are started."""
    return os.environ | {
        "REPORTS_STORE": str(settings.store.resolve()),
        "REPORTS_EMBEDDING": settings.embedding,
    }


def _become(command: list[str], environment: dict[str, str]) -> None:
    """Hand this process over, so that a signal to it reaches the server."""
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "nt":
        raise typer.Exit(subprocess.call(command, env=environment))
    os.execve(command[0], command, environment)
