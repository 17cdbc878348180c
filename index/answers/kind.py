"""What kind of answer a question asks for: a rating, a figure, a comparison, what texts say."""

import re

from index.answers import intents
from index.answers.beyond import rated_elsewhere, why_beyond
from index.answers.english import content_stems, stem
from index.answers.question_text import (
    CASES_WORDS,
    INTERVIEWS_WORDS,
    LOAD_WORDS,
    PLANS_WORDS,
)
from index.answers.scheme_words import asked_by_key, own_wordings, questioned, wordings
from index.answers.wanting import how_many_wanted
from index.models import Intent, QuestionPlan
from ingest.schemes import Schemes

_WHY_FIRST = re.compile(
    r"^\W*(?:(?:and|but|so)\b\W*)*(?:why|how come|for what reason|what (?:explains|lies behind))\b",
    re.IGNORECASE,
)
"""A reason is asked for, which no row of the table has."""
_ONE_UNIT = re.compile(
    r"^\W*(?:what|how)\b[^,;?]{0,30}\b(?:rating|score|rated|grade|graded|scored?)?[^,;?]{0,20}"
    r"\b(?:did|was|is|does) (?:the|this|that) (?:PDU|unit)\b(?! with| that| which)[^,;?]*\W*$",
    re.IGNORECASE,
)
"""One unit that is not named: it must be asked which, and is not all of them."""


_PURPOSE = re.compile(
    r"\bwhat (?:was|were) .{2,60}\b(?:meant|supposed) to (?:do|be|achieve|help|bring)\b",
    re.IGNORECASE,
)
"""What something was set up for, which nobody recommends."""


def kind_of(
    text: str,
    rest: str,
    plan: QuestionPlan,
    content: frozenset[str],
    schemes: Schemes,
    topical: frozenset[str] | None,
) -> Intent:
    """The kind of answer; what can be told surely comes first.

    `text` is the question, `rest` the same without places and dates, `content` the stems of its
    subject beside the scheme's words; `plan` is as far as it was read, its table included.
    """
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
            intents.RECOMMENDATION.search(rest)
            and not intents.FOLLOWED_UP.search(rest)
            and not _PURPOSE.search(rest),
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
    wanted = how_many_wanted(text) or _FOREMOST.search(text)
    return bool(listed and wanted and not rows)


_FOREMOST = re.compile(
    r"\b(?:biggest|main|worst|greatest|commonest|most (?:common|serious|frequent))"
    r" (?:\w+ )?(?:problem|issue|concern|weakness|criticism|failing|shortcoming|strength"
    r"|positive)\b",
    re.IGNORECASE,
)


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
    " occasion before again visit pass passed fail failed"
)
"""Words for one of a place's inspections, which name no subject."""
