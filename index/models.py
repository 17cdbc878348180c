"""The nouns of question and answer."""

from typing import Literal

from index.account import Account
from ingest.models import Box, Cell, Measure, Record, ReportInfo, Span

Status = Literal["answered", "partial", "not_found", "clarify"]
StatementKind = Literal["quote", "fact", "written", "fixed"]


class Citation(Record):
    """One contiguous quotation, or one row, of one report (CONTRACT.md, citation)."""

    id: int
    kind: Literal["passage", "table"]
    report: ReportInfo
    passage: str
    section: tuple[str, ...]
    standard: str | None
    page: int | None
    quote: str
    start: int
    end: int
    spans: tuple[Span, ...]
    boxes: tuple[Box, ...] = ()
    cells: dict[str, str] | None = None


class Statement(Record):
    """One sentence or line of an answer, plain text, with the citations that support it."""

    text: str
    kind: StatementKind
    citations: tuple[int, ...] = ()


class AnswerFact(Record):
    """A structured fact that belongs to the question (CONTRACT.md, fact)."""

    subject: str
    region: str
    published: str
    scheme: str
    standard: str | None
    measure: Measure
    label: str | None
    value: str | None
    number: float | int | None
    unit: str | None
    out_of: float | int | None
    key_question: str | None
    addressee: str | None
    cell: Cell
    derived: bool
    rule: str | None
    polarity: str | None
    citation: int
    citations: tuple[int, ...]


class Answer(Record):
    """What a question gets (CONTRACT.md, Answer)."""

    question: str
    standalone_question: str
    status: Status
    text: str
    """Markdown: the statements in order with headings, list marks and markers like [1]."""
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    facts: tuple[AnswerFact, ...]
    notes: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()


Intent = Literal[
    "rating",
    "score",
    "key_question",
    "recommendation",
    "table",
    "comparison",
    "why",
    "strengths",
    "improvements",
    "summary",
    "report_fact",
    "coverage",
    "finding",
    "figure",
    "declined",
    "chat",
]
Aggregate = Literal[
    "list",
    "count",
    "highest",
    "lowest",
    "extremes",
    "rank",
    "mean",
    "median",
    "total",
    "range",
    "difference",
    "share",
]


Grouping = Literal[
    "region",
    "standard",
    "rating",
    "place",
    "year",
    "half",
    "month",
    "addressee",
    "key_question",
    "score",
]


class Place(Record):
    """Somebody who can be inspected: a probation delivery unit, a region, or the nation."""

    name: str
    kind: Literal["pdu", "region", "national"]
    region: str
    """The region that a unit belongs to; a region's own name; "" for the nation."""


class Condition(Record):
    """What rows of the table must fulfil: a score or a percentage against a limit."""

    measure: Literal["score", "percentage", "points", "number"]
    operator: Literal["eq", "ne", "lt", "le", "gt", "ge"]
    number: float


class TableQuery(Record):
    """What is asked of the ratings table: compiled into SQL by `index.ratings.query`.

    Every field narrows; an empty one lets everything pass. Rows of one inspection are counted once.
    """

    rows: Literal["inspection", "standard", "key_question", "recommendation", "count"]
    """What one row is; `count` is a rating of a standard as a national report counts it."""
    measure: Literal["score", "rating", "overall_rating", "percentage", "date", "number"]
    """What is compared, averaged or ranked."""
    kind: Literal["pdu", "region"] = "pdu"
    places: tuple[Place, ...] = ()
    excluded: tuple[str, ...] = ()
    """Names of places that are left out."""
    regions: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    """ISO dates or prefixes: the inspection fits any of them."""
    since: str = ""
    """ISO: published on this day (month, year) or later."""
    until: str = ""
    """ISO: published before this day (month, year) begins."""
    newest: bool = False
    """Only the newest inspection of each place."""
    held: bool = False
    """Only inspections whose own report is in the library."""
    listed: bool = False
    """Only inspections that a table of several inspections lists."""
    reports: tuple[str, ...] = ()
    """Only inspections that one of these reports is a source of."""
    scheme: str = ""
    standards: tuple[str, ...] = ()
    standard_numbers: tuple[str, ...] = ()
    """Given by number only; each round reads them in its own way."""
    key_questions: tuple[str, ...] = ()
    ratings: tuple[str, ...] = ()
    addressee: str = ""
    """A part of the addressee's name, in lower case."""
    pairs: tuple[tuple[str, str], ...] = ()
    """Standards with the rating that each must have, where several are asked about at once."""
    every_standard: bool = False
    """Only inspections whose standards all have the ratings asked about."""
    versus: Literal["gt", "lt", "eq"] | None = None
    """How the first of two standards must be rated beside the second, in one inspection."""
    moved: Literal["gt", "lt", "eq", "any"] | None = None
    """Only places whose latest inspection stands so beside the one before."""
    conditions: tuple[Condition, ...] = ()
    """Limits on the measure's number; all of them hold."""
    against: Literal["place", "mean", "median", "maximum"] | None = None
    """Rows are set against the number of the one place named, the mean or median of all rows, or
    the most that can be had."""
    operator: Literal["eq", "lt", "gt"] | None = None
    """How rows compare with that; None asks for the place's own position."""
    aggregate: Aggregate = "list"
    group_by: Grouping | None = None
    having: tuple[Condition, ...] = ()
    """Limits on the number of each group."""
    edge: Literal["highest", "lowest"] | None = None
    """Only the groups with the highest or lowest number."""
    limit: int | None = None
    """How many rows or groups; ties at the edge are kept."""
    nth: int | None = None
    """Only the nth best (or worst) value: 2 for "second highest"."""
    rising: bool = False
    """Lowest first."""


