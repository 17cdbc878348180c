"""What a connection sees while others write."""

from pathlib import Path

import pytest

from index.stores.database import Database, next_revision, revision, sqlite_url

pytestmark = pytest.mark.store


def test_what_is_read_by_one_connection_is_as_of_one_moment(tmp_path: Path) -> None:
    reader, writer = (Database(sqlite_url(tmp_path / "a.sqlite"), "a") for _ in range(2))
    with reader.reading() as connection:
        before = revision(connection)
        with writer.writing() as other:
            next_revision(other)
        assert revision(connection) == before
    with reader.reading() as connection:
        assert revision(connection) == before + 1
    reader.close()
    writer.close()
