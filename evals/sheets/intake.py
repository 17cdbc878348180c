"""Rows of a sheet into suites: what is new is added, and nothing that was there is lost."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
        if name in suites:
            by_suite.setdefault(name, []).append(row)
        else:
            wrong += [*row.faults, _homeless(row, name, suites)]
    found = {name: _merge(name, some, suites[name], replace) for name, some in by_suite.items()}
    for merged in found.values():
        wrong += merged.wrong
    absent = _slipped(found, slips, wrong) if slips else {}
    if wrong:  # a report that lacks refuses nothing, but who mends the sheet mends it too
        wrong += [SheetFault(where, reason) for reason, where in absent.items()]
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
    """None where something is wrong."""
    rows: list[tuple[SheetRow, Pair]]
    """Each row with its pair, or with what is sound of it."""
    taken: list[Taken]
    wrong: list[SheetFault]


def _slipped(found: Mapping[str, _Merged], slips: Slips, wrong: list[SheetFault]) -> dict[str, str]:
    """What of the rows the library does not bear out goes to `wrong`; what it lacks comes back."""
    absent: dict[str, str] = {}
    for merged in found.values():
        for row, pair in merged.rows:
            # What a suite was confirmed against counts, but one with faults has none.
            suite = merged.suite or Suite(suite="draft", pairs=(pair,))
            for slip in slips(suite, pair):
                where = row.where(heading_of(row, slip.place))
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
    merged = _Merged(None, [], [], [])
    for row in rows:
        pair_id = row.id or _known_id(row, pairs) or _next_id(row, {*pairs, *(r.id for r in rows)})
        if pair_id in rowed:
            what = f"the id {row.id!r}" if row.id else "the question"
            also = f"{what} stands in row {rowed[pair_id].number} as well"
            merged.wrong.append(SheetFault(row.where("id" if row.id else "question"), also))
            continue
        rowed[pair_id] = row
        old = pairs.get(pair_id)
        pairs[pair_id], wrong = row_pair(row, pair_id, old)
        merged.rows.append((row, pairs[pair_id]))
        merged.wrong.extend(wrong)
        if not wrong:
            merged.taken.append(_taken(name, row, old, pairs[pair_id]))
    merged.wrong.extend(_refused(merged.taken) if not replace else ())
    if merged.wrong:
        return merged
    suite = _about(name, rows, before, tuple(pairs.values()), replace, merged.wrong)
    return merged._replace(suite=suite)


def _taken(name: str, row: SheetRow, old: Pair | None, pair: Pair) -> Taken:
    if old is None:
        return Taken(row, name, pair.id, "added")
    fields = tuple(f for f in Pair.model_fields if getattr(old, f) != getattr(pair, f))
    return Taken(row, name, pair.id, "changed" if fields else "unchanged", fields)


def _refused(taken: Sequence[Taken]) -> Iterator[SheetFault]:
    """What would change pairs that are there, though nobody said so."""
    for one in taken:
        if one.fields:
            reason = (
                f"{one.id!r} is in the suite already, with another {', '.join(one.fields)}; give "
                "this row an id of its own, or say --replace to let the sheet win"
            )
            yield SheetFault(one.row.where("id"), reason)


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
