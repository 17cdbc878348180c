"""Reading the kept files again with the readers of today, without the folder they came from."""

import logging
import tempfile
from collections.abc import Callable
from pathlib import Path

from index.stores import records
from index.stores.database import Database
from index.stores.intake import Intake
from index.stores.records import StoredSource
from index.stores.seals import broken_seals
from ingest.errors import UnreadableFile
from ingest.models import Record, Report

log = logging.getLogger(__name__)

Read = Callable[[Path], tuple[Report, bytes]]


class StaysAsItWas(Record):
    """A file that can no longer be read; what was read from it before is kept."""

    report: str
    file: str
    reason: str


class RereadResult(Record):
    """What became of the kept files."""

    replaced: tuple[str, ...] = ()
    """Reports that read otherwise now, by the id that they have now."""
    unchanged: tuple[str, ...] = ()
    stay: tuple[StaysAsItWas, ...] = ()


def read_again(
    database: Database, intake: Intake, read: Read, tell: Callable[[str], None]
) -> RereadResult:
    """Read every kept file again, one transaction for each; `tell` hears of each file's name.

    `read` reads a file as an ingestion does, and raises what it raises there.
    """
    with database.reading() as connection:
        held = {
            report_id: records.read_sources(connection, report_id)
            for report_id in records.held_reports(connection)
        }
        broken = set(broken_seals(connection))
    replaced: dict[str, None] = {}
    unchanged: dict[str, None] = {}
    stay = []
    for report_id, sources in held.items():
        for source in sources:
            tell(source.file)
            try:
                report, original = _read_kept(database, source, read)
            except _NotRead as error:
                stay.append(StaysAsItWas(report=report_id, file=source.file, reason=str(error)))
                continue
            decision = intake.take_again(report, original, report_id in broken)
            if decision is not None:
                same = decision.kind == "unchanged"
                (unchanged if same else replaced)[decision.report_id] = None
    return RereadResult(
        replaced=tuple(replaced),
        unchanged=tuple(name for name in unchanged if name not in replaced),
        stay=tuple(stay),
    )


class _NotRead(Exception):
    """Why a kept file could not be read again."""


def _read_kept(database: Database, source: StoredSource, read: Read) -> tuple[Report, bytes]:
    """The report that a kept file makes today, under the name that the file had."""
    with database.reading() as connection:
        data = records.read_original(connection, source.sha256)
    if data is None:
        raise _NotRead("has been removed meanwhile")
    with tempfile.TemporaryDirectory(prefix="reports-") as folder:
        path = Path(folder) / (Path(source.file).name or "report")
        try:
            path.write_bytes(data)
            report, original = read(path)
        except UnreadableFile as error:
            raise _NotRead(error.reason) from error
        except OSError as error:
            raise _NotRead(f"cannot be read: {error.strerror}") from error
        except Exception as error:
            log.exception("%s could not be read again", source.file)
            raise _NotRead("the program failed on it; its log says where") from error
    if report.sha256 != source.sha256:
        raise _NotRead("its kept bytes have changed; ingest it again")
    if report.info.source != source.file:
        named = report.info.model_copy(update={"source": source.file})
        report = report.model_copy(update={"info": named})
    return report, original
