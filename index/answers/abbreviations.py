"""Abbreviations that the reports define themselves: "Thinking Skills Programme (TSP)"."""

import re
from collections import Counter
from collections.abc import Iterable

from ingest.terms import Abbreviation, Terms

_DEFINED = re.compile(r"\(\s*(?:the )?[‘'\"“]?(?P<short>[A-Z][A-Za-z&-]{0,6}[A-Z])s?[’'\"”]?\s*\)")
_WORD = re.compile(r"[A-Za-z][\w’'-]*")
_JOINING = frozenset({"of", "and", "the", "for", "in", "to", "or", "on", "with"})
_MOST = 8
"""Words that may stand for one abbreviation."""


def learn(terms: Terms, texts: Iterable[str]) -> Terms:
    """The vocabulary with the abbreviations that the texts define and it does not have yet."""
    known = {a.short.upper() for a in terms.abbreviations}
    found: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for match in _DEFINED.finditer(text):
            if match["short"].upper() not in known:
                long = _long_form(text[: match.start()], match["short"])
                if long:
                    found[match["short"], long] += 1
    # The form that is used most, of equals the first in the alphabet: the same on every reading.
    chosen: dict[str, str] = {}
    for (short, long), _ in sorted(found.items(), key=lambda item: (-item[1], item[0])):
        chosen.setdefault(short, long)
    learnt = [Abbreviation(short=short, long=long) for short, long in sorted(chosen.items())]
    return terms.model_copy(update={"abbreviations": (*terms.abbreviations, *learnt)})


def _long_form(before: str, short: str) -> str | None:
    """The words in front of the brackets whose initials the abbreviation is made of."""
    tokens = list(_WORD.finditer(before[-160:]))
    if not tokens or before[-160:][tokens[-1].end() :].strip():
        return None
    letters = [c.lower() for c in short if c.isalpha()]
    for count in range(2, min(_MOST, len(tokens)) + 1):
        phrase = tokens[-count:]
        words = [part for t in phrase for part in t.group().split("-") if part]
        content = [w for w in words if w.lower() not in _JOINING]
        for kept in (content, words):
            if [w[0].lower() for w in kept] == letters:
                return before[-160:][phrase[0].start() : phrase[-1].end()]
    return None
