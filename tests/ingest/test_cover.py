import pytest

from ingest.blocks import split_blocks
from ingest.cover import Cover, read_cover, read_date, report_id
from ingest.layout import load_layout
from ingest.schemes import load_schemes

OURS = "HM Inspectorate of Probation"


def cover(*lines: str) -> Cover:
    return read_cover(split_blocks("\n\n".join(lines)), load_schemes(), load_layout())


def test_the_cover_of_a_unit_says_place_region_and_month() -> None:
    found = cover(
        "A crown",
        "An inspection of probation services in:",
        "**Alphaton & Betaville PDU**",
        "The Probation Service – Kent, Surrey, and Sussex Region",
        f"{OURS}, October 2024",
        "ISBN: 978-1-916621-99-1",
    )
    assert (found.kind, found.subject) == ("pdu", "Alphaton and Betaville")
    assert found.region == "Kent, Surrey and Sussex"
    assert found.isbn == "978-1-916621-99-1"
    assert report_id(found, "0" * 64) == "alphaton-and-betaville-2024-10"


@pytest.mark.parametrize(
    ("place", "region", "kind", "subject"),
    [
        ("Wales", "Wales region", "region", "Wales"),
        ("London region", "London region", "region", "London"),
        ("East of England region", "", "region", "East of England"),
        ("York PDU", "Yorkshire and the Humber region", "pdu", "York"),
        ("North Wales PDU", "Wales region", "pdu", "North Wales"),
        ("Ealing and Hillingdon (PDU)", "London region", "pdu", "Ealing and Hillingdon"),
        ("Ruritania region", "", "region", "Ruritania"),
        ("The Strelsau & Zenda Probation Region", "", "region", "Strelsau and Zenda"),
    ],
)
def test_a_region_and_a_unit_with_a_region_in_its_name_are_told_apart(
    place: str, region: str, kind: str, subject: str
) -> None:
    service = [f"The Probation Service – {region}"] if region else []
    found = cover("An inspection of probation services in:", place, *service, f"{OURS}, June 2024")
    assert (found.kind, found.subject) == (kind, subject)


@pytest.mark.parametrize(
    ("printed", "region"),
    [
        ("Ruritania region", "Ruritania"),
        ("the Strelsau & Zenda Probation Region", "Strelsau and Zenda"),
        ("a short history", ""),
    ],
)
def test_a_region_that_the_scheme_does_not_list_stays_as_printed(printed: str, region: str) -> None:
    found = cover(
        "An inspection of probation services in:",
        "Hentzau PDU",
        f"The Probation Service – {printed}",
        f"{OURS}, June 2024",
    )
    assert (found.kind, found.subject, found.region) == ("pdu", "Hentzau", region)


def test_an_annual_report_is_named_by_the_year_of_its_title() -> None:
    found = cover("2024 Annual Report: inspection of probation services", "© Crown copyright 2025")
    assert (found.kind, found.subject, found.region) == ("annual", "England and Wales", "")
    assert found.published == "2025"
    assert report_id(found, "0" * 64) == "annual-report-2024"


def test_thematic_reports_of_one_month_have_ids_of_their_own() -> None:
    ids = {
        report_id(cover(f"A thematic inspection of {what}", f"{OURS}, May 2024"), "0" * 64)
        for what in ("gambling", "gardening")
    }
    assert ids == {
        "a-thematic-inspection-of-gambling-2024-05",
        "a-thematic-inspection-of-gardening-2024-05",
    }


def test_a_digest_is_marked_in_its_edition_its_title_and_its_id() -> None:
    found = cover(
        "# Digest of: An inspection of probation services in Testford PDU",
        "Edition: digest",
        "The Probation Service – Wales region",
        f"{OURS}, May 2024",
    )
    assert (found.edition, found.kind, found.subject) == ("digest", "pdu", "Testford")
    assert found.title.startswith("Digest of")
    assert report_id(found, "0" * 64) == "sample-testford-2024-05"


def test_a_published_line_counts_where_the_cover_has_no_date() -> None:
    found = cover(
        "An inspection of probation services in Testford PDU",
        "The Probation Service - Wales region",
        "Published: 10 October 2024",
        "© Crown copyright 2023",
    )
    assert found.published == "2024-10-10"


def test_a_document_of_somebody_else_is_other_and_named_by_its_content() -> None:
    found = cover("# How to grow beans", "Beans want sun. They were planted in May 2024.")
    assert (found.kind, found.subject, found.region) == ("other", "", "")
    assert report_id(found, "abcdef0123") == "how-to-grow-beans-abcdef01"


def test_the_day_of_an_event_is_no_date_of_publication() -> None:
    told = "Held on 4 June 2024 at the town hall in Wakefield"
    assert cover("# Minutes of the board", told).published == ""
    assert cover("# Notes", "Published: 5 June 2024", told).published == "2024-06-05"
    assert cover("# A letter", "Wednesday, 5 June 2024", told).published == "2024-06-05"


def test_a_marked_heading_far_down_can_be_the_title_of_an_inspection() -> None:
    links = [f"Link number {word}" for word in ("one", "two", "three", "four", "five", "six")]
    found = cover(*links, "# An inspection of probation services in Testford PDU")
    assert (found.kind, found.subject) == ("pdu", "Testford")


