"""The sentence of a point that says what was good or what was wrong, and where it begins."""

from index.answers.evidence import LEANS
from index.answers.sense import reads
from index.answers.sentences import sentence_ranges
from ingest.models import Passage

LEANING_WORDS = 60
"""Words of a sentence together with those that it leans on."""


def leaning_start(passage: Passage, start: int, end: int) -> int:
    """Where a quotation begins that makes sense alone: "This … led to" needs what "this" is.

    The start itself where the sentences before would make the quotation too long.
    """
    begin = start
    for a, _ in reversed([r for r in sentence_ranges(passage.text) if r[0] < start]):
        if not LEANS.match(passage.text[begin:end]):
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
    alone = [(a, b) for a, b in fitting if not LEANS.match(passage.text[a:b])]
    if alone:
        return *alone[0], True
    if fitting:
        a, b = fitting[0]
        start = leaning_start(passage, a, b)
        return start, b, low and start < a
    return *ranges[0], False
