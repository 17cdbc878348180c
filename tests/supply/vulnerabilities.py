"""Known vulnerabilities of the locked packages, asked of a public service: `make vulnerabilities`.

pip-audit ends well also where the service knows none of the packages, or answers nothing. That is
no audit, and here it says so by name.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tests.supply.locked import ROOT, locked

ACCEPTED = Path(__file__).with_name("vulnerabilities.yaml")
SERVICES = ("pypi", "osv")
"""Services that pip-audit knows, in the order in which they are asked."""
_SECONDS = 300
_LONGEST = 110
"""Characters of an error that are shown; the address that failed comes first."""


class Audit(NamedTuple):
    """What a service said."""

    asked: frozenset[str]
    """Packages that it knows."""
    unknown: frozenset[str]
    """Packages that it could not look up."""
    found: dict[str, tuple[str, ...]]
    """Ids of vulnerabilities by package and version."""


def read_answer(answer: dict[str, Any]) -> Audit:
    """What pip-audit's JSON says."""
    asked, unknown, found = set(), set(), {}
    for package in answer["dependencies"]:
        if "skip_reason" in package:
            unknown.add(package["name"])
            continue
        asked.add(package["name"])
        if ids := tuple(each["id"] for each in package["vulns"]):
            found[f"{package['name']} {package['version']}"] = ids
    return Audit(frozenset(asked), frozenset(unknown), found)


def ask_service(service: str) -> Audit | str:
    """Put the lock to a service; or why there is no answer, in a line."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "locked.txt"
        wanted.write_text("".join(f"{name}=={v}\n" for name, v in locked().items()), "utf-8")
        command = [sys.executable, "-m", "pip_audit", "--requirement", str(wanted), "--no-deps"]
        command += ["--disable-pip", "--format", "json", "--progress-spinner", "off"]
        command += ["--vulnerability-service", service, "--timeout", "10"]
        try:
            done = subprocess.run(
                command, cwd=ROOT, capture_output=True, text=True, timeout=_SECONDS
            )
        except subprocess.TimeoutExpired:
            return f"no answer within {_SECONDS} seconds"
    try:
        return read_answer(json.loads(done.stdout))
    except (ValueError, KeyError):
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        return f"pip-audit ended with code {done.returncode}: {last[:_LONGEST]}"


def report(ask: Callable[[str], Audit | str], accepted: dict[str, str]) -> tuple[list[str], bool]:
    """What to print, and whether all is well: no answer is told and is no failure."""
    lines: list[str] = []
    for service in SERVICES:
        answer = ask(service)
        if isinstance(answer, str):
            lines.append(f"vulnerabilities: {service}: {answer}")
        elif not answer.asked:
            lines.append(
                f"vulnerabilities: {service}: knows none of {len(answer.unknown)} packages"
            )
        else:
            told, well = _told(answer, accepted)
            return [*lines, *told], well
    return [*lines, "vulnerabilities: SKIPPED, nothing was audited: no service was reached"], True


def _told(answer: Audit, accepted: dict[str, str]) -> tuple[list[str], bool]:
    lines, well = [], True
    for package, ids in answer.found.items():
        for name in ids:
            reason = accepted.get(name)
            well = well and reason is not None
            lines.append(f"vulnerabilities: {package}: {name}{f' ({reason})' if reason else ''}")
    if answer.unknown:
        lines.append(f"vulnerabilities: NOT audited: {', '.join(sorted(answer.unknown))}")
    lines.append(
        f"vulnerabilities: {len(answer.asked)} of {len(answer.asked) + len(answer.unknown)} "
        f"packages audited, {sum(map(len, answer.found.values()))} vulnerabilities known"
    )
    return lines, well


def main() -> int:
    """Print what is known; 1 where a vulnerability is that nobody has accepted with a reason."""
    accepted = yaml.safe_load(ACCEPTED.read_text("utf-8"))["accepted"] or {}
    lines, well = report(ask_service, accepted)
    print("\n".join(lines))
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
