"""A question becomes a QuestionPlan, by rules over names, dates, the scheme's words and intents."""

import re
from collections.abc import Callable, Sequence

from index.answers import intents
from index.answers.dates import DateWords, find_dates
from index.answers.english import content_stems
from index.answers.kind import kind_of
from index.answers.names import NameMention, Names
from index.answers.question_text import (
    PLANS_WORDS,
    TECHNOLOGY,
    asked,
    asks_plans,
    search_text,
    without_preamble,
)
from index.answers.scheme_words import (
    case_standards,
    everyday_standards,
    judged_standards,
    ratings_named,
    scheme_words,
    subject_stems,
)
from index.answers.table_words import other_body
from index.answers.tables.reading import read_table_query
from index.answers.wanting import asks_quality, how_many_wanted
from index.models import Place, QuestionPlan
from ingest.schemes import Schemes

_JUDGING = content_stems(
    "good bad poor poorly well decent problem problems issue issues trouble any"
)
"""Words that judge a subject and are none."""
_ENOUGH = re.compile(
    r"\b(?:up to (?:scratch|standard|the mark)|(?:good|well) enough|sufficient(?:ly)?|satisfactory"
    r"|adequate|acceptable)\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"\b(?:recommendations?|number|no\.?)\s*(?:number\s*|no\.?\s*)?(\d{1,2})\b"
    r"|\b(\d{1,2})(?:st|nd|rd|th)\s+recommendation"
    r"|\b(first|second|third|fourth|fifth|sixth|last) recommendation",
    re.IGNORECASE,
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "last": -1}
_TAKEN = re.compile(
    r"\b(?:why|how come|how did|what made|what led|what drove|what explains?|despite|given that"
    r"|since|seeing (?:that|as)|now that|considering|although|after|congratulat\w*|so what"
    r"|knowing that|what reasons?|which strengths|what helped|what lay behind)\b"
    r"|\bs (?:outstanding|good|inadequate)\b",
    re.IGNORECASE,
)
_OVERALL = re.compile(
    r"\b(?:overall|as a whole|altogether|in total|headline|composite)\b", re.IGNORECASE
)
_WHEN_FIELDWORK = re.compile(
    rf"{intents.WHEN.pattern}|\b(?:start|end|begin\w*)? ?dates?\b|\bwhich (?:month|year)\b"
    r"|\b(?:start|end|beginning|first day|last day|timing) of (?:the |its )?fieldwork\b",
    re.IGNORECASE,
)
_OF_SOMETHING_ELSE = re.compile(
    r"^\W*(?:was|were|is|had|has|did)\b.*\bwhen\b"
    r"|^\W*when\b[^,?]{0,60},\s*(?:how|what|who|which|where|did|was|were|is)\b",
    re.IGNORECASE,
)
"""A question whose "when" only says at which time: "was it mended when …", "when it was …, how"."""
_EXCLUDES = re.compile(
    r"\b(?:excluding|except(?:ing)?(?: for)?|apart from|aside from|other than|leaving out"
    r"|not counting|not including|without counting|ignoring)(?: the)?\s*$|[,(] ?not(?: the)?\s*$",
    re.IGNORECASE,
)
_ALSO_LIST = re.compile(
    r"^\W*(?:which|who|list|name)\b"
    r"|\band (?:the |their )?(?:names|places|pdus)\W*(?:please|thanks)?\W*$"
    r"|(?:\band\b|,|\?|;)\s*(?:what|which|who|whose|list|name|how did|say which)\b",
    re.IGNORECASE,
)
_GROUPS = (
    (
        "region",
        r"\b(?:by|per|each|every|for each|in each|which) regions?\b|\bbetween (?:the )?regions\b",
    ),
    ("standard", r"\b(?:by|per|each|every|for each|all|which) standards?\b"),
    ("rating", r"\b(?:by|per|each) (?:rating|grade)\b"),
)


