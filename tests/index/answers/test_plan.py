from collections.abc import Callable

import pytest

from index.models import QuestionPlan

Plan = Callable[..., QuestionPlan]


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("What was Sheffield rated for staffing?", "rating"),
        ("WHAT WAS YORK RATED?", "rating"),
        ("What was York's score?", "score"),
        ("What percentage of York's cases were sufficient for planning?", "key_question"),
        ("What was York told to do about housing?", "recommendation"),
        ("What did the inspectors ask York to change?", "recommendation"),
        ("Is York's total score lower than Leeds's?", "comparison"),
        ("Out of 21, how do York and Leeds stack up?", "comparison"),
        ("What is York's most recent score, and what was it before?", "comparison"),
        ("Which regions has the current programme covered so far?", "table"),
        ("Which parts of the York inspection were rated Good?", "table"),
        ("In York, what was graded Inadequate?", "table"),
        ("York's casework ratings - any above Inadequate?", "table"),
        ("Leadership was Inadequate but was anything about it good?", "finding"),
        ("What is the probation service worst at?", "finding"),
        ("York's workload averages by grade", "figure"),
        ("Did York pass on reviewing?", "rating"),
        ("York got 4 of 21, why so low?", "why"),
        ("Date of the earlier York report", "report_fact"),
        ("Who was in charge of the York inspection?", "report_fact"),
        ("When York was inspected, how many officers had it?", "figure"),
        ("When did the previous inspection programme end?", "finding"),
        ("Give me every action HMPPS was set in the York report", "recommendation"),
        ("How often were people in York asked about housing?", "figure"),
        ("What is recommendation 3 for York?", "recommendation"),
        ("Which PDUs scored more than 3?", "table"),
        ("How many PDUs were rated Inadequate?", "table"),
        ("Rank the PDUs by score", "table"),
        ("Compare York and Sheffield", "comparison"),
        ("Has York got better since 2022?", "comparison"),
        ("Why was York rated Inadequate for planning?", "why"),
        ("What are York's strengths?", "strengths"),
        ("What does York need to improve?", "improvements"),
        ("Summarise the report on York", "summary"),
        ("When was the report on York published?", "report_fact"),
        ("Who led the York inspection?", "report_fact"),
        ("Which region is York in?", "report_fact"),
        ("What reports do you have?", "coverage"),
        ("How many reports do you have?", "coverage"),
        ("How many officers work in York?", "figure"),
        ("how many staff leave the probation service every year", "figure"),
        ("How many staffing ratings were Inadequate?", "table"),
        ("How are women seen in York?", "finding"),
        ("Will York be rated Good next year?", "declined"),
        ("Write a poem about York", "declined"),
        ("What is the phone number of the head of York?", "declined"),
        ("Hello!", "chat"),
        ("What do victims get told and when in York?", "finding"),
        ("What were people on probation told at induction in York?", "finding"),
        ("Did magistrates in York find what probation told them useful?", "finding"),
        ("What was York told to do?", "recommendation"),
        ("What have leaders in York been told?", "recommendation"),
        ("Have the recommendations for York been implemented?", "finding"),
        ("Is there an action plan from York after the inspection?", "finding"),
        ("What recommendations should be implemented first in York?", "recommendation"),
        ("What are the action points for York?", "recommendation"),
        ("How many cases were inspected in York and in Sheffield?", "comparison"),
        ("Who has the bigger caseload, York or Sheffield?", "comparison"),
        ("Were reviews done in York when something big changed in a case?", "finding"),
        ("How many in York had been reoffending since the start of their sentence?", "figure"),
        ("what happens to a PDU like York after a bottom rating", "finding"),
        ("what happens if a PDU fails", "finding"),
        ("What is the procedure after a PDU is rated Inadequate?", "finding"),
        ("Which PDUs failed?", "table"),
        ("domestic abuse checks at court in York, how often were they done", "figure"),
        ("What percentage of court work was sufficient in York?", "key_question"),
        ("why is planning for safety always the weakest bit", "finding"),
        ("why do the PDUs of Yorkshire and the Humber average more than Surrey's?", "table"),
        ("How was court staffing in York?", "finding"),
        ("How was court work in York rated?", "rating"),
        ("IT problems", "finding"),
        ("What is it good at?", "strengths"),
        ("Does the North Yorkshire report mention York?", "finding"),
        ("Did inspectors in York say house prices made recruiting staff hard?", "declined"),
    ],
)
def test_a_question_asks_for_one_kind_of_thing(plan: Plan, question: str, intent: str) -> None:
    assert plan(question).intent == intent


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("How many officers work in York?", "number"),
        ("What share of posts were filled in York?", "percent"),
        ("How long do people wait in York?", "duration"),
        ("How long is the waiting list in York?", "number"),
        ("When was York inspected?", "date"),
        ("Who led the York inspection?", "name"),
        ("Why was York rated Good?", "reason"),
        ("Was York rated Good?", "yes_no"),
    ],
)
def test_a_question_says_what_the_answer_must_carry(plan: Plan, question: str, wants: str) -> None:
    assert plan(question).wants == wants


