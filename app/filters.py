"""Filters over the ratings table: everyday words understood by the schemes, or refused by name."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, get_args

from app.errors import BadSetting
from ingest.imports.values import read_day_or_none
from ingest.models import Cell, Measure, Record
from ingest.schemes import Schemes, load_schemes

CellState = Cell | Literal["derived"]
"""How a value is there, or why it is not: what is derived is not legible in the source."""
TABLE_MEASURES: tuple[Measure, ...] = ("overall_rating", "score", "rating")
"""What the ratings table shows unless other measures are asked for."""
_STATES: tuple[CellState, ...] = (*get_args(Cell), "derived")
_ALIKE = 60
"""Likeness (0-100) of a word to a known one that is then suggested: "Stafing", "Inadequat"."""
_ISO = re.compile(r"20\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_LIMIT = re.compile(r"(?P<sign>>=|<=|>|<|=|≥|≤)?\s*(?P<number>\d{1,4})")
_SPAN = re.compile(r"(?P<low>\d{1,4})\s*(?:-|–|to)\s*(?P<high>\d{1,4})")
_OUT_OF = re.compile(r"\s*(?:/|out\s+of|of)\s*(\d{1,4})$")


class Score(NamedTuple):
    """Composite scores from the lowest to the highest, both ends included."""

    low: float
    high: float
    out_of: int | None = None
    """The maximum that they are out of; None for any."""

    def holds(self, score: float, out_of: float | None) -> bool:
        """Whether a score is one of them."""
        return self.low <= score <= self.high and self.out_of in (None, out_of)


class Selection(Record):
    """Filters over facts; an empty one lets everything pass."""

    places: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    """Keys of standards."""
    ratings: tuple[str, ...] = ()
    """The scale's own words."""
    measures: tuple[Measure, ...] = TABLE_MEASURES
    dates: tuple[str, ...] = ()
    """ISO; a date of the table fits where one of the two is the beginning of the other."""
    schemes: tuple[str, ...] = ()
    """Names of schemes."""
    cells: tuple[CellState, ...] = ()
    scores: tuple[Score, ...] = ()


class Typed(NamedTuple):
    """Filters as somebody typed them."""

    places: Sequence[str] = ()
    regions: Sequence[str] = ()
    standards: Sequence[str] = ()
    ratings: Sequence[str] = ()
    measures: Sequence[str] = ()
    dates: Sequence[str] = ()
    schemes: Sequence[str] = ()
    cells: Sequence[str] = ()
    scores: Sequence[str] = ()


def read_selection(typed: Typed) -> Selection:
    """The filters, understood; raises BadSetting for a word that means nothing, with the nearest
    one that does.
    """
    schemes = load_schemes()
    return Selection(
        places=tuple(typed.places),
        regions=tuple(schemes.region(region) or region for region in typed.regions),
        standards=tuple(_standard(word, schemes) for word in typed.standards),
        ratings=tuple(_rating(word, schemes) for word in typed.ratings),
        measures=tuple(_measure(word) for word in typed.measures) or TABLE_MEASURES,
        dates=tuple(_date(word) for word in typed.dates),
        schemes=tuple(name for word in typed.schemes for name in _schemes(word, schemes)),
        cells=tuple(_cell(word) for word in typed.cells),
        scores=tuple(_score(word) for word in typed.scores),
    )


def _standard(word: str, schemes: Schemes) -> str:
    known = {each.key: each for scheme in schemes.schemes for each in scheme.standards}
    bare = _bare(word)
    key = bare if bare in known else schemes.match_standard(word)
    if key is None:
        raise _unknown("standard", word, sorted(known))
    return key


def _rating(word: str, schemes: Schemes) -> str:
    for scheme in schemes.schemes:
        for rating in scheme.ratings:
            if word.casefold() in {each.casefold() for each in (rating.word, *rating.synonyms)}:
                return rating.word
    raise _unknown(
        "rating", word, [rating.word for scheme in schemes.schemes for rating in scheme.ratings]
    )


def _measure(word: str) -> Measure:
    for measure in get_args(Measure):
        if _bare(word) == measure:
            return measure  # type: ignore[no-any-return]  # get_args has no types
    raise _unknown("measure", word, get_args(Measure))


def _cell(word: str) -> CellState:
    for state in _STATES:
        if _bare(word) == state:
            return state
    raise _unknown("state of a cell", word, _STATES)


def _date(word: str) -> str:
    """The date as ISO, at the precision that was typed: a year, a month or a day."""
    bare = word.strip()
    found = read_day_or_none(bare) or bare
    if not _ISO.fullmatch(found):
        raise BadSetting(
            f"{word!r} is no date. Write 2024, 2024-10 or 2024-10-10; “October 2024” and "
            "10/10/2024 (day first) are understood."
        )
    return found


def _schemes(word: str, schemes: Schemes) -> tuple[str, ...]:
    """The schemes that a word names: by name, by title, or by a year in the name."""
    names = tuple(each.name for each in schemes.schemes)
    bare = word.strip().casefold()
    exact = [e.name for e in schemes.schemes if bare in (e.name.casefold(), e.title.casefold())]
    found = exact or [name for name in names if bare in name.split("-") and bare.isdigit()]
    if not found:
        raise _unknown("scheme", word, names)
    return tuple(found)


def _score(word: str) -> Score:
    bare = word.strip()
    total = _OUT_OF.search(bare)
    out_of = int(total[1]) if total else None
    bare = bare[: total.start()] if total else bare
    if found := _SPAN.fullmatch(bare):
        low, high = int(found["low"]), int(found["high"])
        if low <= high:
            return Score(low, high, out_of)
    elif found := _LIMIT.fullmatch(bare):
        number = int(found["number"])
        return {
            ">=": Score(number, float("inf"), out_of),
            "≥": Score(number, float("inf"), out_of),
            ">": Score(number + 1, float("inf"), out_of),
            "<=": Score(0, number, out_of),
            "≤": Score(0, number, out_of),
            "<": Score(0, number - 1, out_of),
        }.get(found["sign"], Score(number, number, out_of))
    raise BadSetting(f"{word!r} is no score. Write 3, 3/21, 2-4, “>=4” or “<10” (in quotes).")


def _bare(word: str) -> str:
    return word.strip().casefold().replace(" ", "_").replace("-", "_")


def _unknown(what: str, word: str, known: Iterable[str]) -> BadSetting:
    """What is said of a word that nothing bears: the nearest known one, and all of them."""
    from rapidfuzz import process

    words = list(dict.fromkeys(known))
    plain = {_bare(each): each for each in words}
    near = process.extractOne(_bare(word), list(plain), score_cutoff=_ALIKE)
    meant = f" Did you mean {plain[near[0]]}?" if near else ""
    return BadSetting(f"There is no {what} {word!r}.{meant} Known are: {', '.join(words)}.")
