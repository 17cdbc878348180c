"""Questions about a table, read into queries: what a row is, which rows, which operation."""

from collections.abc import Callable

import pytest

from index.models import Condition, QuestionPlan, TableQuery

Plan = Callable[..., QuestionPlan]


def score(operator: str, number: float) -> Condition:
    return Condition(measure="score", operator=operator, number=number)


def percent(operator: str, number: float) -> Condition:
    return Condition(measure="percentage", operator=operator, number=number)


def read(plan: Plan, question: str) -> TableQuery:
    query = plan(question).table
    assert query is not None, "the question was not read as one about the table"
    return query


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        ("Name the PDUs that scored 5", {"conditions": (score("eq", 5),)}),
        ("Which units got more than six points?", {"conditions": (score("gt", 6),)}),
        ("PDUs with 4 points or fewer", {"conditions": (score("le", 4),)}),
        (
            "Which places scored between 3 and 7?",
            {"conditions": (score("ge", 3), score("le", 7))},
        ),
        ("How many PDUs scored under 5?", {"aggregate": "count", "conditions": (score("lt", 5),)}),
        ("What was the average score of the PDUs?", {"aggregate": "mean", "measure": "score"}),
        ("Median score, please", {"aggregate": "median"}),
        ("What do all PDU scores add up to?", {"aggregate": "total"}),
        ("What is the spread of scores?", {"aggregate": "range"}),
        ("How big is the gap between the top and bottom PDU?", {"aggregate": "difference"}),
        ("What share of PDUs scored 2?", {"aggregate": "share"}),
        ("The strongest and the weakest PDU by score", {"aggregate": "extremes"}),
        ("Which unit came bottom?", {"aggregate": "lowest"}),
        ("Which PDU scored highest?", {"aggregate": "highest"}),
        ("Which PDU came second?", {"nth": 2}),
        ("Name the bottom four PDUs", {"aggregate": "lowest", "limit": 4}),
        ("Rank all PDUs, worst first", {"aggregate": "rank", "rising": True}),
        ("Put the PDUs in order from best to worst", {"aggregate": "rank", "rising": False}),
        ("League table of the PDUs, bottom place first", {"aggregate": "rank", "rising": True}),
        ("Take every score of the PDUs: what do they average?", {"aggregate": "mean"}),
        ("Which PDUs scored exactly 4, as a percentage?", {"aggregate": "share"}),
        ("The runner-up on score among the PDUs", {"nth": 2}),
        ("Which unit got the wooden spoon?", {"aggregate": "lowest"}),
    ],
)
def test_places_by_score(plan: Plan, question: str, fields: dict[str, object]) -> None:
    query = read(plan, question)
    assert (query.rows, query.kind) == ("inspection", "pdu")
    assert {name: getattr(query, name) for name in fields} == fields


@pytest.mark.parametrize(
    ("question", "group", "edge"),
    [
        ("How many PDUs are in each region?", "region", None),
        ("Which region has the fewest PDUs?", "region", "lowest"),
        ("Which region scored best on average?", "region", "highest"),
        ("Rank the regions by average score", "region", None),
        ("How many inspections were there per month?", "month", None),
        ("Which year had the most inspections?", "year", "highest"),
        ("Break down the PDUs by score", "score", None),
        ("Break the PDUs down by region", "region", None),
        ("Distribution of PDU scores", "score", None),
        ("By mean PDU score, in what order do the regions come?", "region", None),
        ("Score distribution of the PDUs", "score", None),
        ("What is the most frequent score?", "score", "highest"),
    ],
)
def test_groups_of_places(plan: Plan, question: str, group: str, edge: str | None) -> None:
    query = read(plan, question)
    assert (query.rows, query.group_by, query.edge) == ("inspection", group, edge)


def test_a_region_narrows_and_is_no_group(plan: Plan) -> None:
    query = read(plan, "Mean score of PDUs in Yorkshire and the Humber")
    assert (query.regions, query.group_by) == (("Yorkshire and the Humber",), None)


