"""Initials: the large letter that a paragraph may begin with, beside its first two lines or more.

Its own line is one of those that it stands beside, but it is read before the first of them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.readers.pdf_words import PdfWord

_LARGE = 1.7
"""Size of an initial against the words beside it, at least."""
_LINES = 6
"""Lines that an initial pushes aside, at most."""
_CAPITAL = 0.68
"""Height of a capital in sizes of type."""
_ABOVE = 1.2
"""Sizes of type by which the first line may stand above the box of its initial."""
_BELOW = 0.3
"""Sizes of type by which an initial may reach less deep than the last line beside it."""
_GAP = 1.2
"""Sizes of the initial between it and the words, at most."""
_EDGE = 1.5
"""Points by which lines that begin at one edge may differ."""
_OVER = 0.25
"""Sizes of type by which words may reach under an initial."""
_TIGHT = 0.5
"""Sizes of type between an initial and the only line beside it, at most."""
_QUOTES = "“‘\"'"


def with_initials(words: Sequence[PdfWord]) -> list[PdfWord]:
    """The words of a page with each initial as the beginning of the first line beside it."""
    large = [word for word in words if not word.turn and _is_capital(word.text)]
    lines = _by_baseline(words) if large else {}
    out = list(words)
    for initial in large:
        first = _first(initial, lines)
        if first is None or first not in out or initial not in out:
            continue
        at = out.index(first)
        if initial.spaced or _is_word(initial.text, first.text, words):
            out[out.index(initial)] = replace(
                initial, baseline=first.baseline, size=first.size, top=first.top, spaced=True
            )
            continue
        out[at] = replace(first, text=initial.text + first.text, x0=initial.x0)
        out.remove(initial)
    return out


def _is_capital(text: str) -> bool:
    letter = text.lstrip(_QUOTES)
    return len(letter) == 1 and letter.isalpha() and letter.isupper()


def _by_baseline(words: Sequence[PdfWord]) -> dict[float, list[PdfWord]]:
    """The words that run across, by baselines rounded to half a point."""
    lines: defaultdict[float, list[PdfWord]] = defaultdict(list)
    for word in words:
        if not word.turn:
            lines[round(2 * word.baseline) / 2].append(word)
    return lines


def _first(initial: PdfWord, lines: Mapping[float, Sequence[PdfWord]]) -> PdfWord | None:
    """The word that an initial is read before; None for a capital that pushes no lines aside."""
    beside = []
    for baseline in sorted(lines):
        word = _nearest(initial, lines[baseline])
        if word is not None:
            beside.append(word)
    whole = [word for word in beside if _overlaps(initial, word)]
    if not 1 <= len(whole) <= _LINES:
        return None
    edge = whole[-1].x0
    pushed = [word for word in beside if abs(word.x0 - edge) <= _EDGE]
    if len(pushed) > _LINES or any(word not in pushed for word in whole[1:]):
        return None
    first = pushed[0] if whole[0] in pushed else whole[0]
    if len(whole) == 1:
        return first if first.x0 - initial.x1 < _TIGHT * first.size and _goes_on(first) else None
    return first if _goes_on(first) else None


def _nearest(initial: PdfWord, line: Sequence[PdfWord]) -> PdfWord | None:
    """The first word of a line right of an initial, and near it."""
    size = max(word.size for word in line)
    if size * _LARGE > initial.size:
        line = [word for word in line if word.size * _LARGE <= initial.size]
    right = [word for word in line if word.x1 > initial.x0]
    first = min(right, key=lambda word: word.x0, default=None)
    if first is None or first.x0 - initial.x1 > _GAP * initial.size:
        return None
    high = initial.top - _ABOVE * first.size
    if not high < first.baseline <= initial.baseline + _BELOW * first.size:
        return None
    # Some programs forget to push the first line aside: it is printed over its initial.
    over = abs(first.x0 - initial.x0) <= _EDGE and _overlaps(initial, first)
    return first if over or first.x0 >= initial.x1 - _OVER * first.size else None


def _overlaps(initial: PdfWord, word: PdfWord) -> bool:
    return word.baseline > initial.baseline - _CAPITAL * initial.size


def _goes_on(word: PdfWord) -> bool:
    """Whether a word goes on with an initial: in small letters, or in capitals as some do."""
    return word.text[:1].islower() or (word.text.isupper() and word.text.isalpha())


def _is_word(initial: str, rest: str, words: Sequence[PdfWord]) -> bool:
    """Whether a capital is a word of its own ("A", "I"), by the other words of the page."""
    if initial.lstrip(_QUOTES) not in ("A", "I"):
        return False
    known = {word.text.strip(".,;:()").casefold() for word in words if not _is_capital(word.text)}
    seen = sum(word.text.casefold() == rest.casefold() for word in words) > 1
    return seen and (initial + rest).casefold() not in known
