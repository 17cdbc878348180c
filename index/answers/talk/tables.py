"""Follow-ups on rows of the table: "and the lowest?", "only Yorkshire ones", "how many is "
"that?"."""

import re

from index.answers import intents
from index.answers.dates import in_words
from index.answers.english import content_stems, english
from index.answers.table_words import stems
from index.answers.tables import limits, operations, words
from index.answers.talk.pieces import (
    THE_LIST,
    THE_QUESTION,
    Leaning,
    Resolved,
    drop_dates,
    own_content,
    standard_words,
    where,
)
from index.answers.talk.slots import opened
from index.models import State, TableQuery

_OPERATION = re.compile(
    r"\b(?:top|bottom|best|worst|highest|lowest|strongest|weakest|most|fewest|least|last|first"
    r"|average"
    r"|avg|mean|median|middle|range|spread|total|how many|rank(?:ed)?|sort(?:ed)?|order(?:ed)?|gap"
    r"|difference|biggest|smallest|leads?|oldest|newest|earliest|latest)\b",
    re.IGNORECASE,
)
_SUPERLATIVE = re.compile(
    r"top|bottom|best|worst|highest|lowest|strongest|weakest|most|fewest|least|biggest|smallest"
    r"|average|avg|mean|median",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"^\W*(?:(?:and|but|ok|now|can i have|list|show|give me)\b[\s,]*)*(?:(?:them|those|these|all) "
    r")*with"
    r" (?:the |their |its )?(?:dates?|scores?|ratings?|regions?|months?|years?|details?)"
    r"(?: (?:and|or) (?:dates?|scores?|ratings?|regions?))?\W*$"
    r"|^\W*(?:and )?(?:when (?:were|was) (?:they|those|these|each|it)(?: (?:inspected|published"
    r"|rated))?|(?:what|when) (?:was|is|were|are) (?:its|their|the) (?:dates?|inspections?)|their "
    r"(?:dates?|scores?|regions?)|(?:what|which) (?:dates?|scores?|regions?)"
    r"(?: (?:are|were|did) (?:they|those)(?: (?:in|get|have))?)?)\W*$",
    re.IGNORECASE,
)
_AMONG = re.compile(
    r"\b(?:of|among|from|in) (?:those|them|these|that (?:list|table)|the(?:se)? (?:ones|list))\b"
    r"|\b(?:they|those|these|them)\b",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"^\W*(?:(?:and|but|so)\b\s*)*(?:of (?:these|those|them),? )?(?:how many|what number)\b",
    re.IGNORECASE,
)
_REGIONS = re.compile(r"\b(?:by|per|each|which|what) regions?\b|\bregions?\W*$", re.IGNORECASE)
_JUST_NUMBER = re.compile(
    r"^\W*(?:(?:and|or|now|ok|what about|how about|those with|the ones with|with|just|only|on"
    r"|who got|scored|scoring)\W+)*(?P<number>\d{1,2}|one|two|three|four|five|six|seven|eight"
    r"|nine|ten)"
    r"(?: points?| out of \d\d)?\W*$",
    re.IGNORECASE,
)


def of_table(leaning: Leaning) -> Resolved | None:
    """A question about the rows just shown, as the query before with one thing changed."""
    state, text, plan = leaning.state, leaning.text, leaning.plan
    counted = _of_recommendations(leaning)
    if counted:
        return counted
    if state.table is None:
        return _extreme(leaning)
    if len(text.split()) > 14:
        return None
    if plan.places or _complete(leaning):
        return None
    regions = _regions_of(leaning)
    if regions:
        return regions
    if _FOR_STANDARD.match(text) and state.table.ratings and not state.table.places:
        ratings = " or ".join(state.table.ratings)
        return Resolved(f"For which standards were PDUs rated {ratings}?", (THE_LIST,))
    if _WITH.match(text):
        kept = state.table.aggregate in {"highest", "lowest", "rank", "extremes"}
        listed = state.table if kept else state.table.model_copy(update={"aggregate": "list"})
        return Resolved(f"{_bare(state)}, with dates?", (THE_LIST,), table=listed)
    changed = _changes(leaning, state.table)
    if not changed or _subject(leaning):
        return _among(leaning)
    table = state.table.model_copy(update=changed)
    return Resolved(_in_words(leaning, changed), (THE_LIST,), table=table)


