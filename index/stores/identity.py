"""Whether a report is new, known, or another reading of one that the library holds.

The rules are those of CONTRACT.md (`ingest`): same bytes or same words, unchanged; same inspection
in the same format with other words, replaced; same inspection in another format, a second source.
A table is known by the name of its file: people change theirs and bring it in again, and the new
one takes the place of the old one, with all of its rows.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from index.stores.records import Held, SourceRow, words_digest
from ingest.models import Fact, Report, ReportInfo

DIGEST = "sample-"
"""What the id of a digest has before that of its report."""
SUFFIX = 8
"""Hexadecimal digits that tell two reports of one id apart, as for documents without a date."""


Taken = Literal["added", "unchanged", "replaced", "source"]


class Decision(NamedTuple):
    """What is to become of a report."""

    kind: Taken
    report_id: str
    """The id under which the library holds it in the end."""
    removes: tuple[str, ...] = ()
    """Ids of reports that it takes the place of: an earlier reading, a digest, another format."""
    keeps_sources_of: str | None = None
    """The report whose other sources (for kind `source`: all) go on as sources of this one."""
    ordinal: int = 0
    """Place of the source that is written, for kind `source` and replaced sources."""


_BY_WORTH = ("table", "text", "docx", "html", "pdf")
"""Formats, the one that shows most of a publication last: a PDF has pages that can be opened."""
_READ = frozenset({"rating", "overall_rating", "score", "key_question", "recommendation"})
"""Measures whose facts tell whether one reading of a report lost what another one has."""


def figures(facts: Iterable[Fact]) -> int:
    """How many of the facts that matter a reading of a report got."""
    return sum(fact.measure in _READ and fact.cell == "legible" for fact in facts)


def decide(
    report: Report,
    held: Mapping[str, Held],
    sources: Sequence[SourceRow],
    figures_of: Callable[[str], int] = lambda _report: 0,
) -> Decision:
    """What is to become of a report, given what the library holds.

    `figures_of` tells for a report of the library what `figures` tells for this one. Of two formats
    of one report the one that got more figures is read from, else the one that shows more: the
    order in which files come in makes no difference.
    """
    same = _same_file(report, held, sources)
    if same is not None:
        read_alike = (same.reader_version, same.scheme) == (report.reader_version, report.scheme)
        if read_alike:
            return Decision("unchanged", same.report_id)
        return another_reading(report, same, held)
    earlier = _same_inspection(report, held, report.info.edition)
    if earlier is not None:
        its_sources = [row for row in sources if row.report_id == earlier]
        if not its_sources:  # they were lost: what hangs on none of them is not to be trusted
            return Decision("replaced", earlier, removes=(earlier,))
        for row in its_sources:
            if row.format == report.format:
                return another_reading(report, row, held)
        if _worth(report.format, figures(report.facts)) > _worth(
            held[earlier].format, figures_of(earlier)
        ):
            return Decision("source", earlier, (earlier,), keeps_sources_of=earlier)
        return Decision("source", earlier, ordinal=max(row.ordinal for row in its_sources) + 1)
    if report.info.edition == "digest":
        published = _same_inspection(report, held, "published")
        if published is not None:
            return Decision("unchanged", published)
        return Decision("added", _free_id(report, held))
    digest = _same_inspection(report, held, "digest")
    return Decision("added", _free_id(report, held), removes=(digest,) if digest else ())


def _worth(format: str, figures: int) -> tuple[int, int]:
    return figures, _BY_WORTH.index(format)


def more_exact(one: str, other: str) -> str:
    """The more exact of two ISO dates that agree; the first one where they do not."""
    return other if other.startswith(one) and one else one


def dated(report: Report, published: str) -> Report:
    """The report, with a more exact date of its publication that another source of it gives."""
    exact = more_exact(report.info.published, published)
    if exact == report.info.published:
        return report
    info = report.info.model_copy(update={"published": exact})
    facts = tuple(
        f.model_copy(update={"published": exact}) if f.published == report.info.published else f
        for f in report.facts
    )
    return report.model_copy(update={"info": info, "facts": facts})


def renamed(report: Report, report_id: str) -> Report:
    """The report under another id, with the ids of its passages, facts and sources."""
    old = report.info.id
    if old == report_id:
        return report
    data = _renamed(report.model_dump(), old, report_id)
    return Report.model_validate(data)


def another_reading(report: Report, row: SourceRow, held: Mapping[str, Held]) -> Decision:
    """What is to become of a report that is a newer reading of the source in `row`."""
    if row.ordinal > 0:
        return Decision("replaced", row.report_id, ordinal=row.ordinal)
    others = {name: one for name, one in held.items() if name != row.report_id}
    return Decision(
        "replaced",
        row.report_id if _is_variant(row.report_id, report) else _free_id(report, others),
        removes=(row.report_id,),
        keeps_sources_of=row.report_id,
    )


def _is_variant(report_id: str, report: Report) -> bool:
    """Whether an id is the report's own with a suffix, so that it is kept when read again."""
    rest = report_id.removeprefix(report.info.id)
    return rest != report_id and len(rest) == SUFFIX + 1


def _same_file(
    report: Report, held: Mapping[str, Held], sources: Sequence[SourceRow]
) -> SourceRow | None:
    words = words_digest(report.text, report.format)
    for row in sources:
        if row.format != report.format or held[row.report_id].info.edition != report.info.edition:
            continue
        if row.sha256 == report.sha256 or row.words == words:
            return row
    return None


def _same_inspection(report: Report, held: Mapping[str, Held], edition: str) -> str | None:
    for report_id, one in held.items():
        if one.info.edition != edition or one.info.kind != report.info.kind:
            continue
        if "table" in (one.format, report.format):
            if one.format == report.format and _same_title(one.info, report.info):
                return report_id
            continue
        if report.scheme and one.scheme and one.scheme != report.scheme:
            continue
        if _alike(one.info, report.info):
            return report_id
    return None


def _alike(one: ReportInfo, other: ReportInfo) -> bool:
    """Whether two reports of one kind are about one inspection.

    Reports on places by place and date, those on a theme by title and date. Of other documents a
    title and a date say too little ("Notes"): their ids hold digits of their content.
    """
    if one.kind == "other":
        return one.id.removeprefix(DIGEST) == other.id.removeprefix(DIGEST)
    if one.kind == "thematic":
        same = _same_title(one, other)
    else:
        same = one.subject.casefold() == other.subject.casefold()
    return same and _same_date(one.published, other.published)


def _same_title(one: ReportInfo, other: ReportInfo) -> bool:
    return one.title.casefold() == other.title.casefold()


def _same_date(one: str, other: str) -> bool:
    """ISO dates of any precision are equal where one is a prefix of the other."""
    if not one or not other:
        return one == other
    return one.startswith(other) or other.startswith(one)


def _free_id(report: Report, held: Mapping[str, Held]) -> str:
    """The report's id; with digits of its content where another inspection has that id."""
    if report.info.id not in held:
        return report.info.id
    return f"{report.info.id}-{words_digest(report.text, report.format)[:SUFFIX]}"


def _renamed(value: Any, old: str, new: str) -> Any:
    if isinstance(value, dict):
        return {
            key: _renamed_id(inner, old, new)
            if key in ("id", "report", "passage") and isinstance(inner, str)
            else _renamed(inner, old, new)
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        return type(value)(_renamed(inner, old, new) for inner in value)
    return value


def _renamed_id(value: str, old: str, new: str) -> str:
    if value == old or value.startswith(old + "/"):
        return new + value[len(old) :]
    return value
