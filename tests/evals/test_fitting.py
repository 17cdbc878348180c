import numpy as np
import pytest
import yaml

from evals.fitting import NAMES, Asked, as_yaml, fit, fit_confidence, fit_order, ranked
from index.answers.features import Features
from index.answers.weights import Weights, confidence, weigh

MEANING = NAMES.index("meaning")


def asked(name: str, right: int | None, rng: np.random.Generator) -> Asked:
    """A question whose right sentence is nearest in meaning, among sentences of noise."""
    rows = rng.normal(0.4, 0.1, (6, len(NAMES)))
    rows[:, NAMES.index("asks_figure")] = 0.0
    rows[:, MEANING] = 0.3
    marks = np.zeros(6, dtype=bool)
    if right is not None:
        rows[right, MEANING] = 0.8
        marks[right] = True
    return Asked(name, "" if right is None else "ashford-vale-2024-05", rows, marks)


def questions() -> list[Asked]:
    rng = np.random.default_rng(7)
    known = [asked(f"known-{i}", i % 6, rng) for i in range(40)]
    return known + [asked(f"absent-{i}", None, rng) for i in range(20)]


def test_what_tells_right_from_wrong_gets_the_weight() -> None:
    order = fit_order(questions())
    assert np.argmax(np.abs(order)) == MEANING
    rng = np.random.default_rng(8)
    unseen = [asked(f"new-{i}", 5 - i % 6, rng) for i in range(12)]
    assert set(ranked(unseen, order).ranks) == {0}


def test_confidence_parts_answers_from_the_best_of_no_answer() -> None:
    fitted = fit(questions(), questions())
    assert fitted.text.weights["meaning"] > 0
    rng = np.random.default_rng(9)

    def odds(one: Asked) -> float:
        sentences = [Features(*row) for row in one.features.tolist()]
        best = max(sentences, key=lambda features: weigh(features, fitted))
        return confidence(best, fitted)

    assert odds(asked("new", 2, rng)) > 0.7
    assert odds(asked("none", None, rng)) < 0.3


def test_only_judged_sentences_tell_right_from_wrong() -> None:
    """What nobody looked at may be right: it counts neither way."""
    rng = np.random.default_rng(11)
    told = questions()
    unjudged = [
        asked(f"more-{i}", None, rng)._replace(judged=np.zeros(6, dtype=bool)) for i in range(30)
    ]
    order = fit_order(told)
    alone, with_more = fit_confidence(told, order), fit_confidence(told + unjudged, order)
    assert np.allclose(alone[0], with_more[0])
    assert alone[1] == pytest.approx(with_more[1])


def test_what_the_order_gives_cannot_give_it() -> None:
    rng = np.random.default_rng(12)
    told = [one._replace(features=one.features.copy()) for one in questions()]
    for one in told:
        one.features[:, NAMES.index("standing")] = one.right + rng.normal(0, 0.01, 6)
    assert fit_order(told)[NAMES.index("standing")] == 0.0


def test_the_same_questions_give_the_same_file_twice() -> None:
    text = as_yaml(fit(questions(), questions()))
    assert text == as_yaml(fit(questions(), questions()))
    assert set(Weights.model_validate(yaml.safe_load(text)).order) == set(NAMES)
