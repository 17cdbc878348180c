"""HTML pages: what of a page is the document, in which order, and what never gets in."""

from pathlib import Path

import pytest

from ingest.readers.html import read_html

PROSE = "Leaders had set out what they wanted, and most staff could say what that was. " * 3
AROUND = """<a class="skip" href="#main">Skip to main content</a>
<div class="cookie-banner"><h2>Cookies on this site</h2><p>We use cookies.</p>
    <button>Accept</button></div>
<header><a href="/">The Watch</a><nav><ul><li><a href="/a">Home</a><li><a href="/b">News</a>
    </ul></nav></header>"""
BELOW = """<aside><h2>Related content</h2><ul><li>
    <a href="/s">An inspection of probation services in: Swindon</a>
<li><a href="/l">An inspection of probation services in: Leeds</a></ul></aside>
<footer><p>Some rights reserved</p><ul><li><a href="/c">Cookies</a><li><a href="/d">Terms</a>
    </ul></footer>"""


def text_of(page: str | bytes, charset: str | None = None) -> str:
    data = page if isinstance(page, bytes) else page.encode()
    return read_html(data, Path("page.html"), charset).text


def lines(page: str | bytes, charset: str | None = None) -> list[str]:
    return [line for line in text_of(page, charset).splitlines() if line]


def body(inside: str) -> str:
    """A page with a title and a paragraph, so that what is tested is not all of it."""
    return f"<!doctype html><html><body><h1>A report</h1><p>{PROSE}</p>{inside}</body></html>"


def after(page: str) -> list[str]:
    return lines(page)[2:]


def test_a_page_gives_its_document_and_nothing_around_it():
    page = f"""<!doctype html><html><head><meta charset=utf-8><title>A report - The Watch</title>
    <link rel=canonical href="https://watch.example/report"></head><body>{AROUND}<main id=main>
    <nav class=breadcrumbs><ol><li><a href=/>Home</a><li>A report</ol></nav>
    <h1>A report</h1><p>Published: <time>3 May 2024</time></p>
    <nav aria-label=Contents><ul><li><a href=#x>Findings</a></ul></nav>
    <h2 id=x>Findings</h2><p class=top><a href=#top>(Back to top)</a></p><p>{PROSE}</p>
    <ul><li>One point.<li>Another point.</ul>
    <div class="share-links"><h3>Share this page</h3><ul><li><a href=/t>Tweet</a><li>
    <a href=/f>Post</a></ul></div>
    </main>{BELOW}</body></html>"""
    assert lines(page) == [
        "# A report",
        "Published: 3 May 2024",
        "## Findings",
        PROSE.strip(),
        "- One point.",
        "- Another point.",
    ]
    assert read_html(page.encode(), Path("page.html")).url == "https://watch.example/report"


def test_a_page_without_a_main_element_is_read_where_its_words_are():
    page = f"""<html><head><title>A report</title></head><body><div id=all>
    <div class=logo>The Watch</div>
    <ul><li><a href=/a>Home</a><li><a href=/b>News</a><li><a href=/c>Contact</a></ul>
    <div id=cols><div id=left><ul><li><a href=/a>Home</a><li><a href=/b>News</a><li>
    <a href=/c>Us</a></ul></div>
    <div id=right><div role=heading aria-level=1>A report</div><div><div>{PROSE}</div></div>
    <div role=heading aria-level=2>Findings</div><div>{PROSE}</div></div></div></div></body>
    </html>"""
    assert lines(page) == ["# A report", PROSE.strip(), "## Findings", PROSE.strip()]


def test_title_and_date_are_kept_where_they_stand_outside_the_document():
    page = f"""<html><head><title>A report | The Watch</title></head><body><div class=hero>
    <h1>A report</h1>
    <p>Published: 3 May 2024</p></div><main><h2>Findings</h2><p>{PROSE}</p></main></body></html>"""
    assert lines(page)[:3] == ["# A report", "Published: 3 May 2024", "## Findings"]


