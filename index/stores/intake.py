"""Writing to a library: one process at a time, one transaction per report, vectors with it."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection

from index.errors import StoreError, StoreMismatch
from index.stores import records, vector_rows
from index.stores.chunking import PASSAGE, Chunk, chunks_of, embed_chunks
from index.stores.database import (
    Database,
    contents,
    get_meta,
    next_revision,
    next_sources,
    put_meta,
)
from index.stores.embedding import LEXICAL, MINILM, Embedder, load_embedder
from index.stores.identity import (
    Decision,
    another_reading,
    dated,
    decide,
    figures,
    more_exact,
    renamed,
)
from index.stores.minilm import (
    TOKENS_VERSION,
    Embedded,
    verify_weights,
    weights_path,
    weights_stamp,
)
from index.stores.records import Held, SourceRow
from index.stores.seals import is_whole, seal
from ingest.models import Report

WAIT_SECONDS = 600
"""How long a writer waits for another one, which holds on for a report's length: seconds."""


class Intake:
    """Writes reports and their vectors; owns the writer's lock and the embedder."""

    def __init__(
        self, root: Path, database: Database, embedding: str, chunking: str = PASSAGE
    ) -> None:
        self._root = root
        self._database = database
        self._embedding = embedding
        self._chunking = chunking
        self._file_lock = FileLock(root / "writer.lock")
        self._held: dict[str, Held] = {}
        self._sources: list[SourceRow] = []
        self._contents = (-1, -1)
        """What `_held` and `_sources` were read at: a thousand reports are added one by one."""
        self._embedder: Embedder | None = None
        self._loaded = False

    @property
    def version(self) -> str | None:
        """The version that token vectors must have here; None where there need not be any."""
        return TOKENS_VERSION if self._embedding == MINILM else None

    @contextmanager
    def lock(self, wait: bool = True) -> Iterator[bool]:
        """Be the only writer for a while; without `wait`, False where another one is at work."""
        try:
            self._file_lock.acquire(timeout=WAIT_SECONDS if wait else 0)
        except Timeout:
            if not wait:
                yield False
                return
            raise StoreError(
                f"Another process has been writing to {self._root} for {WAIT_SECONDS} seconds. "
                "Wait for it to end, or stop it, and try again."
            ) from None
        except OSError as error:
            if not wait:
                yield False
                return
            raise StoreError(
                f"{self._root} cannot be written to: {error.strerror}. Name another --store."
            ) from error
        try:
            yield True
        finally:
            self._file_lock.release()

    def embedder(self) -> Embedder | None:
        """What turns texts into vectors here; None where its weights are missing or none is set.

        Raises StoreMismatch when the vectors in the library were made by another one.
        """
        with self._database.reading() as connection:
            built_with = get_meta(connection, "embedding")
            chunked = get_meta(connection, "chunking") or PASSAGE
            other = None if built_with == self._embedding else built_with
            if other is not None and not records.is_empty(connection):
                raise StoreMismatch(self._root, other, self._embedding)
            if chunked != self._chunking and not records.is_empty(connection):
                raise StoreMismatch(self._root, chunked, self._chunking, "chunking")
        return self._load()

    def add(self, report: Report, original: bytes) -> Decision:
        """Take in one report; what became of it. Holds the lock throughout."""
        with self.lock():
            self._read()
            decision = decide(report, self._held, self._sources, self._figures)
            if decision.kind == "unchanged":
                return decision
            self._take(report, original, decision)
            return decision

    def take_again(self, report: Report, original: bytes, damaged: bool) -> Decision | None:
        """Take in another reading of a file that is kept; None where it is no longer.

        The same reading is left alone, unless the rows of its report are `damaged`.
        """
        with self.lock():
            self._read()
            row = next((row for row in self._sources if row.sha256 == report.sha256), None)
            if row is None:
                return None
            held = self._held[row.report_id]
            if report.info.url is None and held.info.url is not None and not row.ordinal:
                # Where a page was fetched from does not stand in its bytes.
                info = report.info.model_copy(update={"url": held.info.url})
                report = report.model_copy(update={"info": info})
            if not row.ordinal:  # another source of it may have said the day
                report = dated(report, held.info.published)
            decision = another_reading(report, row, self._held)
            if not damaged and self._reads_the_same(report, row, decision):
                return Decision("unchanged", row.report_id)
            self._take(report, original, decision)
            return decision

    def remove(self, report_id: str) -> None:
        """Take a report out."""
        with self.lock(), self._database.writing() as connection:
            records.delete_report(connection, report_id)
            next_revision(connection)

    def embed_again(self) -> None:
        """Make all vectors anew with the embedding that is set, in one transaction."""
        with self.lock():
            embedder = self._load()
            with self._database.writing() as connection:
                vector_rows.delete_vectors(connection)
                self._embed_held(connection, embedder)

    def embed_missing(self, damaged: Collection[str] = ()) -> None:
        """Make the vectors of passages that have none, or damaged ones, in one transaction."""
        with self.lock():
            embedder = self.embedder()
            with self._database.writing() as connection:
                vector_rows.delete_vectors(connection, sorted(damaged))
                self._embed_held(connection, embedder)

    def _take(self, report: Report, original: bytes, decision: Decision) -> None:
        """Write what was decided, in one transaction."""
        if decision.ordinal:
            self._write_source(report, original, decision)
        else:
            for earlier in decision.removes:
                if decision.kind == "source":
                    report = dated(report, self._held[earlier].info.published)
            report = renamed(report, decision.report_id)
            vectors = self._vectors(report, decision)
            with self._database.writing() as connection:
                self._write(connection, report, original, vectors, decision)
        self._read_again({decision.report_id, *decision.removes})

    def _reads_the_same(self, report: Report, row: SourceRow, decision: Decision) -> bool:
        if row.ordinal:
            now = (records.words_digest(report.text, report.format), report.reader_version)
            return (*now, report.scheme) == (row.words, row.reader_version, row.scheme)
        content = records.content_digest(renamed(report, decision.report_id))
        return content == self._held[row.report_id].content

    def _figures(self, report_id: str) -> int:
        with self._database.reading() as connection:
            return figures(records.read_facts(connection, report_id))

    def _read(self) -> None:
        """Know what the library holds, unless that is still so since the last time."""
        with self._database.reading() as connection:
            now = contents(connection)
            if now != self._contents:
                self._held = records.held_reports(connection)
                self._sources = records.source_rows(connection)
                self._contents = now

    def _read_again(self, reports: set[str]) -> None:
        """Know what the library holds, when only these reports have changed since `_read`."""
        with self._database.reading() as connection:
            held = records.held_reports(connection, reports)
            sources = records.source_rows(connection, reports)
            now = contents(connection)
        kept = {name: one for name, one in self._held.items() if name not in reports}
        self._held = dict(sorted((kept | held).items()))
        others = [row for row in self._sources if row.report_id not in reports]
        self._sources = sorted([*others, *sources], key=lambda row: (row.report_id, row.ordinal))
        self._contents = now

    def _vectors(self, report: Report, decision: Decision) -> list[Embedded] | None:
        """The vectors of a report's passages; those of an earlier reading serve where they can."""
        embedder = self.embedder()
        if embedder is None:
            return None
        earlier: dict[Chunk, Embedded] = {}
        for report_id in decision.removes:
            with suppress(StoreError):  # rows that are damaged are what it takes the place of
                earlier |= self._earlier(report_id)
        chunks = chunks_of(report.info, report.passages, self._chunking)
        new = [chunk for chunk in dict.fromkeys(chunks) if chunk not in earlier]
        earlier.update(zip(new, embed_chunks(embedder, new), strict=True))
        return [earlier[chunk] for chunk in chunks]

    def _earlier(self, report_id: str) -> dict[Chunk, Embedded]:
        """The vectors of a report that the library holds, by what they were made of."""
        with self._database.reading() as connection:
            passages = records.read_passages(connection, report_id)
            chunks = chunks_of(self._held[report_id].info, passages, self._chunking)
            vectors = vector_rows.read_vectors(connection, [p.id for p in passages])
        return {
            chunk: vectors[passage.id]
            for passage, chunk in zip(passages, chunks, strict=True)
            if passage.id in vectors and vectors[passage.id].version == TOKENS_VERSION
        }

    def _write(
        self,
        connection: Connection,
        report: Report,
        original: bytes,
        vectors: list[Embedded] | None,
        decision: Decision,
    ) -> None:
        kept = []
        if decision.keeps_sources_of:
            first = 0 if decision.kind == "source" else 1
            kept = records.take_sources(connection, decision.keeps_sources_of, first)
        for report_id in decision.removes:
            records.delete_report(connection, report_id)
        records.insert_report(connection, report, original, vectors)
        records.put_sources(connection, report.info.id, kept)
        seal(connection, report.info.id)
        self._remember(connection)
        next_revision(connection)

    def _write_source(self, report: Report, original: bytes, decision: Decision) -> None:
        with self._database.writing() as connection:
            whole = is_whole(connection, decision.report_id)
            records.delete_source(connection, decision.report_id, decision.ordinal)
            records.insert_source(
                connection, decision.report_id, decision.ordinal, report, original
            )
            known = self._held[decision.report_id].info.published
            exact = more_exact(known, report.info.published)
            if exact != known and whole:
                records.redate(connection, decision.report_id, exact)
                next_revision(connection)
            if whole:  # else the seal would vouch for rows that are damaged
                seal(connection, decision.report_id)
            next_sources(connection)

    def _embed_held(self, connection: Connection, embedder: Embedder | None) -> None:
        """Embed what has no vectors, report by report."""
        for report_id, held in records.held_reports(connection).items():
            without = vector_rows.without_vectors(connection, self.version, report_id)
            passages = records.read_passages(connection, report_id)
            chunked = chunks_of(held.info, passages, self._chunking)
            chunks = {p.id: chunk for p, chunk in zip(passages, chunked, strict=True)}
            lacking = [p.id for p in passages if p.id in without]
            if lacking and embedder is not None:
                vector_rows.delete_vectors(connection, lacking)
                vectors = embed_chunks(embedder, [chunks[passage] for passage in lacking])
                vector_rows.insert_vectors(connection, lacking, vectors)
        self._remember(connection)
        next_revision(connection)

    def _remember(self, connection: Connection) -> None:
        """Keep what the vectors were made with: the library refuses to mix."""
        put_meta(connection, "embedding", self._embedding)
        put_meta(connection, "chunking", self._chunking)

    def _load(self) -> Embedder | None:
        """The embedder that is set, loaded and its weights verified once."""
        if not self._loaded:
            path = weights_path()
            if path is not None and self._embedding != LEXICAL:
                self._verify(path)
            self._embedder = load_embedder(self._embedding)
            self._loaded = True
        return self._embedder

    def _verify(self, path: Path) -> None:
        """Hash the weights, unless the library remembers having hashed these (0.3 s)."""
        stamp = weights_stamp(path)
        with self._database.reading() as connection:
            if get_meta(connection, "verified_weights") == stamp:
                return
        verify_weights(path)
        with self.lock(wait=False) as taken:
            if taken:
                with self._database.writing() as connection:
                    put_meta(connection, "verified_weights", stamp)
