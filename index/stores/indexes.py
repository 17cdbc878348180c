"""The derived indexes: each build is a folder that is never changed, to which a row in SQL points.

A build belongs to the revision of the library that it was made from. When SQL is at another, or the
folder is missing or damaged, a new one is built beside it; folders that no row points to are swept.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, Literal, TypeVar
from uuid import uuid4

from sqlalchemy import Connection, delete, select

from index.errors import StoreError
from index.stores.database import Database, builds, get_meta, revision, said_of_disk
from index.stores.lexical import LexicalIndex, LexicalRow, build_lexical
from index.stores.manifest import files_altered, write_manifest
from index.stores.records import held_reports, read_passages
from index.stores.vector_rows import sentence_vector_rows
from index.stores.vectors import VectorIndex, build_vectors

Kind = Literal["vectors", "lexical"]
KINDS: tuple[Kind, ...] = ("lexical", "vectors")
"""In the order in which they are built: the quick one first."""
Found = TypeVar("Found")
Lock = Callable[[bool], AbstractContextManager[bool]]
"""Take the writer's lock: waiting for it, or (False) giving up at once; whether it was taken."""


class Indexes:
    """Opens, builds and sweeps the derived indexes of one library."""

    def __init__(self, root: Path, database: Database, lock: Lock) -> None:
        self._root = root / "indexes"
        self._database = database
        self._lock = lock
        self._open: dict[Kind, tuple[str, Any]] = {}

    def lexical(self) -> LexicalIndex:
        """The lexical index, up to date unless another process is writing just now."""
        found: LexicalIndex = self._opened("lexical")
        return found

    def vectors(self) -> VectorIndex:
        """The vector index, up to date unless another process is writing just now."""
        found: VectorIndex = self._opened("vectors")
        return found

    def trying(self, kind: Kind, search: Callable[[], Found]) -> Found:
        """What a search of an index finds; one that fails is made anew and searched once more."""
        try:
            return search()
        except StoreError:
            raise
        except Exception:  # damaged or removed since it was opened: each library raises its own
            self.drop(kind)
            return search()

    def follow(self, kinds: Iterable[Kind] = KINDS, anew: bool = False) -> None:
        """Build what does not belong to the revision of SQL; everything when `anew`."""
        with self._lock(True):
            for kind in kinds:
                if anew or self._current(kind) is None:
                    self._build(kind, anew)
            self._sweep()

    def sweep(self) -> None:
        """Remove folders that no row points to, unless somebody is writing just now."""
        with self._lock(False) as taken:
            if taken:
                self._sweep()

    def drop(self, kind: Kind) -> None:
        """Distrust the build of a kind: the next use builds it anew."""
        self.close(kind)
        with self._lock(True), self._database.writing() as connection:
            connection.execute(delete(builds).where(builds.c.kind == kind))

    def problem(self, kind: Kind) -> str | None:
        """What is wrong with an index, found by looking at all of it; None when nothing is."""
        folder = self._current(kind)
        if folder is None:
            return "is missing or out of date"
        try:
            if altered := files_altered(folder, exactly=kind == "lexical"):
                return f"has lost files, or parts of them ({', '.join(altered)})"
            index = self._load(kind, folder)
            with self._database.reading() as connection:
                expected = {row[0] for row in _rows(kind, connection)}
            held = set(index.ids()) if isinstance(index, VectorIndex) else None
            count = index.count()
        except Exception as error:  # the libraries raise their own, panics included
            return f"cannot be read ({type(error).__name__})"
        if count != len(expected) or (held is not None and held != expected):
            return f"holds {count} passages instead of {len(expected)}"
        return None

    def close(self, kind: Kind | None = None) -> None:
        """Let go of the open indexes."""
        for one in [kind] if kind else list(self._open):
            _, index = self._open.pop(one, ("", None))
            if isinstance(index, VectorIndex):
                index.close()

    def _opened(self, kind: Kind) -> Any:
        folder = self._current(kind)
        name, index = self._open.get(kind, ("", None))
        if folder is not None and folder.name == name:
            return index
        if folder is None:
            with self._lock(False) as taken:
                folder = self._build(kind) if taken else self._latest(kind)
        if folder is None:  # being built for the first time by another process
            with self._lock(True):
                folder = self._current(kind) or self._build(kind)
        self.close(kind)
        try:
            index = self._load(kind, folder)
        except Exception:  # damaged: what is derived is made again
            self.drop(kind)
            with self._lock(True):
                folder = self._build(kind)
            index = self._load(kind, folder)
        self._open[kind] = (folder.name, index)
        return index

    def _load(self, kind: Kind, folder: Path) -> Any:
        """The open index of a folder; raises when it cannot be searched."""
        if kind == "lexical":
            lexical = LexicalIndex(folder)
            lexical.search("the", None, 1)
            return lexical
        vectors = VectorIndex(folder)
        vectors.probe()
        return vectors

    def _current(self, kind: Kind) -> Path | None:
        """The folder of the build that belongs to the revision of SQL; None when there is none."""
        with self._database.reading() as connection:
            row = connection.execute(select(builds).where(builds.c.kind == kind)).first()
            if row is None or row.revision != revision(connection):
                return None
        folder = self._root / str(row.folder)
        return folder if folder.is_dir() else None

    def _latest(self, kind: Kind) -> Path | None:
        """The folder of the last build, whatever it was made from."""
        with self._database.reading() as connection:
            name = connection.scalar(select(builds.c.folder).where(builds.c.kind == kind))
        folder = self._root / str(name)
        return folder if name and folder.is_dir() else None

    def _build(self, kind: Kind, anew: bool = False) -> Path:
        folder = self._root / f"{kind}-{uuid4().hex[:12]}"
        with self._whole(kind, folder), self._database.reading() as connection:
            made_from = revision(connection)
            if kind == "lexical":
                build_lexical(folder, _lexical_rows(connection))
            else:
                self._build_vectors(folder, connection, None if anew else self._latest(kind))
            write_manifest(folder)
        with self._database.writing() as connection:
            connection.execute(delete(builds).where(builds.c.kind == kind))
            connection.execute(
                builds.insert().values(kind=kind, folder=folder.name, revision=made_from)
            )
        return folder

    @contextmanager
    def _whole(self, kind: Kind, folder: Path) -> Iterator[None]:
        """Leave nothing of a build that fails, and say what that means; raises StoreError."""
        try:
            yield
        except StoreError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        except Exception as error:  # each library raises its own, most of them for a full disk
            shutil.rmtree(folder, ignore_errors=True)
            reason, advice = said_of_disk(str(error)) or (str(error), "Mend that")
            raise StoreError(
                f"The {kind} index in {self._root} cannot be built: {reason}. The reports "
                f"themselves are kept. {advice} and run `reports rebuild`."
            ) from error

    def _build_vectors(self, folder: Path, connection: Connection, base: Path | None) -> None:
        try:
            build_vectors(folder, sentence_vector_rows(connection), base)
        except Exception:  # a damaged base raises whatever Chroma likes; without one it is a fault
            if base is None:
                raise
            shutil.rmtree(folder, ignore_errors=True)
            build_vectors(folder, sentence_vector_rows(connection))

    def _sweep(self) -> None:
        with self._database.reading() as connection:
            pointed_to = set(connection.scalars(select(builds.c.folder)))
        in_use = {name for name, _ in self._open.values()}
        with suppress(OSError):
            for folder in self._root.iterdir():
                if folder.name not in pointed_to | in_use:
                    if folder.is_dir():
                        shutil.rmtree(folder, ignore_errors=True)
                    else:
                        folder.unlink()


def _rows(kind: Kind, connection: Connection) -> Iterable[tuple[Any, ...]]:
    return _lexical_rows(connection) if kind == "lexical" else sentence_vector_rows(connection)


def _lexical_rows(connection: Connection) -> Iterable[LexicalRow]:
    bare = get_meta(connection, "chunking") == "bare"
    for report_id, held in held_reports(connection).items():
        for passage in read_passages(connection, report_id):
            yield LexicalRow(
                passage=passage.id,
                report=report_id,
                title="" if bare else held.info.title,
                section="" if bare else " ".join(passage.section),
                text=passage.text,
            )
