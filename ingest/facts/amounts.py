"""Plain numbers: "15 vacancies", "there is one court", "fallen from 133 to 74", averages."""

import re
from collections.abc import Iterator
from functools import cache

from ingest.facts.numbers import NUMBER, Figure, number
from ingest.facts.shares import last_noun, noun_in

_AFTER = r"(?=(?P<after>(?:\s+[\w\u2019'-]+){0,3}))"
_PARTS = (
    re.compile(
        rf"\bof\s+(?:these|those|them)(?:\s+\w+)?,\s+(?:only\s+|just\s+)?(?P<n>{NUMBER})\b"
        rf"(?!\s*(?:%|per\s?cent|out\s+of|of\b|in\b)){_AFTER}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![\d.,/])\b(?P<n>{NUMBER})(?=\s+of\s+(?:these|those|them)\b){_AFTER}", re.IGNORECASE
    ),
    re.compile(
        rf"\b(?:an\s+additional|another|a\s+further)\s+(?P<n>{NUMBER})(?=\s+(?:[a-z]+ed|were|had)\b){_AFTER}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:only|just)\s+(?P<n>one)(?=\s+(?:person|respondent|practitioner|case|individual|member|manager)\b){_AFTER}",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?P<n>(?:all|every|everyone)\s+but\s+{NUMBER})\b{_AFTER}", re.IGNORECASE),
)
_THERE = re.compile(
    rf"\bthere\s+(?:is|are|was|were|had\s+been|have\s+been)\s+(?:also\s+|only\s+|just\s+|now\s+|currently\s+)?"
    rf"(?P<n>{NUMBER})\s+(?P<what>(?:[\w\u2019'-]+\s+){{0,2}}?[\w\u2019'-]{{3,}})"
    r"(?=\s*(?:[,.;:(]|\b(?:in|at|for|of|to|with|who|that|which|within|across|attached|based|on|and|but)\b|$))",
    re.IGNORECASE,
)
_NO_THING = re.compile(
    r"\b(?:standards?|questions?|recommendations?|reasons?|ways?|aspects?|stages?|parts?|domains?|points?|"
    r"years?|months?|weeks?|days?|hours?|minutes?|cent|levels?|themes?|elements?|phases?|times|"
    r"thirds|quarters|fifths|tenths|is|was|has|as)\b",
    re.IGNORECASE,
)
"""What is counted in describing a report or a length of time, not in inspecting."""
_LINKS = "and|of|or|in|to|the|per|for|out|cent"
_NO_ADJECTIVE = (
    "is|are|was|were|be|been|had|has|have|did|do|does|said|who|whom|which|that|with|for|from|on|at|by|as|than"
    "|not|never"
)
"""What never stands between a number and its noun: "one trainee had 46 people"."""
_KNOWN = re.compile(r"\b(?:all|both|these|those|the|each\s+of\s+the)\s+$", re.IGNORECASE)
"""Before a few that were counted elsewhere: "in the two towns", "both these offices"."""
_FEW = 4
"""Numbers under this one after "the" only point; "the 34 practitioners" says how many."""
_LIMIT = re.compile(
    r"\b(?:within|inside|in|for|after|every|under|than|at\s+least|up\s+to|over|by|took|lasted|next|last|first)\s+"
    r"(?:about\s+|around\s+)?$",
    re.IGNORECASE,
)
"""Before a length of time in which something is to be done: no days that were counted."""
_YEAR = re.compile(r"(?:19|20)\d\d")
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
_NAMED = re.compile(
    r"\b(?:level|tier|stage|phase|part|figure|domain|standard|number|chapter|appendix|aged?|round|band|category|"
    r"wave|option|page|paragraph|footnote|table|section|article|schedule|act)\s+$",
    re.IGNORECASE,
)
"""Words after which a number is a name, not a count: "level one cases"."""
_REST_ENDS = re.compile(
    rf"\s+(?:and\s+(?={NUMBER}\b)|(?:with|who|which|where|as|but|while|between|were|was|are|is)\b)",
    re.IGNORECASE,
)
_MOST_WORDS = 10
"""Words of the label of a plain number: "practitioners based in Sheffield"."""
_FINDINGS = {"cases", "reports", "orders", "licences", "releases"}
_OBJECT = re.compile(r"\b(?:on|to|by)\s+(?:just\s+|only\s+|about\s+)?$", re.IGNORECASE)
"""Before what only ends a clause: "failed on 14 occasions" is about what failed."""
_IN = re.compile(r"\bin\s+(?:only\s+|just\s+|a\s+further\s+|another\s+)?$", re.IGNORECASE)
_NEEDED_IN = re.compile(
    r"\b(?:needed|required|necessary|called\s+for|due|relevant|warranted)\s+in\s+(?:only\s+|just\s+)?$",
    re.IGNORECASE,
)
"""What was needed is neither done nor lacking."""
_SAYS = re.compile(
    r"\s+(?:said|felt|reported|told|thought|believed|agreed|disagreed|stated|knew)\b", re.IGNORECASE
)
"""After these a plain number counts who found it so: "eight respondents felt"."""
_SPANS = ("days", "weeks", "months", "hours", "cases", "people")


