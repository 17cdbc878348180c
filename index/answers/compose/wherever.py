"""A subject that no place was named for and no national report tells of: what each place's says."""

from index.answers.carries import HAS_FIGURE, HAS_FREQUENCY
from index.answers.compose import phrases
from index.answers.compose.points import stands_alone
from index.answers.compose.recurring import held_rows
from index.answers.compose.request import Request
from index.answers.compose.share import share_of
from index.answers.compose.themes import PLACE_WORDS, UNSURE, topic_of
from index.answers.english import all_stems
from index.answers.evidence import Found, find_sentences, source_of
from index.models import Status

LEAST_WORDS, MOST_WORDS = 2, 4
"""Words of a subject that is only named ("home visits", "staff who feel blamed"): longer questions
ask something of which a sentence with the same words may say nothing; one word says too little."""
WHOLE = 0.95
"""Share of the subject that such a sentence names: all of it, but for the lightest word."""


def compose_wherever(request: Request) -> Status:
    """One sentence of each report that names the whole subject; not_found where none does."""
    plan = request.plan
    topic = topic_of(request)
    rows = held_rows(request)
    if not LEAST_WORDS <= len(topic) <= MOST_WORDS or len(rows) < 2 or plan.intent not in _OPEN:
        return "not_found"
    said = []
    for row in rows:
        found = find_sentences(request.knowledge, plan, [row.own_report or ""], row.place)
        fitting = [f for f in found if _fits(request, f, topic)]
        fitting.sort(key=lambda f: len(f.text.split()) > PLACE_WORDS)
        said += [(row, f) for f in fitting[:1]]
    for row, f in said:
        source = source_of(request.knowledge, f.passage, f.start, f.end)
        request.build.quote(source, bullet=True, lead=phrases.title(row))
    silent = [phrases.title(r) for r in rows if r not in [row for row, _ in said]]
    if said and silent:
        request.build.fixed(f"Nothing on this was found for {phrases.joined(silent)}.")
    return "answered" if said else "not_found"


_OPEN = frozenset({"finding", "figure"})


def _fits(request: Request, found: Found, topic: frozenset[str]) -> bool:
    measured = request.plan.intent == "figure"
    if measured and not (HAS_FIGURE.search(found.text) or HAS_FREQUENCY.search(found.text)):
        return False
    return (
        found.passage.type in {"bullet", "paragraph"}
        and found.confidence >= UNSURE
        and stands_alone(found.text)
        and share_of(request, topic, all_stems(found.text)) >= WHOLE
    )
