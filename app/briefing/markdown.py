"""A briefing as Markdown, with footnotes as GitHub and Pandoc read them."""

import re
from collections.abc import Iterator

from app.briefing.wording import (
    ABOUT,
    DIGEST_BANNER,
    Dress,
    about,
    caption,
    clean,
    notes,
    runs,
    said,
    title_of,
)
from index.answers.briefing.model import Briefing, Cell, Group, Item, Section, Table
from index.answers.compose.markdown import escape
from index.models import Statement

_ESCAPED = re.compile(r"\\(?:(:)(?=\s|$)|.)")
"""What is escaped; a colon with a space behind it begins no address and no picture of a word."""


def render_markdown(briefing: Briefing, dress: Dress) -> str:
    """The whole briefing; texts of reports are escaped and never markup."""
    text = "\n\n".join(_Page(briefing, dress).blocks()) + "\n"
    return _ESCAPED.sub(lambda found: found[0].removeprefix("\\") if found[1] else found[0], text)


class _Page:
    """What was said so far decides how the next notes are written."""

    def __init__(self, briefing: Briefing, dress: Dress) -> None:
        self._briefing = briefing
        self._dress = dress
        self._seen: set[int] = set()
        self._reports = {c.id: c.report for c in briefing.citations}

    def blocks(self) -> Iterator[str]:
        """The blocks, from the title to the notes."""
        briefing, dress = self._briefing, self._dress
        marking = f"**{escape(clean(dress.marking))}**" if dress.marking else ""
        if marking:
            yield marking
        yield f"# {escape(title_of(briefing, dress))}"
        if briefing.digests:
            yield f"> **{escape(DIGEST_BANNER)}**"
        for statement in briefing.headline:
            yield self._said(statement)
        for section in briefing.sections:
            yield from self._section(section)
        yield f"## {ABOUT}"
        lines = [_linked(text, url) for text, url in about(briefing, dress)]
        yield "\n".join(f"- {line}" for line in lines)
        for note in notes(briefing):
            where = escape(note.where)
            link = f" <{note.url}>" if note.url else ""
            yield f"[^{note.number}]: {escape(note.quoted)} — {where}{link}"
        if marking:
            yield marking

    def _section(self, section: Section) -> Iterator[str]:
        if section.title:
            yield f"## {escape(clean(section.title))}"
        for statement in section.lines:
            yield self._said(statement)
        if section.table:
            yield from self._table(section.table)
        for group in section.groups:
            yield from self._group(group)

    def _group(self, group: Group) -> Iterator[str]:
        if group.title:
            yield f"### {escape(clean(group.title))}"
        yield "\n".join(self._item(item) for item in group.items)

    def _item(self, item: Item) -> str:
        lead = f"**{escape(clean(item.lead))}:** " if item.lead else ""
        number = f"{escape(clean(item.number))}\\. " if item.number else ""
        indent = "    " if item.alike else ""
        return f"{indent}- {number}{lead}{self._said(item.statement)}"

    def _table(self, table: Table) -> Iterator[str]:
        yield f"**{escape(caption(table, self._reports))}**"
        lines = [_row([escape(clean(name)) for name in table.columns])]
        lines.append(_row(["---"] * len(table.columns)))
        for row in table.rows:
            cells = [self._cell(cell) for cell in row.cells]
            lines.append(_row([f"**{escape(clean(row.head))}**", *cells]))
        yield "\n".join(lines)
        for statement in table.legend:
            yield self._said(statement)

    def _cell(self, cell: Cell) -> str:
        remark = f" ({escape(clean(cell.remark))})" if cell.remark else ""
        words = escape(clean(cell.statement.text))
        return f"{words}{remark}{self._markers(cell.statement)}"

    def _said(self, statement: Statement) -> str:
        text = said(statement, self._reports)
        return f"{escape(text)}{self._markers(statement)}"

    def _markers(self, statement: Statement) -> str:
        found = runs(statement.citations, self._seen)
        self._seen.update(statement.citations)
        marks = [f"[^{a}]" if a == b else f"[^{a}]–[^{b}]" for a, b in found]
        return "".join(marks)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _linked(text: str, url: str | None) -> str:
    return f"{escape(text)} <{url}>" if url else escape(text)
