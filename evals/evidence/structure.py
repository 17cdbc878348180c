"""How well the structure of published reports is read, held against a key read by hand.

A key is a folder with one JSON file per report (blocks with type, section, standard, polarity and
text). `python -m evals.evidence.structure --reports FOLDER --structure FOLDER [STEM…]`, or the
variables REPORTS_DIR and STRUCTURE_DIR.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ingest.models import Passage, Report

PASSAGES = frozenset(
    {"paragraph", "bullet", "numbered", "quote", "table", "rating", "footnote", "caption"}
)
"""Types of blocks of a key that are passages; the others are headings and furniture."""
SAME_WORDS = 0.97
"""Share of the passages that must have the same words."""
RIGHT = 0.99
"""Share of these that must have the right section, standard and polarity."""


class Comparison(NamedTuple):
    """How one report came out."""

    stem: str
    total: int
    """Passages of the key."""
    same: int
    """Of these, passages with the same words."""
    right: int
    """Of these, passages with the right section, standard and polarity too."""
    unlike: tuple[str, ...]
    """What differs, a line each."""
    extra: int
    """Passages of the report that the key does not have."""
    headings: int
    headings_right: int
    """Headings found with the same path and level, in the same order."""

    @property
    def passed(self) -> bool:
        """True where both shares are reached."""
        return self.same >= SAME_WORDS * self.total and self.right >= RIGHT * self.same


def compare(report: Report, key: dict[str, Any], stem: str = "") -> Comparison:
    """A report beside its key; see Comparison."""
    waiting = list(report.passages)
    unlike: list[str] = []
    total = same = right = 0
    for block in key["blocks"]:
        if block["type"] not in PASSAGES:
            continue
        total += 1
        found = _matching(block, waiting)
        if found is None:
            unlike.append(f"words: {block['type']} {block['text'][:100]!r}")
            continue
        waiting.remove(found)
        same += 1
        differences = _differences(block, found)
        right += not differences
        unlike.extend(f"{each}: {block['text'][:60]!r}" for each in differences)
    unlike.extend(f"extra: {each.type} {each.text[:100]!r}" for each in waiting)
    wrong, headings = _headings(report, key)
    return Comparison(
        stem or key["file"].rsplit(".", 1)[0],
        total,
        same,
        right,
        (*unlike, *wrong),
        len(waiting),
        headings,
        headings - sum(each.startswith("heading missing") for each in wrong),
    )


def structure_section(
    reports_dir: Path, structure_dir: Path | None, stems: Sequence[str] = ()
) -> Iterator[str]:
    """A line per report, and every difference; one line where there is no key."""
    if structure_dir is None or not structure_dir.is_dir():
        yield "Structure: skipped, no key (STRUCTURE_DIR is not set)"
        return
    for result in results(reports_dir, structure_dir, stems):
        yield (
            f"{result.stem}: same words {result.same}/{result.total} "
            f"({_percent(result.same, result.total)}), of these right {result.right}/{result.same} "
            f"({_percent(result.right, result.same)}); headings {result.headings_right}/"
            f"{result.headings}; extra passages {result.extra}"
        )
        yield from (f"  {line}" for line in result.unlike)


def results(
    reports_dir: Path, structure_dir: Path, stems: Sequence[str] = ()
) -> Iterator[Comparison]:
    """The comparison of each report whose key and text are both there."""
    from ingest.report import read_report

    for path in sorted(structure_dir.glob("*.json")):
        if stems and path.stem not in stems:
            continue
        key = json.loads(path.read_text(encoding="utf-8"))
        file = reports_dir / key["file"]
        if file.exists():
            yield compare(read_report(file), key, path.stem)


def _matching(block: dict[str, Any], waiting: Sequence[Passage]) -> Passage | None:
    """The passage with the same words; among several one of the same section and standard."""
    same = [each for each in waiting if _words(each.text) == _words(block["text"])]
    same.sort(key=lambda each: len(_differences(block, each)))
    return same[0] if same else None


def _differences(block: dict[str, Any], passage: Passage) -> list[str]:
    out = []
    if list(passage.section) != block["section"]:
        out.append(f"section {' > '.join(passage.section)} not {' > '.join(block['section'])}")
    if passage.standard not in (block["standard"], block.get("standard_also")):
        out.append(f"standard {passage.standard} not {block['standard']}")
    if passage.polarity != block["polarity"]:
        out.append(f"polarity {passage.polarity} not {block['polarity']}")
    return out


def _headings(report: Report, key: dict[str, Any]) -> tuple[list[str], int]:
    blocks = [block for block in key["blocks"] if block["type"] == "heading"]
    expected = [(*block["section"], block["text"].rstrip(":"), block["level"]) for block in blocks]
    found = [(*section.path, section.level) for section in report.sections]
    wrong = []
    for each in expected:
        if each in found:
            found.remove(each)
        else:
            wrong.append(f"heading missing: {' > '.join(map(str, each))}")
    wrong.extend(f"heading extra: {' > '.join(map(str, each))}" for each in found)
    return wrong, len(expected)


def _words(text: str) -> str:
    return " ".join(text.split())


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "none"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the comparison; 1 where a report falls short, 2 where a folder is not given."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("stems", nargs="*")
    parser.add_argument("--reports", default=os.environ.get("REPORTS_DIR"))
    parser.add_argument("--structure", default=os.environ.get("STRUCTURE_DIR"))
    given = parser.parse_args(arguments)
    if not given.reports or not given.structure:
        parser.error("give --reports and --structure, or set REPORTS_DIR and STRUCTURE_DIR")
    reports, structure = Path(given.reports), Path(given.structure)
    for line in structure_section(reports, structure, given.stems):
        print(line)
    return 0 if all(each.passed for each in results(reports, structure, given.stems)) else 1


if __name__ == "__main__":
    sys.exit(main())
