from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.stores.lexical import LexicalIndex, LexicalRow, build_lexical, stems

pytestmark = pytest.mark.store

ROWS = (
    LexicalRow("a/0", "a", "Oakham", "Staffing", "Officers are often ill."),
    LexicalRow("a/1", "a", "Oakham", "Services", "The women's centre is warm."),
    LexicalRow("b/0", "b", "Melton", "Staffing", "An officer was ill."),
    LexicalRow("b/1", "b", "Melton", "Staffing", "An officer was ill."),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    folder = tmp_path_factory.mktemp("lexical") / "build"
    build_lexical(folder, ROWS)
    return LexicalIndex(folder)


def found(index: LexicalIndex, query: str, reports: list[str] | None = None) -> list[str]:
    return [passage for passage, _ in index.search(query, reports, 10)]


def test_words_are_found_in_any_of_their_forms(index: LexicalIndex) -> None:
    assert found(index, "WOMEN warmly") == ["a/1"]
    assert set(found(index, "officer")) == {"a/0", "b/0", "b/1"}


def test_headings_and_titles_are_searched_too(index: LexicalIndex) -> None:
    assert set(found(index, "staffing")) == {"a/0", "b/0", "b/1"}
    assert set(found(index, "Melton")) == {"b/0", "b/1"}


def test_filter_keeps_other_reports_out_and_does_not_score(index: LexicalIndex) -> None:
    everything = dict(index.search("officers", None, 10))
    filtered = dict(index.search("officers", ["b"], 10))
    assert filtered == {name: score for name, score in everything.items() if name[0] == "b"}
    assert index.search("officers", [], 10) == []


def test_ties_go_by_passage_id(index: LexicalIndex) -> None:
    assert found(index, "ill", ["b"]) == ["b/0", "b/1"]


@pytest.mark.parametrize(
    "query", ["women's [", "a AND", "text:ill OR NOT", '"', "", "\ud800", "x" * 70]
)
def test_nothing_in_a_query_is_syntax(index: LexicalIndex, query: str) -> None:
    index.search(query, None, 10)


@given(st.text(max_size=60))
@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_is_a_query(index: LexicalIndex, query: str) -> None:
    assert len(index.search(query, ["a"], 10)) <= 2


def test_an_index_of_nothing_finds_nothing(tmp_path: Path) -> None:
    build_lexical(tmp_path / "build", ())
    assert LexicalIndex(tmp_path / "build").search("anything", None, 5) == []


def test_stems_come_once_and_in_order() -> None:
    assert stems("Waiting, waits: the WOMEN's wait") == ["wait", "the", "women", "s"]
