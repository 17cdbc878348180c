"""A run: every pair of some suites put to an assistant, and scored; `evals.kept` keeps it.

`evaluate` is the one entry point. Whoever calls it (`reports eval`, `make evidence`) makes the
assistant: `make_ask` takes overrides of settings, as `{"retrieval.limit": "30"}`, and gives back a
function from the turns of a conversation to one answer per turn, each call a new conversation.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from statistics import median

from pydantic import Field

from evals.bootstrap import share_interval
from evals.context import Context, Shelf, read_context
from evals.metrics import (
    MUST_HOLD,
    difference,
    paraphrases,
    retrieved,
    score_pair,
    stability,
    words,
)
from evals.models import Kind, Pair, Suite
from evals.results import KindSummary, PairResult, ParaphraseResult, RunSummary, Score, Skipped
from evals.stale import Words, stale
from evals.standing import counted
from evals.tally import figures_of
from index.models import Answer
from ingest.models import Record

Ask = Callable[[Sequence[str]], Sequence[Answer]]
MakeAsk = Callable[[Mapping[str, str]], Ask]
Rank = Callable[[str], Sequence[str]]
"""From a question that stands alone to the ids of the passages that are nearest, best first."""
MakeRank = Callable[[Mapping[str, str]], Rank]
Progress = Callable[[str], None]

_log = logging.getLogger(__name__)


class RunOptions(Record):
    """Which pairs are asked, of an assistant with which settings."""

    kinds: tuple[Kind, ...] = ()
    """Only these kinds; empty for all."""
    ids: tuple[str, ...] = ()
    """Only pairs with these ids, with or without `<suite>/`, `*` for any letters; empty for all."""
    among: tuple[str, ...] | None = None
    """Only these `<suite>/<id>`, as the pairs that failed in another run; None for all."""
    overrides: dict[str, str] = Field(default_factory=dict)
    """Settings that differ from the present ones, handed to `make_ask`."""
    settings: dict[str, str] = Field(default_factory=dict)
    """What else is worth remembering: versions, embedding, the commit."""


class Stopped(Exception):
    """Raised by `progress` where a run is to end before all pairs were asked."""


class RunSettings(Record):
    """What a run was made with."""

    options: RunOptions
    suites: dict[str, int]
    """Name of each suite to its number of pairs."""
    library: str
    reports: tuple[str, ...]
    stopped: bool = False
    """Whether somebody stopped it: some of the pairs were never asked."""


class Run(Record):
    """The results of every pair, those that were not asked, and how long the others took."""

    settings: RunSettings
    results: tuple[PairResult, ...]
    skipped: tuple[Skipped, ...]
    summary: RunSummary
    seconds: dict[str, float]
    """Seconds that the answers to the turns of `<suite>/<id>` took, without paraphrases and
    scoring: the only part that differs between two equal runs."""


def evaluate(
    suites: Sequence[Suite],
    make_ask: MakeAsk,
    library: Shelf,
    options: RunOptions | None = None,
    progress: Progress | None = None,
    make_rank: MakeRank | None = None,
) -> Run:
    """Every chosen pair asked and scored; pairs whose reports are missing are skipped by name.

    An assistant that raises fails the pair with its message, and the next pair goes on. `progress`
    is called with `<suite>/<id>` before each pair; where it raises Stopped, the run ends with what
    was asked, and says so. With `make_rank` the search is measured as well.
    """
    options = options or RunOptions()
    context = read_context(library)
    chosen = choose(suites, options)
    ask = make_ask(options.overrides) if chosen else None
    rank = make_rank(options.overrides) if make_rank and chosen else None
    results: list[PairResult] = []
    skipped: list[Skipped] = []
    seconds: dict[str, float] = {}
    now = Words({report: context.texts[report] for report in context.published})
    stopped = False
    for suite, pair in chosen:
        missing = tuple(sorted(set(pair.needs) - set(context.published)))
        if missing or ask is None:
            skipped.append(Skipped(suite=suite.suite, id=pair.id, kind=pair.kind, missing=missing))
            continue
        key = f"{suite.suite}/{pair.id}"
        try:
            if progress:
                progress(key)
        except Stopped:
            stopped = True
            break
        started = time.perf_counter()
        answer = _last_answer(key, pair.turns, ask)
        seconds[key] = time.perf_counter() - started
        result = _with_search(_scored(suite, pair, answer, context), rank, context)
        result = result.model_copy(update={"stale": stale(suite, pair, now)})
        results.append(_with_paraphrases(suite, result, ask, context))
    settings = RunSettings(
        options=options,
        suites={suite.suite: len(suite.pairs) for suite in suites},
        library=library.fingerprint(),
        reports=context.published,
        stopped=stopped,
    )
    return Run(
        settings=settings,
        results=tuple(results),
        skipped=tuple(skipped),
        summary=_summary(settings, results, skipped),
        seconds=seconds,
    )


def choose(suites: Sequence[Suite], options: RunOptions) -> list[tuple[Suite, Pair]]:
    """The pairs that the options let through, in the order of the suites."""
    return [(s, p) for s in suites for p in s.pairs if _is_chosen(s, p, options)]


def _is_chosen(suite: Suite, pair: Pair, options: RunOptions) -> bool:
    key = f"{suite.suite}/{pair.id}"
    named = not options.ids or any(
        fnmatchcase(name, wanted) for wanted in options.ids for name in (pair.id, key)
    )
    return (
        named
        and (not options.kinds or pair.kind in options.kinds)
        and (options.among is None or key in options.among)
    )


def _scored(suite: Suite, pair: Pair, answer: Answer | str, context: Context) -> PairResult:
    """The result of a pair that was answered, or could not be asked for this reason."""
    if isinstance(answer, str):
        return _result(suite, pair, error=answer)
    scores = score_pair(pair, answer, context, suite.max_words.get(pair.kind))
    return _result(suite, pair).model_copy(
        update={
            "passed": not _faults(scores),
            "status": answer.status,
            "words": words(answer),
            "scores": scores,
            "answer": answer,
        }
    )


def _with_search(result: PairResult, rank: Rank | None, context: Context) -> PairResult:
    """The result with how far down the search finds its pair's evidence."""
    if rank is None or result.answer is None or not result.pair.evidence:
        return result
    found = rank(result.answer.standalone_question)
    return result.model_copy(update={"retrieved": retrieved(result.pair, found, context)})


