"""The words of questions about a table: operations, limits, groups, comparisons."""

import re
from functools import lru_cache
from pathlib import Path

import yaml

from index.answers import intents
from index.answers.english import content_stems
from index.answers.intents import number_of
from index.models import Aggregate, Condition, Grouping, QuestionPlan
from ingest.schemes import Schemes

_DATA = Path(__file__).parents[1] / "data" / "table.yaml"


def _any(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives})\b", re.IGNORECASE)


AMOUNT = _any(
    "most|fewest|least|more|fewer|less|greatest number|largest number|smallest number|average|sum"
    "|longest list|shortest list|adding up|add up|add"
    "|how many|how much|number|count|total|tally|breakdown|distribution|split|spread"
)
MOST_OF = _any(
    "most|fewest|least|more|fewer|greatest number|largest number|smallest number|biggest share"
)
COMPUTED = _any(
    "average[ds]?|avg|mean|minus|between them|add|median|total(?:s|led)?|sum|combined|range|spread|difference|gap|apart|separat\\w+"
    "|add(?:s|ed)? up|altogether|share|proportion|how many points|middle|typical(?:ly)?"
    "|standard deviation|points? (?:more|fewer|ahead|behind|clear)|distribution|breakdown|percentage of"
    "|how many|number of|count"
)
RANKING = _any(
    "which next|and so on|up to the (?:strongest|best|highest)|then next|and then who|down to (?:the )?(?:lowest|worst|bottom)|which come second|who comes next"
    "|starting (?:with|from) the (?:lowest|highest|best|worst|top|bottom)|rank(?:ed|ing|ings|s)?|league tables?|order(?:ed)?|sort(?:ed)?|from (?:best|worst|highest|lowest)"
    "|best to worst|worst to best|highest to lowest|lowest to highest|(?:best|worst|highest|lowest) first"
)
RANK_OF = re.compile(
    r"\bwhere (?:does|did|do|is|was) .{0,30}\b(?:rank|come|stand|sit|place|finish)"
    r"|\bwhat (?:rank|position|place)\b|\b(?:rank|position|placing|ranking)"
    r" (?:of|for|does|did|is|was|has|had|in)\b|\bhow (?:high|low) (?:does|did) .{0,30}\brank"
    r"|\bhow (?:does|did|do) .{0,30}\brank\b|\bwhereabouts\b.{0,40}\b(?:table|ranking|list)\b",
    re.IGNORECASE,
)
RISING = re.compile(
    r"\b(?:(?:worst|lowest|weakest|bottom|earliest|oldest) first|from (?:the )?(?:worst|lowest|weakest|bottom)"
    r"|(?:worst|lowest|weakest) to (?:best|highest|strongest)|ascending|low to high"
    r"|starting (?:with|from) the (?:worst|lowest|weakest))\b",
    re.IGNORECASE,
)
KQ_COMPUTED = _any(
    "average[ds]?|avg|averag(?:e|ing)|mean|median|range|spread|difference|gap|minus|share of|middle"
    "|(?:how many|number of|count(?: of)?)(?: of)?(?: the| its| their)?(?: \\w+)? (?:key questions?|percentages?)"
)
KEY_QUESTION = _any(
    "key q(?:uestion)?s?|case (?:data|scores?|percentages?)|(?:every|each|all|the|\\d+|twelve|three|four)"
    "(?: of)?(?: the| its)?(?: \\w+){0,2} percentages|every percentage|(?:highest|lowest) (?:to the (?:highest|lowest) )?percentages?"
)
PERCENT_OF_CASES = re.compile(
    r"(?:per ?cent(?:age)?s?|%|share|proportion|half|quarter|third)s?(?: of)?(?: (?:the|all|its|their))?"
    r"(?: inspected)? cases\b|\bcases (?:were |was |being |judged |rated |found )*(?:sufficient|good enough)",
    re.IGNORECASE,
)
HELD = re.compile(
    r"\b(?:(?:two|three|four|five|six|\d+) (?:\w+ )?reports"
    r"|reports? (?:that |which )?(?:\w+ )?(?:you|we|i) (?:have|hold|know|got|keep)|reports? (?:here|held)"
    r"|(?:each|every|per|by|any) (?:\w+ )?report|report by report|(?:across|over|of|in) (?:all |any )?(?:of )?(?:the )?"
    r"(?:\w+ )?reports|whose report|in the library|(?:you|we) (?:have|hold|know of))\b",
    re.IGNORECASE,
)
KEPT = re.compile(
    r"\b(?:reports? (?:that |which )?(?:\w+ )?(?:you|we|i) (?:have|hold|know|got|keep)|reports? (?:here|held)"
    r"|reports? (?:\w+ ){0,2}in (?:the|this|your) library|(?:you|we) (?:have|hold) (?:a |the )?(?:full )?reports?"
    r"|(?:four|4) (?:pdu )?reports)\b",
    re.IGNORECASE,
)
LISTED = re.compile(
    r"\b(?:annual (?:report|table)|(?:ratings|league|20\d\d|score|report'?s?|the) table|(?:of|among|out of) the \d{2}(?! (?:standards?|key|ratings?|per|points?|percentages?))"
    r"|\d{2} (?:pdus|composite|scores|inspections)|inspected in the year|national(?:ly)?)\b",
    re.IGNORECASE,
)
TWICE = re.compile(
    r"\b(?:inspected|appears?|appeared|visited|rated|assessed|in) (?:twice|more than once|two times"
    r"|(?:in )?(?:two|both) (?:rounds|inspections|times))\b"
    r"|\b(?:more than one|two|several|multiple) inspections?\b|\bin (?:two|both) rounds\b"
    r"|\breinspected\b|\binspected again\b",
    re.IGNORECASE,
)
COMMONEST = re.compile(
    r"\b(?:commonest|most (?:common|frequent|usual|typical)|modal|mode)\b"
    r"|\b(?:largest number|most|majority) (?:of )?(?:the )?(?:pdus?|places|units)\b.{0,20}\b(?:score|get|got|gain)"
    r"|\bmost pdus? (?:score|got|gained)",
    re.IGNORECASE,
)
OF_MAXIMUM = re.compile(
    r"\b(?:share|percentage|per ?cent|proportion|fraction|how much|%)\b.{0,40}\b(?:maximum|possible|available|full marks|points? available)"
    r"|\b(?:maximum|possible|available)\b.{0,30}\b(?:per ?cent|percentage|share)"
    r"|\bas a (?:percentage|share|proportion) of (?:the )?(?:maximum|possible|total)",
    re.IGNORECASE,
)
COUNTABLE = _any(
    "tables?|pdus?(?= (?:are|were|was|is|have been|per|by|in|did you|do you|has|had|inspected|got))"
    "|published|publication|came out|issued|released|inspections|per region|by region"
    "|inspected (?!the|this)|(?:which|what) (?:year|month)"
)
FIRST_LAST = re.compile(
    r"\b(?:published|issued|released|came out|come out|appeared) (?:first|last|earliest|latest|most recently)\b"
    r"|\b(?:earliest|oldest|newest|latest|most recent|first|last)\b(?=.{0,40}\b(?:published|inspections?|reports?"
    r"|publication)\b)",
    re.IGNORECASE,
)
PUBLISHED = _any("published|publications?|came out|come out|issued|released|appeared")
DIFFERENTLY = _any("differently|differ|different|the same|alike|in common|both")
EVERY_STANDARD = re.compile(
    r"\b(?:every|all|any and every)(?: of)?(?: the| its| their)?(?: \w+)? standards?\b|\bacross the board\b"
    r"|\bfor everything\b",
    re.IGNORECASE,
)
MOVED = re.compile(
    r"\b(?P<gt>improv\w+|got better|gone up|went up|risen|rose|increased)|\b(?P<lt>worse(?:ned)?|declin\w+"
    r"|deteriorat\w+|gone down|went down|dropped|fell|fallen)|\b(?P<eq>stayed the same|not changed|unchanged)"
    r"|\b(?P<any>changed|moved)\b",
    re.IGNORECASE,
)
BETWEEN_INSPECTIONS = _any(
    "(?:between|since|from|on) (?:(?:their|its|the|one|two|the last|the previous|an earlier) )*(?:inspections?|rounds?)"
    "(?: to the next)?|over time|since (?:last|the last|their last) time|re-?inspect\\w*|(?:last|previous|earlier) inspection"
)
EACH_BY = re.compile(
    r"\b(?:by|per|(?<!across )(?<!in )(?<!of )(?<!over )(?:each|every))\b(?! (?:percentage|one))|\bone each\b"
    r"|\bfor each\b|\bin each\b",
    re.IGNORECASE,
)
IN_ALL = _any(
    "every one of (?:the )?(?:\\w+ ){0,2}(?:reports?|places?|pdus?)|(?:in|at) (?:all|every)(?: of)?(?: the)?(?: \\w+){0,2} (?:reports?|places?|pdus?|inspections?)"
)
SIDE_BY_SIDE = _any("side by side|line up|compare|compared|alongside|next to each other")
NUMERIC = _any("averages?|avg|averaged|averaging|mean|median|sum|combined|range|difference|gap")
STANDARDS = _any("standards?")
STANDARDS_ASKED = _any(
    "(?:which|what|how many|name|list|any|other|every|each|per|by) (?:of (?:the|its) )?(?:\\w+ )?standards?"
)
RATINGS_COUNTED = re.compile(
    r"\bhow many (?:\w+ ){0,2}(?:ratings|outstandings|goods|inadequates|ris)\b"
    r"|\bnumber of (?:\w+ ){0,2}ratings\b|\b(?:best|worst|highest|lowest|weakest|strongest)[- ](?:rated )?"
    r"(?:rating|area)s?\b",
    re.IGNORECASE,
)
ADDRESSED = _any(
    "addressed|addressees?|aimed|directed|whom|by (?:addressee|body|recipient)|each (?:addressee|body)"
)
RATING_WORDS = _any("rated?|ratings?|grade[ds]?|judge[ds]?")
DATED = _any(
    "published|publication|publish|came out|come out|released|issued|dated|earliest|latest|first"
    "|newest|oldest|most recent|inspected|inspections?|reports?|year|month"
)
OF_SCORES = _any(
    "averages?|mean|median|best|worst|highest|lowest|strongest|weakest|top|bottom|gap|range|points?"
)
WHO = _any("who|whose|which (?:one|place|report)s?|anyone|anybody|everyone|nobody|none|any|all")
WHICH_GROUP = _any("(?:which|what) (?:region|standard|year|month|addressee|body|key question)s?")


