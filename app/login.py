"""Signing in: what Streamlit's secrets say of it, checked before anything is served.

The secrets are the one setting that is not a REPORTS_… variable, because Streamlit reads them.
"""

import ipaddress
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from app.errors import BadSetting
from ingest.models import Record

SHORTEST_SECRET = 32
"""Characters of a cookie secret; whoever guesses it can sign in as anybody."""
CALLBACK = "/oauth2callback"
"""Where the sign-in service sends people back to; the path is Streamlit's."""
_KEYS = ("client_id", "client_secret", "server_metadata_url")
_HELP = "docs/server.md has an example."


class Provider(Record):
    """A service that people sign in with."""

    name: str
    """As Streamlit knows it: "default" where the secrets have one without a name."""
    metadata_url: str
    """Address of what it tells about itself."""


class Login(Record):
    """How people sign in."""

    origin: str
    """Where people find the pages: https://reports.example.org"""
    providers: tuple[Provider, ...]


def secrets_files(folder: Path) -> tuple[Path, ...]:
    """Where Streamlit looks for secrets when it is started in a folder; the later one wins."""
    homes: list[Path] = []
    with suppress(RuntimeError):  # an account without a home
        homes = [Path.home()]
    return tuple(place / ".streamlit" / "secrets.toml" for place in (*homes, folder))


def read_secrets(files: tuple[Path, ...]) -> Mapping[str, Any] | None:
    """The part [auth] of the secrets; None where there is none. Raises BadSetting."""
    found: Mapping[str, Any] | None = None
    for file in files:
        try:
            parsed = tomllib.loads(file.read_text("utf-8"))
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:
            # Not the line that is wrong: it may be a secret.
            raise BadSetting(f"{file} cannot be read as TOML. {_HELP}") from error
        if "auth" in parsed:
            found = parsed["auth"]
    return found


def login_of(auth: object) -> Login:
    """How people sign in by a part [auth] of the secrets. Raises BadSetting for what is wrong."""
    if not isinstance(auth, Mapping):
        raise BadSetting(f"Login is on, and Streamlit's secrets have no part [auth]. {_HELP}")
    origin = _origin(auth.get("redirect_uri"))
    secret = auth.get("cookie_secret")
    if not isinstance(secret, str) or len(secret) < SHORTEST_SECRET:
        raise BadSetting(
            f"[auth] in Streamlit's secrets needs a cookie_secret of {SHORTEST_SECRET} random "
            'characters or more: `python -c "import secrets; print(secrets.token_urlsafe(48))"` '
            "makes one."
        )
    sections = {name: part for name, part in auth.items() if _is_provider(part)}
    if any(key in auth for key in _KEYS):
        sections = {"default": auth, **sections}
    if not sections:
        sections = {"default": auth}
    return Login(
        origin=origin,
        providers=tuple(_provider(name, part) for name, part in sections.items()),
    )


def is_this_machine(host: str) -> bool:
    """Whether a host name or address leads to this machine and nowhere else."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_own_host(header: str) -> bool:
    """Whether a request's Host header names this machine: not so where others can come in."""
    try:
        return is_this_machine(urlsplit(f"//{header}").hostname or "")
    except ValueError:
        return False


def _is_provider(part: object) -> bool:
    return isinstance(part, Mapping) and any(key in part for key in _KEYS)


def _provider(name: str, part: Mapping[str, Any]) -> Provider:
    where = "[auth]" if name == "default" else f"[auth.{name}]"
    missing = [key for key in _KEYS if not isinstance(part.get(key), str) or not part[key]]
    if missing:
        raise BadSetting(f"{where} in Streamlit's secrets lacks {', '.join(missing)}. {_HELP}")
    if "_" in name:
        raise BadSetting(f"{where} in Streamlit's secrets: a name without an underscore is needed.")
    url = part["server_metadata_url"]
    _check_secure(url, f"server_metadata_url of {where}")
    return Provider(name=name, metadata_url=url)


def _origin(redirect: object) -> str:
    if not isinstance(redirect, str) or not redirect.endswith(CALLBACK) or "{" in redirect:
        raise BadSetting(
            "[auth] in Streamlit's secrets needs a redirect_uri: the address that people open, "
            f"with {CALLBACK} at its end. {_HELP}"
        )
    parts = _check_secure(redirect, "redirect_uri")
    return f"{parts.scheme}://{parts.netloc}"


def _check_secure(url: str, what: str) -> Any:
    """The parts of an address over HTTPS, or within this machine; raises BadSetting."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    if not host:
        raise BadSetting(f"{what} in Streamlit's secrets is no address: {url!r}.")
    if parts.scheme != "https" and not (parts.scheme == "http" and is_this_machine(host)):
        raise BadSetting(
            f"{what} in Streamlit's secrets must begin with https://: over http:// others on the "
            "network could read a sign-in and use it."
        )
    return parts
