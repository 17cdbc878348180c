import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from index.errors import NotInLibrary, StoreError, StoreMismatch
from index.stores import records, search
from index.stores.library import DATABASE, Library, open_library
from index.stores.minilm import PACKAGE
from index.stores.records import Held

pytestmark = pytest.mark.store

OAKHAM, MELTON = "oakham-2024-05", "melton-2023-11"


def test_what_was_added_is_read_back_the_same(library: Library, make_report) -> None:
    report, original = make_report()
    assert library.add([(report, original)]).added == (OAKHAM,)
    stored = library.stored(OAKHAM)
    assert stored.info == report.info
    assert stored.scheme == report.scheme
    assert stored.sections == report.sections
    assert stored.passages == report.passages == library.passages()
    assert stored.facts == report.facts == library.facts()
    assert stored.warnings == report.warnings == library.warnings(OAKHAM)
    assert stored.text == report.text == library.text(OAKHAM)
    assert [source.file for source in stored.sources] == ["oakham.text"]
    assert library.original(report.sha256) == original


def test_reports_and_passages_come_in_order(held: Library) -> None:
    assert [info.id for info in held.reports()] == [MELTON, OAKHAM]
    assert [p.ordinal for p in held.passages([OAKHAM])] == [0, 1, 2, 3, 4]
    assert len(held.passages([MELTON])) == 2
    assert held.passage(f"{MELTON}/1").text.startswith("The court")


@pytest.mark.parametrize(
    "ask",
    [
        lambda library: library.stored("nowhere-2024"),
        lambda library: library.passages(["nowhere-2024"]),
        lambda library: library.passage("nowhere-2024/1"),
        lambda library: library.passage(f"{OAKHAM}/99"),
        lambda library: library.text("nowhere-2024"),
        lambda library: library.search("court", reports=["nowhere-2024"]),
        lambda library: library.remove("nowhere-2024"),
        lambda library: library.original("0" * 64),
    ],
)
def test_unknown_ids_are_refused(held: Library, ask) -> None:
    with pytest.raises(NotInLibrary):
        ask(held)


def test_search_finds_by_meaning(held: Library) -> None:
    found = held.search("sickness absence of employees")
    assert held.passage(found[0].passage).text.startswith("Staff lose twelve days")
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_search_stays_in_the_reports_that_are_named(held: Library) -> None:
    found = held.search("sickness absence of employees", reports=[MELTON])
    assert {one.passage for one in found} == {f"{MELTON}/0", f"{MELTON}/1"}
    assert held.search("sickness", reports=[]) == ()


def test_search_takes_single_passages_of_other_reports(held: Library) -> None:
    found = held.search("sickness absence", reports=[MELTON], also=[f"{OAKHAM}/2"], limit=1)
    assert [one.passage for one in found] == [f"{OAKHAM}/2"]


@pytest.mark.parametrize("query", ["", "   ", "?!", "\x00", "'; DROP TABLE reports; --", "[a AND"])
def test_any_query_is_only_words(held: Library, query: str) -> None:
    held.search(query)
    assert len(held.reports()) == 2


def test_threads_share_a_library(held: Library) -> None:
    queries = ["sickness absence", "waiting room", "women", "cars", "court"] * 4
    with ThreadPoolExecutor(max_workers=6) as pool:
        found = list(pool.map(held.search, queries))
    assert found == [held.search(query) for query in queries]


def test_a_very_long_query_is_cut(held: Library) -> None:
    assert held.search("reception " * 5000)


