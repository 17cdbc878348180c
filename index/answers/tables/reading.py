"""A question becomes a TableQuery: what a row is, what is compared, which rows, which operation."""

import re

from index.answers import intents
from index.answers.dates import date_bounds
from index.answers.scheme_words import rated_pairs
from index.answers.tables import filters, grouping, limits, operations, relations, words
from index.answers.tables.rows import row_kind
from index.models import Aggregate, Condition, Grouping, QuestionPlan, TableQuery
from ingest.schemes import Schemes


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
    lower = _PER_REPORT.sub(" ", lower)
    if _asks_regions_seen(lower, plan):
        return TableQuery(rows="inspection", measure="score", group_by="region", aggregate="count")
    if topical is not None and filters.plainly_tabular(lower, plan):
        # "Name the pair of PDUs with the best score, starting with the winner": no text is about
        # pairs or winners.
        content = content & topical
    lower = " ".join(lower.split())
    rows = row_kind(lower, plan, content)
    if rows == "key_question" and plan.standards and not _questioned_units(plan, schemes):
        return None  # A region's standard has percentages in the texts alone.
    if rows is None or (plan.every_date and len(plan.places) == 1):
        return None
    group = grouping.group_of(lower)
    if _halves(text, plan.dates):
        lower = f"{lower} for the first half and the second half"
    every = words.EVERY_STANDARD.search(lower) and plan.ratings
    if group == "standard" and rows == "inspection" and not (plan.standards or every):
        rows = "standard"
    query = TableQuery(rows=rows, measure=_measure(rows, lower, plan))
    query = query.model_copy(update=_filters(text, lower, plan, schemes, query))
    # "Below 20 per cent of the maximum" asks for no highest score.
    return query.model_copy(update=_operation(limits.OF_MAXIMUM.sub(" ", lower), query))


_PER_REPORT = re.compile(r",? ?\b(?:as )?per (?:the )?(?:\w+ )?annual report\b")
"""Where it stands written, not what rows are grouped by."""


def _questioned_units(plan: QuestionPlan, schemes: Schemes) -> bool:
    """Whether one of the standards named is one that units are inspected on."""
    units = {s.key for c in schemes.schemes if "pdu" in c.kinds for s in c.standards}
    return bool(units & set(plan.standards))


_REGIONS_SEEN = re.compile(
    r"\b(?:which|what|name|list|names? of)(?: all)?(?: of)?(?: the)?(?: probation)? regions\b"
    r".{0,40}\b(?:inspect\w*|cover\w*|visit\w*|been (?:to|done)|appear\w*"
    r"|(?:are|were) (?:in|there))\b"
)


def _asks_regions_seen(lower: str, plan: QuestionPlan) -> bool:
    """Whether the regions that inspections lie in are asked for, and nothing of them."""
    narrower = plan.places or plan.regions or plan.standards or plan.ratings or plan.conditions
    return bool(_REGIONS_SEEN.search(lower)) and not narrower and not intents.SCORE.search(lower)


_TABLE = re.compile(r"\b(?:ratings?|scores?|league) tables?\b")
"""What the table is called says nothing of the column that is asked about."""


def _measure(rows: str, lower: str, plan: QuestionPlan) -> str:
    lower = _TABLE.sub("table", lower)
    if rows == "key_question":
        return "percentage"
    if rows == "recommendation":
        return "number"
    if rows == "standard":
        return "rating"
    if plan.standards or plan.standard_numbers:
        return "rating"
    # "How many PDUs overall?" asks for no rating.
    counted = intents.ASK_COUNT.search(lower) and not intents.RATING.search(lower)
    if plan.ratings or (plan.overall and not counted and not intents.SCORE.search(lower)):
        return "overall_rating"
    if limits.score_conditions(lower) or plan.conditions:
        return "score"
    if (
        operations.aggregate_of(lower) in {"highest", "lowest", "extremes"}
        or limits.limit_of(lower)[1]
    ):
        # "Rated highest": of places with one rating the score decides. "Published first": dates.
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
    if year := _halves(text, plan.dates):
        since, until, dates = "", "", (year,)
    conditions: tuple[Condition, ...] = ()
    if query.measure == "score":
        conditions = limits.of_maximum(lower, filters.maximum(lower, schemes))
        conditions = conditions or limits.score_conditions(lower) or plan.conditions
    elif query.measure == "percentage":
        conditions = limits.percent_conditions(lower, of_cases=bool(plan.key_questions))
    return {
        "kind": "region" if _asks_regions(lower, plan, query) else "pdu",
        "places": plan.places,
        "excluded": plan.excluded,
        "regions": plan.regions or tuple(p.name for p in plan.either if p.kind == "region"),
        "dates": dates,
        "since": since,
        "until": until,
        "standards": plan.standards or _chapter(lower, schemes),
        "standard_numbers": plan.standard_numbers,
        "key_questions": plan.key_questions if query.rows == "key_question" else (),
        "ratings": filters.ratings_asked(lower, plan.ratings, schemes),
        "every_standard": query.rows == "inspection"
        and not (plan.standards or plan.overall)
        and filters.lacks(lower, plan.ratings),
        "pairs": _pairs(text, plan, schemes) if query.rows == "inspection" else (),
        "conditions": conditions,
        "scheme": filters.scheme_of(lower, schemes),
        "addressee": filters.addressee(text, plan) if query.rows == "recommendation" else "",
        "held": _held(text, query),
        "listed": bool(words.LISTED.search(text)) and not plan.places,
        "newest": bool(re.search(r"\b(?:each|every|all|their) .{0,20}(?:latest|newest)", lower)),
    }


