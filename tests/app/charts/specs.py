"""What a chart is drawn from, for tests."""

from collections.abc import Iterator
from typing import Any


def rows_of(chart: Any) -> list[list[dict[str, Any]]]:
    """Every set of rows in a chart, each once, in the order of its parts."""
    found: list[list[dict[str, Any]]] = []
    for rows in _data(chart.to_dict()):
        if rows not in found:
            found.append(rows)
    return found


def _data(spec: Any) -> Iterator[list[dict[str, Any]]]:
    if isinstance(spec, dict):
        if "values" in spec.get("data", {}):
            yield spec["data"]["values"]
        for part in spec.values():
            yield from _data(part)
    elif isinstance(spec, list):
        for part in spec:
            yield from _data(part)
