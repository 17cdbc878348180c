"""Dates as reports write them, to ISO at the precision that was read."""

import re

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = "|".join(MONTHS) + "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH})\.?,?\s+\d{{4}}"
    rf"|(?:{_MONTH})\.?,?\s+\d{{4}}|\d{{1,2}}/\d{{1,2}}/\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})"
)
"""Pattern of a date with its year; use with re.IGNORECASE."""
_WORDS = re.compile(
    rf"^(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?({_MONTH})\.?,?\s+(\d{{4}})$", re.IGNORECASE
)


def iso(text: str) -> str | None:
    """The ISO date of "10 October 2024", "October 2024", "24/10/2024" or "2024"; None if no date.

    Day comes before month, as in Britain. A day that no month has is no date.
    """
    bare = re.sub(r"\s+", " ", text).strip(" .,")
    if re.fullmatch(r"\d{4}", bare):
        return bare
    if found := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", bare):
        return _checked(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", bare):
        return _checked(int(found[3]), int(found[2]), int(found[1]))
    if found := _WORDS.match(bare):
        month = next(i for i, name in enumerate(MONTHS, 1) if name.startswith(found[2].lower()[:3]))
        return _checked(int(found[3]), month, int(found[1]) if found[1] else None)
    return None


def in_words(date: str) -> str:
    """An ISO date at the precision that it has, in words: "2024-10" gives "October 2024"."""
    year, *rest = date.split("-")
    if not rest:
        return year
    month = f"{MONTHS[int(rest[0]) - 1].title()} {year}"
    return f"{int(rest[1])} {month}" if rest[1:] else month


def _checked(year: int, month: int, day: int | None) -> str | None:
    if not 1 <= month <= 12 or not 1900 <= year <= 2100:
        return None
    if day is None:
        return f"{year:04}-{month:02}"
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    longest = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= longest else None
