from pathlib import Path

from hypothesis import given

from evals.models import Pair
from evals.suite import load_suites, parse_suite
from evals.written import pair_text, suite_text
from tests.evals.invented import SUITES, UNHURRIED

PATH = Path("invented.yaml")


@UNHURRIED
@given(SUITES)
def test_a_suite_that_is_written_is_read_as_the_same_suite(suite):
    assert parse_suite(suite_text(suite), PATH).suite == suite


def test_every_suite_of_the_project_can_be_written_anew():
    for suite in load_suites():
        assert parse_suite(suite_text(suite), PATH).suite == suite


def test_a_pair_is_laid_out_as_the_suites_of_this_project_are():
    pair = Pair.model_validate(
        {
            "id": "a-1",
            "kind": "figure",
            "turns": ["How many?"],
            "facts": [{"subject": "Arden", "standard": None, "number": 28.0}],
            "numbers": [{"value": 28, "unit": "percent"}],
            "evidence": [[{"report": "arden-2024", "words": "28 per cent"}]],
            "draft": True,
        }
    )
    assert pair_text(pair, {"numbers": ["check: is it so?"]}) == (
        "  - id: a-1\n"
        "    kind: figure\n"
        '    turns: ["How many?"]\n'
        "    status: [answered]\n"
        "    facts:\n"
        '      - {subject: "Arden", standard: null, number: 28}\n'
        "    # check: is it so?\n"
        "    numbers:\n"
        "      - {value: 28, unit: percent}\n"
        "    evidence:\n"
        '      - - {report: arden-2024, words: "28 per cent"}\n'
        "    draft: true\n"
    )
