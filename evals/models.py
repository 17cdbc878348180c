"""The nouns of suites: known pairs of question and answer, and what is expected of each."""

from difflib import get_close_matches
from typing import Annotated, Literal

from pydantic import (
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    field_validator,
    model_serializer,
    model_validator,
)

from index.models import Status
from ingest.models import Cell, Measure, Record

Kind = Literal[
    "rating",
    "key_question",
    "figure",
    "finding",
    "list",
    "count",
    "comparison",
    "two_dates",
    "national",
    "follow_up",
    "not_in_reports",
    "premise",
    "ambiguous",
    "recommendation",
    "injection",
    "rank",
    "statistic",
    "group",
    "change",
]
Column = Literal[
    "subject", "region", "published", "standard", "label", "value", "number", "addressee"
]
Text = Annotated[str, Field(min_length=1)]

# Another spelling would be a unit like any other, and ask for a number that is no percentage.
_PERCENT_MISSPELT = frozenset(("%", "per cent", "percentage", "pc", "pct"))
_PERCENT = ("percent", "per cent", "percentage")
_NEARLY = 0.85
"""How like (`difflib`) a slip in typing is: "per cnet", and not "cent" or "per month"."""

# Nothing longer is copied from a published report into this repository.
LONGEST_QUOTE = 12
# For editors alone; the message of the check below says more.
_SHORT = rf"^\s*(\S+\s+){{0,{LONGEST_QUOTE - 1}}}\S+\s*$"


class ExpectedFact(Record):
    """A fact that the answer must give: it matches where every key written in the suite does."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, coerce_numbers_to_str=True
    )

    subject: str | None = None
    region: str | None = None
    published: str | None = None
    """ISO date at any precision: equal to another where one is the beginning of the other."""
    scheme: str | None = None
    standard: str | None = None
    measure: Measure | None = None
    label: str | None = None
    value: str | None = None
    number: float | None = None
    unit: str | None = None
    out_of: float | None = None
    key_question: Literal["engagement", "desistance", "safety"] | None = None
    addressee: str | None = None
    cell: Cell | None = None
    derived: bool | None = None

    @model_serializer(mode="wrap")
    def _as_written(self, serialise: SerializerFunctionWrapHandler) -> dict[str, object]:
        """Only the keys that the suite gives: a null would be one more of them."""
        fields: dict[str, object] = serialise(self)
        return {name: value for name, value in fields.items() if name in self.model_fields_set}

    @model_validator(mode="after")
    def _says_something(self) -> "ExpectedFact":
        if not self.model_fields_set:
            raise ValueError("a fact needs at least one key")
        return self


class ExpectedNumber(Record):
    """A number that must stand in a statement, in digits or in words."""

    value: float = Field(allow_inf_nan=False)
    unit: str | None = None
    """`percent` asks for a percentage; any other unit asks for a number that is none."""
    tolerance: float = Field(default=0, ge=0, allow_inf_nan=False)
    """How far off the number may be, in its own unit."""

    @field_validator("unit")
    @classmethod
    def _has_one_word_for_percentages(cls, unit: str | None) -> str | None:
        said = (unit or "").strip().lower()
        if said in _PERCENT_MISSPELT or (
            said != "percent" and get_close_matches(said, _PERCENT, cutoff=_NEARLY)
        ):
            raise ValueError(f"the unit {unit!r} would not ask for a percentage; write percent")
        return unit


class ExpectedItems(Record):
    """The members of a list that the answer must give."""

    values: tuple[Text, ...]
    """Empty where nothing fulfils what was asked: then no member may be named."""
    ordered: bool = False
    exact: bool = True
    """No other member of the same sort may be named."""
    column: Column = "subject"
    """The field of the answer's facts that holds the members."""

    @model_validator(mode="after")
    def _asks_something(self) -> "ExpectedItems":
        if not self.values and not self.exact:
            raise ValueError("an empty list that is not exact asks nothing")
        return self


class Evidence(Record):
    """A place in a report that answers the question."""

    report: Text
    """Id of the report."""
    words: Annotated[str, Field(min_length=1, json_schema_extra={"pattern": _SHORT})]
    """At most 12 consecutive words of the sentence."""

    @model_validator(mode="after")
    def _is_short(self) -> "Evidence":
        count = len(self.words.split())
        if count > LONGEST_QUOTE:
            raise ValueError(f"evidence has {count} words, and at most {LONGEST_QUOTE} are quoted")
        return self


class Dispute(Record):
    """Why somebody doubts what a pair expects: its loss stops no gate until that is settled."""

    reason: Text
    by: str = ""
    on: str = Field(default="", pattern=r"^(\d{4}(-\d\d){0,2})?$")
    """ISO date; "" where nobody wrote it down."""


class Pair(Record):
    """A question, or a conversation, with what is known about its right answer."""

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    kind: Kind
    turns: tuple[Text, ...] = Field(min_length=1)
    """What the user says, in order; the answer to the last turn is judged."""
    paraphrases: tuple[Text, ...] = ()
    """Further wordings of the last turn, to which the same is right."""
    status: tuple[Status, ...] = Field(default=("answered",), min_length=1)
    """Any of these is right."""
    needs: tuple[Text, ...] = ()
    """Ids of the published reports without which the pair is skipped."""
    places: tuple[Text, ...] = ()
    """Further places that may be cited, beside those of `needs`, `facts` and `items`."""
    facts: tuple[ExpectedFact, ...] = ()
    numbers: tuple[ExpectedNumber, ...] = ()
    must: tuple[Text, ...] = ()
    """Words that must be in the text; `|` separates alternatives; case does not matter."""
    must_not: tuple[Text, ...] = ()
    """Whole words that no statement may contain; case matters where one is capital."""
    items: ExpectedItems | None = None
    evidence: tuple[tuple[Evidence, ...], ...] = ()
    """Groups that must all be cited; inside a group one is enough."""
    max_words: int | None = Field(default=None, ge=1)
    """Longest acceptable answer, in words of its statements."""
    tags: tuple[Text, ...] = ()
    note: str = ""
    draft: bool = False
    """Whether nobody has confirmed it yet: it is asked and shown, and counts for nothing."""
    disputed: Dispute | None = None
    confirmed: dict[Text, Text] = Field(default_factory=dict)
    """Report id to its words (`evals.stale`) when this pair was confirmed, where the suite has
    another or none."""

    @property
    def reports(self) -> tuple[str, ...]:
        """Ids of the reports that it needs or cites, sorted."""
        cited = {place.report for group in self.evidence for place in group}
        return tuple(sorted({*self.needs, *cited}))

    @model_validator(mode="after")
    def _is_sound(self) -> "Pair":
        for group in self.evidence:
            if not group:
                raise ValueError("a group of evidence is empty")
        for entry in (*self.must, *self.must_not):
            if not all(part.strip() for part in entry.split("|")):
                raise ValueError(f"an alternative in {entry!r} is empty")
        wordings = (self.turns[-1], *self.paraphrases)
        if repeated := next((w for w in wordings if wordings.count(w) > 1), None):
            raise ValueError(f"the wording {repeated!r} is written twice")
        return self


class Suite(Record):
    """A file of pairs."""

    suite: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    """Name of the suite."""
    description: str = ""
    max_words: dict[Kind, int] = Field(default_factory=dict)
    """Longest acceptable answer by kind, for pairs that name none of their own."""
    confirmed: dict[Text, Text] = Field(default_factory=dict)
    """Report id to its words (`evals.stale`) when the pairs were confirmed; a pair may differ."""
    pairs: tuple[Pair, ...] = Field(min_length=1)
