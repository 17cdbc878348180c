"""The tables below the charts: the same figures, each opening its source; never markup."""

from app.charts.change import places_over_time
from app.charts.distribution import by_standard
from app.charts.key_questions import Dot
from app.charts.marks import Mark, levels
from app.charts.tables import change_table, questions_table, spread_table
from ingest.schemes import load_schemes

LEVELS = levels(load_schemes())
HOSTILE = '<img src=x onerror=alert(1)>" onclick="x'


def mark(date: str, words: str = "Good", **more: object) -> Mark:
    fields: dict[str, object] = {
        "place": HOSTILE,
        "region": HOSTILE,
        "date": date,
        "scheme": "s",
        "column": "staffing",
        "state": "read",
        "words": words,
        "points": dict(LEVELS).get(words),
        "fact": f"{HOSTILE}/{date}",
    }
    return Mark(**(fields | more))  # type: ignore[arg-type]


def test_a_number_opens_the_list_of_what_it_counts() -> None:
    spread = by_standard([mark("2023-03"), mark("2024-10", state="derived")], ["staffing"], LEVELS)
    html = spread_table(spread, "Ratings by standard")
    assert "2 (1 derived)</summary>" in html
    assert html.count("data-open=") == 2
    assert "<td>2</td>" in html


def test_change_says_every_inspection_and_the_step_in_words() -> None:
    lost = mark("2024-10", "No source says", state="no_source", points=None, fact="")
    (place,) = places_over_time([mark("2023-03"), lost])
    html = change_table(place, ["staffing"])
    assert "cannot be told: no source says (October 2024)" in html
    assert html.count("data-open=") == 1


def test_percentages_open_their_source_and_a_gap_says_so() -> None:
    dots = [
        Dot("Westmere", "2024-10", "planning", "engagement", HOSTILE, 50, "50%", "f1"),
        Dot("Eastvale", "2023-03", "planning", "safety", "", 40, "40%", "f2"),
    ]
    html = questions_table(dots, "Planning")
    assert html.count("data-open=") == 2
    assert html.count(">Not given</span>") == 2


def test_words_of_reports_are_never_markup() -> None:
    marks = [mark("2023-03"), mark("2024-10")]
    (place,) = places_over_time(marks)
    dots = [Dot(HOSTILE, "2024-10", "planning", HOSTILE, HOSTILE, 50, HOSTILE, HOSTILE)]
    spread = by_standard(marks, ["staffing"], LEVELS)
    for html in (
        spread_table(spread, HOSTILE),
        change_table(place, ["staffing"]),
        questions_table(dots, HOSTILE),
    ):
        assert "<img" not in html
        assert 'onclick="x' not in html
        assert "&lt;img" in html
