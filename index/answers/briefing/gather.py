"""Gathers what a briefing says; citations are numbered at the end, as a reader meets them."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from index.answers.briefing.model import Briefing, BriefingKind, Cell, Item, Section
from index.answers.compose.request import Request
from index.models import AnswerFact, Citation, Statement
from ingest.models import Fact, Source
from ingest.schemes import Schemes


class Draft(NamedTuple):
    """A briefing whose citations still have the numbers in which they were gathered."""

    kind: BriefingKind
    subject: str
    title: str
    headline: tuple[Statement, ...]
    sections: tuple[Section, ...]


def fixed(text: str) -> Statement:
    """A phrase of ours that states nothing about a report."""
    return Statement(text=text, kind="fixed")


def fact(
    request: Request, text: str, sources: Iterable[Source], facts: Sequence[Fact] = ()
) -> Statement:
    """A rendering of rows in words, with the rows."""
    request.build.fact(text, list(sources), facts=facts)
    return request.build.statements[-1]


def quote(
    request: Request, source: Source, *, lead: str = "", number: str = "", alike: bool = False
) -> Item:
    """A verbatim quotation as a line of a list."""
    cited = request.build.cite(source)
    text = source.quote.replace("\t", " ")
    statement = Statement(text=text, kind="quote", citations=(cited,))
    return Item(statement=statement, lead=lead, number=number, alike=alike)


def value(request: Request, text: str, facts: Sequence[Fact], *, remark: str = "") -> Cell:
    """A cell that renders facts, each with its sources; derived ones with what they rest on."""
    sources = [s for f in facts for s in (f.source, *(f.also if f.derived else ()))]
    rated = {f.number for f in facts if f.measure in {"rating", "overall_rating"}}
    points = next(iter(rated)) if len(rated) == 1 else None
    return Cell(
        statement=fact(request, text, sources, facts),
        points=int(points) if points is not None else None,
        remark=remark,
    )


def blank(text: str) -> Cell:
    """A cell of which no source says anything."""
    return Cell(statement=fixed(text))


def finish(request: Request, draft: Draft, doubts: Sequence[str]) -> Briefing:
    """The briefing with its citations numbered in the order of reading; idle ones are left out."""
    said = [*draft.headline, *(s for each in draft.sections for s in each.statements())]
    order = list(dict.fromkeys(number for s in said for number in s.citations))
    new = {old: at for at, old in enumerate(order, 1)}
    kept = {c.id: c for c in request.build.citations}
    citations = tuple(kept[old].model_copy(update={"id": new[old]}) for old in order)
    return Briefing(
        kind=draft.kind,
        subject=draft.subject,
        title=draft.title,
        headline=tuple(_renumbered(s, new) for s in draft.headline),
        sections=tuple(_renumbered(s, new) for s in draft.sections),
        citations=citations,
        facts=tuple(_facts(request.build.facts, new)),
        doubts=tuple(doubts),
        reports=_reports(citations),
        publishers=publishers_of(
            request.knowledge.facts,
            request.knowledge.schemes,
            {c.report.id for c in citations if not c.report.is_table},
        ),
        fingerprint=request.knowledge.library.fingerprint(),
    )


def _renumbered(value: Any, new: dict[int, int]) -> Any:
    """A part of a briefing with every statement in it pointing to the new numbers."""
    if isinstance(value, Statement):
        numbers = tuple(sorted(new[old] for old in value.citations))
        return value.model_copy(update={"citations": numbers})
    if isinstance(value, tuple):
        return tuple(_renumbered(each, new) for each in value)
    if not hasattr(value, "model_copy"):
        return value
    parts = {name: _renumbered(each, new) for name, each in vars(value).items()}
    return value.model_copy(update=parts)


def _facts(facts: Iterable[AnswerFact], new: dict[int, int]) -> Iterable[AnswerFact]:
    for each in facts:
        numbers = tuple(new[old] for old in each.citations if old in new)
        if numbers:
            yield each.model_copy(update={"citation": numbers[0], "citations": numbers})


def publishers_of(
    facts: Iterable[Fact], schemes: Schemes, reports: Collection[str]
) -> dict[str, str]:
    """Whose scheme the facts of these reports are read by, where that is one publisher's."""
    named = {s.name: s.inspectorate for s in schemes.schemes}
    found: dict[str, set[str]] = {}
    for each in facts:
        if each.report in reports and each.scheme in named:
            found.setdefault(each.report, set()).add(named[each.scheme])
    return {report: next(iter(names)) for report, names in found.items() if len(names) == 1}


def _reports(citations: Iterable[Citation]) -> tuple[Any, ...]:
    return tuple({c.report.id: c.report for c in citations}.values())
