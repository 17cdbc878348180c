"""What runs say, as HTML: kinds with their intervals, pairs with expected beside given, changes."""

from collections.abc import Iterable, Sequence
from html import escape

from app.copying import body_html
from app.evaluation.history import KeptRun
from app.wording import counted
from evals.compare import Change, Comparison, explain
from evals.page import answer_html, expected_html
from evals.results import KindSummary, PairResult, RunSummary, Score
from evals.run import Run
from evals.standing import stale_lines, standing, standing_lines
from evals.tables import told
from evals.tally import Difference

_METRICS = {
    "status": "Kind of answer",
    "facts_right": "Facts",
    "numbers_right": "Numbers",
    "words_must": "Words that have to be said",
    "words_must_not": "Words that may not be said",
    "items_complete": "List",
    "evidence_cited": "Evidence",
    "max_words": "Length",
    "wrong_report": "Wrong place",
    "unsupported_numbers": "Numbers that no citation holds",
    "quotes_true": "Quotations",
    "facts_true": "Facts beside the answer",
    "statements_cited": "Sentences without a citation",
    "citation_recall": "Sentences and their citations",
    "contract": "Form of the answer",
}
"""What a metric is called for people; others go by their own name."""
STOPPED = (
    "This run was stopped before all pairs were asked. It can be read and compared, pair by pair; "
    "it is no baseline."
)
_LISTED = 40
"""Changes that are listed of each sort before the rest is counted."""


def kind_words(kind: str) -> str:
    """A kind of pair as people read it."""
    return kind.replace("_", " ").capitalize()


def kinds_html(summary: RunSummary) -> str:
    """A row for each kind: how many passed, and where the share lies with 95 per cent."""
    rows = [*((kind_words(kind), one) for kind, one in summary.kinds.items()), ("All", summary.all)]
    body = "".join(_kind(name, one) for name, one in rows)
    heads = ("Kind", "Passed", "Share, with its 95% interval", "Skipped", "Words, median")
    head = "".join(f'<th scope="col">{each}</th>' for each in heads)
    return _table("Results by kind of question", head, body)


def pair_html(result: PairResult, seconds: float | None) -> str:
    """A pair, closed: why it failed in words, what is expected beside what was given."""
    verdict = "passed" if result.passed else "failed"
    why = "".join(f"<li>{escape(line)}</li>" for line in why_lines(result))
    took = "" if seconds is None else f", {seconds:.2f} s"
    status = result.status.replace("_", " ")
    given = (
        answer_html(result.answer, body_html(result.answer))
        if result.answer
        else "<p>No answer.</p>"
    )
    return (
        f'<details class="pair {verdict}"><summary><span class="verdict">{verdict}</span> '
        f'{escape(" / ".join(result.pair.turns))} <span class="small">{escape(result.key)}, '
        f"{escape(kind_words(result.kind))}</span></summary>"
        f'<ul class="why">{why}</ul><div class="sides"><section><h3>Expected</h3>'
        f"{expected_html(result.pair)}</section><section><h3>Given: {escape(status)}, "
        f"{result.words} words{took}</h3>{given}</section></div></details>"
    )


def why_lines(result: PairResult) -> list[str]:
    """Why a pair failed, a line for each thing that is wrong, and how the pair itself stands."""
    if result.error:
        return [*standing(result), f"It could not be asked: {result.error}"]
    return [
        *standing(result),
        *(f"{_METRICS.get(s.metric, s.metric)}: {_said(s)}" for s in result.failures()),
    ]


def _said(score: Score) -> str:
    """The reason of a score; states of answers as people read them."""
    return score.reason.replace("_", " ") if score.metric == "status" else score.reason


def standing_html(run: Run) -> str:
    """Drafts and disputed pairs by name; those whose report was replaced in one line to open."""
    lines = standing_lines([r.model_copy(update={"stale": ""}) for r in run.results])
    notes = "".join(f"<li>{escape(line)}</li>" for line in lines)
    html = f'<ul class="notes">{notes}</ul>' if notes else ""
    if run.settings.stopped:
        html += f'<p class="small" role="status">{STOPPED}</p>'
    reasons = [line.removeprefix("stale: ") for line in stale_lines(run.results)]
    if not reasons:
        return html
    many = sum(bool(result.stale) for result in run.results)
    return html + _listed(
        f"Confirmed before a report of theirs was replaced: {counted(many, 'pair')}", reasons
    )


def skipped_html(run: Run) -> str:
    """Which pairs were not asked, and which reports they need."""
    if not run.skipped:
        return ""
    lines = [f"{s.suite}/{s.id} needs {', '.join(s.missing)}" for s in run.skipped]
    return _some("Skipped, because the library does not hold their reports", lines)


