"""People whom reports name: who they are there, and what they say in a foreword that they sign."""

import re
from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.chapter import judging, spread
from index.answers.compose.figure import quote
from index.answers.compose.findings import enough
from index.answers.compose.points import Point, stands_alone
from index.answers.compose.quoting import choose
from index.answers.compose.request import Request
from index.answers.compose.share import share_of
from index.answers.compose.themes import ABOUT, UNSURE
from index.answers.dates import in_words
from index.answers.english import all_stems, content_stems
from index.answers.evidence import Found, find_sentences
from index.models import Status
from ingest.models import Fact

_ASKING = content_stems(
    "who is was are were what does did do has have say says said saying think thinks thought about"
    " on of view views opinion anything tell tells told write writes wrote written mention mentions"
    " mentioned inspector inspectors chief interim lead hm report reports foreword name called"
    " worry worries worried concern concerns concerned main biggest most really message his her"
)
_HONOURS = re.compile(r"\b(?:CBE|OBE|MBE|KC|QC|Dr|Mr|Mrs|Ms|Sir|Dame)\b")
_ROLE = re.compile(
    r"\bchief inspector(?:['’]s)?\b.{0,30}\b(?:say|says|said|think|thinks|thought|views?|feel|feels"
    r"|felt|mention\w*|worr\w+|concern\w*|opinion|foreword)\b"
)
"""What the chief inspector says, whoever that was when the report came out."""
_SAYS = re.compile(
    r"\b(?:what|does|did|do|has|have|is|was)\b|\b(?:say|says|said|think|thinks|thought|write|wrote"
    r"|mention\w*)\b(?: anything)?(?: (?:about|on|of))?|\b(?:the )?chief inspector(?:['’]s)?\b"
    r"|\bforeword\b",
    re.IGNORECASE,
)
_FOREWORD = re.compile(r"\bforeword\b", re.IGNORECASE)


def named_person(request: Request) -> list[Fact]:
    """The facts on the one person whom a question names by first and last name; [] for none."""
    text = request.plan.standalone.lower()
    people = [f for f in request.knowledge.facts if f.measure == "person" and f.value]
    found = [f for f in people if _bare(f) and _bare(f).lower() in text]
    if not found and _ROLE.search(text):
        found = [f for f in people if "chief inspector" in (f.label or "")]
        newest = max((request.knowledge.info(f.report).published for f in found), default="")
        placed = bool(request.plan.places)
        found = [f for f in found if placed or _published(request, f) == newest]
    names = {_bare(f) for f in found}
    return [f for f in found if request.report_allowed(f.report)] if len(names) == 1 else []


def _published(request: Request, fact: Fact) -> str:
    return request.knowledge.info(fact.report).published


def _bare(fact: Fact) -> str:
    return " ".join(_HONOURS.sub(" ", fact.value or "").split())


def compose_person(request: Request, facts: Sequence[Fact]) -> Status | None:
    """Who the person is in which report, or what their forewords say; None for another question."""
    plan = request.plan
    names = {p.name for p in plan.places}
    if names:
        facts = [f for f in facts if request.knowledge.info(f.report).subject in names]
    if not facts or plan.intent not in {"finding", "figure", "summary"}:
        return None
    own = content_stems(plan.search) - content_stems(_bare(facts[0])) - _ASKING
    if not own:
        if _SPEAKS.search(plan.standalone) and _say_in_short(request, facts):
            return "answered"
        _say_who(request, facts)
        return "answered"
    return _say_foreword(request, facts)


def _say_who(request: Request, facts: Sequence[Fact]) -> None:
    """One line for each report, oldest first."""
    dated = sorted(facts, key=lambda f: request.knowledge.info(f.report).published)
    for fact in dated:
        info = request.knowledge.info(fact.report)
        of = (
            f"on {info.subject}"
            if info.kind in {"pdu", "region"}
            else phrases.short_title(info.title)
        )
        text = f"{fact.value}: {fact.label}, in the report {of} ({in_words(info.published)})."
        request.build.fact(text, [fact.source], facts=[fact], bullet=len(dated) > 1)


_SPEAKS = re.compile(
    r"\b(?:says?|said|thinks?|thought|writes?|wrote|worr(?:y|ies|ied)|concern(?:s|ed)?|views?|opinions?"
    r"|message|foreword say)\b",
    re.IGNORECASE,
)
_WORRY = re.compile(r"\b(?:worr\w+|concern\w*)\b", re.IGNORECASE)
WORDS, MOST = 105, 4
"""Words and sentences of a foreword in short."""


def _say_in_short(request: Request, facts: Sequence[Fact]) -> bool:
    """What the newest foreword judges; what it calls a concern, where that is asked."""
    report = max(facts, key=lambda f: _published(request, f)).report
    every = request.knowledge.by_report[report]
    passages = [p for p in every if any(_FOREWORD.search(h) for h in p.section)]
    found = judging(request, passages, every=True)
    if _WORRY.search(request.plan.standalone):
        every_one = [Point(p, *span) for p in passages for span in request.knowledge.sentences(p)]
        told = [p for p in every_one if _WORRY.search(p.text) and stands_alone(p.text)]
        found = told or found
    if not found:
        return False
    request.build.heading(f"{phrases.report_title(request.knowledge, report)}: foreword")
    shown = spread(found, WORDS, MOST)
    for point in sorted(shown, key=lambda p: (p.passage.ordinal, p.start)):
        request.build.quote(point.source(request.knowledge), bullet=len(shown) > 1)
    return True


def _say_foreword(request: Request, facts: Sequence[Fact]) -> Status | None:
    """What the forewords of these reports say on the subject; None where none does."""
    bare = re.sub(re.escape(_bare(facts[0])), " ", request.plan.search, flags=re.IGNORECASE)
    plan = request.plan.model_copy(update={"search": " ".join(_SAYS.sub(" ", bare).split())})
    asked = request._replace(plan=plan)
    said: list[Found] = []
    for report in dict.fromkeys(f.report for f in facts):
        passages = request.knowledge.by_report[report]
        other = {p.id for p in passages if not any(_FOREWORD.search(h) for h in p.section)}
        said += find_sentences(request.knowledge, plan, [report], skip={*other, *request.skip})
    said.sort(key=lambda f: -round(f.score, 6))
    topic = content_stems(plan.search) - _ASKING
    good = [
        f
        for f in said
        if enough(asked, f)
        or (f.confidence >= UNSURE and share_of(asked, topic, all_stems(f.text)) >= ABOUT)
    ]
    if not good:
        return None
    report = good[0].passage.report_id
    request.build.heading(phrases.report_title(request.knowledge, report))
    chosen = choose(plan.depth, [f for f in good if f.passage.report_id == report])
    for each in chosen:
        quote(request, each, bullet=len(chosen) > 1)
    return "answered"
