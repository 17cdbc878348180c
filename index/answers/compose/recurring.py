"""What keeps coming up: points that several reports make alike, and what only one of them says."""

import math
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import combinations
from typing import NamedTuple

from index.answers.compose import phrases
from index.answers.compose.points import Point, Polarity, leading, points
from index.answers.compose.request import Request
from index.answers.english import content_stems
from index.ratings.table import Inspection

MOST_REPORTS, MOST_POINTS = 8, 18
"""Reports that are set against each other, newest first, and points of each."""
TELLING = 3
"""Words with a subject that a point must have to be set against all that other reports say."""
SHARED, NEAR, TOGETHER = 0.28, 0.45, 0.90
"""Least share of words in common, nearness of meaning, and both together, of points that are alike
(looked at on all pairs of points of the published reports)."""


class Alike(NamedTuple):
    """Points of several reports that say much the same, the easiest to read first."""

    points: tuple[Point, ...]
    score: float


def held_rows(request: Request) -> list[Inspection]:
    """The inspections whose reports the library holds: the newest of each place, or those asked."""
    table = request.knowledge.table
    dates = request.plan.dates
    asked = request.plan.table
    regions = request.plan.regions or (asked.regions if asked else ())
    rows = [
        r
        for r in table.inspections
        if r.own_report
        and request.inspection_allowed(r)
        and (not dates or any(table.dated(r, d) for d in dates))
        and (not regions or r.place.region in regions)
    ]
    newest: dict[str, Inspection] = {}
    for row in sorted(rows, key=lambda r: r.date, reverse=True):
        newest.setdefault(row.place.name, row)
    return sorted(newest.values(), key=lambda r: (r.place.name, r.date))


def points_by_report(
    request: Request, rows: Sequence[Inspection], polarity: Polarity, standards: Collection[str]
) -> dict[str, list[Point]]:
    """The leading points of each report, by its id."""
    newest = sorted(rows, key=lambda r: r.date, reverse=True)[:MOST_REPORTS]
    by_report: dict[str, list[Point]] = {}
    for report in (r.own_report for r in newest if r.own_report):
        found = points(request, report, polarity, standards)
        if len(standards) != 1:
            # "There were not enough leaders": over a whole report that is alike to too much.
            found = [p for p in found if len(content_stems(p.text)) >= TELLING]
        if found:
            by_report[report] = leading(request, found)[:MOST_POINTS]
    return by_report


def recurring(request: Request, by_report: dict[str, list[Point]]) -> list[Alike]:
    """Points that at least two reports make alike, those of most reports first."""
    flat = [p for found in by_report.values() for p in found]
    linked = _linked(request, flat)
    groups: list[list[int]] = []
    scores: list[float] = []
    for score, i, j in sorted(linked, key=lambda e: (-round(e[0], 6), e[1], e[2])):
        home = next((g for g in groups if i in g or j in g), None)
        if home is None:
            groups.append([i, j])
            scores.append(score)
            continue
        reports = {flat[k].passage.report_id for k in home}
        taken = {k for g in groups for k in g}
        home += [k for k in (i, j) if k not in taken and flat[k].passage.report_id not in reports]
    found = [
        Alike(tuple(sorted((flat[k] for k in g), key=lambda p: p.length)), s)
        for g, s in zip(groups, scores, strict=True)
    ]
    return sorted(found, key=lambda a: (-len(a.points), -round(a.score, 6)))


def say_recurring(request: Request, alike: Alike) -> None:
    """One point in the words of one report, and the other places that it is made of."""
    first, *others = alike.points
    knowledge = request.knowledge
    request.build.quote(
        first.source(knowledge), bullet=True, lead=subject_of(request, first.passage.report_id)
    )
    names = [subject_of(request, p.passage.report_id) for p in others]
    request.build.also(f"Similar: {phrases.joined(names)}.", [p.source(knowledge) for p in others])


def subject_of(request: Request, report: str) -> str:
    """Whom a report is about."""
    return request.knowledge.info(report).subject


def _linked(request: Request, flat: Sequence[Point]) -> list[tuple[float, int, int]]:
    """Pairs of points of different reports that share words and meaning, with their likeness."""
    stems = [content_stems(p.text) for p in flat]
    counts = Counter(s for each in stems for s in each)
    weights = {s: math.log((len(flat) + 1) / n) for s, n in counts.items()}
    pairs = []
    for i, j in combinations(range(len(flat)), 2):
        if flat[i].passage.report_id == flat[j].passage.report_id:
            continue
        shared = sum(weights[s] for s in stems[i] & stems[j])
        least = min(sum(weights[s] for s in stems[k]) for k in (i, j))
        if least and shared / least >= SHARED and len(stems[i] & stems[j]) > (least > 6):
            pairs.append((shared / least, i, j))
    near = _nearness(request, flat, pairs)
    return [
        (words + near[i, j], i, j)
        for words, i, j in pairs
        if near[i, j] >= NEAR and words + near[i, j] >= TOGETHER
    ]


def _nearness(
    request: Request, flat: Sequence[Point], pairs: Sequence[tuple[float, int, int]]
) -> dict[tuple[int, int], float]:
    """How near the points of each pair are in meaning: the mean of both directions."""
    partners: dict[int, list[int]] = {}
    for _, i, j in pairs:
        partners.setdefault(i, []).append(j)
        partners.setdefault(j, []).append(i)
    one_way: dict[tuple[int, int], float] = {}
    for i, others in partners.items():
        ranges = [(flat[j].passage.id, [(flat[j].start, flat[j].end)]) for j in others]
        scores = request.knowledge.library.sentence_scores(flat[i].text, ranges)
        one_way.update({(i, j): row[0] for j, row in zip(others, scores, strict=True)})
    return {(i, j): (one_way[i, j] + one_way[j, i]) / 2 for _, i, j in pairs}
