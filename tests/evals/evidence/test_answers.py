from evals.evidence.answers import (
    conversation_lines,
    premise_lines,
    refusal_lines,
    sentence_lines,
    wording_lines,
)
from evals.models import Pair
from evals.results import PairResult, ParaphraseResult, Score

ASKED = {"kind": "figure", "turns": ("How many posts has Arden filled?",)}


def result(
    name="p", *, passed=True, answer=None, status="answered", right=("answered",), asked=(), **more
):
    pair = Pair(**{"id": name, "status": right} | ASKED | more)
    return PairResult(
        suite="s",
        id=name,
        kind=pair.kind,
        tags=(),
        passed=passed,
        status=status,
        words=9,
        scores=tuple(
            Score(metric=metric, value=float(passed), reason="", of=1)
            for metric in ("status", "facts_right", "numbers_right", "words_must", "words_must_not")
        ),
        pair=pair,
        answer=answer,
        paraphrases=tuple(asked),
    )


def wording(text, differs="", unfulfilled="", status="answered"):
    return ParaphraseResult(
        wording=text, differs=differs, unfulfilled=unfulfilled, status=status, text=""
    )


def test_paraphrases_and_misspellings_are_counted_apart():
    asked = [
        wording("share of posts filled at Arden", differs="other rows"),
        wording("posts at Arden: how full?", differs="other rows", unfulfilled="no number"),
        wording("How manny posts has Ardon filled?"),
    ]
    other = [wording("Ardens posts?", status="error", differs="broke", unfulfilled="broke")]
    assert list(wording_lines([result(asked=asked), result("q", asked=other), result("r")])) == [
        "paraphrases that give the same facts: 1 of 3 (33.3%)",
        "misspellings that give the same facts: 1 of 1 (100.0%)",
        "pairs all of whose wordings give the same facts: 0 of 2 (0.0%)",
    ]


def test_sentences_are_counted_over_all_answers(figure, make, cite, context):
    plan = "Twelve of the 40 cases had no plan."
    stray = make.answer(
        [make.quotation(plan, 1), make.fact_line("All is well.")],
        [cite(1, "arden-2024-10", plan)],
    )
    lines = list(
        sentence_lines([result(answer=figure), result("q", answer=stray), result("r")], context)
    )
    assert lines[0] == "citation recall, by sentence: 2 of 3 (66.7%)"
    assert lines[1].startswith("  not supported: s/q: 'All is well.' cites nothing")
    assert lines[2] == "citation precision, by citation of each sentence: 2 of 2 (100.0%)"
    assert lines[3] == "idle sentences: 1 of 3 (33.3%) (figure 1)"
    assert lines[4] == f"  idle: s/q: {plan!r} not about what is asked"


def test_needless_refusals_and_questions_back_are_named():
    results = [
        result("a"),
        result("b", status="not_found", passed=False),
        result("c", status="clarify", passed=False),
        result("d", status="not_found", right=("not_found",)),
    ]
    assert list(refusal_lines(results)) == [
        "needless refusals: 1 of 3 (33.3%): s/b",
        "needless questions back: 1 of 3 (33.3%): s/c",
        "answers longer than their pair, suite or a page allows: 0",
    ]


def test_a_premise_is_corrected_where_what_it_should_say_is_said(figure):
    results = [
        result("a", kind="premise", answer=figure),
        result("b", kind="premise", answer=figure, passed=False),
        result("c", kind="premise"),
        result("d"),
    ]
    assert list(premise_lines(results)) == ["premises corrected: 1 of 3 (33.3%): s/b, s/c"]


def test_conversations_are_counted_by_their_turns():
    talks = [
        result("a", turns=("What of Arden?", "And Bray?")),
        result("b", turns=("What of Arden?", "And Cole?"), passed=False),
        result("c", turns=("What of Arden?", "And Bray?", "Why?")),
        result("d"),
    ]
    assert list(conversation_lines(talks)) == [
        "conversations whose last turn is right: 2 of 3 (66.7%): s/b",
        "  of 2 turns: 1 of 2 (50.0%)",
        "  of 3 turns: 1 of 1 (100.0%)",
    ]
