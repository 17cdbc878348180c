"""Questions that rows of the table answer: lists, counts, ranks, means; each with its rows."""

import re
import statistics
from collections.abc import Sequence
from typing import NamedTuple

from index.answers.compose import phrases
from index.answers.compose.ratings import say_overall, say_score
from index.answers.compose.request import Request
from index.answers.dates import in_words, month
from index.answers.derive import derived_rating
from index.models import Condition, Status
from index.ratings.table import Inspection
from ingest.models import Fact

_OPERATORS = {
    "eq": lambda a, b: a == b,
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
}


class _Row(NamedTuple):
    inspection: Inspection
    fact: Fact
    """What the question looks at: a score, a rating, or the row's date."""


def compose_table(request: Request) -> Status:
    """The whole answer from rows, with what the table covers in a note."""
    plan = request.plan
    kind = "region" if _asks_regions(request) else "pdu"
    rows = _scope(request, kind)
    if not rows and not (plan.standards or plan.ratings):
        return _nothing(request)
    if (
        plan.ratings
        or plan.standards
        or (plan.overall and not plan.conditions and not _by_score(request))
    ):
        return _by_rating(request, rows, kind)
    return _by_score_or_date(request, rows)


def _asks_regions(request: Request) -> bool:
    text = request.plan.standalone.lower()
    if re.search(r"\b(?:every|each|any) region\b", text) and "pdu" not in text:
        return bool(request.plan.ratings)
    regional = "regions" in text or "which region" in text
    return (regional and "pdu" not in text and request.plan.group_by != "region") or (
        "regions" in text.split("rated")[0] and "pdu" not in text
    )


def _scope(request: Request, kind: str) -> list[Inspection]:
    """Rows of the kind, regions and dates asked about; without dates the newest round's only."""
    plan = request.plan
    table = request.knowledge.table
    rows = [r for r in table.inspections if r.place.kind == kind and request.inspection_allowed(r)]
    if plan.regions and kind == "pdu":
        rows = [r for r in rows if r.place.region in plan.regions]
    if plan.places:
        rows = [r for r in rows if r.place in plan.places]
    if plan.dates:
        rows = [r for r in rows if _dated(request, r)]
    return rows


def _dated(request: Request, row: Inspection) -> bool:
    """A year fits a row by its own date, or by the title of the annual report that lists it."""
    for asked in request.plan.dates:
        if request.knowledge.table.dated(row, asked):
            return True
        titles = [request.knowledge.info(r) for r in row.reports]
        if len(asked) == 4 and any(i.kind == "annual" and asked in i.title for i in titles):
            return True
    return False


def _nothing(request: Request) -> Status:
    plan = request.plan
    named = [*plan.regions, *(p.name for p in plan.places)]
    if named:
        request.build.fixed(phrases.NOT_HELD.format(name=phrases.joined(named)))
    else:
        request.build.fixed("No inspection in this library fits the question.")
    return "not_found"


def _by_score(request: Request) -> bool:
    return bool(request.plan.conditions) or "score" in request.plan.standalone.lower()


def _by_score_or_date(request: Request, rows: list[Inspection]) -> Status:
    plan = request.plan
    if plan.places and plan.aggregate == "count":
        return _counted(request, rows)
    scored = [_Row(r, f) for r in rows if (f := r.row_cell("score"))]
    scored = _one_scheme(request, scored)
    _note_cover(request, [s.inspection for s in scored] or rows)
    aggregate = plan.aggregate or "list"
    if plan.conditions:
        chosen = [s for s in scored if _fits(s, plan.conditions)]
        return _chosen(request, chosen, aggregate)
    if aggregate in {"mean", "median", "range"}:
        return _number(request, scored, aggregate)
    if aggregate in {"highest", "lowest"}:
        return _extreme(request, scored, aggregate)
    if aggregate == "rank":
        return _ranked(request, scored)
    if aggregate == "count":
        return _counted(request, rows)
    if plan.group_by == "region":
        return _by_region(request, scored)
    return _listed(request, rows)


def _one_scheme(request: Request, scored: list[_Row]) -> list[_Row]:
    """Rows of one round: scores of different maxima are never ranked or counted together."""
    schemes = {s.inspection.scheme for s in scored}
    if len(schemes) < 2:
        return scored
    newest = max(schemes, key=lambda n: (n.rsplit("-", 1)[-1], n))
    kept = [s for s in scored if s.inspection.scheme == newest]
    left = [s for s in scored if s.inspection.scheme != newest]
    names = phrases.joined([f"{phrases.title(s.inspection)}, {s.fact.value}" for s in left])
    request.build.note(f"Left out, because its scores have another maximum: {names}.")
    return kept


