"""Counts with their whole: "22 of 59 cases", "none of the 12", "30 officers, 12 of whom"."""

import re
from collections.abc import Iterator

from ingest.facts.numbers import NUMBER, Figure, number

_SHARE = re.compile(
    rf"(?<![\d.,/⁄])\b(?P<n>{NUMBER})(?:\s*\([^()]*\))?\s+(?:out\s+of|of)\s+(?:the\s+|all\s+)?(?P<m>{NUMBER})\b"
    r"(?=\)?(?:\s+of)?(?P<after>(?:\s+[\w\u2019'-]+){0,6}))",
    re.IGNORECASE,
)
_SHARE_AHEAD = re.compile(
    rf"\b(?:out\s+of|of)\s+(?:the\s+|all\s+)?(?P<m>{NUMBER})\s+(?P<after>[a-z][^,.;]{{0,80}}),\s*"
    rf"(?:only\s+|just\s+)?(?P<n>{NUMBER})\b(?!\s*(?:%|per\s?cent|out\s+of|of\b))",
    re.IGNORECASE,
)
_SHARE_STRAIGHT = re.compile(
    rf"^Of\s+(?:the\s+|all\s+|our\s+)?(?P<m>{NUMBER})\s+(?P<after>[a-z][^,.;\d]{{0,60}}?)\s+"
    rf"(?:only\s+|just\s+)?(?P<n>{NUMBER})(?=\s+(?:had|have|were|was|are|said|felt|told|did|knew|thought|could)\b)",
    re.IGNORECASE,
)
_AHEAD = (_SHARE_AHEAD, _SHARE_STRAIGHT)
_SLASH = re.compile(
    r"(?<![\d/⁄.,])(?<!\d\s)\b(?P<n>\d{1,3})\s?/\s?(?P<m>\d{1,3})(?![\d/⁄])"
    r"(?=\)?(?P<after>(?:\s+[\w\u2019'-]+){1,3}))"
)
_NONE_OR_ALL = re.compile(
    rf"\b(?P<which>none\s+of|all(?:\s+of)?|(?:every|each)\s+one\s+of)\s+(?:the\s+|these\s+|those\s+)?(?P<m>{NUMBER})"
    r"(?=(?P<after>(?:\s+[\w\u2019'-]+){1,3}))",
    re.IGNORECASE,
)
_NOT_ALL = re.compile(r"\b(?:not|nearly|almost|virtually|practically)\s+$", re.IGNORECASE)
_ALL_BUT = re.compile(
    rf"\b(?:all|every|everyone|every\s+one)\s+(?:but|bar|except)\s+(?P<left>{NUMBER})\s+(?:out\s+of|of)\s+"
    rf"(?:the\s+|these\s+|those\s+|our\s+)?(?P<m>{NUMBER})\b"
    r"(?=(?P<after>(?:\s+[\w\u2019'-]+){0,6}))",
    re.IGNORECASE,
)
_NOT_ONE = re.compile(
    rf"\bnot\s+(?:a\s+single\s+)?one\s+of\s+(?:the\s+|these\s+|those\s+|our\s+)?(?P<m>{NUMBER})\b"
    r"(?=(?P<after>(?:\s+[\w\u2019'-]+){0,6}))",
    re.IGNORECASE,
)
_OPEN_SHARE = re.compile(rf"\b(?:{NUMBER}\s+(?:or|to)|not|every|each|any)\s+$", re.IGNORECASE)
""" "One or two of the nine" is no number; "every one of the nine" is all."""
_MORE_OF_WHOM = re.compile(
    rf"(?:,|\band)\s+(?P<n>{NUMBER})\s+of\s+(?:whom|which|them)\b", re.IGNORECASE
)
_OF_WHOM = re.compile(
    rf"(?<![\d.,/])\b(?P<m>{NUMBER})\s+(?P<after>[a-z][^.;:]{{2,80}}?)[,(]\s*"
    rf"(?:(?P<n>{NUMBER})\s+of\s+(?:whom|which|them)\b"
    rf"|of\s+(?:whom|which|them|these)\s+(?:only\s+|just\s+)?(?P<late>{NUMBER})\b(?!\s*(?:%|per\s?cent)))",
    re.IGNORECASE,
)
_MEMBER = re.compile(r"\b(?:is|was|as|are|being)\s+(?:only\s+)?one$", re.IGNORECASE)
""" "Is one of 11 PDUs" says which, and how many there are."""
_RATED = re.compile(
    r"\b(?:score|scored|rated|rating)\b[^.]{0,40}\b(?:out of|of)\b|\bstandards?\b"
    rf"|\bof\s+(?:the\s+|all\s+)?{NUMBER}\s+(?:[a-z]+\s+)?points\b",
    re.IGNORECASE,
)
_NEAR = 3
"""Words after a share among which its noun stands ("relevant case reviews")."""
_JUDGED = {
    "cases",
    "reports",
    "reviews",
    "people",
    "women",
    "men",
    "children",
    "respondents",
    "staff",
    "practitioners",
    "orders",
    "licences",
    "victims",
    "prisoners",
    "managers",
    "posts",
    "trainees",
    "plans",
    "assessments",
    "appointments",
    "recalls",
    "visits",
}
"""What is judged one by one: "all 12 cases" is a finding, "all 12 regions" mostly a description."""
_NOUNS = re.compile(
    r"\b(cases|respondents|practitioners|people|staff|reports|reviews|orders|licences|managers|"
    r"interviews|individuals|women|men|prisoners|children|young adults|PDUs|regions|officers|"
    r"referrals|magistrates|victims|offices|requirements|posts|trainees|plans|assessments|"
    r"appointments|recalls|visits)\b",
    re.IGNORECASE,
)


