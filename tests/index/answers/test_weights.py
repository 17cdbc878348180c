import pytest
from pydantic import ValidationError

from index.answers.assistant import Assistant
from index.answers.features import Features
from index.answers.weights import Confidence, Weights, confidence, weigh, weights
from index.stores.library import Library

NOTHING = Features(*[0.0] * len(Features._fields))


def test_the_data_file_weighs_every_feature() -> None:
    named = (weights().order, weights().text.weights, weights().figure.weights)
    assert {frozenset(names) for names in named} == {frozenset(Features._fields)}


def test_a_feature_adds_its_weight() -> None:
    by = Weights(
        order={"meaning": 2.0, "leans": -1.0},
        text=Confidence(weights={"meaning": 3.0}, bias=-3.0),
        figure=Confidence(weights={"meaning": 3.0}, bias=-6.0),
    )
    near = NOTHING._replace(meaning=0.5)
    assert weigh(near, by) == 1.0
    assert weigh(near._replace(leans=1.0), by) == 0.0
    assert confidence(NOTHING._replace(meaning=1.0), by) == 0.5
    assert confidence(near, by) < 0.5
    assert confidence(NOTHING._replace(meaning=1.0, asks_figure=1.0), by) < 0.1


def test_a_weight_of_no_feature_is_refused() -> None:
    none = Confidence(weights={}, bias=0.0)
    with pytest.raises(ValidationError, match="no such features: meening"):
        Weights(order={"meening": 1.0}, text=none, figure=none)


def test_an_assistant_weighs_by_what_it_is_handed(library: Library, assistant: Assistant) -> None:
    question = "What share of case administrator posts was vacant in Ashford Vale?"
    never = Confidence(weights={}, bias=-20.0)
    doubting = Assistant(library, Weights(order={"meaning": 1.0}, text=never, figure=never))
    assert assistant.ask(question).answer.status == "answered"
    assert doubting.ask(question).answer.status == "not_found"
    assert assistant.ask(question).answer.status == "answered"
