from collections.abc import Callable

import pytest

from ingest.locating import locate
from ingest.models import Passage, Report
from ingest.readers.text import visible

Read = Callable[..., Report]


def body(report: Report) -> list[Passage]:
    return [passage for passage in report.passages if passage.section != ("Foreword",)]


def kinds(report: Report) -> list[tuple[str, str]]:
    return [(passage.type, passage.text) for passage in body(report)]


def test_every_sort_of_block_is_told_from_the_others(read: Read) -> None:
    text = (
        "Background\n\nA paragraph about the town.¹\n\n“A longer thing that somebody said.”\n\n"
        "*‘And another long thing that they said.’*\n\n- a bullet\n\n2) a number\n\nb) a letter\n\n"
        "Figure 3: A picture\n\nNR = Not rated\n\n¹ A source of 2024.\n\nA\tB\n1\t2\n"
    )
    assert kinds(read(text)) == [
        ("paragraph", "A paragraph about the town."),
        ("quote", "“A longer thing that somebody said.”"),
        ("quote", "‘And another long thing that they said.’"),
        ("bullet", "a bullet"),
        ("numbered", "a number"),
        ("numbered", "a letter"),
        ("caption", "Figure 3: A picture"),
        ("caption", "NR = Not rated"),
        ("footnote", "A source of 2024."),
        ("table", "A\tB 1\t2"),
    ]


def test_numbers_are_kept_as_printed(read: Read) -> None:
    report = read("Background\n\n- 11. eleven\n\nc) see\n\n<sup>4</sup> A note.\n")
    assert [passage.number for passage in body(report)] == ["11", "c", "4"]


def test_ids_follow_the_order_of_reading_and_have_four_digits(read: Read) -> None:
    report = read("Background\n\nOne here.\n\nTwo here.\n")
    ordinals = [passage.ordinal for passage in report.passages]
    assert ordinals == sorted(set(ordinals))
    assert [p.id for p in report.passages] == [f"testford-2024-05/{n:04d}" for n in ordinals]


@pytest.mark.parametrize(
    "heads",
    [
        ("Strengths:", "Areas for improvement:"),
        ("### Strengths", "#### **Areas for improvement**"),
        ("**Strengths:**", "Area for improvement:"),
        ("Key strengths", "Areas for development"),
    ],
)
def test_a_list_has_the_polarity_of_its_heading(read: Read, heads: tuple[str, str]) -> None:
    text = f"1.1. Leadership\n\n{heads[0]}\n\n- good\n\n{heads[1]}\n\n- bad\n"
    assert [passage.polarity for passage in body(read(text))] == ["strength", "improvement"]


def test_strengths_without_areas_beside_them_are_unlabelled(
    read_file: Callable[[str], Report],
) -> None:
    report = read_file("headings_of_areas_lost.txt")
    found = {p.text: p.polarity for p in report.passages if p.type == "bullet"}
    assert found == {
        "The building was warm and the kettle worked well.": "unlabelled",
        "Nobody had read the delivery plan, which meant that nobody followed it.": "unlabelled",
        "Oversight was weak.": "unlabelled",
        "Staff were cheerful.": "strength",
        "Cakes were few.": "improvement",
        "Buses ran often.": "unlabelled",
        "Releases were planned.": "strength",
        "Letters came late.": "improvement",
    }


def test_a_list_that_no_heading_sorts_has_no_polarity(read: Read) -> None:
    text = "2.1. Assessment\n\nInadequate\n\n- It was weak.\n"
    assert [passage.polarity for passage in body(read(text))] == [None, None]


def test_ticks_and_crosses_sort(read: Read) -> None:
    report = read("Key findings\n\n✓ Good tea\n\nX Bad cake\n\nSomething without its mark\n")
    assert [(p.type, p.polarity) for p in body(report)] == [
        ("bullet", "strength"),
        ("bullet", "improvement"),
        ("bullet", "unlabelled"),
    ]


def test_a_bullet_that_lost_its_mark_is_a_bullet_under_a_heading_that_sorts(read: Read) -> None:
    text = (
        "1.1. Leadership\n\nStrengths:\n\n The kettle worked.\n\nAreas for improvement:\n\n"
        " The roof leaked on most days. One person said:\n\n“It drips into my tea all day.”\n\n"
        " The door stuck.\n"
    )
    assert [p.type for p in body(read(text))] == ["bullet", "bullet", "quote", "bullet"]


def test_footnotes_are_tied_to_what_points_to_them(read: Read) -> None:
    text = (
        "Background\n\nOne<sup>1</sup> and two.²\n\n<sup>1</sup> First.\n\n² Second.\n\n"
        "Three³ here.\n\n3 Third source, 2024.\n"
    )
    report = read(text)
    assert [(p.type, p.number, p.footnotes) for p in body(report)] == [
        ("paragraph", None, (1, 2)),
        ("footnote", "1", ()),
        ("footnote", "2", ()),
        ("paragraph", None, (3,)),
        ("footnote", "3", ()),
    ]


