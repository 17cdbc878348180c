from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answers.english import content_stems, english, stem, words


@given(st.text(max_size=200))
def test_words_stand_where_they_say(text: str) -> None:
    found = words(text)
    assert all(text[w.start : w.end] == w.text for w in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("York's staff", ["york", "staff"]),
        ("York’s staff", ["york", "staff"]),
        ("they don't", ["they", "don't"]),
        ("3.5 of 21", ["3.5", "of", "21"]),
        ("B&R", ["b", "&", "r"]),
        ("POs and SPOs", ["po", "and", "spo"]),
    ],
)
def test_words_leave_out_possessives_and_plurals_of_abbreviations(
    text: str, expected: list[str]
) -> None:
    assert [w.lower for w in words(text) if w.text != "s"] == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sickness", "sick"),
        ("vacancies", "vacancy"),
        ("planning", "planned"),
        ("assessments", "assessment"),
        ("recommended", "recommendations"),
        ("officers", "officer"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("court", "courses"), ("staff", "state")])
def test_different_words_do_not(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_the_words_of_a_question_that_carry_nothing_are_left_out() -> None:
    assert content_stems("What did the report say about it, please?") == frozenset()
    assert content_stems("How long is the waiting list?") >= content_stems("waiting")


def test_word_lists_are_words() -> None:
    lists = english()
    assert {"no", "on", "yes"} <= lists.stopwords
    assert len(lists.months) == 12
    assert all(w == w.lower().strip() and w for w in lists.gazetteer | lists.stopwords)
