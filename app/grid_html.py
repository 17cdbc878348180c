"""The ratings table as HTML: what a cell says stands in words, and most cells open their source."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from app.grid import Cell, Line, Round, rule_marks
from app.render import value_html
from app.wording import (
    CELLS,
    DIGEST,
    KEY_QUESTIONS,
    base_words,
    date_words,
    either,
    measure_words,
    report_words,
    round_words,
    short_words,
    standard_words,
    value_words,
)
from ingest.models import Fact, ReportInfo, Source

_WHOLE_HEADS = {"overall_rating": "Overall", "score": "Score"}
_NOWHERE = "No source in this library says"


def column_words(column: str) -> str:
    """The head of a column."""
    return _WHOLE_HEADS.get(column) or standard_words(column)


def rounds_html(rounds: Sequence[Round], infos: Mapping[str, ReportInfo]) -> str:
    """A table for each round, and below them what their short words and signs mean."""
    marks = rule_marks(rounds)
    tables = "".join(_round(each, infos, marks) for each in rounds)
    lines = "".join(f"<li>{escape(line)}</li>" for line in _legend(rounds, marks))
    legend = f'<ul class="notes" aria-label="What the cells mean">{lines}</ul>' if lines else ""
    return tables + legend


def opened_html(fact: Fact) -> str:
    """What was clicked: the cell and what it says, of which inspection."""
    column = fact.standard or (fact.measure if fact.measure in _WHOLE_HEADS else "")
    name = column_words(column) if column else measure_words(fact)
    if fact.measure == "key_question":
        name = f"{name}, {KEY_QUESTIONS.get(fact.key_question or '', 'key question')}"
    value = value_html(fact)
    if fact.measure == "rating_count" and fact.number is not None:
        name = f"{name or 'Overall'}, number rated {fact.value}"
        value = f"{fact.number:g} of {escape(base_words(fact))}"
    when = f", {date_words(fact.published)}" if fact.published else ""
    return (
        f'<h3 class="opened">{escape(name)}: {value}'
        f'<span class="date">{escape(fact.subject + when)}</span></h3>'
    )


def evidence_html(fact: Fact, possible: Sequence[str], infos: Mapping[str, ReportInfo]) -> str:
    """Beside the source of a cell: what it can still be, what forces it, who says the same."""
    parts = []
    if possible:
        parts.append(f"Not legible here; the other figures leave {either(possible)}.")
    if fact.derived and fact.rule:
        parts.append(f"Derived, not read: {value_words(fact)}, because {fact.rule}.")
    html = "".join(f'<p class="small">{escape(part)}</p>' for part in parts)
    if fact.also:
        what = "What forces it, beside the row above" if fact.derived else "The same is said in"
        items = "".join(f"<li>{_source(each, infos)}</li>" for each in fact.also)
        html += f'<p class="small">{what}:</p><ul class="notes">{items}</ul>'
    return f'<div class="evidence">{html}</div>' if html else ""


def _round(each: Round, infos: Mapping[str, ReportInfo], marks: Mapping[str, str]) -> str:
    title = escape(round_words(each.scheme))
    head = "".join(f'<th scope="col">{escape(column_words(key))}</th>' for key in each.columns)
    rows = "".join(
        f"<tr>{_row_head(line, infos)}"
        f"{''.join(_cell(line, key, marks) for key in each.columns)}</tr>"
        for line in each.lines
    )
    return (
        f'<h2 class="round">{title}</h2>'
        f'<div class="scroll tall" tabindex="0" role="region" aria-label="Ratings: {title}">'
        f'<table class="matrix"><caption class="hidden">{title}</caption>'
        f'<thead><tr><th scope="col">Place</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row_head(line: Line, infos: Mapping[str, ReportInfo]) -> str:
    notes = [escape(date_words(line.date))]
    if not line.reported:
        notes.append("no report held")
    shown = {fact.report for cell in line.cells.values() for fact in cell.facts}
    if any(infos[report].edition == "digest" for report in shown if report in infos):
        notes.append(DIGEST)
    small = "".join(f"<small>{note}</small>" for note in notes if note)
    return f'<th scope="row">{escape(line.inspection.place.name)}{small}</th>'


def _cell(line: Line, column: str, marks: Mapping[str, str]) -> str:
    cell = line.cells[column]
    if not cell.facts:
        sign, words = ("–", _NOWHERE) if cell.state == "no_source" else _absent(cell)
        return (
            f'<td class="none"><span title="{words}" aria-hidden="true">{sign}</span>'
            f'<span class="hidden">{words}</span></td>'
        )
    where = f"{escape(line.inspection.place.name)}, {escape(column_words(column))}: "
    return "<td>" + "".join(_button(fact, cell, where, marks) for fact in cell.facts) + "</td>"


def _absent(cell: Cell) -> tuple[str, str]:
    words = CELLS[cell.state]
    return ("n/a" if cell.state == "not_applicable" else words), words


def _button(fact: Fact, cell: Cell, where: str, marks: Mapping[str, str]) -> str:
    return (
        f'<button type="button" class="cell" data-open="{escape(fact.id, quote=True)}"'
        f' title="{escape(_title(fact, cell), quote=True)}">'
        f'<span class="hidden">{where}</span>{_words(fact, cell, marks)}</button>'
    )


def _title(fact: Fact, cell: Cell) -> str:
    """What a pointer that rests on a cell is told."""
    if fact.derived:
        return f"Derived, not read: {fact.rule}" if fact.rule else "Derived, not read"
    if cell.state == "read":
        return "Sources disagree" if len(cell.facts) > 1 else "Read from its source"
    still = f": still {either(cell.possible)}" if cell.possible else ""
    return f"{CELLS[cell.state]}{still}"


def _words(fact: Fact, cell: Cell, marks: Mapping[str, str]) -> str:
    if cell.state == "derived":
        # The table says below which rule the sign stands for.
        mark = escape(marks.get(fact.rule or "", "*"))
        return value_html(fact).replace(">derived<", f">derived {mark}<")
    if cell.state != "not_legible":
        return value_html(fact)
    still = ""
    if cell.possible:
        short = escape(either([short_words(word) for word in cell.possible]))
        full = escape(either(cell.possible))
        still = f'<small aria-hidden="true">{short}</small><span class="hidden">: {full}</span>'
    return f'<span class="lost">Not legible</span>{still}'


def _legend(rounds: Sequence[Round], marks: Mapping[str, str]) -> Iterator[str]:
    for rule, mark in marks.items():
        yield f"{mark} Derived, not read: {rule}."
    cells = [cell for each in rounds for line in each.lines for cell in line.cells.values()]
    possible = {word for cell in cells for word in cell.possible}
    used = [word for word in _scale(rounds) if word in possible]
    short = [f"{short_words(word)} {word}" for word in used if short_words(word) != word]
    if used:
        meant = f" ({', '.join(short)})" if short else ""
        yield f"Not legible: below it what the rating can still be{meant}."
    if any(cell.state == "no_source" for cell in cells):
        yield f"– {_NOWHERE} what was rated."
    if any(cell.state == "not_applicable" for cell in cells):
        yield "n/a The round has no such standard."


def _scale(rounds: Iterable[Round]) -> dict[str, None]:
    return dict.fromkeys(r.word for each in rounds if each.scheme for r in each.scheme.ratings)


def _source(source: Source, infos: Mapping[str, ReportInfo]) -> str:
    info = infos.get(source.report)
    page = [f"page {source.page}"] if source.page is not None else []
    where = ", ".join([report_words(info) if info else source.report, *source.section[-1:], *page])
    words = " | ".join(source.quote.split("\t"))
    quoted = words if info and info.edition == "digest" else f"“{words}”"
    return f"{escape(where)}: {escape(quoted)}"