_WHICH_REGION = re.compile(
    r"^\W*(?:and )?(?:(?:what|which)(?:['’]?s| is| are| was)? |in which |in what )?"
    r"(?:the |its |their )?"
    r"regions?(?: (?:is|are|was|were) (?:it|they|those|these|that|each)(?: one)?"
    r"(?: (?:all|both))?(?: in)?"
    r"|(?: is| are) (?:that|those))?\W*$",
    re.IGNORECASE,
)
_FOR_STANDARD = re.compile(
    r"^\W*(?:and )?(?:(?:for|on|in|against) )?(?:which|what) standards?(?: (?:is|was|were"
    r"|are) (?:it|that"
    r"|they|those)(?: for)?)?\W*$",
    re.IGNORECASE,
)
MOST_PLACED = 4
"""Places of a list whose regions are told one by one."""


def _regions_of(leaning: Leaning) -> Resolved | None:
    """ "Which region are they in?" of a few places just listed."""
    items = leaning.state.items
    named = [p.name for i in items for m in leaning.names.find(i.text) for p in m.places]
    subjects = list(dict.fromkeys(named or [i.subject for i in items if i.subject]))
    if not _WHICH_REGION.match(leaning.text) or not 0 < len(subjects) <= MOST_PLACED:
        return None
    are = "is" if len(subjects) == 1 else "are"
    return Resolved(f"Which region {are} {' and '.join(subjects)} in?", (THE_LIST,))


_UNITS = re.compile(
    r"\b(?:pdus?|units?|places|areas|regions|inspections|country|nationally|england)\b",
    re.IGNORECASE,
)


def _complete(leaning: Leaning) -> bool:
    """Whether a question about the table says itself which rows it is about."""
    text = leaning.text
    _, leads = opened(text)
    whole = leaning.plan.table is not None and bool(_UNITS.search(text)) and len(text.split()) > 4
    return whole and not leads and not _AMONG.search(text)


def _of_recommendations(leaning: Leaning) -> Resolved | None:
    """ "How many of those were for the region?": of the recommendations just shown."""
    state, text = leaning.state, leaning.text
    shown = state.intent == "recommendation" or (
        state.table and state.table.rows == "recommendation"
    )
    if not shown or not _COUNTS.match(text) or len(text.split()) > 14:
        return None
    rest = _AMONG.sub(" ", _COUNTS.sub("", text))
    rest = " ".join(re.sub(r"^\W*(?:were|are|was|is|that|there|went)\b", "", rest).split())
    return Resolved(f"{_bare(state)} {rest}", (THE_QUESTION,)) if rest.strip("?. ") else None


_EXTREME = re.compile(
    r"^\W*(?:(?:and|but|so|ok|then)\b[\s,]*)*(?:(?:which|what)(?: (?:one|of (?:them|those|these"
    r"|the (?:three|four)(?: key)? (?:questions?|standards?|percentages?))))?"
    r"(?: (?:came|comes) out)?"
    r"(?:['’]s| is| was| are| were)?\s*)?(?:the |its |their )*(?P<edge>highest|lowest|best|worst"
    r"|strongest"
    r"|weakest|top|bottom|poorest)(?: (?:one|standard|rated|rating|scoring|area|of all|key question"
    r"|percentage|score|of (?:them|those|these|the (?:three|four|lot))))*\W*$",
    re.IGNORECASE,
)


def _extreme(leaning: Leaning) -> Resolved | None:
    """ "And the strongest?" of a place's standards, or of the key questions just shown."""
    state = leaning.state
    found = _EXTREME.match(leaning.text)
    place = where(state)
    if not found or not place or len(state.places) > 1:
        return None
    if state.intent == "key_question" or (state.intent == "finding" and state.key_questions):
        of = f" for {standard_words(state.standards)}" if state.standards else ""
        question = f"Which key question was {found['edge']}{of} in {place}?"
        return Resolved(question, (THE_QUESTION,))
    if state.intent in {"rating", "score", "why", "summary", "strengths", "improvements", "table"}:
        return Resolved(f"Which standard was {found['edge']} in {place}?", (THE_QUESTION,))
    return None


