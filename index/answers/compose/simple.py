"""Short answers: what the library holds, dates and people of a report, declining, asking back."""

import re
from collections.abc import Sequence

from index.answers.beyond import rated_elsewhere, why_beyond
from index.answers.compose import phrases
from index.answers.compose.findings import compose_finding
from index.answers.compose.ratings import say_not_held
from index.answers.compose.request import Request
from index.answers.dates import in_words, month
from index.answers.intents import MISSING
from index.models import Place, Status
from index.ratings.table import Inspection
from ingest.models import Fact, ReportInfo

_FIELDWORK = re.compile(r"\bfieldwork\b|\bon[- ]site\b|\bvisit(?:ed)?\b", re.IGNORECASE)


def compose_coverage(request: Request) -> Status:
    """The reports of the library with their dates; or the inspections whose reports it lacks."""
    knowledge = request.knowledge
    if MISSING.search(request.plan.standalone):
        return _missing_reports(request)
    infos = [i for i in knowledge.infos.values() if request.report_allowed(i.id)]
    if not infos:
        request.build.fixed(phrases.EMPTY)
        return "answered"
    for info in sorted(infos, key=lambda i: (i.kind, i.subject, i.published)):
        fact = _date_fact(request, info)
        when = in_words(info.published) if info.published else ""
        text = f"{', '.join(filter(None, (_named(info), when)))}."
        if info.is_table:
            request.build.note(f"In the library: {info.title}, an imported table ({info.source}).")
            continue
        if fact is None:
            request.build.note(f"In the library: {text}")
            continue
        request.build.fact(text, [fact.source], bullet=True)
    if request.build.is_empty:
        request.build.fixed("The reports in this library are listed in the notes.")
    rows = knowledge.table.inspections
    request.build.note(
        f"{phrases.counted(len(infos), 'report', 'reports')}; with the rows of tables, "
        f"{phrases.counted(len(rows), 'inspection', 'inspections')} of "
        f"{phrases.counted(len({r.place for r in rows}), 'place', 'places')}."
    )
    return "answered"


def _named(info: ReportInfo) -> str:
    """A report in a list: of a place by that, of the whole service by its title."""
    title = phrases.short_title(info.title)
    if info.kind == "other":
        return f"{info.subject or title}, other document"
    if info.kind not in {"pdu", "region"}:
        return title
    return f"{info.subject}, {'PDU' if info.kind == 'pdu' else info.kind} report"


def _date_fact(request: Request, info: ReportInfo) -> Fact | None:
    dated = [
        f
        for f in request.knowledge.facts
        if f.report == info.id and f.measure == "date" and f.source.kind == "passage"
    ]
    best = [f for f in dated if f.label in {"publication", "copyright", "period"}]
    return next(iter(best or dated), None)


def _missing_reports(request: Request) -> Status:
    rows = [
        r
        for r in request.knowledge.table.inspections
        if not r.own_report and request.inspection_allowed(r)
    ]
    if not rows:
        request.build.fixed(
            "The tables in this library name no inspection whose report is missing."
        )
        return "answered"
    listed = [
        r
        for r in request.knowledge.table.inspections
        if request.inspection_allowed(r) and any(i != r.own_report for i in r.reports)
    ]
    facts = {id(r): r.row_cell("score") or r.facts[0] for r in (*rows, *listed)}
    request.build.fact(
        f"{len(rows)} of the {len(listed)} inspections named in a table have no report in "
        "the library:",
        [facts[id(r)].source for r in (*rows, *listed)],
    )
    for row in rows:
        fact = facts[id(row)]
        request.build.fact(f"{phrases.title(row)}.", [fact.source], facts=[fact], bullet=True)
    return "answered"


def compose_declined(request: Request) -> Status:
    """One sentence that says why the question is not answered."""
    plan, knowledge = request.plan, request.knowledge
    reason = why_beyond(plan.standalone, knowledge.topical)
    body = "" if reason else rated_elsewhere(plan.standalone, knowledge.schemes)
    if body:
        request.build.fixed(phrases.OTHER_BODY.format(name=body))
        return "not_found"
    request.build.fixed(phrases.BEYOND[reason or "advice"])
    if reason == "prediction":
        for place in plan.places:
            for row in request.inspections(place)[:1]:
                request.build.suggestions.append(
                    f"What was {row.place.name}'s score in {month(row.date)}?"
                )
    return "not_found"


def compose_report_fact(request: Request, places: Sequence[Place]) -> Status:
    """When fieldwork was, when a report came out, who led the inspection: every version of it."""
    detail = request.plan.detail
    missing = 0
    for place in places:
        rows = request.inspections(place)
        if not rows:
            missing += 1
            say_not_held(request, place.name)
            continue
        rows = rows[:1] if request.plan.newest else rows
        if detail == "region":
            _say_region(request, rows[0])
            continue
        if detail == "fieldwork":
            # A row of an annual table has no fieldwork: it answers only where nothing else does.
            rows = tuple(r for r in rows if _dates_of(r, "fieldwork")) or rows
        if detail == "fieldwork" and _lacks_fieldwork(request, rows):
            missing += 1
            continue
        said = [_say_detail(request, row.facts, place.name, detail) for row in rows]
        if not any(said):
            found = compose_finding(request, [place])
            missing += 0 if found == "answered" else 1
    if not places and not _say_national(request, detail):
        return compose_finding(request, places)
    if missing:
        told = missing < len(places) and any(s.citations for s in request.build.statements)
        return "partial" if told else "not_found"
    return "answered"


