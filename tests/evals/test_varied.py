import pytest

from evals.errors import BadVariation
from evals.models import Evidence, Pair, Suite
from evals.run import evaluate
from evals.varied import combinations, comparisons, label, repeated, repeated_text, settings_text

PLACE = Evidence(report="arden-2024-10", words="28 per cent of posts were filled")
SUITE = Suite(
    suite="small",
    pairs=tuple(
        Pair(
            id=f"p{n}",
            kind="figure",
            turns=(f"How many posts were filled, {n}?",),
            numbers=({"value": 28, "unit": "percent"},),
            evidence=((PLACE,),),
        )
        for n in range(12)
    ),
)


@pytest.fixture
def run_of(figure, rating, shelf):
    """A run whose first answers are right, and whose search finds the evidence or does not."""

    def made(right, passage):
        def ask(turns):
            number = int(turns[0].rpartition(" ")[2].rstrip("?"))
            return [figure if number < right else rating]

        return evaluate([SUITE], lambda _: ask, shelf, make_rank=lambda _: lambda _: [passage])

    return made


def test_every_combination_is_run_the_first_values_first():
    found = combinations(["retrieval=late,dense", "chunking = passage, bare"])
    assert [label(one) for one in found] == [
        "retrieval=late chunking=passage",
        "retrieval=late chunking=bare",
        "retrieval=dense chunking=passage",
        "retrieval=dense chunking=bare",
    ]


@pytest.mark.parametrize(
    ("varied", "reason"),
    [
        (["retrieval"], "NAME=VALUE,VALUE"),
        (["retrieval=late"], "two values or more"),
        (["retrieval=late,late"], "can be given once"),
        (["a=1,2", "a=3,4"], "can be given once"),
        ([f"{name}=1,2" for name in "abcdef"], "64 combinations, and at most 32"),
    ],
)
def test_what_cannot_be_varied_is_refused(varied, reason):
    with pytest.raises(BadVariation, match=reason):
        combinations(varied)


def test_settings_stand_side_by_side_and_are_held_against_the_first(run_of):
    runs = [
        ("a=1", run_of(12, "arden-2024-10/1")),
        ("a=2", run_of(2, "arden-2024-10/2")),
        ("a=3", run_of(11, "arden-2024-10/1")),
    ]
    text = settings_text(runs)
    assert "100.0% (73.5% to 100.0%)" in text
    rows = {line.split()[0]: line.split() for line in text.splitlines() if line.startswith("a=")}
    assert rows["a=2"][1:4] == ["0", "10", "10"] or rows["a=2"][1:3] == ["0", "10"]
    lines = text.splitlines()
    assert any(line.startswith("a=2") and line.endswith("worse") for line in lines)
    assert any(line.startswith("a=3") and line.endswith("may be chance") for line in lines)
    assert "a=2: retrieval recall at 1 worse by 100.0 points (-100.0 to -100.0)" in text
    assert [c.p_value for _, c in comparisons(runs)] == [pytest.approx(2 / 1024), 1.0]


def test_equal_runs_are_identical_but_for_their_times(run_of):
    run = run_of(12, "arden-2024-10/1")
    slower = run.model_copy(update={"seconds": dict.fromkeys(run.seconds, 9.0)})
    assert repeated([run, slower, run]).identical
    assert repeated_text(repeated([run, slower])) == "2 runs: identical but for their times\n"


def test_a_setting_that_is_not_deterministic_shows_its_spread(run_of):
    found = repeated([run_of(12, "arden-2024-10/1"), run_of(9, "arden-2024-10/1")])
    assert found.differing == ("small/p9", "small/p10", "small/p11")
    assert ("pairs passed", 0.75, 1.0) in found.spread
    text = repeated_text(found)
    assert "3 pairs are not the same" in text
    assert "spread of pairs passed: 0.75 to 1" in text
