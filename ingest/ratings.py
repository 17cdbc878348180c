"""The ratings page: place, fieldwork, score and one rating per standard, however the page was cut.

Some texts print label and value on lines of their own, some in rows with tabs or bars between
them, and Sheffield 2023 lost the starts of its lines; a cut label is completed by the names that
the scheme and the cover know.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.blocks import Block, cut_block, join_spans
from ingest.layout import Layout, Names, bare_rating, plain_name, split_label
from ingest.models import Span
from ingest.readers.text import drawn_rating, visible, visible_map
from ingest.schemes import Schemes

SCORE = re.compile(r"\d{1,2}\s*(?:/|out of)\s*\d{1,2}")
_FIXED = ("Overall rating", "Fieldwork started", "Score")
_LONG = 90
"""Characters: a line above this on a ratings page is prose, and a chapter has begun."""
_LONGEST_VALUE = 40
"""Characters of a rating with the signs beside it."""
_SENTENCE = re.compile(r"(?:\S+\s+){3,}\S+[.!?]['\"’”)]*$")
_SIGNS = re.compile(r"^[^\w(]+|[^\w)]+$")
_LEAST_SUFFIX = 4
"""Letters that must be left of a cut label to complete it."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the ratings page needs to know to read itself."""

    text: str
    schemes: Schemes
    names: Names
    places: tuple[str, ...]
    """Names of the inspected place as the cover may print them."""


def page_extent(blocks: Sequence[Block], layout: Layout, names: Names) -> range:
    """Positions of the blocks of the ratings page, its heading left out; empty when it has none."""
    start = next(
        (
            i + 1
            for i, block in enumerate(blocks[:-1])
            if block.style in ("plain", "heading", "bold")
            and not block.bullet
            and split_label(block.text)[1] in layout.ratings_chapter
        ),
        None,
    )
    if start is None:
        return range(0)
    seen: set[str] = set()
    for i in range(start, len(blocks)):
        name = split_label(blocks[i].text.replace("\t", " "))[1]
        if name in names.domains and name not in seen and not _prose_follows(blocks, i, names):
            seen.add(name)
        elif name in names.domains or name in layout.chapters or len(blocks[i].text) > 4 * _LONG:
            return range(start, i)
    return range(start, len(blocks))


def read_page(blocks: Sequence[Block], page: Page) -> tuple[Block, ...]:
    """The blocks of the page with ratings as ratings and its headings as headings."""
    out: list[Block] = []
    pending: Block | None = None
    for piece in _pieces(blocks, page):
        value = _value(piece.text, page)
        if value and pending is not None:
            out.append(_labelled(pending, piece, page))
            pending = None
            continue
        if pending is not None:
            out.append(_unread(pending))
            pending = None
        if piece.rating or piece.level or value:
            out.append(replace(piece, style="rating", rating=("", value)) if value else piece)
        elif _is_label(piece.text, page):
            pending = piece
        else:
            out.append(piece)
    if pending is not None:
        out.append(_unread(pending))
    return tuple(out)


def _prose_follows(blocks: Sequence[Block], i: int, names: Names) -> bool:
    """Whether a chapter begins here: long words follow, or the heading of a standard over points
    or sentences, which are no rating of it."""
    following = [block for block in blocks[i + 1 : i + 5] if block.style != "rule"][:3]
    if any(len(block.text) > _LONG for block in following):
        return True
    if not following or following[0].style != "heading":
        return False
    headed = split_label(following[0].text)[1] in names.standards
    return headed and any(_is_said(block) for block in following[1:2])


def _is_said(block: Block) -> bool:
    """A point of a list, or a sentence."""
    return block.bullet or bool(_SENTENCE.search(block.text))


def _pieces(blocks: Sequence[Block], page: Page) -> list[Block]:
    """Each line of the page taken apart: place, fieldwork, domain, label with value."""
    out: list[Block] = []
    for block in blocks:
        if block.style == "rule":
            continue
        if block.style == "row":
            out.extend(_row(block, page))
        else:
            out.extend(_line(block, page))
    return out


