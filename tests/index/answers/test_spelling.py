import pytest

from index.answers.spelling import Lexicon, Speller

USES = {
    "recommendations": 9, "accommodation": 7, "addition": 6, "sickness": 5, "rota": 1,
    "staffing": 9, "reviewing": 8, "people": 20,
    "forces": 4, "assessment": 9, "setting": 5, "posts": 9,
}  # fmt: skip
ENGLISH = {"addiction", "thickness", "trouble", "toll", "curfew", "writing"}
SPELLER = Speller(
    Lexicon(
        uses=USES,
        asked=frozenset({"points", "scored", "how", "many", "told"}),
        little=frozenset({"the", "what", "at", "about", "it", "how", "in", "of"}),
        names=frozenset({"sheffield", "brighton", "north", "yorkshire"}),
        proper={"october": 5, "monitor": 2},
        short=frozenset({"HMPPS", "PQIP", "PDU"}),
        spoken={"dont": "don't", "wot": "what"},
        is_english=ENGLISH.__contains__,
    )
)


def mended(question: str) -> str:
    return SPELLER.repair(question)[0]


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("recomendations", "recommendations"),
        ("accomodation", "accommodation"),
        ("sicknes", "sickness"),
        ("stafing", "staffing"),
        ("peolpe", "people"),
        ("poits", "points"),
        ("teh", "the"),
        ("trrouble", "trouble"),
        ("tolld", "told"),
        ("Norh", "North"),
        ("Octtober", "October"),
        ("Mointor", "Monitor"),
        ("HPMPS", "HMPPS"),
        ("shefield", "Sheffield"),
        ("brigthon", "Brighton"),
    ],
)
def test_a_slip_is_put_right(misspelt: str, meant: str) -> None:
    assert SPELLER.repair(f"of {misspelt}?") == (f"of {meant}?", ((misspelt, meant),))


@pytest.mark.parametrize(
    "word",
    ["addiction", "thickness", "accommodation", "curfews", "sexting", "Seetec", "pqip", "pdus"],
)
def test_words_names_and_abbreviations_are_left_alone(word: str) -> None:
    assert SPELLER.repair(f"of {word}?") == (f"of {word}?", ())


@pytest.mark.parametrize(
    ("joined", "parted"),
    [
        ("aboutit", "about it"),
        ("Howmany points", "How many points"),
        ("yorkshirereviewing", "Yorkshire reviewing"),
        ("brightonandsheffield", "Brighton and Sheffield"),
    ],
)
def test_a_lost_space_is_put_back(joined: str, parted: str) -> None:
    assert mended(joined) == parted


def test_a_slip_of_the_reports_themselves_is_mended_and_a_form_of_a_word_only_if_plain() -> None:
    lexicon = Lexicon(
        uses={"training": 60, "traning": 2, "learning": 40, "sentencing": 30, "sentencers": 1},
        asked=frozenset({"sentencers"}),
        little=frozenset(),
        names=frozenset(),
        proper={},
        short=frozenset(),
        spoken={},
        is_english={"lear", "leaning", "training", "learning"}.__contains__,
    )
    speller = Speller(lexicon)
    assert speller.repair("of traning and learing")[0] == "of training and learning"
    assert speller.repair("of sentencers, leaning")[0] == "of sentencers, leaning"


def test_speech_is_written_out_and_is_no_misspelling() -> None:
    assert SPELLER.repair("wot dont people") == ("what don't people", ())


def test_several_repairs_are_listed_in_order() -> None:
    text, pairs = SPELLER.repair("sicknes and accomodation")
    assert text == "sickness and accommodation"
    assert [p[0] for p in pairs] == ["sicknes", "accomodation"]
