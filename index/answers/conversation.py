"""What a question takes over from the turns before it; the result stands alone."""

import re

from index.answers.dates import without_now
from index.answers.english import content_stems
from index.answers.fragments import ABBREVIATION, Resolved, drop_dates, own_content
from index.answers.intents import IMPROVEMENTS, STRENGTHS
from index.answers.names import Names
from index.answers.plan import plan_question
from index.answers.table_talk import of_table
from index.models import Conversation, QuestionPlan, Turn
from ingest.schemes import Schemes

_OPENING = re.compile(
    r"^\W*(?:(?:no|nope|sorry|wait|actually|ok(?:ay)?|right|thanks|well|yes|hm+)\b[\s,.!-]*)*"
    r"(?:(?:i meant|i mean|make that|and|but|so|also|then|what about|how about|what of|or"
    r"|same for|the same for|same again for)\b[\s,]*)*"
    r"(?:(?:in|for|at|on|with|of|about)\s+)?",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"^\W*(?:and |but |so )?(?:why(?: is that| was that| so| that| not| do they say so)?|how come"
    r"|what(?:'s| is| was) the reason|reasons?|for what reason)\W*$",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"^\W*(?:(?:tell|show|give) me more|more(?: please| detail| details| on (?:that|this|it)"
    r"| about (?:that|this|it))?|go on|anything else|what else|continue|expand(?: on that)?"
    r"|elaborate|and\??)\W*(?:please)?\W*$",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"\b(?:show|give|what(?:'s| is| was)|where(?:'s| is| was)?) (?:me )?"
    r"(?:the |your |its |that |this )?(?:source|evidence|quote|quotation|reference|citation)s?\b"
    r"|\bwhere (?:does|do|did) (?:it|they|the report|that) (?:say|come|stand)"
    r"|\bhow do you know\b|\bwhere did you (?:get|find)\b",
    re.IGNORECASE,
)
_SHORTER = re.compile(
    r"\b(?:in (?:one|a single|a) (?:sentence|line)|shorter|more briefly|too long|in short"
    r"|one[- ]liner|keep it short|briefly)\b",
    re.IGNORECASE,
)
_COMPARE = re.compile(
    r"^\W*(?:(?:can|could) you )?(?:please )?(?:and )?"
    r"(?:compare (?:them|those|these|both|the two|the three|all of them)"
    r"|which (?:one |of (?:them|those|the two) )?(?:is|was|did|does|has|had|were|are)?\s*"
    r"(?:better|worse|higher|lower|best|worst|do better|did better|do worse|did worse"
    r"|scored higher|came out better)"
    r"|who (?:is|was|did) (?:better|worse)|how do they compare|what(?:'s| is) the difference)",
    re.IGNORECASE,
)
_AMONG = re.compile(
    r"\b(?:of|among|from) (?:those|them|these)\b|\b(?:they|those|these)\b", re.IGNORECASE
)
_PRONOUN = re.compile(
    r"\b(?P<own>its|their|that (?:pdu|place|unit|report|inspection|one)['’]s)\b"
    r"|\b(?P<place>it|they|them|(?:that|the|this|same)"
    r" (?:same )?(?:pdu|place|unit|one|area|office|region)|there|here)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:the )?(?:earlier|previous|older|old|first|last but one|before that)"
    r" (?:one|inspection|report|time)\b|\bbefore that\b|\bpreviously\b",
    re.IGNORECASE,
)
_NEWER = re.compile(
    r"\b(?:the )?(?:latest|newest|newer|recent|most recent|second|later)"
    r" (?:one|inspection|report|time)\b",
    re.IGNORECASE,
)
_WHOLE = 9
"""Words from which on a question is taken to stand by itself unless a pronoun leans back."""


def resolve(question: str, conversation: Conversation, names: Names, schemes: Schemes) -> Resolved:
    """The question with the conversation's places, dates and topic where it leans on them."""
    text = " ".join(question.split())
    if not conversation.turns:
        return Resolved(text)
    last = conversation.turns[-1]
    plan = plan_question(text, text, names, schemes)
    command = _command(text, last, plan, conversation)
    if command:
        return command
    chosen = _choice(text, last, plan)
    if chosen:
        return chosen
    if plan.intent in {"chat", "coverage", "declined"}:
        return Resolved(text)
    slot = (
        of_table(text, last, plan)
        or _superlative(text, last)
        or _measure(text, last)
        or _than(text, last, plan, names)
        or _short(text, last)
        or _slot(text, last, plan, names, schemes)
    )
    if slot:
        return slot
    return _lean(text, last, plan)


