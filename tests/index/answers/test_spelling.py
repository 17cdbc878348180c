from collections import Counter

import pytest

from index.answers.spelling import repair

USES = Counter({"recommendations": 9, "accommodation": 7, "addition": 6, "sickness": 5, "rota": 1})
ENGLISH = {"addiction", "thickness"}


def repaired(question: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    return repair(question, USES, ENGLISH.__contains__)


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("recomendations", "recommendations"),
        ("accomodation", "accommodation"),
        ("sicknes", "sickness"),
    ],
)
def test_a_misspelt_word_becomes_the_nearest_of_the_reports(misspelt: str, meant: str) -> None:
    assert repaired(f"What about {misspelt}?") == (f"What about {meant}?", ((misspelt, meant),))


@pytest.mark.parametrize("word", ["addiction", "thickness", "accommodation", "Sicknes", "rata"])
def test_english_words_names_and_short_words_are_left_alone(word: str) -> None:
    assert repaired(f"What about {word}?") == (f"What about {word}?", ())


def test_several_repairs_are_listed_in_order() -> None:
    text, pairs = repaired("sicknes and accomodation")
    assert text == "sickness and accommodation"
    assert [p[0] for p in pairs] == ["sicknes", "accomodation"]
