from evals.metrics.sentences import judge_sentences
from evals.models import Evidence, Pair

FILLED = "Only 28 per cent of posts were filled in\n  the north."
SHOWN = "Only 28 per cent of posts were filled in the north."


def posts(**fields):
    return Pair(
        **{"id": "p", "kind": "figure", "turns": ("How many posts has Arden filled?",)} | fields
    )


def test_a_sentence_that_its_own_citation_holds_is_sound(figure, context):
    (judged,) = judge_sentences(posts(), figure, context)
    assert (judged.unsupported, judged.links, judged.idle_links, judged.idle) == ("", 1, (), "")


def test_a_sentence_is_held_against_its_own_citation_not_its_neighbours(make, cite, context):
    plan = "Twelve of the 40 cases had no plan."
    answer = make.answer(
        [make.quotation(SHOWN, 2), make.quotation(plan, 1)],
        [cite(1, "arden-2024-10", FILLED, SHOWN), cite(2, "arden-2024-10", plan)],
    )
    first, second = judge_sentences(posts(), answer, context)
    assert "stands in none of its citations" in first.unsupported
    assert "every citation is idle" in first.unsupported
    assert second.idle_links == (f"[1] quotes something else than {plan!r}",)


def test_a_sentence_without_a_citation_is_not_supported(make, cite, context):
    answer = make.answer([make.fact_line("Posts were empty.")], [])
    (judged,) = judge_sentences(posts(), answer, context)
    assert "cites nothing" in judged.unsupported
    assert judged.links == 0


def test_one_idle_citation_costs_without_taking_the_support_away(make, cite, context):
    plan = "Twelve of the 40 cases had no plan."
    answer = make.answer(
        [make.quotation(SHOWN, 1, 2)],
        [cite(1, "arden-2024-10", FILLED, SHOWN), cite(2, "arden-2024-10", plan)],
    )
    (judged,) = judge_sentences(posts(), answer, context)
    assert (judged.unsupported, judged.links, len(judged.idle_links)) == ("", 2, 1)


def test_what_was_said_before_is_idle(make, cite, context):
    answer = make.answer(
        [make.quotation(SHOWN, 1), make.quotation("28 per cent of posts were filled.", 1)],
        [cite(1, "arden-2024-10", FILLED, SHOWN)],
    )
    first, second = judge_sentences(posts(), answer, context)
    assert first.idle == ""
    assert second.idle.startswith("says again 'Only 28 per cent")


def test_what_is_about_something_else_is_idle_unless_it_is_expected(make, cite, context):
    plan = "Twelve of the 40 cases had no plan."
    answer = make.answer([make.quotation(plan, 1)], [cite(1, "arden-2024-10", plan)])
    (judged,) = judge_sentences(posts(), answer, context)
    assert judged.idle == "not about what is asked"
    place = Evidence(report="arden-2024-10", words="40 cases had no plan")
    (judged,) = judge_sentences(posts(evidence=((place,),)), answer, context)
    assert judged.idle == ""


def test_the_heading_that_a_point_stands_under_speaks_for_it(make, cite, context):
    plan = "Twelve of the 40 cases had no plan."
    answer = make.answer([make.quotation(plan, 1)], [cite(1, "arden-2024-10", plan)])
    (judged,) = judge_sentences(posts(turns=("What of staffing in Arden?",)), answer, context)
    assert judged.idle == ""


def test_the_same_rating_rests_on_rows_that_do_not_have_the_word(make, cite, context):
    answer = make.answer(
        [make.fact_line("Both have the same rating.", 1, 2)],
        [
            cite(1, "arden-2024-10", "1.2 Staffing\tInadequate"),
            cite(2, "bray-2024", "1.2 Staffing\tGood"),
        ],
    )
    (judged,) = judge_sentences(posts(kind="comparison"), answer, context)
    assert judged.idle_links == ()
    assert judged.unsupported == ""
