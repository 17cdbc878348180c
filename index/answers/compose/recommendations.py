"""Recommendations of the reports: all, one addressee's, one by number, or those on a subject."""

import re
from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.findings import compose_finding, note_nearest
from index.answers.compose.ratings import say_not_held
from index.answers.compose.request import Request
from index.answers.compose.share import share_of
from index.answers.dates import month
from index.answers.english import all_stems, content_stems, english
from index.answers.evidence import find_sentences
from index.answers.intents import RECOMMENDATION
from index.answers.table_words import stems
from index.models import Place, Status
from index.ratings.table import Inspection
from ingest.models import Fact

_ASKING = frozenset(
    content_stems(
        "recommend recommended recommendation recommendations recommending list number count "
        "first second third last should must ought do told asked improve change fix region "
        "regional head service pdu inspectorate addressed hmpps hm prison probation ministry "
        "justice according made make next total set action actions team teams job recomend "
        "recomended recomendation ask give every act inspectors hmip addressee addressees tell "
        "want wanted altogether overall tally contain concern concerned relate subject follow "
        "following name report given respond response expected required differ differs different "
        "difference differences another compare compared comparison versus similar same contrast "
        "those national nationally"
    )
)
_PRESUMED = re.compile(
    r"\b(?:which|what|the) (?:recommendations?|actions?|ones?)(?: (?:to|for|of|in) .{2,50}?)?"
    r" (?:(?:is|are|was|were|that|which|most) )*(?:about|on|concern\w*|cover\w*|deal\w*|relat\w*"
    r"|address\w*|mention\w*|tackl\w*|talk\w*|regarding|aimed|says?)\b",
    re.IGNORECASE,
)
"""Words that take for granted that there is a recommendation on the subject."""
_WHETHER = re.compile(
    r"^\W*(?:(?:and|but|so)\b\W*)*(?:was|were|is|are|did|does|do|has|have|had)\b", re.IGNORECASE
)
"""Asks whether something was recommended."""
_THINKS = re.compile(
    r"\b(?:say|suggest|think|feel|believe|argue|conclude)\b.{0,60}"
    r"\b(?:should|ought to|must|needs? to|needed to)\b",
    re.IGNORECASE,
)
MOST_OF_IT = 0.35
"""Share of a subject, by the weight of its words, that a recommendation on just that names:
of looked-at ones, those on the subject had 0.37 and more, those that shared a word 0.23 at most."""
HALF = 0.5
"""Share of the subject that a sentence names which stands in for a recommendation on it."""
NEAR, NEARER = 0.5, 0.33
"""Least likeness of meaning of a recommendation to a subject: as such; where one is presumed."""


def compose_recommendations(request: Request, places: Sequence[Place]) -> Status:
    """The recommendations that fit, verbatim, under the place and addressee."""
    if not places:
        return _thought(request) or _everywhere(request)
    missing = shown = 0
    for place in places:
        rows = [r for r in request.inspections(place) if r.of("recommendation")]
        if not rows:
            missing += 1
            _say_none(request, place)
            continue
        for row in rows[:1] if request.plan.newest else rows:
            if _says_other_addressee(request, row):
                shown += 1
                continue
            chosen = _fitting(request, row.of("recommendation"))
            if not chosen:
                missing += 1
                request.build.fixed(
                    f"{phrases.title(row)}: none of the report's recommendations is about this."
                )
                _say_nearest(request, row)
                continue
            shown += 1
            _say(request, f"{row.place.name}, {month(row.date)}", chosen, row.of("recommendation"))
    if not missing:
        return "answered"
    return "partial" if shown else "not_found"


def _say_nearest(request: Request, row: Inspection) -> None:
    """What the report says on a subject of which it was asked whether anything is recommended."""
    topic = _topic(request, set())
    if not (row.own_report and topic and _WHETHER.search(request.plan.standalone)):
        return
    subject = RECOMMENDATION.sub(" ", request.plan.search)
    plan = request.plan.model_copy(update={"intent": "finding", "search": subject})
    found = find_sentences(request.knowledge, plan, [row.own_report], row.place)
    said = [f for f in found if f.passage.type in {"paragraph", "bullet"}]
    on_it = [f for f in said if share_of(request, topic, all_stems(f.text)) >= HALF]
    note_nearest(request, on_it)


def _thought(request: Request) -> Status | None:
    """What reports find, where it is asked what they think should be done and none recommends it.

    None where something is recommended, or recommendations as such are asked for.
    """
    text = request.plan.standalone
    if not _THINKS.search(text) or (
        _everywhere(request) == "answered" and not request.plan.national
    ):
        return None
    request.build.clear()
    plan = request.plan.model_copy(update={"intent": "finding"})
    return compose_finding(request._replace(plan=plan), ())


