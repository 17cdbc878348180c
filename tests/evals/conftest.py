"""A library of two invented places and a national table, and right answers about them."""

import sys
from collections.abc import Callable, Collection
from types import SimpleNamespace

import pytest

from app import cli
from evals.context import Context, read_context
from index.models import Answer, AnswerFact, Citation, Statement
from ingest.models import Fact, Passage, ReportInfo, Source, Span

ARDEN_TEXT = """# Ratings

1.2 Staffing\tInadequate

## Staffing

- Sickness was **high**.<sup>4</sup> Only 28 per cent of posts were filled in
  the north. Rooms were cold.
- Twelve of the 40 cases had no plan.
"""
BRAY_TEXT = """# Ratings

1.2 Staffing\tGood

## Staffing

- Posts were filled at 91 per cent. Rooms were warm.
"""
TABLE_TEXT = """# Places

Place\tPublished\tScore
Arden PDU (Northern region)\t10/10/2024\t3
Bray PDU (Northern region)\t22/02/2024\t4
Nor Cole PDU (Southern region)\t01/08/2024\t4
Cole PDU (Southern region)\t19/12/2024\t2
"""


class Shelf:
    """A library in memory."""

    def __init__(self, reports: list[ReportInfo], texts: dict[str, str]) -> None:
        self._reports = reports
        self._texts = texts
        self.known: list[Fact] = []
        self.kept: list[Passage] = []

    def reports(self) -> tuple[ReportInfo, ...]:
        return tuple(self._reports)

    def passages(self, reports: Collection[str] | None = None) -> tuple[Passage, ...]:
        return tuple(self.kept)

    def facts(self, reports: Collection[str] | None = None) -> tuple[Fact, ...]:
        return tuple(self.known)

    def text(self, report_id: str) -> str:
        return self._texts[report_id]

    def fingerprint(self) -> str:
        return "invented"


def report(report_id: str, subject: str, published: str, kind: str = "pdu") -> ReportInfo:
    return ReportInfo(
        id=report_id,
        title=f"An inspection of {subject}",
        kind=kind,
        subject=subject,
        region="" if kind == "annual" else "Northern",
        published=published,
        edition="published",
        source=f"{report_id}.txt",
    )


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), None)


def source_of(info: ReportInfo, text: str, words: str, standard: str | None) -> Source:
    span = span_of(text, words)
    return Source(
        kind="table",
        report=info.id,
        passage=f"{info.id}/0",
        section=("Ratings",),
        standard=standard,
        page=None,
        quote=words,
        start=span.start,
        end=span.end,
        spans=(span,),
    )


def passage(info: ReportInfo, ordinal: int, text: str, source: str, words: str) -> Passage:
    return Passage(
        id=f"{info.id}/{ordinal}",
        ordinal=ordinal,
        type="bullet",
        section=("Staffing",),
        standard="staffing",
        polarity=None,
        number=None,
        footnotes=(),
        text=text,
        rows=None,
        page=None,
        spans=(span_of(source, words),),
    )


@pytest.fixture
def shelf() -> Shelf:
    arden, bray = report("arden-2024-10", "Arden", "2024-10"), report("bray-2024", "Bray", "2024")
    nation = report("annual-report-2024", "England and Wales", "2025", kind="annual")
    made = Shelf(
        [nation, arden, bray],
        {arden.id: ARDEN_TEXT, bray.id: BRAY_TEXT, nation.id: TABLE_TEXT},
    )
    for info, text, value, points in (
        (arden, ARDEN_TEXT, "Inadequate", 0),
        (bray, BRAY_TEXT, "Good", 2),
    ):
        made.known.append(
            Fact(
                id=f"{info.id}/f0",
                report=info.id,
                subject=info.subject,
                region=info.region,
                published=info.published,
                scheme="s",
                standard="staffing",
                measure="rating",
                value=value,
                number=points,
                source=source_of(info, text, f"1.2 Staffing\t{value}", "staffing"),
            )
        )
    for place, region, date, written, score in (
        ("Arden", "Northern", "2024-10-10", "10/10/2024", 3),
        ("Bray", "Northern", "2024-02-22", "22/02/2024", 4),
        ("Nor Cole", "Southern", "2024-08-01", "01/08/2024", 4),
        ("Cole", "Southern", "2024-12-19", "19/12/2024", 2),
    ):
        row = f"{place} PDU ({region} region)\t{written}\t{score}"
        made.known.append(
            Fact(
                id=f"{nation.id}/{place}",
                report=nation.id,
                subject=place,
                region=region,
                published=date,
                scheme="s",
                measure="score",
                value=f"{score}/21",
                number=score,
                out_of=21,
                source=source_of(nation, TABLE_TEXT, row, None),
            )
        )
    made.kept = [
        passage(
            arden,
            1,
            "Sickness was high. Only 28 per cent of posts were filled in the north. "
            "Rooms were cold.",
            ARDEN_TEXT,
            "Sickness was **high**.<sup>4</sup> Only 28 per cent of posts were filled in\n"
            "  the north. Rooms were cold.",
        ),
        passage(
            arden,
            2,
            "Twelve of the 40 cases had no plan.",
            ARDEN_TEXT,
            "Twelve of the 40 cases had no plan.",
        ),
        passage(
            bray,
            1,
            "Posts were filled at 91 per cent. Rooms were warm.",
            BRAY_TEXT,
            "Posts were filled at 91 per cent. Rooms were warm.",
        ),
    ]
    return made


