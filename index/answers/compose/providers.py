"""Who delivers a service in a place, from the facts that name providers."""

import re

from index.answers.compose.request import Request
from index.answers.dates import month
from index.answers.english import content_stems
from index.models import Place

_ASKS = re.compile(
    r"\b(?:who(?:'s| is| does| do| did| has)?|which|what|whom|name)\b.{0,40}"
    r"\b(?:does|do|provides?|provided|providing|provider|delivers?|delivered|delivering|runs?"
    r"|running|offers?|suppl(?:y|ies|ier|iers)|handles?|looks? after|responsible|organi[sz]ation"
    r"|charity|company|contractor|agency|firm|group)\b|\bwho(?:'s| is) (?:behind|doing)\b"
    r"|\bprovided by\b|\bproviders?\b",
    re.IGNORECASE,
)
_ASKING = content_stems(
    "who which what provides provide provided provider providers delivers deliver delivered "
    "delivering runs run offers offer supplier supplies organisation organization charity "
    "company contractor agency firm group service services work help support does responsible "
    "behind name crs commissioned rehabilitative compared compare versus"
)


def say_providers(request: Request, place: Place) -> bool:
    """The providers of the service that a question asks for; False when no fact names one."""
    if not _ASKS.search(request.plan.standalone):
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
