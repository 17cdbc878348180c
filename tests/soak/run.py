"""`python -m tests.soak [N]`: kills commands at random moments and looks at what is left."""

import argparse
import os
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.soak.command import Killed, here, killed, outside, some_kill
from tests.soak.scenes import Scene, make_scenes
from tests.soak.whole import checked, differences, left_over, reports_of, state_of, wrong_with

KILLS = 200
_AGAIN = 0.2
"""Share of the rounds in which the next run is killed as well."""
_TELL = 20
"""Rounds between two lines that tell how far it has come."""
_OUTSIDE = 5
"""Every so many rounds the next run is a process of its own, too; the others save its start."""


class Round(NamedTuple):
    """One kill, or two, and what was left."""

    number: int
    scene: str
    kills: tuple[Killed, ...]
    groups: tuple[bool, ...]
    """Whether each kill was for the whole process group."""
    repaired: bool
    wrong: tuple[str, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Kill, look, and print a table; 1 where anything was wrong."""
    asked = _arguments(arguments)
    for name in [name for name in os.environ if name.startswith("REPORTS_")]:
        del os.environ[name]
    work = Path(tempfile.mkdtemp(prefix="reports-soak-"))
    began = time.monotonic()
    scenes = make_scenes(work)
    made = time.monotonic() - began
    print(f"seed {asked.seed}; {len(scenes)} scenes made in {made:.0f} s", flush=True)
    rounds = []
    numbers = [asked.only] if asked.only is not None else range(asked.number)
    for number in numbers:
        rounds.append(_round(number, asked.seed, scenes, work))
        if rounds[-1].wrong:
            kept = work / f"wrong-{number}"
            shutil.move(work / "round", kept)
            _print_wrong(rounds[-1], asked.seed, kept)
        if len(rounds) % _TELL == 0 and len(rounds) < len(numbers):
            print(f"{len(rounds)} rounds, {time.monotonic() - began:.0f} s", flush=True)
    _print_table(rounds, time.monotonic() - began)
    if any(each.wrong for each in rounds):
        return 1
    shutil.rmtree(work)
    return 0


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__)
    default = int(os.environ.get("SOAK_KILLS", KILLS))
    parser.add_argument("number", nargs="?", type=int, default=default, help="rounds")
    seed = int(os.environ.get("SOAK_SEED", random.SystemRandom().randrange(10_000)))
    parser.add_argument("--seed", type=int, default=seed, help="of the moments and of their order")
    parser.add_argument("--only", type=int, help="a single round of that seed")
    return parser.parse_args(arguments)


def _round(number: int, seed: int, scenes: Sequence[Scene], work: Path) -> Round:
    """Kill a command on a copy of its library, then see that nothing is half there."""
    chance = random.Random(f"{seed}/{number}")
    scene = scenes[number % len(scenes)]
    store = work / "round" / "library"
    shutil.rmtree(store.parent, ignore_errors=True)
    shutil.copytree(scene.base, store)
    kills, groups, wrong = [], [], []
    for _ in range(2 if chance.random() < _AGAIN else 1):
        kill = some_kill(chance, scene.phases)
        kills.append(killed(store, scene.arguments, kill, scene.seconds))
        groups.append(kill.group)
        if kills[-1].orphans:
            wrong.append(f"{kills[-1].orphans} processes were left running")
    found, repaired = checked(here(store, "check", "--json"))
    wrong += [*found, *left_over(store)]
    now = reports_of(store)
    wrong += wrong_with(now, scene.before, scene.allowed, scene.after.reports)
    if scene.arguments[0] != "remove" or scene.arguments[1] in now:
        run = here if number % _OUTSIDE else outside
        said = run(store, *scene.arguments)
        if said.code:
            wrong.append(f"the next run ended with {said.code}: {said.err}")
    wrong += [f"in the end {line}" for line in differences(state_of(store), scene.after)]
    found, again = checked(here(store, "check", "--json"))
    wrong += found + (["the next run left something to repair"] if again else [])
    return Round(number, scene.name, tuple(kills), tuple(groups), repaired, tuple(wrong))


def _print_wrong(found: Round, seed: int, kept: Path) -> None:
    kill = found.kills[-1]
    print(f"round {found.number} ({found.scene}), killed while {kill.phase}, {kill.after:.2f} s:")
    for line in found.wrong:
        print(f"  {line}")
    print(
        f'  kept in {kept}; again: make soak ARGS="--seed {seed} --only {found.number}"', flush=True
    )


def _print_table(rounds: Sequence[Round], seconds: float) -> None:
    print(f"\n{'':<16}{'kills':>8}{'group':>8}{'main':>8}")
    kills: Counter[str] = Counter()
    groups: Counter[str] = Counter()
    for each in rounds:
        for kill, group in zip(each.kills, each.groups, strict=True):
            kills[kill.phase] += 1
            groups[kill.phase] += group
    for phase, count in [*kills.most_common(), ("in all", kills.total())]:
        group = groups.total() if phase == "in all" else groups[phase]
        print(f"{phase:<16}{count:>8}{group:>8}{count - group:>8}")
    print(f"\n{'':<16}{'rounds':>8}{'repaired':>10}{'whole':>8}{'wrong':>8}")
    names = list(dict.fromkeys(each.scene for each in rounds))
    for name in [*names, "in all"]:
        some = [each for each in rounds if name in (each.scene, "in all")]
        repaired, wrong = sum(each.repaired for each in some), sum(bool(e.wrong) for e in some)
        print(f"{name:<16}{len(some):>8}{repaired:>10}{len(some) - wrong:>8}{wrong:>8}")
    print(f"\n{seconds:.0f} s, {seconds / max(1, len(rounds)):.1f} s a round")
