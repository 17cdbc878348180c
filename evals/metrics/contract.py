"""Whether an answer keeps CONTRACT.md: ids, markers, their order, the text and its statements."""

import re

from evals.results import Score
from evals.words import skeleton
from index.models import Answer

_MARKER = re.compile(r"(?<!\\)\[(\d+)\]")


def contract(answer: Answer) -> Score:
    """1 where the answer is put together as CONTRACT.md says; the reason names what is not."""
    faults = [
        *_ids(answer),
        *_markers(answer),
        *_statements(answer),
        *_places(answer),
        *_facts(answer),
    ]
    return Score(
        metric="contract",
        value=0 if faults else 1,
        reason="; ".join(faults) or "as CONTRACT.md says",
        faults=len(faults),
        of=1,
    )


def _ids(answer: Answer) -> list[str]:
    ids = [citation.id for citation in answer.citations]
    if sorted(ids) != list(range(1, len(ids) + 1)):
        return [f"citations are numbered {ids}"]
    used = {i for s in answer.statements for i in s.citations}
    used |= {i for f in answer.facts for i in (f.citation, *f.citations)}
    faults = [f"[{i}] is cited and not there" for i in sorted(used - set(ids))]
    return faults + [f"[{i}] is there and never cited" for i in sorted(set(ids) - used)]


def _markers(answer: Answer) -> list[str]:
    shown = [int(number) for number in _MARKER.findall(answer.text)]
    first = list(dict.fromkeys(shown))
    faults = []
    if first != sorted(first):
        faults.append(f"markers first appear in the order {first}")
    wanted = list(dict.fromkeys(i for s in answer.statements for i in s.citations))
    missing = [i for i in wanted if i not in shown]
    strange = [i for i in first if i not in wanted]
    faults += [f"no marker [{i}] in the text" for i in missing]
    return faults + [f"marker [{i}] belongs to no statement" for i in strange]


def _statements(answer: Answer) -> list[str]:
    text = skeleton(_MARKER.sub("", answer.text))
    faults, position = [], 0
    for statement in answer.statements:
        words = skeleton(statement.text)
        found = text.find(words, position)
        if found < 0:
            where = "elsewhere" if words in text else "not"
            faults.append(f"{statement.text[:40]!r} is {where} in the text at its turn")
        else:
            position = found + len(words)
    if answer.status in ("answered", "partial") and all(
        s.kind == "fixed" for s in answer.statements
    ):
        faults.append(f"{answer.status} without a statement of its own")
    return faults


def _places(answer: Answer) -> list[str]:
    seen: dict[tuple[object, ...], int] = {}
    faults = []
    for citation in answer.citations:
        place = (citation.report.id, tuple(citation.spans))
        if place in seen:
            faults.append(f"[{seen[place]}] and [{citation.id}] are one place")
        seen.setdefault(place, citation.id)
    return faults


def _facts(answer: Answer) -> list[str]:
    faults = []
    for fact in answer.facts:
        if fact.citation not in fact.citations:
            faults.append(f"the fact {fact.measure} {fact.value!r} cites beside its citations")
        if fact.derived and not fact.rule:
            faults.append(f"the derived fact {fact.measure} {fact.value!r} names no rule")
        if fact.cell != "legible" and (fact.value is not None or fact.number is not None):
            faults.append(f"the fact {fact.measure} is {fact.cell} and has a value")
    return faults
