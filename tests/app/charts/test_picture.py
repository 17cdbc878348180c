"""Pictures are drawn without a browser or a network, and say source and date."""

import re
from datetime import date

from app.charts.heat import heat_chart
from app.charts.look import chart_of
from app.charts.picture import draw, framed, picture_name, source_line
from app.grid import make_rounds
from app.wording import date_words
from index.ratings.held import read_ratings
from index.stores.library import Library
from ingest.schemes import load_schemes
from tests.app.charts.specs import rows_of


def test_a_picture_of_the_table_is_a_png(library: Library) -> None:
    derived = read_ratings(library)
    rounds = make_rounds(derived.table.inspections, derived, load_schemes())
    chart = heat_chart(rounds)
    said = {row["words"] for rows in rows_of(chart) for row in rows}
    assert {"Inadequate", "Good", "Requires improvement", "Not legible"} <= said
    png = draw(chart, "Ratings", source_line(library.reports(), library.fingerprint()))
    assert png.startswith(b"\x89PNG")
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    assert width > 1000
    assert height > 200


def test_a_picture_says_source_date_and_notes() -> None:
    chart = chart_of([{"a": 1}]).mark_point()
    spec = framed(chart, "Title", "Source: 5 published reports.", ["A note."]).to_dict()
    (foot,) = (each for each in spec["vconcat"] if each["mark"]["type"] == "text")
    today = date_words(date.today().isoformat())
    assert foot["mark"]["text"] == ["A note.", f"Source: 5 published reports. Drawn on {today}."]
    assert spec["title"] == "Title"


def test_the_source_tells_published_reports_from_digests(library: Library) -> None:
    line = source_line(library.reports(), library.fingerprint())
    assert "1 published report" in line
    assert "1 digest of ours (not the Inspectorate's words)" in line
    assert "newest: October 2024" in line


def test_names_of_pictures_are_safe_anywhere() -> None:
    name = picture_name("ratings", "../../Key questions: <b>ünd</b>\x00 " * 9)
    assert re.fullmatch(r"[a-z0-9-]{1,80}\.png", name)
    assert picture_name("") == "ratings.png"
