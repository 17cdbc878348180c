"""Who delivers a service in a place, from the facts that name providers."""

import re
from collections.abc import Sequence

from index.answers.carries import HAS_NAME
from index.answers.compose.phrases import short_title
from index.answers.compose.request import Request
from index.answers.compose.share import share_of
from index.answers.dates import in_words, month
from index.answers.english import all_stems, content_stems
from index.answers.evidence import Found
from index.models import Place
from index.ratings.table import Inspection
from ingest.models import Fact

_BODY = (
    r"(?:providers?|suppliers?|organi[sz]ations?|charit(?:y|ies)|compan(?:y|ies)|contractors?"
    r"|agenc(?:y|ies)|firms?|bod(?:y|ies)|group)"
)
_DOES = (
    r"(?:does|do|did|provides?|provided|providing|delivers?|delivered|delivering|runs?|ran|running"
    r"|offers?|offered|suppl(?:y|ies|ied)|handles?|handled|looks? after|looked after|responsible"
    r"|commissioned|contracted)"
)
_ASKS = re.compile(
    rf"\bwho(?:m|se|'s| is| has)?\b.{{0,40}}\b(?:{_DOES}|{_BODY})\b"
    rf"|\b(?:which|what|name(?: of)?) (?:\w+ ){{0,3}}{_BODY}\b"
    rf"|\bwho(?:'s| is) (?:behind|doing)\b|\b(?:provided|delivered|run|offered) by\b"
    rf"|\b(?:provider|supplier)s?\b",
    re.IGNORECASE,
)
"""A body is asked for, not a service: "what support is there?" is about what the report finds."""
MANY = 2
"""Bodies that a sentence names before it counts as a list of them."""
_ASKING = content_stems(
    "who which what provides provide provided provider providers delivers deliver delivered "
    "delivering runs run offers offer supplier supplies organisation organization charity "
    "company contractor agency firm group service services work help support does responsible "
    "behind name crs commissioned rehabilitative compared compare versus held hold holds contract "
    "contracts list outside external partner organisations organizations suppliers charities "
    "companies contractors agencies bodies every each named names does are all one"
)


_ALL_OF_THEM = re.compile(
    r"\bcommissioned rehab\w*\b|\brehab(?:ilitative)? (?=contract|provider|supplier|service)",
    re.IGNORECASE,
)
"""All the commissioned services together: no treatment of drugs."""


def _service(request: Request) -> frozenset[str]:
    """Stems of the service asked about; none where all providers are asked for."""
    return content_stems(_ALL_OF_THEM.sub(" ", request.plan.search)) - _ASKING


def asks_providers(request: Request) -> bool:
    """Whether a question asks who delivers something."""
    return bool(_ASKS.search(request.plan.standalone))


def lists_providers(request: Request, found: Found) -> bool:
    """Whether a sentence does little but name who delivers which service."""
    named = {
        f.value
        for f in request.knowledge.facts
        if f.measure == "body"
        and f.source.passage == found.passage.id
        and (f.value or "") in found.text
    }
    return len(named) > MANY


def say_providers(request: Request, place: Place) -> bool:
    """The providers of the service that a question asks for; False when no fact names one."""
    if not asks_providers(request):
        return False
    wanted = _service(request)
    wider = {s for e in request.knowledge.expand(request.plan.search) for s in content_stems(e)}
    said = False
    for row in request.inspections(place):
        bodies = [f for f in row.of("body") if f.label and f.value]
        fitting = [f for f in bodies if _fits(content_stems(f.label or ""), wanted)]
        fitting = fitting or [
            f
            for f in bodies
            if content_stems(f.label or "") - _ASKING <= wider
            and not wanted - wider - _everyday(request)
        ]
        if not wanted and _SEVERAL.search(request.plan.standalone):
            fitting = bodies
        _say(request, row, fitting)
        said = said or bool(fitting)
        if fitting and not wanted:
            request.build.note(ALL_NAMED)
    return said


