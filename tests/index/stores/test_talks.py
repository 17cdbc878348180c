import pytest

from index.errors import StoreError
from index.models import Conversation, Item, State, Turn
from index.stores.database import conversations
from index.stores.library import Library
from index.stores.talks import INGESTIONS_KEPT, Feedback

pytestmark = pytest.mark.store


def test_the_last_state_of_a_conversation_is_kept(library: Library) -> None:
    said = Turn(question="and Leeds?", standalone="What was Leeds rated?", status="answered")
    item = Item(
        text="Leeds scored 3.", kind="fact", citations=(1,), subject="Leeds", measure="score"
    )
    state = State(question=said.standalone, places=("Leeds",), dates=("2024",), items=(item,))
    library.keep_conversation("c1", Conversation(turns=(said,)))
    library.keep_conversation("c1", Conversation(turns=(said, said), state=state))
    assert library.conversation("c1") == Conversation(turns=(said, said), state=state)
    assert library.conversation("c2") is None


def test_a_conversation_of_another_version_is_refused_by_name(library: Library) -> None:
    with library._database.writing() as connection:
        values = {"id": "old", "state": '{"turns": 1}', "updated": "2024-01-01"}
        connection.execute(conversations.insert().values(**values))
    with pytest.raises(StoreError, match="old was kept by another version"):
        library.conversation("old")


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
    library.keep_conversation("c1", Conversation())
    assert library.fingerprint() == before


def test_the_last_hundred_ingestions_are_kept_newest_first(library: Library) -> None:
    for number in range(INGESTIONS_KEPT + 2):
        library.keep_ingestion(str(number))
    kept = [outcome for _, outcome in library.ingestions()]
    assert kept == [str(number) for number in range(101, 1, -1)]
