"""The audit log and what is kept of one person, in a real library."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from index.models import Answer, Citation
from index.stores import audit_rows
from index.stores.audit_rows import Audited, audited
from index.stores.library import DATABASE, Library, open_library
from index.stores.saved import Said, Talk
from index.stores.talks import Feedback
from ingest.models import ReportInfo

pytestmark = pytest.mark.store

ANN, BEN = "https://id.example#ann", "https://id.example#ben"
WORDS = "Marmalade was rationed at the quay"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = open_library(tmp_path, embedding="none")
    yield opened
    opened.close()


def entry(person: str = ANN, question: str = "How was staffing?") -> Audited:
    return Audited(person=person, question=question, status="answered", answer="It was good. [1]")


def age(folder: Path, days: int) -> None:
    """Let every entry have been written this many days ago."""
    then = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
    with sqlite3.connect(folder / DATABASE) as connection:
        connection.execute("UPDATE audit SET at = ?", (then,))
    connection.close()


def cited(number: int, passage: str) -> Citation:
    info = ReportInfo(
        id="oakham-2024-05",
        title="Oakham",
        kind="pdu",
        subject="Oakham",
        region="",
        published="2024-05",
        edition="published",
        source="oakham.txt",
    )
    return Citation(
        id=number,
        kind="passage",
        report=info,
        passage=passage,
        section=(),
        standard=None,
        page=None,
        quote="x",
        start=0,
        end=1,
        spans=(),
    )


def test_an_entry_names_each_cited_report_and_passage_once() -> None:
    answer = Answer(
        question="How?",
        standalone_question="How?",
        status="answered",
        text="So. [1][2][3]",
        statements=(),
        facts=(),
        citations=(cited(1, "oakham-2024-05/1"), cited(2, "oakham-2024-05/1"), cited(3, "o/2")),
    )
    kept = audited(ANN, "How [case number removed]?", answer, filtered="2024")
    assert kept.reports == ("oakham-2024-05",)
    assert kept.passages == ("oakham-2024-05/1", "o/2")
    assert (kept.question, kept.status, kept.answer, kept.filtered) == (
        "How [case number removed]?",
        "answered",
        "So. [1][2][3]",
        "2024",
    )


def test_a_question_that_ended_in_an_error_is_kept_with_it() -> None:
    kept = audited(ANN, "?", None, "Ask something.")
    assert (kept.status, kept.answer, kept.reports) == ("error", "Ask something.", ())


def test_entries_are_read_in_order_by_person_and_by_time(library: Library) -> None:
    library.keep_audit(entry(ANN, "First?"))
    library.keep_audit(entry(BEN, "Second?"))
    assert [each.question for each in library.audit()] == ["First?", "Second?"]
    assert [each.question for each in library.audit(person=BEN)] == ["Second?"]
    assert library.audit(since="2999-01-01") == ()
    assert library.audit()[0].at[:4].isdigit()


def test_only_what_is_older_than_its_days_goes(library: Library, tmp_path: Path) -> None:
    library.keep_audit(entry(question="Old?"))
    age(tmp_path, 91)
    library.keep_audit(entry(question="New?"))
    assert library.purge_audit(92) == 0
    assert library.purge_audit(90) == 1
    assert [each.question for each in library.audit()] == ["New?"]
    assert library.purge_audit(0) == 1
    assert library.audit() == ()


def test_forgetting_takes_one_person_out_and_nobody_else(library: Library, tmp_path: Path) -> None:
    for person, talk in ((ANN, "a1"), (ANN, "a2"), (BEN, "b1")):
        said = (Said(question=f"{WORDS} {talk}", error="No."),)
        library.keep_turns(Talk(id=talk, owner=person, name=f"{WORDS} {talk}"), said)
        library.keep_feedback(
            Feedback(conversation=talk, question="How?", answer="{}", verdict="good")
        )
        library.keep_audit(entry(person, f"{WORDS} {talk}"))
    gone = library.forget(ANN)
    assert (gone.talks, gone.feedback, gone.audit) == (2, 2, 2)
    assert library.talks(ANN) == ()
    assert library.turns("a1", ANN) == ()
    assert [line.id for line in library.talks(BEN)] == ["b1"]
    assert len(library.turns("b1", BEN)) == 1
    assert [each.person for each in library.audit()] == [BEN]
    assert [each.conversation for each in library.feedback()] == [None, None, "b1"]
    assert library.forget(ANN) == type(gone)()


def test_what_was_forgotten_is_not_left_in_the_file(tmp_path: Path) -> None:
    library = open_library(tmp_path, embedding="none")
    said = (Said(question=WORDS, error="No."),) * 50
    library.keep_turns(Talk(id="a", owner=ANN, name=WORDS), said)
    library.keep_audit(entry(ANN, WORDS))
    library.forget(ANN)
    left = b"".join(path.read_bytes() for path in tmp_path.glob(f"{DATABASE}*"))
    library.close()
    assert b"Marmalade" not in left
    assert b"marmalade" not in left


def test_a_library_from_before_the_log_gains_it_and_keeps_its_seals(tmp_path: Path) -> None:
    open_library(tmp_path, embedding="none").close()
    with sqlite3.connect(tmp_path / DATABASE) as connection:
        connection.execute("DROP TABLE audit")
        connection.execute("UPDATE meta SET value = '3' WHERE key = 'schema_version'")
    connection.close()
    library = open_library(tmp_path, embedding="none")
    library.keep_audit(entry())
    assert len(library.audit()) == 1
    library.close()


def test_feedback_leads_nowhere_once_its_conversation_is_deleted(library: Library) -> None:
    for person, talk in ((ANN, "a1"), (BEN, "b1")):
        library.keep_turns(Talk(id=talk, owner=person, name="n"))
        library.keep_feedback(
            Feedback(conversation=talk, question="How?", answer="{}", verdict="good")
        )
    library.delete_talk("a1", BEN)
    assert [each.conversation for each in library.feedback()] == ["a1", "b1"]
    library.delete_talk("a1", ANN)
    assert [each.conversation for each in library.feedback()] == [None, "b1"]


def test_what_is_just_as_old_as_its_days_stays(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

    def now(moment: datetime) -> None:
        monkeypatch.setattr(audit_rows, "datetime", SimpleNamespace(now=lambda _zone: moment))

    now(written)
    library.keep_audit(entry())
    now(written + timedelta(days=90))
    assert library.purge_audit(90) == 0
    now(written + timedelta(days=90, seconds=1))
    assert library.purge_audit(90) == 1
