"""Follow-ups that set things side by side: "compare them", "better than York?", "so it got "
"worse?"."""

import re
from collections.abc import Sequence

from index.answers.english import content_stems
from index.answers.talk.pieces import (
    BEST_OF_ALL,
    THE_QUESTION,
    Leaning,
    Resolved,
    about,
    drop_dates,
    of_standard,
    quoted_in,
    standard_words,
    topic_words,
)
from index.answers.talk.slots import put_places, spoken_places
from index.models import State

_COMPARE = re.compile(
    r"^\W*(?:(?:can|could) you )?(?:please )?(?:(?:and|so|now|ok|then)\b[\s,]*)*"
    r"(?:compare(?: (?:them|those|these|both|the two|the three|the four|all three|all four|all"
    r"|all of them|the (?:places|pdus|two"
    r" (?:places|pdus))))?\W*$|compare (?:them|those|these|both|the two)\b"
    r"|(?:put |show )?(?:me )?(?:them |those |both )?(?:side by side|in (?:one|a) table)|both(?: "
    r"of them)?\W*$"
    r"|(?:so )?which (?:one |of (?:them|those|these|(?:the|those|these) (?:two|three|four)) |place "
    r"|pdu )?(?:is|was|did|does|has"
    r"|had"
    r"|were|are|came out|comes out)?\s*"
    r"(?:the )?(?:better|worse|higher|lower|highest|lowest|best|worst|ahead|stronger|weaker"
    r"|strongest|weakest|do better|did better|do worse|did worse|scored (?:higher|lower|better"
    r"|worse)|scores (?:higher|lower)"
    r"|came out better|did best|did worst|got more|on top)"
    r"|(?:so )?(?:which|who)(?: (?:one|of (?:them|the two)|place|pdu))? (?:has|had|is|was) "
    r"(?:it|things) (?:the )?(?:better|worse|best|worst|easier|harder)(?: off)?"
    r"|who(?:['’]s| is| was| did| does| came out| scored) (?:the )?(?:better|worse|higher|lower"
    r"|highest|lowest|best|worst|ahead)"
    r"|(?:so )?(?:(?:out )?of (?:them all|them|those|these|all (?:of )?(?:them|those)"
    r"|the (?:two|three|four))[\s,]*)?(?:who|which(?: one)?) (?:came|comes|finished|scored|did|got)"
    r" (?:out )?(?:at )?"
    r"(?:the )?(?:top|bottom|last|first|least|most|lowest|highest|best|worst)"
    r"|how (?:do|did|does) (?:they|those|these|the two|both) (?:compare|differ)"
    r"|(?:what(?:['’]s| is| are)|whats|is there (?:a|any)|how (?:big|wide|large) (?:is|was)) "
    r"(?:the )?(?:differences?|gap|margin)(?: between (?:them|these|those|both|the two))?\W*$"
    r"|are they (?:the same|different|alike|similar)"
    r"|(?:is (?:it|that) )?the same(?: then)?\W*$)",
    re.IGNORECASE,
)
_THAN = re.compile(
    r"\b(?:better|worse|higher|lower|more|less|bigger|smaller|stronger|weaker) than\b"
    r"|\bcompared? (?:that |this |it )?(?:with|to|against)\b|\bversus\b|\bvs\b",
    re.IGNORECASE,
)
_ANY_BETTER = re.compile(
    r"^\W*(?:and |but |so )?(?:was|is|were|are|did|does|do|has)\b.{1,40}"
    r"\b(?:any |do |doing |done )?(?:better|worse|different|the same|as bad|as good|similar)"
    r"(?: (?:story|picture|problems?|issues?|things?|case|situation|pattern|trouble|there|true))?"
    r"(?: (?:in|at|for) .{3,40})?\W*$",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"^\W*(?:(?:and|but|so|then|ok)\b[\s,]*)*(?:(?:has|have|had|did|is|was|are|were|does|do)\s+)?"
    r"(?:it|they|things?|that|this|the (?:rating|score|place|pdu)|he|she|there|any(?:thing)?(?: of"
    r" (?:the|its))?(?: (?:standards?|ratings?|scores?|areas?))?)?\s*"
    r"(?:has|have|had|is|was|been|are|were)?\s*(?:really |actually |any )?"
    r"(?:gets?|got|gotten|getting|become|became|gone?|went|going|improv(?:e|ed|ing)|declined?"
    r"|deteriorated?|better|worse|changed?|moved?|an improvement|progress(?:ed)?)"
    r"(?: (?:any|better|worse|up|down|since|then|over|time|the|last|inspection|at|all|or|much"
    r"|compared|with|to|before|previous|in|between|inspections|two|from|now|been|both|downhill"
    r"|uphill"
    r"|off))*\W*$",
    re.IGNORECASE,
)
_DID_BETTER = re.compile(
    r"^\W*(?:(?:and|but|so|then|ok|does (?:that|this) mean|did|is|was)\b[\s,]*)*.{3,40}?\b(?:is|was"
    r"|did|does|came(?: out)?|scored|got|do|ends? up|ended up)?\s*(?:the )?(?:better|worse|higher"
    r"|lower|best|worst|ahead|stronger|weaker|on top)(?: (?:one|then|of the two|overall))*\W*$",
    re.IGNORECASE,
)
_BY_HOW_MUCH = re.compile(
    r"^\W*(?:(?:and|so|but)\b[\s,]*)*(?:by how (?:much|many(?: points)?)"
    r"|how (?:much|many points['’]?|far)(?: of a)?(?: difference)?"
    r"(?: (?:better|worse|higher|lower|more|less|ahead|behind|apart))?"
    r"(?: (?:is|was|did|are) (?:it|that|they))?|what(?:['’]s| is) the (?:gap|difference"
    r"|margin)(?: between (?:them|these|those|both|the two))?)\W*$",
    re.IGNORECASE,
)


