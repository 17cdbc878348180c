"""Places in a question: longest full name first, none inside another; misspelt and local names."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from index.answers.english import Word, english, words
from index.models import Place

_Tokens = tuple[str, ...]
_JOINING = frozenset({"and", "the", "of", "in", "upon"})
# Words that follow a place's name without belonging to it.
_TAIL = frozenset({"pdu", "pdus", "probation", "region", "regional", "unit", "office", "offices"})
_BEFORE_NAME = frozenset({"did", "does", "was", "is", "in", "at", "for", "has", "of", "about"})
_AFTER_NAME = frozenset(
    {
        "",
        "score",
        "scored",
        "get",
        "got",
        "do",
        "rated",
        "rating",
        "pdu",
        "perform",
        "fare",
        "receive",
    }
)
"""Between words of these two sorts a place stands, whatever else the word means."""
MIN_FUZZY = 5
"""Letters a word must have before it is taken for a misspelt name: shorter ones hit by chance."""


class NameMention(NamedTuple):
    """A stretch of a question that names one place, or one of several."""

    start: int
    end: int
    text: str
    places: tuple[Place, ...]
    """One: named. Several: the name is ambiguous. None: a name that the library does not know."""
    corrected: bool = False
    local: bool = False
    """The name of an office, a town, a court or a force that leads to its place."""


class Names:
    """All the names that lead to a place in this library."""

    def __init__(
        self,
        places: Iterable[Place],
        aliases: Mapping[str, Sequence[str]],
        vocabulary: frozenset[str],
        is_english: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """`aliases`: local names to place names; `vocabulary`: lower-case words of the reports;
        `is_english`: whether a word is one, so that "wages" is not taken for Wales."""
        self.places = {
            place.name: place for place in sorted(places, key=lambda p: (p.name, p.kind))
        }
        self.regions = {p.name: p for p in self.places.values() if p.kind == "region"}
        self._vocabulary = vocabulary
        self._is_english = is_english
        self._full = self._full_names()
        self._partial = self._partial_names()
        self._local = self._local_names(aliases)
        self._name_words = {w for tokens in self._full for w in tokens if len(w) >= MIN_FUZZY}
        self._initialled, self._paired = self._by_initials()
        self._longest = max((len(t) for t in (*self._full, *self._local)), default=1)
        self._firsts = frozenset(t[0] for t in (*self._full, *self._local))

    def find(self, text: str) -> list[NameMention]:
        """The places that a question names, in order; overlapping names go to the longest."""
        tokens = words(text)
        mentions: list[NameMention] = []
        i = 0
        while i < len(tokens):
            if country := _country(tokens, i):
                i += country
                continue
            found = self._at(tokens, i)
            if found is None:
                i += 1
                continue
            length, places, corrected = found
            start = i - 1 if not places and i and tokens[i - 1].lower in english().directions else i
            first, last = tokens[start], tokens[i + length - 1]
            stretch = text[first.start : last.end]
            local = _normal(w.lower for w in tokens[i : i + length]) in self._local
            mentions.append(NameMention(first.start, last.end, stretch, places, corrected, local))
            i += length
        return _without_repeats(mentions)

    def is_part(self, mention: NameMention) -> bool:
        """Whether a mention names one half of a joint unit ("Rotherham")."""
        key = _normal(_lower(mention.text))
        return len(mention.places) == 1 and key in _parts(mention.places[0].name)

    def other_part(self, text: str, place: Place, asked: Sequence[str]) -> bool:
        """Whether a text names another half of the place than those asked about, and not theirs."""
        named = _parts_in(text, place)
        return bool(named) and not named & {_normal(_lower(part)) for part in asked}

    def only_part(self, text: str, place: Place, asked: Sequence[str]) -> bool:
        """Whether a text names a half that was asked about, and no other half."""
        named = _parts_in(text, place)
        return bool(named) and named <= {_normal(_lower(part)) for part in asked}

    def _at(self, tokens: Sequence[Word], i: int) -> tuple[int, tuple[Place, ...], bool] | None:
        longest = min(self._longest, len(tokens) - i) if self._begins(tokens[i].lower) else 0
        for length in range(longest, 0, -1):
            for table in (self._full, self._local):
                lower = [w.lower for w in tokens[i : i + length]]
                key = _normal(lower)
                key = key if key in table else _spoken(lower)
                key = key if key in table else _without_s(key)
                if key in table and self._plausible(tokens, i, length):
                    known = () if self._elsewhere(tokens, i) else table[key]
                    return length, known, False
        initials = self._initials(tokens, i) or self._parted(tokens, i) or self._slip(tokens, i)
        if initials:
            return initials
        return self._fuzzy(tokens, i) or self._single(tokens, i) or self._unknown(tokens, i)

    def _parted(self, tokens: Sequence[Word], i: int) -> tuple[int, tuple[Place, ...], bool] | None:
        """A name typed as two words: "wake field"."""
        pair = [w.lower for w in tokens[i : i + 2]]
        key = ("".join(pair),)
        whole = len(pair) == 2 and min(map(len, pair)) > 2 and key in self._full
        return (2, self._full[key], True) if whole else None

    def _slip(self, tokens: Sequence[Word], i: int) -> tuple[int, tuple[Place, ...], bool] | None:
        """A name that was typed as another word ("what did leads score"), where a name stands."""
        key = (english().place_slips.get(tokens[i].lower, ""),)
        leads = i > 0 and tokens[i - 1].lower in _BEFORE_NAME
        if key not in self._full or not leads:
            return None
        follows = tokens[i + 1].lower if i + 1 < len(tokens) else ""
        return (1, self._full[key], True) if follows in _AFTER_NAME else None

    def _begins(self, word: str) -> bool:
        """Whether a name can begin with the word: most words of a text are passed over."""
        forms = (_normal((word,)), _spoken((word,)))
        return any({f[0], _without_s(f)[0]} & self._firsts for f in forms)

    def _elsewhere(self, tokens: Sequence[Word], i: int) -> bool:
        """Whether a capitalised direction before a name makes it another place ("South Leeds")."""
        if i == 0 or not (tokens[i - 1].text[0].isupper() and tokens[i].text[0].isupper()):
            return False
        return tokens[i - 1].lower in english().directions

    def _plausible(self, tokens: Sequence[Word], i: int, length: int) -> bool:
        """A one-word name that is also a word of English must look like a name ("reading")."""
        word = tokens[i]
        ordinary = length == 1 and word.lower in {"reading", "bath", "sale", "bury"}
        return not ordinary or (word.text[0].isupper() and i > 0)

    def _single(self, tokens: Sequence[Word], i: int) -> tuple[int, tuple[Place, ...], bool] | None:
        """A word or two that stand in the names of several places ("Kent", "Yorkshire")."""
        for length in (2, 1):
            key = _normal(w.lower for w in tokens[i : i + length])
            for form in (key, _without_s(key)) if len(key) == length else ():
                if form in self._partial:
                    return self._with_direction(tokens, i, length, form)
        return None

    def _with_direction(
        self, tokens: Sequence[Word], i: int, length: int, key: _Tokens
    ) -> tuple[int, tuple[Place, ...], bool]:
        """The places that a part of a name may mean: "Wessex South" is not Wessex North.

        A direction behind the part belongs to the name; places that lack it are not meant.
        """
        places = self._partial[key]
        following = tokens[i + length].lower if i + length < len(tokens) else ""
        before = tokens[i - 1].lower if i > 0 else ""
        if following in english().directions:
            return length + 1, tuple(p for p in places if following in _lower(p.name)), False
        if before in english().directions:
            return length, tuple(p for p in places if before in _lower(p.name)), False
        if i + length < len(tokens) and _goes_on(tokens[i], tokens[i + length]):
            return length + 1, (), False
        return length, places, False

    def _unknown(
        self, tokens: Sequence[Word], i: int
    ) -> tuple[int, tuple[Place, ...], bool] | None:
        gazetteer = english().gazetteer
        for length in (2, 1):
            phrase = " ".join(w.lower for w in tokens[i : i + length])
            if (
                i + length <= len(tokens)
                and phrase in gazetteer
                and self._plausible(tokens, i, length)
            ):
                following = i + length
                if following < len(tokens) and tokens[following].lower in english().directions:
                    length += 1
                return length, (), False
        word = tokens[i]
        followed = i + 1 < len(tokens) and tokens[i + 1].lower in {"pdu", "region"}
        known = word.lower in english().stopwords or word.lower in self._vocabulary
        if followed and word.text[0].isupper() and not known:
            return 1, (), False
        return None

    def _initials(
        self, tokens: Sequence[Word], i: int
    ) -> tuple[int, tuple[Place, ...], bool] | None:
        """`B&R` for Barnsley and Rotherham; `BES` for Brighton and East Sussex in capitals."""
        word = tokens[i]
        if i + 2 < len(tokens) and tokens[i + 1].text in {"&", "+"} and len(word.text) == 1:
            pair = (word.lower, tokens[i + 2].lower)
            if len(tokens[i + 2].text) > 1 and not tokens[i + 2].text.isupper():
                return None
            matches = self._paired.get(pair, [])
            if len(matches) == 1:
                return 3, tuple(matches), False
        if self._abbreviates(word, tokens):
            matches = self._initialled.get(word.lower, [])
            if len(matches) == 1:
                return 1, tuple(matches), False
        return None

    def _abbreviates(self, word: Word, tokens: Sequence[Word]) -> bool:
        """Whether a word in capitals may be initials of a place: three letters, or two that no
        report uses ("NY") in a question that is not in capitals itself.
        """
        if not word.text.isupper() or len(word.text) < 2:
            return False
        if len(word.text) > 2:
            return True
        shouted = all(t.text == t.text.upper() for t in tokens)
        return not shouted and word.lower not in self._vocabulary

    def _fuzzy(self, tokens: Sequence[Word], i: int) -> tuple[int, tuple[Place, ...], bool] | None:
        """A misspelt name: words that no report uses, close to the words of a name."""
        for length in range(min(self._longest, len(tokens) - i), 0, -1):
            stretch = tokens[i : i + length]
            repaired = [self._repair(w.lower) for w in stretch]
            if all(r is None or r == w.lower for r, w in zip(repaired, stretch, strict=True)):
                continue
            key = _normal(r or w.lower for r, w in zip(repaired, stretch, strict=True))
            for table in (self._full, self._partial):
                if key in table:
                    return length, table[key], True
        return None

    def _repair(self, word: str) -> str | None:
        """The name word that was meant, or None.

        Measured before we began: naive correction takes "bright" for "Brighton". So a word that the
        reports use, or that is the beginning of a name, is left as it is.
        """
        if len(word) < MIN_FUZZY or word in self._vocabulary or word in english().stopwords:
            return None
        if word in english().gazetteer or word in self._name_words or self._is_english(word):
            return None
        best = [w for w in self._name_words if w[0] == word[0] and _close(word, w)]
        best.sort(key=lambda w: (-fuzz.ratio(word, w), w))
        return best[0] if best else None

    def _by_initials(self) -> tuple[dict[str, list[Place]], dict[tuple[str, str], list[Place]]]:
        """The places by their initials ("bes"), and by those of the halves that "and" joins."""
        all_words: dict[str, list[Place]] = defaultdict(list)
        halves: dict[tuple[str, str], list[Place]] = defaultdict(list)
        for place in self.places.values():
            all_words[_initials(place.name)].append(place)
            for pair in _ampersand_initials(place.name):
                halves[pair].append(place)
        return dict(all_words), dict(halves)

    def _full_names(self) -> dict[_Tokens, tuple[Place, ...]]:
        found: dict[_Tokens, list[Place]] = defaultdict(list)
        for place in self.places.values():
            found[_normal(_lower(place.name))].append(place)
        for place in self.places.values():
            if place.kind == "pdu":
                for part in _parts(place.name):
                    if part not in found or found[part] == [place]:
                        found[part] = list(dict.fromkeys([*found[part], place]))
        return {key: _preferred(value) for key, value in found.items()}

    def _partial_names(self) -> dict[_Tokens, tuple[Place, ...]]:
        found: dict[_Tokens, list[Place]] = defaultdict(list)
        for place in self.places.values():
            tokens = _normal(_lower(place.name))
            pieces = {(a, b) for a, b in pairwise(tokens)} | {(t,) for t in tokens}
            for piece in pieces:
                plain = _JOINING | _TAIL
                if piece[0] not in plain and piece[-1] not in plain | english().directions:
                    found[piece].append(place)
        return {k: tuple(v) for k, v in found.items() if k not in self._full}

    def _local_names(
        self, aliases: Mapping[str, Sequence[str]]
    ) -> dict[_Tokens, tuple[Place, ...]]:
        found: dict[_Tokens, tuple[Place, ...]] = {}
        for alias, names in aliases.items():
            key = _normal(_lower(alias))
            owners = tuple(self.places[n] for n in sorted(set(names)) if n in self.places)
            if key and key not in self._full and owners:
                found[key] = owners
        return found


def _country(tokens: Sequence[Word], i: int) -> int:
    """How many words name the whole country here ("England and Wales"); "East of England" does not.

    A part of that name that is a region by itself ("Wales") stays one.
    """
    for country in english().countries:
        name = country.split()
        if [w.lower for w in tokens[i : i + len(name)]] == name:
            return len(name)
    return 0


def _goes_on(word: Word, following: Word) -> bool:
    """Whether a capitalised word behind part of a name makes it another name ("Ashford Vale")."""
    plain = following.lower in _TAIL | english().stopwords | set(english().months)
    return word.text[0].isupper() and following.text[0].isupper() and not plain


def _lower(name: str) -> list[str]:
    return [w.lower for w in words(name)]


def _normal(tokens: Iterable[str]) -> _Tokens:
    """Tokens with & and + as "and", counties written out."""
    short = english().place_abbreviations
    return tuple("and" if t in {"&", "+"} else short.get(t, t) for t in tokens)


def _without_s(tokens: _Tokens) -> _Tokens:
    """The same without a possessive s that lost its apostrophe ("wakefields")."""
    return (*tokens[:-1], tokens[-1][:-1]) if tokens[-1].endswith("s") else tokens


def _spoken(tokens: Iterable[str]) -> _Tokens:
    """The same with a lone n as "and" ("Brighton n East Sussex"), not as north."""
    return _normal("and" if t == "n" else t for t in tokens)


@lru_cache(maxsize=8192)
def _parts_in(text: str, place: Place) -> frozenset[_Tokens]:
    """The halves of a joint unit that a text names; sentences are asked about again and again."""
    tokens = _normal(_lower(text))
    return frozenset(
        part
        for part in _parts(place.name)
        if any(tokens[i : i + len(part)] == part for i in range(len(tokens)))
    )


def _parts(name: str) -> list[_Tokens]:
    """The places that a joint unit's name joins; "York" is no part of "North York"."""
    pieces = [_normal(_lower(piece)) for piece in re.split(r"\band\b|,|&", name)]
    plain = [p for p in pieces if p]
    whole = [p for p in plain if not all(t in english().directions for t in p)]
    return whole if len(plain) > 1 else []


