"""Which rows a question lets in: ratings, the round, the addressee."""

import re

from index.answers import intents
from index.answers.table_words import addressees
from index.answers.tables.words import KEY_QUESTION, LISTED, PUBLISHED, STANDARDS
from index.models import QuestionPlan
from index.ratings.query import OPERATORS
from ingest.schemes import Schemes


def ratings_asked(lower: str, ratings: tuple[str, ...], schemes: Schemes) -> tuple[str, ...]:
    """The ratings that fit: those named, or those above, below or beside them."""
    if not ratings:
        return ()
    scale = {r.word: r.points for s in schemes.schemes for r in s.ratings}
    if re.search(
        r"\band how many (?:were ?n[o\u2019']?t|did ?n[o\u2019']?t|was ?n[o\u2019']?t)", lower
    ):
        return ()
    rather = re.search(r"\b(?:rather than|instead of|and not|but not)\b", lower)
    if rather and len(ratings) > 1:
        return ratings[:1]
    relation_word = _BETTER.search(lower)
    if lacks(lower, ratings):
        return tuple(word for word in scale if word not in ratings)
    limit = scale[ratings[0]]
    if not relation_word or len(ratings) > 1:
        return ratings
    holds = OPERATORS[_operator(relation_word[0].lower())]
    fits = [word for word, points in scale.items() if holds(points, limit)]
    return tuple(sorted(fits, key=lambda w: -scale[w])) or ratings


def _operator(word: str) -> str:
    return next((name for name, words in _BESIDE.items() if word in words), "ne")


_BESIDE = {
    "gt": ("better than", "above", "higher than", "more than"),
    "ge": ("at least", "or better", "or above", "or higher", "and above", "or more"),
    "lt": ("worse than", "below", "lower than", "less than", "under"),
    "le": ("at most", "or worse", "or below", "or lower", "and below"),
}
_OTHER = (
    "not|other than|anything but|isn'?t|wasn'?t|weren'?t|never|neither|nor|non|avoid(?:ed)?"
    "|escap(?:ed?|ing)|apart from|except"
)
_BETTER = re.compile(
    rf"\b(?:{'|'.join(word for words in _BESIDE.values() for word in words)}|{_OTHER})\b",
    re.IGNORECASE,
)


def lacks(lower: str, ratings: tuple[str, ...]) -> bool:
    """Whether places are asked for that were not rated so at all ("no Inadequate rating")."""
    named = "|".join(map(re.escape, ratings)).lower()
    without = r"no|without(?: an?y?)?|free of|not (?:a single|any)|zero"
    return bool(ratings and re.search(rf"\b(?:{without}) (?:{named})(?: ratings?|s)\b", lower))


def scheme_of(lower: str, schemes: Schemes) -> str:
    """The round whose maximum the question gives ("out of 27"); "" where it gives none."""
    found = _MAXIMUM.search(lower)
    if not found:
        return ""
    fitting = [
        s.name for s in schemes.schemes if s.composite_max == int(found[1]) and "pdu" in s.kinds
    ]
    return fitting[0] if len(fitting) == 1 else ""


def maximum(lower: str, schemes: Schemes) -> int:
    """The most points that an inspection can have: in the round asked about, else in the newest."""
    name = scheme_of(lower, schemes)
    fitting = [s for s in schemes.schemes if "pdu" in s.kinds and name in {"", s.name}]
    return max(fitting, key=lambda s: s.name).composite_max if fitting else 0


_MAXIMUM = re.compile(
    r"\b(?:out of|/) ?(?:a (?:possible )?(?:total |maximum )?(?:of )?)?(21|27)\b", re.IGNORECASE
)


def addressee(text: str, plan: QuestionPlan) -> str:
    """To whom recommendations are addressed, as part of the printed name; "" for anyone."""
    if plan.addressee:
        return plan.addressee.lower()
    lower = text.lower()
    for part, called in addressees().items():
        if re.search(rf"\b(?:{'|'.join(map(re.escape, called))})\b", lower):
            return part
    return "region" if _TO_REGION.search(lower) else ""


_TO_REGION = re.compile(
    r"\b(?:to|for|at) (?:the )?(?:\w+ )?(?:the |their |its )?regions?\b"
    r"(?! (?:has|have|had|got|received))"
)


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
        or (plan.dates and PUBLISHED.search(lower) and intents.UNITS.search(lower))
    )
