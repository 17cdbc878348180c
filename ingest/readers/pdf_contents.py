"""Contents pages of a PDF: lines that end with the number of a page."""

import re
from collections.abc import Sequence

from ingest.layout import load_layout, plain_name
from ingest.readers.pdf_blocks import Block, Item
from ingest.readers.pdf_columns import Atom
from ingest.readers.pdf_lines import Line, segments_of

_PAGE_NUMBER = re.compile(r"^(?:\d{1,4}|[ivxl]{1,6})$")
_LEADERS = re.compile(r"[.…·_]{4,}|(?:[.…·]\s){4,}")
_ENDING = re.compile(r"[\s.…·_]*(\d{1,4}|[ivxl]{1,6})$")
_SHARE = 0.5
"""Share of the lines of a page that are entries where a contents page goes on over its end."""


def mark_entries(pages: Sequence[Sequence[Atom]]) -> None:
    """Marks the lines of each page that are entries of a contents page."""
    going = False
    for items in pages:
        lines = [item for item in items if isinstance(item, Line) and item.letters]
        named = any(plain_name(line.text) in load_layout().contents for line in lines)
        entries = [line for line in lines if _is_entry(line, named or going)]
        going = (named or going) and len(entries) >= max(1, _SHARE * len(lines))
        for line in entries:
            line.entry = going or named or bool(_LEADERS.search(line.text))


def _is_entry(line: Line, listed: bool) -> bool:
    text = line.text
    if _LEADERS.search(text):
        return bool(_ENDING.search(text))
    parts = segments_of(line)
    return listed and len(parts) > 1 and bool(_PAGE_NUMBER.match(parts[-1].text))


def with_whole_entries(items: Sequence[Item]) -> list[Item]:
    """The blocks with each entry in one, where its words were broken over two lines."""
    out: list[Item] = []
    for item in items:
        last = out[-1] if out else None
        before = out[-2] if len(out) > 1 else None
        if (
            isinstance(item, Block)
            and isinstance(last, Block)
            and isinstance(before, Block)
            and item.entry
            and before.entry
            and not last.entry
            and abs(last.size - item.size) < 1
            and last.lines[0].page == item.lines[0].page
        ):
            whole = Block([*last.lines, *item.lines], "", 0, item.right, item.left, item.zone)
            whole.entry = True
            out[-1] = whole
        else:
            out.append(item)
    return out


def entry_words(text: str) -> tuple[str, str]:
    """The name and the page number of an entry."""
    match = _ENDING.search(text)
    if match is None:
        return text, ""
    return text[: match.start()].rstrip(" .…·_"), match[1]
