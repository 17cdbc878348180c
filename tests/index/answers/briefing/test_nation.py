def test_the_headline_counts_the_ratings_as_the_report_does(brief):
    assert brief("England and Wales").headline[0].text == (
        "Of 5 PDUs, 2 were rated Requires improvement and 3 Inadequate overall."
    )


def test_counts_by_standard_have_a_dash_where_the_report_counts_none(brief, cells):
    assert cells(brief("England and Wales"), "Leadership") == ["1 of 5", "3 of 5", "1 of 5"]
    assert cells(brief("England and Wales"), "Services") == ["–", "5 of 5", "–"]


def test_every_inspection_is_listed_lowest_score_first(brief, section):
    table = section(brief("England and Wales"), "Every inspection listed").table
    assert [row.cells[1].statement.text for row in table.rows] == [
        "2 out of 21",
        "2 out of 21",
        "4 out of 21",
        "4 out of 21",
        "5 out of 21",
    ]
    assert "from 2 to 5 out of 21" in table.legend[0].text


def test_recommendations_to_national_bodies_come_from_the_reports_on_places(brief, group):
    found = group(brief("England and Wales"), "To HM Prison and Probation Service")
    assert [item.lead for item in found.items] == ["North Ashford (June 2022)"]
