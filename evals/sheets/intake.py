"""Rows of a sheet into suites: what is new is added, and nothing that was there is lost."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from evals.check import Slip
from evals.faults import field_name, suggestion
from evals.models import Pair, Suite
from evals.sheets.columns import ABOUT
from evals.sheets.reading import SheetFault, SheetRow, heading_of, refuse, row_pair

_ABOUT = dict(zip(ABOUT, ("description", "max_words", "confirmed"), strict=True))


class Taken(NamedTuple):
    """What became of one row."""

    row: SheetRow
    suite: str
    id: str
    done: str
    """"added", "changed" or "unchanged"."""
    fields: tuple[str, ...] = ()
    """What differs in a pair that was changed."""


class Intake(NamedTuple):
    """Suites as they are with the rows of a sheet."""

    suites: dict[str, Suite]
    """By name; those that no row is about are not among them."""
    taken: tuple[Taken, ...]
    kept: int
    """Pairs of these suites that no row is about: they stay as they are."""
    absent: dict[str, str]
    """What is said of a report that the library lacks, to the first place that names it."""


Slips = Callable[[Suite, Pair], Iterable[Slip]]
"""What of a pair does not fit a library: `evals.check.Checks.slips`."""


def take_in(
    path: Path,
    rows: Sequence[SheetRow],
    suites: Mapping[str, Suite | None],
    *,
    into: str = "",
    replace: bool = False,
    slips: Slips | None = None,
) -> Intake:
    """The suites with the rows, of which those that name no suite go `into` one.

    `suites` are those that rows may be about; None is one that is yet to be made. A row about a
    pair that is there already, by its id or without one by its turns, may say the same, and only
    with `replace` anything else. Raises `BadSuite` with all that is wrong, what the library does
    not bear out (`slips`) among it.
    """
    wrong: list[SheetFault] = []
    by_suite: dict[str, list[SheetRow]] = {}
    for row in rows:
        name = row.suite or into
        wrong += row.faults
        if name in suites:
            by_suite.setdefault(name, []).append(row)
        else:
            wrong.append(_homeless(row, name, suites))
    found = {name: _merge(name, some, suites[name], replace) for name, some in by_suite.items()}
    for merged in found.values():
        wrong += merged.wrong
    absent = _slipped(found, slips, wrong) if slips else {}
    order = {row.where(): number for number, row in enumerate(rows)}
    wrong.sort(key=lambda fault: order.get(fault.where.partition(", column")[0], len(rows)))
    refuse(path, wrong)
    made = {name: merged.suite for name, merged in found.items() if merged.suite}
    taken = tuple(one for merged in found.values() for one in merged.taken)
    kept = sum(len(suite.pairs) for suite in made.values()) - len(taken)
    return Intake(made, taken, kept, absent)


class _Merged(NamedTuple):
    """What became of the rows of one suite."""

    suite: Suite | None
    pairs: dict[str, Pair]
    taken: list[Taken]
    wrong: list[SheetFault]


def _slipped(found: Mapping[str, _Merged], slips: Slips, wrong: list[SheetFault]) -> dict[str, str]:
    """What of the rows the library does not bear out goes to `wrong`; what it lacks comes back."""
    absent: dict[str, str] = {}
    for merged in found.values():
        for one in merged.taken:
            # What a suite was confirmed against counts, but one with faults has none.
            suite = merged.suite or Suite(suite="draft", pairs=tuple(merged.pairs.values()))
            for slip in slips(suite, merged.pairs[one.id]):
                where = one.row.where(heading_of(one.row, slip.place))
                if slip.absent:
                    absent.setdefault(slip.reason, where)
                else:
                    wrong.append(SheetFault(where, slip.reason))
    return absent


def _homeless(row: SheetRow, name: str, suites: Mapping[str, Suite | None]) -> SheetFault:
    if not name:
        reason = "the row names no suite; write one, or say `--suite FILE`"
        return SheetFault(row.where("suite"), reason)
    hint = suggestion(name, sorted(suites)) or f"; there are {', '.join(sorted(suites))}"
    return SheetFault(row.where("suite"), f"there is no suite {name!r}{hint}")


def _merge(name: str, rows: Sequence[SheetRow], before: Suite | None, replace: bool) -> _Merged:
    pairs = {pair.id: pair for pair in before.pairs} if before else {}
    rowed: dict[str, SheetRow] = {}
    taken: list[Taken] = []
    wrong: list[SheetFault] = []
    for row in rows:
        pair_id = row.id or _known_id(row, pairs) or _next_id(row, {*pairs, *(r.id for r in rows)})
        if pair_id in rowed:
            what = f"the id {row.id!r}" if row.id else "the question"
            also = f"{what} stands in row {rowed[pair_id].number} as well"
            wrong.append(SheetFault(row.where("id" if row.id else "question"), also))
            continue
        rowed[pair_id] = row
        if row.faults:
            continue
        one = _take(name, row, pair_id, pairs.get(pair_id), replace)
        if isinstance(one, list):
            wrong += one
            continue
        pairs[pair_id], said = one
        taken.append(said)
    bad = wrong or any(row.faults for row in rows)
    suite = None if bad else _about(name, rows, before, tuple(pairs.values()), replace, wrong)
    return _Merged(suite, pairs, taken, wrong)


def _take(
    name: str, row: SheetRow, pair_id: str, old: Pair | None, replace: bool
) -> tuple[Pair, Taken] | list[SheetFault]:
    pair = row_pair(row, pair_id, old)
    if isinstance(pair, list):
        return pair
    if old is None:
        return pair, Taken(row, name, pair_id, "added")
    fields = tuple(f for f in Pair.model_fields if getattr(old, f) != getattr(pair, f))
    if fields and not replace:
        reason = (
            f"{pair_id!r} is in the suite already, with another {', '.join(fields)}; give this row "
            "an id of its own, or say --replace to let the sheet win"
        )
        return [SheetFault(row.where("id"), reason)]
    return pair, Taken(row, name, pair_id, "changed" if fields else "unchanged", fields)


def _about(
    name: str,
    rows: Sequence[SheetRow],
    before: Suite | None,
    pairs: tuple[Pair, ...],
    replace: bool,
    wrong: list[SheetFault],
) -> Suite | None:
    """The suite with its pairs; what rows say of it counts where it is new, or replaced."""
    fields = before.model_dump(exclude={"pairs"}) if before else {"suite": name}
    for row in rows:
        for heading, value in row.about.items():
            key = _ABOUT[heading]
            if before and not replace and fields[key] not in (value, "", {}):
                reason = "the suite says otherwise; leave it blank, or say --replace"
                wrong.append(SheetFault(row.where(heading), reason))
            fields[key] = value
    try:
        return Suite.model_validate(fields | {"pairs": pairs})
    except ValidationError as error:
        first = error.errors()[0]
        wrong.append(SheetFault(field_name(first["loc"]), str(first["msg"])))
        return None


def _known_id(row: SheetRow, pairs: Mapping[str, Pair]) -> str:
    """The id of the pair with the same turns; "" where there is none."""
    earlier = tuple(row.said.get(("turns", "earlier")) or ())
    turns = (*earlier, row.said.get(("turns", "last")))
    return next((pair.id for pair in pairs.values() if pair.turns == turns), "")


def _next_id(row: SheetRow, used: set[str]) -> str:
    kind = str(row.said.get(("kind",)) or "pair").replace("_", "-")
    return free_id(kind, used)


def free_id(kind: str, used: set[str]) -> str:
    """The next id of that kind: `finding-001`, or what comes after the highest that is used."""
    start = re.sub(r"[^A-Za-z0-9-]", "-", kind).strip("-") or "pair"
    numbers = [int(found[1]) for one in used if (found := re.fullmatch(rf"{start}-(\d+)", one))]
    return f"{start}-{max(numbers, default=0) + 1:03}"
