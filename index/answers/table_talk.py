"""Questions about the rows just shown: "who's bottom?", "and 1?", "only those of March 2024"."""

import re

from index.answers.english import content_stems, english
from index.answers.fragments import Resolved, drop_dates, own_content
from index.models import QuestionPlan, Turn

_OF_THOSE = re.compile(
    r"\b(?:of|among|in|from) (?:those|them|these|that (?:list|table)|the(?:se)? (?:ones|list))\b"
    r"|\b(?:their|they|those|these|them)\b",
    re.IGNORECASE,
)
_COUNTS_THOSE = re.compile(
    r"^\W*(?:and |but |so )?(?:of (?:these|those|them),? )?(?:how many|what number)"
    r" (?:of (?:those|them|these)|were|are|went|did)\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"\b(?:top|bottom|best|worst|highest|lowest|last|first|average|avg|mean|median|middle|range"
    r"|spread|total|how many|rank(?:ed)?|gap|difference)\b",
    re.IGNORECASE,
)


_JUST_NUMBER = re.compile(
    r"^\W*(?:(?:and|or|now|ok|what about|how about|those with|the ones with|with|just|only|on"
    r"|who got)\W+)*(?P<number>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)"
    r"(?: points?| out of \d\d)?\W*$",
    re.IGNORECASE,
)


def _other_number(text: str, last: Turn, plan: QuestionPlan) -> Resolved | None:
    """The question before with another score ("and 1?")."""
    found = _JUST_NUMBER.match(text)
    table = last.plan.table
    if not found or table is None or len(table.conditions) != 1:
        return None
    written = rf"\b(?:{table.conditions[0].number:g}|{_word(table.conditions[0].number)})\b"
    standalone, changed = re.subn(written, found["number"], last.standalone, count=1)
    return Resolved(standalone, ("the question before",)) if changed else None


def _word(number: float) -> str:
    words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    return words[int(number)] if 0 <= number < len(words) and number == int(number) else "(?!)"


def _other_time(text: str, last: Turn, plan: QuestionPlan) -> Resolved | None:
    """Of the rows before those of a month or a year ("just the March 2024 ones")."""
    narrows = _NARROWS.match(text)
    if last.plan.table is None or not plan.dates or not narrows or _timeless(plan):
        return None
    when = " and ".join(plan.dates)
    base = drop_dates(last.standalone).rstrip("?. ")
    return Resolved(f"{base}, published in {when}?", ("the list before",))


def _of_region(text: str, last: Turn, plan: QuestionPlan) -> Resolved | None:
    """Of the rows before those of a region ("just the Kent ones")."""
    if last.plan.table is None or last.plan.table.regions or not plan.regions:
        return None
    if not _NARROWS.match(text) or plan.ratings or plan.standards or plan.conditions:
        return None
    base = last.standalone.rstrip("?. ")
    return Resolved(f"{base} in {' and '.join(plan.regions)}?", ("the list before",))


_NARROWS = re.compile(
    r"^\W*(?:and |but |ok |now )*(?:just|only|which of|the ones|those)\b", re.IGNORECASE
)


def _timeless(plan: QuestionPlan) -> frozenset[str]:
    """What a question is about beside dates."""
    months = content_stems(" ".join(english().months))
    left = own_content(plan) - _TIMED - months
    return frozenset(s for s in left if not s[0].isdigit())


_TIMED = content_stems("ones please published came out just only issued released march")


def of_table(text: str, last: Turn, plan: QuestionPlan) -> Resolved | None:
    """A question about the rows just shown keeps their region, dates and place; else None."""
    table = last.plan.table
    if len(text.split()) > 16 or {p.name for p in plan.places} - set(last.places):
        return None
    if (
        last.plan.intent in {"table", "recommendation"}
        and _COUNTS_THOSE.match(text)
        and (table is None or table.rows == "recommendation")
    ):
        base = last.standalone.rstrip("?. ")
        rest = _OF_THOSE.sub(
            " ",
            re.sub(
                r"^\W*(?:and |but |so )?(?:of (?:these|those|them),? )?(?:how many|what number)",
                "",
                text,
                flags=re.IGNORECASE,
            ),
        )
        rest = re.sub(r"^\W*(?:were|are|went)\b", "", rest)
        return Resolved(f"{base} {' '.join(rest.split())}", ("the question before",))
    if plan.places or len(text.split()) > 12:
        return None
    narrower = _of_region(text, last, plan)
    if narrower:
        return narrower
    if plan.regions or plan.either:
        return None
    again = _other_number(text, last, plan) or _other_time(text, last, plan)
    if again:
        return again
    if table is None or not _BARE.search(text) or not (table.regions or table.dates):
        return None
    where = f" of the {' and '.join(table.regions)} PDUs" if table.regions else " of the PDUs"
    when = f" in {table.dates[0]}" if table.dates else ""
    scored = "" if plan.ratings or plan.standards else " by score"
    return Resolved(f"{text.rstrip('?. ')}{where}{when}{scored}?", ("the list before",))
