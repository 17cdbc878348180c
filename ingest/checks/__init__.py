"""Checks of a report against itself: small rules, each of which yields warnings.

A failed check is a warning with the places that disagree. It doubts; it changes nothing.
"""

from collections.abc import Callable, Iterator

from ingest.checks.agreement import percentages_agree, ratings_agree, scores_agree
from ingest.checks.counts import counts_agree, counts_and_rows
from ingest.checks.dates import dates_in_order, impossible_dates, one_fieldwork
from ingest.checks.figures import same_figure_twice
from ingest.checks.parts import lists_and_totals, sample_and_shares
from ingest.checks.recognised import recognised
from ingest.checks.scores import bands, sum_of_standards
from ingest.facts import read
from ingest.facts.reading import Reading
from ingest.models import Fact, Passage, ReportInfo, Section, Warning
from ingest.schemes import Schemes

Check = Callable[[Reading, tuple[Fact, ...]], Iterator[Warning]]

CHECKS: tuple[Check, ...] = (
    recognised,
    sum_of_standards,
    bands,
    ratings_agree,
    scores_agree,
    percentages_agree,
    counts_and_rows,
    counts_agree,
    one_fieldwork,
    dates_in_order,
    impossible_dates,
    same_figure_twice,
    sample_and_shares,
    lists_and_totals,
)
"""Every check, in the order in which its warnings are listed."""


def check_report(
    info: ReportInfo,
    scheme: str,
    schemes: Schemes,
    sections: tuple[Section, ...],
    passages: tuple[Passage, ...],
    text: str,
    facts: tuple[Fact, ...],
) -> tuple[Warning, ...]:
    """What in a report disagrees with itself, check by check; () when all is well."""
    reading = read(info, scheme, schemes, sections, passages, text)
    return tuple(warning for check in CHECKS for warning in check(reading, facts))
