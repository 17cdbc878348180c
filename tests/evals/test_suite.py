from pathlib import Path

import pytest

from evals.errors import BadSuite
from evals.schema import SCHEMA, schema_text
from evals.suite import SUITES, load_suites, parse_suite, read_suite

GOOD = """suite: small
description: two pairs
pairs:
  - id: one
    kind: rating
    turns: ["How was Arden rated?"]
    facts:
      - {subject: Arden, published: 2024-10-10, value: Good}
  - id: two
    kind: finding
    turns: ["Why?"]
"""


def written(tmp_path, text, name="small.yaml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def refused(path):
    with pytest.raises(BadSuite) as caught:
        read_suite(path)
    return str(caught.value), caught.value


def test_a_suite_is_read_and_dates_stay_words(tmp_path):
    suite = read_suite(written(tmp_path, GOOD)).suite
    assert [pair.id for pair in suite.pairs] == ["one", "two"]
    assert suite.pairs[0].facts[0].published == "2024-10-10"
    assert suite.pairs[0].status == ("answered",)


ALIASES = """suite: small
a: &a [x, x, x, x, x, x, x, x, x]
pairs: [*a, *a, *a]
"""


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (ALIASES, 3, "*a: points to what &a marks"),
        (ALIASES.replace("[*a, *a, *a]", "{<<: *a}"), 3, "write it out"),
        ("suite: small\npairs: &p [*p]\n", 2, "write it out"),
        ("suite: small\npairs: " + "[" * 200_000, 2, "nested more than 50 levels deep"),
        ("suite: small\npairs:\n" + "- " * 60 + "x", 3, "nested more than 50 levels deep"),
    ],
    ids=["alias", "merged", "within itself", "nested", "nested in a line"],
)
def test_what_a_few_bytes_grow_by_is_refused_before_it_does(tmp_path, text, line, reason):
    message, error = refused(written(tmp_path, text))
    assert reason in message
    assert error.line == line


def test_a_number_that_cannot_be_read_is_said(tmp_path):
    message, _ = refused(written(tmp_path, "suite: " + "9" * 5000))
    assert "holds a value that cannot be read" in message


def test_an_unknown_key_is_named_with_file_line_and_field(tmp_path):
    message, error = refused(written(tmp_path, GOOD.replace('    turns: ["Why?"]', "    turn: x")))
    assert "small.yaml:11: pairs[1].turn" in message or "small.yaml:9: pairs[1].turns" in message
    assert error.line in (9, 11)


def test_a_misspelt_key_inside_a_fact_is_found(tmp_path):
    _, error = refused(written(tmp_path, GOOD.replace("subject:", "subjekt:")))
    assert error.line == 8
    assert error.field == "pairs[0].facts[0].subjekt"


def test_a_misspelt_key_names_the_one_that_was_meant(tmp_path):
    message, _ = refused(written(tmp_path, GOOD.replace("subject:", "subjekt:")))
    assert "there is no such key; did you mean 'subject'?" in message


def test_everything_that_is_wrong_is_told_each_with_its_line(tmp_path):
    text = GOOD.replace("kind: rating", "kind: ratting").replace('["Why?"]', '[""]')
    message, error = refused(written(tmp_path, text))
    assert error.line == 5
    first, second = message.splitlines()
    assert "small.yaml:5: pairs[0].kind: 'ratting' is not known; did you mean 'rating'?" in first
    assert "small.yaml:11: pairs[1].turns[0]: is empty" in second


@pytest.mark.parametrize("unit", ["%", "per cnet", "Percents"])
def test_a_unit_that_would_not_ask_for_a_percentage_is_refused(tmp_path, unit):
    text = GOOD + f'    numbers: [{{value: 28, unit: "{unit}"}}]\n'
    message, error = refused(written(tmp_path, text))
    assert (error.line, "write percent" in message) == (12, True)


