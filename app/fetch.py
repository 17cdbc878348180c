"""Fetching: one page or file from a public address, within limits of size and time."""

import re
import ssl
import zlib
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import httpcore
import httpx

from app.addresses import Backend, Network, NotPublic, TooSlow
from app.errors import NotFetched
from ingest.errors import UnreadableFile
from ingest.readers.html_bytes import page_text
from ingest.readers.sniff import kind_of

MOST_REDIRECTS = 5
_LONGEST_URL = 2000
_LONGEST_NAME = 80
_CHUNK = 65_536
"""Bytes that are unpacked at a time, so that a small answer cannot swell beyond its limit."""
_MOST_MEMBERS = 1000
"""Packed parts of one answer: thousands of empty ones would only cost time."""
_TOO_MANY = "comes packed in too many parts; download the file and ingest that"
_HEADERS = [
    (b"Accept", b"text/html,application/xhtml+xml,application/pdf,*/*;q=0.5"),
    (b"Accept-Encoding", b"gzip"),
    (b"Accept-Language", b"en-GB,en;q=0.8"),
    (b"User-Agent", b"reports-assistant"),
    (b"Connection", b"close"),
]
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)
_NUMBERS = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+)){0,3}\.?", re.IGNORECASE)
_ENDINGS = {"pdf": ".pdf", "html": ".html", "docx": ".docx", "text": ".txt"}


class Fetched(NamedTuple):
    """What an address gave."""

    data: bytes
    url: str
    """The address that it came from in the end."""
    charset: str | None
    """The encoding that the server named."""
    name: str
    """A safe name of a file for it, with the ending of what it is by its bytes."""


def fetch(url: str, *, max_bytes: int, seconds: float, network: Network | None = None) -> Fetched:
    """The page or file at a public address; `seconds` is for all of it, redirects included.

    Raises NotFetched with the reason: what may not be reached, what does not answer as it should,
    what is too large or too slow, and what is no report by its bytes.
    """
    network = network or Network()
    try:
        return _fetch(url, max_bytes, Backend(network, seconds), network)
    except TooSlow as error:
        raise NotFetched(
            url, f"took longer than {seconds:g} seconds (REPORTS_FETCH_SECONDS); try again later"
        ) from error
    except httpcore.TimeoutException as error:
        raise NotFetched(
            url, f"took longer than {seconds:g} seconds (REPORTS_FETCH_SECONDS); try again later"
        ) from error
    except NotPublic as error:
        raise NotFetched(
            url,
            f"is not fetched, since it leads to a place that is not public ({error}); "
            "download the file and ingest that",
        ) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError) as error:
        raise NotFetched(url, _network_reason(error)) from error


def _fetch(url: str, max_bytes: int, backend: Backend, network: Network) -> Fetched:
    context = network.trust or httpx.create_ssl_context(trust_env=False)
    with httpcore.ConnectionPool(
        ssl_context=context, network_backend=backend, max_keepalive_connections=0, http2=False
    ) as pool:
        here = _checked(url, url)
        for _ in range(MOST_REDIRECTS + 1):
            with pool.stream("GET", _target(here), headers=_headers(here)) as response:
                following = _following(response, here, url)
                if following is None:
                    return _taken(response, here, url, max_bytes)
            here = following
    raise NotFetched(url, f"leads on more than {MOST_REDIRECTS} times; check the address")


def _checked(address: str, url: str) -> httpx.URL:
    """The parts of an address; NotFetched for one that is none, or that holds a password."""
    try:
        parsed = httpx.URL(address)
        host = parsed.raw_host.decode("ascii")
    except (httpx.InvalidURL, ValueError) as error:
        raise NotFetched(url, "is no address that can be understood; check it") from error
    if parsed.scheme not in ("http", "https") or not host or len(address) > _LONGEST_URL:
        raise NotFetched(url, "is no address of a web page; only http and https are fetched")
    if parsed.userinfo:
        raise NotFetched(url, "holds a name or password; give the address without it")
    if _NUMBERS.fullmatch(host) and not _is_plain_ip(host):
        raise NotFetched(url, "writes its host as a number in an unusual way; give its name")
    return parsed


def _is_plain_ip(host: str) -> bool:
    """Four decimal numbers without leading zeros: all other ways to write one hide something."""
    parts = host.split(".")
    return len(parts) == 4 and all(part.isdecimal() and part == str(int(part)) for part in parts)


def _target(url: httpx.URL) -> httpcore.URL:
    return httpcore.URL(
        scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
    )


def _headers(url: httpx.URL) -> list[tuple[bytes, bytes]]:
    return [(b"Host", url.netloc), *_HEADERS]


def _following(response: httpcore.Response, here: httpx.URL, url: str) -> httpx.URL | None:
    """The address that an answer leads on to; None for an answer that is the page itself."""
    if response.status not in _REDIRECTS:
        return None
    place = _header(response, b"location")
    try:
        joined = here.join(place) if place else None
    except (httpx.InvalidURL, ValueError):
        joined = None
    if joined is None:
        raise NotFetched(url, "leads on to no address; check it")
    following = _checked(str(joined.copy_with(fragment=None)), url)
    if here.scheme == "https" and following.scheme == "http":
        raise NotFetched(url, "leads from https to http, where anybody could change the page")
    return following