def _command(
    text: str, last: Turn, plan: QuestionPlan, conversation: Conversation
) -> Resolved | None:
    """Short commands about the answer before: why, more, source, shorter, compare."""
    if _SOURCE.search(text) and not plan.places:
        return Resolved(last.standalone, ("the question before",), show_source=True)
    if _MORE.match(text):
        return Resolved(last.standalone, ("the question before",), more=True)
    if _SHORTER.search(text) and len(content_stems(text)) <= 4 and not plan.places:
        return Resolved(last.standalone, ("the question before",), line=True)
    if _WHY.match(text):
        return Resolved(_why(last), (f"the question before: {last.standalone}",))
    if _COMPARE.match(text) and not plan.places:
        places = _recent_places(conversation, 2)
        if len(places) > 1:
            return Resolved(
                f"Compare {' and '.join(places)}{_topic(last)}", ("places of earlier turns",)
            )
    return None


def _why(last: Turn) -> str:
    plan = last.plan
    if plan.intent in {"rating", "score", "key_question", "why", "comparison"} and last.places:
        subject = " and ".join(last.places)
        standard = f" for {plan.standards[0].replace('_', ' ')}" if plan.standards else " overall"
        dates = f" in {plan.dates[0]}" if plan.dates else ""
        return f"Why was {subject} rated as it was{standard}{dates}?"
    return f"Why: {last.standalone}"


def _topic(last: Turn) -> str:
    """What the turns were about, for a comparison."""
    plan = last.plan
    if plan.standards or plan.key_questions:
        wanted = " and ".join(s.replace("_", " ") for s in (*plan.standards, *plan.key_questions))
        measure = " (percentage)" if plan.intent == "key_question" else ""
        return f" on {wanted}{measure}"
    if plan.intent in {"rating", "score"}:
        return " on overall rating and score" if plan.intent == "rating" else " on score"
    return f": {plan.search}" if plan.search else ""


def _recent_places(conversation: Conversation, wanted: int) -> list[str]:
    """The places that the last turns were about, oldest first."""
    found: list[str] = []
    for turn in reversed(conversation.turns):
        found = [p for p in turn.places if p not in found] + found
        if len(found) >= wanted:
            break
    return found


def _choice(text: str, last: Turn, plan: QuestionPlan) -> Resolved | None:
    """An answer to a question that we asked back."""
    if last.status != "clarify" or not last.choices:
        return None
    bare = re.sub(r"[^\w\s]", " ", text).lower()
    named = {*(p.name for p in plan.places), *plan.regions}
    for i, choice in enumerate(last.choices, 1):
        ordinal = ("first", "second", "third", "fourth", "fifth")[min(i, 5) - 1]
        ordered = bool(re.search(rf"\b(?:{ordinal}|{i})\b", bare))
        hit = choice in named or choice.lower() in bare or ordered
        if not hit and "region" in bare.split() and last.plan.either:
            hit = any(p.name == choice and p.kind == "region" for p in last.plan.either)
        if hit and len(bare.split()) <= len(choice.split()) + 4:
            name = last.plan.either_name
            if name:
                replaced = re.sub(rf"\b{re.escape(name)}\b", choice, last.standalone, count=1)
            else:
                replaced = f"{last.standalone.rstrip('?. ')} in {choice}?"
            return Resolved(replaced, ("the question before",))
    return None


_MEASURE = re.compile(
    r"^\W*(?:and |but |so )?(what (?:percentage|per ?cent|%|proportion|share)|how many|how much"
    r"|how long|how often|when|where|who)(?: (?:was|is|were|did) (?:it|that|this|they))?\W*$",
    re.IGNORECASE,
)
_THAN = re.compile(
    r"\b(?:better|worse|higher|lower|more|less|bigger|smaller) than\b", re.IGNORECASE
)
_ANY_BETTER = re.compile(
    r"^\W*(?:and |but |so )?(?:was|is|were|are|did|does|do|has)\b.{3,40}"
    r"\b(?:any |do |doing |done )?(?:better|worse|different|the same|as bad|as good|similar)"
    r"(?: (?:in|at|for) .{3,40})?\W*$",
    re.IGNORECASE,
)


def _measure(text: str, last: Turn) -> Resolved | None:
    """The number of what was asked before ("what percentage?") a finding."""
    match = _MEASURE.match(text)
    if not match or not content_stems(last.standalone):
        return None
    place = f" in {' and '.join(last.places[:2])}" if last.places else ""
    return Resolved(
        f"{match[1]} - {last.plan.search.rstrip('?. ')}{place}?", ("the question before",)
    )


