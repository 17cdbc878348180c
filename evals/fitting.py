"""Fits the weights by which sentences are chosen, and says what they are worth on other reports.

`python -m evals.fitting --reports FOLDER [--write FILE] [SUITE…]` reads pairs with known evidence
and pairs that no report answers. Each report's questions are ranked with weights fitted to the
others' alone.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
import yaml
from numpy.typing import NDArray

from evals.models import Pair
from evals.suite import load_suites
from evals.words import plain
from index.answers.evidence import Found, find_sentences
from index.answers.features import Features
from index.answers.knowledge import Knowledge
from index.answers.plan import plan_question
from index.answers.weights import Confidence, Weights
from index.stores.library import open_library
from ingest.report import read_report

Floats: TypeAlias = NDArray[np.float64]
Marks: TypeAlias = NDArray[np.bool_]

KINDS = frozenset({"figure", "finding", "national", "list", "comparison", "not_in_reports"})
NAMES = Features._fields
AGAINST = frozenset(
    {
        *("aside", "missing", "gap", "gap_around", "strict_gap", "unheard", "unsaid"),
        *("unsaid_share", "off_term", "leans", "announces", "fragment", "beside", "uncounted"),
    }
)
"""Features that can only speak against a sentence. All others but the free ones only speak for
it: with few questions a weight of the wrong sign is chance, and costs on other reports."""
FREE = frozenset({"length", "opening", "asks_figure", "sorted", "background"})
RIDGE = 0.02
"""Weight of the penalty on large weights, on features of unit spread."""
STEPS, RATE = 500, 0.05
NEAREST = 3
"""Sentences of an unanswerable question that count as wrong ones."""


class Asked(NamedTuple):
    """One question with the sentences that were looked at."""

    pair: str
    report: str
    """Of its evidence; empty where no report answers."""
    features: Floats
    """[sentences, features]"""
    right: Marks
    """Which of them hold evidence."""
    measured: bool = False
    """Whether a quantity is asked for: these are told from others by weights of their own."""


class Ranked(NamedTuple):
    """Where the first right sentence stood, question by question."""

    ranks: tuple[int, ...]
    """From 0; the number of sentences where none is right."""

    def share(self, within: int) -> float:
        """Share of the questions with a right sentence among the first ones."""
        return sum(rank < within for rank in self.ranks) / len(self.ranks) if self.ranks else 0.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what the weights are worth; with --write put them into the data file too."""
    parser = argparse.ArgumentParser(prog="python -m evals.fitting", description=__doc__)
    parser.add_argument("--reports", type=Path, required=True, help="folder of published reports")
    parser.add_argument("--write", type=Path, help="file to write the fitted weights to")
    parser.add_argument("suites", nargs="*", type=Path, metavar="SUITE")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as store:
        library = open_library(Path(store))
        paths = sorted(chosen.reports.glob("*.txt"))
        library.add((read_report(path), path.read_bytes()) for path in paths)
        pairs = [pair for suite in load_suites(chosen.suites) for pair in suite.pairs]
        asked = list(collect(Knowledge(library), pairs))
        library.close()
    for line in described(asked):
        print(line)
    if chosen.write:
        chosen.write.write_text(as_yaml(fit(asked)), encoding="utf-8")
    return 0


def collect(knowledge: Knowledge, pairs: Iterable[Pair]) -> Iterator[Asked]:
    """The questions that passages answer, or that no report does, in all their wordings."""
    for pair in pairs:
        known = pair.evidence or pair.kind == "not_in_reports"
        if len(pair.turns) > 1 or pair.kind not in KINDS or not known:
            continue
        for question in (*pair.turns, *pair.paraphrases):
            found = _sentences(knowledge, question)
            if not found:
                continue
            right = np.array([_holds(knowledge, pair, f) for f in found])
            report = pair.evidence[0][0].report if pair.evidence else ""
            rows = np.array([list(f.features) for f in found], dtype=np.float64)
            measured = bool(found[0].features.asks_figure)
            yield Asked(pair.id, report, rows, right, measured)


