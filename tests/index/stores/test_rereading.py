"""The kept files are read again by the readers of today; what cannot be stays as it was."""

import sqlite3
from pathlib import Path

import pytest

from index.stores.library import DATABASE, Library
from ingest.errors import UnreadableFile

pytestmark = pytest.mark.store

OAKHAM, MELTON = "oakham-2024-05", "melton-2023-11"


@pytest.fixture
def read(make_report):
    """A reader of today: it reads the kept bytes, and more out of them where it is told to."""

    def reading(version: str = "1", added: str = "", fails: str = ""):
        def read(path: Path):
            data = path.read_bytes()
            if fails and path.name.startswith(fails):
                raise UnreadableFile(path, "is of a kind that is no longer read")
            if path.name.startswith("other"):
                raise ZeroDivisionError
            text = data.decode().removesuffix(path.suffix[1:])
            subject, *lines = text.split("\n\n")
            published = {"Oakham": "2024-05", "Melton": "2023-11"}[subject]
            format = path.suffix[1:]
            report, _ = make_report(subject, published, lines, format=format)
            warnings = report.warnings * (2 if added else 1)
            return report.model_copy(update={"reader_version": version, "warnings": warnings}), data

        return read

    return reading


def test_files_that_read_the_same_change_nothing(two: Library, read) -> None:
    before, stored = two.fingerprint(), two.stored(OAKHAM)
    told: list[str] = []
    result = two.reread(read(), told.append)
    assert result.unchanged == (MELTON, OAKHAM)
    assert (result.replaced, result.stay) == ((), ())
    assert told == ["melton.text", "oakham.text"]
    assert (two.fingerprint(), two.stored(OAKHAM)) == (before, stored)


def test_what_a_better_reader_reads_takes_the_place_of_the_earlier_reading(
    two: Library, read
) -> None:
    result = two.reread(read("2", added="a doubt"))
    assert result.replaced == (MELTON, OAKHAM)
    assert [len(two.warnings(each)) for each in (OAKHAM, MELTON)] == [2, 2]
    assert two.stored(OAKHAM).reader_version == "2"
    assert two.check().problems == two.check().repaired == ()
    assert two.search("sickness absence")


def test_a_file_that_can_no_longer_be_read_stays_as_it_was_and_is_named(two: Library, read) -> None:
    stored = two.stored(OAKHAM)
    result = two.reread(read("2", added="a doubt", fails="oakham"))
    assert result.replaced == (MELTON,)
    ((one),) = result.stay
    assert (one.report, one.file) == (OAKHAM, "oakham.text")
    assert one.reason == "is of a kind that is no longer read"
    assert two.stored(OAKHAM) == stored


def test_further_sources_are_read_again_as_well(two: Library, read, make_report) -> None:
    two.add([make_report(format="pdf")])
    # The one that is read from comes first.
    assert [source.format for source in two.stored(OAKHAM).sources] == ["pdf", "text"]
    result = two.reread(read("2"))
    assert result.replaced == (MELTON, OAKHAM)
    assert [source.format for source in two.stored(OAKHAM).sources] == ["pdf", "text"]
    assert two.reread(read("2")).unchanged == (MELTON, OAKHAM)
    assert two.check().problems == ()


def test_rows_that_were_lost_are_read_again(tmp_path: Path, two: Library, read) -> None:
    facts = two.facts([OAKHAM])
    with sqlite3.connect(tmp_path / "library" / DATABASE) as connection:
        connection.execute("DELETE FROM facts WHERE report_id = ?", (OAKHAM,))
    connection.close()
    assert len(two.check().problems) == 1
    assert two.reread(read()).replaced == (OAKHAM,)
    assert two.facts([OAKHAM]) == facts
    assert two.check().problems == ()


def test_bytes_that_have_changed_are_not_read_again(tmp_path: Path, two: Library, read) -> None:
    with sqlite3.connect(tmp_path / "library" / DATABASE) as connection:
        changed = "UPDATE sources SET original = CAST(original || 'x' AS BLOB) WHERE report_id = ?"
        connection.execute(changed, (OAKHAM,))
    connection.close()
    (one,) = two.reread(read()).stay
    assert one.reason == "its kept bytes have changed; ingest it again"


def test_a_bug_on_one_file_is_told_of_that_file(two: Library, read, make_report) -> None:
    two.add([make_report("Other", "2024-01")])
    result = two.reread(read())
    assert result.unchanged == (MELTON, OAKHAM)
    assert [one.reason for one in result.stay] == ["the program failed on it; its log says where"]


def test_where_a_page_was_fetched_from_is_kept(two: Library, read, make_report) -> None:
    report, original = make_report()
    url = "https://www.example.org/oakham"
    report = report.model_copy(update={"info": report.info.model_copy(update={"url": url})})
    two.remove(OAKHAM)
    two.add([(report, original)])
    assert two.reread(read("2", added="a doubt")).replaced == (MELTON, OAKHAM)
    assert {info.id: info.url for info in two.reports()} == {MELTON: None, OAKHAM: url}
