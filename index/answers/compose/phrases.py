"""The fixed phrases of ours, in one place, and how facts are put into words."""

from collections.abc import Sequence

from index.answers.dates import month
from index.answers.knowledge import Knowledge
from index.ratings.table import Inspection
from ingest.models import Fact, ReportInfo

NOT_SAID = "The reports in this library do not say."
NEAREST = "The nearest that they say:"
NOT_HELD = "The library holds no inspection of {name}."
NO_OWN_REPORT = "The library holds no report of {name} itself: other reports say this of it."
LEFT_OUT = "The filters that are on leave out {name}."
NO_PREDICTION = "This assistant reports what inspections found; it does not predict or advise."
BEYOND = {
    "prediction": NO_PREDICTION,
    "advice": NO_PREDICTION,
    "private": "This assistant gives no private details of people.",
    "contact": "This assistant gives no contact details.",
    "off_subject": "That is no subject of the inspection reports in this library.",
}
"""One sentence for each reason why a question is not one for reports."""
OTHER_BODY = (
    "The library holds no rating or judgement by or of {name}: it is outside what these reports "
    "inspect."
)
CORRECTION = "That is not what the library shows:"
WHICH_PLACE = "Which place is meant?"
EMPTY = "The library is empty: bring reports in with `reports ingest FOLDER`."
GREETING = (
    "Ask about the inspection reports in this library: ratings, scores, findings, recommendations."
)
HELP = (
    "Ask in plain words what the inspections in this library found: how a place was rated and why, "
    "what went well and what did not, recommendations, figures, how places compare, or what the "
    "reports say on a subject. Every answer shows its sources."
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
            name = standard.name.lower()
            # A round that prints "Staff": in a sentence the fuller word, "staffing", reads better.
            return whole if (whole := key.replace("_", " ")).startswith(name) else name
    return key.replace("_", " ")


def title(inspection: Inspection) -> str:
    """The place with its date: Sheffield (March 2023)."""
    return f"{inspection.place.name} ({month(inspection.date)})"


def short_title(title: str) -> str:
    """A report's title without what stands behind its colon."""
    return title.split(":")[0].strip()


def title_of(info: ReportInfo) -> str:
    """The place that a report is about with its date: Sheffield (March 2023)."""
    return f"{info.subject} ({month(info.published)})"


def joined(items: Sequence[str]) -> str:
    """A list in words: a, b and c; "a and b, and c" where a name holds an "and" itself."""
    items = list(items)
    if len(items) == 1:
        return items[0]
    comma = "," if any(" and " in item for item in items) else ""
    return f"{', '.join(items[:-1])}{comma} and {items[-1]}"


def counts_words(knowledge: Knowledge, counts: Sequence[Fact]) -> str:
    """Counts of ratings in words: of 24 PDUs, 10 were rated Good and 14 Inadequate."""
    scheme = next((s for s in knowledge.schemes.schemes if s.name == counts[0].scheme), None)
    unit = scheme.calls.units[0] if scheme and scheme.calls.units and "pdu" in scheme.kinds else ""
    several = f"{unit}s" if unit else counts[0].unit or "inspected places"
    first, *others = counts
    if not others and first.number == first.out_of:
        return f"All {plain(first.number or 0)} {several} inspected were rated {first.value}"
    were = "was" if first.number == 1 else "were"
    shown = [f"{plain(first.number or 0)} {were} rated {first.value}"]
    shown += [f"{plain(f.number or 0)} {f.value}" for f in others]
    return f"Of {plain(first.out_of or 0)} {several}, {joined(shown)}"


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: 1 inspection, 9 inspections."""
    return f"{number} {one if number == 1 else many}"


def plain(number: float) -> str:
    """A number without needless decimals: 3, 3.25."""
    return f"{number:.2f}".rstrip("0").rstrip(".") if number % 1 else str(int(number))


def score_words(fact: Fact) -> str:
    """A score in words: 3 out of 21."""
    return f"{plain(fact.number or 0)} out of {plain(fact.out_of or 0)}"


def report_title(knowledge: Knowledge, report: str) -> str:
    """Whom and when a report is about: an answer that was asked of nobody must say so."""
    info = knowledge.info(report)
    if info.kind in {"pdu", "region"}:
        return f"{info.subject} ({month(info.published)})"
    return info.title
