"""How many pairs of the suites the reports bear out, and how many there are of each kind."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from evals.proof import prove, read_proofs
from evals.suite import load_suites


def proofs_section(reports_dir: Path) -> Iterator[str]:
    """A line per suite, its pairs by kind, and every problem."""
    proofs = read_proofs(reports_dir)
    for suite in load_suites():
        problems = prove(suite, proofs)
        unproved = {problem.pair for problem in problems}
        kinds = Counter(pair.kind for pair in suite.pairs)
        yield f"{suite.suite}: {len(suite.pairs) - len(unproved)}/{len(suite.pairs)} pairs proved"
        yield "  " + ", ".join(f"{kind} {count}" for kind, count in kinds.items())
        yield from (f"  not proved: {problem.pair}: {problem.reason}" for problem in problems)