@lru_cache(maxsize=4)
def stems(*also: str) -> frozenset[str]:
    """Stems of words that a question about a table may use without having another subject.

    `also` names further lists of data/table.yaml: `recommending`, `questioning`.
    """
    lists: dict[str, str] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return content_stems(" ".join(lists[name] for name in ("table", *also)))


SPLIT = _any("split|divided?|shared? out|spread|break ?down|broken down")


def plainly_tabular(lower: str, plan: QuestionPlan) -> bool:
    """Whether the question speaks of scores, ratings, key questions or rows in so many words."""
    scored = intents.SCORE.search(lower) and not plan.standards
    rated = plan.ratings and (plan.standards or plan.overall or STANDARDS.search(lower))
    listed = LISTED.search(lower) and (intents.UNITS.search(lower) or plan.places)
    return bool(
        scored
        or rated
        or listed
        or KEY_QUESTION.search(lower)
        or (plan.key_questions and intents.PERCENT.search(lower))
        or intents.RECOMMENDATION.search(lower)
        or (plan.regions and intents.UNITS.search(lower))
    )


def aggregate_of(lower: str) -> Aggregate:
    """The operation over rows; a list where nothing else is asked."""
    lower = _AT_LEAST.sub(" ", lower)
    highest, lowest = is_highest(lower), is_lowest(lower)
    if _DIFFERENCE.search(lower) and not _MEAN.search(lower):
        return "difference"
    if intents.RANGE.search(lower):
        return "range"
    if intents.SHARE.search(lower) or _SHARE.search(lower):
        return "share"
    if _MEAN.search(lower) and not _AGAINST.search(lower):
        return "mean"
    if intents.MEDIAN.search(lower) or _MIDDLE.search(lower):
        return "median"
    if _TOTAL.search(lower) and not re.search(r"\bin total\b|\btotal number\b", lower):
        return "total"
    if highest and lowest and not RANKING.search(lower):
        return "extremes"
    if intents.ASK_COUNT.search(lower):
        return "count"
    if RANKING.search(lower) and not _AS_REQUEST.search(lower):
        return "rank"
    if highest and not _SUPERLATIVE_VERB.search(lower):
        return "highest"
    if lowest:
        return "lowest"
    return "list"


