"""The shapes in which published reports print the same things."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

Choose = Callable[[tuple[Any, ...]], Any]
"""Picks one of several."""

PRODUCERS = ("plain", "markdown", "dense")
"""What made the text: a plain export, one with marks of Markdown, or the lines of a PDF."""

RATINGS = {
    "plain": ("apart", "under", "tab", "colon", "line", "starred", "sheet", "cut sheet"),
    "markdown": ("apart", "headings", "bold", "bold cells", "bars", "tab"),
    "dense": ("line", "under", "tab"),
}
"""How a label and its value stand, by producer. In a sheet number, label and value have cells of
their own, and the place shares a row with the score; in a cut one the first lines lost their
starts.
"""

QUESTIONS = {
    "plain": ("tab", "apart"),
    "markdown": ("tab", "bold questions", "bold lowest", "all bold", "bars"),
    "dense": ("line", "tab", "wrapped"),
}
"""How a key question and its percentage stand, by producer."""

SCORES = ("Score {score}/{most}", "Score {score} out of {most}", "Score: {score}/{most}")
COVERS = ("two lines", "one line", "spelled out")
"""Title and place on two lines or on one; "Probation Delivery Unit" for "PDU"."""
PUBLISHED = ("HM Inspectorate of Probation, {}", "{}", "Published: {}")
REGIONS = ("and", "&", ", and")
"""What stands before the last word of a region with several."""
NOTES = ("", "<sup>{}</sup>", "superscript")
"""The mark of a footnote; "" for a report without any."""
DATES = ("%d/%m/%Y", "%-d %B %Y")
CELLS = ("words", "dots", "lost")
"""Ratings in an annual table: words, dots without their colours, or nothing where a dot was."""
REGION_CELLS = ("brackets", "column")
COUNTS = ("against", "for", "list", "section")
"""The counts of a standard: "… against our planning standard", "… for planning", bullets of one
list, or a sentence in the standard's section that leaves its name out."""


@dataclass(frozen=True)
class Layout:
    """How a report of an inspection is printed."""

    producer: str
    ratings: str
    questions: str
    score: str
    letters: bool
    """A letter before the numbers of standards: "P 1.1", "R 2.4"."""
    items: str
    """Numbers of recommendations: "1. ", "- 1. "."""
    unit_on_cover: bool
    """ "PDU" after the name of the place on the cover and the ratings page."""
    contents: bool
    cover: str
    published: str
    region: str
    notes: str
    running: bool
    """Page numbers and running lines stand between the parts, on the ratings page and in the middle
    of an item."""
    other_names: bool
    """Standards by another of the names that they go by: "Staff" for "Staffing"."""
    prose: bool
    """Ratings are also said in sentences, those of an earlier inspection too."""
    areas: bool
    """False where the headings "Areas for improvement" were lost, and their bullets follow on."""
    capitals: bool
    """ "Requires Improvement"."""
    newline: str


@dataclass(frozen=True)
class AnnualLayout:
    """How an annual report is printed."""

    cells: str
    date: str
    breaks: bool
    """Page breaks between rows: blank lines, and in some rows a column is lost."""
    underlined: bool
    """The last cell of some rows is underlined."""
    bars: bool
    """Bars between the cells, as in Markdown, not tabs."""
    two_heads: bool
    """The domains stand in a row of their own above the columns."""
    region: str
    counts: str
    comma: bool
    """A comma before the last "and" of a list."""


def choose_layout(choose: Choose) -> Layout:
    """A layout whose parts go together."""
    producer = choose(PRODUCERS)
    return Layout(
        producer=producer,
        ratings=choose(RATINGS[producer]),
        questions=choose(QUESTIONS[producer]),
        score=choose(SCORES),
        letters=choose((True, False)),
        items=choose(("{}. ", "- {}. ")),
        unit_on_cover=choose((True, False)),
        contents=choose((True, False)),
        cover=choose(COVERS),
        published=choose(PUBLISHED),
        region=choose(REGIONS),
        notes=choose(NOTES),
        running=choose((False, True)),
        other_names=choose((False, True)),
        prose=choose((False, True)),
        areas=choose((True, True, False)),
        capitals=choose((False, True)),
        newline=choose(("\n", "\r\n")),
    )


def choose_annual_layout(choose: Choose) -> AnnualLayout:
    """A layout of an annual report."""
    return AnnualLayout(
        cells=choose(CELLS),
        date=choose(DATES),
        breaks=choose((True, False)),
        underlined=choose((True, False)),
        bars=choose((False, True)),
        two_heads=choose((False, True)),
        region=choose(REGION_CELLS),
        counts=choose(COUNTS),
        comma=choose((False, True)),
    )


def plain_layout() -> Layout:
    """The commonest layout: label and value on lines of their own."""
    return Layout(
        producer="plain",
        ratings="apart",
        questions="tab",
        score=SCORES[0],
        letters=True,
        items="{}. ",
        unit_on_cover=True,
        contents=True,
        cover=COVERS[0],
        published=PUBLISHED[0],
        region=REGIONS[0],
        notes="",
        running=False,
        other_names=False,
        prose=False,
        areas=True,
        capitals=False,
        newline="\n",
    )


def random_layout(random: Random) -> Layout:
    """Any layout."""
    return choose_layout(random.choice)
