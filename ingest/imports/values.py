"""What single cells of a ratings table say: ratings, scores, percentages and dates."""

import re
from typing import NamedTuple

from ingest.facts.days import iso
from ingest.imports.columns import load_vocabulary, nearest, plain
from ingest.models import Cell as State
from ingest.readers.sheet import shown
from ingest.schemes import Rating, Scheme

_LEAST_ALIKE = 60
"""Likeness (0-100) of a word to the rating that it is asked about: "Goood", "Requires improv."."""

_RATED = re.compile(r"^(?P<words>[a-z][a-z ]*?)[\s(,:=–-]+(?P<points>\d)\)?$")
_POINTS = re.compile(r"^(?P<points>\d)[\s(,:=–-]+(?P<words>[a-z][a-z ]*?)\)?$")
_SCORE = re.compile(r"^(-?\d{1,4})(?:\.0+)?\s*(?:(?:/|out\s+of|of)\s*(\d{1,3}))?$")
_PERCENT = re.compile(r"^(-?\d{1,3}(?:[.,]\d+)?)\s*(%|per\s?cent)?$")
_WEEKDAY = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+", re.IGNORECASE
)
_MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?Z?$")
_DAY = re.compile(r"^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})$")
_MONTH = re.compile(r"^(\d{4})-(0[1-9]|1[0-2])$")
_SHORT_YEAR = re.compile(r"^((?:\d{1,2}\s+)?[A-Za-z]{3,9})\s+(\d{2})$")


class BadCell(ValueError):
    """A cell that cannot be read; its message goes after the name of the cell."""


class Value(NamedTuple):
    """What a cell says, as facts have it."""

    value: str | None
    number: float | int | None
    out_of: int | None = None
    state: State = "legible"


def state_of(text: str) -> State | None:
    """What a cell without a value says of itself ("n/a"); None for other words."""
    words = load_vocabulary()
    bare = plain(text)
    return next((state for state, names in words.cells.items() if bare in names), None)


def is_blank(text: str) -> bool:
    """Whether a cell says nothing."""
    return not text or text in load_vocabulary().blank


def read_rating(text: str, scheme: Scheme) -> Value:
    """A rating by its word, a synonym or its points; raises BadCell for anything else."""
    if state := state_of(text):
        return Value(None, None, state=state)
    bare = plain(text)
    if re.fullmatch(r"\d(?:\.0+)?", bare):
        return _of(_by_points(int(float(bare)), scheme))
    found = _RATED.match(bare) or _POINTS.match(bare)
    rating = _by_word(found["words"] if found else bare, scheme)
    if rating is None:
        words = {w: r.word for r in scheme.ratings for w in (r.word, *r.synonyms)}
        near = nearest(text, words, _LEAST_ALIKE)
        hint = f"did you mean {words[near]}?" if near else f"it knows {_scale(scheme)}"
        raise BadCell(f"{shown(text)} is no rating of {scheme.name}; {hint}")
    if found and int(found["points"]) != rating.points:
        raise BadCell(f"{shown(text)}: {rating.word} is {rating.points}, not {found['points']}")
    return _of(rating)


def read_score(text: str, scheme: Scheme, out_of: int | None = None) -> Value:
    """A composite score: "3", "3/21", "3 out of 21"; raises BadCell for anything else."""
    if state := state_of(text):
        return Value(None, None, state=state)
    found = _SCORE.match(plain(text))
    if not found:
        hint = " (a date? format the column as text)" if read_day_or_none(text) else ""
        raise BadCell(f"{shown(text)} is no score; write 3 or 3/{scheme.composite_max}{hint}")
    if out_of and found[2] and int(found[2]) != out_of:
        raise BadCell(
            f"{shown(text)} is out of {found[2]}, but the column is headed out of {out_of}"
        )
    number, most = int(found[1]), int(found[2] or out_of or scheme.composite_max)
    if most != scheme.composite_max:
        raise BadCell(
            f"{shown(text)} is out of {most}, but scores of {scheme.name} are out of "
            f"{scheme.composite_max}"
        )
    if not 0 <= number <= most:
        raise BadCell(f"{shown(text)} is not between 0 and the maximum of {most}")
    return Value(f"{number}/{most}", number, most)


def score_maximum(text: str) -> int | None:
    """The maximum that a score names ("3/21" gives 21); None where it names none."""
    found = _SCORE.match(plain(text))
    return int(found[2]) if found and found[2] else None


def read_percent(text: str) -> Value:
    """A percentage, 0 to 100: "43%", "43"; raises BadCell for anything else."""
    if state := state_of(text):
        return Value(None, None, state=state)
    found = _PERCENT.match(plain(text))
    if not found:
        raise BadCell(f"{shown(text)} is no percentage; write 43%")
    number = float(found[1].replace(",", "."))
    if not 0 <= number <= 100:
        raise BadCell(f"{shown(text)} is not between 0 and 100%")
    if 0 < number <= 1 and not found[2] and not number.is_integer():
        raise BadCell(f"{shown(text)} could be a share or a percentage; write {number:.0%}")
    return Value(f"{number:g}%", plain_number(number))


def read_day(text: str) -> str:
    """A date as ISO at the precision that is given, day before month; raises BadCell."""
    found = read_day_or_none(text)
    if found is None:
        if re.fullmatch(r"\d{5}(?:\.\d+)?", text):
            raise BadCell(f"{shown(text)} is a number; format the column as dates")
        raise BadCell(
            f"{shown(text)} is not a day of the calendar; write 10 October 2024, 10/10/2024 "
            "(day first) or 2024-10-10"
        )
    return found


def read_day_or_none(text: str) -> str | None:
    """The date as ISO, or None."""
    bare = _WEEKDAY.sub("", _MIDNIGHT.sub("", text.strip()))
    if _MONTH.match(bare):
        return bare
    if found := _DAY.match(bare):
        return iso(f"{found[1]}/{found[2]}/{_year(found[3])}")
    if re.fullmatch(r"[\d\w]+(?:-[\d\w]+)+", bare) and re.search(r"[A-Za-z]", bare):
        bare = bare.replace("-", " ")
    if found := _SHORT_YEAR.match(bare):
        bare = f"{found[1]} {_year(found[2])}"
    return iso(bare)


def plain_number(number: float) -> float | int:
    """The number, whole where it is whole."""
    return int(number) if float(number).is_integer() else number


def _year(digits: str) -> str:
    """Two digits are a year of this century: inspections of the last one have no ratings."""
    return digits if len(digits) == 4 else f"20{digits}"


def _of(rating: Rating) -> Value:
    return Value(rating.word, rating.points)


def _by_word(bare: str, scheme: Scheme) -> Rating | None:
    for rating in scheme.ratings:
        if bare in {plain(word) for word in (rating.word, *rating.synonyms)}:
            return rating
    return None


def _by_points(points: int, scheme: Scheme) -> Rating:
    for rating in scheme.ratings:
        if rating.points == points:
            return rating
    raise BadCell(f"“{points}” are the points of no rating; it knows {_scale(scheme)}")


def _scale(scheme: Scheme) -> str:
    return ", ".join(f"{rating.word} ({rating.points})" for rating in scheme.ratings)
