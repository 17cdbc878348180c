"""What the text of a report had lost or garbled: warnings about its structure."""

from collections.abc import Iterator, Sequence

from ingest.models import Passage, Section, Source, Warning
from ingest.readers.text import drawn_rating, visible


def reading_doubts(
    report: str, text: str, sections: Sequence[Section], passages: Sequence[Passage]
) -> tuple[Warning, ...]:
    """A warning for each thing that could not be read; () when all could."""
    return (
        *_unlabelled(report, text, passages),
        *_restored(report, text, passages, sections),
        *_unread_ratings(report, text, passages),
        *_lost_notes(report, text, passages),
    )


def _unlabelled(report: str, text: str, passages: Sequence[Passage]) -> Iterator[Warning]:
    lists: dict[tuple[str, ...], list[Passage]] = {}
    for passage in passages:
        if passage.polarity == "unlabelled":
            lists.setdefault(passage.section, []).append(passage)
    for section, items in lists.items():
        points = "1 point" if len(items) == 1 else f"{len(items)} points"
        yield Warning(
            kind="unlabelled",
            message=(
                f"{points} under {_named(section)} cannot be told to be a strength or an area for "
                "improvement: the text has lost a heading or a mark there."
            ),
            sources=tuple(_source(report, text, each) for each in items),
        )


def _restored(
    report: str, text: str, passages: Sequence[Passage], sections: Sequence[Section]
) -> Iterator[Warning]:
    for passage in passages:
        if passage.extracted is not None and not _is_drawn(text, passage):
            shown = " ".join(passage.extracted.split())
            yield Warning(
                kind="restored",
                message=f"The text has lost letters: {shown!r} is read as {passage.text!r}.",
                sources=(_source(report, text, passage),),
            )
    for section in sections:
        raw = "".join(text[span.start : span.end] for span in section.spans)
        shown = " ".join(visible(raw).split())
        if shown.rstrip(" :") != section.path[-1]:
            yield Warning(
                kind="restored",
                message=f"The text has lost letters: {shown!r} is read as {section.path[-1]!r}.",
            )


def _is_drawn(text: str, passage: Passage) -> bool:
    """Whether what the words do not hold is a rating that is printed as a colour."""
    return any(drawn_rating(text[span.start : span.end]) for span in passage.spans)


def _unread_ratings(report: str, text: str, passages: Sequence[Passage]) -> Iterator[Warning]:
    for passage in passages:
        if passage.type == "rating" and passage.rows and not passage.rows[0][-1]:
            yield Warning(
                kind="not_legible",
                message=f"The text has lost the value beside {passage.rows[0][0]!r}.",
                sources=(_source(report, text, passage),),
            )


def _lost_notes(report: str, text: str, passages: Sequence[Passage]) -> Iterator[Warning]:
    printed = {each.number for each in passages if each.type == "footnote"}
    for passage in passages:
        for number in passage.footnotes:
            if str(number) not in printed:
                yield Warning(
                    kind="footnote_lost",
                    message=f"The text points to footnote {number}, but does not hold it.",
                    sources=(_source(report, text, passage),),
                )


def _named(section: Sequence[str]) -> str:
    return " › ".join(section) or "no heading"


def _source(report: str, text: str, passage: Passage) -> Source:
    return Source(
        kind="passage",
        report=report,
        passage=passage.id,
        section=passage.section,
        standard=passage.standard,
        page=passage.page,
        quote=visible("".join(text[span.start : span.end] for span in passage.spans)),
        start=passage.spans[0].start,
        end=passage.spans[-1].end,
        spans=passage.spans,
    )