def test_the_annual_report_of_somebody_else_is_other() -> None:
    found = cover("# Annual report 2023", "The Testford Society of Beekeepers")
    assert (found.kind, found.subject) == ("other", "")
    assert report_id(found, "abcdef0123") == "annual-report-2023-abcdef01"


@pytest.mark.parametrize("line", ["Dear Ms Okafor,", "Notes to editors", "Press release", "Ends"])
def test_letters_and_releases_about_an_inspection_are_no_report_of_it(line: str) -> None:
    title = "Inspection of probation services in Testford"
    assert cover(title, OURS, "They did well.").kind == "pdu"
    found = cover(title, OURS, line, "They did well.")
    assert (found.kind, found.subject, found.region) == ("other", "", "")


def test_an_inspection_of_another_service_is_other() -> None:
    found = cover("An inspection of youth justice services in Testford", f"{OURS}, May 2024")
    assert (found.kind, found.published) == ("other", "2024-05")


def test_front_matter_gives_the_title() -> None:
    assert cover("---\ntitle: My notes\nauthor: Me\n---", "# A first part").title == "My notes"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("HMIP, Sept 2024", "2024-09"),
        ("on 1st March 2023", "2023-03-01"),
        ("24/10/2024", "2024-10-24"),
        ("2024-10-09 or so", "2024-10-09"),
        ("31 February 2024", None),
        ("May the force be with you", None),
    ],
)
def test_dates_are_read_at_the_precision_that_they_have(text: str, date: str | None) -> None:
    assert read_date(text) == date


PLACE = ("An inspection of probation services in:", "Duckford PDU", "The Probation Service – Wales")


@pytest.mark.parametrize(
    ("lines", "published"),
    [
        (("Fieldwork started March 2023", "Published: 8 June 2023"), "2023-06-08"),
        (("Published: 8 June 2023", "Last updated: 9 July 2023 – see all changes"), "2023-06-08"),
        (("Last updated 9 July 2023", "First published 8 June 2023"), "2023-06-08"),
        (("Last updated", "9 July 2023", "Date published", "8 June 2023"), "2023-06-08"),
        (("Updated 9 July 2023",), "2023-07-09"),
        (("Fieldwork", "March 2023", "June 2023"), "2023-06"),
        (("Fieldwork: March 2023", "© Crown copyright 2023"), "2023"),
        (("Duckford, March 2023", "Published on 8 June 2023"), "2023-06-08"),
        ((f"{OURS}, June 2023", "Published on 8 June 2023"), "2023-06"),
    ],
)
def test_the_date_of_publication_is_no_other_date(lines: tuple[str, ...], published: str) -> None:
    assert cover(*PLACE, *lines).published == published


@pytest.mark.parametrize(
    "lines",
    [
        (OURS, *PLACE),
        (" ".join((OURS, *PLACE[:2])), PLACE[2]),
        ("An inspection of", "probation services in", "Duckford PDU", PLACE[2]),
    ],
)
def test_a_title_is_read_however_its_lines_were_kept(lines: tuple[str, ...]) -> None:
    found = cover(*lines, "June 2023")
    assert (found.kind, found.subject, found.region) == ("pdu", "Duckford", "Wales")


def test_an_inspection_of_something_else_takes_no_further_lines() -> None:
    found = cover("Inspection of kitchens", "Held in May", "By the council")
    assert (found.kind, found.title) == ("other", "Inspection of kitchens")


def test_a_caption_above_the_main_heading_is_no_title() -> None:
    found = cover("Thematic report", "# A thematic inspection of ponds", OURS, "June 2023")
    assert report_id(found, "0" * 64) == "a-thematic-inspection-of-ponds-2023-06"
    annual = cover("Annual report 2023", "# A year of ponds", OURS)
    assert (annual.kind, annual.year) == ("annual", "2023")


@pytest.mark.parametrize(
    "end",
    [
        f"Yorkshire and the Humber {OURS}, October 2024",
        f"Yorkshire and the Humber region {OURS}, October 2024",
        f"Yorkshire and the Humber, {OURS} – October 2024",
        "Yorkshire and the Humber October 2024",
        "Yorkshire and the Humber, Published: October 2024",
    ],
)
def test_lines_of_a_cover_that_were_run_together_are_told_apart(end: str) -> None:
    found = cover(
        "An inspection of probation services in: Ambleton PDU",
        f"The Probation Service – {end}",
        OURS,
    )
    assert found.published == "2024-10"
    assert found.region == "Yorkshire and the Humber"
    assert report_id(found, "0" * 64) == "ambleton-2024-10"


def test_a_publisher_behind_the_place_is_no_part_of_it() -> None:
    found = cover(f"An inspection of probation services in: Ambleton PDU {OURS}, October 2024")
    assert (found.subject, found.published) == ("Ambleton", "2024-10")


def test_prose_that_ends_with_a_date_is_no_line_of_the_cover() -> None:
    found = cover(
        "An inspection of probation services in: Ambleton PDU",
        "The unit had grown by many people since those who run it were last seen by all of us in "
        "the course of May 2023.",
        f"{OURS}, October 2024",
    )
    assert found.published == "2024-10"
