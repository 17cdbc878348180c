"""Short commands about the answer before: why, more, show the source, shorter, which others."""

import re
from collections.abc import Callable

from index.answers.english import content_stems
from index.answers.intents import GREETING
from index.answers.talk.command_words import (
    BEHIND,
    COUNT,
    DATE,
    DOUBT,
    HELD,
    LIST,
    MORE,
    NATIONALLY,
    NEWER,
    NOT_TALK,
    OTHERS,
    REGION,
    SHORTER,
    SMALL_TALK,
    SOURCE,
    THANKS,
    TO_DO,
    TO_WHOM,
    TOO,
    WHY,
)
from index.answers.talk.pieces import (
    NATION,
    THE_LIST,
    THE_QUESTION,
    Leaning,
    Resolved,
    about,
    of_standard,
    standard_words,
    topic_words,
    where,
)
from index.models import State


def command(leaning: Leaning) -> Resolved | None:
    """What a short command asks of the answer before; None where the words are no command."""
    state, text = leaning.state, leaning.text
    if small_talk(text):
        return Resolved(text, (), "chat")
    if not state.question or leaning.plan.places or leaning.plan.regions:
        return None
    again = Resolved(state.question, (THE_QUESTION,))
    if DOUBT.match(text) or (SOURCE.search(text) and len(content_stems(text)) <= 5):
        return again._replace(act="source")
    if too := TOO.match(text):
        return _too(state, too["how"] or too["bare"] or too["felt"])
    for pattern, make in _ACTS:
        made = make(state) if pattern.match(text) else None
        if made:
            return made
    if SHORTER.search(text) and len(content_stems(text)) <= 4:
        return again._replace(act="line")
    return None


_WHY_THERE = re.compile(
    r"^\W*(?:(?:and|but|so|ok)\b\W*)*why (?:is|was|were|did|does|has) .{2,40}?\b"
    r"(?:so|such|that|as|rated|scored?|marked|judged|given|get|got|come|came|the)? ?(?:a |out )?"
    r"(?:low|lower|lowest|high|higher|highest|bad|badly|poor|poorly|well|good|weak|strong|worse"
    r"|worst|better|best)(?: (?:a )?(?:rating|score|rated|scored))?\W*$",
    re.IGNORECASE,
)


def why_there(leaning: Leaning) -> Resolved | None:
    """ "Why was Brighton so low?" after a comparison on one standard: the reasons for that one."""
    state, plan = leaning.state, leaning.plan
    of_rating = state.intent in {"rating", "comparison", "key_question", "table"}
    if len(plan.places) != 1 or plan.standards or len(state.standards) != 1 or not of_rating:
        return None
    if not _WHY_THERE.match(leaning.text):
        return None
    question = f"Why was {plan.places[0].name} rated as it was for"
    return Resolved(f"{question} {standard_words(state.standards)}?", (THE_QUESTION,))


def small_talk(text: str) -> bool:
    """Whether a turn asks nothing: thanks, a greeting, a nod."""
    nod = "?" not in text and bool(SMALL_TALK.match(text)) and not NOT_TALK.match(text)
    return bool(GREETING.search(text)) or nod


def without_thanks(text: str) -> str:
    """The question behind a nod: "great, and planning?" asks "and planning?"."""
    return text if small_talk(text) else THANKS.sub("", text)


def _why(state: State) -> Resolved:
    """The reasons of the answer before: of a rating, or of what a text says."""
    if state.intent == "recommendation":
        few = len(state.items) <= 2
        return Resolved(
            state.question if few else _put("What are the weaknesses", state),
            (THE_QUESTION,),
            "item" if few else "ask",
            None,
            tuple(range(len(state.items))) if few else (),
        )
    rated = state.intent in {"rating", "score", "key_question", "why", "comparison", "summary"}
    carried = (f"{THE_QUESTION}: {state.question}",)
    places = where(state)
    standards = state.standards or _only_standard(state)
    if state.intent == "table" and standards and places:
        rated = True
    subjects = _subjects(state) if state.intent == "table" else []
    if 0 < len(subjects) <= MOST_EXPLAINED and (not places or places == subjects[0]):
        rated, places = True, " and ".join(subjects)
    if rated and places:
        standard = f" for {standard_words(standards[:1])}" if standards else " overall"
        dates = f" in {state.dates[0]}" if len(state.dates) == 1 else ""
        return Resolved(f"Why was {places} rated as it was{standard}{dates}?", carried)
    topic = topic_words(state)
    if state.places == NATION and of_standard(state) and state.standards:
        standard = standard_words(state.standards[:1])
        return Resolved(f"Why were PDUs rated as they were for {standard}?", carried)
    if state.intent in {"finding", "figure"} and topic:
        return Resolved(_put("What is the reason for " + topic, state), carried)
    return Resolved(f"Why: {state.question}", carried)


