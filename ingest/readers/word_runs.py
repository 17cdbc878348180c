"""The words of a paragraph of a Word file, in order: runs, marks of notes, drawn ratings, boxes.

Left out: what was deleted while changes were tracked, what is hidden or struck out, comments,
codes of fields.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.readers.colours import rating_of
from ingest.readers.notation import FRACTION, Fill, Mark
from ingest.readers.word_colours import Theme
from ingest.readers.word_content import LINE, PAGE, TAB, Item, NoteLink, Run
from ingest.readers.word_fields import Fields
from ingest.readers.word_notes import Notes
from ingest.readers.word_styles import Look, Styles
from ingest.readers.word_symbols import from_font, symbol
from ingest.readers.word_xml import Element, attribute, child, children, descendants, name

_DELETED = frozenset({"w:del", "w:moveFrom"})
_SKIPPED = frozenset(
    {"w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:customXmlPr", "w:smartTagPr", "w:rt", "w:rubyPr",
     "w:delText", "w:delInstrText", "w:annotationRef", "w:footnoteRef", "w:endnoteRef", "w:pgNum"}
)  # fmt: skip
_READ = frozenset({"wps", "wpg", "wpc", "w14", "w15", "wp14", "v", "m", "a14"})
"""Flavours of drawing that are read; of others the fallback is."""
_SHAPES = frozenset({"wps:wsp", "v:oval", "v:rect", "v:roundrect", "v:shape"})
_UNREAD = {"c:chart": "chart", "dgm:relIds": "diagram", "pic:pic": "picture"}
_MARKS = re.compile(r"\s*\d{1,3}(?:\s*,\s*\d{1,3})*\s*")
_LINKED_NOTE = re.compile(r"\d{1,3}|\[\d{1,3}\]")
_UNIT = re.compile(r"(?:^|[\s\d(])(?:[mckd]?m|ft|in|yd|miles?)$")
"""What a raised 2 squares."""
_NEAR = 12
"""Characters before a raised number in which a unit shows."""
_SPACES = re.compile(r"[\t\r\n\f\v]")
DOTS = frozenset("●⬤■★◆▲▼◼⚫•⏺○◉")
"""Signs that show a rating by their colour."""
_BADGE = 90.0
"""Points: a drawn rating without words is no wider and no higher; a band of colour is."""
_FLAT = 3.0
"""How many times wider than high a badge without words is at most."""
_LONGEST_BADGE = 40


@dataclass
class Words:
    """What a paragraph holds."""

    items: list[Item] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    """Contents of text boxes that are anchored in it."""
    links: list[NoteLink] = field(default_factory=list)
    contents: bool = False
    """True where it stands in a table of contents."""


class Inline:
    """Reads paragraphs of one part of a file one after the other."""

    def __init__(self, styles: Styles, theme: Theme, notes: Notes, fields: Fields) -> None:
        self._styles, self._theme, self._notes = styles, theme, notes
        self._fields = fields
        self._style = ""
        self._words = Words()
        self._custom: tuple[str, str] | None = None
        """A note whose mark the author writes next."""
        self.unread: Counter[str] = Counter()
        """What was seen and not read: charts, diagrams, pictures."""

    def read(self, paragraph: Element, style: str) -> Words:
        """What a paragraph with this style holds."""
        self._style, self._words = style, Words(contents=self._fields.in_contents)
        self._walk(paragraph)
        self._end_custom()
        words = self._words
        words.items = _with_fractions(words.items)
        words.contents = words.contents or self._fields.in_contents
        return words

    def _walk(self, element: Element) -> None:
        for each in children(element):
            short = name(each)
            if short in _SKIPPED:
                continue
            if short == "w:r":
                self._run(each)
            elif short in _DELETED:
                self._pass_over(each)
            elif short == "w:sdt":
                if child(each, "w:sdtPr/w:showingPlcHdr") is None:
                    self._walk_all(children(each, "w:sdtContent"))
            elif short == "w:fldSimple":
                self._fields.begin(attribute(each, "instr") or "")
                self._words.contents = self._words.contents or self._fields.in_contents
                self._walk(each)
                self._fields.mark("end")
            elif short == "w:hyperlink" and self._leads_to_note(each):
                self._words.items.append(Mark(int("".join(filter(str.isdigit, _plain(each))))))
            elif short in ("m:oMath", "m:oMathPara"):
                text = "".join(t.text or "" for t in descendants(each, "m:t"))
                self._put(text, self._styles.look(self._style, None))
            else:
                self._walk_all(chosen(each))

    def _leads_to_note(self, link: Element) -> bool:
        """True for a number right behind a word that leads to another place of the file."""
        items = self._words.items
        behind = bool(items) and isinstance(items[-1], Run) and not items[-1].text[-1:].isspace()
        inside = attribute(link, "anchor") is not None and attribute(link, "id") is None
        shown = not (self._fields.hidden or self._fields.in_contents)
        return behind and inside and shown and bool(_LINKED_NOTE.fullmatch(_plain(link)))

    def _walk_all(self, elements: Iterator[Element]) -> None:
        for each in elements:
            self._walk(each)

    def _pass_over(self, deleted: Element) -> None:
        """Of what was deleted only the ends of fields count, so that others stay paired."""
        for each in descendants(deleted, "w:fldChar", "w:delInstrText", "w:instrText"):
            if name(each) == "w:fldChar":
                self._fields.mark(attribute(each, "fldCharType") or "")
            else:
                self._fields.code(each.text or "")

    def _run(self, run: Element) -> None:
        direct = child(run, "w:rPr")
        look = self._styles.look(self._style, direct)
        deleted = child(direct, "w:del") is not None or child(direct, "w:moveFrom") is not None
        self._inside(run, look, look.hidden or deleted)

    def _inside(self, run: Element, look: Look, hidden: bool) -> None:
        for each in children(run):
            short = name(each)
            if short == "w:fldChar":
                self._fields.mark(attribute(each, "fldCharType") or "")
                self._words.contents = self._words.contents or self._fields.in_contents
            elif short == "w:instrText":
                self._fields.code(each.text or "")
            elif hidden or self._fields.hidden or short in _SKIPPED:
                continue
            elif short == "mc:AlternateContent":
                for branch in chosen(each):
                    self._inside(branch, look, hidden)
            elif short == "w:ruby":
                for base in children(child(each, "w:rubyBase"), "w:r"):
                    self._run(base)
            else:
                self._piece(each, short, look)

    def _piece(self, each: Element, short: str, look: Look) -> None:
        if short == "w:t":
            self._put(_SPACES.sub(" ", each.text or ""), look)
        elif short in ("w:tab", "w:ptab"):
            self._put(TAB, look)
        elif short in ("w:br", "w:cr"):
            self._put(LINE if attribute(each, "type") in (None, "textWrapping") else PAGE, look)
        elif short == "w:noBreakHyphen":
            self._put("-", look)
        elif short == "w:sym":
            sign = symbol(attribute(each, "char") or "", attribute(each, "font") or "")
            self._put(sign, look._replace(font=""))
        elif short in ("w:footnoteReference", "w:endnoteReference"):
            self._note(short[2:].removesuffix("Reference"), each)
        elif short in ("w:drawing", "w:pict", "w:object"):
            for shape in _shapes(each):
                self._drawn(shape, look)

    def _put(self, text: str, look: Look) -> None:
        """Words in the look of their run; raised numbers are marks of notes."""
        text = from_font(text, look.font)
        if self._custom is not None and text.strip():
            return self._end_custom(text.strip())
        if not text:
            return None
        items = self._words.items
        raised = look.raised and _MARKS.fullmatch(text) and _may_be_marked(items)
        if raised or (self._fields.names_note and text.strip().isdigit()):
            items.extend(Mark(int(each)) for each in re.findall(r"\d{1,3}", text))
            return None
        if look.colour and set(text.strip()) and set(text.strip()) <= DOTS:
            items.append(Run(text, look.bold, look.size, colour=f"#{look.colour.lower()}"))
            return None
        items.append(Run(text, look.bold, look.size, look.raised))
        return None

    def _note(self, kind: str, mark: Element) -> None:
        self._end_custom()
        id = attribute(mark, "id") or ""
        if (attribute(mark, "customMarkFollows") or "0").lower() in ("1", "true", "on"):
            self._custom = (kind, id)
        else:
            self._link(self._notes.link(kind, id))

    def _end_custom(self, printed: str = "") -> None:
        """The mark that the author wrote for a note has come, or none will."""
        if self._custom is not None:
            kind, id = self._custom
            self._custom = None
            self._link(self._notes.link(kind, id, printed))

    def _link(self, link: NoteLink) -> None:
        self._words.items.append(Mark(link.number))
        self._words.links.append(link)

    def _drawn(self, shape: Element, look: Look) -> None:
        """A shape: a rating that is drawn, or a box of text, or nothing that is read."""
        short = name(shape)
        told = _alternative(shape)
        if short not in _SHAPES:
            if told:
                self._words.items.append(Run(told, look.bold, look.size))
            elif kind := _UNREAD.get(short):
                self.unread[kind] += 1
            return
        box = next(descendants(shape, "w:txbxContent"), None)
        inside = " ".join(_plain(box).split())
        drawn = self._theme.shape(shape)
        rated = len(inside) <= _LONGEST_BADGE and rating_of(inside)
        large = max(drawn.width, drawn.height) > _BADGE or drawn.width > _FLAT * drawn.height > 0
        if drawn.colour and (rated or not (inside or large)):
            self._words.items.append(Fill(drawn.colour))
        if inside and not rated:
            self._words.boxes.append(box)
        elif rated or told:
            self._words.items.append(Run(inside or told, look.bold, look.size))


def _with_fractions(items: list[Item]) -> list[Item]:
    """The items with the top of a fraction as words; behind a whole number with a space."""
    out: list[Item] = []
    for i, item in enumerate(items):
        before, behind = items[i - 1] if i else None, items[i + 1 : i + 3]
        stroke = "".join(each.text for each in behind if isinstance(each, Run))
        if isinstance(item, Mark) and isinstance(before, Run) and FRACTION.match(stroke):
            whole = " " if before.text[-1:].isdigit() else ""
            item = before._replace(text=f"{whole}{item.number}")
        out.append(item)
    return out


def _plain(element: Element) -> str:
    """The words below an element, whatever they look like."""
    return "".join(each.text or "" for each in descendants(element, "w:t")).strip()


def chosen(element: Element) -> Iterator[Element]:
    """The element, or of mc:AlternateContent the one branch that is read."""
    if name(element) != "mc:AlternateContent":
        yield element
        return
    for each in children(element, "mc:Choice"):
        if set((attribute(each, "Requires") or "").split()) <= _READ:
            yield each
            return
    yield from children(element, "mc:Fallback")


def _shapes(drawing: Element) -> Iterator[Element]:
    """The shapes and pictures of a drawing, groups taken apart, not those inside their words."""
    for each in children(drawing):
        short = name(each)
        if short in _SHAPES or short in _UNREAD:
            yield each
        elif short not in ("w:txbxContent", "v:shapetype"):
            for branch in chosen(each):
                yield from _shapes(branch)


def _alternative(shape: Element) -> str:
    """A rating that the description of a picture or shape names, for those who cannot see it."""
    holder = shape
    while holder is not None and name(holder) not in ("w:drawing", "w:pict", "w:p"):
        for each in (attribute(child(holder, "wp:docPr"), "descr"), attribute(holder, "alt")):
            if each and len(each) <= _LONGEST_BADGE and (told := rating_of(each.split(":")[-1])):
                return told
        holder = holder.getparent()
    return ""


def _may_be_marked(items: list[Item]) -> bool:
    """True where words stand before, and no unit that a raised number squares."""
    before = ""
    for item in reversed(items):
        before = (item.text if isinstance(item, Run) else "") + before
        if len(before.strip()) >= _NEAR:
            break
    return bool(before.strip()) and not _UNIT.search(before.rstrip()[-_NEAR:])