def test_a_standard_named_by_number_is_kept_as_a_number(plan: Plan) -> None:
    read = plan("What was York rated for 2.1?")
    assert read.standard_numbers == ("2.1",)
    assert read.standards == ()


def test_a_figure_that_looks_like_a_standard_is_none(plan: Plan) -> None:
    assert plan("Were 2.1 per cent of York's posts vacant?").standard_numbers == ()


@pytest.mark.parametrize(
    ("question", "standards"),
    [
        ("What was York rated for staffing and planning?", ("staffing", "planning")),
        ("Implementation and delivery in York: what rating?", ("implementation_and_delivery",)),
        ("Information and facilities in York: what rating?", ("information_and_facilities",)),
    ],
)
def test_standards_are_read_by_name_longest_first(
    plan: Plan, question: str, standards: tuple[str, ...]
) -> None:
    assert plan(question).standards == standards


def test_a_regions_own_standard_needs_a_region(plan: Plan) -> None:
    regional = plan("How was Kent, Surrey and Sussex rated for unpaid work?")
    assert regional.regions == ("Kent, Surrey and Sussex",)
    assert "unpaid_work" in regional.standards
    assert "unpaid_work" not in plan("How was York rated for unpaid work?").standards


@pytest.mark.parametrize(
    ("question", "ratings"),
    [
        ("Was York rated Good for leadership?", ("Good",)),
        ("Which PDUs were Outstanding?", ("Outstanding",)),
        (
            "Which PDUs need improvement or were rated requires improvement?",
            ("Requires improvement",),
        ),
        ("Where did a good night's sleep help in York?", ()),
        ("What good practice was there in York?", ()),
    ],
)
def test_a_rating_is_read_only_where_a_word_is_used_as_one(
    plan: Plan, question: str, ratings: tuple[str, ...]
) -> None:
    assert plan(question).ratings == ratings


@pytest.mark.parametrize(
    ("question", "operator", "number"),
    [
        ("Which PDUs scored 3?", "eq", 3),
        ("Which PDUs scored more than three?", "gt", 3),
        ("Which PDUs scored at least 4?", "ge", 4),
        ("Which PDUs scored fewer than 2 points?", "lt", 2),
        ("Which PDUs scored 5 or more?", "ge", 5),
    ],
)
def test_limits_on_scores_are_read(plan: Plan, question: str, operator: str, number: int) -> None:
    [condition] = plan(question).conditions
    assert (condition.operator, condition.number) == (operator, number)


@pytest.mark.parametrize(
    ("question", "aggregate"),
    [
        ("Which PDUs scored 3?", "list"),
        ("How many PDUs scored 3?", "count"),
        ("Which PDU had the highest score?", "highest"),
        ("Which PDU had the lowest score?", "lowest"),
        ("Rank the PDUs by score", "rank"),
        ("What is the mean score of the PDUs?", "mean"),
        ("What is the median score of the PDUs?", "median"),
    ],
)
def test_operations_over_rows_are_read(plan: Plan, question: str, aggregate: str) -> None:
    assert plan(question).aggregate == aggregate


def test_the_number_of_rows_asked_for_is_read(plan: Plan) -> None:
    assert plan("Top three PDUs by score").limit == 3


def test_a_premise_is_told_from_a_plain_question(plan: Plan) -> None:
    assert plan("Why was York rated Good for leadership?").premise
    assert not plan("Was York rated Good for leadership?").premise


