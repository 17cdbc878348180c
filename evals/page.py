"""A run as one HTML page that needs nothing else: filters, expected beside given, evidence."""

import re
from collections.abc import Iterable
from html import escape

from evals.models import Pair
from evals.page_tables import figures_table, kinds_table, made_with
from evals.report import reasons, stability_text
from evals.results import PairResult, ParaphraseResult
from evals.run import Run
from evals.standing import standing, standing_lines
from index.models import Answer

MOST_NAMED = 3
"""Suites that the title of a page names; more are counted there and named below."""
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_STYLE = """
:root { color-scheme: light dark; --line: #8884; --bad: #b3261e; --good: #1b7a3d; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 76rem; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; font-size: .9em; display: block;
  overflow-x: auto; }
th, td { border-bottom: 1px solid var(--line); padding: .2rem .5rem; text-align: right; }
td { white-space: nowrap; }
th:first-child, td:first-child { text-align: left; }
form { display: flex; flex-wrap: wrap; gap: 1rem; padding: .75rem 0; position: sticky; top: 0;
  background: Canvas; border-bottom: 1px solid var(--line); }
details { border-bottom: 1px solid var(--line); padding: .4rem 0; }
summary { cursor: pointer; }
.badge { display: inline-block; min-width: 4.5rem; font-weight: 600; color: var(--good); }
.failed .badge, .reason { color: var(--bad); }
.columns { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem; }
@media (max-width: 50rem) { .columns { grid-template-columns: 1fr; } }
.given, blockquote { white-space: pre-wrap; overflow-wrap: anywhere; margin: .3rem 0; }
blockquote { border-left: 3px solid var(--line); padding-left: .75rem; }
h3 { font-size: 1rem; margin: .6rem 0 .2rem; }
.quiet { opacity: .75; }
"""
_SCRIPT = """
const form = document.querySelector("form");
const shown = document.querySelector("output");
function filter() {
  const kind = form.kind.value, words = form.words.value.toLowerCase();
  let count = 0;
  for (const pair of document.querySelectorAll("details.pair")) {
    const fits = (!kind || pair.dataset.kind === kind)
      && (!form.suite.value || pair.dataset.suite === form.suite.value)
      && (!form.status.value || pair.dataset.status === form.status.value)
      && (!form.failed.checked || pair.classList.contains("failed"))
      && (!form.unstable || !form.unstable.checked || pair.classList.contains("unstable"))
      && (!words || pair.textContent.toLowerCase().includes(words));
    pair.hidden = !fits;
    count += fits;
  }
  shown.textContent = count + " shown";
}
form.addEventListener("input", filter);
form.addEventListener("submit", event => event.preventDefault());
filter();
"""


def run_page(run: Run) -> str:
    """The page. Everything that comes from a suite, a report or an answer is escaped."""
    summary = run.summary
    kinds, suites = _options(summary.kinds), _options(summary.suites)
    ended = _options(dict.fromkeys(result.status for result in run.results))
    few = len(summary.suites) <= MOST_NAMED
    title = escape(", ".join(summary.suites)) if few else f"{len(summary.suites)} suites"
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Evaluation: {title}</title><style>{_STYLE}</style></head>
<body><h1>Evaluation: {title}</h1>
<p>{escape(", ".join(summary.suites))}</p>
<p>{summary.passed} of {summary.asked} pairs passed, {summary.skipped} skipped,
{summary.errors} could not be asked. Library {escape(summary.library)}:
{escape(", ".join(summary.reports)) or "no published report"}.</p>
{_list(standing_lines(run.results))}
{_stability(run)}
{kinds_table(run)}
{figures_table(run)}
{made_with(run)}
<form><label>Kind <select name="kind"><option value="">all</option>{kinds}</select></label>
<label>Suite <select name="suite"><option value="">all</option>{suites}</select></label>
<label>Answered <select name="status"><option value="">all</option>{ended}</select></label>
<label><input type="checkbox" name="failed"> failed only</label>{_unstable_box(run)}
<label>Words <input type="search" name="words"></label><output></output></form>
{"".join(_pair(result, run) for result in run.results)}
{_skipped(run)}
<script>{_SCRIPT}</script></body></html>
"""


def _options(values: Iterable[str]) -> str:
    return "".join(f"<option>{escape(value)}</option>" for value in values)


def _stability(run: Run) -> str:
    reached = run.summary.all.stability
    if not reached.paraphrases:
        return ""
    return f"<p>Stability over paraphrases: {escape(stability_text(reached))}.</p>"


def _unstable_box(run: Run) -> str:
    if not run.summary.all.stability.paraphrases:
        return ""
    return """
