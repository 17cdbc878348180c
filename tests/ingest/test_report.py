"""Generated reports in the shapes of the published ones: what goes in comes out, at its place."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.errors import UnreadableFile
from ingest.facts import read as material
from ingest.locating import locate
from ingest.models import Report
from ingest.readers.text import visible
from ingest.report import read_report
from ingest.schemes import load_schemes

Read = Callable[..., Report]
WORDS = [
    *("the", "staff", "were", "kind", "and", "had", "tea", "with", "people", "on", "probation"),
    *("in", "every", "office", "of", "this", "town", "which", "helped", "them", "to", "plan"),
    *("their", "week", "while", "leaders", "met", "partners", "police", "each", "month"),
]


class Shape(NamedTuple):
    """How one text is laid out."""

    heading: str
    bullet: str
    wrap: int
    gap: str
    page: str
    note: str
    newline: str


class Text(NamedTuple):
    """A generated text and the bullets that went into it."""

    raw: str
    bullets: tuple[tuple[str, str], ...]
    """Polarity and words."""


SENTENCES = st.lists(st.sampled_from(WORDS), min_size=8, max_size=40).map(
    lambda words: " ".join(words).capitalize() + "."
)
SHAPES = st.builds(
    Shape,
    heading=st.sampled_from(["{}", "# {}", "### {}", "**{}**", "## **{}**", "<b>{}</b>"]),
    bullet=st.sampled_from(["- ", "* ", "• ", "•\t", "\uf0b7 ", "– "]),
    wrap=st.sampled_from([0, 60, 90]),
    gap=st.sampled_from(["\n", "\n\n", "\n\n\n \n"]),
    page=st.sampled_from(["", "12", "Inspection of probation services: Testford PDU", "---"]),
    note=st.sampled_from(["<sup>1</sup>", "¹", "[^1]"]),
    newline=st.sampled_from(["\n", "\r\n"]),
)


def wrapped(text: str, width: int) -> str:
    """The text in lines of at most so many characters; 0 leaves it whole."""
    lines, line = [], ""
    for word in text.split():
        if width and line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def cut(text: str, shape: Shape, note: str) -> str:
    """The text with a page break, and what stands there, between two of its words."""
    words = text.split()
    half = len(words) // 2
    between = [shape.page, note] if shape.page else [note]
    middle = "\n\n".join(each for each in between if each)
    return f"{' '.join(words[:half])}\n\n{middle}\n\n{' '.join(words[half:])}"


@st.composite
def texts(draw: st.DrawFn) -> Text:
    shape = draw(SHAPES)
    lists = {
        "strength": draw(st.lists(SENTENCES, min_size=1, max_size=4)),
        "improvement": draw(st.lists(SENTENCES, min_size=1, max_size=4)),
    }
    broken = draw(st.integers(min_value=0, max_value=len(lists["strength"]) - 1))
    definition = "[^1]: A note." if shape.note == "[^1]" else f"{shape.note} A note."
    parts = [
        "An inspection of probation services in:",
        "Testford PDU",
        "The Probation Service – Wales region",
        "HM Inspectorate of Probation, May 2024",
        shape.heading.format("1. Organisational arrangements and activity"),
        shape.heading.format("1.1. Leadership"),
        "Requires improvement",
        f"This unit had a reason to be judged so.{shape.note}",
    ]
    out = "\n\n".join(parts) + "\n\n"
    for polarity, name in (("strength", "Strengths:"), ("improvement", "Areas for improvement:")):
        out += shape.heading.format(name) + "\n\n"
        for i, sentence in enumerate(lists[polarity]):
            item = wrapped(sentence, shape.wrap)
            if polarity == "strength" and i == broken:
                item = cut(sentence, shape, definition)
            out += shape.bullet + item + shape.gap
        out += "\n"
    bullets = tuple((polarity, each) for polarity, items in lists.items() for each in items)
    return Text(out.replace("\n", shape.newline), bullets)


def read(raw: str) -> Report:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "testford.txt"
        file.write_bytes(raw.encode("utf-8"))
        return read_report(file)


def source(report: Report, spans: tuple[tuple[int, int, int | None], ...]) -> str:
    return visible("".join(report.text[start:end] for start, end, _ in spans))


def assert_sources_quote_their_spans(report: Report) -> None:
    sources = [each for fact in report.facts for each in (fact.source, *fact.also)]
    sources += [each for warning in report.warnings for each in warning.sources]
    for each in sources:
        words = source(report, each.spans)
        assert each.quote in (words, words.replace("\t", " "))
        assert (each.start, each.end) == (each.spans[0].start, each.spans[-1].end)


def assert_spans_tell_the_words(report: Report) -> None:
    last = 0
    for passage in report.passages:
        places = [(span.start, span.end) for span in passage.spans]
        flat = [offset for place in places for offset in place]
        assert flat == sorted(flat)
        assert all(0 <= start < end <= len(report.text) for start, end in places)
        assert passage.spans[0].start >= last
        last = passage.spans[0].start
        shown = passage.text if passage.extracted is None else passage.extracted
        assert source(report, passage.spans) == shown


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(texts())
def test_what_went_into_a_text_comes_out_with_its_place(text: Text) -> None:
    report = read(text.raw)
    found = tuple((p.polarity, p.text) for p in report.passages if p.type == "bullet")
    assert found == text.bullets
    assert {p.standard for p in report.passages} == {"leadership"}
    assert [p.type for p in report.passages].count("footnote") == 1
    assert_spans_tell_the_words(report)
    assert_sources_quote_their_spans(report)


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(texts(), st.data())
def test_any_range_of_a_passage_is_located_in_the_source(text: Text, data: st.DataObject) -> None:
    report = read(text.raw)
    passage = data.draw(st.sampled_from(report.passages))
    start = data.draw(st.integers(0, len(passage.text) - 1))
    end = data.draw(st.integers(start + 1, len(passage.text)))
    wanted = " ".join(passage.text[start:end].split())
    if wanted:
        spans = locate(report.text, passage, start, end)
        assert " ".join(source(report, spans).split()) == wanted


@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(texts())
def test_reading_twice_gives_the_same_report(text: Text) -> None:
    assert read(text.raw) == read(text.raw)


LINES = st.lists(
    st.sampled_from(
        [
            *(
                "Strengths:",
                "- a",
                "# B",
                "1. c",
                "1.1 Staff",
                "Ratings",
                "Good",
                "x\ty",
                "| p | q |",
            ),
            *(
                "---",
                "",
                " d e",
                "² note",
                "**F**",
                "Contents",
                "g.",
                "12",
                "Score 3/21",
                "✓ h",
                "•",
            ),
            *(
                "An inspection of probation services in:",
                "Recommendations",
                "We should:",
                "|",
                "\t",
            ),
            *(
                "Key question",
                "Is it?",
                "43%",
                "[i](j)",
                "\ufeff",
                "***",
                "====",
                "X Y",
                "Figure 1: z",
            ),
            *(
                "Testford PDU",
                "\tford PDU Iwork started March 2022\tScore\t7/27",
                "Ove\terall rating\tGood",
                "1.1\tdership\tGood",
                "1. Organisational delivery",
                "In 3 of **9** cases tea was <b>hot</b>. In two of these it was not.",
                "Is the tea of the region\t43%",
                "hot enough?",
            ),
        ]
    ),
    min_size=1,
    max_size=30,
).map("\n".join)


@settings(deadline=None, max_examples=150)
@given(LINES)
def test_any_jumble_of_lines_is_read_and_its_spans_hold(raw: str) -> None:
    try:
        report = read(raw)
    except UnreadableFile:
        assert not raw.strip("\ufeff \t\r\n\f\v")
    else:
        assert_spans_tell_the_words(report)
        assert_sources_quote_their_spans(report)


def test_a_restored_label_stands_in_the_cells_and_the_quotation_is_what_the_file_has(
    read_file: Callable[[str], Report],
) -> None:
    report = read_file("ratings_page_that_lost_the_starts_of_its_lines.txt")
    (overall,) = [fact for fact in report.facts if fact.measure == "overall_rating"]
    assert overall.source.quote == "Ove\terall rating\tRequires improvement"
    assert overall.source.cells == {"Overall rating": "Requires improvement"}
    assert_sources_quote_their_spans(report)


def test_the_id_does_not_depend_on_the_name_of_the_file(tmp_path: Path) -> None:
    for name in ("a.txt", "b.md"):
        (tmp_path / name).write_text("# Beans\n\nThey grow.\n", encoding="utf-8")
    first, second = (read_report(tmp_path / name) for name in ("a.txt", "b.md"))
    assert first.info.id == second.info.id
    assert (first.info.source, second.info.source) == ("a.txt", "b.md")


def test_a_document_without_a_cover_has_no_ratings() -> None:
    report = read("# Notes\n\nStaff were good.\n\nGood\n\n- One thing.\n")
    assert (report.info.kind, report.scheme) == ("other", "")
    assert not [fact for fact in report.facts if fact.measure == "rating"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_long_report_is_read_in_a_blink(newline: str) -> None:
    chapter = "# 1. Organisational delivery\n\n" + "".join(
        f"- Point {n}: {' '.join(WORDS)}.\n" for n in range(200)
    )
    raw = chapter.replace("\n", newline)
    started = time.perf_counter()
    read(raw)
    # A report of this size (40 kB) takes a tenth of this on a laptop.
    assert time.perf_counter() - started < 5


TEA = """Ratings