def _preferred(places: Sequence[Place]) -> tuple[Place, ...]:
    """A unit and a region of one name are both meant; otherwise the places in order of name."""
    return tuple(sorted(set(places), key=lambda p: (p.kind != "pdu", p.name)))


def _ampersand_initials(name: str) -> set[tuple[str, str]]:
    """What may stand on both sides of an ampersand: B&E and B&ES for Brighton and East Sussex."""
    pieces = [p.strip() for p in re.split(r"\band\b", name) if p.strip()]
    if len(pieces) != 2:
        return set()
    first, second = pieces
    return {(first[0].lower(), second[0].lower()), (first[0].lower(), _initials(second))}


def _initials(name: str) -> str:
    return "".join(w[0] for w in _lower(name) if w != "and")


def _close(word: str, name: str) -> bool:
    if name.startswith(word) or word.startswith(name):
        return False
    allowed = 1 if len(name) < 7 else 2
    return OSA.distance(word, name, score_cutoff=allowed) <= allowed


def _without_repeats(mentions: Sequence[NameMention]) -> list[NameMention]:
    """A name of several places, beside one of them in the question, means that one again."""
    named = {m.places[0] for m in mentions if len(m.places) == 1}
    kept = []
    for mention in mentions:
        several = [p for p in mention.places if p in named]
        kept.append(mention._replace(places=tuple(several)) if len(several) == 1 else mention)
    return kept


