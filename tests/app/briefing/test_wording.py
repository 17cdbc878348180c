import pytest

from app.briefing.wording import (
    Dress,
    about,
    caption,
    clean,
    licences,
    notes,
    public,
    runs,
    said,
    title_of,
)
from index.models import Statement


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b\x07c", "abc"),
        ("one\ntwo\t three", "one two three"),
        ("left\u202eright\u2066x", "leftrightx"),
        ("lone \ud800 half", "lone half"),
        ("𝒜 – “ok”", "𝒜 – “ok”"),
    ],
)
def test_text_has_nothing_that_xml_forbids_or_that_turns_it_around(text, shown):
    assert clean(text) == shown


@pytest.mark.parametrize(
    ("numbers", "seen", "shown"),
    [
        ((3, 4, 5), {3, 4, 5}, [(3, 5)]),
        ((3, 4, 5), {3, 4}, [(3, 3), (4, 4), (5, 5)]),
        ((3, 4), {3, 4}, [(3, 3), (4, 4)]),
        ((1, 3, 4, 5, 9), {1, 3, 4, 5, 9}, [(1, 1), (3, 5), (9, 9)]),
        ((), set(), []),
    ],
)
def test_numbers_in_a_row_are_a_range_once_each_was_given(numbers, seen, shown):
    assert runs(numbers, seen) == shown


@pytest.mark.parametrize(
    ("url", "given"),
    [
        ("https://example.org/a?b=1", True),
        ("javascript:alert(1)", False),
        ("https://example.org/<b>", False),
        ("file:///etc/passwd", False),
        (None, False),
    ],
)
def test_only_plain_addresses_of_the_web_are_public(url, given):
    assert (public(url) is not None) == given


def test_a_note_names_report_publisher_isbn_date_section_and_page(briefing):
    first = notes(briefing)[0]
    assert first.quoted.startswith("“Posts stood empty.")
    for part in (
        "An inspection of Westmere",
        "HM Inspectorate of Probation",
        "10 October 2024",
        "ISBN 978-0-00-000000-2",
        "1. Delivery › Staffing",
        "page 7 of the file",
    ):
        assert part in first.where
    assert first.url == "https://example.org/westmere?a=1&b=2"


def test_a_row_is_told_by_its_cells(briefing):
    assert notes(briefing)[2].quoted == "Standard: Staffing; Rating: Inadequate"


def test_a_note_to_a_digest_says_whose_words_they_are(briefing):
    last = notes(briefing)[-1]
    assert last.quoted == "Digest words (our digest, not the Inspectorate’s words)"
    assert "(this project’s own digest)" in last.where
    assert last.url is None


def test_how_it_was_made_names_version_fingerprint_licence_and_doubts(briefing):
    lines = [text for text, _ in about(briefing, Dress(version="1.2"))]
    whole = "\n".join(lines)
    assert "version 1.2" in whole and "without any language model" in whole
    assert "f" * 64 in whole
    assert "Open Government Licence v3.0" in whole
    assert any(line.startswith("About the sources: A doubt") for line in lines)


def test_the_licence_is_named_for_its_publisher_alone(briefing):
    other = briefing.model_copy(update={"publishers": {}})
    assert "Licence" not in "".join(text for text, _ in about(other, Dress()))
    assert all(each["url"].startswith("https://") for each in licences().values())


def test_a_title_of_ones_own_stands_in_place_of_ours(briefing):
    assert title_of(briefing, Dress(title=" For\nthe Board ")) == "For the Board"
    assert title_of(briefing, Dress()).startswith("Westmere")


def test_what_rests_on_a_digest_says_so_statement_by_statement(briefing):
    reports = {c.id: c.report for c in briefing.citations}
    rows = Statement(text="Westmere was rated Good.", kind="fact", citations=(1, 5))
    assert said(rows, reports) == "Westmere was rated Good. (our digest)"
    quoted = Statement(text="mend the roof", kind="quote", citations=(4,))
    assert said(quoted, reports) == "“mend the roof”"


def test_a_table_with_cells_from_a_digest_says_so(briefing):
    table = briefing.sections[0].table
    ours = {c.id: briefing.citations[-1].report for c in briefing.citations}
    theirs = {c.id: c.report for c in briefing.citations}
    assert caption(table, ours).endswith("(our digest)")
    assert "digest" not in caption(table, theirs)
