"""Whether pairs can be held against a library: their reports, evidence, standards, ratings, places.

`evals.proof` proves what a suite expects against keys that were read by hand; this says, for
anybody's suite and any library, what can only be a slip.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from evals.context import Context
from evals.faults import Place, field_name, suggestion
from evals.models import ExpectedFact, Pair, Suite
from evals.stale import Words, replaced
from evals.suite import SuiteFile
from evals.words import same_place
from ingest.schemes import Schemes, load_schemes

_RATED = ("rating", "overall_rating")
_SHOWN = 12
"""Ids that a message names of those that are known."""


class Slip(NamedTuple):
    """Something about a pair that does not fit the library."""

    place: Place
    """The field of the pair: ("evidence", 0, 1, "words")."""
    reason: str
    absent: str = ""
    """The report that is not in the library, where that is what is wrong."""


class Checks:
    """A library, to check pairs against."""

    def __init__(self, context: Context) -> None:
        published = {report: context.texts[report] for report in context.published}
        self.words = Words(published)
        self._places = context.places() | context.regions()
        self._schemes: Schemes = load_schemes()
        self._standards = sorted(
            {standard.key for scheme in self._schemes.schemes for standard in scheme.standards}
        )

    def slips(self, suite: Suite, pair: Pair) -> Iterator[Slip]:
        """What is wrong with a pair of the suite; of reports that are not there, just that."""
        yield from self._absent(pair)
        yield from self._evidence(suite, pair)
        for number, fact in enumerate(pair.facts):
            yield from self._fact(number, fact)
        if pair.items and pair.items.column == "standard":
            for number, value in enumerate(pair.items.values):
                yield from self._standard(("items", "values", number), value)
        if all(report in self.words.now for report in pair.reports) and pair.reports:
            yield from self._named(pair)

    def _absent(self, pair: Pair) -> Iterator[Slip]:
        for number, report in enumerate(pair.needs):
            if report not in self.words.now:
                known = sorted(self.words.now)
                hint = suggestion(report, known) or f"; it holds {_some(known)}"
                yield Slip(("needs", number), f"{report!r} is not in the library{hint}", report)

    def _evidence(self, suite: Suite, pair: Pair) -> Iterator[Slip]:
        changed = replaced(suite, pair, self.words.now)
        for group, places in enumerate(pair.evidence):
            for number, place in enumerate(places):
                where = ("evidence", group, number)
                if place.report not in pair.needs:
                    there = place.report in self.words.now
                    hint = "; add it" if there else suggestion(place.report, pair.needs)
                    reason = f"{place.report!r} is not among the reports that the pair needs{hint}"
                    yield Slip((*where, "report"), reason)
                elif (
                    place.report in self.words.now
                    and place.report not in changed  # such a pair is stale, which is no slip
                    and not self.words.has(place)
                ):
                    reason = f"{place.words!r} does not stand in {place.report}"
                    yield Slip((*where, "words"), f"{reason}; copy the words from the report")

    def _fact(self, number: int, fact: ExpectedFact) -> Iterator[Slip]:
        if fact.standard is not None and fact.standard not in self._standards:
            meant = self._schemes.match_standard(fact.standard.replace("_", " "))
            hint = (
                f"; did you mean {meant!r}?" if meant else f"; there are {_some(self._standards)}"
            )
            yield Slip(("facts", number, "standard"), f"no standard is {fact.standard!r}{hint}")
        if fact.measure in _RATED and fact.value is not None:
            rating = self._schemes.rating(fact.value)
            if rating is None or rating.word.lower() != fact.value.lower():
                hint = f"; did you mean {rating.word!r}?" if rating else ""
                yield Slip(("facts", number, "value"), f"no rating is {fact.value!r}{hint}")

    def _standard(self, place: Place, name: str) -> Iterator[Slip]:
        if name.lower().replace(" ", "_") not in self._standards:
            meant = self._schemes.match_standard(name.replace("_", " "))
            hint = (
                f"; did you mean {meant!r}?" if meant else f"; there are {_some(self._standards)}"
            )
            yield Slip(place, f"no standard is {name!r}{hint}")

    def _named(self, pair: Pair) -> Iterator[Slip]:
        """Places that no report and no row of the library is about."""
        named: list[tuple[Place, str]] = [
            (("facts", number, "subject"), fact.subject)
            for number, fact in enumerate(pair.facts)
            if fact.subject
        ]
        if pair.items and pair.items.column == "subject":
            named += [(("items", "values", n), v) for n, v in enumerate(pair.items.values)]
        for place, name in named:
            if not any(same_place(name, known) for known in self._places):
                hint = suggestion(name, [known.lower() for known in self._places])
                yield Slip(place, f"no report or row is about a place called {name!r}{hint}")


def suite_slips(
    files: Sequence[SuiteFile], chosen: frozenset[str], checks: Checks
) -> Iterator[tuple[SuiteFile, int, str, Slip]]:
    """File, line, field and slip of the chosen pairs (`<suite>/<id>`), in order."""
    for file in files:
        for number, pair in enumerate(file.suite.pairs):
            if f"{file.suite.suite}/{pair.id}" in chosen:
                for slip in checks.slips(file.suite, pair):
                    field = field_name(("pairs", number, *slip.place))
                    yield file, file.line(number, *slip.place), field, slip


def _some(names: Sequence[str]) -> str:
    rest = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + rest if names else "none"
