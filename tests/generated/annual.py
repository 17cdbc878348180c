"""A made-up annual report becomes a text: counts in prose, and a table with a row for a place."""

from datetime import date

from ingest.schemes import Standard
from tests.generated.layouts import AnnualLayout
from tests.generated.truth import Annual, Count, Row, printed_number

_NUMBERS = "no one two three four five six seven eight nine"
_DOT = "•"


def annual_text(said: Annual, layout: AnnualLayout) -> str:
    """The whole text."""
    parts = [
        f"{said.year} Annual Report: inspection of probation services",
        f"© Crown copyright {said.year + 1}",
        "Overview",
        "We set out here what we found in the units that we visited, and how far apart they were.",
        _overall(said, layout),
    ]
    if layout.counts == "list":
        parts.append("The ratings by standard were:")
        items = [_listed(said, each, layout) for each in said.scheme.rated_standards]
        parts.append("\n".join(f"- {item}" for item in items))
    for standard in said.scheme.rated_standards:
        parts.append(standard.name)
        parts.append("The work differed from one office to the next, as everyone had expected.")
        if layout.counts != "list":
            parts.append(_sentence(said, standard, layout))
    parts += ["Appendix 1: Ratings", "PDU ratings table", _table(said, layout)]
    return "\n\n".join(parts) + "\n"


def count_words(number: int) -> str:
    """As reports print numbers: words below ten."""
    return _NUMBERS.split()[number] if number < 10 else str(number)


def _overall(said: Annual, layout: AnnualLayout) -> str:
    first, *others = [count for count in said.counts if count.standard is None]
    words = [f"{_places(first.number)} {_were(first.number)} rated as '{first.rating}'"]
    words += [f"{count_words(each.number)} as '{each.rating}'" for each in others]
    return f"Over the year, {_joined(words, layout)} overall."


def _sentence(said: Annual, standard: Standard, layout: AnnualLayout) -> str:
    """The counts of a standard in a sentence of its section."""
    first, *others = _of(said, standard)
    name = standard.name.lower()
    about = {"against": f"against our {name} standard", "for": f"for {name}"}.get(layout.counts)
    if not others:
        return f"All PDUs were rated as '{first.rating}' {about or 'against it'}."
    words = [f"{_places(first.number)} as '{first.rating}'"]
    words += [f"{count_words(each.number)} as '{each.rating}'" for each in others]
    return f"We rated {_joined(words, layout)}{f' {about}' if about else ' here'}."


def _listed(said: Annual, standard: Standard, layout: AnnualLayout) -> str:
    words = [f"{count_words(each.number)} '{each.rating}'" for each in _of(said, standard)]
    return f"{standard.name.lower()}: {_joined(words, layout)}"


def _of(said: Annual, standard: Standard) -> list[Count]:
    return [count for count in said.counts if count.standard == standard.key]


def _places(number: int) -> str:
    return f"{count_words(number)} PDU{'' if number == 1 else 's'}"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _joined(words: list[str], layout: AnnualLayout) -> str:
    *first, last = words
    comma = "," if layout.comma and len(first) > 1 else ""
    return f"{', '.join(first)}{comma} and {last}" if first else last


def _table(said: Annual, layout: AnnualLayout) -> str:
    standards = said.scheme.rated_standards
    before = [
        "PDU inspected",
        *(["Region"] if layout.region == "column" else []),
        "Overall rating",
        "Published",
        f"Composite score (out of {said.scheme.composite_max})",
    ]
    names = [f"{printed_number(each)}{each.name}" for each in standards]
    lines = [_line([*before, *names, "Full report"], layout)]
    if layout.bars:
        lines.append(_line(["---"] * (len(before) + len(names) + 1), layout))
    elif layout.two_heads:
        first = ["PDU inspection ratings", *[""] * (len(before) - 1), standards[0].domain]
        lines.insert(0, _line([*first, "", "", standards[-1].domain, "", "", "", ""], layout))
    for i, row in enumerate(said.rows):
        if layout.breaks and i % 4 == 3:
            lines.append("")
        cells = _cells(row, layout, i, [each.key for each in standards])
        lines.append(_line(cells, layout))
    return "\n".join([*lines, "", "NA = Not applicable"])


def _line(cells: list[str], layout: AnnualLayout) -> str:
    return f"| {' | '.join(cells)} |" if layout.bars else "\t".join(cells)


def _cells(row: Row, layout: AnnualLayout, i: int, keys: list[str]) -> list[str]:
    service = f"Probation Service – {row.place.region} region"
    named = [f"{row.place.printed} PDU", row.place.region]
    if layout.region == "brackets":
        named = [f"{row.place.printed} PDU ({service})"]
    day = date.fromisoformat(row.published).strftime(layout.date)
    link = "<u>Report</u>" if layout.underlined and i % 3 == 0 else "Report"
    ratings = [_rating(row.ratings[key], layout, i + j) for j, key in enumerate(keys)]
    overall = _rating(row.overall, layout, 0)
    if layout.breaks and layout.cells != "words" and layout.region == "brackets" and i % 4 == 3:
        # The dot of the overall rating is lost with its column.
        return [*named, day, str(row.score), *ratings, link]
    return [*named, overall, day, str(row.score), *ratings, link]


def _rating(word: str, layout: AnnualLayout, at: int) -> str:
    if layout.cells == "words":
        return word
    return _DOT if layout.cells == "dots" or at % 3 else ""