_OTHERS = re.compile(
    r"^\W*(?:(?:and|but|so|what about|how about|ok|now|for|across|in|on)\b\W*)*(?:all )?(?:of )?"
    r"(?:the )?(?:others?|rest|remaining)\b\W*(?:of (?:the|its|their)\b\W*)?"
    r"(?:two|three|four|five|six|seven|eight|[2-9])?\W*"
    r"(?:casework|case supervision|case management|sentence management|organisational)?\W*"
    r"(?:delivery )?(?:standards?|ones|ratings?|areas)?\W*$",
    re.IGNORECASE,
)


def other_standards(leaning: Leaning) -> Resolved | None:
    """ "And the other three?" after one standard of a place: what it got for each of them."""
    state = leaning.state
    place = where(state)
    one = state.intent in {"rating", "key_question"} and len(state.standards) == 1
    if not one or not place or len(state.places) != 1 or not _OTHERS.match(leaning.text):
        return None
    when = f" in {state.dates[0]}" if len(state.dates) == 1 else ""
    if state.intent == "key_question" and state.key_questions:
        asked = f"What percentage did {place} get on {standard_words(state.key_questions)}"
        return Resolved(f"{asked}{when}?", (THE_QUESTION,))
    return Resolved(f"How was {place} rated for each standard{when}?", (THE_QUESTION,))


def _among(leaning: Leaning) -> Resolved | None:
    """ "Which of those …": the question before and the further condition, read as one."""
    if not _AMONG.search(leaning.text) or leaning.plan.places:
        return None
    further = re.sub(
        r"\b(?:which|what|who|of|among|from|in|those|them|these|they|their|are|were|is|was|did"
        r"|do)\b",
        " ",
        leaning.text,
        flags=re.IGNORECASE,
    )
    return Resolved(
        f"{_bare(leaning.state)} and {' '.join(further.split()).strip('?. ')}?", (THE_LIST,)
    )


def _bare(state: State) -> str:
    return state.question.rstrip("?. ")


def _subject(leaning: Leaning) -> bool:
    """Whether the words have a subject that rows of the table do not have."""
    months = content_stems(" ".join(english().months))
    left = own_content(leaning.plan) - stems() - months - content_stems(_IDLE)
    names = content_stems(" ".join((leaning.plan.either_name.lower(), *leaning.plan.ratings)))
    return bool({s for s in left - names if not s[0].isdigit()})


_IDLE = (
    "ones please published came out just only issued released list them those date dates score "
    "scores"
    " rated scored leads region regions pdus order sort sorted rank ranked newest oldest earliest "
    "latest"
    " rest kind others show narrow filter limit restrict"
)


def _changes(leaning: Leaning, table: TableQuery) -> dict[str, object]:
    """What the words change of the query before."""
    plan = leaning.plan
    rest, _ = opened(leaning.text)
    lower = rest.lower()
    found: dict[str, object] = {}
    regions = plan.regions or tuple(p.name for p in plan.either if p.kind == "region")
    if regions:
        found["regions"] = regions
    dates = plan.dates or _bare_months(leaning)
    if dates:
        found |= {"dates": dates, "since": "", "until": ""}
    bare = _bare_rating(rest, leaning)
    if bare and table.measure in {"rating", "overall_rating"}:
        found["ratings"] = (bare,)
    elif plan.ratings and table.measure in {"rating", "overall_rating"}:
        found["ratings"] = plan.ratings
    elif plan.ratings and table.rows == "inspection" and not table.group_by:
        # "How many were inspected?", "how many of them were Inadequate?"
        measure = "rating" if plan.standards else "overall_rating"
        found |= {"ratings": plan.ratings, "measure": measure, "conditions": ()}
    if plan.standards and (table.standards or table.measure in {"rating", "overall_rating"}):
        found |= {"standards": plan.standards, "standard_numbers": (), "measure": "rating"}
    if plan.standards and not found.get("standards"):
        return {}
    number = _JUST_NUMBER.match(leaning.text)
    conditions = limits.score_conditions(lower) or intents.score_conditions(lower)
    if conditions and table.rows == "inspection" and table.measure in {"score", "date"}:
        found |= {"conditions": conditions, "aggregate": "list", "measure": "score"}
    elif number and len(table.conditions) == 1:
        value = limits.score_conditions(f"scored exactly {number['number']}")
        same = value and value[0].model_copy(update={"operator": table.conditions[0].operator})
        if same:
            found["conditions"] = (same,)
    next_one = _NEXT_ONE.match(lower) if table.aggregate in {"highest", "lowest"} else None
    if next_one:
        # "And second?" after the highest: the next value on the same end.
        nth = (table.nth or 1) + 1 if next_one["next"] else limits.limit_of(f"in {next_one[1]}")[1]
        found |= {"nth": nth, "limit": None}
    elif _OPERATION.search(lower):
        found |= _operation(lower, table)
    elif _REGIONS.search(lower) and not regions and table.rows == "inspection":
        found |= {"group_by": "region", "aggregate": "count"}
    return found


