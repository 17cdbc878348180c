"""A question becomes a TableQuery: what a row is, what is compared, which rows, which operation."""

import re
from collections.abc import Sequence

from index.answers import intents
from index.answers.dates import date_bounds
from index.answers.english import content_stems
from index.answers.scheme_words import rated_pairs
from index.answers.tables import words
from index.models import Aggregate, Condition, Grouping, QuestionPlan, TableQuery
from ingest.schemes import Schemes

_RowKind = str


def read_table_query(
    text: str,
    rest: str,
    plan: QuestionPlan,
    content: frozenset[str],
    schemes: Schemes,
    topical: frozenset[str] | None = None,
) -> TableQuery | None:
    """What the question asks of the table; None where it asks something else.

    `rest` is the question without names and dates; `content` the stems that carry a subject. A
    question with a subject that no column of the table has is about the texts; `topical` holds the
    stems that the library's texts are about (None: any stem may be).
    """
    lower = re.sub(r",? ?\bin per ?cent\b,?", " ", rest.lower())
    if topical is not None and words.plainly_tabular(lower, plan):
        # "Name the pair of PDUs with the best score, starting with the winner": no text is about
        # pairs or winners.
        content = content & topical
    rows = _row_kind(lower, plan, content)
    if rows is None or (plan.every_date and len(plan.places) == 1):
        return None
    group = words.group_of(lower)
    if group == "standard" and rows == "inspection" and not plan.standards:
        rows = "standard"
    query = TableQuery(rows=rows, measure=_measure(rows, lower, plan))
    query = query.model_copy(update=_filters(text, lower, plan, schemes, query))
    return query.model_copy(update=_operation(lower, plan, query))


def _left(content: frozenset[str], *more: str) -> frozenset[str]:
    return content - words.stems(*more)


def _row_kind(lower: str, plan: QuestionPlan, content: frozenset[str]) -> _RowKind | None:
    """What one row of the answer is, or None where the table does not answer."""
    if intents.RECOMMENDATION.search(lower):
        return "recommendation" if _about_recommendations(lower, plan, content) else None
    if _about_key_questions(lower, plan, content):
        return "key_question"
    if _about_standards(lower, plan, content):
        return "standard"
    return "inspection" if _about_inspections(lower, plan, content) else None


def _about_recommendations(lower: str, plan: QuestionPlan, content: frozenset[str]) -> bool:
    """How many there are, of whom, for whom; what they say is for the texts."""
    counted = intents.ASK_COUNT.search(lower) or words.AMOUNT.search(lower)
    grouped = words.group_of(lower) is not None
    one = len(plan.places) == 1 and not grouped
    if one or plan.ordinal is not None or not (counted or grouped):
        return False
    return not _left(content, "recommending")


def _about_key_questions(lower: str, plan: QuestionPlan, content: frozenset[str]) -> bool:
    """Percentages of key questions over several standards or places, or computed from them."""
    share_of_cases = words.PERCENT_OF_CASES.search(lower)
    if not (plan.key_questions or words.KEY_QUESTION.search(lower) or share_of_cases):
        return False
    if _left(content - _question_stems(), "questioning"):
        return False
    of_cases = bool(plan.key_questions) and "percentages" in lower
    computed = words.KQ_COMPUTED.search(lower) or words.percent_conditions(lower, of_cases=of_cases)
    superlative = words.is_highest(lower) or words.is_lowest(lower)
    if plan.places or plan.either or plan.unknown:
        told = words.KEY_QUESTION.search(lower) or intents.PERCENT.search(lower)
        limited = superlative and (told or words.STANDARDS.search(lower) or "figure" in lower)
        many = len(plan.places) > 1 and (superlative or words.RANKING.search(lower))
        return bool(computed or limited or many) and not intents.RATING.search(lower)
    units = intents.UNITS.search(lower) or words.KEY_QUESTION.search(lower)
    ranked = superlative or words.RANKING.search(lower) or words.SIDE_BY_SIDE.search(lower)
    return bool(computed or (ranked and (units or share_of_cases or plan.standards)))


