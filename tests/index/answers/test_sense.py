import pytest

from index.answers.sense import CONTRAST, reads, reads_point


@pytest.mark.parametrize(
    ("sentence", "reading"),
    [
        ("Although there were gaps, engagement was the strongest part of planning.", "high"),
        ("Despite the wide offer, inspectors found that 14 cases were not referred.", "low"),
        ("Reviews were regular, but they came too late to matter.", "low"),
        ("Contingency plans were not sufficiently robust.", "low"),
        ("A sheet of targets was followed at the expense of good work.", "low"),
        ("Officers not only listened but also helped well.", "high"),
        ("Leaders are creative and address challenges with the culture.", "high"),
        ("The unit has two offices.", "plain"),
    ],
)
def test_a_sentence_reads_as_its_main_claim_does(sentence: str, reading: str) -> None:
    assert reads(sentence) == reading


@pytest.mark.parametrize(
    ("point", "reading"),
    [
        ("A new board was set up. It worked well.", "high"),
        ("A good framework was presented. This was unfamiliar to managers.", "plain"),
        ("Checks were missing. Officers were skilled.", "low"),
        ("A board was set up.", "plain"),
    ],
)
def test_a_point_that_turns_is_no_praise(point: str, reading: str) -> None:
    assert reads_point(point) == reading


@pytest.mark.parametrize("word", ["however", "although", "except", "only", "but"])
def test_words_that_narrow_are_known(word: str) -> None:
    assert CONTRAST.search(f"half of them, {word} one of them")
    assert not CONTRAST.search("half of them, and one of them")