def _fits(row: _Row, conditions: Sequence[Condition]) -> bool:
    number = row.fact.number or 0
    return all(_OPERATORS[c.operator](number, c.number) for c in conditions if c.measure == "score")


def _chosen(request: Request, chosen: list[_Row], aggregate: str) -> Status:
    """The rows that fulfil a condition, counted and shown."""
    if not chosen:
        request.build.fixed("No inspection in this library fits the question.")
        return "answered"
    chosen = sorted(chosen, key=lambda s: (-(s.fact.number or 0), s.inspection.place.name))
    scores = {s.fact.number for s in chosen}
    noun = phrases.counted(len(chosen), "PDU", "PDUs")
    sources = [s.fact.source for s in chosen]
    facts = [s.fact for s in chosen]
    if len(scores) == 1 and len(chosen) > 1:
        request.build.fact(f"{noun} scored {phrases.score_words(facts[0])}:", sources, facts=facts)
        request.build.fact(
            f"{phrases.joined([phrases.title(s.inspection) for s in chosen])}.", sources
        )
        return "answered"
    if len(chosen) > 1:
        request.build.fact(f"{noun} fit:" if aggregate != "count" else f"{noun}:", sources)
    for row in chosen:
        say_score(request, row.inspection, row.fact, bullet=len(chosen) > 1)
    return "answered"


def _number(request: Request, scored: list[_Row], aggregate: str) -> Status:
    """A mean, median or range: of all rows, or of each region where several are asked about."""
    regions = request.plan.regions
    if len(regions) > 1 or request.plan.group_by == "region":
        names = regions or tuple(sorted({s.inspection.place.region for s in scored}))
        groups = [[s for s in scored if s.inspection.place.region == name] for name in names]
        said = [_one_number(request, g, aggregate, n) for n, g in zip(names, groups, strict=True)]
        return "answered" if all(s == "answered" for s in said) else "partial"
    return _one_number(request, scored, aggregate, "")


def _one_number(request: Request, scored: list[_Row], aggregate: str, region: str) -> Status:
    numbers = [float(s.fact.number or 0) for s in scored]
    if not numbers:
        return _nothing(request)
    out_of = phrases.plain(scored[0].fact.out_of or 0)
    noun = phrases.counted(len(scored), "inspection", "inspections")
    if region:
        noun += f" in {region}"
    if aggregate == "mean":
        text = (
            f"The mean score of the {noun} is {phrases.plain(statistics.fmean(numbers))} out of "
            f"{out_of}."
        )
    elif aggregate == "median":
        text = (
            f"The median score of the {noun} is {phrases.plain(statistics.median(numbers))} out "
            f"of {out_of}."
        )
    else:
        low, high = phrases.plain(min(numbers)), phrases.plain(max(numbers))
        text = f"The scores of the {noun} run from {low} to {high} out of {out_of}."
    request.build.fact(text, [s.fact.source for s in scored], facts=[s.fact for s in scored])
    return "answered"


def _extreme(request: Request, scored: list[_Row], aggregate: str) -> Status:
    """The best or worst rows, ties included; several when a number was asked for."""
    if not scored:
        return _nothing(request)
    high = aggregate == "highest"
    ordered = sorted(
        scored, key=lambda s: ((-1 if high else 1) * (s.fact.number or 0), s.inspection.place.name)
    )
    limit = min(request.plan.limit or 1, len(ordered))
    edge = ordered[limit - 1].fact.number or 0
    chosen = [
        s
        for s in ordered
        if ((s.fact.number or 0) >= edge if high else (s.fact.number or 0) <= edge)
    ]
    if len(chosen) > 1 and len({s.fact.number for s in chosen}) == 1:
        names = phrases.joined([phrases.title(s.inspection) for s in chosen])
        score = phrases.score_words(chosen[0].fact)
        request.build.fact(
            f"The {aggregate} score is {score}: {names}.",
            [s.fact.source for s in chosen],
            facts=[s.fact for s in chosen],
        )
        return "answered"
    for row in chosen:
        say_score(request, row.inspection, row.fact, bullet=len(chosen) > 1)
    if len(chosen) > (request.plan.limit or 1):
        request.build.note("Ties are shown in full.")
    return "answered"


def _ranked(request: Request, scored: list[_Row]) -> Status:
    """All rows by score; places with the same score in the order of their names."""
    lower = request.plan.standalone.lower()
    rising = any(
        w in lower
        for w in ("worst first", "lowest first", "from worst", "from lowest", "ascending")
    )
    ordered = sorted(
        scored,
        key=lambda s: ((1 if rising else -1) * (s.fact.number or 0), s.inspection.place.name),
    )
    if request.plan.limit:
        ordered = ordered[: request.plan.limit]
    for row in ordered:
        text = f"{phrases.title(row.inspection)}: {phrases.score_words(row.fact)}."
        request.build.fact(text, [row.fact.source], facts=[row.fact], bullet=True)
    return "answered" if ordered else _nothing(request)


