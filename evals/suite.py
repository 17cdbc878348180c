"""Suites of known pairs: YAML files, read with errors that name file, line and field."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import yaml
from pydantic import ValidationError

from evals.errors import BadSuite
from evals.faults import faults, field_name, suggestion
from evals.models import Suite
from ingest.models import Record

SUITES = Path(__file__).parent / "suites"
"""Where the suites of this project are."""

DEEPEST = 50
"""Levels of a file; a suite has six."""

Loaded = TypeVar("Loaded", bound=Record)


class SuiteFile(NamedTuple):
    """A suite and the file that it was read from."""

    path: Path
    suite: Suite
    lines: "Lines"

    def line(self, pair: int, *place: str | int) -> int:
        """The line, from 1, of a pair (counted from 0), or of a field of it."""
        return self.lines.at(("pairs", pair, *place))

    def where(self, pair_id: str, *place: str | int) -> str:
        """`<file>:<line>` of the pair with that id, or of a field of it."""
        number = [pair.id for pair in self.suite.pairs].index(pair_id)
        return f"{self.path}:{self.line(number, *place)}"


def load_suites(paths: Sequence[Path] = ()) -> tuple[Suite, ...]:
    """The suites of these files and folders, by default all of this project, in order of name.

    Raises `BadSuite` for all that is wrong with the first bad file, and where an id or a name is
    used twice.
    """
    return tuple(file.suite for file in read_suites(paths))


def read_suites(paths: Sequence[Path] = ()) -> tuple[SuiteFile, ...]:
    """Like `load_suites`, with the files and the lines of their pairs."""
    files = tuple(read_suite(file) for path in paths or (SUITES,) for file in _files(path))
    seen: dict[str, Path] = {}
    for path, suite, _ in files:
        if suite.suite in seen:
            raise BadSuite(path, None, "suite", f"{suite.suite!r} is {seen[suite.suite]} as well")
        seen[suite.suite] = path
    return files


def read_suite(path: Path) -> SuiteFile:
    """The suite of one file, and its lines; raises `BadSuite`."""
    return parse_suite(_read(path), path)


def parse_suite(text: str, path: Path) -> SuiteFile:
    """The suite that a text is, as if it stood in that file; raises `BadSuite`."""
    suite, lines = _parse(text, path, Suite)
    first: dict[str, int] = {}
    for number, pair in enumerate(suite.pairs):
        line = lines.at(("pairs", number, "id"))
        if pair.id in first:
            reason = f"{pair.id!r} is the id of the pair in line {first[pair.id]} as well"
            raise BadSuite(path, line, f"pairs[{number}].id", reason)
        first[pair.id] = line
    return SuiteFile(path, suite, lines)


def load_record(path: Path, kind: type[Loaded]) -> tuple[Loaded, "Lines"]:
    """A YAML file as a model, with the lines of its fields; raises `BadSuite`."""
    return _parse(_read(path), path, kind)


def suite_path(name: Path) -> Path:
    """The file of a suite: as it is named, or the one of this project that has that name."""
    own = SUITES / f"{name.name}.yaml"
    return own if not name.exists() and not name.suffix and own.exists() else name


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadSuite(path, None, "", "cannot be read: it is no text in UTF-8") from error
    except OSError as error:
        own = sorted(file.stem for file in SUITES.glob("*.yaml"))
        hint = suggestion(path.name, own) or f"; suites of this project: {', '.join(own)}"
        reason = f"cannot be read: {error.strerror}{'' if path.suffix else hint}"
        raise BadSuite(path, None, "", reason) from error


def _parse(text: str, path: Path, kind: type[Loaded]) -> tuple[Loaded, "Lines"]:
    try:
        root, data = _loaded(text, path)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        reason = f"not YAML: {error.problem}"
        if mark and error.context and error.context_mark and error.context_mark.line < mark.line:
            reason += f" {error.context} that begins in line {error.context_mark.line + 1}"
        raise BadSuite(path, mark.line + 1 if mark else None, "", reason) from error
    except yaml.YAMLError as error:
        raise BadSuite(path, None, "", f"not YAML: {error}") from error
    except ValueError as error:  # a number of thousands of digits, say
        raise BadSuite(path, None, "", f"holds a value that cannot be read: {error}") from error
    if root is None:
        raise BadSuite(path, None, "", "the file is empty")
    lines = Lines(root)
    lines.refuse_repeated_keys(path)
    try:
        return kind.model_validate(data), lines
    except ValidationError as error:
        found = [(lines.at(place), field_name(place), why) for place, why in faults(error, kind)]
        raise BadSuite(path, *found[0], also=found[1:]) from error


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


class SuiteLoader(yaml.SafeLoader):
    """YAML without dates: 2024-10-24 stays the text that is written."""


# The parser in C, where PyYAML was built with it, reads a suite in a tenth of the time.
class _FastLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    pass


for _loader in (SuiteLoader, _FastLoader):
    _loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _loaded(text: str, path: Path) -> tuple[yaml.Node | None, Any]:
    """The nodes of a YAML text, and what they say; raises yaml.YAMLError, BadSuite."""
    try:
        return _load(text, path, _FastLoader)
    except yaml.YAMLError:
        return _load(text, path, SuiteLoader)  # whose messages are the same on every machine


def _load(text: str, path: Path, kind: type) -> tuple[yaml.Node | None, Any]:
    _refuse_bombs(text, path, kind)
    loader = kind(text)
    try:
        root = loader.get_single_node()
        return root, loader.construct_document(root) if root else None
    finally:
        loader.dispose()


def _refuse_bombs(text: str, path: Path, kind: type) -> None:
    """Raises `BadSuite` for what a few bytes grow by, or fall over: aliases, and deep nesting.

    Anybody who may upload a suite can write one, and nothing stops the parser once it has begun.
    """
    depth = 0
    for event in yaml.parse(text, kind):
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, yaml.AliasEvent):
            reason = f"points to what &{event.anchor} marks: write it out, suites have no aliases"
            raise BadSuite(path, line, f"*{event.anchor}", reason)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise BadSuite(path, line, "", f"is nested more than {DEEPEST} levels deep")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        found = sorted(path.glob("*.yaml"))
        if not found:
            raise BadSuite(path, None, "", "no suite (*.yaml) in this folder")
        return found
    return [suite_path(path)]


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        pairs: list[tuple[yaml.Node, yaml.Node]] = node.value
        return next(((k, v) for k, v in pairs if k.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item: Any = node.value[step]
        return item, item
    return None