_MEAN = _any("average[ds]?|averaging|avg|on average|(?<!does )(?<!do )(?<!i )mean(?! by\\b)")
_AT_LEAST = re.compile(r"\bat (?:the very )?(?:least|most|best|worst)\b", re.IGNORECASE)
_LARGE = _any(
    "largest|greatest|most(?! of)|longest|no (?:other )?(?:\\w+ ){1,2}(?:did|scored?|had|got|has) (?:better|more|higher)"
)
_SMALL = _any("smallest|fewest|shortest|least")


def is_highest(lower: str) -> bool:
    """Whether the best or most is asked for."""
    plain = _AT_LEAST.sub(" ", lower)
    return bool(intents.HIGHEST.search(plain) or _CAME_FIRST.search(plain) or _LARGE.search(plain))


def is_lowest(lower: str) -> bool:
    """Whether the worst or fewest is asked for."""
    plain = _AT_LEAST.sub(" ", lower)
    return bool(intents.LOWEST.search(plain) or _CAME_LAST.search(plain) or _SMALL.search(plain))


_CAME_FIRST = re.compile(
    r"\b(?:came|come|comes|finished|placed|ranked) (?:in )?first\b(?! published)|\bfirst place\b"
    r"|\bbest\b|\bleads?\b(?= the)",
    re.IGNORECASE,
)
_CAME_LAST = re.compile(
    r"\b(?:came|come|comes|finished|placed|ranked|is|was|were) (?:in )?last\b|\blast place\b"
    r"|\bfoot of\b",
    re.IGNORECASE,
)
_DIFFERENCE = re.compile(
    r"\b(?:difference|gap|margin|distance|minus)\b|\bhow (?!many points .{0,30}between them)(?:many (?:more |fewer )?(?:\w+ )?points|far) .{0,40}\b(?:apart|separate\w*|between"
    r"|behind|ahead|clear|more|fewer|than|higher|lower|beat)\b|\bby how many\b|\bpoints (?:separate|apart|between)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\bpct of\b|\bwhat (?:share|proportion|percentage|per ?cent|fraction|%) (?:got|were|was|are|scored|received|had|is that)\b"
    r"|\b(?:share|proportion|percentage|per ?cent|fraction)(?:age)? of (?:all )?(?:the |those |these )?(?:\d+ )?"
    r"(?:\w+ ){0,3}(?:pdus?|inspections?|places|units|areas|standards?|ratings|reports|recommendations"
    r"|services|ones|them)\b",
    re.IGNORECASE,
)
_MIDDLE = re.compile(r"\bmiddle (?:score|value|pdu|of the)\b", re.IGNORECASE)
_TOTAL = re.compile(
    r"\b(?:sum|total|combined|add(?:s|ed|ing)? up|altogether|in total)\b(?=.*\b(?:points?|scores?)\b)"
    r"|\bpoints?\b.*\b(?:between them|all told)\b"
    r"|\b(?:points?|scores?)\b.*\b(?:sum|total(?:led)?|combined|add(?:s|ed)? up|altogether|together)\b",
    re.IGNORECASE,
)
_AS_REQUEST = re.compile(r"\bin order to\b", re.IGNORECASE)
_SUPERLATIVE_VERB = re.compile(r"\bbest to\b(?! worst)", re.IGNORECASE)
_AGAINST = re.compile(
    r"\b(?:above|below|over|under|better than|worse than|higher than|lower than|more than|less than"
    r"|fewer than|at|beat|beats|exceed\w*)\b (?:the |that |this )?(?:overall |national )?(?:average|mean|median)",
    re.IGNORECASE,
)
_MORE = "more|higher|better|above|over|exceed\\w*|beat|beats|outscored?|ahead of|outperform\\w*|superior"
_LESS = "less|lower|fewer|worse|below|under|behind|trail\\w*"


