"""What every test gets: a closed network, settings of nobody, and skips that say their reason."""

import ipaddress
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# A law is no measure of speed: on a busy machine one example may take a second.
settings.register_profile("laws", deadline=None)
settings.load_profile("laws")

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class NetworkClosed(RuntimeError):
    """A test reached for something beyond this machine."""


def find_chromium() -> str | None:
    """Path of a Chromium: the one that CHROMIUM names, else the first on the path; else None."""
    named = os.environ.get("CHROMIUM")
    found = [shutil.which(name) for name in ((named,) if named else CHROMIUM_NAMES)]
    return next((path for path in found if path), None)


def find_reports() -> Path | None:
    """The folder of published reports that REPORTS_DIR names, where it is one; else None."""
    named = os.environ.get("REPORTS_DIR")
    return Path(named).resolve() if named and Path(named).is_dir() else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what this machine lacks, by name."""
    lacking = []
    if find_chromium() is None:
        lacking.append(("browser", "no Chromium found: install chromium, or set CHROMIUM"))
    if find_reports() is None:
        lacking.append(("published", "REPORTS_DIR does not name a folder of published reports"))
    for item in items:
        for marker, reason in lacking:
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the Chromium that browser tests drive."""
    found = find_chromium()
    if found is None:
        pytest.skip("no Chromium found: install chromium, or set CHROMIUM")
    return found


@pytest.fixture(scope="session")
def reports_dir() -> Path:
    """The folder of the published reports."""
    found = find_reports()
    if found is None:
        pytest.skip("REPORTS_DIR does not name a folder of published reports")
    return found


@pytest.fixture(scope="session", autouse=True)
def _closed_network() -> Iterator[None]:
    """Only this machine can be reached, whichever library does the reaching."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        lookup = socket.getaddrinfo

        def local_lookup(host: Any, *args: Any, **kwargs: Any) -> Any:
            _refuse_beyond_this_machine(host)
            return lookup(host, *args, **kwargs)

        patch.setattr(socket, "getaddrinfo", local_lookup)
        yield


@pytest.fixture(autouse=True)
def _settings_of_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the settings of the person who runs it."""
    for name in [name for name in os.environ if name.startswith("REPORTS_")]:
        if name != "REPORTS_DIR":
            monkeypatch.delenv(name)


def _guarded(connect: Any) -> Any:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            _refuse_beyond_this_machine(address[0])
        return connect(self, address)

    return guarded


def _refuse_beyond_this_machine(host: Any) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return
    try:
        if ipaddress.ip_address(name).is_loopback:
            return
    except ValueError:
        pass
    raise NetworkClosed(f"tests reach nothing beyond this machine, and one tried {name}")
