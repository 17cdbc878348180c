from dataclasses import replace

import pytest

from evals.metrics import (
    MUST_HOLD,
    contract,
    evidence_cited,
    facts_right,
    items_complete,
    max_words,
    numbers_right,
    quotes_true,
    score_pair,
    sentence_scores,
    statements_cited,
    status,
    unsupported_numbers,
    words_must,
    words_must_not,
    wrong_report,
)
from evals.models import Evidence, ExpectedItems, ExpectedNumber, Pair
from ingest.models import Span

RATING = Pair(
    id="rating",
    kind="rating",
    turns=("How was Arden rated for staffing?",),
    needs=("arden-2024-10",),
    facts=(
        {
            "subject": "Arden",
            "published": "2024",
            "standard": "staffing",
            "measure": "rating",
            "value": "Inadequate",
        },
    ),
    must=("Inadequate",),
    must_not=("Good",),
)
FIGURE = Pair(
    id="figure",
    kind="figure",
    turns=("How many posts were filled in the north of Arden?",),
    needs=("arden-2024-10",),
    numbers=({"value": 28, "unit": "percent"},),
    evidence=(({"report": "arden-2024-10", "words": "28 per cent of posts"},),),
    max_words=20,
)


def failing(pair, answer, context):
    """The metrics that must hold and do not."""
    scores = score_pair(pair, answer, context)
    return {score.metric for score in scores if score.metric in MUST_HOLD and not score.holds}


def changed(answer, **statement):
    first = answer.statements[0].model_copy(update=statement)
    text = answer.text.replace(answer.statements[0].text, first.text)
    return answer.model_copy(update={"statements": (first, *answer.statements[1:]), "text": text})


def test_right_answers_pass(rating, figure, context):
    assert failing(RATING, rating, context) == set()
    assert failing(FIGURE, figure, context) == set()


def test_every_score_is_between_nothing_and_all_and_has_a_reason(rating, figure, context):
    for pair, answer in ((RATING, figure), (FIGURE, rating), (RATING, rating)):
        for score in score_pair(pair, answer, context):
            assert score.value is None or 0 <= score.value <= 1
            assert score.reason


def test_a_wrong_number_is_caught(figure, context):
    broken = changed(figure, text="Only 82 per cent of posts were filled in the north.")
    assert failing(FIGURE, broken, context) == {
        "numbers_right",
        "unsupported_numbers",
        "quotes_true",
        "citation_recall",
    }


def test_a_swapped_rating_is_caught(rating, context):
    broken = changed(rating, text="Arden was rated Good for staffing (October 2024).")
    fact = rating.facts[0].model_copy(update={"value": "Good", "number": 2})
    broken = broken.model_copy(update={"facts": (fact,)})
    assert failing(RATING, broken, context) == {
        "facts_right",
        "words_must",
        "words_must_not",
        "unsupported_numbers",
        "facts_true",
        "citation_recall",
    }


def test_a_made_up_fact_does_not_support_its_statement(rating, context):
    broken = changed(rating, text="Arden was rated Good for staffing (October 2024).")
    fact = rating.facts[0].model_copy(update={"value": "Good", "number": 2})
    broken = broken.model_copy(update={"facts": (*rating.facts, fact)})
    assert "'Good'" in unsupported_numbers(broken, context).reason


def test_another_place_is_caught(make, cite, context):
    broken = make.answer(
        [make.quotation("Posts were filled at 91 per cent.", 1)],
        [cite(1, "bray-2024", "Posts were filled at 91 per cent.")],
    )
    assert failing(FIGURE, broken, context) == {"numbers_right", "evidence_cited", "wrong_report"}
    assert "Bray" in wrong_report(FIGURE, broken, context).reason


def test_a_dropped_citation_is_caught(figure, context):
    broken = changed(figure, citations=()).model_copy(
        update={"citations": (), "text": figure.statements[0].text}
    )
    assert failing(FIGURE, broken, context) == {
        "evidence_cited",
        "unsupported_numbers",
        "quotes_true",
        "statements_cited",
        "citation_recall",
    }


