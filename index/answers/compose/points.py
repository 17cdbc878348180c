"""Points that reports list: the sentence of each that makes sense alone, the leading ones first."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Literal, NamedTuple

from index.answers.compose import phrases
from index.answers.compose.request import Request
from index.answers.english import content_stems
from index.answers.evidence import source_of
from index.answers.features import LEANS
from index.answers.knowledge import Knowledge
from index.answers.sense import reads, reads_point
from index.answers.sentences import sentence_ranges
from ingest.models import Passage, Source

Polarity = Literal["strength", "improvement"]

LEANING_WORDS = 60
"""Words of a sentence together with those that it leans on."""
EASY_WORDS = 24
"""Words of a sentence that is read at a glance; each ten more cost as much as a later place."""
NOT_SORTED = (
    "Where a report, as its file has it, does not sort its points into strengths and areas for "
    "improvement, they are chosen here by their wording."
)
_OPENING = ("foreword", "summary", "key findings", "overview", "introduction")
_NUMBERING = re.compile(r"^(?:P\s+)?[\d.]+\s*")
# "That said, …", "Likewise, …", "This was more difficult": what stood before is missing.
TURNS = re.compile(
    r"^(?:that said|still,|likewise|similarly|equally|furthermore|moreover|also|but|and|yet|instead"
    r"|otherwise|conversely|on the other hand|nevertheless|nonetheless|despite (?:this|that|these)"
    r"|in spite of (?:this|that)|for instance|as such|hence|thus|more ?over|those (?:problems"
    r"|issues|factors)|given (?:this|that|these)|again|as (?:outlined|noted|mentioned|described)"
    r"|one (?:example|of these)|examples? (?:included?|of this)|here)\b",
    re.IGNORECASE,
)
LINK = re.compile(
    r"(?:however|likewise|similarly|equally|additionally|in addition|furthermore|moreover|also"
    r"|that said|therefore|consequently|nevertheless|nonetheless), (?=\w)",
    re.IGNORECASE,
)
"""What only links a sentence to the one before it, and can be left out in front of it."""
# "It was rare for reviews to …", "It is clear that …": the "it" points to what follows.
_AHEAD = re.compile(
    r"^it (?:was|is|had been|has been) (?:\w+ ){0,2}?(?:rare|clear|unclear|evident|apparent"
    r"|difficult|hard|easy|important|crucial|vital|common|usual|unusual|possible|impossible|good|positive"
    r"|pleasing|encouraging|disappointing|concerning|worrying|likely|unlikely) (?:for|that|to"
    r"|whether|how|when|if)\b",
    re.IGNORECASE,
)
_BACKWARD = re.compile(
    r"^(?:\w+\W+){0,4}?(?:of (?:these|this|that|those)|because of (?:this|that)|this (?:was|is|had"
    r"|meant|included|led|also)|these (?:were|are|had|included)|as (?:these|this)\b)",
    re.IGNORECASE,
)


class Point(NamedTuple):
    """One thing that a report praises or criticises: a sentence of a passage."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """The sentence."""
        return self.passage.text[self.start : self.end]

    @property
    def length(self) -> int:
        """Words of the sentence."""
        return len(self.text.split())

    def source(self, knowledge: Knowledge) -> Source:
        """The place of the sentence in its report."""
        return source_of(knowledge, self.passage, self.start, self.end)


def points(
    request: Request,
    report: str,
    polarity: Polarity,
    standards: Collection[str] = (),
    *,
    every: bool = False,
) -> list[Point]:
    """What a report praises or criticises, in its order; all of it, or under some standards.

    A section that does not sort its points counts by how they read (`unsorted` tells).
    `every`: also points whose every sentence leans on the point before: a list whole leaves none
    out.
    """
    scope = [p for p in request.knowledge.by_report[report] if _in_scope(request, p, standards)]
    sorts = {_group(p) for p in scope if p.polarity in {"strength", "improvement"}}
    found: list[Point] = []
    for passage in scope:
        if passage.polarity == polarity:
            point = _listed(passage, low=polarity == "improvement", every=every)
        elif passage.polarity == "unlabelled" or (
            passage.polarity is None and passage.standard and _group(passage) not in sorts
        ):
            point = _sensed(passage, polarity)
        else:
            continue
        if point:
            found.append(point)
    return found


def unsorted(chosen: Iterable[Point]) -> bool:
    """Whether some points were chosen by their wording, as no heading sorts them."""
    return any(p.passage.polarity in {None, "unlabelled"} for p in chosen)


def leading(request: Request, found: Sequence[Point]) -> list[Point]:
    """Points by weight: the best of each part of the report before a second of any.

    Weight: what the report's opening takes up again, what stands early, what is read at a glance,
    and how its standard was rated: praise leads where the rating is high, criticism where low.
    """
    if not found:
        return []
    support = _opening_stems(request, found[0].passage.report_id)
    rated = _rated(request, found[0].passage.report_id)
    groups: dict[tuple[str, ...], list[Point]] = {}
    for point in found:
        groups.setdefault(_group(point.passage), []).append(point)
    ranked = []
    for group in groups.values():
        costs = sorted(
            (_cost(request, p, i, support) + _unlike(p, rated), p.passage.ordinal, p)
            for i, p in enumerate(group)
        )
        ranked += [(turn, round(c, 6), at, p) for turn, (c, at, p) in enumerate(costs)]
    return [p for *_, p in sorted(ranked, key=lambda r: r[:3])]


def within(found: Sequence[Point], words: int, most: int) -> list[Point]:
    """The first of these that fit together into so many words; one at least, in their order."""
    chosen: list[Point] = []
    for point in found:
        if len(chosen) < most and (not chosen or point.length <= words):
            chosen.append(point)
            words -= point.length
    return chosen


def part_of(request: Request, passage: Passage, scheme: str) -> str:
    """The part of the report that a passage belongs to: its standard, or its heading, capitalised.

    "Feedback from people on probation", without numbers; "" where there is no heading.
    """
    if passage.standard:
        name = phrases.standard_name(request.knowledge, scheme, passage.standard)
        return name[:1].upper() + name[1:]
    heads = [h for h in passage.section if not content_stems(h) <= _SORTING]
    return _NUMBERING.sub("", heads[-1]) if heads else ""


_SORTING = content_stems("strengths areas for improvement key development weaknesses")


def stands_alone(text: str) -> bool:
    """Whether a sentence makes sense where nothing stands before it."""
    if _AHEAD.match(text):
        return True
    return not (
        LEANS.match(text)
        or TURNS.match(text)
        or _BACKWARD.match(text)
        or text.rstrip().endswith((":", "\u2026"))
        or text[:1].islower()
    )


def is_opening(passage: Passage) -> bool:
    """Whether a passage belongs to the part of a report that sums it up."""
    head = passage.section[0].lower() if passage.section else ""
    return any(word in head for word in _OPENING)


def leaning_start(passage: Passage, start: int, end: int) -> int:
    """Where a quotation begins that makes sense alone: "This … led to" needs what "this" is.

    The start itself where the sentences before would make the quotation too long.
    """
    begin = start
    for a, _ in reversed([r for r in sentence_ranges(passage.text) if r[0] < start]):
        if stands_alone(passage.text[begin:end]):
            return begin
        begin = a
    return begin if len(passage.text[begin:end].split()) <= LEANING_WORDS else start


def judged(passage: Passage, *, low: bool) -> tuple[int, int, bool]:
    """The first sentence that reads as wanted and stands alone, and whether there is one.

    One that leans on the sentence before it counts with that sentence, and after all others.
    """
    wanted = "low" if low else "high"
    ranges = sentence_ranges(passage.text)
    fitting = [(a, b) for a, b in ranges if reads(passage.text[a:b]) == wanted]
    fitting = [r for r in fitting if not passage.text[r[0] : r[1]].rstrip().endswith(":")]
    alone = [(a, b) for a, b in fitting if stands_alone(passage.text[a:b])]
    if alone:
        return *alone[0], True
    if fitting:
        a, b = fitting[0]
        start = leaning_start(passage, a, b)
        return start, b, low and start < a
    return *ranges[0], False


def _in_scope(request: Request, passage: Passage, standards: Collection[str]) -> bool:
    prose = passage.type in {"bullet", "paragraph", "numbered"}
    sorted_here = passage.polarity in {"strength", "improvement", "unlabelled"}
    if not prose or passage.id in request.skip or not (sorted_here or passage.type == "bullet"):
        return False
    return not standards or passage.standard in standards


def _group(passage: Passage) -> tuple[str, ...]:
    """Points of one standard, or of one heading without a standard, belong together."""
    if passage.standard:
        return (passage.standard,)
    return tuple(h for h in passage.section if not content_stems(h) <= _SORTING)


def _listed(passage: Passage, *, low: bool, every: bool) -> Point | None:
    """The sentence for which a sorted point stands: its first, where that makes sense alone.

    "However, the plan had no measures" makes sense from "the plan" on.
    """
    first = sentence_ranges(passage.text)[0]
    a, b = first
    if stands_alone(passage.text[a:b]):
        return Point(passage, a, b)
    linked = LINK.match(passage.text, a, b)
    rest = passage.text[linked.end() : b] if linked else ""
    if linked and stands_alone(rest[:1].upper() + rest[1:]):
        return Point(passage, linked.end(), b)
    a, b, fits = judged(passage, low=low)
    if fits and stands_alone(passage.text[a:b]):
        return Point(passage, a, b)
    return Point(passage, *first) if every else None


def reads_as(passage: Passage, polarity: Polarity) -> bool:
    """Whether a point reads as a strength, all of it, or holds a criticism that stands out."""
    if polarity == "improvement":
        return judged(passage, low=True)[2] and reads_point(passage.text) != "high"
    return reads_point(passage.text) == "high"


def _sensed(passage: Passage, polarity: Polarity) -> Point | None:
    """The sentence for which an unsorted point stands, where the point reads as wanted."""
    a, b, _ = judged(passage, low=polarity == "improvement")
    fits = reads_as(passage, polarity) and stands_alone(passage.text[a:b])
    return Point(passage, a, b) if fits else None


def _cost(request: Request, point: Point, position: int, support: frozenset[str]) -> float:
    """What speaks against leading with a point; lower leads."""
    stems = content_stems(point.text)
    weights = {s: request.knowledge.weight(s) for s in stems}
    taken_up = sum(weights[s] for s in stems & support) / (sum(weights.values()) or 1)
    wanted = "low" if point.passage.polarity == "improvement" else "high"
    against = 2.0 if reads(point.text) not in {wanted, "plain"} else 0.0
    # What no standard covers (what people on probation said) is rarely what an inspection is about.
    aside = 0.0 if point.passage.standard else 3.0
    long = max(0, point.length - EASY_WORDS) / 5
    return position / 2 + against + aside + long - 4 * taken_up


RATED = 0.6
"""What a step of the scale counts against praise, or for it, beside the other costs."""


def _rated(request: Request, report: str) -> dict[str, float]:
    """The points of each standard's rating in the inspection that a report is of."""
    rows = [r for r in request.knowledge.table.inspections if r.own_report == report]
    facts = [f for r in rows for f in r.of("rating") if f.cell == "legible" and f.standard]
    return {f.standard or "": f.number for f in facts if f.number is not None}


def _unlike(point: Point, rated: dict[str, float]) -> float:
    """How far the rating of a point's standard goes against what the point says."""
    given = rated.get(point.passage.standard or "")
    if given is None:
        return 0.0
    low = point.passage.polarity == "improvement" or (
        point.passage.polarity != "strength" and reads_as(point.passage, "improvement")
    )
    return RATED * (given if low else -given)


def _opening_stems(request: Request, report: str) -> frozenset[str]:
    """Stems of what the report's opening says: its own choice of what matters."""
    opening = [p for p in request.knowledge.by_report[report] if is_opening(p)]
    return frozenset(s for p in opening for s in request.knowledge.stems(p))
