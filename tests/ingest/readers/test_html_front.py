"""Fronts of HTML pages: dates in lists of what a page is, and covers that word processors saved."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.models import Report
from ingest.report import read_report

PROSE = "The pond was dredged in spring, and the ducks came back to it before summer. " * 8
TITLE = "An inspection of probation services in: Duckford PDU"
SERVICE = "The Probation Service – Wales region"
BODY = f"""<h2>Foreword</h2><p>{PROSE}</p><h2>Ratings</h2><p>Fieldwork started March 2023</p>
<h2>1. Organisational arrangements and activity</h2><h3>1.1 Leadership</h3><p>{PROSE}</p>"""
COVER = ("HM Inspectorate of Probation", *TITLE.split(": "), SERVICE, "June 2023")

Page = Callable[[str], Report]


@pytest.fixture
def read_page(tmp_path: Path) -> Page:
    """Reads what is inside <html> as a report."""

    def read(inside: str) -> Report:
        file = tmp_path / "page.html"
        file.write_text(f"<!doctype html><html>{inside}</html>", encoding="utf-8")
        return read_report(file)

    return read


@pytest.mark.parametrize(
    "dates",
    [
        "<dl><dt>From:<dd>The Watch<dt>Published:<dd>8 June 2023<dt>Last updated:<dd>9 July 2023"
        " – <a href=#h>See all</a></dl>",
        "<dl><dt>Last updated<dd>9 July 2023<dt>Published<dd>8 June 2023</dl>",
        "<table><tr><th>Published<td>8 June 2023<tr><th>Last updated<td>9 July 2023</table>",
        "<div><span>Published</span> <span>8 June 2023</span></div>"
        "<div><span>Last updated</span> <span>9 July 2023</span></div>",
        "<div><p>Last updated</p><p>9 July 2023</p></div><div><p>Published</p><p>8 June 2023</p>"
        "</div>",
    ],
)
def test_what_a_page_calls_published_is_its_date(read_page: Page, dates: str) -> None:
    report = read_page(f"<body><main><h1>{TITLE}</h1>{dates}<p>{SERVICE}</p>{BODY}</main></body>")
    assert (report.info.id, report.info.region) == ("duckford-2023-06-08", "Wales")


@pytest.mark.parametrize("made", ["Microsoft Word 15", "LibreOffice 24.2 (Linux)", ""])
@pytest.mark.parametrize(
    "cover",
    [
        "".join(f"<p class=MsoNormal><b>{line}</b><o:p></o:p></p>" for line in COVER),
        "".join(f"<p align=center><font size=6>{line}</font></p><p><br></p>" for line in COVER),
        f"<p class=MsoTitle>{'<br>'.join(COVER)}</p>",
        "<table>" + "".join(f"<tr><td><p>{line}</p></td></tr>" for line in COVER) + "</table>",
    ],
)
def test_a_cover_of_plain_paragraphs_says_what_the_report_is(
    read_page: Page, made: str, cover: str
) -> None:
    head = f"<head><meta name=generator content='{made}'><title>Draft of a draft</title></head>"
    body = BODY.replace("<h2>", "<h1>").replace("</h2>", "</h1>")
    report = read_page(f"{head}<body>{cover}{body}</body>")
    assert (report.info.id, report.info.kind, report.info.region) == (
        "duckford-2023-06",
        "pdu",
        "Wales",
    )
    assert [each.path[-1] for each in report.sections if each.level == 1] == [
        "Foreword",
        "Ratings",
        "1. Organisational arrangements and activity",
    ]
