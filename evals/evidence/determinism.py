"""The same files and the same questions, in two new stores and two processes: the same bytes?"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.evidence.front import run_reports
from evals.models import Pair
from evals.suite import load_suites

QUESTIONS = 50


def determinism_section(reports_dir: Path) -> Iterator[str]:
    """How many of 50 conversations got the same bytes twice, and which did not."""
    pairs = [pair for suite in load_suites() for pair in suite.pairs]
    chosen = spread(pairs, QUESTIONS)
    given = []
    with TemporaryDirectory() as folder:
        for name, seed in (("one", "1"), ("two", "2")):
            given.append(_answers(Path(folder) / name, reports_dir, chosen, seed))
    first, second = given
    differing = [
        pair.id for pair, one, other in zip(chosen, first, second, strict=True) if one != other
    ]
    size = sum(len(line) for line in first)
    yield (
        f"{len(chosen) - len(differing)} of {len(chosen)} conversations with the same bytes "
        f"({size} bytes) from two stores by two processes"
    )
    yield from (f"  differs: {name}" for name in differing)


def spread(pairs: Sequence[Pair], count: int) -> list[Pair]:
    """That many pairs, evenly over the list, so that every kind is among them."""
    if len(pairs) <= count:
        return list(pairs)
    return [pairs[i * len(pairs) // count] for i in range(count)]


def _answers(folder: Path, reports_dir: Path, pairs: Sequence[Pair], seed: str) -> list[bytes]:
    folder.mkdir()
    questions = folder / "questions.jsonl"
    lines = [json.dumps({"id": pair.id, "turns": list(pair.turns)}) for pair in pairs]
    questions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    # Another order of sets and dictionaries of strings must not show either.
    variables = {"PYTHONHASHSEED": seed}
    run_reports(folder / "store", "ingest", str(reports_dir), variables=variables)
    printed = run_reports(folder / "store", "batch", str(questions), variables=variables)
    return printed.splitlines()
