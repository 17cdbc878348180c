import pytest

from index.stores.library import Library
from index.stores.talks import Feedback

pytestmark = pytest.mark.store


def test_the_last_state_of_a_conversation_is_kept(library: Library) -> None:
    library.keep_conversation("c1", '{"turns": 1}')
    library.keep_conversation("c1", '{"turns": 2}')
    assert library.conversation("c1") == '{"turns": 2}'
    assert library.conversation("c2") is None


def test_feedback_comes_back_in_order(library: Library) -> None:
    given = [
        Feedback(question="Who?", answer="{}", verdict="good"),
        Feedback(conversation="c1", question="When?", answer="{}", verdict="bad", comment="No."),
    ]
    for one in given:
        library.keep_feedback(one)
    assert library.feedback() == tuple(given)


def test_talk_does_not_change_what_the_library_holds(library: Library) -> None:
    before = library.fingerprint()
    library.keep_conversation("c1", "{}")
    assert library.fingerprint() == before
