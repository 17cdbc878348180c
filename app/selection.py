"""Which facts a question about the table selects: filters in everyday words, matched by scheme."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, get_args

from app.errors import BadSetting
from ingest.models import Fact, Measure, Record
from ingest.schemes import Schemes, load_schemes

TABLE_MEASURES: tuple[Measure, ...] = ("overall_rating", "score", "rating")
"""What the ratings table shows unless other measures are asked for."""


class Selection(Record):
    """Filters over facts; an empty one lets everything pass."""

    places: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    """Keys of standards."""
    ratings: tuple[str, ...] = ()
    """The scale's own words."""
    measures: tuple[Measure, ...] = TABLE_MEASURES


class Selected(NamedTuple):
    """The facts that pass, and the names that nothing in the library bears."""

    facts: tuple[Fact, ...]
    unknown: dict[str, str | None]
    """A place or region as it was asked for, and the known one that it resembles, if any."""


def read_selection(
    *,
    places: Sequence[str] = (),
    regions: Sequence[str] = (),
    standards: Sequence[str] = (),
    ratings: Sequence[str] = (),
    measures: Sequence[str] = (),
) -> Selection:
    """The filters as they were typed, understood; raises BadSetting for a word no scheme knows."""
    schemes = load_schemes()
    return Selection(
        places=tuple(places),
        regions=tuple(schemes.region(region) or region for region in regions),
        standards=tuple(_standard(word, schemes) for word in standards),
        ratings=tuple(_rating(word, schemes) for word in ratings),
        measures=tuple(_measure(word) for word in measures) or TABLE_MEASURES,
    )


def select_facts(facts: Iterable[Fact], selection: Selection) -> Selected:
    """The facts that pass every filter, by place, newest date first, then as reported."""
    held = tuple(facts)
    unknown: dict[str, str | None] = {}
    places = _known(selection.places, {fact.subject for fact in held}, unknown)
    regions = _known(selection.regions, {fact.region for fact in held if fact.region}, unknown)
    chosen = [
        fact
        for fact in held
        if fact.measure in selection.measures
        and (not selection.places or fact.subject in places)
        and (not selection.regions or fact.region in regions)
        and (not selection.standards or fact.standard in selection.standards)
        and (not selection.ratings or fact.value in selection.ratings)
    ]
    return Selected(tuple(_in_order(chosen)), unknown)


def _in_order(facts: list[Fact]) -> list[Fact]:
    """By place, then the newest date first, then report, then as the report has them."""
    facts = sorted(facts, key=lambda fact: fact.report)
    facts = sorted(facts, key=lambda fact: fact.published, reverse=True)
    return sorted(facts, key=lambda fact: fact.subject)


def _known(asked: Sequence[str], held: set[str], unknown: dict[str, str | None]) -> set[str]:
    """The names held that were asked for; what nobody bears is noted with its nearest likeness."""
    from rapidfuzz import process

    by_key = {_key(name): name for name in sorted(held)}
    for name in asked:
        if _key(name) not in by_key:
            near = process.extractOne(_key(name), list(by_key), score_cutoff=70)
            unknown[name] = by_key[near[0]] if near else None
    return {by_key[_key(name)] for name in asked if _key(name) in by_key}


def _key(name: str) -> str:
    """A place as one compares it: no case, & as and, without PDU."""
    words = name.casefold().replace("&", " and ").split()
    return " ".join(word for word in words if word != "pdu")


def _standard(word: str, schemes: Schemes) -> str:
    keys = sorted({each.key for scheme in schemes.schemes for each in scheme.standards})
    bare = word.casefold().replace(" ", "_").replace("-", "_")
    key = bare if bare in keys else schemes.match_standard(word)
    if key is None:
        raise BadSetting(f"There is no standard {word!r}. The schemes know: {', '.join(keys)}.")
    return key


def _rating(word: str, schemes: Schemes) -> str:
    for scheme in schemes.schemes:
        for rating in scheme.ratings:
            if word.casefold() in {each.casefold() for each in (rating.word, *rating.synonyms)}:
                return rating.word
    words = dict.fromkeys(rating.word for scheme in schemes.schemes for rating in scheme.ratings)
    raise BadSetting(f"There is no rating {word!r}. The schemes know: {', '.join(words)}.")


def _measure(word: str) -> Measure:
    for measure in get_args(Measure):
        if word.casefold().replace("-", "_") == measure:
            return measure  # type: ignore[no-any-return]  # get_args has no types
    raise BadSetting(f"There is no measure {word!r}. Known are: {', '.join(get_args(Measure))}.")
