from collections.abc import Callable

from ingest.models import Report

Read = Callable[..., Report]


def test_lists_that_cannot_be_sorted_are_doubted_once_each(
    read_file: Callable[[str], Report],
) -> None:
    report = read_file("headings_of_areas_lost.txt")
    doubts = [warning for warning in report.warnings if warning.kind == "unlabelled"]
    assert [len(doubt.sources) for doubt in doubts] == [3, 1]
    assert "3 points under 1. Organisational delivery › 1.1. Leadership" in doubts[0].message


def test_restored_letters_are_doubted_with_what_the_text_has(
    read_file: Callable[[str], Report],
) -> None:
    report = read_file("ratings_page_that_lost_the_starts_of_its_lines.txt")
    doubts = [warning.message for warning in report.warnings if warning.kind == "restored"]
    assert len(doubts) == 6
    assert any("'tford PDU' is read as 'Testford PDU'" in doubt for doubt in doubts)


def test_a_footnote_that_is_not_there_is_doubted(read: Read) -> None:
    report = read("Background\n\nIt is known.<sup>7</sup>\n")
    (doubt,) = (warning for warning in report.warnings if warning.kind == "footnote_lost")
    assert "footnote 7" in doubt.message
    assert doubt.sources[0].quote == "It is known."


def test_a_whole_report_has_no_such_doubt(read: Read) -> None:
    report = read("Background\n\nIt is known.<sup>1</sup>\n\n<sup>1</sup> A source.\n")
    assert not [w for w in report.warnings if w.kind in ("unlabelled", "restored", "footnote_lost")]
