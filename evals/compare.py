"""Two runs side by side, and the gate: nothing passes by not running."""

import hashlib
from collections.abc import Collection, Mapping
from math import comb
from pathlib import Path
from typing import Annotated

from pydantic import Field

from evals.errors import NoBaseline
from evals.metrics import stability
from evals.models import Pair
from evals.results import PairResult, Stability
from evals.run import Run
from evals.standing import counted, stale_lines
from evals.suite import load_record
from evals.tally import Difference, differences
from ingest.models import Record

STABILITY = "paraphrases"
"""The name under which a loss of stability is accepted."""
UNLIKELY = 0.05
"""p-value below which a split is not put down to chance."""
LEAST = 0.01
"""p-value below which it is not told in whole cases of a hundred."""
BASELINE = Path(__file__).parent / "baseline.json"
"""The baseline of this project."""
ACCEPTED = Path(__file__).parent / "accepted.yaml"
"""The losses against it that are accepted, each with its reason."""


class Change(Record):
    """A pair that two runs have otherwise."""

    key: str
    """`<suite>/<id>`."""
    before: str
    after: str


class Comparison(Record):
    """What differs between two runs."""

    gained: tuple[Change, ...]
    """Failed before and pass now."""
    lost: tuple[Change, ...]
    """Passed before and fail now."""
    changed: tuple[Change, ...]
    """The answer differs, the verdict does not."""
    only_before: tuple[str, ...]
    """Asked before and not now."""
    only_after: tuple[str, ...]
    p_value: float
    """Exact McNemar test, two-sided: how likely so uneven a split of gained and lost is."""
    stability_before: Stability = Stability()
    """Of the pairs that both runs asked."""
    stability_after: Stability = Stability()
    differences: tuple[Difference, ...] = ()
    """The figures that differ, over the pairs that both runs asked."""

    @property
    def verdict(self) -> str:
        """What the test says of the later run, in a word or two."""
        gained, lost = len(self.gained), len(self.lost)
        if not gained + lost:
            return "the same"
        if self.p_value >= UNLIKELY:
            return "may be chance"
        return "better" if gained > lost else "worse"


class Baseline(Record):
    """What a run has to reach: kept in the repository, without any answer."""

    reports: tuple[str, ...]
    """Ids of the published reports that must be in the library."""
    pairs: dict[str, bool]
    """`<suite>/<id>` to whether it passed."""
    stability: Stability | None = None
    """What its paraphrases reached; None where none was asked."""
    expects: dict[str, str] = Field(default_factory=dict)
    """`<suite>/<id>` to what it asked and expected (`expectation`): a pair that is made easier is
    no pair that is still passed."""


class Accepted(Record):
    """Losses that are accepted, each with its reason: `<suite>/<id>`, or `paraphrases`."""

    accepted: dict[str, Annotated[str, Field(min_length=1)]] = Field(default_factory=dict)


class Verdict(Record):
    """Whether the gate lets a run through, and why not."""

    passed: bool
    reasons: tuple[str, ...]
    """What is wrong; empty where it passed."""
    notes: tuple[str, ...] = ()
    """What is worth knowing and stops nothing."""


def compare(before: Run, after: Run) -> Comparison:
    """Gained, lost and changed pairs, in the order of the later run."""
    old = {result.key: result for result in counted(before.results)}
    new = {result.key: result for result in counted(after.results)}
    both = [(old[key], result) for key, result in new.items() if key in old]
    gained = [(a, b) for a, b in both if b.passed and not a.passed]
    lost = [(a, b) for a, b in both if a.passed and not b.passed]
    changed = [(a, b) for a, b in both if a.passed == b.passed and a.answer != b.answer]
    return Comparison(
        gained=tuple(_change(a, b) for a, b in gained),
        lost=tuple(_change(a, b) for a, b in lost),
        changed=tuple(_change(a, b) for a, b in changed),
        only_before=tuple(key for key in old if key not in new),
        only_after=tuple(key for key in new if key not in old),
        p_value=mcnemar(len(gained), len(lost)),
        stability_before=stability(a for a, _ in both),
        stability_after=stability(b for _, b in both),
        differences=tuple(differences([a for a, _ in both], [b for _, b in both])),
    )


def mcnemar(gained: int, lost: int) -> float:
    """Two-sided exact p-value of the McNemar test (binomial with 1/2 over the discordant pairs).

    McNemar, Psychometrika 12 (1947); the exact form of Liddell, Statistician 32 (1983).
    """
    n = gained + lost
    tail = sum(comb(n, k) for k in range(min(gained, lost) + 1))
    return min(1.0, 2.0 * tail / 2.0**n)


def explain(gained: int, lost: int) -> str:
    """What the test says of a split, for people who know no statistics."""
    if not gained + lost:
        return "No pair passes in one run and fails in the other: there is nothing to test."
    p = mcnemar(gained, lost)
    often = f"in {100 * p:.0f} of 100 cases" if p >= LEAST else "in fewer than 1 of 100 cases"
    chance = "so this may well be chance" if p >= UNLIKELY else "so this is hardly chance"
    return (
        f"If both were equally good, a split as uneven as {gained} gained and {lost} lost would "
        f"come about {often} (exact McNemar test, p = {p:.4f}): {chance}."
    )


