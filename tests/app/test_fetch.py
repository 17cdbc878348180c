"""Fetching, against a server of the test's own; the check of addresses is opened for it alone."""

import datetime
import gzip
import ipaddress
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from app.addresses import Network, is_public, resolve
from app.errors import NotFetched
from app.fetch import MOST_REDIRECTS, fetch
from tests.app.served import PAGE, Server, answer, open_network, redirect

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n"
LIMIT = 200_000


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    server.thread.start()
    yield server
    server.http.shutdown()
    server.http.server_close()


def only(allowed: str, resolve: Callable[[str, int], list[str]]) -> Network:
    return Network(resolve=resolve, allows=lambda address, port: address == allowed)


def get(url: str, network: Network | None = None, limit: int = LIMIT, seconds: float = 5) -> Any:
    return fetch(url, max_bytes=limit, seconds=seconds, network=network or open_network())


def test_a_page_comes_with_its_address_encoding_and_a_safe_name(server):
    server.answers["/reports/A%20Report%2e.html?x=1"] = answer(
        PAGE, Content_Type="text/html; charset=ISO-8859-1"
    )
    url = server.url("/reports/A%20Report%2e.html?x=1")
    got = get(url)
    assert (got.data, got.url, got.charset) == (PAGE, url, "ISO-8859-1")
    assert got.name == "A-Report.html"
    assert server.asked == [(f"pages.example:{server.port}", "/reports/A%20Report%2e.html?x=1")]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/", "pages-example.html"),
        ("/..%2f..%2fetc%2fpasswd", "passwd.html"),
        ("/a/%00%0a.sh/", "sh.html"),
        ("/" + "x" * 300, "x" * 80 + ".html"),
    ],
)
def test_no_path_of_an_address_becomes_a_path_of_a_file(server, path, name):
    server.answers[path] = answer(PAGE)
    assert get(server.url(path)).name == name


def test_the_bytes_say_what_a_file_is_not_the_server(server):
    server.answers["/report.html"] = answer(PDF, Content_Type="text/html")
    server.answers["/report.pdf"] = answer(PAGE, Content_Type="application/pdf")
    assert get(server.url("/report.html")).name == "report.pdf"
    assert get(server.url("/report.pdf")).name == "report.html"


def test_a_picture_called_a_page_is_refused(server):
    server.answers["/a.html"] = answer(b"\x89PNG\r\n\x1a\n" + b"\0" * 50, Content_Type="text/html")
    with pytest.raises(NotFetched, match="picture"):
        get(server.url("/a.html"))


def test_the_encoding_that_the_server_names_is_kept_for_the_reader(server):
    page = "<html><body><p>Caf\u00e9 \u0141\u00f3d\u017a words of a page</p></body></html>"
    server.answers["/a"] = answer(
        page.encode("iso-8859-2"), Content_Type="text/html; charset=iso-8859-2"
    )
    assert get(server.url("/a")).data.decode("utf-8-sig") == page


def test_a_redirect_is_followed_to_the_final_address(server):
    server.answers["/old"] = redirect("/new#part")
    server.answers["/new"] = answer(PAGE)
    assert get(server.url("/old")).url == server.url("/new")


@pytest.mark.parametrize(
    "place",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "//10.0.0.8/x",
    ],
)
def test_no_redirect_leads_to_a_place_that_is_not_public(server, place):
    """The check is opened for the server alone: its address and its port."""
    server.answers["/a"] = redirect(place)
    here = ("127.0.0.1", server.port)
    network = Network(
        resolve=lambda host, port: (
            ["127.0.0.1"] if host == "pages.example" else resolve(host, port)
        ),
        allows=lambda address, port: (address, port) == here or is_public(address, port),
    )
    with pytest.raises(NotFetched, match="not public"):
        get(server.url("/a"), network)
    assert [path for _, path in server.asked] == ["/a"]


@pytest.mark.parametrize(
    "place",
    ["file:///etc/passwd", "ftp://pages.example/x", "gopher://x", "data:text/html,x", "http://"],
)
def test_a_redirect_to_what_is_no_page_is_refused(server, place):
    server.answers["/a"] = redirect(place)
    with pytest.raises(NotFetched, match=r"only http and https|no address|leads on"):
        get(server.url("/a"))