def comparison(leaning: Leaning) -> Resolved | None:
    """The places, or the inspections, of the turns before side by side."""
    state, text = leaning.state, leaning.text
    if not state.question:
        return None
    if not leaning.plan.places and not leaning.plan.regions:
        return (
            _moved(state, text)
            or _how_far(state, text)
            or _which_of_them(state, text)
            or _side_by_side(leaning._replace(state=_compared(leaning)))
        )
    return _beside(leaning)


_WHICH_OF_THEM = re.compile(
    r"^\W*(?:(?:and|so|but|then|ok)\b[\s,]*)*which (?:one )?of (?:the two|them|these|those|both)"
    r" (?:is|was|has|had|are|were|have) (?P<rest>.+?)\W*$",
    re.IGNORECASE,
)


_LEAD = re.compile(
    r"^\W*(?:(?:and|so|but)\s+)?(?:what(?:['’]?s| is| are| was| were)?"
    r"|how (?:high|low|big) (?:is|was))\s+(?:the |its |their )?",
    re.IGNORECASE,
)
"""How a question for a figure begins; what follows names the figure."""


def _which_of_them(state: State, text: str) -> Resolved | None:
    """ "Which of the two is above average?" after figures from texts: their subject, once more."""
    asked = _WHICH_OF_THEM.match(text)
    if asked is None or state.intent not in {"figure", "finding"} or not topic_words(state):
        return None
    places = " and ".join(state.recent[-2:] if len(state.places) < 2 else state.places)
    subject = _LEAD.sub("", state.topic).rstrip("?. ")
    question = f"Is the {subject} {asked['rest']} in {places}?"
    return Resolved(question, (THE_QUESTION, "places of earlier turns"))


def _side_by_side(leaning: Leaning) -> Resolved | None:
    state, text, plan = leaning.state, leaning.text, leaning.plan
    few = state.intent == "table" and len(state.recent) < 2
    apart = state.intent == "key_question" and _BY_HOW_MUCH.match(text)
    if not (_COMPARE.match(text) or apart) or BEST_OF_ALL.search(text) or few:
        return None
    if aspects := _aspects(leaning):
        return aspects
    count = _OF_SEVERAL.search(text)
    several = 2 + ("two", "three", "four").index(count[1].lower()) if count else 2
    if _ALL_OF.search(text):
        several = max(several, len(state.recent))
    places = state.places if len(state.places) >= several else state.recent[-several:]
    if len(places) < 2:
        return _with_nation(leaning) or _two_dates(state)
    named = (*plan.standards, *plan.key_questions, *plan.standard_numbers)
    if state.intent == "recommendation" and not named:
        # What several places were told stands side by side as it was printed.
        both = put_places(state.question, list(places), leaning.names)
        return Resolved(both, ("places of earlier turns",))
    on = f" on {standard_words(named)}" if named else _on(state)
    compared = Resolved(f"Compare {' and '.join(places)}{on}", ("places of earlier turns",))
    beside = () if named else _turns_on(leaning, places)
    return compared._replace(act="beside", beside=beside) if beside else compared


