import pytest
from pydantic import ValidationError

from index.answers.features import Features
from index.answers.weights import Weights, confidence, weigh, weights

NOTHING = Features(*[0.0] * len(Features._fields))


def test_the_data_file_weighs_every_feature() -> None:
    assert set(weights().order) == set(weights().confidence) == set(Features._fields)


def test_a_feature_adds_its_weight() -> None:
    by = Weights(order={"meaning": 2.0, "leans": -1.0}, confidence={"meaning": 3.0}, bias=-3.0)
    near = NOTHING._replace(meaning=0.5)
    assert weigh(near, by) == 1.0
    assert weigh(near._replace(leans=1.0), by) == 0.0
    assert confidence(NOTHING._replace(meaning=1.0), by) == 0.5
    assert confidence(near, by) < 0.5


def test_a_weight_of_no_feature_is_refused() -> None:
    with pytest.raises(ValidationError, match="no such features: meening"):
        Weights(order={"meening": 1.0}, confidence={}, bias=0.0)
