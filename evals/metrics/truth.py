"""Whether a sentence of ours says what its own citations say: which place, which standard, or not.

Quotations are held against the report's text, letter by letter, elsewhere; here it is about the
sentences that render rows, and about the facts beside the answer.
"""

import re
from collections.abc import Sequence

from evals.context import Context
from evals.metrics.figures import is_known
from evals.metrics.shares import share, short
from evals.results import Score
from evals.words import mentions, place_key, plain
from index.models import Answer, Citation, Statement

_DENIES = re.compile(
    r"(?:\b(?:was|were|is|are|has|have|had|did|does|do|be|been)\s+(?:not|never)\b|\w+n't\b)[\w ]*"
)
_OPEN = re.compile(r"\b(?:not|n't)\s+(?:legible|rated|applicable)\s*(?:$|in the source)")
_DENIAL = re.compile(r"\b(?:not|no|nor|never|without)\b|n't\b")


def facts_true(answer: Answer, context: Context) -> Score:
    """Share of the facts beside the answer that the library holds, or that name their rule."""
    wrong = [
        f"the library has no {fact.measure} {fact.value!r} of {fact.subject} ({fact.published})"
        for fact in answer.facts
        if not fact.derived and fact.cell == "legible" and not is_known(fact, context)
    ]
    return share("facts_true", wrong, len(answer.facts), "the library holds all of them")


def misplaced(statement: Statement, answer: Answer, context: Context) -> list[str]:
    """What a sentence of ours says of a place, of a standard or with a "not" beside its citations.

    A place or a standard is named by what it cites. A denial says of a cell that nobody can read it
    or that it was not rated, and cites such a cell; or what it cites says not as well.
    """
    if statement.kind not in ("fact", "written"):
        return []
    own = [citation for citation in answer.citations if citation.id in statement.citations]
    wrong = [
        f"{name} is not what {short(statement)} cites"
        for name in (
            *_places(statement, own, context),
            *_standards(statement, own, answer, context),
        )
    ]
    denials = _DENIES.findall(plain(statement.text))
    if denials and not _denied(statement, denials, own, answer, context):
        wrong.append(f"nothing that {short(statement)} cites says not")
    return wrong


def _places(statement: Statement, own: Sequence[Citation], context: Context) -> list[str]:
    known = context.places() | context.regions()
    named = mentions(statement.text, known)
    if not named:
        return []
    cited = {name for c in own for name in (c.report.subject, c.report.region)}
    cited |= {name for c in own for f in context.facts_at(c) for name in (f.subject, f.region)}
    cited |= {name for c in own for name in mentions(_words(c), known)}
    keys = {place_key(name) for name in cited}
    return [name for name in named if place_key(name) not in keys]


def _standards(
    statement: Statement, own: Sequence[Citation], answer: Answer, context: Context
) -> list[str]:
    named = _named(statement.text, context)
    if not named:
        return []
    cited = {c.standard for c in own} | {f.standard for c in own for f in context.facts_at(c)}
    cited |= {standard for c in own for standard in _named(_words(c), context)}
    ids = {c.id for c in own}
    # A round without a standard has no cell for it: the answer's own fact says that.
    cited |= {
        f.standard for f in answer.facts if f.cell == "not_applicable" and ids & {*f.citations}
    }
    return sorted(standard.replace("_", " ") for standard in named - cited)


def _denied(
    statement: Statement,
    denials: Sequence[str],
    own: Sequence[Citation],
    answer: Answer,
    context: Context,
) -> bool:
    if all(_OPEN.search(denial) for denial in denials):
        ids = {c.id for c in own}
        beside = [fact for fact in answer.facts if ids & {fact.citation, *fact.citations}]
        cells = [*(f.cell for f in beside), *(f.cell for c in own for f in context.facts_at(c))]
        return any(cell != "legible" for cell in cells)
    said = any(_DENIAL.search(plain(citation.quote)) for citation in own)
    return said and statement.kind == "written"


def _named(text: str, context: Context) -> frozenset[str]:
    words = plain(text)
    return frozenset(
        standard
        for standard in context.standards()
        if re.search(rf"\b{standard.replace('_', ' ')}\b", words)
    )


def _words(citation: Citation) -> str:
    cells = citation.cells or {}
    return " / ".join(
        [citation.quote, citation.report.title, *citation.section, *cells, *cells.values()]
    )
