"""What turns texts into vectors, by the name in the settings: MiniLM, or another by its maker.

`minilm` needs nothing but the installed weights. `fastembed:MODEL`, `openai:MODEL` (any compatible
server, by OPENAI_API_BASE and OPENAI_API_KEY) and `ollama:MODEL` are LlamaIndex's embeddings, each
in a package of its own; they rank passages, while MiniLM's token vectors still choose sentences.
"""

import importlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np

from index.errors import StoreError
from index.stores.minilm import (
    HOW_TO_GET_WEIGHTS,
    Embedded,
    Encoder,
    load_encoder,
    weights_path,
)
from ingest.models import ReportInfo

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding

MINILM = "minilm"
LEXICAL = "none"
"""Named when no embedding is wanted: lexical search alone."""


class Embedder(Protocol):
    """Texts to vectors; the same text always to the same vectors."""

    name: str
    """As in the settings; kept in the library, which refuses to mix."""

    def embed(self, text: str, context: str = "") -> Embedded:
        """The vectors of a text as it reads after its context; of a question without."""

    def embed_many(self, pairs: Sequence[tuple[str, str]]) -> list[Embedded]:
        """The vectors of each (text, context), in order."""


class _Maker(NamedTuple):
    module: str
    name: str
    package: str
    argument: str


_MAKERS = {
    "fastembed": _Maker(
        "llama_index.embeddings.fastembed",
        "FastEmbedEmbedding",
        "llama-index-embeddings-fastembed",
        "model_name",
    ),
    "openai": _Maker(
        "llama_index.embeddings.openai",
        "OpenAIEmbedding",
        "llama-index-embeddings-openai",
        "model_name",
    ),
    "ollama": _Maker(
        "llama_index.embeddings.ollama",
        "OllamaEmbedding",
        "llama-index-embeddings-ollama",
        "model_name",
    ),
}


def context_of(info: ReportInfo, section: Sequence[str]) -> str:
    """What a passage is read after when it is embedded: its report's title and its headings.

    Worth 20 to 30 points of recall (MEASURED.md). The place is added where the title omits it.
    """
    title = info.title if info.subject in info.title else f"{info.title}, {info.subject}"
    return f"{title}. {' > '.join(section)}. " if section else f"{title}. "


def check_name(name: str) -> None:
    """Raise StoreError when no embedding can have this name (nothing is loaded)."""
    maker, _, model = name.partition(":")
    if name in (MINILM, LEXICAL) or (maker in _MAKERS and model):
        return
    known = ", ".join([MINILM, *(f"{maker}:MODEL" for maker in _MAKERS), LEXICAL])
    raise StoreError(f"There is no embedding {name!r}. Set REPORTS_EMBEDDING to one of: {known}.")


def load_embedder(name: str) -> Embedder | None:
    """The embedder of this name; None when it is MiniLM and its weights are not installed.

    Raises StoreError when the package of another embedding is missing, or when it cannot start.
    """
    check_name(name)
    if name == LEXICAL:
        return None
    if name == MINILM:
        path = weights_path()
        return load_encoder(path) if path else None
    return _Foreign(name, _make(name))


def missing_note(name: str) -> str | None:
    """What to tell users when the embedding of this name cannot be used for want of weights."""
    return HOW_TO_GET_WEIGHTS if name == MINILM and weights_path() is None else None


def _make(name: str) -> "BaseEmbedding":
    kind, _, model = name.partition(":")
    maker = _MAKERS[kind]
    try:
        module = importlib.import_module(maker.module)
    except ImportError as error:
        raise StoreError(
            f"The embedding {name!r} needs the package {maker.package}: "
            f"`pip install {maker.package}`."
        ) from error
    try:
        made: BaseEmbedding = getattr(module, maker.name)(**{maker.argument: model})
    except Exception as error:  # each maker raises its own: all mean that it cannot start
        raise StoreError(f"The embedding {name!r} cannot be started: {error}") from error
    return made


class _Foreign:
    """An embedding of LlamaIndex, with MiniLM's token vectors where its weights are installed."""

    def __init__(self, name: str, embedding: "BaseEmbedding") -> None:
        self.name = name
        self._embedding = embedding
        path = weights_path()
        self._tokens = load_encoder(path) if path else None

    def embed(self, text: str, context: str = "") -> Embedded:
        if context:
            return self.embed_many([(text, context)])[0]
        vector = self._ask(self._embedding.get_query_embedding, text)
        return self._joined(vector, self._tokens.embed(text) if self._tokens else None)

    def embed_many(self, pairs: Sequence[tuple[str, str]]) -> list[Embedded]:
        texts = [context + text for text, context in pairs]
        vectors = self._ask(self._embedding.get_text_embedding_batch, texts)
        tokens = self._tokens.embed_many(pairs) if self._tokens else [None] * len(texts)
        return [self._joined(v, t) for v, t in zip(vectors, tokens, strict=True)]

    def _ask(self, method: Any, argument: Any) -> Any:
        try:
            return method(argument)
        except Exception as error:  # whatever the service or its client raises
            raise StoreError(f"The embedding {self.name!r} does not answer: {error}") from error

    def _joined(self, vector: Sequence[float], tokens: Embedded | None) -> Embedded:
        sentence = np.asarray(vector, dtype=np.float32)
        sentence = sentence / max(float(np.linalg.norm(sentence)), 1e-12)
        if tokens is not None:
            return tokens._replace(sentence=sentence)
        nothing = np.zeros((0, 2), dtype=np.int32)
        return Embedded(sentence, np.zeros((0, 1), dtype=np.float32), nothing, "")


def llama_embedding(encoder: Encoder) -> "BaseEmbedding":
    """MiniLM as an embedding of LlamaIndex, for its indexes, pipelines and retrievers."""
    from llama_index.core.base.embeddings.base import BaseEmbedding

    class MiniLMEmbedding(BaseEmbedding):
        """Sentence vectors of MiniLM-L6-v2, 384 dimensions, length 1."""

        def _get_text_embedding(self, text: str) -> list[float]:
            return [float(x) for x in encoder.embed(text).sentence]

        def _get_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

    return MiniLMEmbedding(model_name="sentence-transformers/all-MiniLM-L6-v2")