def test_places_inspected_twice_are_groups_with_two_inspections(plan: Plan) -> None:
    query = read(plan, "Which PDUs were inspected more than once?")
    assert (query.group_by, query.having) == (
        "place",
        (Condition(measure="number", operator="ge", number=2),),
    )


@pytest.mark.parametrize(
    ("question", "against", "operator"),
    [
        ("Which PDUs did better than Sheffield?", "place", "gt"),
        ("Who did worse than Sheffield?", "place", "lt"),
        ("Which PDUs have the same score as Sheffield?", "place", "eq"),
        ("Where does Sheffield rank?", "place", None),
        ("Which PDUs scored above the mean?", "mean", "gt"),
        ("How many PDUs are under the median score?", "median", "lt"),
        ("What percentage of the maximum did Sheffield score?", "maximum", None),
    ],
)
def test_what_rows_are_set_against(
    plan: Plan, question: str, against: str, operator: str | None
) -> None:
    query = read(plan, question)
    assert (query.against, query.operator) == (against, operator)


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        (
            "Which PDUs were rated Good for planning?",
            {"standards": ("planning",), "ratings": ("Good",), "measure": "rating"},
        ),
        (
            "How many PDUs were at least Good overall?",
            {"ratings": ("Outstanding", "Good"), "measure": "overall_rating"},
        ),
        (
            "Which PDUs were Good for planning and Inadequate for reviewing?",
            {"pairs": (("planning", "Good"), ("reviewing", "Inadequate"))},
        ),
        (
            "Which PDUs were Good for both planning and reviewing?",
            {"pairs": (("planning", "Good"), ("reviewing", "Good"))},
        ),
        (
            "Which PDUs were rated worse for planning than for reviewing?",
            {"versus": "lt", "standards": ("planning", "reviewing")},
        ),
        (
            "Which PDUs were Inadequate on every standard?",
            {"every_standard": True, "ratings": ("Inadequate",)},
        ),
        (
            "Which PDUs had no Inadequate ratings?",
            {"every_standard": True, "ratings": ("Outstanding", "Good", "Requires improvement")},
        ),
        ("Which PDUs got worse between inspections?", {"moved": "lt"}),
        ("Which units improved since their last inspection?", {"moved": "gt"}),
        ("Which regions were rated Good for leadership?", {"kind": "region"}),
    ],
)
def test_places_by_rating(plan: Plan, question: str, fields: dict[str, object]) -> None:
    query = read(plan, question)
    assert query.rows == "inspection"
    assert {name: getattr(query, name) for name in fields} == fields


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        ("Which standards was Sheffield rated Good on?", {"ratings": ("Good",)}),
        ("Which standard has the most Inadequate ratings?", {"ratings": ("Inadequate",)}),
        ("Rank the standards from worst to best", {"aggregate": "rank", "rising": True}),
        ("Which report has the fewest Good ratings?", {"group_by": "place"}),
    ],
)
def test_standards_as_rows(plan: Plan, question: str, fields: dict[str, object]) -> None:
    query = read(plan, question)
    assert query.rows == "standard"
    assert {name: getattr(query, name) for name in fields} == fields


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        ("Which key question percentages are under 40%?", {"conditions": (percent("lt", 40),)}),
        ("Average percentage for desistance", {"key_questions": ("desistance",)}),
        ("Which key question has the lowest average?", {"group_by": "key_question"}),
        ("Which PDU has the lowest percentage for engagement?", {"aggregate": "lowest"}),
    ],
)
def test_key_questions_as_rows(plan: Plan, question: str, fields: dict[str, object]) -> None:
    query = read(plan, question)
    assert (query.rows, query.measure) == ("key_question", "percentage")
    assert {name: getattr(query, name) for name in fields} == fields


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        ("How many recommendations are for HMPPS?", {"addressee": "prison and probation service"}),
        ("How many recommendations go to the region?", {"addressee": "region"}),
        ("Count the recommendations by addressee", {"group_by": "addressee"}),
        ("Which report makes fewer than 4 recommendations?", {"group_by": "place"}),
    ],
)
def test_recommendations_as_rows(plan: Plan, question: str, fields: dict[str, object]) -> None:
    query = read(plan, question)
    assert query.rows == "recommendation"
    assert {name: getattr(query, name) for name in fields} == fields


