"""Words of a page of a PDF, put together from its glyphs, with what is drawn beside them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.models import Box
from ingest.readers.pdf_glyphs import Glyph
from ingest.readers.pdf_superiors import with_superiors

_GAP_WITH_SPACES = 0.3
"""Shares of the size of type: a wider gap parts two words, where the text has spaces as well."""
_GAP_ALONE = 0.17
"""The same where a page has no spaces at all, as LaTeX sets it: its narrowest is 0.22."""
_SPACED = 0.05
"""Share of spaces among the glyphs of a page that writes them."""
_LEVEL = 0.12
"""Share of the size by which two glyphs of one word may stand higher or lower."""
_OVERPRINT = 0.1
"""Share of the size within which the same glyph again is bold type made by printing it twice."""
_SMALLER = 0.87
"""Size of a raised mark as a share of the word it belongs to, at most."""
_INITIAL = 0.55
"""Size of words beside an initial as a share of its own, at most: none of them is its mark."""
_RISE = (0.12, 0.85)
"""By which share of that word's size a mark is raised."""
_FAR_OFF = 0.3
"""Shares of its host's size by which a mark stands off its line that is as large as it."""
_FEW = 3
_LOWERED = (0.05, 0.6)
"""The same of a lowered one, downwards."""
_LONGEST_MARK = 6
"""Glyphs of a raised mark, or of the number of an item."""
_AFTER_MARK = 0.1
"""Shares of the size between the number of an item and its words, at least."""
_MARK = re.compile(r"\(?\d{1,3}[.)]|•")

_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\u2010": "-",
    "\u2011": "-",
}
SYMBOLS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf0fb": "✗",
    "\uf0fe": "✓",
    "\uf0fd": "✗",
    "\uf02d": "–",
    "\uf076": "❖",
    "\uf0a8": "◦",
}
"""What Symbol and Wingdings mean by the private codes under which Word prints them."""
_DINGBATS = {"3": "✓", "4": "✔", "5": "✗", "6": "✗", "7": "✗", "8": "✘", "n": "■"}
_WINGDINGS = {"x": "✗", "o": "◦", "n": "■"}
"""What the letters of these fonts print, where a file says nothing better; most are bullets."""
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\x00]")


@dataclass(frozen=True, slots=True)
class PdfWord:
    """A word, or a drawn fill that stands among words."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    page: int
    bold: bool = False
    italic: bool = False
    colour: str | None = None
    raised: bool = False
    """A small word above the line: the mark of a footnote, or the ending of "1st"."""
    spaced: bool = False
    """A space stands behind it."""
    turn: int = 0
    """0 for words that run to the right, 1 for such that run up the page, -1 for down."""
    artifact: bool = False
    struck: bool = False
    fill: str | None = None
    """Colour of a fill; None for words."""
    cell: bool = False
    """A fill that means something in the cell of a table alone: elsewhere it is decoration."""

    @property
    def box(self) -> Box:
        """Its place as readers give it."""
        places = (round(value, 2) for value in (self.x0, self.top, self.x1, self.bottom))
        return Box(self.page, *places)

    @property
    def middle(self) -> float:
        """Half of its height, from the top of the page."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Half of its width, from the left of the page."""
        return (self.x0 + self.x1) / 2


def words_of(glyphs: Sequence[Glyph], page: int) -> list[PdfWord]:
    """The words of a page, in no certain order."""
    kept = with_superiors(_without_overprints(glyphs))
    spaces = sum(1 for glyph in kept if glyph.text.isspace())
    spaced = spaces > _SPACED * len(kept)
    limit = _GAP_WITH_SPACES if spaced else _GAP_ALONE
    words: list[PdfWord] = []
    run: list[Glyph] = []
    for glyph in kept:
        if glyph.text.isspace():
            if run:
                words.append(_word(run, page, spaced=True))
            elif words and _touches(words[-1], glyph):
                words[-1] = replace(words[-1], spaced=True)
            run = []
            continue
        if run and (not _goes_on(run[-1], glyph, limit) or _ends_mark(run, glyph)):
            words.append(_word(run, page))
            run = []
        run.append(glyph)
    if run:
        words.append(_word(run, page))
    return [word for word in words if word.text]


def clean(text: str) -> str:
    """The letters that a glyph stands for: ligatures taken apart, signs of symbol fonts named."""
    if text.isascii() and len(text) == 1:
        return text
    text = _INVISIBLE.sub("", text)
    return "".join(SYMBOLS.get(char, _LIGATURES.get(char, char)) for char in text)


def _letters(glyph: Glyph) -> str:
    """What a glyph stands for; a letter of a font of signs is a sign."""
    font = glyph.font.lower()
    if "dingbat" in font or "wingding" in font:
        signs = _DINGBATS if "dingbat" in font else _WINGDINGS
        return signs.get(glyph.text, "•") if glyph.text.isascii() else clean(glyph.text)
    return clean(glyph.text)


