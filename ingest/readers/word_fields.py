"""Fields of a Word file: what stands for a field in print, and where a contents page is."""

from dataclasses import dataclass, field

from ingest.readers.word_xml import Element, attribute, descendants

_CONTENTS = frozenset({"TOC", "TOA", "INDEX"})
_UNSEEN = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "TC", "XE", "RD"})
"""Numbers of pages, which are another program's, and marks that nobody sees."""


@dataclass(slots=True)
class _Field:
    code: str = ""
    shown: bool = False
    """False while its code is being read."""

    @property
    def kind(self) -> str:
        words = self.code.split()
        return words[0].upper() if words else ""


@dataclass
class Fields:
    """The fields that are open at a place of the document, from the outermost."""

    sound: bool = True
    """False where beginnings and ends do not pair: all words are then shown."""
    _open: list[_Field] = field(default_factory=list)

    def mark(self, kind: str) -> None:
        """Takes a w:fldChar: "begin", "separate" or "end"."""
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].shown = True
        elif kind == "end" and self._open:
            self._open.pop()

    def code(self, words: str) -> None:
        """Takes a piece of the code of the innermost field."""
        if self._open and not self._open[-1].shown:
            self._open[-1].code += words

    def begin(self, code: str) -> None:
        """Opens a field whose code stands in one place (w:fldSimple)."""
        self._open.append(_Field(code, shown=True))

    @property
    def hidden(self) -> bool:
        """True where words are the code of a field, or a result that is not the document's."""
        return self.sound and any(not each.shown or each.kind in _UNSEEN for each in self._open)

    @property
    def in_contents(self) -> bool:
        """True inside the result of a table of contents."""
        return self.sound and any(each.shown and each.kind in _CONTENTS for each in self._open)

    @property
    def names_note(self) -> bool:
        """True inside a reference to a note that stands elsewhere."""
        return any(each.shown and each.kind in ("NOTEREF", "FTNREF") for each in self._open)


def fields_of(root: Element) -> Fields:
    """Fields for reading a part; unsound where they do not pair throughout it."""
    depth = 0
    sound = True
    for each in descendants(root, "w:fldChar"):
        kind = attribute(each, "fldCharType")
        depth += (kind == "begin") - (kind == "end")
        sound = sound and depth >= 0
    return Fields(sound=sound and depth == 0)