def relation(lower: str) -> tuple[str, str] | None:
    """What rows are set against ("place", "mean", "median") and how; None where nothing is."""
    found = _AGAINST.search(lower)
    if found:
        which = "median" if "median" in found[0] else "mean"
        more = re.search(rf"\b(?:{_MORE})\b", found[0])
        return which, "gt" if more else "lt" if re.search(rf"\b(?:{_LESS})\b", found[0]) else "eq"
    if re.search(
        r"\b(?:same|equal|identical|tie[ds]?|level|joint)\b.{0,40}(?:as|with|to)\W*$", lower
    ) or (
        re.search(r"\b(?:the same|identical|equal) (?:score|rating|points|number|overall)", lower)
    ):
        return "place", "eq"
    if re.search(
        rf"\b(?:{_MORE})\b(?: \w+){{0,4}} than\W*(?:$|\b(?:in|did|does)\b)", lower
    ) or re.search(r"\b(?:beat|beats|outscored?|outperformed|above|ahead of)\W*$", lower):
        return "place", "gt"
    if re.search(
        rf"\b(?:{_LESS})\b(?: \w+){{0,4}} than\W*(?:$|\b(?:in|did|does)\b)", lower
    ) or re.search(r"\b(?:below|behind|under)\W*$", lower):
        return "place", "lt"
    return None


