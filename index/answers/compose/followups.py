"""Answers about the answer before: its source, one of its points, more of the same, small talk."""

from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.figure import quote
from index.answers.compose.findings import enough, status_of
from index.answers.compose.recurring import held_rows
from index.answers.compose.request import Request
from index.answers.dates import month
from index.answers.english import content_stems
from index.answers.evidence import find_sentences, source_of
from index.answers.intents import HELP
from index.answers.talk.pieces import quoted_in
from index.models import Citation, Item, State, Status
from ingest.models import Passage, Source

MOST_SOURCES = 4
"""Places that are shown for "show me the source"."""
MOST_BEHIND = 2
"""Sentences of the report that are quoted as what lies behind a recommendation."""
AROUND_WORDS = 110
"""Words of a passage that is shown whole, and of its neighbours with it."""
MOST_BESIDE, BESIDE_WORDS = 2, 60
"""Quotations of one place, and their words, where several places stand side by side."""
WELCOME = "You are welcome. Ask on, about this or about another place."
NO_SOURCE = "The answer before rests on no passage."
NOTHING_MORE = "That was all that this library says on it."


def compose_talk(request: Request, state: State) -> Status:
    """A word back to small talk; what was spoken of stays. What can be asked, with examples."""
    if HELP.search(request.plan.standalone):
        request.build.fixed(phrases.HELP)
        request.build.suggestions += _examples(request)
        return "answered"
    request.build.fixed(WELCOME if state.question else phrases.GREETING)
    return "answered"


def _examples(request: Request) -> list[str]:
    """Questions that this library can answer: of the newest report held, and over all."""
    rows = sorted(held_rows(request), key=lambda r: (r.date, r.place.name))
    if not rows:
        return []
    name = rows[-1].place.name
    return [
        f"How was {name} rated?",
        f"What were the recommendations for {name}?",
        "Which PDUs had the highest score?",
    ]


def compose_source(request: Request, state: State) -> Status:
    """The places behind the answer before: passages whole, rows as they are cited."""
    for citation in state.cited[:MOST_SOURCES]:
        _show(request, citation)
    if not state.cited:
        request.build.fixed(NO_SOURCE)
        return "not_found"
    return "answered"


def compose_items(request: Request, state: State, chosen: Sequence[int]) -> Status:
    """Things that the answer before listed, each with its passage and what lies behind it."""
    cited = {c.id: c for c in state.cited}
    for index in chosen:
        item = state.items[index]
        citation = next((cited[c] for c in item.citations if c in cited), None)
        if citation is None:
            continue
        _show(request, citation)
        if item.measure == "recommendation":
            _behind(request, item, citation)
        else:
            _beside(request, citation)
    return "not_found" if request.build.is_empty else "answered"


def compose_beside(request: Request, states: Sequence[State]) -> Status:
    """What was quoted of several places in the last turns, side by side."""
    missing = 0
    for state in states:
        place = state.places[0]
        request.build.heading(place)
        quotes = _few(quoted_in(state)) if state.status != "not_found" else []
        for citation in quotes:
            request.build.quote(_source(citation), bullet=len(quotes) > 1)
        if not quotes:
            missing += 1
            request.build.fixed(f"The reports in this library do not say this of {place}.")
    return status_of(missing, len(states))


def _few(quotes: Sequence[Citation]) -> list[Citation]:
    """The first quotation and, where both are short, the second."""
    few = list(quotes[:MOST_BESIDE])
    words = sum(len(c.quote.split()) for c in few)
    return few if words <= BESIDE_WORDS else few[:1]


def end_of_more(request: Request, state: State) -> Status | None:
    """An honest end where "more" found nothing that was not shown; else None."""
    fresh = [p for p in request.build.passages if p not in state.shown]
    if fresh:
        return None
    request.build.clear()
    request.build.fixed(NOTHING_MORE)
    return "not_found"


def _show(request: Request, citation: Citation) -> None:
    """One cited place under its report, date and section; a passage whole."""
    info = request.knowledge.info(citation.report.id)
    date = f" ({month(info.published)})" if info.kind in {"pdu", "region"} else ""
    request.build.heading(" › ".join([f"{info.title}{date}", *citation.section]))
    passage = request.knowledge.by_id.get(citation.passage)
    if citation.kind == "passage" and passage is not None and not passage.rows:
        request.build.quote(source_of(request.knowledge, passage, 0, len(passage.text)))
        return
    request.build.quote(_source(citation))


def _source(citation: Citation) -> Source:
    """The place of a citation, to be quoted again."""
    fields = citation.model_dump(exclude={"id", "report", "spans", "boxes"})
    spans = {"spans": citation.spans, "boxes": citation.boxes}
    return Source(report=citation.report.id, **fields, **spans)


def _behind(request: Request, item: Item, citation: Citation) -> None:
    """What the same report says about the subject of a recommendation, and to whom it is put."""
    facts = [f for f in request.knowledge.facts if f.source.passage == citation.passage]
    for fact in facts:
        if fact.measure == "recommendation":
            request.build.show_fact(fact)
    plan = request.plan.model_copy(
        update={"search": item.text, "intent": "finding", "wants": "text", "polarity": None}
    )
    told = {f.source.passage for f in request.knowledge.facts if f.measure == "recommendation"}
    found = find_sentences(
        request.knowledge, plan, [citation.report.id], query=item.text, skip=frozenset(told)
    )
    asked = request._replace(plan=plan)
    about = content_stems(item.text)
    good = [f for f in found if enough(asked, f) and about & content_stems(f.text)]
    if good:
        request.build.heading("What the report says about it")
    for each in good[:MOST_BEHIND]:
        quote(asked, each, bullet=True)


def _beside(request: Request, citation: Citation) -> None:
    """The passages next to a point in its section, while they are few words."""
    passage = request.knowledge.by_id.get(citation.passage)
    if passage is None or citation.kind != "passage":
        return
    budget = AROUND_WORDS - len(passage.text.split())
    for each in _following(request, passage):
        budget -= len(each.text.split())
        if budget < 0:
            return
        request.build.quote(source_of(request.knowledge, each, 0, len(each.text)))


def _following(request: Request, passage: Passage) -> list[Passage]:
    """Paragraphs and quotations of people that go on from a paragraph; a bullet stands alone."""
    later = [
        p
        for p in request.knowledge.by_report[passage.report_id]
        if p.ordinal > passage.ordinal and p.section == passage.section
    ]
    wanted = {"quote"} if passage.type in {"bullet", "numbered"} else {"quote", "paragraph"}
    return [p for p in later[:1] if p.type in wanted]
