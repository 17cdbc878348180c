"""How a point of a list reads: for or against what was found, by plain words of `tone.yaml`."""

import re
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import ValidationError

from ingest.errors import UnknownScheme
from ingest.facts.shares import shares
from ingest.models import Record

_FILE = Path(__file__).with_name("tone.yaml")

Tone = Literal["for", "against", "open"]
"""What a point says: that something was right, that it was wrong, or neither plainly."""

_SENTENCE = re.compile(r"(?<=[.!?])[\"'\u201d\u2019)]*\s+(?=[\"'\u201c\u2018(]?[A-Z0-9])")
GRANTED = re.compile(
    r"^(?:although|though|while|whilst|despite|in spite of|even though|notwithstanding)\b"
    r"[^,;]*[,;]\s+",
    re.IGNORECASE,
)
"""What stands beside a claim, granted or contradicted by it: "Although …, the plan was good"."""
_TURN = re.compile(
    r"[,;]?\s+(?:(?<!all )but(?! also\b)|however,?|yet(?= \w+ \w+))\s+|;\s+", re.IGNORECASE
)
_TURNED = re.compile(
    r"^(?:however|that said|nevertheless|nonetheless|even so|but|yet|still|despite)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"^(?:this|these|that|it|they)\b", re.IGNORECASE)
_NO_DENIAL = re.compile(
    r"\b(?:not (?:only|just|merely)|no (?:longer|less|fewer|more) than|no doubt|not least"
    r"|(?:the|their|his|her|its|an?) only|few(?:er)? (?:missed|late)|nothing but|only after"
    r"|only one of its kind|out of trouble|a few|a little"
    r"|without (?:exception|delay|hesitation|being asked))\b",
    re.IGNORECASE,
)
_CASE = re.compile(
    r"\s(?:when|whenever|if|where|unless|who|whose|which|because|since)\s[^,;]*", re.IGNORECASE
)
_NOT = re.compile(r"n['\u2019]t\b")
_LEAST_CLAIM = 3
"""Words after "but" that make a claim of their own."""
_HALF = 0.5


class ToneWords(Record):
    """The words of `tone.yaml`; a star at the end stands for any ending."""

    faults: tuple[str, ...]
    denials: tuple[str, ...]
    unwanted: tuple[str, ...]
    much: tuple[str, ...]
    harms: tuple[str, ...]
    merits: tuple[str, ...]
    mended: tuple[str, ...]


def tone(point: str) -> Tone:
    """How a point reads by its first claim, unless a later sentence takes that back.

    Where words may be meant either way it is "open": a fault that was mended, a fault that is
    denied ("no delays"), praise and criticism in one claim.
    """
    sentences = _SENTENCE.split(point.strip())
    first = _of_claim(_main_claim(sentences[0]))
    if first != "against":
        return first
    if _POINTS_BACK.match(sentences[0]):
        return "open"
    return "open" if any(_TURNED.match(each) for each in sentences[1:]) else "against"


def _main_claim(sentence: str) -> str:
    claim = GRANTED.sub("", sentence, count=1)
    last = _TURN.split(claim)[-1]
    return last if len(last.split()) >= _LEAST_CLAIM else claim


def _of_claim(claim: str) -> Tone:
    words = _patterns()
    bare = _NO_DENIAL.sub("", claim)
    too_much = bool(words["unwanted"].search(bare) and words["much"].search(bare))
    fault = bool(words["faults"].search(bare)) or too_much
    merit = bool(words["merits"].search(bare))
    denied = _denies(words["faults"].sub("", bare))
    if fault:
        return "open" if denied or merit or words["mended"].search(bare) else "against"
    if denied:
        harm = words["harms"].search(bare) or words["unwanted"].search(bare)
        return "open" if harm else "against"
    if _in_few(claim):
        return "against"
    return "for" if merit else "open"


def _denies(claim: str) -> bool:
    """True where the claim itself denies something, not only a case that it sets ("if … not")."""
    main = _CASE.sub("", claim)
    said = main if len(main.split()) >= _LEAST_CLAIM else claim
    return bool(_patterns()["denials"].search(said) or _NOT.search(said))


def _in_few(claim: str) -> bool:
    """True for what was found in fewer than half of the cases that are told: "17 of the 45"."""
    found = [each for each in shares(claim) if each.out_of]
    return bool(found) and all(
        each.judged and each.unit == "cases" and each.number < _HALF * (each.out_of or 1)
        for each in found
    )


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    try:
        words = ToneWords.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise UnknownScheme(f"{_FILE.name} cannot be used: {error}") from error
    return {name: _any(getattr(words, name)) for name in ToneWords.model_fields}


def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    parts = (
        re.escape(word.removesuffix("*")).replace(r"\ ", r"\s+")
        + (r"\w*" if word.endswith("*") else "")
        for word in sorted(words, key=len, reverse=True)
    )
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)
