"""Who delivers a service in a place, from the facts that name providers."""

import re

from index.answers.compose.request import Request
from index.answers.dates import month
from index.answers.english import content_stems
from index.answers.evidence import Found
from index.models import Place

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
    "contracts list outside external partner"
)


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
    wanted = content_stems(request.plan.search) - _ASKING
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
        for fact in fitting:
            request.build.fact(
                f"{row.place.name}, {month(row.date)}: {fact.label}: {fact.value}.",
                [fact.source],
                facts=[fact],
                bullet=len(fitting) > 1,
            )
            said = True
    return said


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
