"""Bytes of a page to its text: by its mark, what the server said, what the page says of itself."""

import codecs
import re
from pathlib import Path

from ingest.errors import UnreadableFile
from ingest.readers.text import decode

_HEAD = 4096
"""Bytes among which a page names its encoding; browsers look at 1,024."""
_META = re.compile(rb"""<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""")
_WESTERN = {"ascii", "iso8859-1", "cp1252"}
_WIDE_SHARE = 0.2
"""Part of the bytes that are zero from which a text is in UTF-16 or UTF-32."""
_SAMPLE = 100_000
_CONTROL = [bytes([code]) for code in (*range(9), *range(14, 32)) if code != 0x1B]
_BINARY_SHARE = 0.02
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def page_text(data: bytes, path: Path, charset: str | None = None) -> str:
    """The text of a page. `charset`: what the server said, which counts for more than the page.

    Raises UnreadableFile for what is empty or no text.
    """
    head = data[:_HEAD]
    if not data or data.startswith(_MARKS) or head.count(0) > _WIDE_SHARE * len(head):
        return decode(data, path).lstrip("\ufeff")
    if _binary_share(data) > _BINARY_SHARE:
        raise UnreadableFile(path, "is not text: it holds binary data")
    codec = next(filter(None, map(_codec, (charset, _named(data)))), "utf-8")
    return _decoded(data, codec)


def _binary_share(data: bytes) -> float:
    """Part of the bytes that no text has; what is no page at all has many."""
    sample = data[:_SAMPLE]
    return sum(map(sample.count, _CONTROL)) / len(sample)


def _named(data: bytes) -> str | None:
    match = _XML.search(data[:_HEAD]) or _META.search(data[:_HEAD])
    return match[1].decode("ascii", errors="replace") if match else None


def _codec(name: str | None) -> str | None:
    """The codec that is meant: browsers read Latin-1 as Windows-1252, and no page that can be read
    up to its own name for UTF-16 is in it."""
    if not name:
        return None
    try:
        # Python knows codecs that are none of text: "".encode fails for them.
        "".encode(name)
        known = codecs.lookup(name).name
    except (LookupError, ValueError, TypeError):
        return None
    if known.startswith(("utf-16", "utf-32", "utf-7")):
        return "utf-8"
    if known in ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"):
        return None
    return "cp1252" if known in _WESTERN else known


def _decoded(data: bytes, codec: str) -> str:
    """The text, whatever the page says: a wrong encoding gives way to one that fits better."""
    # What is valid UTF-8 beyond ASCII is hardly ever Windows-1252: programs convert a page and
    # leave what it says of itself.
    for name in ("utf-8", codec) if codec == "cp1252" else (codec, "utf-8"):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    bent = data.decode(codec, errors="replace")
    # A damaged page in UTF-8 has a few wrong bytes among its letters, another has only them.
    letters = sum(char > "\x7f" and char != "\ufffd" for char in bent)
    if codec == "utf-8" and bent.count("\ufffd") > letters:
        bent = data.decode("cp1252", errors="replace")
    return bent
