"""When a fact is the one that a suite expects."""

from evals.models import ExpectedFact
from evals.numbers import close
from evals.words import plain, same_place
from ingest.models import Record


def matches(expected: ExpectedFact, fact: Record) -> bool:
    """Whether every key that the suite gives is so in the fact.

    Facts of an answer, of the library and of a key have the same fields, those of CONTRACT.md.
    """
    return not differing(expected, fact)


def differing(expected: ExpectedFact, fact: Record) -> list[str]:
    """The keys that the suite gives and that the fact has otherwise, in the suite's order."""
    return [
        key
        for key in type(expected).model_fields
        if key in expected.model_fields_set
        and not _same(key, getattr(expected, key), getattr(fact, key, None))
    ]


def same_date(one: str, other: str) -> bool:
    """Whether one date is the other at its own precision: 2024 is 2024-10, and not empty."""
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and (longer == shorter or longer.startswith(shorter + "-"))


def _same(key: str, wanted: object, given: object) -> bool:
    if wanted is None or given is None:
        return wanted is given
    if key == "published":
        return same_date(str(wanted), str(given))
    if key in ("subject", "region", "addressee"):
        return same_place(str(wanted), str(given))
    if isinstance(wanted, bool):
        return wanted == given
    if isinstance(wanted, float) and isinstance(given, int | float):
        return close(wanted, given)
    if key == "label":
        return plain(str(wanted)) in plain(str(given))
    return _squeezed(wanted) == _squeezed(given)


def _squeezed(value: object) -> str:
    return plain(str(value)).replace(" per cent", "%").replace(" %", "%").rstrip(".")
