"""What a chart shows once more as a table of words and numbers, whose cells open their sources."""

from collections.abc import Iterable, Sequence
from html import escape

from app.charts.change import Place, changed
from app.charts.distribution import Share, Spread
from app.charts.key_questions import Dot
from app.charts.marks import Levels, Mark, is_rating
from app.grid_html import column_words
from app.render import rating_class
from app.wording import date_words
from ingest.models import Fact


def spread_table(spread: Spread, title: str) -> str:
    """How many cells say what in each group; a number opens the list of what it counts."""
    heads = "".join(f'<th scope="col">{escape(words)}</th>' for words in spread.words)
    rows = "".join(_spread_row(spread, group) for group in spread.groups)
    return _table(title, f'{_corner("Of")}<th scope="col">n</th>{heads}', rows)


def share_list(share: Share) -> str:
    """Every inspection that a part of a bar counts, each a button that opens its source."""
    items = "".join(f"<li>{_button(mark, _of(mark))}</li>" for mark in share.marks)
    return f'<ul class="counted">{items}</ul>'


def counts_table(facts: Sequence[Fact], columns: Sequence[str], levels: Levels, title: str) -> str:
    """The ratings that a report counts itself, a row for each standard; each count opens there.

    `columns` are standards in their order, with `overall_rating` for the whole inspection.
    """
    given = {fact.value for fact in facts if fact.number}
    words = [word for word, _ in levels if word in given]
    heads = "".join(f'<th scope="col">{escape(word)}</th>' for word in words)
    rows = ""
    for column in columns:
        found = [fact for fact in facts if (fact.standard or "overall_rating") == column]
        if found:
            cells = "".join(f"<td>{_counted(found, word)}</td>" for word in words)
            of = max(int(fact.out_of or 0) for fact in found) or "–"
            name = escape(column_words(column))
            rows += f'<tr><th scope="row">{name}</th><td>{of}</td>{cells}</tr>'
    return _table(title, f'{_corner("Of")}<th scope="col">n</th>{heads}', rows)


def change_table(place: Place, columns: Sequence[str]) -> str:
    """What was said of a place in each inspection, and what became of it, in words."""
    heads = "".join(f'<th scope="col">{escape(date_words(date))}</th>' for date in place.dates)
    rows = "".join(
        f'<tr><th scope="row">{escape(column_words(column))}</th>'
        + "".join(f"<td>{_said(place.at(column, date))}</td>" for date in place.dates)
        + f"<td>{escape(changed(place, column))}</td></tr>"
        for column in columns
    )
    head = f'{_corner("Measure")}{heads}<th scope="col">Change</th>'
    return _table(f"{place.name}: every inspection in this library", head, rows)


def questions_table(dots: Sequence[Dot], title: str) -> str:
    """The percentages of one standard: a row for each inspection, a column for each question."""
    names = list(dict.fromkeys(dot.question for dot in dots))
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    lines: dict[str, list[Dot]] = {}
    for dot in dots:
        lines.setdefault(dot.line, []).append(dot)
    rows = "".join(
        f'<tr><th scope="row">{escape(line)}</th>'
        + "".join(f"<td>{_percents(found, name)}</td>" for name in names)
        + "</tr>"
        for line, found in lines.items()
    )
    return _table(title, _corner("Inspection") + heads, rows)


def _corner(words: str) -> str:
    """The head of the first column: seen at a glance, so told to screen readers alone."""
    return f'<th scope="col"><span class="hidden">{words}</span></th>'


def _table(title: str, head: str, rows: str) -> str:
    return (
        f'<div class="scroll figures" tabindex="0" role="region" aria-label="{escape(title)}">'
        f'<table class="matrix figures"><caption>{escape(title)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _spread_row(spread: Spread, group: str) -> str:
    cells = "".join(_count(spread.share(group, words)) for words in spread.words)
    whole = spread.whole(group)
    return f'<tr><th scope="row">{escape(group)}</th><td>{whole}</td>{cells}</tr>'


def _count(share: Share | None) -> str:
    if share is None:
        return "<td>0</td>"
    derived = f" ({share.derived} derived)" if share.derived else ""
    hidden = f'<span class="hidden">{escape(f"{share.group}, {share.words}: ")}</span>'
    summary = f"<summary>{hidden}{len(share.marks)}{derived}</summary>"
    return f"<td><details>{summary}{share_list(share)}</details></td>"


def _counted(facts: Sequence[Fact], word: str) -> str:
    """How many a report counts of one rating; where it is silent, nothing is put in its mouth."""
    found = [fact for fact in facts if fact.value == word]
    if not found:
        return '<span class="lost">–</span><span class="hidden">Not counted there</span>'
    hidden = f"{column_words(found[0].standard or 'overall_rating')}, {word}: "
    return "".join(_open(fact.id, f"{fact.number:g}", "", hidden) for fact in found)


def _said(marks: Sequence[Mark]) -> str:
    """A cell in its colours; where sources disagree each says its own."""
    if not marks:
        return '<span class="lost">Not in this round</span>'
    return "".join(_button(mark, _rated(mark), f"{mark.name}, {mark.when}: ") for mark in marks)


def _rated(mark: Mark) -> str:
    if not mark.known:
        return f'<span class="lost">{escape(mark.words)}</span>'
    words = escape(mark.words)
    if is_rating(mark.column):
        words = f'<span class="rating {rating_class(mark.points)}">{words}</span>'
    return f'{words} <span class="tag">derived</span>' if mark.state == "derived" else words


def _of(mark: Mark) -> str:
    """A mark in a list that says already what it is rated."""
    derived = " (derived)" if mark.state == "derived" else ""
    return escape(f"{mark.place}, {mark.when}: {mark.name}{derived}")


def _percents(dots: Iterable[Dot], name: str) -> str:
    found = [dot for dot in dots if dot.question == name]
    if not found:
        return '<span class="lost">–</span><span class="hidden">Not given</span>'
    return "".join(
        _open(dot.fact, escape(dot.words), dot.wording, f"{dot.line}, {name}: ") for dot in found
    )


def _button(mark: Mark, words: str, hidden: str = "") -> str:
    """The words as a button that opens their source; as plain words where there is none."""
    return _open(mark.fact, words, "", hidden) if mark.fact else words


def _open(fact: str, words: str, title: str, hidden: str = "") -> str:
    tip = f' title="{escape(title, quote=True)}"' if title else ""
    return (
        f'<button type="button" class="cell" data-open="{escape(fact, quote=True)}"{tip}>'
        f'<span class="hidden">{escape(hidden)}</span>{words}</button>'
    )