def test_a_needless_refusal_is_caught(make, context):
    refusal = make.answer(
        [
            make.fact_line("x").model_copy(
                update={"kind": "fixed", "text": "The reports do not say."}
            )
        ],
        [],
        status="not_found",
    )
    assert "status" in failing(FIGURE, refusal, context)
    assert status(RATING, refusal).reason == "not_found, expected answered"


def test_a_pasted_page_is_caught(make, cite, context):
    page = "Sickness was high. Only 28 per cent of posts were filled in the north. Rooms were cold."
    source = "Sickness was **high**.<sup>4</sup> Only 28 per cent of posts were filled in\n"
    source += "  the north. Rooms were cold."
    pasted = make.answer(
        [make.quotation(page, 1), make.quotation("Twelve of the 40 cases had no plan.", 2)],
        [
            cite(1, "arden-2024-10", source, page),
            cite(2, "arden-2024-10", "Twelve of the 40 cases had no plan."),
        ],
    )
    assert failing(FIGURE, pasted, context) == {"max_words"}
    assert max_words(FIGURE, pasted, None).reason == "25 words, at most 20 are wanted"


def test_a_fact_may_be_said_in_words_alone(rating, context):
    said = rating.model_copy(update={"facts": ()})
    assert facts_right(RATING, said).holds


def test_a_fact_about_another_date_is_not_the_expected_one(rating, context):
    older = RATING.model_copy(
        update={"facts": (RATING.facts[0].model_copy(update={"published": "2023-03"}),)}
    )
    assert "published 2024-10 (expected 2023-03)" in facts_right(older, rating).reason


def test_numbers_count_in_words_and_within_the_tolerance(make, cite):
    said = make.answer(
        [make.quotation("Twelve of the 40 cases had no plan.", 1)],
        [cite(1, "arden-2024-10", "Twelve of the 40 cases had no plan.")],
    )
    for wanted, holds in (
        ({"value": 12}, True),
        ({"value": 11, "tolerance": 1}, True),
        ({"value": 12, "unit": "percent"}, False),
        ({"value": 40, "unit": "cases"}, True),
    ):
        pair = Pair(id="a", kind="figure", turns=("?",), numbers=(wanted,))
        assert numbers_right(pair, said).holds is holds, wanted


def test_a_quotation_that_is_not_in_the_report_is_caught(figure, context):
    citation = figure.citations[0].model_copy(update={"quote": "All posts were filled."})
    broken = figure.model_copy(update={"citations": (citation,)})
    assert "its spans hold" in quotes_true(broken, context).reason


def test_spans_outside_the_text_are_caught(figure, context):
    citation = figure.citations[0].model_copy(update={"spans": ((0, 99999, None),)})
    broken = figure.model_copy(update={"citations": (citation,)})
    assert "outside the text" in quotes_true(broken, context).reason


def test_marks_of_footnotes_and_bold_do_not_make_a_quotation_untrue(make, cite, context):
    quoted = make.answer(
        [make.quotation("Sickness was high.", 1)],
        [cite(1, "arden-2024-10", "Sickness was **high**.<sup>4</sup>", "Sickness was high.")],
    )
    assert quotes_true(quoted, context).holds


def test_another_sentence_of_the_same_passage_is_not_the_evidence(make, cite, context):
    beside = make.answer(
        [make.quotation("Rooms were cold.", 1)], [cite(1, "arden-2024-10", "Rooms were cold.")]
    )
    assert not evidence_cited(FIGURE, beside, context).holds


@pytest.mark.parametrize(
    ("words", "enough"),
    [
        ("Only 28 per cent of posts were filled", True),
        ("Only 28 per cent", False),
        ("Only", False),
    ],
)
def test_half_of_the_evidence_sentence_is_enough_and_a_word_is_not(
    make, cite, context, words, enough
):
    part = make.answer([make.quotation(words, 1)], [cite(1, "arden-2024-10", words)])
    wanted = Evidence(report="arden-2024-10", words="posts were filled in the north")
    pair = FIGURE.model_copy(update={"evidence": ((wanted,),)})
    assert evidence_cited(pair, part, context).holds is enough


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        ("Only 28 per cent of posts were filled", True),
        ("Rooms were cold.", True),
        ("28 per cent of posts were filled", False),
        ("posts were filled", False),
    ],
)
def test_a_quotation_begins_where_a_sentence_does(make, cite, context, words, holds):
    quoted = make.answer([make.quotation(words, 1)], [cite(1, "arden-2024-10", words)])
    score = quotes_true(quoted, context)
    assert score.holds is holds
    assert holds or "is cut off from the beginning of its sentence" in score.reason