def test_dates_and_words_of_time_reach_the_plan(plan: Plan) -> None:
    assert plan("What was York rated in March 2023?").dates == ("2023-03",)
    assert plan("What is York rated now?").newest
    assert plan("What was York's earlier rating?").earlier
    assert plan("How has York changed?").every_date


def test_places_come_in_the_order_of_the_question(plan: Plan) -> None:
    read = plan("Compare Sheffield, North Yorkshire and York")
    assert [p.name for p in read.places] == ["Sheffield", "North Yorkshire", "York"]


def test_an_ambiguous_name_and_an_unknown_one_are_no_places(plan: Plan) -> None:
    kent, leeds = plan("What was Kent rated?"), plan("What was Leeds rated?")
    assert (kent.places, kent.either_name) == ((), "Kent")
    assert len(kent.either) == 3
    assert (leeds.places, leeds.unknown) == ((), ("Leeds",))


def test_a_repaired_name_is_recorded(plan: Plan) -> None:
    assert plan("What was Sheffeild rated?").corrected == (("Sheffeild", "Sheffield"),)


def test_what_is_searched_leaves_out_places_dates_and_politeness(plan: Plan) -> None:
    searched = plan("Hi, could you please tell me how women are seen in York in 2023?").search
    assert "women are seen" in searched
    assert not any(w in searched for w in ("York", "2023", "please", "Hi"))


def test_the_plan_keeps_the_question_as_typed(plan: Plan) -> None:
    assert plan("  what  was York rated? ").question == "  what  was York rated? "


def test_a_report_that_is_asked_about_another_place_stays_the_one_asked(plan: Plan) -> None:
    asked = plan("Does the North Yorkshire report mention York separately?")
    assert [p.name for p in asked.places] == ["North Yorkshire"]
    assert asked.aside == ("York",)
    both = plan("How do North Yorkshire and York compare in the reports?")
    assert {p.name for p in both.places} == {"North Yorkshire", "York"}
    assert both.aside == ()


@pytest.mark.parametrize(
    ("question", "standard"),
    [
        ("Who was rated better led, York or Sheffield?", "leadership"),
        ("Which is better run, York or Sheffield?", "leadership"),
        ("is York or Sheffield better managed", "leadership"),
        ("Which place is better staffed, York or Sheffield?", "staffing"),
        ("whose officers are rated worse, York's or Sheffield's?", "staffing"),
        ("Who is worse at assessing, York or Sheffield?", "assessment"),
    ],
)
def test_everyday_words_that_are_judged_name_their_standard(
    plan: Plan, question: str, standard: str
) -> None:
    read = plan(question)
    assert (read.intent, read.standards) == ("comparison", (standard,))


def test_what_happens_to_be_run_somewhere_is_no_standard(plan: Plan) -> None:
    assert plan("Are groups run more often in York or in Sheffield?").standards == ()


def test_short_names_of_two_standards_make_one_term(plan: Plan) -> None:
    assert plan("court staffing in York").standards == ()
    assert set(plan("court work and staffing in York").standards) == {"court_work", "staffing"}
    listed = plan("leadership staffing services ratings for York")
    assert set(listed.standards) == {"leadership", "staffing", "services"}


@pytest.mark.parametrize(
    ("question", "search"),
    [
        ("IT problems", "IT systems, computers, Wi-Fi and internet problems?"),
        ("Was IT good in York?", "Was IT systems, computers, Wi-Fi and internet good?"),
        ("laptops and IT in York", "laptops and IT?"),
        ("How IT got on", "How IT got on?"),
    ],
)
def test_computers_are_no_pronoun(plan: Plan, question: str, search: str) -> None:
    assert plan(question).search == search


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("What was the short sentence team in York meant to do?", "finding"),
        ("What are leaders in York expected to do about it?", "recommendation"),
        ("When did inspectors turn up in York?", "report_fact"),
        ("Did York pass?", "rating"),
        ("What's the biggest problem across all the reports?", "finding"),
        ("Tell me how York's 2024 inspection went", "summary"),
        ("What rating did York get for keeping people safe?", "key_question"),
        ("How did York do in the earlier inspection?", "rating"),
    ],
)
def test_everyday_words_lead_to_the_kind_of_answer(
    plan: Callable[[str], QuestionPlan], question: str, intent: str
) -> None:
    assert plan(question).intent == intent