def _everywhere(request: Request) -> Status:
    """No place named: recommendations of any report on the subject or to the addressee; else all.

    Where one of the two is asked, a report all of whose recommendations fit is about neither.
    """
    fitting: list[tuple[Inspection, list[Fact]]] = []
    narrowed = bool(_whom(request) or _topic(request, set()) or request.plan.ordinal is not None)
    for row in request.knowledge.table.inspections:
        facts = row.of("recommendation")
        dated = not request.plan.dates or any(
            request.knowledge.table.dated(row, d) for d in request.plan.dates
        )
        if not facts or not dated or not request.inspection_allowed(row):
            continue
        chosen = _fitting(request, facts)
        if chosen and (len(chosen) < len(facts) or not narrowed):
            fitting.append((row, chosen))
    said = _closest(request, fitting)
    for row, chosen in said:
        _say(request, f"{row.place.name}, {month(row.date)}", chosen, row.of("recommendation"))
    if not said:
        request.build.fixed("No recommendation in this library fits the question.")
    return "answered" if said else "not_found"


def _closest(
    request: Request, fitting: Sequence[tuple[Inspection, list[Fact]]]
) -> list[tuple[Inspection, list[Fact]]]:
    """All of them; where it is asked whether something was recommended, those that share most."""
    topic = _topic(request, set())
    if not topic or not _WHETHER.search(request.plan.standalone):
        return list(fitting)
    shares = [share_of(request, topic, all_stems(chosen[0].value or "")) for _, chosen in fitting]
    most = max(shares, default=0.0)
    return [each for each, share in zip(fitting, shares, strict=True) if share == most]


def _says_other_addressee(request: Request, row: Inspection) -> bool:
    """Whether the addressee asked about is none of a report's; then it says whom they address."""
    facts = row.of("recommendation")
    addressees = sorted({f.addressee or "" for f in facts} - {""})
    plan = request.plan
    regional = _asks_region(plan.standalone) or bool(plan.regions and plan.places)
    asked = ["the region"] if regional else _whom(request)
    if not asked or not addressees or any(_addressed(request, a) for a in addressees):
        return False
    count = phrases.counted(len(facts), "recommendation is", "recommendations are")
    none = f"none is addressed to {phrases.joined(asked)}"
    text = f"{phrases.title(row)}: {none}; {count} addressed to {phrases.joined(addressees)}."
    request.build.fact(text, [f.source for f in facts], facts=facts)
    return True


def _whom(request: Request) -> list[str]:
    """The addressees that a question names, as any report prints them; places asked about apart."""
    facts = [f for r in request.knowledge.table.inspections for f in r.of("recommendation")]
    units = request.knowledge.names.places.values()
    own = {p.name for p in units if p.kind == "pdu"}
    every = sorted({f.addressee or "" for f in facts} - {""})
    return [a for a in every if not own & {_bare_name(a)} and _addressed(request, a)]


def _bare_name(addressee: str) -> str:
    """An addressee without what it is: "Sheffield" for "Sheffield PDU"."""
    bare = re.sub(r"\b(?:PDU|region|service|the)\b", " ", addressee, flags=re.IGNORECASE)
    return " ".join(re.sub(r"\(.*?\)", " ", bare).split())


def _say_none(request: Request, place: Place) -> None:
    if request.inspections(place):
        request.build.fixed(f"The library has no report of {place.name} with recommendations.")
    else:
        say_not_held(request, place.name)


def _fitting(request: Request, facts: Sequence[Fact]) -> list[Fact]:
    """Those to the addressee, of the number, on the subject that the question names."""
    plan = request.plan
    chosen = list(facts)
    addressees = {f.addressee or "" for f in facts}
    named = [a for a in sorted(addressees) if _addressed(request, a)]
    if named:
        chosen = [f for f in chosen if f.addressee in named]
    elif _whom(request):
        return []
    if plan.ordinal is not None:
        if plan.ordinal == -1:
            return chosen[-1:]
        return [f for f in chosen if f.number == plan.ordinal]
    topic = _topic(request, addressees if named else set())
    about = _about(request, chosen, topic) if topic else chosen
    # "What is HMPPS supposed to act on": an addressee is a question of its own.
    return about or (chosen if named else [])


def _addressed(request: Request, addressee: str) -> bool:
    """Whether the question names this addressee: by name, by initials, or as "the region"."""
    text = request.plan.standalone
    bare = _bare_name(addressee)
    short = re.findall(r"\(([A-Z]{2,})\)", addressee)
    is_place = any(p.name == bare for p in request.plan.places)
    if any(re.search(rf"\b{s}\b", text, re.IGNORECASE) for s in short):
        return True
    if bare.lower() in {e.lower() for e in _long_forms(request, text)}:
        return True
    if re.search(r"\bregion\b", addressee, re.IGNORECASE):
        named = request.knowledge.schemes.region(addressee) or bare
        return named in request.plan.regions or _asks_region(text)
    if _OF_NATION.search(text) and not is_place:
        own_places = request.knowledge.names.places.values()
        return bare not in {p.name for p in own_places}
    if is_place and re.search(rf"\bto (?:the )?{re.escape(bare)} PDU\b", text, re.IGNORECASE):
        return True
    own = r"(?<!than )\b(?:to|for|at) the (?:PDU|unit)\b(?! report)|\bthe PDU itself\b"
    if re.search(own, text, re.IGNORECASE):
        return is_place
    return not is_place and bool(bare) and bare.lower() in text.lower()


