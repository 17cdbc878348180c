"""Footnotes and endnotes of a Word file: their words, and their numbers as Word counts them."""

from collections import Counter

from ingest.readers.word_content import NoteLink
from ingest.readers.word_xml import Element, attribute, children, descendants, number

KINDS = ("footnote", "endnote")
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


class Notes:
    """The notes of a file, counted as they are pointed to."""

    def __init__(self, document: Element, settings: Element | None, **roots: Element | None):
        """`roots`: the parts with the notes by kind, None for a part that is not there."""
        self.elements = {
            (kind, attribute(each, "id") or ""): each
            for kind in KINDS
            for each in children(roots.get(kind), f"w:{kind}")
            if (attribute(each, "type") or "") not in _SEPARATORS
        }
        marks = {
            kind: sum(1 for _ in descendants(document, f"w:{kind}Reference")) for kind in KINDS
        }
        starts = {kind: _start(kind, document, settings) for kind in KINDS}
        # Both kinds begin at 1 in Word: in one text the numbers of the second must be others.
        starts["endnote"] += marks["footnote"]
        self._starts, self._next = starts, dict(starts)
        self._spare = 1 + max(starts.values()) + sum(marks.values())
        self._anew = {kind: _restarts(kind, document, settings) for kind in KINDS}
        self.lost: Counter[str] = Counter()
        """How many notes of a kind are pointed to and not there."""

    def link(self, kind: str, id: str, printed: str | None = None) -> NoteLink:
        """The note that a mark points to, counted; `printed` is a mark that the author wrote."""
        if (kind, id) not in self.elements:
            self.lost[kind] += 1
        if printed is None:
            self._next[kind] += 1
            return NoteLink(kind, id, self._next[kind] - 1, custom=False)
        if printed.isdigit() and len(printed) < 4:
            return NoteLink(kind, id, int(printed), custom=True)
        self._spare += 1
        return NoteLink(kind, id, self._spare - 1, custom=True)

    def end_section(self) -> None:
        """A section of the document ends: numbers may begin anew."""
        self._next.update({kind: self._starts[kind] for kind in KINDS if self._anew[kind]})


def _start(kind: str, document: Element, settings: Element | None) -> int:
    told = (number(each) for each in _properties(kind, "numStart", document, settings))
    return next((start for start in told if start is not None and 0 < start < 1000), 1)


def _restarts(kind: str, document: Element, settings: Element | None) -> bool:
    told = _properties(kind, "numRestart", document, settings)
    return any(attribute(each) == "eachSect" for each in told)


def _properties(
    kind: str, wanted: str, document: Element, settings: Element | None
) -> list[Element]:
    return [
        each
        for part in (document, settings)
        for holder in descendants(part, f"w:{kind}Pr")
        for each in children(holder, f"w:{wanted}")
    ]
