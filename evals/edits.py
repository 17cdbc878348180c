"""Suite files changed in place: one field, one pair, and all the rest byte for byte as it was.

Every change is read again before it is written: what is not exactly the suite that was meant is
refused, and the file stays as it is.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from evals.errors import BadSuite
from evals.models import Pair, Suite
from evals.suite import SuiteLoader, parse_suite
from evals.written import (
    MODELINE,
    SCHEMA_NAME,
    field_text,
    head_fields,
    pair_fields,
    pair_text,
    suite_head,
)

CHECK = "# check:"
"""How comments begin that a draft carries; they go when it is confirmed."""

Notes = Mapping[str, Mapping[str, Sequence[str]]]
"""Pair id to field to comments that stand before the field."""


class _Edit(NamedTuple):
    """A piece of a text, from `start` up to and without `end`, and what stands there instead."""

    start: int
    end: int
    text: str


def save_suite(path: Path, suite: Suite, notes: Notes | None = None) -> bool:
    """Make the file say what the suite says, and whether that changed it; made where it is missing.

    Pairs that are new are added at the end, with their `notes`; of others the fields that differ
    are rewritten. Comments and layout of everything else stay. Raises `BadSuite`.
    """
    if not path.exists():
        before, text = "", suite_head(suite) + _added(suite.pairs, notes)
        if (path.parent / SCHEMA_NAME).exists():
            text = MODELINE + text
    else:
        before = _read(path)
        text = changed(before, path, suite, notes or {})
    if parse_suite(text, path).suite != suite:
        reason = "cannot be changed without disturbing the rest; nothing was written"
        raise BadSuite(path, None, "", f"{reason}. Mend it by hand, one key to a line")
    if text != before:
        _write(path, text)
    return text != before


def changed(text: str, path: Path, suite: Suite, notes: Notes) -> str:
    """The text of a suite file, changed to say what the suite says."""
    old = parse_suite(text, path).suite
    root: Any = yaml.compose(text, Loader=SuiteLoader)
    nodes = dict(zip((p.id for p in old.pairs), _child(root, "pairs").value, strict=True))
    now = {pair.id: pair for pair in suite.pairs}
    if gone := [pair.id for pair in old.pairs if pair.id not in now]:
        raise ValueError(f"pairs are not taken out of a suite: {', '.join(gone)}")
    edits = _head_edits(text, root, old, suite)
    for pair in old.pairs:
        if now[pair.id] != pair:
            edits += _pair_edits(text, path, nodes[pair.id], pair, now[pair.id])
    if added := [pair for pair in suite.pairs if pair.id not in nodes]:
        last = nodes[old.pairs[-1].id]
        if last.flow_style or _child(root, "pairs").flow_style:
            raise BadSuite(path, last.start_mark.line + 1, "", _BRACES)
        end = _line_end(text, _end(text, last))
        edits.append(_insertion(text, end, _added(added, notes, last.start_mark.column - 2)))
    return _applied(text, edits)


_BRACES = "is written in braces or brackets; write its keys on lines of their own, then try again"


def _added(pairs: Sequence[Pair], notes: Notes | None, margin: int = 2) -> str:
    return "".join(pair_text(pair, (notes or {}).get(pair.id), margin) for pair in pairs)


def _head_edits(text: str, root: yaml.Node, old: Suite, new: Suite) -> list[_Edit]:
    before, after = head_fields(old), head_fields(new)
    return [
        _field_edit(text, root, key, value, before="pairs")
        for key, value in after.items()
        if value != before[key]
    ]


def _pair_edits(text: str, path: Path, node: yaml.Node, old: Pair, new: Pair) -> list[_Edit]:
    if getattr(node, "flow_style", False):
        raise BadSuite(path, node.start_mark.line + 1, "", _BRACES)
    before, after = pair_fields(old), pair_fields(new)
    names = [f for f in Pair.model_fields if before.get(f) != after.get(f)]
    fields = [_field_edit(text, node, name, after.get(name, "")) for name in names]
    # New keys go in at one place: one insertion, in the order of the model.
    end = _line_end(text, _end(text, node))
    extra = "".join(edit.text for edit in fields if edit.start == edit.end)
    edits = [edit for edit in fields if edit.start != edit.end]
    if extra:
        edits.append(_insertion(text, end, extra))
    if old.draft and not new.draft:
        edits += _comments(text, node.start_mark.index, end, edits)
    return edits


def _field_edit(
    text: str, node: yaml.Node, key: str, value: str, before: str | None = None
) -> _Edit:
    """The edit that gives a key that value, or takes it away where the value is ""."""
    margin = " " * node.start_mark.column
    written = field_text(key, value).replace("\n", "\n" + margin)
    found = [(k, v) for k, v in node.value if k.value == key]
    if not found:
        place = [k for k, _ in node.value if k.value == before]
        at = (
            _line_start(text, place[0].start_mark.index)
            if place
            else _line_end(text, _end(text, node))
        )
        return _Edit(at, at, margin + written + "\n")
    name, old = found[0]
    if value:
        return _Edit(name.start_mark.index, _end(text, old), written)
    return _Edit(_line_start(text, name.start_mark.index), _line_end(text, _end(text, old)), "")


def _comments(text: str, start: int, end: int, edits: Sequence[_Edit]) -> list[_Edit]:
    """The comments that a draft carries, but those inside what is rewritten anyway."""
    found = re.finditer(rf"^[ \t]*{re.escape(CHECK)}.*\n?", text[start:end], re.MULTILINE)
    spans = [(start + match.start(), start + match.end()) for match in found]
    return [_Edit(a, b, "") for a, b in spans if not any(e.start < b and a < e.end for e in edits)]


def _insertion(text: str, at: int, added: str) -> _Edit:
    """New lines after the line that ends at `at`, which may lack its own line end."""
    return _Edit(at, at, added if text[:at].endswith(("\n", "\r")) or not at else "\n" + added)


def _applied(text: str, edits: Sequence[_Edit]) -> str:
    ordered = sorted(edits)
    if any(a.end > b.start for a, b in pairwise(ordered)):
        raise ValueError("two edits of a suite overlap")
    newline = "\r\n" if "\r\n" in text else "\n"
    for edit in reversed(ordered):
        text = text[: edit.start] + edit.text.replace("\n", newline) + text[edit.end :]
    return text


def _child(node: Any, key: str) -> Any:
    return next(value for name, value in node.value if name.value == key)


def _end(text: str, node: yaml.Node) -> int:
    """The offset after the last character of a node: a block's own mark is after the next gap."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    end: int = node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        end = len(text[:end].rstrip())  # its mark is behind the blank lines that follow it
    return end


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    """The offset after the line end that follows; the end of the text where none does."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _read(path: Path) -> str:
    """The text with its line ends as they are."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise BadSuite(path, None, "", f"cannot be read: {error}") from error


def _write(path: Path, text: str) -> None:
    """The text as the file, at once or not at all."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8", newline="")
        part.replace(path)
    except OSError as error:
        raise BadSuite(path, None, "", f"cannot be written: {error.strerror}") from error
