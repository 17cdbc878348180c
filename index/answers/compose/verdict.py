"""Yes or no, where a sentence of the report plainly says so; a wrong yes is worse than none."""

import re
from collections.abc import Sequence
from typing import Literal

from index.answers.compose.request import Request
from index.answers.english import content_stems, stem, words
from index.answers.evidence import Found, source_of
from index.answers.sense import CONTRAST, reads
from index.models import Place

Verdict = Literal["Yes", "No"]

_ADJECTIVE = re.compile(r"^(?:is|are|was|were) (?!there\b)", re.IGNORECASE)
_EXISTENCE = re.compile(
    r"^(?:(?:is|are|was|were) there\b|(?:do|does|did) .{2,60}? have\b)", re.IGNORECASE
)
_ACTION = re.compile(r"^(?:do|does|did) ", re.IGNORECASE)
# Questions that more than one sentence would have to settle, or that hold a denial themselves.
_ENTANGLED = re.compile(
    r"\b(?:and|or|why|how|what|which|who|when|where|not|no|any|enough|more|less|better|worse|than"
    r"|always|all|every|most)\b|n['’]t\b|[;,:]",
    re.IGNORECASE,
)
# What narrows a claim to a share, a time, a plan or a possibility: no plain yes or no.
_HEDGED = re.compile(
    r"\b(?:some|several|certain|sometimes|occasionally|partly|partially|mainly|generally|usually"
    r"|often|half|thirds?|quarters?|per cent|out of|could|would|should|may|might|will|if|plan(?:s"
    r"|ned)?|intend\w*|expected|hope[sd]?|previously|had been|until|since|few(?:er)?|proposed"
    r"|becom\w+|moving|more|less|perceiv\w+|reported|told us|fel[lt])\b|%",
    re.IGNORECASE,
)
_MOSTLY = re.compile(r"\b(?<!al)most\b|\bmany\b|\bmajority\b", re.IGNORECASE)
_NARROWED_DENIAL = re.compile(
    r"\b(?:not|no|never) (?:always|all|only|yet|just|fully|entirely|every|enough|sufficiently"
    r"|routinely|regularly|consistently|longer)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|no|never|nobody)\b|n['’]t\b", re.IGNORECASE)
_OPINION = re.compile(
    r"\b(?:rates?|thinks?|likes?|trusts?|believes?|values?|feels?|says?|wants?|prefers?|sees?|finds?"
    r"|reckons?|keeps?|gets?|knows?)\b",
    re.IGNORECASE,
)
"""Verbs that carry no subject: a sentence with the other words need not say them."""
_BE = r"(?:is|are|was|were)"
_HAS = re.compile(
    rf"\bthere {_BE}\b|\b(?:has|have|had) an?\b|\b{_BE} (?:available|in place)\b", re.IGNORECASE
)
_HAS_NO = re.compile(rf"\b(?:there {_BE}|has|have|had) no |\bdid not have (?:an? )?", re.IGNORECASE)
_ENDS = re.compile(r"\W*$|[,;.]| (?:in|at|within|available|and|or)\b")
_GENERAL = content_stems(
    "overall staff practitioner practitioners officer officers people probation pdu unit report"
    " inspectors receive get make made take given feel have"
)
"""Words that add no subject of their own: who works there, and what everybody does."""


def verdict(question: str, subject: str, sentence: str) -> Verdict | None:
    """What one sentence plainly answers to a yes-or-no question; None wherever it could mislead.

    `subject` holds the question's words that are looked for, without its place. Every one of them
    must stand in the sentence, and the sentence must state the predicate outright.
    """
    question = " ".join(question.split())
    stems = content_stems(subject)
    if not stems or _ENTANGLED.search(subject) or _HEDGED.search(sentence):
        return None
    bare = re.sub(r"^(?:however|overall|in addition|additionally),?\s+", "", sentence, flags=re.I)
    if CONTRAST.search(re.sub(_DENIED, "", bare)) or _NARROWED_DENIAL.search(bare):
        return None
    if _EXISTENCE.match(question):
        return _exists(stems, bare)
    if _ADJECTIVE.match(question):
        return _described(subject, bare)
    acted = _ACTION.match(question) and not _OPINION.search(subject)
    return _done(stems, bare) if acted else None


def _exists(stems: frozenset[str], sentence: str) -> Verdict | None:
    """Whether the sentence says that there is the thing, or that there is none of it."""
    denied = _HAS_NO.search(sentence)
    if denied:
        after = words(sentence[denied.end() :])
        head = {stem(w.lower) for w in after[: len(stems)]}
        ended = denied.end() + after[len(stems) - 1].end if len(after) >= len(stems) else 0
        alone = bool(_ENDS.match(sentence, ended))
        return "No" if head == stems and alone else None
    if not _HAS.search(sentence) or not stems <= content_stems(sentence):
        return None
    at = [i for i, w in enumerate(words(sentence)) if stem(w.lower) in stems]
    near = max(at) - min(at) <= 2 * len(stems)
    return "Yes" if near and not _MOSTLY.search(sentence) and reads(sentence) != "low" else None


def _described(subject: str, sentence: str) -> Verdict | None:
    """Whether the sentence says of just this subject that it is so, or that it is not."""
    asked = [w.lower for w in words(subject) if content_stems(w.text)]
    if len(asked) < 2:
        return None
    quality = re.escape(asked[-1])
    said = re.search(
        rf"\b{_BE} (?P<no>not |never )?(?:\w+ly |\w+ or )?(?P<opposite>in|un|not )?{quality}\b",
        sentence,
        re.IGNORECASE,
    )
    about = {stem(w) for w in asked[:-1]}
    if not said or content_stems(sentence[: said.start()]) - _GENERAL != about - _GENERAL:
        return None
    if said["no"] or said["opposite"]:
        return None if said["no"] and said["opposite"] else "No"
    return "Yes" if not _MOSTLY.search(sentence) and reads(sentence) != "low" else None


def _done(stems: frozenset[str], sentence: str) -> Verdict | None:
    """Whether the sentence says that this is done; a denial is seldom as plain."""
    wanted = stems - _GENERAL
    stands = len(wanted) > 1 and wanted <= content_stems(sentence)
    if not stands or _DENIED.search(sentence) or _MOSTLY.search(sentence):
        return None
    return "Yes" if reads(sentence) == "high" else None


def plainly_said(
    request: Request, place: Place, found: Sequence[Found]
) -> tuple[Verdict, Found] | None:
    """The best sentence of the place's own report that says yes or no, unless another disagrees."""
    said: list[tuple[Verdict, Found]] = []
    for f in found:
        info = request.knowledge.info(f.passage.report_id)
        prose = f.passage.type in {"paragraph", "bullet"} and f.features.aside <= 0
        own = info.edition == "published" and info.subject == place.name
        if own and prose and not request.knowledge.is_template(f.text):
            given = verdict(request.plan.standalone, request.plan.search, f.text)
            if given:
                said.append((given, f))
    return said[0] if said and len({v for v, _ in said}) == 1 else None


def say_verdict(request: Request, place: Place, found: Sequence[Found]) -> Sequence[Found]:
    """Open with yes or no where that is plainly said; what was found, with its sentence first."""
    plain = plainly_said(request, place, found)
    if plain is None:
        return found
    given, best = plain
    source = source_of(request.knowledge, best.passage, best.start, best.end)
    so = "so" if given == "Yes" else "not so"
    request.build.fact(f"{given}: the report on {place.name} says that it is {so}.", [source])
    return [best, *(f for f in found if f is not best)]
