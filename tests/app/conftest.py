"""A small made-up inspectorate: two reports, one of them our digest, with hostile words inside."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.runtime.context import ContextProxy

from index.models import Answer, AnswerFact, Citation, Statement
from index.stores.library import Library, open_library
from ingest.models import Fact, Passage, Report, ReportInfo, Source, Span, Warning
from tests.app.browsing import address as address
from tests.app.browsing import browser as browser
from tests.app.browsing import page as page
from tests.app.browsing import phone as phone

HERE = {"Host": "127.0.0.1:8501"}
HOSTILE = "<script>alert(1)</script> :red[x] $y$ [l](http://a.b) *s* :smile: | `c`"
WORKLOAD = "In our survey, 28 per cent of practitioners said that theirs was manageable."
BULLETS = (
    "Posts had stood empty since the spring, and agencies covered some of them.",
    f"Workloads were too high for good work. {WORKLOAD} Sickness had doubled.",
    f"Training was called {HOSTILE} by those who came.",
)
ROWS = (
    ("Standard", "Rating"),
    ("P 1.1 Leadership", "Requires improvement"),
    ("P 1.2 Staffing", "Inadequate"),
    ("P 1.3 Services", "Good"),
)
RATED = {"leadership": 1, "staffing": 0, "services": 2}
STAFFING = ("P 1. Organisational delivery", "P 1.2 Staffing", "Areas for improvement")


def make_report(subject: str, published: str, edition: str = "published") -> Report:
    """A report of three bullets and a table of three ratings, with spans that fit its text."""
    slug = subject.lower().replace(" ", "-")
    report_id = f"{'sample-' if edition == 'digest' else ''}{slug}-{published}"
    table = "\n".join("\t".join(row) for row in ROWS)
    text = "\n\n".join((*BULLETS, table, subject))
    info = ReportInfo(
        id=report_id,
        title=f"An inspection of {subject} {HOSTILE}",
        kind="pdu",
        subject=subject,
        region="The Marches",
        published=published,
        edition=edition,  # type: ignore[arg-type]
        source=f"{slug} {HOSTILE.replace('/', '-')}.txt",
    )
    passages = tuple(
        Passage(
            id=f"{report_id}/{ordinal}",
            ordinal=ordinal,
            type="bullet",
            section=STAFFING,
            standard="staffing",
            polarity="improvement",
            number=None,
            footnotes=(),
            text=bullet,
            rows=None,
            page=7,
            spans=(Span(text.index(bullet), text.index(bullet) + len(bullet), 7),),
        )
        for ordinal, bullet in enumerate(BULLETS)
    )
    start = text.index(table)
    rated = Passage(
        id=f"{report_id}/{len(BULLETS)}",
        ordinal=len(BULLETS),
        type="table",
        section=("Ratings",),
        standard=None,
        polarity=None,
        number=None,
        footnotes=(),
        text=table,
        rows=ROWS,
        page=5,
        spans=(Span(start, start + len(table), 5),),
    )
    facts = [
        _rating(info, text, rated, standard, row, number)
        for number, (standard, row) in enumerate(zip(RATED, ROWS[1:], strict=True))
    ]
    facts.append(
        facts[0].model_copy(
            update={
                "id": f"{report_id}/f{len(facts)}",
                "standard": "assessment",
                "value": None,
                "number": None,
                "cell": "not_legible",
            }
        )
    )
    return Report(
        info=info,
        scheme="hmip-probation-2023",
        sha256=f"{report_id:0>64}"[-64:],
        format="text",
        reader_version="test",
        text=text,
        sections=(),
        passages=(*passages, rated),
        facts=tuple(facts),
        warnings=(Warning(kind="dates", message=f"Two dates are given {HOSTILE}"),),
    )


def _rating(
    info: ReportInfo, text: str, table: Passage, standard: str, row: tuple[str, str], number: int
) -> Fact:
    line = "\t".join(row)
    start = text.index(line)
    return Fact(
        id=f"{info.id}/f{number}",
        report=info.id,
        subject=info.subject,
        region=info.region,
        published=info.published,
        scheme="hmip-probation-2023",
        standard=standard,
        measure="rating",
        value=row[1],
        number=RATED[standard],
        source=Source(
            kind="table",
            report=info.id,
            passage=table.id,
            section=table.section,
            standard=standard,
            page=5,
            quote=line,
            start=start,
            end=start + len(line),
            spans=(Span(start, start + len(line), 5),),
            cells=dict(zip(ROWS[0], row, strict=True)),
        ),
    )


@pytest.fixture
def asked_with(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, str], str], None]:
    """Lets requests come with these headers, to a server that listens on this address."""
    option = st.get_option

    def come(headers: dict[str, str], address: str = "127.0.0.1") -> None:
        monkeypatch.setattr(ContextProxy, "headers", property(lambda _self: headers))
        monkeypatch.setattr(
            st, "get_option", lambda name: address if name == "server.address" else option(name)
        )

    return come


@pytest.fixture
def at_home(asked_with: Callable[[dict[str, str]], None]) -> None:
    """Requests come as they do to `reports serve` on one's own machine."""
    asked_with(HERE)


@pytest.fixture(scope="session")
def westmere() -> Report:
    return make_report("Westmere", "2024-10")


@pytest.fixture(scope="session")
def eastvale() -> Report:
    return make_report("Eastvale", "2023-03", "digest")


@pytest.fixture
def library(tmp_path: Path, westmere: Report, eastvale: Report) -> Iterator[Library]:
    """A real library of the two, without an embedding."""
    opened = open_library(tmp_path / "library", embedding="none")
    opened.add((report, report.text.encode()) for report in (westmere, eastvale))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def answer(westmere: Report, eastvale: Report) -> Answer:
    """An answer that quotes both reports and gives the ratings of both."""
    citations: list[Citation] = []
    facts: list[AnswerFact] = []
    for report in (westmere, eastvale):
        citations.append(_quoted(report, len(citations) + 1))
        for fact in report.facts:
            citations.append(_cited(report, fact.source, len(citations) + 1))
            fields = {
                name: getattr(fact, name)
                for name in AnswerFact.model_fields.keys() & set(Fact.model_fields)
            }
            number = len(citations)
            facts.append(AnswerFact(**fields, citation=number, citations=(number,)))
    return Answer(
        question=f"How was staffing? {HOSTILE}",
        standalone_question="How was staffing?",
        status="answered",
        text=f"**Westmere:** “{WORKLOAD}” [1]\n\n- Eastvale\\: {WORKLOAD} [6] \\[1\\] [77]",
        statements=(Statement(text=WORKLOAD, kind="quote", citations=(1,)),),
        citations=tuple(citations),
        facts=tuple(facts),
        notes=(f"A note {HOSTILE}",),
        suggestions=(f"What next? {HOSTILE}", "What was Westmere rated for services?"),
    )


def _quoted(report: Report, number: int) -> Citation:
    start = report.text.index(WORKLOAD)
    end = start + len(WORKLOAD)
    passage = report.passages[1]
    return Citation(
        id=number,
        kind="passage",
        report=report.info,
        passage=passage.id,
        section=passage.section,
        standard="staffing",
        page=7,
        quote=WORKLOAD,
        start=start,
        end=end,
        spans=(Span(start, end, 7),),
    )


def _cited(report: Report, source: Source, number: int) -> Citation:
    fields = {name: getattr(source, name) for name in Source.model_fields if name != "report"}
    return Citation(id=number, report=report.info, **fields)
