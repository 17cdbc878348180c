"""Which pairs were confirmed against other words than their reports have now.

A suite says once, for all of its pairs, which words its reports had when the pairs were confirmed:
`confirmed: {<report>: <fingerprint>}`; a pair says so itself only where it was confirmed at another
time. A report is replaced when its letters and digits are others: its file name, its line ends and
its layout do not matter. Where nothing is said, nothing is held to be stale.
"""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Mapping

from evals.models import Evidence, Pair, Suite
from evals.words import plain

_LENGTH = 12
"""Characters of a fingerprint: two reports in a million million would share one."""


def fingerprint(text: str) -> str:
    """What stands for the words of a report: the same while no letter or digit changes."""
    # By no rule of another module: a rule that changes must not make every pair stale.
    shown = unicodedata.normalize("NFKC", re.sub(r"<[^<>]*>", "", text)).casefold()
    letters = "".join(char for char in shown if char.isalnum())
    return hashlib.sha256(letters.encode("utf-8")).hexdigest()[:_LENGTH]


def replaced(suite: Suite, pair: Pair, now: Mapping[str, str]) -> tuple[str, ...]:
    """Ids of the pair's reports whose words (`now`: report to fingerprint) are not those that it
    was confirmed against, sorted; reports that are not there are none of them."""
    before = {**suite.confirmed, **pair.confirmed}
    return tuple(
        report
        for report in pair.reports
        if report in before and report in now and now[report] != before[report]
    )


class Words:
    """The words of some reports as they are now, each worked out when it is first asked for."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._plain: dict[str, str] = {}
        self.now = {report: fingerprint(text) for report, text in texts.items()}
        """Report id to fingerprint."""

    def has(self, place: Evidence) -> bool:
        """Whether the words stand in their report, however it marks, quotes or breaks them."""
        if place.report not in self._plain:
            self._plain[place.report] = _comparable(self._texts[place.report])
        return _comparable(place.words) in self._plain[place.report]


def stale(suite: Suite, pair: Pair, words: Words) -> str:
    """Why a pair is stale, in words; "" where it is not."""
    changed = replaced(suite, pair, words.now)
    if not changed:
        return ""
    places = [p for group in pair.evidence for p in group if p.report in changed]
    if gone := [place for place in places if not words.has(place)]:
        said = "no longer there: " + ", ".join(repr(place.words) for place in gone)
    elif places:
        said = "its evidence still stands there word for word"
    else:
        said = "it names no evidence to look for"
    return f"{', '.join(changed)} was replaced since the pair was confirmed; {said}"


def confirm(suite: Suite, ids: Collection[str], now: Mapping[str, str]) -> Suite:
    """The suite with these pairs confirmed against the words that their reports have now.

    A fingerprint goes to the head of the suite where all pairs with that report have the same one.
    """
    held: dict[str, dict[str, str]] = {}
    for pair in suite.pairs:
        known = now if pair.id in ids else {}
        before = {**suite.confirmed, **pair.confirmed}
        held[pair.id] = {r: known.get(r, before.get(r, "")) for r in pair.reports}
    head = {r: words for r, words in _common(suite, held).items() if words}
    pairs = tuple(
        pair.model_copy(
            update={
                "draft": pair.draft and pair.id not in ids,
                "confirmed": _own(pair, held[pair.id], head),
            }
        )
        for pair in suite.pairs
    )
    return suite.model_copy(update={"confirmed": head, "pairs": pairs})


def _common(suite: Suite, held: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Report to what the head says of it: what all of its pairs have, or what it said before."""
    found: dict[str, set[str]] = {}
    for words in held.values():
        for report, one in words.items():
            found.setdefault(report, set()).add(one)
    agreed = {report: next(iter(some)) for report, some in found.items() if len(some) == 1}
    kept = {report: words for report, words in suite.confirmed.items() if report not in agreed}
    return dict(sorted((kept | agreed).items()))


def _own(pair: Pair, held: Mapping[str, str], head: Mapping[str, str]) -> dict[str, str]:
    """What the pair has to say itself; what it says of other reports stays."""
    other = {r: words for r, words in pair.confirmed.items() if r not in held}
    return other | {r: words for r, words in held.items() if words and words != head.get(r)}


def _comparable(text: str) -> str:
    return plain(text).replace(" & ", " and ")
