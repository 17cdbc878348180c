"""Tables with one fact a row, as `reports ratings --csv` prints them: taken in as they are."""

from typing import get_args

from ingest.imports.columns import question_words, standard_of
from ingest.imports.entries import MEASURES, Entry
from ingest.imports.lines import Line
from ingest.imports.rounds import Rounds
from ingest.imports.values import (
    BadCell,
    Value,
    read_day,
    read_percent,
    read_rating,
    read_score,
    state_of,
)
from ingest.models import Cell as State
from ingest.models import Measure
from ingest.readers.sheet import shown
from ingest.schemes import Scheme, Schemes


def measure_of(line: Line) -> Measure | None:
    """The measure of a row; None for one that a table cannot bring in."""
    words = line.text("measure").replace(" ", "_").lower()
    return next((measure for measure in MEASURES if measure == words), None)


def read_fact(line: Line, schemes: Schemes, rounds: Rounds) -> Entry:
    """The fact of a row, checked; raises BadCell for what cannot be one."""
    measure, column = measure_of(line), line.header.of("value")
    assert measure is not None and column is not None  # which is what makes the form
    label = _unguarded(line.text("standard"))
    scheme = _scheme(line, measure, label, rounds)
    standard = standard_of(scheme, label) if scheme and label else None
    if measure == "rating" and standard is None:
        raise BadCell("is a rating of no standard; name it in the column standard")
    asked = line.text("key_question")
    question = question_words(schemes, asked) if asked else None
    if asked and question is None:
        raise BadCell(f"{shown(asked)} is no key question")
    return Entry(
        line=line,
        column=column,
        subject=line.subject,
        region=line.region,
        published=line.published,
        scheme=scheme.name if scheme else "",
        measure=measure,
        read=_value(line, measure, scheme),
        standard=standard,
        label=_unguarded(line.text("label")) or None,
        question=question,
        unit=line.text("unit") or None,
        rule=_unguarded(line.text("rule")) or None,
        derived=line.text("derived").lower() in {"true", "yes", "1"},
    )


def _scheme(line: Line, measure: Measure, label: str, rounds: Rounds) -> Scheme | None:
    """The scheme that the row names or shows; dates need none."""
    if not line.told and measure == "date":
        return None
    out_of = line.text("out_of")
    maximum = int(out_of) if measure == "score" and out_of.isdigit() else None
    return rounds.scheme(line.told, {label} if label else set(), maximum)


def _value(line: Line, measure: Measure, scheme: Scheme | None) -> Value:
    text = _unguarded(line.text("value"))
    state = _state(line.text("cell"), text)
    if state != "legible":
        if text and state_of(text) is None:
            raise BadCell(f"holds {shown(text)}, but its cell is said to be {state}")
        out_of = line.text("out_of")
        return Value(None, None, int(out_of) if out_of.isdigit() else None, state)
    if measure == "date":
        days = [read_day(day) for day in text.split("/")] if text.count("/") == 1 else []
        return Value("/".join(days) if days else read_day(text), None)
    assert scheme is not None  # only dates go without
    if measure == "score":
        read = read_score(text, scheme)
    elif measure == "key_question":
        # As written: "43 per cent" in one report is "43%" in another.
        read = read_percent(text)._replace(value=text)
    else:
        read = read_rating(text, scheme)
    number = line.text("number")
    if number and (not _is_number(number) or float(number) != read.number):
        raise BadCell(f"{shown(text)} and the number {shown(number)} do not agree")
    return read


def _state(said: str, text: str) -> State:
    if said and said not in get_args(State):
        known = ", ".join(get_args(State))
        raise BadCell(f"{shown(said)} is no state of a cell; it is one of {known}")
    for state in get_args(State):
        if said == state:
            return state  # type: ignore[no-any-return]  # get_args has no types
    if not text:
        raise BadCell("is empty")
    return state_of(text) or "legible"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _unguarded(text: str) -> str:
    """Without the apostrophe that an export puts before what looks like a formula."""
    return (
        text[1:] if text.startswith("'") and text[1:].lstrip()[:1] in set("=+-@＝＋－＠") else text
    )
