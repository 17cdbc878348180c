"""The figures of a sentence: "22 of 59 cases", "28 per cent", "15 vacancies"."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from ingest.facts.fractions import fractions
from ingest.facts.numbers import DIGITS, NUMBER, number

_PERCENT = re.compile(rf"\b(?P<n>{NUMBER})\s*(?:%|per\s?cent\b)", re.IGNORECASE)
_SHARE = re.compile(
    rf"(?<![\d.,/])\b(?P<n>{NUMBER})(?:\s*\([^()]*\))?\s+(?:out\s+of|of)\s+(?:the\s+|all\s+)?(?P<m>{NUMBER})\b"
    r"(?=\)?(?:\s+of)?(?P<after>(?:\s+[\w\u2019'-]+){0,6}))",
    re.IGNORECASE,
)
_SHARE_AHEAD = re.compile(
    rf"\b(?:out\s+of|of)\s+(?:the\s+|all\s+)?(?P<m>{NUMBER})\s+(?P<after>[a-z][^,.;]{{0,80}}),\s*"
    rf"(?:only\s+|just\s+)?(?P<n>{NUMBER})\b(?!\s*(?:%|per\s?cent|out\s+of|of\b))",
    re.IGNORECASE,
)
_SLASH = re.compile(
    r"(?<![\d/.,])\b(?P<n>\d{1,3})\s?/\s?(?P<m>\d{1,3})(?![\d/])"
    r"(?=\)?(?P<after>(?:\s+[\w\u2019'-]+){1,3}))"
)
_NONE_OR_ALL = re.compile(
    rf"\b(?P<which>none\s+of|all(?:\s+of)?|every\s+one\s+of)\s+(?:the\s+|these\s+|those\s+)?(?P<m>{NUMBER})"
    r"(?=(?P<after>(?:\s+[\w\u2019'-]+){1,3}))",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(
    rf"(?<![\d.,/])\b(?P<m>{NUMBER})\s+(?P<after>[a-z][^.;:]{{2,80}}?)[,(]\s*"
    rf"(?:(?P<n>{NUMBER})\s+of\s+(?:whom|which|them)\b"
    rf"|of\s+(?:whom|which|them|these)\s+(?:only\s+|just\s+)?(?P<late>{NUMBER})\b(?!\s*(?:%|per\s?cent)))",
    re.IGNORECASE,
)
_OF_THESE = re.compile(
    rf"\bof\s+(?:these|those|them)(?:\s+\w+)?,\s+(?:only\s+|just\s+)?(?P<n>{NUMBER})\b"
    rf"(?!\s*(?:%|per\s?cent|out\s+of|of\b))|(?<![\d.,/])\b(?P<first>{NUMBER})\s+of\s+(?:these|those|them)\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:reduc|increas|decreas|rise|risen|rose|fall|fell|drop|grew|grown|grow|declin|down|up)\w*\s+from\s+"
    rf"(?P<a>{NUMBER})(?P<what>(?:\s+[a-z]+){{0,3}}?)\s+to\s+(?P<b>{NUMBER})\b(?!\s*(?:%|per\s?cent|per\b))",
    re.IGNORECASE,
)
_AVERAGE = re.compile(
    rf"\baverag\w*\b(?P<what>[^.;]{{0,50}}?)\s(?:of|was|is|were|at|averaged)\s+(?P<n>{NUMBER})\b"
    r"(?!\s*(?:%|per\s?cent))(?=(?P<after>(?:\s+[a-z]+){0,2}))"
    rf"|\baveraged\s+(?P<bare>{NUMBER})\b(?!\s*(?:%|per\s?cent))(?=(?P<then>(?:\s+[a-z]+){{0,2}}))",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"\b(?:between|from)\s+(?P<a>{NUMBER})\s+(?:and|to)\s+$", re.IGNORECASE)
_LEVEL = re.compile(
    r"\b(?P<what>caseload|population)\b(?P<between>[^.;]{0,90}?)\s"
    rf"(?:is|was|of|at|stands?\s+at|stood\s+at|accounted\s+for)\s+(?:about\s+|around\s+)?(?P<n>{DIGITS})",
    re.IGNORECASE,
)
_RATED = re.compile(
    r"\b(?:score|scored|rated|rating)\b[^.]{0,40}\b(?:out of|of)\b|\bstandards?\b"
    rf"|\bof\s+(?:the\s+|all\s+)?{NUMBER}\s+(?:[a-z]+\s+)?points\b",
    re.IGNORECASE,
)
_LINKS = "and|of|or|in|to|the|per|for|out|cent"
_NAMED = re.compile(
    r"\b(?:level|tier|stage|phase|part|figure|domain|standard|number|chapter|appendix|aged?|round)\s+$",
    re.IGNORECASE,
)
"""Words after which a number is a name, not a count: "level one cases"."""
_REST_ENDS = re.compile(
    rf"\s+(?:and\s+(?={NUMBER}\b)|(?:with|who|which|where|as|but|while|between|were|was|are|is)\b)",
    re.IGNORECASE,
)
_MOST_WORDS = 10
"""Words of the label of a plain number: "practitioners based in Sheffield"."""


class Figure(NamedTuple):
    """One figure of a sentence, with its place in the sentence."""

    start: int
    end: int
    written: str
    number: float | int
    measure: Literal["count", "percentage"]
    unit: str | None
    out_of: float | int | None
    label: str | None
    """What is counted where the figure says it itself; None where the clause says it."""
    part: bool = False
    """True for a part of what was counted before: "of these, eight"."""


def figures(sentence: str, counted: tuple[str, ...] = ()) -> list[Figure]:
    """The figures of a sentence in their order, none inside another.

    `counted` are the nouns that a plain number may count ("practitioners", "vacancies").
    """
    found = [*_shares(sentence), *_wholes(sentence), *_percentages(sentence)]
    found += [*_fractions(sentence), *_levels(sentence)]
    if counted:
        found += [*_of_these(sentence), *_plain_counts(sentence, counted), *_averages(sentence)]
        found += _changes(sentence)
    found += [lower for figure in found for lower in _lower_end(sentence, figure)]
    kept: list[Figure] = []
    for figure in found:
        if any(figure.start < each.end and each.start < figure.end for each in kept):
            continue
        if not (figure.out_of is None and _is_whole(sentence, figure, kept)):
            kept.append(figure)
    return sorted(kept)


def _is_whole(sentence: str, figure: Figure, kept: list[Figure]) -> bool:
    """True for the 60 of "45 (75 per cent) of 60 cases"."""
    return any(each.out_of == figure.number for each in kept) and bool(
        re.search(r"\)\s+(?:out\s+)?of\s+(?:the\s+|all\s+)?$", sentence[: figure.start])
    )


def _shares(sentence: str) -> Iterator[Figure]:
    for pattern in (_SHARE, _SLASH, _SHARE_AHEAD):
        for match in pattern.finditer(sentence):
            part, whole = number(match["n"]), number(match["m"])
            if part is None or whole is None or part > whole:
                continue
            near = sentence[max(0, match.start() - 40) : match.end("after")]
            if _RATED.search(near) or _is_one_of(match, pattern):
                continue
            unit = _unit(sentence, match)
            if pattern is _SLASH and unit is None:
                continue
            end = match.end("n") if pattern is _SHARE_AHEAD or "(" in match[0] else match.end("m")
            yield Figure(
                start=match.start("n") if "(" in match[0] else match.start(),
                end=end,
                written=_written(sentence, match, pattern),
                number=part,
                measure="count",
                unit=unit,
                out_of=whole,
                label=None,
            )


def _wholes(sentence: str) -> Iterator[Figure]:
    """ "None of the 12 cases", "all 15 women", "30 officers, 12 of whom"."""
    for match in _NONE_OR_ALL.finditer(sentence):
        whole, unit = number(match["m"]), _noun(match["after"])
        if whole and unit in _JUDGED:
            part = 0 if match["which"].lower().startswith("none") else whole
            yield Figure(*match.span(), match[0], part, "count", unit, whole, None)
    for match in _OF_WHOM.finditer(sentence):
        group = "n" if match["n"] else "late"
        some, whole = number(match[group]), number(match["m"])
        if some is not None and whole is not None and some <= whole:
            unit = _noun(match["after"])
            yield Figure(*match.span(group), match[group], some, "count", unit, whole, None)


def _of_these(sentence: str) -> Iterator[Figure]:
    for match in _OF_THESE.finditer(sentence):
        group = "n" if match["n"] else "first"
        value = number(match[group])
        if value is not None:
            yield Figure(*match.span(group), match[group], value, "count", None, None, None, True)


def _changes(sentence: str) -> Iterator[Figure]:
    """ "Reduced from 133 to 74"."""
    for match in _CHANGE.finditer(sentence):
        for group in ("a", "b"):
            value = number(match[group])
            if value is not None and not re.fullmatch(r"(?:19|20)\d\d", match[group]):
                unit = _noun(match["what"]) or _last_noun(sentence[: match.start()])
                yield Figure(*match.span(group), match[group], value, "count", unit, None, None)


def _averages(sentence: str) -> Iterator[Figure]:
    """ "The average for all staff was 23 days"."""
    for match in _AVERAGE.finditer(sentence):
        group, then = ("n", "after") if match["n"] else ("bare", "then")
        value = number(match[group])
        unit = next(
            (
                word
                for word in _SPANS
                for text in (match[then], match["what"] or "")
                if word in text
            ),
            None,
        )
        if value is not None and unit is not None:
            yield Figure(*match.span(group), match[group], value, "count", unit, None, None)


def _lower_end(sentence: str, figure: Figure) -> Iterator[Figure]:
    """ "Between 60 and" of "between 60 and 70 per cent"."""
    found = _RANGE.search(sentence[: figure.start])
    value = number(found["a"]) if found else None
    if found and value is not None and figure.out_of is None:
        written = sentence[found.start("a") : found.end("a")]
        yield figure._replace(
            start=found.start("a"), end=found.end("a"), written=written, number=value
        )


def _unit(sentence: str, match: re.Match[str]) -> str | None:
    """The noun of a share: right after it, else the last before it, else a later one."""
    after = match["after"]
    if sentence[match.end() : match.end() + 1] == ")" and (
        unit := _last_noun(sentence[: match.start()])
    ):
        return unit
    near = " ".join(after.split()[:_NEAR])
    return _noun(near) or _last_noun(sentence[: match.start()]) or _noun(after)


def _is_one_of(match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    """ "One of 11 PDUs" says which, not how many."""
    return pattern is _SHARE and match["n"].lower() == "one" and "out" not in match[0].lower()


def _written(sentence: str, match: re.Match[str], pattern: re.Pattern[str]) -> str:
    if pattern is _SHARE_AHEAD or "(" in match[0]:
        return f"{match['n']} of {match['m']}"
    return sentence[match.start() : match.end("m")]


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
}
"""What is judged one by one: "all 12 cases" is a finding, "all 12 regions" mostly a description."""
_SPANS = ("days", "weeks", "months", "hours", "cases", "people")
_NOUNS = re.compile(
    r"\b(cases|respondents|practitioners|people|staff|reports|reviews|orders|licences|managers|"
    r"interviews|individuals|women|men|prisoners|children|young adults|PDUs|regions|officers|"
    r"referrals|magistrates|victims|offices|requirements)\b",
    re.IGNORECASE,
)


def _noun(words: str) -> str | None:
    found = _NOUNS.search(words)
    if not found:
        return None
    noun = found[1].lower()
    return "PDUs" if noun == "pdus" else noun


def _last_noun(words: str) -> str | None:
    found = _NOUNS.findall(words)
    return _noun(found[-1]) if found else None


def _percentages(sentence: str) -> Iterator[Figure]:
    for match in _PERCENT.finditer(sentence):
        value = number(match["n"])
        if value is not None:
            yield Figure(*match.span(), match[0], value, "percentage", "percent", None, None)


def _fractions(sentence: str) -> Iterator[Figure]:
    for share in fractions(sentence):
        written = sentence[share.start : share.end]
        yield Figure(
            share.start, share.end, written, share.percent, "percentage", "percent", None, None
        )


def _levels(sentence: str) -> Iterator[Figure]:
    """ "The caseload of the region is 26,743", "a population of 554,401"."""
    for match in _LEVEL.finditer(sentence):
        value = number(match["n"])
        end = match.end()
        if value is None or value < 100 or re.match(r"\s*(?:%|per\s?cent)", sentence[end:]):
            continue
        before = re.search(r"[\w\u2019'-]+(?:\s[\w\u2019'-]+){0,2}\s$", sentence[: match.start()])
        owner = before[0] if before and re.search(r"PDU|total|area|region", before[0]) else ""
        between = re.sub(r"\s+", " ", match["between"])
        label = re.sub(r"(?i)^(?:the|a|its|has|which) ", "", f"{owner}{match['what']}{between}")
        yield Figure(
            match.start("n"), end, match["n"], value, "count", "people", None, label.strip(" ,")
        )


def _plain_counts(sentence: str, counted: tuple[str, ...]) -> Iterator[Figure]:
    """A number before a noun that the field counts: "148 practitioners based in …"."""
    if not counted:
        return
    nouns = "|".join(re.escape(noun) for noun in sorted(counted, key=len, reverse=True))
    pattern = re.compile(
        rf"(?<![\d.,/])\b(?P<n>{NUMBER})\s+"
        rf"(?P<noun>(?:(?!(?:{_LINKS})\b)[\w()\u2019'-]+\s+){{0,3}}?(?P<what>{nouns}))\b"
        r"(?=(?P<rest>[^,.;:]{0,60}))",
        re.IGNORECASE,
    )
    for match in pattern.finditer(sentence):
        value = number(match["n"])
        if value is None or re.fullmatch(r"(?:19|20)\d\d", match["n"]):
            continue
        if _NAMED.search(sentence[: match.start()]):
            continue
        rest = _REST_ENDS.split(match["rest"])[0]
        label = re.sub(r"\s+", " ", f"{match['noun']}{rest}").strip()
        yield Figure(
            start=match.start(),
            end=match.end("noun"),
            written=match["n"],
            number=value,
            measure="count",
            unit=next(noun for noun in counted if noun.lower() == match["what"].lower()),
            out_of=None,
            label=None if label == match["what"] else " ".join(label.split(" ")[:_MOST_WORDS]),
        )
