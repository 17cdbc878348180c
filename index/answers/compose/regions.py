"""The ratings of a region without a report of its own here, by what a national report counts."""

import re

from index.answers.compose import phrases
from index.answers.compose.request import Request
from index.answers.evidence import source_of
from index.models import Place
from ingest.models import Fact, Source

_INSPECTED = re.compile(r"\binspect", re.IGNORECASE)


def say_region(request: Request, place: Place) -> bool:
    """The ratings of a region where all that a national report counts have the same one.

    False where the place is no region, the counts differ, or no sentence tells that it is counted.
    """
    if place.kind != "region":
        return False
    said = False
    for standard in request.plan.standards or (None,):
        fact = _shared(request, standard)
        named = _named(request, fact, place) if fact else None
        if fact is None or named is None:
            continue
        said = True
        title = request.knowledge.info(fact.report).title
        of = "overall"
        if standard:
            name = phrases.standard_name(request.knowledge, fact.scheme, standard)
            of = f"for {name}"
        count = phrases.plain(fact.number or 0)
        request.build.fact(
            f"All {count} regions inspected were rated {fact.value} {of}, {place.name} among them "
            f"({title}).",
            [fact.source, named],
            facts=[fact],
        )
    return said


def _shared(request: Request, standard: str | None) -> Fact | None:
    """The count of a rating that every region counted has; None where they differ."""
    counts = [f for f in _counted(request) if f.standard == standard]
    whole = [f for f in counts if f.number and f.number == f.out_of]
    return whole[0] if len(whole) == 1 and request.report_allowed(whole[0].report) else None


def _counted(request: Request) -> list[Fact]:
    """How many regions have which rating, as national reports count them."""
    table = request.knowledge.table.national
    return [f for f in table if f.measure == "rating_count" and f.unit == "regions"]


def _named(request: Request, fact: Fact, place: Place) -> Source | None:
    """The sentence that names the regions inspected, as many as are counted, this one among them.

    A list of all the regions there are does not tell which were inspected.
    """
    knowledge = request.knowledge
    for passage in knowledge.by_report[fact.report]:
        if passage.type == "table" or place.name not in passage.text:
            continue
        for start, end in knowledge.sentences(passage):
            sentence = passage.text[start:end]
            regions = {r for r in knowledge.names.regions if r in sentence}
            if (
                len(regions) == fact.out_of
                and place.name in regions
                and _INSPECTED.search(sentence)
            ):
                return source_of(knowledge, passage, start, end)
    return None


def say_regions(request: Request) -> bool:
    """How the regions inspected were rated, overall and by standard, as a national report counts.

    The standards that all regions have the same rating for stand together.
    """
    counts = [f for f in _counted(request) if f.number and request.report_allowed(f.report)]
    if not counts:
        return False
    newest = max(f.published for f in counts)
    counts = [f for f in counts if f.published == newest]
    groups: dict[tuple[str, float, float], list[Fact]] = {}
    for fact in counts:
        groups.setdefault((fact.value or "", fact.number or 0, fact.out_of or 0), []).append(fact)
    ordered = sorted(groups.items(), key=lambda g: all(f.standard for f in g[1]))
    for (value, number, out_of), facts in ordered:
        named = [f for f in facts if f.standard]
        names = [
            phrases.standard_name(request.knowledge, f.scheme, f.standard or "") for f in named
        ]
        of = ["overall"] if len(named) < len(facts) else []
        of += [f"for {phrases.joined(names)}"] if names else []
        many = "All" if number == out_of else f"{phrases.plain(number)} of the"
        request.build.fact(
            f"{many} {phrases.plain(out_of)} regions inspected were rated {value} "
            f"{phrases.joined(of)}.",
            list({f.source.start: f.source for f in facts}.values()),
            facts=facts,
            bullet=True,
        )
    return True
