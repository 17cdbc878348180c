"""What the command line prints: JSON alone on stdout, messages on stderr, tables and answers."""

import csv
import io
import json
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from app.wording import (
    DIGEST_SENTENCE,
    base_words,
    date_words,
    measure_words,
    report_words,
    standard_words,
    value_words,
)
from index.models import Answer, AnswerFact, Citation

if TYPE_CHECKING:
    from rich.progress import Progress

_LEAST_WIDTH = 40
"""Columns below which lines are not wrapped any narrower."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def say(message: str) -> None:
    """A message for people, on stderr."""
    print(printable(message), file=sys.stderr)


def show(text: str) -> None:
    """A line of the result, on stdout."""
    print(printable(text))


def progress_bar() -> "Progress":
    """A bar on stderr, where somebody sees it; it leaves nothing behind."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(compact=True),
    )
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def print_json(value: Any, *, line: bool = False) -> None:
    """The value as JSON on stdout: indented, or on one line."""
    print(json.dumps(value, ensure_ascii=False, indent=None if line else 2), flush=line)


def printable(text: str) -> str:
    """The text without characters that steer a terminal: what a report says is never a command."""
    return _CONTROL.sub(" ", text.encode("utf-8", "replace").decode("utf-8"))


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """The rows under their columns, each as wide as its longest cell; nothing without rows."""
    cells = [[printable(cell) for cell in row] for row in rows]
    if not cells:
        return
    widths = [max(len(cell) for cell in column) for column in zip(columns, *cells, strict=True)]
    for row in [list(columns), ["-" * width for width in widths], *cells]:
        print(
            "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
        )


def print_csv(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, bom: bool = False
) -> None:
    """The rows as CSV; a text that a spreadsheet would run as a formula gets an apostrophe.

    `bom` puts a byte order mark first: without it Excel takes UTF-8 for its own code page.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        # The same bytes on every system: some have another code page and write LF as CR and LF.
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    if bom:
        sys.stdout.write("\ufeff")
    sys.stdout.write(csv_text(columns, rows))


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The rows as CSV text, harmless in a spreadsheet."""
    text = io.StringIO(newline="")
    # RFC 4180 ends lines by CR and LF; a cell with either of them is quoted then.
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def _harmless(cell: object) -> object:
    if not isinstance(cell, str):
        return "" if cell is None else cell
    text = printable(cell)
    formula = text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA)
    return f"'{text}" if formula else text


def answer_lines(answer: Answer, width: int | None = None) -> list[str]:
    """The answer for a terminal: text, facts, sources with their quotations, notes, suggestions."""
    width = max(_LEAST_WIDTH, width or shutil.get_terminal_size((100, 24)).columns)
    lines = [line for text in answer.text.splitlines() for line in _plain_lines(text, width)]
    if answer.facts:
        lines += ["", "Facts", *_listed(map(_fact_line, answer.facts), width)]
    if answer.citations:
        lines += ["", "Sources"]
        lines += [line for each in answer.citations for line in _citation_lines(each, width)]
    if answer.notes:
        lines += ["", "Notes", *_listed(answer.notes, width)]
    if answer.suggestions:
        heading = "Which do you mean?" if answer.status == "clarify" else "You could also ask"
        lines += ["", heading, *_listed(answer.suggestions, width)]
    return [printable(line) for line in lines]


_LONG_RUN = re.compile(r"(?:\[\d+\]){5,}")


def _as_range(found: re.Match[str]) -> str:
    """Markers in a row as ranges: [1]–[24], [30]."""
    numbers = [int(n) for n in re.findall(r"\d+", found[0])]
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"[{r[0]}]" if len(r) == 1 else f"[{r[0]}]–[{r[-1]}]" for r in runs)


def _plain_lines(markdown: str, width: int) -> list[str]:
    """One line of our own Markdown as plain lines: no emphasis, no escapes, headings bare."""
    bare = re.sub(r"^#+ ", "", _LONG_RUN.sub(_as_range, markdown.rstrip()))
    bare = _ESCAPED.sub(r"\1", re.sub(r"(?<!\\)\*\*", "", bare))
    mark = re.match(r"\s*(?:[-*>]|\d+[.)]) ", bare)
    hanging = " " * (len(mark.group()) if mark else 0)
    return textwrap.wrap(bare, width, subsequent_indent=hanging, break_on_hyphens=False) or [""]


def _fact_line(fact: AnswerFact) -> str:
    what = ": ".join(part for part in (standard_words(fact.standard), measure_words(fact)) if part)
    base = f" (n = {base_words(fact)})" if base_words(fact) else ""
    derived = f" (derived: {fact.rule})" if fact.derived else ""
    marks = "".join(f"[{number}]" for number in fact.citations or (fact.citation,))
    where = f"{fact.subject}, {date_words(fact.published)}"
    return f"{where}: {what}: {value_words(fact)}{base}{derived} {marks}"


def _citation_lines(citation: Citation, width: int) -> list[str]:
    page = [f"page {citation.page}"] if citation.page is not None else []
    where = ", ".join([report_words(citation.report), *citation.section[-2:], *page])
    words = citation.quote.replace("\t", " | ")
    if citation.cells:
        # The cells are the words of the row under their columns: one of the two is enough.
        words = "; ".join(f"{name}: {value}" for name, value in citation.cells.items())
    ours = citation.report.edition == "digest"
    words = (
        f"{words} ({DIGEST_SENTENCE})" if ours else f"“{words}”" if not citation.cells else words
    )
    return [
        *textwrap.wrap(f"[{citation.id}] {where}", width, subsequent_indent="    "),
        *textwrap.wrap(words, width, initial_indent="    ", subsequent_indent="    "),
    ]


def _listed(items: Iterable[str], width: int) -> list[str]:
    wrapped = [textwrap.wrap(f"- {item}", width, subsequent_indent="  ") for item in items]
    return [line for lines in wrapped for line in lines]
