"""What stands listed under a heading of a national report: its publications by kind, say."""

import re
from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.request import Request
from index.answers.english import content_stems
from index.answers.evidence import Found, source_of
from ingest.facts.numbers import NUMBER
from ingest.models import Passage

_ASKS = re.compile(
    r"\b(?:how many|which|what|list|name|show|give|titles?|topics?|subjects?|all|any)\b",
    re.IGNORECASE,
)
_ASKING = content_stems(
    "which what list name names show give title titles topic topics subject subjects all every any"
    " cover covered covering about were was are is did do have has had been there they it came come"
    " out published publish issued issue released completed complete finished finish done carried"
    " produced made year years reporting period annual report reports inspection inspections"
    " inspected hmip inspectorate inspectors inspector probation service library called entitled"
    " look looked into at this that the last past over during within new current latest recent one"
    " ones different various publications publication"
)
"""Words that ask for a list of publications and name no kind of them."""
_GENERIC = content_stems("report reports inspection inspections publication publications")
LONGEST = 25
"""Words of a title: what is longer is prose."""


def say_listed(request: Request) -> bool:
    """All that stands under the heading that a question names; False where it names none.

    The question must be about nothing else: "which bulletins came out", not "what did they find".
    """
    plan = request.plan
    named = plan.places or plan.regions or plan.either or plan.unknown or plan.dates
    asked = content_stems(plan.standalone) - _ASKING
    if named or not asked or not _ASKS.search(plan.standalone) or asks_findings(plan.standalone):
        return False
    for report in request.national_reports():
        for heading, items in _lists(request.knowledge.by_report[report]):
            stems = content_stems(heading) - _GENERIC
            if stems and asked <= stems and 2 * len(asked) >= len(stems):
                if plan.intent != "figure" or not _say_count(request, report, heading):
                    _say(request, heading, items)
                return True
    return False


_SAID = re.compile(
    r"\b(?:find|finds|found|say|says|said|conclude[sd]?|shows?|showed|tells?|told)\b", re.IGNORECASE
)
"""Asks what they say, not which they are."""


def _say_count(request: Request, report: str, heading: str) -> bool:
    """The report's own count of what it lists; a title that was lost makes the list too short."""
    counted = re.compile(rf"\b{NUMBER} {re.escape(heading)}\b", re.IGNORECASE)
    for passage in request.knowledge.by_report[report]:
        for start, end in request.knowledge.sentences(passage):
            if passage.type == "paragraph" and counted.search(passage.text[start:end]):
                request.build.quote(source_of(request.knowledge, passage, start, end))
                return True
    return False


def _lists(passages: Sequence[Passage]) -> list[tuple[str, list[Passage]]]:
    """The headings of a report that have nothing but titles under them, in order of reading."""
    under: dict[tuple[str, ...], list[Passage]] = {}
    for passage in passages:
        if passage.section:
            under.setdefault(passage.section, []).append(passage)
    return [
        (section[-1], items)
        for section, items in under.items()
        if len(items) > 1 and all(_is_title(p) for p in items)
    ]


def _is_title(passage: Passage) -> bool:
    text = passage.text.strip()
    prose = text.endswith((".", ":", ";", "?")) or len(text.split()) > LONGEST
    return passage.type in {"paragraph", "bullet"} and passage.polarity is None and not prose


def asks_findings(text: str) -> bool:
    """Whether a question asks what reports say, not which they are."""
    return bool(_SAID.search(text))


def only_listed(request: Request, found: Found) -> bool:
    """Whether a sentence is a title in such a list: a report that exists is no finding."""
    passages = request.knowledge.by_report[found.passage.report_id]
    if request.knowledge.info(found.passage.report_id).kind in {"pdu", "region"}:
        return False
    return any(found.passage.id in {p.id for p in items} for _, items in _lists(passages))


def _say(request: Request, heading: str, items: Sequence[Passage]) -> None:
    info = request.knowledge.info(items[0].report_id)
    request.build.heading(f"{phrases.short_title(info.title)}: {heading}")
    for item in items:
        source = source_of(request.knowledge, item, 0, len(item.text))
        request.build.quote(source, bullet=True)
