"""Gathering: what is fetched stands beside files and folders, and what is not is told."""

import pytest

from app.addresses import Network
from app.gather import gathered, with_addresses
from app.settings import Settings
from tests.app.served import PAGE, Server, answer, open_network


@pytest.fixture
def server():
    server = Server()
    server.thread.start()
    yield server
    server.http.shutdown()
    server.http.server_close()


def test_pages_are_fetched_beside_files_and_gone_afterwards(server, tmp_path):
    server.answers["/report"] = answer(PAGE)
    server.answers["/other/report"] = answer(PAGE + b"<!-- again -->")
    file = tmp_path / "own.txt"
    file.write_text("Words of a file.")
    urls = [server.url("/report"), server.url("/other/report")]
    with gathered([str(file), *urls], Settings(), open_network()) as found:
        assert found.files[0] == file
        assert [found.addresses[path] for path in found.files[1:]] == urls
        assert [path.name for path in found.files[1:]] == ["report.html", "report.html"]
        assert found.files[1].read_bytes() == PAGE
        assert set(found.files) == found.named
    assert not found.files[1].exists()


def test_an_address_that_gives_nothing_is_told_without_its_password(server):
    server.answers["/a"] = answer(PAGE)
    closed = "https://somebody:secret@pages.example/report"
    with gathered([closed, server.url("/a")], Settings(), open_network()) as found:
        ((address, reason),) = found.unfetched
    assert address == "https://…@pages.example/report"
    assert "password" in reason
    assert list(found.addresses.values()) == [server.url("/a")]


def test_without_an_argument_of_code_only_public_places_are_reached(server):
    server.answers["/a"] = answer(PAGE)
    with gathered([server.url("/a", host="127.0.0.1")], Settings()) as found:
        ((_, reason),) = found.unfetched
    assert "not public" in reason
    assert not server.asked


def test_the_limits_are_those_of_the_settings(server):
    server.answers["/a"] = answer(PAGE)
    small = Settings(fetch_bytes=10)
    with gathered([server.url("/a")], small, open_network()) as found:
        ((_, reason),) = found.unfetched
    assert "more than 10 bytes" in reason


def test_a_report_without_an_address_of_its_own_gets_the_one_it_came_from(server, tmp_path):
    from ingest.report import read_report

    page = PAGE.replace(b"<p>", b"<p>It was said that this is a page with a few more words. ")
    named = page.replace(
        b"<body>", b'<link rel="canonical" href="https://pages.example/named"><body>'
    )
    server.answers["/a"] = answer(page)
    server.answers["/b"] = answer(named)
    with gathered([server.url("/a"), server.url("/b")], Settings(), open_network()) as found:
        read = with_addresses(lambda path: (read_report(path), path.read_bytes()), found)
        urls = [read(path)[0].info.url for path in found.files]
    assert urls == [server.url("/a"), "https://pages.example/named"]


def test_nothing_but_addresses_is_fetched(tmp_path):
    def never(host: str, port: int) -> list[str]:
        raise AssertionError(host)

    odd = str(tmp_path / "https:" / "pages.example")
    with gathered([odd], Settings(), Network(resolve=never)) as found:
        assert [str(path) for path, _ in found.missing] == [odd]
