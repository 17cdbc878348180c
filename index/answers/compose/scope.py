"""Which standards a question is about: those it names, or all of the chapter that it names."""

import re

from index.answers.compose.ratings import wanted_standards
from index.answers.compose.request import Request
from index.ratings.table import Inspection


def scope_standards(request: Request, row: Inspection) -> tuple[str, ...]:
    """The standards that a question narrows a report to; () where it means all of it."""
    plan = request.plan
    named = [s for s in wanted_standards(request, row) if s in plan.standards]
    numbered = [s for s in wanted_standards(request, row) if plan.standard_numbers]
    if found := tuple(dict.fromkeys([*named, *numbered])):
        return found
    return tuple(plan.standards) or chapter_standards(request, row)


def chapter_standards(request: Request, row: Inspection) -> tuple[str, ...]:
    """The standards of the chapter that a question names ("casework"), by the row's own round."""
    scheme = next((s for s in request.knowledge.schemes.schemes if s.name == row.scheme), None)
    if scheme is None:
        return ()
    text = request.plan.standalone
    for chapter, names in scheme.chapter_words.items():
        pattern = "|".join(re.escape(n) for n in (chapter, *names))
        if re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE):
            return tuple(s.key for s in scheme.standards if s.domain == chapter)
    return ()