def baseline_of(run: Run) -> Baseline:
    """What this run reached, to hold later ones against; raises NoBaseline for a stopped one."""
    if run.settings.stopped:
        raise NoBaseline()
    return Baseline(
        reports=run.settings.reports,
        pairs={result.key: result.passed for result in counted(run.results)},
        stability=run.summary.all.stability if run.summary.all.stability.paraphrases else None,
        expects={result.key: expectation(result.pair) for result in counted(run.results)},
    )


def expectation(pair: Pair) -> str:
    """What a pair asks and expects, as 12 hexadecimal digits; notes, tags and the like aside."""
    said = pair.model_dump_json(exclude=_BESIDE if pair.paraphrases else _BESIDE | {"paraphrases"})
    return hashlib.sha256(said.encode("utf-8")).hexdigest()[:12]


_BESIDE = {"tags", "note", "draft", "disputed", "confirmed"}
"""Fields of a pair that change nothing of what is right."""


def save_baseline(baseline: Baseline, path: Path) -> None:
    """The baseline as a file for the repository."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(baseline.model_dump_json(indent=1, exclude_none=True) + "\n", encoding="utf-8")


def skipped_by(run: Run, baseline: Baseline, held: Collection[str]) -> tuple[str, ...]:
    """Pairs of a baseline that a run did not ask, though the suites (`held`) still have them."""
    asked = {result.key for result in run.results}
    return tuple(key for key in baseline.pairs if key in held and key not in asked)


def load_baseline(path: Path) -> Baseline:
    """The baseline of a file; raises `BadSuite`."""
    return load_record(path, Baseline)[0]


def load_accepted(path: Path) -> dict[str, str]:
    """The accepted losses of a file, `<suite>/<id>` to reason; raises `BadSuite`."""
    return load_record(path, Accepted)[0].accepted


def gate(baseline: Baseline, run: Run, accepted: Mapping[str, str]) -> Verdict:
    """Whether the run is as good as the baseline, pair by pair."""
    results = {result.key: result for result in run.results}
    missing = sorted(set(baseline.reports) - set(run.settings.reports))
    unasked = [key for key in baseline.pairs if key not in results]
    lost = [key for key, passed in baseline.pairs.items() if passed and _fails(results.get(key))]
    reasons = []
    if not results:
        reasons.append("no pair was asked")
    if run.settings.stopped:
        reasons.append("the run was stopped before all pairs were asked")
    if not baseline.pairs:
        reasons.append("the baseline has no pairs, so nothing is held against it")
    if missing:
        reasons.append(f"not in the library: {', '.join(missing)}")
    if unasked:
        reasons.append(
            f"{len(results)} pairs were asked, and the baseline has {len(baseline.pairs)}; "
            f"not asked: {_some(unasked)}"
        )
    losses = {key: f"lost: {key} ({_why(results[key])})" for key in lost}
    for key in sorted(set(baseline.expects) & set(results) - set(losses)):
        if expectation(results[key].pair) != baseline.expects[key]:
            losses[key] = (
                f"changed: {key} (it asks or expects something else than in the baseline; make a "
                "new baseline in a commit that says why)"
            )
    if less := _less_stable(baseline.stability, run.summary.all.stability):
        losses[STABILITY] = less
    for key, result in results.items():
        if result.pair.draft:
            how = f"`reports eval SUITE --confirm {key}`"
            losses[key] = f"draft: {key} (nobody has confirmed it: {how})"
    let_go = {
        key: f"disputed: {key} ({r.pair.disputed.reason})"
        for key, r in results.items()
        if r.pair.disputed and not r.pair.draft
    }
    listed = [note for key, note in let_go.items() if key not in losses]
    let_go |= {key: f"accepted: {key} ({reason})" for key, reason in accepted.items()}
    reasons += [reason for key, reason in losses.items() if key not in let_go]
    notes = [let_go[key] for key in losses if key in let_go] + listed
    notes += stale_lines(run.results)
    stale = sorted(set(accepted) - set(losses))
    if stale:
        notes.append(f"accepted and not lost, to be taken off the list: {', '.join(stale)}")
    return Verdict(passed=not reasons, reasons=tuple(reasons), notes=tuple(notes))


def _less_stable(before: Stability | None, after: Stability) -> str:
    """What fewer paraphrases reach than in the baseline: counts, so that asking fewer is a loss.

    So it is where only such as failed are no longer asked, which no count of right ones tells.
    """
    if before is None:
        return ""
    fewer = [
        f"{after.paraphrases} were asked, and in the baseline {before.paraphrases}"
        for _ in range(after.paraphrases < before.paraphrases)
    ]
    fewer += [
        f"{now} of {after.paraphrases} {what}, and in the baseline {then} of {before.paraphrases}"
        for what, now, then in (
            ("give the same rows", after.same_rows, before.same_rows),
            ("fulfil what is expected", after.fulfilled, before.fulfilled),
        )
        if now < then
    ]
    return f"lost: {STABILITY} ({'; '.join(fewer)})" if fewer else ""


def _fails(result: PairResult | None) -> bool:
    return result is not None and not result.passed


def _change(before: PairResult, after: PairResult) -> Change:
    return Change(key=after.key, before=_why(before), after=_why(after))


def _why(result: PairResult) -> str:
    if result.error:
        return result.error
    failures = [f"{score.metric}: {score.reason}" for score in result.failures()]
    return "; ".join(failures) if not result.passed else "passed"


def _some(keys: list[str], shown: int = 8) -> str:
    rest = f" and {len(keys) - shown} more" if len(keys) > shown else ""
    return ", ".join(keys[:shown]) + rest
