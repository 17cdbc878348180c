"""Dates in a question: years, months with years, "latest", "since then"."""

import datetime
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
    r" (?:one|inspection|report|time|rating|score)\b|\bpreviously\b|\bbefore that\b|\bbefore\W*$",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:over time|over the years|chang(?:e|ed|es)"
    r"|improv(?:e|ed|ement) (?:since|from|between|over)|got(?:ten)? (?:better|worse)"
    r"|get(?:ting)? (?:any |much )?(?:better|worse)|g(?:one|oing|o|et) (?:up|down)|went (?:up|down)"
    r"|(?:any|much) (?:better|worse|progress|improvement)|up or down|moved (?:off|on|up|down)"
    r"|then,? and|(?:previous|last|earlier|first) (?:one|time|inspection|report)\b.{0,30}"
    r"\b(?:compared|different|now)"
    r"|compared (?:with|to) (?:the |its )?(?:last|previous|earlier|first)"
    r"|(?:is|are) .{2,40}\bstill\b|then (?:and|vs?\.?|versus|or) now"
    r"|better than (?:before|last time)"
    r"|worse than (?:before|last time)"
    r"|since (?:then|\w* ?20\d\d"
    r"|(?:the|its|their|that) (?:\w+ ){0,2}"
    r"(?:inspection|report|visit|time|one|rating|score|round)s?)"
    r"|progress(?:ed)? since|then and now|history|trend"
    r"|both (?:inspections|times|reports|dates|years|rounds)"
    r"|after that|and then|(?:its|the|their) next (?:inspection|visit|report)"
    r"|(?:earlier|first) and (?:the )?(?:later|latest|second|newer|last)"
    r"|two (?:inspections|reports)"
    r"|each (?:inspection|time)|better or worse|worse or better|improv(?:ed|ing)\?"
    r"|declin(?:ed|ing)|deteriorat\w+)\b",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:(?:when|whenever|once|after|where) (?!compared\b)(?:(?!inspect|\bdid\b|\bhas\b|\bhave\b)"
    r"[\w’']+ ){1,5}?chang\w+"
    r"|if (?:something|anything|circumstances|things|their|risks?|needs?|somebody|someone|people"
    r"|a \w+)(?: [\w’']+){0,4} chang\w+"
    r"|(?:respon\w+|react\w*|adapt\w*|adjust\w*|review\w*|due|according)\b.{0,30}?"
    r"\b(?:to|for|of|after|following) (?:[\w’']+ ){0,2}changes?"
    r"|changes? (?:of|in|to) (?:the )?"
    r"(?:(?:individual|person|people)(?:['’]s)? |their |risk |personal |probation )?"
    r"(?:circumstances|officers?|practitioners?|workers?|address|plans?|risks?|needs?))"
    r"\b",
    re.IGNORECASE,
)
"""What changes in a case, or in somebody's life: no change between inspections."""
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
        number = _month(m[2])
        day = f"-{int(m[1]):02d}" if m[1] else ""
        found.append((m.start(), m.end(), f"{m[3]}-{number:02d}{day}"))
    bare = re.compile(
        rf"\b({names}|{short})\b(?=\.?\s*(?:,|-|–|to|and|or|until|till|through)\s+(?:the )?"
        rf"(?:(?:{names}|{short})\.?\s*(?:,|and|or)\s+)*"
        rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{names}|{short})\.?,?\s+(20[0-3]\d)\b)",
        re.IGNORECASE,
    )
    for m in re.finditer(r"\b(\d{1,2})[/.](\d{1,2})[/.](20[0-3]\d)\b", text):
        if 1 <= int(m[2]) <= 12:
            found.append((m.start(), m.end(), f"{m[3]}-{int(m[2]):02d}-{int(m[1]):02d}"))
    for m in bare.finditer(text):
        # "Between May and August 2024": both are months of that year.
        if not any(start <= m.start() < end for start, end, _ in found):
            found.append((m.start(), m.end(), f"{m[2]}-{_month(m[1]):02d}"))
    for m in re.finditer(r"\b(20[0-3]\d)-(\d\d)(?:-(\d\d))?\b", text):
        if 1 <= int(m[2]) <= 12:
            found.append((m.start(), m.end(), m.group()))
    for m in re.finditer(r"\b20(\d\d)[-–/](?:20)?(\d\d)\b", text):
        # "2022-23" is a financial year, not a month: what was published in either counts.
        if int(m[2]) == int(m[1]) + 1 and not any(a <= m.start() < b for a, b, _ in found):
            found += [(m.start(), m.end(), f"20{m[1]}"), (m.start(), m.end(), f"20{m[2]}")]
    for m in _YEAR.finditer(text):
        if not any(start <= m.start() < end for start, end, _ in found):
            found.append((m.start(), m.end(), m[1]))
    found.sort()
    return DateWords(
        dates=tuple(dict.fromkeys(iso for _, _, iso in found)),
        newest=bool(_NEWEST.search(text)),
        earlier=bool(_EARLIER.search(text)),
        every=bool(_CHANGE.search(_EVENT.sub(" ", text))),
        spans=tuple(dict.fromkeys((start, end) for start, end, _ in found)),
    )


