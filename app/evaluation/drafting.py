"""Pairs drafted from what people thought of answers: into a suite of the library's own folder."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from app.errors import BadSetting
from app.evaluation.suites import own_folder
from app.settings import Settings
from app.wiring import make_ask
from evals.context import read_context
from evals.draft import draft_pair
from evals.edits import save_suite
from evals.models import Pair, Suite
from evals.sheets.intake import free_id
from evals.stale import Words
from evals.suite import read_suite
from evals.written import pair_text
from index.models import Answer
from index.stores.talks import Feedback

if TYPE_CHECKING:
    from index.stores.library import Library

SUITE = "feedback"
"""Name of the suite that drafts from feedback go to."""
VERDICTS = {
    "good": "right",
    "bad": "something is wrong",
    "answer_wrong": "the answer is wrong",
    "evidence_wrong": "the evidence is wrong",
    "missing": "something is missing",
}


class Drafted(NamedTuple):
    """A pair that was drafted, and where it stands now."""

    pair: Pair
    text: str
    """As YAML, with what to check."""
    file: Path


def verdict_words(feedback: Feedback) -> str:
    """What somebody thought of an answer."""
    return VERDICTS.get(feedback.verdict, feedback.verdict)


def asked_alone(feedback: Feedback) -> str:
    """The question so that it stands alone, as the answer understood it; else as it was asked."""
    try:
        answer = Answer.model_validate_json(feedback.answer)
    except ValidationError:
        return feedback.question
    return answer.standalone_question or feedback.question


def drafted(settings: Settings) -> dict[str, str]:
    """Questions that a pair asks already, each with the pair's id; raises BadSuite."""
    file = _file(settings)
    pairs = read_suite(file).suite.pairs if file.exists() else ()
    return {pair.turns[0]: pair.id for pair in pairs if len(pair.turns) == 1}


def draft_from(feedback: Feedback, settings: Settings, library: "Library") -> Drafted:
    """A pair from the present answer to the question, kept as a draft; raises ReportsError.

    What the person thought stands in its note. It counts for nothing until it is confirmed.
    """
    if known := drafted(settings).get(asked_alone(feedback)):
        raise BadSetting(f"That is asked already, as {SUITE}/{known}.")
    turns = (asked_alone(feedback),)
    answer = make_ask(settings, library)({})(turns)[-1]
    context = read_context(library)
    words = Words({report: context.texts[report] for report in context.published})
    file = _file(settings)
    head = read_suite(file).suite if file.exists() else None
    pairs = head.pairs if head else ()
    kind = draft_pair("draft", turns, answer, words)[0].kind
    pair_id = free_id(kind.replace("_", "-"), {pair.id for pair in pairs})
    pair, notes = draft_pair(pair_id, turns, answer, words, kind)
    said = f"Feedback: {verdict_words(feedback)}. {feedback.comment}".strip()
    pair = pair.model_copy(update={"note": said})
    suite = head or Suite(suite=SUITE, description="Drafted from feedback.", pairs=(pair,))
    file.parent.mkdir(parents=True, exist_ok=True)
    save_suite(file, suite.model_copy(update={"pairs": (*pairs, pair)}), {pair_id: notes})
    return Drafted(pair, pair_text(pair, notes), file)


def _file(settings: Settings) -> Path:
    return own_folder(settings) / f"{SUITE}.yaml"