def _chapter(lower: str, schemes: Schemes) -> tuple[str, ...]:
    """The standards of a chapter that is named as such ("each domain one standard")."""
    units = (s for s in schemes.schemes if "pdu" in s.kinds)
    for scheme in sorted(units, key=lambda s: s.name, reverse=True):
        for chapter, names in scheme.chapter_words.items():
            called = "|".join(re.escape(n.lower()) for n in (chapter, *names))
            if re.search(rf"\b(?:{called}) (?:standards?|ratings?|grades?|side)\b", lower):
                return tuple(s.key for s in scheme.rated_standards if s.domain == chapter)
    return ()


_HALVES = re.compile(
    r"\bjan\w*(?: 20\d\d)? ?(?:to|-|–|and|until) ?june?\b.*\bjuly?(?: 20\d\d)? ?(?:to|-|–|and"
    r"|until) ?dec|\b(?:split|divide\w*|cut|before and (?:from|after)).{0,40}\b(?:at|on|by|from)?"
    r" ?1 july\b",
    re.IGNORECASE,
)


def _halves(text: str, dates: tuple[str, ...]) -> str:
    """The year whose halves are set against each other; "" where none is."""
    years = {d[:4] for d in dates}
    return years.pop() if _HALVES.search(text) and len(years) == 1 else ""


def _pairs(text: str, plan: QuestionPlan, schemes: Schemes) -> tuple[tuple[str, str], ...]:
    """Standards with the rating that each must have: "Good for both planning and reviewing"."""
    both = re.search(r"\bboth\b", text, re.IGNORECASE)
    if both and len(plan.standards) > 1 and len(plan.ratings) == 1:
        return tuple((standard, plan.ratings[0]) for standard in plan.standards)
    return rated_pairs(text, schemes)


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


def _operation(lower: str, query: TableQuery) -> dict[str, object]:
    """Aggregate, groups, order and limits."""
    particular = _particular(lower, query)
    if particular:
        return particular
    aggregate = _aggregate(lower, query)
    cells = _of_cells(lower, query)
    if cells:
        return {**cells, "aggregate": aggregate}
    group = _group(lower, query)
    limit, nth = limits.limit_of(lower)
    found: dict[str, object] = {
        "aggregate": aggregate,
        "group_by": group,
        "limit": limit,
        "nth": nth,
        "rising": bool(words.RISING.search(lower)),
    }
    if group == "score":
        found |= {"conditions": ()}
    if limit and not group and aggregate in {"mean", "median", "total"}:
        # "The mean of the top five": which end they are taken from.
        found |= {"edge": "lowest" if operations.is_lowest(lower) else "highest"}
    if group == "rating" and words.SPLIT.search(lower):
        # "Split between Good, Requires improvement and Inadequate": all of the scale.
        found |= {"ratings": ()}
    return (
        found | _set_against(lower, query) | (_grouping(lower, group, aggregate) if group else {})
    )


_NUMBERS_ONLY = re.compile(
    r"\b(?:split|divided?|shared? out|spread|break(?:ing|s)?|broken) (?:\S+ ){0,9}?"
    r"(?:down|by|per)\b|\bbreakdown\b|\b(?:numbers?|counts?|totals?) (?:only|alone)\b"
    r"|\b(?:just|only) (?:the )?numbers\b"
)
"""What asks for how many each group has, and for no names."""


def _only_counted(lower: str, group: Grouping, aggregate: Aggregate) -> bool:
    """Whether groups are asked for by how many they have, without their names."""
    if group in {"score", "rating"}:
        return aggregate in {"list", "rank"}
    return aggregate == "list" and group != "place" and bool(_NUMBERS_ONLY.search(lower))


def _particular(lower: str, query: TableQuery) -> dict[str, object]:
    """Operations that leave nothing open: seen twice, the commonest, a share of the maximum."""
    if words.OF_MAXIMUM.search(lower) and len(query.places) == 1:
        return {"aggregate": "share", "against": "maximum"}
    if spread := _spread(lower, query):
        return spread
    if query.rows != "inspection":
        return {}
    if words.TWICE.search(lower) and not query.places:
        twice = Condition(measure="number", operator="ge", number=2)
        return {"conditions": (), "aggregate": "count", "group_by": "place", "having": (twice,)}
    if words.COMMONEST.search(lower):
        by = "rating" if query.measure in {"rating", "overall_rating"} else "score"
        return {"aggregate": "count", "group_by": by, "edge": "highest"}
    return {}


