"""What `check` finds by itself, and what becomes of it."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from index.errors import StoreError
from index.stores import care, seals
from index.stores.library import DATABASE, Library, open_library
from tests.index.stores.conftest import OTHER_LINES

pytestmark = pytest.mark.store

OAKHAM = "oakham-2024-05"


@pytest.fixture
def copied(tmp_path: Path, held_folder: Path) -> Path:
    """A folder with a library of two reports, to be damaged."""
    return shutil.copytree(held_folder, tmp_path / "copy")


def damage(folder: Path, *statements: str) -> None:
    """Change rows as no program of ours would, past the rules of the tables."""
    connection = sqlite3.connect(folder / DATABASE)
    for statement in statements:
        assert connection.execute(statement).rowcount > 0, statement
    connection.commit()
    connection.close()


def checked(folder: Path):
    library = open_library(folder)
    try:
        return library.check()
    finally:
        library.close()


def test_a_library_in_order_has_nothing_to_say(copied: Path) -> None:
    assert checked(copied).problems == checked(copied).repaired == ()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM facts WHERE id = 'oakham-2024-05/f0'",
        "DELETE FROM passages WHERE id = 'oakham-2024-05/4'",
        "DELETE FROM sections WHERE report_id = 'oakham-2024-05'",
        "DELETE FROM warnings WHERE report_id = 'oakham-2024-05'",
        "DELETE FROM sources WHERE report_id = 'oakham-2024-05'",
        "UPDATE facts SET data = replace(data, 'Good', 'Poor') WHERE report_id = 'oakham-2024-05'",
        "UPDATE passages SET data = substr(data, 1, 50) WHERE id = 'oakham-2024-05/1'",
        "UPDATE reports SET text = text || ' ' WHERE id = 'oakham-2024-05'",
        "DELETE FROM seals WHERE report_id = 'oakham-2024-05'",
    ],
)
def test_rows_that_are_lost_or_changed_are_found_until_the_file_comes_again(
    copied: Path, make_report, statement: str
) -> None:
    damage(copied, statement)
    for _ in range(2):
        problem = checked(copied).problems[0]
        assert problem.startswith(f"{OAKHAM}: rows of this report are missing or have changed.")
    library = open_library(copied)
    result = library.add([make_report()])
    assert result.replaced == (OAKHAM,)
    assert library.check().problems == ()
    assert library.passages([OAKHAM]) == make_report()[0].passages
    assert library.facts([OAKHAM]) == make_report()[0].facts
    library.close()


def test_a_changed_original_is_found_until_its_file_comes_again(copied: Path, make_report) -> None:
    damage(copied, f"UPDATE sources SET original = x'00' WHERE report_id = '{OAKHAM}'")
    for _ in range(2):
        (problem,) = checked(copied).problems
    assert problem.startswith(f"{OAKHAM}: the kept bytes of oakham.text have changed.")
    library = open_library(copied)
    assert library.add([make_report()]).replaced == (OAKHAM,)
    assert library.check().problems == ()
    library.close()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM sentence_vectors WHERE passage_id = 'oakham-2024-05/1'",
        "DELETE FROM token_vectors WHERE passage_id = 'oakham-2024-05/1'",
        "UPDATE sentence_vectors SET vector = x'0000' WHERE passage_id = 'oakham-2024-05/1'",
        "UPDATE sentence_vectors SET vector = zeroblob(1536) WHERE passage_id = 'oakham-2024-05/1'",
        "UPDATE token_vectors SET vectors = x'00' WHERE passage_id = 'oakham-2024-05/1'",
    ],
)
def test_vectors_that_are_lost_or_damaged_are_made_again(
    copied: Path, held: Library, statement: str
) -> None:
    damage(copied, statement)
    result = checked(copied)
    assert result.problems == ()
    assert result.repaired[0].startswith("1 passages had no vectors")
    library = open_library(copied)
    assert library.check().repaired == ()
    assert library.search("sickness absence") == held.search("sickness absence")
    library.close()


def test_rows_of_no_report_are_removed(copied: Path) -> None:
    damage(copied, f"DELETE FROM reports WHERE id = '{OAKHAM}'")
    library = open_library(copied)
    (problem,) = [line for line in library.check(repair=False).problems if "rows" in line]
    assert "belonged to no report" in problem
    assert "belonged to no report; they are removed." in library.check().repaired[0]
    assert library.check() == library.check(repair=False)
    assert library.check().problems == ()
    assert [info.id for info in library.reports()] == ["melton-2023-11"]
    library.close()


@pytest.mark.parametrize("kind", ["lexical", "vectors"])
def test_an_index_with_one_file_cut_short_is_built_again(copied: Path, kind: str) -> None:
    (build,) = (copied / "indexes").glob(f"{kind}-*")
    files = [path for path in build.rglob("*") if path.suffix in (".store", ".pos", ".bin")]
    cut = max(files, key=lambda path: path.stat().st_size)
    cut.write_bytes(cut.read_bytes()[: cut.stat().st_size // 2])
    result = checked(copied)
    assert result.problems == ()
    assert [kind in line for line in result.repaired] == [True]
    assert checked(copied).repaired == ()


def test_what_a_killed_process_leaves_is_swept(copied: Path) -> None:
    left = [copied / "indexes" / "vectors-123456789abc", copied / "indexes" / "lexical-left"]
    for folder in left:
        folder.mkdir()
        (folder / "half").write_text("half")
    (copied / "indexes" / "file").write_text("left")
    assert checked(copied).problems == ()
    assert len(list((copied / "indexes").iterdir())) == 2


def test_a_log_that_was_left_behind_is_taken_in(tmp_path: Path, copied: Path, make_report) -> None:
    library = open_library(copied)
    library.add([make_report("Uppingham", "2024-06")])
    # As a killed process leaves it: the last transactions stand in the log alone.
    left = shutil.copytree(copied, tmp_path / "left")
    library.close()
    assert (left / f"{DATABASE}-wal").stat().st_size > 0
    assert checked(left).problems == ()
    again = open_library(left)
    assert "uppingham-2024-06" in [info.id for info in again.reports()]
    again.close()


@pytest.mark.parametrize("share", [0.05, 0.5, 0.9])
def test_a_database_that_was_cut_short_is_said_to_be_damaged(copied: Path, share: float) -> None:
    path = copied / DATABASE
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    try:
        found = " ".join(checked(copied).problems)
    except StoreError as error:
        found = str(error)
    assert "damaged" in found
    assert "ingest the reports again" in found.replace("\n", " ")


def test_a_library_that_was_kept_before_there_were_seals_is_sealed_as_it_is(copied: Path) -> None:
    damage(copied, "UPDATE meta SET value = '2' WHERE key = 'schema_version'")
    connection = sqlite3.connect(copied / DATABASE)
    connection.execute("DROP TABLE seals")
    connection.close()
    assert checked(copied).problems == ()
    damage(copied, "DELETE FROM facts WHERE id = 'oakham-2024-05/f0'")
    assert len(checked(copied).problems) == 1


def test_a_report_that_comes_anew_while_it_is_checked_is_no_damaged_one(
    copied: Path, make_report, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, other = open_library(copied), open_library(copied)
    digest, waiting = seals._digest, [make_report(lines=(*OTHER_LINES, "A third line."))]

    def slowly(connection, report_id):
        if waiting and report_id == OAKHAM:
            monkeypatch.setattr(seals, "_digest", digest)
            assert other.add([waiting.pop()]).replaced == (OAKHAM,)
            monkeypatch.setattr(seals, "_digest", slowly)
        return digest(connection, report_id)

    monkeypatch.setattr(seals, "_digest", slowly)
    assert not library.check().problems
    assert not waiting
    assert not library.check().problems
    library.close()
    other.close()


def test_a_damaged_report_that_comes_again_while_it_is_checked_is_trusted_again(
    copied: Path, make_report, monkeypatch: pytest.MonkeyPatch
) -> None:
    damage(copied, "DELETE FROM facts WHERE id = 'oakham-2024-05/f0'")
    library, other = open_library(copied), open_library(copied)
    library.check()
    found = care.broken_seals

    def then_mended(connection):
        broken = list(found(connection))
        monkeypatch.setattr(care, "broken_seals", found)
        assert other.add([make_report()]).replaced == (OAKHAM,)
        return broken

    monkeypatch.setattr(care, "broken_seals", then_mended)
    assert OAKHAM in " ".join(library.check().problems)
    assert not library.check().problems
    library.close()
    other.close()


def test_a_further_source_does_not_vouch_for_rows_that_are_damaged(
    copied: Path, make_report
) -> None:
    library = open_library(copied)
    library.add([make_report(format="pdf")])
    library.close()
    damage(copied, "DELETE FROM passages WHERE id = 'oakham-2024-05/4'")
    library = open_library(copied)
    assert library.add([make_report(format="html")]).sources == (OAKHAM,)
    assert OAKHAM in " ".join(library.check(repair=False).problems)
    library.close()


def test_vectors_of_an_older_version_do_not_serve_a_newer_reading(
    copied: Path, make_report
) -> None:
    damage(copied, "UPDATE token_vectors SET version = 'old'")
    library = open_library(copied)
    assert library.add([make_report(reader_version="2")]).replaced == (OAKHAM,)
    (problem,) = library.check(repair=False).problems
    assert problem.startswith("2 passages have no vectors")  # those of the other report
    library.close()


def test_a_lexical_index_with_one_byte_altered_is_built_again(copied: Path) -> None:
    (build,) = (copied / "indexes").glob("lexical-*")
    path = max(build.glob("*.pos"), key=lambda each: each.stat().st_size)
    data = bytearray(path.read_bytes())
    data[0] ^= 1  # which opening and searching it do not notice
    path.write_bytes(data)
    result = checked(copied)
    assert ["lexical" in line for line in result.repaired] == [True]
    assert checked(copied).repaired == ()
