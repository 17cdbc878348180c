"""A run: every pair of some suites put to an assistant, scored, kept in a folder.

`evaluate` is the one entry point. Whoever calls it (`reports eval`, `make evidence`) makes the
assistant: `make_ask` takes overrides of settings, as `{"retrieval.limit": "30"}`, and gives back a
function from the turns of a conversation to one answer per turn, each call a new conversation.
"""

import json
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median

from pydantic import Field, ValidationError

from evals.context import Context, Shelf, read_context
from evals.errors import BadSuite
from evals.metrics import MUST_HOLD, score_pair, words
from evals.models import Kind, KindSummary, Pair, PairResult, RunSummary, Skipped, Suite
from index.models import Answer
from ingest.models import Record

Ask = Callable[[Sequence[str]], Sequence[Answer]]
MakeAsk = Callable[[Mapping[str, str]], Ask]
Progress = Callable[[str], None]

_log = logging.getLogger(__name__)


class RunOptions(Record):
    """Which pairs are asked, of an assistant with which settings."""

    kinds: tuple[Kind, ...] = ()
    """Only these kinds; empty for all."""
    ids: tuple[str, ...] = ()
    """Only pairs with these ids, with or without `<suite>/`; empty for all."""
    overrides: dict[str, str] = Field(default_factory=dict)
    """Settings that differ from the present ones, handed to `make_ask`."""
    settings: dict[str, str] = Field(default_factory=dict)
    """What else is worth remembering: versions, embedding, the commit."""


class RunSettings(Record):
    """What a run was made with."""

    options: RunOptions
    suites: dict[str, int]
    """Name of each suite to its number of pairs."""
    library: str
    reports: tuple[str, ...]


class Run(Record):
    """The results of every pair, those that were not asked, and how long the others took."""

    settings: RunSettings
    results: tuple[PairResult, ...]
    skipped: tuple[Skipped, ...]
    summary: RunSummary
    seconds: dict[str, float]
    """Seconds by `<suite>/<id>`: the only part that differs between two equal runs."""


def evaluate(
    suites: Sequence[Suite],
    make_ask: MakeAsk,
    library: Shelf,
    options: RunOptions | None = None,
    progress: Progress | None = None,
) -> Run:
    """Every chosen pair asked and scored; pairs whose reports are missing are skipped by name.

    An assistant that raises fails the pair with its message, and the next pair goes on. `progress`
    is called with `<suite>/<id>` before each pair.
    """
    options = options or RunOptions()
    context = read_context(library)
    chosen = [(s, p) for s in suites for p in s.pairs if _is_chosen(s, p, options)]
    ask = make_ask(options.overrides) if chosen else None
    results: list[PairResult] = []
    skipped: list[Skipped] = []
    seconds: dict[str, float] = {}
    for suite, pair in chosen:
        missing = tuple(sorted(set(pair.needs) - set(context.published)))
        if missing or ask is None:
            skipped.append(Skipped(suite=suite.suite, id=pair.id, kind=pair.kind, missing=missing))
            continue
        if progress:
            progress(f"{suite.suite}/{pair.id}")
        started = time.perf_counter()
        result = _ask_pair(suite, pair, ask, context)
        seconds[result.key] = time.perf_counter() - started
        results.append(result)
    settings = RunSettings(
        options=options,
        suites={suite.suite: len(suite.pairs) for suite in suites},
        library=library.fingerprint(),
        reports=context.published,
    )
    return Run(
        settings=settings,
        results=tuple(results),
        skipped=tuple(skipped),
        summary=_summary(settings, results, skipped),
        seconds=seconds,
    )


def save_run(run: Run, folder: Path) -> None:
    """The run as a folder: settings, a line per pair, summary, and the times apart."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = {
        "settings.json": run.settings.model_dump_json(indent=1) + "\n",
        "answers.jsonl": _lines(run.results),
        "skipped.jsonl": _lines(run.skipped),
        "summary.json": run.summary.model_dump_json(indent=1) + "\n",
        "seconds.json": json.dumps(run.seconds, indent=1, sort_keys=True) + "\n",
    }
    for name, text in parts.items():
        (folder / name).write_text(text, encoding="utf-8")


def load_run(folder: Path) -> Run:
    """The run that a folder holds; raises `BadSuite` where it holds none."""
    try:
        texts = {
            name: (folder / name).read_text(encoding="utf-8")
            for name in (
                "settings.json",
                "answers.jsonl",
                "skipped.jsonl",
                "summary.json",
                "seconds.json",
            )
        }
        return Run(
            settings=RunSettings.model_validate_json(texts["settings.json"]),
            results=tuple(
                PairResult.model_validate_json(t) for t in texts["answers.jsonl"].splitlines()
            ),
            skipped=tuple(
                Skipped.model_validate_json(t) for t in texts["skipped.jsonl"].splitlines()
            ),
            summary=RunSummary.model_validate_json(texts["summary.json"]),
            seconds=json.loads(texts["seconds.json"]),
        )
    except OSError as error:
        raise BadSuite(folder, None, "", f"not a run: {error}") from error
    except ValidationError as error:
        raise BadSuite(folder, None, "", f"a run of another version: {error}") from error


def _is_chosen(suite: Suite, pair: Pair, options: RunOptions) -> bool:
    names = {pair.id, f"{suite.suite}/{pair.id}"}
    return (not options.kinds or pair.kind in options.kinds) and (
        not options.ids or bool(names & set(options.ids))
    )


def _ask_pair(suite: Suite, pair: Pair, ask: Ask, context: Context) -> PairResult:
    try:
        answers = ask(pair.turns)
        if len(answers) != len(pair.turns):
            raise ValueError(f"{len(answers)} answers to {len(pair.turns)} turns")
    except Exception as error:  # one question that breaks must not hide all the others
        _log.exception("%s/%s could not be asked", suite.suite, pair.id)
        return _result(suite, pair, error=f"{type(error).__name__}: {error}")
    answer = answers[-1]
    scores = score_pair(pair, answer, context, suite.max_words.get(pair.kind))
    passed = all(score.holds for score in scores if score.metric in MUST_HOLD)
    return _result(suite, pair).model_copy(
        update={
            "passed": passed,
            "status": answer.status,
            "words": words(answer),
            "scores": scores,
            "answer": answer,
        }
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
        all=_kind_summary(results, skipped),
        kinds={
            kind: _kind_summary(
                [r for r in results if r.kind == kind], [s for s in skipped if s.kind == kind]
            )
            for kind in kinds
        },
        refusal_precision=right / len(refused) if refused else None,
        refusal_recall=caught / len(unanswerable) if unanswerable else None,
    )


def _kind_summary(results: Sequence[PairResult], skipped: Sequence[Skipped]) -> KindSummary:
    faults: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for result in results:
        for score in result.scores:
            faults[score.metric] += score.faults
            pairs[score.metric] += not score.holds
    lengths = [result.words for result in results if result.answer]
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
        uncited=faults["citation_recall"],
        idle_citations=faults["citation_precision"],
    )


def _lines(records: Iterable[Record]) -> str:
    return "".join(record.model_dump_json() + "\n" for record in records)