def test_a_pair_knows_the_file_and_line_where_it_stands(tmp_path):
    path = written(tmp_path, GOOD)
    file = read_suite(path)
    assert file.where("two") == f"{path}:9"
    assert file.where("one", "facts", 0, "value") == f"{path}:8"


@pytest.mark.parametrize(
    ("field", "taken"),
    [
        ('disputed: {reason: "x", on: "2026-11-21"}', "a truth value"),
        ("confirmed: {arden: 123456789012}", "a number"),
    ],
)
def test_a_word_that_yaml_takes_for_something_else_says_what_to_do(tmp_path, field, taken):
    message, error = refused(written(tmp_path, GOOD + f"    {field}\n"))
    assert error.line == 12
    assert f"YAML takes it for {taken}; write it between quotation marks" in message


def test_an_unknown_kind_says_what_is_possible(tmp_path):
    message, error = refused(written(tmp_path, GOOD.replace("kind: finding", "kind: essay")))
    assert error.line == 10
    assert "not_in_reports, premise" in message


def test_an_id_that_is_used_twice_names_both_lines(tmp_path):
    message, error = refused(written(tmp_path, GOOD.replace("id: two", "id: one")))
    assert error.line == 9
    assert "line 4" in message


def test_a_key_that_is_written_twice_is_refused(tmp_path):
    text = GOOD + '    turns: ["Again?"]\n'
    message, error = refused(written(tmp_path, text))
    assert "'turns' is written 2 times" in message
    assert error.line == 11


def test_evidence_of_more_than_twelve_words_is_refused(tmp_path):
    long = " ".join(["word"] * 13)
    text = GOOD + f'    evidence:\n      - - {{report: arden, words: "{long}"}}\n'
    message, _ = refused(written(tmp_path, text))
    assert "13 words" in message


def test_text_that_is_no_yaml_names_its_line(tmp_path):
    _, error = refused(written(tmp_path, "suite: a\npairs: [\n"))
    assert error.line == 3


def test_what_is_not_closed_names_the_line_where_it_begins(tmp_path):
    message, _ = refused(written(tmp_path, 'suite: a\npairs:\n  - id: "x\n    kind: list\n'))
    assert "while scanning a quoted scalar that begins in line 3" in message


def test_a_file_without_keys_and_a_suite_without_pairs_are_refused_in_plain_words(tmp_path):
    assert "a file begins with keys, as `suite: …`" in refused(written(tmp_path, "- a\n"))[0]
    assert "small.yaml:2: pairs: is empty" in refused(written(tmp_path, "suite: a\npairs: []\n"))[0]


def test_an_empty_and_a_missing_file_are_refused(tmp_path):
    assert "empty" in refused(written(tmp_path, ""))[0]
    assert "cannot be read" in refused(tmp_path / "none.yaml")[0]
    assert "; did you mean 'first'?" in refused(tmp_path / "frist")[0]


def test_two_suites_of_one_name_are_refused(tmp_path):
    written(tmp_path, GOOD, "a.yaml")
    written(tmp_path, GOOD, "b.yaml")
    with pytest.raises(BadSuite, match="small"):
        load_suites([tmp_path])


def test_every_suite_of_the_project_loads():
    assert {suite.suite for suite in load_suites()} >= {"first"}


def test_the_suite_in_the_docs_is_one():
    page = (SUITES.parents[1] / "docs" / "suites.md").read_text(encoding="utf-8")
    text = page.partition("```yaml\n")[2].partition("```")[0]
    (pair,) = parse_suite(text, Path("docs/suites.md")).suite.pairs
    written = {name for name in type(pair).model_fields if f"\n    {name}:" in text}
    assert written == {*type(pair).model_fields} - {
        "id",
        "places",
        "draft",
        "disputed",
        "confirmed",
    }


def test_the_schema_beside_the_suites_is_the_present_one():
    assert SCHEMA.parent == SUITES
    assert SCHEMA.read_text(encoding="utf-8") == schema_text()
