"""A cited place as HTML: its report and section, the passage with the quotation marked in it."""

import re
from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from app.wording import DIGEST_SENTENCE, KINDS, date_words
from index.models import Citation
from ingest.models import Passage, ReportInfo, Source

NEIGHBOURS = 2
"""Passages of the same section shown before, and as many after."""
_FEW = 3
"""Columns up to which all are of one width."""
_OPEN, _CLOSE = '<mark class="quoted">', "</mark>"


def source_html(
    info: ReportInfo,
    cited: Citation | Source,
    passages: Sequence[Passage],
    text: str,
) -> str:
    """The cited place within its section, as HTML in which everything from the report is escaped.

    `passages` are the report's, in order of reading; `text` is its decoded text, shown around a
    quotation from the cover or other furniture, which is no passage.
    """
    at = next((i for i, passage in enumerate(passages) if passage.id == cited.passage), None)
    if at is None:
        body = _furniture(cited, text)
    else:
        body = "".join(
            _passage(passage, cited) if passage is passages[at] else _neighbour(passage)
            for passage in around(passages, at)
        ) + _footnotes(passages, at)
    return (
        f'<section class="source-view{" ours" if info.edition == "digest" else ""}" '
        f'aria-label="Source">{_heading(info, cited)}'
        f'<div class="passages">{body}</div>{_cells(cited)}{_origin(info, cited)}</section>'
    )


def reader_link(report_id: str) -> str:
    """A link to the report in the reader's view, in a tab of its own: the answer stays."""
    address = escape(f"library?report={quote(report_id)}", quote=True)
    link = f'<a href="{address}" target="_blank" rel="noopener">Read the whole report</a>'
    return f'<p class="origin">{link}</p>'


def around(passages: Sequence[Passage], at: int, count: int = NEIGHBOURS) -> Sequence[Passage]:
    """The passage at an index with up to `count` of the same section before it and after it."""
    section = passages[at].section
    first = last = at
    while first > max(0, at - count) and _belongs(passages[first - 1], section):
        first -= 1
    while last < min(len(passages) - 1, at + count) and _belongs(passages[last + 1], section):
        last += 1
    return passages[first : last + 1]


def marked(passage: str, quote: str, before: int) -> str | None:
    """The passage's words as HTML with the quotation marked; None where it is not in them.

    `before` is how many characters of the source stand before the quotation in the passage: of
    two places with the same words the nearer one is marked.
    """
    words = quote.split()
    if not words:
        return None
    pattern = r"\s+".join(re.escape(word) for word in words)
    places = [found.span() for found in re.finditer(pattern, passage)]
    if not places:
        return None
    start, end = min(places, key=lambda place: abs(place[0] - before))
    return "".join(
        (escape(passage[:start]), _OPEN, escape(passage[start:end]), _CLOSE, escape(passage[end:]))
    )


def _belongs(passage: Passage, section: tuple[str, ...]) -> bool:
    return passage.section == section and passage.type != "footnote"


def _heading(info: ReportInfo, cited: Citation | Source) -> str:
    path = " › ".join(escape(heading) for heading in cited.section)
    page = f" · page {cited.page}" if cited.page is not None else ""
    ours = f'<p class="digest">{escape(DIGEST_SENTENCE)}</p>' if info.edition == "digest" else ""
    name = info.title if info.is_table else info.subject
    return (
        f'<h3>{escape(name)} <span class="date">{escape(date_words(info.published))}'
        f"{page}</span></h3>" + (f'<p class="path">{path}</p>' if path else "") + ours
    )


def _origin(info: ReportInfo, cited: Citation | Source) -> str:
    edition = "our digest" if info.edition == "digest" else "published report"
    what = KINDS[info.kind] if info.kind == "other" else f"{KINDS[info.kind]}, {edition}"
    if info.is_table:
        what = "Imported table, not a published report"
    facts = [escape(info.title), what, escape(info.source)]
    if info.isbn:
        facts.append(f"ISBN {escape(info.isbn)}")
    if info.url and re.match(r"https?://", info.url):
        address = escape(info.url, quote=True)
        facts.append(f'<a href="{address}" target="_blank" rel="noopener noreferrer">{address}</a>')
    return f'<p class="origin">{" · ".join(facts)}</p>'


