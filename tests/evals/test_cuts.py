"""Quotations that are cut on purpose: what is left is true to the letter and says otherwise."""

import pytest

from evals.cuts import behind_its_denial, to_one_word
from evals.metrics import evidence_cited, quotes_true
from evals.models import Evidence, Pair
from evals.results import PairResult
from ingest.models import Span

LINE = "Leaders had not made the posts in the north safe."
REPORT = "arden-2024-10"
PAIR = Pair(
    id="a",
    kind="finding",
    turns=("Were posts safe?",),
    evidence=((Evidence(report=REPORT, words="made the posts"),),),
)


@pytest.fixture
def told(make, cite, context):
    """A right answer that quotes a denial, and what the evaluator knows of the library."""
    text = context.texts[REPORT]
    span = Span(len(text), len(text) + len(LINE), None)
    held = context.passages[f"{REPORT}/2"].model_copy(update={"text": LINE, "spans": (span,)})
    context.texts[REPORT] = text + LINE
    context.passages[held.id] = held
    answer = make.answer([make.quotation(LINE, 1)], [cite(1, REPORT, LINE)])
    result = PairResult(
        suite="small",
        id="a",
        kind="finding",
        tags=(),
        passed=True,
        status="answered",
        words=10,
        scores=(),
        pair=PAIR,
        answer=answer,
    )
    return result, answer, context


def test_a_quotation_behind_its_denial_is_noticed(told):
    result, answer, context = told
    assert quotes_true(answer, context).holds
    cut = behind_its_denial(result, answer, context)
    assert cut.statements[0].text == cut.citations[0].quote == "made the posts in the north safe."
    start, end, _ = cut.citations[0].spans[0]
    assert context.texts[REPORT][start:end] == "made the posts in the north safe."
    assert cut.text == "made the posts in the north safe. [1]"
    assert not quotes_true(cut, context).holds


def test_a_quotation_of_one_word_is_noticed(told):
    result, answer, context = told
    assert evidence_cited(PAIR, answer, context).holds
    cut = to_one_word(result, answer, context)
    assert [c.quote for c in cut.citations] == ["Leaders"]
    assert quotes_true(cut, context).holds
    assert not evidence_cited(PAIR, cut, context).holds


def test_what_denies_nothing_or_cites_what_is_not_held_is_not_cut(told, figure):
    result, answer, context = told
    assert behind_its_denial(result, figure, context) is None
    lost = answer.citations[0].model_copy(update={"passage": f"{REPORT}/99"})
    elsewhere = answer.model_copy(update={"citations": (lost,)})
    assert behind_its_denial(result, elsewhere, context) is None
    assert to_one_word(result, elsewhere, context) is None
    without = result.model_copy(update={"pair": PAIR.model_copy(update={"evidence": ()})})
    assert to_one_word(without, answer, context) is None