_NUMBER = (
    r"(\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|zero|nought)"
)
_BETWEEN = re.compile(
    rf"\b(?:between|from|in the range(?: of)?)\s+{_NUMBER}\s+(?:and|to|-|–)\s+{_NUMBER}\b"
    rf"|\b{_NUMBER}\s*(?:-|–|to)\s*{_NUMBER}\b(?=\s*(?:points?|out|$|\W))",
    re.IGNORECASE,
)
_SINGLE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), operator)
    for pattern, operator in (
        (
            rf"\b(?:at least|no less than|no fewer than|not less than|minimum of|not below) {_NUMBER}\b",
            "ge",
        ),
        (
            rf"\b(?:at most|no more than|not more than|up to|maximum of|not above|no higher than) {_NUMBER}\b",
            "le",
        ),
        (
            rf"\b(?:more|higher|greater|better|above|over|exceed(?:ed|ing)?|beyond|upwards of)(?: than)?"
            rf"(?: an? (?:score|total) of| a)? {_NUMBER}\b",
            "gt",
        ),
        (
            rf"\b(?:less|fewer|lower|worse|below|under|short of|beneath)(?: than)?"
            rf"(?: an? (?:score|total) of| a)? {_NUMBER}\b",
            "lt",
        ),
        (
            rf"\b{_NUMBER} (?:points? )?(?:or|and) (?:more|higher|above|better|over|up(?:wards)?)\b",
            "ge",
        ),
        (
            rf"\b{_NUMBER} (?:points? )?(?:or|and) (?:less|lower|fewer|below|under|worse|down)\b",
            "le",
        ),
        (rf"\b{_NUMBER}\+", "ge"),
        (rf"\b(?:reach(?:ed|es)?|hit|as high as) {_NUMBER}\b", "ge"),
        (rf"\b(?:exactly|precisely|just|only|dead) {_NUMBER}\b", "eq"),
    )
)
_OUT_OF = re.compile(
    r"\s*(?:out of|of|/) (?:a possible )?(?:21|27)\b|/\s*(?:21|27)\b", re.IGNORECASE
)


def score_conditions(lower: str) -> tuple[Condition, ...]:
    """Limits on composite scores; equality is left to `intents.score_conditions`."""
    text = _spelt(_OUT_OF.sub(" ", lower))
    between = _BETWEEN.search(text)
    if between:
        low, high = (number_of(g) for g in between.groups() if g)
        if low is not None and high is not None and low < high <= 27:
            return (_condition("score", "ge", low), _condition("score", "le", high))
    return _limits(text, "score", 27)


_HALF = re.compile(r"\b(?:fewer|less) than half\b|\bunder half\b|\bbelow half\b", re.IGNORECASE)
_MORE_HALF = re.compile(r"\b(?:more than|over|above) half\b|\ba majority of cases\b", re.IGNORECASE)
_PERCENT = re.compile(rf"{_NUMBER}\s?(?:%|per ?cent)", re.IGNORECASE)


def _spelt(text: str) -> str:
    """Signs of comparison in words."""
    for sign, word in ((">=", "at least"), ("<=", "at most"), ("≥", "at least"), ("≤", "at most")):
        text = text.replace(sign, f" {word} ")
    text = text.replace("<", " under ").replace(">", " over ")
    return re.sub(r"  +", " ", text)


