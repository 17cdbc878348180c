"""Finding phrases in a text as people say them: other forms of a word, small words between."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

import yaml

from ingest.models import Record

_TOKEN = re.compile(r"\w+(?:['’]\w+)*")
_JOINED = re.compile(r"[\s'\"‘’“”–-]*")
"""What may stand between two words of a phrase: no mark that ends a sentence or parts a clause."""
_CLITIC = re.compile(r"'(?:s|re|ve|ll|d|m)$")
_VOWEL = re.compile(r"[aeiouy]")
_BETWEEN = 2
"""Small words that may stand between two words of a phrase."""
_ANYBODY = "person"
"""The word whose class says as little as a pronoun where a phrase has enough others."""
_LONG = 4
"""Letters of a word that is enough to tell a phrase by."""


class _Lists(Record):
    """The contents of phrases.yaml."""

    pointing: frozenset[str]
    """Articles and pronouns: which of them a phrase is written with says nothing."""
    helping: frozenset[str]
    """What else may stand between the words of a phrase."""
    light: frozenset[str]
    """Words that tell nothing alone: a phrase of no others is taken as it stands."""
    irregular: dict[str, str]
    """The form that stands for each form of a word."""
    alike: dict[str, str]
    """The word that stands for each of those that phrases may put for one another."""


class Match(NamedTuple):
    """A phrase found in a text."""

    start: int
    end: int
    phrase: int
    """Its number in the book."""


class _Word(NamedTuple):
    """A word of a text, with its place in it."""

    lower: str
    base: str
    start: int
    end: int


class _Phrase(NamedTuple):
    """A phrase of several words, made ready."""

    number: int
    text: str
    bases: tuple[str, ...]
    gaps: tuple[int, ...]
    """How many small words may stand before each of the words but the first."""


class PhraseBook:
    """Phrases to look for in many texts; only those whose rarest word a text has are tried.

    Numbers go by the order, `literally` ones after the others: those are taken as they stand.
    """

    def __init__(self, phrases: Sequence[str], literally: Sequence[str] = ()) -> None:
        self._literal: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._loose: dict[str, list[_Phrase]] = defaultdict(list)
        ready = [*((p, _loosened(p)) for p in phrases), *((p, None) for p in literally)]
        common = Counter(base for _, parts in ready if parts for base in parts[0])
        for number, (phrase, parts) in enumerate(ready):
            if parts is None:
                self._literal[_first_word(phrase)].append((number, phrase))
            else:
                rarest = min(parts[0], key=lambda base: common[base])
                self._loose[rarest].append(_Phrase(number, phrase, *parts))

    def find(self, text: str) -> list[Match]:
        """Where each phrase stands for the first time, in the order of the phrases."""
        tokens = _words(text)
        starts = {part for word in tokens for part in _openings(word.lower)}
        found = [
            Match(*hit.span(), number)
            for start in starts & self._literal.keys()
            for number, phrase in self._literal[start]
            if (hit := literal(phrase).search(text))
        ]
        for base in {word.base for word in tokens} & self._loose.keys():
            found += _matches(text, tokens, self._loose[base])
        return sorted(found, key=lambda match: match.phrase)


@cache
def _lists() -> _Lists:
    data = yaml.safe_load((files("ingest") / "phrases.yaml").read_text(encoding="utf-8"))
    for key in ("pointing", "helping", "light"):
        data[key] = frozenset(data[key].split())
    forms = [line.split() for line in data["irregular"]]
    data["irregular"] = {form: same[0] for same in forms for form in same}
    alike = [line.split() for line in data["alike"]]
    data["alike"] = {word: same[0] for same in alike for word in same}
    return _Lists.model_validate(data)


@cache
def literal(phrase: str) -> re.Pattern[str]:
    """A phrase as it stands, or its plural; a hyphen or a space may part its words ("ex-forces").

    An abbreviation of two letters must be in capitals ("PO", not "po").
    """
    flags = 0 if len(phrase) == 2 and phrase.isupper() else re.IGNORECASE
    loose = re.escape(phrase).replace(r"\-", "[- ]").replace(r"\ ", "[- ]")
    return re.compile(rf"(?<!\w){loose}(?:s|'s)?(?!\w)", flags)


@lru_cache(maxsize=50_000)
def meant(word: str) -> str:
    """The base of a word, or of the one that phrases take for it: "officer" for "caseworkers"."""
    base = base_form(word)
    return _alike().get(base, base)


@cache
def _alike() -> dict[str, str]:
    return {base_form(word): base_form(first) for word, first in _lists().alike.items()}


@lru_cache(maxsize=50_000)
def base_form(word: str) -> str:
    """What the forms of a word share: "walk" for walks, walked, walking; "mov" for move, moving."""
    word = _CLITIC.sub("", word.lower().replace("’", "'"))
    word = _regular(_lists().irregular.get(word, word))
    return word[:-1] if len(word) > _LONG - 1 and word[-1] == word[-2] else word


def _regular(word: str) -> str:
    """The word without the ending of a plural, of a past or of a present participle."""
    if len(word) < _LONG or word in _lists().irregular:
        return word.removesuffix("e") if len(word) >= _LONG else word
    if word.endswith(("ies", "ied")) and len(word) > _LONG:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and _VOWEL.search(root) and not word.endswith("eed"):
            return root.removesuffix("e") if len(root) > _LONG - 2 else f"{root}e"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return word.removesuffix("e") if len(word) >= _LONG else word


def _words(text: str) -> list[_Word]:
    return [
        _Word(m.group().lower(), meant(m.group()), m.start(), m.end())
        for m in _TOKEN.finditer(text)
    ]


def _loosened(phrase: str) -> tuple[tuple[str, ...], tuple[int, ...]] | None:
    """The words of a phrase that count, and the gaps before them; None for one to take literally.

    Single words and abbreviations are: their forms mean other things ("stretch", "a stretched
    team"). So are phrases of light words alone ("to do", "let off").
    """
    words = _words(phrase)
    marks = _TOKEN.sub("", phrase)
    if len(words) < 2 or _JOINED.fullmatch(marks) is None:
        return None
    kept = [i for i, word in enumerate(words) if word.lower not in _lists().pointing]
    telling = [words[i] for i in kept if not _is_light(words[i])]
    others = [word for word in telling if not _is_anybody(word)]
    if len(others) > 1:
        kept = [i for i in kept if not _is_anybody(words[i])]
    long = any(len(word.lower) >= _LONG for word in telling)
    if len(kept) < 2 or not (long or len(telling) > 1):
        return None
    gaps = [max(_BETWEEN, after - before - 1) for before, after in pairwise(kept)]
    return tuple(words[i].base for i in kept), tuple(gaps)


def _is_light(word: _Word) -> bool:
    lists = _lists()
    return word.lower in lists.helping or word.lower in lists.light or word.base in lists.light


def _is_anybody(word: _Word) -> bool:
    """Whether a word is one for a person in general: "let people out", as "let him out"."""
    return word.base == meant(_ANYBODY)


def _matches(text: str, tokens: Sequence[_Word], phrases: Iterable[_Phrase]) -> Iterator[Match]:
    for phrase in phrases:
        exact = literal(phrase.text).search(text)
        if exact:
            yield Match(*exact.span(), phrase.number)
            continue
        for i, word in enumerate(tokens):
            last = _last(text, tokens, i, phrase) if word.base == phrase.bases[0] else None
            if last is not None and not _cut(text, word.start, tokens[last].end):
                yield Match(word.start, tokens[last].end, phrase.number)
                break


def _cut(text: str, start: int, end: int) -> bool:
    """Whether a place begins or ends within a compound: "pre-sentence reports"."""
    return text[:start].endswith("-") or text[end:].startswith("-")


def _last(text: str, tokens: Sequence[_Word], at: int, phrase: _Phrase) -> int | None:
    """The token with which a phrase ends that begins at this one; None where it does not."""
    for base, gap in zip(phrase.bases[1:], phrase.gaps, strict=True):
        for skipped in range(gap + 1):
            at += 1
            if at >= len(tokens) or not _JOINED.fullmatch(
                text, tokens[at - 1].end, tokens[at].start
            ):
                return None
            if tokens[at].base == base:
                break
            if skipped == gap or not _is_small(tokens[at].lower):
                return None
    return at


def _is_small(word: str) -> bool:
    word = _CLITIC.sub("", word.replace("’", "'"))
    lists = _lists()
    return word in lists.pointing or word in lists.helping or meant(word) == meant(_ANYBODY)


def _first_word(phrase: str) -> str:
    """The word that a phrase taken literally opens with, as it is looked up."""
    first = _TOKEN.search(phrase)
    return first.group().lower() if first else ""


def _openings(word: str) -> Iterator[str]:
    """The words that a token may stand for when a phrase is taken literally: "POs" for "PO"."""
    yield word
    for ending in ("s", "'s"):
        if word.endswith(ending):
            yield word.removesuffix(ending)