def _row_fact(row: Inspection) -> Fact:
    """What to cite for the row as such: its score, else its date, else the first fact it has."""
    dated = [f for f in row.facts if f.measure == "date" and f.label == "publication"]
    score = row.row_cell("score")
    return score or next(iter(dated), None) or row.facts[0]


def _counted(request: Request, rows: list[Inspection]) -> Status:
    plan = request.plan
    if plan.places:
        facts = [_row_fact(r) for r in rows]
        noun = phrases.counted(len(rows), "inspection", "inspections")
        dates = phrases.joined([month(r.date) for r in rows])
        request.build.fact(
            f"The library holds {noun} of {rows[0].place.name}: {dates}.",
            [f.source for f in facts],
            facts=facts,
        )
        return "answered"
    rows = _present_round(rows)
    facts = [_row_fact(r) for r in rows]
    places = len({r.place for r in rows})
    where = f" in {phrases.joined(plan.regions)}" if plan.regions else ""
    when = (
        f" of {phrases.joined([in_words(d) for d in plan.dates])}"
        if plan.dates and len(plan.dates[0]) > 4
        else ""
    )
    request.build.fact(
        f"{phrases.counted(places, 'PDU', 'PDUs')}{where}, with "
        f"{phrases.counted(len(rows), 'inspection', 'inspections')}{when}.",
        [f.source for f in facts],
        facts=facts,
    )
    scored = [_Row(r, f) for r in rows if (f := r.row_cell("score"))]
    if _ALSO.search(plan.standalone) and scored:
        return _ranked(request, scored)
    return "answered"


_ALSO = re.compile(r"\b(?:and|,) (?:what|which|who|list|name|how did)\b", re.IGNORECASE)


def _present_round(rows: list[Inspection]) -> list[Inspection]:
    """Rows of the newest round only, where rows of several rounds stand beside each other."""
    schemes = {r.scheme for r in rows}
    if len(schemes) < 2:
        return rows
    newest = max(schemes, key=lambda n: (n.rsplit("-", 1)[-1], n))
    return [r for r in rows if r.scheme == newest]


def _listed(request: Request, rows: list[Inspection]) -> Status:
    rows = _present_round(rows)
    for row in sorted(rows, key=lambda r: (r.place.name, r.date)):
        fact = _row_fact(row)
        score = f", {phrases.score_words(fact)}" if fact.measure == "score" else ""
        when = month(row.date)
        request.build.fact(
            f"{row.place.name}, {when}{score}.", [fact.source], facts=[fact], bullet=True
        )
    _note_cover(request, rows)
    return "answered"


def _by_region(request: Request, scored: list[_Row]) -> Status:
    """Rows under their regions, with each region's mean."""
    if request.plan.aggregate == "count" or not scored:
        return _listed(request, [s.inspection for s in scored])
    for region in sorted({s.inspection.place.region for s in scored}):
        inside = [s for s in scored if s.inspection.place.region == region]
        inside.sort(key=lambda s: (-(s.fact.number or 0), s.inspection.place.name))
        request.build.heading(region)
        for row in inside:
            text = f"{phrases.title(row.inspection)}: {phrases.score_words(row.fact)}, in {region}."
            request.build.fact(text, [row.fact.source], facts=[row.fact], bullet=True)
    return "answered"


def _by_rating(request: Request, rows: list[Inspection], kind: str) -> Status:
    """Which places, or how many, had a rating: the annual counts, then the rows to be read."""
    plan = request.plan
    rows = _present_round(rows)
    standards = _rated_standards(request, kind)
    complete = True
    for standard in standards:
        counts = _national_counts(request, standard, kind)
        facts = [(r, f) for r in rows if (f := _rating_fact(request, r, standard))]
        lost = [r for r, f in facts if f.cell != "legible"]
        read = [
            (r, f)
            for r, f in facts
            if f.cell == "legible" and (not plan.ratings or f.value in plan.ratings)
        ]
        _say_counts(request, counts, standard)
        nobody = bool(counts and plan.ratings) and not any(
            f.value in plan.ratings and f.number for f in counts
        )
        names_asked = not counts or plan.aggregate not in {"count", "share", None}
        if names_asked and not nobody:
            every = sum(int(f.number or 0) for f in counts if f.value in plan.ratings)
            whole = bool(plan.ratings) and bool(counts) and every == len(read)
            complete = _say_read(request, read, () if whole else lost, standard) and complete
        if not counts and not read and not lost:
            complete = False
            request.build.fixed("No inspection in this library fits the question.")
    _note_cover(request, rows)
    if not any(s.citations for s in request.build.statements):
        return "not_found"
    return "answered" if complete else "partial"


