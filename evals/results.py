"""The nouns of a run: scores with reasons, results of pairs, summaries in figures."""

from evals.models import Kind, Pair
from index.models import Answer
from ingest.models import Record


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


class Retrieved(Record):
    """How far down a search found what a group of evidence quotes."""

    rank: int | None
    """Of the first passage that holds any of it, from 1; None where none of those looked at has."""
    characters: int | None
    """Of the passages from the first to the end of the words, in that order; None as above."""


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
    stale: str = ""
    """Which reports were replaced since the pair was confirmed, and what of its evidence still
    stands there; "" where none was."""
    paraphrases: tuple[ParaphraseResult, ...] = ()
    """In the order of the pair. `passed` does not depend on them."""
    retrieved: tuple[Retrieved, ...] = ()
    """What the search finds of each group of evidence; empty where it was not looked at."""

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


class Figure(Record):
    """One figure of a run, with how far it could be off by the choice of pairs."""

    name: str
    value: float | None
    """A share 0 to 1, or in `unit`; None where there was nothing to count."""
    low: float | None
    """Lower end of its 95 per cent interval."""
    high: float | None
    part: float
    """How many were so; of a mean, the sum."""
    whole: float
    """Of how many that were looked at."""
    of: str
    """What was looked at, in the plural."""
    unit: str = ""
    """"" for a share; words or seconds."""
    less: bool = False
    """Whether less is better."""


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
    low: float | None = None
    """Lower end of the 95 per cent interval of the share that passed."""
    high: float | None = None


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
    drafts: int = 0
    """Asked as well, and counted nowhere else: nobody has confirmed them."""
    disputed: int = 0
    """Of those asked: counted with the others, and no loss for the gate."""
    stale: int = 0
    """Of those asked: a report that they cite was replaced since they were confirmed."""
    stopped: bool = False
    """Whether somebody stopped the run before all pairs were asked: it is no baseline."""
    all: KindSummary
    kinds: dict[Kind, KindSummary]
    refusal_precision: float | None
    """Share of the refusals that were right; None where nothing was refused."""
    refusal_recall: float | None
    """Share of the pairs without an answer in the reports that were refused."""
    figures: tuple[Figure, ...] = ()
    """Every metric over all pairs; how long answers took is not among them."""
