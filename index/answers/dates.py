"""Dates in a question: years, months with years, "latest", "since then"."""

import re
from typing import NamedTuple

from index.answers.english import english

_NEWEST = re.compile(
    r"\b(?:now|nowadays|latest|newest|current|currently|at present|most recent(?:ly)?|today"
    r"|these days|last (?:inspection|report|time|inspected|visited|rated|looked at|assessed))\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:earlier|previous|older|old|first|original|prior)"
    r" (?:one|inspection|report|time|rating|score)\b|\bpreviously\b|\bbefore that\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:over time|over the years|chang(?:e|ed|es)"
    r"|improv(?:e|ed|ement) (?:since|from|between|over)|got(?:ten)? (?:better|worse)"
    r"|get(?:ting)? (?:better|worse)|since (?:then|the|its|their|\w* ?20\d\d)"
    r"|progress(?:ed)? since|then and now|history|trend"
    r"|both (?:inspections|times|reports|dates|years)|two (?:inspections|reports)"
    r"|each (?:inspection|time)|better or worse|worse or better|improv(?:ed|ing)\?"
    r"|declin(?:ed|ing)|deteriorat\w+)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(20[0-3]\d)\b")


class DateWords(NamedTuple):
    """What a question says about time."""

    dates: tuple[str, ...]
    """ISO dates at the precision given, in order."""
    newest: bool
    earlier: bool
    """The one before the newest."""
    every: bool
    spans: tuple[tuple[int, int], ...]
    """Where the dates stand, [start, end)."""


def find_dates(text: str) -> DateWords:
    """The dates and words of time in a question."""
    names = "|".join(english().months)
    short = "|".join(sorted({m[:3] for m in english().months} | {"sept"}))
    month = re.compile(
        rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?({names}|{short})\.?,?\s+(20[0-3]\d)\b",
        re.IGNORECASE,
    )
    found: list[tuple[int, int, str]] = []
    for m in month.finditer(text):
        number = next(
            i for i, name in enumerate(english().months, 1) if name.startswith(m[2].lower()[:3])
        )
        day = f"-{int(m[1]):02d}" if m[1] else ""
        found.append((m.start(), m.end(), f"{m[3]}-{number:02d}{day}"))
    for m in re.finditer(r"\b(20[0-3]\d)-(\d\d)(?:-(\d\d))?\b", text):
        found.append((m.start(), m.end(), m.group()))
    for m in _YEAR.finditer(text):
        if not any(start <= m.start() < end for start, end, _ in found):
            found.append((m.start(), m.end(), m[1]))
    found.sort()
    return DateWords(
        dates=tuple(dict.fromkeys(iso for _, _, iso in found)),
        newest=bool(_NEWEST.search(text)),
        earlier=bool(_EARLIER.search(text)),
        every=bool(_CHANGE.search(text)),
        spans=tuple((start, end) for start, end, _ in found),
    )


def month(iso: str) -> str:
    """The month and year of a date in words: October 2024 for 2024-10-24."""
    return in_words(iso[:7])


def without_now(text: str) -> str:
    """The text without words that mean the newest ("now", "latest")."""
    return " ".join(_NEWEST.sub(" ", text).split())


def in_words(iso: str) -> str:
    """ "March 2023" for 2023-03; "10 October 2024" for 2024-10-10; "2025" for 2025."""
    parts = iso.split("-")
    if len(parts) == 1:
        return parts[0]
    month = english().months[int(parts[1]) - 1].capitalize()
    day = f"{int(parts[2])} " if len(parts) == 3 else ""
    return f"{day}{month} {parts[0]}"