def _than(text: str, last: Turn, plan: QuestionPlan, names: Names) -> Resolved | None:
    """The place before beside the one named ("is that better than York's?")."""
    if _ANY_BETTER.search(text) and len(plan.places) == 1 and not _THAN.search(text):
        standalone = drop_dates(_put_places(last.standalone, [plan.places[0].name], names))
        return Resolved(standalone, ("the question before",))
    others = [p for p in last.places if p not in {q.name for q in plan.places}]
    if not _THAN.search(text) or len(plan.places) != 1 or not others:
        return None
    return Resolved(
        f"Compare {others[-1]} and {plan.places[0].name}{_topic(last)}", ("the place before",)
    )


def _short(text: str, last: Turn) -> Resolved | None:
    """One abbreviation put in place of another ("and POs?")."""
    new = ABBREVIATION.findall(text)
    old = ABBREVIATION.findall(last.standalone)
    if len(new) != 1 or not old or len(text.split()) > 4:
        return None
    if content_stems(text) - content_stems(new[0]):
        return None
    return Resolved(last.standalone.replace(old[-1], new[0]), ("the question before",))


_SUPERLATIVE = re.compile(
    r"\b(?:highest|lowest|best|worst|top|bottom|strongest|weakest|most|least|fewest)\b",
    re.IGNORECASE,
)


def _superlative(text: str, last: Turn) -> Resolved | None:
    """The other end of the list ("and lowest?")."""
    new = _SUPERLATIVE.search(text)
    if not new or len(text.split()) > 5 or not _SUPERLATIVE.search(last.standalone):
        return None
    if content_stems(_SUPERLATIVE.sub(" ", text)):
        return None
    return Resolved(
        _SUPERLATIVE.sub(new.group(), last.standalone, count=1), ("the question before",)
    )


def _slot(
    text: str, last: Turn, plan: QuestionPlan, names: Names, schemes: Schemes
) -> Resolved | None:
    """The last question with one thing changed: "and Brighton?", "the 2023 one"."""
    opening = _OPENING.match(text)
    rest = text[opening.end() :] if opening else text
    leans = bool(opening and opening.group().strip())
    plan = plan_question(rest, rest, names, schemes) if leans and rest else plan
    if not _is_fragment(plan, rest, leans):
        return None
    standalone = last.standalone
    carried = ["the question before"]
    new_places = [p.name for p in plan.places] + list(plan.regions) + list(plan.unknown)
    if plan.either:
        new_places.append(plan.either_name)
    among = bool(_AMONG.search(text)) and last.plan.intent == "table"
    if new_places and not among:
        standalone = _put_places(standalone, new_places, names)
        if not plan.dates:
            standalone = drop_dates(standalone)
    elif new_places:
        standalone = f"{standalone.rstrip('?. ')} in {' and '.join(new_places)}?"
    if plan.dates or _EARLIER.search(text) or _NEWER.search(text):
        when = (
            plan.dates[0]
            if plan.dates
            else ("the earlier inspection" if _EARLIER.search(text) else "the latest inspection")
        )
        standalone = without_now(drop_dates(standalone)).rstrip("?. ") + f" in {when}?"
    topic = rest.rstrip("?. ")
    if new_places and ABBREVIATION.search(rest):
        new, old = ABBREVIATION.findall(rest), ABBREVIATION.findall(standalone)
        standalone = standalone.replace(old[-1], new[0]) if old else standalone
    swapped = _put_polarity(standalone, rest) if plan.polarity else None
    standalone = swapped or standalone
    if plan.standards or plan.key_questions or plan.standard_numbers:
        standalone = _put_topic(standalone, topic, last, plan)
    elif (
        not swapped
        and not new_places
        and not plan.dates
        and not (_EARLIER.search(text) or _NEWER.search(text))
    ):
        return None
    return Resolved(standalone, tuple(carried))


def _put_polarity(standalone: str, rest: str) -> str | None:
    """The last question with strengths for weaknesses or the other way; None when it had none."""
    new = STRENGTHS.search(rest) or IMPROVEMENTS.search(rest)
    old = STRENGTHS.search(standalone) or IMPROVEMENTS.search(standalone)
    if not new or not old:
        return None
    return standalone[: old.start()] + new.group() + standalone[old.end() :]


