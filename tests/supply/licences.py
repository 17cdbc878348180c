"""Licences of the locked packages, against those that are allowed: `make licences`.

Every licence that a package names has to be allowed, also where it offers a choice: simpler than
the logic of licence expressions, and never more generous.
"""

import re
import sys
from email.message import Message
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple, cast

import yaml

from tests.supply.locked import locked

RULES = Path(__file__).with_name("licences.yaml")
_CLASSIFIER = "License :: "
_JOINTS = re.compile(r"\s+(?:AND|OR|WITH)\s+|[();,]")
_UNKNOWN = "no licence named"


class Rules(NamedTuple):
    """What may be used."""

    allowed: frozenset[str]
    called: dict[str, str]
    """What packages write, in lower case, and the licence that it means."""
    exceptions: dict[str, str]
    """Packages under another licence, each with the reason why it may be used all the same."""


def read_rules(path: Path = RULES) -> Rules:
    """The rules as `licences.yaml` has them."""
    read = yaml.safe_load(path.read_text("utf-8"))
    called = {
        words.lower(): name for name, spellings in read["called"].items() for words in spellings
    }
    return Rules(frozenset(read["allowed"]), called, dict(read["exceptions"] or {}))


def named_licences(about: Message, rules: Rules) -> tuple[str, ...]:
    """The licences that a package's metadata name: its expression, else classifiers, else text."""
    given = [about["License-Expression"]] if about["License-Expression"] else []
    given = given or [
        line.rsplit(" :: ", 1)[-1]
        for line in about.get_all("Classifier") or []
        if line.startswith(_CLASSIFIER) and line != "License :: OSI Approved"
    ]
    given = given or (about["License"] or "").strip().splitlines()[:1]
    found: list[str] = []
    for words in given:
        whole = rules.called.get(words.lower())
        parts = [whole] if whole else [part.strip() for part in _JOINTS.split(words)]
        found += [rules.called.get(part.lower(), part) for part in parts if part]
    return tuple(dict.fromkeys(found)) or (_UNKNOWN,)


def complaints(licences: dict[str, tuple[str, ...]], rules: Rules) -> list[str]:
    """What is not allowed, and exceptions that nothing needs any more."""
    lines = []
    for name, named in licences.items():
        wrong = [each for each in named if each not in rules.allowed]
        if wrong and name not in rules.exceptions:
            lines.append(
                f"{name}: {' and '.join(wrong)}. Do without it, or allow it in {RULES.name} "
                "with a reason."
            )
        if not wrong and name in rules.exceptions:
            lines.append(f"{name}: needs no exception any more; take it out of {RULES.name}.")
    lines += [
        f"{name}: has an exception and is not locked; take it out of {RULES.name}."
        for name in rules.exceptions
        if name not in licences
    ]
    return lines


def main() -> int:
    """Print a line for each licence and what is wrong; 1 where something is."""
    rules = read_rules()
    licences, missing = {}, []
    for name in locked():
        try:
            about = cast(Message, distribution(name).metadata)
        except PackageNotFoundError:
            missing.append(name)
            continue
        licences[name] = named_licences(about, rules)
    wrong = complaints(licences, rules)
    wrong += [f"{name}: is locked and not installed: `make install`." for name in missing]
    by_licence: dict[str, list[str]] = {}
    for name, named in licences.items():
        by_licence.setdefault(" and ".join(named), []).append(name)
    for licence, names in sorted(by_licence.items()):
        print(f"{len(names):4}  {licence}: {', '.join(names)}")
    for name, reason in rules.exceptions.items():
        print(f"exception: {name}: {reason}")
    print(f"licences: {len(licences)} packages, {len(rules.exceptions)} by exception")
    for line in wrong:
        print(f"licences: {line}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
