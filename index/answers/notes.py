"""Remarks beside an answer: digests, doubts about what is cited, search without its vectors."""

from collections import defaultdict

from index.answers.compose import phrases
from index.answers.compose.request import Request
from index.answers.dates import in_words
from index.answers.disagreements import add_disagreements


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
    for word, name in request.plan.corrected:
        build.note(f"“{word}” was read as {name}.")
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
        build.note(
            "Limited by the filters to "
            f"{phrases.joined([*request.filters.places, *request.filters.reports])}."
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
            touched = any(
                s.start < end and start < s.end
                for s in warning.sources
                for start, end in cited.get(s.passage, ())
            )
            if touched:
                request.build.note(warning.message)
