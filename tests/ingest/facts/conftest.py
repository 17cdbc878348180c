"""A small report built by hand, for the rules that read facts."""

from collections.abc import Callable
from typing import Any

import pytest

from ingest.facts.reading import Reading
from ingest.models import Passage, ReportInfo, Span
from ingest.readers.text import visible
from ingest.schemes import load_schemes

Build = Callable[..., Reading]


@pytest.fixture
def build() -> Build:
    """A function from pieces `(type, text)` or `(type, text, {fields})` to a Reading.

    A piece of type "table" has rows for text. The pieces stand one below the other in the text.
    """

    def made(
        *pieces: tuple[Any, ...],
        scheme: str = "hmip-probation-2023",
        kind: str = "pdu",
        subject: str = "Anytown",
        published: str = "2024-06",
        cover: str = "",
    ) -> Reading:
        schemes = load_schemes()
        info = ReportInfo(
            id="anytown-2024-06",
            title="An inspection of Anytown",
            kind=kind,  # type: ignore[arg-type]
            subject=subject,
            region="" if kind == "annual" else "East Midlands",
            published=published,
            edition="published",
            source="anytown.txt",
        )
        text = cover
        passages = []
        for ordinal, (sort, content, *more) in enumerate(pieces):
            fields: dict[str, Any] = dict(more[0]) if more else {}
            rows = None
            words = content
            if sort == "table":
                rows = tuple(tuple(row) for row in content)
                words = "\n".join("\t".join(row) for row in rows)
            start = len(text)
            text += words + "\n\n"
            given: dict[str, Any] = {
                "id": f"{info.id}/{ordinal:04d}",
                "ordinal": ordinal,
                "type": sort,
                "section": (),
                "standard": None,
                "polarity": None,
                "number": None,
                "footnotes": (),
                "text": visible(words),
                "rows": rows,
                "page": None,
                "spans": (Span(start, start + len(words), None),),
            }
            passages.append(Passage(**(given | fields)))
        known = schemes.scheme(scheme) if scheme else None
        return Reading(info, known, schemes, (), tuple(passages), text)

    return made
