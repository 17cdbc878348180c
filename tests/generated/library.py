"""A folder of many short made-up reports, to measure with: some places are inspected often."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from tests.generated.choose import PDU_SCHEMES, make_inspection, make_place
from tests.generated.layouts import Layout, plain_layout, random_layout
from tests.generated.truth import Inspection, Place
from tests.generated.write import report_text

_PLACES = 0.6
"""Places for each report: at 0.6 most places are inspected once or twice, some four times."""
_EARLIER = 0.25
"""Share of the reports that are written to the scheme of the round before."""


def write_library(folder: Path, reports: int = 1000, seed: int = 1) -> tuple[Inspection, ...]:
    """Write so many reports into a folder, and say what they say.

    No two are of one place and month. The same seed writes the same bytes.
    """
    random = Random(seed)
    places = _places(random, max(1, round(_PLACES * reports)))
    folder.mkdir(parents=True, exist_ok=True)
    written: dict[tuple[str, str], Inspection] = {}
    while len(written) < reports:
        said = _inspection(random, places)
        key = (said.place.subject, said.published)
        if key in written:
            continue
        written[key] = said
        name = f"{len(written):04d}-{said.published}.txt"
        (folder / name).write_bytes(report_text(said, _layout(random)).encode())
    return tuple(written.values())


def _places(random: Random, count: int) -> list[Place]:
    found: dict[str, Place] = {}
    while len(found) < count:
        place = make_place(random)
        found.setdefault(place.subject, place)
    return list(found.values())


def _inspection(random: Random, places: Sequence[Place]) -> Inspection:
    earlier, present = PDU_SCHEMES
    scheme = earlier if random.random() < _EARLIER else present
    return make_inspection(random, scheme, random.choice(places), short=True)


def _layout(random: Random) -> Layout:
    """A layout for a short report: too few lines for a dense text to be known as one."""
    layout = random_layout(random)
    return plain_layout() if layout.producer == "dense" else replace(layout, newline="\n")