def _row(block: Block, page: Page) -> list[Block]:
    cells = _cells(block, page.text)
    if not cells:
        return []
    values = [i for i, cell in enumerate(cells) if _value(cell.text, page)]
    if not values:
        return _line(_over(cells, page.text), page)
    last = values[-1]
    out: list[Block] = []
    first = _label_start(cells[:last], page)
    for cell in cells[:first]:
        out.extend(_line(cell, page))
    label = _over(cells[first:last], page.text) if first < last else None
    if label is None:
        return [*out, cells[last]]
    return [*out, _labelled(label, cells[last], page)]


def _label_start(cells: Sequence[Block], page: Page) -> int:
    """Where the label begins among the cells before a value: the longest run that is a label."""
    for start in range(len(cells)):
        words = " ".join(cell.text for cell in cells[start:])
        if _complete(words, page) is not None:
            return start
    return max(0, len(cells) - 1)


def _line(block: Block, page: Page) -> list[Block]:
    words = block.text.replace("\t", " ")
    if _value(words, page):
        return [block]
    if named := _heading(block, words, page):
        return [named]
    if split := _label_and_value(block, page):
        return [split]
    if fieldwork := _fieldwork(block, words, page):
        return fieldwork
    return [block]


def _heading(block: Block, words: str, page: Page) -> Block | None:
    name = split_label(words)[1]
    if block.mark and block.numbered and name in page.names.domains:
        return _with_mark(block, page)
    if name in page.names.domains:
        return replace(block, text=words, style="heading", level=3, mark="")
    place = next((each for each in page.places if plain_name(each) == name), None)
    if place is not None:
        return replace(block, text=words, style="heading", level=2, mark="")
    cut = _ending(words, page.places)
    if cut is not None:
        return replace(block, text=cut, style="heading", level=2, mark="", extracted=words)
    return None


def _with_mark(block: Block, page: Page) -> Block:
    """A domain that a list number stands before: the number belongs to the heading."""
    span = Span(block.lead, block.spans[-1].end, block.spans[0].page)
    words = visible(page.text[span.start : span.end]).replace("\t", " ")
    return replace(block, spans=(span,), text=words, style="heading", level=3, mark="")


def _label_and_value(block: Block, page: Page) -> Block | None:
    """A line that holds both: "Score 3/21", "1.1 Leadership: Good"."""
    words = block.text.replace("\t", " ")
    if drawn := drawn_rating(page.text[block.spans[0].start : block.spans[-1].end]):
        if _is_label(words, page):
            colour = replace(block, text=drawn, extracted="")
            return replace(_labelled(block, colour, page), spans=block.spans, extracted=words)
        return None
    score = re.fullmatch(rf"(score)\s*:?\s*({SCORE.pattern})", words, re.IGNORECASE)
    if score:
        return replace(block, text=words, style="rating", rating=(score[1], score[2]))
    for rating in (each.word for scheme in page.schemes.schemes for each in scheme.ratings):
        if words.lower().endswith(" " + rating.lower()):
            label = words[: -len(rating)].rstrip(" :–—-")
            if _is_label(label, page):
                value = words[-len(rating) :]
                return replace(block, text=words, style="rating", rating=(label, value))
    return None


def _fieldwork(block: Block, words: str, page: Page) -> list[Block]:
    """Fieldwork line, alone or run together with the place before it; [] when it is none."""
    known = "Fieldwork started"
    for length in range(len(known), len("work started") - 1, -1):
        suffix = known[-length:]
        at = words.find(suffix)
        if at < 0:
            continue
        begin = words.rfind(" ", 0, at) + 1 if length < len(known) else at
        restored = known + words[at + length :]
        cut = _split_at(block, begin, page)
        line = replace(cut[-1], text=restored)
        if restored != words[begin:]:
            line = replace(line, extracted=words[begin:])
        return [*(_line(cut[0], page) if len(cut) > 1 else []), line]
    return []


