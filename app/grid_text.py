"""The ratings table for a terminal: as many words in its cells as the lines have room for."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from string import ascii_lowercase
from typing import NamedTuple

from app.grid import WHOLE, Cell, Line, Round, rule_marks, states
from app.terminal import printable
from app.wording import (
    DIGEST_SENTENCE,
    cells_words,
    coverage_words,
    either,
    initials,
    round_words,
    short_date_words,
    short_words,
    standard_words,
)
from ingest.models import Fact, ReportInfo

_NO_REPORT, _DIGEST = "°", "#"
_PLACE = 22
"""Columns that names of places keep at least, where one is that long; they wrap there."""
_CUT = 5
"""Letters of the words in the name of a standard without a number, where the others stand by it."""
_SIGNS = {"not_rated": "NR", "not_applicable": "n/a", "no_source": "–"}
_WHOLE_HEADS = {"score": "Score", "overall_rating": "Overall"}


class _Style(NamedTuple):
    """How much a table says in how much room."""

    word: Callable[[str], str]
    numbers: bool
    """Whether standards stand over their columns by number, and by name below the table."""
    gap: int
    """Columns between two cells."""


_WORDS: tuple[Callable[[str], str], ...] = (str, short_words, initials)
"""How ratings are written, the plainest way first."""
_HEADS = ((False, 2), (True, 2), (True, 1))


class _Marks(NamedTuple):
    """Signs that stand for what the lines below the tables say in full."""

    rules: Mapping[str, str]
    sets: Mapping[tuple[str, ...], str]


def grid_text(
    rounds: Sequence[Round], infos: Mapping[str, ReportInfo], width: int, *, bold: bool = False
) -> str:
    """The tables of all rounds with what their signs mean, in lines of at most so many columns."""
    marks = _marks(rounds)
    styles = _styles(rounds, infos, marks, width)
    parts = [
        _table(each, infos, marks, style, width, bold)
        for each, style in zip(rounds, styles, strict=True)
    ]
    legend = _legend(rounds, infos, marks, styles[0].word) if rounds else ()
    parts += [
        "".join(f"{line}\n" for line in _wrapped(each, width))
        for each in (legend, _coverage(rounds))
    ]
    return "\n".join(part for part in parts if part)


def print_grid(rounds: Sequence[Round], infos: Mapping[str, ReportInfo], width: int) -> None:
    """Print the tables on stdout."""
    text = grid_text(rounds, infos, width, bold=sys.stdout.isatty())
    encoding = sys.stdout.encoding or "utf-8"
    # A terminal of another code page lacks some signs; it shows "?" for them.
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))


def _marks(rounds: Sequence[Round]) -> _Marks:
    cells = [cell for each in rounds for line in each.lines for cell in line.cells.values()]
    sets = dict.fromkeys(cell.possible for cell in cells if cell.possible)
    return _Marks(rule_marks(rounds), dict(zip(sets, ascii_lowercase, strict=False)))


def _styles(
    rounds: Sequence[Round], infos: Mapping[str, ReportInfo], marks: _Marks, width: int
) -> list[_Style]:
    """The plainest words that have room in all tables, and for each of these the plainest heads."""
    found: list[_Style] = []
    for word in _WORDS:
        found = []
        for each in rounds:
            ways = [_Style(word, numbers, gap) for numbers, gap in _HEADS]
            fitting = (w for w in ways if sum(_widths(each, infos, marks, w)) <= width)
            if style := next(fitting, None):
                found.append(style)
        if len(found) == len(rounds):
            return found
    return [_Style(_WORDS[-1], *_HEADS[-1]) for _ in rounds]


def _widths(
    each: Round, infos: Mapping[str, ReportInfo], marks: _Marks, style: _Style
) -> list[int]:
    """The least widths of the columns, gaps included; only the place may wrap."""
    place, *others = zip(*_rows(each, infos, marks, style), strict=True)
    heads = [max(map(len, head.split(" "))) for head in _heads(each, style)[1:]]
    least = min(_PLACE, max(map(len, place)))
    widths = [
        max(map(len, (*cells, "x" * head))) for head, cells in zip(heads, others, strict=True)
    ]
    return [max(least, len("Place")), *(width + style.gap for width in widths)]


def _table(
    each: Round,
    infos: Mapping[str, ReportInfo],
    marks: _Marks,
    style: _Style,
    width: int,
    bold: bool,
) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(
        box=SIMPLE_HEAD,
        padding=(0, style.gap - 1, 0, 0),
        show_edge=False,
        pad_edge=False,
        header_style="bold",
    )
    place, *others = _widths(each, infos, marks, style)
    rows = list(_rows(each, infos, marks, style))
    room = max(place, width - sum(others))
    widths = [min(room, max(len(row[0]) for row in rows)), *(w - style.gap for w in others)]
    for head, cells in zip(_heads(each, style), widths, strict=True):
        table.add_column(Text(head), width=max(cells, len("Place") if head == "Place" else 1))
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console = Console(width=width, color_system=None if not bold else "auto", highlight=False)
    with console.capture() as captured:
        console.print(table)
    title = _wrapped([printable(round_words(each.scheme))], width)
    names = _wrapped([_standards(each, style)], width)
    lines = [*title, "", *captured.get().splitlines(), *names]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _heads(each: Round, style: _Style) -> list[str]:
    return ["Place", "Date", *(_head(each, column, style) for column in each.columns)]


def _head(each: Round, column: str, style: _Style) -> str:
    if column in WHOLE:
        return _WHOLE_HEADS[column]
    name = standard_words(column)
    if not style.numbers:
        return name
    words = (w if len(w) <= _CUT else f"{w[: _CUT - 1]}." for w in name.split())
    return _number(each, column) or " ".join(words)


def _number(each: Round, column: str) -> str | None:
    standard = each.scheme.standard(column) if each.scheme else None
    return standard.number if standard else None


def _rows(
    each: Round, infos: Mapping[str, ReportInfo], marks: _Marks, style: _Style
) -> Iterator[list[str]]:
    for line in each.lines:
        cells = [_cell(line.cells[column], marks, style) for column in each.columns]
        yield [_place(line, infos), short_date_words(line.date) or "–", *cells]


def _place(line: Line, infos: Mapping[str, ReportInfo]) -> str:
    mark = ("" if line.reported else _NO_REPORT) + (_DIGEST if _is_ours(line, infos) else "")
    name = " ".join(printable(line.inspection.place.name).split())
    return f"{name}{mark}"


def _is_ours(line: Line, infos: Mapping[str, ReportInfo]) -> bool:
    """Whether a digest is among the sources of the line's cells."""
    shown = {fact.report for cell in line.cells.values() for fact in cell.facts}
    return any(infos[report].edition == "digest" for report in shown)