MOST_EXPLAINED = 3
"""Places of a list whose ratings are explained together."""


def _subjects(state: State) -> list[str]:
    if state.table is not None and state.table.group_by:
        return []
    return list(dict.fromkeys(i.subject for i in state.items if i.subject))


def _only_standard(state: State) -> tuple[str, ...]:
    """The one standard that the items before are about, or the first of a few lowest ones."""
    named = tuple(dict.fromkeys(i.standard for i in state.items if i.standard))
    return named[:1] if state.intent == "table" or len(named) == 1 else ()


def _put(text: str, state: State) -> str:
    if state.places == NATION:
        return f"{text} nationally?"
    place = where(state)
    return f"{text} in {place}?" if place else f"{text}?"


def _more(state: State) -> Resolved:
    """Further points; of a rating, what stands behind it."""
    place = where(state)
    if state.intent in {"rating", "score", "key_question"} and place:
        return Resolved(
            f"Summarise the report on {place}{about(state)}", (f"{THE_QUESTION}: {state.question}",)
        )
    return Resolved(state.question, (THE_QUESTION,), "more")


def _others(state: State) -> Resolved:
    return _who_else(state)._replace(aside=True)


def _who_else(state: State) -> Resolved:
    """Who else has the rating, the score or the finding of the answer before."""
    carried = (f"{THE_QUESTION}: {state.question}",)
    first = next((i for i in state.items if i.measure), None)
    if first and first.measure in {"rating", "overall_rating"} and first.value:
        standard = f" for {standard_words((first.standard,))}" if first.standard else " overall"
        return Resolved(f"Which PDUs were rated {first.value}{standard}?", carried)
    if first and first.measure == "score" and first.value:
        return Resolved(f"Which PDUs scored {first.value.split('/')[0]}?", carried)
    topic = topic_words(state)
    return Resolved(f"Which PDUs: {topic}?" if topic else state.question, carried)


def _too(state: State, how: str) -> Resolved | None:
    """ "Too high?": whether what was given is judged so; a score is set beside the others'."""
    topic = topic_words(state)
    if state.intent in {"finding", "figure"} and topic:
        return Resolved(
            _put(f"Is {topic} too {how}", state), (f"{THE_QUESTION}: {state.question}",)
        )
    return _nationally(state) if state.intent in {"rating", "score", "key_question"} else None


def _nationally(state: State) -> Resolved:
    return _beside_nation(state)._replace(aside=True)


def _beside_nation(state: State) -> Resolved:
    """The answer before beside the nation's."""
    carried = (f"{THE_QUESTION}: {state.question}",)
    place = where(state)
    if state.intent in {"rating", "why", "key_question"} and state.standards:
        standard = standard_words(state.standards[:1])
        return Resolved(f"How many PDUs had each rating for {standard}?", carried)
    if state.intent in {"rating", "score"} and place:
        return Resolved(f"How does {place}'s score compare with the mean of all PDUs?", carried)
    topic = topic_words(state)
    if not topic:
        return Resolved(state.question, (THE_QUESTION,))
    if state.intent == "figure":
        asked = re.sub(r"\s+", " ", state.topic).strip(" ?.")
        return Resolved(f"{asked} nationally?", carried)
    return Resolved(f"What about {topic} nationally?", carried)


def _list(state: State) -> Resolved:
    """What was counted, by name."""
    if state.table is not None and state.table.aggregate in {"highest", "lowest"}:
        return Resolved(state.question, (THE_QUESTION,), table=state.table)
    if state.table is not None:
        listed = state.table.model_copy(update={"aggregate": "list"})
        return Resolved(_relisted(state.question), (THE_QUESTION,), table=listed)
    if state.intent == "finding":
        return _who_else(state)
    return Resolved(_relisted(state.question), (THE_QUESTION,))


def _date(state: State) -> Resolved | None:
    """When the place spoken of was inspected; rows of a table say their dates themselves."""
    if state.table is not None:
        return None
    place = where(state)
    return Resolved(f"When was {place} inspected?", (f"the place: {place}",)) if place else None


