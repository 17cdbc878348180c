"""Ways of breaking a right answer by cutting its quotations: what is left stands in the report."""

import re

from evals.context import Context
from evals.rebuilt import citing, with_text
from evals.results import PairResult
from index.models import Answer, Citation
from ingest.locating import locate

_DENIED = re.compile(
    r"\b(?:not|no|never|few|hardly|insufficient|lack(?:ed|s)?(?: of)?)\s+((?:\S+\s+){3,}\S+)$"
)
"""What stands behind a denial, to the end: long enough to read as a sentence."""
_ONE_WORD = re.compile(r"\W*(\w+)\s")


def behind_its_denial(result: PairResult, answer: Answer, context: Context) -> Answer | None:
    """A quotation begins behind its own "not", and so says the opposite."""
    for index, statement in citing(answer):
        if statement.kind == "quote" and (found := _DENIED.search(statement.text)):
            cut = _cut(answer, index, found[1], context)
            if cut is not None:
                return cut
    return None


def to_one_word(result: PairResult, answer: Answer, context: Context) -> Answer | None:
    """Every quotation is its first word alone; of pairs that say what is to be quoted."""
    every = list(citing(answer))
    if not result.pair.evidence or any(one.kind != "quote" for _, one in every):
        return None
    cut: Answer | None = answer
    for index, statement in every:
        found = _ONE_WORD.match(statement.text)
        if cut is None or found is None:
            return None
        cut = _cut(cut, index, found[1], context)
    return cut if every else None


def _cut(answer: Answer, index: int, part: str, context: Context) -> Answer | None:
    """The answer with a quotation that shows, and cites, this part of it alone.

    None where the part is not found in the one passage that is cited.
    """
    numbers = answer.statements[index].citations
    cited = next((c for c in answer.citations if c.id == numbers[0]), None)
    less = _less(cited, part, context) if cited is not None and len(numbers) == 1 else None
    if less is None:
        return None
    citations = tuple(less if citation is cited else citation for citation in answer.citations)
    return with_text(answer, index, part).model_copy(update={"citations": citations})


def _less(citation: Citation, part: str, context: Context) -> Citation | None:
    """The citation of a part of what it quotes."""
    passage = context.passages.get(citation.passage)
    quoted = passage.text.find(citation.quote) if passage else -1
    inside = citation.quote.find(part)
    if passage is None or quoted < 0 or inside < 0:
        return None
    start = quoted + inside
    spans = locate(context.texts[passage.report_id], passage, start, start + len(part))
    if not spans:
        return None
    ends = {"spans": spans, "start": spans[0].start, "end": spans[-1].end}
    return citation.model_copy(update={"quote": part, **ends})
