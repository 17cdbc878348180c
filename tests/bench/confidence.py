"""How often the best sentence is the right one, and how well confidence tells right from wrong.

`python -m tests.bench.confidence` reads the published reports (REPORTS_DIR) and the pairs of the
suites: those with evidence, and those that no report answers. Skipped by name without the reports.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from evals.models import Pair
from evals.suite import load_suites
from index.answers.carries import HAS_FIGURE
from index.answers.compose.findings import ENOUGH
from index.answers.evidence import Found, find_sentences
from index.answers.knowledge import Knowledge
from index.answers.plan import plan_question
from index.models import QuestionPlan
from index.stores.library import open_library
from ingest.readers.text import visible
from ingest.report import read_report

KINDS = ("figure", "finding", "national", "not_in_reports")


def main() -> int:
    """Print the shares; 0, also when there are no reports to measure on."""
    folder = os.environ.get("REPORTS_DIR", "")
    if not Path(folder).is_dir():
        print("confidence: skipped, REPORTS_DIR does not name a folder of published reports")
        return 0
    with tempfile.TemporaryDirectory() as store:
        library = open_library(Path(store))
        library.add((read_report(p), p.read_bytes()) for p in sorted(Path(folder).glob("*.txt")))
        measured = list(_measured(Knowledge(library)))
        library.close()
    known = [(right, best) for right, best, answered in measured if answered]
    refused = [best for _, best, answered in measured if not answered]
    right = [best for is_right, best in known if is_right]
    wrong = [best for is_right, best in known if not is_right]
    print(f"questions with known evidence: {len(known)}, without an answer: {len(refused)}")
    print(f"best sentence in a right passage: {_percent(len(right), len(known))}")
    for name, group in (("right", right), ("wrong", wrong), ("of no answer", refused)):
        kept = sum(best.confidence >= ENOUGH for best in group)
        print(f"kept at {ENOUGH}, {name}: {_percent(kept, len(group))}")
    return 0


def _measured(knowledge: Knowledge) -> Iterator[tuple[bool, Found, bool]]:
    """For each pair of one turn: whether its best sentence is right, the sentence, and its sort."""
    for pair in (pair for suite in load_suites() for pair in suite.pairs):
        if pair.kind not in KINDS or len(pair.turns) > 1:
            continue
        plan = plan_question(
            pair.turns[0],
            pair.turns[0],
            knowledge.names,
            knowledge.schemes,
            knowledge.mend,
            knowledge.headings,
        )
        best = _best(knowledge, plan) if plan.intent in ("figure", "finding") else None
        if best and (pair.evidence or pair.kind == "not_in_reports"):
            yield _is_right(pair, best), best, pair.kind != "not_in_reports"


def _best(knowledge: Knowledge, plan: QuestionPlan) -> Found | None:
    place = plan.places[0] if plan.places else None
    national = set(knowledge.national_reports())
    own = {i.id for i in knowledge.infos.values() if place and i.subject == place.name}
    reports = own | national if place else national if plan.national else set(knowledge.infos)
    found = find_sentences(knowledge, plan, reports, place)
    figures = [f for f in found if plan.intent != "figure" or HAS_FIGURE.search(f.text)]
    return figures[0] if figures else None


def _is_right(pair: Pair, best: Found) -> bool:
    text = " ".join(best.passage.text.split()).lower()
    return any(
        place.report == best.passage.report_id and visible(place.words).lower() in text
        for group in pair.evidence
        for place in group
    )


def _percent(part: int, whole: int) -> str:
    return f"{part}/{whole} ({100 * part / whole:.0f}%)" if whole else "none"


if __name__ == "__main__":
    sys.exit(main())
