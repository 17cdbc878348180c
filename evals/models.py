"""The nouns of evaluation: suites of known pairs, scores with reasons, results, summaries."""

from typing import Annotated, Literal

from pydantic import (
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from index.models import Answer, Status
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

# Nothing longer is copied from a published report into this repository.
LONGEST_QUOTE = 12


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

    value: float
    unit: str | None = None
    """`percent` asks for a percentage; any other unit asks for a number that is none."""
    tolerance: float = Field(default=0, ge=0)
    """How far off the number may be, in its own unit."""


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
    words: Text
    """At most 12 consecutive words of the sentence."""

    @model_validator(mode="after")
    def _is_short(self) -> "Evidence":
        count = len(self.words.split())
        if count > LONGEST_QUOTE:
            raise ValueError(f"evidence has {count} words, and at most {LONGEST_QUOTE} are quoted")
        return self


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
    pairs: tuple[Pair, ...] = Field(min_length=1)


class Score(Record):
    """What one metric says about one answer."""

    metric: str
    value: float | None
    """0 (nothing right) to 1 (all right); None where the pair asks nothing of the kind."""
    reason: str
    faults: int = 0
    """How many things are wrong."""
    of: int = 0
    """Out of how many that were looked at."""

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return self.value is None or self.value >= 1.0


class ParaphraseResult(Record):
    """What another wording of a pair's last turn was answered."""

    wording: str
    differs: str
    """How its answer differs in status and rows from the pair's own; "" for the same rows."""
    unfulfilled: str
    """What the pair expects and this answer does not fulfil; "" where it fulfils all."""
    status: str
    """Status of the answer; "error" where there was none."""
    text: str
    """The answer, as Markdown; "" where there was none."""

    def faults(self) -> list[str]:
        """What is wrong with the answer, a line each; empty where it is as good as the pair's."""
        lines = {"rows": self.differs, "expected": self.unfulfilled}
        return [f"{name}: {reason}" for name, reason in lines.items() if reason]


class PairResult(Record):
    """A pair that was asked, with every score. Nothing here depends on the clock."""

    suite: str
    id: str
    kind: Kind
    tags: tuple[str, ...]
    passed: bool
    status: str
    """Status of the answer; "error" where there was none."""
    words: int
    scores: tuple[Score, ...]
    pair: Pair
    answer: Answer | None
    """None where asking failed."""
    error: str | None = None
    paraphrases: tuple[ParaphraseResult, ...] = ()
    """In the order of the pair. `passed` does not depend on them."""

    @property
    def key(self) -> str:
        """`<suite>/<id>`: unique in a run."""
        return f"{self.suite}/{self.id}"

    def score(self, metric: str) -> Score | None:
        """The score of that metric, or None where it was not taken."""
        return next((score for score in self.scores if score.metric == metric), None)

    def failures(self) -> tuple[Score, ...]:
        """The scores of the pair's own answer with something wrong, in the order of the metrics."""
        own = (score for score in self.scores if score.metric != "paraphrases")
        return tuple(score for score in own if not score.holds)


class Skipped(Record):
    """A pair that was not asked, and why."""

    suite: str
    id: str
    kind: Kind
    missing: tuple[str, ...]
    """Ids of the reports that are not in the library."""


class Stability(Record):
    """How far the answers do not depend on the wording."""

    paraphrases: int = 0
    """Further wordings that were asked."""
    same_rows: int = 0
    """Of these, how many were answered with the same rows as their pair."""
    fulfilled: int = 0
    """Of these, how many got an answer that fulfils what their pair expects."""


class KindSummary(Record):
    """The pairs of one kind, or of all kinds, in figures."""

    passed: int
    total: int
    skipped: int
    words_median: float
    """Of the pairs that were asked; 0 where there were none."""
    words_max: int
    wrong_report_pairs: int
    """Pairs that cite a passage about another place than was asked about."""
    unsupported_numbers: int
    """Numbers and ratings in statements that their citations do not contain."""
    untrue_quotes: int
    broken_contract: int
    """Pairs whose answer breaks CONTRACT.md."""
    uncited: int
    """Statements that need a citation and have none."""
    idle_citations: int
    """Citations that share no word or number with their statement."""
    stability: Stability = Stability()


class RunSummary(Record):
    """A run in figures: the same library and the same suites give the same bytes."""

    suites: tuple[str, ...]
    library: str
    """Fingerprint of the library."""
    reports: tuple[str, ...]
    """Ids of the published reports in the library."""
    asked: int
    passed: int
    skipped: int
    errors: int
    all: KindSummary
    kinds: dict[Kind, KindSummary]
    refusal_precision: float | None
    """Share of the refusals that were right; None where nothing was refused."""
    refusal_recall: float | None
    """Share of the pairs without an answer in the reports that were refused."""
