"""The region of the place that is spoken of: "and its region?", "the region as a whole"."""

import re

from index.answers.names import Names
from index.models import State

_REGION = re.compile(
    r"\b(?:(?:what|how) about |and )?(?P<region>(?:the|its|their|that|this|his|her) (?:whole "
    r"|entire |wider )?region(?: (?:as a whole|overall|itself|it(?:['’]s| is) in"
    r"|they(?:['’]re| are) in))?)"
    r"(?P<own>['’]s)?(?!\w| (?:with|that|which|of|where|inspected|had|has the|got the)\b)",
    re.IGNORECASE,
)
_ASKED_FOR = re.compile(
    r"\b(?:which|what)(?:['’]?s| is| was)? (?:the |its |their )?region\b|^\W*(?:and )?(?:in )?"
    r"(?:its|their) region\W*$",
    re.IGNORECASE,
)
"""The region is what is asked for, and not whom the question is about."""


def region_named(text: str, state: State, names: Names) -> str:
    """The text with "the region" by its name, where one unit of it is spoken of.

    After recommendations the region is somebody whom they are put to.
    """
    told = state.intent == "recommendation" or (
        state.table is not None and state.table.rows == "recommendation"
    )
    if told or _ASKED_FOR.search(text) or names.find(text):
        return text
    regions = {place.region for n in state.places if (place := names.places.get(n))} - {""}
    found = _REGION.search(text)
    if not found or len(regions) != 1 or state.places[0] in names.regions:
        return text
    region = f"the {next(iter(regions))} region"
    return f"{text[: found.start('region')]}{region}{text[found.end('region') :]}"
