import sys
import types

import numpy as np
import pytest

from index.errors import StoreError
from index.stores.embedding import context_of, llama_embedding, load_embedder, missing_note
from index.stores.library import open_library
from index.stores.minilm import Encoder


def test_context_names_report_place_and_headings(make_report) -> None:
    info = make_report()[0].info
    assert context_of(info, ("1. Organisation", "Staffing")) == (
        "An inspection of probation services in Oakham. 1. Organisation > Staffing. "
    )
    untold = info.model_copy(update={"title": "Inspection report"})
    assert context_of(untold, ()) == "Inspection report, Oakham. "


def test_no_embedding_is_a_choice() -> None:
    assert load_embedder("none") is None
    assert missing_note("none") is None


@pytest.mark.parametrize("name", ["", "word2vec", "openai:", "minilm:large"])
def test_unknown_embedding_names_those_that_are_known(tmp_path, name: str) -> None:
    with pytest.raises(StoreError, match="minilm, fastembed:MODEL"):
        open_library(tmp_path, embedding=name)


@pytest.mark.parametrize(
    ("name", "package"),
    [
        ("fastembed:BAAI/bge-small-en-v1.5", "llama-index-embeddings-fastembed"),
        ("openai:text-embedding-3-small", "llama-index-embeddings-openai"),
        ("ollama:nomic-embed-text", "llama-index-embeddings-ollama"),
    ],
)
def test_missing_extra_is_named(name: str, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module = package.replace("-", "_").replace("llama_index_embeddings_", "llama_index.embeddings.")
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(StoreError, match=f"pip install {package}"):
        load_embedder(name)


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> type:
    """An embedding of LlamaIndex that counts letters, in the place of Ollama's."""
    from llama_index.core.base.embeddings.base import BaseEmbedding

    class Letters(BaseEmbedding):
        def _get_text_embedding(self, text: str) -> list[float]:
            return [float(text.lower().count(letter)) + 0.01 for letter in "abcdefghijkl"]

        def _get_query_embedding(self, query: str) -> list[float]:
            if query == "fail":
                raise ConnectionError("nobody listens")
            return self._get_text_embedding(query)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

    module = types.ModuleType("llama_index.embeddings.ollama")
    module.OllamaEmbedding = Letters  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return Letters


@pytest.mark.store
def test_another_embedding_ranks_and_minilm_chooses_sentences(
    tmp_path, letters: type, encoder: Encoder, make_report
) -> None:
    library = open_library(tmp_path, embedding="ollama:letters")
    library.add([make_report(lines=["aaaa bbbb", "Staff are ill. The office is cold."])])
    assert library.search("ab")[0].passage == "oakham-2024-05/0"
    scores = library.sentence_scores("sickness", [("oakham-2024-05/1", [(0, 14), (15, 34)])])[0]
    assert scores[0] > scores[1]
    close, far = library.closeness("sickness", [("oakham-2024-05/1", [(0, 14), (15, 34)])])[0]
    assert close.pooled > far.pooled
    assert library.check().problems == ()
    with pytest.raises(StoreError, match="does not answer: nobody listens"):
        library.search("fail")
    library.close()


def test_minilm_is_an_embedding_of_llamaindex(encoder: Encoder) -> None:
    embedding = llama_embedding(encoder)
    expected = encoder.embed("A cold office.").sentence
    assert np.allclose(embedding.get_text_embedding("A cold office."), expected)
    assert np.allclose(embedding.get_query_embedding("A cold office."), expected)
