"""Twenty people at once: `python -m tests.load [--people 20] [--questions 1200] [--pause 10]`.

The pages are served by `reports serve` over the reports that REPORTS_DIR names, else our digests.
Each person asks, reads for `pause` seconds and asks again, each about other things. Told are
errors, answers that are not those of the question, words of somebody else's conversation, times
beside those of one person alone on the same server, and the memory of the server over the run.
"""

import argparse
import asyncio
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import psutil

from app.digests import bring_in_digests
from index.stores.library import Library, open_library
from ingest.report import read_report
from tests.load.client import Page, Person, join
from tests.serving import serving

_WORD = re.compile(r"\((person-\d+-of-this-run)\)")
_ALONE = 30
_PATIENCE = 120
"""Seconds for one answer, after which it is an error."""


class Asked(NamedTuple):
    """One question of one person, and what came of it."""

    at: float
    seconds: float
    fault: str
    """"" where all was as it should be."""


def main() -> int:
    """Print the figures; 1 where anybody had an error or saw what was somebody else's."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--questions", type=int, default=1200)
    parser.add_argument("--pause", type=float, default=10.0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        questions = _fill(Path(folder) / "library")
        with serving(Path(folder)) as served:
            port, server = served.port, psutil.Process(served.pid)
            alone = asyncio.run(_one(port, 0, questions, min(_ALONE, given.questions), 0.2))
            rest = _Memory(server)
            every = asyncio.run(_all(port, questions, given, rest))
    return _tell(alone, every, rest.megabytes)


def _fill(root: Path) -> list[str]:
    """A library, and questions that it answers: a rating of every place and standard."""
    library = open_library(root)
    named = os.environ.get("REPORTS_DIR")
    if named and Path(named).is_dir():
        files = sorted(Path(named).glob("*.txt"))
        library.add((read_report(file), file.read_bytes()) for file in files)
    else:
        bring_in_digests(library)
    questions = _questions(library)
    library.close()
    return questions


def _questions(library: Library) -> list[str]:
    rated = sorted(
        {
            (fact.subject, fact.standard.replace("_", " "), fact.value)
            for fact in library.facts()
            if fact.measure == "rating" and fact.standard and fact.value
        }
    )
    plain = [f"What was {place} rated for {standard}?" for place, standard, _ in rated]
    return plain + [f"Why was {place} rated {value} for {name}?" for place, name, value in rated]


async def _all(
    port: int, questions: Sequence[str], given: argparse.Namespace, memory: "_Memory"
) -> list[Asked]:
    each = given.questions // given.people
    people = [
        _one(port, number, questions, each, given.pause) for number in range(1, given.people + 1)
    ]
    watch = asyncio.create_task(memory.watch())
    found = await asyncio.gather(*people)
    watch.cancel()
    return [asked for one in found for asked in one]


async def _one(
    port: int, number: int, questions: Sequence[str], count: int, pause: float
) -> list[Asked]:
    """One person's questions, each with a word that nobody else uses."""
    chance = random.Random(number)
    mine = f"person-{number}-of-this-run"
    out: list[Asked] = []
    await asyncio.sleep(chance.uniform(0, pause))
    async with join(port) as connection:
        person = Person(connection)
        await person.open()
        for _ in range(count):
            question = f"{chance.choice(questions)} ({mine})"
            began = time.monotonic()
            try:
                page = await asyncio.wait_for(person.ask(question), _PATIENCE)
            except (TimeoutError, OSError) as error:
                out.append(Asked(began, _PATIENCE, type(error).__name__))
                break
            out.append(Asked(began, page.seconds, _fault(page, question, mine)))
            await asyncio.sleep(pause * chance.uniform(0.8, 1.2))
    return out


def _fault(page: Page, question: str, mine: str) -> str:
    """What is wrong with a page; "" where it holds the question's own answer and nobody else's."""
    if "EXCEPTION" in page.html or 'class="error"' in page.html:
        return "an error"
    if set(_WORD.findall(page.html)) - {mine}:
        return "somebody else's words"
    if question not in page.html.replace("&#x27;", "'"):
        return "the question is missing"
    place = question.split(" rated ")[0].split(" was ")[-1]
    last = page.html.rsplit('<p class="question">', 1)[-1]
    return "" if place in last and 'class="answer"' in last else "another answer"


class _Memory:
    """The memory of the server and its children, looked at every second."""

    def __init__(self, server: psutil.Process) -> None:
        self._server = server
        self.megabytes: list[float] = []

    async def watch(self) -> None:
        while True:
            with suppress(psutil.Error):
                processes = [self._server, *self._server.children(recursive=True)]
                size = sum(process.memory_info().rss for process in processes)
                self.megabytes.append(size / 1_000_000)
            await asyncio.sleep(1)


def _tell(alone: Sequence[Asked], every: Sequence[Asked], memory: Sequence[float]) -> int:
    faults = [asked.fault for asked in (*alone, *every) if asked.fault]
    print(f"one person alone: {_times(alone)}")
    print(f"all at once: {_times(every)}; {len(every)} questions")
    ratio = _p95(every) / _p95(alone)
    print(f"p95 at once is {ratio:.2f} times that of one alone (limit 3)")
    print(f"errors and wrong answers: {len(faults)} {sorted(set(faults))}")
    print(f"memory by quarters: {_course(memory)}; {max(memory):.0f} MB at most")
    return 1 if faults else 0


def _course(memory: Sequence[float]) -> str:
    """The mean of each quarter of the run, and how far the last is from the second."""
    ends = [len(memory) * quarter // 4 for quarter in range(5)]
    means = [statistics.fmean(memory[start : max(end, start + 1)]) for start, end in pairwise(ends)]
    drift = 100 * (means[3] - means[1]) / means[1]
    steps = ", ".join(f"{mean:.1f}" for mean in means)
    return f"{steps} MB; the last is {drift:+.1f} % from the second (flat: within 3 %)"


def _times(asked: Sequence[Asked]) -> str:
    seconds = [one.seconds for one in asked]
    return f"median {statistics.median(seconds):.2f} s, p95 {_p95(asked):.2f} s"


def _p95(asked: Sequence[Asked]) -> float:
    seconds = sorted(one.seconds for one in asked)
    return seconds[min(len(seconds) - 1, int(0.95 * len(seconds)))]


if __name__ == "__main__":
    sys.exit(main())