def plan_question(
    question: str,
    standalone: str,
    names: Names,
    schemes: Schemes,
    mend: Callable[[str], tuple[str, tuple[tuple[str, str], ...]]] | None = None,
    headings: frozenset[str] = frozenset(),
    topical: frozenset[str] | None = None,
) -> QuestionPlan:
    """What the question asks for; `mend` repairs misspelt words that are no names;
    `headings` holds the stems of the library's section headings, `topical` those that its texts are
    about (None: not known)."""
    text = " ".join(standalone.split())
    text = asked(text.lower() if text.isupper() else text, names)
    text, repaired = mend(text) if mend else (text, ())
    every = names.find(text)
    mentions = _of_its_report(text, every)
    dates = find_dates(text)
    rest = _without(
        text, [(m.start, m.end) for m in mentions if not _is_local(m)] + list(dates.spans)
    )
    if not content_stems(rest) - _JUDGING:
        # With another subject ("laptops and IT") its words lead to the same sentences.
        rest = TECHNOLOGY.sub("IT systems, computers, Wi-Fi and internet", rest)
    excluded = [m for m in mentions if m.places and _EXCLUDES.search(text[: m.start])]
    mentions = [m for m in mentions if m not in excluded]
    national = bool(intents.NATIONAL.search(text))
    plan = QuestionPlan(
        question=question,
        standalone=text,
        intent="finding",
        **_named(mentions),
        excluded=tuple(dict.fromkeys(p.name for m in excluded for p in m.places)),
        dates=dates.dates,
        newest=dates.newest,
        earlier=dates.earlier,
        every_date=dates.every or _both_times(mentions, dates),
        national=national,
        local=tuple(m.text for m in mentions if _is_local(m)),
        aside=tuple(m.text for m in every if m not in mentions),
        parts=tuple(m.text for m in mentions if names.is_part(m)),
        overall=bool(_OVERALL.search(rest)),
        ratings=ratings_named(rest, schemes),
        conditions=intents.score_conditions(rest, placed=bool(mentions)),
        corrected=(
            *((m.text, m.places[0].name) for m in mentions if m.corrected and m.places),
            *repaired,
        ),
    )
    plan = plan.model_copy(update=scheme_words(rest, schemes, plan))
    content = subject_stems(rest, schemes, plan)
    measured = intents.PERCENT.search(rest) and _ENOUGH.search(rest)
    asked_about = plan.key_questions or measured
    if asked_about and not plan.standards and not plan.standard_numbers:
        plan = plan.model_copy(update={"standards": case_standards(rest, schemes)})
    plan = plan.model_copy(update={"aggregate": intents.aggregate_of(rest), **_small_words(rest)})
    table = read_table_query(text, rest, plan, content, schemes, topical)
    plan = plan.model_copy(
        update={"table": table, "also_list": bool(table and _ALSO_LIST.search(text))}
    )
    bare = content - headings if plan.polarity else content
    search = PLANS_WORDS if not every and asks_plans(text) else search_text(rest, dates)
    plan = plan.model_copy(update={"search": search})
    intent = kind_of(text, rest, plan, bare, schemes, topical)
    plan = plan.model_copy(
        update={
            "intent": intent,
            "table": table if intent == "table" else None,
            "wants": intents.wants_of(without_preamble(rest)),
            "premise": bool(plan.ratings or plan.conditions)
            and bool(_TAKEN.search(text))
            and not intents.PROCESS.search(text),
        }
    )
    other = "" if mentions else other_body(rest)
    if other and intent in {"rating", "score", "table", "comparison", "finding", "figure"}:
        # Nothing is held of them: said at once, whatever else the words could be read as.
        return plan.model_copy(update={"intent": "score", "table": None, "unknown": (other,)})
    rated = intent == "comparison" and intents.RATING.search(rest)
    if (intent in {"rating", "why"} or rated) and not plan.standards:
        plan = plan.model_copy(update={"standards": everyday_standards(rest, schemes, plan)})
    elif intent == "comparison" and not plan.standards:
        plan = plan.model_copy(update={"standards": judged_standards(rest, schemes, plan)})
    return plan


_REPORT_OF = re.compile(
    r"^(?:['’]s)?(?: (?:PDU|region|unit))?(?:['’]s)? (?:\w+ )?report\b.{0,30}?"
    r"\b(?:mention\w*|refer\w*|speak|speaks|talk\w*|say|says|said|cover\w*|discuss\w*|name[sd]?)\b",
    re.IGNORECASE,
)


