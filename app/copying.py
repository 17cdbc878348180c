"""An answer for the clipboard: with numbered notes that survive e-mail and word processors.

No style sheet and no links into the page: what is pasted stands for itself.
"""

import re
from collections.abc import Collection, Sequence
from html import escape

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from app.render import answer_parser
from app.wording import DIGEST_SENTENCE, date_words
from index.models import Answer, Citation

_PRINTED = re.compile(r"\[(\d{1,4})\]")


def copied_html(answer: Answer) -> str:
    """The question, the answer with its numbers raised, and a note for each number."""
    body = body_html(answer)
    notes = "".join(f"<p>{_note_html(citation)}</p>" for citation in answer.citations)
    heading = "<p><b>Sources</b></p>" if notes else ""
    return f"<p><b>{escape(answer.question)}</b></p>{body}{heading}{notes}"


def body_html(answer: Answer) -> str:
    """The text of the answer as HTML without scripts or links, its numbers raised."""
    parser = answer_parser([citation.id for citation in answer.citations])
    parser.add_render_rule("marker", _raised)
    return str(parser.render(answer.text))


def copied_text(answer: Answer) -> str:
    """The same for programs that take plain text only.

    A number in brackets that a report prints, and that one of our notes has, keeps a backslash.
    """
    known = [citation.id for citation in answer.citations]
    plain = [
        "".join(_plain(child, known) for child in token.children or [])
        for token in answer_parser(known).parse(answer.text)
        if token.type == "inline"
    ]
    notes = [_note_text(citation) for citation in answer.citations]
    return "\n\n".join([answer.question, *plain, *(["Sources", *notes] if notes else [])]) + "\n"


def _raised(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: object, env: object
) -> str:
    return f"<sup>[{tokens[index].content}]</sup>"


def _plain(token: Token, known: Collection[int]) -> str:
    if token.type == "marker":
        return f"[{token.content}]"
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return _PRINTED.sub(lambda n: f"\\{n[0]}" if int(n[1]) in known else n[0], token.content)


def _note_text(citation: Citation) -> str:
    return f"[{citation.id}] {_where(citation)}: {_quoted(citation)}"


def _note_html(citation: Citation) -> str:
    address = citation.report.url or ""
    link = ""
    if re.match(r"https?://", address):
        safe = escape(address, quote=True)
        link = f' <a href="{safe}">{safe}</a>'
    return f"[{citation.id}] {escape(_where(citation))}: {escape(_quoted(citation))}{link}"


def _where(citation: Citation) -> str:
    report = citation.report
    parts = [
        report.title,
        date_words(report.published) if report.published else "",
        f"ISBN {report.isbn}" if report.isbn else "",
        " › ".join(citation.section),
        f"page {citation.page}" if citation.page is not None else "",
    ]
    return ", ".join(part for part in parts if part)


def _quoted(citation: Citation) -> str:
    """The words in quotation marks; ours, and rows of tables, are no quotations of the report."""
    words = " ".join(citation.quote.split())
    if citation.report.edition == "digest":
        return f"{words} ({DIGEST_SENTENCE})"
    return words if citation.kind == "table" else f"“{words}”"