def shares(sentence: str) -> Iterator[Figure]:
    """The counts of a sentence that say of how many."""
    yield from _exceptions(sentence)
    yield from _shares(sentence)
    yield from _wholes(sentence)


def _exceptions(sentence: str) -> Iterator[Figure]:
    """ "All but one of the nine" is eight of nine, "not one of the nine" is none."""
    for match in _ALL_BUT.finditer(sentence):
        left, whole = number(match["left"]), number(match["m"])
        if left is not None and whole is not None and left < whole:
            unit = _noun_after(match) or last_noun(sentence[: match.start()])
            yield Figure(*_place(match), whole - left, "count", unit, whole, None)
    for match in _NOT_ONE.finditer(sentence):
        if whole := number(match["m"]):
            unit = _noun_after(match) or last_noun(sentence[: match.start()])
            yield Figure(*_place(match), 0, "count", unit, whole, None)


def _place(match: re.Match[str]) -> tuple[int, int, str]:
    return match.start(), match.end(), match[0]


def _noun_after(match: re.Match[str]) -> str | None:
    return noun_in(" ".join(match["after"].split()[:_NEAR]))


def _shares(sentence: str) -> Iterator[Figure]:
    for pattern in (_SHARE, _SLASH, *_AHEAD):
        for match in pattern.finditer(sentence):
            part, whole = number(match["n"]), number(match["m"])
            if part is None or whole is None or part > whole:
                continue
            if _OPEN_SHARE.search(sentence[: match.start()]):
                continue
            near = sentence[max(0, match.start() - 40) : match.end("after")]
            member = bool(_MEMBER.search(sentence[: match.end("n")]))
            unit = noun_in(match["after"]) if member else _unit(sentence, match)
            if _RATED.search(near) or ((member or pattern is _SLASH) and unit is None):
                continue
            end = match.end("n") if pattern in _AHEAD or "(" in match[0] else match.end("m")
            yield Figure(
                start=match.start("n") if "(" in match[0] else match.start(),
                end=end,
                written=_written(sentence, match, pattern),
                number=part,
                measure="count",
                unit=unit,
                out_of=whole,
                label=None,
                judged=not member,
            )


def _wholes(sentence: str) -> Iterator[Figure]:
    """ "None of the 12 cases", "all 15 women", "30 officers, 12 of whom"."""
    for match in _NONE_OR_ALL.finditer(sentence):
        whole, unit = number(match["m"]), noun_in(match["after"])
        if _NOT_ALL.search(sentence[: match.start()]):
            continue
        if match["after"].split()[0].lower() == "who":
            unit = "people"
        if whole and unit in _JUDGED:
            part = 0 if match["which"].lower().startswith("none") else whole
            yield Figure(*match.span(), match[0], part, "count", unit, whole, None)
    for match in _OF_WHOM.finditer(sentence):
        group = "n" if match["n"] else "late"
        some, whole = number(match[group]), number(match["m"])
        if some is not None and whole is not None and some <= whole:
            unit = noun_in(match["after"])
            yield Figure(*match.span(group), match[group], some, "count", unit, whole, None)
            for more in _MORE_OF_WHOM.finditer(sentence, match.end()):
                other = number(more["n"])
                if other is not None and other <= whole:
                    yield Figure(*more.span("n"), more["n"], other, "count", unit, whole, None)


def _unit(sentence: str, match: re.Match[str]) -> str | None:
    """The noun of a share: right after it, else the last before it, else a later one."""
    after = match["after"]
    if sentence[match.end() : match.end() + 1] == ")" and (
        unit := last_noun(sentence[: match.start()])
    ):
        return unit
    near = " ".join(after.split()[:_NEAR])
    return noun_in(near) or last_noun(sentence[: match.start()]) or noun_in(after)


def _written(sentence: str, match: re.Match[str], pattern: re.Pattern[str]) -> str:
    if pattern in _AHEAD or "(" in match[0]:
        return f"{match['n']} of {match['m']}"
    return sentence[match.start() : match.end("m")]


def noun_in(words: str) -> str | None:
    """The first noun of some words that reports count by, or None."""
    found = _NOUNS.search(words)
    if not found:
        return None
    noun = found[1].lower()
    return "PDUs" if noun == "pdus" else noun


def last_noun(words: str) -> str | None:
    """The last noun of some words that reports count by, or None."""
    found = _NOUNS.findall(words)
    return noun_in(found[-1]) if found else None
