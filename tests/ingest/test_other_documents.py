"""Documents that are no inspection reports: sections and passages, and nothing that is invented.

Each is read as text, as HTML and as Word.
"""

import html
from collections.abc import Iterator, Sequence
from pathlib import Path

import docx
import pytest

from ingest.models import Report
from ingest.report import read_report

Block = tuple[str, str] | tuple[str, Sequence[Sequence[str]]]
RATED = {"rating", "overall_rating", "score", "rating_count", "key_question", "recommendation"}

LETTER: list[Block] = [
    ("p", "Ridge House, 4 Mill Lane, Sheffield"),
    ("p", "12 March 2024"),
    ("p", "Dear Ms Okafor,"),
    ("p", "Thank you for your letter about the inspection of probation services in Leeds."),
    ("p", "You asked whether leadership should be rated Good. That is for others to say."),
    ("p", "Yours sincerely,"),
    ("p", "Tom Ferris"),
]
MINUTES: list[Block] = [
    ("h1", "Minutes of the area board"),
    ("p", "Held on 4 June 2024 at the office in Kirk Street, Wakefield"),
    ("h2", "1. Apologies"),
    ("p", "G. Hale sent apologies."),
    ("h2", "2. Leadership"),
    ("p", "The chair said that the unit expected to be rated Requires improvement."),
    ("t", [("Action", "Who", "By"), ("Score the register (now 3/21)", "A. Bell", "1 July 2024")]),
]
NOVEL: list[Block] = [
    ("h1", "The salt road"),
    ("p", "The rain had come in from the sea before dawn, and the path was a stream by now."),
    ("p", "“You took your time,” said the old man. “I thought you had gone to York for good.”"),
]
PRICES: list[Block] = [
    ("h1", "Price list"),
    ("p", "Delivery is free above £50."),
    ("t", [("Item", "Price", "Rating"), ("Oak shelf", "£24.50", "Good"), ("Hook", "£3", "")]),
]
POLICY: list[Block] = [
    ("h1", "Home visits policy"),
    ("h2", "1. Purpose"),
    ("p", "1.1 This policy says how visits are made and recorded."),
    ("h2", "2. Staffing"),
    ("p", "2.2 Visits to addresses that are marked red need two members of staff."),
    ("h2", "3. Review"),
    ("p", "3.1 The policy is reviewed every two years."),
]
CODE: list[Block] = [
    ("h1", "scores.py"),
    ("p", "def score(ratings):"),
    ("p", 'points = {"Inadequate": 0, "Good": 2}'),
    ("p", 'return f"Score {total}/21"'),
]
AGENDA: list[Block] = [
    ("h1", "Agenda"),
    ("p", "Staff day on Thursday, 14 November 2024, in the Town Hall, Doncaster"),
    (
        "t",
        [("09:30", "Welcome", ""), ("09:45", "Leadership", "J. Poole"), ("10:30", "Staffing", "")],
    ),
]
CV: list[Block] = [
    ("h1", "Priya Nandakumar"),
    ("h2", "Experience"),
    ("p", "2019–2024 Senior probation officer, Kent, Surrey and Sussex"),
    ("b", "Led a team with a good record"),
    ("h2", "Education"),
    ("p", "BA Criminology, University of Hull, 2014"),
]
PRESS: list[Block] = [
    ("h1", "Inspectors find probation in Northport ‘Inadequate’"),
    ("p", "10 October 2024"),
    ("p", "HM Inspectorate of Probation has published the report of its inspection of probation "
          "services in Northport, and of two other units, Sheffield and North Yorkshire."),
    ("p", "Northport was rated ‘Inadequate’ overall, with a score of 2 out of 21. Leadership was "
          "rated ‘Good’."),
]  # fmt: skip
TEMPLATE: list[Block] = [
    ("h1", "Ratings page"),
    ("p", "[Name of PDU]"),
    ("p", "Fieldwork started [month year]"),
    (
        "t",
        [
            ("Overall rating", "[rating]"),
            ("P 1.1 Leadership", "[Outstanding / Good / Requires improvement / Inadequate]"),
            ("P 1.2 Staffing", ""),
            ("P 1.3 Services", ""),
        ],
    ),
]
DOCUMENTS = {
    "letter": LETTER,
    "minutes": MINUTES,
    "novel": NOVEL,
    "prices": PRICES,
    "policy": POLICY,
    "code": CODE,
    "agenda": AGENDA,
    "cv": CV,
    "press": PRESS,
    "template": TEMPLATE,
}
PUBLISHED = {"letter": "2024-03-12", "press": "2024-10-10"}


