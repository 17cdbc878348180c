"""The same files and the same questions, in two new stores and two processes: the same bytes?"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.evidence.front import run_reports
from evals.models import Pair
from evals.suite import load_suites

QUESTIONS = 50
SUITES = ("first", "conversations")
"""Run as a whole in both stores, which takes a minute."""


def determinism_section(reports_dir: Path) -> Iterator[str]:
    """How many of 50 conversations got the same bytes twice, and which did not."""
    pairs = [pair for suite in load_suites() for pair in suite.pairs]
    chosen = spread(pairs, QUESTIONS)
    with TemporaryDirectory() as folder:
        one, two = Path(folder) / "one", Path(folder) / "two"
        first = _answers(one, reports_dir, chosen, "1")
        second = _answers(two, reports_dir, chosen, "2")
        for store, seed in ((one, "1"), (two, "2")):
            _run(store, seed)
        kept, other = differing_files(one / "run", two / "run")
    differing = [
        pair.id for pair, one, other in zip(chosen, first, second, strict=True) if one != other
    ]
    size = sum(len(line) for line in first)
    yield (
        f"{len(chosen) - len(differing)} of {len(chosen)} conversations with the same bytes "
        f"({size} bytes) from two stores by two processes"
    )
    yield from (f"  differs: {name}" for name in differing)
    yield (
        f"the suites {' and '.join(SUITES)} run in both: of {len(kept)} files of the run "
        f"{len(kept) - len(other)} have the same bytes; differing: {', '.join(other) or 'none'}"
    )


def differing_files(one: Path, other: Path) -> tuple[list[str], list[str]]:
    """The names of the files of two folders, and of those that have not the same bytes in both."""
    names = sorted({file.name for folder in (one, other) for file in folder.iterdir()})
    unlike = [name for name in names if _bytes(one / name) != _bytes(other / name)]
    return names, unlike


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


def _run(folder: Path, seed: str) -> None:
    variables = {"PYTHONHASHSEED": seed}
    out = str(folder / "run")
    run_reports(folder / "store", "eval", "--out", out, *SUITES, variables=variables)


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None
