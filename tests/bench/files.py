"""Pages per second and memory of reading PDFs, beside LlamaIndex's default reader and splitter.

`python -m tests.bench.files [REPORTS]`: as many reports (200) of ten pages or so are laid out with
reportlab, with other words, sizes and tables each. Both read the same files one by one, in a
process of their own each, in the same run. Ours gives sections, passages, facts, pages and boxes;
LlamaIndex's gives chunks of text with a page label: less work, so the ratio is the price of it.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import (
    Flowable,
    ListFlowable,
    ListItem,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

REPORTS = 200
_WORDS = (
    "staff",
    "managers",
    "people",
    "plans",
    "risk",
    "harm",
    "review",
    "court",
    "visits",
    "training",
    "records",
    "partners",
    "housing",
    "learning",
    "caseload",
    "supervision",
    "safety",
    "contact",
    "offices",
    "teams",
    "quality",
    "practice",
    "support",
    "change",
    "health",
    "children",
    "domestic",
    "abuse",
    "police",
    "checks",
    "timely",
    "clear",
    "missing",
    "strong",
    "weak",
    "recent",
    "local",
)
_STANDARDS = (
    "1.1 Leadership",
    "1.2 Staffing",
    "1.3 Services",
    "2.1 Assessment",
    "2.2 Planning",
    "2.3 Implementation and delivery",
    "2.4 Reviewing",
)
_RATINGS = ("Outstanding", "Good", "Requires improvement", "Inadequate")


def main(count: int = REPORTS) -> int:
    """Print the figures of both."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number:03}.pdf" for number in range(count)]
        for number, file in enumerate(files):
            lay_out(file, number)
        figures = {name: _measured(name, Path(folder)) for name in READERS}
    for name, (pages, seconds, memory) in figures.items():
        print(
            f"{name}: {pages} pages in {seconds:.1f} s of processor, "
            f"{pages / seconds:.1f} a second, "
            f"{memory:.0f} MB at most"
        )
    ours, theirs = (figures[name] for name in READERS)
    print(
        f"ratio of ours to theirs: time {ours[1] / theirs[1]:.1f}, memory {ours[2] / theirs[2]:.2f}"
    )
    return 0


def lay_out(file: Path, seed: int) -> None:
    """One made-up report as PDF; the same seed gives the same words."""
    chance = random.Random(seed)
    styles = getSampleStyleSheet()
    styles["BodyText"].fontSize = chance.choice((10, 11, 12))
    styles["BodyText"].leading = styles["BodyText"].fontSize * 1.35

    def sentence() -> str:
        words = [chance.choice(_WORDS) for _ in range(chance.randint(8, 22))]
        return " ".join(words).capitalize() + "."

    def prose() -> Paragraph:
        return Paragraph(
            " ".join(sentence() for _ in range(chance.randint(2, 6))), styles["BodyText"]
        )

    parts: list[Flowable] = [
        Paragraph(f"An inspection of probation services in Place {seed} PDU", styles["Title"]),
        Paragraph(
            f"The Probation Service – London region, March {2020 + seed % 6}", styles["Heading2"]
        ),
        PageBreak(),
        Paragraph("Ratings", styles["Heading1"]),
        _table([[name, chance.choice(_RATINGS)] for name in _STANDARDS]),
    ]
    for name in _STANDARDS:
        parts += [Spacer(1, 12), Paragraph(name, styles["Heading1"])]
        parts += [prose() for _ in range(chance.randint(3, 6))]
        for heading in ("Strengths", "Areas for improvement"):
            parts.append(Paragraph(heading, styles["Heading2"]))
            items = [ListItem(prose()) for _ in range(chance.randint(3, 6))]
            parts.append(ListFlowable(items, bulletType="bullet"))
        parts.append(_table([[sentence(), f"{chance.randint(10, 95)}%"] for _ in range(3)]))
    SimpleDocTemplate(str(file), pagesize=A4, invariant=1).build(parts)


def _table(rows: list[list[str]]) -> Table:
    body = getSampleStyleSheet()["BodyText"]
    cells = [[Paragraph(cell, body) for cell in row] for row in rows]
    return Table(cells, style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.grey)]))


def read_ours(files: list[Path]) -> int:
    """Our reader, from file to report."""
    from ingest.report import read_report

    pages = 0
    for file in files:
        report = read_report(file)
        pages += max(word.box.page for word in report.words)
    return pages


def read_theirs(files: list[Path]) -> int:
    """LlamaIndex's default reader of PDFs, then its default splitter."""
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.readers.file import PDFReader

    reader, splitter, pages = PDFReader(), SentenceSplitter(), 0
    for file in files:
        documents = reader.load_data(file)
        splitter.get_nodes_from_documents(documents)
        pages += len(documents)
    return pages


READERS: dict[str, Callable[[list[Path]], int]] = {
    "ours": read_ours,
    "LlamaIndex PDFReader and SentenceSplitter": read_theirs,
}


def _measured(name: str, folder: Path) -> tuple[int, float, float]:
    """Pages, seconds and megabytes of one reader, in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.files", "--as", name, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    pages, seconds, memory = json.loads(done.stdout.splitlines()[-1])
    return pages, seconds, memory


def _one(name: str, folder: Path) -> int:
    files = sorted(folder.glob("*.pdf"))
    READERS[name](files[:1])  # modules are loaded before the clock starts
    began = time.process_time()  # of processor: what else the machine does costs nobody
    pages = READERS[name](files)
    seconds = time.process_time() - began
    unit = 1024 if sys.platform.startswith("linux") else 1024 * 1024
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    print(json.dumps([pages, seconds, memory]))
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--as"]:
        sys.exit(_one(sys.argv[2], Path(sys.argv[3])))
    sys.exit(main(*map(int, sys.argv[1:2])))
