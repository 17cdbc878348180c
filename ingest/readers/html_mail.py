"""Pages that a browser saved in one file (.mht, .mhtml): the page and its style sheets."""

import email
import email.policy
import re
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

from ingest.errors import UnreadableFile

_HEAD = 2000
_MIME = re.compile(rb"^mime-version:", re.IGNORECASE | re.MULTILINE)
_RELATED = re.compile(
    rb"^content-type:\s*(?:multipart/(?:related|mixed|alternative)|text/html)",
    re.IGNORECASE | re.MULTILINE,
)
_HEADER = re.compile(rb"\s*[A-Za-z-]{2,40}:[ \t]")
_MOST_PARTS = 5000


class SavedPage(NamedTuple):
    """A page as its browser saved it."""

    data: bytes
    charset: str | None
    sheets: tuple[str, ...]
    """Style sheets that stood in files of their own."""
    address: str
    """Where the page stood; "" where the file does not say."""


def is_saved_page(data: bytes) -> bool:
    """Whether the bytes are a page with its parts in one file, by how they begin."""
    head = data[:_HEAD]
    return bool(_HEADER.match(head) and _MIME.search(head) and _RELATED.search(head))


def open_saved(data: bytes, path: Path) -> SavedPage:
    """The page that the file holds. Raises UnreadableFile for a file without one."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        parts = [part for part, _ in zip(message.walk(), range(_MOST_PARTS), strict=False)]
        pages = [part for part in parts if part.get_content_type() == "text/html"]
        page = _root(message, pages)
        if page is None:
            raise UnreadableFile(
                path, "is a saved page without a page in it; save it as HTML and try again"
            )
        sheets = [part for part in parts if part.get_content_type() == "text/css"]
        address = page.get("Content-Location") or message.get("Snapshot-Content-Location") or ""
        return SavedPage(
            data=_bytes(page),
            charset=page.get_content_charset(),
            sheets=tuple(_bytes(each).decode("utf-8", errors="replace") for each in sheets),
            address=str(address),
        )
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
    ) as error:
        # The parser of the standard library stumbles over malformed headers in these ways.
        raise UnreadableFile(
            path, "is a damaged saved page; open it in a browser and save it as HTML"
        ) from error


def _root(message: EmailMessage, pages: list[EmailMessage]) -> EmailMessage | None:
    """The part that the file names as its page, else the first."""
    start = message.get_param("start")
    named = (part for part in pages if start and part.get("Content-ID", "").strip() == start)
    return next(named, pages[0] if pages else None)


def _bytes(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
