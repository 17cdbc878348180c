"""How many facts of the published reports are read rightly, held against the keys."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from evals.evidence.keys import Key, Recommendation, expected_facts, load_keys, word_digest
from evals.facts import matches
from evals.models import ExpectedFact
from evals.words import plain, same_place
from ingest.models import Fact, Report

_KEYED = frozenset({"overall_rating", "score", "rating", "key_question", "recommendation"})


class Group(NamedTuple):
    """How the facts of one sort came out."""

    name: str
    right: int
    cited: int
    """Of the right ones, those whose citation holds the value."""
    total: int
    wrong: tuple[str, ...]


def facts_section(reports_dir: Path) -> Iterator[str]:
    """A line per report, the totals, and every fact that is missing or too many."""
    from ingest.report import read_report

    totals: dict[str, list[int]] = {}
    faults: list[str] = []
    for key in load_keys():
        path = reports_dir / key.file
        if not path.exists():
            yield f"{key.report}: skipped, {key.file} is not in the folder"
            continue
        report = read_report(path)
        groups = compare_facts(key, report)
        shown = [f"{g.name} {g.right}/{g.total}" for g in groups if g.total]
        extra = unexpected(key, report.facts)
        yield f"{key.report}: {', '.join(shown)}; not in the key: {len(extra)}"
        faults += [f"  missing or wrong: {key.report}: {w}" for g in groups for w in g.wrong]
        faults += [f"  not in the key: {key.report}: {line}" for line in extra]
        for group in groups:
            sums = totals.setdefault(group.name, [0, 0, 0])
            for i, count in enumerate((group.right, group.cited, group.total)):
                sums[i] += count
    for name, (right, cited, total) in totals.items():
        if total:
            yield f"all reports, {name}: {right}/{total} right, {cited} hold the value where cited"
    yield from faults


def compare_facts(key: Key, report: Report) -> list[Group]:
    """The facts of a report, group by group, held against its key."""
    groups = [_group(name, facts, report) for name, facts in expected_facts(key).items() if facts]
    if key.recommendations:
        groups.append(_recommendations(key.recommendations, report))
    return groups


def unexpected(key: Key, facts: Sequence[Fact]) -> list[str]:
    """Facts of the keyed sorts that the key does not have."""
    known = [fact for group in expected_facts(key).values() for fact in group]
    return [
        _line(fact)
        for fact in facts
        if fact.measure in _KEYED
        and fact.cell == "legible"
        and not fact.derived
        and not any(matches(one, fact) for one in known)
        and not any(_is(one, fact) for one in key.recommendations)
    ]


def _group(name: str, expected: Sequence[ExpectedFact], report: Report) -> Group:
    wrong, cited = [], 0
    for one in expected:
        found = next((fact for fact in report.facts if matches(one, fact)), None)
        if found is None:
            given = one.model_dump(exclude_unset=True)
            wrong.append(", ".join(f"{field} {value}" for field, value in given.items()))
        else:
            cited += _holds(found, report)
    return Group(name, len(expected) - len(wrong), cited, len(expected), tuple(wrong))


def _recommendations(expected: Sequence[Recommendation], report: Report) -> Group:
    given = [fact for fact in report.facts if fact.measure == "recommendation"]
    found = [(one, next((f for f in given if _is(one, f)), None)) for one in expected]
    wrong = [f"{one.number}. {one.starts}… ({one.addressee})" for one, fact in found if not fact]
    cited = sum(
        plain(one.starts) in plain(fact.source.quote) and _holds_quote(fact, report)
        for one, fact in found
        if fact
    )
    return Group("recommendations", len(expected) - len(wrong), cited, len(expected), tuple(wrong))


def _is(one: Recommendation, fact: Fact) -> bool:
    return (
        fact.measure == "recommendation"
        and fact.number == one.number
        and same_place(fact.addressee or "", one.addressee)
        and word_digest(fact.value or "") == (one.words, one.sha256)
    )


def _holds(fact: Fact, report: Report) -> bool:
    """Whether the cited characters hold the value, or its number in a cell of their own."""
    raw = plain(_raw(fact, report))
    shown = [plain(fact.value)] if fact.value else []
    if isinstance(fact.number, int | float) and fact.measure != "rating":
        shown.append(f"{fact.number:g}")
    return _holds_quote(fact, report) and (
        any(value in raw for value in shown) or fact.measure == "rating_count"
    )


def _holds_quote(fact: Fact, report: Report) -> bool:
    spans = fact.source.spans
    return bool(spans) and all(0 <= s < e <= len(report.text) for s, e, _page in spans)


def _raw(fact: Fact, report: Report) -> str:
    return " ".join(report.text[start:end] for start, end, _page in fact.source.spans)


def _line(fact: Fact) -> str:
    parts = (fact.subject, fact.published, fact.standard, fact.measure, fact.key_question)
    return " ".join(str(part) for part in (*parts, (fact.value or "")[:60]) if part)