def percent_conditions(lower: str, *, of_cases: bool = False) -> tuple[Condition, ...]:
    """Limits on percentages of cases: "under 50 per cent", "fewer than half".

    `of_cases`: key questions are named, so that a bare number is a percentage.
    """
    if _HALF.search(lower):
        return (_condition("percentage", "lt", 50),)
    if _MORE_HALF.search(lower):
        return (_condition("percentage", "gt", 50),)
    if not (_PERCENT.search(lower) or KEY_QUESTION.search(lower) or of_cases):
        return ()
    text = _spelt(re.sub(r"\s?(?:%|per ?cent)", "", lower))
    between = _BETWEEN.search(text)
    if between:
        low, high = (number_of(g) for g in between.groups() if g)
        if low is not None and high is not None and low < high <= 100:
            return (_condition("percentage", "ge", low), _condition("percentage", "le", high))
    return _limits(text, "percentage", 100)


def group_conditions(lower: str) -> tuple[Condition, ...]:
    """Limits on how many rows a group has: "regions with more than five PDUs"."""
    counted = re.search(
        rf"\b(?:more than|over|at least|fewer than|less than|exactly|only) {_NUMBER}"
        r" (?:\w+ ){0,2}(?:pdus?|inspections?|reports?|recommendations?|units|places)\b",
        lower,
    )
    if not counted:
        return ()
    found = _limits(counted[0], "number", 10_000)
    return found or (_condition("number", "eq", number_of(counted[1]) or 0),)


def _limits(text: str, measure: str, most: int) -> tuple[Condition, ...]:
    found: list[Condition] = []
    for pattern, operator in _SINGLE:
        for match in pattern.finditer(text):
            limit = _number(match[1])
            if limit is not None and limit <= most:
                found.append(_condition(measure, operator, limit))
    return tuple(found[:2])


def _number(word: str) -> float | None:
    """A number in digits, with decimals perhaps, or in words."""
    return float(word) if re.fullmatch(r"\d+\.\d+", word) else number_of(word)


def _condition(measure: str, operator: str, number: float) -> Condition:
    return Condition(measure=measure, operator=operator, number=number)


_COUNT_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|\\d{1,2}"
_EDGE = "top|bottom|best|worst|highest|lowest|strongest|weakest|first|last|poorest"
_LIMIT = re.compile(
    rf"\b(?:{_EDGE})[- ](?:scoring |rated |performing )?({_COUNT_WORDS})\b"
    rf"|\b({_COUNT_WORDS}) (?:of the )?(?:{_EDGE}|top)\b(?!\s+(?:one\b))"
    rf"|\b(?:which|what|name|list|the) ({_COUNT_WORDS}) (?:\w+ ){{1,3}}(?=.*\b(?:{_EDGE}|leads?|foot)\b)(?!reports)",
    re.IGNORECASE,
)
_NTH = re.compile(
    r"\b(?:came|comes|come|finished|placed|ranked|in) (second|third|fourth|fifth|2nd|3rd|4th|5th)\b"
    r"|\b(second|third|fourth|fifth|2nd|3rd|4th|5th)[- ](?:highest|place\b|lowest|best|worst|top|weakest|strongest)"
    r"|\b(runner[- ]up|next[- ](?:best|highest|lowest)|second place|(?:came|comes|come) second)\b",
    re.IGNORECASE,
)
_ORDINALS = {
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "5th": 5,
}


def versus(lower: str) -> str | None:
    """How one standard stands beside another ("better on planning than on assessment")."""
    if not re.search(
        r"\bthan (?:for|on|in|at|its|their|they|it)\b|\bas for\b|\bthe same (?:for|on)\b", lower
    ):
        return None
    if re.search(r"\b(?:higher|better|stronger|more)\b", lower):
        return "gt"
    return "lt" if re.search(r"\b(?:lower|worse|weaker|less)\b", lower) else "eq"


def limit_of(lower: str) -> tuple[int | None, int | None]:
    """How many rows are asked for ("top three"), and which value ("second highest")."""
    nth = _NTH.search(lower)
    if nth:
        return None, _ORDINALS.get((nth[1] or nth[2] or "").lower(), 2)
    found = _LIMIT.search(lower)
    limit = number_of(next(g for g in found.groups() if g)) if found else None
    return (limit if limit and limit <= 50 else None), None