def _question_stems() -> frozenset[str]:
    return content_stems(
        "engagement engaging engage desistance desist keeping people safe safety others harm other "
        "public protection risk compliance reoffending involving"
    )


def _about_standards(lower: str, plan: QuestionPlan, content: frozenset[str]) -> bool:
    """Standards as rows: which were rated so, how many, which was best."""
    if not words.STANDARDS.search(lower) and not words.RATINGS_COUNTED.search(lower):
        return False
    if _left(content):
        return False
    units = intents.UNITS.search(lower) or words.WHO.search(lower)
    if units and words.EVERY_STANDARD.search(lower) and plan.ratings and not words.edge_of(lower):
        return bool(plan.places)  # "Which PDUs were Inadequate on every standard?": places are rows
    named = plan.standards or (plan.standard_numbers and plan.places)
    if named and not words.STANDARDS_ASKED.search(lower):
        return False
    asked = (
        plan.ratings
        or words.is_highest(lower)
        or words.is_lowest(lower)
        or words.RANKING.search(lower)
        or words.COMPUTED.search(lower)
        or words.AMOUNT.search(lower)
        or words.group_of(lower) == "rating"
        or words.DIFFERENTLY.search(lower)
    )
    return bool(asked or (intents.ASK_COUNT.search(lower) and not intents.SCORE.search(lower)))


def _about_inspections(lower: str, plan: QuestionPlan, content: frozenset[str]) -> bool:
    """Places and inspections as rows: by score, by rating, by date, by region."""
    if intents.REGION_OF.search(lower) or re.search(r"\bfieldwork\b|\bon site\b", lower):
        return False
    if _left(content):
        # "alert(1) How many PDUs scored 4?": a limit on scores of units has no other subject.
        units = intents.UNITS.search(lower) and not plan.places and len(_left(content)) < 3
        scored = plan.conditions and intents.SCORE.search(lower)
        rated = plan.ratings and (plan.standards or plan.overall)
        return bool(units and (scored or rated))
    if words.RANK_OF.search(lower) and len(plan.places) == 1:
        return True
    if words.relation(lower) and len(plan.places) == 1 and intents.UNITS.search(lower):
        return True
    operated = words.COMPUTED.search(lower) or words.RANKING.search(lower)
    superlative = words.is_highest(lower) or words.is_lowest(lower)
    if len(plan.places) > 1 and (operated or superlative) and intents.SCORE.search(lower):
        return True
    if plan.places:
        counted = re.search(r"\binspections\b", lower) and intents.ASK_COUNT.search(lower)
        return bool(counted or (words.OF_MAXIMUM.search(lower) and len(plan.places) == 1))
    if words.TWICE.search(lower) and intents.UNITS.search(lower):
        return True
    if words.MOVED.search(lower) and words.BETWEEN_INSPECTIONS.search(lower):
        return bool(intents.UNITS.search(lower))
    if words.versus(lower) and len(plan.standards) == 2 and intents.UNITS.search(lower):
        return True
    if words.group_of(lower) and intents.ASK_COUNT.search(lower):
        return True
    if words.COMMONEST.search(lower) and (intents.SCORE.search(lower) or plan.overall):
        return True
    units = any(p.search(lower) for p in (intents.UNITS, words.WHO, words.LISTED))
    operation = bool(
        intents.aggregate_of(lower) is not None
        or words.AMOUNT.search(lower)
        or words.COMPUTED.search(lower)
        or words.score_conditions(lower)
        or plan.conditions
        or plan.ratings
        or words.group_of(lower)
    )
    if units and operation and _has_column(lower, plan):
        return True
    if plan.dates and words.PUBLISHED.search(lower):
        return True
    if plan.regions and superlative and not plan.standards:
        return True
    if plan.regions and (intents.ASK_COUNT.search(lower) or words.NUMERIC.search(lower)):
        return True
    number = intents.SCORE.search(lower) or plan.overall or intents.RATING.search(lower)
    return bool(
        number
        and (
            words.COMPUTED.search(lower)
            or words.is_highest(lower)
            or words.is_lowest(lower)
            or words.RANKING.search(lower)
            or words.group_of(lower)
        )
    )


