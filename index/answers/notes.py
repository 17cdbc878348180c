"""Remarks beside an answer: digests, doubts about what is cited, search without its vectors."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from index.answers.compose import phrases
from index.answers.compose.request import Request
from index.answers.dates import in_words
from index.answers.disagreements import add_disagreements
from index.answers.spelling import read_as
from ingest.models import Source

_SHOWN_TOGETHER = {"figures_disagree", "ratings_disagree", "scores_disagree", "key_question_prose"}
"""Warnings about two places that contradict each other: both are shown (DESIGN.md, promise 7)."""


_FEW = 3
"""Names that a filter is told by; more are counted."""


def _few(names: Sequence[str], what: str) -> list[str]:
    return list(names) if len(names) <= _FEW else [f"{len(names)} {what}"]


def add_notes(request: Request) -> None:
    """What a reader must know of the sources cited so far."""
    build, knowledge = request.build, request.knowledge
    digests = [info for info in build.cited_reports if info.edition == "digest"]
    if digests:
        build.fixed(phrases.FROM_DIGEST)
    add_disagreements(request)
    for info in build.cited_reports:
        if info.is_table:
            build.note(phrases.FROM_TABLE.format(file=info.source))
    for remark in read_as(request.plan.corrected):
        build.note(remark)
    _add_warnings(request)
    for info in build.cited_reports:
        if info.id in knowledge.contradictions:
            build.note(
                f"In {info.title}, the counts by standard, the scores and the ratings cannot all "
                "be right, so no lost rating is derived there."
            )
    for note in knowledge.library.search_notes:
        build.note(note)
    if request.filters.places or request.filters.reports:
        limited = _few(request.filters.reports, "reports")
        build.note(
            "Limited by the filters to "
            f"{phrases.joined([*_few(request.filters.places, 'places'), *limited])}."
        )
    if request.plan.newest:
        placed = {f.published for f in build.facts if f.region}
        dates = sorted(placed or {info.published for info in build.cited_reports})
        if dates:
            build.note(f"Newest in this library: {in_words(dates[-1])}.")


def _add_warnings(request: Request) -> None:
    """Warnings of ingestion that touch a cited place (DESIGN.md: shown wherever the fact is)."""
    cited: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for citation in request.build.citations:
        cited[citation.passage].append((citation.start, citation.end))
    reports = [info.id for info in request.build.cited_reports]
    warnings = request.knowledge.library.warnings_of(reports)
    for report in reports:
        for warning in warnings[report]:
            other = [s for s in warning.sources if not _is_cited(s, cited)]
            if len(other) == len(warning.sources):
                continue
            request.build.note(warning.message)
            if warning.kind in _SHOWN_TOGETHER:
                for source in other:
                    request.build.heading("The same report also says")
                    request.build.quote(source)


def _is_cited(source: Source, cited: Mapping[str, list[tuple[int, int]]]) -> bool:
    return any(
        source.start < end and start < source.end for start, end in cited.get(source.passage, ())
    )
