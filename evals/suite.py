"""Suites of known pairs: YAML files, read with errors that name file, line and field."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from evals.errors import BadSuite
from evals.models import Suite
from ingest.models import Record

SUITES = Path(__file__).parent / "suites"
"""Where the suites of this project are."""

Loaded = TypeVar("Loaded", bound=Record)


def load_suites(paths: Sequence[Path] = ()) -> tuple[Suite, ...]:
    """The suites of these files and folders, by default all of this project, in order of name.

    Raises `BadSuite` for the first thing that is wrong, and where an id or a name is used twice.
    """
    files = [file for path in paths or (SUITES,) for file in _files(path)]
    suites = tuple(load_suite(file) for file in files)
    seen: dict[str, Path] = {}
    for suite, file in zip(suites, files, strict=True):
        if suite.suite in seen:
            raise BadSuite(file, None, "suite", f"{suite.suite!r} is {seen[suite.suite]} as well")
        seen[suite.suite] = file
    return suites


def load_suite(path: Path) -> Suite:
    """The suite of one file; raises `BadSuite`."""
    suite, lines = load_record(path, Suite)
    first: dict[str, int] = {}
    for number, pair in enumerate(suite.pairs):
        line = lines.at(("pairs", number, "id"))
        if pair.id in first:
            reason = f"{pair.id!r} is the id of the pair in line {first[pair.id]} as well"
            raise BadSuite(path, line, f"pairs[{number}].id", reason)
        first[pair.id] = line
    return suite


def load_record(path: Path, kind: type[Loaded]) -> tuple[Loaded, "Lines"]:
    """A YAML file as a model, with the lines of its fields; raises `BadSuite`."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSuite(path, None, "", f"cannot be read: {error}") from error
    try:
        root = yaml.compose(text, Loader=_Loader)
        data = yaml.load(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        reason = f"not YAML: {error.problem}"
        raise BadSuite(path, mark.line + 1 if mark else None, "", reason) from error
    if root is None:
        raise BadSuite(path, None, "", "the file is empty")
    lines = Lines(root)
    lines.refuse_repeated_keys(path)
    try:
        return kind.model_validate(data), lines
    except ValidationError as error:
        first = error.errors()[0]
        place = tuple(p for p in first["loc"])
        more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
        message = str(first["msg"]).removeprefix("Value error, ")
        raise BadSuite(path, lines.at(place), _field(place), message + more) from error


class Lines:
    """Where the fields of a YAML file stand."""

    def __init__(self, root: yaml.Node) -> None:
        self.root = root

    def at(self, place: Sequence[str | int]) -> int:
        """The line, from 1, of a field, or of the nearest thing around it that is there."""
        node, line = self.root, self.root.start_mark.line
        for step in place:
            found = _child(node, step)
            if found is None:
                break
            key, node = found
            line = key.start_mark.line
        return line + 1

    def refuse_repeated_keys(self, path: Path) -> None:
        """Raises `BadSuite` where a mapping has a key twice: YAML would keep the last alone."""
        waiting = [self.root]
        while waiting:
            node = waiting.pop()
            if isinstance(node, yaml.SequenceNode):
                waiting += node.value
            elif isinstance(node, yaml.MappingNode):
                keys = [key.value for key, _ in node.value]
                for key, _ in node.value:
                    if keys.count(key.value) > 1:
                        reason = f"{key.value!r} is written {keys.count(key.value)} times"
                        raise BadSuite(path, key.start_mark.line + 1, key.value, reason)
                waiting += [value for _, value in node.value]


class _Loader(yaml.SafeLoader):
    """YAML without dates: 2024-10-24 stays the text that is written."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        found = sorted(path.glob("*.yaml"))
        if not found:
            raise BadSuite(path, None, "", "no suite (*.yaml) in this folder")
        return found
    if not path.exists() and (SUITES / f"{path.name}.yaml").exists():
        return [SUITES / f"{path.name}.yaml"]
    return [path]


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        pairs: list[tuple[yaml.Node, yaml.Node]] = node.value
        return next(((k, v) for k, v in pairs if k.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item: Any = node.value[step]
        return item, item
    return None


def _field(place: Sequence[str | int]) -> str:
    text = ""
    for step in place:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text
