"""Recommendations by addressee: verbatim, each with its number in the report."""

from collections.abc import Callable, Iterable, Sequence

from index.answers.briefing.gather import quote
from index.answers.briefing.model import Group, Item
from index.answers.compose import phrases
from index.answers.compose.request import Request
from index.ratings.table import Inspection
from ingest.models import Fact

NO_ADDRESSEE = "No addressee given"


def say_recommendations(
    request: Request,
    rows: Iterable[Inspection],
    fits: Callable[[Fact], bool] = lambda _: True,
    *,
    named: bool = False,
) -> tuple[Group, ...]:
    """The recommendations of these inspections that fit, in groups by addressee.

    `named`: each is led by the place and date of its report, where several are mixed.
    """
    groups: dict[str, list[tuple[Inspection, Fact]]] = {}
    for row in rows:
        for each in row.of("recommendation"):
            if fits(each):
                groups.setdefault(each.addressee or NO_ADDRESSEE, []).append((row, each))
    return tuple(
        Group(title=f"To {who}" if who != NO_ADDRESSEE else who, items=_items(request, own, named))
        for who, own in groups.items()
    )


def _items(
    request: Request, own: Sequence[tuple[Inspection, Fact]], named: bool
) -> tuple[Item, ...]:
    items = []
    for row, each in own:
        request.build.show_fact(each)
        items.append(
            quote(
                request,
                each.source,
                lead=phrases.title(row) if named else "",
                number=str(each.number) if each.number is not None else "",
            )
        )
    return tuple(items)
