"""Which facts of the ratings table filters let pass, and what the library lacks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from app.filters import Score, Selection
from app.grid import cell_facts, exact_date, lacking
from index.ratings.derive import Derived
from index.ratings.table import Inspection, agrees
from ingest.models import Fact
from ingest.schemes import Scheme, Schemes


class Selected(NamedTuple):
    """The facts that pass, where they stand, and the names that nothing in the library bears."""

    facts: tuple[Fact, ...]
    """By place, newest inspection first, then as reported; one for each cell, several only where
    sources disagree; forced cells derived, in place of what the source lost."""
    inspections: tuple[Inspection, ...]
    """Those with a fact among them, in the same order."""
    possible: Mapping[str, tuple[str, ...]]
    """Id of a fact that is not legible to the ratings that it can still be, where that is less
    than all."""
    missing: tuple[Inspection, ...]
    """Inspections that fit and that only a table names: the library has no report of them."""
    unknown: Mapping[str, str | None]
    """A place or region as it was asked for, and the known one that it resembles, if any."""


def select_facts(derived: Derived, selection: Selection, schemes: Schemes) -> Selected:
    """What passes every filter."""
    table = derived.table
    facts = [*table.national, *(fact for row in table.inspections for fact in row.facts)]
    unknown: dict[str, str | None] = {}
    places = _known(selection.places, {fact.subject for fact in facts}, unknown)
    regions = _known(selection.regions, {fact.region for fact in facts if fact.region}, unknown)
    rounds = {each.name: each for each in schemes.schemes}
    blocks: list[tuple[str, str, Inspection | None, list[Fact]]] = []
    fitting: list[Inspection] = []
    for row in table.inspections:
        named = (not selection.places or row.place.name in places) and (
            not selection.regions or row.place.region in regions
        )
        if named and _fits(row, selection):
            fitting.append(row)
            found = _of_row(row, selection, rounds.get(row.scheme))
            blocks.append((row.place.name, exact_date(row), row, found))
    for fact in table.national:
        if _is_of(fact, selection, places, regions) and _chosen(fact, selection):
            blocks.append((fact.subject, fact.published, None, [fact]))
    blocks.sort(key=lambda block: block[1], reverse=True)
    blocks.sort(key=lambda block: block[0])
    kept = [(row, found) for _, _, row, found in blocks if row is not None and found]
    return Selected(
        tuple(fact for *_, found in blocks for fact in found),
        tuple(row for row, _ in kept),
        {fact.id: left for row, found in kept for fact, left in _open(row, found, derived)},
        tuple(row for row in fitting if row.own_report is None),
        unknown,
    )


def _fits(row: Inspection, selection: Selection) -> bool:
    """Whether an inspection is of the dates, rounds and scores that were asked for."""
    dates = {row.date, *(fact.published for fact in row.facts)} - {""}
    scores = [fact for fact in (*row.of("score"), *row.others) if fact.measure == "score"]
    return (
        (
            not selection.dates
            or any(agrees(date, asked) for date in dates for asked in selection.dates)
        )
        and (not selection.schemes or row.scheme in selection.schemes)
        and (not selection.scores or any(_scored(fact, selection.scores) for fact in scores))
    )


def _scored(fact: Fact, asked: Sequence[Score]) -> bool:
    return fact.number is not None and any(each.holds(fact.number, fact.out_of) for each in asked)


def _of_row(row: Inspection, selection: Selection, scheme: Scheme | None) -> list[Fact]:
    """The facts of an inspection that were asked for, standards that its round lacks among them."""
    found = [fact for facts in cell_facts(row).values() for fact in facts]
    if "rating" in selection.measures:
        asked = [key for key in selection.standards if lacking(row, key, scheme)]
        found += [_not_applicable(row, key) for key in asked]
    return [fact for fact in found if _chosen(fact, selection)]


def _not_applicable(row: Inspection, standard: str) -> Fact:
    """What the round of an inspection says of a standard that it does not have."""
    base = row.row_cell("score") or row.facts[0]
    cleared = dict.fromkeys(
        ("value", "number", "out_of", "unit", "label", "key_question", "addressee", "polarity")
    )
    return base.model_copy(
        update=cleared
        | {
            "id": f"{base.id}-{standard}",
            "measure": "rating",
            "standard": standard,
            "cell": "not_applicable",
            "derived": False,
            "rule": None,
            "also": (),
        }
    )


def _chosen(fact: Fact, selection: Selection) -> bool:
    """Whether a fact is of the measures, standards, ratings and cells that were asked for."""
    return (
        fact.measure in selection.measures
        and (not selection.standards or fact.standard in selection.standards)
        and (not selection.ratings or fact.value in selection.ratings)
        and (not selection.cells or ("derived" if fact.derived else fact.cell) in selection.cells)
    )


def _is_of(fact: Fact, selection: Selection, places: Iterable[str], regions: Iterable[str]) -> bool:
    """Whether a fact of no inspection is of what was asked for; no score of one can be."""
    return (
        not selection.scores
        and (not selection.places or fact.subject in places)
        and (not selection.regions or fact.region in regions)
        and (not selection.schemes or fact.scheme in selection.schemes)
        and (
            not selection.dates
            or any(agrees(fact.published, asked) for asked in selection.dates if fact.published)
        )
    )


def _open(
    row: Inspection, facts: Iterable[Fact], derived: Derived
) -> Iterator[tuple[Fact, tuple[str, ...]]]:
    for fact in facts:
        left = derived.possible.get((row.place.name, row.date, fact.standard or ""))
        if left and fact.measure == "rating" and fact.cell == "not_legible":
            yield fact, left


def _known(asked: Sequence[str], held: set[str], unknown: dict[str, str | None]) -> set[str]:
    """The names held that were asked for; what nobody bears is noted with its nearest likeness."""
    from rapidfuzz import process

    by_key: dict[str, set[str]] = {}
    for name in sorted(held):
        by_key.setdefault(_key(name), set()).add(name)
    for name in asked:
        if _key(name) not in by_key:
            near = process.extractOne(_key(name), list(by_key), score_cutoff=70)
            unknown[name] = min(by_key[near[0]]) if near else None
    return {each for name in asked for each in by_key.get(_key(name), ())}


def _key(name: str) -> str:
    """A place as one compares it: no case, & as and, without PDU."""
    words = name.casefold().replace("&", " and ").split()
    return " ".join(word for word in words if word != "pdu")