def amounts(sentence: str, counted: tuple[str, ...]) -> Iterator[Figure]:
    """The plain numbers of a sentence; `counted` are nouns that any of them may count."""
    yield from _parts(sentence)
    yield from _plain_counts(sentence, counted)
    yield from _averages(sentence)
    yield from _changes(sentence)
    yield from _things(sentence)


def _parts(sentence: str) -> Iterator[Figure]:
    """ "Of these, eight", "an additional four completed", "only one person", "all but one"."""
    for pattern in _PARTS:
        for match in pattern.finditer(sentence):
            yield from _count(match, "n", noun_in(match["after"]), judged=True)


def _changes(sentence: str) -> Iterator[Figure]:
    """ "Reduced from 133 to 74"."""
    for match in _CHANGE.finditer(sentence):
        unit = noun_in(match["what"]) or last_noun(sentence[: match.start()])
        yield from _count(match, "a", unit)
        yield from _count(match, "b", unit)


def _averages(sentence: str) -> Iterator[Figure]:
    """ "The average for all staff was 23 days"."""
    for match in _AVERAGE.finditer(sentence):
        group, then = ("n", "after") if match["n"] else ("bare", "then")
        words = f"{match[then]} {match['what'] or ''}"
        if unit := next((word for word in _SPANS if word in words), None):
            yield from _count(match, group, unit)


def _things(sentence: str) -> Iterator[Figure]:
    """ "There is one court": a sentence that is there to count counts whatever it is."""
    for match in _THERE.finditer(sentence):
        if not _NO_THING.search(match["what"]):
            yield from _count(match, "n", match["what"].split()[-1])


def _count(
    match: re.Match[str], group: str, unit: str | None, judged: bool = False
) -> Iterator[Figure]:
    value = number(match[group])
    if value is not None and not _YEAR.fullmatch(match[group]):
        yield Figure(
            *match.span(group), match[group], value, "count", unit, None, None, judged=judged
        )


def _plain_counts(sentence: str, counted: tuple[str, ...]) -> Iterator[Figure]:
    """A number before a noun that the field counts: "148 practitioners based in …"."""
    for match in _counting(counted).finditer(sentence):
        value = number(match["n"])
        if value is None or _YEAR.fullmatch(match["n"]):
            continue
        ahead, days = sentence[: match.start()], "days" in match["what"].lower()
        if _NAMED.search(ahead) or (value < _FEW and _KNOWN.search(ahead)):
            continue
        if days and _LIMIT.search(ahead):
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
            label=None
            if label == match["what"] or _OBJECT.search(ahead)
            else " ".join(label.split(" ")[:_MOST_WORDS]),
            judged=bool(
                (
                    match["what"].lower() in _FINDINGS
                    and _IN.search(ahead)
                    and not _NEEDED_IN.search(ahead)
                )
                or _SAYS.match(match["rest"])
            ),
        )


@cache
def _counting(counted: tuple[str, ...]) -> re.Pattern[str]:
    nouns = "|".join(re.escape(noun) for noun in sorted(counted, key=len, reverse=True))
    return re.compile(
        rf"(?<![\d.,/])\b(?P<n>{NUMBER})\s+"
        rf"(?P<noun>(?:(?!(?:{_LINKS}|{_NO_ADJECTIVE})\b|{NUMBER}\b)[\w()\u2019'-]+\s+){{0,3}}?"
        rf"(?P<what>{nouns}))\b"
        r"(?=(?P<rest>[^,.;:]{0,60}))",
        re.IGNORECASE,
    )
