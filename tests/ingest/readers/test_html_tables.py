"""Tables of pages, and ratings that are drawn as colours."""

from pathlib import Path

import pytest

from ingest.readers.html import read_html
from ingest.report import read_report

WORDS = "<h1>A report</h1><p>What the report says first, at the length that a paragraph has.</p>"


def rows(inside: str) -> list[str]:
    page = f"<html><body>{WORDS}{inside}</body></html>"
    text = read_html(page.encode(), Path("x.html")).text
    return [line for line in text.splitlines() if line][2:]


def test_cells_stand_under_their_columns():
    assert rows(
        """<table><caption>Ratings of places</caption><thead>
        <tr><th rowspan=2>Place</th><th colspan=2>Ratings</th></tr><tr><th>One</th><th>Two</th>
    </tr></thead>
        <tbody><tr><td>Leeds</td><td>Good</td><td></td></tr>
        <tr><td colspan=3>The north</td></tr>
        <tr><td rowspan=2>York</td><td>Good</td><td>Bad<br>and worse</td></tr><tr><td>Poor</td>
    <td>Fair</td></tr>
        </tbody></table>"""
    ) == [
        "Ratings of places",
        "Place\tRatings\t",
        "\tOne\tTwo",
        "Leeds\tGood\t",
        "The north",
        "York\tGood\tBad and worse",
        "York\tPoor\tFair",
    ]


def test_a_table_that_only_places_the_parts_of_a_page_is_read_part_by_part():
    long = "Words of a paragraph that a table was wrapped round. " * 30
    assert rows(
        f"<table><tr><td><h2>Findings</h2><p>{long}</p></td>"
        "<td><ul><li>A point</ul></td></tr></table>"
        "<table role=presentation><tr><td>Left words</td><td>Right words</td></tr></table>"
        "<table><tr><td>One column</td></tr><tr><td>and its rows</td></tr></table>"
    ) == [
        "## Findings",
        long.strip(),
        "- A point",
        "Left words",
        "Right words",
        "One column",
        "and its rows",
    ]


def test_a_table_inside_a_layout_keeps_its_rows():
    assert rows(
        "<table><tr><td>Menu</td><td>"
        "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>"
        "</td></tr></table>"
    ) == ["Menu", "a\tb", "1\t2"]


def test_a_table_made_of_roles_is_a_table():
    assert rows(
        """<div role=table><div role=rowgroup><div role=row><span role=columnheader>Standard</span>
        <span role=columnheader>Rating</span></div></div><div role=row>
    <span role=rowheader>Leadership</span>
        <span role=cell>Good</span></div></div>"""
    ) == ["Standard\tRating", "Leadership\tGood"]


def test_rows_and_cells_without_end_tags():
    assert rows("<table><tr><th>a<th>b<tr><td>1<td>2</table>") == ["a\tb", "1\t2"]


GOOD = "#00703c"
DRAWN = {
    "circle": f'<svg aria-hidden=true><circle r=9 fill="{GOOD}"/></svg>',
    "style of a shape": f'<svg><g style="fill:{GOOD}"><path d="M0 0"/></g></svg>',
    "class of a shape": '<svg><rect class="good"/></svg>',
    "shape used twice": '<svg><use href="#dot"/></svg>',
    "background": f'<span style="background-color:{GOOD}"></span>',
    "class": '<i class="dot good"></i>',
    "variable": '<i class="byname"></i>',
    "red, green, blue": '<i style="background:rgb(0, 112, 60)"></i>',
    "hue": '<i style="background:hsl(152 100% 22%)"></i>',
    "letter": f'<font color="{GOOD}">●</font>',
    "letter of the cell": f'<b style="color:{GOOD}">●</b>',
}


@pytest.mark.parametrize("way", DRAWN)
def test_a_colour_is_read_however_it_is_drawn(way):
    rules = (
        f":root{{--good:{GOOD}}} td .dot.good,.good{{background:{GOOD};fill:{GOOD}}} "
        ".byname{background:var(--good)}"
    )
    found = rows(
        f"<style>{rules}</style>"
        f"<svg style='display:none'><symbol id=dot><circle fill='{GOOD}'/></symbol></svg>"
        f"<table><tr><th>Standard<th>Rating<tr><td>Leadership<td>{DRAWN[way]}</table>"
    )
    assert found[1:] == ["Leadership\t![](rating:Good)"]