def _taken(response: httpcore.Response, here: httpx.URL, url: str, max_bytes: int) -> Fetched:
    """The answer as a file, its kind told from its bytes alone."""
    if response.status != HTTPStatus.OK:
        raise NotFetched(url, f"was answered with {response.status}{_phrase(response.status)}")
    declared = _header(response, b"content-length")
    if declared.isdecimal() and len(declared) < 20 and int(declared) > max_bytes:
        raise NotFetched(url, _too_large(max_bytes))
    data = b"".join(_unpacked(response, url, max_bytes))
    match = _CHARSET.search(_header(response, b"content-type"))
    charset = match[1] if match else None
    name = _safe_name(here)
    kind = _kind(data, url)
    if kind == "html" and charset:
        data = _as_named(data, charset)
    return Fetched(data, str(here), charset, name + _ENDINGS[kind])


def _unpacked(response: httpcore.Response, url: str, max_bytes: int) -> Iterator[bytes]:
    """The bytes of an answer; both what comes and what is unpacked of it are limited."""
    encoding = _header(response, b"content-encoding").lower()
    if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise NotFetched(url, f"comes packed as {encoding[:20]}, which was not asked for")
    unpacker = _Unpacker(url) if encoding not in ("", "identity") else None
    came = left = max_bytes
    for chunk in response.iter_stream():
        came -= len(chunk)
        if came < 0:
            raise NotFetched(url, _too_large(max_bytes))
        if unpacker is None:
            yield chunk
            continue
        for piece in unpacker.pieces(chunk):
            left -= len(piece)
            if left < 0:
                raise NotFetched(url, _too_large(max_bytes))
            yield piece
    if unpacker is not None and not unpacker.ended:
        raise NotFetched(url, "came cut short; try again later")


class _Unpacker:
    """Unpacks what comes, piece by piece; several packed parts behind each other are one whole.

    RFC 1952, section 2.2: a gzip file is a series of members.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._begin()
        self._members = 1

    def _begin(self) -> None:
        self._member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)

    @property
    def ended(self) -> bool:
        """Whether the last part is whole."""
        return self._member.eof

    def pieces(self, rest: bytes) -> Iterator[bytes]:
        """What these bytes unpack to, at most `_CHUNK` at a time. Raises NotFetched."""
        while rest:
            if self.ended:
                rest = rest.lstrip(b"\0")  # what fills up a block behind the last part
                if not rest:
                    return
                self._begin()
                self._members += 1
            try:
                piece = self._member.decompress(rest, _CHUNK)
            except zlib.error as error:
                raise NotFetched(self._url, "came damaged; try again later") from error
            if self._members > _MOST_MEMBERS:
                raise NotFetched(self._url, _TOO_MANY)
            yield piece
            rest = self._member.unconsumed_tail or self._member.unused_data


def _kind(data: bytes, url: str) -> str:
    """What the bytes are, whatever the server and the address say."""
    try:
        kind = kind_of(data, Path("page"))
    except UnreadableFile as error:
        raise NotFetched(url, error.reason) from error
    if kind == "text":
        try:
            return kind_of(data, Path("page.html"))
        except UnreadableFile:
            return kind
    if kind not in _ENDINGS:
        raise NotFetched(url, "is a table; download the file and ingest that")
    return kind


def _as_named(data: bytes, charset: str) -> bytes:
    """A page in the encoding that its server names: kept in UTF-8 where the page says another."""
    page = Path("page.html")
    try:
        text = page_text(data, page, charset)
        return data if text == page_text(data, page) else text.encode("utf-8-sig", "replace")
    except UnreadableFile:
        return data


def _safe_name(url: httpx.URL) -> str:
    """The last part of the path as the name of a file, without its ending."""
    last = unquote(url.path.rstrip("/").rpartition("/")[2])
    stem = re.sub(r"\.(?:pdf|html?|xhtml|aspx?|php|docx|txt)$", "", last, flags=re.IGNORECASE)
    safe = re.sub(r"[^A-Za-z0-9_-]+", "-", stem)[:_LONGEST_NAME].strip("-")
    return safe or re.sub(r"[^A-Za-z0-9-]+", "-", url.host)[:_LONGEST_NAME].strip("-") or "page"


def _header(response: httpcore.Response, name: bytes) -> str:
    found = (value for key, value in response.headers if key.lower() == name)
    return next(found, b"").decode("latin-1").strip()


def _phrase(status: int) -> str:
    try:
        return f" ({HTTPStatus(status).phrase.lower()}); check the address"
    except ValueError:
        return "; check the address"


def _too_large(max_bytes: int) -> str:
    return f"has more than {max_bytes:,} bytes (REPORTS_FETCH_BYTES); download it and ingest that"


def _network_reason(error: Exception) -> str:
    words = str(error)
    if isinstance(error, ssl.SSLError) or "certificate" in words.lower() or "SSL" in words:
        return "has no certificate that can be trusted, or speaks no TLS; check the address"
    return f"cannot be reached ({words or type(error).__name__}); check the address and try again"
