"""Proves suites against the reports: every phrase stands there, every expected value is so.

`python -m evals.proof --reports FOLDER [SUITE…]` names what is not proved and exits 1.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from evals.analysis import analyse
from evals.derivation import derive
from evals.evidence.keys import expected_facts, load_keys, recommendation_facts
from evals.facts import matches
from evals.models import ExpectedFact, ExpectedNumber, Pair, Suite
from evals.numbers import close, find_numbers, shares
from evals.suite import read_suites
from evals.words import contains, mentions, plain
from ingest.errors import ReportsError
from ingest.models import Record

# How far from the words of the evidence an expected value may stand, in characters to each side:
# a long sentence.
NEIGHBOURHOOD = 400


class Problem(Record):
    """Something in a suite that the reports do not bear out."""

    pair: str
    """`<suite>/<id>`."""
    reason: str


class Proofs:
    """The reports and their keys, to prove pairs against."""

    def __init__(
        self, texts: Mapping[str, str], facts: Mapping[str, Sequence[ExpectedFact]]
    ) -> None:
        self.texts = {report: _words(text) for report, text in texts.items()}
        self.by_report = facts
        self.facts = [fact for some in facts.values() for fact in some]


def read_proofs(folder: Path) -> Proofs:
    """The texts of a folder that have a key, and the facts of all keys."""
    keys = load_keys()
    texts = {
        key.report: (folder / key.file).read_text(encoding="utf-8")
        for key in keys
        if (folder / key.file).exists()
    }
    facts = {
        key.report: [
            *(fact for group in expected_facts(key).values() for fact in group),
            *recommendation_facts(key),
        ]
        for key in keys
    }
    return Proofs(texts, facts)


def prove(suite: Suite, proofs: Proofs) -> tuple[Problem, ...]:
    """What the reports do not bear out, pair by pair; empty where all is proved."""
    return tuple(
        Problem(pair=f"{suite.suite}/{pair.id}", reason=reason)
        for pair in suite.pairs
        for reason in _problems(pair, proofs)
    )


def _problems(pair: Pair, proofs: Proofs) -> Iterator[str]:
    named = {*pair.needs, *(place.report for group in pair.evidence for place in group)}
    unknown = sorted(named - set(proofs.texts))
    if unknown:
        yield f"not among the reports: {', '.join(unknown)}"
        return
    yield from _evidence(pair, proofs)
    yield from _facts(pair, proofs)
    yield from _numbers(pair, proofs)
    yield from _items(pair, proofs)
    yield from _sense(pair)


def _evidence(pair: Pair, proofs: Proofs) -> Iterator[str]:
    for group in pair.evidence:
        for place in group:
            if _words(place.words) not in proofs.texts[place.report]:
                yield f"not in {place.report}: {place.words!r}"
            if place.report not in pair.needs:
                yield f"its evidence is in {place.report}, which it does not need"


def _facts(pair: Pair, proofs: Proofs) -> Iterator[str]:
    around = _around(pair, proofs)
    for fact in pair.facts:
        if not any(_is_keyed(fact, known) for known in proofs.facts) and not _is_near(fact, around):
            given = fact.model_dump(exclude_unset=True)
            yield "in no key and not beside its evidence: " + ", ".join(
                f"{field} {value}" for field, value in given.items()
            )


def _is_keyed(fact: ExpectedFact, known: ExpectedFact) -> bool:
    """Whether a key has the fact; keys do not say which scheme a fact belongs to."""
    asked = fact.model_dump(exclude_unset=True, exclude={"scheme", "cell", "derived", "label"})
    return bool(asked) and matches(ExpectedFact.model_validate(asked), known)


def _is_near(fact: ExpectedFact, around: str) -> bool:
    if fact.cell not in (None, "legible"):
        return True
    if fact.number is not None:
        return any(close(n.value, fact.number) for n in find_numbers(around))
    return fact.value is not None and contains(around, fact.value)


def _numbers(pair: Pair, proofs: Proofs) -> Iterator[str]:
    known = _known_numbers(pair, proofs)
    for number in pair.numbers:
        near = any(close(value, number.value, number.tolerance) for value in known)
        if not near and not _is_derived(number, pair, proofs):
            yield f"{number.value:g} is not beside its evidence, in its facts or in the tables"
    for entry in pair.must:
        wanted = [find_numbers(part) for part in entry.split("|")]
        if all(wanted) and not any(
            all(any(close(n.value, value) for value in known) for n in part) for part in wanted
        ):
            yield f"{entry!r} has a number that is neither beside its evidence nor in its facts"


def _known_numbers(pair: Pair, proofs: Proofs) -> set[float]:
    """Numbers beside the evidence, of the expected facts, and of what is known of the places."""
    around = _around(pair, proofs)
    known = {n.value for n in find_numbers(around)} | set(shares(around))
    listed = pair.items.values if pair.items else ()
    asked = " / ".join((*pair.turns, *pair.paraphrases, *listed))
    named = set(mentions(asked, {f.subject for f in proofs.facts if f.subject}))
    facts = [*pair.facts, *(fact for fact in proofs.facts if fact.subject in named)]
    for fact in facts:
        known |= {float(n) for n in (fact.number, fact.out_of) if n is not None}
        texts = (fact.value or "", fact.published or "")
        known |= {n.value for text in texts for n in find_numbers(text)}
        known |= {float(part) for part in (fact.published or "").split("-") if part}
    if pair.items:
        known.add(float(len(pair.items.values)))
    return known


def _is_derived(number: ExpectedNumber, pair: Pair, proofs: Proofs) -> bool:
    facts = [fact for report in pair.needs for fact in proofs.by_report.get(report, ())]
    values = {*derive(pair, facts).values(), *analyse(pair, facts)}
    return any(close(value, number.value, number.tolerance) for value in values)


def _items(pair: Pair, proofs: Proofs) -> Iterator[str]:
    if pair.items:
        text = " ".join(proofs.texts[report] for report in pair.needs)
        for value in pair.items.values:
            if not contains(text, value.replace("_", " ")):
                yield f"not in the reports that it needs: {value!r}"


def _sense(pair: Pair) -> Iterator[str]:
    listed = pair.items and pair.items.values
    stated = pair.facts or pair.numbers or listed or pair.evidence
    if "answered" in pair.status and not stated:
        if not (pair.must or pair.must_not):
            yield "nothing is expected of its answer"
        question = " ".join(pair.turns)
        if pair.must and all(contains(question, entry) for entry in pair.must):
            yield "repeating the question is enough"


def _around(pair: Pair, proofs: Proofs) -> str:
    """The text on both sides of every phrase of the evidence."""
    found = []
    for place in (place for group in pair.evidence for place in group):
        text, words = proofs.texts[place.report], _words(place.words)
        start = text.find(words)
        while start >= 0:
            found.append(text[max(0, start - NEIGHBOURHOOD) : start + len(words) + NEIGHBOURHOOD])
            start = text.find(words, start + 1)
    return " … ".join(found)


def _words(text: str) -> str:
    return plain(text).replace(" & ", " and ")


def main() -> int:
    """The command line; 0 where everything is proved."""
    parser = argparse.ArgumentParser(prog="python -m evals.proof", description=__doc__)
    parser.add_argument("suites", nargs="*", type=Path, metavar="SUITE")
    parser.add_argument("--reports", type=Path, required=True, help="folder of published reports")
    options = parser.parse_args()
    try:
        files = read_suites(options.suites)
        proofs = read_proofs(options.reports)
    except ReportsError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    problems = []
    for file in files:
        for problem in prove(file.suite, proofs):
            where = file.where(problem.pair.partition("/")[2])
            sys.stdout.write(f"{where}: {problem.pair}: {problem.reason}\n")
            problems.append(problem)
    pairs = sum(len(file.suite.pairs) for file in files)
    unproved = len({problem.pair for problem in problems})
    sys.stdout.write(f"{pairs} pairs, {pairs - unproved} proved, {len(problems)} problems\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
