"""Whether a place was inspected before, or again: its inspections in the library, with dates."""

import re
from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.ratings import say_not_held
from index.answers.compose.request import Request
from index.answers.dates import month
from index.answers.english import content_stems
from index.answers.question_text import asks_plans
from index.models import Place, QuestionPlan, Status
from index.ratings.table import Inspection
from ingest.models import Fact

_VISITED = r"(?:inspect(?:ed|ion)?|visit(?:ed)?|looked at|rated|assessed)"
_AGAIN = re.compile(
    r"\bre-?(?:inspect(?:ed|ions?)?|visit(?:ed|s)?|rated|assessed)\b"
    rf"|\b{_VISITED} (?:again|since|twice|more than once|a second time|another time)\b"
    r"|\b(?:inspectors|inspectorate|hmip|they|you)\b.{0,20}\b(?:been|gone|go|going|went|come|came"
    r"|coming) back\b(?=\W*(?:$|since\b|yet\b|again\b|to (?:look|inspect|see|visit|check)\b))"
    r"|\b(?:had|have|has|there(?: been)?|is there|was there|were there) (?:an?|any|another) "
    r"(?:(?:other|newer|more recent|later|second|further|follow[- ]?up|new) )+"
    r"(?:inspections?|visits?|ratings?|reports?)\b",
    re.IGNORECASE,
)
"""What came after the inspection that is known."""
_BEFORE = re.compile(
    rf"\b{_VISITED} (?:before|previously|earlier|in the past)\b(?=\W*(?:$|or\b|and\b|,))"
    rf"|\b(?:ever|previously|already) (?:been )?{_VISITED}\b(?=\W*(?:$|or\b|and\b|before\b))"
    r"|\b(?:had|have|has|there(?: been)?|is there|was there|were there) (?:an?|any) "
    r"(?:(?:earlier|previous|prior|older|past) )+(?:inspections?|visits?|ratings?|reports?)\b"
    r"|\bfirst (?:time|ever) (?:\w+ ){0,3}inspected\b|\bfirst (?:ever )?inspection\W*$"
    r"|\bhow (?:many times|often) (?:(?:has|have|had|was|were|is|are|do|does|did|been|it|they|the"
    r"|pdu|place|unit|inspectors|hmip|and) )*"
    rf"{_VISITED}\b(?=\W*(?:$|before\b|by\b|in\W*$))",
    re.IGNORECASE,
)
"""What came before it, or how often it was at all."""
_ASKING = re.compile(
    r"^\W*(?:(?:and|but|so)\b\W*)*(?:has|have|had|was|were|is|are|did|do|does|when|how many times"
    r"|how often)\b",
    re.IGNORECASE,
)


def asks_inspected(plan: QuestionPlan) -> bool:
    """Whether a question asks if a place has other inspections, before or after the known one."""
    text = plan.search
    coming = _NEXT.search(plan.standalone) or asks_plans(plan.standalone)
    if coming and not content_stems(text) - _OWN_WORDS:
        return True
    if not _ASKING.match(text) or _MORE.search(text):
        return False
    if content_stems(text) - _OWN_WORDS:
        return False  # "Was the alarm mended when inspectors came back": another subject.
    bare = _AT_ALL.fullmatch(plan.search)
    return bool(bare or _AGAIN.search(text) or _BEFORE.search(text))


_NEXT = re.compile(
    r"\b(?:when|dates?|what (?:month|year|time)|which (?:month|year))\b.{0,40}"
    r"\bnext (?:inspection|visit|inspected|reinspected|visited)\b",
    re.IGNORECASE,
)
"""The date of an inspection that is still to come, or came after a known one."""
_MORE = re.compile(
    r"\b(?:cases?|recommendations?|progress|improv\w*|better|worse|chang\w*|differ\w*|last"
    r"|newest|latest)\b",
    re.IGNORECASE,
)
"""What is asked of inspections beside whether there were any."""
_OWN_WORDS = content_stems(
    "inspect inspected inspection inspections inspectors inspectorate hmip reinspect reinspected"
    " reinspection revisit revisited reassessed visit visits visited looked rated rating assessed"
    " report reports again before earlier previous previously prior older past other newer recent"
    " later second further follow up followup new since twice once time times more another first"
    " ever already yet back been come came coming going gone went years year due planned"
    " scheduled next"
    " many often far date dates month pdu what"
)
_COMING = re.compile(
    r"\b(?:will|due|going to|planned|scheduled|next|coming back|when (?:is|are|will))\b",
    re.IGNORECASE,
)
"""What is still to come: no report tells."""
_AT_ALL = re.compile(
    r"\W*(?:was|were|has|have|had)(?: (?:and|or|ever|both|been|they|it))* inspected"
    r"(?: (?:at all|yet|in|on|during|and|before|after|20\d\d))*\W*",
    re.IGNORECASE,
)


def compose_inspected(request: Request, places: Sequence[Place]) -> Status:
    """Each place's inspections, oldest first, and that nothing beyond them is held."""
    missing = 0
    for place in places:
        rows = [r for r in request.knowledge.table.of(place) if request.inspection_allowed(r)]
        rows.sort(key=lambda r: r.date)
        if not rows:
            missing += 1
            say_not_held(request, place.name)
            continue
        _say(request, place, rows)
    if missing == len(places) or _COMING.search(request.plan.search):
        return "not_found"
    return "partial" if missing else "answered"


def _say(request: Request, place: Place, rows: Sequence[Inspection]) -> None:
    """Yes where several are known; where one is, that the library knows of no other."""
    dated = [fact for row in rows if (fact := _dated(row))]
    when = phrases.joined([month(row.date) for row in rows])
    count = phrases.counted(len(rows), "inspection", "inspections")
    if _COMING.search(request.plan.search):
        request.build.fixed("The reports in this library do not say when the next one is to be.")
    opening = _opening(request, place, rows)
    text = f"{opening} library holds {count} of {place.name}, published in {when}."
    request.build.fact(text, [fact.source for fact in dated], facts=dated)
    if _BEFORE.search(request.plan.search):
        beyond = f"It knows of none before {month(rows[0].date)}"
    else:
        beyond = f"It knows of none after {month(rows[-1].date)}"
    request.build.fixed(f"{beyond}, so it cannot say whether there was one.")


def _opening(request: Request, place: Place, rows: Sequence[Inspection]) -> str:
    """ "Yes", "No" or neither, as far as the library can tell; and how the sentence begins."""
    if request.plan.wants != "yes_no" or _COMING.search(request.plan.search):
        return "The"
    if request.plan.dates:
        fitting = request.knowledge.table.of(place, request.plan.dates)
        return "Yes: the" if fitting else NOT_KNOWN
    if _YEAR.search(request.plan.search):
        return NOT_KNOWN
    at_all = not _BEFORE.search(request.plan.search) and _AT_ALL.fullmatch(request.plan.search)
    return "Yes: the" if len(rows) > 1 or at_all else "The"


_YEAR = re.compile(r"\b20\d\d\b")
"""A year that is left in the words looked for: no inspection of the library is of it."""
NOT_KNOWN = "Not as far as this library knows: the"


def _dated(row: Inspection) -> Fact | None:
    """The fact that gives an inspection its date, else its score or rating."""
    dates = [f for f in row.of("date") if f.label == "publication" and f.value]
    own = [f for f in dates if (f.value or "")[:7] == row.date[:7]]
    return next(iter(own or dates), None) or row.cell("score") or row.cell("overall_rating")
