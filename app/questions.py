"""A question as it may be asked: not empty, not longer than the limit, words alone."""

import re

from index.errors import BadQuestion


def take_question(text: str, limit: int) -> str:
    """The question with its white space tidied; raises BadQuestion."""
    # A surrogate is a byte of the command line that was no UTF-8; nothing can store or print it.
    legible = text.encode("utf-8", "replace").decode("utf-8")
    question = re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", legible).strip()
    if not question:
        raise BadQuestion("The question is empty. Ask something, in a sentence or a few words.")
    if len(question) > limit:
        raise BadQuestion(
            f"The question has {len(question):,} characters, and {limit:,} are the limit. "
            "Ask it in a sentence or two."
        )
    return question
