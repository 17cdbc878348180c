import pytest

from evals.metrics.figures import unsupported_numbers
from evals.metrics.truth import facts_true, misplaced

ARDEN, BRAY = "1.2 Staffing\tInadequate", "1.2 Staffing\tGood"


def test_a_fact_that_the_library_does_not_hold_is_untrue(rating, context):
    assert facts_true(rating, context).value == 1
    other = rating.facts[0].model_copy(update={"value": "Good"})
    broken = rating.model_copy(update={"facts": (other,)})
    assert "no rating 'Good' of Arden" in facts_true(broken, context).reason


def test_a_derived_fact_and_an_open_cell_are_not_held_against_the_library(rating, context):
    for update in ({"derived": True, "value": "Good"}, {"cell": "not_legible", "value": None}):
        fact = rating.facts[0].model_copy(update=update)
        assert facts_true(rating.model_copy(update={"facts": (fact,)}), context).holds


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Arden was rated Inadequate for staffing.", ""),
        ("Bray was rated Inadequate for staffing.", "Bray is not what"),
        ("Arden in Southern was rated Inadequate.", "Southern is not what"),
        ("Arden was not rated Inadequate for staffing.", "says not"),
        ("Arden isn't rated Inadequate for staffing.", "says not"),
    ],
)
def test_a_sentence_of_ours_says_what_its_own_citation_says(make, cite, context, text, fault):
    answer = make.answer([make.fact_line(text, 1)], [cite(1, "arden-2024-10", ARDEN)])
    found = misplaced(answer.statements[0], answer, context)
    assert bool(found) == bool(fault)
    assert fault in "".join(found)


def test_the_place_of_another_sentence_s_citation_does_not_count(make, cite, context):
    lines = [make.fact_line("Arden was rated Inadequate.", 2), make.fact_line("So was it.", 1)]
    answer = make.answer(lines, [cite(1, "arden-2024-10", ARDEN), cite(2, "bray-2024", BRAY)])
    assert "Arden is not what" in misplaced(answer.statements[0], answer, context)[0]


def test_a_quotation_may_name_any_place_and_say_not(make, cite, context):
    said = make.quotation("Bray was not asked.", 1)
    answer = make.answer([said], [cite(1, "arden-2024-10", ARDEN)])
    assert misplaced(said, answer, context) == []


def test_an_open_cell_is_told_with_a_not(make, cite, context, rating):
    text = "The rating of Arden for staffing is not legible in the source."
    fact = rating.facts[0].model_copy(update={"cell": "not_legible", "value": None})
    cites = [cite(1, "arden-2024-10", ARDEN)]
    assert misplaced(
        make.fact_line(text, 1), make.answer([make.fact_line(text, 1)], cites), context
    )
    answer = make.answer([make.fact_line(text, 1)], cites, [fact])
    assert misplaced(answer.statements[0], answer, context) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("1 of 1 inspections was rated Inadequate (October 2024).", ""),
        ("2 of 1 inspections were rated Inadequate (October 2024).", "2 out of 1"),
        ("Arden had 2024 inspections (October 1).", "2024 inspections"),
        ("Arden was rated Inadequate (October 10).", "October 10"),
    ],
)
def test_a_number_is_no_other_number_s_stand_in(make, cite, context, text, fault):
    answer = make.answer([make.fact_line(text, 1)], [cite(1, "arden-2024-10", ARDEN)])
    score = unsupported_numbers(answer, context)
    assert bool(score.faults) == bool(fault)
    assert fault in score.reason