def _month(name: str) -> int:
    """The number of a month by its name or the first three letters of it."""
    months = enumerate(english().months, 1)
    return next(i for i, each in months if each.startswith(name.lower()[:3]))


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


_BEFORE = re.compile(
    r"\b(?:before|prior to|earlier than|until|up to|till|preceding)(?: the (?:end|start) of)?\s*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b(?:after|since|following|later than|beyond)(?: the (?:end|start) of)?\s*$", re.IGNORECASE
)
_ONWARDS = re.compile(r"^\s*(?:onwards?|and later|or later|and after|and beyond)\b", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|no later than)(?: the end of)?\s*$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:between|from)\s*$", re.IGNORECASE)
_TO = re.compile(r"^\W*(?:and|to|until|till|through|-|–)\W*$", re.IGNORECASE)
_INCLUSIVE = re.compile(r"\b(?:since|until|up to|till|the start of)\b", re.IGNORECASE)


class DateBounds(NamedTuple):
    """Dates as limits of a question about the table."""

    since: str
    """ISO: this day, month or year, or later; "" without a limit."""
    until: str
    """ISO: before this day, month or year begins; "" without a limit."""
    dates: tuple[str, ...]
    """The dates that are no limits: what a row must fit."""


def date_bounds(text: str, dates: tuple[str, ...]) -> DateBounds:
    """Which dates of a question are limits ("after October 2024", "between May and July")."""
    found = find_dates(text)
    if not found.dates or len(found.spans) != len(found.dates):
        return DateBounds("", "", dates)
    if len(found.dates) == 2:
        (start, end), (begin, _) = found.spans
        if _FROM.search(text[:start]) and _TO.match(text[end:begin]):
            return DateBounds(found.dates[0], following(found.dates[1]), ())
    since, until, plain = "", "", []
    for iso, (start, end) in zip(found.dates, found.spans, strict=True):
        before, after = text[:start], text[end:]
        if m := _AFTER.search(before):
            begins = _INCLUSIVE.search(m[0]) and "end of" not in m[0].lower()
            since = iso if begins else following(iso)
        elif _ONWARDS.search(after):
            since = iso
        elif m := _BEFORE.search(before):
            whole = _INCLUSIVE.search(m[0]) and "start" not in m[0].lower()
            until = following(iso) if whole else iso
        elif _BY.search(before):
            until = following(iso)
        else:
            plain.append(iso)
    return DateBounds(since, until, tuple(plain) if since or until else dates)


def preceding(iso: str) -> str:
    """The day, month or year before this one, at the same precision."""
    parts = [int(p) for p in iso.split("-")]
    if len(parts) == 1:
        return f"{parts[0] - 1:04d}"
    if len(parts) == 2:
        year, nth = (parts[0] - 1, 12) if parts[1] == 1 else (parts[0], parts[1] - 1)
        return f"{year:04d}-{nth:02d}"
    return (datetime.date(*parts) - datetime.timedelta(days=1)).isoformat()


def following(iso: str) -> str:
    """The day, month or year after this one, at the same precision."""
    parts = [int(p) for p in iso.split("-")]
    if len(parts) == 1:
        return f"{parts[0] + 1:04d}"
    if len(parts) == 2:
        year, nth = (parts[0] + 1, 1) if parts[1] == 12 else (parts[0], parts[1] + 1)
        return f"{year:04d}-{nth:02d}"
    try:
        return (datetime.date(*parts) + datetime.timedelta(days=1)).isoformat()
    except ValueError:
        return following(iso[:7])
