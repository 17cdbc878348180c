"""The fixed phrases of ours, in one place, and how facts are put into words."""

from collections.abc import Sequence

from index.answers.dates import month
from index.answers.knowledge import Knowledge
from index.ratings.table import Inspection
from ingest.models import Fact

NOT_SAID = "The reports in this library do not say."
NOT_HELD = "The library holds no inspection of {name}."
NO_PREDICTION = "This assistant reports what inspections found; it does not predict or advise."
NO_PRIVATE = "This assistant gives no private details of people."
CORRECTION = "The question takes something for granted that the library does not bear out:"
WHICH_PLACE = "Which place is meant?"
EMPTY = "The library is empty: bring reports in with `reports ingest FOLDER`."
GREETING = (
    "Ask about the inspection reports in this library: ratings, scores, findings, recommendations."
)
FROM_DIGEST = "From this project's own digest of the report, in our words, not the Inspectorate's."
FROM_TABLE = "From {file}, a table imported into this library, not a published report."

KEY_QUESTIONS = {
    "engagement": "engagement",
    "desistance": "desistance",
    "safety": "keeping people safe",
}


def key_question_name(key: str) -> str:
    """A key question in the middle of a sentence; another scheme's by its own key."""
    return KEY_QUESTIONS.get(key, key.replace("_", " "))


def standard_name(knowledge: Knowledge, scheme: str, key: str) -> str:
    """A standard as its scheme names it, in the middle of a sentence."""
    for each in knowledge.schemes.schemes:
        standard = each.standard(key)
        if standard and (each.name == scheme or not scheme):
            return standard.name.lower()
    return key.replace("_", " ")


def title(inspection: Inspection) -> str:
    """The place with its date: Sheffield (March 2023)."""
    return f"{inspection.place.name} ({month(inspection.date)})"


def joined(items: Sequence[str]) -> str:
    """A list in words: a, b and c."""
    items = list(items)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: 1 inspection, 9 inspections."""
    return f"{number} {one if number == 1 else many}"


def plain(number: float) -> str:
    """A number without needless decimals: 3, 3.25."""
    return f"{number:.2f}".rstrip("0").rstrip(".") if number % 1 else str(int(number))


def score_words(fact: Fact) -> str:
    """A score in words: 3 out of 21."""
    return f"{plain(fact.number or 0)} out of {plain(fact.out_of or 0)}"
