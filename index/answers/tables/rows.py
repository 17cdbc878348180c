"""What one row of an answer is, told from a question's words, or that no row answers it."""

import re
from typing import Literal

from index.answers import intents
from index.answers.english import content_stems
from index.answers.table_words import stems
from index.answers.tables import grouping, limits, operations, relations, words
from index.models import QuestionPlan

RowKind = Literal["inspection", "standard", "key_question", "recommendation"]


def row_kind(lower: str, plan: QuestionPlan, content: frozenset[str]) -> RowKind | None:
    """What one row of the answer is, or None where the table does not answer."""
    if intents.GOOD_OF_IT.search(lower):
        return None
    if intents.RECOMMENDATION.search(lower):
        return "recommendation" if _about_recommendations(lower, plan, content) else None
    spread = words.SPREAD_OF.search(lower) and re.search(r"\bpercentages?\b", lower)
    if spread or _about_key_questions(lower, plan, content):
        return "key_question"
    if _about_standards(lower, plan, content):
        return "standard"
    return "inspection" if _about_inspections(lower, plan, content) else None


def _about_recommendations(lower: str, plan: QuestionPlan, content: frozenset[str]) -> bool:
    """How many there are, of whom, for whom; what they say is for the texts."""
    counted = (
        intents.ASK_COUNT.search(lower)
        or words.AMOUNT.search(lower)
        or limits.group_conditions(lower)
    )
    grouped = grouping.group_of(lower) is not None
    one = len(plan.places) == 1 and not grouped
    if one or plan.ordinal is not None or not (counted or grouped):
        return False
    return not _left(content, "recommending")


def _about_key_questions(lower: str, plan: QuestionPlan, content: frozenset[str]) -> bool:
    """Percentages of key questions over several standards or places, or computed from them."""
    share_of_cases = words.PERCENT_OF_CASES.search(lower) or (
        plan.standards and words.NUMERIC.search(lower) and _FIGURE.search(lower)
    )
    best = plan.places and plan.standards and _BEST_PART.search(lower)
    if best and not plan.ratings and not _left(content - _PART_STEMS, "questioning"):
        return True
    if not (plan.key_questions or words.KEY_QUESTION.search(lower) or share_of_cases):
        return False
    if _left(content - _question_stems(), "questioning"):
        return False
    of_cases = bool(plan.key_questions) and "percentages" in lower
    computed = words.KQ_COMPUTED.search(lower) or limits.percent_conditions(
        lower, of_cases=of_cases
    )
    superlative = operations.is_highest(lower) or operations.is_lowest(lower)
    if plan.places or plan.either or plan.unknown:
        told = words.KEY_QUESTION.search(lower) or intents.PERCENT.search(lower)
        limited = superlative and (told or words.STANDARDS.search(lower) or "figure" in lower)
        many = len(plan.places) > 1 and (superlative or words.RANKING.search(lower))
        return bool(computed or limited or many) and not intents.RATING.search(lower)
    units = intents.UNITS.search(lower) or words.KEY_QUESTION.search(lower)
    told = intents.PERCENT.search(lower) and _EACH_PLACE.search(lower)
    if told and plan.key_questions and plan.standards:
        return True
    ranked = superlative or words.RANKING.search(lower) or words.SIDE_BY_SIDE.search(lower)
    return bool(computed or (ranked and (units or share_of_cases or plan.standards)))


_FIGURE = re.compile(r"\b(?:figures?|percentages?|per ?cent)\b|%")


def _question_stems() -> frozenset[str]:
    return content_stems(
        "engagement engaging engage desistance desist keeping people safe safety others harm other "
        "public protection risk compliance reoffending involving reducing supporting focus "
        "factors linked offending set"
    )


def _about_standards(lower: str, plan: QuestionPlan, content: frozenset[str]) -> bool:
    """Standards as rows: which were rated so, how many, which was best."""
    apart = len(plan.places) > 1 and re.search(r"\bratings?\b.*\b(?:part|diverge)", lower)
    parts = bool(plan.ratings and plan.places and _PARTS.search(lower))
    edge = operations.is_highest(lower) or operations.is_lowest(lower)
    areas = edge and plan.places and _AREA.search(lower) and intents.RATING.search(lower)
    parts = parts or bool(areas)
    told = words.STANDARDS.search(lower) or parts or words.RATINGS_COUNTED.search(lower)
    regional = _REGIONAL.search(lower) and not (plan.places or plan.standards)
    if plan.overall and not words.STANDARDS.search(lower) and not parts:
        return False  # "The worst rating overall": of a place, not of a standard.
    if regional and not _left(content) - _PART_STEMS:
        return True
    if not told and not apart:
        return False
    if _left(content) - _PART_STEMS:
        return False
    units = intents.UNITS.search(lower) or words.WHO.search(lower)
    if (
        units
        and words.EVERY_STANDARD.search(lower)
        and plan.ratings
        and not grouping.edge_of(lower)
    ):
        return bool(plan.places)  # "Which PDUs were Inadequate on every standard?": places are rows
    named = plan.standards or (plan.standard_numbers and plan.places)
    if named and not words.STANDARDS_ASKED.search(lower):
        return False
    asked = (
        plan.ratings
        or operations.is_highest(lower)
        or operations.is_lowest(lower)
        or words.RANKING.search(lower)
        or words.COMPUTED.search(lower)
        or words.AMOUNT.search(lower)
        or grouping.group_of(lower) == "rating"
        or words.DIFFERENTLY.search(lower)
    )
    return bool(asked or (intents.ASK_COUNT.search(lower) and not intents.SCORE.search(lower)))


