"""Pieces of questions: a question made to stand alone, what is left of one without its dates."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from index.answers.dates import find_dates
from index.answers.english import content_stems
from index.answers.names import Names
from index.models import Citation, QuestionPlan, State, TableQuery
from ingest.schemes import Schemes

ABBREVIATION = re.compile(r"\b[A-Z]{2,6}s?\b")
NATION = ("England and Wales",)
"""Whom an answer is about that is about nobody in particular."""

_SUPERLATIVE = (
    r"(?:best|worst|highest|lowest|strongest|weakest|top|bottom|poorest|most|fewest|least|biggest"
    r"|largest|smallest|longest|shortest|first|last)"
)
BEST_OF_ALL = re.compile(
    r"^(?!.*\b(?:of|among|out of|between) (?:them|those|these|the (?:two|three|four))\b)"
    rf"(?:.*\b(?:which|what|whose|who) (?:\w+ )?pdus?\b.{{0,60}}\b{_SUPERLATIVE}\b"
    rf"|.*\b{_SUPERLATIVE}(?:[ -][\w-]+)? pdus?\b)",
    re.IGNORECASE,
)
"""A superlative over units by their own name: over all of them, whoever was spoken of."""

Act = Literal["ask", "chat", "more", "line", "source", "item", "beside"]
"""What is to be done: a question answered, small talk, more of the same, the same in one line, the
places behind the answer before, one of the things that it listed, or what the last turns quoted of
several places."""


class Resolved(NamedTuple):
    """A question that stands alone, and what was taken over to make it so."""

    standalone: str
    carried: tuple[str, ...] = ()
    act: Act = "ask"
    table: TableQuery | None = None
    """What is asked of the ratings table, where a follow-up changes what was asked before."""
    items: tuple[int, ...] = ()
    """Which of the things listed before are meant, from 0."""
    beside: tuple[State, ...] = ()
    """The turns whose quotations stand side by side."""
    aside: bool = False
    """A look elsewhere: what was spoken of stays the subject."""
    state: State = State()
    """What the question leaned on: the present state, or an earlier one that was gone back to."""


class Leaning(NamedTuple):
    """A question that may lean on what was said, with all that its reading needs."""

    text: str
    plan: QuestionPlan
    """The question read as if it stood alone."""
    state: State
    names: Names
    schemes: Schemes
    earlier: tuple[State, ...] = ()
    """The states before the present one, oldest first."""


THE_QUESTION = "the question before"
THE_LIST = "the list before"


def quoted_in(state: State) -> list[Citation]:
    """The places that an answer quoted, in its order."""
    cited = {c.id: c for c in state.cited}
    return [
        cited[i.citations[0]] for i in state.items if i.kind == "quote" and i.citations[0] in cited
    ]


def own_content(plan: QuestionPlan) -> frozenset[str]:
    """Stems of what a question is about beside places, dates, standards and words of the table."""
    text = ABBREVIATION.sub(" ", drop_dates(plan.search))
    for standard in (*plan.standards, *plan.key_questions):
        text = re.sub(
            rf"\b{standard.replace('_', ' ').split()[0]}\w*", " ", text, flags=re.IGNORECASE
        )
    drop = re.compile(
        r"\b(?:ones?|report|inspection|earlier|previous|latest|later|newest|newer|older|recent|time|year"
        r"|key|questions?"
        r"|leadership|staff(?:ing)?|services?|assessment|planning|strengths?|weakness(?:es)?"
        r"|criticisms?|positives?|negatives?|improvement|areas|implementation|delivery|reviewing"
        r"|reviews?|court|work|information|facilities|engagement|desistance|safety|keeping|people"
        r"|safe|risk|harm|overall|rating|score|standard|percentage|pdus?|probation)\b",
        re.IGNORECASE,
    )
    return content_stems(re.sub(r"\b[12]\.[1-9]\b", " ", drop.sub(" ", text)))


def drop_dates(text: str) -> str:
    """The text without its dates and what led to them."""
    for start, end in reversed(find_dates(text).spans):
        before = re.sub(r"\b(?:in|of|from|for|since|on)(?: the)?\s*$", "", text[:start])
        text = f"{before.rstrip()} {text[end:].lstrip()}"
    text = re.sub(r"\bin the (?:earlier|latest) inspection\b", "", text)
    return re.sub(r"\s+([?.,])", r"\1", " ".join(text.split()))


def where(state: State) -> str:
    """The place or places that the conversation is about, as one would say them; "" without any."""
    if state.places == NATION:
        return ""
    return " and ".join(state.parts if state.parts else state.places[:2])


def placed(text: str, state: State) -> str:
    """The question put to the place of the conversation, or to the nation."""
    bare = text.rstrip("?. ")
    if state.places == NATION:
        return f"{bare} nationally?"
    place = where(state)
    return f"{bare} in {place}?" if place else f"{bare}?"


def standard_words(keys: Sequence[str]) -> str:
    """Standards as they are named in a question: planning and court work."""
    return " and ".join(SPOKEN.get(key, key.replace("_", " ")) for key in keys)


SPOKEN = {"safety": "keeping people safe"}
"""How a key question is said where its key is no good English."""


def about(state: State) -> str:
    """What the turn before was about, as the end of a question: " for planning in 2023"."""
    named = [standard_words(state.standards), standard_words(state.key_questions)]
    topic = " on ".join(n for n in named if n)
    when = f" in {state.dates[0]}" if len(state.dates) == 1 else ""
    return f"{f' for {topic}' if topic else ''}{when}"


def topic_words(state: State) -> str:
    """The words that the question before was about, in their order; "" where it had none."""
    said = re.findall(r"[\w’'%-]+", _OF_COURTS.sub(r"\1-reports", state.topic))
    kept = [word for word in said if content_stems(word) and not _ASKING.fullmatch(word)]
    topic = " ".join(kept).replace("-reports", " reports")
    for spoken in SPOKEN.values():
        short = " ".join(w for w in spoken.split() if content_stems(w))
        topic = topic.replace(short, spoken) if spoken in state.topic else topic
    return topic.strip("'‘’ ")


_OF_COURTS = re.compile(r"\b(court|pre-sentence) reports?\b", re.IGNORECASE)
"""Reports that are a subject, not what is asked to speak."""


def of_standard(state: State) -> bool:
    """Whether the question before was about a standard or a key question as such."""
    named = content_stems(standard_words((*state.standards, *state.key_questions)))
    return bool(named) and not content_stems(topic_words(state)) - named


_ASKING = re.compile(
    r"what|which|who|when|where|why|how|do|does|did|happen(?:ed|ing)?|say|says|said|saying|find|found|tell|describe|mention(?:ed|s)?"
    r"|inspectors?|inspectorate|reports?|comment(?:ed)?|think|explain|annual|reasons?|summar\w+"
    r"|overview|strengths?|weakness(?:es)?|list|recommend\w*|nationally|anything|better|worse"
    r"|last|time|since|compared?|improv\w+|means?|meaning|common|typical|stands?",
    re.IGNORECASE,
)
