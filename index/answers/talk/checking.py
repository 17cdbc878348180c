"""Follow-ups that check what was just said of many places: "so they all got the same?"."""

import re

from index.answers.english import content_stems
from index.answers.talk.pieces import (
    NATION,
    THE_LIST,
    Leaning,
    Resolved,
    own_content,
    standard_words,
)
from index.models import State

_ALL = re.compile(
    r"\b(?:all|every(?:one|body| one| single one| pdu| place)?|each|nobody|no[- ]one|none|not one"
    r"|not a single|any(?:one|body)?|most|both|the same|identical|across the board|unanimous(?:ly)?"
    r"|some|who|which|alike)\b",
    re.IGNORECASE,
)
_OUTCOME = content_stems(
    "same rating rated score scored fail failed pass passed got get given one single different "
    "identical alike across board place pdu everyone nobody unanimous unanimously level result "
    "did do well badly poorly bad better worse standard there really country nation"
)
"""What may be said of how places were rated without another subject coming in."""
_COMES_OUT = re.compile(
    r"\b(?:same|different|identical|alike|fail\w*|pass(?:ed)?|g[eo]t|given|rated|scored?|level"
    r"|unanimous\w*|better|worse|(?:do|did|does) (?:well|badly|poorly|better|worse))\b",
    re.IGNORECASE,
)
MOST_WORDS = 10
"""Of a check; longer questions are questions of their own."""


def check(leaning: Leaning) -> Resolved | None:
    """ "So nobody got Good?", "they all failed?": who has which rating for what was spoken of."""
    state, text, plan = leaning.state, leaning.text, leaning.plan
    if plan.places or plan.regions or plan.standards or len(text.split()) > MOST_WORDS:
        return None
    said = _OUTCOME | content_stems(" ".join(plan.ratings))
    if not _ALL.search(text) or not _of_many(state) or own_content(plan) - said:
        return None
    standard = standard_words(state.standards)
    if plan.ratings:
        of = f"for {standard}" if standard else "overall"
        return Resolved(f"How many PDUs were rated {' or '.join(plan.ratings)} {of}?", (THE_LIST,))
    if not _COMES_OUT.search(text):
        return None
    of = f"rating for {standard}" if standard else "overall rating"
    return Resolved(f"How many PDUs had each {of}?", (THE_LIST,))


_ONE_OF = re.compile(
    r"\b(?:(?:one|any|part) of (?:them|those|these|that)|among (?:them|those|these)"
    r"|(?:on|in) (?:the|that|this) list|included|in there|there too)\W*$",
    re.IGNORECASE,
)


def member(leaning: Leaning) -> Resolved | None:
    """ "Was York one of them?": what was asked of all, asked of one."""
    state, plan = leaning.state, leaning.plan
    if len(plan.places) != 1 or state.table is None or not _ONE_OF.search(leaning.text):
        return None
    place, table = plan.places[0].name, state.table
    if table.ratings and table.measure in {"rating", "overall_rating"}:
        of = f"for {standard_words(table.standards)}" if table.standards else "overall"
        return Resolved(f"Was {place} rated {' or '.join(table.ratings)} {of}?", (THE_LIST,))
    if table.measure == "score":
        return Resolved(f"What did {place} score?", (THE_LIST,))
    return Resolved(f"When was {place} inspected?", (THE_LIST,))


def _of_many(state: State) -> bool:
    """Whether the answer before said how many places had which rating."""
    if state.places not in {(), NATION} or len(state.standards) > 1:
        return False
    if state.intent == "rating":
        return bool(state.standards) or state.status == "answered"
    table = state.table
    if table is None or table.conditions or table.regions or table.dates:
        return False
    return table.measure in {"rating", "overall_rating"}
