"""The columns of a sheet of pairs: what they are called, what goes in, and what they mean."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args

from evals.models import Column as ListOf
from evals.models import Kind, Pair
from evals.sheets.cells import (
    NOTHING,
    read_evidence,
    read_fact,
    read_lines,
    read_list,
    read_mapping,
    read_name,
    read_number,
    read_text,
    read_yes,
    write_evidence,
    write_fact,
    write_list,
    write_mapping,
    write_number,
    write_text,
    write_yes,
)
from index.models import Status

KINDS: dict[Kind, str] = {
    "rating": "what a place was rated, overall or for a standard",
    "key_question": "the percentage of cases for a key question",
    "figure": "a number or a percentage that a report states",
    "finding": "what inspectors found, in words",
    "list": "which places or standards fit",
    "count": "how many places or standards fit",
    "comparison": "two places beside each other",
    "two_dates": "one place at two dates",
    "national": "what a national report says",
    "follow_up": "the last turn of a conversation",
    "not_in_reports": "something that no report says",
    "premise": "a question that takes something wrong for granted",
    "ambiguous": "a question that can mean several things",
    "recommendation": "what a report recommends, and to whom",
    "injection": "a question that tries to give the assistant orders",
    "rank": "highest, lowest, or an order",
    "statistic": "a mean, a median, a range",
    "group": "figures by region, year or rating",
    "change": "what became better or worse",
}
ANSWERS: dict[Status, str] = {
    "answered": "the reports say it",
    "partial": "the reports say a part of it",
    "not_found": "no report says it, and the answer has to say so",
    "clarify": "the assistant has to ask which is meant",
}


@dataclass(frozen=True)
class SheetColumn:
    """One column."""

    heading: str
    field: tuple[str, ...]
    """The key of a pair that it fills, and the key inside that."""
    help: str
    """What to write, for the help sheet."""
    write: Callable[[Pair], str]
    read: Callable[[str], object]
    """Raises `CellFault`."""
    example: str = ""
    choices: tuple[str, ...] = ()
    """What a drop-down list offers; empty for none."""
    only: bool = False
    """Whether nothing else may be written than what is offered."""
    width: int = 20
    """In characters."""
    also: tuple[str, ...] = ()
    """Other headings that are understood."""


def _items(cell: str) -> list[str]:
    return [] if cell.strip() == NOTHING else read_list(cell)


def _written_items(pair: Pair) -> str:
    if pair.items is None:
        return ""
    return write_list(pair.items.values) or NOTHING


def _short(cell: str) -> list[str]:
    return read_list(cell, ",")


def _statuses(cell: str) -> list[str]:
    return [read_name(entry) for entry in read_list(cell, ",|")]


def _turns(cell: str) -> list[str]:
    return read_list(cell)


YES = ("yes",)

COLUMNS: tuple[SheetColumn, ...] = (
    SheetColumn(
        "id", ("id",),
        "A short name of the pair. Left blank, it is given one: finding-001, finding-002 …",
        lambda pair: pair.id, read_text, "staffing-01", width=16,
    ),
    SheetColumn(
        "kind", ("kind",),
        "What sort of question it is; the list below says what each word means.",
        lambda pair: pair.kind, read_name, "figure", get_args(Kind), only=True, width=16,
    ),
    SheetColumn(
        "earlier turns", ("turns", "earlier"),
        "What was said before the question in the same conversation, one turn on each line. "
        "Mostly blank.",
        lambda pair: write_list(pair.turns[:-1]), _turns, "How was Arden rated?",
        width=24, also=("earlier questions", "conversation"),
    ),
    SheetColumn(
        "question", ("turns", "last"),
        "The question, as somebody would ask it.",
        lambda pair: write_text(pair.turns[-1]), read_text,
        "How many posts were vacant at Arden?", width=44, also=("turns",),
    ),
    SheetColumn(
        "other wordings", ("paraphrases",),
        "The same question in other words, one on each line: the same answer is right.",
        lambda pair: write_list(pair.paraphrases), read_list,
        "Arden - vacancies?\nHow short of staff was Arden?", width=32, also=("paraphrases",),
    ),
    SheetColumn(
        "answer", ("status",),
        "What sort of answer is right. Several, one on each line, where any of them is. "
        "Blank means answered.",
        lambda pair: write_list(pair.status), _statuses, "answered", get_args(Status),
        width=14, also=("status",),
    ),
    SheetColumn(
        "reports", ("needs",),
        "The reports that the question is about, by their id (`reports list` shows them), one on "
        "each line. Without them in the library the pair is not asked.",
        lambda pair: write_list(pair.needs, ","), _short, "arden-2024-10",
        width=28, also=("needs", "report"),
    ),
    SheetColumn(
        "facts", ("facts",),
        "What the answer has to give, one fact on each line, of these parts: place, region, date, "
        "standard, measure, value, number, out of, key question, addressee. "
        "A part that is not written may be anything.",
        lambda pair: "\n".join(write_fact(fact.model_dump(mode="json")) for fact in pair.facts),
        lambda cell: read_lines(cell, read_fact),
        "place: Arden; date: 2024-10; standard: staffing; measure: rating; value: Inadequate",
        width=44, also=("fact",),
    ),
    SheetColumn(
        "numbers", ("numbers",),
        "Numbers that the answer has to say, one on each line. ± says how far off it may be.",
        lambda pair: "\n".join(write_number(n.value, n.unit, n.tolerance) for n in pair.numbers),
        lambda cell: read_lines(cell, read_number), "28 percent\n15 ± 1", also=("number",),
    ),
    SheetColumn(
        "must say", ("must",),
        "Words that the answer has to contain, one entry on each line; | parts words of which one "
        "is enough. Beginnings of words will do.",
        lambda pair: write_list(pair.must), read_list, "vacanc|unfilled", also=("must",),
    ),
    SheetColumn(
        "must not say", ("must_not",),
        "Words that would be wrong in the answer, one entry on each line.",
        lambda pair: write_list(pair.must_not), read_list, "Outstanding", also=("must not",),
    ),
    SheetColumn(
        "list", ("items", "values"),
        f"Everything that has to be named, one on each line. {NOTHING} where nothing fits.",
        _written_items, _items, "Arden\nBray", width=24, also=("items",),
    ),
    SheetColumn(
        "list of", ("items", "column"),
        "What the list is of. Blank means places (subject).",
        lambda pair: pair.items.column if pair.items and pair.items.column != "subject" else "",
        read_name, "standard", get_args(ListOf), only=True, width=12,
    ),
    SheetColumn(
        "list in this order", ("items", "ordered"),
        "yes where the order matters.",
        lambda pair: write_yes(pair.items is not None and pair.items.ordered), read_yes, "yes",
        YES, width=10, also=("in order", "ordered"),
    ),
    SheetColumn(
        "list may name others", ("items", "open"),
        "yes where further ones may be named; blank where each further one is wrong.",
        lambda pair: write_yes(pair.items is not None and not pair.items.exact), read_yes, "yes",
        YES, width=10,
    ),
    SheetColumn(
        "other places", ("places",),
        "Further places that the answer may cite, one on each line.",
        lambda pair: write_list(pair.places), read_list, "Bray", also=("places",),
    ),
    SheetColumn(
        "longest answer", ("max_words",),
        "The longest good answer, in words. Mostly blank.",
        lambda pair: str(pair.max_words or ""), read_text, "60", width=10, also=("max words",),
    ),
    SheetColumn(
        "tags", ("tags",),
        "Words to find the pair by, one on each line or between commas.",
        lambda pair: write_list(pair.tags, ","), _short, "everyday",
    ),
    SheetColumn(
        "note", ("note",),
        "Whatever the next reader should know.",
        lambda pair: write_text(pair.note) if pair.note else "", read_text, "", width=32,
    ),
    SheetColumn(
        "draft", ("draft",),
        "yes while nobody has checked the pair: it is asked and shown, and counts for nothing.",
        lambda pair: write_yes(pair.draft), read_yes, "", YES, width=8,
    ),
    SheetColumn(
        "disputed", ("disputed", "reason"),
        "Why somebody doubts that the pair is right. Blank where nobody does.",
        lambda pair: write_text(pair.disputed.reason) if pair.disputed else "", read_text,
        "The annual report says Good.", width=24,
    ),
    SheetColumn(
        "disputed by", ("disputed", "by"),
        "Who doubts it.",
        lambda pair: write_text(pair.disputed.by) if pair.disputed and pair.disputed.by else "",
        read_text, "", width=12,
    ),
    SheetColumn(
        "disputed on", ("disputed", "on"),
        "Since when: 2024-10-24.",
        lambda pair: pair.disputed.on if pair.disputed else "", read_text, "", width=12,
    ),
    SheetColumn(
        "confirmed", ("confirmed",),
        "Leave as it is: the words that the reports had when the pair was checked.",
        lambda pair: write_mapping(pair.confirmed), read_mapping, "", width=12,
    ),
)  # fmt: skip

EVIDENCE = "evidence"
EVIDENCE_HELP = (
    "A sentence that the answer has to cite: the report's id, a colon, and at most 12 words of it "
    "that follow each other. Several lines in one cell: any of them is enough. A second sentence "
    "that has to be cited as well goes into evidence 2."
)
EVIDENCE_EXAMPLE = "arden-2024-10: posts were vacant for more than a year"
SUITE = "suite"
SUITE_HELP = "The suite that the pair belongs to. Blank where the file is for one suite."
ABOUT = ("about the suite", "longest answers by kind", "confirmed in the suite")
ABOUT_HELP = "About the suite as a whole; stands in the first row of each suite alone."


def evidence_heading(number: int) -> str:
    """The heading of a column of evidence, counted from 1."""
    return f"{EVIDENCE} {number}"


def write_group(pair: Pair, number: int) -> str:
    """The evidence of which one is enough, counted from 1; "" where the pair has no such group."""
    if number > len(pair.evidence):
        return ""
    return "\n".join(write_evidence(e.report, e.words) for e in pair.evidence[number - 1])


def read_group(cell: str) -> list[object]:
    """The evidence of one cell; raises `CellFault`."""
    return read_lines(cell, read_evidence)
