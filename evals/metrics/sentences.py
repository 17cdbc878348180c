"""Sentence by sentence: whether each rests on its own citations, and whether any is idle."""

from collections.abc import Iterable, Sequence

from evals.context import Context
from evals.metrics.figures import unsupported_in
from evals.metrics.shares import clip, share, short
from evals.metrics.support import idle_links, misquoted
from evals.metrics.truth import misplaced
from evals.models import Pair
from evals.numbers import find_numbers
from evals.results import Score
from evals.words import content_words, plain
from index.models import Answer, Citation, Statement
from ingest.models import Record

# Their answers give reasons for a rating, which share no word with the question.
_OF_NO_SUBJECT = frozenset({"premise"})


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


def sentence_scores(pair: Pair, answer: Answer, context: Context) -> tuple[Score, Score, Score]:
    """Citation recall and precision, and the share of sentences that are not idle.

    Recall: the sentences that their own citations support, of all but our fixed phrases. Precision:
    the citations that support the sentence that they stand behind, of all of each sentence's.
    """
    judged = judge_sentences(pair, answer, context)
    bare = [j.unsupported for j in judged if j.unsupported]
    lone = [reason for j in judged for reason in j.idle_links]
    idle = [f"{j.text} {j.idle}" for j in judged if j.idle]
    links = sum(j.links for j in judged)
    return (
        share("citation_recall", bare, len(judged), "each sentence rests on its own citations"),
        share("citation_precision", lone, links, "every citation supports its own sentence"),
        share("idle_sentences", idle, len(judged), "no sentence is beside the question"),
    )


def _judge(
    statement: Statement,
    before: Sequence[Statement],
    asked: "_Asked | None",
    answer: Answer,
    context: Context,
) -> Judged:
    cited = [c for c in answer.citations if c.id in statement.citations]
    lone = tuple(idle_links(statement, answer, context))
    reasons = [] if cited else [f"{short(statement)} cites nothing"]
    reasons += misquoted(statement, answer, context)
    reasons += unsupported_in(statement, answer, context).wrong
    reasons += misplaced(statement, answer, context)
    if cited and len(lone) >= len(cited):
        reasons.append("every citation is idle")
    said = _said_before(statement, before)
    return Judged(
        text=short(statement),
        unsupported="; ".join(reasons),
        links=len(cited),
        idle_links=lone,
        idle=said or (_off_subject(statement, cited, asked) if asked else ""),
    )


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
