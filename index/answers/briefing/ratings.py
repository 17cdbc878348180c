"""The ratings of an inspection against the one before: a headline, what changed, and a table."""

from collections.abc import Sequence
from typing import NamedTuple

from index.answers.briefing.gather import blank, fact, fixed, value
from index.answers.briefing.model import Cell, Row, Table
from index.answers.compose import phrases
from index.answers.compose.bands import compose_bands
from index.answers.compose.request import Request
from index.answers.dates import in_words, month
from index.models import QuestionPlan, Statement
from index.ratings.table import Inspection
from ingest.models import Fact
from ingest.schemes import Scheme

LOST = "Not legible"
NO_SUCH = "Not in this round"
UNRATED = "Not rated"
UNSAID = "Not given"
_LOST_LEGEND = (
    "“Not legible”: the source has the row, but its mark was lost. Nothing is guessed; where "
    "counts and scores leave only some ratings open, these stand behind it."
)
_NO_SUCH_LEGEND = (
    "“Not in this round”: the rounds of inspection had different standards, so that this one "
    "cannot be compared."
)
_DERIVED_LEGEND = "“Derived”: not read, but the only rating that fits; the rule is: {rules}."


class Pair(NamedTuple):
    """An inspection, and the one before it of the same place."""

    now: Inspection
    last: Inspection | None

    @property
    def reported(self) -> Inspection | None:
        """The newest of the two of which the library holds the report itself."""
        return next((r for r in (self.now, self.last) if r and r.own_report), None)


def say_headline(request: Request, pair: Pair) -> tuple[Statement, ...]:
    """The overall rating and score with their date, and what changed since the one before."""
    said = [_overall(request, pair.now), *_changes(request, pair)]
    return tuple(s for s in said if s)


def ratings_table(request: Request, pair: Pair) -> Table | None:
    """Overall rating, score and standards at both inspections, with what drove each rating."""
    rows = [r for r in pair if r]
    keys = _standards(request, pair)
    if not keys and not any(r.cell("overall_rating") or r.cell("score") for r in rows):
        return None
    driven = pair.reported if pair.reported and pair.reported.key_questions() else None
    whole = [("overall_rating", "Overall rating"), ("score", "Composite score")]
    lines = [
        Row(head=name, cells=_cells(request, pair, measure, None, driven))
        for measure, name in whole
        if any(r.cell(measure) for r in rows)
    ]
    lines += [
        Row(head=_name(request, pair, key), cells=_cells(request, pair, "rating", key, driven))
        for key in keys
    ]
    heads = [month(r.date) for r in rows]
    columns = ["Standard", *heads]
    if driven:
        when = f", {month(driven.date)}" if len(rows) > 1 else ""
        columns.append(f"What drove it{when}: share of cases that were sufficient")
    widths = [22, *(22 if driven else 39 for _ in rows)]
    widths += [100 - sum(widths)] if driven else []
    return Table(
        caption=f"Ratings of {pair.now.place.name}, {' and '.join(heads)}",
        description=(
            f"One row for the overall rating, the score and each standard of "
            f"{pair.now.place.name}; a column for each inspection ({', '.join(heads)})"
            + (" and one for the percentages behind the ratings." if driven else ".")
        ),
        columns=tuple(columns),
        widths=tuple(widths),
        rows=tuple(lines),
        legend=_legend(request, lines, driven),
    )


def rating_cell(request: Request, row: Inspection, measure: str, standard: str | None) -> Cell:
    """What one cell of the table says: a value, or in words why there is none."""
    found = row.cell(measure, standard)
    if found is None:
        return blank(_unsaid(request, row, measure, standard))
    if found.cell == "not_legible":
        left = request.knowledge.possible.get((row.place.name, row.date, standard or ""))
        return value(request, LOST, [found], remark=f"still {_either(left)}" if left else "")
    if found.cell == "not_rated":
        return value(request, UNRATED, [found])
    if found.cell != "legible":
        return value(request, NO_SUCH, [found])
    text = phrases.score_words(found) if measure == "score" else found.value or ""
    return value(request, text, [found], remark="derived" if found.derived else "")


