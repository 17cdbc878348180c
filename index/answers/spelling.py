"""Misspelt and run-together words of a question, repaired where only one thing can be meant."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import OSA

from index.answers.english import Word, words

_LEAST = 4
"""Letters of a word that may be repaired; shorter ones only where two letters changed places."""
_LONG = 9
"""Letters from which on two slips are allowed."""
_STRAY = 3
"""Uses below which a word that is not English may be a slip of the reports themselves."""
_PLAIN_USES = 20
"""Weight of a word that is put in for a stray word, or for a form of another word."""
_LEAST_USES = 2
"""Times that the reports must use a word before it is put in."""
_ENGLISH_FROM = 5
"""Letters of a word that may be repaired to a word of English that the reports do not use."""
_SWAP, _LOST, _SLIP, _SPLIT, _OTHER, _JOINED, _TWO = 0.5, 0.55, 0.6, 0.9, 1.0, 1.1, 2.0
"""What repairs cost: letters swapped; a letter lost or doubled; one put in; a lost space beside a
little word or a name; another letter; a lost space between two others; two slips."""
_FIRST = 0.2
"""What it costs besides where the first letter is another one."""
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ALIKE = ("aeiouy", "csz", "ckq", "gj", "mn", "vw", "bp", "dt")
"""Letters that are taken for each other, beside those that lie next to each other on the keys."""
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_SUFFIXES = ("s", "es", "ed", "d", "ing")

Repairs = tuple[tuple[str, str], ...]
"""What was typed, and what it was read as."""


class Lexicon(NamedTuple):
    """The words that a question may be made of."""

    uses: Mapping[str, int]
    """Lower-case words of the reports, and how often they use them."""
    asked: frozenset[str]
    """Words that questions are made of, whether the reports use them or not."""
    little: frozenset[str]
    """Words of grammar: what is put in for words of three letters, or left of a lost space."""
    names: frozenset[str]
    """Words of names of places, in lower case."""
    proper: Mapping[str, int]
    """Capitalised words of the reports, in lower case, and how often they stand there."""
    short: frozenset[str]
    """Abbreviations, in capitals."""
    spoken: Mapping[str, str]
    """Spellings of speech and lost apostrophes, and what they stand for."""
    is_english: Callable[[str], bool]


class Speller:
    """Repairs questions.

    A word that the reports use, that a name has or that is English is never touched: plain
    correction turns "addiction" into "addition".
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = lexicon
        weights: Counter[str] = Counter()
        for word, count in lexicon.uses.items():
            if count >= _LEAST_USES:
                weights[word] = count
        for word in lexicon.asked:
            weights[word] = max(weights[word], 30)
        for word in lexicon.little:
            weights[word] = max(weights[word], 200)
        self._common = dict(weights)
        self._proper = dict(lexicon.proper) | dict.fromkeys(lexicon.names, 60)
        self._by_first = _by_first(self._common | self._proper)
        self._proper_by_first = _by_first(self._proper)

    def repair(self, question: str) -> tuple[str, Repairs]:
        """The question with misspelt words put right, and what was put for what.

        Spellings of speech ("wot", "dont") are written out and not listed: they change no meaning.
        """
        repaired: list[tuple[str, str]] = []
        for word in reversed(words(question)):
            said = self._words.spoken.get(word.lower)
            best = said or self._best(word, question)
            if best is None:
                continue
            best = _cased(best, word, self._words)
            question = question[: word.start] + best + question[word.end :]
            if not said:
                repaired.append((word.text, best))
        return question, tuple(reversed(repaired))

    def _best(self, word: Word, question: str) -> str | None:
        lower = word.text.lower()
        if len(lower) < 3 or not lower.isascii() or not lower.isalpha() or self._known(word):
            return None
        if word.text.isupper() and len(word.text) <= 6:
            return self._abbreviation(word.text)
        capital = word.text[0].isupper() and not _opens(question, word.start)
        found = self._near(lower, capital)
        if self._doubtful(word):
            # It could be meant: only a plain slip of a word that is used all the time is mended.
            plain = [
                f
                for f in found
                if f[0] <= _SLIP and -f[1] >= _PLAIN_USES and not _inflected(lower, f[2])
            ]
            return min(plain)[2] if plain else None
        if capital and not found:
            found = [f for f in self._near(lower, False) if f[0] <= _SLIP]
        if split := self._split(lower, capital):
            found.append(split)
        if not capital and len(lower) >= _ENGLISH_FROM and not found:
            found += [(_SLIP, 0, other) for other in _slips(lower) if self._words.is_english(other)]
        return min(found)[2] if found else None

    def _known(self, word: Word) -> bool:
        lower = word.text.lower()
        if word.text in self._words.short or word.lower.upper() in self._words.short:
            return True
        whole = self._is_word(lower)
        return (whole or any(self._is_word(root) for root in _roots(lower))) and not (
            self._doubtful(word)
        )

    def _doubtful(self, word: Word) -> bool:
        """Whether a known word may be a slip all the same.

        A word that is not English and stands in the reports once or twice ("traning"), or one that
        is only a form of another word ("learing" of Lear). English words are left alone: "quiet"
        is one letter from "quite".
        """
        lower, lexicon = word.text.lower(), self._words
        if len(lower) < _ENGLISH_FROM or word.text[0].isupper():
            return False
        sure = (lexicon.asked, lexicon.little, lexicon.names, lexicon.proper)
        if any(lower in each for each in sure) or lexicon.is_english(lower):
            return False
        if self._is_word(lower):
            return lexicon.uses.get(lower, 0) < _STRAY
        return lower.endswith(("ed", "ing")) and any(map(self._is_word, _roots(lower)))

    def _is_word(self, lower: str) -> bool:
        lexicon = self._words
        sets = (lexicon.uses, lexicon.asked, lexicon.little, lexicon.names, lexicon.proper)
        return any(lower in each for each in sets) or lexicon.is_english(lower)

    def _near(self, lower: str, capital: bool) -> list[tuple[float, int, str]]:
        """The words within the slips allowed: cost, weight (negative to sort by), word."""
        weights = self._proper if capital else self._common
        index = self._proper_by_first if capital else self._by_first
        allowed = 2 if len(lower) >= _LONG else 1
        found = []
        for first in {lower[0], lower[1]}:
            for other in index.get(first, ()):
                if other == lower or abs(len(other) - len(lower)) > allowed:
                    continue
                if OSA.distance(lower, other, score_cutoff=allowed) > allowed:
                    continue
                cost = _cost(lower, other)
                if not self._allowed(lower, other, cost, capital):
                    continue
                weight = max(weights.get(other, 0), self._proper.get(other, 0))
                # The first letter is the one that is typed right.
                cost += _FIRST if other[0] != lower[0] else 0.0
                found.append((cost, -weight, other))
        return found

    def _allowed(self, lower: str, other: str, cost: float, capital: bool) -> bool:
        """Whether a near word may be put in: the shorter the word, the smaller the slip."""
        swapped = sorted(lower) == sorted(other)
        if cost > _OTHER and len(lower) < _LONG:
            return False
        if other[0] != lower[0] and not swapped:
            return False
        if len(lower) < _LEAST:
            named = capital and cost <= _SLIP and other in self._words.names
            halved = other == lower + lower[-1] and other in self._words.little
            return (swapped and other in self._words.little) or halved or named
        return not (capital and cost >= _OTHER and len(lower) < _LONG - 2)

    def _split(self, lower: str, capital: bool) -> tuple[float, int, str] | None:
        """Two words that lost the space between them ("aboutit", "Yorkshirereviewing")."""
        found = []
        for i in range(2, len(lower) - 1):
            left, right = lower[:i], lower[i:]
            if capital and left not in self._proper:
                continue
            weight = min(self._part(left), self._part(right) or self._joined(right))
            right = self._parted(right)
            little = {left, right} & (self._words.little | self._words.asked | self._words.names)
            if weight >= _LEAST_USES and (little or min(len(left), len(right)) >= _LEAST):
                # Of two long words one slip is likelier: "leadershop" is no shop of a leader's.
                grammar = {left, right} & (self._words.little | self._words.names) or " " in right
                found.append((_SPLIT if grammar else _JOINED, -weight, f"{left} {right}"))
        return min(found, default=None)

    def _parted(self, right: str) -> str:
        """The right half with its own lost space put back, where "and" joins it to a name."""
        return f"and {right[3:]}" if self._joined(right) else right

    def _joined(self, right: str) -> int:
        """How much "androtherham" weighs: a name behind "and"; 0 for anything else."""
        name = right.removeprefix("and") if right.startswith("and") else ""
        return self._proper.get(name, 0) if name in self._words.names else 0

    def _part(self, part: str) -> int:
        if len(part) < 3 and part not in self._words.little:
            return 0
        return max(self._common.get(part, 0), self._proper.get(part, 0))

    def _abbreviation(self, text: str) -> str | None:
        """An abbreviation with a letter too many, too few or in the wrong place: HPMPS."""
        near = [s for s in self._words.short if len(s) >= _LEAST and _cost(text, s) <= _SLIP]
        return near[0] if len(near) == 1 and len(text) >= _LEAST else None


