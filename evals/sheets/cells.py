"""What stands in a cell: texts, lists, facts, numbers and evidence, written and read again.

People type these cells, so that much is understood; what this project writes is read back as
exactly what it was. A text that would be understood otherwise stands between quotation marks, with
the escapes of JSON.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

NOTHING = "(none)"
"""A list without members, and the value of a key that the fact must not have."""

_MARKS = ':"'
"""What ends the name before a colon."""
_UNSAFE = frozenset(("Cc", "Cs", "Cn", "Zl", "Zp"))
# What workbooks use to write characters that XML does not allow.
_XML_ESCAPE = re.compile(r"_x[0-9A-Fa-f]{4}_")
_NAMES = {"place": "subject", "date": "published", "of": "out_of", "question": "key_question"}
_WRITTEN = {"subject": "place", "published": "date"}
_KEYS = frozenset(("standard", "measure", "key_question", "cell"))
"""Keys of a fact whose values are names of ours: "key question" is `key_question`."""
_FIELD = re.compile(
    r"\s*(?P<key>[A-Za-z][\w ]*?)\s*[:=]\s*"
    r"(?P<value>\"(?:[^\"\\]|\\.)*\"(?=\s*(?:;|$))|[^;]*)(?:;|$)"
)
_IN_MARKS = re.compile(r"[“‘]([^“”‘’]*[^“”‘’\s][^“”‘’]*)[”’]")
_ISO = re.compile(r"\d{4}(-\d\d){0,2}")
_BRITISH = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_SAID = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)? )?(?P<month>[A-Za-z]{3,9}) (?P<year>\d{4})"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][+-]?\d+)?"
_QUANTITY = re.compile(
    rf"(?P<value>{_NUMBER})\s*(?P<unit>\"(?:[^\"\\]|\\.)*\"|[^\"±+].*?|)"
    rf"\s*(?:(?:±|\+/-|\+-)\s*(?P<tolerance>{_NUMBER})[^\d]*)?"
)
_PERCENT = frozenset(("%", "percent", "per cent", "percentage", "pc", "pct"))


class CellFault(ValueError):
    """A cell that cannot be understood; the message goes after the name of the cell."""


def write_text(text: str) -> str:
    """One text; it may have several lines."""
    return _written(text, "", inner="\n\t")


def read_text(cell: str) -> str:
    """The text of a cell, blanks around it left out."""
    return _read(cell)


def write_list(entries: Iterable[str], also: str = "") -> str:
    """Texts on a line each; `also` are further characters at which the reader parts them."""
    return "\n".join(_written(entry, also) for entry in entries)


def read_list(cell: str, also: str = "") -> list[str]:
    """The texts of a cell, one on each line, or between the characters of `also`."""
    parted = [cell] if not also else _parted(cell, also)
    lines = [line for part in parted for line in part.splitlines()]
    return [_read(line) for line in lines if line.strip()]


def write_mapping(values: Mapping[Any, object]) -> str:
    """`key: value` on a line each."""
    return "\n".join(
        f"{_written(key, _MARKS)}: {_written(str(v), '')}" for key, v in values.items()
    )


def read_mapping(cell: str) -> dict[str, str]:
    """`key: value` of each line; raises `CellFault`."""
    found: dict[str, str] = {}
    for line in cell.splitlines():
        if line.strip():
            key, value = _at_colon(line, "name: value")
            found[key] = value
    return found


def write_fact(fact: Mapping[str, object]) -> str:
    """The keys of a fact: `place: Arden; date: 2024-10; value: Good`."""
    return "; ".join(f"{_WRITTEN.get(k, k)}: {_fact_value(k, v)}" for k, v in fact.items())


def read_fact(line: str) -> dict[str, str | None]:
    """The keys of a fact, as texts; raises `CellFault`."""
    fact: dict[str, str | None] = {}
    position = 0
    while line[position:].strip():
        found = _FIELD.match(line, position)
        if not found:
            raise CellFault(
                f"{line[position:].strip()!r} is not understood; write a fact as "
                "“place: Arden; date: 2024-10; standard: staffing; value: Good”"
            )
        key = found["key"].strip().lower().replace(" ", "_")
        key = _NAMES.get(key, key)
        if key in fact:
            raise CellFault(f"{found['key']!r} is written twice in one fact")
        fact[key] = _read_fact_value(key, found["value"])
        position = found.end()
    return fact


def write_number(value: float, unit: str | None, tolerance: float) -> str:
    """`28 percent ± 1`."""
    written = plain_number(value)
    if unit is not None:
        known = re.fullmatch(r"[a-z][a-z ]*[a-z]", unit) is not None
        written += " " + (unit if known else quoted(unit))
    return written + (f" ± {plain_number(tolerance)}" if tolerance else "")


def read_number(line: str) -> dict[str, object]:
    """Value, unit and tolerance of `28 percent ± 1`; raises `CellFault`."""
    found = _QUANTITY.fullmatch(line.strip())
    try:
        if not found:
            raise ValueError
        fields: dict[str, object] = {"value": float(found["value"].replace(",", ""))}
        if found["tolerance"] is not None:
            fields["tolerance"] = float(found["tolerance"].replace(",", ""))
    except ValueError:
        raise CellFault(
            f"{line.strip()!r} is no number; write it in digits, as 28, 28 percent or 3.5 ± 0.5"
        ) from None
    unit = found["unit"].strip()
    if unit:
        fields["unit"] = "percent" if unit.lower() in _PERCENT else _read(unit)
    return fields


def write_evidence(report: str, words: str) -> str:
    """`arden-2024-10: rooms were cold`."""
    written = quoted(words) if _IN_MARKS.fullmatch(words) else _written(words, "")
    return f"{_written(report, _MARKS)}: {written}"


def read_evidence(line: str) -> dict[str, str]:
    """Report and words of `arden-2024-10: rooms were cold`; raises `CellFault`."""
    report, words = _at_colon(line, "report: words of the sentence")
    # Who copies a sentence often puts it between quotation marks, which no report has there.
    marked = _IN_MARKS.fullmatch(words)
    meant = marked and not line.rstrip().endswith('"')  # which stands behind what is exactly so
    return {"report": report, "words": marked[1].strip() if marked and meant else words}


def write_yes(value: bool) -> str:
    """`yes`, or nothing."""
    return "yes" if value else ""


def read_yes(cell: str) -> bool:
    """Whether the cell says yes; raises `CellFault`."""
    word = cell.strip().lower()
    if word in ("yes", "y", "true", "x", "1", "✓"):
        return True
    if word in ("", "no", "n", "false", "0"):
        return False
    raise CellFault(f"{cell!r} is neither yes nor no")


def read_name(cell: str) -> str:
    """A name of ours, however it is typed: “Not in reports” is `not_in_reports`."""
    return re.sub(r"[\s_-]+", "_", cell.strip().lower())


def read_lines(cell: str, read: Callable[[str], object]) -> list[object]:
    """What each line of a cell says; raises `CellFault`."""
    return [read(line) for line in cell.splitlines() if line.strip()]


def quoted(text: str) -> str:
    """The text between quotation marks, with the escapes of JSON, and nothing in it unsafe."""
    marked = json.dumps(text, ensure_ascii=False)
    marked = _XML_ESCAPE.sub(lambda hit: "\\u005f" + hit.group()[1:], marked)
    return "".join(
        json.dumps(char)[1:-1] if unicodedata.category(char) in _UNSAFE else char for char in marked
    )


def plain_number(value: float) -> str:
    """A number without a needless ".0"."""
    whole = int(value) if abs(value) < 1e15 else None
    return str(whole) if whole == value else repr(float(value))


def _written(text: str, also: str, inner: str = "") -> str:
    """The text as it is, or between quotation marks where it would be read otherwise."""
    unsafe = any(unicodedata.category(c) in _UNSAFE and c not in inner for c in text)
    changed = text != text.strip() or not text or text.startswith('"') or text == NOTHING
    split = any(char in text for char in also)
    return quoted(text) if unsafe or changed or split or _XML_ESCAPE.search(text) else text


def _read(cell: str) -> str:
    text = cell.strip()
    if len(text) > 1 and text.startswith('"') and text.endswith('"'):
        try:
            found = json.loads(text)
        except ValueError:
            return text
        return found if isinstance(found, str) else text
    return text


def _parted(cell: str, marks: str) -> Sequence[str]:
    """The pieces of a cell between some characters; what is quoted stays in one piece."""
    return re.findall(rf"\s*\"(?:[^\"\\\n]|\\.)*\"\s*(?=[{marks}\n]|$)|[^{marks}\n]+", cell)


def _at_colon(line: str, form: str) -> tuple[str, str]:
    found = re.match(r"\s*(\"(?:[^\"\\]|\\.)*\"|[^:\"]+?)\s*:\s*(.+)", line)
    if not found:
        raise CellFault(f"{line.strip()!r} has no colon, or nothing on one side; write “{form}”")
    return _read(found[1]), _read(found[2])


def _fact_value(key: str, value: object) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return plain_number(value)
    text = str(value)
    if (key in _KEYS and read_name(text) != text) or (key == "published" and _date(text) != text):
        return quoted(text)
    return _written(text, ";")


def _read_fact_value(key: str, cell: str) -> str | None:
    text = cell.strip()
    if text == NOTHING:
        return None
    if not text:
        raise CellFault(f"{_WRITTEN.get(key, key)!r} of a fact has no value")
    if text.startswith('"'):
        return _read(text)
    if key in _KEYS:
        return read_name(text)
    if key == "published":
        date = _date(text)
        if date is None:
            raise CellFault(f"{text!r} is no date; write it as 2024, 2024-10 or 2024-10-24")
        return date
    return text


def _date(text: str) -> str | None:
    """A date as it is kept; None where it is not understood."""
    if _ISO.fullmatch(text):
        return text
    if british := _BRITISH.fullmatch(text):
        return f"{british[3]}-{int(british[2]):02}-{int(british[1]):02}"
    said = _SAID.fullmatch(text)
    if not said or said["month"][:3].lower() not in _MONTHS:
        return None
    day = f"-{int(said['day']):02}" if said["day"] else ""
    return f"{said['year']}-{_MONTHS.index(said['month'][:3].lower()) + 1:02}{day}"