def dated(row: Inspection) -> tuple[str, list[Fact]]:
    """The most exact date of publication of an inspection, in words, and the fact that gives it."""
    given = [f for f in row.of("date") if f.label == "publication" and f.value]
    exact = sorted(given, key=lambda f: -len(f.value or ""))
    if exact and len(exact[0].value or "") >= len(row.date):
        return in_words(exact[0].value or ""), exact[:1]
    return in_words(row.date), []


def key_shares(request: Request, row: Inspection, standard: str) -> Cell:
    """The percentages of a standard's key questions, the lowest of which decides its rating."""
    measured = [f for f in row.key_questions(standard) if f.number is not None]
    if not measured:
        return blank("No percentages")
    least = min(f.number or 0 for f in measured)
    parts = []
    for each in measured:
        name = phrases.key_question_name(each.key_question) if each.key_question else "key question"
        share = f"{phrases.plain(each.number or 0)}%"
        lowest = " (lowest)" if each.number == least and len(measured) > 1 else ""
        parts.append(f"{name} {share}{lowest}")
    text = ", ".join(parts)
    cell = value(request, text[:1].upper() + text[1:], measured)
    return cell.model_copy(update={"points": None})


def scheme_of(request: Request, row: Inspection) -> Scheme | None:
    """The round that an inspection belongs to; None where it is not known."""
    return next((s for s in request.knowledge.schemes.schemes if s.name == row.scheme), None)


def _overall(request: Request, row: Inspection) -> Statement | None:
    overall, score = row.cell("overall_rating"), row.cell("score")
    when, given = dated(row)
    on = "on" if given and len(given[0].value or "") == len("2024-10-10") else "in"
    inspection = f"in the inspection whose report was published {on} {when}"
    name = row.place.name
    known = [f for f in (overall, score) if f and f.cell == "legible"]
    if overall and overall.cell == "legible":
        tail = (
            f", with a score of {phrases.score_words(score)}," if score in known and score else ""
        )
        text = f"{name} was rated {overall.value} overall{tail} {inspection}."
    elif score and score in known:
        text = f"{name} scored {phrases.score_words(score)} {inspection}."
        if overall:
            text += " The overall rating is not legible in the source."
            known.append(overall)
    else:
        return None
    return fact(request, text, [f.source for f in (*known, *given)], [*known, *given])


def _changes(request: Request, pair: Pair) -> list[Statement | None]:
    now, last = pair
    if last is None:
        return [fixed(f"The library holds no earlier inspection of {now.place.name}.")]
    return [
        _overall_change(request, now, last),
        _score_change(request, now, last),
        _standards_change(request, pair),
    ]


def _overall_change(request: Request, now: Inspection, last: Inspection) -> Statement | None:
    before, after = last.cell("overall_rating"), now.cell("overall_rating")
    when = month(last.date)
    if not _read(before) or before is None:
        return None
    if not _read(after) or after is None:
        text = (
            f"The inspection before, of {when}, rated it {before.value} overall; whether that "
            "has changed cannot be told."
        )
        return fact(request, text, [before.source], [before])
    step = (after.number or 0) - (before.number or 0)
    moved = "better than" if step > 0 else "worse than" if step < 0 else "the same as"
    text = f"Overall that is {moved} in {when}: {before.value}."
    return fact(request, text, [before.source, after.source], [before])


def _score_change(request: Request, now: Inspection, last: Inspection) -> Statement | None:
    before, after = last.cell("score"), now.cell("score")
    if not _read(before) or not _read(after) or before is None or after is None:
        return None
    sources = [after.source, before.source]
    if before.out_of != after.out_of:
        text = (
            f"The scores, {phrases.score_words(after)} and {phrases.score_words(before)}, come "
            "from rounds with different standards: as numbers they cannot be compared."
        )
        return fact(request, text, sources, [before])
    step = (after.number or 0) - (before.number or 0)
    moved = "rose" if step > 0 else "fell" if step < 0 else "is unchanged"
    text = f"The score {moved}: {phrases.score_words(after)}, {phrases.score_words(before)} before."
    return fact(request, text, sources, [before])


