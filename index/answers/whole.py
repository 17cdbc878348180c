"""The whole sentence that a fact was read from: a reader checks a sentence, not three words."""

from index.answers.evidence import source_of
from index.answers.knowledge import Knowledge
from index.answers.sentences import sentence_ranges
from ingest.locating import locate
from ingest.models import Passage, Source
from ingest.readers.text import visible

_PROSE = frozenset({"paragraph", "bullet", "numbered", "footnote", "quote"})


def whole_sentence(knowledge: Knowledge, source: Source) -> Source:
    """The sentence that this place in prose is a part of; rows, and all else, as they are."""
    passage = knowledge.by_id.get(source.passage)
    if source.kind != "passage":
        return source
    if passage is None:
        line = _on_its_line(knowledge.library.text(source.report), source)
        boxes = knowledge.library.boxes(source.report, line.spans)
        return line if line is source else line.model_copy(update={"boxes": boxes})
    if passage.type not in _PROSE:
        return source
    at = _position(knowledge, passage, source)
    if at is None:
        return source
    start, end = at
    for a, b in sentence_ranges(passage.text):
        if a <= start and end <= b:
            return source_of(knowledge, passage, a, b) if (a, b) != at else source
    return source


def _on_its_line(text: str, source: Source) -> Source:
    """The sentence on one line of a report's front matter, which is no passage."""
    first = text.rfind("\n", 0, source.start) + 1
    last = text.find("\n", source.end)
    line = text[first : last if last >= 0 else len(text)]
    for a, b in sentence_ranges(line):
        start, end = first + a, first + b
        if start <= source.start and source.end <= end:
            span = source.spans[0]._replace(start=start, end=end)
            update = {
                "spans": (span,),
                "start": start,
                "end": end,
                "quote": visible(text[start:end]),
            }
            return source.model_copy(update=update)
    return source


def _position(knowledge: Knowledge, passage: Passage, source: Source) -> tuple[int, int] | None:
    """Where in the passage's text a source stands; None where its words are not found there."""
    start = passage.text.find(source.quote)
    while start >= 0:
        end = start + len(source.quote)
        if locate(knowledge.library.text(passage.report_id), passage, start, end) == source.spans:
            return start, end
        start = passage.text.find(source.quote, start + 1)
    return None
