"""Whether an answer rests on what it cites: promises that hold whatever the question was."""

import re

from evals.context import Context
from evals.metrics.shares import clip, share, short
from evals.numbers import find_numbers
from evals.results import Score
from evals.words import content_words, mentions, plain, skeleton
from index.models import Answer, Citation, Statement

# A quotation may be trimmed, and may join two passages: of the shorter text, half the words.
_QUOTED = 0.5
_DENIES = re.compile(
    r"\b(?:not?|nor|none|never|neither|nothing|nobody|nowhere|cannot|without|unable|unlikely|few|fewer"
    r"|little|hardly|rarely|seldom|barely|scarcely|lack\w*|absen\w+|insufficient\w*|inadequate\w*"
    r"|fail\w*)\b|n't\b"
)
"""Words by which what follows them may be said not to be so."""
_SENTENCE_END = re.compile(r"[.!?][\"')]*(?:\d{1,2})?\s+")
_OF_A_CLAUSE = re.compile(r"(?:[,;:]|\s-)[\"'(]*\s*$")
_OF_A_LINE = re.compile(r"(?:^|[.!?|\n\t])[\s\"'“”‘’()*#•✓-]*$")


def quotes_true(answer: Answer, context: Context) -> Score:
    """Share of the citations whose quotation is what their spans hold in the report's text."""
    wrong = []
    for citation in answer.citations:
        source = context.texts.get(citation.report.id)
        if source is None:
            wrong.append(f"[{citation.id}]: {citation.report.id} is not in the library")
        elif reason := _untrue(citation, source) or _cut(citation, source, context):
            wrong.append(f"[{citation.id}]: {reason}")
    quoted = [
        f"{short(s)} is marked as a quotation and stands in none of its citations"
        for s in answer.statements
        if s.kind == "quote" and not _is_quoted(s, answer)
    ]
    quotes = sum(s.kind == "quote" for s in answer.statements)
    return share(
        "quotes_true", wrong + quoted, len(answer.citations) + quotes, "all stand in the reports"
    )


def statements_cited(answer: Answer) -> Score:
    """Share of the statements, fixed phrases aside, that cite something."""
    needing = [s for s in answer.statements if s.kind != "fixed"]
    known = {citation.id for citation in answer.citations}
    bare = [f"{short(s)} cites nothing" for s in needing if not known.intersection(s.citations)]
    return share("statements_cited", bare, len(needing), "every statement cites")


def idle_links(statement: Statement, answer: Answer, context: Context) -> list[str]:
    """The citations of a statement that do not support it, a reason each.

    One that does is the quoted text where the statement is a quotation; else it has a content word,
    a place or a number in common with it, or is among the rows that its number counts.
    """
    own = [citation for citation in answer.citations if citation.id in statement.citations]
    if lone := [c for c in own if not _quotes(statement, c)]:
        return [f"[{c.id}] quotes something else than {short(statement)}" for c in lone]
    numbers = {number.value for number in find_numbers(statement.text)}
    if statement.kind == "fact" and len(own) > 1 and float(len(own)) in numbers:
        return []
    lone = [c for c in own if not _shares(statement, c, context)]
    return [f"[{c.id}] is idle in {short(statement)}" for c in lone]


def misquoted(statement: Statement, answer: Answer, context: Context) -> list[str]:
    """What is untrue about the quotations of one statement."""
    own = [citation for citation in answer.citations if citation.id in statement.citations]
    alone = answer.model_copy(update={"statements": (statement,), "citations": tuple(own)})
    score = quotes_true(alone, context)
    return [score.reason] if score.faults else []


def _untrue(citation: Citation, source: str) -> str | None:
    for start, end, _page in citation.spans:
        if not 0 <= start < end <= len(source):
            return f"span {start}-{end} is outside the text"
    if not citation.spans:
        return "no span"
    if (citation.start, citation.end) != (citation.spans[0][0], citation.spans[-1][1]):
        return "start and end are not those of the spans"
    raw = "\n".join(source[start:end] for start, end, _page in citation.spans)
    held, quote = skeleton(raw), skeleton(citation.quote)
    if quote in (held, _without_notes(held), _without_number(held)):
        return None
    if _without_notes(quote) in (_without_notes(held), _without_number(_without_notes(held))):
        return None
    return f"its spans hold {clip(raw)}, not {clip(citation.quote)}"


def _cut(citation: Citation, source: str, context: Context) -> str | None:
    """What is wrong where a quotation begins amid a sentence: what it lost may deny the rest."""
    passage = context.passages.get(citation.passage)
    if passage is not None and passage.spans and citation.start == passage.spans[0].start:
        return None
    pieces = [cell for row in passage.rows or [[passage.text]] for cell in row] if passage else []
    first = citation.quote.split("\t")[0]
    found = [whole for piece in pieces if (whole := _begins(first, piece)) is not None]
    if any(found) or (not found and _OF_A_LINE.search(source[: citation.start])):
        return None
    return f"{clip(citation.quote)} is cut off from the beginning of its sentence"


def _begins(part: str, whole: str) -> bool | None:
    """Whether a part begins where a sentence of the whole does; None where it is no part of it.

    A sentence may lose a clause before a comma ("However,"), unless words of that clause deny.
    """
    wanted, text = plain(part).lstrip("\"'. "), plain(whole)
    at, found = text.find(wanted), None
    while at >= 0:
        lost = _SENTENCE_END.split(text[:at])[-1].strip("\"'(")
        if not lost or (_OF_A_CLAUSE.search(lost) and not _DENIES.search(lost)):
            return True
        at, found = text.find(wanted, at + 1), False
    return found


def _without_notes(text: str) -> str:
    """Without digits right behind a word or its full stop: the mark of a footnote."""
    return re.sub(r"(?<=[a-z.,;:)'\"])\d{1,2}(?=\D|$)", "", text)


def _without_number(text: str) -> str:
    """Without the number or letter that opens an item of a list or a footnote."""
    return re.sub(r"^-?(?:\d{1,3}[.)]?|[a-z]\))", "", text)


def _quotes(statement: Statement, citation: Citation) -> bool:
    """Whether a quotation and what it cites are one text, at least in good part."""
    if statement.kind != "quote":
        return True
    said, held = content_words(statement.text), content_words(citation.quote)
    least = min(len(said), len(held))
    return not least or len(said & held) >= _QUOTED * least


def _is_quoted(statement: Statement, answer: Answer) -> bool:
    """Whether the statement stands in a quotation that it cites, or in several on end."""
    own = [c.quote for c in answer.citations if c.id in statement.citations]
    text = statement.text.strip("“”\"'‘’ ")
    words = skeleton(text).strip("\"'….")
    quotes = [skeleton(quote).lstrip("\"'") for quote in own]
    if any(whole.startswith(words) for whole in (*quotes, "".join(quotes))):
        return True
    return any(_begins(text.strip("….\"'"), whole) for whole in (*own, " ".join(own)))


def _shares(statement: Statement, citation: Citation, context: Context) -> bool:
    cells = citation.cells or {}
    facts = context.facts_at(citation)
    subjects = [citation.report.subject, *(f.subject for f in facts)]
    # A row of the ratings page need not have the word: "both have the same rating" rests on it.
    measures = [f.measure.replace("_", " ") for f in facts]
    evidence = " ".join([citation.quote, *cells.keys(), *cells.values(), *measures])
    if content_words(statement.text) & content_words(evidence):
        return True
    numbers = {n.value for n in find_numbers(statement.text)}
    return bool(
        numbers & {n.value for n in find_numbers(evidence)} or mentions(statement.text, subjects)
    )