def _split_at(block: Block, begin: int, page: Page) -> list[Block]:
    """A block of plain words as two, at an offset of its visible text."""
    if begin <= 0:
        return [block]
    start, end = block.spans[0].start, block.spans[-1].end
    at = start + visible_map(page.text[start:end]).starts[begin]
    return [cut_block(block, start, at, page.text), cut_block(block, at, end, page.text)]


def _labelled(label: Block, value: Block, page: Page) -> Block:
    words = label.text.replace("\t", " ")
    shown = _complete(words, page) or words
    spans = join_spans(label.spans, value.spans, page.text)
    raw = "".join(page.text[span.start : span.end] for span in spans)
    extracted = visible(raw)
    as_printed = shown == words and value.extracted is None
    return Block(
        spans=spans,
        text=extracted if as_printed else f"{shown} {value.text}",
        style="rating",
        lead=label.lead,
        rating=(shown, _value(value.text, page) or value.text),
        extracted=None if as_printed else extracted,
    )


def _unread(label: Block) -> Block:
    """A label whose value the text lost."""
    words = label.text.replace("\t", " ")
    return replace(label, style="rating", text=label.text, rating=(words, ""), mark="")


def rating_word(text: str, schemes: Schemes) -> str | None:
    """The rating that a line shows, without the star or circle beside it; None when it is none."""
    if len(text) >= _LONGEST_VALUE:
        return None
    bare = _SIGNS.sub("", bare_rating(text))
    return bare if bare and schemes.rating(bare) else None


def _value(text: str, page: Page) -> str | None:
    if SCORE.fullmatch(text.strip()):
        return text.strip()
    return rating_word(text, page.schemes)


def _is_label(text: str, page: Page) -> bool:
    return _complete(text.replace("\t", " "), page) is not None


def _complete(words: str, page: Page) -> str | None:
    """The label that these words are or are the end of; None when they are no label."""
    name = split_label(words)[1]
    if name in page.names.standards or name in {plain_name(each) for each in _FIXED}:
        return words
    # A number lost its point or its standard: the scheme still knows the name.
    number = re.match(r"(?:[A-Z]{1,2}\s?)?\d\.\d\.?\s+", words)
    rest = words[number.end() :] if number else words
    known = [each.name for scheme in page.schemes.schemes for each in scheme.standards]
    whole = _ending(rest, (*_FIXED, *dict.fromkeys(known)))
    if whole is None:
        return None
    return (number[0] if number else "") + whole


def _ending(words: str, known: Sequence[str]) -> str | None:
    """The one known name that `words` is the end of, fragments of its start before it allowed.

    "erall rating" and "Ove erall rating" both mean "Overall rating".
    """
    found = set()
    for name in known:
        for length in range(len(name) - 1, _LEAST_SUFFIX - 1, -1):
            suffix = name[-length:]
            if not words.endswith(suffix):
                continue
            before = words[: -len(suffix)]
            glued = before and not before.endswith(" ")
            if not glued and name.lower().startswith(before.strip().lower()):
                found.add(name)
            break
    return found.pop() if len(found) == 1 else None


def _cells(block: Block, text: str) -> list[Block]:
    start, end = block.spans[0].start, block.spans[-1].end
    raw = text[start:end]
    separator = "|" if raw.strip().startswith("|") else "\t"
    out, position = [], 0
    for part in raw.split(separator):
        if part.strip():
            cell = cut_block(block, start + position, start + position + len(part), text)
            if not cell.text and (drawn := drawn_rating(part)):
                cell = replace(cell, text=drawn, extracted="")
            if cell.text:
                out.append(cell)
        position += len(part) + 1
    return out


def _over(cells: Sequence[Block], text: str) -> Block:
    """One block over neighbouring cells."""
    start, end = cells[0].spans[0].start, cells[-1].spans[-1].end
    return cut_block(cells[0], start, end, text)
