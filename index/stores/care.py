"""Care for a library: everything that is kept is looked at, and what can be made again is."""

from index.errors import StoreError
from index.stores import records, vector_rows
from index.stores.database import Database, next_revision
from index.stores.embedding import LEXICAL, missing_note
from index.stores.indexes import KINDS, Indexes
from index.stores.intake import Intake
from index.stores.seals import broken_seals
from ingest.models import Record


class CheckResult(Record):
    """What a check found, in words for people."""

    problems: tuple[str, ...] = ()
    """What is wrong and was not repaired."""
    repaired: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """What works, but not as well as it could."""


class Care:
    """Checks one library. The parts are those of the open library."""

    def __init__(
        self, database: Database, intake: Intake, indexes: Indexes, embedding: str
    ) -> None:
        self._database = database
        self._intake = intake
        self._indexes = indexes
        self._embedding = embedding

    def check(self, repair: bool) -> CheckResult:
        """Look at all of it, and (with `repair`) mend what can be made again."""
        with self._database.reading() as connection:
            broken = records.broken_file(connection)
        if broken:
            return CheckResult(problems=(broken,))
        problems: list[str] = []
        repaired: list[str] = []
        self._strays(repair, problems, repaired)
        self._reports(repair, problems)
        try:
            self._vectors(repair, problems, repaired)
            self._derived(repair, problems, repaired)
        except StoreError as error:  # a row that cannot be read, no room to build in
            problems.append(str(error))
        note = missing_note(self._embedding)
        return CheckResult(
            problems=tuple(problems), repaired=tuple(repaired), notes=(note,) if note else ()
        )

    def _derived(self, repair: bool, problems: list[str], repaired: list[str]) -> None:
        """The indexes, which are built again from what SQL holds."""
        for kind in KINDS:
            problem = self._indexes.problem(kind)
            if problem and repair:
                self._indexes.close(kind)
                self._indexes.follow([kind], anew=True)
                repaired.append(f"The {kind} index {problem}; it was built again.")
            elif problem:
                problems.append(f"The {kind} index {problem}. Run `reports rebuild`.")

    def _strays(self, repair: bool, problems: list[str], repaired: list[str]) -> None:
        """Rows that hang on a report or a passage that is not there."""
        with self._database.reading() as connection:
            found = records.strays(connection)
        if not found:
            return
        said = f"{len(found)} rows belonged to no report"
        if repair:
            with self._intake.lock(), self._database.writing() as connection:
                records.delete_strays(connection, records.strays(connection))
                next_revision(connection)
            repaired.append(f"{said}; they are removed.")
        else:
            problems.append(f"{said}. Run `reports check`.")

    def _reports(self, repair: bool, problems: list[str]) -> None:
        """Rows and files of reports: nothing derived mends these, only the file itself."""
        with self._database.reading() as connection:
            files = records.damaged_originals(connection)
            told = {report_id for report_id, _, _ in files}
            rows = [report_id for report_id in broken_seals(connection) if report_id not in told]
        for report_id, _, file in files:
            problems.append(
                f"{report_id}: the kept bytes of {file} have changed. Ingest that file again."
            )
        for report_id in rows:
            problems.append(
                f"{report_id}: rows of this report are missing or have changed. Run "
                "`reports rebuild --reread`, or ingest its file again."
            )
        if repair and (files or rows):
            # Else the next ingestion would find the same file and leave all as it is. Under the
            # lock they are looked at once more: a file may have come again meanwhile.
            with self._intake.lock(), self._database.writing() as connection:
                for report_id, ordinal, _ in records.damaged_originals(connection):
                    records.distrust(connection, report_id, ordinal)
                for report_id in broken_seals(connection):
                    if report_id not in told:
                        records.distrust(connection, report_id, 0)

    def _vectors(self, repair: bool, problems: list[str], repaired: list[str]) -> None:
        """Vectors that are missing, or that nothing can be ranked by."""
        if self._embedding == LEXICAL or missing_note(self._embedding):
            return
        with self._database.reading() as connection:
            damaged = vector_rows.damaged_vectors(connection)
            missing = vector_rows.without_vectors(connection, self._intake.version)
        lacking = len(damaged | missing)
        if lacking and repair:
            self._intake.embed_missing(damaged)
            repaired.append(f"{lacking} passages had no vectors; they have them now.")
        elif lacking:
            problems.append(f"{lacking} passages have no vectors. Run `reports check`.")
