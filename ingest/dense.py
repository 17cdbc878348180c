"""Dense texts: without blank lines between paragraphs, as some programs take them out of a PDF.

Where such a text goes over to a new paragraph is read from the lengths of its lines and from the
names that its headings have.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from ingest.layout import plain_name, split_label
from ingest.readers.text import visible

_LEAST_LINES = 40
"""Lines that a text must have before the share of its blank ones says anything."""
_BLANK_SHARE = 0.1
"""Blank lines beside others; texts with a blank line after each paragraph have 0.4 and more."""
_FULL = 0.85
"""A line shorter than this share of the usual width ends its paragraph, if its sentence ends."""
_SHORT = 0.6
"""A line shorter than this share of the usual width is never followed by its own sentence."""
_OFTEN = 3
"""Times that the same line must come up to stand alone: a header, a footer, a name."""
_PAUSE = re.compile(r"[.!?:;]['\"’”)*_]*$")
_ANSWER = re.compile(r"\?\s*\d{1,3}\s?%$")
_CARRIED = re.compile(r"\d{1,2} [a-z]")
"""The mark of a footnote that slipped to the next line, and the sentence that goes on."""
_NOTE = re.compile(r"\d{1,2} [A-Z]")
_NUMBER = re.compile(r"(?:page\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?$", re.IGNORECASE)


class DenseLayout:
    """How wide the lines of a dense text are, and which of them are names."""

    def __init__(self, lines: Sequence[str], names: Collection[str]) -> None:
        lengths = sorted(len(line) for line in lines if line.strip())
        self.width = lengths[int(0.9 * len(lengths))] if lengths else 0
        self.names = names
        often = Counter(line.strip() for line in lines)
        self.running = {line for line, times in often.items() if line and times >= _OFTEN}

    def parts(self, before: str, after: str) -> bool:
        """True where a new paragraph begins between two lines."""
        if before.strip() in self.running or after.strip() in self.running:
            return True
        before, after = visible(before), visible(after)
        if _NUMBER.match(before) or _NUMBER.match(after) or _ANSWER.search(before):
            return True
        ends = bool(_PAUSE.search(before))
        ended = ends or len(before) < _FULL * self.width
        if self._is_name(before) or (self._is_name(after) and ended):
            return True
        if after[:1].islower() or _CARRIED.match(after):
            return False
        if ends and _NOTE.match(after):
            return True
        return len(before) < (_FULL if ends else _SHORT) * self.width

    def _is_name(self, line: str) -> bool:
        return len(line) < _SHORT * self.width and bool(
            {plain_name(line), split_label(line)[1]} & set(self.names)
        )


def dense_layout(lines: Sequence[str], names: Collection[str]) -> DenseLayout | None:
    """How to part the paragraphs of a text by its lines; None where blank lines part them."""
    filled = sum(bool(line.strip()) for line in lines)
    if filled < _LEAST_LINES or len(lines) - filled > _BLANK_SHARE * filled:
        return None
    return DenseLayout(lines, names)
