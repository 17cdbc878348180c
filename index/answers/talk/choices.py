"""Answers to a question that was asked back: a name, "the second", "the region", "both"."""

import re

from index.answers.talk.pieces import THE_QUESTION, Leaning, Resolved
from index.models import State

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_NUMBERED = re.compile(
    r"^\W*(?:the |number |no\.? |option |choice )*(?P<which>first|second|third|fourth|fifth|sixth"
    r"|last|former|latter|[1-6])(?: (?:one|place|option|choice|of (?:them|those)))?(?: "
    r"please)?\W*$",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"^\W*(?:both|either|all|all of (?:them|those)|both of (?:them|those)|each|the two|any"
    r"|i (?:don['’]?t|do not) (?:mind|know|care))(?: please)?\W*$",
    re.IGNORECASE,
)


def choice(leaning: Leaning) -> Resolved | None:
    """The question before with the reading that was chosen; None where none was."""
    state = leaning.state
    if state.status != "clarify" or not state.choices:
        return _told_apart(leaning)
    chosen = _numbered(leaning.text, state) or _named(leaning)
    if _ALL.match(leaning.text):
        chosen = list(state.choices[:MOST_READINGS])
    if not chosen:
        return None
    return Resolved(_with(state, " and ".join(chosen)), (THE_QUESTION,))


MOST_READINGS = 4
"""Readings that are answered together."""


_WORDS = frozenset(
    [
        "the",
        "one",
        "ones",
        "i",
        "meant",
        "mean",
        "no",
        "and",
        "sorry",
        "please",
        "that",
        "just",
        "only",
        "in",
        "region",
        "pdu",
    ]
)


def _told_apart(leaning: Leaning) -> Resolved | None:
    """One of the places that an ambiguous name was taken for ("the west one")."""
    state = leaning.state
    words = set(re.findall(r"[a-z]+", leaning.text.lower()))
    told = words - _WORDS
    if not state.either or len(words) > MOST_WORDS or leaning.plan.dates:
        return None
    fitting = [p.name for p in state.either if told and told <= set(p.name.lower().split())]
    if not told:
        kind = "region" if "region" in words else "pdu" if "pdu" in words else ""
        fitting = [p.name for p in state.either if p.kind == kind]
    return Resolved(_with(state, fitting[0]), (THE_QUESTION,)) if len(fitting) == 1 else None


MOST_WORDS = 6
"""Of an answer that tells one reading from another."""


def _numbered(text: str, state: State) -> list[str]:
    found = _NUMBERED.match(text)
    if not found:
        return []
    which = found["which"].lower()
    named = {"former": 0, "latter": len(state.choices) - 1, "last": len(state.choices) - 1}
    place = named.get(which, _ORDINALS.index(which) if which in _ORDINALS else -1)
    if which.isdigit():
        place = int(which) - 1
    return [state.choices[place]] if 0 <= place < len(state.choices) else []


def _named(leaning: Leaning) -> list[str]:
    """The choices that a short answer names, by name or by what they are."""
    state, plan = leaning.state, leaning.plan
    bare = re.sub(r"[^\w\s]", " ", leaning.text).lower()
    named = {*(p.name for p in plan.places), *plan.regions}
    short = [c for c in state.choices if len(bare.split()) <= len(c.split()) + 5]
    chosen = [c for c in short if c in named or c.lower() in bare]
    if chosen:
        return chosen
    kinds = {"region": "region", "regional": "region", "pdu": "pdu", "unit": "pdu"}
    kind = next((kinds[w] for w in bare.split() if w in kinds), "")
    return [c for c in short if any(p.name == c and p.kind == kind for p in state.either)][:1]


def _with(state: State, chosen: str) -> str:
    """The question that was asked back, settled."""
    if state.either_name:
        return re.sub(
            rf"\b{re.escape(state.either_name)}\b", lambda _: chosen, state.question, count=1
        )
    pointing = re.compile(
        r"\b(?:in |at |for )?(?:it|they|there|this pdu|that pdu|the pdu)\b(?! (?:is|are|a)\b)",
        re.IGNORECASE,
    )
    if len(state.question.split()) <= 8 and pointing.search(state.question):
        return pointing.sub(lambda m: _instead(m.group(), chosen), state.question, count=1)
    return f"{state.question.rstrip('?. ')} in {chosen}?"


def _instead(word: str, chosen: str) -> str:
    return f"in {chosen}" if word.lower().split()[-1] == "there" else chosen
