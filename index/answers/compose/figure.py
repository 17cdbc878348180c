"""An answer that is a figure: the sentence that holds it, with the facts read from its words."""

import re
from collections.abc import Sequence

from index.answers.carries import HAS_FIGURE, HAS_FREQUENCY
from index.answers.compose.quoting import before, same, trim
from index.answers.compose.request import Request
from index.answers.evidence import Found, leans, source_of
from ingest.models import Passage

FIGURE_WORDS = 34
"""Words that a figure's quotation may have: an answer that is a figure stays under 40."""
FIGURES_APART = 0.7
"""Two figures are both given when the second is at most so much below the first, in log odds."""
_HOW_OFTEN = re.compile(r"\bhow (?:often|frequently|regularly)\b", re.IGNORECASE)


def say_figure(request: Request, good: Sequence[Found]) -> bool:
    """The likeliest sentence that holds a figure, and one about as likely; False for none."""
    often = bool(_HOW_OFTEN.search(request.plan.standalone))
    carrying = [
        f for f in good if HAS_FIGURE.search(f.text) or (often and HAS_FREQUENCY.search(f.text))
    ]
    if request.plan.wants == "duration":
        # How long something takes is told by no share and no count.
        carrying = [f for f in carrying if TIME.search(_PERIOD.sub(" ", f.text))]
    if share := share_of_what(request):
        carrying = [f for f in carrying if not share.search(f.text)]
    if not carrying:
        return False
    first, *others = carrying
    room = FIGURE_WORDS - len(first.text.split())
    close = [f for f in others if f.score >= first.score - FIGURES_APART]
    more = [f for f in close[:1] if not same(f, first) and len(f.text.split()) <= room]
    chosen = [first, *more]
    for each in chosen:
        room = FIGURE_WORDS - len(each.text.split())
        quoted = before(each, room) if leans(each) else each
        quote(request, trim(quoted, FIGURE_WORDS), bullet=len(chosen) > 1)
    return True


def share_of_what(request: Request) -> re.Pattern[str] | None:
    """What tells a share of the thing of which an average is asked: no average; None if none is."""
    asked = _AVERAGE_OF.search(request.plan.standalone)
    if asked is None:
        return None
    noun = re.escape(asked[1].lower().rstrip("s"))
    return re.compile(rf"(?:per cent|%) of (?:the |its |their |all )?{noun}", re.IGNORECASE)


_AVERAGE_OF = re.compile(r"\b(?:average|mean|typical|avg) ([a-z]+)\b", re.IGNORECASE)
_PERIOD = re.compile(
    r"\b(?:within|in|over|during|for|since) the (?:last|past|previous) (?:\w+ )?"
    r"(?:weeks?|months?|years?)\b",
    re.IGNORECASE,
)
"""The time that something was counted over."""
TIME = re.compile(
    r"\b(?:minutes?|hours?|days?|weeks?|months?|years?|fortnights?|prompt(?:ly)?|delay(?:s|ed)?"
    r"|timely|timeliness|wait(?:s|ed|ing)?|quick(?:ly)?|swift(?:ly)?|immediate(?:ly)?|soon"
    r"|on time|late)\b",
    re.IGNORECASE,
)
"""What tells how long something took, or how soon it was done."""


def quote(request: Request, found: Found, *, bullet: bool = False) -> None:
    """One quotation, with the structured facts that were read from the same words."""
    source = source_of(request.knowledge, found.passage, found.start, found.end)
    request.build.quote(source, bullet=bullet)
    show_facts_within(request, found.passage, source.start, source.end)


def show_facts_within(request: Request, passage: Passage, start: int, end: int) -> None:
    """Counts, percentages and the like that stand inside a quoted stretch."""
    for fact in request.knowledge.facts:
        inside = (
            fact.source.passage == passage.id
            and start <= fact.source.start
            and fact.source.end <= end
        )
        if inside and fact.measure in {"count", "percentage", "body", "person", "rating_count"}:
            request.build.show_fact(fact)
