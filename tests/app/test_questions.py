import pytest

from app.questions import take_question
from index.errors import BadQuestion


@pytest.mark.parametrize("text", ["", "   \n\t", "\x00\x1b"])
def test_an_empty_question_is_refused(text):
    with pytest.raises(BadQuestion, match="empty"):
        take_question(text, 100)


def test_a_question_longer_than_the_limit_is_refused_with_both_lengths():
    with pytest.raises(BadQuestion, match=r"50,000 characters, and 2,000"):
        take_question("x" * 50_000, 2000)
    assert take_question("x" * 2000, 2000) == "x" * 2000


def test_white_space_control_characters_and_stray_bytes_do_not_get_further():
    assert take_question(" Who\r\nis \x1b[31m it\udcff? ", 100) == "Who is [31m it??"
