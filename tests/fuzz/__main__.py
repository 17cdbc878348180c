"""`make fuzz`: 2,000 spoilt files over all formats; `ARGS="--number 200 --seed 7"` for others."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.fuzz.corpus import MAKERS
from tests.fuzz.run import FATES, GOOD, LIMITS, Case, fuzz


def main() -> int:
    """Read the files, print a table by format; 1 where one did not end as it should."""
    asked = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    asked.add_argument("--number", type=int, default=2000, help="spoilt files to read")
    asked.add_argument("--seed", type=int, default=1, help="another gives other files")
    asked.add_argument("--start", type=int, default=0, help="number of the first file")
    asked.add_argument("--keep", type=Path, default=Path("build/fuzz"), help="folder of cases")
    given = asked.parse_args()
    numbers = range(given.start, given.start + given.number)
    cases = []
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        for case in fuzz(numbers, given.seed, Path(folder), given.keep):
            cases.append(case)
            if case.fate not in GOOD:
                print(f"{given.seed}:{case.number} {case.ending} {case.fate}", file=sys.stderr)
    print(f"{len(cases)} spoilt files, seed {given.seed}")
    print(f"limits: {LIMITS.seconds:g} seconds, {LIMITS.memory_mb} MB each")
    for line in table(cases):
        print(line)
    bad = [case for case in cases if case.fate not in GOOD]
    if bad:
        print(
            f"{len(bad)} kept in {given.keep}; one alone: --seed {given.seed} --start N --number 1"
        )
    return 1 if bad else 0


def table(cases: list[Case]) -> list[str]:
    """A line for each format: how many ended in which way, the slowest, the most memory."""
    lines = [f"{'format':<8}" + "".join(f"{fate:>9}" for fate in FATES) + "  slowest   memory"]
    for ending in (*MAKERS, ""):
        own = [case for case in cases if ending in ("", case.ending)]
        if own:
            counts = "".join(f"{sum(c.fate == fate for c in own):>9}" for fate in FATES)
            slowest, most = max(case.seconds for case in own), max(case.memory for case in own)
            lines.append(f"{ending or 'all':<8}{counts}{slowest:>8.1f}s{most:>6} MB")
    return lines


if __name__ == "__main__":
    sys.exit(main())
