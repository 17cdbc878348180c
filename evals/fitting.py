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

from evals.judgements import USEFUL, Judged, load_judged
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
FREE = frozenset({"length", "opening", "asks_figure", "sorted", "background", "lead"})
RIDGE = 0.02
"""Weight of the penalty on large weights, on features of unit spread."""
STEPS, RATE = 500, 0.05
SLIGHT = 0.001
"""The same for confidence, of which thousands of judged sentences tell."""
NEAREST = 3
"""Sentences of a pair without its evidence that count as wrong ones."""
POOL = 4
"""Judged sentences of a question that count for confidence: the best ones, which may be shown."""
COMPARED = ("standing", "behind", "lead")
"""Features that the order of sentences gives, and that cannot give it."""


class Asked(NamedTuple):
    """One question with the sentences that were looked at."""

    question: str
    """In its first wording."""
    report: str
    """Of its evidence; empty where no report answers."""
    features: Floats
    """[sentences, features]"""
    right: Marks
    """Which of them hold evidence."""
    measured: bool = False
    """Whether a quantity is asked for: these are told from others by weights of their own."""
    judged: Marks | None = None
    """Which sentences somebody judged; None where all that are not right are wrong."""
    share: float = 1.0
    """How much it counts: other wordings of one question share in it."""


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
        knowledge = Knowledge(library)
        asked = list(collect(knowledge, pairs))
        judged = list(collect_judged(knowledge, load_judged()))
        library.close()
    for line in (*described(asked), *confidences(asked, judged, fit_order(asked))):
        print(line)
    if chosen.write:
        chosen.write.write_text(as_yaml(fit(asked, judged)), encoding="utf-8")
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
            yield Asked(pair.turns[-1], report, rows, right, measured)


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


def collect_judged(knowledge: Knowledge, questions: Iterable[Judged]) -> Iterator[Asked]:
    """The judged questions that the texts are searched for, in all their wordings."""
    for one in questions:
        searched = [found for q in one.wordings if (found := _sentences(knowledge, q))]
        for found in searched:
            grades = [one.grade(f.passage.id, f.start, f.end) for f in found]
            yield Asked(
                one.wordings[0],
                "",
                np.array([list(f.features) for f in found], dtype=np.float64),
                np.array([g is not None and g >= USEFUL for g in grades]),
                bool(found[0].features.asks_figure),
                np.array([g is not None for g in grades]),
                1 / len(searched),
            )


def confidences(asked: Sequence[Asked], judged: Sequence[Asked], order: Floats) -> Iterator[str]:
    """What thresholds of confidence keep of the first sentences and of all judged ones.

    The confidence of each fifth of the questions is fitted to the other four fifths.
    """
    names = sorted({a.question for a in judged})
    for name, measured in (("figures", True), ("text", False)):
        known = [a for a in asked if a.measured is measured]
        these = [a for a in judged if a.measured is measured]
        first: list[tuple[bool, float]] = []
        every: list[tuple[bool, float]] = []
        for fold in range(5):
            test = set(names[fold::5])
            others = [a for a in (*known, *these) if a.question not in test]
            weights, bias = fit_confidence(others, order)
            for a in (a for a in these if a.question in test):
                odds = 1 / (1 + np.exp(-(a.features @ weights + bias)))
                best = [i for i in _first(a, order) if a.judged is None or a.judged[i]]
                found = [(bool(a.right[i]), float(odds[i])) for i in best]
                first += found[:1]
                every += found
        yield f"confidence, {name}: {len(these)} wordings of judged questions"
        for limit in LIMITS:
            yield f"  from {limit}: first ones {_kept(first, limit)}; all {_kept(every, limit)}"


LIMITS = (0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6)


def _kept(found: Sequence[tuple[bool, float]], limit: float) -> str:
    shown = [useful for useful, odds in found if odds >= limit]
    useful = sum(useful for useful, _ in found)
    right = sum(shown) / len(shown) if shown else 0.0
    return f"{sum(shown) / (useful or 1):.3f} of the useful kept, {right:.3f} of the kept useful"


def fit(asked: Sequence[Asked], judged: Sequence[Asked]) -> Weights:
    """All weights: the order from pairs with evidence, the confidence from them and judged ones."""
    order = fit_order([a for a in asked if a.right.any()])

    def confidence(measured: bool) -> Confidence:
        every = [*asked, *judged]
        alike = [a for a in every if a.measured is measured]
        weights, bias = fit_confidence(alike or every, order)
        return Confidence(weights=_named(weights), bias=round(bias, 4))

    return Weights(order=_named(order), text=confidence(False), figure=confidence(True))


def fit_order(asked: Sequence[Asked]) -> Floats:
    """Weights under which the right sentences of a question are the likeliest of all its sentences.

    A multinomial logistic model (softmax over one question's sentences) with a ridge, by Adam.
    """
    usable = [a for a in asked if a.right.any()]
    middle, spread = _scale(usable)
    rows = [((a.features - middle) / spread, a.right) for a in usable]
    later = [NAMES.index(name) for name in COMPARED]
    for features, _ in rows:
        features[:, later] = 0.0

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
    """Weights that tell sentences that may stand in an answer from those that may not."""
    parts = [
        _judged_rows(a, order) if a.judged is not None else _known_rows(a, order) for a in asked
    ]
    table = np.vstack([a.features[rows] for a, (rows, _) in zip(asked, parts, strict=True)])
    wanted = np.concatenate([a.right[rows] for a, (rows, _) in zip(asked, parts, strict=True)])
    amount = np.concatenate([amounts for _, amounts in parts])
    middle, spread = table.mean(axis=0), table.std(axis=0) + 1e-9
    scaled = np.hstack([(table - middle) / spread, np.ones((len(table), 1))])

    def slope(weights: Floats) -> Floats:
        chances = 1 / (1 + np.exp(-(scaled @ weights)))
        total: Floats = scaled.T @ (amount * (chances - wanted)) / amount.sum()
        total[:-1] += SLIGHT * weights[:-1]
        return total

    fitted = _descend(slope, len(NAMES) + 1)
    weights = fitted[:-1] / spread
    return weights, float(fitted[-1] - middle @ weights)


def _judged_rows(asked: Asked, order: Floats) -> tuple[list[int], Floats]:
    """Of a judged question the best POOL of the judged sentences, those that may be shown."""
    assert asked.judged is not None
    rows = [i for i in _first(asked, order) if asked.judged[i]][:POOL]
    return rows, np.full(len(rows), asked.share)


def _known_rows(asked: Asked, order: Floats) -> tuple[list[int], Floats]:
    """Of a pair the best sentence that holds its evidence, and the best ones that do not.

    The latter are what a library without the evidence would offer; they may say it otherwise.
    """
    best = _first(asked, order)
    right = [i for i in best if asked.right[i]][:1]
    wrong = [i for i in best if not asked.right[i]][:NEAREST]
    amount = (0.3 if right else 1.0) / max(1, len(wrong))
    return right + wrong, np.array([1.0] * len(right) + [amount] * len(wrong))


def _first(asked: Asked, order: Floats) -> list[int]:
    """The sentences of a question, the best first."""
    return [int(i) for i in np.argsort(-(asked.features @ order), kind="stable")]


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
