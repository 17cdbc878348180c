"""Pointing at what was just listed: "explain number 3", "the second one", "why the last?"."""

import re

from index.answers.dates import in_words
from index.answers.english import content_stems
from index.answers.talk.pieces import THE_LIST, THE_QUESTION, Leaning, Resolved, drop_dates
from index.models import Citation, Item, State

_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_THING = (
    r"(?:one|point|bullet|item|recommendation|rec|quote|quotation|finding|criticism|strength"
    r"|weakness"
    r"|citation|source|place|pdu|unit|entry|result|sentence|answer|reason|thing|inspection|rating"
    r"|percentage|key question|area|bit|part)"
)
_POINTED = re.compile(
    rf"\b(?:the |that |your |its )?(?P<ordinal>{'|'.join(_ORDINALS)}|last|final|\d{{1,2}}(?:st|nd"
    rf"|rd"
    rf"|th))(?: (?:and (?:the )?(?P<also>{'|'.join(_ORDINALS)}|last)))?\b(?: of (?:them|those"
    rf"|these))?"
    rf"(?: (?P<thing>{_THING})s?\b)?"
    rf"|(?:\b(?:the )?(?:number|no\.?|{_THING})|#)\s*(?:number\s*|no\.?\s*|#\s*)?"
    rf"(?P<number>\d{{1,2}}|{'|'.join(_NUMBERS)})\b"
    r"|\[(?P<cited>\d{1,2})\]"
    r"|\b(?P<same>(?:that|this) (?:recommendation|point|finding|criticism|strength|quote))\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:explain|expand|elaborate|tell|show|give|more|about|detail|details|further|mean|means"
    r"|unpack"
    r"|describe|open|read|say|says|say about|background|context|behind|why|what|whats|is|was|does"
    r"|on"
    r"|me|please|can|could|you|i|want|like|know|to|and|in|full|the|a|bit|of|for|it|that|this"
    r"|exactly"
    r"|evidence|reason|reasons|quote|so|one|ok|how about|how|interested|look|go|into|let|s|see)\b",
    re.IGNORECASE,
)
_TO_WHOM = re.compile(r"\b(?:who|whom|whose|addressed|responsible|for whom)\b", re.IGNORECASE)


def pointing(leaning: Leaning) -> Resolved | None:
    """The question with the thing pointed at put in, or that thing to be shown; else None."""
    state, text = leaning.state, leaning.text
    if not state.items or leaning.plan.places or len(text.split()) > 12:
        return None
    found = _POINTED.search(text)
    if not found or (leaning.plan.dates and not found["thing"]):
        return None
    chosen = _chosen(found, state)
    if not chosen:
        return None
    item = state.items[chosen[0]]
    around = f"{text[: found.start()]} {text[found.end() :]}"
    bare = not content_stems(_ASIDE.sub(" ", around))
    if item.measure in _ROWS and item.subject:
        return _of_row(leaning, item, found, bare=bare)
    if bare or _TO_WHOM.search(around):
        return Resolved(state.question, (f"{THE_LIST}: {item.text[:80]}",), "item", None, chosen)
    return None


_WHICH = re.compile(
    r"^\W*(?:(?:and|so|but)\b\s*)*(?:(?:which|what|any|are any|is any|do any|does any|did any)"
    r"(?: (?:ones?|points?|findings?|recommendations?))?(?: (?:of|among|from|in)"
    r" (?:them|those|these|that list|the list))|which (?:ones?|points?|findings?|recommendations?))"
    r"(?: (?:is|are|was|were|do|does|did))?"
    r"(?P<link>(?: (?:mentions?|mentioned|concern(?:s|ed)?|cover(?:s|ed)?|relates? to|deals? with"
    r"|about|on|to do with|for|say|says))*)\s+(?P<what>.+?)\W*$",
    re.IGNORECASE,
)
"""Which of the things just listed speak of something; without "of those" it must say "about"."""


