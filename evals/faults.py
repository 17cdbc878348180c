"""What is wrong with a field of a suite, in words for people who write suites."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

Place = tuple[str | int, ...]
"""Where a field stands: ("pairs", 2, "turns")."""


def faults(error: ValidationError, model: type[BaseModel]) -> list[tuple[Place, str]]:
    """Every field that does not fit the model, and why, in the order of the model."""
    found = error.errors()
    return [
        (_place(details), _reason(details, model))
        for details in found
        if not (details["type"] == "too_short" and _has_fault_inside(details, found))
    ]


def field_name(place: Sequence[str | int]) -> str:
    """A place as it is written in messages: `pairs[2].turns`."""
    text = ""
    for step in place:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def suggestion(word: str, known: Sequence[str]) -> str:
    """ "; did you mean …?" where something known is like the word, else ""."""
    near = get_close_matches(word.lower(), known, n=1, cutoff=0.7)
    return f"; did you mean {near[0]!r}?" if near else ""


def _place(details: ErrorDetails) -> Place:
    return tuple(step for step in details["loc"] if step != "[key]")


def _has_fault_inside(outer: ErrorDetails, found: Sequence[ErrorDetails]) -> bool:
    """Whether a list is called too short only because what stands in it is wrong."""
    depth = len(outer["loc"])
    return any(len(d["loc"]) > depth and d["loc"][:depth] == outer["loc"] for d in found)


def _reason(details: ErrorDetails, model: type[BaseModel]) -> str:
    kind, place = details["type"], _place(details)
    if kind == "extra_forbidden":
        known = sorted(_model_at(model, place[:-1]).model_fields)
        hint = suggestion(str(place[-1]), known)
        return f"there is no such key{hint or '; there are ' + ', '.join(known)}"
    if kind == "missing":
        return "is missing"
    if kind in ("string_too_short", "too_short"):
        return "is empty"
    if kind == "model_type" and not place:
        return f"a file begins with keys, as `{next(iter(model.model_fields))}: …`, and not so"
    if kind in ("invalid_key", "string_type") and isinstance(details["input"], bool | int | float):
        # What was written is gone by now: `on` is True, and 0010 is 8.
        what = "a truth value" if isinstance(details["input"], bool) else "a number"
        return f"YAML takes it for {what}; write it between quotation marks"
    if kind == "string_pattern_mismatch" and place[-1:] == ("id",):
        return f"{details['input']!r} may have letters, digits, dots, hyphens and underscores alone"
    if kind == "string_pattern_mismatch" and place[-1:] == ("on",):
        return f"{details['input']!r} is no date; write it as 2024, 2024-10 or 2024-10-24"
    message = str(details["msg"]).removeprefix("Value error, ")
    if kind == "literal_error":
        choices = _choices(message)
        hint = suggestion(str(details["input"]), choices) or f"; there are {', '.join(choices)}"
        return f"{details['input']!r} is not known{hint}"
    return message


def _choices(message: str) -> list[str]:
    """The values that pydantic names in a message, each between quotation marks."""
    return message.split("'")[1::2]


def _model_at(model: type[BaseModel], place: Sequence[str | int]) -> type[BaseModel]:
    """The model that the keys at a place belong to."""
    for step in place:
        field = model.model_fields.get(step) if isinstance(step, str) else None
        inner = _inner(field.annotation) if field else None
        model = inner or model
    return model


def _inner(annotation: Any) -> type[BaseModel] | None:
    """The model inside an annotation such as `tuple[tuple[Evidence, ...], ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_inner(argument) for argument in get_args(annotation))
    return next((model for model in found if model), None)