def _cell(cell: Cell, marks: _Marks, style: _Style) -> str:
    if cell.state == "not_legible":
        return "?" + marks.sets.get(cell.possible, "")
    if cell.state in _SIGNS:
        return _SIGNS[cell.state]
    return "≠".join(_value(fact, style) for fact in cell.facts) + "".join(
        marks.rules.get(fact.rule or "", "*") for fact in cell.facts if fact.derived
    )


def _value(fact: Fact, style: _Style) -> str:
    words = printable(fact.value or "")
    return words if fact.measure == "score" else style.word(words)


def _legend(
    rounds: Sequence[Round],
    infos: Mapping[str, ReportInfo],
    marks: _Marks,
    short: Callable[[str], str],
) -> Iterator[str]:
    """What the signs that occur mean, a line for each."""
    lines = [line for each in rounds for line in each.lines]
    cells = [cell for line in lines for cell in line.cells.values()]
    held = {cell.state for cell in cells}
    words = _words(rounds, cells, short)
    if words:
        yield ", ".join(f"{short} {word}" for short, word in words.items()) + "."
    for rule, mark in marks.rules.items():
        yield f"{mark} derived, not read: {printable(rule)}."
    if "not_legible" in held:
        open_cells = [cell for cell in cells if cell.state == "not_legible"]
        more = [f"?{sign} still {either(left)}" for left, sign in marks.sets.items()]
        more += ["? alone any rating"] if more and not all(c.possible for c in open_cells) else []
        yield f"? not legible in the source{': ' if more else ''}{'; '.join(more)}."
    if any(len(cell.facts) > 1 for cell in cells):
        yield "≠ sources disagree; --long names each."
    said = any(cell.facts for cell in cells if cell.state == "not_applicable")
    told = {"not_rated": "not rated", "no_source": "no source in this library says"}
    told["not_applicable"] = "does not apply, " + (
        "as its source says" if said else "its round has no such standard"
    )
    yield from (f"{sign} {told[state]}." for state, sign in _SIGNS.items() if state in held)
    if not all(line.reported for line in lines):
        yield f"{_NO_REPORT} no report in this library, a table alone names it."
    if any(_is_ours(line, infos) for line in lines):
        yield f"{_DIGEST} {DIGEST_SENTENCE}"


def _standards(each: Round, style: _Style) -> str:
    """The names of the standards that stand by number or cut over their columns; "" for none."""
    keys = [column for column in each.columns if column not in WHOLE]
    pairs = [(_head(each, key, style), standard_words(key)) for key in keys]
    cut = [f"{head} {name}" for head, name in pairs if head != name]
    return f"{', '.join(cut)}." if cut else ""


def _words(
    rounds: Sequence[Round], cells: Iterable[Cell], short: Callable[[str], str]
) -> dict[str, str]:
    """Short words to whole ones, best rating first, of the ratings that the tables show."""
    shown = {fact.value for cell in cells for fact in cell.facts}
    scale = [r.word for each in rounds if each.scheme for r in each.scheme.ratings]
    used = [word for word in dict.fromkeys(scale) if word in shown]
    return {short(word): word for word in used if short(word) != word}


def _coverage(rounds: Sequence[Round]) -> Iterator[str]:
    yield coverage_words([line.inspection for each in rounds for line in each.lines])
    yield cells_words(states(rounds))
    without = sum(not line.reported for each in rounds for line in each.lines)
    if without:
        yield f"The library has no report of {without} of these (`reports ratings --missing`)."


def _wrapped(lines: Iterable[str], width: int) -> Iterator[str]:
    from textwrap import wrap

    for line in lines:
        yield from wrap(line, width, subsequent_indent="  ", break_on_hyphens=False)
