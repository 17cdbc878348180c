def _headline(briefing):
    return " ".join(statement.text for statement in briefing.headline)


def test_the_headline_gives_rating_score_and_the_day_of_publication(brief):
    assert _headline(brief("Ashford Vale")).startswith(
        "Ashford Vale was rated Requires improvement overall, with a score of 5 out of 21, in the "
        "inspection whose report was published on 16 May 2024."
    )


def test_a_place_inspected_once_says_that_nothing_earlier_is_held(brief):
    assert "holds no earlier inspection of Ashford Vale" in _headline(brief("Ashford Vale"))


def test_scores_of_different_rounds_are_shown_and_not_compared(brief):
    said = _headline(brief("North Ashford"))
    assert "4 out of 21 and 7 out of 27" in said
    assert "as numbers they cannot be compared" in said
    assert "rose" not in said


def test_ratings_that_can_be_compared_are_compared_by_meaning(brief):
    said = _headline(brief("North Ashford"))
    assert "better for leadership and staffing; the same for services" in said


def test_a_lost_cell_is_not_legible_and_says_what_it_can_still_be(brief, cells):
    briefing = brief("North Ashford")
    assert cells(briefing, "Assessment")[0] == (
        "Not legible still Requires improvement or Inadequate"
    )
    assert cells(briefing, "Leadership")[0] == "Requires improvement derived"


def test_a_standard_that_the_round_lacks_says_so(brief, cells):
    assert cells(brief("North Ashford"), "Court work")[:2] == [
        "Not in this round",
        "Requires improvement",
    ]


def test_the_percentages_stand_beside_the_rating_that_they_drove(brief, cells):
    assert cells(brief("Ashford Vale"), "Planning") == [
        "Requires improvement",
        "Keeping people safe 54% (lowest), desistance 62%, engagement 66%",
    ]


def test_three_strengths_and_three_criticisms_are_of_different_standards(brief, group):
    for title in ("Strengths", "Criticisms"):
        items = group(brief("Ashford Vale"), title).items
        assert len(items) == 3
        assert len({item.lead for item in items}) == 3
        assert all(item.statement.kind == "quote" for item in items)


def test_what_comes_from_the_report_before_says_so(brief, section):
    found = section(brief("North Ashford"), "What inspectors found")
    assert found.title.endswith("(June 2022)")
    assert "lacks the report of June 2024" in found.lines[0].text


def test_recommendations_stand_under_their_addressees(brief, section):
    titles = [g.title for g in section(brief("North Ashford"), "Recommendations").groups]
    assert titles == [
        "To North Ashford PDU",
        "To HM Prison and Probation Service (HMPPS)",
    ]


def test_what_is_missing_is_said_with_the_newest_date(brief, section):
    lines = [s.text for s in section(brief("North Ashford"), "What is missing").lines]
    assert "Missing is the report of the inspection of North Ashford of June 2024." in lines
    assert any(line.startswith("Not legible in the source of North Ashford") for line in lines)
    assert any("12 December 2024: Dunmoor" in line for line in lines)
    assert any("2024 Annual Report" in line for line in lines)


def test_an_older_inspection_tells_of_the_newer_one(brief, section):
    lines = [s.text for s in section(brief("North Ashford 2022"), "What is missing").lines]
    assert "A newer inspection of North Ashford, of June 2024, is known." in lines


def test_a_place_without_a_report_has_its_row_and_no_points(brief, cells):
    briefing = brief("Dunmoor")
    assert cells(briefing, "Composite score") == ["2 out of 21"]
    assert not any("found" in each.title for each in briefing.sections)
