"""A question becomes a QuestionPlan, by rules over names, dates, the scheme's words and intents."""

import re
from collections.abc import Callable, Sequence

from index.answers import intents
from index.answers.beyond import rated_elsewhere, why_beyond
from index.answers.dates import DateWords, find_dates
from index.answers.english import content_stems, stem
from index.answers.names import NameMention, Names
from index.answers.question_text import (
    CASES_WORDS,
    INTERVIEWS_WORDS,
    LOAD_WORDS,
    PLANS_WORDS,
    TECHNOLOGY,
    asked,
    asks_plans,
    search_text,
    without_preamble,
)
from index.answers.scheme_words import (
    asked_by_key,
    case_standards,
    everyday_standards,
    judged_standards,
    own_wordings,
    questioned,
    ratings_named,
    scheme_words,
    subject_stems,
    wordings,
)
from index.answers.table_words import other_body
from index.answers.tables.reading import read_table_query
from index.answers.wanting import asks_quality, how_many_wanted
from index.models import Intent, Place, QuestionPlan
from ingest.schemes import Schemes

_JUDGING = content_stems(
    "good bad poor poorly well decent problem problems issue issues trouble any"
)
"""Words that judge a subject and are none."""
_WHY_FIRST = re.compile(
    r"^\W*(?:(?:and|but|so)\b\W*)*(?:why|how come|for what reason|what (?:explains|lies behind))\b",
    re.IGNORECASE,
)
"""A reason is asked for, which no row of the table has."""
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
_ONE_UNIT = re.compile(
    r"^\W*(?:what|how)\b[^,;?]{0,30}\b(?:rating|score|rated|grade|graded|scored?)?[^,;?]{0,20}"
    r"\b(?:did|was|is|does) (?:the|this|that) (?:PDU|unit)\b(?! with| that| which)[^,;?]*\W*$",
    re.IGNORECASE,
)
"""One unit that is not named: it must be asked which, and is not all of them."""
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
    intent = _intent(text, rest, plan, bare, schemes, topical)
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


def _intent(
    text: str,
    rest: str,
    plan: QuestionPlan,
    content: frozenset[str],
    schemes: Schemes,
    topical: frozenset[str] | None,
) -> Intent:
    first: tuple[tuple[Intent, object], ...] = (
        ("chat", intents.GREETING.search(text) or intents.HELP.search(text)),
        (
            "coverage",
            intents.MISSING.search(text)
            or (
                intents.COVERAGE.search(text)
                and not (plan.table and (plan.table.group_by or plan.table.having))
            ),
        ),
        (
            "declined",
            intents.CREATIVE.search(text)
            or why_beyond(text, topical)
            or rated_elsewhere(text, schemes),
        ),
        ("comparison", plan.search in _COUNTED and _compares(rest, plan)),
        ("figure", plan.search in _COUNTED),
        (
            "table",
            plan.table is not None
            and plan.search != PLANS_WORDS
            and not _COUNTS_PEOPLE.match(text)
            and not intents.METHOD.search(text)
            and not intents.PROCESS.search(text)
            and not (_WHY_FIRST.match(rest) and not _is_of_rows(plan))
            and not (intents.SUMMARY.search(text) and plan.standards and not plan.ratings)
            and not _points_of_all(text)
            and not (_ONE_UNIT.match(text) and not plan.places),
        ),
        (
            "recommendation",
            intents.RECOMMENDATION.search(rest) and not intents.FOLLOWED_UP.search(rest),
        ),
    )
    for intent, applies in first:
        if applies:
            return intent
    if intents.PROCESS.search(text):
        return "finding"
    if plan.detail != "none" and not (_PROGRAMME.search(text) and not plan.places):
        return "report_fact"
    if intents.METHOD.search(text) and not plan.places:
        return "finding"
    if intents.WHY.search(rest) and _about_rating(rest, plan, content):
        return "why"
    if _compares(rest, plan):
        return "comparison"
    if _key_question_asked(rest, plan, content, schemes):
        return "key_question"
    if _about_rating(rest, plan, content):
        return "score" if intents.SCORE.search(rest) and not plan.standards else "rating"
    return _about_text(rest, plan, content)