_OF_THOSE = re.compile(r"\b(?:them|those|these|list)\b", re.IGNORECASE)


def among(leaning: Leaning) -> Resolved | None:
    """ "Which of those is about Rotherham?": the points just quoted that speak of it."""
    state = leaning.state
    found = _WHICH.match(leaning.text)
    quotes = [i for i, item in enumerate(state.items) if item.kind == "quote"]
    if not found or len(quotes) < 2 or state.table is not None:
        return None
    if not (found["link"] or _OF_THOSE.search(leaning.text)):
        return None
    wanted = content_stems(found["what"])
    cited = {c.id: c for c in state.cited}
    chosen = tuple(
        i for i in quotes if wanted and wanted <= content_stems(_around(state.items[i], cited))
    )
    if not chosen:
        return None
    return Resolved(state.question, (f"{THE_LIST}: {found['what']}",), "item", None, chosen)


def _around(item: Item, cited: dict[int, Citation]) -> str:
    """A point with what is quoted beside it."""
    quotes = [cited[c].quote for c in item.citations if c in cited]
    return " ".join([item.text, *quotes])


_ROWS = frozenset({"rating", "overall_rating", "score", "date", "count"})
"""What a line about a place states, where the place is what is pointed at."""


def _chosen(found: re.Match[str], state: State) -> tuple[int, ...]:
    """Which items are meant, from 0; a recommendation by its own number where it has one."""
    items = state.items
    if found["same"]:
        return (0,) if len(items) == 1 else ()
    if found["cited"]:
        number = int(found["cited"])
        return tuple(i for i, item in enumerate(items) if number in item.citations)[:1]
    if found["number"] and found["number"].isdigit():
        own = tuple(i for i, item in enumerate(items) if item.number == int(found["number"]))
        if len(own) == 1:
            return own
    wanted = [w for w in (found["ordinal"], found["also"], found["number"]) if w]
    places = [_place(w.lower(), len(items)) for w in wanted]
    return tuple(p for p in places if 0 <= p < len(items))


def _place(word: str, listed: int) -> int:
    """The place in the list that an ordinal or a number names, from 0."""
    if word in {"last", "final"}:
        return listed - 1
    if word in _ORDINALS:
        return _ORDINALS.index(word)
    if word in _NUMBERS:
        return _NUMBERS.index(word)
    return int(re.sub(r"\D", "", word)) - 1


def _of_row(leaning: Leaning, item: Item, found: re.Match[str], *, bare: bool) -> Resolved | None:
    """A line of the table was pointed at: its place and date stand in for it."""
    state, text = leaning.state, leaning.text
    subjects = {i.subject for i in state.items}
    dates = {i.published for i in state.items if i.subject == item.subject}
    when = f" in {in_words(item.published[:7])}" if len(dates) > 1 and item.published else ""
    if bare and len(subjects) == 1 and when:
        standalone = drop_dates(state.question).rstrip("?. ")
        return Resolved(f"{standalone}{when}?", (THE_QUESTION,))
    if re.search(r"\bwhy\b", text, re.IGNORECASE):
        standard = f" for {item.standard.replace('_', ' ')}" if item.standard else " overall"
        question = f"Why was {item.subject} rated as it was{standard}{when}?"
        return Resolved(question, (THE_LIST,))
    if len(subjects) == 1 and item.standard:
        standard = item.standard.replace("_", " ")
        if bare:
            return Resolved(f"Summarise {standard} in {item.subject}{when}", (THE_LIST,))
        replaced = f"{text[: found.start()]}{standard}{text[found.end() :]}"
        return Resolved(f"{replaced.rstrip('?. ')} in {item.subject}?", (THE_LIST,))
    if bare:
        return Resolved(f"Summarise the report on {item.subject}{when}", (THE_LIST,))
    replaced = f"{text[: found.start()]}{item.subject}{text[found.end() :]}"
    return Resolved(f"{replaced.rstrip('?. ')}{when}?", (THE_LIST,))
