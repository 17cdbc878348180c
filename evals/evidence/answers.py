"""What a leader would ask of the answers of a run: wordings, sentences, honesty, conversations."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from evals.context import Context
from evals.metrics import misspells
from evals.metrics.sentences import Judged, judge_sentences
from evals.results import PairResult, ParaphraseResult
from evals.run import Run

_PREMISE = ("status", "facts_right", "numbers_right", "words_must", "words_must_not")
"""What holds where a premise is corrected; length and further quotations are judged elsewhere."""


def answer_lines(run: Run, context: Context) -> Iterator[str]:
    """All of it, with the ids of what went wrong."""
    yield from wording_lines(run.results)
    yield from sentence_lines(run.results, context)
    yield from refusal_lines(run.results)
    yield from premise_lines(run.results)
    yield from conversation_lines(run.results)


def wording_lines(results: Sequence[PairResult]) -> Iterator[str]:
    """How many other wordings get the same facts: paraphrases and misspellings apart.

    The same facts: the same rows or places as the pair's own answer, or all that the pair expects.
    """
    sorts: dict[str, list[bool]] = {"paraphrases": [], "misspellings": []}
    pairs: list[bool] = []
    for result in results:
        same = [_same_facts(p) for p in result.paraphrases]
        for paraphrase, is_same in zip(result.paraphrases, same, strict=True):
            others = [p.wording for p in result.paraphrases if p is not paraphrase]
            misspelt = misspells(paraphrase.wording, [result.pair.turns[-1], *others])
            sorts["misspellings" if misspelt else "paraphrases"].append(is_same)
        if same:
            pairs.append(all(same))
    for name, found in sorts.items():
        yield f"{name} that give the same facts: {share(sum(found), len(found))}"
    yield f"pairs all of whose wordings give the same facts: {share(sum(pairs), len(pairs))}"


def sentence_lines(results: Iterable[PairResult], context: Context) -> Iterator[str]:
    """Whether each sentence rests on its own citations, and whether any is idle."""
    found = [
        _Sentence(r.key, r.kind, judged)
        for r in results
        if r.answer
        for judged in judge_sentences(r.pair, r.answer, context)
    ]
    wrong = [s for s in found if s.judged.unsupported]
    links = sum(s.judged.links for s in found)
    idle_links = sum(len(s.judged.idle_links) for s in found)
    idle = [s for s in found if s.judged.idle]
    yield f"citation recall, by sentence: {share(len(found) - len(wrong), len(found))}"
    yield from (f"  not supported: {s.key}: {s.judged.unsupported[:200]}" for s in wrong)
    yield f"citation precision, by citation of each sentence: {share(links - idle_links, links)}"
    for s in found:
        yield from (f"  idle citation: {s.key}: {reason[:200]}" for reason in s.judged.idle_links)
    kinds = ", ".join(f"{k} {n}" for k, n in Counter(s.kind for s in idle).most_common())
    yield f"idle sentences: {share(len(idle), len(found))}{f' ({kinds})' if kinds else ''}"
    yield from (f"  idle: {s.key}: {s.judged.text} {s.judged.idle}" for s in idle)


def refusal_lines(results: Sequence[PairResult]) -> Iterator[str]:
    """Refusals and questions back that nobody needed, and answers pasted together."""
    answerable = [r for r in results if not {"not_found", "clarify"} & set(r.pair.status)]
    for name, status in (("refusals", "not_found"), ("questions back", "clarify")):
        needless = [r for r in answerable if r.status == status]
        yield f"needless {name}: {share(len(needless), len(answerable))}{_keys(needless)}"
    pasted = [r for r in results if (score := r.score("max_words")) and not score.holds]
    yield f"answers longer than their pair, suite or a page allows: {len(pasted)}{_keys(pasted)}"


def premise_lines(results: Iterable[PairResult]) -> Iterator[str]:
    """How many wrong premises were put right."""
    premises = [r for r in results if r.kind == "premise"]
    wrong = [r for r in premises if not r.answer or not _holds(r, _PREMISE)]
    corrected = share(len(premises) - len(wrong), len(premises))
    yield f"premises corrected: {corrected}{_keys(wrong)}"


def conversation_lines(results: Iterable[PairResult]) -> Iterator[str]:
    """How many conversations end in a right answer, by their number of turns."""
    turns: dict[int, list[PairResult]] = defaultdict(list)
    for result in results:
        if len(result.pair.turns) > 1:
            turns[len(result.pair.turns)].append(result)
    talks = [r for group in turns.values() for r in group]
    wrong = [r for r in talks if not r.passed]
    right = share(len(talks) - len(wrong), len(talks))
    yield f"conversations whose last turn is right: {right}{_keys(wrong)}"
    for number, group in sorted(turns.items()):
        yield f"  of {number} turns: {share(sum(r.passed for r in group), len(group))}"


class _Sentence(NamedTuple):
    key: str
    kind: str
    judged: Judged


def share(part: int, whole: int) -> str:
    """A part of a whole, in numbers and per hundred."""
    return f"{part} of {whole} ({100 * part / whole:.1f}%)" if whole else "none asked"


def _same_facts(paraphrase: ParaphraseResult) -> bool:
    return paraphrase.status != "error" and not (paraphrase.differs and paraphrase.unfulfilled)


def _holds(result: PairResult, metrics: Iterable[str]) -> bool:
    scores = [result.score(metric) for metric in metrics]
    return all(score is not None and score.holds for score in scores)


def _keys(results: Sequence[PairResult]) -> str:
    return f": {', '.join(r.key for r in results)}" if results else ""
