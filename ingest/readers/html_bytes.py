"""Bytes of a page to its text: by its mark, what the server said, what the page says of itself."""

import codecs
import re
from pathlib import Path

from ingest.readers.text import decode

_HEAD = 4096
"""Bytes among which a page names its encoding; browsers look at 1,024."""
_META = re.compile(rb"""<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""")
_WESTERN = {"ascii", "iso8859-1", "cp1252"}
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def page_text(data: bytes, path: Path, charset: str | None = None) -> str:
    """The text of a page. `charset`: what the server said, which counts for more than the page.

    Raises UnreadableFile for what is empty or no text.
    """
    if data.startswith(_MARKS) or b"\x00" in data[:_HEAD]:
        return decode(data, path).lstrip("\ufeff")
    for name in (charset, _named(data)):
        known = _codec(name)
        if known is not None:
            return _decoded(data, known)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(data, "cp1252")


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
    """The text, whatever the page says: a wrong encoding gives way to UTF-8, then bends."""
    for name in (codec, "utf-8"):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    if codec == "cp1252":
        return data.decode("cp1252", errors="replace").replace("\ufffd", " ")
    return data.decode(codec, errors="replace")
