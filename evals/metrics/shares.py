"""Scores as shares: how many of the things that were looked at are right."""

from evals.results import Score
from index.models import Statement


def share(metric: str, faults: list[str], of: int, fine: str) -> Score:
    """The share without a fault, out of `of` things; nothing to say where there are none."""
    if of == 0:
        return nothing(metric)
    wrong = min(len(faults), of)
    reason = "; ".join(faults) or fine
    return Score(metric=metric, value=(of - wrong) / of, reason=reason, faults=len(faults), of=of)


def nothing(metric: str) -> Score:
    """The score of what was not asked, or is not there to be looked at."""
    return Score(metric=metric, value=None, reason="nothing to look at")


def short(statement: Statement) -> str:
    """The beginning of a statement, for a reason."""
    return clip(statement.text)


def clip(text: str) -> str:
    """The first 60 characters of a text, quoted."""
    words = " ".join(text.split())
    return repr(words if len(words) <= 60 else f"{words[:57]}…")
