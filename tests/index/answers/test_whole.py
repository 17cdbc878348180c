import pytest

from index.answers.knowledge import Knowledge
from index.answers.sentences import sentence_ranges
from index.answers.whole import whole_sentence
from ingest.readers.text import visible

pytestmark = pytest.mark.store


def test_a_fact_in_prose_is_cited_by_its_whole_sentence(knowledge: Knowledge) -> None:
    widened = 0
    for fact in knowledge.facts:
        passage = knowledge.by_id.get(fact.source.passage)
        if fact.source.kind != "passage" or passage is None or passage.rows:
            continue
        whole = whole_sentence(knowledge, fact.source)
        text = knowledge.library.text(fact.source.report)
        sentences = [passage.text[a:b] for a, b in sentence_ranges(passage.text)]
        assert fact.source.quote in whole.quote
        assert whole.quote in sentences or whole == fact.source
        assert visible("".join(text[s.start : s.end] for s in whole.spans)).split() == (
            whole.quote.split()
        )
        assert whole_sentence(knowledge, whole) == whole
        widened += whole != fact.source
    assert widened


def test_rows_stay_rows(knowledge: Knowledge) -> None:
    rows = [f.source for f in knowledge.facts if f.source.kind == "table"]
    assert rows
    assert all(whole_sentence(knowledge, row) == row for row in rows)
