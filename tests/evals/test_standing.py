from xml.etree import ElementTree

import pytest

from evals.compare import baseline_of, compare, gate
from evals.models import Suite
from evals.page import run_page
from evals.report import failure_list, junit_xml, summary_table
from evals.run import evaluate
from evals.stale import fingerprint
from evals.standing import standing, standing_lines

PAIR = {"kind": "rating", "turns": ["How?"], "needs": ["arden-2024-10"], "must": ["Inadequate"]}
WRONG = PAIR | {"must": ["Good"]}


@pytest.fixture
def run(rating, shelf):
    """Runs one suite of the pairs that are given, with the same answer to each."""

    def made(*pairs, **head):
        suite = Suite.model_validate({"suite": "small", "pairs": pairs, **head})
        return evaluate([suite], lambda _: lambda turns: [rating for _ in turns], shelf)

    return made


def test_a_draft_is_asked_and_counts_for_nothing(run):
    both = run(PAIR | {"id": "a"}, WRONG | {"id": "b", "draft": True})
    assert [(result.id, result.passed) for result in both.results] == [("a", True), ("b", False)]
    summary = both.summary
    assert (summary.asked, summary.passed, summary.all.total, summary.drafts) == (1, 1, 1, 1)
    assert baseline_of(both).pairs == {"small/a": True}
    assert compare(both, both).only_after == ()
    assert standing_lines(both.results) == ["draft, not counted: small/b (fails)"]


def test_no_gate_lets_a_draft_through_unasked(run):
    good, both = run(PAIR | {"id": "a"}), run(PAIR | {"id": "a"}, PAIR | {"id": "b", "draft": True})
    verdict = gate(baseline_of(good), both, {})
    assert not verdict.passed
    assert verdict.reasons == (
        "draft: small/b (nobody has confirmed it: `reports eval SUITE --confirm small/b`)",
    )
    assert gate(baseline_of(good), both, {"small/b": "written for the next release"}).passed


def test_a_pair_cannot_be_lost_by_making_it_a_draft(run):
    good = run(PAIR | {"id": "a"})
    doubted = run(WRONG | {"id": "a", "draft": True, "disputed": {"reason": "inconvenient"}})
    assert not gate(baseline_of(good), doubted, {}).passed


def test_a_disputed_pair_is_counted_and_listed_whether_it_passes_or_not(run):
    dispute = {"reason": "two ratings", "by": "A. Reader", "on": "2026-11-21"}
    good = run(PAIR | {"id": "a"}, PAIR | {"id": "b"})
    both = run(
        PAIR | {"id": "a", "disputed": dispute}, WRONG | {"id": "b", "disputed": {"reason": "no"}}
    )
    assert (both.summary.asked, both.summary.passed, both.summary.disputed) == (2, 1, 2)
    assert standing(both.results[0]) == ["disputed (A. Reader 2026-11-21): two ratings"]
    assert standing_lines(both.results) == [
        "disputed: small/a (passes; two ratings)",
        "disputed: small/b (fails; no)",
    ]
    verdict = gate(baseline_of(good), both, {})
    assert verdict.passed
    assert sorted(verdict.notes) == ["disputed: small/a (two ratings)", "disputed: small/b (no)"]


def test_a_stale_pair_is_marked_and_still_a_loss(run, shelf):
    then = {"arden-2024-10": fingerprint("other words")}
    pairs = [WRONG | {"id": f"p-{n}"} for n in range(10)]
    now = run(*pairs, confirmed=then)
    assert now.summary.stale == 10
    (line,) = standing_lines(now.results)
    assert line.startswith("stale: small/p-0, small/p-1,")
    assert "and 2 more: arden-2024-10 was replaced" in line
    good = run(*[PAIR | {"id": f"p-{n}"} for n in range(10)])
    verdict = gate(baseline_of(good), now, {})
    assert len(verdict.reasons) == 10
    assert verdict.notes == (line,)
    words = shelf.text("arden-2024-10")
    assert run(*pairs, confirmed={"arden-2024-10": fingerprint(words)}).summary.stale == 0


def test_drafts_and_disputed_pairs_are_told_apart_wherever_a_run_is_shown(run):
    shown = run(
        WRONG | {"id": "a", "draft": True},
        WRONG | {"id": "b", "disputed": {"reason": "<two> ratings"}},
        PAIR | {"id": "c", "disputed": {"reason": "old"}},
    )
    assert "    disputed: <two> ratings\n" in failure_list(shown)
    assert summary_table(shown).endswith(
        "draft, not counted: small/a (fails)\n"
        "disputed: small/b (fails; <two> ratings)\n"
        "disputed: small/c (passes; old)\n"
    )
    suite = ElementTree.fromstring(junit_xml(shown).encode())[0]
    assert [suite.get(name) for name in ("failures", "errors", "skipped")] == ["0", "0", "2"]
    assert "draft, not counted: small/a (fails)" in run_page(shown)
    assert "&lt;two&gt; ratings" in run_page(shown)
