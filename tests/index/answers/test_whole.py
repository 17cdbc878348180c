import pytest

from index.answers.evidence import source_of
from index.answers.knowledge import Knowledge
from index.answers.sentences import sentence_ranges
from index.answers.whole import whole_sentence

pytestmark = pytest.mark.store


def test_words_of_a_sentence_are_widened_to_all_of_it(knowledge: Knowledge) -> None:
    prose = [p for p in knowledge.passages if p.type == "paragraph"]
    assert prose
    for passage in prose:
        for a, b in sentence_ranges(passage.text):
            words = passage.text[a:b].split(" ")
            if len(words) < 4:
                continue
            start = a + len(words[0]) + 1
            inside = source_of(knowledge, passage, start, start + len(words[1]))
            whole = whole_sentence(knowledge, inside)
            assert whole == source_of(knowledge, passage, a, b)
            assert whole_sentence(knowledge, whole) == whole


def test_rows_stay_rows(knowledge: Knowledge) -> None:
    rows = [f.source for f in knowledge.facts if f.source.kind == "table"]
    assert rows
    assert all(whole_sentence(knowledge, row) == row for row in rows)
