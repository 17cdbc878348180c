"""An Answer as Markdown for a terminal and as HTML for the pages; it decides nothing.

Whatever comes from a report, a file name or a question is escaped: it is text, never markup.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from html import escape
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from app.wording import (
    DIGEST_SENTENCE,
    base_words,
    date_words,
    joined,
    measure_words,
    report_words,
    standard_words,
    value_words,
)
from index.answers.compose.markdown import escape as escape_markdown
from index.models import Answer, AnswerFact, Citation
from ingest.models import Fact

_MARKER = re.compile(r"\[(\d{1,4})\]")
_NOT_FROM_REPORTS = [
    *("link", "image", "autolink", "reference", "html_inline", "html_block"),
    *("code", "fence", "backticks", "lheading"),
]
"""Rules of Markdown that are off: nothing in an answer leads out of the page or is set as code."""
Column = tuple[str, Callable[[AnswerFact], str]]
_PLACE: Column = ("Place", lambda fact: fact.subject)
_DATE: Column = ("Date", lambda fact: date_words(fact.published))
_STANDARD: Column = ("Standard", lambda fact: standard_words(fact.standard))
_MEASURE: Column = ("Measure", measure_words)
_VALUE: Column = ("Value", value_words)
_COLUMNS = (_PLACE, _DATE, _STANDARD, _MEASURE, _VALUE)
# Beside an answer there is no room for both; each rating then needs its standard's name alone.
_BOTH: Column = ("Measure", lambda fact: _standard_and_measure(fact))


def button_label(text: str) -> str:
    """The text so that the label of a Streamlit button, which is Markdown, shows it as it is."""
    escaped = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))
    # Streamlit puts pictures for :smile: and :material/x:, and signs for -> and >=, after the
    # backslashes are gone: a word joiner (no width) breaks these up.
    return re.sub(r"\\(:(?=[A-Za-z+])|[<>~-](?=\\[=>-]))", "\\\\\\1\u2060", escaped)


def render_markdown(answer: Answer) -> str:
    """The whole answer as Markdown: its text, then facts, sources with their quotations, notes."""
    parts = [answer.text.strip()]
    if answer.facts:
        parts.append(_facts_markdown(answer.facts))
    if answer.citations:
        sources = "\n".join(_citation_markdown(citation) for citation in answer.citations)
        parts.append(f"**Sources**\n\n{sources}")
    if answer.notes:
        parts.append("**Notes**\n\n" + _list_markdown(answer.notes))
    if answer.suggestions:
        heading = "Which do you mean?" if answer.status == "clarify" else "You could also ask"
        parts.append(f"**{heading}**\n\n" + _list_markdown(answer.suggestions))
    return "\n\n".join(part for part in parts if part) + "\n"


def answer_html(answer: Answer, turn: int) -> str:
    """The answer's text as HTML, its markers as buttons that name turn and citation.

    Only paragraphs, headings, lists, emphasis, quotations and tables come through; a link or an
    image in the text stays text.
    """
    citations = {citation.id: citation for citation in answer.citations}
    parser = answer_parser(citations)
    parser.add_render_rule("marker", _marker_renderer(citations, turn))
    return f'<div class="answer">{_folded(parser.render(answer.text))}</div>'


def answer_parser(citations: Collection[int]) -> MarkdownIt:
    """What reads the text of an answer: each [n] of these citations is a token `marker`, with n.

    A [n] that a report prints is escaped in the text, and stays text.
    """
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.disable(_NOT_FROM_REPORTS)
    parser.inline.ruler.before("link", "marker", _marker_rule(citations))
    return parser


_CHIP = r'<button type="button" class="chip"[^>]*>\d+</button>'
_SHOWN_CHIPS = 3
_MANY_CHIPS = re.compile(rf"((?:{_CHIP}){{{_SHOWN_CHIPS}}})((?:{_CHIP}){{3,}})(</p>)?")


def _folded(html: str) -> str:
    """A long row of citations folded after the first few: all of them stay one click away."""

    def fold(found: re.Match[str]) -> str:
        count = len(re.findall(_CHIP, found[2]))
        # A paragraph cannot hold the folded part; markers end their line, so it follows.
        summary = f'{count} more<span class="hidden"> sources</span>'
        folded = f'<details class="chips"><summary>{summary}</summary>{found[2]}</details>'
        return f"{found[1]}{found[3] or ''}{folded}"

    return _MANY_CHIPS.sub(fold, html)


def chip(turn: int, citation: Citation) -> str:
    """The small numbered button that opens a citation."""
    where = ", ".join((report_words(citation.report), *citation.section[-2:]))
    label = escape(f"Source {citation.id}: {where}", quote=True)
    return (
        f'<button type="button" class="chip" data-open="{turn}:{citation.id}" '
        f'aria-label="{label}" title="{label}">{citation.id}</button>'
    )


def facts_html(answer: Answer, turn: int) -> str:
    """The facts as a compact table; a column that says the same in every row is said once above."""
    if not answer.facts:
        return ""
    citations = {citation.id: citation for citation in answer.citations}
    columns, shared = _fact_columns(answer.facts)
    grouped = _is_grouped(answer.facts, columns)
    columns = [column for column in columns if not grouped or column not in (_PLACE, _DATE)]
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name, _ in columns)
    rows = ""
    above = ""
    for fact in answer.facts:
        inspection = f"{fact.subject}, {date_words(fact.published)}"
        if grouped and inspection != above:
            rows += f'<tr><th scope="rowgroup" colspan="9">{escape(inspection)}</th></tr>'
            above = inspection
        rows += _fact_row(fact, columns, citations, turn)
    caption = escape(" · ".join(shared)) if shared else "Facts"
    rules = sorted({fact.rule for fact in answer.facts if fact.derived and fact.rule})
    derived = "".join(f'<p class="small">Derived: {escape(rule)}</p>' for rule in rules)
    return (
        '<div class="scroll" tabindex="0" role="region" aria-label="Facts">'
        f'<table class="facts"><caption>{caption}</caption>'
        f'<thead><tr>{head}<th scope="col"><span class="hidden">Source</span></th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>{derived}"
    )


def value_html(fact: Fact | AnswerFact) -> str:
    """A value as words, ratings on their colour; what is derived or lost says so."""
    words = escape(value_words(fact))
    if fact.cell != "legible" or fact.value is None:
        return f'<span class="lost">{words}</span>'
    if fact.measure in ("rating", "overall_rating"):
        words = f'<span class="rating {rating_class(fact.number)}">{words}</span>'
    if base_words(fact):
        words += f' <span class="small">n = {escape(base_words(fact))}</span>'
    return f'{words} <span class="tag">derived</span>' if fact.derived else words


def rating_class(points: float | int | None) -> str:
    """The name of the colour for a rating's points (0 to 3); neutral for anything else."""
    return f"points-{points:g}" if points in (0, 1, 2, 3) else "points-none"


