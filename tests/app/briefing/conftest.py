"""A briefing with hostile words everywhere: in titles, quotations, cells, names and addresses."""

import pytest

from index.answers.briefing.model import Briefing, Cell, Group, Item, Row, Section, Table
from index.models import Citation, Statement
from ingest.models import ReportInfo, Span

HOSTILE = "<script>alert(1)</script> ]]> &amp; {=1+1} [x](http://a.b) **b** |c| [^1] $y$ `d` # e"
ILLEGAL = "bell\x07 null\x00 right-to-left\u202e lone\ud800 end\ufffe"


def info(report: str, edition: str = "published", url: str | None = None) -> ReportInfo:
    return ReportInfo(
        id=report,
        title=f"An inspection of Westmere {HOSTILE} {ILLEGAL}",
        kind="pdu",
        subject="Westmere",
        region="The Marches",
        published="2024-10-10",
        edition=edition,
        source="westmere.txt",
        url=url,
        isbn="978-0-00-000000-2",
    )


def cited(number: int, report: ReportInfo, quote: str, cells: dict[str, str] | None = None):
    return Citation(
        id=number,
        kind="table" if cells else "passage",
        report=report,
        passage=f"{report.id}/{number}",
        section=("1. Delivery", f"Staffing {HOSTILE}"),
        standard="staffing",
        page=7,
        quote=quote,
        start=0,
        end=9,
        spans=(Span(0, 9, 7),),
        cells=cells,
    )


def said(text: str, *numbers: int, kind: str = "fact") -> Statement:
    return Statement(text=text, kind=kind if numbers else "fixed", citations=numbers)


@pytest.fixture
def briefing() -> Briefing:
    own = info("westmere-2024-10", url="https://example.org/westmere?a=1&b=2")
    ours = info("sample-westmere-2023-03", "digest", url="javascript:alert(1)")
    quote = f"Posts stood empty. {HOSTILE} {ILLEGAL}"
    rating = cited(2, own, "Staffing\tGood", {"Standard": HOSTILE, "Rating": "Good"})
    row = Row(
        head=f"Staffing {HOSTILE}",
        cells=(
            Cell(statement=said("Good", 2), points=2, remark="derived"),
            Cell(statement=said("Inadequate", 3), points=0),
            Cell(statement=said("Not in this round")),
        ),
    )
    table = Table(
        caption=f"Ratings {HOSTILE}",
        description=f'One row "each" {HOSTILE}',
        columns=("Standard", "October 2024", "March 2023", "Why"),
        widths=(30, 20, 20, 30),
        rows=(row,),
        legend=(said("Three rows count.", 2, 3, 4), said("A fixed phrase.")),
    )
    items = (
        Item(statement=said(quote, 1, kind="quote"), lead=f"Staffing {HOSTILE}"),
        Item(statement=said("Digest words", 5, kind="quote"), lead="Melbury", alike=True),
    )
    numbered = Item(statement=said("mend the roof", 4, kind="quote"), number="7")
    return Briefing(
        kind="place",
        subject="Westmere",
        title=f"Westmere {HOSTILE} {ILLEGAL}",
        headline=(said("Westmere was rated Good.", 1, 2),),
        sections=(
            Section(title="Ratings", table=table),
            Section(
                title=f"Found {HOSTILE}",
                lines=(said("A line."),),
                groups=(
                    Group(title="Strengths", items=items),
                    Group(title="To Westmere PDU", items=(numbered,)),
                ),
            ),
        ),
        citations=(
            cited(1, own, quote),
            rating,
            cited(3, own, "Staffing\tInadequate", {"Standard": "Staffing", "Rating": "Inadequate"}),
            cited(4, own, "mend the roof"),
            cited(5, ours, "Digest words"),
        ),
        facts=(),
        doubts=(f"A doubt {HOSTILE}",),
        reports=(own, ours),
        publishers={"westmere-2024-10": "HM Inspectorate of Probation"},
        fingerprint="f" * 64,
    )


@pytest.fixture
def published(briefing: Briefing) -> Briefing:
    """The same without a digest."""
    own = briefing.citations[0].report
    citations = tuple(c.model_copy(update={"report": own}) for c in briefing.citations)
    return briefing.model_copy(update={"citations": citations, "reports": (own,)})


@pytest.fixture
def hostile() -> str:
    return HOSTILE
