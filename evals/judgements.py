"""Relevance judged by people, sentence by sentence: what the confidence of answers is fitted to.

For each question the sentences that several ways of ranking put first were pooled, as TREC does,
and each was graded by somebody who saw the question, the sentence and the reports, not the score.
`data/*.jsonl` holds questions of our own and the places of sentences, never their words.
"""

from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Literal, TypeAlias

from ingest.models import Record

Grade: TypeAlias = Literal[0, 1, 2, 3]
"""3 answers by itself; 2 belongs in a good answer; 1 is on the subject only; 0 is not about it."""
USEFUL = 2
"""Grade from which a sentence may stand in an answer."""


class Judged(Record):
    """One question with the sentences that were judged for it."""

    wordings: tuple[str, ...]
    """The question, and other wordings that ask just the same."""
    grades: dict[str, Grade]
    """By the place of a sentence: id of its passage, "@", its offsets in the passage's text."""

    def grade(self, passage: str, start: int, end: int) -> Grade | None:
        """What a sentence was judged to be worth; None where it was not in the pool."""
        return self.grades.get(place(passage, start, end))


def place(passage: str, start: int, end: int) -> str:
    """The place of a sentence as the files write it."""
    return f"{passage}@{start}-{end}"


def load_judged(names: Sequence[str] = ("suites.jsonl", "natural.jsonl")) -> Iterator[Judged]:
    """All questions of the project's own files of judgements, in their order."""
    for name in names:
        text = (files("evals") / "data" / name).read_text(encoding="utf-8")
        for line in text.splitlines():
            yield Judged.model_validate_json(line)