<label><input type="checkbox" name="unstable"> another wording goes wrong</label>"""


def _pair(result: PairResult, run: Run) -> str:
    verdict = "passed" if result.passed else "failed"
    unstable = " unstable" if any(p.faults() for p in result.paraphrases) else ""
    why = "".join(f"<li>{escape(line)}</li>" for line in standing(result))
    why += "".join(f'<li class="reason">{escape(reason)}</li>' for reason in reasons(result))
    seconds = run.seconds.get(result.key)
    took = "" if seconds is None else f", {seconds:.2f} s"
    given = answer_html(result.answer) if result.answer else ""
    return f"""<details class="pair {verdict}{unstable}" data-kind="{escape(result.kind)}"
 data-suite="{escape(result.suite)}" data-status="{escape(result.status)}">
<summary><span class="badge">{verdict}</span> {escape(" / ".join(result.pair.turns))}
<span class="quiet">{escape(result.key)} ({escape(result.kind)})</span></summary>
<ul>{why}</ul><div class="columns"><div><h3>Expected</h3>{expected_html(result.pair)}
{_searched(result)}</div>
<div><h3>Given: {escape(result.status)}, {result.words} words{took}</h3>{given}</div></div>
{"".join(_paraphrase(paraphrase) for paraphrase in result.paraphrases)}</details>"""


def _paraphrase(paraphrase: ParaphraseResult) -> str:
    lines = paraphrase.faults() or ["the same rows, and as expected"]
    return f"""<h3>Asked as: {escape(paraphrase.wording)}</h3>
{_list([paraphrase.status, *lines])}
<div class="given quiet">{escape(paraphrase.text)}</div>"""


def _searched(result: PairResult) -> str:
    """How far down the search finds each group of evidence."""
    found = [
        f"group {i}: number {one.rank}, within {one.characters:,} characters"
        if one.rank is not None and one.characters is not None
        else f"group {i}: not among those looked at"
        for i, one in enumerate(result.retrieved, 1)
    ]
    return f"<h3>Found by the search</h3>{_list(found)}" if found else ""


def expected_html(pair: Pair) -> str:
    """What a pair expects, a line each."""
    lines = [f"status: {' or '.join(pair.status)}"]
    lines += [
        "fact: " + ", ".join(f"{k} {getattr(fact, k)}" for k in sorted(fact.model_fields_set))
        for fact in pair.facts
    ]
    lines += [f"number: {n.value:g} {n.unit or ''}".rstrip() for n in pair.numbers]
    lines += [f"words: {entry}" for entry in pair.must]
    lines += [f"never: {entry}" for entry in pair.must_not]
    if pair.items:
        lines.append(f"list of {pair.items.column}: {', '.join(pair.items.values)}")
    lines += [
        "evidence: " + " or ".join(f"{place.report}: “{place.words}”" for place in group)
        for group in pair.evidence
    ]
    if pair.max_words:
        lines.append(f"at most {pair.max_words} words")
    if pair.note:
        lines.append(pair.note)
    return _list(lines)


def answer_html(answer: Answer, body: str = "") -> str:
    """An answer as its text, notes, facts and what it quotes; `body` is its text as safe HTML.

    Without, its Markdown stands as it was written, but for the marks that only keep signs from
    being some: this folder has nothing that could render it.
    """
    facts = [
        f"{fact.subject} {fact.published} {fact.standard or ''} {fact.measure}: "
        f"{fact.value if fact.cell == 'legible' else fact.cell} [{fact.citation}]"
        for fact in answer.facts
    ]
    citations = "".join(
        f"<p>[{c.id}] {escape(c.report.title)} ({escape(c.report.published)}), "
        f"{escape(' › '.join(c.section))}</p><blockquote>{escape(c.quote)}</blockquote>"
        for c in answer.citations
    )
    text = _ESCAPED.sub(r"\1", answer.text)
    given = f'<div class="given">{escape(text)}</div>'
    if body:
        given = f'<div class="given rendered">{body}</div>'
    return f"{given}{_list(answer.notes)}<h3>Facts</h3>{_list(facts)}<h3>Citations</h3>{citations}"


def _skipped(run: Run) -> str:
    if not run.skipped:
        return ""
    lines = [f"{s.suite}/{s.id}: not in the library: {', '.join(s.missing)}" for s in run.skipped]
    return f"<h2>Skipped</h2>{_list(lines)}"


def _list(lines: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else ""