def test_the_background_of_a_cell_is_a_rating_but_stripes_are_none():
    found = rows(
        f'<table><tr><th>a<th>b<tr><td>One<td bgcolor="{GOOD}">'
        '<tr><td>Two<td style="background:#eee"></table>'
    )
    assert [line.rstrip("\t") for line in found[1:]] == ["One\t![](rating:Good)", "Two"]


@pytest.mark.parametrize(
    "words",
    [
        '<img src=a.png alt="Good">',
        '<img src=a.png alt="Rating: Good">',
        '<img src=a.png alt="green circle - good">',
        '<span class=dot aria-label="Good"></span>',
        "<span class=dot><span class=sr-only>Good</span></span>",
        '<svg><title>Good</title><circle fill="#123456"/></svg>',
    ],
)
def test_a_description_that_states_a_rating_is_words(words):
    assert rows(f"<table><tr><th>a<th>b<tr><td>One<td>{words}</table>")[1].startswith("One\tGood")


def test_a_picture_without_a_description_is_not_legible_and_said():
    table = "<table><tr><th>a<th>b<tr><td>One<td><img src=a.png></table>"
    page = f"<html><body>{WORDS}{table}</body></html>"
    document = read_html(page.encode(), Path("x.html"))
    assert "One\t![](rating:)" in document.text
    assert document.doubts == (
        "1 cell of tables hold a picture without a description; what it shows is not legible.",
    )


PLACES = ("Hull", "Ripon", "Selby")
STANDARDS = ("1.1 Leadership", "1.2 Staffing", "1.3 Services", "2.1 Assessment")
ODD = {"Good": "#7b2d8b", "Requires improvement": "#00aabb", "Inadequate": "#334455"}
TRUTH = (
    ("Good", "Good", "Inadequate", "Inadequate"),
    ("Requires improvement", "Good", "Good", "Inadequate"),
    ("Inadequate", "Requires improvement", "Good", "Good"),
)


def annual(legend: str) -> str:
    def cells(ratings: tuple[str, ...]) -> str:
        return "".join(f'<td><svg><circle fill="{ODD[each]}"/></svg></td>' for each in ratings)

    heads = "".join(f"<th>{each}</th>" for each in STANDARDS)
    body = "".join(
        f"<tr><td>{place} PDU (Probation Service – Wales region)</td><td>3 May 2024</td>"
        f"<td>5</td>{cells(ratings)}</tr>"
        for place, ratings in zip(PLACES, TRUTH, strict=True)
    )
    return f"""<html><body><h1>2024 Annual Report: inspection of probation services</h1>
    <p>HM Inspectorate of Probation</p><h2>Overview</h2><p>What was found in the year, in words.</p>
    <h2>PDU ratings table</h2>{legend}<table><thead><tr><th>PDU inspected</th><th>Published</th>
    <th>Composite score (out of 21)</th>{heads}</tr></thead>
    <tbody>{body}</tbody></table></body></html>"""


def read_annual(folder: Path, legend: str) -> list[tuple[str, str | None, str]]:
    file = folder / "annual.html"
    file.write_text(annual(legend), encoding="utf-8")
    facts = read_report(file).facts
    return [(f.subject, f.value, f.cell) for f in facts if f.measure == "rating"]


def test_strange_colours_are_read_by_the_legend(tmp_path):
    legend = "".join(
        f'<p><svg><circle fill="{colour}"/></svg> {word}</p>' for word, colour in ODD.items()
    )
    assert read_annual(tmp_path, legend) == [
        (place, rating, "legible")
        for place, ratings in zip(PLACES, TRUTH, strict=True)
        for rating in ratings
    ]


def test_strange_colours_without_a_legend_are_not_legible(tmp_path):
    facts = read_annual(tmp_path, "")
    assert len(facts) == 12
    assert {(value, cell) for _, value, cell in facts} == {(None, "not_legible")}