def test_a_statement_does_not_begin_amid_what_it_cites(make, figure, context):
    cut = figure.model_copy(
        update={"statements": (make.quotation("of posts were filled in the north.", 1),)}
    )
    assert "stands in none of its citations" in quotes_true(cut, context).reason


@pytest.mark.parametrize(
    ("before", "holds"),
    [
        ("However, ", True),
        ("Rooms were warm. In Arden, ", True),
        ("Inspectors were not told whether, ", False),
        ("There was never a time when, ", False),
        ("Inspectors doubt that ", False),
        ("un", False),
    ],
)
def test_a_clause_may_be_left_out_where_it_denies_nothing(make, cite, context, before, holds):
    words = "leaders had made posts safe."
    line = f"{before}{words}"
    held = context.passages["arden-2024-10/2"]
    start = len(context.texts["arden-2024-10"])
    spans = (Span(start, start + len(line), None),)
    told = replace(
        context,
        texts={**context.texts, "arden-2024-10": context.texts["arden-2024-10"] + line},
        passages={held.id: held.model_copy(update={"text": line, "spans": spans})},
    )
    at = start + len(before)
    cited = cite(1, "arden-2024-10", "Twelve").model_copy(
        update={
            "passage": held.id,
            "quote": words,
            "start": at,
            "end": at + len(words),
            "spans": (Span(at, at + len(words), None),),
        }
    )
    quoted = make.answer([make.quotation(words, 1)], [cited])
    assert quotes_true(quoted, told).holds is holds


LIST = Pair(
    id="list",
    kind="list",
    turns=("Which places scored 4?",),
    needs=("annual-report-2024",),
    items={"values": ("Bray", "Nor Cole"), "ordered": True},
)


def rows(make, cite, context, *places, text=None):
    facts = [f for place in places for f in context.facts if f.subject == place and f.out_of]
    lines = {"Arden": 3, "Bray": 4, "Nor Cole": 4, "Cole": 2}
    citations = [
        cite(
            i,
            "annual-report-2024",
            next(row for row in TABLE.splitlines() if row.startswith(f"{p} ")),
        )
        for i, p in enumerate(places, 1)
    ]
    statements = [make.fact_line(f"{p}: {lines[p]} out of 21", i) for i, p in enumerate(places, 1)]
    return make.answer(
        statements, citations, [make.answer_fact(f, i) for i, f in enumerate(facts, 1)]
    )


TABLE = """Arden PDU (Northern region)\t10/10/2024\t3
Bray PDU (Northern region)\t22/02/2024\t4
Nor Cole PDU (Southern region)\t01/08/2024\t4
Cole PDU (Southern region)\t19/12/2024\t2"""


@pytest.mark.parametrize(
    ("places", "value", "reason"),
    [
        (("Bray", "Nor Cole"), 1.0, "all 2"),
        (("Bray",), 2 / 3, "missing: Nor Cole"),
        (("Bray", "Nor Cole", "Cole"), 0.8, "not asked for: Cole"),
        (("Nor Cole", "Bray"), 0.0, "in another order"),
    ],
)
def test_a_list_is_complete_exact_and_in_order(make, cite, context, places, value, reason):
    score = items_complete(LIST, rows(make, cite, context, *places), context)
    assert score.value == pytest.approx(value)
    assert reason in score.reason


NONE = LIST.model_copy(update={"items": ExpectedItems(values=())})


