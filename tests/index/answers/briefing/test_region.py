import pytest

from index.errors import BadSubject

KSS = "Kent, Surrey and Sussex"


def test_a_region_lists_the_inspections_within_it_newest_first(brief, section, cells):
    table = section(brief(KSS), "Places in the region").table
    assert [row.head for row in table.rows] == ["North Ashford°", "Ashford Vale", "North Ashford"]
    assert cells(brief(KSS), "Ashford Vale")[1:] == ["5 out of 21", "Requires improvement"]


def test_scores_of_different_rounds_are_not_put_into_one_range(brief, section):
    table = section(brief(KSS), "Places in the region").table
    assert table.legend[0].text == (
        "Known: 3 inspections of 2 places in Kent, Surrey and Sussex; newest scores: 4 to 5 out of "
        "21."
    )


def test_recommendations_to_the_region_are_led_by_their_report(brief, group):
    found = group(brief(KSS), f"To {KSS} region")
    assert {item.lead for item in found.items} == {"Ashford Vale (May 2024)"}


def test_a_region_of_which_nothing_is_known_is_refused(brief):
    with pytest.raises(BadSubject, match="no inspection of London"):
        brief("London")
