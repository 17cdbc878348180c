"""Times that a question gives relative to now, or without their year, as dates of this library.

"Now" is the year of the newest report in the library, not today: the same files and the same
question give the same answer on any day. "This year" is the year of the newest inspection where the
newest report is later and sums up the inspections of the year before. What was put in is said
beside the answer.
"""

import re
from collections.abc import Callable, Iterable

from index.answers.dates import in_words
from index.answers.english import english
from index.answers.spelling import Repairs

_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_RELATIVE: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], int], int]], ...] = (
    (re.compile(r"\bthe year before last\b", re.IGNORECASE), lambda _, now: now - 2),
    (
        re.compile(r"\b(?:last|the previous|the past|the preceding) year\b(?!'s)", re.IGNORECASE),
        lambda _, now: now - 1,
    ),
    (
        re.compile(r"\b(a|one|two|three|four|five|\d) years? (?:ago|back)\b", re.IGNORECASE),
        lambda m, now: now - _NUMBERS.get(m[1].lower(), int(m[1]) if m[1].isdigit() else 1),
    ),
)
_THIS = re.compile(r"\bthis year\b(?!'s)", re.IGNORECASE)
_LEADS = r"(?:in|during|from|since|before|after|by|until|till|of|for|late|early|mid|dated)"

_OF_REPORTS = re.compile(
    r"\b(?:publi\w+|inspect\w*|visited|reports?|pdus?|issued|came out|come out|released|dated|those"
    r"|ones|scored?|rated)\b",
    re.IGNORECASE,
)
"""A month of inspections: what a text tells of a month ("introduced in May") is left to it."""

_FUTURE = re.compile(r"\b(?:will|going to|plan(?:s|ned|ning)?|upcoming|next)\b", re.IGNORECASE)
"""What a report announces "for this year" is found in its words."""


class Calendar:
    """The times that a library knows."""

    def __init__(self, inspections: Iterable[str], published: Iterable[str] = ()) -> None:
        """The dates of the inspections and of the reports' publication, ISO, as far as known."""
        dates = [d for d in inspections if d[:4].isdigit()]
        self._inspected = max((int(d[:4]) for d in dates), default=0)
        newest = max((int(d[:4]) for d in published if d[:4].isdigit()), default=0)
        self._now = max(newest, self._inspected)
        self._months = {d[:7] for d in dates if len(d) >= 7}

    def settle(self, text: str) -> tuple[str, Repairs]:
        """The question with its relative times as years, and bare months with their years."""
        settled: list[tuple[str, str]] = []
        if not self._now or _FUTURE.search(text):
            return text, ()
        times = [(p, year_of, self._now) for p, year_of in _RELATIVE]
        times.append((_THIS, lambda _, now: now, self._inspected or self._now))
        for pattern, year_of, now in times:
            for match in list(pattern.finditer(text)):
                year = str(year_of(match, now))
                settled.append((match.group(), f"{year}, counted from the newest report"))
                lead = re.search(r"\b(?:in|during|of|from|since|by)\s*$", text[: match.start()])
                text = text.replace(match.group(), year if lead else f"in {year}", 1)
        text, months = self._with_years(text)
        return text, (*settled, *months)

    def _with_years(self, text: str) -> tuple[str, Repairs]:
        if re.search(r"\b20[0-3]\d\b", text) or not _OF_REPORTS.search(text):
            return text, ()
        names = "|".join(english().months)
        found = re.search(rf"\b{_LEADS} (?:the )?({names})\b(?! \d)", text, re.IGNORECASE)
        if not found:
            return text, ()
        number = english().months.index(found[1].lower()) + 1
        known = sorted(m for m in self._months if int(m[5:7]) == number)
        if not known:
            return text, ()
        meant = " and ".join(in_words(m) for m in known)
        return f"{text[: found.start(1)]}{meant}{text[found.end(1) :]}", ((found[1], meant),)