def _has_column(lower: str, plan: QuestionPlan) -> bool:
    """Whether something is asked that a column of the table has: "good at partnership" is not."""
    numbers = intents.SCORE.search(lower) or words.score_conditions(lower) or plan.conditions
    rated = plan.ratings or plan.overall or intents.RATING.search(lower)
    listed = plan.regions or plan.either or plan.dates or words.COUNTABLE.search(lower)
    ordered = words.RANKING.search(lower) or words.NUMERIC.search(lower)
    edge = words.is_highest(lower) or words.is_lowest(lower)
    bare = bool(edge) and not plan.standards and not intents.STRENGTHS.search(lower)
    return bool(numbers or rated or listed or ordered or bare)


def _measure(rows: str, lower: str, plan: QuestionPlan) -> str:
    if rows == "key_question":
        return "percentage"
    if rows == "recommendation":
        return "number"
    if rows == "standard":
        return "rating"
    if plan.standards or plan.standard_numbers:
        return "rating"
    if plan.ratings or (plan.overall and not intents.SCORE.search(lower)):
        return "overall_rating"
    if words.score_conditions(lower) or plan.conditions:
        return "score"
    if words.aggregate_of(lower) in {"highest", "lowest", "extremes"} or words.limit_of(lower)[1]:
        # "Rated highest": among places with one rating the score decides. "Published first" is a date.
        return "date" if words.FIRST_LAST.search(lower) else "score"
    if words.RATING_WORDS.search(lower) and not intents.SCORE.search(lower):
        return "score" if words.NUMERIC.search(lower) else "overall_rating"
    other = intents.SCORE.search(lower) or words.RANKING.search(lower)
    dated = words.DATED.search(lower) and not other and not words.OF_SCORES.search(lower)
    return "date" if dated else "score"


def _filters(
    text: str, lower: str, plan: QuestionPlan, schemes: Schemes, query: TableQuery
) -> dict[str, object]:
    since, until, dates = date_bounds(text, plan.dates)
    conditions: tuple[Condition, ...] = ()
    if query.measure == "score":
        conditions = words.score_conditions(lower) or plan.conditions
    elif query.measure == "percentage":
        conditions = words.percent_conditions(lower, of_cases=bool(plan.key_questions))
    return {
        "kind": "region" if _asks_regions(lower, plan, query) else "pdu",
        "places": plan.places,
        "regions": plan.regions or tuple(p.name for p in plan.either if p.kind == "region"),
        "dates": dates,
        "since": since,
        "until": until,
        "standards": plan.standards,
        "standard_numbers": plan.standard_numbers,
        "key_questions": plan.key_questions if query.rows == "key_question" else (),
        "ratings": words.ratings_asked(lower, plan.ratings, schemes),
        "pairs": rated_pairs(text, schemes) if query.rows == "inspection" else (),
        "conditions": conditions,
        "scheme": words.scheme_of(lower, schemes),
        "addressee": words.addressee(text, plan) if query.rows == "recommendation" else "",
        "held": _held(text, query),
        "listed": bool(words.LISTED.search(text)) and not plan.places,
        "newest": bool(re.search(r"\b(?:each|every|all|their) .{0,20}(?:latest|newest)", lower)),
    }


def _held(text: str, query: TableQuery) -> bool:
    """Whether only places are meant whose own report is there."""
    if words.LISTED.search(text):
        return False
    return bool((words.KEPT if query.rows == "inspection" else words.HELD).search(text))


def _asks_regions(lower: str, plan: QuestionPlan, query: TableQuery) -> bool:
    """Whether the rated are regions: not the regions that units lie in."""
    if not re.search(r"\bregion(?:s|al)?\b", lower) or re.search(r"\bpdus?\b|\bunits?\b", lower):
        return False
    return query.measure in {"rating", "overall_rating"} or bool(plan.ratings)