def _say_national(request: Request, detail: str) -> bool:
    """The detail as the newest report about the whole service gives it, by that report's title."""
    reports = request.national_reports()
    for report in sorted(reports, key=lambda r: request.knowledge.info(r).published, reverse=True):
        every = [f for f in request.knowledge.facts if f.report == report]
        # The dates of its table are those of other reports.
        facts = [f for f in every if f.measure != "date" or f.source.kind == "passage"]
        info = request.knowledge.info(report)
        if _say_detail(request, facts, f"the {phrases.short_title(info.title)}", detail):
            if detail == "inspector":
                when = in_words(info.published)
                request.build.note(f"That report is of {when}; this library knows of none newer.")
            return True
        if detail == "publication" and (year := _copyright(facts)):
            text = f"The {phrases.short_title(info.title)} prints no date of publication; it is ©"
            request.build.fact(f"{text} {year.value}.", [year.source], facts=[year])
            return True
    return False


def _copyright(facts: Sequence[Fact]) -> Fact | None:
    return next((f for f in facts if f.measure == "date" and f.label == "copyright"), None)


def _lacks_fieldwork(request: Request, rows: Sequence[Inspection]) -> bool:
    """Say that no date of fieldwork is known, where just that is asked of rows of a table."""
    asked = _FIELDWORK.search(request.plan.standalone)
    if not asked or any(_dates_of(row, "fieldwork") for row in rows):
        return False
    for row in rows:
        request.build.fixed(
            f"The library has no report of {phrases.title(row)}, so it cannot say when fieldwork "
            "took place."
        )
        _say_detail(request, row.facts, row.place.name, "publication")
    return True


def _dates_of(row: Inspection, label: str) -> list[Fact]:
    return [f for f in row.of("date") if f.label == label and f.value]


def _say_detail(request: Request, facts: Sequence[Fact], name: str, detail: str) -> bool:
    """All facts of the detail, each value once; two values for one thing are shown and noted."""
    if detail == "inspector":
        chosen = [
            f for f in facts if f.measure == "person" and "inspector" in (f.label or "").lower()
        ]
        lower = request.plan.standalone.lower()
        chief = any(word in lower for word in ("chief", "foreword", "introduction", "preface"))
        chosen = [f for f in chosen if ("chief" in (f.label or "").lower()) == chief] or chosen
    else:
        chosen = [f for f in facts if f.measure == "date" and f.label == detail and f.value]
    if detail == "fieldwork" and not chosen:
        chosen = [f for f in facts if f.measure == "date" and f.label == "publication" and f.value]
        detail = "publication"
    seen: dict[str, Fact] = {}
    for fact in chosen:
        seen.setdefault(fact.value or "", fact)
    for value, fact in seen.items():
        if any(other != value and other.startswith(value) for other in seen) and len(seen) > 1:
            continue
        request.build.fact(_detail_words(fact, name, detail), [fact.source], facts=[fact])
    months = {v[:7] for v in seen}
    if detail == "fieldwork" and len(months) > 1:
        request.build.note(
            "The report itself gives the fieldwork two different dates; both are shown."
        )
    return bool(seen)


def _say_region(request: Request, row: Inspection) -> None:
    """The region of a place, with a row or a line that names it."""
    region = row.place.region
    naming = [f.source for f in row.facts if region in " ".join((f.source.cells or {}).values())]
    sources = naming[:1] or [row.facts[0].source]
    request.build.fact(f"{row.place.name} is in the {region} region.", sources)


def _detail_words(fact: Fact, name: str, detail: str) -> str:
    """One detail in a sentence; `name`: a place, or "the …" for a report by its title."""
    value = fact.value or ""
    titled = name.startswith("the ")
    report = f"T{name[1:]}" if titled else f"The report on {name}"
    if detail == "inspector":
        return f"{report} names {value} as {fact.label}."
    when = in_words(value)
    if detail == "fieldwork":
        return f"Fieldwork{'' if titled else f' in {name}'}: {when}."
    return f"{report} was published {'in' if len(value) < 10 else 'on'} {when}."


def ask_back(request: Request, question: str, choices: Sequence[str]) -> Status:
    """A question back, with the readings to choose from."""
    request.build.fixed(question)
    for choice in choices:
        request.build.suggestions.append(choice)
    if choices:
        request.build.fixed(
            f"{phrases.joined(list(choices))}?".replace(" and ", " or ", 1)
            if len(choices) == 2
            else f"Choices: {', '.join(choices)}."
        )
    return "clarify"
