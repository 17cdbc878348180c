import pytest

from evals.check import Checks, suite_slips
from evals.models import Suite
from evals.stale import fingerprint
from evals.suite import read_suite

TEXT = """suite: small
pairs:
  - id: one
    kind: figure
    turns: ["How many?"]
    needs: [arden-2024-10]
    evidence:
      - - {report: arden-2024-10, words: "28 per cent of posts"}
        - {report: arden-2024-10, words: "29 per cent of posts"}
  - id: two
    kind: rating
    turns: ["How was it rated?"]
    needs:
      - arden-2024-01
"""


@pytest.fixture
def slips(context):
    def found(**head):
        def of(**fields):
            pair = {"id": "a", "kind": "rating", "turns": ["How?"], "needs": ["arden-2024-10"]}
            suite = Suite.model_validate({"suite": "s", "pairs": [pair | fields], **head})
            return [(s.place, s.reason) for s in Checks(context).slips(suite, suite.pairs[0])]

        return of

    return found


def cited(words, report="arden-2024-10"):
    return [[{"report": report, "words": words}]]


def test_what_does_not_fit_is_named_with_file_line_and_field(context, tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(TEXT, encoding="utf-8")
    file, checks = read_suite(path), Checks(context)
    chosen = frozenset(("small/one", "small/two"))
    found = [(line, field, slip) for _, line, field, slip in suite_slips([file], chosen, checks)]
    assert [(line, field) for line, field, _ in found] == [
        (9, "pairs[0].evidence[0][1].words"),
        (14, "pairs[1].needs[0]"),
    ]
    assert found[0][2].reason == (
        "'29 per cent of posts' does not stand in arden-2024-10; copy the words from the report"
    )
    assert found[1][2].reason == (
        "'arden-2024-01' is not in the library; did you mean 'arden-2024-10'?"
    )
    assert not list(suite_slips([file], frozenset(), checks))


def test_evidence_is_found_through_markup_and_line_ends(slips):
    of = slips()
    assert of(evidence=cited("Sickness was high. Only 28 per cent of posts were filled")) == []
    assert of(evidence=cited("filled in the north")) == []


def test_evidence_that_a_new_report_has_lost_makes_a_pair_stale_and_is_no_slip(slips):
    assert slips(confirmed={"arden-2024-10": fingerprint("old")})(evidence=cited("gone")) == []
    assert slips()(evidence=cited("gone")) != []


def test_evidence_has_to_be_in_a_report_that_the_pair_needs(slips):
    ((place, reason),) = slips()(evidence=cited("Rooms were warm", "bray-2024"))
    assert place == ("evidence", 0, 0, "report")
    assert "not among the reports that the pair needs" in reason


@pytest.mark.parametrize(
    ("fact", "field", "said"),
    [
        ({"standard": "stafing"}, "standard", "did you mean 'staffing'?"),
        ({"standard": "staff"}, "standard", "did you mean 'staffing'?"),
        ({"measure": "rating", "value": "Requires Improvment"}, "value", "no rating is"),
        ({"subject": "Ardn"}, "subject", "did you mean 'arden'?"),
    ],
)
def test_names_that_nothing_has_are_slips(slips, fact, field, said):
    ((place, reason),) = slips()(facts=[fact])
    assert place == ("facts", 0, field)
    assert said in reason


def test_standards_of_a_list_are_looked_at_one_by_one(slips):
    listed = {"values": ["Leadership", "court work", "staffing, services"], "column": "standard"}
    ((place, reason),) = slips()(items=listed)
    assert place == ("items", "values", 2)
    assert reason.startswith("no standard is 'staffing, services'; there are ")


def test_what_reports_and_schemes_have_is_none(slips):
    right = {"subject": "Nor Cole PDU", "standard": "staffing", "measure": "rating"}
    assert slips()(facts=[right | {"value": "Good"}], items={"values": ["Arden", "Cole"]}) == []
    ((place, _),) = slips()(items={"values": ["Arden", "Dale"]})
    assert place == ("items", "values", 1)
