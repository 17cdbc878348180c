"""What a term means, where a report says it: in a sentence of its own, a footnote, written out."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.answers.compose import phrases
from index.answers.compose.quoting import FINDING_WORDS
from index.answers.compose.request import Request
from index.answers.english import content_stems
from index.answers.evidence import source_of
from index.answers.sentences import sentence_ranges
from index.models import Place
from ingest.models import Passage

_ASKED = re.compile(
    r"^\W*(?:what (?:is|are) (?:meant|understood) by (?P<d>.+?)"
    r"|(?:what(?:'?s|s| is| are| was| were)|explain|define|describe)\s+(?P<a>.+?)"
    r"(?:\s+(?:all )?about)?|what (?:does|do|did)\s+(?P<b>.+?)\s+(?:mean|stand for)"
    r"|(?:the )?(?:meaning|definition) of (?P<c>.+?)"
    r"|(?P<e>.+?)\s*[-:,–]+\s*(?:meaning|definition|what (?:is|does) (?:it|that)(?: mean)?))\W*$",
    re.IGNORECASE,
)
"""Questions that ask what something is; the groups hold what is asked about."""
_FRAMES = re.compile(
    r"^(?:can|could|would) you (?:please )?|^(?:please|pls) |\bto me\b"
    r"|\bto (?:a|an|the) new (?:starter|joiner)s?\b|\bplease\b|\bthe term\b"
    r"|\bin (?:plain|simple) (?:english|terms|words)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:an?|the|this|these|those)\s+", re.IGNORECASE)
_MOST_WORDS = 6
"""Words of a term: "the regional outcomes and innovation fund"."""
_SAYS = (
    r"(?:\s*\([^)]{1,40}\))?,?\s+"
    r"(?:(?:is|are|was|were)\s+(?:an?|the|part of|one of|designed|intended|used to|made up|where"
    r"|when|nationally|responsible(?! for (?:about |some |around )?\d))\b"
    r"|(?:means?|refers? to|stands? for|involves?|sets? out|aims? to|consists? of|comprises?"
    r"|describes?)\b|,?\s*which\s+(?:is|are|was)\b)"
)
_GOES_ON = re.compile(
    r"^(?:this|it|these|they)\s+(?:is|are|was|were)\s+(?:an?|the|part|designed|intended|made up"
    r"|national|nationally)\b|^(?:this|it|these|they)\s+(?:sets?|aims?|means?|mandates?|consists?)\b",
    re.IGNORECASE,
)


class _Meaning(NamedTuple):
    """A stretch of a passage that says what a term is."""

    rank: int
    """0 where it says what the term is, 1 where it writes an abbreviation out."""
    passage: Passage
    start: int
    end: int


def say_meaning(request: Request, places: Sequence[Place]) -> bool:
    """Quote what the reports say that a term is; False where none is asked for or none says it."""
    term = asked_term(request.plan.search) or asked_term(request.plan.standalone)
    if term is None or request.skip or request.plan.wants not in {"text", "yes_no"}:
        return False
    own = {r for place in places for r in request.reports_about(place)}
    order = [*request.national_reports(), *sorted(request.all_reports(), reverse=True)]
    reports = [r for r in dict.fromkeys(order) if not own or r in own]
    found = [m for r in reports for m in _meanings(request, r, term)]
    if not found:
        return False
    best = min(found, key=lambda m: (m.rank, m.end - m.start if m.rank else 0))
    if not places:
        title = phrases.report_title(request.knowledge, best.passage.report_id)
        request.build.heading(title)
    request.build.quote(source_of(request.knowledge, best.passage, best.start, best.end))
    return True


def asked_term(question: str) -> str | None:
    """The term of a question that asks what it means; None for any other question."""
    asked = _ASKED.match(" ".join(_FRAMES.sub(" ", question).split()))
    if asked is None:
        return None
    term = _ARTICLE.sub("", next(part for part in asked.groups() if part).strip(" ,'\"‘’“”"))
    words = term.split()
    short = len(words) == 1 and len(term) > 1 and term.isupper()
    return term if short or (len(words) <= _MOST_WORDS and content_stems(term)) else None


def _meanings(request: Request, report: str, term: str) -> Iterator[_Meaning]:
    """The places of a report that say what the term is."""
    names = [re.escape(n) for n in dict.fromkeys([term, *request.knowledge.expand(term)])]
    called = rf"(?:{'|'.join(n + ('' if n.endswith('s') else 's?') for n in names)})"
    says = re.compile(rf"\b{called}{_SAYS}", re.IGNORECASE)
    uses = re.compile(rf"\b{called}\b", re.IGNORECASE)
    written_out = re.compile(rf"\w\s\({re.escape(term)}s?\)", re.IGNORECASE)
    notes: set[int] = set()
    unit = _is_unit(request, [term, *request.knowledge.expand(term)])
    passages = [p for p in request.knowledge.by_report[report] if p.type not in {"table", "rating"}]
    for passage in passages:
        if not uses.search(passage.text):
            continue
        notes.update(passage.footnotes)
        for i, (a, b) in enumerate(ranges := sentence_ranges(passage.text)):
            text = passage.text[a:b]
            after = passage.text[slice(*ranges[i + 1])] if i + 1 < len(ranges) else ""
            if unit:
                if written_out.search(text) and _fits(text):
                    yield _Meaning(1, passage, a, b)
            elif says.match(_ARTICLE.sub("", text)) and _fits(text):
                yield _Meaning(0, passage, a, _with_next(passage, ranges, i))
            elif uses.search(text) and _GOES_ON.match(after) and _ends_with(text, uses):
                yield _Meaning(0, passage, a, ranges[i + 1][1])
            elif written_out.search(text) and _fits(text):
                yield _Meaning(1, passage, a, b)
    for passage in passages:
        if passage.type == "footnote" and passage.number and passage.number.isdigit():
            defines = int(passage.number) in notes and uses.match(_ARTICLE.sub("", passage.text))
            if defines and _fits(passage.text):
                yield _Meaning(0, passage, 0, len(passage.text))


def _is_unit(request: Request, names: Sequence[str]) -> bool:
    """Whether a term is what the scheme calls its places: "the PDU is …" is said of one of them."""
    called = {u.lower() for s in request.knowledge.schemes.schemes for u in s.calls.units}
    return any(name.lower() in called for name in names)


def _fits(text: str) -> bool:
    return len(text.split()) <= FINDING_WORDS


def _ends_with(text: str, uses: re.Pattern[str]) -> bool:
    """Whether the term is the last thing that a sentence speaks of: "This" of the next is it."""
    last = [*uses.finditer(text)][-1]
    return len(text[last.end() :].split()) <= 1 and not _POINTED.search(text[: last.start()])


_POINTED = re.compile(r"\b(?:this|that|these|those|each|every|our|its|their)\s+$", re.IGNORECASE)
"""Before a term that is known already: what the next sentence says is of something else."""


def _with_next(passage: Passage, ranges: Sequence[tuple[int, int]], index: int) -> int:
    """The end of a definition: with the sentence after it where that goes on about the term."""
    if index + 1 < len(ranges) and _GOES_ON.match(passage.text[slice(*ranges[index + 1])]):
        whole = passage.text[ranges[index][0] : ranges[index + 1][1]]
        return ranges[index + 1][1] if _fits(whole) else ranges[index][1]
    return ranges[index][1]
