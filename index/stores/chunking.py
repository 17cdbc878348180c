"""What is embedded of a passage: with its headings, alone, or with its neighbours around it.

What is quoted is always the passage. Embedding again is how a library changes its chunking.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

from index.errors import StoreError
from index.stores.embedding import Embedder, context_of
from index.stores.minilm import Embedded
from ingest.models import Passage, ReportInfo

Chunking = Literal["passage", "bare", "window"]
"""`passage`: each passage, read after its report's title and its headings. `bare`: the passage
alone, for words and for meaning. `window`: as `passage`, but the vector that is compared as a whole
is of the passage with those before and after it in its section."""
PASSAGE: Chunking = "passage"


class Chunk(NamedTuple):
    """A passage as it is embedded."""

    text: str
    context: str
    """What it is read after."""
    around: str = ""
    """The text that the vector of the whole is made of; "" where that is the passage's own."""


def check_chunking(name: str) -> None:
    """Raise StoreError when there is no such chunking."""
    if name not in get_args(Chunking):
        known = ", ".join(get_args(Chunking))
        raise StoreError(f"There is no chunking {name!r}. Set REPORTS_CHUNKING to one of: {known}.")


def chunks_of(info: ReportInfo, passages: Sequence[Passage], chunking: str) -> list[Chunk]:
    """Each passage of a report, in its order, as this chunking embeds it."""
    if chunking == "bare":
        return [Chunk(passage.text, "") for passage in passages]
    around = _windows(passages) if chunking == "window" else [""] * len(passages)
    return [
        Chunk(passage.text, context_of(info, passage.section), text)
        for passage, text in zip(passages, around, strict=True)
    ]


def embed_chunks(embedder: Embedder, chunks: Sequence[Chunk]) -> list[Embedded]:
    """The vectors of each chunk, in order."""
    own = embedder.embed_many([(chunk.text, chunk.context) for chunk in chunks])
    wide = [i for i, chunk in enumerate(chunks) if chunk.around]
    whole = embedder.embed_many([(chunks[i].around, chunks[i].context) for i in wide])
    for i, vectors in zip(wide, whole, strict=True):
        own[i] = own[i]._replace(sentence=vectors.sentence)
    return own


def _windows(passages: Sequence[Passage]) -> list[str]:
    """Each passage between its neighbours, as far as these stand in the same section."""
    return [
        " ".join(p.text for p in passages[max(0, i - 1) : i + 2] if p.section == passage.section)
        for i, passage in enumerate(passages)
    ]