def comparison_html(comparison: Comparison, before: KeptRun, after: KeptRun) -> str:
    """Two runs side by side: the verdict in plain words, then every pair that is otherwise."""
    gained, lost = len(comparison.gained), len(comparison.lost)
    counts = f"{gained} gained, {lost} lost, {len(comparison.changed)} with another answer"
    test = f"<p>{escape(explain(gained, lost))}</p>" if gained + lost else ""
    html = (
        f'<p class="verdict-line"><strong>{escape(_VERDICTS[comparison.verdict])}</strong> '
        f"{escape(counts)}.</p>{test}"
        f'<p class="small">Before: {escape(before.line)}. After: {escape(after.line)}. Only pairs '
        "that both asked are compared.</p>"
    )
    html += _differences(comparison.differences)
    html += _some(
        "Gained: failed before, pass now", _changes(comparison.gained, False), opened=True
    )
    html += _some("Lost: passed before, fail now", _changes(comparison.lost, True), opened=True)
    html += _some("Another answer, the same verdict", [change.key for change in comparison.changed])
    html += _some("Asked only before", comparison.only_before)
    return html + _some("Asked only after", comparison.only_after)


_VERDICTS = {
    "the same": "No pair passes in one run and fails in the other.",
    "may be chance": "The difference may be chance.",
    "better": "The later run is better.",
    "worse": "The later run is worse.",
}


def history_html(runs: Sequence[KeptRun]) -> str:
    """Every kept run, newest first: when, which suites, what passed, of which library."""
    heads = ("Made (UTC)", "Passed", "95% interval", "Skipped", "Suites", "Library")
    head = "".join(f'<th scope="col">{each}</th>' for each in heads)
    return _table("Kept runs", head, "".join(_kept(run) for run in runs))


def _kind(name: str, kind: KindSummary) -> str:
    share = f"{kind.passed / kind.total:.0%}" if kind.total else "–"
    cells = (f"{kind.passed} of {kind.total}", None, str(kind.skipped), f"{kind.words_median:g}")
    parts = [
        f"<td>{_bar(kind, share)}</td>" if cell is None else f"<td>{escape(cell)}</td>"
        for cell in cells
    ]
    return f'<tr><th scope="row">{escape(name)}</th>{"".join(parts)}</tr>'


def _bar(kind: KindSummary, share: str) -> str:
    """The share in words, and a bar of it with its interval that says nothing more."""
    if kind.low is None or kind.high is None or not kind.total:
        return share
    low, high, at = (100 * each for each in (kind.low, kind.high, kind.passed / kind.total))
    return (
        f'{share} <span class="small">({low:.0f}% to {high:.0f}%)</span>'
        '<span class="range" aria-hidden="true">'
        f'<i style="left:{low:.1f}%;width:{high - low:.1f}%"></i><b style="left:{at:.1f}%"></b>'
        "</span>"
    )


def _kept(run: KeptRun) -> str:
    if run.summary is None:
        return (
            f'<tr><th scope="row">{escape(run.when)}</th><td colspan="5">cannot be read</td></tr>'
        )
    all_ = run.summary.all
    ends = "" if all_.low is None or all_.high is None else f"{all_.low:.0%} to {all_.high:.0%}"
    cells = (
        f"{run.summary.passed} of {run.summary.asked}{', stopped' if run.summary.stopped else ''}",
        ends,
        str(run.summary.skipped),
        "; ".join(filter(None, (", ".join(run.summary.suites), run.filters))),
        run.summary.library[:12],
    )
    body = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr><th scope="row">{escape(run.when)}</th>{body}</tr>'


def _differences(found: Sequence[Difference]) -> str:
    if not found:
        return ""
    heads = ("Figure", "Before", "After", "Change, 95% interval")
    head = "".join(f'<th scope="col">{each}</th>' for each in heads)
    rows = "".join(
        f'<tr><th scope="row">{escape(one.name)}</th><td>{one.before:.1%}</td>'
        f"<td>{one.after:.1%}</td><td>{one.low:+.1%} to {one.high:+.1%}"
        f" ({escape(told(one))})</td></tr>"
        for one in found
    )
    return _table("Figures that differ", head, rows)


def _changes(changes: Iterable[Change], now: bool) -> list[str]:
    return [f"{one.key}: {one.after if now else one.before}" for one in changes]


def _some(title: str, lines: Sequence[str], opened: bool = False) -> str:
    """A list that can be opened; longer ones say how many more there are."""
    return _listed(f"{title} ({len(lines)})", lines, opened) if lines else ""


def _listed(title: str, lines: Sequence[str], opened: bool = False) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines[:_LISTED])
    if len(lines) > _LISTED:
        items += f"<li>and {len(lines) - _LISTED} more (the downloads have all)</li>"
    state = " open" if opened else ""
    return (
        f'<details class="listed"{state}><summary>{escape(title)}</summary>'
        f'<ul class="notes">{items}</ul></details>'
    )


def _table(title: str, head: str, rows: str) -> str:
    return (
        f'<div class="scroll figures" tabindex="0" role="region" aria-label="{escape(title)}">'
        f'<table class="matrix figures plain"><caption>{escape(title)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