_GROUP_NOUNS: dict[Grouping, str] = {
    "region": "(?:probation )?regions?",
    "standard": "standards?",
    "rating": "ratings?|grades?",
    "year": "years?|calendar years?",
    "half": "half(?:[- ]years?)?|halves",
    "month": "months?",
    "addressee": "addressees?|bod(?:y|ies)|recipients?|organisations?",
    "key_question": "(?:of the )?(?:three )?key questions?",
    "score": "(?:possible |composite )?scores?",
    "place": "pdus?|places?|areas?|units?|reports?",
}
_GROUPING = (
    r"\b(?:by|per|(?:for |in |from |within |on |at )?(?:each|every)|split by|which|what|between|across"
    r"|all(?: the)?|any|(?:the )?(?:two|three|four|\d)) (?:of the )?(?:\w+ )?"
)
_GROUPS = {
    name: re.compile(rf"{_GROUPING}(?:{nouns})\b", re.IGNORECASE)
    for name, nouns in _GROUP_NOUNS.items()
}
_SPREAD = re.compile(
    r"\b(scor|rat)\w* (?:\w+ ){0,2}distributed\b|\bhow many (?:pdus )?(?:got|scored) (1|one)\b.*\bhow many\b"
    r"|\b(?:group\w*|split|break|broken|count\w*|sort(?:ed)?) (?:\S+ ){0,4}by (?:overall |composite )?(score|rating)"
    r"|\b(?:distribution|breakdown|tally|split) of (?:the )?(?:composite |overall )?(scores?|ratings?)"
    r"|\b(?:at|for|with) (?:every|each) (rating|score)\b"
    r"|\bhow many (?:\w+ ){0,3}(?:got|scored|received|at|with|on) (?:each|every|what|which) (score|rating)",
    re.IGNORECASE,
)


_ADDRESSEES_EACH = re.compile(
    r"\b(?:by|per|for|to) (?:who(?:m|ever)?|each|every) (?:\w+ )?(?:they|it|body|addressee|recipient|organisation)"
    r"|\bwho(?:m|ever)? (?:they|these|it)(?:'re|\u2019re| are| were| is)? (?:addressed|aimed|directed)"
    r"|\bper addressee\b",
    re.IGNORECASE,
)
_BY_TURNS = re.compile(r"\b(region|standard|month|year|place|report|pdu|rating) by \1\b")
_EACH = re.compile(
    r"\b(?<!across )(?<!over )(?<!in )(?<!of )(?<!from )(?<!across all )(?:each|every) (?:of )?(?:the )?(?:\w+ ){0,2}(?:reports?|places?|pdus?)\b|\bone each\b"
    r"|\b(?:per|by) (?:\w+ )?(?:report|place|pdu)\b",
)


def group_of(lower: str) -> Grouping | None:
    """What rows are grouped by, or None."""
    turns = _BY_TURNS.search(lower)
    if turns:
        return next((name for name in _GROUP_NOUNS if name == turns[1]), "place")
    spread = _SPREAD.search(lower)
    if spread:
        of = next(group for group in spread.groups() if group)
        return "rating" if of.lower().startswith("rat") else "score"
    if _ADDRESSEES_EACH.search(lower):
        return "addressee"
    if "second half" in lower and "first half" in lower:
        return "half"
    for name, pattern in _GROUPS.items():
        found = pattern.search(lower)
        if not found:
            continue
        asks = re.match(r"which|what|any|all", found[0].lower())
        scope = re.search(r"\b(?:across|in|over|of|from|within)\W*$", lower[: found.start()])
        if name == "place" and (
            asks or scope or not re.match(r"by|per|.*each|.*every", found[0].lower())
        ):
            continue
        if name in {"score", "rating"} and (asks or found[0].lower().startswith("by ")):
            # "Ranked by score" is an order; "grouped by rating" is met below.
            continue
        if name == "region" and re.match(r"all|across", found[0].lower()):
            continue
        if name == "key_question" and asks and found[0].lower().startswith(("all", "any")):
            continue
        numbered = re.match(r"(?:the )?(?:two|three|four|\d)\b", found[0].lower())
        if numbered and (name != "region" or not NUMERIC.search(lower)):
            continue
        return name
    return "place" if _EACH.search(lower) else None


def edge_of(lower: str) -> str | None:
    """Whether the highest or the lowest group is asked for."""
    lower = _AT_LEAST.sub(" ", lower)
    low = _any("lowest|worst|fewest|least|bottom|weakest|poorest|smallest|shortest").search(lower)
    high = _any("highest|best|most|top|strongest|largest|biggest|greatest|longest").search(lower)
    if low and high:
        return "lowest" if low.start() < high.start() and "most" in high[0] else "highest"
    return "lowest" if low else "highest" if high else None


