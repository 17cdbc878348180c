import pytest

from evals.models import Suite
from evals.stale import Words, confirm, fingerprint, replaced, stale

OLD = "Only **28 per cent** of posts\r\nwere filled. Rooms were cold."
NEW = "Only 28 per cent of posts were filled. Rooms were warm."


def suite_of(*pairs, **head):
    fields = [{"kind": "finding", "turns": ["Why?"], **pair} for pair in pairs]
    return Suite.model_validate({"suite": "small", "pairs": fields, **head})


def pair_of(pair_id, words=None, **fields):
    evidence = [[{"report": "arden", "words": words}]] if words else []
    return {"id": pair_id, "needs": ["arden"], "evidence": evidence, **fields}


def why(suite, number=0):
    return stale(suite, suite.pairs[number], Words({"arden": NEW}))


def test_markup_lines_and_case_are_no_other_words_and_a_digit_is():
    assert fingerprint(OLD) == fingerprint(
        "only 28 PER CENT of posts were filled.\n\nRooms were cold"
    )
    assert fingerprint(OLD) != fingerprint(OLD.replace("28", "29"))


def test_a_pair_is_stale_when_the_words_of_its_report_are_others():
    suite = suite_of(pair_of("a", "Rooms were cold"), confirmed={"arden": fingerprint(OLD)})
    assert why(suite) == (
        "arden was replaced since the pair was confirmed; no longer there: 'Rooms were cold'"
    )


def test_a_stale_pair_says_where_its_evidence_still_stands():
    suite = suite_of(
        pair_of("a", "28 per cent"), pair_of("b"), confirmed={"arden": fingerprint(OLD)}
    )
    assert why(suite).endswith("its evidence still stands there word for word")
    assert why(suite, 1).endswith("it names no evidence to look for")


@pytest.mark.parametrize(
    "suite",
    [
        suite_of(pair_of("a")),
        suite_of(pair_of("a"), confirmed={"arden": fingerprint(NEW)}),
        suite_of(pair_of("a"), confirmed={"bray": fingerprint(OLD)}),
        suite_of(
            pair_of("a", confirmed={"arden": fingerprint(NEW)}),
            confirmed={"arden": fingerprint(OLD)},
        ),
    ],
)
def test_a_pair_is_not_stale_where_nothing_is_known_to_differ(suite):
    assert why(suite) == ""


def test_a_report_that_is_not_there_is_not_replaced():
    suite = suite_of(pair_of("a"), confirmed={"arden": fingerprint(OLD)})
    assert replaced(suite, suite.pairs[0], {}) == ()


def test_pairs_that_are_confirmed_together_say_so_once_at_the_head():
    suite = confirm(suite_of(pair_of("a", draft=True), pair_of("b")), {"a", "b"}, {"arden": "1"})
    assert suite.confirmed == {"arden": "1"}
    assert [pair.confirmed for pair in suite.pairs] == [{}, {}]
    assert not suite.pairs[0].draft


def test_one_pair_confirmed_anew_says_so_itself_until_the_others_follow():
    suite = suite_of(pair_of("a"), pair_of("b"), confirmed={"arden": "1"})
    one = confirm(suite, {"a"}, {"arden": "2"})
    assert one.confirmed == {"arden": "1"}
    assert [pair.confirmed for pair in one.pairs] == [{"arden": "2"}, {}]
    both = confirm(one, {"b"}, {"arden": "2"})
    assert both.confirmed == {"arden": "2"}
    assert [pair.confirmed for pair in both.pairs] == [{}, {}]


def test_a_pair_that_nobody_confirmed_is_not_confirmed_by_another():
    one = confirm(suite_of(pair_of("a"), pair_of("b")), {"a"}, {"arden": "2"})
    assert one.confirmed == {}
    assert [pair.confirmed for pair in one.pairs] == [{"arden": "2"}, {}]