def _last_answer(key: str, turns: Sequence[str], ask: Ask) -> Answer | str:
    """The answer to the last turn, or why there is none."""
    try:
        answers = ask(turns)
        if len(answers) != len(turns):
            raise ValueError(f"{len(answers)} answers to {len(turns)} turns")
    except Exception as error:  # one question that breaks must not hide all the others
        _log.exception("%s could not be asked", key)
        return f"{type(error).__name__}: {error}"
    return answers[-1]


def _faults(scores: Iterable[Score]) -> list[str]:
    """What keeps an answer from passing."""
    return [f"{s.metric}: {s.reason}" for s in scores if s.metric in MUST_HOLD and not s.holds]


def _with_paraphrases(suite: Suite, result: PairResult, ask: Ask, context: Context) -> PairResult:
    """The result with what further wordings of the last turn were answered."""
    asked = tuple(
        _ask_paraphrase(suite, result, wording, ask, context) for wording in result.pair.paraphrases
    )
    if not asked:
        return result
    scores = (*result.scores, paraphrases(asked))
    return result.model_copy(update={"paraphrases": asked, "scores": scores})


def _ask_paraphrase(
    suite: Suite, result: PairResult, wording: str, ask: Ask, context: Context
) -> ParaphraseResult:
    pair, own = result.pair, result.answer
    answer = _last_answer(result.key, (*pair.turns[:-1], wording), ask)
    if isinstance(answer, str):
        return ParaphraseResult(
            wording=wording, differs=answer, unfulfilled=answer, status="error", text=""
        )
    scores = score_pair(pair, answer, context, suite.max_words.get(pair.kind))
    return ParaphraseResult(
        wording=wording,
        differs=difference(own, answer) if own else "the pair itself has no answer",
        unfulfilled="; ".join(_faults(scores)),
        status=answer.status,
        text=answer.text,
    )


def _result(suite: Suite, pair: Pair, error: str | None = None) -> PairResult:
    return PairResult(
        suite=suite.suite,
        id=pair.id,
        kind=pair.kind,
        tags=pair.tags,
        passed=False,
        status="error",
        words=0,
        scores=(),
        pair=pair,
        answer=None,
        error=error,
    )


def _summary(
    settings: RunSettings, results: Sequence[PairResult], skipped: Sequence[Skipped]
) -> RunSummary:
    asked, results = results, counted(results)
    kinds = dict.fromkeys([*(r.kind for r in results), *(s.kind for s in skipped)])
    refused = [r for r in results if r.status == "not_found"]
    unanswerable = [r for r in results if set(r.pair.status) == {"not_found"}]
    right = sum("not_found" in r.pair.status for r in refused)
    caught = sum(r.status == "not_found" for r in unanswerable)
    return RunSummary(
        suites=tuple(settings.suites),
        library=settings.library,
        reports=settings.reports,
        asked=len(results),
        passed=sum(r.passed for r in results),
        skipped=len(skipped),
        errors=sum(r.error is not None for r in results),
        drafts=len(asked) - len(results),
        disputed=sum(r.pair.disputed is not None for r in results),
        stale=sum(bool(r.stale) for r in results),
        stopped=settings.stopped,
        all=_kind_summary(results, skipped),
        kinds={
            kind: _kind_summary(
                [r for r in results if r.kind == kind], [s for s in skipped if s.kind == kind]
            )
            for kind in kinds
        },
        refusal_precision=right / len(refused) if refused else None,
        refusal_recall=caught / len(unanswerable) if unanswerable else None,
        figures=figures_of(results),
    )


def _kind_summary(results: Sequence[PairResult], skipped: Sequence[Skipped]) -> KindSummary:
    faults: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for result in results:
        for score in result.scores:
            faults[score.metric] += score.faults
            pairs[score.metric] += not score.holds
    lengths = [result.words for result in results if result.answer]
    passed = [float(result.passed) for result in results]
    ends = share_interval(passed, [1.0] * len(passed))
    return KindSummary(
        passed=sum(result.passed for result in results),
        total=len(results),
        skipped=len(skipped),
        words_median=float(median(lengths)) if lengths else 0.0,
        words_max=max(lengths, default=0),
        wrong_report_pairs=pairs["wrong_report"],
        unsupported_numbers=faults["unsupported_numbers"],
        untrue_quotes=faults["quotes_true"],
        broken_contract=pairs["contract"],
        uncited=faults["statements_cited"],
        idle_citations=faults["citation_precision"],
        stability=stability(results),
        low=ends.low if ends else None,
        high=ends.high if ends else None,
    )
