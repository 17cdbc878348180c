"""Whether a figure counts what was done, what was lacking, or neither."""

import re
from collections.abc import Iterable
from typing import Literal

from ingest.facts.senses import load_senses

Polarity = Literal["did", "did_not"] | None

_UNDONE = "|".join(re.escape(word) for pair in load_senses().opposites for word in pair.undone)
_NEGATIVE = re.compile(
    rf"\b(?:{_UNDONE}|insufficient\w*|not|no|nor|neither|none|never|without|fail(?:ed|s|ing|ure)?|absence|"
    r"lack(?:ed|s|ing)?|ineffective\w*|inadequate\w*|missing|poor(?:ly)?|negative\w*|absent|"
    r"unable|unsure|unclear|need(?:ed|ing|s)?\s+more|want(?:ed|ing)\s+more|too\s+(?:few|little|late)|shortfall|disagree\w*|dissatisf\w*|unhappy|unaware|refus(?:ed|al))\b|n[\u2019']t\b",
    re.IGNORECASE,
)
_NOT_NEGATIVE = re.compile(
    r"\bnot\s+(?:only|just|merely|simply)\b|\bno\s+(?:more|less|fewer)\s+than\b"
    r"|\b(?:without|no)\s+(?:(?:any|much|further|undue|outside)\s+)?(?:help|assistance|prompt\w*|"
    r"difficult\w*|hesitat\w*|delay\w*|doubt|exceptions?|trouble|problems?)\b"
    r"|\bwithout\s+(?:being\s+(?:asked|told|prompted)|looking|having\s+to)\b",
    re.IGNORECASE,
)
"""What was done easily was done: "without help", "no delay"."""
_SUFFICIENT = re.compile(
    r"\b(?P<not>not\s+|in)?(?:sufficient|satisfactory|adequate|good enough)\s+"
    r"(?:in\s+|for\s+)?(?:only\s+|just\s+)?(?:under\s+half\s+\()?$",
    re.IGNORECASE,
)


def _any(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; a space may be a hyphen or more."""
    return "|".join(
        re.escape(word).replace(r"\ ", r"[\s-]+") for word in sorted(words, key=len, reverse=True)
    )


_SENSES = load_senses()
_JUDGEMENTS = [
    word for pair in _SENSES.opposites if pair.judgement for word in pair.done + pair.undone
]
_JUDGED = re.compile(rf"\b(?:{_any(_JUDGEMENTS)})\b", re.IGNORECASE)
_TOLD = _SENSES.circumstances
_WORDS = re.compile(rf"\b(?:{_any(_TOLD.words)})\b", re.IGNORECASE)
_AFTER = re.compile(rf"^\W*(?:{_any(_TOLD.after)})\b", re.IGNORECASE)
_BEFORE = re.compile(rf"\b(?:{_any(_TOLD.before)})\s+(?:about\s+|around\s+)?$", re.IGNORECASE)
_LOAD = re.compile(
    r"\b(?:workloads?|caseloads?|capacity)\b(?:\s+\w+){0,4}?\s+(?:of|at|was|were|is|averag\w+)\s+$",
    re.IGNORECASE,
)
_BASE = re.compile(
    rf"^\s*of\s+(?:the\s+|its\s+|our\s+|this\s+)?(?:\w+\s+){{0,2}}?(?:{_any(_TOLD.bases)})\b"
    r"(?!\s+(?:had|have|has|received|completed|reported|felt|said|did|lacked|missed))",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"\b(?:were|was|are|is|being|identif\w+\s+(?:themselves\s+)?as|described\s+themselves\s+as|from\s+an?|assessed\s+as|"
    rf"being\s+from\s+an?)\s+(?:(?:from\s+)?an?\s+|mainly\s+|mostly\s+)?(?:{_any(_TOLD.kinds)})\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|did|do|does|said|felt|told|made|took|knew|found|reported|"
    r"received|completed|agreed|believed|thought|stated|needed|wanted|lacked|missed|showed)\b",
    re.IGNORECASE,
)
_UNWANTED = re.compile(rf"\b(?:{_any(_SENSES.unwanted)})\b", re.IGNORECASE)
_UNDONE_NOUN = re.compile(
    rf"(?:{_any(w for pair in _SENSES.opposites for w in pair.undone)})", re.I
)


def clause_polarity(ahead: str, after: str) -> Polarity:
    """Whether the clause around a share says what was done; None for a circumstance.

    `ahead` and `after` are its words before and after the figure.
    """
    if judged := _SUFFICIENT.search(ahead):
        return "did_not" if judged["not"] else "did"
    clause = f"{ahead} {after}"
    if not _JUDGED.search(clause) and _is_circumstance(ahead, after):
        return None
    negative = bool(_NEGATIVE.search(_NOT_NEGATIVE.sub("", clause)))
    if _UNWANTED.search(clause):
        return "did" if negative else "did_not"
    return "did_not" if negative else "did"


def is_bare(text: str) -> bool:
    """True for words without a verb: what they leave unsaid stands before them."""
    return not _VERB.search(text)


def noun_polarity(noun: str | None) -> Polarity:
    """What a plain number of a noun says: vacancies are lacking, completions were achieved."""
    if noun is None:
        return None
    if _UNDONE_NOUN.fullmatch(noun):
        return "did_not"
    return "did" if noun.lower() in _SENSES.achieved else None


def _is_circumstance(ahead: str, after: str) -> bool:
    clause = f"{ahead} \u2026 {after}"
    return bool(
        _WORDS.search(clause)
        or _AFTER.search(after)
        or _BEFORE.search(ahead)
        or _LOAD.search(ahead)
        or _BASE.search(after)
        or _KIND.search(clause)
    )
