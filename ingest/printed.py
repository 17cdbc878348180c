"""Pages and boxes: where the words of a text are printed, and so where every span of it stands."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, TypeVar

from ingest.models import Box, Fact, Passage, Report, Section, Source, Span, Warning, Word

_SAME_LINE = 0.5
"""Share of the lower of two boxes that must overlap upright, for them to stand on one line."""
Kind = TypeVar("Kind", Passage, Source)


class Printed:
    """The places of the words of one text."""

    def __init__(self, words: Iterable[Word]) -> None:
        """`words` are in order of start and do not overlap."""
        self.words = tuple(words)
        self._starts = [word.start for word in self.words]
        self._ends = [word.end for word in self.words]

    def __bool__(self) -> bool:
        return bool(self.words)

    def within(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that [start, end) of the text touches."""
        return self.words[bisect_right(self._ends, start) : bisect_left(self._starts, end)]

    def page(self, offset: int) -> int | None:
        """The page on which an offset stands: that of its word, else of the word before it."""
        if not self.words:
            return None
        return self.words[max(0, bisect_right(self._starts, offset) - 1)].box.page

    def paged(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        """The spans with their pages, cut where a page begins."""
        return tuple(part for span in spans for part in self._by_page(span))

    def boxes(self, spans: Sequence[Span]) -> tuple[Box, ...]:
        """The boxes of the words of these spans, one for each line that they stand on."""
        lines: list[Box] = []
        for span in spans:
            for word in self.within(span.start, span.end):
                if lines and _on_one_line(lines[-1], word.box):
                    lines[-1] = _around(lines[-1], word.box)
                else:
                    lines.append(word.box)
        return tuple(lines)

    def _by_page(self, span: Span) -> list[Span]:
        words = self.within(span.start, span.end)
        if not words:
            return [span._replace(page=self.page(span.start))]
        cuts = [b.start for a, b in pairwise(words) if a.box.page != b.box.page]
        bounds = [span.start, *cuts, span.end]
        pages = [words[0].box.page]
        pages += [b.box.page for a, b in pairwise(words) if a.box.page != b.box.page]
        return [
            Span(start, end, page)
            for (start, end), page in zip(pairwise(bounds), pages, strict=True)
        ]


def with_places(report: Report, words: Iterable[Word]) -> Report:
    """The report with the page of every span, and the boxes of its passages and sources."""
    printed = Printed(words)
    if not printed:
        return report
    return report.model_copy(
        update={
            "sections": tuple(_section(each, printed) for each in report.sections),
            "passages": tuple(_placed(each, printed) for each in report.passages),
            "facts": tuple(_fact(each, printed) for each in report.facts),
            "warnings": tuple(_warning(each, printed) for each in report.warnings),
            "words": printed.words,
        }
    )


def _section(section: Section, printed: Printed) -> Section:
    spans = printed.paged(section.spans)
    return section.model_copy(update={"spans": spans, "page": spans[0].page})


def _placed(found: Kind, printed: Printed) -> Kind:
    """A passage or a source with its pages and boxes."""
    spans = printed.paged(found.spans)
    page = spans[0].page if spans else None
    return found.model_copy(update={"spans": spans, "page": page, "boxes": printed.boxes(spans)})


def _fact(fact: Fact, printed: Printed) -> Fact:
    update: dict[str, Any] = {"source": _placed(fact.source, printed)}
    if fact.also:
        update["also"] = tuple(_placed(each, printed) for each in fact.also)
    return fact.model_copy(update=update)


def _warning(warning: Warning, printed: Printed) -> Warning:
    sources = tuple(_placed(each, printed) for each in warning.sources)
    return warning.model_copy(update={"sources": sources})


def _on_one_line(line: Box, word: Box) -> bool:
    if line.page != word.page or word.x0 < line.x0:
        return False
    overlap = min(line.bottom, word.bottom) - max(line.top, word.top)
    lower = min(line.bottom - line.top, word.bottom - word.top)
    return overlap >= _SAME_LINE * lower


def _around(line: Box, word: Box) -> Box:
    return Box(
        line.page,
        min(line.x0, word.x0),
        min(line.top, word.top),
        max(line.x1, word.x1),
        max(line.bottom, word.bottom),
    )
