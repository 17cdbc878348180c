import pytest

from evals.bootstrap import difference_interval, quantile_interval, share_interval


def test_the_same_counts_give_the_same_interval_around_their_share():
    parts, wholes = [1.0] * 80 + [0.0] * 20, [1.0] * 100
    found = share_interval(parts, wholes)
    assert found == share_interval(parts, wholes)
    # The normal approximation: 1.96 * sqrt(.8 * .2 / 100) = 0.078 to either side.
    assert found.low == pytest.approx(0.72, abs=0.015)
    assert found.high == pytest.approx(0.88, abs=0.015)


def test_what_every_pair_agrees_on_is_as_sure_as_there_are_pairs():
    assert share_interval([1.0] * 10, [1.0] * 10) == (pytest.approx(0.6915, abs=1e-4), 1.0)
    assert share_interval([0.0] * 10, [1.0] * 10) == (0.0, pytest.approx(0.3085, abs=1e-4))


def test_shares_of_pairs_have_the_exact_interval():
    # 95 per cent intervals of 57 of 58 and 8 of 10, as tables of Clopper and Pearson give them.
    assert share_interval([1.0] * 57 + [0.0], [1.0] * 58) == (
        pytest.approx(0.9076, abs=1e-4),
        pytest.approx(0.9996, abs=1e-4),
    )
    low, high = share_interval([1.0] * 8 + [0.0] * 2, [1.0] * 10)
    assert (low, high) == (pytest.approx(0.4439, abs=1e-4), pytest.approx(0.9748, abs=1e-4))


def test_a_run_with_a_failure_is_not_surer_than_one_of_as_many_without():
    flawless = share_interval([1.0] * 46, [1.0] * 46)
    flawed = share_interval([1.0] * 45 + [0.0], [1.0] * 46)
    assert flawed.low < flawless.low
    assert flawed.high < flawless.high


def test_pairs_that_were_not_asked_say_nothing():
    assert share_interval([], []) is None
    assert share_interval([0.0], [0.0]) is None
    few = share_interval([1.0, 0.0], [1.0, 1.0])
    assert few == share_interval([1.0, 0.0, 0.0, 0.0], [1.0, 1.0, 0.0, 0.0])


def test_things_of_one_pair_are_drawn_together():
    alone = share_interval([1.0, 0.0] * 50, [1.0] * 100)
    joint = share_interval([10.0, 0.0] * 5, [10.0] * 10)
    assert joint.high - joint.low > 2 * (alone.high - alone.low)


def test_quantiles_have_intervals_too():
    low, high = quantile_interval([float(n) for n in range(101)], 0.5)
    assert 30 < low < 50 < high < 70
    assert quantile_interval([], 0.5) is None


def test_a_difference_pairs_what_is_hard_for_both():
    before = [1.0] * 50 + [0.0] * 50
    after = [1.0] * 60 + [0.0] * 40
    ones = [1.0] * 100
    low, high = difference_interval((before, ones), (after, ones))
    assert 0.03 < low < 0.1 < high < 0.17
    assert difference_interval((before, ones), (before, ones)) == (0.0, 0.0)
    assert difference_interval(([1.0], [0.0]), ([1.0], [1.0])) is None
