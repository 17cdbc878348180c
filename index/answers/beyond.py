"""What no report of a library answers, told from the words of a question: data/beyond.yaml."""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

from index.answers.english import content_stems
from ingest.models import Record
from ingest.schemes import Schemes

Reason = Literal["private", "contact", "advice", "prediction", "off_subject"]


class _Beyond(Record):
    """The contents of data/beyond.yaml; what stands between commas there is no pattern."""

    inspectorates: str
    bodies: str
    starts: tuple[str, ...]
    belongs_to: str
    predictions: tuple[str, ...]
    advice: tuple[str, ...]
    contact: tuple[str, ...]
    private: tuple[str, ...]
    off_subject: tuple[str, ...]


@cache
def _data() -> _Beyond:
    text = (files("index.answers") / "data/beyond.yaml").read_text(encoding="utf-8")
    return _Beyond.model_validate(yaml.safe_load(text))


@cache
def _patterns() -> dict[Reason, re.Pattern[str]]:
    data = _data()
    lists: dict[Reason, tuple[str, ...]] = {
        "private": data.private,
        "contact": data.contact,
        "advice": data.advice,
        "prediction": data.predictions,
        "off_subject": data.off_subject,
    }
    return {
        name: re.compile(rf"\b(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)
        for name, patterns in lists.items()
    }


def why_beyond(text: str, topical: frozenset[str] | None = None) -> Reason | None:
    """Why a question is not one for inspection reports, or None where it may be one.

    `topical` holds the stems that the library's texts are about: what they do speak of is never
    off the subject.
    """
    said = bool(_SAID.search(text))
    for reason, pattern in _patterns().items():
        told = said and _RELATIVE.search(text) and not _OF_THEM.search(text)
        if reason == "private" and told:
            continue  # Who asks tells of their own; what is found of all can be said.
        for found in pattern.finditer(text):
            stems = content_stems(found.group())
            spoken_of = topical is not None and stems and stems <= topical
            plain = _NAME.sub(" ", text)
            left = (content_stems(plain) - stems - _ASKING) & (topical or frozenset())
            beside = len(left) >= _BESIDE
            if reason != "off_subject" or not (spoken_of or beside):
                return reason
    return None


_SAID = re.compile(
    r"\b(?:inspectors?|inspectorate|inspections?|hmip|reports?)\b.{0,30}"
    r"\b(?:say|says|said|saying|find|finds|found|mention\w*|note[sd]?|report(?:ed)?|think|thought)\b"
    r"|\bis (?:this|that|it) (?:normal|common|usual|typical)\b",
    re.IGNORECASE,
)
"""Asks what the inspectors have said: of all, whatever led to the question."""
_RELATIVE = re.compile(r"\b(?:my|our) [\w-]+\b", re.IGNORECASE)
_OF_THEM = re.compile(
    r"\b(?:about|of|on|regarding|to|by|mention\w*) (?:my|our)\b|\bwho(?:se)?\b", re.IGNORECASE
)
"""Asks for what is said of that very person."""
_NAME = re.compile(r"(?<=[a-z,] )[A-Z]\w+")
"""A name in the middle of a question: whom it is asked of is no subject."""
_ASKING = content_stems(
    "inspector inspectors inspectorate inspection inspections hmip report reports say says said"
    " saying find finds found mention mentions mentioned note notes noted reported think thought"
    " anything probation"
)
_BESIDE = 2
"""Words of the library's own subjects beside a far one that make a question worth looking up."""


_JUDGED = (
    r"(?:rat(?:e|es|ed|ing|ings)|grad(?:e|es|ed|ing)|scor(?:e|es|ed|ing)|judge(?:d|s)?|judge?ments?"
    r"|marks?|marked|verdicts?|outcomes?|assessed|ranked|league table|inspection results?)"
)
_VALUED = (
    r"(?:(?:get|got|hold|holds|given|receive[ds]?|awarded|achieve[ds]?) (?:an? |the )?"
    r"(?:overall )?(?:good|outstanding|inadequate|requires|ri|rating|grade|score|mark)\b"
    r"|(?:do|fare|perform|get on|did|fared)(?: (?:in|at|on) (?:its|their|the|his|a)\b.{0,30}"
    r"inspections?\b)?\W*$)"
)
_JOINT = re.compile(r"\bjoint(?:ly)?\b", re.IGNORECASE)
_GIVES = r"(?:give|gives|gave|given|award|awarded|rate|rates|grade|grades|judge|judges)"
_ASKED = r"(?:was|were|is|are|did|does|do|has|have|how)"
_SMALL = (
    r"(?!(?:the|a|an|by|with|from|of|and|or|in|for|to|on|at|between|its|their|his|her|how|what|which"
    r"|was|were|is|are|did|does|do|local|joint|good|any|all|pdus?|inspectors?|probation)\b)"
)


@cache
def _bodies(served: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns: another inspectorate that judges; a body of another field that is judged."""
    data = _data()
    nouns = [n.strip() for n in data.bodies.split(",")]
    nouns = [n for n in nouns if not any(n in s or s in n for s in served)]
    after = "|".join(re.escape(w.strip()) for w in data.belongs_to.split(","))
    ends = "|".join(sorted(map(re.escape, nouns), key=len, reverse=True))
    starts = "|".join(map(re.escape, data.starts))
    body = (
        rf"(?:(?:{starts}) [\w-]+|(?:{_SMALL}[\w-]+(?:['’]s)? ){{1,3}}?(?:{ends})"
        rf"(?!(?:['’]s)? (?:{after})\b)(?!\w))"
    )
    judged = (
        rf"\b(?:{_ASKED} (?:the )?(?P<was>{body})(?:['’]s)?\b.{{0,60}}?"
        rf"(?:\b{_JUDGED}\b|\b{_VALUED})"
        rf"|{_JUDGED}(?: \w+)? (?:of|for|on|to|does|did|has|was|is)(?: the)? (?P<of>{body})"
        rf"|(?P<own>{body})(?:['’]s?)?,?(?: (?!for\b|by\b)[\w-]+){{0,4}}? {_JUDGED}\b"
        rf"|{_GIVES} (?:to )?(?:the )?(?P<gave>{body})"
        rf"|{_ASKED} (?:the |local )*(?P<bare>(?:{ends})s?) {_JUDGED}\b"
        rf"|(?:ratings?|grades?|scores?) (?:of|for) (?:the |local )*(?P<rated>(?:{ends})s?)"
        rf"(?! (?:{after})\b)(?!\w))"
    )
    others = "|".join(
        sorted((re.escape(n.strip()) for n in data.inspectorates.split(",")), key=len, reverse=True)
    )
    named = (
        rf"\b(?P<by>{others})(?:['’]s?)?\b.{{0,60}}\b(?:{_JUDGED}|{_GIVES}|{_VALUED})(?!\w)"
        rf"|\b(?:{_JUDGED}|{_GIVES})\b.{{0,60}}\b(?P<from>{others})\b"
    )
    return re.compile(named, re.IGNORECASE), re.compile(judged, re.IGNORECASE)


def rated_elsewhere(text: str, schemes: Schemes) -> str:
    """The body whose judgement a question asks for, made of or by somebody outside; "" for none.

    A field that one of the `schemes` inspects is not outside.
    """
    if _JOINT.search(text):
        return ""
    by, of = _bodies(_served(schemes))
    found = of.search(text)
    if found is None:
        found = by.search(text)
    return next((g for g in found.groups() if g), "").strip() if found else ""


def _served(schemes: Schemes) -> tuple[str, ...]:
    called: Sequence[str] = [
        word.lower() for s in schemes.schemes for word in (*s.calls.services, *s.calls.units)
    ]
    return tuple(sorted(set(called)))