def test_where_nothing_fulfils_no_member_may_be_named(make, cite, context):
    row = cite(1, "annual-report-2024", TABLE.splitlines()[0])
    empty = make.answer([make.fact_line("No place scored more than 9.", 1)], [row])
    assert items_complete(NONE, empty, context).value == 1
    score = items_complete(NONE, rows(make, cite, context, "Bray", "Cole"), context)
    assert (score.value, score.faults) == (0, 2)
    assert score.reason == "not asked for: Bray, Cole"


def test_an_empty_list_that_is_not_exact_is_refused():
    with pytest.raises(ValueError, match="asks nothing"):
        ExpectedItems(values=(), exact=False)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("6 of the 24 places scored 4 or more.", ""),
        ("Six out of 24 places scored 4 or more.", ""),
        ("6/24 places scored 4 or more.", ""),
        ("6 places scored 4 or more.", "no 24 in the statements"),
        ("Of 24 places, these scored 4 or more.", "no 6 in the statements"),
    ],
)
def test_a_count_can_be_asked_for_with_its_denominator(make, cite, text, missing):
    pair = LIST.model_copy(
        update={"numbers": (ExpectedNumber(value=6), ExpectedNumber(value=24)), "items": None}
    )
    row = cite(1, "annual-report-2024", TABLE.splitlines()[0])
    score = numbers_right(pair, make.answer([make.fact_line(text, 1)], [row]))
    assert score.holds is not bool(missing)
    assert missing in score.reason


def test_rows_of_every_place_may_be_cited_for_a_question_over_the_table(make, cite, context):
    given = rows(make, cite, context, "Bray", "Nor Cole", "Cole")
    assert wrong_report(LIST, given, context).holds
    about_one = LIST.model_copy(update={"kind": "rating"})
    assert "[3] is about Cole" in wrong_report(about_one, given, context).reason


def test_the_row_of_the_place_that_was_asked_about_may_be_cited(make, cite, context):
    given = rows(make, cite, context, "Arden")
    assert wrong_report(RATING, given, context).holds


def test_what_a_row_says_supports_its_statement(make, cite, context):
    assert unsupported_numbers(rows(make, cite, context, "Arden", "Bray"), context).holds


def test_a_number_of_another_citation_supports_nothing(make, cite, context):
    given = rows(make, cite, context, "Arden", "Bray")
    first = given.statements[0].model_copy(update={"text": "Arden: 4 out of 21"})
    broken = given.model_copy(update={"statements": (first, *given.statements[1:])})
    assert unsupported_numbers(broken, context).reason == "4 out of 21 in 'Arden: 4 out of 21'"


def test_two_numbers_of_the_evidence_are_no_score_together(make, cite, context):
    given = rows(make, cite, context, "Bray")
    first = given.statements[0].model_copy(update={"text": "Bray: 21 out of 21"})
    broken = given.model_copy(update={"statements": (first,)})
    assert unsupported_numbers(broken, context).reason == "21 out of 21 in 'Bray: 21 out of 21'"


def test_the_day_of_a_date_is_no_count(make, cite, context):
    given = rows(make, cite, context, "Bray")
    first = given.statements[0].model_copy(update={"text": "Bray has 22 places."})
    broken = given.model_copy(update={"statements": (first,)})
    assert unsupported_numbers(broken, context).reason == "22 in 'Bray has 22 places.'"
    dated = given.statements[0].model_copy(update={"text": "Bray, 22 February 2024: 4 out of 21"})
    assert unsupported_numbers(given.model_copy(update={"statements": (dated,)}), context).holds


def test_a_month_that_is_not_in_the_evidence_is_caught(rating, context):
    broken = changed(rating, text="Arden was rated Inadequate for staffing (July 2024).")
    assert "July" in unsupported_numbers(broken, context).reason


def test_counts_and_means_of_cited_rows_are_computed(make, cite, context):
    given = rows(make, cite, context, "Arden", "Bray", "Nor Cole", "Cole")
    mean = make.answer_fact(context.facts[2], 1, 2, 3, 4).model_copy(
        update={
            "derived": True,
            "rule": "mean of the scores",
            "value": "3.25",
            "number": 3.25,
            "out_of": None,
        }
    )
    line = make.fact_line("The 4 places scored 3.25 on average.", 1, 2, 3, 4)
    said = given.model_copy(
        update={"statements": (line,), "text": line.text, "facts": (*given.facts, mean)}
    )
    assert unsupported_numbers(said, context).holds
    wrong = line.model_copy(update={"text": "The 4 places scored 3.5 on average."})
    unsaid = said.model_copy(update={"statements": (wrong,)})
    assert not unsupported_numbers(unsaid, context).holds


