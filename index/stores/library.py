"""The library: reports are kept, found again and searched. The only way to the stores.

SQL is the truth; the indexes follow it. One process writes at a time, others wait for it; readers
are never kept waiting and see the library as it was after the last finished report.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from threading import RLock

from index.errors import NotInLibrary, StoreError
from index.models import Conversation
from index.stores import audit_rows, records, saved, talks, vector_rows
from index.stores.audit_rows import Audited, Forgotten
from index.stores.care import Care
from index.stores.care import CheckResult as CheckResult
from index.stores.chunking import PASSAGE, check_chunking
from index.stores.database import Database, sqlite_url
from index.stores.embedding import LEXICAL, MINILM, check_name, missing_note
from index.stores.identity import Taken
from index.stores.indexes import Indexes
from index.stores.intake import Intake
from index.stores.kept import Kept
from index.stores.nearness import Closeness, Ranges
from index.stores.ranking import Ranking
from index.stores.records import StoredReport, StoredSource
from index.stores.rereading import Read, RereadResult, read_again
from index.stores.saved import Said, Talk, TalkLine
from index.stores.search import LATE, Scored, Search, check_retrieval
from index.stores.talks import Feedback
from ingest.models import Box, Fact, Passage, Record, Report, ReportInfo, Span, Warning

DATABASE = "library.sqlite"


class AddResult(Record):
    """What became of the reports that were to be added, by id."""

    added: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """Reports that gained a second source: the same inspection in another format."""
    removed: tuple[str, ...] = ()
    """Digests that made way for the report itself."""


def open_library(
    root: Path,
    embedding: str = MINILM,
    create: bool = True,
    *,
    chunking: str = PASSAGE,
    retrieval: str = LATE,
) -> "Library":
    """The library in a folder; made when there is none, unless `create` is False.

    `chunking` is what its vectors are made of, `retrieval` how passages are ranked. Raises
    StoreError when it cannot be opened, was made by a newer version, or is missing.
    """
    check_name(embedding)
    check_chunking(chunking)
    check_retrieval(retrieval, embedding)
    path = root / DATABASE
    if not create and not path.is_file():
        raise StoreError(f"There is no library in {root}. Make one with `reports ingest FOLDER`.")
    if root.is_file():
        raise StoreError(f"{root} is a file, and a library is a folder. Name another --store.")
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The library in {root} cannot be made: {error.strerror}. Name another --store."
        ) from error
    database = Database(sqlite_url(path), str(root), create)
    return Library(root, database, embedding, chunking, retrieval)


class Library:
    """An open library. Safe to share between threads."""

    def __init__(
        self,
        root: Path,
        database: Database,
        embedding: str = MINILM,
        chunking: str = PASSAGE,
        retrieval: str = LATE,
    ) -> None:
        self._root = root
        self._database = database
        self._name = embedding
        self._lock = RLock()
        self._intake = Intake(root, database, embedding, chunking)
        self._indexes = Indexes(root, database, self._intake.lock)
        self._care = Care(database, self._intake, self._indexes, embedding)
        self._lacking = 0
        self._kept = Kept(database, self._lock, self._forget)
        self._ranking = Ranking(self._kept)
        self._search = Search(self._intake, self._indexes, self._ranking, retrieval)
        self._indexes.sweep()

    # Writing

    def add(
        self,
        reports: Iterable[tuple[Report, bytes]],
        tell: Callable[[Taken, str, tuple[str, ...]], None] = lambda *_: None,
    ) -> AddResult:
        """Take in reports with the bytes of their files; each is kept whole or not at all.

        Reports are taken one by one, so that `reports` may read files as it goes; the indexes
        follow at the end. `tell` hears of each in turn: what became of it, its id, and the digests
        that made way. Raises StoreMismatch when another embedding built the library.
        """
        outcomes: dict[str, list[str]] = {name: [] for name in AddResult.model_fields}
        with self._followed():
            for report, original in reports:
                decision = self._intake.add(report, original)
                kind = "sources" if decision.kind == "source" else decision.kind
                outcomes[kind].append(decision.report_id)
                removed = decision.removes if decision.kind == "added" else ()
                outcomes["removed"] += removed
                tell(decision.kind, decision.report_id, removed)
        return AddResult(**{kind: tuple(ids) for kind, ids in outcomes.items()})

    def remove(self, report_id: str) -> None:
        """Take a report out. Raises NotInLibrary."""
        self._kept.held([report_id])
        self._intake.remove(report_id)
        self._indexes.follow()

    def rebuild(self, embed: bool = False) -> None:
        """Build the derived indexes from SQL; with `embed`, all vectors before that.

        Embedding again is also how a library moves to another embedding.
        """
        if embed:
            self._intake.embed_again()
        self._indexes.follow(anew=True)

    def reread(self, read: Read, tell: Callable[[str], None] = lambda _file: None) -> RereadResult:
        """Read the kept files again by `read`; `tell` hears of each file's name before that.

        What can no longer be read stays as it was.
        """
        with self._followed():
            return read_again(self._database, self._intake, read, tell)

    def keep_ingestion(self, outcome: str) -> None:
        """Keep what became of the files of one ingestion, as JSON; it ended just now."""
        with self._database.writing() as connection:
            talks.insert_ingestion(connection, outcome)

    def ingestions(self) -> tuple[tuple[str, str], ...]:
        """When each ingestion ended (ISO, UTC) and what became of its files, newest first."""
        with self._database.reading() as connection:
            return talks.read_ingestions(connection)

    # Reading

    def reports(self) -> tuple[ReportInfo, ...]:
        """The reports of the library, sorted by id."""
        return tuple(held.info for held in self._kept.held().values())

    def stored(self, report_id: str) -> StoredReport:
        """Everything that the library holds of a report. Raises NotInLibrary."""
        with self.steady(), self._kept.reading() as connection:
            held = self._kept.held([report_id])[report_id]
            return StoredReport(
                info=held.info,
                sources=records.read_sources(connection, report_id),
                scheme=held.scheme,
                reader_version=held.reader_version,
                sections=records.read_sections(connection, report_id),
                passages=self.passages([report_id]),
                facts=self.facts([report_id]),
                warnings=records.read_warnings(connection, report_id),
                text=records.read_report_text(connection, report_id),
            )

    def sources(self, report_id: str) -> tuple[StoredSource, ...]:
        """The files that a report was read from, the one it is read from first.

        Raises NotInLibrary.
        """
        with self.steady(), self._kept.reading() as connection:
            self._kept.held([report_id])
            return records.read_sources(connection, report_id)

    def passages(self, reports: Collection[str] | None = None) -> tuple[Passage, ...]:
        """The passages of these reports (None: of all), by report id and in order of reading."""
        return self._kept.passages(reports)

    def passage(self, passage_id: str) -> Passage:
        """A passage by its id. Raises NotInLibrary."""
        return self._kept.passage(passage_id)

    def facts(self, reports: Collection[str] | None = None) -> tuple[Fact, ...]:
        """The facts of these reports (None: of all), by report id and in order."""
        return self._kept.facts(reports)

    def warnings(self, report_id: str) -> tuple[Warning, ...]:
        """The doubts about a report. Raises NotInLibrary."""
        return self.warnings_of([report_id])[report_id]

    def warnings_of(self, reports: Collection[str]) -> dict[str, tuple[Warning, ...]]:
        """The doubts about each of these reports, by id. Raises NotInLibrary."""
        return self._kept.warnings(reports)

    def text(self, report_id: str) -> str:
        """The decoded text that the spans of a report point into. Raises NotInLibrary."""
        return self._kept.text(report_id)

    def boxes(self, report_id: str, spans: Sequence[Span]) -> tuple[Box, ...]:
        """Where these spans of a report are printed, a box for each line; () without pages.

        Raises NotInLibrary.
        """
        return self._kept.printed(report_id).boxes(spans)

    def original(self, sha256: str) -> bytes:
        """The bytes of a file that a report was read from. Raises NotInLibrary."""
        with self._database.reading() as connection:
            found = records.read_original(connection, sha256)
        if found is None:
            raise NotInLibrary(f"The library keeps no file with the SHA-256 {sha256}.")
        return found

    def steady(self) -> AbstractContextManager[None]:
        """While it is entered, this thread reads the library as it was on entering."""
        return self._kept.steady()

    def fingerprint(self) -> str:
        """SHA-256 of what the library holds, files and embedding included: no clock, no folder."""
        return self._kept.fingerprint()

    # Searching

    @property
    def search_notes(self) -> tuple[str, ...]:
        """What keeps search from being as good as it could be; empty when nothing does."""
        note = missing_note(self._name)
        if note:
            return (note,)
        self._kept.held()
        if self._lacking and self._name != LEXICAL:
            return (
                f"{self._lacking} passages have no vectors and are found by their words alone. "
                "Run `reports check`.",
            )
        return ()

    def search(
        self,
        query: str,
        *,
        reports: Collection[str] | None = None,
        also: Collection[str] = (),
        limit: int = 50,
    ) -> tuple[Scored, ...]:
        """The passages nearest to a query in these reports (None: in all), best first.

        `also` names single passages of other reports that are to be considered. Ties go by
        passage id. Where places are chosen by `reports`, leave their names out of the query.
        Raises NotInLibrary for an unknown report.
        """
        with self.steady(), self._lock:
            pool = {passage.id for passage in self.passages(reports)} | set(also)
            return self._search.find(query, pool, reports, also, limit)

    def sentence_scores(
        self, query: str, passages: Sequence[tuple[str, Ranges]]
    ) -> list[list[float]]:
        """How near the query is to each [start, end) range of each passage's text, about 0 to 1.

        MaxSim over the tokens inside the range, mean over the query's tokens. Without token
        vectors: the share of the query's word stems that the range has.
        """
        rows = self.closeness(query, passages)
        return [[one.closest for one in row] for row in rows]

    def closeness(
        self,
        query: str,
        passages: Sequence[tuple[str, Ranges]],
        words: Ranges = (),
    ) -> list[list[Closeness]]:
        """How near the query is to each [start, end) range of each passage's text.

        So is each of `words`, [start, end) in the query. Without token vectors: the share of the
        query's word stems that the range has, and zeros for its words.
        """
        with self.steady(), self._lock:
            return self._search.closeness(
                query, passages, lambda passage: self.passage(passage).text, words
            )

    def is_word(self, word: str) -> bool:
        """Whether a lower-case word is one that the embedding's model knows whole.

        True for every word where no such model is there: then nothing counts as misspelt.
        """
        with self._lock:
            known = getattr(self._intake.embedder(), "is_word", None)
            return bool(known(word)) if known else True

    # Care

    def check(self, repair: bool = True) -> CheckResult:
        """Look at everything that is kept, and (with `repair`) mend what can be made again."""
        return self._care.check(repair)

    # Conversations and what people thought of answers

    def keep_conversation(self, conversation_id: str, conversation: Conversation) -> None:
        """Keep a conversation with its state, in place of an earlier one."""
        with self._database.writing() as connection:
            talks.keep_conversation(connection, conversation_id, conversation)

    def conversation(self, conversation_id: str) -> Conversation | None:
        """A conversation as it was kept, None when there is none. Raises StoreError."""
        with self._database.reading() as connection:
            return talks.read_conversation(connection, conversation_id)

    def keep_turns(self, talk: Talk, said: Sequence[Said] = ()) -> int:
        """Keep a conversation's name and state, and these turns after those that it has.

        Gives the number that the first of them got, from 0. Raises StoreError.
        """
        with self._database.writing() as connection:
            return saved.keep_turns(connection, talk, said)

    def talks(self, owner: str, words: str = "") -> tuple[TalkLine, ...]:
        """The kept conversations of one owner that hold all of these words, the last one first."""
        with self._database.reading() as connection:
            return saved.read_talks(connection, owner, words)

    def talk(self, talk_id: str, owner: str) -> Talk | None:
        """A kept conversation of this owner without its turns, None when they have none of it."""
        with self._database.reading() as connection:
            return saved.read_talk(connection, talk_id, owner)

    def turns(
        self, talk_id: str, owner: str, first: int = 0, end: int | None = None
    ) -> tuple[Said, ...]:
        """What was said in a kept conversation of this owner: turns [first, end), in order."""
        with self._database.reading() as connection:
            return saved.read_turns(connection, talk_id, owner, first, end)

    def delete_talk(self, talk_id: str, owner: str) -> None:
        """Take a kept conversation of this owner out; nothing where they have none of this id."""
        with self._database.writing() as connection:
            saved.delete_talk(connection, talk_id, owner)

    def keep_feedback(self, feedback: Feedback) -> None:
        """Keep what somebody thought of an answer."""
        with self._database.writing() as connection:
            talks.insert_feedback(connection, feedback)

    def feedback(self) -> tuple[Feedback, ...]:
        """All that was thought of answers, oldest first."""
        with self._database.reading() as connection:
            return talks.read_feedback(connection)

    # The audit log, and what is kept of one person

    def keep_audit(self, entry: Audited) -> None:
        """Write an entry of the audit log, as of now."""
        with self._database.writing() as connection:
            audit_rows.insert_audit(connection, entry)

    def audit(self, since: str = "", person: str = "") -> tuple[Audited, ...]:
        """The audit log from a time on (ISO, UTC; "" for all), of one person or all, in order."""
        with self._database.reading() as connection:
            return audit_rows.read_audit(connection, since, person)

    def purge_audit(self, days: int) -> int:
        """Take out entries older than this many days (0: all of them); how many went."""
        with self._database.writing() as connection:
            return audit_rows.purge_audit(connection, days)

    def forget(self, person: str) -> Forgotten:
        """Take out what is kept of a person, and overwrite the place where it was kept."""
        with self._database.writing() as connection:
            gone = audit_rows.forget(connection, person)
        self._database.compact()
        return gone

    def close(self) -> None:
        """Let go of all files."""
        with self._lock:
            self._indexes.close()
            self._database.close()

    @contextmanager
    def _followed(self) -> Iterator[None]:
        """The indexes follow whatever is taken in meanwhile, also where something stops that."""
        try:
            yield
        except BaseException:
            with suppress(StoreError):  # what stopped it is what is told
                self._indexes.follow()
            raise
        with self._database.reading() as connection:
            empty = records.is_empty(connection)
        if not empty:
            self._indexes.follow()

    def _forget(self) -> None:
        """The library has changed: what was kept of its vectors is void."""
        self._ranking.forget()
        with self._database.reading() as connection:
            self._lacking = len(vector_rows.without_vectors(connection, self._intake.version))
