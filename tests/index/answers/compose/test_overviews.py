from collections.abc import Callable

import pytest

from index.models import Answer

pytestmark = pytest.mark.store

Ask = Callable[..., Answer]


def quotes(answer: Answer) -> list[str]:
    return [s.text for s in answer.statements if s.kind == "quote"]


def test_a_standard_is_prepared_over_all_reports_where_no_place_is_named(ask: Ask) -> None:
    answer = ask("Prepare me for planning")
    rated = {f.subject for f in answer.facts if f.measure == "rating"}
    assert rated >= {"Ashford Vale", "North Ashford"}
    assert any(f.measure == "key_question" for f in answer.facts)
    assert {c.standard for c in answer.citations if c.kind == "passage"} <= {"planning", None}


def test_a_number_alone_is_read_by_the_newest_round(ask: Ask) -> None:
    answer = ask("Prepare me for 2.2")
    assert {f.standard for f in answer.facts if f.measure == "rating"} == {"planning"}


def test_a_theme_names_each_place_with_its_date(ask: Ask) -> None:
    answer = ask("What do all the reports say about sickness?")
    assert "Ashford Vale (May 2024)" in answer.text
    assert any("Sickness was high" in q for q in quotes(answer))


def test_a_place_that_says_nothing_on_a_theme_is_named(ask: Ask) -> None:
    answer = ask("Which PDUs struggled with sickness?")
    silent = [s.text for s in answer.statements if s.kind == "fixed"]
    assert any(s.startswith("Nothing on this") and "Melbury" in s for s in silent)


def test_a_theme_that_no_report_speaks_of_is_not_found(ask: Ask) -> None:
    assert ask("What do all the reports say about falconry?").status == "not_found"


def test_common_points_are_listed_without_a_subject(ask: Ask) -> None:
    answer = ask("What weaknesses do the reports have in common?")
    assert answer.status == "answered"
    assert any(note.startswith("Looked at") for note in answer.notes)


def test_a_national_report_is_summed_up_by_its_own_counts(ask: Ask) -> None:
    answer = ask("Summarise the annual report")
    assert {c.report.kind for c in answer.citations} == {"annual"}


def test_a_list_of_both_kinds_has_a_heading_for_each(ask: Ask) -> None:
    answer = ask("What are the strengths and areas for improvement of Ashford Vale on staffing?")
    assert answer.text.index("strengths in staffing") < answer.text.index("areas for improvement")
    assert {c.section[-1] for c in answer.citations} == {"Strengths", "Areas for improvement"}


def test_all_of_a_list_is_given_where_all_of_it_is_asked_for(ask: Ask) -> None:
    answer = ask("List all areas for improvement in staffing in Ashford Vale")
    assert len(quotes(answer)) == 3


def test_several_reports_are_summed_up_one_after_the_other(ask: Ask) -> None:
    answer = ask("Summarise the reports on Ashford Vale and Melbury")
    assert {c.report.subject for c in answer.citations} == {"Ashford Vale", "Melbury"}
    assert len([s for s in answer.statements if s.kind == "fact"]) == 2


def test_as_many_points_as_are_asked_for(ask: Ask) -> None:
    assert len(quotes(ask("What are the top two weaknesses of Ashford Vale?"))) == 2


def test_recommendations_to_the_unit_leave_out_those_to_the_region(ask: Ask) -> None:
    answer = ask("List the recommendations to Ashford Vale PDU")
    assert {f.addressee for f in answer.facts} == {"Ashford Vale PDU"}


def test_the_biggest_problem_of_the_nation_is_no_row_of_the_table(ask: Ask) -> None:
    answer = ask("What's the single biggest problem in the annual report?")
    assert not any(f.measure == "score" for f in answer.facts)


def test_whether_a_standard_is_done_well_is_answered_with_its_rating(ask: Ask) -> None:
    answer = ask("Is planning done well in Ashford Vale?")
    assert {f.standard for f in answer.facts if f.measure == "rating"} == {"planning"}


def test_what_the_annual_report_says_of_a_place_is_its_row_and_its_sentences(ask: Ask) -> None:
    answer = ask("What does the annual report say about Melbury?")
    assert "4 out of 21" in answer.text
    assert "breakfast for new officers" in answer.text