@pytest.mark.parametrize(
    "url",
    [
        "http://2130706433/",
        "http://0177.0.0.1/",
        "http://0x7f.0.0.1/",
        "http://127.1/",
        "http://0x7f000001/",
    ],
)
def test_an_address_in_an_odd_way_of_writing_is_refused(url):
    with pytest.raises(NotFetched, match=r"unusual way|can be understood"):
        get(url)


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://10.0.0.1/", "http://[fd00::1]/"])
def test_addresses_that_are_not_public_are_refused_without_being_reached(url):
    with pytest.raises(NotFetched, match="not public"):
        fetch(url, max_bytes=LIMIT, seconds=5)


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.1"], ["10.0.0.1"], ["8.8.8.8", "192.168.0.1"], ["::1"], ["169.254.169.254"]],
)
def test_a_name_with_any_address_that_is_not_public_is_refused(addresses):
    with pytest.raises(NotFetched, match="not public"):
        get("https://pages.example/", Network(resolve=lambda host, port: addresses))


def test_a_name_is_looked_up_once_and_the_connection_made_to_what_was_checked(server):
    """Rebinding: the second answer of the name server would lead elsewhere, and is never asked."""
    server.answers["/a"] = answer(PAGE)
    answers = [["127.0.0.1"], ["127.0.0.3"]]
    get(server.url("/a"), only("127.0.0.1", lambda host, port: answers.pop(0)))
    assert answers == [["127.0.0.3"]]


def test_a_name_that_changes_between_two_redirects_is_checked_again(server):
    server.answers["/a"] = redirect("/b")
    server.answers["/b"] = answer(PAGE)
    answers = [["127.0.0.1"], ["127.0.0.3"]]
    with pytest.raises(NotFetched, match=r"127\.0\.0\.3"):
        get(server.url("/a"), only("127.0.0.1", lambda host, port: answers.pop(0)))
    assert [path for _, path in server.asked] == ["/a"]


def test_the_settings_of_a_proxy_are_not_heeded(server, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.answers["/a"] = answer(PAGE)
    assert get(server.url("/a")).data == PAGE


@pytest.mark.parametrize(
    "url", ["http://user:secret@pages.example/", "https://user@pages.example/"]
)
def test_an_address_with_a_password_is_refused(url):
    with pytest.raises(NotFetched, match="password"):
        get(url)


def test_redirects_in_a_circle_end(server):
    server.answers["/a"] = redirect("/b")
    server.answers["/b"] = redirect("/a")
    with pytest.raises(NotFetched, match="leads on more than"):
        get(server.url("/a"))
    assert len(server.asked) == MOST_REDIRECTS + 1


def test_an_answer_that_is_no_page_says_its_status(server):
    server.answers["/a"] = answer(PAGE, 404)
    with pytest.raises(NotFetched, match=r"404 \(not found\)"):
        get(server.url("/a"))


def test_a_declared_size_over_the_limit_is_refused_at_once(server):
    server.answers["/a"] = answer(PAGE, Content_Length=str(LIMIT + 1))
    with pytest.raises(NotFetched, match="200,000 bytes"):
        get(server.url("/a"))


def test_a_body_without_end_is_cut_at_the_limit(server):
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"words " * 1000)
        except OSError:
            return

    server.answers["/a"] = endless
    with pytest.raises(NotFetched, match="200,000 bytes"):
        get(server.url("/a"))


def test_what_swells_when_it_is_unpacked_is_cut_at_the_limit(server):
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < LIMIT
    server.answers["/a"] = answer(bomb, Content_Encoding="gzip")
    with pytest.raises(NotFetched, match="200,000 bytes"):
        get(server.url("/a"))