def _bare_rating(rest: str, leaning: Leaning) -> str:
    """The rating that is all the words name, however it is written ("and good?"); else ""."""
    said = rest.strip(" ?.!'\"").lower()
    ratings = leaning.schemes.schemes[0].ratings
    return next(
        (r.word for r in ratings if said in {r.word.lower(), *map(str.lower, r.synonyms)}), ""
    )


_NEXT_ONE = re.compile(
    r"^(?:(?:and|or|then|so|ok|what about|how about|who(?:['’]s| is| was| came| comes)?|which"
    r"(?: one| pdu| place)?(?: is| was| came)?)\b\W*)*(?:the |in )?"
    r"(?:(second|third|fourth|fifth|2nd|3rd|4th|5th)"
    r"|(?P<next>next(?: one)?|after (?:that|them|it)|runner[- ]?up|runners[- ]up))"
    r"(?: (?:one|place|best|worst|highest|lowest|pdu))?\W*$"
)
"""The row behind the one just shown, by its place in the order."""


def _bare_months(leaning: Leaning) -> tuple[str, ...]:
    """A month without a year ("only those of March"), of the years of the rows just shown."""
    said = set(re.findall(r"[a-z]+", leaning.text.lower()))
    months = {f"{n:02d}" for n, name in enumerate(english().months, 1) if name in said}
    shown = {item.published[:7] for item in leaning.state.items if len(item.published) > 4}
    return tuple(sorted(iso for iso in shown if iso[5:7] in months))


def _operation(lower: str, table: TableQuery) -> dict[str, object]:
    aggregate = operations.aggregate_of(lower)
    limit, nth = limits.limit_of(lower)
    group = table.group_by if table.group_by in {"region", "standard", "place"} else None
    found: dict[str, object] = {"limit": limit, "nth": nth, "against": None, "operator": None}
    if group and aggregate in {"highest", "lowest"} and table.aggregate not in {"list", "rank"}:
        return found | {"edge": aggregate, "aggregate": table.aggregate}
    dated = table.measure == "date" and not words.DATED.search(lower)
    scored = bool(intents.SCORE.search(lower)) or dated
    if table.rows == "inspection" and aggregate not in {"list", "count"} and scored:
        # "Which were inspected?", "and the highest?": the highest score, not the latest date.
        found |= {"measure": "score", "ratings": (), "standards": (), "standard_numbers": ()}
    return found | {"aggregate": aggregate, "edge": None, "group_by": None}


def _in_words(leaning: Leaning, changed: dict[str, object]) -> str:
    """The changed question as one would ask it: what the words of the follow-up add at its end."""
    state = leaning.state
    rest, _ = opened(leaning.text)
    question = _bare(state)
    number = _JUST_NUMBER.match(leaning.text)
    before = state.table.conditions[0].number if state.table and state.table.conditions else None
    if number and before is not None:
        replaced, count = re.subn(rf"\b{before:g}\b", number["number"], question, count=1)
        if count:
            return f"{replaced}?"
    new, old = _OPERATION.search(rest), _OPERATION.search(question)
    if "dates" in changed:
        question = drop_dates(question)
        dates = leaning.plan.dates or _bare_months(leaning)
        when = " and ".join(in_words(d) for d in dates)
        rest = f"in {when}"
    elif new and old and _SUPERLATIVE.fullmatch(old.group()) and not changed.get("regions"):
        return f"{question[: old.start()]}{new.group()}{question[old.end() :]}?"
    elif "regions" in changed and not new:
        question = re.sub(r", in [^,]+$", "", question)
        rest = f"in {' and '.join(leaning.plan.regions or [leaning.plan.either_name])}"
    return f"{question}, {rest.rstrip('?. ')}?"
