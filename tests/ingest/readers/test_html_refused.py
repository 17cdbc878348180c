"""Pages that are wrong, odd or meant to harm: read as far as can be, or refused with a reason."""

import quopri
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import UnreadableFile
from ingest.readers.html import read_html
from ingest.readers.html_tree import MOST_ELEMENTS, MOST_WORDS

WORDS = "Some words of a page that are quite enough to be one."
PAGE = f"<p>{WORDS}</p>".encode()
SECONDS = 15.0
"""A page of the sizes below takes a second or two; in squares it would take minutes."""


def read(page: bytes) -> str:
    return read_html(page, Path("page.html")).text


def reason(page: bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read(page)
    return refused.value.reason


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (b"", "is empty"),
        (b" \n\t ", "holds no words"),
        (b"<html><body></body></html>", "holds no words"),
        (b"<script>document.write('words')</script><div id=app></div>", "a script puts them there"),
        (b"<frameset cols='1,2'><frame src=a.html><frame src=b.html></frameset>", "in frames"),
        (bytes(range(256)) * 50, "binary data"),
        (b"<p>x</p>" * (MOST_ELEMENTS + 1), "elements"),
        (b"<p>" + b"words " * (MOST_WORDS // 6 + 1), "characters"),
    ],
)
def test_a_page_without_words_or_with_too_many_is_refused(page, why):
    assert why in reason(page)


DEEP = 3000
ODD = {
    "deep blocks": b"<div>" * DEEP + PAGE + b"</div>" * DEEP,
    "deep letters": b"<b><font color=red>" * DEEP + PAGE,
    "deep lists": b"<ul><li>" * DEEP + PAGE,
    "deep tables": b"<table><tr><td>" * DEEP + PAGE,
    "deep links": b"<sup><a href='#x'>" * DEEP + PAGE + b"<p id=x>",
    "deep headings": b"<h1><div>" * DEEP + PAGE,
    "deep notes": b"<div id=n>" * DEEP + b"<a href='#n'>1</a>" * DEEP + PAGE,
    "signs": PAGE + b"<" * 100_000,
    "data": b"<img src='data:image/png;base64," + b"A" * 3_000_000 + b"'>" + PAGE,
    "data in styles": b"<div style='background:url(data:;base64," + b"A" * 3_000_000 + b"'>" + PAGE,
    "one line": b"<p>" + b"words of a page " * 30_000 + PAGE,
    "menus": b"<ul><li><a href=/a>a</a><li><a href=/b>b</a><li><a href=/c>c</a></ul>" * 800 + PAGE,
    "spans": b"<table>" + b"<tr><td colspan=1000 rowspan=9999>a<th>b" * 200 + b"</table>" + PAGE,
    "rules": b"<style>" + b"div div div p{color:red}" * 1000 + b"</style>" + b"<div>" * 99 + PAGE,
    "open rules": b"<style>" + b"{" * 100_000 + b"</style>" + PAGE,
    "rules without end": b"<style>" + b"a{color:red;" * 9 + b"x" * 300_000 + b"</style>" + PAGE,
    "comments in rules": b"<style>" + b"/* " * 100_000 + b"</style>" + PAGE,
    "spaces in rules": b"<p style='color:" + b" " * 900 + b"x'>" * 9 + PAGE,
    "dots": b"<p>Contents</p><p>" + b"." * 100_000 + b"x</p>" + b"<h2>" + b"-" * 100_000 + PAGE,
    "circle of names": b"<style>:root{--a:var(--b);--b:var(--a)} p{color:var(--a)}</style>" + PAGE,
    "shapes in a circle": b"<svg id=a><use href=#a></use><use href=#a></use></svg>" * 9 + PAGE,
    "attributes": b"<p " + b"a=1 " * 100_000 + b">" + PAGE,
    "wrong tags": b"</div></p></table><li><td><tr></html></body>" + PAGE + b"</html><p></b></i>",
    "cut short": PAGE + b"<p>And then the file en",
    "open comment": PAGE + b"<!-- words <p> " * 1000,
}


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_page_is_read_in_time(odd):
    started = time.monotonic()
    text = read(ODD[odd])
    assert WORDS in text
    assert time.monotonic() - started < SECONDS


def test_damage_in_the_bytes_costs_no_more_than_the_damage():
    words = "Café and naïve words – of a page"
    damaged = f"<p>{words}</p><p>".encode() + b"\xff\xc3(</p>"
    assert words in read(damaged)
    assert "Some words\x00".replace("\x00", " ") in read(b"<p>Some words\x00" + PAGE * 9)


SAVED = (
    b"From: <Saved by a browser>\r\nSnapshot-Content-Location: https://watch.example/report\r\n"
    b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n'
)


def part(kind: str, content: str, charset: str = "utf-8") -> bytes:
    return (
        f"--B\r\nContent-Type: {kind}; charset={charset}\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n".encode()
        + quopri.encodestring(content.encode(charset))
        + b"\r\n"
    )


def test_a_page_saved_in_one_file_is_read_with_its_style_sheets():
    page = f"<html><body><p>{WORDS} Café</p><p class=gone>SECRET</p></body></html>"
    saved = (
        SAVED
        + part("text/html", page, "iso-8859-1")
        + part("text/css", ".gone{display:none}")
        + b"--B--\r\n"
    )
    document = read_html(saved, Path("page.mhtml"))
    assert document.text.strip() == f"{WORDS} Café"
    assert document.url == "https://watch.example/report"


@pytest.mark.parametrize(
    "saved",
    [
        SAVED,
        SAVED + b"--B\r\n",
        SAVED + part("text/css", "p{}") + b"--B--",
        SAVED.replace(b"text/html", b"\xff\xfe") + b"\r\n--B\r\nContent-Type: ;;;\r\n\r\n",
        SAVED + b"--B\r\nContent-Type: text/html; charset=nothing\r\n\r\n\r\n--B--",
    ],
)
def test_a_damaged_page_in_one_file_is_refused(saved):
    assert reason(saved)


TAG_WORDS = """
    <p> </p> <div> </div> <table> <tr> <td> </table> <ul> <li> </ul> <ol/type=a> <h2> </h2> <br>
    <sup> </sup> <a/href=#n/id=n> </a> <pre> </pre> <b> </b> <dl> <dt> <dd> <svg> <circle> </svg>
    <style> </style> <!-- --> <main> <nav> <details> <td/rowspan=0/colspan=-1> <li/value=x> </li>
    <p/hidden> <section/class=footnotes> <caption> <sub> <summary> <title> <frame>"""
TAGS = st.sampled_from(TAG_WORDS.split())
PIECES = st.lists(st.one_of(TAGS, st.text(max_size=12)), max_size=60)


@given(PIECES)
def test_whatever_a_page_is_made_of_it_is_read_or_refused(pieces):
    try:
        document = read_html("".join(pieces).encode("utf-8", "replace"), Path("page.html"))
    except UnreadableFile as error:
        assert error.reason
    else:
        assert document.text.strip()
        assert "\n\n\n" not in document.text
