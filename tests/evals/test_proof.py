import pytest

from evals.models import ExpectedFact, Pair, Suite
from evals.proof import Proofs, main, prove, read_proofs
from evals.suite import load_suites

TEXT = (
    """Only **28 per cent**<sup>1</sup> of posts were filled in
the north. Rooms were cold."""
    + " Nothing else was said." * 30
    + " There were 77 rooms."
)
SCORES = [
    ExpectedFact(subject=place, region=region, published=date, measure="score", number=number)
    for place, region, date, number in (
        ("Arden", "Northern", "2024-10-10", 3),
        ("Bray", "Northern", "2024-02-22", 4),
        ("Cole", "Southern", "2024-10-01", 4),
    )
]
PROOFS = Proofs({"arden-2024": TEXT}, {"arden-2024": SCORES})


def problems(**fields):
    given = {"id": "a", "kind": "figure", "turns": ["How many?"], "needs": ["arden-2024"]}
    pair = Pair.model_validate(given | fields)
    return [p.reason for p in prove(Suite(suite="s", pairs=(pair,)), PROOFS)]


def evidence(words):
    return [[{"report": "arden-2024", "words": words}]]


def test_a_number_beside_its_evidence_is_proved():
    assert problems(evidence=evidence("28 per cent of posts"), numbers=[{"value": 28}]) == []


def test_evidence_that_is_not_in_the_report_is_named():
    assert "not in arden-2024: '29 per cent'" in problems(evidence=evidence("29 per cent"))


def test_a_number_far_from_the_evidence_is_not_proved():
    found = problems(evidence=evidence("Rooms were cold"), numbers=[{"value": 77}])
    assert found == ["77 is not beside its evidence, in its facts or in the tables"]


def test_a_report_that_is_not_there_is_named():
    assert problems(needs=["dale-2025"]) == ["not among the reports: dale-2025"]


def test_a_fact_has_to_be_in_a_key_or_beside_its_evidence():
    right = {"subject": "Arden", "measure": "score", "number": 3}
    assert problems(facts=[right]) == []
    assert "in no key" in problems(facts=[right | {"number": 4}])[0]
    near = {"subject": "Arden", "measure": "percentage", "number": 28}
    assert problems(facts=[near], evidence=evidence("of posts were filled")) == []


@pytest.mark.parametrize(
    ("question", "value", "proved"),
    [
        ("How many scored 4?", 2, True),
        ("How many scored at least 3?", 3, True),
        ("How many in the Northern region?", 2, True),
        ("How many came out in October 2024?", 2, True),
        ("What is the mean score in the Northern region?", 3.5, True),
        ("What is the mean score?", 3.5, False),
        ("How many in the Southern region?", 2, False),
    ],
)
def test_counts_and_means_are_computed_from_what_the_question_names(question, value, proved):
    found = problems(turns=[question], kind="count", numbers=[{"value": value}])
    assert (found == []) is proved


def test_repeating_the_question_is_not_enough():
    assert problems(turns=["Were rooms cold?"], must=["cold"]) == [
        "repeating the question is enough"
    ]
    assert problems() == ["nothing is expected of its answer"]


def test_an_empty_list_needs_words_that_say_so():
    asked = {"kind": "list", "items": {"values": []}}
    assert problems(**asked) == ["nothing is expected of its answer"]
    assert problems(must=["none|no place"], **asked) == []


@pytest.mark.published
def test_every_suite_of_the_project_is_proved(reports_dir):
    proofs = read_proofs(reports_dir)
    found = [problem for suite in load_suites() for problem in prove(suite, proofs)]
    assert found == []


def test_what_is_not_proved_is_named_with_file_and_line(tmp_path, monkeypatch, capsys):
    path = tmp_path / "small.yaml"
    lines = ["suite: small", "pairs:", "  - id: a", "    kind: finding", '    turns: ["Why?"]']
    path.write_text("\n".join([*lines, "    needs: [dale-2025]"]), encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["proof", str(path), "--reports", str(tmp_path)])
    assert main() == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"{path}:3: small/a: not among the reports: dale-2025"
    assert said[-1] == "1 pairs, 0 proved, 1 problems"
