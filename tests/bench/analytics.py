"""Analytic questions over 1,000 made-up reports (7,000 ratings), beside their bare SQL.

What is measured is the assistant's own work: the library is opened without vectors, because no
analytic answer needs one. Bare SQL is every statement that an answer put to the ratings table, as
the database got it, run again by the driver alone on the same connection, its rows fetched.
Answer and SQL are timed in turn, so that what else the machine does slows both.
"""

import resource
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Engine, event

from index.answers.assistant import Assistant
from index.models import QuestionPlan
from index.stores.embedding import LEXICAL
from index.stores.library import Library, open_library
from ingest.report import read_report
from tests.bench.speed import quantile, timed
from tests.generated.library import write_library
from tests.generated.truth import Inspection

REPORTS = 1000
ROUNDS = 5
"""Times that each question is asked; each counts."""
SLOWEST = 5
LIMIT = 20
"""The p95 of the answers is to stay within so many times that of their SQL."""


class Sent(NamedTuple):
    """A statement as the ratings table's database got it."""

    connection: Any
    """The driver's own."""
    sql: str
    parameters: Any


class Timed(NamedTuple):
    """One question, and what its answer took."""

    question: str
    plan: QuestionPlan
    status: str
    seconds: tuple[float, ...]
    """Of each time that it was asked."""
    bare: tuple[float, ...]
    """Seconds of its SQL alone; none where the plan has no table, or nothing was put to one."""
    statements: int
    facts: int
    """Facts of the answer."""
    citations: int


def main() -> int:
    """Print the figures for a library made for the purpose."""
    with tempfile.TemporaryDirectory() as folder, made_library(Path(folder)) as (library, said):
        assistant = Assistant(library)
        print(f"knowledge of {len(said)} reports: {timed(assistant.knowledge):.1f} s")
        report(measure(assistant, questions(said)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform.startswith("linux") else 1024 * 1024
    )
    print(f"memory: {peak:.0f} MB at most")
    return 0


@contextmanager
def made_library(
    folder: Path, reports: int = REPORTS
) -> Iterator[tuple[Library, tuple[Inspection, ...]]]:
    """A library of so many made-up reports, and what they say; the times of both are printed."""
    said = write_library(folder / "reports", reports)
    library = open_library(folder / "library", embedding=LEXICAL)
    files = sorted((folder / "reports").iterdir())
    read = [(read_report(file), file.read_bytes()) for file in files]
    seconds = timed(lambda: library.add(read))
    ratings = sum(len(each.ratings) for each in said)
    places = len({each.place.subject for each in said})
    print(
        f"library: {len(said)} reports of {places} places, {ratings} ratings; "
        f"added in {seconds:.1f} s, once they are read"
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


def report(every: Sequence[Timed]) -> None:
    """Print p50 and p95 of the answers and of their SQL, and which are slowest."""
    seconds = [run for each in every for run in each.seconds]
    print(f"questions: {len(every)}, {dict(Counter(each.status for each in every))}")
    print(f"answer: p50 {_ms(seconds, 50)}, p95 {_ms(seconds, 95)}")
    beside_sql(every)
    for each in sorted(every, key=lambda each: -statistics.median(each.seconds))[:SLOWEST]:
        print(f"  {1000 * statistics.median(each.seconds):.0f} ms, {_of_sql(each)}{each.question}")


def beside_sql(every: Sequence[Timed]) -> None:
    """Print p95 against p95, over the questions that the ratings table answers."""
    tabled = [each for each in every if each.bare]
    answers = [run for each in tabled for run in each.seconds]
    alone = [run for each in tabled for run in each.bare]
    ratios = [statistics.median(each.seconds) / statistics.median(each.bare) for each in tabled]
    print(f"of these with a table: {len(tabled)}")
    print(f"  their answers: p50 {_ms(answers, 50)}, p95 {_ms(answers, 95)}")
    print(f"  their bare SQL: p50 {_ms(alone, 50)}, p95 {_ms(alone, 95)}")
    print(
        f"  p95 of the answers: {quantile(answers, 95) / quantile(alone, 95):.1f} times "
        f"that of the SQL (limit {LIMIT})"
    )
    print(
        f"  each answer beside its own SQL: p50 {quantile(ratios, 50):.1f} times, "
        f"p95 {quantile(ratios, 95):.1f} times"
    )


def _of_sql(each: Timed) -> str:
    shown = f"{each.status}, {each.facts} facts, {each.citations} citations: "
    if not each.bare:
        return shown
    alone = 1000 * statistics.median(each.bare)
    return f"{alone:.1f} ms of SQL ({each.statements} statements), {shown}"


def _timed(assistant: Assistant, question: str) -> Timed:
    with _sent() as statements:
        reply = assistant.ask(question)
    seconds, alone = [], []
    for _ in range(ROUNDS):
        seconds.append(timed(lambda: assistant.ask(question)))
        alone.append(timed(lambda: _run(statements)))
    answer, tabled = reply.answer, reply.plan.table is not None and statements
    return Timed(
        question,
        reply.plan,
        answer.status,
        tuple(seconds),
        tuple(alone) if tabled else (),
        len(statements),
        len(answer.facts),
        len(answer.citations),
    )


@contextmanager
def _sent() -> Iterator[list[Sent]]:
    """Every statement that is put to the ratings table meanwhile: the one database in memory."""
    found: list[Sent] = []

    def keep(connection: Any, cursor: Any, sql: str, parameters: Any, *_: Any) -> None:
        if not connection.engine.url.database:
            found.append(Sent(cursor.connection, sql, parameters))

    event.listen(Engine, "before_cursor_execute", keep)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", keep)


def _run(statements: Sequence[Sent]) -> None:
    for each in statements:
        each.connection.execute(each.sql, each.parameters).fetchall()


def _ms(values: Sequence[float], percent: int) -> str:
    return f"{1000 * quantile(values, percent):.1f} ms"


if __name__ == "__main__":
    sys.exit(main())