def _passage(passage: Passage, cited: Citation | Source) -> str:
    if passage.rows:
        return _table(passage.rows, cited.quote)
    before = sum(
        max(0, min(span.end, cited.start) - span.start)
        for span in passage.spans
        if span.start < cited.start
    )
    html = marked(passage.text, cited.quote, before)
    if html is None:  # a quotation over several passages, or one whose marks were read otherwise
        html = f"{_OPEN}{escape(cited.quote)}{_CLOSE} {escape(passage.text)}"
    return f'<p class="here {passage.type}">{_label(passage)}{html}</p>'


def _neighbour(passage: Passage) -> str:
    if passage.rows:
        return _table(passage.rows, None)
    return f'<p class="{passage.type}">{_label(passage)}{escape(passage.text)}</p>'


def _label(passage: Passage) -> str:
    if passage.type == "numbered" and passage.number:
        number = passage.number.rstrip(".)")
        return "" if passage.text.startswith(number) else f"<b>{escape(number)}.</b> "
    return '<span class="dot" aria-hidden="true">•</span> ' if passage.type == "bullet" else ""


def _table(rows: Sequence[Sequence[str]], quote: str | None) -> str:
    cited = _cited_row(rows, quote) if quote else None
    lines = []
    for number, row in enumerate(rows):
        cells = "".join(
            f"<td>{_OPEN}{escape(cell)}{_CLOSE}</td>"
            if number == cited and cell.strip()
            else f"<td>{escape(cell)}</td>"
            for cell in row
        )
        here = ' class="here"' if number == cited else ""
        lines.append(f"<tr{here}>{cells}</tr>")
    lost = f'<p class="here">{_OPEN}{escape(quote)}{_CLOSE}</p>' if quote and cited is None else ""
    return (
        f'{lost}<div class="scroll" tabindex="0" role="region" aria-label="Table">'
        f'<table class="rows{few_columns(rows)}"><tbody>{"".join(lines)}</tbody></table></div>'
    )


def few_columns(rows: Sequence[Sequence[str]]) -> str:
    """What is added to the class of a table so that short ones, one under another, keep in line."""
    return " few" if len(rows[0]) <= _FEW else ""


def _cited_row(rows: Sequence[Sequence[str]], quote: str) -> int | None:
    """The row whose words are the quotation's, else the only one that holds or is held by them."""
    wanted = quote.split()
    words = [" ".join(row).split() for row in rows]
    if wanted in words:
        return words.index(wanted)
    joined = " ".join(wanted)
    near = [
        number
        for number, row in enumerate(words)
        if row and (joined in " ".join(row) or " ".join(row) in joined)
    ]
    return near[0] if len(near) == 1 else None


def _footnotes(passages: Sequence[Passage], at: int) -> str:
    """The notes that the passage points to; where numbers start again, the next one with it."""
    notes = []
    for number in passages[at].footnotes:
        found = [
            p for p in passages if p.type == "footnote" and (p.number or "").strip() == str(number)
        ]
        if found:
            after = [p for p in found if p.ordinal > passages[at].ordinal]
            notes.append((after or found)[0])
    return "".join(
        f'<p class="footnote"><sup>{escape(note.number or "")}</sup> {escape(note.text)}</p>'
        for note in notes
    )


def _furniture(cited: Citation | Source, text: str) -> str:
    """The quotation with the lines of the file around it."""
    reach = 300  # characters: some four lines
    before = text[max(0, cited.start - reach) : cited.start].split("\n", 1)[-1]
    after = text[cited.end : cited.end + reach].rsplit("\n", 1)[0]
    return (
        f'<p class="here plain">{escape(_visible(before))} {_OPEN}{escape(cited.quote)}{_CLOSE} '
        f"{escape(_visible(after))}</p>"
    )


def _visible(raw: str) -> str:
    return " ".join(re.sub(r"</?(b|sup|i|u)>", "", raw).split())


def _cells(cited: Citation | Source) -> str:
    """The row as it was read, where that says more than its words (a rating read from a colour)."""
    words = " ".join(cited.quote.split())
    if not cited.cells or all(" ".join(v.split()) in words for v in cited.cells.values()):
        return ""
    items = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value) or '–'}</dd></div>"
        for name, value in cited.cells.items()
    )
    return f'<dl class="cells" aria-label="The row as read">{items}</dl>'