_BETTER = re.compile(
    r"\b(?:better than|above|higher than|more than|at least|or better|or above|or higher|and above|or more"
    r"|worse than|below|lower than|less than|under|at most|or worse|or below|or lower|and below|not|other than"
    r"|anything but|isn'?t|wasn'?t|weren'?t|never|neither|nor|non|avoid(?:ed)?|escap(?:ed?|ing)|apart from"
    r"|except)\b",
    re.IGNORECASE,
)


def ratings_asked(lower: str, ratings: tuple[str, ...], schemes: Schemes) -> tuple[str, ...]:
    """The ratings that fit: those named, or those above, below or beside them."""
    if not ratings:
        return ()
    scale = {r.word: r.points for s in schemes.schemes for r in s.ratings}
    rather = re.search(r"\b(?:rather than|instead of|and not|but not)\b", lower)
    if rather and len(ratings) > 1:
        return ratings[:1]
    relation_word = _BETTER.search(lower)
    limit = scale[ratings[0]]
    if not relation_word or len(ratings) > 1:
        return ratings
    word = relation_word[0].lower()
    if word in {"better than", "above", "higher than", "more than"}:
        fits = [w for w, p in scale.items() if p > limit]
    elif word in {"at least", "or better", "or above", "or higher", "and above", "or more"}:
        fits = [w for w, p in scale.items() if p >= limit]
    elif word in {"worse than", "below", "lower than", "less than", "under"}:
        fits = [w for w, p in scale.items() if p < limit]
    elif word in {"at most", "or worse", "or below", "or lower", "and below"}:
        fits = [w for w, p in scale.items() if p <= limit]
    else:
        fits = [w for w, p in scale.items() if p != limit]
    return tuple(sorted(fits, key=lambda w: -scale[w])) or ratings


_MAXIMUM = re.compile(
    r"\b(?:out of|/) ?(?:a (?:possible )?(?:total |maximum )?(?:of )?)?(21|27)\b", re.IGNORECASE
)


def scheme_of(lower: str, schemes: Schemes) -> str:
    """The round whose maximum the question gives ("out of 27"); "" where it gives none."""
    found = _MAXIMUM.search(lower)
    if not found:
        return ""
    fitting = [
        s.name for s in schemes.schemes if s.composite_max == int(found[1]) and "pdu" in s.kinds
    ]
    return fitting[0] if len(fitting) == 1 else ""


EVERYONE = re.compile(
    r"\b(?:all|every|each|every one of)(?: of)?(?: the)?(?: \d+)?(?: inspected)? (?:pdus?|units?|places|regions?|areas)\b"
    r"|\beverywhere\b|\bevery single\b|\bacross the board\b",
    re.IGNORECASE,
)
NOBODY = re.compile(
    r"\b(?:no|not a single|none of the|not one) (?:\d+ )?(?:pdus?|units?|places|regions?|areas)\b"
    r"|\b(?:nobody|no one|none)\b",
    re.IGNORECASE,
)

_ADDRESSEES = (
    (
        r"\b(?:hmpps|hm prison and probation service|prison and probation service)\b",
        "prison and probation service",
    ),
    (r"\b(?:ministry of justice|moj)\b", "ministry of justice"),
    (r"\b(?:the |their |its )?regions?\b(?! (?:has|have|had|got|received))", "region"),
)


def addressee(text: str, plan: QuestionPlan) -> str:
    """To whom recommendations are addressed, as part of the printed name; "" for anyone."""
    if plan.addressee:
        return plan.addressee.lower()
    lower = text.lower()
    if not re.search(r"\b(?:to|for|at|told|asked|hmpps|addressed)\b", lower):
        return ""
    for pattern, part in _ADDRESSEES:
        found = re.search(rf"\b(?:to|for|at) (?:the )?(?:\w+ )?{pattern[2:]}", lower) or (
            re.search(pattern, lower) if part != "region" else None
        )
        if found:
            return part
    return ""


_TESTS = {
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
}


def fits(condition: Condition, number: float) -> bool:
    """Whether a number keeps a limit."""
    return bool(_TESTS[condition.operator](number, condition.number))