def read_as(repairs: Repairs) -> tuple[str, ...]:
    """What was read for what was typed, in words."""
    return tuple(f"“{typed}” was read as {meant}." for typed, meant in repairs)


def _roots(lower: str) -> list[str]:
    """The words that this one may be a form of: "keyworker" of "keyworkers"."""
    roots = [lower[: -len(end)] for end in _SUFFIXES if lower.endswith(end)]
    if lower.endswith("d") and not lower.endswith("ed"):
        roots.remove(lower[:-1])
    if lower.endswith("es") and not lower.endswith(("ses", "xes", "zes", "hes", "oes")):
        roots.remove(lower[:-2])
    return [r for r in roots if len(r) >= _LEAST and not (lower.endswith("ss") or r[-2:] == "ee")]


def _inflected(one: str, other: str) -> bool:
    """Whether two words are forms of one: "summarise" and "summarised"."""
    return one.startswith(other) or other.startswith(one)


def _by_first(weights: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word in weights:
        found[word[0]].append(word)
    return dict(found)


def _cost(typed: str, meant: str) -> float:
    distance = OSA.distance(typed, meant, score_cutoff=2)
    if distance != 1:
        return _TWO * distance / 2 if distance else 0.0
    if len(typed) == len(meant) and sorted(typed) == sorted(meant):
        return _SWAP
    if len(typed) != len(meant):
        doubled = any(a == b for a, b in pairwise(typed))
        return _LOST if len(typed) < len(meant) or doubled else _SLIP
    one, other = next((a, b) for a, b in zip(typed, meant, strict=True) if a != b)
    return _OTHER if _confused(one.lower(), other.lower()) else _TWO


def _confused(one: str, other: str) -> bool:
    """Whether one letter is easily typed for the other: alike, or beside or above it."""
    if any(one in group and other in group for group in _ALIKE):
        return True
    places = {c: (row, at) for row, keys in enumerate(_ROWS) for at, c in enumerate(keys)}
    if one not in places or other not in places:
        return False
    (row, at), (row2, at2) = places[one], places[other]
    return abs(row - row2) <= 1 and abs(at - at2) <= 1


def _slips(word: str) -> set[str]:
    """The words that a swap, a letter doubled or lost would have made into this one."""
    swapped = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}
    doubled = {word[:i] + word[i + 1 :] for i in range(1, len(word)) if word[i] == word[i - 1]}
    lost = {word[:i] + c + word[i:] for i in range(1, len(word) + 1) for c in _ALPHABET}
    return swapped | doubled | lost


def _opens(question: str, start: int) -> bool:
    """Whether a word opens a sentence, where every word has a capital."""
    before = question[:start].rstrip(" \"'“‘(")
    return not before or before[-1] in ".!?:;-–—"


def _cased(best: str, word: Word, lexicon: Lexicon) -> str:
    """Names with their capitals, and a capital where one was typed."""
    if best.isupper():
        return best
    parts = best.split(" ")
    parts = [p.capitalize() if p in lexicon.names and p not in lexicon.uses else p for p in parts]
    if word.text[0].isupper():
        parts[0] = parts[0][0].upper() + parts[0][1:]
    return " ".join(parts)
