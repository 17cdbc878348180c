"""A run for people and programs: a table for the terminal, JUnit XML, JSON Lines."""

import re
from xml.etree import ElementTree

from evals.compare import Comparison, Verdict, explain
from evals.metrics import stability
from evals.results import KindSummary, PairResult, Stability
from evals.run import Run
from evals.standing import standing, standing_lines
from evals.tables import aligned, difference_table, figure_table
from evals.tally import latency_of

_HEADINGS: tuple[str, ...] = (
    "kind",
    "passed",
    "skipped",
    "words",
    "max",
    "wrong report",
    "unsupported",
    "untrue",
    "uncited",
    "idle",
    "contract",
    "passed, 95% interval",
)


def summary_table(run: Run) -> str:
    """The run by kind, with the faults counted; below it every metric with its interval."""
    rows = [_HEADINGS]
    rows += [_row(kind, kind_summary) for kind, kind_summary in run.summary.kinds.items()]
    rows.append(_row("all", run.summary.all))
    figures = (*run.summary.figures, *latency_of(run.results, run.seconds))
    lines = [aligned(rows), "", figure_table(figures)]
    lines += _stability_lines(run)
    for skipped in run.skipped:
        missing = ", ".join(skipped.missing)
        lines.append(f"skipped: {skipped.suite}/{skipped.id} (not in the library: {missing})")
    lines += standing_lines(run.results)
    return "\n".join(lines) + "\n"


def failure_list(run: Run) -> str:
    """Every pair that failed, with its question and each reason."""
    return "".join(
        f"{result.key} ({result.kind}): {' / '.join(result.pair.turns)}\n"
        + "".join(f"    {line}\n" for line in (*standing(result), *reasons(result)))
        for result in run.results
        if not result.passed
    )


def unstable_list(run: Run) -> str:
    """Every paraphrase with other rows than its pair, or not as expected, and what is wrong."""
    return "".join(
        f"{result.key} ({result.kind}): {paraphrase.wording}\n"
        + "".join(f"    {fault}\n" for fault in paraphrase.faults())
        for result in run.results
        for paraphrase in result.paraphrases
        if paraphrase.faults()
    )


def stability_text(stability: Stability) -> str:
    """The paraphrases in figures."""
    asked = stability.paraphrases
    return (
        f"{stability.same_rows} of {asked} give the same rows; "
        f"{stability.fulfilled} of {asked} fulfil what their pair expects"
    )


def reasons(result: PairResult) -> list[str]:
    """Why a pair failed, a line per metric; empty where nothing is wrong."""
    if result.error:
        return [result.error]
    return [f"{score.metric}: {score.reason}" for score in result.failures()]


def comparison_text(comparison: Comparison) -> str:
    """Two runs side by side."""
    gained, lost = len(comparison.gained), len(comparison.lost)
    lines = [
        f"gained {gained}, lost {lost}, changed {len(comparison.changed)}",
        explain(gained, lost),
    ]
    if table := difference_table(comparison.differences):
        lines += ["", table]
    before, after = comparison.stability_before, comparison.stability_after
    if before.paraphrases or after.paraphrases:
        lines.append(f"stability before: {stability_text(before)}")
        lines.append(f"stability now: {stability_text(after)}")
    lines += [f"gained: {c.key} (before: {c.before})" for c in comparison.gained]
    lines += [f"lost: {c.key} ({c.after})" for c in comparison.lost]
    lines += [f"changed: {c.key}" for c in comparison.changed]
    lines += [f"not asked any more: {key}" for key in comparison.only_before]
    lines += [f"new: {key}" for key in comparison.only_after]
    return "\n".join(lines) + "\n"


def verdict_text(verdict: Verdict) -> str:
    """The gate in words."""
    head = "gate: passed" if verdict.passed else "gate: FAILED"
    return "\n".join([head, *verdict.reasons, *verdict.notes]) + "\n"