def test_a_mark_of_plain_digits_is_no_word_and_points_to_its_footnote(read: Read) -> None:
    text = "Background\n\nOur rating7 for the town was\nmade in 2024.\n\n7 The town has a wall.\n"
    report = read(text)
    paragraph, note = body(report)
    assert paragraph.text == "Our rating for the town was made in 2024."
    assert paragraph.footnotes == (7,)
    assert (note.type, note.number, note.text) == ("footnote", "7", "The town has a wall.")
    raw = "".join(report.text[span.start : span.end] for span in paragraph.spans)
    assert visible(raw) == paragraph.text


def test_a_sentence_that_begins_with_a_number_is_no_footnote(read: Read) -> None:
    assert kinds(read("Background\n\n28 staff answered our survey.\n"))[0][0] == "paragraph"


def test_a_table_that_the_page_broke_keeps_its_columns(
    read_file: Callable[[str], Report],
) -> None:
    report = read_file("table_rows_that_lost_a_column.txt")
    first, second = (p for p in report.passages if p.type == "table")
    assert first.rows is not None
    assert second.rows is not None
    assert first.rows[0][2:4] == ("Published", "Composite score (out of 21)")
    rows = [*first.rows[1:], *second.rows]
    assert [(row[0].split(" PDU")[0], row[2], row[3], row[-1]) for row in rows] == [
        ("Alphaton", "24/10/2024", "6", "Report"),
        ("Betaville", "18/07/2024", "5", "Report"),
        ("Gammaham & Deltaby", "19/12/2024", "3", "Report"),
        ("Epsilon", "01/08/2024", "4", "Report"),
    ]


def test_a_table_with_bars_and_its_rule_is_one(read: Read) -> None:
    text = "Background\n\n| Key question | % |\n|---|--:|\n| Is it good? | **43%** |\n"
    (table,) = body(read(text))
    assert table.rows == (("Key question", "%"), ("Is it good?", "43%"))
    assert table.text == "Key question\t%\tIs it good?\t43%"


def test_a_table_in_html_is_one_and_an_empty_cell_keeps_its_place(read: Read) -> None:
    text = (
        "Background\n\nWe put two questions here: <table><thead><tr><th>Question</th><th>%</th>"
        "</tr></thead>\n"
        '<tr><td>Good?</td><td></td></tr>\n\n<tr><td class="x">Safe?</td><td><b>9%</b></td></tr>'
        "</table>\n\nIt goes on here.\n"
    )
    report = read(text)
    see, table, after = body(report)
    assert (see.text, after.text) == ("We put two questions here:", "It goes on here.")
    assert table.rows == (("Question", "%"), ("Good?", ""), ("Safe?", "9%"))
    raw = "".join(report.text[span.start : span.end] for span in table.spans)
    assert visible(raw) == table.text


def test_questions_with_their_answers_on_lines_of_their_own_are_a_table(read: Read) -> None:
    text = (
        "2.1. Assessment\n\nKey question\n\nPercentage 'Yes'\n\nIs it good for them?\n\n43%\n\n"
        "Is it safe for others?\n\n9%\n\nThe rest was prose.\n"
    )
    table, prose = body(read(text))
    assert table.type == "table"
    assert table.rows == (
        ("Key question", "Percentage 'Yes'"),
        ("Is it good for them?", "43%"),
        ("Is it safe for others?", "9%"),
    )
    assert prose.text == "The rest was prose."


def test_a_range_of_the_words_is_located_without_the_markup_around_it(read: Read) -> None:
    text = "Background\n\nIt was **very\n good**<sup>1</sup> in [the town](https://x.org/a).\n"
    report = read(text)
    (passage,) = body(report)
    for words in ("very good", "good in the", "town.", "the town", "It was very"):
        start = passage.text.index(words)
        spans = locate(report.text, passage, start, start + len(words))
        assert visible("".join(report.text[s.start : s.end] for s in spans)) == words


def test_a_passage_with_restored_letters_is_located_as_a_whole(
    read_file: Callable[[str], Report],
) -> None:
    report = read_file("ratings_page_that_lost_the_starts_of_its_lines.txt")
    passage = next(p for p in report.passages if p.extracted)
    assert locate(report.text, passage, 0, 5) == passage.spans


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (0, 9999)])
def test_a_range_outside_the_words_is_refused(read: Read, start: int, end: int) -> None:
    report = read("Background\n\nA town by the sea.\n")
    with pytest.raises(ValueError, match="is not a range"):
        locate(report.text, body(report)[0], start, end)
