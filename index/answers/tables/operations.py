"""Which operation over rows a question asks for: a list, a count, a mean, the best, a rank."""

import re

from index.answers import intents
from index.answers.tables.relations import AGAINST_MIDDLE
from index.answers.tables.words import RANKING, any_of
from index.models import Aggregate


def aggregate_of(lower: str) -> Aggregate:
    """The operation over rows; a list where nothing else is asked."""
    lower = AT_LEAST.sub(" ", lower)
    highest, lowest = is_highest(lower), is_lowest(lower)
    if _DIFFERENCE.search(lower) and not _MEAN.search(lower):
        return "difference"
    if intents.RANGE.search(lower):
        return "range"
    if intents.SHARE.search(lower) or _SHARE.search(lower):
        return "share"
    if _MEAN.search(lower) and not AGAINST_MIDDLE.search(lower):
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


_MEAN = any_of("average[ds]?|averaging|avg|on average|(?<!does )(?<!do )(?<!i )mean(?! by\\b)")
AT_LEAST = re.compile(r"\bat (?:the very )?(?:least|most|best|worst)\b", re.IGNORECASE)
_LARGE = any_of(
    "largest|greatest|most(?! of)|longest|no (?:other )?(?:\\w+ ){1,2}(?:did|scored?|had|got"
    "|has) (?:better|more|higher)"
)
_SMALL = any_of("smallest|fewest|shortest|least")


def is_highest(lower: str) -> bool:
    """Whether the best or most is asked for."""
    plain = AT_LEAST.sub(" ", lower)
    return bool(intents.HIGHEST.search(plain) or _CAME_FIRST.search(plain) or _LARGE.search(plain))


def is_lowest(lower: str) -> bool:
    """Whether the worst or fewest is asked for."""
    plain = AT_LEAST.sub(" ", lower)
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
    r"\b(?:difference|gap|margin|distance|minus)\b"
    r"|\bhow (?!many points .{0,30}between them)(?:many (?:more |fewer )?(?:\w+ )?points"
    r"|far) .{0,40}\b(?:apart|separate\w*|between|behind|ahead|clear|more|fewer|than|higher|lower"
    r"|beat)\b|\bby how many\b|\bpoints (?:separate|apart|between)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\bpct of\b|\bas an? (?:%|percentage|per ?cent|share|proportion)\b"
    r"|\b(?:makes?|made) up what (?:share|proportion|percentage)\b"
    r"|\bwhat (?:share|proportion|percentage|per ?cent|fraction|%) (?:got|were|was|are"
    r"|scored|received|had|is that)\b|\b(?:share|proportion|percentage|per ?cent"
    r"|fraction)(?:age)? of (?:['’]s )?(?:all )?(?:the |those "
    r"|these )?(?:\d+ )?(?:[\w'’]+ ){0,3}(?:pdus?|inspections?|places|units|areas|standards?"
    r"|ratings|reports|recommendations|services|ones|them)\b",
    re.IGNORECASE,
)
_MIDDLE = re.compile(r"\bmiddle (?:score|value|pdu|of the)\b", re.IGNORECASE)
_TOTAL = re.compile(
    r"\b(?:sum|total|combined|add(?:s|ed|ing)? up|altogether"
    r"|in total)\b(?=.*\b(?:points?|scores?)\b)|\bpoints?\b.*\b(?:between them|all told)\b"
    r"|\b(?:points?|scores?)\b.*\b(?:sum|total(?:led)?|combined|add(?:s|ed)? up|altogether"
    r"|together)\b",
    re.IGNORECASE,
)
_AS_REQUEST = re.compile(r"\bin order to\b", re.IGNORECASE)
_SUPERLATIVE_VERB = re.compile(r"\bbest to\b(?! worst)", re.IGNORECASE)