def described(asked: Sequence[Asked]) -> Iterator[str]:
    """How often a right sentence comes first, with weights fitted to the other reports alone."""
    answered = [a for a in asked if a.right.any()]
    refused = [a for a in asked if not a.report]
    yield f"wordings of questions with evidence: {len(answered)}, of no answer: {len(refused)}"
    held: list[int] = []
    for report in sorted({a.report for a in answered}):
        others = [a for a in asked if a.report != report]
        here = [a for a in answered if a.report == report]
        there = ranked(here, fit_order(others))
        yield f"  {report}: {_shares(there)} ({len(here)})"
        held += there.ranks
    yield f"fitted without the report: {_shares(Ranked(tuple(held)))}"
    order = fit_order(answered)
    yield f"fitted with it:            {_shares(ranked(answered, order))}"
    for name, measured in (("figures", True), ("text", False)):
        yield f"confidence, {name}:"
        these = [a for a in answered if a.measured is measured]
        yield from _confidences(these, [a for a in refused if a.measured is measured], order)


def _confidences(
    answered: Sequence[Asked], refused: Sequence[Asked], order: Floats
) -> Iterator[str]:
    """What thresholds of confidence keep of right first sentences, and of unanswerable questions'.

    The confidence of each fifth of the questions is fitted to the other four fifths.
    """
    right: list[float] = []
    wrong: list[float] = []
    none: list[float] = []
    both = [*answered, *refused]
    names = sorted({a.pair for a in both})
    for fold in range(5):
        test = {name for i, name in enumerate(names) if i % 5 == fold}
        weights, bias = fit_confidence([a for a in both if a.pair not in test], order)
        for a in (a for a in both if a.pair in test):
            best = int(np.argmax(a.features @ order))
            odds = float(1 / (1 + np.exp(-(a.features[best] @ weights + bias))))
            (none if not a.report else right if a.right[best] else wrong).append(odds)
    for limit in (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5):
        kept = [f"{_kept(group, limit):.3f}" for group in (right, wrong, none)]
        yield f"confidence {limit}: keeps right {kept[0]}, wrong {kept[1]}, of no answer {kept[2]}"


def _kept(group: Sequence[float], limit: float) -> float:
    return sum(odds >= limit for odds in group) / len(group) if group else 0.0


def fit(asked: Sequence[Asked]) -> Weights:
    """All weights, from all questions."""
    order = fit_order([a for a in asked if a.right.any()])

    def confidence(measured: bool) -> Confidence:
        alike = [a for a in asked if a.measured is measured]
        weights, bias = fit_confidence(alike or asked, order)
        return Confidence(weights=_named(weights), bias=round(bias, 4))

    return Weights(order=_named(order), text=confidence(False), figure=confidence(True))


def fit_order(asked: Sequence[Asked]) -> Floats:
    """Weights under which the right sentences of a question are the likeliest of all its sentences.

    A multinomial logistic model (softmax over one question's sentences) with a ridge, by Adam.
    """
    usable = [a for a in asked if a.right.any()]
    middle, spread = _scale(usable)
    rows = [((a.features - middle) / spread, a.right) for a in usable]

    def slope(weights: Floats) -> Floats:
        total = RIDGE * weights * len(rows)
        for features, right in rows:
            scores = features @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            wanted = np.where(right, chances, 0.0)
            total += features.T @ (chances - wanted / wanted.sum())
        return total / len(rows)

    return _descend(slope, len(NAMES)) / spread


def fit_confidence(asked: Sequence[Asked], order: Floats) -> tuple[Floats, float]:
    """Weights that tell a right sentence from the best ones of questions that none answers.

    For an answered question the best right sentence counts as right, and the best ones that are
    left when its evidence is taken away as wrong: that is what a library without it would offer.
    """
    features: list[Floats] = []
    marks: list[float] = []
    amounts: list[float] = []
    for a in asked:
        scores = a.features @ order
        best = np.argsort(-scores, kind="stable")
        if a.right.any():
            features.append(a.features[next(i for i in best if a.right[i])])
            marks.append(1.0)
            amounts.append(1.0)
        wrong = [i for i in best if not a.right[i]][:NEAREST]
        for i in wrong:
            features.append(a.features[i])
            marks.append(0.0)
            amounts.append((0.3 if a.report else 1.0) / len(wrong))
    table, wanted, amount = np.array(features), np.array(marks), np.array(amounts)
    middle, spread = table.mean(axis=0), table.std(axis=0) + 1e-9
    scaled = np.hstack([(table - middle) / spread, np.ones((len(table), 1))])

    def slope(weights: Floats) -> Floats:
        chances = 1 / (1 + np.exp(-(scaled @ weights)))
        total: Floats = scaled.T @ (amount * (chances - wanted)) / amount.sum()
        total[:-1] += 0.2 * RIDGE * weights[:-1]
        return total

    fitted = _descend(slope, len(NAMES) + 1)
    weights = fitted[:-1] / spread
    return weights, float(fitted[-1] - middle @ weights)