def copy_html(turn: int, html: str, text: str) -> str:
    """A button that puts an answer on the clipboard, with what it puts there beside it, hidden."""
    return (
        f'<button type="button" class="copy" data-copy="copied-{turn}">Copy with citations</button>'
        f'<div id="copied-{turn}" hidden>{html}</div>'
        # Not as an attribute: those are taken out where their words look like markup.
        f'<div id="copied-{turn}-text" hidden>{escape(text)}</div>'
        f'<span class="small" role="status" id="copied-{turn}-said"></span>'
    )


def why_html(lines: Sequence[str]) -> str:
    """How an answer came about: headings, and what stands indented under them as lists."""
    parts: list[str] = []
    for line in lines:
        if line.startswith("    ") and parts and parts[-1].startswith("<li>"):
            # More of the line before it: why a statement was chosen.
            more = f'<br><span class="small">{escape(line.strip())}</span></li>'
            parts[-1] = parts[-1].removesuffix("</li>") + more
            continue
        inside = line.startswith(" ")
        if parts and inside != parts[-1].startswith("<li>"):
            parts.append("<ul>" if inside else "</ul>")
        parts.append(f"<li>{escape(line.strip())}</li>" if inside else f"<h3>{escape(line)}</h3>")
    closed = "</ul>" if parts and parts[-1].startswith("<li>") else ""
    return f'<div class="why" tabindex="0">{"".join(parts)}{closed}</div>'


def notes_html(notes: Sequence[str]) -> str:
    """The notes as a quiet list; "" without notes."""
    if not notes:
        return ""
    items = "".join(f"<li>{escape(note)}</li>" for note in notes)
    return f'<ul class="notes" aria-label="Notes">{items}</ul>'


def question_html(question: str) -> str:
    """The question as its asker wrote it."""
    return (
        '<div role="heading" aria-level="2">'
        f'<p class="question">{escape(question.strip())}</p></div>'
    )


def sources_html(answer: Answer, turn: int) -> str:
    """The cited places in order, each a button that opens it."""
    if not answer.citations:
        return ""
    items = "".join(_source_item(citation, turn) for citation in answer.citations)
    return f'<ol class="sources" aria-label="Sources">{items}</ol>'


def _source_item(citation: Citation, turn: int) -> str:
    ours = citation.report.edition == "digest"
    place = escape(report_words(citation.report))
    section = escape(" › ".join(citation.section[-2:]) or citation.report.source)
    return (
        f'<li><button type="button" class="source{" ours" if ours else ""}" '
        f'data-open="{turn}:{citation.id}"><span class="chip" aria-hidden="true">{citation.id}'
        f'</span><span class="where"><span class="hidden">Source {citation.id}: </span>{place}'
        f"<small>{section}</small></span></button></li>"
    )