_COUNTS_PEOPLE = re.compile(
    r"^\W*how many (?:\w+ ){0,2}?(?:staff|officers?|p[qs]?os?|spos?|practitioners?|workers?"
    r"|employees|managers?|trainees|victims|women|men)\b"
    r"(?! (?:ratings?|standards?|scores?|grades?))",
    re.IGNORECASE,
)
"""People are counted, whom no row of the table has."""
_COUNTED = frozenset({CASES_WORDS, INTERVIEWS_WORDS, LOAD_WORDS})
"""What reports count of themselves, in their own words: the cases looked at, the people."""


def _is_of_rows(plan: QuestionPlan) -> bool:
    """Whether a question names what rows of the table hold: a rating, a score, a place."""
    placed = plan.places or plan.regions or plan.either
    return bool(plan.ratings or plan.conditions or placed)


def _points_of_all(text: str) -> bool:
    """A problem or a strength is asked for, though it be "the biggest": nothing that a row has."""
    listed = intents.IMPROVEMENTS.search(text) or intents.STRENGTHS.search(text)
    rows = intents.UNITS.search(text) or intents.SCORE.search(text) or intents.RATING.search(text)
    return bool(listed and how_many_wanted(text) and not rows)


def _about_text(rest: str, plan: QuestionPlan, content: frozenset[str]) -> Intent:
    """The intents that passages answer."""
    spoken = intents.STRENGTHS.sub(" ", intents.IMPROVEMENTS.sub(" ", rest))
    topical = (content & content_stems(spoken)) - {
        stem(w)
        for w in [
            "strengths",
            "weaknesses",
            "areas",
            "improvement",
            "findings",
            "main",
            "summary",
            "praise",
            "praised",
            "positives",
            "negatives",
            "criticism",
            "criticisms",
            "criticised",
            "concerns",
            "well",
            "poorly",
            "badly",
            "report",
            "overview",
            "bullet",
            "bullets",
            "two",
            "three",
            "four",
            "five",
            "paragraph",
            "board",
            "member",
            "briefly",
            "brief",
            "sentence",
            "line",
        ]
    }
    if intents.SUMMARY.search(rest) and not topical & content_stems(intents.SUMMARY.sub(" ", rest)):
        return "summary"
    if intents.STRENGTHS.search(rest) and not topical and not intents.NUMBER.search(rest):
        return "strengths"
    if intents.IMPROVEMENTS.search(rest) and not topical and not intents.NUMBER.search(rest):
        return "improvements"
    if intents.NUMBER.search(rest) or intents.PERCENT.search(rest):
        return "figure"
    if not topical and plan.places and not plan.key_questions and not _OPENING_ASK.match(rest):
        return "summary"
    return "finding"


_PROGRAMME = re.compile(r"\bprogrammes?\b|\brounds?\b", re.IGNORECASE)
"""What the inspections of many places belong to: its dates are no report's."""
_OPENING_ASK = re.compile(
    r"^\W*(?:who|where|when|how|which|what (?!about|of)|whats|is|are|was|were|did|do|does|has|have"
    r"|had|can|could)\b",
    re.IGNORECASE,
)


def _compares(rest: str, plan: QuestionPlan) -> bool:
    several = (
        len(plan.places)
        + len(plan.regions)
        + (len(plan.unknown) if intents.COMPARE.search(rest) else 0)
        + (len(plan.either) if plan.either and intents.COMPARE.search(rest) else 0)
        > 1
    )
    standards = len(plan.standards) > 1 and bool(plan.places)
    return (
        several
        or bool(plan.places and plan.every_date)
        or (standards and bool(intents.COMPARE.search(rest)))
    )


