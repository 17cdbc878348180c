"""The packages that requirements.lock names for this platform and this Python."""

import re
from pathlib import Path

from packaging.markers import Marker
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
_LINE = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)(?: ; (.+?))?(?: \\)?$", re.MULTILINE)


def locked(lock: str | None = None) -> dict[str, str]:
    """Version of each package by its normal name; without those that are not for this platform."""
    text = (ROOT / "requirements.lock").read_text("utf-8") if lock is None else lock
    return {
        canonicalize_name(name): version
        for name, version, marker in _LINE.findall(text)
        if not marker or Marker(marker).evaluate()
    }
