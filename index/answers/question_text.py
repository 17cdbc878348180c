"""The words of a question as they are asked and as they are looked for."""

import re

from index.answers.dates import DateWords, in_words
from index.answers.english import content_stems
from index.answers.names import Names

_PREAMBLE = re.compile(
    r"^\W*(?:(?:hi|hello|hey|good (?:morning|afternoon))(?: there| all)?\b[\s,!.]*|please\b[\s,]*"
    r"|ok(?:ay)?\b[\s,]*|so\b[\s,]*|and\b[\s,]*"
    r"|(?:can|could|would|will) you (?:please )?(?:kindly )?"
    r"(?:tell|show|give|find|let|explain|help|say|check)(?: out)?(?: to)?(?: me| us)?(?: know)?"
    r"(?: (?:what|if|whether) (?=\w+ \w+ (?:is|was)))?\s+"
    r"|i(?:'d| would| want| need| am| was|'m)(?: like)?"
    r"(?: to (?:know|see|find out|ask|understand)| wondering| looking (?:for|at)"
    r"| trying to find)(?: out)?(?: about)?[\s,]*|(?:do you|does anyone) know\s+"
    r"|just wondering[\s,]*|quick (?:one|question)[\s:,-]*|remind me(?: of| about)?[\s,]*"
    r"|any idea\s+)+",
    re.IGNORECASE,
)
_ACCORDING = re.compile(
    r"\b(?:according to|in|from|as per|per) (?:the|this|that|your|its|their)"
    r"(?: \d{4}| latest| last| annual| inspection| published| PDU)*"
    r" (?:report|inspection|document|annual report)s?\b(?: (?:of|for|on|into))?",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"\[[^\]]*\]\([^)]*\)|https?://\S+|</?[a-zA-Z][^>]*>|[*_`]{2,}")
_ORDERS = re.compile(
    r"^\W*(?:you are|you must|ignore|forget|pretend|act as|disregard|say|rate|print|repeat"
    r"|from now on|respond|reply|answer only|assume|imagine|system)\b",
    re.IGNORECASE,
)
_CASES = re.compile(
    r"\bhow many (?:cases|orders|people|licences)\b.{0,30}"
    r"\b(?:inspect|look|examin|review|sampl|assess)\w*(?: at)?\W*$",
    re.IGNORECASE,
)
_CASES_WORDS = "We inspected cases where sentences and licences had commenced"
"""What is looked for when a question asks how many cases an inspection looked at."""


def asked(text: str, names: Names) -> str:
    """The question without markup and without sentences that give orders.

    Text of a question never changes how the assistant behaves (DESIGN.md, promise 11); a place that
    only the orders name is kept for a question that points at it.
    """
    bare = " ".join(_MARKUP.sub(" ", text).split()) or text
    sentences = re.split(r"(?<=[.!?;])\s+", bare)
    kept = [s for s in sentences if not _ORDERS.match(s)]
    if not kept or len(kept) == len(sentences):
        return bare
    asked = " ".join(kept)
    if names.find(asked):
        return asked
    places = [m.text for m in names.find(bare) if len(m.places) == 1]
    return f"{asked.rstrip('?. ')} in {places[0]}?" if places else asked


_TOPIC = 4
"""Words before the asking clause that name its subject; more tell a story."""
_CLAUSE = re.compile(r"\s[-–—]\s|[:;.!?]\s|,\s")
_STORY = re.compile(r"\b(?:i|i[’']?m|i[’']?ve|i[’']?d|my|me|we|we[’']re|our|us)\b", re.IGNORECASE)
"""What an asker says of themselves; other words before the question are part of it."""
_ASKS = re.compile(
    r"^(?:what|who|whom|whose|when|where|which|why|how|is|are|was|were|did|do|does|has|have|had"
    r"|can|could|in what|in how|at what|of what)\b",
    re.IGNORECASE,
)


def _asking_clause(text: str) -> str:
    """The clause that asks, without what the asker tells of themselves ("I'm at a desk - who…?").

    What else stands before it is its subject: "Staff absence was high - how was it tackled?".
    """
    starts = [0, *(m.end() for m in _CLAUSE.finditer(text))]
    for start in starts[1:]:
        story = len(text[:start].split()) > _TOPIC and _STORY.search(text[:start])
        if story and _ASKS.match(text[start:]) and len(content_stems(text[start:])) >= 2:
            return text[start:]
    return text


def _with_months(rest: str, dates: DateWords) -> str:
    """The question with its months put back: what happened in a month is looked for by it."""
    months = [in_words(d) for d in dates.dates if len(d) > 4]
    return f"{rest.rstrip('?. ')} {' '.join(months)}?" if months else rest


def search_text(rest: str, dates: DateWords) -> str:
    """The question as it is looked for: without politeness and without pointing at the report.

    Places and dates are out already, but the months of `dates` are put back.
    """
    if _CASES.search(rest):
        return _CASES_WORDS
    rest = _with_months(rest, dates)
    text = _ACCORDING.sub(" ", _PREAMBLE.sub("", _asking_clause(rest)))
    return " ".join(text.split()).strip(" ,;") or rest