def _key_question_asked(
    rest: str, plan: QuestionPlan, content: frozenset[str], schemes: Schemes
) -> bool:
    """A percentage of a standard's key question, or the key questions as such."""
    if re.search(
        r"\b(?:key questions?|(?:of )?(?:the |its |their |all )?three"
        r" (?:questions?|percentages?|scores?|figures?))\b",
        rest,
        re.IGNORECASE,
    ):
        return True
    if intents.REOFFENDING_RATE.search(rest) or not (plan.places or plan.regions or plan.either):
        return False
    measured = bool(
        intents.PERCENT.search(rest) or intents.NUMBER.search(rest) or intents.SCORE.search(rest)
    )
    graded = intents.RATING.search(rest) or intents.RATING_LOOSE.search(plan.standalone)
    of_question = (plan.standards or graded) and _OF_QUESTION.search(plan.standalone)
    fared = plan.key_questions and ((plan.standards and _FARED.match(rest)) or of_question)
    measured = measured or bool(fared)
    if not measured or not plan.standards:
        named = re.search(
            r"\b(?:engag|complian|desist|safe|harm|public protection)", rest, re.IGNORECASE
        )
        left = content - content_stems(_NAMED) - _SUFFICIENT
        return bool(plan.key_questions and plan.places and measured and named and not left)
    if not set(plan.standards) & questioned(schemes):
        return False
    if not set(plan.standards) & asked_by_key(schemes):
        # One question and no keys: what is beyond its words ("domestic abuse checks") is another.
        return not content - own_wordings(schemes, plan.standards) - _SUFFICIENT
    left = content - wordings(schemes, plan.standards) - _SUFFICIENT
    return not left if not plan.key_questions else len(left) <= 2


_FARED = re.compile(
    r"^\W*(?:and )?how (?:well |badly |poorly |good |bad )?(?:did|does|do|was|were|is|has)\b.{0,30}"
    r"\b(?:do|done|doing|fare|fared|perform|performed)\b",
    re.IGNORECASE,
)
"""How a place did on something that is measured."""
_OF_QUESTION = re.compile(
    r"\bkeeping (?:other )?people safe\b|\bon (?:the )?(?:safety|engagement|desistance)\b"
    r"|\b(?:safety|engagement|desistance) question\b",
    re.IGNORECASE,
)
"""A key question by its own name beside its standard: it has a percentage, no rating of its own."""
_NAMED = (
    "engagement engaging engage compliance desistance desist safety safe keeping risk harm "
    "public protection others"
)
_ENOUGH = re.compile(
    r"\b(?:up to (?:scratch|standard|the mark)|(?:good|well) enough|sufficient(?:ly)?|satisfactory"
    r"|adequate|acceptable)\b",
    re.IGNORECASE,
)
_SUFFICIENT = content_stems(
    "scratch quality "
    "sufficient sufficiently enough good ok okay fine satisfactory adequate acceptable judged "
    "cases case casework percentage standard met meeting yes people person focus early four "
    "each every three supervision stage stages individual looking taking together question "
    "questions key figure figures worst weakest lowest highest best strongest"
)


_BEST_REGION = re.compile(
    r"\b(?:which|what) regions?\b.{0,30}\b(?:best|worst|better|worse|strongest|weakest|well|badly"
    r"|poorly)\b",
    re.IGNORECASE,
)
"""Regions have ratings by standard, which national reports count; what else is best is in texts."""
_A_RATE = re.compile(
    r"(?<!\binspectors )(?<!\bthey )(?<!\binspectorate )(?<!\byou )\brates?\b", re.IGNORECASE
)
"""A rate that is a share, not what inspectors do: "how did they rate planning"."""


_RATED = re.compile(
    r"\brated\b|\bratings?\b|\bgrade|\bgraded\b|\bscor|\bmark|\boverall\b|\bstandards?\b"
    r"|\b(?:outstanding|inadequate|requires improvement)\b",
    re.IGNORECASE,
)
"""Ratings as such: "any verdict on home visits", "what is good about it" ask for what is said."""


def _about_rating(rest: str, plan: QuestionPlan, content: frozenset[str]) -> bool:
    if intents.GOOD_OF_IT.search(rest):
        return False
    if plan.standards and _BEST_REGION.search(rest):
        return True
    if (
        intents.NUMBER.search(re.sub(r"\bhow (?:many|much) points\b", "", rest))
        and content
        and not intents.RATING.search(rest)
    ):
        return False
    if intents.SCORE.search(rest) and len(content) <= 3:
        return True
    if plan.standard_numbers and (plan.places or plan.regions) and not content:
        return True
    if plan.ratings or (intents.RATING.search(rest) and not _A_RATE.search(rest)):
        placed = bool(plan.places or plan.regions) and not plan.standards
        return not (placed and content and not _RATED.search(rest))
    return bool(intents.RATING_LOOSE.search(plan.standalone)) and bool(
        plan.standards or plan.standard_numbers or not content - _WHICH_TIME
    )


_WHICH_TIME = content_stems(
    "earlier previous last first second latest newest newer later older time round inspection"
    " occasion before again visit"
)
"""Words for one of a place's inspections, which name no subject."""
