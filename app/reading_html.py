"""A report as a reader sees it, as HTML: contents, passages, and beside them the facts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from app.render import value_html
from app.source import few_columns
from app.wording import base_words, measure_words, standard_words, value_words
from index.stores.records import StoredReport
from ingest.models import Fact, Passage, Section

_POLARITY = {"strength": "Strength", "improvement": "Area for improvement"}
_BESIDE = frozenset(
    {"rating", "overall_rating", "score", "key_question", "count", "percentage", "rating_count"}
)
_MOST_BESIDE = 12
"""Facts beside one section; all of them stand in the tables of the Ratings page and of `show`."""
_GAP = "…"
_WIDE = 5
"""Columns from which a table needs the room of the facts beside it; they stand below it then."""
_DEEPEST = 3
_NAMED = re.compile(r"\b(?:strengths?|improvements?)\b", re.IGNORECASE)


def contents_html(report: StoredReport) -> str:
    """The headings as a list of links into the report."""
    items = "".join(
        f'<li class="level-{min(section.level, _DEEPEST)}"><a href="#{anchor(number)}">'
        f"{escape(section.path[-1])}</a></li>"
        for number, section in enumerate(report.sections)
        if section.level <= _DEEPEST
    )
    return f'<nav class="contents" aria-label="Contents of the report"><ul>{items}</ul></nav>'


def report_html(report: StoredReport) -> str:
    """All passages under their headings; facts stand beside the section that they are from."""
    numbers = _numbers(report.sections)
    facts = _facts_by_section(report)
    parts = []
    seen: set[tuple[str, ...]] = set()
    for path, group in groupby(report.passages, key=lambda passage: passage.section):
        passages = list(group)
        beside = _facts_html(facts.get(path, ())) if path not in seen else ""
        heading = _heading_html(path, numbers, seen)
        seen.add(path)
        body = "".join(_passage_html(passage) for passage in passages)
        words = f'<div class="words">{body}</div>'
        wide = any(len(row) >= _WIDE for passage in passages for row in (passage.rows or ())[:1])
        part = "report-part wide" if wide else "report-part"
        parts.append(f'<section class="{part}">{heading}{words}{beside}</section>')
    return f'<article class="reading">{"".join(parts)}</article>'


def anchor(number: int) -> str:
    """Name of the place where a section begins."""
    return f"section-{number}"


def _numbers(sections: Sequence[Section]) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    for number, section in enumerate(sections):
        found.setdefault(section.path, number)
    return found


def _facts_by_section(report: StoredReport) -> dict[tuple[str, ...], list[Fact]]:
    found: dict[tuple[str, ...], list[Fact]] = {}
    for fact in report.facts:
        if fact.measure in _BESIDE:
            found.setdefault(fact.source.section, []).append(fact)
    return found


def _heading_html(
    path: tuple[str, ...], numbers: dict[tuple[str, ...], int], seen: set[tuple[str, ...]]
) -> str:
    """The headings down to this one that were not shown yet."""
    shown = []
    for depth in range(1, len(path) + 1):
        part = path[:depth]
        if part in seen:
            continue
        seen.add(part)
        level = min(depth + 1, 5)
        name = f' id="{anchor(numbers[part])}"' if part in numbers else ""
        shown.append(f"<h{level}{name}>{escape(part[-1])}</h{level}>")
    return "".join(shown)


def _passage_html(passage: Passage) -> str:
    page = f'<span class="page">p. {passage.page}</span> ' if passage.page is not None else ""
    if passage.rows:
        rows = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
            for row in passage.rows
        )
        return (
            f'{page}<div class="scroll" tabindex="0" role="region" aria-label="Table">'
            f'<table class="rows{few_columns(passage.rows)}"><tbody>{rows}</tbody></table></div>'
        )
    polarity = _POLARITY.get(passage.polarity or "")
    if polarity and passage.section and _NAMED.search(passage.section[-1]):
        polarity = None  # the heading right above says so
    tag = f'<span class="tag">{polarity}</span> ' if polarity else ""
    mark = ""
    if passage.type == "bullet":
        mark = '<span class="dot" aria-hidden="true">•</span> '
    elif passage.number and passage.type == "footnote":
        mark = f"<sup>{escape(passage.number)}</sup> "
    elif passage.number and not passage.text.startswith(passage.number):
        mark = f"<b>{escape(passage.number)}.</b> "
    return f'<p class="{passage.type}">{page}{mark}{tag}{escape(passage.text)}</p>'


def _facts_html(facts: Sequence[Fact]) -> str:
    if not facts:
        return ""
    shown = list(_unlike(fact for fact in facts if fact.cell == "legible"))
    lost = sum(fact.cell == "not_legible" for fact in facts)
    several = len({fact.subject for fact in facts}) > 1
    items = "".join(_fact_html(fact, several) for fact in shown[:_MOST_BESIDE])
    more = len(shown) - _MOST_BESIDE
    rest = f"<li>and {more} more</li>" if more > 0 else ""
    if lost:
        rest += f'<li class="lost">{lost} not legible in the source</li>'
    return f'<aside class="margin" aria-label="Facts read here"><ul>{items}{rest}</ul></aside>'


def _fact_html(fact: Fact, several: bool) -> str:
    """The value where its sentence has it, else first; whose it is where there are several."""
    value = f"<b>{value_html(fact)}</b>"
    if fact.measure == "rating_count" and fact.number is not None:
        value = f"<b>{fact.number:g}</b> of {escape(base_words(fact))}"
    before, gap, after = _label(fact).partition(_GAP)
    words = f"{escape(before)}{value}{escape(after)}" if gap else f"{value} {escape(before)}"
    if not gap and fact.measure in ("count", "percentage") and before[:1].isupper():
        words = f"{escape(before)} {value}"  # a sentence that begins before its value
    who = f'<span class="small">{escape(fact.subject)}</span>' if several else ""
    return f"<li>{words} {who}</li>"


def _unlike(facts: Iterable[Fact]) -> Iterator[Fact]:
    seen = set()
    for fact in facts:
        key = (_label(fact), value_words(fact), fact.subject)
        if key not in seen:
            seen.add(key)
            yield fact


def _label(fact: Fact) -> str:
    if fact.measure in ("count", "percentage") and fact.label:
        return fact.label  # with a gap where the value stood, or going on after it
    if fact.measure == "rating":
        return standard_words(fact.standard)
    if fact.measure == "rating_count":
        of = standard_words(fact.standard) or "overall"
        return f"rated {fact.value}, {of[:1].lower()}{of[1:]}"
    return measure_words(fact)
