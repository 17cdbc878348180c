"""Another subject put in place of the last one: "and women?", "what about safeguarding?"."""

import re
from functools import cache
from importlib.resources import files

import yaml

from index.answers.english import content_stems
from index.answers.intents import METHOD, NUMBER, PERCENT, RATING, SCORE
from index.answers.talk.pieces import THE_QUESTION, Leaning, Resolved, placed, topic_words, where
from index.answers.talk.slots import opened, without_places
from index.models import State
from ingest.models import Record

_LEADS = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|right|well|so|but|then)\b[\s,]*)*(?:and|what about|how about|what of|or"
    r"|sorry|no|i meant?|also)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would|should|who|what|when|where"
    r"|which|why|how|there|tell|show|give|list|it|they|them|that|this|explain|compare|mean)\b",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"^\W*(?:(?:and|but|so)\b\s*)*(?P<measure>what (?:percentage|per ?cent|%|proportion|share)"
    r"|how many|how much|how long|how often|when|where|who)"
    r"(?: (?:was|is|were|did|does|are|do) (?:it|that|this|they|those|them|there)(?: (?:for|of"
    r"|like))?)?\W*$",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"^\W*(?:and )?(?P<lead>how many|how much|how long(?: is| are| was| were| do| does)?|how often"
    r"|what (?:percentage|proportion|share|number)(?: of)?|what(?:['’]s| is| was) the"
    r" (?:average|number|percentage|proportion|rate|share)(?: of)?)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"^\W*(?:and )?(?P<lead>how many|what number of)\s+(?:[\w'’-]+\s+){1,5}?"
    r"(?P<rest>(?:did|do|does|were|was|are|is|have|has|had|can|could|will|would|got|get)\b.*)$",
    re.IGNORECASE,
)
"""A question for a number, with what is said of the things that are counted."""
_ADDRESSED = re.compile(
    r"\b(?:regions?|regional|pdu|unit|hmpps|hm prison|ministry|moj|service|inspectorate|head of"
    r"|leaders?|police|courts?|councils?)\b",
    re.IGNORECASE,
)


class _TalkWords(Record):
    """The contents of data/talk.yaml."""

    exchanged: tuple[tuple[str, ...], ...]


@cache
def _exchanges() -> tuple[re.Pattern[str], ...]:
    """For each list of words that stand for one another, any of them, the longest first."""
    text = (files("index.answers") / "data/talk.yaml").read_text(encoding="utf-8")
    lists = _TalkWords.model_validate(yaml.safe_load(text)).exchanged
    patterns = []
    for words in lists:
        longest = sorted(words, key=lambda word: -len(word))
        any_of = "|".join(_with_plural(word) for word in longest)
        patterns.append(re.compile(rf"\b(?:{any_of})\b", re.IGNORECASE))
    return tuple(patterns)


def _with_plural(word: str) -> str:
    """A pattern of a word in singular or plural: vacancy, vacancies."""
    ends = r"(?:y|ies)" if word.endswith("y") else r"(?:s|es)?"
    return re.escape(word.removesuffix("y")) + ends


def people_in(text: str) -> str:
    """The first group of people, or of staff, that a text names; "" without one."""
    found = [m for pattern in _exchanges()[:PEOPLE] if (m := pattern.search(text))]
    return found[0].group() if found else ""


PEOPLE = 3
"""The lists of talk.yaml that name people."""


def exchanged(rest: str, question: str) -> str | None:
    """The question with one group of people, need or body put in place of another; else None."""
    bare = re.sub(r"^(?:for|with|about|by|on|to|from|the|of|in)\s+", "", rest, flags=re.IGNORECASE)
    for pattern in _exchanges():
        new, old = pattern.fullmatch(bare), list(pattern.finditer(question))
        if new and len(old) == 1:
            return question[: old[0].start()] + bare + question[old[0].end() :]
    return None


def measure(leaning: Leaning) -> Resolved | None:
    """The number, time or person of what was asked before ("what percentage?", "when was it?")."""
    state = leaning.state
    places = [p.name for p in leaning.plan.places]
    found = _MEASURE.match(without_places(leaning.text, leaning.names))
    if found and places and topic_words(state):
        asked = f"{found['measure']} {topic_words(state)} in {' and '.join(places)}?"
        return Resolved(asked, (THE_QUESTION,))
    if not found or not content_stems(state.question):
        return None
    asked = found["measure"].lower()
    place = where(state)
    if asked == "when" and place and state.intent != "finding":
        return Resolved(f"When was {place} inspected?", (THE_QUESTION,))
    return Resolved(
        placed(f"{found['measure']} - {state.topic.rstrip('?. ')}", state), (THE_QUESTION,)
    )


_NUMBER = r"\d+(?:\.\d+)?(?= ?(?:per ?cent|%)|\b(?!-))"
_BARE_NUMBER = re.compile(
    rf"^\W*(?:(?:and|or|so|what about|how about|what if it was|for|at)\b\s*)*(?P<number>{_NUMBER})"
    r"(?: ?(?:per ?cent|%))?\W*$",
    re.IGNORECASE,
)
_WOULD_BE = re.compile(
    rf"\b(?:would|does|is|gives?|gets?)\b.*?(?P<number>{_NUMBER}) ?(?:per ?cent|%)"
    rf"|(?P<first>{_NUMBER}) ?(?:per ?cent|%).*\b(?:be|get|give|mean|count as)\b",
    re.IGNORECASE,
)


def number(leaning: Leaning) -> Resolved | None:
    """ "And 80?": the last question with another number; the rating that a percentage would get."""
    state, text = leaning.state, leaning.text
    if leaning.plan.places or len(text.split()) > MOST_IN_NUMBER:
        return None
    bare = _BARE_NUMBER.match(text)
    olds = [m for m in re.finditer(_NUMBER, state.question) if len(m.group()) < len("2024")]
    if bare and len(olds) == 1 and state.table is None and len(bare["number"]) < len("2024"):
        start, end = olds[0].span()
        return Resolved(
            f"{state.question[:start]}{bare['number']}{state.question[end:]}", (THE_QUESTION,)
        )
    would = _WOULD_BE.search(text)
    if would and METHOD.search(state.question):
        percent = would["number"] or would["first"]
        return Resolved(f"What rating would {percent} per cent get?", (THE_QUESTION,))
    return None


MOST_IN_NUMBER = 9
"""Words of a follow-up that changes a number."""


_ONES = re.compile(
    r"(?:\b(?:just|only|which|what)\s+)?(?:(?:of )?(?:the |those |these ))?"
    r"\b(?:ones?|recommendations?|those|recs|of (?:them|these))\b"
    r"\s*(?:(?:that|which|are|were|aimed|directed|addressed|meant|made|given"
    r"|intended)\b\s*)*(?P<link>at|to|for|about|on)\s+(?:the\s+)?(?P<whom>[\w' -]+?)\W*$",
    re.IGNORECASE,
)
"""Some of the recommendations, by whom they are for or what they are about."""


def recommended(leaning: Leaning) -> Resolved | None:
    """ "I meant Sheffield, the ones aimed at the region": some of what was recommended."""
    state, plan = leaning.state, leaning.plan
    rest, leads = opened(leaning.text)
    found = _ONES.search(rest)
    if state.intent != "recommendation" or not found or not (leads or found.start() == 0):
        return None
    before = without_places(rest[: found.start()], leaning.names).strip(" ,;:.-")
    if content_stems(before):
        return None
    named = [p.name for p in plan.places if p.name not in found["whom"]]
    there = " and ".join(named) or where(state)
    of = f" for {there}" if there else ""
    addressed = found["link"].lower() in {"at", "to", "for"}
    what = f"to the {found['whom']}" if addressed else f"about {found['whom']}"
    return Resolved(f"What were the recommendations {what}{of}?", (THE_QUESTION,))


def subject(leaning: Leaning) -> Resolved | None:
    """The last question about another subject, named in a few words; None for a question."""
    state, text = leaning.state, leaning.text
    rest, leads = opened(text)
    rest = re.sub(r"^(?:their|its)\s+", "", rest.rstrip("?.! "), flags=re.IGNORECASE)
    if not rest or len(rest.split()) > 6 or _VERB.search(rest) or leaning.plan.places:
        return None
    if not (leads or _LEADS.match(text)) or NUMBER.search(rest) or PERCENT.search(rest):
        return None
    if RATING.search(rest) or SCORE.search(rest):
        return None
    if not content_stems(f"{rest} {rest.upper()}") and not people_in(rest):
        return None
    standalone = _of_recommendations(rest, state) or _another_head(rest, state)
    standalone = standalone or exchanged(rest, state.question)
    standalone = standalone or _for_people(rest, text, state) or _of_object(rest, state)
    standalone = standalone or _of_figure(rest, state) or _of_texts(rest, state)
    return Resolved(standalone, (THE_QUESTION,)) if standalone else None


def _of_recommendations(rest: str, state: State) -> str | None:
    """ "And HMPPS?": whom recommendations are addressed to, or what they are about."""
    if state.intent != "recommendation":
        return None
    place = where(state)
    of = f" for {place}" if place else ""
    bare = re.sub(r"^(?:to|for|by|from|the)\s+", "", rest, flags=re.IGNORECASE)
    if _ADDRESSED.search(bare) or re.fullmatch(r"[A-Z]{2,6}", bare):
        whom = bare if re.match(r"(?!PDU)[A-Z]{2,6}\b", bare) else f"the {bare}"
        return f"What were the recommendations to {whom}{of}?"
    return f"What were the recommendations about {bare}{of}?"


def _for_people(rest: str, text: str, state: State) -> str | None:
    """ "And for veterans?" in place of "for women"."""
    found = re.search(r"\b(for|with|about|by|on|to|from)\s+(\w+(?: \w+){0,3})\W*$", text)
    if not found:
        return None
    old = re.search(
        rf"\b{found[1]}\s+((?:the |young |black |older )?\w+)(?=\W*$|\s+(?:in|at|from|on)\b)",
        state.question,
        re.IGNORECASE,
    )
    if not old:
        of_texts = state.intent in {"finding", "figure"} and found[1] == "for"
        return placed_for(state.question, found[2]) if of_texts else None
    return state.question[: old.start(1)] + found[2].rstrip("?. ") + state.question[old.end(1) :]


def placed_for(question: str, whom: str) -> str:
    """The question asked for a group of people."""
    return f"{question.rstrip('?. ')} for {whom.rstrip('?. ')}?"


_OBJECT = re.compile(
    r"^\W*(?P<lead>(?:who|which \w+|what \w+)(?: else)? (?:provides?|provided|runs?|ran|delivers?"
    r"|delivered|offers?|offered|supplies|supplied|leads?|led|covers?|funds?|manages?"
    r"|(?:is|are|was|were) responsible for|(?:is|are|was|were) in charge of)"
    r"|who (?:else )?(?:does|did)|(?:is|are|was|were) there(?: (?:an?|any|enough|still|now))*"
    r"|(?:how (?:good|bad|well|strong|effective) (?:is|are|was|were)))\s+(?:the |their |its )?"
    r"(?P<object>.+?)(?P<rest>\s+(?:in|at|for|of|across|within)\s+(?-i:[A-Z]).*)?\W*$",
    re.IGNORECASE,
)
"""A question of one thing, named at its end but for the place."""


def _another_head(rest: str, state: State) -> str | None:
    """ "And prisons?" after "Is there a crown court?": the whole thing asked for, not its noun."""
    asked = _OBJECT.match(state.question.rstrip("?. "))
    if asked is None or len(asked["object"].split()) < 2 or not exchanged(rest, asked["object"]):
        return None
    return _of_object(rest, state)


def _of_object(rest: str, state: State) -> str | None:
    """ "And women's services?" after "Who provides accommodation?": the same of another thing."""
    asked = _OBJECT.match(state.question.rstrip("?. "))
    if not asked or state.intent == "recommendation":
        return None
    lead = asked["lead"]
    if re.match(r"(?:is|are|was|were) there", lead, re.IGNORECASE):
        past = lead.lower().startswith("was") or lead.lower().startswith("were")
        lead = "Were there any" if past else "Are there any"
    bare = re.sub(r"^(?:any|an?|the|some)\s+", "", rest, flags=re.IGNORECASE)
    return f"{lead} {bare}{asked['rest']}?" if asked["rest"] else placed(f"{lead} {bare}", state)


def _of_figure(rest: str, state: State) -> str | None:
    if state.intent != "figure":
        return None
    lead = _ASKED.match(state.question)
    counted = _COUNTED.match(state.question)
    if counted and not re.search(r"\b(?:in|at|of|for)\b", rest):
        return f"{counted['lead']} {rest} {counted['rest']}"
    return placed(f"{lead['lead']} {rest}", state) if lead else None


def _of_texts(rest: str, state: State) -> str | None:
    if state.intent not in {"finding", "figure", "strengths", "improvements", "summary", "why"}:
        return None if not state.places else placed(f"What about {rest}", state)
    return placed(f"What about {rest}", state)
