"""A briefing as one HTML page that needs nothing else: no script, no picture, no other file."""

from collections.abc import Iterator
from html import escape as html_escape
from pathlib import Path

from app.briefing.wording import (
    ABOUT,
    DIGEST_BANNER,
    NOTES,
    WATERMARK,
    Dress,
    Note,
    about,
    caption,
    clean,
    notes,
    runs,
    said,
    title_of,
)
from index.answers.briefing.model import Briefing, Cell, Group, Item, Section, Table
from index.models import Statement

STYLE = Path(__file__).with_name("page.css")
GENERATOR = "inspection reports assistant: briefing"


def render_html(briefing: Briefing, dress: Dress) -> str:
    """The whole page; texts of reports are escaped and never markup."""
    return "".join(_Page(briefing, dress).parts())


class _Page:
    """What was said so far decides how the next notes are written."""

    def __init__(self, briefing: Briefing, dress: Dress) -> None:
        self._briefing = briefing
        self._dress = dress
        self._seen: set[int] = set()
        self._reports = {c.id: c.report for c in briefing.citations}

    def parts(self) -> Iterator[str]:
        """The page, piece by piece."""
        title = _text(title_of(self._briefing, self._dress))
        yield '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        yield "style-src 'unsafe-inline'\">"
        yield f'<meta name="generator" content="{GENERATOR}">'
        yield f"<title>{title}</title><style>{STYLE.read_text('utf-8')}</style></head><body>\n"
        yield from self._sheet(title)
        yield "</body></html>\n"

    def _sheet(self, title: str) -> Iterator[str]:
        """The text; with a marking inside a table whose head and foot print on every page."""
        if self._briefing.digests:
            yield f'<div class="watermark" aria-hidden="true"><span>{WATERMARK}</span></div>'
        marking = _text(self._dress.marking)
        if not marking:
            yield from self._main(title)
            return
        mark = f'<p class="marking">{marking}</p>'
        yield f'<table class="sheet" role="presentation"><thead><tr><td>{mark}</td></tr></thead>'
        yield f"<tfoot><tr><td>{mark}</td></tr></tfoot><tbody><tr><td>"
        yield from self._main(title)
        yield "</td></tr></tbody></table>"

    def _main(self, title: str) -> Iterator[str]:
        yield f"<main><h1>{title}</h1>\n"
        if self._briefing.digests:
            yield f'<p class="ours">{_text(DIGEST_BANNER)}</p>\n'
        for statement in self._briefing.headline:
            yield f'<p class="headline">{self._said(statement)}</p>\n'
        for section in self._briefing.sections:
            yield from self._section(section)
        yield f"<section><h2>{ABOUT}</h2><ul>"
        for text, url in about(self._briefing, self._dress):
            yield f"<li>{_text(text)}{_link(url)}</li>"
        yield f'</ul></section>\n<section class="overleaf"><h2>{NOTES}</h2><ol class="notes">\n'
        for note in notes(self._briefing):
            yield _note(note)
        yield "</ol></section></main>\n"

    def _section(self, section: Section) -> Iterator[str]:
        yield f"<section><h2>{_text(section.title)}</h2>" if section.title else "<section>"
        for statement in section.lines:
            yield f"<p>{self._said(statement)}</p>"
        if section.table:
            yield from self._table(section.table)
        for group in section.groups:
            yield from self._group(group)
        yield "</section>\n"

    def _group(self, group: Group) -> Iterator[str]:
        if group.title:
            yield f"<h3>{_text(group.title)}</h3>"
        numbered = any(item.number for item in group.items)
        yield '<ul class="numbered">' if numbered else "<ul>"
        for item in group.items:
            yield self._item(item, numbered=numbered)
        yield "</ul>"

    def _item(self, item: Item, *, numbered: bool) -> str:
        lead = f"<strong>{_text(item.lead)}:</strong> " if item.lead else ""
        words = f"{lead}{self._said(item.statement)}"
        if numbered:
            dot = "." if item.number else ""
            words = f'<span class="number">{_text(item.number)}{dot}</span><span>{words}</span>'
        kind = ' class="alike"' if item.alike else ""
        return f"<li{kind}>{words}</li>\n"

    def _table(self, table: Table) -> Iterator[str]:
        label = html_escape(clean(table.description), quote=True)
        yield f'<div class="scroll" tabindex="0" role="region" aria-label="{label}"><table>'
        yield f"<caption>{_text(caption(table, self._reports))}</caption><colgroup>"
        yield "".join(f'<col style="width:{width}%">' for width in table.widths)
        heads = "".join(f'<th scope="col">{_text(name)}</th>' for name in table.columns)
        yield f"</colgroup><thead><tr>{heads}</tr></thead><tbody>\n"
        for row in table.rows:
            cells = "".join(self._cell(cell) for cell in row.cells)
            yield f'<tr><th scope="row">{_text(row.head)}</th>{cells}</tr>\n'
        yield "</tbody></table></div>"
        for statement in table.legend:
            yield f'<p class="legend">{self._said(statement)}</p>'

    def _cell(self, cell: Cell) -> str:
        remark = f' <span class="small">({_text(cell.remark)})</span>' if cell.remark else ""
        words = _text(cell.statement.text)
        if cell.points is not None:
            words = f'<span class="rating">{words}</span>'
        kind = f"points-{cell.points}" if cell.points in range(4) else "plain"
        kind = kind if cell.statement.citations else "none"
        return f'<td class="{kind}">{words}{remark}{self._markers(cell.statement)}</td>'

    def _said(self, statement: Statement) -> str:
        text = said(statement, self._reports)
        return f"{_text(text)}{self._markers(statement)}"

    def _markers(self, statement: Statement) -> str:
        found = runs(statement.citations, self._seen)
        marks = [
            self._marker(a) if a == b else f"{self._marker(a)}–{self._marker(b)}" for a, b in found
        ]
        return f"<sup>{','.join(marks)}</sup>" if marks else ""

    def _marker(self, number: int) -> str:
        first = "" if number in self._seen else f' id="mark-{number}"'
        self._seen.add(number)
        return f'<a{first} href="#note-{number}" aria-label="Note {number}">{number}</a>'


def _note(note: Note) -> str:
    back = f'<a href="#mark-{note.number}" aria-label="Back to the text">↩</a>'
    words = f"{_text(note.quoted)} — {_text(note.where)}{_link(note.url)}"
    return f'<li id="note-{note.number}">{words} {back}</li>\n'


def _text(text: str) -> str:
    return html_escape(clean(text), quote=True)


def _link(url: str | None) -> str:
    if url is None:
        return ""
    address = html_escape(url, quote=True)
    return f' <a href="{address}" rel="noopener noreferrer">{address}</a>'
