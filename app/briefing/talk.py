"""A conversation as a Word file: questions as headings, answers with real endnotes."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor
from docx.text.paragraph import Paragraph
from markdown_it.token import Token

from app.briefing.docx_parts import (
    add_endnotes,
    add_field,
    add_link,
    add_reference,
    add_repeat,
    add_watermark,
)
from app.briefing.docx_shapes import (
    cell_text,
    fill_cell,
    shape_table,
    size_rows,
    steady_bytes,
    without_thumbnail,
)
from app.briefing.docx_styles import HEAD, dress_document
from app.briefing.wording import (
    DIGEST_BANNER,
    WATERMARK,
    Note,
    clean,
    legal,
    licences,
    note_of,
)
from app.render import answer_parser, render_markdown
from index.models import Answer, Citation
from index.stores.saved import Said

TITLE = "Questions to the inspection reports"
_MADE_BY = "inspection reports assistant"
_DEEP = 2
"""Lists within lists from which on all look alike."""


class Origin(NamedTuple):
    """What is said at the end of how the answers were made."""

    publishers: Mapping[str, str]
    """Report id to whose report it is, where that is known."""
    fingerprint: str
    """Of the library now."""
    version: str


def render_talk(turns: Sequence[Said], origin: Origin, title: str = "") -> bytes:
    """The bytes of the Word file; what reports and people say is text, never fields or markup."""
    return _Talk(origin, clean(title) or TITLE).bytes(turns)


class _Talk:
    """The document as it grows; a place that was cited before keeps its note."""

    def __init__(self, origin: Origin, title: str) -> None:
        self._origin = origin
        self._title = title
        self._notes: dict[tuple[object, ...], Note] = {}
        self._cited: dict[str, Citation] = {}
        self._document: Document = docx.Document()
        for paragraph in list(self._document.paragraphs):
            paragraph._p.getparent().remove(paragraph._p)
        without_thumbnail(self._document)

    def bytes(self, turns: Sequence[Said]) -> bytes:
        dress_document(self._document, marked=False)
        citations = [c for turn in turns if turn.answer for c in turn.answer.citations]
        ours = any(citation.report.edition == "digest" for citation in citations)
        self._edges(ours)
        self._document.add_paragraph(self._title, style="Title")
        if ours:
            self._document.add_paragraph(clean(DIGEST_BANNER), style="Our Digest")
        for turn in turns:
            self._turn(turn)
        self._about()
        if self._notes:
            add_endnotes(self._document, self._notes.values())
        return steady_bytes(self._document)

    def _edges(self, ours: bool) -> None:
        core = self._document.core_properties
        core.title, core.language = self._title, "en-GB"
        core.author = core.last_modified_by = _MADE_BY
        core.keywords, core.comments, core.category = "conversation", "", "Conversation"
        for each in list(core._element):
            if each.tag.endswith(("}created", "}modified", "}lastPrinted")):
                core._element.remove(each)
        section = self._document.sections[0]
        if ours:
            add_watermark(section.header.paragraphs[0], WATERMARK)
        foot = section.footer.paragraphs[0]
        foot.style = self._document.styles["Legend"]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        foot.add_run("Page ")
        add_field(foot, " PAGE ", "1")
        foot.add_run(" of ")
        add_field(foot, " NUMPAGES ", "1")

    def _turn(self, turn: Said) -> None:
        self._document.add_paragraph(clean(turn.question), style="Heading 1")
        if turn.filtered:
            self._document.add_paragraph(
                clean(f"Answered only from {turn.filtered}"), style="Legend"
            )
        if turn.answer is None:
            self._document.add_paragraph(clean(turn.error))
            return
        self._answer(turn.answer)

    def _answer(self, answer: Answer) -> None:
        """Text, facts and notes of an answer; its sources become endnotes."""
        known = {citation.id: citation for citation in answer.citations}
        bare = answer.model_copy(update={"citations": (), "suggestions": ()})
        tokens = answer_parser(known).parse(render_markdown(bare))
        _Blocks(self, self._document, known).write(tokens)

    def mark(self, paragraph: Paragraph, citation: Citation) -> None:
        """The raised number of a source: the one that it has already, else the next."""
        key = (citation.report.id, citation.start, citation.end, citation.quote)
        note = self._notes.get(key)
        if note is not None:
            add_repeat(paragraph, note.number)
            return
        publisher = self._origin.publishers.get(citation.report.id)
        self._notes[key] = note_of(citation, len(self._notes) + 1, publisher)
        self._cited[citation.report.id] = citation
        add_reference(paragraph, len(self._notes))

    def _about(self) -> None:
        self._document.add_paragraph("About these answers", style="Heading 1")
        for line in (
            f"Answered by the {_MADE_BY}, version {self._origin.version}. Numbered notes give the "
            "words that an answer rests on, and their place.",
            f"Library fingerprint (SHA-256): {self._origin.fingerprint}",
        ):
            self._document.add_paragraph(line, style="List Bullet")
        cited = (self._origin.publishers.get(report, "") for report in self._cited)
        for publisher in dict.fromkeys(cited):
            if licence := licences().get(publisher):
                paragraph = self._document.add_paragraph(style="List Bullet")
                paragraph.add_run(f"{licence['text']} ")
                add_link(paragraph, licence["url"], licence["url"])


class _Blocks:
    """The blocks of one answer, from the tokens of its Markdown."""

    def __init__(self, talk: _Talk, document: Document, known: Mapping[int, Citation]) -> None:
        self._talk = talk
        self._document = document
        self._known = known
        self._lists: list[int | None] = []
        """The lists that are open: the number that comes next, or None without numbers."""
        self._rows: list[list[Token]] = []
        self._heading = self._quoted = False

    def write(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            kind = token.type
            if kind in ("bullet_list_open", "ordered_list_open"):
                start = int(token.attrGet("start") or 1)
                self._lists.append(start if kind.startswith("ordered") else None)
            elif kind in ("bullet_list_close", "ordered_list_close"):
                self._lists.pop()
            elif kind in ("heading_open", "heading_close"):
                self._heading = kind == "heading_open"
            elif kind in ("blockquote_open", "blockquote_close"):
                self._quoted = kind == "blockquote_open"
            elif kind == "tr_open":
                self._rows.append([])
            elif kind == "table_close":
                self._table()
            elif kind == "inline":
                self._inline(token)

    def _inline(self, token: Token) -> None:
        if self._rows:
            self._rows[-1].append(token)
            return
        paragraph = self._document.add_paragraph(style=self._style())
        if self._lists and self._lists[-1] is not None:
            paragraph.add_run(f"{self._lists[-1]}.\t")
            self._lists[-1] += 1
        if self._quoted:
            paragraph.paragraph_format.left_indent = Cm(0.75)
        self._runs(paragraph, token)

    def _style(self) -> str:
        if self._heading:
            return "Heading 2"
        if not self._lists:
            return "Normal"
        if self._lists[-1] is not None:
            return "Numbered Line"
        return "List Bullet" if len(self._lists) < _DEEP else "List Bullet 2"

    def _runs(self, paragraph: Paragraph, token: Token) -> None:
        bold = italic = False
        for child in token.children or []:
            if child.type in ("strong_open", "strong_close"):
                bold = child.type == "strong_open"
            elif child.type in ("em_open", "em_close"):
                italic = child.type == "em_open"
            elif child.type == "marker":
                self._marker(paragraph, int(child.content))
            elif child.type in ("softbreak", "hardbreak"):
                paragraph.add_run(" ")
            elif child.content:
                run = paragraph.add_run(legal(child.content))
                run.bold, run.italic = bold or None, italic or None

    def _marker(self, paragraph: Paragraph, number: int) -> None:
        last = paragraph._p[-1] if len(paragraph._p) else None
        if last is not None and last.tag in (qn("w:bookmarkEnd"),):
            paragraph.add_run(",", style="endnote reference")
        self._talk.mark(paragraph, self._known[number])

    def _table(self) -> None:
        rows, self._rows = self._rows, []
        grid = self._document.add_table(rows=0, cols=len(rows[0]))
        for at, row in enumerate(rows):
            cells = grid.add_row().cells
            for cell, token in zip(cells, row, strict=False):
                paragraph = cell_text(cell)
                self._runs(paragraph, token)
                if at == 0:
                    fill_cell(cell, HEAD)
                    for run in paragraph.runs:
                        run.bold, run.font.color.rgb = True, RGBColor.from_string("FFFFFF")
        heads = ", ".join(clean(token.content) for token in rows[0])
        shape_table(grid, "Table of the answer", f"Columns: {heads}")
        size_rows(grid, [1] * len(rows[0]))
        self._document.add_paragraph(style="Legend")
