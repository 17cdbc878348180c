"""Key questions as dots over the bands of the scheme's data."""

from app.charts.key_questions import Dot, bands_words, by_standard, questions_chart
from ingest.schemes import load_schemes
from tests.app.charts.specs import rows_of

SCHEME = load_schemes().scheme("hmip-probation-2023")


def dot(standard: str, question: str, percent: float | None, place: str = "Westmere") -> Dot:
    words = f"{percent:g}%" if percent is not None else "Not legible in the source"
    return Dot(place, "2024-10", standard, question, "", percent, words, f"{standard}/{question}")


def test_bands_are_said_as_the_scheme_has_them() -> None:
    assert bands_words(SCHEME) == (
        "under 50 Inadequate",
        "50 to 64 Requires improvement",
        "65 to 79 Good",
        "80 and over Outstanding",
    )


def test_bands_join_without_a_gap_and_fill_the_axis() -> None:
    chart = questions_chart([dot("planning", "engagement", 50)], SCHEME, "light")
    bands = next(rows for rows in rows_of(chart) if "low" in rows[0])
    assert [(band["low"], band["high"]) for band in bands] == [
        (0, 50),
        (50, 65),
        (65, 80),
        (80, 100),
    ]


def test_a_percentage_that_was_lost_is_no_dot() -> None:
    dots = [dot("planning", "engagement", 50), dot("planning", "safety", None)]
    chart = questions_chart(dots, SCHEME, "light", select="dot")
    data = next(rows for rows in rows_of(chart) if "percent" in rows[0])
    assert [row["percent"] for row in data] == [50]


def test_standards_stand_in_the_order_of_the_scheme() -> None:
    dots = [dot("reviewing", "engagement", 1), dot("assessment", "engagement", 2)]
    order = [standard.key for standard in SCHEME.standards]
    assert list(by_standard(dots, order)) == ["assessment", "reviewing"]


def test_each_question_has_a_shape_beside_its_place() -> None:
    dots = [dot("planning", name, 50) for name in ("engagement", "desistance", "safety")]
    (marks,) = (e for e in questions_chart(dots, SCHEME, "dark").layer if e.mark.type == "point")
    scale = marks.to_dict()["encoding"]["shape"]["scale"]
    assert len(set(scale["range"])) == 3