def ranked(asked: Sequence[Asked], order: Floats) -> Ranked:
    """Where the first right sentence of each question stands under these weights."""
    ranks: list[int] = []
    for a in asked:
        best = np.argsort(-(a.features @ order), kind="stable")
        ranks.append(int(np.argmax(a.right[best])))
    return Ranked(tuple(ranks))


def as_yaml(fitted: Weights) -> str:
    """The weights as the data file has them."""
    head = (
        "# Fitted by `python -m evals.fitting --reports FOLDER --write FILE`, not chosen by hand:\n"
        "# what each feature of a sentence (index/answers/features.py) adds, in log odds.\n"
    )
    return head + yaml.safe_dump(fitted.model_dump(), sort_keys=False)


def _descend(slope: "Callable[[Floats], Floats]", size: int) -> Floats:
    """The minimum of a smooth function from its slope, by Adam from zero: the same every time."""
    weights = np.zeros(size)
    first, second = np.zeros(size), np.zeros(size)
    low, high = _signs(size)
    for step in range(1, STEPS + 1):
        steep = slope(weights)
        first = 0.9 * first + 0.1 * steep
        second = 0.999 * second + 0.001 * steep * steep
        move = (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weights = np.clip(weights - RATE * move, low, high)
    return weights


def _signs(size: int) -> tuple[Floats, Floats]:
    """The least and the largest value of each weight; a bias behind the features is free."""
    free = [name in FREE for name in NAMES] + [True] * (size - len(NAMES))
    against = [name in AGAINST for name in NAMES] + [False] * (size - len(NAMES))
    low = np.where(np.array(free) | np.array(against), -np.inf, 0.0)
    high = np.where(np.array(against), 0.0, np.inf)
    return low, high


def _scale(asked: Sequence[Asked]) -> tuple[Floats, Floats]:
    rows = np.vstack([a.features for a in asked])
    return rows.mean(axis=0), rows.std(axis=0) + 1e-9


def _named(values: Floats) -> dict[str, float]:
    return {name: round(float(v), 4) for name, v in zip(NAMES, values, strict=True)}


def _shares(found: Ranked) -> str:
    return ", ".join(f"first {k}: {found.share(k):.3f}" for k in (1, 2, 3, 5, 8))


def _sentences(knowledge: Knowledge, question: str) -> list[Found]:
    """The sentences that an answer in the reports' words would choose from."""
    plan = plan_question(
        question,
        question,
        knowledge.names,
        knowledge.schemes,
        knowledge.mend,
        knowledge.headings,
        knowledge.topical,
    )
    if plan.intent not in {"finding", "figure"} or len(plan.places) > 1:
        return []
    place = plan.places[0] if plan.places else None
    national = set(knowledge.national_reports())
    own = {i.id for i in knowledge.infos.values() if place and i.subject == place.name}
    if place:
        return find_sentences(knowledge, plan, own | national, place)
    return find_sentences(
        knowledge, plan, national if plan.national and national else set(knowledge.infos)
    )


def _holds(knowledge: Knowledge, pair: Pair, found: Found) -> bool:
    """Whether a sentence has the words of the pair's evidence, or is a part of them."""
    text = plain(found.text)
    for place in (place for group in pair.evidence for place in group):
        words = plain(place.words)
        if place.report == found.passage.report_id and (words in text or text in words):
            return True
    return False


if __name__ == "__main__":
    sys.exit(main())
