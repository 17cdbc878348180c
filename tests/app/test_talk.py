"""A question of the page on its way to the assistant."""

from app.views.talk import Asking, ask
from index.answers.assistant import Assistant, Reply
from index.models import Conversation, Filters
from index.stores.library import Library


class Listening(Assistant):
    """An assistant that keeps what it is asked."""

    heard: tuple[str, ...] = ()

    def ask(
        self,
        question: str,
        conversation: Conversation | None = None,
        filters: Filters | None = None,
    ) -> Reply:
        self.heard += (question,)
        return super().ask(question, conversation, filters)


def asking(question: str) -> Asking:
    return Asking(question, limit=200, filters=Filters(), filtered="")


def test_the_assistant_hears_neither_a_number_nor_the_gap_that_it_left(library: Library) -> None:
    assistant = Listening(library)
    said, _ = ask(assistant, asking("CRN X123456 - how was Westmere rated for staffing?"), None)
    assert assistant.heard == ("CRN - how was Westmere rated for staffing?",)
    assert said.question == "CRN [case number removed] - how was Westmere rated for staffing?"
    assert said.answer is not None
    assert "Inadequate" in said.answer.text


def test_a_question_that_cannot_be_taken_leaves_the_conversation_as_it_was(
    library: Library,
) -> None:
    before = Conversation()
    said, after = ask(Listening(library), asking("staffing " * 40), before)
    assert said.answer is None
    assert "200" in said.error
    assert after is before
