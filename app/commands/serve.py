"""`reports serve`: the pages, to this machine alone, or to those who sign in."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from app.audit import audit_days
from app.claims import check_names
from app.commands.options import settings_of
from app.digests import bring_in_digests
from app.errors import BadSetting
from app.login import Login, is_this_machine, login_of, read_secrets, secrets_files
from app.settings import Settings
from app.terminal import say
from app.wiring import opened

ADDRESS = "127.0.0.1"
_MEGABYTE = 1_048_576
"""Bytes of what Streamlit counts uploads in."""
_TRIES = 50
"""Ports that are tried, one after the other."""


def serve(
    context: typer.Context,
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="Port; without it 8501, or the next that is free."),
    ] = None,
) -> None:
    """Serve the pages: on 127.0.0.1 to this machine alone, to others only where they sign in."""
    settings = settings_of(context)
    login = login_to_serve(settings, Path.cwd())
    if login is None and port is None:
        chosen = free_port(settings.port, address=settings.address)
    else:
        chosen = _asked_port(settings.port if port is None else port, settings.address)
    with opened(settings) as library:
        if settings.store_is_default and not library.reports():
            say(
                "The library is empty: bringing in this project's digests (half a minute, once) ..."
            )
            bring_in_digests(library)
        count = len(library.reports())
        if days := audit_days(settings, login is not None):
            library.purge_audit(days)
    if chosen != settings.port and port is None:
        say(f"Port {settings.port} is taken; this is the next free one.")
    where = f"http://{_in_url(settings.address)}:{chosen}"
    say(f"Serving {count} reports of {settings.store} on {where}")
    if login is not None:
        say(f"People sign in and open {login.origin}")
    say("Stop it with Ctrl-C.")
    _become(streamlit_command(chosen, settings, login), _environment(settings, login))


def login_to_serve(settings: Settings, folder: Path) -> Login | None:
    """How people sign in; None where they do not, and then nobody else may reach the pages.

    Raises BadSetting for an address that others can reach without login, and for what is wrong
    with the login or with the lists of people.
    """
    files = secrets_files(folder)
    auth = None if settings.login is False else read_secrets(files)
    if auth is None and not settings.login:
        if not is_this_machine(settings.address):
            raise BadSetting(
                f"REPORTS_ADDRESS={settings.address} would let others in, and nobody would have to "
                "sign in. Set up login in .streamlit/secrets.toml (docs/server.md says how), or "
                "leave REPORTS_ADDRESS out: then this machine alone is served."
            )
        return None
    check_names(settings)
    return login_of(auth)


def free_port(first: int, tries: int = _TRIES, address: str = ADDRESS) -> int:
    """The first port from this one on that nobody listens on; raises BadSetting."""
    for port in range(first, min(first + tries, 65536)):
        if _is_free(port, address):
            return port
    raise BadSetting(f"No port from {first} on is free. Name one: `reports serve --port N`.")


def _asked_port(port: int, address: str) -> int:
    if not _is_free(port, address):
        raise BadSetting(
            f"Port {port} of {address} is taken or not allowed. Name another, or leave --port out."
        )
    return port


def _is_free(port: int, address: str) -> bool:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        # As the server itself binds: a port that its last run has just left is free.
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


def _in_url(address: str) -> str:
    return f"[{address}]" if ":" in address else address


def streamlit_command(port: int, settings: Settings, login: Login | None) -> list[str]:
    """The command that starts the pages: asking and telling nothing."""
    page = Path(__file__).resolve().parent.parent / "main.py"
    options = {
        "server.address": settings.address,
        "server.port": port,
        "server.headless": "true",
        "server.maxUploadSize": -(-settings.max_bytes // _MEGABYTE),
        "server.showEmailPrompt": "false",
        "browser.gatherUsageStats": "false",
        # Pages of other places may not talk to these.
        "browser.serverAddress": (login and urlsplit(login.origin).hostname) or settings.address,
        "server.enableCORS": "true",
        "server.enableXsrfProtection": "true",
        "client.toolbarMode": "minimal",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    if login is not None:
        # These and no others: the pages read the secrets that were checked here.
        flags += [f"--secrets.files={file}" for file in secrets_files(Path.cwd())]
    return [sys.executable, "-m", "streamlit", "run", str(page), *flags]


def _environment(settings: Settings, login: Login | None) -> dict[str, str]:
    """The environment of the pages: the same library, wherever they are started."""
    return os.environ | {
        "REPORTS_STORE": str(settings.store.resolve()),
        "REPORTS_EMBEDDING": settings.embedding,
        "REPORTS_LOGIN": "off" if login is None else "on",
    }


def _become(command: list[str], environment: dict[str, str]) -> None:
    """Hand this process over, so that a signal to it reaches the server."""
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "nt":
        raise typer.Exit(subprocess.call(command, env=environment))
    os.execve(command[0], command, environment)