def test_a_title_that_only_the_head_has_stands_above_the_document():
    page = (
        f"<html><head><title>A report - The Watch</title></head><body><p>{PROSE}</p></body></html>"
    )
    assert lines(page)[0] == "# A report"


def test_a_date_that_only_machines_are_told_is_written_below_the_title():
    meta = '<meta property="article:published_time" content="2024-05-03T09:00:00Z">'
    page = body("").replace("<body>", f"{meta}<body>")
    assert lines(page)[1] == "Published: 2024-05-03"


def test_who_published_a_report_stands_before_its_first_chapter():
    page = body(
        f"<h2>Foreword</h2><p>{PROSE}</p><h3>© Crown copyright 2024</h3>"
        "<p>ISBN 978-1-4028-9462-6</p>"
    )
    assert lines(page)[2:5] == [
        "### © Crown copyright 2024",
        "ISBN 978-1-4028-9462-6",
        "## Foreword",
    ]


HIDDEN = (
    "<script>SECRET</script>",
    "<style>p::before{content:'SECRET'}</style>",
    "<template><p>SECRET</p></template>",
    "<noscript>SECRET</noscript>",
    "<!-- SECRET -->",
    "<p hidden>SECRET</p>",
    "<p aria-hidden=true>SECRET</p>",
    "<p style='DISPLAY : None'>SECRET</p>",
    "<p style='display:none!important;display:block'>SECRET</p>",
    "<p style='visibility:hidden'>SECRET</p>",
    "<p style='font-size:0'>SECRET</p>",
    "<p style='font-size:0px'><b>SECRET</b></p>",
    "<p style='opacity:0'>SECRET</p>",
    "<p style='position:absolute;left:-9999px'>SECRET</p>",
    "<p style='text-indent:-9999px'>SECRET</p>",
    "<span class=sr-only>SECRET</span>",
    "<p class=gone>SECRET</p>",
    "<p id=gone>SECRET</p>",
    "<div class=box><p class=in>SECRET</p></div>",
    "<textarea>SECRET</textarea>",
    "<select><option>SECRET</option></select>",
    "<button>SECRET</button>",
    "<dialog>SECRET</dialog>",
    "<p onclick='SECRET' title='SECRET' data-x='SECRET'></p>",
    "<iframe srcdoc='<p>SECRET</p>'></iframe>",
    "<object data='x'>SECRET</object>",
    "<img src=x alt='SECRET'>",
    "<svg><text style='display:none'>SECRET</text></svg>",
)


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_a_page_does_not_show_never_gets_in(hidden):
    rules = ".gone{display:none} #gone{display:none} .box > .in{visibility:hidden}"
    page = body(f"<style>{rules}</style><p>Before.</p>{hidden}<p>After.</p>")
    assert after(page) == ["Before.", "After."]


@pytest.mark.parametrize(
    "shown",
    [
        "<p class=print>SHOWN</p>",
        "<p class=narrow>SHOWN</p>",
        "<p class=won>SHOWN</p>",
        "<div style='visibility:hidden'><p style='visibility:visible'>SHOWN</p></div>",
        "<div style='font-size:0'><p style='font-size:16px'>SHOWN</p></div>",
        "<p hidden=until-found>SHOWN</p>",
        "<details><summary></summary>SHOWN</details>",
        "<p class=hover>SHOWN</p>",
    ],
)
def test_what_a_page_shows_gets_in(shown):
    rules = """@media print{.print{display:none}} @media (max-width:400px){.narrow{display:none}}
    .won{display:none} p.won{display:block} .hover:hover{display:none}"""
    assert after(body(f"<style>{rules}</style>{shown}")) == ["SHOWN"]


def test_a_page_saved_under_an_open_dialog_keeps_its_document():
    page = f"""<html><body><div aria-hidden=true><h1>A report</h1><p>{PROSE}</p></div>
    <div role=dialog>Accept our cookies?</div></body></html>"""
    assert lines(page) == ["# A report", PROSE.strip()]