def _is_fragment(plan: QuestionPlan, rest: str, leans: bool) -> bool:
    """Whether the words are a piece put in place of another, not a question of their own."""
    content = own_content(plan)
    named = plan.places or plan.regions or plan.either or plan.unknown
    topic = plan.standards or plan.key_questions or plan.standard_numbers or plan.polarity
    when = plan.dates or _EARLIER.search(rest) or _NEWER.search(rest)
    has_slot = bool(named or topic or when)
    if not has_slot or content:
        return False
    asks = re.match(
        r"\W*(?:what|who|when|where|which|how|did|does|do|is|are|was|were|has|have|can|list|show"
        r"|tell)\b",
        rest,
        re.IGNORECASE,
    )
    return leans or not asks


def _put_places(standalone: str, new: list[str], names: Names) -> str:
    """The last question with its places replaced; added where it named none."""
    mentions = names.find(standalone)
    joined = " and ".join(new)
    if mentions:
        start, end = mentions[0].start, mentions[-1].end
        return f"{standalone[:start]}{joined}{standalone[end:]}"
    return f"{standalone.rstrip('?. ')} in {joined}?"


def _put_topic(standalone: str, topic: str, last: Turn, plan: QuestionPlan) -> str:
    """The last question with its standard or key question replaced, added where it had none."""
    for new, old in (
        (plan.standards, last.plan.standards),
        (plan.key_questions, last.plan.key_questions),
    ):
        if not new:
            continue
        words = new[0].replace("_", " ")
        words = {"safety": "keeping people safe"}.get(words, words)
        for key in old:
            replaced, count = re.subn(
                rf"\b{_spoken_topic(key)}\b", words, standalone, count=1, flags=re.IGNORECASE
            )
            if count:
                standalone = replaced
                break
        else:
            standalone = f"{standalone.rstrip('?. ')} for {words}?"
    if plan.standard_numbers and not plan.standards:
        standalone = f"{standalone.rstrip('?. ')} for {topic}?"
    return standalone


def _spoken_topic(key: str) -> str:
    """A pattern of how people write a standard or a key question."""
    if key == "safety":
        return r"(?:keeping (?:other )?people safe|safety|risk of harm|public protection)"
    if "_and_" in key:
        return rf"{key.split('_')[0]}\w*(?: and \w+)?"
    return rf"{key.replace('_', ' ')[:7]}\w*"


def _lean(text: str, last: Turn, plan: QuestionPlan) -> Resolved:
    """A question of its own that leaves its place to the turns before."""
    named = plan.places or plan.regions or plan.either or plan.unknown
    if _AMONG.search(text) and last.plan.intent == "table" and not plan.places:
        return _narrow(text, last, plan)
    if named or plan.national or plan.intent == "table" or not last.places:
        return Resolved(text)
    place = " and ".join(last.places[:2])
    if last.places == ("England and Wales",):
        return Resolved(f"{text.rstrip('?. ')} nationally?", ("the nation",))
    carried = [place]
    match = _PRONOUN.search(text)
    if match:
        new = f"{place}'s" if match["own"] else place
        if match["place"] and match["place"].lower() in {"there", "here"}:
            new = f"in {place}"
        text = text[: match.start()] + new + text[match.end() :]
    else:
        text = f"{text.rstrip('?. ')} in {place}?"
    if not plan.dates and not plan.newest and last.plan.dates and not plan.every_date:
        text = f"{text.rstrip('?. ')} in {last.plan.dates[0]}?"
        carried.append(last.plan.dates[0])
    return Resolved(text, tuple(carried))


def _narrow(text: str, last: Turn, plan: QuestionPlan) -> Resolved:
    """A question about the rows just listed: their regions, dates, or fewer of them."""
    base = last.standalone.rstrip("?. ")
    if plan.regions:
        return Resolved(f"{base} in {plan.regions[0]}?", ("the list before",))
    if re.search(r"\bregions?\b", text, re.IGNORECASE):
        return Resolved(f"{base}, by region?", ("the list before",))
    if re.search(r"\b(?:how many|count)\b", text, re.IGNORECASE):
        return Resolved(
            re.sub(r"^\W*(?:which|what|list|name)(?: the)?", "How many", base, flags=re.IGNORECASE)
            + "?",
            ("the list before",),
        )
    extra = re.sub(
        r"\b(?:which|what|who|of|among|from|those|them|these|they|are|were|is|was|did|do)\b",
        " ",
        text,
        flags=re.IGNORECASE,
    )
    return Resolved(f"{base} and {' '.join(extra.split()).rstrip('?. ')}?", ("the list before",))