class QuestionPlan(Record):
    """What a question asks for; rules make it, and every later step reads only this."""

    question: str
    """As typed."""
    standalone: str
    """The question with what the conversation supplies put in."""
    intent: Intent
    places: tuple[Place, ...] = ()
    """The places that the question names, in order of appearance."""
    excluded: tuple[str, ...] = ()
    """Names of places that the question leaves out ("excluding Wakefield")."""
    either: tuple[Place, ...] = ()
    """The places that one ambiguous name may mean; empty when nothing is ambiguous."""
    either_name: str = ""
    """The ambiguous name as typed."""
    regions: tuple[str, ...] = ()
    """Regions named: a filter for tables, a subject of their own otherwise."""
    unknown: tuple[str, ...] = ()
    """Names in the question that nothing in the library bears."""
    dates: tuple[str, ...] = ()
    """ISO dates or prefixes of them: 2023, 2024-10."""
    newest: bool = False
    """The question says now, latest, current."""
    earlier: bool = False
    """The question says earlier, previous."""
    every_date: bool = False
    """The question is about change over time."""
    national: bool = False
    standards: tuple[str, ...] = ()
    standard_numbers: tuple[str, ...] = ()
    """Standards given by number only; what they mean depends on the round."""
    key_questions: tuple[str, ...] = ()
    ratings: tuple[str, ...] = ()
    overall: bool = False
    aggregate: Aggregate | None = None
    conditions: tuple[Condition, ...] = ()
    limit: int | None = None
    """How many rows were asked for ("top three")."""
    group_by: Grouping | None = None
    table: TableQuery | None = None
    """What is asked of the ratings table, where the table answers."""
    also_list: bool = False
    """Beside a number the rows are asked for ("how many …, and which?")."""
    addressee: str = ""
    ordinal: int | None = None
    """The number of a recommendation that was asked for."""
    polarity: Literal["strength", "improvement"] | None = None
    premise: bool = False
    """The question takes its rating or score for granted ("why was X rated Good?")."""
    wants: Literal[
        "number", "percent", "duration", "money", "date", "name", "yes_no", "reason", "list", "text"
    ] = "text"
    detail: Literal["fieldwork", "publication", "inspector", "region", "none"] = "none"
    parts: tuple[str, ...] = ()
    """Names of one half of a joint unit ("Rotherham"), as typed; the other half is elsewhere."""
    local: tuple[str, ...] = ()
    """Names of offices or towns that led to a place, as typed."""
    aside: tuple[str, ...] = ()
    """Names that a named report is asked about, as typed: words to look for, not whom it is of."""
    search: str = ""
    """What to look for in passages: the question without places, dates and politeness."""
    depth: Literal["line", "normal", "more"] = "normal"
    carried: tuple[str, ...] = ()
    """What was taken over from the turns before, in words."""
    corrected: tuple[tuple[str, str], ...] = ()
    """Misspelt words and what they were taken for."""


class Filters(Record):
    """Limits that a page sets; empty means everything."""

    reports: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


class Item(Record):
    """One of the things that an answer listed, as a follow-up may point at it ("the second")."""

    text: str
    kind: Literal["quote", "fact"]
    citations: tuple[int, ...]
    """Numbers of citations of that answer."""
    subject: str = ""
    """The place that it is about."""
    published: str = ""
    standard: str | None = None
    measure: str = ""
    """What the fact behind it measures; "" for a point of the text."""
    value: str = ""
    number: int | None = None
    """Its own number where it has one: that of a recommendation."""


class State(Record):
    """What a conversation is about: all that the next question may lean on, and nothing else."""

    question: str = ""
    """The last question that was answered, as one that stands alone."""
    intent: Intent = "chat"
    status: Status = "answered"
    topic: str = ""
    """What that question looked for."""
    places: tuple[str, ...] = ()
    """The places that the answer was about."""
    parts: tuple[str, ...] = ()
    """The half of a joint unit that was meant, as typed."""
    recent: tuple[str, ...] = ()
    """The places of the last turns, oldest first."""
    dates: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    key_questions: tuple[str, ...] = ()
    table: TableQuery | None = None
    """What was asked of the ratings table, where the table answered."""
    items: tuple[Item, ...] = ()
    """What the answer listed, in its order."""
    shown: tuple[str, ...] = ()
    """Ids of the passages that were quoted, so that "more" shows others."""
    cited: tuple[Citation, ...] = ()
    """The citations behind the items, for "show me the source"."""
    choices: tuple[str, ...] = ()
    """Readings that were offered, when the answer asked back."""
    either: tuple[Place, ...] = ()
    """The places that one ambiguous name may mean."""
    either_name: str = ""


class Turn(Record):
    """One turn as it was said and understood."""

    question: str
    standalone: str
    status: Status


class Conversation(Record):
    """The state of a conversation, and its last turns, oldest first."""

    turns: tuple[Turn, ...] = ()
    state: State = State()
    earlier: tuple[State, ...] = ()
    """The states before, for "back to …": oldest first, as few as the assistant keeps."""


class Reply(Record):
    """An answer, how it came about, and the conversation that goes on."""

    answer: Answer
    plan: QuestionPlan
    conversation: Conversation
    """The conversation with this turn."""
    taken_over: State = State()
    """What it was about before this turn."""
    account: Account = Account()
