"""Whether a report says the same in other formats as it does as text: passages, facts, pages."""

import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from evals.evidence.structure import PASSAGES
from ingest.errors import UnreadableFile
from ingest.models import Fact, Passage, Report, Section

_ENDINGS = (".pdf", ".html", ".htm", ".docx")
_SHOWN = 90
"""Characters of a passage that a line shows."""


class FileResult(NamedTuple):
    """How one file came out beside the text file of the same report."""

    name: str
    passages: int
    """Passages of the text file."""
    same: int
    """Of these, passages of the file with the same words."""
    alike: int
    """Of these, passages with the same section, standard and polarity too."""
    facts: int
    """Facts of the text file."""
    facts_same: int
    facts_more: int
    """Facts that the text file does not have."""
    pages: int
    """Blocks of the key whose words were found and whose pages are known."""
    pages_right: int
    seconds: float
    differences: tuple[str, ...]


def files_section(
    reports_dir: Path, structure_dir: Path, files_dir: Path, verbose: bool
) -> Iterator[str]:
    """A line per file in the folder whose name begins like a key's; what differs, if verbose."""
    from ingest.report import read_report

    texts: dict[str, Report] = {}
    for path in sorted(files_dir.iterdir()):
        stem = path.name.split(".")[0]
        key_file = structure_dir / f"{stem}.json"
        if path.suffix not in _ENDINGS or not key_file.exists():
            continue
        key = json.loads(key_file.read_text(encoding="utf-8"))
        if stem not in texts:
            texts[stem] = read_report(reports_dir / key["file"])
        started = time.perf_counter()
        try:
            report = read_report(path)
        except UnreadableFile as error:
            yield f"{path.name}: rejected: {error}"
            continue
        seconds = time.perf_counter() - started
        result = compare_files(texts[stem], report, key, truth_of(path), path.name, seconds)
        yield _line(result)
        if verbose:
            yield from (f"  {line}" for line in result.differences)


def compare_files(
    text: Report,
    report: Report,
    key: Mapping[str, Any],
    truth: Mapping[str, Mapping[str, int]],
    name: str = "",
    seconds: float = 0.0,
) -> FileResult:
    """A report beside the reading of its text file; `truth` gives the pages of the key's blocks."""
    waiting: dict[str, list[Passage]] = {}
    for passage in report.passages:
        waiting.setdefault(_words(passage.text), []).append(passage)
    differences: list[str] = []
    same = alike = 0
    for passage in text.passages:
        found = waiting.get(_words(passage.text), [])
        if not found:
            differences.append(f"words: {passage.type} {passage.text[:_SHOWN]!r}")
            continue
        found.sort(key=lambda each: _place(each) != _place(passage))
        twin = found.pop(0)
        same += 1
        if _place(twin) == _place(passage):
            alike += 1
        else:
            differences.append(f"place: {_place(twin)} not {_place(passage)}")
    for left in waiting.values():
        differences.extend(f"more: {each.type} {each.text[:_SHOWN]!r}" for each in left)
    expected, got = (Counter(map(_fact, each.facts)) for each in (text, report))
    differences.extend(f"fact missing: {fact}" for fact in expected - got)
    differences.extend(f"fact more: {fact}" for fact in got - expected)
    wrong, pages = _pages(report, key, truth)
    differences.extend(wrong)
    return FileResult(
        name=name,
        passages=len(text.passages),
        same=same,
        alike=alike,
        facts=expected.total(),
        facts_same=(expected & got).total(),
        facts_more=(got - expected).total(),
        pages=pages,
        pages_right=pages - len(wrong),
        seconds=seconds,
        differences=tuple(differences),
    )


def _line(result: FileResult) -> str:
    pages = f"pages {result.pages_right}/{result.pages}; " if result.pages else ""
    return (
        f"{result.name}: passages with the same words {result.same}/{result.passages} "
        f"({100 * result.same / max(result.passages, 1):.1f}%), of these alike {result.alike}; "
        f"facts {result.facts_same}/{result.facts}, more {result.facts_more}; "
        f"{pages}{result.seconds:.1f} s"
    )


def _pages(
    report: Report, key: Mapping[str, Any], truth: Mapping[str, Mapping[str, int]]
) -> tuple[list[str], int]:
    """What stands on another page than it is said to, and how many blocks were looked at.

    Blocks with the words of another one are left out: the key was made by matching words, and
    gives the page of the first for each of them.
    """
    often = Counter(_words(block["text"]) for block in key["blocks"])
    known: dict[str, list[Passage | Section]] = {}
    for passage in report.passages:
        known.setdefault(_words(passage.text), []).append(passage)
    for section in report.sections:
        known.setdefault(_words(section.path[-1]), []).append(section)
    wrong, total = [], 0
    for block in key["blocks"]:
        expected = truth.get(str(block["id"]))
        if block["type"] not in PASSAGES | {"heading"} or expected is None:
            continue
        if often[_words(block["text"])] > 1:
            continue
        found = known.get(_words(block["text"].rstrip(":"))) or known.get(_words(block["text"]))
        if not found:
            continue
        total += 1
        pages = [_extent(each) for each in found]
        if (expected["start"], expected["end"]) not in pages:
            wrong.append(f"page: {pages[0]} not {tuple(expected.values())}: {block['text'][:60]!r}")
    return wrong, total


def _extent(each: Passage | Section) -> tuple[int | None, int | None]:
    return each.spans[0].page, each.spans[-1].page


def _place(passage: Passage) -> tuple[Sequence[str], str | None, str | None]:
    return passage.section, passage.standard, passage.polarity


def _fact(fact: Fact) -> str:
    shown = fact.model_dump(
        include={
            "subject",
            "standard",
            "measure",
            "label",
            "value",
            "key_question",
            "addressee",
            "cell",
            "polarity",
        },
        exclude_none=True,
    )
    # The page of a website says the day where the report's cover says the month.
    return json.dumps(shown | {"published": fact.published[:7]}, ensure_ascii=False, sort_keys=True)


def _words(text: str) -> str:
    return " ".join(text.split())


def truth_of(path: Path) -> dict[str, dict[str, int]]:
    """The pages of a file's blocks, by their ids; {} where nobody says."""
    file = path.parent / "truth" / f"{path.name}.json"
    if not file.exists():
        return {}
    blocks: dict[str, dict[str, int]] = json.loads(file.read_text(encoding="utf-8"))["blocks"]
    return blocks
