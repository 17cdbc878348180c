"""Sentence by sentence: whether each rests on its own citations, and whether any is idle."""

from collections.abc import Iterable, Sequence

from evals.context import Context
from evals.metrics.figures import unsupported_numbers
from evals.metrics.shares import clip, short
from evals.metrics.support import citation_precision, citation_recall, quotes_true
from evals.models import Pair
from evals.numbers import find_numbers
from evals.words import content_words, plain
from index.models import Answer, Citation, Statement
from ingest.models import Record

# Their answers give reasons for a rating, which share no word with the question.
_OF_NO_SUBJECT = frozenset({"premise"})
# A quotation may be trimmed, and may join two passages: of the shorter text, half the words.
_QUOTED = 0.5


class Judged(Record):
    """What is wrong with one sentence of an answer."""

    text: str
    """The sentence, shortened."""
    unsupported: str
    """Why its own citations do not support it; "" where they do."""
    links: int
    """Citations that it has."""
    idle_links: tuple[str, ...]
    """Of these, the ones that do not support it, a reason each."""
    idle: str
    """Why the answer is as good without the sentence; "" where it is not."""


def judge_sentences(pair: Pair, answer: Answer, context: Context) -> tuple[Judged, ...]:
    """Every sentence of an answer, our own fixed phrases aside, in their order."""
    own = [s for s in answer.statements if s.kind != "fixed"]
    asked = None if pair.kind in _OF_NO_SUBJECT else _asked(pair, context)
    return tuple(
        _judge(statement, own[:i], asked, answer, context) for i, statement in enumerate(own)
    )


def _judge(
    statement: Statement,
    before: Sequence[Statement],
    asked: "_Asked | None",
    answer: Answer,
    context: Context,
) -> Judged:
    cited = [c for c in answer.citations if c.id in statement.citations]
    alone = answer.model_copy(update={"statements": (statement,), "citations": tuple(cited)})
    lone = [f"[{c.id}] quotes something else" for c in cited if not _quotes(statement, c)]
    idle_links = tuple(lone) or _faults_of_links(alone, context)
    reasons = [
        score.reason
        for score in (
            citation_recall(alone),
            quotes_true(alone, context),
            unsupported_numbers(alone, context),
        )
        if not score.holds
    ]
    if cited and len(idle_links) >= len(cited):
        reasons.append("every citation is idle")
    said = _said_before(statement, before)
    return Judged(
        text=short(statement),
        unsupported="; ".join(reasons),
        links=len(cited),
        idle_links=idle_links,
        idle=said or (_off_subject(statement, cited, asked) if asked else ""),
    )


def _faults_of_links(alone: Answer, context: Context) -> tuple[str, ...]:
    score = citation_precision(alone, context)
    return tuple(score.reason.split("; ")[: score.faults]) if score.faults else ()


def _quotes(statement: Statement, citation: Citation) -> bool:
    """Whether a quotation and what it cites are one text, at least in good part."""
    if statement.kind != "quote":
        return True
    said, held = content_words(statement.text), content_words(citation.quote)
    least = min(len(said), len(held))
    return not least or len(said & held) >= _QUOTED * least


def _said_before(statement: Statement, before: Iterable[Statement]) -> str:
    """Which earlier sentence has every word and number of this one; "" where none has."""
    words, numbers = _content(statement.text)
    for other in before:
        more_words, more_numbers = _content(other.text)
        if words and words <= more_words and numbers <= more_numbers:
            return f"says again {clip(other.text)}"
    return ""


class _Asked(Record):
    """Everything that a pair asks for or expects, in words and in numbers."""

    words: frozenset[str]
    """Cut as `content_words` cuts them; without the names of places, which choose no sentence."""
    numbers: frozenset[float]


def _asked(pair: Pair, context: Context) -> _Asked:
    facts = [str(v) for f in pair.facts for v in f.model_dump().values() if v is not None]
    texts = [
        *pair.turns,
        *pair.paraphrases,
        *pair.must,
        *(e.words for group in pair.evidence for e in group),
        *(pair.items.values if pair.items else ()),
        *(f"{n.value:g} {n.unit or ''}" for n in pair.numbers),
        *(fact.replace("_", " ") for fact in facts),
    ]
    words, numbers = _content(" / ".join(texts))
    members = pair.items.values if pair.items else ()
    names = frozenset[str]().union(*(content_words(p) for p in context.places()))
    expected = frozenset[str]().union(*(content_words(m) for m in members))
    return _Asked(words=(words - names) | expected, numbers=numbers)


def _off_subject(statement: Statement, cited: Sequence[Citation], asked: _Asked) -> str:
    """A sentence without a word or number in common with what is asked for and expected.

    The headings that it stands under speak for it as well: points under "Staffing" are about it.
    """
    if not asked.words or statement.kind == "fact":
        return ""  # rows of tables are held against the expected facts, not against words
    heads = [h for c in cited for h in c.section] + [c.standard or "" for c in cited]
    words, numbers = _content(plain(" / ".join([statement.text, *heads])).replace("_", " "))
    return "" if words & asked.words or numbers & asked.numbers else "not about what is asked"


def _content(text: str) -> tuple[frozenset[str], frozenset[float]]:
    return content_words(text), frozenset(n.value for n in find_numbers(text))