_OF_NATION = re.compile(r"\bnational recommendations?\b", re.IGNORECASE)
_REGION = re.compile(
    r"\b(?:to|for|by|at) (?:the|a|any|their|its) regions?\b(?!,? (?:nor|or) the pdu)"
    r"|\bregion (?:been |was )?(?:should|must|ought|needs?|has to|told|asked|itself|do)\b"
    r"|\b(?:was|did|does|do|must|should|can|could|will|would|has|have|tell|told|ask|asked)"
    r" (?:the|its|their) region\b|\bregion's\b|\bregional(?:ly)?\b",
    re.IGNORECASE,
)


def _asks_region(text: str) -> bool:
    """Whether a question asks what the region is to do."""
    return bool(_REGION.search(text))


def _long_forms(request: Request, text: str) -> list[str]:
    """What the abbreviations of a question stand for, without "the"."""
    found = [e for w in re.findall(r"\b[A-Z]{2,6}\b", text) for e in request.knowledge.expand(w)]
    plain = [re.sub(r"\b(?:PDU|region|service|the)\b", " ", e, flags=re.IGNORECASE) for e in found]
    return [" ".join(e.split()) for e in plain]


def _topic(request: Request, addressees: set[str]) -> frozenset[str]:
    """Stems of what the recommendation is to be about, addressees and asking words left out."""
    words = content_stems(request.plan.search) - _ASKING - stems("recommending")
    words -= content_stems(" ".join(english().months)) | {w for w in words if w.isdigit()}
    for addressee in addressees:
        words -= content_stems(addressee)
    return frozenset(words)


def _about(request: Request, facts: Sequence[Fact], topic: frozenset[str]) -> list[Fact]:
    """The recommendations on a subject: shared words first, likeness of meaning second."""
    knowledge = request.knowledge
    expansions = knowledge.schemes.terms.expand(request.plan.search)
    wider = frozenset(s for e in expansions for s in content_stems(e))
    if _WHETHER.search(request.plan.standalone):
        # Whether there is such a recommendation: one that shares a word with it is none.
        whole = [share_of(request, topic, all_stems(f.value or "")) for f in facts]
        most = max(whole, default=0.0)
        return [f for f, s in zip(facts, whole, strict=True) if s == most and s >= MOST_OF_IT]
    direct = [f for f in facts if topic & content_stems(f.value or "")]
    if direct:
        shared = [len(topic & content_stems(f.value or "")) for f in direct]
        return [f for f, n in zip(direct, shared, strict=True) if n == max(shared)]
    widened = [f for f in facts if wider & content_stems(f.value or "")]
    presumed = _PRESUMED.search(request.plan.standalone)
    if widened and not presumed:
        return widened
    text = _PRESUMED.sub(" ", request.plan.search)
    ranges = [(f.source.passage, [(0, len(knowledge.by_id[f.source.passage].text))]) for f in facts]
    scores = [row[0] for row in knowledge.library.sentence_scores(text, ranges)]
    best = max(scores, default=0.0)
    near = best >= (NEARER if presumed else NEAR)
    return [f for f, s in zip(facts, scores, strict=True) if s == best] if near else widened


def _say(request: Request, title: str, chosen: Sequence[Fact], every: Sequence[Fact]) -> None:
    plan = request.plan
    if plan.aggregate == "count":
        noun = phrases.counted(len(chosen), "recommendation", "recommendations")
        if len(chosen) < len(every):
            noun = f"{len(chosen)} of {len(every)} recommendations"
            whom = {f.addressee for f in chosen}
            noun += f", to {whom.pop()}" if len(whom) == 1 and None not in whom else ""
        sources = [f.source for f in (*chosen, *every)]
        request.build.fact(f"{title}: {noun}.", sources, facts=chosen)
        return
    if plan.limit and plan.limit < len(chosen):
        request.build.note(
            f"The first {plan.limit} of {len(chosen)}, in the report's own order: it does not rank "
            "them."
        )
        chosen = chosen[: plan.limit]
    by_addressee: dict[str, list[Fact]] = {}
    for fact in chosen:
        by_addressee.setdefault(fact.addressee or "", []).append(fact)
    for addressee, facts in by_addressee.items():
        request.build.heading(f"{title}: to {addressee}" if addressee else title)
        for fact in facts:
            request.build.quote(fact.source, bullet=True)
            request.build.show_fact(fact)
    if len(chosen) < len(every):
        request.build.note(
            f"The report makes {len(every)} recommendations in all; {len(chosen)} fit the question."
        )
