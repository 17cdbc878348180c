"""Superior figures of a font: raised marks whose size and height a PDF does not tell.

A font may have small raised figures of its own. A file then shows them in the size and on the line
of the words beside them; only their narrowness tells them from the figures of numbers.
"""

from collections.abc import Sequence

from ingest.readers.pdf_glyphs import Glyph

_OF_FIGURES = 0.72
"""Width of a superior figure against the widest figure of its font and size, at most."""
_OF_LETTERS = 0.64
"""The same against the letter n, where the page has no other figures of the font."""
_NEAR = 0.16
"""Shares of the size between a mark and the word that it belongs to, at most."""
_APART = 0.02
"""The same between the mark of a note and its first word, at least: none parts "3D"."""
_SMALL = 0.6
_RISE = 0.35
_LONGEST = 3
_IN_NUMBERS = ".,:"
"""What stands between the figures of one number: of decimals, thousands, hours and sections."""


def with_superiors(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs with superior figures as small and as high as they look."""
    narrow = _narrow(glyphs)
    out = list(glyphs)
    for start, end in _runs(glyphs, narrow):
        if _in_number(glyphs, start):
            continue
        before = glyphs[start - 1] if start else None
        behind = glyphs[end] if end < len(glyphs) else None
        follows = before is not None and _touches(before, glyphs[start]) and _ends(before)
        leads = not follows and behind is not None and _leads(glyphs[end - 1], behind)
        if end - start <= _LONGEST and (follows or leads):
            out[start:end] = [_raised(glyph) for glyph in glyphs[start:end]]
    return out


def _narrow(glyphs: Sequence[Glyph]) -> list[bool]:
    """Which glyphs are figures much narrower than the figures or letters of their font."""
    figures: dict[str, float] = {}
    letters: dict[str, float] = {}
    for glyph in glyphs:
        if glyph.turn == 0 and glyph.size > 0:
            kind = figures if glyph.text.isdigit() else letters if glyph.text == "n" else None
            if kind is not None:
                width = (glyph.x1 - glyph.x0) / glyph.size
                kind[glyph.font] = max(kind.get(glyph.font, 0.0), width)
    out = []
    for glyph in glyphs:
        width = (glyph.x1 - glyph.x0) / glyph.size if glyph.size > 0 else 1.0
        most = min(_OF_LETTERS * letters.get(glyph.font, 0.0), 1.0)
        most = max(most, _OF_FIGURES * figures.get(glyph.font, 0.0))
        out.append(glyph.turn == 0 and glyph.text.isdigit() and 0 < width < most)
    # No mark stands right before a figure: one that does is as narrow as its font makes it.
    own = {
        _shape(glyph)
        for glyph, behind, yes, more in zip(glyphs, glyphs[1:], out, out[1:], strict=False)
        if yes and not more and behind.text.isdigit() and _touches(glyph, behind, _APART)
    }
    return [yes and _shape(glyph) not in own for glyph, yes in zip(glyphs, out, strict=True)]


def _shape(glyph: Glyph) -> tuple[str, str, float]:
    """A figure of a font by its width in sizes of type."""
    return glyph.font, glyph.text, round((glyph.x1 - glyph.x0) / glyph.size, 2)


def _runs(glyphs: Sequence[Glyph], narrow: Sequence[bool]) -> list[tuple[int, int]]:
    """Where figures that are all narrow stand together: the first, and the one behind the last."""
    out: list[tuple[int, int]] = []
    for i, yes in enumerate(narrow):
        if yes and out and out[-1][1] == i and _touches(glyphs[i - 1], glyphs[i]):
            out[-1] = (out[-1][0], i + 1)
        elif yes:
            out.append((i, i + 1))
    return [
        (a, b)
        for a, b in out
        if not any(
            0 <= i < len(glyphs) and glyphs[i].text.isdigit() and not narrow[i] for i in (a - 1, b)
        )
    ]


def _in_number(glyphs: Sequence[Glyph], start: int) -> bool:
    """Whether a figure goes on with a number: "3.1", "2,111", "10:11" are no marks behind a stop.

    Where a font has figures of unlike widths its 1 is as narrow as a mark, so width says nothing.
    """
    if start < 2:
        return False
    figure, stop = glyphs[start - 2 : start]
    level = _touches(figure, stop) and _touches(stop, glyphs[start])
    return level and figure.text.isdigit() and stop.text in _IN_NUMBERS


def _touches(last: Glyph, glyph: Glyph, most: float = _NEAR) -> bool:
    level = abs(last.baseline - glyph.baseline) < 0.05 * glyph.size
    return level and -_NEAR < (glyph.x0 - last.x1) / glyph.size < most


def _ends(glyph: Glyph) -> bool:
    """Whether a glyph may stand before the mark of a footnote: a letter, or a stop or bracket."""
    return glyph.text.isalpha() or glyph.text in ".,;:!?)]'\"’”"


def _leads(mark: Glyph, word: Glyph) -> bool:
    """Whether a mark opens a note: a word follows it, close but not as close as in "3D"."""
    gap = (word.x0 - mark.x1) / mark.size
    return word.text.isalpha() and _touches(mark, word) and gap > _APART


def _raised(glyph: Glyph) -> Glyph:
    rise = _RISE * glyph.size
    return glyph._replace(size=_SMALL * glyph.size, baseline=glyph.baseline - rise)
