"""The last question with one thing changed: "and Brighton?", "no, the 2023 one", "planning"."""

import re

from index.answers.dates import in_words, without_now
from index.answers.english import content_stems
from index.answers.intents import IMPROVEMENTS, PERCENT, RATING, STRENGTHS
from index.answers.names import Names
from index.answers.plan import plan_question
from index.answers.talk.pieces import (
    ABBREVIATION,
    NATION,
    SPOKEN,
    THE_QUESTION,
    Leaning,
    Resolved,
    drop_dates,
    own_content,
    standard_words,
)
from index.models import QuestionPlan, State

_OPENING = re.compile(
    r"^\W*(?:(?:no+|nope|nah|sorry|oops|wait|actually|ok(?:ay)?|right|thanks|well|yes|hm+|oh|my "
    r"mistake"
    r"|wrong (?:one|place|year|pdu|standard)|not that(?: one)?|apologies|correction|hang on|please"
    r"|i see|now)\b[\s,.!-]*)*"
    r"(?:(?:i (?:meant|mean|said|was asking about|wanted|want|asked (?:about|for))(?: to (?:say"
    r"|ask about))?"
    r"|(?:let['’]?s )?make (?:that|it)|that should (?:be|read|have been)|it should be|instead of "
    r"that"
    r"|and|but|so|also|then|now|what about|how about|what of|whatabout|hows about|or|just|only"
    r"|especially|specifically|particularly|in particular|mainly|mostly"
    r"|do (?:the )?same (?:for|with)|(?:the )?same (?:question|thing|again|one)?(?: but)? ?(?:for"
    r"|in|at|on|about)"
    r"|same again for|again for|try|now for|now do|do)\b[\s,:]*)*"
    r"(?:(?:in|for|at|on|with|of|about)\s+)?",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:not|rather than|instead of|as opposed to)\s+(?:in |for |the )?(?P<not>[\w'’ ]+?)"
    r"(?=\s*(?:[,;:.–-]|\bbut\b|$))[\s,;:.–-]*(?:but\b\s*)?",
    re.IGNORECASE,
)
EARLIER = re.compile(
    r"\b(?:the )?(?:earlier|previous|older|old|oldest|first|last but one|before that|prior)"
    r" (?:one|inspection|report|time|round|rating|score|year)\b|\bbefore that\b|\bpreviously\b"
    r"|\b(?:the )?(?:time|year|one|inspection) before\b|^\W*(?:and )?(?:the )?(?:earlier|previous"
    r"|older"
    r"|oldest|old|before)\W*$",
    re.IGNORECASE,
)
NEWER = re.compile(
    r"\b(?:the )?(?:latest|newest|newer|recent|most recent|second|later|current)"
    r" (?:one|inspection|report|time|round|rating|score|year)\b|\b(?:and )?(?:now|nowadays)\W*$"
    r"|^\W*(?:and |which (?:one )?is )?(?:the )?(?:latest|newest|newer|later|most recent|more "
    r"recent"
    r"|current)(?: one)?\W*$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\W*(?:what|who|when|where|which|how|did|does|do|is|are|was|were|has|have|can|list|show"
    r"|tell|why)\b",
    re.IGNORECASE,
)

_GOOD_OR_BAD = re.compile(r"^\W*(?:the )?(?:good|bad|positive|negative)\W*$", re.IGNORECASE)
_AND = re.compile(r"^\W*(?:(?:ok(?:ay)?|right|so|now)\b[\s,]*)*(?:and|also|plus)\b", re.IGNORECASE)
_NOW = re.compile(r"^\W*(?:(?:and|but|so|what about|how about)\b\s*)+now\W*$", re.IGNORECASE)
_OTHER_SOURCE = re.compile(
    r"^\W*(?:per|according to|in) (?:the )?(?:\d{4} )?(?:annual|latest|last) report,?\s*"
    r"|,?\s*(?:per|according to|in) (?:the )?(?:\d{4} )?(?:annual|latest|last) report(?=\W*$)",
    re.IGNORECASE,
)
"""Whose words the question before wanted: those of another date stand in another report."""
_OVERALL_RATING = re.compile(r"\boverall (?:rating|grade|mark)s?\b", re.IGNORECASE)
_ASKING = re.compile(
    r"\b(?:how many|how much|who|whom|when|where|which|why|compare)\b", re.IGNORECASE
)


def short_swap(leaning: Leaning) -> Resolved | None:
    """One abbreviation put in place of another ("and POs?")."""
    text, question = leaning.text, leaning.state.question
    new, old = ABBREVIATION.findall(text), ABBREVIATION.findall(question)
    if len(new) != 1 or not old or len(text.split()) > 4:
        return None
    if content_stems(text) - content_stems(new[0]):
        return None
    return Resolved(question.replace(old[-1], new[0]), (THE_QUESTION,))


def opened(text: str) -> tuple[str, bool]:
    """What follows "and", "no, I meant" and the like, and whether there was such an opening."""
    text = _NEGATED.sub(" ", text) if _NEGATED.search(text) and len(text.split()) <= 10 else text
    opening = _OPENING.match(text)
    rest = text[opening.end() :] if opening else text
    return rest.strip(), bool(opening and opening.group().strip())


def slot(leaning: Leaning) -> Resolved | None:
    """The last question with its place, date, standard or polarity changed; else None."""
    rest, leads = opened(leaning.text)
    plan = leaning.plan
    if leads or rest != leaning.text:
        plan = plan_question(rest, rest, leaning.names, leaning.schemes) if rest else plan
    if not rest and _NOW.match(leaning.text):
        rest, plan = "now", plan_question("now", "now", leaning.names, leaning.schemes)
    if not rest or not _is_fragment(plan, rest, leads=leads):
        return None
    changed = _Changed(leaning, plan, rest)
    return changed.resolved()


def _is_fragment(plan: QuestionPlan, rest: str, *, leads: bool) -> bool:
    """Whether the words are a piece put in place of another, not a question of their own."""
    named = plan.places or plan.regions or plan.either or plan.unknown
    topic = plan.standards or plan.key_questions or plan.standard_numbers or plan.polarity
    when = plan.dates or EARLIER.search(rest) or NEWER.search(rest)
    if _GOOD_OR_BAD.match(rest):
        return leads
    if not (named or topic or when) or own_content(plan) or _ASKING.search(rest):
        return False
    if _ASKS.match(rest) and named and topic and not plan.unknown:
        # "Then tell me about staffing in York": whole by itself, whatever led to it.
        return False
    return leads or not _ASKS.match(rest)


_IS_ONE = re.compile(
    r"^(?:is|was|did) (?P<first>.+?)['’]s (?P<of>score|rating for .+?)"
    r" (?:higher|lower) than (?P<second>.+?)['’]s\W*$",
    re.IGNORECASE,
)


def _compared(asked: re.Match[str]) -> str:
    """A question of yes or no about two places as one that a third can join."""
    on = asked["of"].removeprefix("rating for ")
    return f"Compare {asked['first']} and {asked['second']} on {on}"


class _Changed:
    """The last question as it is changed, piece by piece."""

    def __init__(self, leaning: Leaning, plan: QuestionPlan, rest: str) -> None:
        self._leaning, self._plan, self._rest = leaning, plan, rest
        self._state = leaning.state
        self._text = leaning.state.question
        self._done = False

    def resolved(self) -> Resolved | None:
        """The changed question; None where nothing of it could be changed."""
        self._place()
        self._measure()
        self._time()
        self._polarity()
        self._standard()
        return Resolved(self._text, (THE_QUESTION,)) if self._done else None

    def _place(self) -> None:
        plan = self._plan
        new = spoken_places(plan)
        if not new:
            return
        if self._adds(new):
            new = [*self._state.places, *new]
            self._text = _IS_ONE.sub(_compared, self._text)
        self._text = put_places(self._text, new, self._leaning.names)
        if not plan.dates:
            self._text = drop_dates(self._text)
        if ABBREVIATION.search(self._rest):
            fresh, old = ABBREVIATION.findall(self._rest), ABBREVIATION.findall(self._text)
            self._text = self._text.replace(old[-1], fresh[0]) if old else self._text
        self._done = True

    def _adds(self, new: list[str]) -> bool:
        """ "And York?" after a comparison of two: a third beside them, unless it corrects one."""
        state = self._state
        several = state.intent == "comparison" and len(state.places) > 1 and len(new) == 1
        return several and bool(_AND.match(self._leaning.text)) and new[0] not in state.places

    def _measure(self) -> None:
        """ "And the region's, overall rating I mean": a rating asked for in place of a score."""
        named = spoken_places(self._plan)
        if named and self._state.intent == "score" and _OVERALL_RATING.search(self._rest):
            self._text = f"What was {' and '.join(named)} rated overall?"

    def _time(self) -> None:
        earlier, newer = EARLIER.search(self._rest), NEWER.search(self._rest)
        if not (self._plan.dates or earlier or newer):
            return
        when = self._shown_date(newest=not earlier) or (
            "the earlier inspection" if earlier else "the latest inspection"
        )
        if self._plan.dates:
            when = " and ".join(self._plan.dates)
            self._text = _OTHER_SOURCE.sub("", self._text)
        bare = without_now(drop_dates(self._text)).rstrip("?. ")
        dated = self._state.intent == "report_fact" and len(self._state.places) == 1
        if dated and earlier and re.match(r"\W*when\b", bare, re.IGNORECASE):
            bare = f"When was {self._state.places[0]} inspected"
        self._text = f"{bare} in {when}?"
        self._done = True

    def _shown_date(self, *, newest: bool) -> str:
        """The newest or oldest of several dates just shown of one place, in words; else ""."""
        places = set(self._state.places)
        dates = sorted({i.published for i in self._state.items if i.subject in places})
        if len(places) != 1 or len(dates) < 2:
            return ""
        return in_words(dates[-1 if newest else 0][:7])

    def _polarity(self) -> None:
        new = STRENGTHS.search(self._rest) or IMPROVEMENTS.search(self._rest)
        bare = _GOOD_OR_BAD.match(self._rest)
        if bare and not new:
            self._opposite(bare[0].strip(" ?.").lower())
        if not self._plan.polarity:
            return
        old = STRENGTHS.search(self._text) or IMPROVEMENTS.search(self._text)
        if new and old:
            self._text = self._text[: old.start()] + new.group() + self._text[old.end() :]
        elif new and (places := spoken_places(self._plan) or list(self._state.places)):
            kind = "strengths" if self._plan.polarity == "strength" else "weaknesses"
            of = f" for {standard_words(self._state.standards)}" if self._state.standards else ""
            self._text = f"What are the {kind} of {' and '.join(places)}{of}?"
        self._done = self._done or bool(new)

    def _opposite(self, word: str) -> None:
        """ "And bad?" after "anything good about …"."""
        old = list(re.finditer(r"\b(?:good|bad|positive|negative)\b", self._text, re.IGNORECASE))
        if len(old) == 1:
            self._text = f"{self._text[: old[0].start()]}{word}{self._text[old[0].end() :]}"
            self._done = True

    def _standard(self) -> None:
        plan = self._plan
        if not (plan.standards or plan.key_questions or plan.standard_numbers):
            return
        self._done = True
        if self._of_texts():
            # "How is the workload?", "what about staffing?": another subject, not a part of it.
            topic = " ".join(without_places(self._rest, self._leaning.names).split())
            self._text = _asked_of(topic, self._plan, self._state)
            return
        state = self._state
        there = " and ".join(spoken_places(plan) or state.places[:2])
        numbered = re.search(r"\b[12]\.[1-9]\b", state.question)
        of = standard_words(state.standards) or (numbered.group() if numbered else "")
        rated = of and not state.key_questions and there
        if rated and plan.key_questions and not plan.standards and PERCENT.search(self._rest):
            # "And the desistance percentage for that one?": of the standard just rated.
            asked = standard_words(plan.key_questions)
            self._text = f"What percentage did {there} get on {asked} for {of}?"
            return
        self._text = _rating_for_score(self._text)
        self._text = _put_standard(self._text, self._rest.rstrip("?. "), self._state, plan)

    def _of_texts(self) -> bool:
        """Whether the last question was about something that texts say, not about standards."""
        state = self._state
        rated = RATING.search(state.question)
        named = state.standards or state.key_questions
        return state.intent in {"finding", "figure"} and not rated and not named


def spoken_places(plan: QuestionPlan) -> list[str]:
    """The places that the words name; half of a joint unit by its own name."""
    if plan.parts and len(plan.places) == 1:
        return list(plan.parts)
    named = [p.name for p in plan.places] + list(plan.regions) + list(plan.unknown)
    return [*named, plan.either_name] if plan.either else named


def _asked_of(topic: str, plan: QuestionPlan, state: State) -> str:
    places = spoken_places(plan) or list(state.parts or state.places[:2])
    bare = topic.rstrip("?. ")
    if tuple(places) == NATION:
        return f"What about {bare} nationally?"
    where = f" in {' and '.join(places)}" if places else ""
    if len(state.dates) == 1 and not plan.dates and not spoken_places(plan):
        where += f" in {state.dates[0]}"
    return f"What about {bare}{where}?"


def without_places(text: str, names: Names) -> str:
    """The text without the places that it names, and without what led to them."""
    for mention in reversed(names.find(text)):
        before = re.sub(r"\b(?:in|at|for|of)\s*$", "", text[: mention.start])
        text = f"{before} {text[mention.end :]}"
    return text


def _rating_for_score(text: str) -> str:
    """Standards have ratings, only inspections have scores; "overall" goes with the standard."""
    text = re.sub(r"\s*\boverall\b(?! report)", "", text, count=1, flags=re.IGNORECASE)
    text = re.sub(r"\b(?:composite |total )?score\b(?! for)", "rating", text, flags=re.IGNORECASE)
    return re.sub(r"\bscored?\b", "rated", text, flags=re.IGNORECASE)


def put_places(question: str, new: list[str], names: Names) -> str:
    """The question with its places replaced; added where it named none."""
    mentions = names.find(question)
    joined = " and ".join(new)
    if mentions:
        start, end = mentions[0].start, mentions[-1].end
        return f"{question[:start]}{joined}{question[end:]}"
    bare = re.sub(r"\b(?:nationally|across the country|overall)\W*$", "", question.rstrip("?. "))
    bare = re.sub(r"\b(?:national|annual) (?=\w)", "", bare, flags=re.IGNORECASE)
    return f"{bare.rstrip('?. ')} in {joined}?"


def _put_standard(text: str, topic: str, state: State, plan: QuestionPlan) -> str:
    """The question with its standard or key question replaced, added where it had none."""
    for new, old in (
        (plan.standards, state.standards),
        (plan.key_questions, state.key_questions),
    ):
        if new:
            spoken = " and ".join(SPOKEN.get(k, k.replace("_", " ")) for k in new)
            text = _replaced(text, spoken, old)
    if plan.standard_numbers and not plan.standards:
        text = _replaced(text, " and ".join(plan.standard_numbers), state.standards)
    return text


def _replaced(text: str, spoken: str, old: tuple[str, ...]) -> str:
    patterns = [_spoken_topic(key) for key in old] + [r"\b[12]\.[1-5]\b"]
    found = [m for p in patterns if (m := re.search(p, text, re.IGNORECASE))]
    if not found:
        return f"{text.rstrip('?. ')} for {spoken}?"
    start, end = min(m.start() for m in found), max(m.end() for m in found)
    between = re.sub(r"\b(?:and|or)\b|[\W\d]", "", text[start:end], flags=re.IGNORECASE)
    named = sum(len(re.sub(r"[\W\d]", "", m.group())) for m in found)
    if len(found) > 1 and len(between) > named + 3:
        start, end = found[0].start(), found[0].end()
    return f"{text[:start]}{spoken}{text[end:]}"


def _spoken_topic(key: str) -> str:
    """A pattern of how people write a standard or a key question."""
    if key == "safety":
        return r"\b(?:keeping (?:other )?people safe|safety|risk of harm|public protection)\b"
    if "_and_" in key:
        return rf"\b{key.split('_')[0]}\w*(?: and \w+)?\b"
    return rf"\b{key.split('_')[0][:7]}\w*(?:{_rest_of(key)})?"


def _rest_of(key: str) -> str:
    """The further words of a standard's name: "court work"."""
    return "".join(rf"\s+{word}\w*" for word in key.split("_")[1:]) or "(?!)"
