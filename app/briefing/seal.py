"""A seal in each file that `reports brief` writes, by which it is known while nobody changes it."""

import hashlib
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterable
from io import BytesIO

BODY = ("word/document.xml", "word/endnotes.xml")
"""What a Word file is known by; Word itself writes these anew when it saves."""
_LINE = "\n<!-- reports brief, sha256 of the lines above: {digest} -->\n"
_SEAL = re.compile(rb"\n<!-- reports brief, sha256 of the lines above: ([0-9a-f]{64}) -->\n\Z")
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError),
    *(KeyError, RuntimeError),  # a part that is not there; one that is encrypted
)
"""What zipfile raises of a file that is damaged, encrypted, packed strangely or not ours."""
_STATUS = re.compile(rb"<cp:contentStatus>([0-9a-f]{64})</cp:contentStatus>")


def digest(parts: Iterable[bytes]) -> str:
    """SHA-256 of the parts behind one another."""
    found = hashlib.sha256()
    for part in parts:
        found.update(part)
    return found.hexdigest()


def sealed(text: str) -> bytes:
    """A text as UTF-8 with its seal as a comment behind it."""
    data = text.encode("utf-8")
    return data + _LINE.format(digest=digest([data])).encode("ascii")


def is_untouched(data: bytes) -> bool:
    """Whether `reports brief` wrote these bytes, and nobody has changed them since."""
    found = _SEAL.search(data)
    if found:
        return digest([data[: found.start()]]) == found[1].decode()
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = set(package.namelist())
            status = _STATUS.search(package.read("docProps/core.xml"))
            body = [package.read(name) for name in BODY if name in names]
    except _UNREADABLE:
        return False
    return status is not None and digest(body) == status[1].decode()