def _without_overprints(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Each glyph once: bold type is sometimes made by printing it twice, a hair apart."""
    kept: list[Glyph] = []
    seen: dict[tuple[str, int, int], list[int]] = {}
    for glyph in glyphs:
        if glyph.text.isspace():
            kept.append(glyph)
            continue
        column, row = int(glyph.x0 // 4), int(glyph.baseline // 4)
        near = _OVERPRINT * glyph.size
        twin = next(
            (
                i
                for x in {column, int((glyph.x0 - near) // 4), int((glyph.x0 + near) // 4)}
                for y in {
                    row,
                    int((glyph.baseline - near) // 4),
                    int((glyph.baseline + near) // 4),
                }
                for i in seen.get((glyph.text, x, y), ())
                if abs(kept[i].x0 - glyph.x0) <= near
                and abs(kept[i].baseline - glyph.baseline) <= near
            ),
            None,
        )
        if twin is not None:
            kept[twin] = kept[twin]._replace(bold=True)
            continue
        seen.setdefault((glyph.text, column, row), []).append(len(kept))
        kept.append(glyph)
    return kept


def _ends_mark(run: Sequence[Glyph], glyph: Glyph) -> bool:
    """Whether a run is the number of an item, set so close that hardly a gap parts its words."""
    if len(run) > _LONGEST_MARK or not glyph.text.isalpha():
        return False
    gap = glyph.x0 - run[-1].x1
    return gap > _AFTER_MARK * glyph.size and bool(_MARK.fullmatch("".join(g.text for g in run)))


def _goes_on(last: Glyph, glyph: Glyph, limit: float) -> bool:
    if (last.turn, last.artifact, last.struck) != (glyph.turn, glyph.artifact, glyph.struck):
        return False
    if last.turn:
        size = max(last.size, glyph.size)
        down = max(glyph.top - last.bottom, last.top - glyph.bottom)
        return abs(last.x0 - glyph.x0) < 0.5 * size and down < limit * size
    size = max(last.size, glyph.size)
    if abs(last.baseline - glyph.baseline) > _LEVEL * min(last.size, glyph.size):
        return False
    if min(last.size, glyph.size) < 0.8 * size and not _small_capitals(last, glyph):
        return False
    return -0.5 * size < glyph.x0 - last.x1 < limit * size


def _small_capitals(last: Glyph, glyph: Glyph) -> bool:
    return abs(last.baseline - glyph.baseline) < 0.01 * last.size and last.font == glyph.font


def _touches(word: PdfWord, space: Glyph) -> bool:
    near = abs(word.baseline - space.baseline) < 0.5 * max(word.size, space.size)
    return near and abs(space.x0 - word.x1) < 0.5 * word.size


def _word(run: Sequence[Glyph], page: int, *, spaced: bool = False) -> PdfWord:
    first = run[0]
    return PdfWord(
        text="".join(_letters(glyph) for glyph in run),
        x0=min(glyph.x0 for glyph in run),
        top=min(glyph.top for glyph in run),
        x1=max(glyph.x1 for glyph in run),
        bottom=max(glyph.bottom for glyph in run),
        baseline=first.baseline,
        size=max(glyph.size for glyph in run),
        page=page,
        bold=sum(glyph.bold for glyph in run) * 2 > len(run),
        italic=sum(glyph.italic for glyph in run) * 2 > len(run),
        colour=first.colour,
        spaced=spaced,
        turn=first.turn,
        artifact=first.artifact,
        struck=first.struck,
    )


def with_raised(words: Sequence[PdfWord]) -> list[PdfWord]:
    """The words with those marked that stand small and high beside a larger one."""
    words = list(words)
    order = sorted(range(len(words)), key=lambda i: words[i].baseline)
    lines = [words[i].baseline for i in order]
    for i, word in enumerate(words):
        if len(word.text) > _LONGEST_MARK or word.turn:
            continue
        start = bisect_left(lines, word.baseline - _LOWERED[1] * 3 * word.size)
        above = (words[k] for k in order[start : bisect_left(lines, word.baseline)])
        host = next((each for each in above if _lowers(each, word)), None)
        if host is not None:
            words[i] = replace(word, baseline=host.baseline)
            continue
        low = bisect_left(lines, word.baseline + 0.1 * word.size)
        high = bisect_right(lines, word.baseline + 2 * word.size)
        beside = [words[order[k]] for k in range(low, high) if order[k] != i]
        hosts = [each for each in beside if not each.raised and _carries(each, word)]
        if hosts:
            host = min(hosts, key=lambda each: abs(each.x1 - word.x0))
            if any(_is_stroke(each, word) for each in beside):
                words[words.index(host)] = replace(host, spaced=True)
                words[i] = replace(word, baseline=host.baseline)
                continue
            words[i] = replace(word, raised=True, baseline=host.baseline)
    return words


def _lowers(host: PdfWord, word: PdfWord) -> bool:
    """Whether a small word hangs below the end of another: the 2 of CO2, the foot of a fraction."""
    depth = (word.baseline - host.baseline) / host.size if host.size else 0
    if host.spaced or not (_is_small(host, word, depth) and _LOWERED[0] <= depth <= _LOWERED[1]):
        return False
    return word.text.isalnum() and abs(word.x0 - host.x1) < _LEVEL * host.size


def _is_stroke(word: PdfWord, top: PdfWord) -> bool:
    """Whether a word is the stroke of a fraction right behind its raised top."""
    return word.text[:1] in ("/", "\u2044") and abs(word.x0 - top.x1) < _LEVEL * word.size


def _is_small(host: PdfWord, word: PdfWord, off: float) -> bool:
    """Whether a word is set smaller than its host; one that touches it far off its line needs not
    be, since no line of text stands so near another."""
    if word.size <= _SMALLER * host.size:
        return True
    touches = not host.spaced and abs(word.x0 - host.x1) < _LEVEL * host.size
    return touches and off >= _FAR_OFF and word.size <= host.size and len(word.text) <= _FEW


def _carries(host: PdfWord, mark: PdfWord) -> bool:
    rise = (host.baseline - mark.baseline) / host.size if host.size else 0
    if not (_is_small(host, mark, rise) and _RISE[0] <= rise <= _RISE[1]):
        return False
    if len(host.text) == 1 and mark.size < _INITIAL * host.size:
        return False
    near = 0.6 * host.size
    return -0.2 * host.size < mark.x0 - host.x1 < near or 0 <= host.x0 - mark.x1 < near