@pytest.mark.parametrize(
    ("question", "since", "until", "dates"),
    [
        ("Which PDUs were inspected in March 2024?", "", "", ("2024-03",)),
        ("How many PDUs were inspected before May 2024?", "", "2024-05", ()),
        ("How many inspections were there since July 2024?", "2024-07", "", ()),
    ],
)
def test_a_time_narrows(
    plan: Plan, question: str, since: str, until: str, dates: tuple[str, ...]
) -> None:
    query = read(plan, question)
    assert (query.since, query.until, query.dates) == (since, until, dates)


def test_a_maximum_tells_the_round(plan: Plan) -> None:
    query = read(plan, "Which PDUs scored more than 3 out of 27?")
    assert query.scheme == "hmip-probation-2021"


@pytest.mark.parametrize(
    "question",
    [
        "Which PDUs are good at working with the police?",
        "How many officers work in Sheffield?",
        "What did Sheffield do about housing?",
        "Which region is York in?",
        "When was the fieldwork in Sheffield?",
    ],
)
def test_what_no_column_holds_is_left_to_the_texts(plan: Plan, question: str) -> None:
    assert plan(question).table is None


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        ("Mean score of the top five PDUs", {"aggregate": "mean", "limit": 5, "edge": "highest"}),
        ("average of the bottom 3 PDUs", {"aggregate": "mean", "limit": 3, "edge": "lowest"}),
        (
            "Which PDUs scored below 20 per cent of the maximum?",
            {"aggregate": "list", "conditions": (score("lt", 4.2),)},
        ),
        (
            "Which report has the widest spread of key question percentages?",
            {"aggregate": "range", "group_by": "place", "edge": "highest"},
        ),
        (
            "Which region has the smallest range of scores?",
            {"aggregate": "range", "group_by": "region", "edge": "lowest"},
        ),
        (
            "Is Sheffield in the top five?",
            {"aggregate": "rank", "against": "place", "limit": None},
        ),
    ],
)
def test_parts_of_the_table(plan: Plan, question: str, fields: dict[str, object]) -> None:
    query = read(plan, question)
    assert {name: getattr(query, name) for name in fields} == fields


@pytest.mark.parametrize(
    "question",
    ["Median score across youth offending teams?", "Which prisons were rated Outstanding?"],
)
def test_bodies_that_no_row_is_about_are_not_read_as_units(plan: Plan, question: str) -> None:
    read_plan = plan(question)
    assert read_plan.table is None
    assert len(read_plan.unknown) == 1


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        ("Which reports contain five recommendations?", {"having": 1, "group_by": "place"}),
        ("Which standard had the biggest number of Inadequate ratings?", {"aggregate": "highest"}),
        (
            "Mean score January to June 2024 against July to December 2024: which is larger?",
            {"group_by": "half", "dates": ("2024",)},
        ),
        ("best one?", {"aggregate": "highest", "measure": "score"}),
        ("How many PDUs are on 3/21?", {"conditions": (score("eq", 3),)}),
        ("What is Sheffield's place in the league table?", {"against": "place"}),
    ],
)
def test_other_wordings(plan: Plan, question: str, fields: dict[str, object]) -> None:
    query = read(plan, question)
    found = {name: getattr(query, name) for name in fields}
    if "having" in found:
        found["having"] = len(query.having)
    assert found == fields
