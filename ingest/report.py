"""A file becomes a Report: the steps, from the text to the checks, as one list."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from ingest.blocks import Block, split_blocks
from ingest.checks import check_report
from ingest.cover import Cover, read_cover, report_id
from ingest.doubts import reading_doubts
from ingest.facts import extract_facts
from ingest.headings import Guide
from ingest.layout import Names, known_names, load_layout, scheme_names
from ingest.models import TABLE_ENDINGS, Report, ReportInfo, Warning
from ingest.passages import build_passages
from ingest.printed import with_places
from ingest.ratings import SCORE, Page, page_extent, read_page
from ingest.readers.document import Document
from ingest.readers.opening import LARGEST, MOST_PAGES, read_document
from ingest.readers.table import read_table
from ingest.readers.text import as_words
from ingest.residue import without_residue
from ingest.schemes import Schemes, load_schemes
from ingest.sections import find_sections
from ingest.tables import join_wrapped_rows

_LONGEST_LABEL = 60
"""Characters of a heading or label that may name a standard."""


def read_report(
    path: Path,
    schemes: Schemes | None = None,
    *,
    max_bytes: int = LARGEST,
    max_pages: int = MOST_PAGES,
) -> Report:
    """The report that a file holds: sections, passages, facts and warnings.

    A table of ratings is read by its columns. Raises UnreadableFile for what no reader can turn
    into a report.
    """
    schemes = schemes or load_schemes()
    if path.suffix.lower() in TABLE_ENDINGS:
        return read_table(path, schemes)
    document, data = read_document(path, max_bytes, max_pages)
    return _report_of(document, hashlib.sha256(data).hexdigest(), path, schemes)


def _report_of(document: Document, sha256: str, path: Path, schemes: Schemes) -> Report:
    text = document.text
    layout = load_layout()
    names = scheme_names(schemes)
    blocks = split_blocks(text, known_names(layout, names))
    cover = read_cover(blocks, schemes, layout)
    blocks = join_wrapped_rows(without_residue(blocks, layout, cover.last), text)
    scheme = _scheme(blocks, cover, schemes)
    blocks, ratings = _with_ratings(blocks, text, cover, schemes, names)
    own = _standards(scheme, cover, schemes)
    if cover.kind == "other":
        # What somebody else calls "Leadership" is no standard of a scheme.
        names = names.model_copy(update={"standards": {}, "domains": frozenset()})
    outline = find_sections(blocks, Guide(cover.kind, layout, names, cover.last, ratings, own))
    info = _info(cover, path, sha256, document.url)
    sections = outline.sections()
    passages = build_passages(outline, text, schemes, info.id)
    facts = extract_facts(info, scheme, schemes, sections, passages, text)
    warnings = (
        *(Warning(kind="unread", message=doubt) for doubt in document.doubts),
        *reading_doubts(info.id, text, sections, passages),
        *check_report(info, scheme, schemes, sections, passages, text, facts),
    )
    report = Report(
        info=info,
        scheme=scheme,
        sha256=sha256,
        format=document.format,
        reader_version=document.version,
        text=text,
        sections=sections,
        passages=passages,
        facts=facts,
        warnings=warnings,
    )
    return with_places(report, document.words)


def _info(cover: Cover, path: Path, sha256: str, url: str | None) -> ReportInfo:
    return ReportInfo(
        id=report_id(cover, sha256),
        title=cover.title or as_words(path.stem),
        kind=cover.kind,
        subject=cover.subject,
        region=cover.region,
        published=cover.published,
        edition=cover.edition,
        source=as_words(path.name),
        url=cover.url or url,
        isbn=cover.isbn,
    )


def _scheme(blocks: Sequence[Block], cover: Cover, schemes: Schemes) -> str:
    """Name of the scheme that the document uses, "" for one that is no inspection report."""
    if cover.kind not in ("pdu", "region", "annual"):
        return ""
    score = next(
        (
            m
            for b in blocks
            if (len(b.text) < 80 or b.style == "row")
            and (m := SCORE.search(b.text))
            and "core" in b.text
        ),
        None,
    )
    out_of = float(re.findall(r"\d+", score[0])[1]) if score else None
    words = {re.escape(each.word) for scheme in schemes.schemes for each in scheme.ratings}
    # "1.1 Leadership: Good" names a standard as well as "1.1 Leadership" does.
    value = re.compile(rf"[\s:–—-]+(?:{'|'.join(sorted(words))})$", re.IGNORECASE)
    labels = [
        value.sub("", cell)
        for block in blocks
        for cell in ([block.text.replace("\t", " "), *block.text.split("\t")])
        if len(cell) <= _LONGEST_LABEL
    ]
    return schemes.detect(kind=cover.kind, out_of=out_of, labels=labels)


def _standards(scheme: str, cover: Cover, schemes: Schemes) -> frozenset[str]:
    """Keys of the standards of the scheme, or of all that such a report may use."""
    return frozenset(
        standard.key
        for each in schemes.schemes
        if each.name == scheme or (not scheme and cover.kind in each.kinds)
        for standard in each.standards
    )


def _with_ratings(
    blocks: Sequence[Block], text: str, cover: Cover, schemes: Schemes, names: Names
) -> tuple[tuple[Block, ...], range]:
    """The blocks with those of the ratings page read as ratings, and where these stand now."""
    if cover.kind not in ("pdu", "region"):
        return tuple(blocks), range(0)
    extent = page_extent(blocks, load_layout(), names)
    places = [cover.subject]
    units = schemes.units_called()
    for ending in (*units, "region", *(f"{unit} region" for unit in units)):
        places.append(f"{cover.subject} {ending}")
    read = read_page(blocks[extent.start : extent.stop], Page(text, schemes, names, tuple(places)))
    out = (*blocks[: extent.start], *read, *blocks[extent.stop :])
    return out, range(extent.start, extent.start + len(read))
