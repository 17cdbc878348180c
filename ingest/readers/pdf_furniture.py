"""Running headers, footers and page numbers: told by their place and by coming again."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.readers.pdf_lines import Line, rows_of, segments_of
from ingest.readers.pdf_pages import PdfPage

_ZONE = 0.2
"""Share of the height of a page, above and below, in which furniture stands."""
_MARGIN = 0.12
"""The same for lines of words: further in, the wrapped lines of tables may be alike."""
_DEEPEST = 4
"""Lines of a header or footer."""
_LEVEL = 4.0
"""Points by which the same line may stand higher or lower on another page."""
_SHARE = 0.25
"""Share of the pages on which a line must come again to be furniture."""
_LEAST = 3
"""Pages, where there are more than five; 2 in shorter documents."""
_SLOT_SHARE = 0.6
"""Share of the pages on which a place must hold a line, for lines that differ by chapter."""
_LONGEST = 110
_PARTS = 3
"""Parts of a line in a header: left, middle and right."""
_LARGE = 1.15
"""Size against the body's, above which a line is a heading unless it is the same everywhere."""
_SENTENCE = re.compile(r"[\w)’”][.;,]$")
_NUMBER = re.compile(
    r"^(?:page\s+)?[-–—|]?\s*(?P<number>\d{1,4}|[ivxlc]{1,7})\s*(?:(?:of|/)\s*\d{1,4})?\s*[-–—|]?$",
    re.IGNORECASE,
)


class _Seen(NamedTuple):
    """A line at the edge of a page."""

    page: int
    above: bool
    at: float
    """Points from the edge of the page."""
    line: Line
    outermost: bool
    """So near to the edge that words stand there as well, and not page numbers alone."""

    @property
    def key(self) -> str:
        return " ".join(re.sub(r"\d+", "#", self.line.text).lower().split())


def furniture(
    pages: Sequence[PdfPage], held: dict[int, set[int]], body: float
) -> dict[int, set[int]]:
    """For each page number the ids of the words that are furniture.

    `held`: ids of words that stand in tables, where a head may come again on each page; `body`: the
    size of the body's type.
    """
    gone: dict[int, set[int]] = defaultdict(set)
    edges: dict[tuple[int, bool], list[_Seen]] = {}
    for page in pages:
        kept = held.get(page.number, set())
        words = [word for word in page.words if id(word) not in kept]
        gone[page.number].update(id(word) for word in words if word.artifact)
        rows = rows_of(word for word in words if not word.artifact and not word.turn)
        for above in (True, False):
            edges[page.number, above] = list(_edge(page, rows, above))
    seen = [each for lines in edges.values() for each in lines]
    running = _running(seen, len(pages))
    for (number, _), lines in edges.items():
        for each in lines:
            if not _runs(each, running, len(pages), body):
                break
            gone[number].update(id(word) for word in each.line.words)
    return gone


def _edge(page: PdfPage, rows: Sequence[Line], above: bool) -> Iterator[_Seen]:
    """The outermost lines of a page, from the edge inwards."""
    limit = _ZONE * page.height
    inwards = rows if above else list(reversed(rows))
    for i, row in enumerate(inwards[:_DEEPEST]):
        at = row.baseline if above else page.height - row.baseline
        if at > limit or len(row.text) > _LONGEST or _is_table(inwards[i : i + _DEEPEST]):
            return
        yield _Seen(page.number, above, at, row, at <= _MARGIN * page.height)


def _is_table(rows: Sequence[Line]) -> bool:
    """Whether lines begin a table: more parts than left, middle and right, at once or soon."""
    parts = [len(segments_of(row)) for row in rows]
    return parts[0] > _PARTS or (parts[0] == _PARTS and max(parts) > _PARTS)


class _Running(NamedTuple):
    texts: dict[tuple[bool, str], list[_Seen]]
    slots: list[tuple[bool, float]]
    """Places that hold running lines on most pages, whatever these say."""
    numbers: Counter[tuple[bool, int]]
    """How often the line is its page's number plus this."""


def _running(seen: Sequence[_Seen], pages: int) -> _Running:
    texts: dict[tuple[bool, str], list[_Seen]] = defaultdict(list)
    numbers: Counter[tuple[bool, int]] = Counter()
    for each in seen:
        texts[each.above, each.key].append(each)
        if (offset := _offset(each)) is not None:
            numbers[each.above, offset] += 1
    slots = []
    for above in (True, False):
        for at in sorted({round(each.at) for each in seen if each.above is above}):
            here = [e for e in seen if e.above is above and abs(e.at - at) <= _LEVEL / 2]
            again = [
                each
                for each in here
                if any(
                    other.page != each.page and abs(other.at - each.at) <= _LEVEL
                    for other in texts[above, each.key]
                )
            ]
            if len(again) >= max(4, _SLOT_SHARE * pages) and len(again) >= 0.8 * len(here):
                slots.append((above, float(at)))
    return _Running(texts, slots, numbers)


def _runs(each: _Seen, running: _Running, pages: int, body: float) -> bool:
    offset = _offset(each)
    if offset is not None and running.numbers[each.above, offset] >= 2:
        return True
    if not each.outermost or _SENTENCE.search(each.line.text):
        # The last line of a footnote that several pages have.
        return False
    same = [
        other for other in running.texts[each.above, each.key] if abs(other.at - each.at) <= _LEVEL
    ]
    if each.line.size > _LARGE * body:
        # "Part 1", "Part 2": headings at the same place of many pages.
        alike = sum(other.line.text == each.line.text for other in same)
        return alike >= max(_LEAST, _SLOT_SHARE * pages)
    least = max(_LEAST, _SHARE * pages) if pages > 5 else 2
    if len({other.page for other in same}) >= least:
        return True
    slot = any(
        above is each.above and abs(at - each.at) <= _LEVEL / 2 for above, at in running.slots
    )
    return slot and len(same) >= 2


def _offset(each: _Seen) -> int | None:
    """The printed page number less the page's own; None where the line is no page number."""
    match = _NUMBER.match(each.line.text)
    if match is None:
        return None
    printed = match["number"]
    number = int(printed) if printed.isdigit() else _roman(printed.lower())
    return None if number is None else number - each.page


def _roman(letters: str) -> int | None:
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    total = 0
    for i, letter in enumerate(letters):
        value = values[letter]
        following = values[letters[i + 1]] if i + 1 < len(letters) else 0
        total += -value if value < following else value
    return total or None
