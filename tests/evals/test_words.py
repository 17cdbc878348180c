from evals.words import (
    contains,
    contains_whole,
    count_words,
    mentions,
    plain,
    same_place,
    skeleton,
    visible,
)


def test_markup_marks_and_line_breaks_are_not_seen():
    assert visible("A <b>bold</b>\n claim,<sup>4</sup> a second² and **more**") == (
        "A bold claim, a second and more"
    )


def test_less_than_is_no_markup():
    assert visible("Minority: <50% of cases") == "Minority: <50% of cases"


def test_quotes_and_dashes_have_one_shape():
    assert plain("The ‘one–team’ culture") == "the 'one-team' culture"


def test_a_skeleton_has_no_list_marks_or_white_space():
    assert skeleton("- Rooms\n  were cold\t**3**") == "Roomswerecold3"


def test_alternatives_begin_at_a_word_and_numbers_end():
    assert contains("It was 28 per  cent.", "28%|28 per cent")
    assert not contains("It was 128 per cent.", "28 per cent")
    assert not contains("There were 280.", "28")
    assert contains("They were improving.", "improv")


def test_a_capital_in_a_forbidden_word_must_match():
    assert contains_whole("Rated Good.", "Good")
    assert not contains_whole("The goods were good.", "Good")
    assert contains_whole("The Goods", "goods")


def test_words_are_counted_without_dashes():
    assert count_words(["Rated – Good", "3/21"]) == 3


def test_the_longest_name_at_a_place_is_meant():
    names = ["York", "North Yorkshire", "Surrey", "Kent, Surrey and Sussex"]
    assert mentions("North Yorkshire, in Kent, Surrey, and Sussex", names) == [
        "North Yorkshire",
        "Kent, Surrey and Sussex",
    ]


def test_commas_in_names_may_be_left_out():
    names = ["Surrey", "Kent, Surrey and Sussex"]
    assert mentions("the Kent Surrey & Sussex region", names) == ["Kent, Surrey and Sussex"]


def test_names_come_by_first_mention_and_ampersands_are_words():
    assert mentions("Cole, then Nor & Cole", ["Nor and Cole", "Cole"]) == ["Cole", "Nor and Cole"]
    assert same_place("Nor & Cole PDU", "nor and cole")