def json_lines(run: Run) -> str:
    """A line per pair: what was asked, given and scored. The same bytes for the same answers."""
    return "".join(result.model_dump_json() + "\n" for result in run.results)


def junit_xml(run: Run) -> str:
    """The run as JUnit XML: a test suite per suite, a test case per pair."""
    root = ElementTree.Element("testsuites", name="reports eval")
    for name in run.summary.suites:
        results = [result for result in run.results if result.suite == name]
        skipped = [pair for pair in run.skipped if pair.suite == name]
        suite = ElementTree.SubElement(
            root,
            "testsuite",
            name=name,
            tests=str(len(results) + len(skipped)),
            failures=str(sum(_junit_verdict(r) == "failure" for r in results)),
            errors=str(sum(_junit_verdict(r) == "error" for r in results)),
            skipped=str(len(skipped) + sum(_junit_verdict(r) == "skipped" for r in results)),
        )
        _junit_stability(suite, stability(results))
        for result in results:
            _junit_case(suite, result, run.seconds.get(result.key, 0))
        for pair in skipped:
            case = ElementTree.SubElement(
                suite, "testcase", classname=f"{name}.{pair.kind}", name=pair.id
            )
            missing = f"not in the library: {', '.join(pair.missing)}"
            ElementTree.SubElement(case, "skipped", message=missing)
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _junit_stability(suite: ElementTree.Element, reached: Stability) -> None:
    if reached.paraphrases:
        properties = ElementTree.SubElement(suite, "properties")
        for name, value in reached.model_dump().items():
            ElementTree.SubElement(properties, "property", name=name, value=str(value))


def _junit_case(suite: ElementTree.Element, result: PairResult, seconds: float) -> None:
    case = ElementTree.SubElement(
        suite,
        "testcase",
        classname=f"{result.suite}.{result.kind}",
        name=result.id,
        time=f"{seconds:.3f}",
    )
    if verdict := _junit_verdict(result):
        why = "; ".join((*standing(result), *reasons(result)))
        found = ElementTree.SubElement(case, verdict, message=_xml(why))
        found.text = _xml(_given(result))
    wrong = ["\n".join((p.wording, *p.faults())) for p in result.paraphrases if p.faults()]
    if wrong:
        ElementTree.SubElement(case, "system-out").text = _xml("\n\n".join(wrong))


def _junit_verdict(result: PairResult) -> str:
    """ "failure", "error", or "skipped" for what fails and is no loss; "" for what passes."""
    if result.pair.draft or (result.pair.disputed and not result.passed):
        return "skipped"
    return "" if result.passed else "error" if result.error else "failure"


def _stability_lines(run: Run) -> list[str]:
    """The paraphrases of all pairs, and of each kind that has some."""
    kinds = {name: kind.stability for name, kind in run.summary.kinds.items()}
    asked = {name: found for name, found in kinds.items() if found.paraphrases}
    if not asked:
        return []
    return [
        f"stability over paraphrases: {stability_text(run.summary.all.stability)}",
        *(f"  {name}: {stability_text(found)}" for name, found in asked.items()),
    ]


def _row(name: str, kind: KindSummary) -> tuple[str, ...]:
    return (
        name,
        f"{kind.passed}/{kind.total}",
        str(kind.skipped),
        f"{kind.words_median:g}",
        str(kind.words_max),
        str(kind.wrong_report_pairs),
        str(kind.unsupported_numbers),
        str(kind.untrue_quotes),
        str(kind.uncited),
        str(kind.idle_citations),
        str(kind.broken_contract),
        "" if kind.low is None or kind.high is None else f"{kind.low:.0%} to {kind.high:.0%}",
    )


def _given(result: PairResult) -> str:
    question = " / ".join(result.pair.turns)
    answer = result.answer.text if result.answer else ""
    return f"{question}\n\n{answer}"


def _xml(text: str) -> str:
    """Without the control characters that XML 1.0 does not allow at all."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
