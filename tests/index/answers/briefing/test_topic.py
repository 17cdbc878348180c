import pytest

from index.errors import BadSubject


def test_a_standard_shows_its_ratings_by_place_with_dates(brief, cells):
    briefing = brief("staffing")
    assert cells(briefing, "Ashford Vale") == ["16 May 2024", "Requires improvement"]
    assert cells(briefing, "North Ashford°") == ["20 June 2024", "Requires improvement derived"]
    assert cells(briefing, "North Ashford") == ["June 2022", "Inadequate"]


def test_what_several_reports_say_alike_stands_together(brief, group):
    items = group(brief("staffing"), "Common").items
    assert [(item.lead, item.alike) for item in items] == [
        ("North Ashford (June 2022)", False),
        ("Ashford Vale (May 2024)", True),
    ]


def test_a_topic_of_the_text_is_told_place_by_place_with_dates(brief, group):
    leads = [item.lead for item in group(brief("caseloads"), "Also said").items]
    assert leads == ["Ashford Vale (May 2024)", "North Ashford (June 2022)"]


def test_a_topic_gives_the_recommendations_that_name_it(brief, group):
    said = group(brief("caseloads"), "To Ashford Vale").items[0].statement.text
    assert "smaller caseload" in said


def test_a_standard_is_named_by_its_own_word_in_a_recommendation(brief):
    assert not any("Recommendations" in each.title for each in brief("staffing").sections)


def test_the_headline_names_only_places_that_are_quoted(brief):
    briefing = brief("sickness")
    said = {c.report.subject for c in briefing.citations}
    assert briefing.headline[0].text.startswith("Quoted below, with their dates: ")
    assert "Melbury" not in briefing.headline[0].text
    assert {"Ashford Vale", "North Ashford"} <= said


def test_a_topic_narrowed_to_a_place_cites_only_that_place(brief, section):
    briefing = brief("sickness in Ashford Vale")
    found = section(briefing, "Common, different")
    cited = {n for s in found.statements() for n in s.citations}
    subjects = {c.report.subject for c in briefing.citations if c.id in cited}
    assert subjects == {"Ashford Vale"}


def test_a_standard_of_which_no_report_speaks_is_refused(brief):
    with pytest.raises(BadSubject, match="do not speak of 'Resettlement'"):
        brief("Resettlement")


def test_only_what_its_report_lists_as_such_is_criticism_or_praise(brief):
    briefing = brief("sickness")
    notes = {c.id: c for c in briefing.citations}
    for each in briefing.sections:
        for g in each.groups:
            if g.title.startswith(("Common", "Different", "What worked")):
                for item in g.items:
                    heads = notes[item.statement.citations[0]].section
                    assert any(h in {"Strengths", "Areas for improvement"} for h in heads)