@pytest.fixture
def context(shelf: Shelf) -> Context:
    return read_context(shelf)


Cite = Callable[..., Citation]


@pytest.fixture
def cite(context: Context) -> Cite:
    """A true citation of some source words of a report; `quote` is what is shown of them."""

    def made(number: int, report_id: str, words: str, quote: str | None = None) -> Citation:
        text = context.texts[report_id]
        span = span_of(text, words)
        holder = next(
            (p.id for p in context.passages.values() if (quote or words) in p.text),
            f"{report_id}/0",
        )
        return Citation(
            id=number,
            kind="passage",
            report=context.reports[report_id],
            passage=holder,
            section=("Staffing",),
            standard="staffing",
            page=None,
            quote=quote or words,
            start=span.start,
            end=span.end,
            spans=(span,),
        )

    return made


def answer_fact(fact: Fact, *citations: int, **changes: object) -> AnswerFact:
    fields = {
        key: getattr(fact, key)
        for key in AnswerFact.model_fields
        if key not in ("citation", "citations")
    }
    return AnswerFact(**{**fields, "citation": citations[0], "citations": citations, **changes})


def answer(
    statements: list[Statement],
    citations: list[Citation],
    facts: list[AnswerFact] | None = None,
    status: str = "answered",
) -> Answer:
    """An answer put together as the contract says."""
    text = " ".join(s.text + "".join(f" [{number}]" for number in s.citations) for s in statements)
    return Answer(
        question="What of Arden?",
        standalone_question="What of Arden?",
        status=status,
        text=text,
        statements=tuple(statements),
        citations=tuple(citations),
        facts=tuple(facts or ()),
    )


def fact_line(text: str, *citations: int) -> Statement:
    return Statement(text=text, kind="fact", citations=citations)


def quotation(text: str, *citations: int) -> Statement:
    return Statement(text=text, kind="quote", citations=citations)


@pytest.fixture
def make() -> SimpleNamespace:
    """What puts answers together."""
    return SimpleNamespace(
        answer=answer, answer_fact=answer_fact, fact_line=fact_line, quotation=quotation
    )


@pytest.fixture
def rating(cite: Cite, context: Context) -> Answer:
    """Arden's rating for staffing, rightly given."""
    return answer(
        [fact_line("Arden was rated Inadequate for staffing (October 2024).", 1)],
        [cite(1, "arden-2024-10", "1.2 Staffing\tInadequate")],
        [answer_fact(context.facts[0], 1)],
    )


@pytest.fixture
def figure(cite: Cite) -> Answer:
    """How many posts Arden had filled, rightly given."""
    words = "Only 28 per cent of posts were filled in\n  the north."
    sentence = "Only 28 per cent of posts were filled in the north."
    return answer([quotation(sentence, 1)], [cite(1, "arden-2024-10", words, sentence)])


@pytest.fixture
def front_door(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Runs `reports` with these words in this process; gives code, out, err."""

    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["reports", *map(str, words)])
        try:
            cli.main()
            code = 0
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run
