"""The ratings page by AppTest: filters, order, charts with their tables, files to send on."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.charts.marks import levels
from app.charts.tables import counts_table
from app.grid_html import opened_html
from app.ratings_csv import CSV_COLUMNS, facts_csv
from app.views.ratings_filters import Chosen, filter_words, filtered_facts
from index.ratings.held import read_ratings
from index.stores.library import Library, open_library
from ingest.report import read_report
from ingest.schemes import load_schemes
from tests.app.conftest import make_report

SECONDS = 60
TABLE = """Place,Date,Scheme,Score,Leadership,Staffing,Services,Assessment,Planning,Implementation \
and delivery,Reviewing
Farfield <b>,2024-11,hmip-probation-2023,12,Good,Inadequate,Good,Good,Good,Good,Good
Farfield <b>,2022-01,hmip-probation-2021,3,Inadequate,Good,,,,,
Nearfield,2023-05,hmip-probation-2023,7,Good,Outstanding,?,?,?,?,?
"""


@pytest.fixture
def tabled(library: Library, tmp_path: Path) -> Library:
    """The two made-up reports, and a table with a place that was inspected twice."""
    file = tmp_path / "kept.csv"
    file.write_text(TABLE, encoding="utf-8")
    library.add([(read_report(file), file.read_bytes())])
    return library


def ratings_page(library):  # a script to AppTest: it knows no names of this file
    from app.views.ratings import show_ratings

    show_ratings(library)


def run(library: Library, view: str = "") -> AppTest:
    test = AppTest.from_function(ratings_page, default_timeout=SECONDS, args=(library,))
    if view:
        test.session_state["ratings_view"] = view
    test.run()
    assert not test.exception
    return test


def html(test: AppTest) -> str:
    return "\n".join(element.proto.body for element in test.get("html"))


def places(page: str) -> list[str]:
    return re.findall(r'<th scope="row">([^<]*(?:&lt;b&gt;)?)', page)


def charts(test: AppTest) -> list[dict[str, object]]:
    found = test.get("arrow_vega_lite_chart") + test.get("vega_lite_chart")
    return [json.loads(chart.proto.spec) for chart in found]


def choose(test: AppTest, key: str, *values: str) -> AppTest:
    test.multiselect(key=key).set_value(list(values)).run()
    assert not test.exception
    return test


def test_an_empty_library_says_what_to_do(tmp_path: Path) -> None:
    library = open_library(tmp_path, embedding="none")
    assert "The library holds no reports yet" in html(run(library))
    library.close()


@pytest.mark.parametrize(
    ("key", "value", "left"),
    [
        ("ratings_places", "Nearfield", ["Nearfield"]),
        ("ratings_regions", "The Marches", ["Eastvale", "Westmere"]),
        ("ratings_years", "2022", ["Farfield &lt;b&gt;"]),
        ("ratings_words", "Outstanding", ["Nearfield"]),
    ],
)
def test_a_filter_leaves_what_fits_and_says_that_it_is_on(
    tabled: Library, key: str, value: str, left: list[str]
) -> None:
    test = choose(run(tabled), key, value)
    page = html(test)
    assert places(page) == left
    assert f"Filter on: {len(left)} of 5 inspections." in page
    assert value in page.split("Filter on:")[1].split("</p>")[0]


def test_a_kind_of_inspection_is_a_filter(tabled: Library) -> None:
    title = load_schemes().scheme("hmip-probation-2021").title
    page = html(choose(run(tabled), "ratings_rounds", title))
    assert places(page) == ["Farfield &lt;b&gt;"]


def test_filters_are_cleared_by_one_button(tabled: Library) -> None:
    test = choose(run(tabled), "ratings_places", "Nearfield")
    test.button(key="ratings-clear").click().run()
    assert "Filter on" not in html(test)
    assert len(places(html(test))) == 5


def test_a_place_that_has_gone_since_is_no_filter_any_more(tabled: Library) -> None:
    test = choose(run(tabled), "ratings_places", "Westmere")
    tabled.remove("westmere-2024-10")
    test.run()
    assert not test.exception
    assert "Filter on" not in html(test)


def test_rows_are_sorted_by_date_score_and_standard(tabled: Library) -> None:
    test = run(tabled)
    first = places(html(test))[:4]
    assert first == ["Eastvale", "Farfield &lt;b&gt;", "Nearfield", "Westmere"]
    test.selectbox(key="ratings_sort").set_value("date").run()
    assert places(html(test))[0] == "Farfield &lt;b&gt;"
    test.selectbox(key="ratings_sort").set_value("score").run()
    assert places(html(test))[:2] == ["Farfield &lt;b&gt;", "Nearfield"]
    test.selectbox(key="ratings_sort").set_value("staffing").run()
    assert places(html(test))[0] == "Nearfield"
    test.checkbox[0].uncheck().run()
    assert places(html(test))[3] == "Nearfield"


def test_csv_is_what_the_command_line_prints(tabled: Library) -> None:
    reports = {info.id: info for info in tabled.reports()}
    derived, schemes = read_ratings(tabled), load_schemes()
    facts = filtered_facts(derived, Chosen(places=("Nearfield",)), schemes)
    rows = list(csv.reader(io.StringIO(facts_csv(facts, reports), newline="")))
    assert tuple(rows[0]) == CSV_COLUMNS
    assert {row[0] for row in rows[1:]} == {"Nearfield"}
    both = filtered_facts(derived, Chosen(columns=("score", "staffing")), schemes)
    assert {fact.measure for fact in both} == {"score", "rating"}
    assert {fact.standard for fact in both if fact.measure == "rating"} == {"staffing"}


def test_what_filters_leave_is_said_in_words() -> None:
    chosen = Chosen(places=("York",), years=("2024",), ratings=("Good",))
    words = filter_words(chosen, load_schemes())
    assert words == "only York and 2024; only rows with a cell rated Good"
    assert filter_words(Chosen(), load_schemes()) == ""


def test_distribution_has_charts_with_their_figures_below(tabled: Library) -> None:
    test = run(tabled, "Distribution")
    assert len(charts(test)) == 2
    page = html(test)
    assert "Ratings by standard: how many, and of how many (n)" in page
    assert re.search(r'<th scope="row">Staffing</th><td>4</td>', page)
    assert "Not legible" in page


def test_distribution_shows_one_round_at_a_time(tabled: Library) -> None:
    test = run(tabled, "Distribution")
    older, newer = (load_schemes().scheme(f"hmip-probation-{year}").title for year in (2021, 2023))
    assert test.selectbox(key="ratings_round_shown").value == newer
    test.selectbox(key="ratings_round_shown").set_value(older).run()
    assert re.search(r'<th scope="row">Leadership</th><td>1</td>', html(test))
    choose(test, "ratings_places", "Nearfield")
    assert re.search(r'<th scope="row">Staffing</th><td>1</td>', html(test))


def test_what_was_opened_names_its_cell() -> None:
    fact = make_report("Westmere", "2024-10").facts[0]
    html = opened_html(fact)
    assert "Leadership: " in html
    assert "Requires improvement" in html
    assert "Westmere, October 2024" in html
    counted_there = {"measure": "rating_count", "number": 6, "out_of": 24, "unit": "PDUs"}
    counted = opened_html(fact.model_copy(update=counted_there))
    assert "Leadership, number rated Requires improvement: 6 of 24 PDUs" in counted


def test_distribution_says_where_its_bars_are_of_few(tabled: Library) -> None:
    page = html(run(tabled, "Distribution"))
    assert re.search(r"Of fewer than 5, and so no pattern: [^<]*Staffing", page)


def test_distribution_shows_what_a_report_counts_itself_and_opens_it() -> None:
    report = make_report("The nation", "2025")
    info = report.info.model_copy(update={"kind": "annual", "region": ""})
    counts = [
        report.facts[0].model_copy(
            update={
                "id": f"{info.id}/c{number}",
                "region": "",
                "measure": "rating_count",
                "standard": "staffing",
                "value": word,
                "number": number,
                "out_of": 24,
                "unit": "PDUs",
            }
        )
        for word, number in (("Good", 6), ("Inadequate", 18))
    ]
    page = counts_table(counts, ["leadership", "staffing"], levels(load_schemes()), "Counted")
    cells = re.findall(r'data-open="[^"]*/c(\d+)"', page)
    assert re.search(r'<th scope="row">Staffing</th><td>24</td>', page)
    assert cells == ["6", "18"]
    assert "Leadership" not in page


def test_change_is_told_and_different_totals_are_drawn_apart(tabled: Library) -> None:
    test = run(tabled, "Change over time")
    test.selectbox(key="ratings_change").set_value("Score").run()
    page = html(test)
    assert "each on an axis of its own" in page
    assert "not compared: out of 27 and out of 21" in page
    assert len(charts(test)) == 2
    test.selectbox(key="ratings_change").set_value("Leadership").run()
    assert len(charts(test)) == 1
    assert "<td>better</td>" in html(test)
    assert "<td>worse</td>" in html(test)


def test_without_two_inspections_of_a_place_there_is_no_change(library: Library) -> None:
    assert "No place is shown with two inspections" in html(run(library, "Change over time"))


def test_without_percentages_there_are_no_key_questions(library: Library) -> None:
    assert "No percentages for key questions" in html(run(library, "Key questions"))


def test_regions_without_any_inspection_are_listed(tabled: Library) -> None:
    assert "No inspection in this library is of these regions: East" in html(run(tabled))


@pytest.mark.parametrize("view", ["Table", "Change over time", "Distribution"])
def test_names_of_places_are_never_markup(tabled: Library, view: str) -> None:
    page = html(run(tabled, view))
    assert "Farfield <b>" not in page


def test_every_cell_opens_also_where_nothing_is_said_beside_its_source(tabled: Library) -> None:
    cells = dict.fromkeys(re.findall(r'data-open="([^"]+)"', html(run(tabled))))
    assert cells
    for cell in cells:
        test = AppTest.from_function(ratings_page, default_timeout=SECONDS, args=(tabled,))
        test.session_state["rating_opened"] = cell
        test.run()
        assert not test.exception, cell
        assert 'class="opened"' in html(test)