Score 0/21

2. Service delivery

P 2.2 Planning

Inadequate

2. Service delivery

P 2.2. Planning

Planning should be a joy for everybody who comes to the table.

Key question\tPercentage 'Yes'
Is the planning of tea done together with the person who will
drink it?\t31%
Is the planning of cake\t42%
enough to bring people back for more?
Is the planning of the washing-up fair?\t53%
"""


def test_a_question_on_two_lines_is_one_row_with_one_label(read: Read) -> None:
    facts = [fact for fact in read(TEA).facts if fact.measure == "key_question"]
    assert [(fact.label, fact.number) for fact in facts] == [
        ("Is the planning of tea done together with the person who will drink it?", 31),
        ("Is the planning of cake enough to bring people back for more?", 42),
        ("Is the planning of the washing-up fair?", 53),
    ]
    quote = facts[1].source.quote
    assert quote == "Is the planning of cake\t42% enough to bring people back for more?"


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("mark", ["", "# "])
def test_recommendations_need_no_sentence_before_them(read: Read, gap: str, mark: str) -> None:
    lines = (
        "Testford PDU should:",
        "1. mend the roof",
        "2. paint the door",
        "HMPPS must:",
        "3. pay.",
    )
    report = read(f"{mark}Recommendations\n\n{gap.join(lines)}\n\n{mark}Background\n\nIt rained.\n")
    found = [fact for fact in report.facts if fact.measure == "recommendation"]
    assert [(fact.number, fact.addressee, fact.value) for fact in found] == [
        (1, "Testford PDU", "mend the roof"),
        (2, "Testford PDU", "paint the door"),
        (3, "HMPPS", "pay."),
    ]


BANDS = """Overview