def _spread(lower: str, query: TableQuery) -> dict[str, object]:
    """Which group of rows lies furthest apart, or closest together."""
    found = words.SPREAD_OF.search(lower)
    which = words.WHICH_GROUP.search(lower)
    group = grouping.group_of(which[0]) if which else None
    if words.WHICH_UNIT.search(lower) and query.rows == "key_question":
        group = "place"
    if not found or not group or query.measure not in {"score", "percentage"}:
        return {}
    edge = "highest" if found["wide"] else "lowest"
    return {"aggregate": "range", "group_by": group, "edge": edge}


def _aggregate(lower: str, query: TableQuery) -> Aggregate:
    aggregate = operations.aggregate_of(lower)
    one = re.search(
        r"\b(?:(?:which|what|the) (?:standard|bit|part|area|aspect|kind)|which one)\b(?! \d)", lower
    )
    if query.rows == "standard" and one and aggregate in {"count", "list"} and query.ratings:
        # "The standard with the biggest number of inadequates, and how many."
        edge = "highest" if _ANY_OTHER.search(lower) else grouping.edge_of(lower)
        return "highest" if edge == "highest" else "lowest" if edge else aggregate
    if query.rows == "key_question" and aggregate == "share":
        # "The highest percentage of cases": a share is what the rows hold.
        high, low = operations.is_highest(lower), operations.is_lowest(lower)
        return "highest" if high else "lowest" if low else aggregate
    return aggregate


_ANY_OTHER = re.compile(r"\bmore\b.*\bthan (?:\w+ )?any other\b")


def _of_cells(lower: str, query: TableQuery) -> dict[str, object]:
    """Places chosen by several of their cells at once."""
    units = intents.UNITS.search(lower) or words.WHO.search(lower)
    if query.rows == "key_question" or not units or query.places:
        return {}
    every = words.EVERY_STANDARD.search(lower) and query.ratings
    if query.every_standard or (every and not grouping.edge_of(lower)):
        return {"every_standard": True}
    stands = relations.versus(lower)
    if stands and len(query.standards) == 2:
        return {"versus": stands}
    moved = words.MOVED.search(lower)
    if moved and words.BETWEEN_INSPECTIONS.search(lower):
        return {"moved": moved.lastgroup}
    return {}


def _group(lower: str, query: TableQuery) -> Grouping | None:
    """What the rows are grouped by, where that is not what they are already."""
    inspections = query.rows == "inspection"
    if inspections and words.SPLIT.search(lower) and (query.ratings or query.standards):
        return "rating"
    group = grouping.group_of(lower)
    if inspections and group == "place" and operations.aggregate_of(lower) == "list":
        group = None  # "Every PDU with its score" is a list.
    averaged = words.NUMERIC.search(lower) and words.WHICH_GROUP.search(lower)
    if query.rows == "key_question" and not (words.EACH_BY.search(lower) or averaged):
        group = None
    standard = re.search(r"\bthe standard (?:with|that|where)\b|\bwhich standard\b", lower)
    if query.rows == "standard" and words.WHICH_UNIT.search(lower) and grouping.edge_of(lower):
        return None if standard else "place"
    if query.rows == "recommendation" and group is None and limits.group_conditions(lower):
        return "place"
    if len(query.regions) > 1 and operations.aggregate_of(lower) in {
        "highest",
        "lowest",
        "extremes",
    }:
        group = "region"
    years = len(query.dates) > 1 and all(len(d) == 4 for d in query.dates)
    if inspections and group is None and years and operations.aggregate_of(lower) == "count":
        group = "year"
    if inspections and group is None and len(query.ratings) > 2:
        group = "rating"
    rows = "standard" if query.rows == "standard" else query.kind
    return None if group == rows and group in {"standard", "region"} else group


def _set_against(lower: str, query: TableQuery) -> dict[str, object]:
    """What rows are compared with: one place, the mean, the median; or a place's own rank."""
    one = len(query.places) == 1
    if one and words.RANK_OF.search(lower) and query.rows == "inspection":
        return {"against": "place", "operator": None, "aggregate": "rank", "limit": None}
    relation = relations.relation(lower)
    if relation and (one or relation[0] != "place"):
        return {"against": relation[0], "operator": relation[1]}
    return {}


def _grouping(lower: str, group: Grouping, aggregate: Aggregate) -> dict[str, object]:
    """Groups by how many, or by their mean; a superlative chooses among them."""
    found: dict[str, object] = {}
    edge = None if words.RANKING.search(lower) else grouping.edge_of(lower)
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
    elif _only_counted(lower, group, aggregate):
        found |= {"aggregate": "count"}
    having = limits.group_conditions(lower)
    if having:
        found |= {"having": having, "aggregate": "count"}
    return found
