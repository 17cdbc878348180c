"""Analytic questions over 1,000 made-up reports (7,000 ratings), beside their bare SQL.

What is measured is the assistant's own work: the library is opened without vectors, because no
analytic answer needs one. Whoever has the SQL of a plan hands `report` a `Bare`; then the p95 of
the answers stands beside the p95 of the statements alone, on the same tables.
"""

import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from index.answers.assistant import Assistant
from index.models import QuestionPlan
from index.stores.embedding import LEXICAL
from index.stores.library import Library, open_library
from ingest.report import read_report
from tests.generated.library import write_library
from tests.generated.truth import Inspection

REPORTS = 1000
ROUNDS = 3
"""Times that each question is asked; the median counts."""
SLOWEST = 5

Bare = Callable[[str, QuestionPlan], float | None]
"""Seconds that the SQL of a question and its plan takes, its rows fetched; None without any SQL."""


class Timed(NamedTuple):
    """One question, and what its answer took."""

    question: str
    plan: QuestionPlan
    status: str
    seconds: float
    facts: int
    """Facts of the answer."""


def main() -> int:
    """Print the figures for a library made for the purpose."""
    with tempfile.TemporaryDirectory() as folder, made_library(Path(folder)) as (library, said):
        start = time.perf_counter()
        assistant = Assistant(library)
        assistant.knowledge()
        print(f"knowledge of {len(said)} reports: {time.perf_counter() - start:.1f} s")
        report(measure(assistant, questions(said)))
    return 0


@contextmanager
def made_library(
    folder: Path, reports: int = REPORTS
) -> Iterator[tuple[Library, tuple[Inspection, ...]]]:
    """A library of so many made-up reports, and what they say; the times of both are printed."""
    start = time.perf_counter()
    said = write_library(folder / "reports", reports)
    library = open_library(folder / "library", embedding=LEXICAL)
    files = sorted((folder / "reports").iterdir())
    library.add((read_report(file), file.read_bytes()) for file in files)
    ratings = sum(len(each.ratings) for each in said)
    places = len({each.place.subject for each in said})
    print(
        f"library: {len(said)} reports of {places} places, {ratings} ratings, "
        f"made in {time.perf_counter() - start:.0f} s"
    )
    yield library, said
    library.close()


def questions(said: Sequence[Inspection]) -> list[str]:
    """Questions that only rows can answer: about all places, some, and a few by name."""
    often = [name for name, _ in Counter(each.place.subject for each in said).most_common(3)]
    one, two, three = often
    region = next(each.place.region for each in said if each.place.subject == one)
    return [
        "How many PDUs were rated 'Inadequate' for planning?",
        "How many PDUs were rated 'Outstanding' for leadership in 2026?",
        "How many PDUs have been inspected?",
        "How many reports are there for each region?",
        "Which PDUs were rated 'Outstanding' for staffing?",
        f"Which PDUs in {region} were rated 'Good' for services?",
        "Which PDUs were rated 'Inadequate' for every standard?",
        "Which PDUs were rated 'Good' for leadership and 'Inadequate' for assessment?",
        "Which PDUs were rated higher for planning than for assessment?",
        "Which PDU has the highest score?",
        "Which PDU has the lowest score?",
        "What are the ten highest scores?",
        "List the five PDUs with the lowest scores in 2025.",
        f"Rank the PDUs of {region} by score.",
        "What is the average score?",
        "What is the average score by region?",
        f"What is the average score in {region}?",
        "What is the average score by year?",
        "Which region has the highest average score?",
        "Which standard is rated worst?",
        "Which standard has the most 'Inadequate' ratings?",
        "What percentage of PDUs were rated 'Requires improvement' overall?",
        "How are the ratings for reviewing distributed?",
        "Which PDUs improved their score between inspections?",
        "Which PDUs have been inspected more than once?",
        "How many PDUs scored less than 5 out of 21?",
        "Which PDUs scored more than 20 out of 27?",
        f"What ratings did {one} get?",
        f"What was the score of {two}?",
        f"Compare {one} and {three} on every standard.",
        f"How did the ratings of {one} change between its inspections?",
        f"Is {two} rated better than {three} for leadership?",
        "Which PDUs were inspected in 2024?",
        "What was the trend of leadership ratings over the years?",
    ]


def measure(assistant: Assistant, asked: Sequence[str]) -> list[Timed]:
    """Each question asked on its own, after one round in which caches fill."""
    for question in asked:
        assistant.ask(question)
    return [_timed(assistant, question) for question in asked]


def report(timed: Sequence[Timed], bare: Bare | None = None) -> None:
    """Print p50 and p95 of the answers, of their bare SQL where it is known, and the slowest."""
    seconds = [each.seconds for each in timed]
    print(f"questions: {len(timed)}, {dict(Counter(each.status for each in timed))}")
    print(f"answer: p50 {_ms(seconds, 50)}, p95 {_ms(seconds, 95)}")
    if bare is not None:
        beside_sql(timed, bare)
    for each in sorted(timed, key=lambda each: -each.seconds)[:SLOWEST]:
        print(
            f"  {1000 * each.seconds:.0f} ms, {each.plan.intent}, {each.status}, "
            f"{each.facts} facts: {each.question}"
        )


def beside_sql(timed: Sequence[Timed], bare: Bare) -> None:
    """Print p95 against p95, over the questions that have SQL at all."""
    pairs = [(each.seconds, bare(each.question, each.plan)) for each in timed]
    both = [(answer, alone) for answer, alone in pairs if alone is not None]
    answers, alone = [answer for answer, _ in both], [each for _, each in both]
    ratio = _quantile(answers, 95) / _quantile(alone, 95)
    print(
        f"bare SQL of {len(both)} questions: p50 {_ms(alone, 50)}, p95 {_ms(alone, 95)}; "
        f"their answers: p95 {_ms(answers, 95)}, {ratio:.1f} times the SQL"
    )


def _timed(assistant: Assistant, question: str) -> Timed:
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        reply = assistant.ask(question)
        seconds.append(time.perf_counter() - start)
    answer = reply.answer
    return Timed(question, reply.plan, answer.status, statistics.median(seconds), len(answer.facts))


def _quantile(values: Sequence[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def _ms(values: Sequence[float], percent: int) -> str:
    return f"{1000 * _quantile(values, percent):.1f} ms"


if __name__ == "__main__":
    sys.exit(main())
