"""Libraries of earlier versions of this program, brought up to the tables of today."""

import json
from typing import Any

from sqlalchemy import Connection, inspect, text, update

from index.stores.database import (
    SCHEMA_VERSION,
    get_meta,
    meta,
    metadata,
    put_meta,
    talks,
    turns,
)
from index.stores.seals import seal_all

_WHOLE = "talks_whole"
"""The table of conversations before 5, while it is read."""


def bring_up(connection: Connection) -> None:
    """Bring a library of an earlier version up to this one, all of it or, in an error, nothing.

    1 to 2: `printed`, `ingestions`, `talks`. Files that were read before have no places of words
    until they are read again. 2 to 3: `seals`; what is kept by then is sealed as it is, once: a
    seal that no longer fits tells of damage. 3 to 4: `audit`. 4 to 5: `turns`, a row each; before,
    a conversation was one JSON in `talks`.
    """
    # Two processes may come to do this: whoever writes first does, the other waits and finds it.
    of_version = meta.c.key == "schema_version"
    connection.execute(update(meta).where(of_version).values(value=meta.c.value))
    version = int(get_meta(connection, "schema_version") or 0)
    if version >= SCHEMA_VERSION:
        return
    whole = _set_whole_talks_aside(connection)
    metadata.create_all(connection)
    if whole:
        _part_talks(connection)
    if version < 3:
        seal_all(connection)
    put_meta(connection, "schema_version", str(SCHEMA_VERSION))


def _set_whole_talks_aside(connection: Connection) -> bool:
    """Whether there is a table of whole conversations; it makes way for the one of today."""
    found = inspect(connection)
    if not found.has_table(talks.name):
        return False
    if "data" not in {column["name"] for column in found.get_columns(talks.name)}:
        return False
    for index in found.get_indexes(talks.name):
        connection.execute(text(f"DROP INDEX {index['name']}"))
    connection.execute(text(f"ALTER TABLE {talks.name} RENAME TO {_WHOLE}"))
    return True


def _part_talks(connection: Connection) -> None:
    """Write each conversation turn by turn; one is in memory at a time."""
    for talk_id in list(connection.scalars(text(f"SELECT id FROM {_WHOLE}"))):
        query = text(f"SELECT owner, name, updated, data FROM {_WHOLE} WHERE id = :id")
        owner, name, updated, data = connection.execute(query, {"id": talk_id}).one()
        state, said = _parted(data)
        line = {"id": talk_id, "owner": owner, "name": name, "updated": updated}
        connection.execute(talks.insert().values(**line, words=name.casefold(), state=state))
        for number, turn in enumerate(said):
            words = _words(turn)
            row = {"talk_id": talk_id, "number": number, "data": _json(turn), "words": words}
            connection.execute(turns.insert().values(**row))
    connection.execute(text(f"DROP TABLE {_WHOLE}"))


def _parted(data: str) -> tuple[str, list[dict[str, Any]]]:
    """The state and the turns of a whole conversation.

    What is not of that form stays whole, as the state: it was not readable before, and when it is
    opened it is said not to be.
    """
    try:
        whole = json.loads(data)
        state, said = whole["conversation"], whole["turns"]
        if not all(isinstance(turn, dict) for turn in said):
            return data, []
        return _json(state), said
    except (ValueError, TypeError, KeyError):
        return data, []


def _words(turn: dict[str, Any]) -> str:
    """What version 5 searches a turn by; the models of today may know more of it."""
    answer = turn.get("answer")
    answered = answer.get("text") if isinstance(answer, dict) else turn.get("error")
    return f"{turn.get('question') or ''} {answered or ''}".casefold()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
