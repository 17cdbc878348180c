"""Questions of their own that lean on what was said: "it", "there", "that standard", no place."""

import re

from index.answers import intents
from index.answers.plan import plan_question
from index.answers.talk.pieces import (
    BEST_OF_ALL,
    NATION,
    Leaning,
    Resolved,
    placed,
    standard_words,
    topic_words,
    where,
)
from index.answers.talk.subjects import people_in
from index.models import QuestionPlan, State

_INSPECTORS = re.compile(
    r"\bthey(?= (?:say|said|find|found|recommend(?:ed)?|praised?|criticised?|criticise|rated?"
    r"|noted?"
    r"|think|thought|conclude[d]?|judged?|report(?:ed)?|mention(?:ed)?|see|saw|suggest(?:ed)?"
    r"|like[d]?"
    r"|want(?:ed)?|look(?:ed)? at|visit(?:ed)?|inspect(?:ed)?|highlight(?:ed)?|expect(?:ed)?"
    r"|give|gave)\b)",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:its|their|that (?:pdu|place|unit|report|inspection|one)['’]s)\b", re.IGNORECASE
)
_THAT_PLACE = re.compile(
    r"\b(?:(?:that|the|this|same|the same) (?:same )?(?:pdu|place|unit|area|office|one)"
    r"(?! (?:with|that|which|in|of)\b))\b",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"(?<!is )(?<!are )(?<!was )(?<!were )(?<!should )(?<!would )(?<!could )(?<!will )(?<!can )"
    r"\b(?:over )?there\b(?! (?:is|are|was|were|any|a|an)\b)"
    r"|\bhere\b",
    re.IGNORECASE,
)
_THAT_STANDARD = re.compile(
    r"\b(?:on |for )?(?:that|the same|this) (?:standard|area|topic|subject|theme|question|issue"
    r"|aspect"
    r"|problem)\b",
    re.IGNORECASE,
)
_THAT_TIME = re.compile(
    r"\bin (?:that|the same|this) (?:year|inspection|report|round|time)\b|\b(?:that|the same) "
    r"year\b",
    re.IGNORECASE,
)
_THIS = re.compile(
    r"\b(?:it|this|that)\b(?=\W*$|\s+(?:is|was|be|been|means?|meant|happen|affect(?:s|ed)?|so"
    r"|being|on|in"
    r"|at|for|to|with|and|by|from|improve|work|cause|do|done|get|got|such|really|still|better"
    r"|worse|like"
    r"|a|an|the|too|also|now|well|properly|differently|effectively|sufficient|\w+ed|\w+ing)\b)"
    r"|\bit\b",
    re.IGNORECASE,
)
_THEY = re.compile(r"\b(?:they|them|those|these)\b", re.IGNORECASE)
_IS_THAT = re.compile(
    r"^\W*(?:(?:and|so|but)\b\s*)*(?P<asked>how (?:many|much) [\w ]+?)\s+(?:is|was|are|were|does) "
    r"(?:that|it|this|those)(?: (?:make|mean|in total|altogether))?\W*$",
    re.IGNORECASE,
)
_PLACE_DOES = re.compile(
    r"\b(?:does|did|do|has|had|have|can|could|will|would) (?:it|they)\b"
    r"|\b(?:it|they) (?:has|have|had|covers?|serves?|employs?|scored?|got|gets?|offers?|runs?|ran"
    r"|provides?|manages?|compares?|improved?)\b"
    r"|\b(?:was|is|were|are) (?:it|they) (?:inspected|rated|published|in|part|near|located|last)\b"
    r"|\bwhen (?:was|were) (?:it|they)\b|\bwhat (?:was|is) it (?:rated|like|called)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"\b(?:(?:any|which|what|all|every|each|other|most|how many|the|no|these|several) (?:\w+ "
    r")?(?:reports?"
    r"|pdus|places|regions|areas|units|inspections)(?! (?:for|to|of|that it)\b)"
    r"|(?:any|which|every|each) pdu(?! (?:is|was|are) (?:it|that|this)\b)"
    r"|which region(?! (?:is|was|are|does|do|did|has) (?:it|that|this|they|he|she|the)\b)"
    r"|in general|generally|everywhere|elsewhere|anywhere|anyone|anybody|probation as a whole"
    r"|hm inspectorate|the inspectorate|chief inspector|hmip)\b",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"^\W*(?:what(?:['’]s| is| are| does| do)|whats|define|explain|meaning of|who are)\s+"
    r"(?:the meaning of |meant by )?(?:an? )?"
    r"(?P<what>[\w-]+(?: [\w-]+){0,2}?)(?: (?:mean|stand for|meaning))?\W*$",
    re.IGNORECASE,
)


_LED = re.compile(r"\b(?:about|on|with|for|of|behind|regarding|from|towards)\s*$", re.IGNORECASE)
_LED_TO = re.compile(rf"{_LED.pattern}|\b(?:to|at|in|under|concerning)\s*$", re.IGNORECASE)
_TEXTUAL = frozenset({"finding", "figure", "why", "summary", "improvements", "strengths"})
"""What asks for words of a report: there "it" can mean the subject of the question before."""
_SURVEYED = re.compile(
    r"\b(?:surveys?|surveyed|respon(?:d|ded|dents?)|think|felt|feel|told)\b", re.I
)
_ASKS_WHO = re.compile(
    r"\b(?:who|which|what) (?:\w+ )?(?:charit(?:y|ies)|organisations?|provider|company|agency"
    r"|agencies"
    r"|firms?|bod(?:y|ies)|service|partner|team|project|group)s?\b|^\W*who\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\b(?:people|staff|officers?|practitioners?|managers?|leaders?|women|men|victims?|users?|cases"
    r"|offenders?|children|adults|SPOs|POs|PSOs|they|trainees|inspectors)\b(?=.*\btheir\b)",
    re.IGNORECASE,
)


def lean(leaning: Leaning) -> Resolved:
    """The question with what it points at put in, and the place where it leaves that out."""
    state = leaning.state
    text, carried = _pointed(leaning)
    plan = leaning.plan
    if text != leaning.text:
        plan = plan_question(text, text, leaning.names, leaning.schemes)
    if plan.places or plan.regions or plan.either or plan.unknown:
        return Resolved(text, tuple(carried))
    if not state.places or stands_alone(text, plan):
        return Resolved(text, tuple(carried))
    if state.places == NATION:
        fits = plan.intent != "table"
        return Resolved(placed(text, state), (*carried, "the nation")) if fits else Resolved(text)
    text = placed(text, state)
    carried.append(f"the place: {where(state)}")
    return _dated(text, plan, state, carried)


def _dated(text: str, plan: QuestionPlan, state: State, carried: list[str]) -> Resolved:
    """The inspection that was spoken of stays the one that is meant."""
    timed = plan.dates or plan.newest or plan.earlier or plan.every_date
    if not timed and len(state.dates) == 1 and len(state.places) == 1:
        text = f"{text.rstrip('?. ')} in {state.dates[0]}?"
        carried.append(f"the date: {state.dates[0]}")
    return Resolved(text, tuple(carried))


def stands_alone(text: str, plan: QuestionPlan) -> bool:
    """Whether a question is complete without the place that was spoken of.

    About the nation, about several places, about rows of the table, about what a word means.
    """
    wide = _ALONE.search(text) or BEST_OF_ALL.search(text)
    if plan.national or intents.METHOD.search(text) or wide:
        return True
    if plan.table is not None and plan.intent == "table":
        units = intents.UNITS.search(text)
        return plan.table.rows == "inspection" or bool(units)
    return defines(text, plan)


def defines(text: str, plan: QuestionPlan) -> bool:
    """Whether a question asks what a term means: nobody in particular is spoken of."""
    found = _DEFINES.match(text)
    return bool(found and _is_term(found["what"], plan))


_DETERMINED = r"(?:the|its|their|that|this|it|they|there|your|good|bad|wrong)\b"


def _is_term(what: str, plan: QuestionPlan) -> bool:
    """Whether the words are a term to be explained: an abbreviation, or not what a report rates."""
    if plan.standards or plan.key_questions or plan.intent not in {"finding", "summary"}:
        return False
    determined = re.match(_DETERMINED, what, re.IGNORECASE)
    return bool(re.search(r"[A-Z]{3,}", what)) or (not determined and len(what.split()) <= 2)


def _pointed(leaning: Leaning) -> tuple[str, list[str]]:
    """The words that point, replaced by what they point at; and what that was, in words."""
    state, text = leaning.state, leaning.text
    carried: list[str] = []
    asked = people_in(state.topic) if _SURVEYED.search(state.topic) else ""
    text = _INSPECTORS.sub(asked or "inspectors", text)
    if _SAYS_WHAT.match(text) and topic_words(state):
        carried.append(f"the subject: {topic_words(state)}")
        text = f"{text.rstrip('?. ')} about {topic_words(state)}?"
    text = _same(text, state, carried)
    if leaning.plan.places or leaning.plan.regions or leaning.plan.unknown:
        return _of_subject(leaning, text, carried), carried
    text = _at_place(text, where(state), carried)
    counted = _IS_THAT.match(text)
    if counted and topic_words(state):
        carried.append(f"the subject: {topic_words(state)}")
        return f"{counted['asked']} - {topic_words(state)}?", carried
    text = _of_pronoun(leaning, text, carried)
    named = leaning.plan.standards or leaning.plan.key_questions or leaning.plan.overall
    if _IT_RATED.search(leaning.text) and len(state.standards) == 1 and not named:
        text = f"{text.rstrip('?. ')} for {standard_words(state.standards)}?"
    return text, carried


_SAYS_WHAT = re.compile(
    r"^\W*(?:(?:and|so|but)\b\s*)*what (?:does|did|do) (?:the |that |this "
    r"|your )?(?:\w+ ){0,3}?(?:report"
    r"|reports|inspectors|inspectorate|hmip|thematic|[\w ]+['’]s report)"
    r" (?:say|find|conclude|think|note)(?: in (?:the|its|that) (?:\d{4} )?(?:annual )?report)?\W*$",
    re.IGNORECASE,
)
"""Who is to say something, and not on what: on what was spoken of."""
_IT_RATED = re.compile(
    r"\b(?:what|how|which) .{0,20}\b(?:it|that|this|they|there)\b.{0,20}\b(?:rated|rating|graded?"
    r"|judged)\b|\bwhat(?:['’]?s| is| was) (?:its|the|that|their) (?:rating|grade)\W*$"
    r"|\bwhat (?:rating|grade) (?:did|does|was|is) (?:it|that|this|they)\b",
    re.IGNORECASE,
)
"""The rating of what was just spoken of."""


def _at_place(text: str, place: str, carried: list[str]) -> str:
    """ "There", "that place" and "its" by the name of the place."""
    if not place:
        return text
    for pattern, instead in (
        (_THERE, f"in {place}"),
        (_THAT_PLACE, place),
        (_OWN, f"{place}'s"),
    ):
        found = pattern.search(text)
        if found and not (pattern is _OWN and _PEOPLE.search(text)):
            text = f"{text[: found.start()]}{instead}{text[found.end() :]}"
            carried.append(f"“{found.group()}” was read as {instead}")
    return text


def _of_subject(leaning: Leaning, text: str, carried: list[str]) -> str:
    """The text of a question that names its place, with "about it" as what was spoken of."""
    state = leaning.state
    led = re.search(r"\b(?:it|that|this|them|those)(?=\W*$)", text, re.IGNORECASE)
    found = _OF_THEM.search(text) or (led if led and _LED_TO.search(text[: led.start()]) else None)
    if not found and state.intent == "finding" and state.places in {(), NATION}:
        # The place is named and none was spoken of before: "it" can only be the subject.
        found = _THIS.search(text) or _THEY.search(text)
    topic = topic_words(state) or standard_words((*state.standards[:1], *state.key_questions[:1]))
    if not found or not topic or state.intent not in {*_TEXTUAL, "rating", "key_question"}:
        return text
    carried.append(f"“{found.group().strip('?. ')}” was read as {topic}")
    return f"{text[: found.start()]}{topic}{text[found.end() :]}"


_OF_THEM = re.compile(r"(?<=\bhow many )of (?:them|those|these)\b", re.IGNORECASE)


def _of_pronoun(leaning: Leaning, text: str, carried: list[str]) -> str:
    """The text with "it", "this" or "they" as the place or as the subject spoken of."""
    state, place = leaning.state, where(leaning.state)
    found = _THIS.search(text) or _THEY.search(text)
    if not found:
        return text
    they = bool(_THEY.fullmatch(found.group()))
    of_text = state.intent in {"finding", "figure", "summary"}
    topic = topic_words(state) if of_text else standard_words(state.standards[:1])
    topic = "" if they and not of_text else topic
    if state.intent == "recommendation" and they:
        topic, place = "the recommendations", ""
    named = of_text and bool(_ASKS_WHO.search(state.question) or people_in(state.topic))
    led = bool(_LED.search(text[: found.start()]))
    does = bool(_PLACE_DOES.search(text)) and not (named and they)
    fits = led or (of_text and (named or leaning.plan.intent in _TEXTUAL))
    of_place = bool(place) and (not topic or does or not fits)
    instead = place if of_place else topic
    people = _counted(state.question) or people_in(state.topic)
    feeling = bool(_FEEL.match(text[found.end() :])) and people_in(state.topic)
    if they and feeling:
        instead = people_in(state.topic)
    elif _OF_PEOPLE.search(text[: found.start()]) and they and people:
        # "Most of them": of the people, not of all that was asked about them.
        instead = f"the {people}"
    if not instead or (of_place and place in text):
        return text
    carried.append(f"“{found.group()}” was read as {instead}")
    return f"{text[: found.start()]}{instead}{text[found.end() :]}"


_FEEL = re.compile(
    r"\s+(?:all |ever |also )?(?:feel|felt|know|knew|understand|understood|trust|like|think|thought"
    r"|get on|got on|complain|say|said|happy|satisfied|believe)\b",
    re.IGNORECASE,
)
"""What people do and services do not."""
_COUNTED = re.compile(
    r"\bhow many (?P<what>(?:[a-z-]+ ){0,3}?[a-z-]+) (?:did|do|does|were|was|are|is|have|has|had"
    r"|can|could|took|said)\b",
    re.IGNORECASE,
)


def _counted(question: str) -> str:
    """What a question for a number counts; "" where it is none."""
    found = _COUNTED.search(question)
    return found["what"] if found else ""


_OF_PEOPLE = re.compile(
    r"\b(?:how many|most|many|some|all|half|none|any|few|both|share|proportion|percentage"
    r"|per ?cent) (?:\w+ )?of\s*$",
    re.IGNORECASE,
)


def _same(text: str, state: State, carried: list[str]) -> str:
    """ "That standard", "the same year" by name."""
    named = standard_words(state.standards[:1]) or standard_words(state.key_questions[:1])
    subject = named or topic_words(state)
    found = _THAT_STANDARD.search(text) if subject else None
    if found:
        led = re.match(r"(?:on|for) ", found.group(), re.IGNORECASE)
        instead = f"for {subject}" if led else subject
        text = f"{text[: found.start()]}{instead}{text[found.end() :]}"
        carried.append(f"the subject: {subject}")
    if len(state.dates) == 1 and _THAT_TIME.search(text):
        text = _THAT_TIME.sub(f"in {state.dates[0]}", text, count=1)
        carried.append(f"the date: {state.dates[0]}")
    return text