def _standards_change(request: Request, pair: Pair) -> Statement | None:
    """Which standards that can be read at both inspections are better, worse or the same."""
    now, last = pair
    if last is None:
        return None
    moved: dict[str, list[str]] = {"better": [], "worse": [], "the same": []}
    facts: list[Fact] = []
    for key in _standards(request, pair):
        before, after = last.cell("rating", key), now.cell("rating", key)
        if before is None or after is None or not (_read(before) and _read(after)):
            continue
        step = (after.number or 0) - (before.number or 0)
        sort = "better" if step > 0 else "worse" if step < 0 else "the same"
        moved[sort].append(_name(request, pair, key).lower())
        facts += [before, after]
    if not facts:
        return None
    said = [f"{sort} for {phrases.joined(names)}" for sort, names in moved.items() if names]
    derived = " Some of these ratings are derived." if any(f.derived for f in facts) else ""
    text = f"Of the standards that can be compared, the rating is {'; '.join(said)}.{derived}"
    sources = [s for f in facts for s in (f.source, *(f.also if f.derived else ()))]
    return fact(request, text, sources, facts)


def _cells(
    request: Request, pair: Pair, measure: str, standard: str | None, driven: Inspection | None
) -> tuple[Cell, ...]:
    cells = [rating_cell(request, row, measure, standard) for row in pair if row]
    if driven and standard:
        cells.append(key_shares(request, driven, standard))
    elif driven:
        cells.append(blank(""))
    return tuple(cells)


def _standards(request: Request, pair: Pair) -> list[str]:
    """The standards that either inspection rates, in the order of the newer round."""
    keys: list[str] = []
    for row in (r for r in pair if r):
        scheme = scheme_of(request, row)
        keys += [s.key for s in scheme.standards if s.rated] if scheme else []
        keys += [f.standard for f in (*row.of("rating"), *row.of("key_question")) if f.standard]
    known = {f.standard for r in pair if r for f in (*r.of("rating"), *r.of("key_question"))}
    return [k for k in dict.fromkeys(keys) if k in known]


def _name(request: Request, pair: Pair, key: str) -> str:
    names = [
        phrases.standard_name(request.knowledge, r.scheme, key)
        for r in pair
        if r and (scheme := scheme_of(request, r)) and scheme.standard(key)
    ]
    name = names[0] if names else key.replace("_", " ")
    return name[:1].upper() + name[1:]


def _unsaid(request: Request, row: Inspection, measure: str, standard: str | None) -> str:
    scheme = scheme_of(request, row)
    if measure != "rating" or scheme is None or standard is None:
        return UNSAID
    known = scheme.standard(standard)
    if known is None:
        return NO_SUCH
    return UNSAID if known.rated else UNRATED


def _legend(
    request: Request, rows: Sequence[Row], driven: Inspection | None
) -> tuple[Statement, ...]:
    said = {cell.statement.text for row in rows for cell in row.cells}
    lines: list[Statement] = []
    if driven and (bands := say_bands(request)):
        lines.append(bands)
    if LOST in said:
        lines.append(fixed(_LOST_LEGEND))
    if NO_SUCH in said:
        lines.append(fixed(_NO_SUCH_LEGEND))
    if any(cell.remark == "derived" for row in rows for cell in row.cells):
        rules = {f.rule: f for f in request.build.facts if f.derived and f.rule}
        lines.append(fixed(_DERIVED_LEGEND.format(rules="; ".join(rules))))
    return tuple(lines)


def say_bands(request: Request) -> Statement | None:
    """Which percentage gives which rating, as a national report prints it; None where none does."""
    before = len(request.build.statements)
    plain = QuestionPlan(question="", standalone="", intent="finding")
    if not compose_bands(request._replace(plan=plain)):
        return None
    said = request.build.statements[before:]
    bands = [s.text.rsplit(": ", 1)[-1].rstrip(".") for s in said]
    numbers = tuple(dict.fromkeys(n for s in said for n in s.citations))
    text = f"The lowest of a standard’s percentages decides its rating: {'; '.join(bands)}."
    return Statement(text=text, kind="fact", citations=numbers)


def _read(found: Fact | None) -> bool:
    return found is not None and found.cell == "legible" and found.number is not None


def _either(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last
