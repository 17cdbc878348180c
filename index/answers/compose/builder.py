"""Gathers statements, citations and facts into one Answer; numbers citations as they appear."""

from collections.abc import Callable, Sequence

from index.answers.compose.markdown import escape
from index.models import Answer, AnswerFact, Citation, Statement, StatementKind, Status
from ingest.models import Fact, ReportInfo, Source

# Answers can show thousands of rows: their fields are taken over by name, not dumped one by one.
_CITED = tuple(name for name in Source.model_fields if name != "report")
_SHOWN = tuple(name for name in AnswerFact.model_fields if name in Fact.model_fields)
_SourceKey = tuple[str, tuple[tuple[int, int, int | None], ...]]


class AnswerBuilder:
    """Collects what an answer says, line by line."""

    def __init__(
        self,
        report_info: Callable[[str], ReportInfo],
        whole: Callable[[Source], Source] = lambda source: source,
    ) -> None:
        """`whole` widens the place that a fact was read from to what a reader should see."""
        self._report_info = report_info
        self._whole = whole
        self._widened: dict[_SourceKey, Source] = {}
        self.clear()

    def clear(self) -> None:
        """Take back everything said: another form of answer begins."""
        self._citations: list[Citation] = []
        self._ids: dict[_SourceKey, int] = {}
        self._statements: list[Statement] = []
        self._blocks: list[str] = []
        self._facts: list[AnswerFact] = []
        self._seen_facts: set[str] = set()
        self.listed: list[int] = []
        """Which statements stand in a list, from 0."""
        self.notes: list[str] = []
        self.suggestions: list[str] = []

    def cite(self, source: Source) -> int:
        """The number of the citation for this place, the same for the same place."""
        key = (source.report, source.spans)
        if key not in self._ids:
            self._ids[key] = len(self._citations) + 1
            said = vars(source)
            fields = {name: said[name] for name in _CITED}
            info = self._report_info(source.report)
            self._citations.append(Citation(id=self._ids[key], report=info, **fields))
        return self._ids[key]

    def _cite_fact(self, source: Source) -> int:
        """The citation of the sentence that a fact stands in, or of a quotation that holds it."""
        for citation in self._citations:
            if _holds(citation, source):
                return citation.id
        key = (source.report, source.spans)
        if key not in self._widened:
            self._widened[key] = self._whole(source)
        return self.cite(self._widened[key])

    def heading(self, text: str) -> None:
        """A line of ours above the statements that follow: a place and a date, say."""
        self._blocks.append(f"**{escape(text)}**")

    def quote(self, source: Source, *, bullet: bool = False, lead: str = "") -> None:
        """A verbatim quotation; what comes from a digest of ours stands without quotation marks.

        `lead`: what it is about, a place or a standard, in front of it.
        """
        if (source.report, source.spans) in self._ids:
            quoted = {s.text for s in self._statements if s.kind == "quote"}
            if source.quote.replace("\t", " ") in quoted:
                return
        number = self.cite(source)
        text = source.quote.replace("\t", " ")
        shown = escape(text)
        if self._report_info(source.report).edition == "published":
            shown = f"“{shown}”"
        if lead:
            shown = f"{escape(lead)}: {shown}"
        self._statement(text, "quote", (number,), shown, bullet)

    def fact(
        self,
        text: str,
        sources: Sequence[Source],
        *,
        bullet: bool = False,
        facts: Sequence[Fact] = (),
    ) -> None:
        """A rendering of table rows, with the rows it renders."""
        numbers = tuple(dict.fromkeys(self._cite_fact(source) for source in sources))
        self._statement(text, "fact", numbers, escape(text), bullet)
        for fact in facts:
            self.show_fact(fact)

    def also(self, text: str, sources: Sequence[Source]) -> None:
        """A short statement of ours behind the one before, on the same line."""
        before = self._blocks.pop()
        self.fact(text, sources)
        self._blocks[-1] = f"{before} {self._blocks[-1]}"

    def fixed(self, text: str) -> None:
        """A phrase of ours that states nothing about a report and so needs no citation."""
        self._statement(text, "fixed", (), escape(text), False)

    def show_fact(self, fact: Fact) -> None:
        """Put a structured fact beside the answer, once."""
        if fact.id in self._seen_facts:
            return
        self._seen_facts.add(fact.id)
        sources = (fact.source, *fact.also) if fact.derived else (fact.source,)
        numbers = tuple(dict.fromkeys(self._cite_fact(source) for source in sources))
        said = vars(fact)
        fields = {name: said[name] for name in _SHOWN}
        self._facts.append(AnswerFact(**fields, citation=numbers[0], citations=numbers))

    def note(self, text: str) -> None:
        """A remark beside the answer, once."""
        if text not in self.notes:
            self.notes.append(text)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations so far, by number."""
        return tuple(self._citations)

    @property
    def facts(self) -> tuple[AnswerFact, ...]:
        """The structured facts so far."""
        return tuple(self._facts)

    @property
    def cited_reports(self) -> tuple[ReportInfo, ...]:
        """The reports cited so far, in order of first appearance."""
        return tuple({c.report.id: c.report for c in self._citations}.values())

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What has been said so far."""
        return tuple(self._statements)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been said yet."""
        return not self._statements

    @property
    def passages(self) -> tuple[str, ...]:
        """Ids of the passages cited so far."""
        return tuple(dict.fromkeys(c.passage for c in self._citations))

    def build(self, question: str, standalone: str, status: Status) -> Answer:
        """The finished answer."""
        return Answer(
            question=question,
            standalone_question=standalone,
            status=status,
            text="\n\n".join(_join_bullets(self._blocks)),
            statements=tuple(self._statements),
            citations=tuple(self._citations),
            facts=tuple(self._facts),
            notes=tuple(self.notes),
            suggestions=tuple(dict.fromkeys(self.suggestions)),
        )

    def _statement(
        self, text: str, kind: StatementKind, numbers: tuple[int, ...], shown: str, bullet: bool
    ) -> None:
        if bullet:
            self.listed.append(len(self._statements))
        self._statements.append(Statement(text=text, kind=kind, citations=numbers))
        markers = "".join(f"[{number}]" for number in numbers)
        line = f"{shown} {markers}" if markers else shown
        self._blocks.append(f"- {line}" if bullet else line)


def _holds(citation: Citation, source: Source) -> bool:
    """Whether a quotation from prose has all the words of a place within it."""
    if citation.passage != source.passage or not citation.kind == source.kind == "passage":
        return False
    return all(any(a <= s and e <= b for a, b, _ in citation.spans) for s, e, _ in source.spans)


def _join_bullets(blocks: Sequence[str]) -> list[str]:
    """Consecutive list lines stand in one block, so that Markdown makes one list of them."""
    joined: list[str] = []
    for block in blocks:
        if joined and block.startswith("- ") and joined[-1].rsplit("\n", 1)[-1].startswith("- "):
            joined[-1] += "\n" + block
        else:
            joined.append(block)
    return joined