def _operation(lower: str, plan: QuestionPlan, query: TableQuery) -> dict[str, object]:
    """Aggregate, groups, order and limits."""
    group = words.group_of(lower)
    if query.rows == "key_question" and not words.EACH_BY.search(lower):
        group = None
    if len(query.regions) > 1 and words.aggregate_of(lower) in {"highest", "lowest", "extremes"}:
        group = "region"
    if len(query.ratings) > 2 and group is None and query.rows == "inspection":
        group = "rating"
    if (group, query.rows) == ("standard", "standard") or (group, query.kind) == (
        "region",
        "region",
    ):
        group = None
    aggregate: Aggregate = words.aggregate_of(lower)
    if words.TWICE.search(lower) and query.rows == "inspection" and not query.places:
        twice = Condition(measure="number", operator="ge", number=2)
        return {"conditions": (), "aggregate": "count", "group_by": "place", "having": (twice,)}
    if words.COMMONEST.search(lower) and query.rows == "inspection":
        by = "rating" if query.measure in {"rating", "overall_rating"} else "score"
        return {"aggregate": "count", "group_by": by, "edge": "highest"}
    if words.OF_MAXIMUM.search(lower) and len(query.places) == 1:
        return {"aggregate": "share", "against": "maximum"}
    if query.rows == "key_question" and aggregate == "share":
        high, low = words.is_highest(lower), words.is_lowest(lower)
        aggregate = "highest" if high else "lowest" if low else aggregate
    if words.SPLIT.search(lower) and len(query.ratings) > 1 and query.rows == "inspection":
        group = "rating"
    found: dict[str, object] = {"aggregate": aggregate, "group_by": group}
    units = intents.UNITS.search(lower) or words.WHO.search(lower)
    if query.rows != "key_question" and units and not query.places:
        if words.EVERY_STANDARD.search(lower) and query.ratings and not words.edge_of(lower):
            return {"every_standard": True, "aggregate": aggregate}
        stands = words.versus(lower)
        if stands and len(query.standards) == 2:
            return {"versus": stands, "aggregate": aggregate}
        moved = words.MOVED.search(lower)
        if moved and words.BETWEEN_INSPECTIONS.search(lower):
            return {"moved": moved.lastgroup, "aggregate": aggregate}
    relation = words.relation(lower)
    if relation and (len(query.places) == 1 or relation[0] != "place"):
        found |= {"against": relation[0], "operator": relation[1]}
    if words.RANK_OF.search(lower) and len(query.places) == 1 and query.rows == "inspection":
        found |= {"against": "place", "operator": None, "aggregate": "rank"}
    if group == "score":
        found |= {"conditions": ()}
    limit, nth = words.limit_of(lower)
    found |= {"limit": limit, "nth": nth, "rising": bool(words.RISING.search(lower))}
    if group:
        found |= _grouping(lower, group, aggregate)
    return found


def _grouping(lower: str, group: Grouping, aggregate: Aggregate) -> dict[str, object]:
    """Groups by how many, or by their mean; a superlative chooses among them."""
    found: dict[str, object] = {}
    edge = None if words.RANKING.search(lower) else words.edge_of(lower)
    computed = aggregate if aggregate in {"mean", "median", "total", "share"} else None
    amount = words.MOST_OF.search(lower)
    if edge and (computed or amount or intents.ASK_COUNT.search(lower)):
        found |= {"edge": edge, "aggregate": computed or "count"}
    elif edge and words.WHICH_GROUP.search(lower):
        # "Which region did best": by the mean of its rows.
        found |= {"edge": edge, "aggregate": "mean"}
    elif aggregate in {"highest", "lowest"}:
        found |= {"aggregate": aggregate}
    elif aggregate == "rank" and words.NUMERIC.search(lower):
        found |= {"aggregate": "mean"}
    elif group in {"score", "rating"} and aggregate in {"list", "rank"}:
        found |= {"aggregate": "count"}
    having = words.group_conditions(lower)
    if having:
        found |= {"having": having, "aggregate": "count"}
    return found


__all__: Sequence[str] = ["read_table_query"]