def test_candidates_of_the_indexes_give_the_ranking_of_all(
    held: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries = ["sickness absence", "waiting room", "women", "cars", "court"]
    everything = [held.search(query) for query in queries]
    filtered = [held.search(query, reports=[OAKHAM]) for query in queries]
    monkeypatch.setattr(search, "EXHAUSTIVE", 0)
    assert [held.search(query) for query in queries] == everything
    assert [held.search(query, reports=[OAKHAM]) for query in queries] == filtered


def test_sentence_scores_prefer_the_sentence_that_answers(library: Library, make_report) -> None:
    line = "The office is near the station. Staff lose twelve days a year to illness. It rains."
    library.add([make_report(lines=[line])])
    ranges = [(0, 31), (32, 73), (74, 83), (83, 83)]
    scores = library.sentence_scores("sick leave of staff", [(f"{OAKHAM}/0", ranges)])[0]
    assert max(range(4), key=scores.__getitem__) == 1
    assert scores[3] == 0.0


def test_nearness_tells_which_word_a_sentence_is_about(library: Library, make_report) -> None:
    line = "Staff lose twelve days a year to illness. The office is near the station."
    library.add([make_report(lines=[line])])
    query = "sickness and trains"
    ranges = [(0, 41), (42, 73), (73, 73)]
    words = [(0, 8), (13, 19)]
    row = library.closeness(query, [(f"{OAKHAM}/0", ranges)], words)[0]
    first, second, nothing = (close.words for close in row)
    assert first[0] > second[0]
    assert second[1] > first[1]
    assert nothing == (0.0, 0.0)


def test_removed_report_leaves_nothing(two: Library) -> None:
    report_id = MELTON
    two.remove(report_id)
    assert [info.id for info in two.reports()] == [OAKHAM]
    assert all(one.passage.startswith(OAKHAM) for one in two.search("court work"))
    assert two.check().repaired == ()


def test_the_order_of_adding_does_not_matter(library: Library, held: Library, make_report) -> None:
    for info in reversed(held.reports()):
        lines = [passage.text for passage in held.passages([info.id])]
        library.add([make_report(info.subject, info.published, lines)])
    assert library.fingerprint() == held.fingerprint()
    assert library.search("court work and cars") == held.search("court work and cars")


def test_fingerprint_changes_with_the_contents(two: Library) -> None:
    before = two.fingerprint()
    two.remove(MELTON)
    assert two.fingerprint() != before


def test_a_second_source_that_another_process_adds_changes_the_fingerprint(
    tmp_path: Path, two: Library, make_report
) -> None:
    before, passages = two.fingerprint(), two.passages()
    other = open_library(tmp_path / "library")
    assert other.add([make_report(format="pdf")]).sources == (OAKHAM,)
    assert two.fingerprint() == other.fingerprint() != before
    assert two.passages() == passages


@pytest.mark.parametrize("formats", [("text", "html", "pdf"), ("pdf", "text", "html")])
def test_whatever_comes_first_the_same_format_is_read_from(
    library: Library, make_report, formats: tuple[str, ...]
) -> None:
    for format in formats:
        library.add([make_report(format=format)])
    (info,) = library.reports()
    sources = library.stored(info.id).sources
    assert info.source == sources[0].file == "oakham.pdf"
    assert sorted(each.format for each in sources) == ["html", "pdf", "text"]
    for source in sources:
        assert library.original(source.sha256)
    again = [library.add([make_report(format=each)]) for each in formats]
    assert [each.unchanged for each in again] == [(info.id,)] * 3


@pytest.mark.parametrize("first", ["html", "pdf"])
def test_the_more_exact_date_of_any_source_is_kept(
    tmp_path: Path, library: Library, make_report, first: str
) -> None:
    dates = {"html": "2024-05-14", "pdf": "2024-05"}
    for format in sorted(dates, key=lambda each: each != first):
        library.add([make_report(format=format, published=dates[format])])
    (info,) = library.reports()
    assert (info.published, info.source) == ("2024-05-14", "oakham.pdf")
    assert {fact.published for fact in library.facts()} == {"2024-05-14"}
    assert library.check().problems == ()


def test_doubts_are_those_of_the_report_as_another_process_left_it(
    tmp_path: Path, two: Library, make_report
) -> None:
    before = two.warnings(OAKHAM)
    report, original = make_report(lines=["One line, where there were five."])
    other = open_library(tmp_path / "library")
    assert other.add([(report, original)]).replaced == (OAKHAM,)
    assert two.warnings_of([OAKHAM, MELTON]) == {
        OAKHAM: report.warnings,
        MELTON: two.warnings(MELTON),
    }
    assert report.warnings != before


def test_adding_many_reports_does_not_read_the_library_for_each(
    two: Library, make_report, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    held_reports = records.held_reports

    def counted(*args: Any) -> dict[str, Held]:
        found = held_reports(*args)
        read.append(len(found))
        return found

    monkeypatch.setattr(records, "held_reports", counted)
    new = [make_report(subject=f"Place {number}") for number in range(6)]
    assert len(two.add([*new, *new]).unchanged) == 6
    assert read == [2, 1, 1, 1, 1, 1, 1]


def test_what_another_process_adds_meanwhile_is_known_when_adding(
    tmp_path: Path, two: Library, make_report
) -> None:
    other = open_library(tmp_path / "library")
    assert two.add([make_report(subject="Uppingham")]).added
    assert other.add([make_report(subject="Seaton"), make_report(format="pdf")]).sources
    assert two.add([make_report(subject="Seaton")]).unchanged
    assert two.add([make_report(format="pdf")]).unchanged


def test_another_process_adding_is_noticed(tmp_path: Path, library: Library, make_report) -> None:
    other = open_library(tmp_path / "library")
    assert other.reports() == ()
    library.add([make_report()])
    assert [info.id for info in other.reports()] == [OAKHAM]
    assert other.search("reception")
    other.close()


def test_a_report_that_fails_halfway_leaves_the_ones_before_it(
    library: Library, make_report
) -> None:
    def reports():
        yield make_report()
        raise RuntimeError("the next file breaks the reader")

    with pytest.raises(RuntimeError):
        library.add(reports())
    assert [info.id for info in library.reports()] == [OAKHAM]
    assert library.check(repair=False).problems == ()


def test_missing_library_is_not_made_unless_asked(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no library"):
        open_library(tmp_path / "none", create=False)
    assert not (tmp_path / "none").exists()


def test_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be made"):
        open_library(tmp_path / "file" / "library")


def test_file_that_is_no_database_says_so(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"not a database, but long enough to look like one " * 50)
    with pytest.raises(StoreError, match="damaged"):
        open_library(tmp_path)


def test_library_of_a_newer_version_is_refused(tmp_path: Path, library: Library) -> None:
    library.close()
    with sqlite3.connect(tmp_path / "library" / DATABASE) as connection:
        connection.execute("UPDATE meta SET value = '999' WHERE key = 'schema_version'")
    connection.close()
    with pytest.raises(StoreError, match="newer version"):
        open_library(tmp_path / "library")


def test_embeddings_are_not_mixed(tmp_path: Path, two: Library, make_report) -> None:
    with_other = open_library(tmp_path / "library", embedding="none")
    assert len(with_other.reports()) == 2
    with pytest.raises(StoreMismatch, match="rebuild --embed"):
        with_other.search("court")
    with pytest.raises(StoreMismatch):
        with_other.add([make_report("Uppingham", "2024-01")])
    with_other.rebuild(embed=True)
    assert with_other.search("court")
    with pytest.raises(StoreMismatch):
        two.search("court")
    with_other.close()


def test_without_weights_words_alone_are_searched_and_that_is_said(
    tmp_path: Path, make_report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.stores.minilm.PACKAGE", f"not_{PACKAGE}")
    library = open_library(tmp_path / "library")
    library.add([make_report()])
    assert library.search("drugs testing")[0].passage == f"{OAKHAM}/4"
    assert library.sentence_scores("drug testing", [(f"{OAKHAM}/4", [(0, 12), (13, 30)])]) == [
        [1.0, 0.0]
    ]
    assert "weights are not installed" in library.search_notes[0]
    assert "weights are not installed" in library.check().notes[0]
    library.close()

    monkeypatch.undo()
    library = open_library(tmp_path / "library")
    assert "5 passages have no vectors" in library.search_notes[0]
    assert "have them now" in library.check().repaired[0]
    assert library.search_notes == ()
    assert library.search("sickness absence of employees")[0].passage == f"{OAKHAM}/2"
    library.close()


def test_changed_original_is_found(tmp_path: Path, library: Library, make_report) -> None:
    library.add([make_report()])
    with sqlite3.connect(tmp_path / "library" / DATABASE) as connection:
        connection.execute("UPDATE sources SET original = x'00'")
    connection.close()
    assert "have changed" in library.check().problems[0]


def test_tokens_of_an_older_version_are_made_again(
    tmp_path: Path, library: Library, make_report
) -> None:
    library.add([make_report()])
    expected = library.search("sickness")
    with sqlite3.connect(tmp_path / "library" / DATABASE) as connection:
        connection.execute("UPDATE token_vectors SET version = 'old'")
    connection.close()
    assert "5 passages" in library.check().repaired[0]
    assert library.search("sickness") == expected
    assert library.check().repaired == ()
