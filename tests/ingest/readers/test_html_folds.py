"""Accordions and tabs of pages: what they hold is read, closed or not, and never their signs."""

from pathlib import Path

import pytest

from ingest.readers.html import read_html

PROSE = "The pond was dredged in spring, and the ducks came back to it before the summer ended. "
HIDES = "<style>.shut{display:none}</style>"


def lines(inside: str) -> list[str]:
    page = f"<!doctype html><html><body><h1>A pond</h1><p>{PROSE * 4}</p>{inside}</body></html>"
    text = read_html(page.encode(), Path("page.html")).text
    return [line for line in text.splitlines() if line][2:]


@pytest.mark.parametrize(
    "button",
    [
        "<button aria-expanded=false>Ducks</button>",
        "<button type=button aria-expanded=false><span>Ducks</span><span class=t><span>Show</span>"
        "<span class=visually-hidden> this section</span></span></button>",
        "<a role=button aria-expanded=false href='#p'>Ducks <i>▼</i></a>",
        "Ducks <button aria-expanded=false aria-controls=p>Open</button>",
    ],
)
@pytest.mark.parametrize(
    "shut", ["", "class=shut", "hidden", "hidden=until-found", "aria-hidden=true"]
)
def test_a_button_in_a_heading_is_its_words_and_its_panel_is_read(button: str, shut: str) -> None:
    panel = f"<div id=p {shut}><p>{PROSE}</p></div>"
    found = lines(f"{HIDES}<section><div class=head><h2>{button}</h2></div>{panel}</section>")
    assert found == ["## Ducks", PROSE.strip()]


def fold(name: str, key: str, inside: str = "") -> str:
    button = f"<button aria-expanded=false aria-controls={key}>{name}</button>"
    return f"{button}<div id={key} hidden><p>{PROSE}</p>{inside}</div>"


def test_a_button_that_alone_names_its_panel_heads_it() -> None:
    found = lines(f"<div>{fold('Ducks', 'a', fold('Drakes', 'b'))}{fold('Geese', 'c')}</div>")
    prose = PROSE.strip()
    assert found == ["## Ducks", prose, "### Drakes", prose, "## Geese", prose]


def test_every_tab_heads_its_panel() -> None:
    found = lines(
        "<ul role=tablist><li role=tab id=t1 aria-controls=p1>Ducks</li>"
        "<li role=tab id=t2>Geese</li></ul>"
        f"<div role=tabpanel id=p1><p>{PROSE}</p></div>"
        f"<div role=tabpanel aria-labelledby=t2 hidden><h2>Geese</h2><p>{PROSE}</p></div>"
    )
    prose = PROSE.strip()
    assert found == ["## Ducks", prose, "## Geese", prose]


@pytest.mark.parametrize(
    "inside",
    [
        "<button class=accordion>Ducks</button><div class=shut>{prose}</div>",
        "<div role=button aria-expanded=false aria-controls=c><i></i><a href=''>Ducks</a></div>"
        "<div id=c class=shut>{prose}</div>",
        "<div role=tablist><h2 role=tab aria-controls=c><span></span>Ducks</h2>"
        "<div id=c role=tabpanel class=shut>{prose}</div></div>",
        "<dl><dt><button aria-expanded=false aria-controls=c>Ducks</button>"
        "<dd id=c hidden><p>{prose}</p></dl>",
        "<h2>Contents</h2><ul role=tablist><li><a role=tab href=#c>Ducks</a></ul>"
        "<div id=c role=tabpanel class=shut>{prose}</div>",
    ],
)
def test_folds_of_many_makes_are_read(inside: str) -> None:
    found = lines(HIDES + inside.format(prose=PROSE))
    assert found[-2:] == ["## Ducks", PROSE.strip()]


def test_a_hidden_panel_is_known_by_its_name() -> None:
    found = lines(f"{HIDES}<h2>Ducks</h2><div class='x-accordion__body shut'><p>{PROSE}</p></div>")
    assert found == ["## Ducks", PROSE.strip()]


@pytest.mark.parametrize(
    "inside",
    [
        "<header>{open} aria-controls=m>Menu</button><div id=m>{prose}</div></header>",
        "<p>Ducks {open} aria-controls=n>Why</button><span id=n hidden>{prose}</span></p>",
        "{open} aria-controls=h>Show all updates</button><div id=h hidden>{prose}</div>",
        "{open} aria-controls=d>Ask us</button><div id=d role=dialog hidden>{prose}</div>",
        "<button>Print this page</button><div hidden class=banner>{prose}</div>",
        "<h2>Updates to this page</h2><ul><li>Ducks were counted again.</ul>",
    ],
)
def test_what_else_buttons_open_is_no_content(inside: str) -> None:
    found = lines(inside.format(open="<button aria-expanded=false", prose=PROSE))
    assert found in ([], ["Ducks"])
