"""The words of blocks and cells as pieces for the notation: line ends, hyphens, footnote marks."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.readers.notation import Fill, Mark, Part, Piece
from ingest.readers.pdf_lines import Line, space_between
from ingest.readers.pdf_words import PdfWord
from ingest.readers.text import SUPERSCRIPTS

_BROKEN = re.compile(r"([^\W\d_]+)[-\u00ad]$")
_GOES_ON = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"(?:www\.|https?://|\w\.(?:gov|org|com|co|ac|net)\b)")
_BREAKS = re.compile(r"[/_=?&.~%#-]$")
_MARKS = re.compile(r"^\d{1,3}(?:[,;]\d{1,3})*[,;]?$")
_UNITS = frozenset({"m", "km", "cm", "mm", "ft"})
_RAISED = re.compile(rf"(?<=[^\W\d_.,;:!?)\]'’”\"])?[{SUPERSCRIPTS}]+$")
_PREFIXES = frozenset(
    (
        *("anti", "co", "cross", "de", "ex", "half", "high", "inter", "long", "low", "mid"),
        *("multi", "near", "non", "on", "over", "part", "post", "pre", "pro", "re", "self", "semi"),
        *("short", "sub", "well"),
    )
)
_COMPOUNDING = frozenset(
    (
        *("cross", "ex", "half", "high", "long", "low", "mid", "non", "post", "self", "semi"),
        *("short", "well", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        *("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
    )
)
"""Those that are seldom written together with the word behind them, and numbers."""
_ENDING = re.compile(
    r"(?:ages?|e[dnr]|en?ed|ered|ers?|est|ing|ings|ish|ly|ness|teens?|teenth|tieth|ty)"
)
"""What is no word behind such a one, but its ending."""


class Hyphens:
    """What to do with the hyphen at the end of a line, by the words of the whole document."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.words: Counter[str] = Counter()
        self.compounds: Counter[str] = Counter()
        self.broken: list[tuple[str, str]] = []
        ends = ""
        for line in lines:
            text = line.text.lower()
            opening = _GOES_ON.match(text)
            cut = bool(ends and opening)
            if ends and opening:
                self.broken.append((ends, opening[0]))
            broken = _BROKEN.search(text)
            ends = broken[1] if broken else ""
            inner = text[: broken.start()] if broken else text
            if cut and opening:
                # What a line end cut off is no word by itself.
                inner = inner[opening.end() :]
            self.compounds.update(_COMPOUND.findall(inner))
            self.words.update(_WORD.findall(inner))
        self.heads = Counter(each.split("-")[0] for each in self.compounds)
        self.tails = Counter(each.split("-")[-1] for each in self.compounds)
        known = sum(1 for first, second in self.broken if self.words[first + second])
        self.soft_by_default = known > 0.3 * len(self.broken) > 0

    def soft(self, first: str, second: str) -> bool:
        """Whether the hyphen between the end of a line and the next is there for the line alone."""
        first, second = first.lower(), second.lower()
        whole, compound = self.words[first + second], self.compounds[f"{first}-{second}"]
        if whole or compound:
            return whole > compound
        if not self.soft_by_default:
            return False
        if first in _COMPOUNDING:
            return bool(_ENDING.fullmatch(second))
        if first in _PREFIXES:
            return not self.words[second] or not self.heads[first]
        return not (self.heads[first] and self.tails[second])


def pieces_of(lines: Iterable[Sequence[PdfWord]], hyphens: Hyphens) -> list[Piece]:
    """The words of some lines one after the other, with white space between them."""
    out: list[Piece] = []
    last: PdfWord | None = None
    for words in lines:
        opening = True
        for word in words:
            if word.fill is not None:
                out.append(Fill(word.fill, word.box))
                continue
            space = False
            if last is not None and opening:
                space = _line_end(last, word, out, hyphens)
            elif last is not None:
                space = space_between(last, word) and not (word.raised and not last.spaced)
            _add(out, word, space)
            last, opening = word, False
    return out


def _add(out: list[Piece], word: PdfWord, space: bool) -> None:
    before = " " if space else ""
    if word.raised and _MARKS.match(word.text) and not _unit(out):
        out.extend(Mark(int(number)) for number in re.findall(r"\d+", word.text))
        return
    text, marks = word.text, ""
    if match := _RAISED.search(text):
        text, marks = text[: match.start()], match[0]
    if text:
        out.append(Part(before + text, word.box))
    if marks:
        out.append(Mark(int("".join(str(SUPERSCRIPTS.index(char)) for char in marks))))


def _unit(out: Sequence[Piece]) -> bool:
    last = out[-1] if out else None
    return isinstance(last, Part) and last.text.strip() in _UNITS


def _line_end(last: PdfWord, word: PdfWord, out: list[Piece], hyphens: Hyphens) -> bool:
    """Whether a space stands for a line end; a soft hyphen before it is taken away."""
    part = out[-1] if out else None
    broken = _BROKEN.search(last.text)
    if broken and word.text[:1].isalpha() and isinstance(part, Part):
        opening = _GOES_ON.match(word.text)
        certain = last.text.endswith("\u00ad")
        lower = word.text[:1].islower() and not _ADDRESS.search(last.text)
        if certain or (lower and opening and hyphens.soft(broken[1], opening[0])):
            out[-1] = part._replace(text=part.text[:-1])
        return False
    if last.text.endswith("-") and len(last.text) > 1:
        return False
    return not (_ADDRESS.search(last.text) and _BREAKS.search(last.text) and _web(last, word))


def _web(last: PdfWord, word: PdfWord) -> bool:
    """Whether an address goes on after a line end: it was broken at one of its signs."""
    return not last.text.endswith(".") or bool(_BREAKS.search(word.text)) or "/" in word.text


def marks_in(words: Iterable[PdfWord]) -> list[int]:
    """Numbers of the footnotes that words point to."""
    return [
        int(number)
        for word in words
        if word.raised and _MARKS.match(word.text)
        for number in re.findall(r"\d+", word.text)
    ]