def _fact_columns(facts: Sequence[AnswerFact]) -> tuple[list[Column], list[str]]:
    """The columns to show, and what the others say of all rows alike."""
    columns: list[Column] = []
    shared = []
    for column in _COLUMNS:
        words = column[1]
        said = {words(fact) for fact in facts}
        if column == _VALUE or (len(facts) == 1 and column == _MEASURE) or len(said) > 1:
            columns.append(column)
        elif said != {""}:
            shared.append(next(iter(said)))
    if _STANDARD in columns and _MEASURE in columns:
        columns[columns.index(_STANDARD)] = _BOTH
        columns.remove(_MEASURE)
    return columns, shared


def _standard_and_measure(fact: AnswerFact) -> str:
    standard, measure = standard_words(fact.standard), measure_words(fact)
    if not standard:
        return measure
    return standard if fact.measure == "rating" else f"{standard}: {measure.lower()}"


def _is_grouped(facts: Sequence[AnswerFact], columns: Sequence[Column]) -> bool:
    """Whether place and date stand as headings over several rows each rather than in columns."""
    inspections = {(fact.subject, fact.published) for fact in facts}
    changes = sum(
        (one.subject, one.published) != (next_.subject, next_.published)
        for one, next_ in pairwise(facts)
    )
    several = 1 < len(inspections) == changes + 1 and len(facts) >= 2 * len(inspections)
    return several and (_PLACE in columns or _DATE in columns)


def _fact_row(
    fact: AnswerFact,
    columns: Sequence[Column],
    citations: Mapping[int, Citation],
    turn: int,
) -> str:
    cells = "".join(
        f"<td>{value_html(fact) if column == _VALUE else escape(column[1](fact))}</td>"
        for column in columns
    )
    ids = fact.citations or (fact.citation,)
    chips = "".join(chip(turn, citations[id_]) for id_ in ids if id_ in citations)
    return f"<tr>{cells}<td>{chips}</td></tr>"


def _facts_markdown(facts: Sequence[AnswerFact]) -> str:
    columns, shared = _fact_columns(facts)
    lines = [
        "| " + " | ".join([*(name for name, _ in columns), "Source"]) + " |",
        "|" + " --- |" * (len(columns) + 1),
    ]
    for fact in facts:
        cells = [escape_markdown(words(fact)) for _, words in columns]
        at = columns.index(_VALUE)
        if base_words(fact):
            cells[at] += f" (n = {escape_markdown(base_words(fact))})"
        if fact.derived:
            cells[at] += f" (derived: {escape_markdown(fact.rule)})" if fact.rule else " (derived)"
        marks = " ".join(f"[{id_}]" for id_ in fact.citations or (fact.citation,))
        lines.append("| " + " | ".join([*cells, marks]) + " |")
    heading = "**Facts**" + (f": {escape_markdown(', '.join(shared))}" if shared else "")
    return heading + "\n\n" + "\n".join(lines)


def _citation_markdown(citation: Citation) -> str:
    info = citation.report
    where = [report_words(info), " › ".join(citation.section)]
    where += [f"page {citation.page}"] if citation.page is not None else []
    where += [info.source]
    quote = " / ".join(escape_markdown(cell) for cell in citation.quote.split("\t"))
    words = f"{quote} *{DIGEST_SENTENCE}*" if info.edition == "digest" else f"“{quote}”"
    if citation.cells:
        cells = joined([f"{name}: {value}" for name, value in citation.cells.items()])
        words += f" ({escape_markdown(cells)})"
    return (
        f"- [{citation.id}] {escape_markdown('; '.join(part for part in where if part))}: {words}"
    )


def _list_markdown(lines: Sequence[str]) -> str:
    return "\n".join(f"- {escape_markdown(line)}" for line in lines)


def _marker_rule(citations: Collection[int]) -> Callable[[StateInline, bool], bool]:
    """An inline rule: [n] is a marker where n is a citation; an escaped bracket never gets here."""

    def rule(state: StateInline, silent: bool) -> bool:
        found = _MARKER.match(state.src, state.pos)
        if found is None or int(found[1]) not in citations:
            return False
        if not silent:
            token = state.push("marker", "button", 0)
            token.content = found[1]
        state.pos = found.end()
        return True

    return rule


def _marker_renderer(citations: Mapping[int, Citation], turn: int) -> Callable[..., str]:
    def render(
        self: RendererHTML, tokens: Sequence[Token], index: int, options: object, env: object
    ) -> str:
        return chip(turn, citations[int(tokens[index].content)])

    return render