The least of the shares decides, and it decides like this.

Least share of cups that were hot (of all cups)\tRating (tea)
Few: <50%\tInadequate
Some: 50-64%\tRequires improvement
Many: 65–79%\tGood
Nearly all: 80%+\tOutstanding
"""


def test_each_row_of_a_table_of_bands_can_be_cited(read: Read) -> None:
    report = read(BANDS)
    (table,) = [passage for passage in report.passages if passage.rows]
    assert table.rows is not None and table.rows[1] == ("Few: <50%", "Inadequate")
    reading = material(
        report.info, "", load_schemes(), report.sections, report.passages, report.text
    )
    for index, row in enumerate(table.rows):
        cited = reading.row(table, index, dict(zip(table.rows[0], row, strict=True)))
        assert cited.quote == "\t".join(row) == source(report, cited.spans)


REGION = """An inspection of probation services in:

Ruritania region

The Probation Service

HM Inspectorate of Probation, February 2025

Ratings

Ruritania region

Fieldwork started September 2024

Score 13/24

Overall rating

Requires improvement

1. Organisational arrangements and activity

{0}1.1 Leadership

Good

{0}1.2 Staffing

Good

2. Service delivery

{0}2.1 Public protection

Inadequate

{0}2.2 Desistance

Requires improvement

{0}2.3 Court work

Good

{0}2.4 Unpaid work

Outstanding

{0}2.5 Resettlement

Good

{0}2.6 Statutory victim work

Requires improvement

2. Service delivery

{0}2.4. Unpaid work

Unpaid work mends the roofs of the kingdom.

Outstanding

Key question\tPercentage 'Yes'
Is unpaid work delivered safely?\t83%
"""


@pytest.mark.parametrize("letter", ["R ", ""])
def test_a_region_that_no_scheme_lists_is_read_by_the_regional_scheme(
    read: Read, letter: str
) -> None:
    report = read(REGION.format(letter), cover=False)
    assert (report.info.id, report.info.kind) == ("ruritania-2025-02", "region")
    assert (report.info.subject, report.info.region) == ("Ruritania", "Ruritania")
    assert report.scheme == "hmip-regions-2023"
    values = {(fact.measure, fact.standard): fact.value for fact in report.facts}
    assert values["overall_rating", None] == "Requires improvement"
    assert values["score", None] == "13/24"
    assert values["key_question", "unpaid_work"] == "83%"
    ratings = [fact.value for fact in report.facts if fact.measure == "rating"]
    assert len(ratings) == 8
    assert not [warning for warning in report.warnings if warning.kind == "score_sum"]