def test_a_packed_page_is_unpacked_and_a_damaged_one_refused(server):
    packed = gzip.compress(PAGE)
    server.answers["/a"] = answer(packed, Content_Encoding="gzip")
    server.answers["/b"] = answer(packed[:-9], Content_Encoding="gzip")
    server.answers["/c"] = answer(b"not packed at all", Content_Encoding="gzip")
    assert get(server.url("/a")).data == PAGE
    with pytest.raises(NotFetched, match="cut short"):
        get(server.url("/b"))
    with pytest.raises(NotFetched, match="damaged"):
        get(server.url("/c"))


def test_a_page_packed_in_parts_is_one_whole(server):
    parts = [gzip.compress(PAGE[:40]), gzip.compress(PAGE[40:90]), gzip.compress(PAGE[90:])]
    server.answers["/a"] = answer(b"".join(parts) + bytes(512), Content_Encoding="gzip")
    server.answers["/b"] = answer(b"".join(parts)[:-9], Content_Encoding="gzip")
    server.answers["/c"] = answer(parts[0] + b"other", Content_Encoding="gzip")
    server.answers["/d"] = answer(gzip.compress(b"") * 2000, Content_Encoding="gzip")
    assert get(server.url("/a")).data == PAGE
    for path, reason in (("/b", "cut short"), ("/c", "damaged"), ("/d", "too many parts")):
        with pytest.raises(NotFetched, match=reason):
            get(server.url(path))


@pytest.mark.parametrize("part", ["headers", "body"])
def test_the_time_is_for_the_whole_not_for_each_piece(server, part):
    """Each piece comes well within the limit; together they would take for ever."""
    stop = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\n" + (b"\r\n" if part == "body" else b""))
        try:
            while not stop.wait(0.05):
                handler.wfile.write(b"X-Words: w\r\n" if part == "headers" else b"words ")
        except OSError:
            return

    server.answers["/a"] = drip
    started = time.monotonic()
    with pytest.raises(NotFetched, match=r"longer than 0\.5 seconds"):
        get(server.url("/a"), seconds=0.5)
    stop.set()
    assert time.monotonic() - started < 5


def test_looking_up_a_name_has_no_more_time_than_the_rest():
    def slow(host: str, port: int) -> list[str]:
        time.sleep(2)
        return ["127.0.0.1"]

    with pytest.raises(NotFetched, match="longer than"):
        get("http://pages.example/", Network(resolve=slow), seconds=0.2)


def test_a_name_that_nobody_knows_is_said():
    def unknown(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(NotFetched, match=r"the name pages\.example is not known"):
        get("http://pages.example/", Network(resolve=unknown))


def test_a_certificate_that_nobody_vouches_for_is_refused(server, tmp_path):
    certificate = make_certificate(tmp_path, "pages.example")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.http.socket = context.wrap_socket(server.http.socket, server_side=True)
    server.answers["/a"] = answer(PAGE)
    url = server.url("/a").replace("http:", "https:")
    with pytest.raises(NotFetched, match="certificate"):
        get(url)

    trusting = ssl.create_default_context(cafile=str(certificate))
    network = Network(
        resolve=lambda host, port: ["127.0.0.1"],
        allows=lambda address, port: True,
        trust=trusting,
    )
    assert get(url, network).data == PAGE
    with pytest.raises(NotFetched, match="certificate"):
        get(url.replace("pages.example", "other.example"), network)


def test_a_page_over_https_leads_to_none_over_http(server, tmp_path):
    certificate = make_certificate(tmp_path, "pages.example")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.http.socket = context.wrap_socket(server.http.socket, server_side=True)
    server.answers["/a"] = redirect(server.url("/b"))
    trusting = ssl.create_default_context(cafile=str(certificate))
    network = Network(
        resolve=lambda host, port: ["127.0.0.1"], allows=lambda a, p: True, trust=trusting
    )
    with pytest.raises(NotFetched, match="from https to http"):
        get(server.url("/a").replace("http:", "https:"), network)


def make_certificate(folder: Path, name: str) -> Path:
    """A certificate that only those believe who are told to, with its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    names: list[x509.GeneralName] = [
        x509.DNSName(name),
        x509.IPAddress(ipaddress.ip_address("127.0.0.9")),
    ]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    path.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path
