"""Public addresses: which machines a page may be fetched from, and the connection to just those.

A name is resolved once for each connection, every address that it resolves to is checked, and the
connection is made to one that was checked: a name that resolves to another machine a moment later
gains nothing. TLS and the request still speak to the name.
"""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import httpcore

PORTS = frozenset((80, 443))
"""Ports that pages are published on; what listens on others is seldom meant for the public."""
_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
"""IPv6 addresses that stand for an IPv4 address in their last four bytes (RFC 6052, RFC 8215)."""
_COMPATIBLE = ipaddress.ip_network("::/96")


class NotPublic(Exception):
    """An address that nothing is fetched from; the message says which and why."""


class TooSlow(Exception):
    """The time for one fetch, redirects and all, is over."""


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name, as the system knows them; an address is its own.

    Raises OSError for a name without any.
    """
    try:
        return [str(ipaddress.ip_address(host))]
    except ValueError:
        pass
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def is_public(address: str, port: int) -> bool:
    """Whether an address is one of the public internet, and the port one that pages are on."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return port in PORTS and _is_global(ip)


def _is_global(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if isinstance(ip, ipaddress.IPv6Address):
        inner = _inner(ip)
        if inner is not None:
            return _is_global(inner)
        if ip.teredo is not None or ip in _COMPATIBLE or ip.is_site_local:
            return False
    return ip.is_global and not (
        ip.is_private
        or ip.is_loopback
        or ip.is_link_local
        or ip.is_multicast
        or ip.is_reserved
        or ip.is_unspecified
    )


def _inner(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address leads to, where it is made of one."""
    if any(ip in network for network in _NAT64):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


@dataclass(frozen=True)
class Network:
    """What may be reached, and how names are looked up. Only code can pass another than this:
    no setting and no variable opens what is closed."""

    resolve: Callable[[str, int], Sequence[str]] = resolve
    allows: Callable[[str, int], bool] = is_public
    trust: ssl.SSLContext | None = None
    """Whose certificates are believed; None for those that the system or certifi believes."""


class Backend(httpcore.NetworkBackend):
    """Connects to checked addresses only, and lets nothing take longer than until the deadline."""

    def __init__(self, network: Network, seconds: float) -> None:
        self._network = network
        self._deadline = time.monotonic() + seconds
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to one of the addresses of a name. Raises NotPublic for a name with any
        address that is not public, TooSlow, and httpcore.ConnectError."""
        addresses = self._resolved(host, port)
        for address in addresses:
            if not self._network.allows(address, port):
                named = address if host == address else f"{host} is the address {address}"
                raise NotPublic(f"{named}, port {port}")
        failed: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses:
            try:
                stream = self._inner.connect_tcp(
                    address, port, remaining(self._deadline), None, socket_options or ()
                )
                return _Timed(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed

    def _resolved(self, host: str, port: int) -> Sequence[str]:
        """The addresses of a name; looking it up is given up at the deadline as well."""
        found: list[Sequence[str]] = []
        failed: list[Exception] = []

        def look_up() -> None:
            try:
                found.append(self._network.resolve(host, port))
            except Exception as error:
                failed.append(error)

        thread = threading.Thread(target=look_up, daemon=True)
        thread.start()
        thread.join(remaining(self._deadline))
        if failed:
            raise httpcore.ConnectError(f"the name {host} is not known") from failed[0]
        if not found:
            raise TooSlow
        return found[0]


class _Timed(httpcore.NetworkStream):
    """A connection whose every step has no more time than is left in all."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, remaining(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, remaining(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, remaining(self._deadline))
        return _Timed(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def remaining(deadline: float) -> float:
    """Seconds that are left; raises TooSlow when there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TooSlow
    return left
