"""The vector index: Chroma through LlamaIndex, embedded, one folder per build.

It only proposes candidates: its graph differs a little from build to build, so that the library
scores what it proposes again, exactly, from the vectors in SQL.
"""

import hashlib
import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from llama_index.vector_stores.chroma import ChromaVectorStore

COLLECTION = "passages"
AT_ONCE = 1000
"""Rows in one call: Chroma takes 5,461 at most."""
LEAST_KEPT = 0.5
"""Share of a build that must still hold for it to be worth copying."""
SETTINGS = {
    "hnsw": {
        "space": "cosine",
        "max_neighbors": 32,
        "ef_construction": 200,
        "ef_search": 2000,
        "num_threads": 1,
    }
}
"""Wider than Chroma's own (16, 100, 100). Of 80 searches for the nearest 200 among 17,493, asked
for 1,000, all were complete; with ef_search 1,000 it was 73. A search takes 5 ms either way."""

VectorRow = tuple[str, str, bytes]
"""Passage id, report id, float32 bytes."""


def build_vectors(folder: Path, rows: Iterable[VectorRow], base: Path | None = None) -> None:
    """Write an index of these rows into a new folder.

    `base` is an earlier build: where most of it still holds it is copied and brought up to date,
    which saves inserting every vector again (1,000 a second). Whatever is wrong with it shows as an
    exception or as a wrong count, here or when the build is opened.
    """
    wanted = {row[0]: row for row in rows}
    if base is not None and _brought_up_to_date(folder, wanted, base):
        return
    folder.mkdir(parents=True)
    with _client(folder) as client:
        collection = client.create_collection(
            COLLECTION, configuration=SETTINGS, embedding_function=None
        )
        _insert(collection, wanted.values())


def _brought_up_to_date(folder: Path, wanted: dict[str, VectorRow], base: Path) -> bool:
    """Whether a copy of `base` could be made to hold what is wanted, at less cost than anew."""
    shutil.copytree(base, folder)
    with _client(folder) as client:
        collection = client.get_collection(COLLECTION, embedding_function=None)
        held = dict(_digests(collection))
        kept = {name for name, row in wanted.items() if held.get(name) == _digest(row)}
        if len(kept) >= max(len(held), len(wanted)) * LEAST_KEPT:
            _delete(collection, sorted(held.keys() - kept))
            _insert(collection, [row for name, row in wanted.items() if name not in kept])
            return bool(collection.count() == len(wanted))
    shutil.rmtree(folder)
    return False


class VectorIndex:
    """A built index, open for searching. Whatever Chroma raises means that it is damaged."""

    def __init__(self, folder: Path) -> None:
        self._client = _connect(folder)
        self._collection = self._client.get_collection(COLLECTION, embedding_function=None)
        self._store = _store(self._collection)

    def count(self) -> int:
        """How many passages it holds."""
        return int(self._collection.count())

    def ids(self) -> Iterator[str]:
        """The passages that it holds, in no order; read by pages, for a check in depth."""
        return (passage for passage, _ in _digests(self._collection))

    def search(
        self,
        vector: "np.ndarray[Any, np.dtype[np.float32]]",
        reports: Collection[str] | None,
        limit: int,
    ) -> list[str]:
        """Passage ids near a vector, nearest first, by approximation."""
        from llama_index.core.vector_stores.types import (
            FilterOperator,
            MetadataFilter,
            MetadataFilters,
            VectorStoreQuery,
        )

        filters = None
        if reports is not None:
            among = MetadataFilter(key="report", value=sorted(reports), operator=FilterOperator.IN)
            filters = MetadataFilters(filters=[among])
        query = VectorStoreQuery(
            query_embedding=[float(x) for x in vector], similarity_top_k=limit, filters=filters
        )
        return list(self._store.query(query).ids or [])

    def probe(self) -> None:
        """Search once, so that a damaged graph shows; `count` reads Chroma's own tables alone."""
        some = self._collection.get(limit=1, include=["embeddings"])
        if len(some["ids"]) and not self.search(some["embeddings"][0], None, 1):
            raise ValueError("the vector index finds nothing")

    def close(self) -> None:
        """Let go of the folder."""
        self._client.close()


def _connect(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(
        path=str(folder), settings=Settings(anonymized_telemetry=False)
    )


@contextmanager
def _client(folder: Path) -> Iterator[Any]:
    client = _connect(folder)
    try:
        yield client
    finally:
        client.close()


def _insert(collection: Any, rows: Iterable[VectorRow]) -> None:
    store = _store(collection)
    for batch in _batches(rows):
        store.add(_nodes(batch))


def _delete(collection: Any, passages: list[str]) -> None:
    store = _store(collection)
    for start in range(0, len(passages), AT_ONCE):
        store.delete_nodes(passages[start : start + AT_ONCE])


def _digests(collection: Any) -> Iterator[tuple[str, str]]:
    """(passage id, digest of its row) of everything that a collection holds, page by page."""
    for offset in range(0, collection.count(), AT_ONCE):
        page = collection.get(limit=AT_ONCE, offset=offset, include=["metadatas"])
        for passage, metadata in zip(page["ids"], page["metadatas"], strict=True):
            yield passage, str(metadata["digest"])


def _digest(row: VectorRow) -> str:
    """What tells two vectors of one passage apart."""
    return hashlib.sha256(row[2]).hexdigest()[:16]


def _store(collection: Any) -> "ChromaVectorStore":
    from llama_index.vector_stores.chroma import ChromaVectorStore

    return ChromaVectorStore(chroma_collection=collection)


def _nodes(rows: Iterable[VectorRow]) -> list[Any]:
    """Nodes without text: Chroma would keep it twice, and SQL has it."""
    from llama_index.core.schema import TextNode

    return [
        TextNode(
            id_=row[0],
            text="",
            metadata={"report": row[1], "digest": _digest(row)},
            embedding=np.frombuffer(row[2], dtype=np.float32).tolist(),
        )
        for row in rows
    ]


def _batches(rows: Iterable[VectorRow]) -> Iterator[list[VectorRow]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, AT_ONCE)):
        yield batch