def _of_its_report(text: str, mentions: Sequence[NameMention]) -> list[NameMention]:
    """The names without those that a named report is asked about: words to look for in it.

    "Does the North Yorkshire report mention York?": whether that report has the word.
    """
    first = mentions[0] if mentions else None
    if first is None or not first.places or not _REPORT_OF.match(text[first.end :]):
        return list(mentions)
    if any(p.kind == "region" for m in mentions[1:] for p in m.places):
        return list(mentions)
    return [first]


def _both_times(mentions: Sequence[NameMention], dates: DateWords) -> bool:
    """One place and two dates, or its latest and its earlier one: a change is asked about."""
    placed = [m for m in mentions if len(m.places) == 1 and m.places[0].kind == "pdu"]
    twice = len(dates.dates) > 1 or (dates.newest and dates.earlier)
    return len({m.places[0] for m in placed}) == 1 and twice


def _named(mentions: Sequence[NameMention]) -> dict[str, object]:
    """Places, ambiguous names, regions and unknown names of the mentions."""
    places: list[Place] = []
    regions: list[str] = []
    either: tuple[Place, ...] = ()
    either_name = ""
    unknown: list[str] = []
    for mention in mentions:
        if not mention.places:
            unknown.append(mention.text)
        elif len(mention.places) == 1:
            place = mention.places[0]
            if place.kind == "region":
                regions.append(place.name)
            else:
                places.append(place)
        else:
            either, either_name = mention.places, mention.text
    return {
        "places": tuple(dict.fromkeys(places)),
        "regions": tuple(dict.fromkeys(regions)),
        "either": either,
        "either_name": either_name,
        "unknown": tuple(dict.fromkeys(unknown)),
    }


def _is_local(mention: NameMention) -> bool:
    """An office or a town inside a unit stays a word to look for; a region's short form is none."""
    return mention.local and all(place.kind != "region" for place in mention.places)


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with these stretches taken out, and what pointed to them."""
    for start, end in sorted(spans, reverse=True):
        before = re.sub(
            r"\b(?:in|at|for|of|from|about|by|the|across|within|on|to|into|around)(?: the)?\s*$",
            "",
            text[:start],
        )
        after = re.sub(
            r"^(?:['’]s?(?!\w))?(?:\s+(?:PDU|probation delivery unit|probation service|report"
            r"|region)\b(?:['’]s?(?!\w))?)?",
            "",
            text[end:],
            flags=re.IGNORECASE,
        )
        text = f"{before} {after}" if before != text[:start] else f"{text[:start]} {after}"
    return " ".join(text.split())


def _small_words(rest: str) -> dict[str, object]:
    """Numbers of recommendations, limits of lists, depth, grouping, polarity."""
    found: dict[str, object] = {}
    ordinal = _ORDINAL.search(rest)
    if ordinal and intents.RECOMMENDATION.search(rest):
        digits = ordinal[1] or ordinal[2]
        found["ordinal"] = int(digits) if digits else _ORDINALS[ordinal[3].lower()]
    if limit := how_many_wanted(rest):
        found["limit"] = limit
    if intents.ONE_LINE.search(rest):
        found["depth"] = "line"
    elif intents.MORE.search(rest):
        found["depth"] = "more"
    for name, pattern in _GROUPS:
        if re.search(pattern, rest, re.IGNORECASE):
            found["group_by"] = name
            break
    strengths, improvements = intents.STRENGTHS.search(rest), intents.IMPROVEMENTS.search(rest)
    if bool(strengths) != bool(improvements) and not asks_quality(rest):
        found["polarity"] = "strength" if strengths else "improvement"
    if intents.REGION_OF.search(rest):
        found["detail"] = "region"
    elif intents.INSPECTOR.search(rest):
        found["detail"] = "inspector"
    elif intents.REPORT_DATE.search(rest) or (
        intents.WHEN.search(rest) and intents.PUBLICATION.search(rest)
    ):
        found["detail"] = "publication"
    elif (
        _WHEN_FIELDWORK.search(rest)
        and intents.FIELDWORK.search(rest)
        and not _OF_SOMETHING_ELSE.match(rest)
    ):
        found["detail"] = "fieldwork"
    return found
