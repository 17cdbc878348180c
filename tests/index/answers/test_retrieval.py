from index.answers.retrieval import rank_passages, searches_for


def test_a_place_is_searched_in_its_own_reports_without_its_name(knowledge):
    (choice,) = searches_for(knowledge, "How was sickness managed in Ashford Vale?")
    assert list(choice.reports) == ["ashford-vale-2024-05"]
    assert "Ashford" not in choice.query


def test_without_a_place_every_report_is_searched(knowledge):
    (choice,) = searches_for(knowledge, "How was sickness managed?")
    assert choice.reports is None


def test_places_that_are_named_together_take_turns(knowledge):
    question = "Compare staffing in Ashford Vale and North Ashford."
    found = rank_passages(knowledge, question, 12)
    assert len(set(found)) == len(found) == 12
    reports = [one.rpartition("/")[0] for one in found]
    assert {"ashford-vale-2024-05", "north-ashford-2022-06"} <= set(reports)
    assert rank_passages(knowledge, question, 3) == found[:3]
