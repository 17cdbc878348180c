"""How well the figures in the prose are read: precision, recall and polarity, against keys.

A key lists the counts and percentages of one report as another hand read them. An entry is found
when a fact has its number and base and was read at its words.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from evals.evidence.keys import KEYS
from evals.suite import load_record
from evals.words import plain
from ingest.models import Fact, Passage, Record, Report

_APPROXIMATE = 0.5
"""How far the number of a fraction in words may be off: "two thirds" is 66.7 or 67."""
_PROSE = frozenset({"paragraph", "bullet", "numbered", "footnote"})
_MEASURES = frozenset({"count", "percentage"})


class Entry(Record):
    """One figure as a careful reader took it."""

    words: str
    """Words of the sentence, the figure among them."""
    measure: Literal["count", "percentage"]
    number: float
    out_of: float | None
    """The base that the words give."""
    unit: str
    what: tuple[str, ...]
    """Beginnings of words that say what is measured."""
    polarity: Literal["did", "did_not"] | None
    approximate: bool = False
    """A fraction in words."""
    bound: Literal["above", "below"] | None = None
    """The text says only that the figure is above or below this number."""
    points_back: bool = False
    """What is measured stands in the sentence before ("this was sufficient in …")."""
    optional: bool = False
    """May be read or left out: never a miss, never an error."""


class ProseKey(Record):
    """The figures in the prose of one report."""

    report: str
    file: str
    figures: tuple[Entry, ...]


class Held(NamedTuple):
    """The facts of one report held against its key."""

    pairs: tuple[tuple[Entry, Fact], ...]
    """Each entry with the fact that reads it; optional entries too."""
    missed: tuple[Entry, ...]
    extra: tuple[Fact, ...]


class Tally(NamedTuple):
    """The counts behind precision, recall and the rest; tallies add up."""

    found: int = 0
    entries: int = 0
    """Entries that must be found."""
    facts: int = 0
    """Facts that are no optional entry."""
    polarity: int = 0
    """Found entries whose polarity is right."""
    what: int = 0
    """Found entries whose label says what is measured."""

    def plus(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(*(a + b for a, b in zip(self, other, strict=True)))

    def line(self, name: str) -> str:
        """Precision, recall (each without and with polarity), polarity and label, as a line."""
        shares = (
            f"precision {_share(self.found, self.facts)}",
            f"recall {_share(self.found, self.entries)}",
            f"polarity right {_share(self.polarity, self.found)}",
            f"with polarity: precision {_share(self.polarity, self.facts)}, "
            f"recall {_share(self.polarity, self.entries)}",
            f"label says what {_share(self.what, self.found)}",
        )
        return f"{name}: {'; '.join(shares)}"


def prose_section(reports_dir: Path, verbose: bool = False) -> Iterator[str]:
    """A line per report and the total; with `verbose` what was missed, added or misjudged."""
    from ingest.report import read_report

    total = Tally()
    for key in load_prose_keys():
        path = reports_dir / key.file
        if not path.exists():
            yield f"{key.report}: skipped, {key.file} is not in the folder"
            continue
        held = hold(key, read_report(path))
        total = total.plus(tally(held))
        yield tally(held).line(key.report)
        if verbose:
            yield from faults(held)
    yield total.line("all reports")


def load_prose_keys(folder: Path = KEYS / "prose") -> tuple[ProseKey, ...]:
    """Every key of prose, by name of file; raises `BadSuite`."""
    return tuple(load_record(path, ProseKey)[0] for path in sorted(folder.glob("*.yaml")))


def hold(key: ProseKey, report: Report) -> Held:
    """The figures read from a report's prose beside those of its key, one to one."""
    passages = {passage.id: passage for passage in report.passages}
    free = [
        fact
        for fact in report.facts
        if fact.measure in _MEASURES
        and (passage := passages.get(fact.source.passage))
        and passage.type in _PROSE
    ]
    pairs, missed = [], []
    # What must be found is found first, so that an optional entry takes no fact from it.
    for entry in sorted(key.figures, key=lambda each: each.optional):
        fact = next((each for each in free if _reads(each, entry, passages)), None)
        if fact is None:
            missed += [] if entry.optional else [entry]
        else:
            free.remove(fact)
            pairs.append((entry, fact))
    return Held(tuple(pairs), tuple(missed), tuple(free))


def tally(held: Held) -> Tally:
    """The counts of one report; what is optional is left out of all of them."""
    found = [(entry, fact) for entry, fact in held.pairs if not entry.optional]
    return Tally(
        found=len(found),
        entries=len(found) + len(held.missed),
        facts=len(found) + len(held.extra),
        polarity=sum(entry.polarity == fact.polarity for entry, fact in found),
        what=sum(_says(fact, entry.what) for entry, fact in found),
    )


def faults(held: Held) -> Iterator[str]:
    """A line for each entry that was missed, fact too many, wrong polarity and poor label."""
    for entry in held.missed:
        yield f"  missed: {entry.number:g} of {entry.out_of}: {entry.words}"
    for fact in held.extra:
        yield f"  not in the key: {fact.value} of {fact.out_of}: {fact.label}"
    for entry, fact in held.pairs:
        if entry.polarity != fact.polarity and not entry.optional:
            yield f"  polarity {fact.polarity}, not {entry.polarity}: {fact.value}: {entry.words}"
        if not _says(fact, entry.what) and not entry.optional:
            yield f"  label without {', '.join(entry.what)}: {fact.value}: {fact.label}"


def _reads(fact: Fact, entry: Entry, passages: dict[str, Passage]) -> bool:
    slack = _APPROXIMATE if entry.approximate else 0.0
    return (
        fact.measure == entry.measure
        and fact.number is not None
        and abs(fact.number - entry.number) <= slack
        and fact.out_of == entry.out_of
        and _same_place(plain(passages[fact.source.passage].text), plain(fact.source.quote), entry)
    )


def _same_place(text: str, quote: str, entry: Entry) -> bool:
    """Whether a quotation of a passage holds the words of an entry, or shares some of them."""
    words = plain(entry.words)
    if words in quote:
        return True
    # Words that go on into the next sentence tell two like sentences apart.
    at, place = text.find(words), text.find(quote)
    return at >= 0 and place >= 0 and at < place + len(quote) and place < at + len(words)


def _says(fact: Fact, stems: Sequence[str]) -> bool:
    label = plain(f"{fact.label or ''} {fact.unit or ''}")
    return all(plain(stem) in label for stem in stems)


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({part / whole:.2f})" if whole else "0/0"
