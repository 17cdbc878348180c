from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.edits import changed, save_suite
from evals.errors import BadSuite
from evals.models import Dispute, Pair
from evals.suite import parse_suite, read_suite
from evals.written import suite_text
from tests.evals.invented import PAIRS, SUITES, UNHURRIED

PATH = Path("invented.yaml")
TEXT = """# Who wrote this, and why.
suite: small   # its name
description: two pairs

pairs:
  # --- ratings ---
  - id: one
    # the place is invented
    kind: rating
    turns: ["How was Arden rated?"]   # as staff ask
    facts:
      - {subject: Arden,
         value: Good}

  # --- findings ---
  - id: two
    kind: finding
    turns:
      - >-
        Why was
        that?
    draft: true
    # check: is this right?
    note: |
      Two lines,
      of words.

# The end.
"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def with_pair(suite, number, **fields):
    pairs = list(suite.pairs)
    pairs[number] = pairs[number].model_copy(update=fields)
    return suite.model_copy(update={"pairs": tuple(pairs)})


def test_a_new_key_changes_no_other_line(path):
    save_suite(
        path, with_pair(read_suite(path).suite, 0, disputed=Dispute(reason="It was: 'Poor'"))
    )
    before, after = TEXT.splitlines(), path.read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line not in before] == [
        """    disputed: {reason: "It was: 'Poor'"}"""
    ]
    assert [line for line in after if line in before] == before


def test_a_key_that_goes_takes_the_comments_of_a_draft_along_and_no_others(path):
    save_suite(path, with_pair(read_suite(path).suite, 1, draft=False))
    expected = TEXT.replace("    draft: true\n", "").replace("    # check: is this right?\n", "")
    assert path.read_text(encoding="utf-8") == expected


def test_a_field_is_rewritten_and_the_comment_behind_it_stays(path):
    save_suite(path, with_pair(read_suite(path).suite, 0, turns=("What was Arden's rating?",)))
    expected = TEXT.replace("How was Arden rated?", "What was Arden's rating?")
    assert path.read_text(encoding="utf-8") == expected


def test_a_block_of_text_is_rewritten_whole(path):
    save_suite(path, with_pair(read_suite(path).suite, 1, note="One line."))
    expected = TEXT.replace("|\n      Two lines,\n      of words.", '"One line."')
    assert path.read_text(encoding="utf-8") == expected


def test_a_pair_is_added_behind_the_last_one(path):
    suite = read_suite(path).suite
    pair = Pair(id="three", kind="count", turns=("How many?",))
    save_suite(path, suite.model_copy(update={"pairs": (*suite.pairs, pair)}))
    text = path.read_text(encoding="utf-8")
    assert text.startswith(TEXT.partition("\n# The end.")[0])
    assert text.endswith("\n# The end.\n")
    assert read_suite(path).suite.pairs[2] == pair


def test_what_the_suite_says_of_itself_goes_above_its_pairs(path):
    save_suite(path, read_suite(path).suite.model_copy(update={"max_words": {"rating": 30}}))
    expected = TEXT.replace("\npairs:\n", "\nmax_words: {rating: 30}\npairs:\n")
    assert path.read_text(encoding="utf-8") == expected


def test_what_is_no_change_writes_nothing(path):
    assert not save_suite(path, read_suite(path).suite)
    assert path.read_text(encoding="utf-8") == TEXT


def test_line_ends_stay_as_they_are(path):
    path.write_bytes(TEXT.replace("\n", "\r\n").encode())
    save_suite(path, with_pair(read_suite(path).suite, 0, tags=("everyday",)))
    data = path.read_bytes()
    assert b'tags: ["everyday"]\r\n' in data or b"tags: [everyday]\r\n" in data
    assert data.count(b"\n") == data.count(b"\r\n")


def test_a_pair_in_braces_is_refused_with_its_line_and_left_alone(path):
    text = 'suite: small\npairs:\n  - {id: one, kind: rating, turns: ["How?"]}\n'
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadSuite, match=r"small\.yaml:3: is written in braces"):
        save_suite(path, with_pair(read_suite(path).suite, 0, tags=("x",)))
    assert path.read_text(encoding="utf-8") == text


@UNHURRIED
@given(SUITES, st.lists(PAIRS, max_size=3), st.lists(PAIRS, max_size=2))
def test_any_change_gives_the_suite_that_was_meant(suite, instead, added):
    texts = suite_text(suite)
    fields = [{"id": pair.id, **new} for pair, new in zip(suite.pairs, instead, strict=False)]
    fields += [{"id": f"new-{n}", **new} for n, new in enumerate(added)]
    kept = suite.pairs[len(instead) :]
    new = [Pair.model_validate(one) for one in fields]
    first = min(len(instead), len(suite.pairs))
    pairs = (*new[:first], *kept, *new[first:])
    meant = suite.model_copy(update={"pairs": pairs, "description": "Of: all"})
    assert parse_suite(changed(texts, PATH, meant, {}), PATH).suite == meant
