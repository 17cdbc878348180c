"""Locating: where the words of a passage stand in the source text, and what may be quoted there."""

from collections.abc import Sequence
from functools import lru_cache

from ingest.models import Passage, Span
from ingest.readers.text import Mapped, visible, visible_map


def locate(text: str, passage: Passage, start: int, end: int) -> tuple[Span, ...]:
    """Where passage.text[start:end] stands in the source text.

    The spans joined and normalised by `visible` are those words. A passage with restored letters
    is only known as a whole, so all of its spans come back. Raises ValueError for an empty range.
    """
    if not 0 <= start < end <= len(passage.text):
        raise ValueError(f"[{start}, {end}) is not a range of the {len(passage.text)} characters")
    if passage.extracted is not None or (start == 0 and end == len(passage.text)):
        return passage.spans
    joined = "".join(text[span.start : span.end] for span in passage.spans)
    if joined == passage.text:
        return slice_spans(passage.spans, [(start, end)])
    mapped = _mapped(joined)
    first, last = mapped.starts[start], mapped.ends[end - 1]
    wanted = " ".join(passage.text[start:end].split())
    spans = slice_spans(passage.spans, [(first, last)])
    if _words(text, spans) == wanted:
        return spans
    # Markup that the range cuts open shows in the words: then only what is seen is taken.
    runs: list[tuple[int, int]] = []
    for begin, stop in zip(mapped.starts[start:end], mapped.ends[start:end], strict=True):
        if runs and runs[-1][1] == begin:
            runs[-1] = (runs[-1][0], stop)
        else:
            runs.append((begin, stop))
    return slice_spans(passage.spans, runs)


def quoted(passage: Passage, start: int, end: int) -> str:
    """The words that the file has at `locate(text, passage, start, end)`: what may be quoted.

    A passage with restored letters is quoted as a whole, and without them.
    """
    return passage.text[start:end] if passage.extracted is None else passage.extracted


@lru_cache(maxsize=256)
def _mapped(joined: str) -> Mapped:
    """Many facts are located in one passage after the other."""
    return visible_map(joined)


def _words(text: str, spans: Sequence[Span]) -> str:
    return " ".join(visible("".join(text[s.start : s.end] for s in spans)).split())


def slice_spans(spans: Sequence[Span], runs: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """The parts of the spans that lie at these ranges of their concatenation."""
    out: list[Span] = []
    offset = 0
    for span in spans:
        length = span.end - span.start
        for first, last in runs:
            begin, stop = max(first, offset), min(last, offset + length)
            if begin < stop:
                shift = span.start - offset
                out.append(Span(begin + shift, stop + shift, span.page))
        offset += length
    return tuple(out)
