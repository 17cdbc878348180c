"""Whether a document says anything that an inspection report says: else it may be none."""

from collections.abc import Iterator

from ingest.facts.reading import Reading
from ingest.models import Fact, Warning

_RATED = frozenset({"rating", "overall_rating", "score", "rating_count"})


def recognised(reading: Reading, facts: tuple[Fact, ...]) -> Iterator[Warning]:
    """A document of no known kind names a place or a date, or rates something."""
    info = reading.info
    rated = any(fact.measure in _RATED for fact in facts)
    standards = any(passage.standard for passage in reading.passages)
    if info.kind != "other" or info.subject or rated or standards:
        return
    date = "" if info.published else "date, "
    yield Warning(
        kind="not_recognised",
        message=(
            f"No place, {date}rating or standard was read from this document: it may be no "
            "inspection report. Its words are searched and quoted all the same; remove it if it "
            "does not belong here."
        ),
    )