def _with_nation(leaning: Leaning) -> Resolved | None:
    """A place's subject beside the nation's, which was looked at between."""
    state = leaning.state
    aside = state.items and not any(item.subject for item in state.items)
    textual = state.intent in {"finding", "figure"} and bool(topic_words(state))
    if len(state.places) != 1 or not aside or not textual:
        return None
    question = f"Compare {topic_words(state)} in {state.places[0]} and nationally"
    return Resolved(question, (THE_QUESTION, "the look at the nation"))


def _turns_on(leaning: Leaning, places: Sequence[str]) -> tuple[State, ...]:
    """The last turn on each place, where each quoted what its report says on one subject."""
    states = (*leaning.earlier, leaning.state)
    found = []
    for place in places:
        own = [s for s in states if s.places == (place,) and s.intent in {"finding", "figure"}]
        if not own or not (quoted_in(own[-1]) or own[-1].status == "not_found"):
            return ()
        found.append(own[-1])
    subjects = {frozenset(content_stems(s.topic)) for s in found}
    told = any(quoted_in(s) and s.status != "not_found" for s in found)
    return tuple(found) if len(subjects) == 1 and told else ()


_ALL_OF = re.compile(r"\b(?:them all|all of them|all (?:of )?(?:those|these))\b", re.IGNORECASE)
_OF_SEVERAL = re.compile(r"\b(?:the|these|those|all) (two|three|four)\b", re.IGNORECASE)


def _aspects(leaning: Leaning) -> Resolved | None:
    """Key questions, or standards, of one place that the last turns were about."""
    state = leaning.state
    said = _in_a_row(leaning)
    if len(state.places) != 1 or len(said) < 2:
        return None
    when = f" in {state.dates[0]}" if len(state.dates) == 1 else ""
    asked = _each_once([k for s in said for k in s.key_questions])
    standards = _each_once([k for s in said for k in s.standards])
    if state.key_questions and (len(asked) > 1 or len(standards) > 1):
        standard = f" for {standard_words(standards)}" if standards else ""
        question = f"Compare the percentages on {standard_words(asked)}{standard}"
        return Resolved(f"{question} in {state.places[0]}{when}", (THE_QUESTION,))
    rated = state.intent in {"rating", "why", "comparison"}
    if rated and not state.key_questions and len(standards) > 1:
        question = f"Compare {standard_words(standards)} in {state.places[0]}{when}"
        return Resolved(question, (THE_QUESTION,))
    return None


def _in_a_row(leaning: Leaning) -> list[State]:
    """The last states that were about one place, at one time, and the same kind of thing."""
    state = leaning.state
    said = [state]
    for before in reversed(leaning.earlier):
        alike = before.places == state.places and before.dates == state.dates
        kind = bool(before.key_questions) == bool(state.key_questions)
        same = before.standards == state.standards or before.key_questions == state.key_questions
        if not alike or not kind or (state.key_questions and not same):
            break
        said.insert(0, before)
    return said


def _each_once(keys: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))


def _two_dates(state: State) -> Resolved | None:
    """One place, and one of its inspections was spoken of: it is set beside the other."""
    if len(state.places) != 1 or not (
        state.dates or _seen_twice(state) or _ONE_OF.search(state.question)
    ):
        return None
    place = state.places[0]
    question = f"Did {place} get better or worse over time{_on_standard(state)}?"
    return Resolved(question, (f"the place: {place}",))


_ONE_OF = re.compile(r"\b(?:earlier|latest) inspection\b", re.IGNORECASE)


def _moved(state: State, text: str) -> Resolved | None:
    """ "So it got worse?": the inspections of one place, in order."""
    if not _MOVED.match(text):
        return None
    place = _seen_twice(state) or (state.places[0] if state.places else "")
    if not place:
        return None
    return Resolved(
        f"Did {place} get better or worse over time{_on_standard(state)}?", (f"the place: {place}",)
    )


def _seen_twice(state: State) -> str:
    """The place that the answer before showed at several dates; "" without one."""
    dates: dict[str, set[str]] = {}
    for item in state.items:
        dates.setdefault(item.subject, set()).add(item.published)
    return next((s for s, d in dates.items() if s and len(d) > 1), "")