def test_lists_keep_their_marks_and_what_is_inside_an_item_stays_one_point():
    page = body(
        """<ul><li>One<ul><li>Inner</ul><li><p>Two</p><p>and more</p></ul>
        <ol start=3><li>Three<li value=7>Seven</ol><ol type=a><li>First</ol>
        <ol style="list-style:none"><li>1.2 Own number<li>None</ol>"""
    )
    assert after(page) == [
        "- One",
        "- Inner",
        "- Two and more",
        "3. Three",
        "7. Seven",
        "a. First",
        "- 1.2 Own number",
        "- None",
    ]


def test_a_mark_that_is_printed_before_an_item_is_its_mark():
    page = body(
        "<ul><li><span>\uf0b7</span>Point</ul>"
        "<ul><li><p><span style='float:left'>4.</span>Four</p></ul>"
    )
    assert after(page) == ["- Point", "4. Four"]


def test_lines_are_parted_by_what_they_are():
    page = body(
        "<p>One line<br>goes on<br><br>Another block<br>• A point<br>• A second<br>"
        "<b>Heading</b><br>Words</p>"
    )
    assert after(page) == [
        "One line goes on",
        "Another block",
        "• A point",
        "• A second",
        "**Heading**",
        "Words",
    ]


def test_terms_and_short_values_are_rows_and_long_ones_prose():
    page = body(
        f"<dl><dt>Leadership</dt><dd>Good</dd><div><dt>Staffing</dt><dd>Inadequate</dd></div></dl>"
        f"<dl><dt>Term</dt><dd>{PROSE}</dd></dl>"
    )
    assert after(page) == ["Leadership\tGood", "Staffing\tInadequate", "**Term**", PROSE.strip()]


def test_printed_text_keeps_its_paragraphs_and_columns():
    page = body("<pre>One line\ngoes on.\n\n- a point\n- another\na\tb\nc\td</pre>")
    assert after(page) == ["One line goes on.", "- a point", "- another", "a\tb", "c\td"]


def test_captions_quotations_summaries_and_headings_with_links():
    page = body(
        """<h2>Findings<a class=anchor href=#f>#</a></h2><blockquote><p>“Very good.”</p>
    </blockquote>
        <figure><img src=a.png alt="A chart"><figcaption>Figure 1: Ratings</figcaption></figure>
        <details><summary>More</summary><p>Inside.</p></details>"""
    )
    assert after(page) == [
        "## Findings",
        "“Very good.”",
        "Figure 1: Ratings",
        "**More**",
        "Inside.",
    ]


def test_signs_that_would_be_markup_are_words():
    from ingest.readers.text import visible

    words = "5 < 6 & *so* [it](http://x.y) is_ &amp; **bold** # no"
    page = body(f"<p># {words.replace('&', '&amp;').replace('<', '&lt;')}</p>")
    assert visible(after(page)[0]) == f"# {words}"


def test_contents_with_page_numbers_are_left_out():
    page = body(
        "<p>Contents</p><p>Foreword 3</p><p>Ratings....... 4</p><p>Annex 9</p>"
        "<h2>Foreword</h2><p>Words.</p>"
    )
    assert after(page) == ["## Foreword", "Words."]


def test_a_list_of_publications_is_no_menu():
    links = "".join(
        f"<li><a href=/{i}>The quality of services delivered to people, part {i}</a></li>"
        for i in range(5)
    )
    page = body(
        f"<main><h1>A report</h1><p>{PROSE}</p><h2>Publications</h2><ul>{links}</ul></main>"
    )
    assert sum(line.startswith("- The quality") for line in lines(page)) == 5


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://watch.example/a", True),
        ("http://watch.example/a", True),
        ("/a", False),
        ("javascript:alert(1)", False),
        ("file:///tmp/a.html", False),
        ("https://u:p@watch.example/", False),
        ("http://127.0.0.1/a", False),
        ("http://localhost/a", False),
        ('https://watch.example/"><script>', False),
    ],
)
def test_only_a_public_address_of_the_web_is_kept(address, kept):
    page = body("").replace("<body>", f"<link rel='canonical' href='{address}'><body>")
    assert read_html(page.encode(), Path("x.html")).url == (address if kept else None)


