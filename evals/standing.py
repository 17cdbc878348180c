"""How a result counts: drafts for nothing, disputed and stale pairs like others, and said so."""

from collections.abc import Iterable, Sequence

from evals.results import PairResult

SHOWN = 8
"""Pairs that a line names of those that are stale for the same reason."""


def counted(results: Iterable[PairResult]) -> list[PairResult]:
    """The results that figures are made of: those of pairs that somebody has confirmed."""
    return [result for result in results if not result.pair.draft]


def standing(result: PairResult) -> list[str]:
    """What a reader has to know of a pair beside whether it passed; mostly nothing."""
    said = (
        ["draft: nobody has confirmed it, and it counts for nothing"] if result.pair.draft else []
    )
    if result.pair.disputed:
        who = " ".join(part for part in (result.pair.disputed.by, result.pair.disputed.on) if part)
        said.append(f"disputed{f' ({who})' if who else ''}: {result.pair.disputed.reason}")
    return said + ([f"stale: {result.stale}"] if result.stale else [])


def standing_lines(results: Sequence[PairResult]) -> list[str]:
    """Drafts and disputed pairs by name, each with its verdict, and stale ones by their reason."""
    drafts = [r for r in results if r.pair.draft]
    disputed = [r for r in results if r.pair.disputed]
    lines = [f"draft, not counted: {r.key} ({_verdict(r)})" for r in drafts]
    for result in disputed:
        reason = result.pair.disputed.reason if result.pair.disputed else ""
        lines.append(f"disputed: {result.key} ({_verdict(result)}; {reason})")
    return lines + stale_lines(results)


def stale_lines(results: Iterable[PairResult]) -> list[str]:
    """The stale pairs, a line for each reason: a report that is replaced may concern hundreds."""
    reasons: dict[str, list[str]] = {}
    for result in results:
        if result.stale:
            reasons.setdefault(result.stale, []).append(result.key)
    return [f"stale: {_some(keys)}: {reason}" for reason, keys in reasons.items()]


def _verdict(result: PairResult) -> str:
    return "passes" if result.passed else "fails"


def _some(keys: Sequence[str]) -> str:
    rest = f" and {len(keys) - SHOWN} more" if len(keys) > SHOWN else ""
    return ", ".join(keys[:SHOWN]) + rest