def _how_far(state: State, text: str) -> Resolved | None:
    """ "By how much?": the gap between two scores, or between two inspections."""
    if not _BY_HOW_MUCH.match(text) or state.intent not in {"comparison", "score", "rating"}:
        return None
    if len(state.places) > 1:
        pair = " and ".join(state.places[:2])
        return Resolved(f"What is the difference between the scores of {pair}?", (THE_QUESTION,))
    place = _seen_twice(state)
    if not place:
        return None
    return Resolved(f"How did the score of {place} change over time?", (THE_QUESTION,))


def _beside(leaning: Leaning) -> Resolved | None:
    """The place before beside the one named ("is that better than York's?", "so York won?")."""
    text, plan = leaning.text, leaning.plan
    if len(plan.places) != 1:
        return None
    named = plan.places[0].name
    state = _compared(leaning)
    if named in state.recent and _DID_BETTER.match(text) and not _THAN.search(text):
        others = [p for p in state.recent if p != named]
        if others:
            return Resolved(_asked(state, named, others[-1], text), ("places of earlier turns",))
    others = [p for p in state.places if p != named]
    measured = state.intent == "score" or (state.intent == "rating" and state.standards)
    if _ANY_BETTER.search(text) and not _THAN.search(text) and measured and others:
        return Resolved(_asked(state, named, others[-1], text), ("the place before",))
    if _ANY_BETTER.search(text) and not _THAN.search(text):
        there = spoken_places(plan)
        standalone = drop_dates(put_places(state.question, there, leaning.names))
        return Resolved(standalone, (THE_QUESTION,))
    if not _THAN.search(text) or not others or len(text.split()) > 10:
        return None
    return Resolved(_asked(state, others[-1], named, text), ("the place before",))


def _asked(state: State, first: str, second: str, text: str) -> str:
    """Two places side by side; as a question of yes or no where the table can say which."""
    up, down = _UP.search(text), _DOWN.search(text)
    measured = state.intent == "score" or (state.intent == "rating" and len(state.standards) == 1)
    if not measured or bool(up) == bool(down):
        return f"Compare {first} and {second}{_on(state)}"
    of = f"rating for {standard_words(state.standards)}" if state.standards else "score"
    return f"Is {first}'s {of} {'higher' if up else 'lower'} than {second}'s?"


_UP = re.compile(r"\b(?:better|higher|more|bigger|stronger|best|ahead|on top)\b", re.IGNORECASE)
_DOWN = re.compile(r"\b(?:worse|lower|less|smaller|weaker|worst|fewer)\b", re.IGNORECASE)


def _compared(leaning: Leaning) -> State:
    """The last state with something to compare: a date or a region asked for between has none."""
    states = (*leaning.earlier, leaning.state)
    fitting = [s for s in states if s.intent not in {"report_fact", "coverage", "chat"}]
    last = fitting[-1] if fitting else leaning.state
    return last.model_copy(update={"recent": leaning.state.recent})


def _on_standard(state: State) -> str:
    return f" on {standard_words(state.standards[:1])}" if state.standards else ""


def _on(state: State) -> str:
    """What the turns were about, for a comparison."""
    named = (*state.standards, *state.key_questions)
    if topic_words(state) and state.intent in {"finding", "figure"} and not of_standard(state):
        return f": {_clause(state.topic)}"
    if named:
        measure = " (percentage)" if state.intent == "key_question" else ""
        return f" on {standard_words(named)}{measure}"
    if state.intent in {"rating", "score", "table", "declined", "coverage"}:
        return " on overall rating and score" if state.intent == "rating" else " on score"
    of_report = state.intent == "summary" and not topic_words(state)
    if of_report or state.intent in {"strengths", "improvements", "recommendation", "why"}:
        return {"strengths": " on strengths", "improvements": " on weaknesses"}.get(
            state.intent, about(state)
        )
    return f": {_clause(state.topic)}" if topic_words(state) else ""


def _clause(topic: str) -> str:
    """The part of what was looked for that has a subject, without "What did they find"."""
    clauses = re.split(r"(?<=[.;!?])\s+", topic)
    return max(clauses, key=lambda clause: len(content_stems(clause))).strip(" .?!")
