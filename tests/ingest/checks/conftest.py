"""A small report built by hand, and the warnings that the checks give it."""

from collections.abc import Callable
from typing import Any

import pytest

from ingest.checks import check_report
from ingest.facts import extract_facts
from ingest.models import Passage, ReportInfo, Span, Warning
from ingest.readers.text import visible
from ingest.schemes import load_schemes

Check = Callable[..., list[Warning]]


@pytest.fixture
def checked() -> Check:
    """A function from pieces `(type, text or rows, fields)` to the warnings of their report."""

    return _checked


def _checked(
    *pieces: tuple[Any, ...],
    kind: str = "pdu",
    published: str = "2024-06",
    subject: str = "Anytown",
) -> list[Warning]:
    """The warnings of a report made of pieces `(type, text or rows, fields)`."""
    info = ReportInfo(
        id="anytown", title="Anytown", kind=kind, subject=subject, region="",  # type: ignore[arg-type]
        published=published, edition="published", source="anytown.txt",
    )  # fmt: skip
    text, passages = "", []
    for ordinal, (sort, content, *more) in enumerate(pieces):
        rows = tuple(map(tuple, content)) if sort == "table" else None
        words = "\n".join("\t".join(row) for row in rows) if rows else content
        start = len(text)
        text += words + "\n\n"
        given: dict[str, Any] = {
            "id": f"anytown/{ordinal}", "ordinal": ordinal, "type": sort, "section": (),
            "standard": None, "polarity": None, "number": None, "footnotes": (), "page": None,
            "text": visible(words), "rows": rows, "spans": (Span(start, start + len(words), None),),
        }  # fmt: skip
        passages.append(Passage(**(given | (more[0] if more else {}))))
    schemes = load_schemes()
    scheme = "hmip-probation-2023"
    facts = extract_facts(info, scheme, schemes, (), tuple(passages), text)
    return list(check_report(info, scheme, schemes, (), tuple(passages), text, facts))