def test_a_derived_number_that_no_cited_row_yields_is_caught(make, cite, context):
    given = rows(make, cite, context, "Arden", "Bray")
    claimed = make.answer_fact(context.facts[2], 1, 2).model_copy(
        update={"derived": True, "rule": "count", "value": "17", "number": 17, "out_of": None}
    )
    line = make.fact_line("There are 17 of them.", 1, 2)
    said = given.model_copy(update={"statements": (line,), "facts": (claimed,)})
    assert "17 in" in unsupported_numbers(said, context).reason


def test_a_fixed_phrase_may_repeat_the_question_and_invents_nothing(make, context):
    refusal = make.fact_line("x").model_copy(
        update={"kind": "fixed", "text": "The reports of 2024 do not say; the score was 17."}
    )
    said = make.answer([refusal], [], status="not_found")
    assert unsupported_numbers(said, context).reason.startswith("17 in")


def test_a_statement_without_a_citation_and_an_idle_citation_cost(make, cite, context):
    given = make.answer(
        [
            make.fact_line("Posts were empty."),
            make.fact_line("Bray has warm rooms.", 1),
            make.fact_line("Sickness was high.", 2),
        ],
        [
            cite(1, "bray-2024", "Rooms were warm."),
            cite(2, "arden-2024-10", "Twelve of the 40 cases had no plan."),
        ],
    )
    assert statements_cited(given).value == pytest.approx(2 / 3)
    recall, precision, idle = sentence_scores(FIGURE, given, context)
    assert recall.value == pytest.approx(1 / 3)
    assert "'Posts were empty.' cites nothing" in recall.reason
    assert precision.value == pytest.approx(1 / 2)
    assert "[2] is idle" in precision.reason
    assert idle.of == 3


def test_words_that_must_and_must_not_be_there(rating):
    pair = RATING.model_copy(update={"must": ("rated Good|Good",), "must_not": ("Inadequate",)})
    assert words_must(pair, rating).value == 0
    assert words_must_not(pair, rating).value == 0


def test_words_may_stand_in_a_heading_of_the_text(rating):
    headed = rating.model_copy(update={"text": f"**Arden\\: staffing**\n\n{rating.text}"})
    pair = RATING.model_copy(update={"must": ("Arden: staffing",)})
    assert words_must(pair, headed).holds
    assert not words_must(pair, rating).holds


@pytest.mark.parametrize(
    ("update", "reason"),
    [
        ({"text": "Only 28 per cent of posts were filled in the north."}, "no marker [1]"),
        ({"text": "Else [1]"}, "is not in the text"),
        ({"text": "Only 28 per cent of posts were filled in the north. [1][2]"}, "marker [2]"),
        ({"citations": ()}, "[1] is cited and not there"),
    ],
)
def test_an_answer_that_breaks_the_contract_is_caught(figure, update, reason):
    assert reason in contract(figure.model_copy(update=update)).reason


def test_numbers_of_citations_follow_their_first_appearance(make, cite):
    swapped = make.answer(
        [make.fact_line("Sickness was high.", 2), make.fact_line("Rooms were cold.", 1)],
        [
            cite(1, "arden-2024-10", "Rooms were cold."),
            cite(2, "arden-2024-10", "Twelve of the 40"),
        ],
    )
    assert "first appear in the order [2, 1]" in contract(swapped).reason


def test_one_place_has_one_citation(make, cite):
    twice = make.answer(
        [make.fact_line("Rooms were cold.", 1), make.fact_line("Rooms were cold.", 2)],
        [
            cite(1, "arden-2024-10", "Rooms were cold."),
            cite(2, "arden-2024-10", "Rooms were cold."),
        ],
    )
    assert "[1] and [2] are one place" in contract(twice).reason