def _say(request: Request, row: Inspection, facts: Sequence[Fact]) -> None:
    for fact in facts:
        request.build.fact(
            f"{row.place.name}, {month(row.date)}: {fact.label}: {fact.value}.",
            [fact.source],
            facts=[fact],
            bullet=len(facts) > 1,
        )


def bodies_named(request: Request) -> list[Fact]:
    """What is read of the one provider that a question names, in reports that filters let in."""
    text = request.plan.standalone.lower()
    facts = [f for f in request.knowledge.facts if f.measure == "body" and f.value and f.label]
    found = [
        f
        for f in facts
        if " " in (f.value or "")
        and re.search(rf"\b{re.escape((f.value or '').lower())}\b", text)
        and request.report_allowed(f.report)
    ]
    return found if len({f.value for f in found}) == 1 else []


def say_bodies(request: Request, facts: Sequence[Fact]) -> None:
    """In which report a provider is named for which service."""
    infos = request.knowledge.infos
    placed = [f for f in facts if infos[f.report].kind in {"pdu", "region"}]
    for fact in placed or facts:
        info = infos[fact.report]
        about = info.subject if info.kind in {"pdu", "region"} else short_title(info.title)
        text = f"{about}, {in_words(info.published)}: {fact.label}: {fact.value}."
        request.build.fact(text, [fact.source], facts=[fact], bullet=len(placed or facts) > 1)


_SEVERAL = re.compile(
    r"\b(?:providers|suppliers|contractors|organi[sz]ations|charities|companies|agencies|bodies"
    r"|(?:every|each|all)\b.{0,20}\b(?:provider|supplier|contractor|organi[sz]ation|charity)"
    r"|who (?:provides?|delivers?|runs?) (?:the |their |its )?(?:\w+ )?services)\b",
    re.IGNORECASE,
)
ALL_NAMED = (
    "These are the bodies that the report names together with a service; others may stand "
    "elsewhere in its text."
)


def say_no_provider(request: Request, place: Place, found: Sequence[Found]) -> bool:
    """That no provider of a service is named, and which others are; False where `found` tells.

    A sentence tells who provides something when it names the service and a body.
    """
    wanted = _service(request)
    service = _OF_SERVICE.search(request.plan.standalone) or _everyday(request)
    if not (wanted and service and _PLAINLY.search(request.plan.standalone)):
        return False
    telling = [f for f in found if HAS_NAME.search(f.text)]
    known = wanted & request.knowledge.all_stems
    if known and any(share_of(request, known, all_stems(f.text)) >= HALF for f in telling):
        return False
    rows = [row for row in request.inspections(place) if row.of("body")]
    if not rows:
        return False
    request.build.fixed(f"The reports in this library name no provider of this in {place.name}.")
    request.build.fixed(NAMED)
    for row in rows:
        _say(request, row, [f for f in row.of("body") if f.label and f.value])
    return True


_PLAINLY = re.compile(
    rf"\bwho(?:m|se)?\b.{{0,25}}\b(?:provid\w+|deliver\w+|runs?|ran|running|offers?|offered"
    rf"|suppl(?:y|ies|ied)|commissioned|contracted)\b|\b(?:which|what) (?:\w+ ){{0,2}}{_BODY}\b",
    re.IGNORECASE,
)
"""Asks for whoever provides something, and not for whom a place works with."""
_OF_SERVICE = re.compile(
    r"\b(?:services?|support|help|advice|treatment|provision|interventions?|programmes?)\b",
    re.IGNORECASE,
)
HALF = 0.5
"""Share of the service's words that a sentence on its provider names."""
NAMED = "Those that they name:"


def _fits(label: frozenset[str], wanted: frozenset[str]) -> bool:
    """Whether every word asked for stands in the name of the service, or the other way round."""
    bare = label - _ASKING or label
    return bool(wanted) and bool(bare) and (wanted <= label or bare <= wanted)


def _everyday(request: Request) -> frozenset[str]:
    """Stems of the question's words that have terms of the field for them."""
    text = request.plan.search
    return frozenset(
        stem
        for word in text.split()
        if request.knowledge.expand(word.strip("?.,"))
        for stem in content_stems(word)
    )
