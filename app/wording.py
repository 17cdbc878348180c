"""Words for dates, standards, measures and cells, the same in the terminal and on the pages."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from index.models import AnswerFact
from index.ratings.table import Inspection
from ingest.models import Fact, ReportInfo
from ingest.schemes import Scheme

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DIGEST = "digest (ours)"
DIGEST_SENTENCE = (
    "This is this project’s own digest of the report: our words, not the Inspectorate’s."
)
KINDS = {
    "pdu": "Probation delivery unit",
    "region": "Region",
    "annual": "Annual report",
    "thematic": "Thematic report",
    "other": "Other document",
}
MEASURES = {
    "rating": "Rating",
    "overall_rating": "Overall rating",
    "score": "Score",
    "key_question": "Key question",
    "count": "Count",
    "percentage": "Percentage",
    "rating_count": "Number rated",
    "date": "Date",
    "recommendation": "Recommendation",
    "person": "Person",
    "body": "Body",
}
CELLS = {
    "not_legible": "Not legible in the source",
    "not_rated": "Not rated",
    "not_applicable": "Does not apply",
}
KEY_QUESTIONS = {
    "engagement": "engagement",
    "desistance": "desistance",
    "safety": "keeping people safe",
}


def date_words(iso: str) -> str:
    """The date in words, at the precision it has: "2024-10" gives "October 2024"."""
    parts = iso.split("-")
    if not all(part.isdigit() for part in parts) or not 1 <= len(parts) <= 3:
        return iso
    if len(parts) == 1:
        return iso
    month = int(parts[1])
    if not 1 <= month <= 12:
        return iso
    words = f"{MONTHS[month - 1]} {parts[0]}"
    return f"{int(parts[2])} {words}" if len(parts) == 3 else words


def short_date_words(iso: str) -> str:
    """The date in words with three letters of its month: "2024-10-10" gives "10 Oct 2024"."""
    return " ".join(word[:3] if word in MONTHS else word for word in date_words(iso).split())


def standard_words(standard: str | None) -> str:
    """The name of a standard as people write it; "" for none."""
    return standard.replace("_", " ").capitalize() if standard else ""


def measure_words(fact: Fact | AnswerFact) -> str:
    """What a fact measures, with its key question, label or addressee."""
    words = MEASURES[fact.measure]
    if fact.measure == "key_question":
        name = KEY_QUESTIONS.get(fact.key_question or "") or fact.label
        return f"{words}: {name}" if name else words
    if fact.measure == "recommendation":
        number = f" {fact.number}" if fact.number is not None else ""
        return f"{words}{number}" + (f", {fact.addressee}" if fact.addressee else "")
    if fact.label:
        plain = ("count", "percentage", "person", "body")
        label = fact.label.replace("_", " ")
        return f"{label[:1].upper()}{label[1:]}" if fact.measure in plain else f"{words}: {label}"
    return words


def value_words(fact: Fact | AnswerFact) -> str:
    """The value as shown; for a cell without one, why it has none."""
    if fact.cell != "legible" or fact.value is None:
        return CELLS.get(fact.cell, "Not given")
    if fact.measure == "score" and fact.number is not None and fact.out_of is not None:
        return f"{fact.number} of {fact.out_of}"
    return date_words(fact.value) if fact.measure == "date" else fact.value


def base_words(fact: Fact | AnswerFact) -> str:
    """What a number is out of, with its unit ("59 cases"); "" where the value says it, or none."""
    if fact.out_of is None or fact.measure == "score" or str(fact.out_of) in (fact.value or ""):
        return ""
    unit = fact.unit if fact.unit and fact.unit != "percent" else ""
    return f"{fact.out_of} {unit}".strip()


def report_words(info: ReportInfo) -> str:
    """A report in few words: place, date, and whose words they are where they are ours."""
    name = info.title if info.kind in ("thematic", "other") else info.subject
    kind = ", annual report" if info.kind == "annual" else ""
    mark = f" – {DIGEST}" if info.edition == "digest" else ""
    when = f", {date_words(info.published)}" if info.published else ""
    return f"{name}{kind}{', table' if info.is_table else ''}{when}{mark}"


def kind_words(kind: str) -> str:
    """Reports of one kind, as a sentence names them: "annual reports"."""
    name = KINDS[kind].lower()
    return f"{name}s" if name.endswith(("report", "document")) else f"{name} reports"


def held_words(infos: Collection[ReportInfo]) -> str:
    """What a library holds, by what it is: reports of inspections, digests, tables, the rest."""
    names = Counter(
        "table"
        if info.is_table
        else "digest of ours"
        if info.edition == "digest"
        else "other document"
        if info.kind == "other"
        else "published report"
        for info in infos
    )
    order = ("published report", "digest of ours", "table", "other document")
    return joined([_many(names[name], name) for name in order if names[name]])


def _many(number: int, name: str) -> str:
    """A number of things of which the first word stands in the plural: "2 digests of ours"."""
    head, of, rest = name.partition(" of ")
    return f"{counted(number, head)}{of}{rest}"


def joined(words: Collection[str]) -> str:
    """The words as a list in prose: "a, b and c"."""
    *first, last = words or ("",)
    return f"{', '.join(first)} and {last}" if first else last


def either(words: Sequence[str]) -> str:
    """The words as choices: "Good, Requires improvement or Inadequate"."""
    *first, last = words or ("",)
    return f"{', '.join(first)} or {last}" if first else last


def short_words(rating: str) -> str:
    """A rating in few letters: "Good", "Inad.", and initials for several words."""
    words = rating.split()
    if len(words) > 1:
        return initials(rating)
    return rating if len(rating) <= 5 else f"{rating[:4]}."


def initials(rating: str) -> str:
    """The first letters of a rating: "RI"."""
    return "".join(word[0].upper() for word in rating.split())


def round_words(scheme: Scheme | None) -> str:
    """The title of a round of inspections."""
    return scheme.title if scheme else "Inspections of a round that is not known"


def coverage_words(inspections: Sequence[Inspection]) -> str:
    """How many inspections of how many places, and in how many a standard's rating was read."""
    places = len({(row.place.name, row.place.kind) for row in inspections})
    read = sum(
        any(fact.cell == "legible" and not fact.derived for fact in row.of("rating"))
        for row in inspections
    )
    many = counted(len(inspections), "inspection")
    return f"{many} of {counted(places, 'place')}; ratings by standard read for {read}."


_STATES = (
    ("read", "read"),
    ("derived", "derived"),
    ("not_legible", "not legible"),
    ("not_rated", "not rated"),
    ("not_applicable", "not applicable"),
    ("no_source", "given by no source"),
)


def cells_words(states: Mapping[str, int]) -> str:
    """How many cells say what: "10 cells: 7 read, 2 derived, 1 not legible."."""
    told = [f"{states[state]} {words}" for state, words in _STATES if states.get(state)]
    return f"{counted(sum(states.values()), 'cell')}: {', '.join(told)}."


def counted(number: int, name: str, many: str = "") -> str:
    """A number of things: "1 place", "2 places"; `many` is a plural that is not made with an s."""
    return f"{number} {name if number == 1 else many or f'{name}s'}"