def as_text(blocks: Sequence[Block]) -> str:
    marks = {"h1": "# ", "h2": "## ", "b": "- "}
    return "\n\n".join(
        marks.get(kind, "") + content
        if isinstance(content, str)
        else "\n".join("\t".join(row) for row in content)
        for kind, content in blocks
    )


def as_html(blocks: Sequence[Block]) -> str:
    def inner() -> Iterator[str]:
        for kind, content in blocks:
            if isinstance(content, str):
                words = html.escape(content)
                yield f"<ul><li>{words}</li></ul>" if kind == "b" else f"<{kind}>{words}</{kind}>"
            else:
                cells = ("".join(f"<td>{html.escape(c)}</td>" for c in row) for row in content)
                yield f"<table>{''.join(f'<tr>{each}</tr>' for each in cells)}</table>"

    return f"<!DOCTYPE html><html><body>{''.join(inner())}</body></html>"


def write_docx(blocks: Sequence[Block], file: Path) -> None:
    document = docx.Document()
    styles = {"h1": "Title", "h2": "Heading 1", "b": "List Bullet", "p": None}
    for kind, content in blocks:
        if isinstance(content, str):
            document.add_paragraph(content, styles[kind])
            continue
        table = document.add_table(len(content), len(content[0]))
        for i, row in enumerate(content):
            for j, words in enumerate(row):
                table.cell(i, j).text = words
    document.save(str(file))


def read(name: str, ending: str, folder: Path) -> Report:
    file = folder / f"{name}.{ending}"
    blocks = DOCUMENTS[name]
    if ending == "docx":
        write_docx(blocks, file)
    else:
        file.write_text(as_html(blocks) if ending == "html" else as_text(blocks), encoding="utf-8")
    return read_report(file)


@pytest.mark.parametrize("ending", ["txt", "html", "docx"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_is_invented(name: str, ending: str, tmp_path: Path) -> None:
    report = read(name, ending, tmp_path)
    info = report.info
    assert (info.kind, info.subject, info.region, report.scheme) == ("other", "", "", "")
    assert info.published == PUBLISHED.get(name, "")
    stem, _, content = info.id.rpartition("-")
    assert stem and content == report.sha256[:8]
    assert not [fact for fact in report.facts if fact.measure in RATED or fact.standard]
    assert not [passage for passage in report.passages if passage.standard or passage.polarity]
    assert report.passages


@pytest.mark.parametrize("ending", ["txt", "html", "docx"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_words_are_lost(name: str, ending: str, tmp_path: Path) -> None:
    report = read(name, ending, tmp_path)
    said = [*(p.text for p in report.passages), *(w for s in report.sections for w in s.path)]
    kept = " ".join(" ".join([report.info.title, *said]).split())
    for _, content in DOCUMENTS[name]:
        for cell in [content] if isinstance(content, str) else [c for row in content for c in row]:
            assert cell.rstrip(":") in kept


@pytest.mark.parametrize("ending", ["txt", "html", "docx"])
def test_headings_make_the_sections(ending: str, tmp_path: Path) -> None:
    report = read("policy", ending, tmp_path)
    assert [s.path for s in report.sections] == [("1. Purpose",), ("2. Staffing",), ("3. Review",)]
    assert report.info.title == "Home visits policy"


@pytest.mark.parametrize("ending", ["txt", "html", "docx"])
def test_number_of_a_paragraph_is_no_figure_and_an_initial_is_no_item(
    ending: str, tmp_path: Path
) -> None:
    assert "2.2" not in {fact.value for fact in read("policy", ending, tmp_path).facts}
    minutes = read("minutes", ending, tmp_path)
    assert [p.type for p in minutes.passages if p.text == "G. Hale sent apologies."] == [
        "paragraph"
    ]