def _about_inspections(lower: str, plan: QuestionPlan, content: frozenset[str]) -> bool:
    """Places and inspections as rows: by score, by rating, by date, by region."""
    if intents.REGION_OF.search(lower) or re.search(r"\bfieldwork\b|\bon site\b", lower):
        return False
    units = intents.UNITS.search(lower)
    if _left(content):
        # "alert(1) How many PDUs scored 4?": a limit on scores of units has no other subject.
        scored = plan.conditions and intents.SCORE.search(lower)
        rated = plan.ratings and (plan.standards or plan.overall)
        few = units and not plan.places and len(_left(content)) < 3
        seen_twice = few and words.TWICE.search(lower)
        return bool(few and (scored or rated or seen_twice))
    if len(plan.places) == 1 and (
        words.RANK_OF.search(lower)
        or relations.AGAINST_MIDDLE.search(lower)
        or (relations.relation(lower) and (units or words.WHO.search(lower)))
    ):
        return True
    if plan.places:
        return _about_places(lower, plan)
    if _BEST_AT.search(lower) or (plan.either and _POINTS.search(lower)):
        return False
    if words.MOVED.search(lower) and words.BETWEEN_INSPECTIONS.search(lower):
        return bool(units)
    return _by_several_cells(lower, plan) or _operated(lower, plan) or _by_number(lower, plan)


def _about_places(lower: str, plan: QuestionPlan) -> bool:
    """Scores of the places named, set in an order or computed with; how often they were seen."""
    asks_if = intents.YES_NO.search(lower) and _THAN.search(lower)
    if len(plan.places) > 1 and intents.SCORE.search(lower) and not asks_if:
        operated = words.COMPUTED.search(lower) or words.RANKING.search(lower)
        if operated or operations.is_highest(lower) or operations.is_lowest(lower):
            return True
    counted = re.search(r"\binspections\b", lower) and intents.ASK_COUNT.search(lower)
    return bool(counted or (words.OF_MAXIMUM.search(lower) and len(plan.places) == 1))


_PARTS = re.compile(
    r"\b(?:which|what) (?:parts?|aspects?|elements?|bits?|sections?|areas?)\b"
    r"|\b(?:what|where|everything|anything|things|all)\b(?: that| which)?"
    r" (?:(?:did|does|was|were|is|has|have|had|been|all|both|ever) ?|came out (?:as )?)*"
    r"(?:get|got|rated|graded|judged|marked|scored|received?|given|fail)?"
    r" ?(?:as )?(?:an? )?(?:rating of )?(?:outstanding|good|requires improvement|inadequate)"
    r"\b(?: for| in| on| at)?\W*$",
    re.IGNORECASE,
)
"""What people call standards: "which parts were rated Good", "what was graded Inadequate"."""
_BEST_AT = re.compile(
    r"\b(?:what|where)(?:'s|’s| is| are| was| were)?\b.{0,30}\b(?:best|worst|good|bad|weakest"
    r"|strongest) (?:at|in|bit|part)\b|\b(?:best|worst|weakest|strongest) (?:bit|part|area)s? of\b"
)
"""What somebody is best at stands in the texts; who is best, in the table."""
_POINTS = re.compile(r"\bhow many points\b")
"""A score, of somebody whose name can mean several places."""
_BEST_PART = re.compile(
    r"\b(?:best|worst|strongest|weakest)(?:[- ]\w+)? (?:area|part|aspect|element|bit)s?\b"
    r"|\b(?:which|what) (?:area|part|aspect|element|bit) of\b.{0,60}"
    r"\b(?:best|worst|strongest|weakest)\b"
)
"""What people call the key questions of a standard: "the strongest area of planning"."""
_EACH_PLACE = re.compile(
    r"\b(?:each|every|all)(?: of)?(?: the)?(?: four)? (?:place|pdu|unit|report)s?\b"
)
_AREA = re.compile(r"\b(?:which|what) (?:areas?|parts?|aspects?|bits?)\b")
_REGIONAL = re.compile(
    r"\b(?:which|what) (?:bits?|parts?|areas?|aspects?|sorts?|kinds?|types?|pieces?) of (?:the )?"
    r"(?:regional|region['’]?s['’]?|regions['’]?) (?:work|services?|practice|delivery)\b"
)
"""What people call the standards of regions."""
_PART_STEMS = content_stems(
    "parts aspects elements bits sections inspection kinds sorts work side case "
    "supervision casework"
)
_THAN = re.compile(
    r"\b(?:higher|lower|better|worse|more|less|fewer|ahead|behind|above|below|equal|the same)\b"
)