_PHRASE = re.compile(r"[A-Z][\w’'-]+(?:\s+(?:of|on|upon|the|and)?\s*[A-Z][\w’'-]+){0,3}")
_LOCAL_SENTENCE = re.compile(
    r"\b(?:offices?|courts?|council|police|constabulary|local authorit|prisons?|HMP|premises|towns?"
    r"|city|cities|borough|district|rural|county|area)\b",
    re.IGNORECASE,
)


_PROVIDING = re.compile(
    r"\b(?:delivered by|provided by|provides?|providers?|suppliers?|commissioned"
    r"|sub-?contract\w*)\b",
    re.IGNORECASE,
)
"""Sentences that name providers: firms work in many places, so their names lead to none."""


def local_names(sentences: Iterable[str], known: frozenset[str]) -> set[str]:
    """Proper names of offices, towns, courts, councils and forces in sentences of a Background.

    A report says which offices and authorities its unit has; people ask by those names. `known`
    holds lower-case words and names that are not local (terms of the field, other places).
    """
    found: set[str] = set()
    for sentence in sentences:
        if not _LOCAL_SENTENCE.search(sentence) or _PROVIDING.search(sentence):
            continue
        for match in _PHRASE.finditer(sentence):
            for piece in re.split(r"\s+and\s+", match.group()):
                name = piece.strip()
                first = match.start() == 0 and " " not in name
                own = {w.lower for w in words(name)}
                general = english().general_in_names & own or own <= english().kinds_of_place
                if (
                    name
                    and not first
                    and not general
                    and name.lower() not in known
                    and len(name) > 3
                ):
                    found.add(name)
    return found
