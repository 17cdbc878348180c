import pytest

from evals.compare import (
    ACCEPTED,
    BASELINE,
    STABILITY,
    Baseline,
    baseline_of,
    compare,
    explain,
    gate,
    load_accepted,
    load_baseline,
    mcnemar,
    save_baseline,
    skipped_by,
)
from evals.errors import BadSuite
from evals.models import Dispute, Pair, Suite
from evals.run import RunOptions, evaluate
from evals.suite import load_suites

SUITE = Suite(
    suite="small",
    pairs=(
        Pair(id="a", kind="rating", turns=("a",), needs=("arden-2024-10",), must=("Inadequate",)),
        Pair(id="b", kind="figure", turns=("b",), must=("28 per cent",), must_not=("Inadequate",)),
    ),
)


@pytest.fixture
def runs(rating, figure, shelf):
    def run(answers, options=None):
        return evaluate(
            [SUITE], lambda overrides: lambda turns: [answers[turns[0]]], shelf, options
        )

    good = run({"a": rating, "b": figure})
    return good, run({"a": figure, "b": figure}), run({"a": rating, "b": rating}), run


def test_gained_and_lost_pairs_are_named_with_their_reasons(runs):
    good, no_a, no_b, _ = runs
    found = compare(no_a, no_b)
    assert [c.key for c in found.gained] == ["small/a"]
    assert [c.key for c in found.lost] == ["small/b"]
    assert "words_must" in found.lost[0].after
    assert compare(good, good).changed == ()


def test_mcnemar_is_exact():
    assert mcnemar(0, 0) == 1.0
    assert mcnemar(5, 0) == pytest.approx(2 / 32)
    assert mcnemar(8, 2) == pytest.approx(2 * (1 + 10 + 45) / 1024)


def test_the_test_is_told_in_plain_words():
    assert "nothing to test" in explain(0, 0)
    assert "in 6 of 100 cases (exact McNemar test, p = 0.0625): so this may well be" in explain(
        5, 0
    )
    assert "in fewer than 1 of 100 cases" in explain(1, 12)
    assert explain(1, 12).endswith("so this is hardly chance.")


def test_figures_that_changed_are_told_with_their_interval(runs):
    good, no_a, *_ = runs
    found = {d.name: (d.before, d.after) for d in compare(good, no_a).differences}
    assert found["pairs passed"] == (1, 0.5)
    assert compare(good, good).differences == ()


def test_the_gate_lets_an_equal_run_through(runs):
    good, *_ = runs
    verdict = gate(baseline_of(good), good, {})
    assert verdict.passed
    assert verdict.reasons == ()


def test_a_lost_pair_needs_a_reason(runs):
    good, no_a, _, _ = runs
    baseline = baseline_of(good)
    assert "lost: small/a" in gate(baseline, no_a, {}).reasons[0]
    accepted = gate(baseline, no_a, {"small/a": "the report was withdrawn"})
    assert accepted.passed
    assert accepted.notes == ("accepted: small/a (the report was withdrawn)",)


def test_a_disputed_pair_stops_nothing_and_is_named(runs):
    good, no_a, *_ = runs
    pair = no_a.results[0].pair.model_copy(update={"disputed": Dispute(reason="two ratings")})
    doubted = no_a.results[0].model_copy(update={"pair": pair})
    run = no_a.model_copy(update={"results": (doubted, no_a.results[1])})
    verdict = gate(baseline_of(good), run, {})
    assert verdict.passed
    assert verdict.notes == ("disputed: small/a (two ratings)",)


def test_an_accepted_loss_that_is_none_is_noted(runs):
    good, *_ = runs
    verdict = gate(baseline_of(good), good, {"small/b": "slow"})
    assert verdict.passed
    assert "to be taken off the list: small/b" in verdict.notes[0]


def test_an_empty_run_fails(runs):
    good, _, _, run = runs
    empty = run({}, RunOptions(ids=("nothing",)))
    assert gate(baseline_of(good), empty, {}).reasons[0] == "no pair was asked"


def test_half_a_suite_fails(runs, rating):
    good, _, _, run = runs
    half = run({"a": rating}, RunOptions(ids=("a",)))
    verdict = gate(baseline_of(good), half, {})
    assert verdict.reasons == ("1 pairs were asked, and the baseline has 2; not asked: small/b",)


def test_a_missing_report_fails(runs, shelf, rating, figure):
    good, _, _, run = runs
    baseline = baseline_of(good)
    shelf._reports = [r for r in shelf.reports() if r.id != "arden-2024-10"]
    reasons = gate(baseline, run({"a": rating, "b": figure}), {}).reasons
    assert reasons[0] == "not in the library: arden-2024-10"
    assert "small/a" in reasons[1]


def test_an_empty_baseline_fails(runs):
    good, *_ = runs
    assert not gate(Baseline(reports=(), pairs={}), good, {}).passed


def test_a_baseline_is_kept_without_answers(runs, tmp_path):
    good, *_ = runs
    save_baseline(baseline_of(good), tmp_path / "baseline.json")
    assert load_baseline(tmp_path / "baseline.json") == baseline_of(good)
    assert "28 per cent" not in (tmp_path / "baseline.json").read_text()


def test_a_pair_that_was_made_easier_does_not_pass_for_the_old_one(runs):
    good, *_ = runs
    first = good.results[0]
    easier = first.model_copy(update={"pair": first.pair.model_copy(update={"must": ("x|a",)})})
    noted = first.model_copy(update={"pair": first.pair.model_copy(update={"note": "looked at"})})
    baseline = baseline_of(good)
    changed = good.model_copy(update={"results": (easier, *good.results[1:])})
    verdict = gate(baseline, changed, {})
    assert not verdict.passed
    assert any(reason.startswith(f"changed: {first.key}") for reason in verdict.reasons)
    assert gate(baseline, changed, {first.key: "the report says both"}).passed
    assert gate(
        baseline, good.model_copy(update={"results": (noted, *good.results[1:])}), {}
    ).passed


def test_other_wordings_than_in_the_baseline_are_another_pair(runs):
    good, *_ = runs
    first = good.results[0]
    pair = first.pair.model_copy(update={"paraphrases": ("another wording of a",)})
    swapped = first.model_copy(update={"pair": pair})
    verdict = gate(
        baseline_of(good), good.model_copy(update={"results": (swapped, *good.results[1:])}), {}
    )
    assert [reason.split(" (")[0] for reason in verdict.reasons] == [f"changed: {first.key}"]


def test_what_a_run_skips_of_a_baseline_is_told_where_the_suites_still_have_it(runs):
    good, *_ = runs
    keys = tuple(result.key for result in good.results)
    baseline = Baseline(reports=(), pairs={**dict.fromkeys(keys, True), "small/gone": True})
    assert skipped_by(good, baseline, {*keys, "small/gone"}) == ("small/gone",)
    assert skipped_by(good, baseline, keys) == ()


def test_an_accepted_loss_without_a_reason_is_refused(tmp_path):
    path = tmp_path / "accepted.yaml"
    path.write_text("accepted:\n  small/a: ''\n", encoding="utf-8")
    with pytest.raises(BadSuite, match=r"accepted\.yaml:2: accepted\.small/a"):
        load_accepted(path)


def test_the_accepted_losses_of_this_project_can_be_read():
    assert set(load_accepted(ACCEPTED)) <= {STABILITY, *load_baseline(BASELINE).pairs}


def test_no_pair_of_the_baseline_has_gone_from_the_suites():
    asked = {f"{suite.suite}/{pair.id}" for suite in load_suites() for pair in suite.pairs}
    assert set(load_baseline(BASELINE).pairs) <= asked
