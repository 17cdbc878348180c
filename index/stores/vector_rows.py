"""Vectors of passages to rows and back: they are kept beside the passages, as bytes."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, and_, delete, func, or_, select

from index.stores import database as db
from index.stores.minilm import Embedded

AT_ONCE = 500
"""Ids in one SELECT: SQLite takes 999 variables where it is old."""
LENGTH_OFF = 1e-3
"""By which the length of a sentence vector, 1, may be off for want of precision."""


def insert_vectors(
    connection: Connection, passage_ids: Sequence[str], vectors: Sequence[Embedded]
) -> None:
    """Write the vectors of passages: sentences as float32, tokens as float16."""
    pairs = list(zip(passage_ids, vectors, strict=True))
    sentences = [
        {"passage_id": passage, "vector": one.sentence.astype(np.float32).tobytes()}
        for passage, one in pairs
    ]
    tokens = [
        {
            "passage_id": passage,
            "version": one.version,
            "vectors": one.tokens.astype(np.float16).tobytes(),
            "offsets": one.offsets.astype(np.int32).tobytes(),
        }
        for passage, one in pairs
        if one.version
    ]
    if sentences:
        connection.execute(db.sentence_vectors.insert(), sentences)
    if tokens:
        connection.execute(db.token_vectors.insert(), tokens)


def delete_vectors(connection: Connection, passage_ids: Sequence[str] | None = None) -> None:
    """Forget the vectors of these passages; of all when None."""
    for table in (db.token_vectors, db.sentence_vectors):
        if passage_ids is None:
            connection.execute(delete(table))
        for start in range(0, len(passage_ids or ()), AT_ONCE):
            some = (passage_ids or ())[start : start + AT_ONCE]
            connection.execute(delete(table).where(table.c.passage_id.in_(some)))


def read_vectors(connection: Connection, passage_ids: Collection[str]) -> dict[str, Embedded]:
    """The vectors of passages; a passage without any is not in the result."""
    found: dict[str, Embedded] = {}
    sentences, tokens = db.sentence_vectors, db.token_vectors
    wanted = sorted(passage_ids)
    for start in range(0, len(wanted), AT_ONCE):
        rows = connection.execute(
            select(
                sentences.c.passage_id,
                sentences.c.vector,
                tokens.c.version,
                tokens.c.vectors,
                tokens.c.offsets,
            )
            .join_from(
                sentences, tokens, sentences.c.passage_id == tokens.c.passage_id, isouter=True
            )
            .where(sentences.c.passage_id.in_(wanted[start : start + AT_ONCE]))
        )
        for row in rows:
            found[row.passage_id] = _embedded(row.vector, row.version, row.vectors, row.offsets)
    return found


def read_sentence_vectors(
    connection: Connection, passage_ids: Collection[str]
) -> dict[str, NDArray[np.float32]]:
    """The sentence vectors of passages; a passage without one is not in the result."""
    columns = db.sentence_vectors.c
    found = {}
    wanted = sorted(passage_ids)
    for start in range(0, len(wanted), AT_ONCE):
        some = columns.passage_id.in_(wanted[start : start + AT_ONCE])
        for row in connection.execute(select(columns.passage_id, columns.vector).where(some)):
            found[row.passage_id] = np.frombuffer(row.vector, dtype=np.float32)
    return found


def _embedded(
    sentence: bytes, version: str | None, vectors: bytes | None, offsets: bytes | None
) -> Embedded:
    places = np.frombuffer(offsets or b"", dtype=np.int32).reshape(-1, 2)
    tokens = np.frombuffer(vectors or b"", dtype=np.float16).astype(np.float32)
    return Embedded(
        sentence=np.frombuffer(sentence, dtype=np.float32),
        tokens=tokens.reshape(len(places), -1) if len(places) else tokens.reshape(0, 1),
        offsets=places,
        version=version or "",
    )


def sentence_vector_rows(connection: Connection) -> Iterable[tuple[str, str, bytes]]:
    """Every sentence vector as (passage id, report id, float32 bytes), in order of passage id."""
    sentences, passages = db.sentence_vectors, db.passages
    rows = connection.execute(
        select(passages.c.id, passages.c.report_id, sentences.c.vector)
        .join_from(sentences, passages, sentences.c.passage_id == passages.c.id)
        .order_by(passages.c.id)
    )
    return (tuple(row) for row in rows)


def without_vectors(
    connection: Connection, version: str | None, report_id: str | None = None
) -> set[str]:
    """The passages (of one report, or of all) that lack a sentence vector.

    With a version also those that lack token vectors of it.
    """
    passages, tokens = db.passages, db.token_vectors
    lacking: ColumnElement[bool] = passages.c.id.not_in(select(db.sentence_vectors.c.passage_id))
    if version is not None:
        current = select(tokens.c.passage_id).where(tokens.c.version == version)
        lacking = or_(lacking, passages.c.id.not_in(current))
    if report_id is not None:
        lacking = and_(passages.c.report_id == report_id, lacking)
    return set(connection.scalars(select(passages.c.id).where(lacking)))


def damaged_vectors(connection: Connection) -> set[str]:
    """The passages whose vectors cannot be ones: of another length, or full of nonsense."""
    sentences, tokens = db.sentence_vectors, db.token_vectors
    found: dict[str, int] = {}
    for passage, data in connection.execute(select(sentences.c.passage_id, sentences.c.vector)):
        sound = len(data) % 4 == 0 and abs(_length(data) - 1) < LENGTH_OFF
        found[passage] = len(data) // 4 if sound else 0
    common = Counter(found.values()).most_common(1)[0][0] if found else 0
    damaged = {passage for passage, size in found.items() if size != common or not size}
    query = select(
        tokens.c.passage_id, func.length(tokens.c.vectors), func.length(tokens.c.offsets)
    )
    for passage, size, places in connection.execute(query):
        count, rest = divmod(places, 8)
        if rest or (size % (2 * count) if count else size):
            damaged.add(passage)
    return damaged


def _length(data: bytes) -> float:
    with np.errstate(all="ignore"):
        return float(np.linalg.norm(np.frombuffer(data, dtype=np.float32)))
