"""Pieces of questions: what is left of one without its dates, and what it is about by itself."""

import re
from typing import NamedTuple

from index.answers.dates import find_dates
from index.answers.english import content_stems
from index.models import QuestionPlan

ABBREVIATION = re.compile(r"\b[A-Z]{2,6}s?\b")


class Resolved(NamedTuple):
    """A question that stands alone, and what was taken over to make it so."""

    standalone: str
    carried: tuple[str, ...] = ()
    show_source: bool = False
    more: bool = False
    line: bool = False


def own_content(plan: QuestionPlan) -> frozenset[str]:
    """Stems of what a question is about beside places, dates, standards and words of the table."""
    text = ABBREVIATION.sub(" ", plan.search)
    for standard in (*plan.standards, *plan.key_questions):
        text = re.sub(
            rf"\b{standard.replace('_', ' ').split()[0]}\w*", " ", text, flags=re.IGNORECASE
        )
    drop = re.compile(
        r"\b(?:one|report|inspection|earlier|previous|latest|newest|time|year|leadership"
        r"|staff(?:ing)?|services?|assessment|planning|strengths?|weakness(?:es)?|criticisms?"
        r"|positives?|negatives?|improvement|areas|implementation|delivery|reviewing|reviews?"
        r"|court|work|information|facilities|engagement|desistance|safety|keeping|people|safe"
        r"|risk|harm|overall|rating|score|standard|percentage)\b",
        re.IGNORECASE,
    )
    return content_stems(drop.sub(" ", text))


def drop_dates(text: str) -> str:
    """The text without its dates and what led to them."""
    for start, end in reversed(find_dates(text).spans):
        before = re.sub(r"\b(?:in|of|from|for|since|on)(?: the)?\s*$", "", text[:start])
        text = f"{before.rstrip()} {text[end:].lstrip()}"
    text = re.sub(r"\bin the (?:earlier|latest) inspection\b", "", text)
    return re.sub(r"\s+([?.,])", r"\1", " ".join(text.split()))
