"""Ratings drawn as colours: which word the fill of a circle, star or badge stands for.

The document's own legend decides (a colour beside or around the word that it stands for), then the
palette of the schemes. A colour that neither knows stands for nothing: it is not legible.
"""

import math
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from ingest.schemes import load_schemes

_TOLERANCE = 26.0
"""Distance in RGB (0 to 441) within which two fills are one colour: printers shift them a little.

Half of the least distance between two colours of the palette is 49.
"""
_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)
_EDGES = " \t:=–—-.,;()"

RGB = tuple[int, int, int]


def rgb(colour: str) -> RGB | None:
    """The red, green and blue (0-255) of "#rrggbb" or "#rgb"; None for anything else."""
    found = _HEX.fullmatch(colour.strip())
    if found is None:
        return None
    digits = found[1] if len(found[1]) == 6 else "".join(2 * digit for digit in found[1])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def rating_of(words: str) -> str | None:
    """The rating that these words are, as the scheme spells it; None where they are another."""
    return _rating_words().get(" ".join(words.strip(_EDGES).split()).lower())


class Palette:
    """What each colour of one document stands for."""

    def __init__(self, legend: Iterable[tuple[str, str]] = ()) -> None:
        """`legend`: pairs of a colour ("#rrggbb") and the words beside or inside it."""
        self._known: dict[RGB, str] = {}
        unclear: set[RGB] = set()
        for colour, words in legend:
            value, rating = rgb(colour), rating_of(words)
            if value is None or rating is None:
                continue
            near = _nearest(value, self._known)
            if near is not None and self._known[near] != rating:
                unclear.add(near)
            self._known.setdefault(near or value, rating)
        told = set(self._known.values())
        for value, rating in _scheme_palette().items():
            if rating not in told and _nearest(value, self._known) is None:
                self._known[value] = rating
        for value in unclear:
            del self._known[value]

    def rating(self, colour: str) -> str | None:
        """The word of a rating that a fill stands for; None where nothing says."""
        value = rgb(colour)
        near = _nearest(value, self._known) if value is not None else None
        return self._known[near] if near is not None else None


def _nearest(value: RGB, known: Mapping[RGB, str]) -> RGB | None:
    """The known colour that this one is, shifted a little at most."""
    best = min(known, key=lambda each: math.dist(each, value), default=None)
    return best if best is not None and math.dist(best, value) <= _TOLERANCE else None


@lru_cache(maxsize=1)
def _rating_words() -> dict[str, str]:
    return {
        rating.word.lower(): rating.word
        for scheme in load_schemes().schemes
        for rating in scheme.ratings
    }


@lru_cache(maxsize=1)
def _scheme_palette() -> dict[RGB, str]:
    """The colours that the schemes give; a colour with two meanings among schemes has none."""
    found: dict[RGB, str] = {}
    for scheme in load_schemes().schemes:
        for rating in scheme.ratings:
            for colour in rating.colours:
                value = rgb(colour)
                if value is not None:
                    same = found.get(value, rating.word) == rating.word
                    found[value] = rating.word if same else ""
    return {value: word for value, word in found.items() if word}