def _rating_fact(request: Request, row: Inspection, standard: str | None) -> Fact | None:
    fact = row.cell("rating", standard) if standard else row.cell("overall_rating")
    if fact is not None and fact.cell == "not_legible":
        return derived_rating(request.knowledge, fact) or fact
    return fact


def _national_counts(request: Request, standard: str | None, kind: str) -> list[Fact]:
    plan = request.plan
    if plan.regions or plan.places:
        return []
    unit = "regions" if kind == "region" else "PDUs"
    return [
        f
        for f in request.knowledge.facts
        if f.measure == "rating_count"
        and f.standard == standard
        and (f.unit == unit)
        and request.report_allowed(f.report)
    ]


def _rated_standards(request: Request, kind: str) -> tuple[str | None, ...]:
    """The standards asked about; None is the overall rating.

    A rating that nobody has overall is looked for under every standard ("how many Outstanding?").
    """
    plan = request.plan
    if plan.standards or plan.overall or not plan.ratings or plan.regions or plan.places:
        return plan.standards or (None,)
    unit = "regions" if kind == "region" else "PDUs"
    given = [
        f.standard
        for f in request.knowledge.facts
        if f.measure == "rating_count" and f.unit == unit and f.value in plan.ratings and f.number
    ]
    return tuple(dict.fromkeys(given)) if given and None not in given else (None,)


def _say_counts(request: Request, counts: list[Fact], standard: str | None) -> None:
    """What the annual report counts, the rating asked about first; a rating nobody got is none."""
    plan = request.plan
    wanted = [f for f in counts if not plan.ratings or f.value in plan.ratings]
    if not counts:
        return
    name = phrases.standard_name(request.knowledge, counts[0].scheme, standard) if standard else ""
    what = f" for {name}" if standard else " overall"
    if plan.ratings and wanted and not any(f.number for f in wanted):
        unit = counts[0].unit or "PDUs"
        ratings = " or ".join(dict.fromkeys(str(f.value) for f in wanted))
        request.build.fact(
            f"None of the {unit} was rated {ratings}{what}.",
            [f.source for f in wanted],
            facts=wanted,
        )
        return
    if plan.ratings and not wanted:
        given = phrases.joined([f"{phrases.plain(f.number or 0)} {f.value}" for f in counts])
        unit = counts[0].unit or "PDUs"
        request.build.fact(
            f"None of the {unit} was: the annual report counts {given}{what}.",
            [f.source for f in counts],
            facts=counts,
        )
        return
    for fact in (f for f in wanted if f.number):
        unit = fact.unit or "PDUs"
        request.build.fact(
            f"{phrases.plain(fact.number or 0)} of {phrases.plain(fact.out_of or 0)} {unit} were "
            f"rated {fact.value}{what}.",
            [fact.source],
            facts=[fact],
        )


def _say_read(
    request: Request,
    read: list[tuple[Inspection, Fact]],
    lost: Sequence[Inspection],
    standard: str | None,
) -> bool:
    """The places whose rating can be read; False when some rows' ratings were lost."""
    name = ""
    for row, fact in sorted(read, key=lambda rf: rf[0].place.name):
        name = phrases.standard_name(request.knowledge, row.scheme, standard) if standard else ""
        if standard:
            derived = f" (derived: {fact.rule})" if fact.derived else ""
            text = f"{phrases.title(row)}: {fact.value} for {name}{derived}."
            request.build.fact(
                text, [fact.source, *(fact.also if fact.derived else ())], facts=[fact], bullet=True
            )
        else:
            say_overall(request, row, bullet=True)
    if lost:
        many = phrases.counted(len(lost), "inspection is", "inspections are")
        request.build.note(
            f"The ratings of {many} not legible in the source table, so the list of names is not "
            "complete."
        )
        request.build.fixed(
            "The names are not complete: the other rows' ratings are not legible in the source."
        )
    return not lost


def _note_cover(request: Request, rows: Sequence[Inspection]) -> None:
    """What the table covers (DESIGN.md, promise 3)."""
    everything = [r for r in request.knowledge.table.inspections if r.place.kind == "pdu"]
    places = len({r.place for r in everything})
    read = len({r.place for r in everything if r.own_report})
    request.build.note(
        f"The table covers {phrases.counted(len(everything), 'inspection', 'inspections')} of "
        f"{phrases.counted(places, 'PDU', 'PDUs')};"
        f" the reports themselves are in the library for {read} of them. This answer looks at "
        f"{phrases.counted(len(rows), 'row', 'rows')}."
    )
