"""Pairs and suites as YAML text, laid out as the suites of this project are."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from evals.models import Dispute, Evidence, ExpectedItems, ExpectedNumber, Pair, Suite

SCHEMA_NAME = "suite.schema.json"
MODELINE = f"# yaml-language-server: $schema={SCHEMA_NAME}\n"
"""What tells an editor that the schema beside a suite is its own."""
_BARE = re.compile(r"[a-z][a-z0-9_-]*[a-z0-9]")
# What YAML 1.1 takes for a truth value or for nothing.
_RESERVED = frozenset(("yes", "no", "on", "off", "true", "false", "null"))
_UNPRINTED = frozenset(("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"))
_WIDTH = 100


def suite_head(suite: Suite) -> str:
    """The suite without its pairs, down to the line `pairs:`."""
    lines = [f"suite: {scalar(suite.suite)}"]
    lines += [field_text(key, value) for key, value in head_fields(suite).items() if value]
    return "\n".join([*lines, "pairs:", ""])


def suite_text(suite: Suite) -> str:
    """The whole suite; reading it gives the same suite again."""
    return suite_head(suite) + "".join(pair_text(pair) for pair in suite.pairs)


def pair_text(pair: Pair, notes: Mapping[str, Sequence[str]] | None = None, margin: int = 2) -> str:
    """The pair as an entry of `pairs`, `margin` blanks before its dash.

    `notes` are comments by field, each on a line of its own before that field.
    """
    lines: list[str] = []
    for field, text in pair_fields(pair).items():
        lines += [f"# {note}" for note in (notes or {}).get(field, ())]
        lines += field_text(field, text).split("\n")
    dash = " " * margin + "- "
    return dash + ("\n" + " " * len(dash)).join(lines) + "\n"


def pair_fields(pair: Pair) -> dict[str, str]:
    """What stands after each key that the pair needs; further lines have no margin."""
    given: dict[str, str] = {
        "id": scalar(pair.id),
        "kind": pair.kind,
        "turns": _texts(pair.turns),
        "paraphrases": _block(scalar(text) for text in pair.paraphrases),
        "status": _flow(pair.status),
        "needs": _flow(pair.needs),
        "places": _flow(pair.places),
        "facts": _block(_mapping(fact.model_dump(mode="json")) for fact in pair.facts),
        "numbers": _block(_mapping(_short(number)) for number in pair.numbers),
        "must": _texts(pair.must),
        "must_not": _texts(pair.must_not),
        "items": _items(pair.items) if pair.items else "",
        "evidence": _block(_group(group) for group in pair.evidence),
        "max_words": str(pair.max_words or ""),
        "tags": _flow(pair.tags),
        "note": scalar(pair.note) if pair.note else "",
        "draft": "true" if pair.draft else "",
        "disputed": _mapping(_short(pair.disputed)) if pair.disputed else "",
        "confirmed": _mapping(pair.confirmed) if pair.confirmed else "",
    }
    return {field: text for field, text in given.items() if text}


def head_fields(suite: Suite) -> dict[str, str]:
    """What stands after each key of the suite but `pairs`; "" where it has none."""
    return {
        "description": scalar(suite.description) if suite.description else "",
        "max_words": _mapping(suite.max_words) if suite.max_words else "",
        "confirmed": "".join(f"\n  {scalar(k)}: {scalar(v)}" for k, v in suite.confirmed.items()),
    }


def field_text(key: str, value: str) -> str:
    """A key and what stands after it, which may begin on the next line."""
    return f"{key}:{value}" if value.startswith("\n") else f"{key}: {value}"


def scalar(value: object) -> str:
    """One value: a word bare, everything else between quotation marks, on one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_text(value)
    text = str(value)
    if _BARE.fullmatch(text) and text not in _RESERVED:
        return text
    return '"' + "".join(_escaped(char) for char in text) + '"'


def number_text(value: float) -> str:
    """A number without a needless ".0": "28", "0.5"."""
    whole = int(value) if abs(value) < 1e15 else None
    return str(whole) if whole == value else repr(float(value))


def _escaped(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if char == "\n":
        return "\\n"
    if unicodedata.category(char) in _UNPRINTED:
        return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
    return char


def _flow(values: Iterable[object]) -> str:
    texts = [scalar(value) for value in values]
    return f"[{', '.join(texts)}]" if texts else ""


def _texts(values: Sequence[str]) -> str:
    """Short texts on one line, long ones on lines of their own."""
    texts = ['"' + "".join(_escaped(char) for char in value) + '"' for value in values]
    line = f"[{', '.join(texts)}]" if texts else ""
    return line if len(texts) < 2 or len(line) < _WIDTH else _block(texts)


def _block(entries: Iterable[str]) -> str:
    """Entries on lines of their own, under their key."""
    return "".join("\n  - " + entry.replace("\n", "\n    ") for entry in entries)


def _mapping(values: Mapping[Any, object]) -> str:
    return "{" + ", ".join(f"{scalar(k)}: {scalar(v)}" for k, v in values.items()) + "}"


def _short(record: ExpectedNumber | Dispute) -> dict[str, object]:
    return record.model_dump(exclude_defaults=True)


def _items(items: ExpectedItems) -> str:
    lines = [f"values: {_texts(items.values) or '[]'}"]
    lines += ["ordered: true"] if items.ordered else []
    lines += [] if items.exact else ["exact: false"]
    lines += [f"column: {items.column}"] if items.column != "subject" else []
    return "".join("\n  " + line.replace("\n", "\n  ") for line in lines)


def _group(group: Sequence[Evidence]) -> str:
    places = [_mapping({"report": place.report, "words": place.words}) for place in group]
    return "\n".join("- " + place for place in places)