def test_the_address_that_a_browser_noted_when_it_saved_a_page_is_kept():
    page = "<!-- saved from url=(0026)https://watch.example/saved -->" + body("")
    assert read_html(page.encode(), Path("x.html")).url == "https://watch.example/saved"


@pytest.mark.parametrize(
    ("page", "charset"),
    [
        (b"\xef\xbb\xbf<p>{}</p>", None),
        (b"<p>{}</p>", None),
        ("\ufeff<p>{}</p>".encode("utf-16-le"), None),
        (b"<p>{}</p>", "koi8-r"),
        (b"<meta charset=koi8-r><p>{}</p>", None),
        (b'<meta http-equiv=Content-Type content="text/html; charset=koi8-r"><p>{}</p>', None),
        (b'<?xml version="1.0" encoding="koi8-r"?><html><p>{}</p></html>', None),
        (b"<meta charset=utf-8><p>{}</p>", "koi8-r"),
    ],
)
def test_the_encoding_is_that_of_the_mark_the_server_or_the_page(page, charset):
    words = "Слова страницы, которых здесь достаточно"
    named = "koi8-r" if charset or b"koi8-r" in page else "utf-8"
    codec = "utf-16-le" if page.startswith(b"\xff\xfe") else named
    whole = page.decode(codec).format(words).encode(codec)
    assert text_of(whole, charset).strip() == words


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_wide_letters_without_a_mark_are_read(codec):
    assert text_of("<p>Words of a page in wide letters</p>".encode(codec)).strip() == (
        "Words of a page in wide letters"
    )


@pytest.mark.parametrize("said", ["", "<meta charset=utf-8>", "<meta charset=iso-8859-1>"])
def test_a_page_of_windows_is_read_whatever_it_says_of_itself(said):
    words = "Café – “quoted” words of a page"
    assert text_of((said + f"<p>{words}</p>").encode("cp1252")).strip() == words
    assert text_of(("<meta charset=windows-1252>" + f"<p>{words}</p>").encode()).strip() == words


def test_numbers_of_characters_that_browsers_mend_are_mended():
    assert text_of("<p>1&#150;2 words &#8220;of&#148; a page &eacute; here</p>").strip() == (
        "1–2 words “of” a page é here"
    )


@pytest.mark.parametrize(
    "struck",
    [
        "<del>33</del><ins>22</ins>",
        "<s>33</s>22",
        "<strike>33</strike>22",
        '<span style="text-decoration: line-through">33</span>22',
        '<span style="text-decoration-line: line-through">33</span>22',
        '<s style="text-decoration: none">22</s>',
    ],
)
def test_words_that_are_struck_out_are_not_read(struck: str):
    assert after(body(f"<p>There were {struck} of 59 cases.</p>")) == ["There were 22 of 59 cases."]


@pytest.mark.parametrize("stroke", ["/", "\u2044"])
def test_a_raised_figure_before_a_stroke_is_the_top_of_a_fraction(stroke: str):
    words = f"<p>They had 2<sup>1</sup>{stroke}<sub>2</sub> hours.<sup>3</sup></p>"
    assert after(body(words)) == [f"They had 2 1{stroke}2 hours.[^3]"]


@pytest.mark.parametrize(
    ("selector", "gone"),
    [
        (".out p", True),
        ("#deep .in p", True),
        (".out > p", False),
        (".in > p", True),
        ("div div p", True),
        ("div * p", True),
        ("body * p", True),
        (".other p", False),
        (".in .out p", False),
        (".out .in .none p", False),
    ],
)
def test_rules_reach_what_stands_inside_the_parts_that_they_name(selector: str, gone: bool):
    words = "<div class=out id=deep><div class='in x'><p>Inside.</p></div></div><div>Last.</div>"
    page = body(f"<style>{selector}{{display:none}}</style>{words}")
    assert ("Inside." in lines(page)) is not gone
    assert lines(page)[-1] == "Last."
