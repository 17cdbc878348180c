"""Styles of a Word file: which are headings, and how their words are printed."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.readers.word_xml import Element, attribute, child, children, number, switch

_HEADING = re.compile(
    r"(?:heading|berschrift|überschrift|titre|titolo|título|titulo|kop|rubrik|overskrift|otsikko"
    r"|nagłówek|pennawd)[ _-]?(\d)(?:\b|_|$)",
    re.IGNORECASE,
)
"""Names of headings: Word stores its own in English, other programs in their language."""
_CONTENTS = re.compile(r"(?:toc|contents|verzeichnis|tm)[ _-]?\d\b|contents \d", re.IGNORECASE)
_TABLE_OF = re.compile(r"table of (?:figures|authorities)|(?:index|user index) ?\d", re.IGNORECASE)
_REFERENCE = re.compile(r"(?:foot|end)note ?(?:reference|anchor)", re.IGNORECASE)
"""The style of the marks of notes: raised, also where the file does not describe it."""
GONE = ("w:vanish", "w:strike", "w:dstrike")
"""Switches under which words are not read: hidden, struck out once or twice."""
_DEEPEST = 9
_SIZE = 20
"""Half-points of type where nothing says: Word's own default is 10 points."""


class Look(NamedTuple):
    """How a run of words is printed."""

    bold: bool
    hidden: bool
    """Hidden, or struck out."""
    size: int
    """Half-points."""
    raised: bool
    """Superscript."""
    colour: str
    """"rrggbb", or "" where it is the usual one."""
    font: str


@dataclass(slots=True)
class _Style:
    id: str
    name: str
    kind: str
    based_on: str
    paragraph: Element | None
    run: Element | None


@dataclass
class Styles:
    """The styles by id, and what a paragraph or run without any looks like."""

    by_id: dict[str, _Style] = field(default_factory=dict)
    usual: str = ""
    """Id of the paragraph style that is not named."""
    default: Element | None = None
    _looks: dict[tuple[str, str], tuple[bool, tuple[bool, ...], int | None, bool, str, str]] = (
        field(default_factory=dict)
    )

    def chain(self, id: str) -> list[_Style]:
        """The style and those that it is based on, itself first; a ring is cut."""
        out: list[_Style] = []
        seen: set[str] = set()
        while id in self.by_id and id not in seen:
            seen.add(id)
            out.append(self.by_id[id])
            id = out[-1].based_on
        return out

    def names(self, id: str) -> list[str]:
        """The names of the style and of those that it is based on, in lower case."""
        return [each.name.lower() for each in self.chain(id)] or [id.lower()]

    def level(self, id: str) -> int | None:
        """Level of the heading that the style makes, 1 the highest; None for other styles."""
        for each in self.chain(id) or [_Style(id, id, "paragraph", "", None, None)]:
            named = _HEADING.match(each.name) or _HEADING.match(each.id)
            if named and 1 <= int(named[1]) <= _DEEPEST:
                return int(named[1])
            outline = number(child(each.paragraph, "w:outlineLvl"))
            if outline is not None and 0 <= outline < _DEEPEST:
                return outline + 1
        return None

    def is_title(self, id: str) -> bool:
        """True for the title of the document, and for styles made from it."""
        return bool({"title", "titel"} & set(self.names(id)))

    def is_contents(self, id: str) -> bool:
        """True for entries of a contents page."""
        return any(_CONTENTS.fullmatch(each) for each in self.names(id))

    def is_table_of(self, id: str) -> bool:
        """True for entries of lists of figures and of an index."""
        return any(_TABLE_OF.match(each) for each in self.names(id))

    def is_note(self, id: str) -> bool:
        """True for the text of a footnote or endnote."""
        return any(re.match(r"(?:foot|end)note(?: text)?$", each) for each in self.names(id))

    def is_caption(self, id: str) -> bool:
        """True for the words beside a figure or table."""
        return "caption" in self.names(id)

    def is_bullet(self, id: str) -> bool:
        """True for lists of bullets by their name, where numbering does not say."""
        return any(each.startswith("list bullet") for each in self.names(id))

    def numbering(self, id: str) -> tuple[Element, str] | None:
        """The numbering that a style brings, and the id of the style that brings it."""
        for each in self.chain(id):
            found = child(each.paragraph, "w:numPr")
            if found is not None:
                return found, each.id
        return None

    def look(self, paragraph: str, direct: Element | None) -> Look:
        """How words of a paragraph style and with these properties of their own are printed."""
        character = attribute(child(direct, "w:rStyle")) or ""
        key = (paragraph or self.usual, character)
        if key not in self._looks:
            self._looks[key] = self._of_styles(*key)
        bold, gone, size, raised, colour, font = self._looks[key]
        own_bold = switch(direct, "w:b")
        own_gone = [switch(direct, wanted) for wanted in GONE]
        place = attribute(child(direct, "w:vertAlign"))
        lifted = number(child(direct, "w:position")) or 0
        own = attribute(child(direct, "w:color"))
        return Look(
            bold=bold if own_bold is None else own_bold,
            hidden=any(
                style if own is None else own for style, own in zip(gone, own_gone, strict=True)
            ),
            size=number(child(direct, "w:sz")) or size or _SIZE,
            raised=(raised if place is None else place == "superscript") or lifted >= 6,
            colour=colour if own is None else _plain_colour(own),
            font=attribute(child(direct, "w:rFonts"), "ascii") or font,
        )

    def _of_styles(
        self, paragraph: str, character: str
    ) -> tuple[bool, tuple[bool, ...], int | None, bool, str, str]:
        # These are switches: a character style turns back what the paragraph style says.
        switches = {}
        for wanted in ("w:b", *GONE):
            first = self._switch(paragraph, wanted)
            second = self._switch(character, wanted) if character else None
            default = bool(switch(self.default, wanted))
            switches[wanted] = default or (bool(first) != bool(second))
        size = place = colour = font = None
        for each in (*self.chain(character), *self.chain(paragraph)):
            size = size or number(child(each.run, "w:sz"))
            place = place or attribute(child(each.run, "w:vertAlign"))
            colour = colour or attribute(child(each.run, "w:color"))
            font = font or attribute(child(each.run, "w:rFonts"), "ascii")
        return (
            switches["w:b"],
            tuple(switches[wanted] for wanted in GONE),
            size or number(child(self.default, "w:sz")),
            place == "superscript" or bool(_REFERENCE.match(character)),
            _plain_colour(colour or ""),
            font or "",
        )

    def _switch(self, id: str, wanted: str) -> bool | None:
        for each in self.chain(id):
            found = switch(each.run, wanted)
            if found is not None:
                return found
        return None


def read_styles(root: Element | None) -> Styles:
    """The styles of a part word/styles.xml; none of what is not there."""
    styles = Styles(default=child(root, "w:docDefaults/w:rPrDefault/w:rPr"))
    for each in children(root, "w:style"):
        id = attribute(each, "styleId") or ""
        kind = attribute(each, "type") or "paragraph"
        styles.by_id[id] = _Style(
            id=id,
            name=attribute(child(each, "w:name")) or id,
            kind=kind,
            based_on=attribute(child(each, "w:basedOn")) or "",
            paragraph=child(each, "w:pPr"),
            run=child(each, "w:rPr"),
        )
        if kind == "paragraph" and (attribute(each, "default") or "0") in ("1", "true", "on"):
            styles.usual = id
    return styles


def _plain_colour(colour: str) -> str:
    return "" if colour.lower() == "auto" else colour
