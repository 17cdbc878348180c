"""Spoilt files read one by one within limits, and what became of each."""

import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

import psutil

from ingest.errors import UnreadableFile
from ingest.readers.guarded import Guard, Limits, ReadingFailed
from tests.fuzz.corpus import MAKERS
from tests.fuzz.mutations import mutate

LIMITS = Limits(seconds=60, memory_mb=500)
"""Ten times and more what any of these files takes when it is whole."""
FATES = ("read", "refused", "failed", "crashed", "hung", "swelled")
Fate = Literal["read", "refused", "failed", "crashed", "hung", "swelled"]
GOOD: tuple[Fate, ...] = ("read", "refused")
_SAID: tuple[tuple[str, Fate], ...] = (
    ("brings down", "crashed"),
    ("takes longer", "hung"),
    ("needs more memory", "swelled"),
)


class Case(NamedTuple):
    """One spoilt file and what became of it."""

    number: int
    ending: str
    fate: Fate
    said: str
    seconds: float
    memory: int
    """Most megabytes that the process had which read it; those before count along."""


def spoilt(number: int, seed: int, whole: dict[str, bytes]) -> tuple[str, bytes]:
    """The ending and the bytes of one spoilt file: the same for the same number and seed."""
    chance = random.Random(f"{seed}:{number}")
    ending = list(MAKERS)[number % len(MAKERS)]
    return ending, mutate(whole[ending], ending, whole, chance)


def fuzz(numbers: range, seed: int, folder: Path, keep: Path) -> Iterator[Case]:
    """Read spoilt files; those that did not end as they should are kept in a folder."""
    whole = {ending: make() for ending, make in MAKERS.items()}
    with Guard(LIMITS) as guard, _Memory() as memory:
        for number in numbers:
            ending, data = spoilt(number, seed, whole)
            path = folder / f"spoilt{ending}"
            path.write_bytes(data)
            memory.most = 0
            began = time.perf_counter()
            fate, said = _read(guard, path)
            seconds = time.perf_counter() - began
            if fate not in GOOD:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{seed}-{number}-{fate}{ending}").write_bytes(data)
                (keep / f"{seed}-{number}-{fate}.log").write_text(said, "utf-8")
            yield Case(number, ending, fate, said, seconds, memory.most // 1_000_000)


def _read(guard: Guard, path: Path) -> tuple[Fate, str]:
    try:
        guard.read(path)
    except UnreadableFile as error:
        fates = (fate for words, fate in _SAID if error.reason.startswith(words))
        return next(fates, "refused"), error.reason
    except ReadingFailed as error:
        return "failed", str(error)
    return "read", ""


class _Memory:
    """Watches how much memory the processes have that this one started."""

    def __init__(self) -> None:
        self.most = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "_Memory":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        me = psutil.Process()
        while not self._done.wait(0.02):
            for child in me.children():
                try:
                    self.most = max(self.most, child.memory_info().rss)
                except psutil.Error:
                    continue
