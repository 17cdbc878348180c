"""A report as HTML: every passage, its headings once, links to them, nothing as markup."""

import re
from pathlib import Path

import pytest

from app.digests import bring_in_digests
from app.reading_html import contents_html, report_html
from app.views.upload import safe_name
from index.stores.library import open_library


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory):
    library = open_library(tmp_path_factory.mktemp("reading"), embedding="none")
    bring_in_digests(library)
    yield library.stored("sample-sheffield-2023-03")
    library.close()


def test_every_passage_stands_under_its_headings(stored) -> None:
    html = report_html(stored)
    for heading in {section.path[-1] for section in stored.sections}:
        assert heading.replace("&", "&amp;").replace("'", "&#x27;") in html
    assert html.count("<p class=") + html.count('<table class="rows') == len(stored.passages)


def test_a_value_stands_where_its_sentence_has_it_or_first(stored) -> None:
    fact = next(fact for fact in stored.facts if fact.measure in ("count", "percentage"))
    path = stored.passages[0].section

    def told(label: str) -> str:
        source = fact.source.model_copy(update={"section": path})
        said = {"label": label, "value": "28 per cent", "out_of": None, "source": source}
        one = fact.model_copy(update={"measure": "percentage", **said})
        return report_html(stored.model_copy(update={"facts": (one,)}))

    assert "<li><b>28 per cent</b> of posts stood empty " in told("of posts stood empty")
    assert "<li>In <b>28 per cent</b> of cases " in told("In … of cases")
    assert "<li>The rate was <b>28 per cent</b> " in told("The rate was")


def test_what_a_report_counts_is_told_with_its_number(stored) -> None:
    fact = next(fact for fact in stored.facts if fact.measure == "rating")
    counted = {"measure": "rating_count", "value": "Good", "number": 6, "out_of": 24}
    source = fact.source.model_copy(update={"section": stored.passages[0].section})
    one = fact.model_copy(update={**counted, "unit": "PDUs", "source": source})
    other = one.model_copy(update={"subject": "Elsewhere", "cell": "not_legible"})
    html = report_html(stored.model_copy(update={"facts": (one, other)}))
    assert f"<b>6</b> of 24 PDUs rated Good, {fact.standard.replace('_', ' ')}" in html
    assert f'<span class="small">{one.subject}</span>' in html
    assert "1 not legible in the source" in html


def test_links_of_the_contents_lead_to_headings(stored) -> None:
    html = report_html(stored)
    wanted = re.findall(r'href="#([^"]+)"', contents_html(stored))
    assert wanted
    known = re.findall(r'<h\d id="([^"]+)"', html)
    assert len(known) == len(set(known))
    assert set(wanted) <= set(known)


def test_what_a_report_says_is_text(stored) -> None:
    hostile = stored.model_copy(
        update={
            "passages": tuple(
                passage.model_copy(update={"text": "<script>1</script>", "rows": None})
                for passage in stored.passages
            )
        }
    )
    assert "<script>" not in report_html(hostile)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\reports\\North.pdf", "North.pdf"),
        ("..", "file"),
        ("", "file"),
        ("a\x00b\n<c>.html", "abc.html"),
        (".pdf", "pdf"),
        ("é – ü.docx", "é – ü.docx"),
    ],
)
def test_uploaded_names_lead_nowhere(name: str, safe: str) -> None:
    assert safe_name(name) == safe
    assert Path(safe_name(name)).name == safe_name(name)


@pytest.mark.parametrize("letter", ["x", "é", "字", "🙂"])
def test_long_names_keep_their_ending_and_fit_into_a_file_system(
    letter: str, tmp_path: Path
) -> None:
    name = safe_name(letter * 500 + ".pdf")
    assert len(name.encode()) <= 121
    assert name.endswith(f"{letter}.pdf")
    (tmp_path / name).write_bytes(b"")
    assert len(safe_name("a." + letter * 500).encode()) <= 121
