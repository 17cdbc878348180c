"""How much each feature of a sentence counts: data/weights.yaml, fitted and not chosen."""

import math
from functools import cache
from importlib.resources import files

import yaml
from pydantic import model_validator

from index.answers.features import Features
from ingest.models import Record


class Confidence(Record):
    """What tells a sentence that answers from one that is only near the subject, in log odds."""

    weights: dict[str, float]
    bias: float
    """Log odds where all features are 0."""


class Weights(Record):
    """The contents of data/weights.yaml: one number for each feature."""

    order: dict[str, float]
    """What puts the sentences of one question into their order, in log odds."""
    text: Confidence
    figure: Confidence
    """The same where a quantity is asked for: a figure of something near it is a wrong answer."""

    @model_validator(mode="after")
    def _names_features(self) -> "Weights":
        named = {*self.order, *self.text.weights, *self.figure.weights}
        unknown = sorted(named - set(Features._fields))
        if unknown:
            raise ValueError(f"no such features: {', '.join(unknown)}")
        return self


@cache
def weights() -> Weights:
    """The fitted weights, read once."""
    text = (files("index.answers") / "data/weights.yaml").read_text(encoding="utf-8")
    return Weights.model_validate(yaml.safe_load(text))


def weigh(features: Features, by: Weights | None = None) -> float:
    """How well a sentence answers, in log odds, to be compared within one question only."""
    return _total((by or weights()).order, features)


def confidence(features: Features, by: Weights | None = None) -> float:
    """How likely a sentence answers its question, 0 to 1, comparable between questions."""
    by = by or weights()
    model = by.figure if features.asks_figure else by.text
    return 1 / (1 + math.exp(-model.bias - _total(model.weights, features)))


def _total(by: dict[str, float], features: Features) -> float:
    values: dict[str, float] = features._asdict()
    return sum(weight * values[name] for name, weight in by.items())
