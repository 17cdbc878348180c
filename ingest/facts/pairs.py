"""Two numbers that belong together though no "of" joins them: posts, needs, targets."""

import re
from collections.abc import Iterator

from ingest.facts.numbers import NUMBER, Figure, number
from ingest.facts.shares import noun_in

_END = r"(?=\s*(?:[,.;:)]|$|\s(?:and|but|while|or)\b))"
_WHAT = r"[a-z](?:(?!\b(?:for|of)\b)[^,.;:\d]){1,70}?"
_POSTS = r"(?:posts|positions|roles|jobs|places)"
_FOR_POSTS = re.compile(
    rf"(?<![\d.,/])\b(?P<n>{NUMBER})\s+(?P<what>{_WHAT})\s+for\s+(?:the\s+)?(?P<m>{NUMBER})\s+"
    rf"(?:[a-z-]+\s+)?{_POSTS}\b",
    re.IGNORECASE,
)
_FOR_MORE = re.compile(
    rf"(?<![\d.,/])\b(?P<n>{NUMBER})\s+(?P<what>{_WHAT})\s+for\s+(?P<m>{NUMBER}){_END}",
    re.IGNORECASE,
)
""" "45 assistants for 52", after a pair that names the posts."""
_AGAINST = re.compile(
    rf"(?<![\d.,/])\b(?P<n>{NUMBER})\s+(?P<what>{_WHAT}),?\s+(?:against|out\s+of|compared\s+(?:with|to))\s+"
    r"(?:a|an|its|the|their)\s+(?:[a-z-]+\s+){0,2}?"
    r"(?:target|establishment|complement|requirement|allocation|budget|quota)\s+(?:staffing\s+)?of\s+"
    rf"(?P<m>{NUMBER})\b(?!\s*(?:%|per\s?cent))",
    re.IGNORECASE,
)
_DUE = (
    r"(?:should|ought|needed|requires|required|funded|budgeted|meant|supposed|instead\s+of|rather\s+than"
    r"|short\s+of)"
)
_INSTEAD = re.compile(
    rf"(?<![\d.,/])\b(?P<n>{NUMBER})\s+(?P<what>{_WHAT}),?\s+(?:(?:where|when|whereas|though|although|but|while)\b"
    rf"[^.;:\d]{{0,50}}?)?\b{_DUE}\b[^.;:\d]{{0,40}}?\s(?P<m>{NUMBER})"
    rf"(?=\s*(?:[,.;:)]|$|\s(?:needed|required|funded|budgeted|planned|{_POSTS})\b))",
    re.IGNORECASE,
)
_NEED = re.compile(
    r"\b(?:need(?:s|ed)?|requir(?:e|es|ed)|necessary|called\s+for|due|relevant|warranted|expected"
    r"|appropriate|should|applie[sd]|wanted)\b",
    re.IGNORECASE,
)
_CASES = re.compile(
    rf"(?<![\d.,/])\b(?P<m>{NUMBER})\s+(?:[a-z-]+\s+)?cases\b(?!\s+out\s+of)", re.IGNORECASE
)
_IN_SOME = re.compile(
    r"(?P<lead>\b(?:[\w\u2019']+\s+)?)\bin\s+(?:only\s+|just\s+|a\s+further\s+|another\s+)?"
    rf"(?P<n>{NUMBER})(?P<noun>\s+cases|\s+of\s+(?:them|these|those))?"
    r"(?=\s*(?:[.;)]|,\s|$|\s+(?:there|it|they|he|she|this|we|the|no|nobody)\b))",
    re.IGNORECASE,
)
""" "It took place in 22": of cases that the sentence has named."""
_FIRST = re.compile(r"Of\s+(?:the\s+|all\s+|these\s+)?", re.IGNORECASE)
_SHARE_OF = re.compile(r"\bof\s+(?:the\s+|all\s+)?$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_LABEL = 60


def pairs(sentence: str) -> Iterator[Figure]:
    """The counts of a sentence whose whole stands apart from them."""
    yield from _staffing(sentence)
    yield from _of_needed(sentence)


def _staffing(sentence: str) -> Iterator[Figure]:
    """ "29 officers for 48 posts", "27 against a target of 31", "nine where there should be 16"."""
    places = {_FOR_POSTS: 0, _AGAINST: 0, _INSTEAD: 0}
    if posts := _FOR_POSTS.search(sentence):
        places[_FOR_MORE] = posts.end()
    for pattern, start in places.items():
        for match in pattern.finditer(sentence, start):
            part, whole = number(match["n"]), number(match["m"])
            if part is None or whole is None or part > whole:
                continue
            what = " ".join(match["what"].split())
            yield Figure(
                start=match.start(),
                end=match.end("m"),
                written=match["n"],
                number=part,
                measure="count",
                unit=noun_in(what) or what.split()[-1],
                out_of=whole,
                label=None if pattern is _INSTEAD or len(what) > _LONGEST_LABEL else what,
                judged=False,
            )


def _of_needed(sentence: str) -> Iterator[Figure]:
    """ "Needed in 43 cases and took place in 22"; where no need is told, 22 cases of no whole."""
    named = _CASES.search(sentence)
    if named is None:
        return
    for match in _IN_SOME.finditer(sentence, named.end()):
        value, whole = number(match["n"]), number(named["m"])
        if value is None or _YEAR.fullmatch(match["n"]) or number(match["lead"]) is not None:
            continue
        ahead, before = sentence[: match.start("n")], sentence[: named.start()]
        first = bool(_FIRST.fullmatch(before))
        if match["noun"] and match["noun"].split() == ["cases"] and not first:
            continue
        part = first or (_NEED.search(ahead) and not _SHARE_OF.search(before))
        needed = part and whole is not None and value <= whole
        yield Figure(
            start=match.start("n"),
            end=match.end("n"),
            written=match["n"],
            number=value,
            measure="count",
            unit="cases",
            out_of=whole if needed else None,
            label=None,
        )