def _by_several_cells(lower: str, plan: QuestionPlan) -> bool:
    """Several inspections of one place, two standards of one inspection, or groups that count."""
    if intents.UNITS.search(lower) and (
        words.TWICE.search(lower) or (relations.versus(lower) and len(plan.standards) == 2)
    ):
        return True
    if grouping.group_of(lower) and intents.ASK_COUNT.search(lower):
        return True
    return bool(words.COMMONEST.search(lower) and (intents.SCORE.search(lower) or plan.overall))


def _operated(lower: str, plan: QuestionPlan) -> bool:
    """Units that are counted, chosen, ordered or computed with, by something a column has."""
    units = any(p.search(lower) for p in (intents.UNITS, words.WHO, words.LISTED))
    operation = bool(
        intents.aggregate_of(lower) is not None
        or limits.limit_of(lower)[1]
        or words.AMOUNT.search(lower)
        or words.COMPUTED.search(lower)
        or limits.score_conditions(lower)
        or plan.conditions
        or plan.ratings
        or grouping.group_of(lower)
    )
    plain = intents.aggregate_of(lower) == "list" and not (
        intents.UNITS.search(lower) or words.WHO.search(lower)
    )
    told = plan.ratings or plan.conditions or intents.RATING.search(lower)
    if plain and not (told or intents.SCORE.search(lower) or words.COUNTABLE.search(lower)):
        return False  # "What could be better in …, annual report": nobody is listed.
    return units and operation and _has_column(lower, plan)


def _by_number(lower: str, plan: QuestionPlan) -> bool:
    """Dates, regions, scores and ratings that are asked about without a word for units."""
    superlative = operations.is_highest(lower) or operations.is_lowest(lower)
    if plan.dates and words.PUBLISHED.search(lower):
        return True
    if _BARE_EDGE.fullmatch(lower) or (
        (plan.regions or plan.dates) and _BARE_UNITS.fullmatch(lower)
    ):
        return True
    if limits.limit_of(lower)[1] and _IN_TABLE.search(lower):
        return True
    if plan.regions and superlative and not plan.standards:
        return True
    if plan.regions and (intents.ASK_COUNT.search(lower) or words.NUMERIC.search(lower)):
        return True
    units = re.search(r"\b(?:pdus?|units)\b", lower)
    if plan.regions and units and (intents.SCORE.search(lower) or _NAMES.search(lower)):
        return True
    if limits.limit_of(lower)[0] and words.NUMERIC.search(lower) and superlative:
        return True  # "The mean of the top five."
    number = intents.SCORE.search(lower) or plan.overall or intents.RATING.search(lower)
    ordered = words.COMPUTED.search(lower) or words.RANKING.search(lower) or superlative
    return bool(number and (ordered or grouping.group_of(lower)))


_BARE_EDGE = re.compile(
    r"\W*(?:and |so )?(?:the |which |which one |who(?:'s| is| was| did| came)? )?(?:is |was |the )?"
    r"(?:very )?(?:best|worst|top|bottom|highest|lowest)(?: one| pdu| place| score| scorer)?\W*"
    r"|\W*(?:the )?(?:(?:top|bottom|best|worst) (?:\d+|two|three|four|five|ten)"
    r"|(?:two|three|four|five|ten) (?:best|worst))(?: pdus| places| scor\w+)?\W*"
)
"""Nothing but a superlative: "best one?"."""


_BARE_UNITS = re.compile(
    r"\W*(?:all )?(?:the )?(?:pdus|units|places|reports|inspections)"
    r"(?: in| of| for| from)?\W*"
)
_IN_TABLE = re.compile(r"\b(?:table|scores?|points|rank\w*|league|list)\b")
_NAMES = re.compile(r"\b(?:names? of|names?|list(?: of|ed)?|which|what|every|all)\b", re.IGNORECASE)


def _has_column(lower: str, plan: QuestionPlan) -> bool:
    """Whether something is asked that a column of the table has: "good at partnership" is not."""
    numbers = intents.SCORE.search(lower) or limits.score_conditions(lower) or plan.conditions
    rated = plan.ratings or plan.overall or intents.RATING.search(lower)
    listed = plan.regions or plan.either or plan.dates or words.COUNTABLE.search(lower)
    ordered = words.RANKING.search(lower) or words.NUMERIC.search(lower)
    edge = operations.is_highest(lower) or operations.is_lowest(lower)
    bare = (
        (edge or limits.limit_of(lower)[1] is not None)
        and not plan.standards
        and not intents.STRENGTHS.search(lower)
    )
    return bool(numbers or rated or listed or ordered or bare)


def _left(content: frozenset[str], *more: str) -> frozenset[str]:
    return content - stems(*more)
