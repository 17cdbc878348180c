"""The vector index: Chroma through LlamaIndex, embedded, one folder per build.

It only proposes candidates: its graph differs a little from build to build, so that the library
scores what it proposes again, exactly, from the vectors in SQL.
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from llama_index.vector_stores.chroma import ChromaVectorStore

COLLECTION = "passages"
AT_ONCE = 1000
"""Rows in one call: Chroma takes 5,461 at most."""
SETTINGS = {"hnsw": {"space": "cosine", "ef_search": 400, "num_threads": 1}}
"""ef_search 400: 50 of 50 lists of the top 50 came out the same in two builds (MEASURED.md)."""

VectorRow = tuple[str, str, bytes]
"""Passage id, report id, float32 bytes."""


def build_vectors(folder: Path, rows: Iterable[VectorRow]) -> int:
    """Write an index of these rows into a new folder; how many they were."""
    folder.mkdir(parents=True)
    client = _client(folder)
    try:
        store = _store(
            client.create_collection(COLLECTION, configuration=SETTINGS, embedding_function=None)
        )
        count = 0
        for batch in _batches(rows):
            store.add(_nodes(batch))
            count += len(batch)
        return count
    finally:
        client.close()


class VectorIndex:
    """A built index, open for searching. Whatever Chroma raises means that it is damaged."""

    def __init__(self, folder: Path) -> None:
        self._client = _client(folder)
        self._collection = self._client.get_collection(COLLECTION, embedding_function=None)
        self._store = _store(self._collection)

    def count(self) -> int:
        """How many passages it holds."""
        return int(self._collection.count())

    def ids(self) -> Iterator[str]:
        """The passages that it holds, in no order; read by pages, for a check in depth."""
        for offset in range(0, self.count(), AT_ONCE):
            yield from self._collection.get(limit=AT_ONCE, offset=offset, include=[])["ids"]

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


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(
        path=str(folder), settings=Settings(anonymized_telemetry=False)
    )


def _store(collection: Any) -> "ChromaVectorStore":
    from llama_index.vector_stores.chroma import ChromaVectorStore

    return ChromaVectorStore(chroma_collection=collection)


def _nodes(rows: Iterable[VectorRow]) -> list[Any]:
    """Nodes without text: Chroma would keep it twice, and SQL has it."""
    from llama_index.core.schema import TextNode

    return [
        TextNode(
            id_=passage,
            text="",
            metadata={"report": report},
            embedding=np.frombuffer(vector, dtype=np.float32).tolist(),
        )
        for passage, report, vector in rows
    ]


def _batches(rows: Iterable[VectorRow]) -> Iterator[list[VectorRow]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, AT_ONCE)):
        yield batch