def _region(state: State) -> Resolved | None:
    """The region of the place spoken of; after recommendations it is whom they are put to."""
    place = where(state) if state.intent != "recommendation" else ""
    return Resolved(f"Which region is {place} in?", (f"the place: {place}",)) if place else None


def _relisted(question: str) -> str:
    return re.sub(
        r"^\W*(?:(?:and|so) )?(?:how many|what number of|the number of)\b(.*?)"
        r"\b(were|are|was|is|did|does|do|have|has)\b",
        r"What\1\2",
        question,
        count=1,
        flags=re.IGNORECASE,
    )


def _count(state: State) -> Resolved:
    """How many things the answer before listed."""
    if state.table is not None and state.table.aggregate not in {"list", "count", "rank"}:
        return Resolved(state.question, (THE_QUESTION,), table=state.table)
    if state.table is not None:
        counted = state.table.model_copy(
            update={"aggregate": "count", "limit": None, "nth": None, "edge": None}
        )
        return Resolved(_counted(state.question), (THE_LIST,), table=counted)
    if state.intent == "recommendation":
        place = where(state)
        return Resolved(f"How many recommendations were made to {place or 'all'}?", (THE_LIST,))
    topic = topic_words(state)
    return Resolved(_put(f"How many {topic}" if topic else "How many", state), (THE_QUESTION,))


def _counted(question: str) -> str:
    return re.sub(
        r"^\W*(?:(?:and|so) )?(?:which|what|list|name|show)(?: me)?(?: all)?(?: the)?\b",
        "How many",
        question,
        count=1,
        flags=re.IGNORECASE,
    )


def _to_whom(state: State) -> Resolved | None:
    """Recommendations stand under whom they are addressed to."""
    listed = state.intent == "recommendation"
    return Resolved(_relisted(state.question), (THE_QUESTION,)) if listed else None


_AT_FAULT = re.compile(
    r"\b(?:problems?|issues?|concerns?|troubles?|difficult\w*|weak\w*|bad(?:ly)?|poor(?:ly)?"
    r"|wrong|struggl\w+|delays?|lack(?:s|ed|ing)?|good|enough|well)\b",
    re.IGNORECASE,
)
"""Words that judge a subject and do not name it: a recommendation on it has others."""


def _to_do(state: State) -> Resolved | None:
    """What is recommended on the subject of the answer before."""
    if state.intent in {"recommendation", "table", "report_fact", "score"}:
        return None
    of_texts = state.intent in {"finding", "figure"}
    subject = " ".join(_AT_FAULT.sub(" ", topic_words(state)).split()) if of_texts else ""
    subject = subject or standard_words((*state.standards[:1], *state.key_questions[:1]))
    on = f" about {subject}" if subject else ""
    when = f" in {state.dates[0]}" if len(state.dates) == 1 and where(state) else ""
    if not on and not where(state):
        return None
    of = f" for {where(state)}" if where(state) else ""
    return Resolved(f"What recommendations were made{on}{of}{when}?", (THE_QUESTION,))


def _newer(state: State) -> Resolved | None:
    """Which of two inspections came first: their dates."""
    place = where(state)
    dates = {i.published for i in state.items if i.published}
    if not place or len(dates) < 2:
        return None
    return Resolved(f"When was the report on {place} published?", (THE_LIST,))


def _behind(state: State) -> Resolved | None:
    """The percentages that a rating rests on."""
    standards = state.standards or _only_standard(state)
    place = where(state)
    if not (standards and place) or state.intent not in {"rating", "why", "table", "summary"}:
        return None
    when = f" in {state.dates[0]}" if len(state.dates) == 1 else ""
    question = f"What were the key question percentages for {standard_words(standards[:1])}"
    return Resolved(f"{question} in {place}{when}?", (THE_QUESTION,))


def _held(state: State) -> Resolved:
    return Resolved("Which reports do you have?", ())


_ACTS: tuple[tuple[re.Pattern[str], Callable[[State], Resolved | None]], ...] = (
    (WHY, _why),
    (TO_WHOM, _to_whom),
    (TO_DO, _to_do),
    (NEWER, _newer),
    (BEHIND, _behind),
    (NATIONALLY, _nationally),
    (COUNT, _count),
    (LIST, _list),
    (HELD, _held),
    (DATE, _date),
    (REGION, _region),
    (OTHERS, _others),
    (MORE, _more),
)
