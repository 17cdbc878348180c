from collections.abc import Iterator

import pytest

from index.answers.assistant import Assistant
from index.answers.briefing.common import TOPIC_TITLE
from index.answers.briefing.compose import compose_briefing
from index.answers.briefing.topic import MOST_ROWS, NAMED
from index.answers.knowledge import Knowledge
from index.errors import BadSubject
from index.stores.library import open_library
from ingest.report import read_report
from tests.index.answers.conftest import DATA

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
OLDER = 3
"""Reports beyond those that are searched."""


def test_a_standard_shows_its_ratings_by_place_with_dates(brief, cells):
    briefing = brief("staffing")
    assert cells(briefing, "Ashford Vale") == ["16 May 2024", "Requires improvement"]
    assert cells(briefing, "North Ashford°") == ["20 June 2024", "Requires improvement derived"]
    assert cells(briefing, "North Ashford") == ["June 2022", "Inadequate"]


def test_what_several_reports_say_alike_stands_together(brief, group):
    items = group(brief("staffing"), "Common").items
    assert [(item.lead, item.alike) for item in items] == [
        ("North Ashford (June 2022)", False),
        ("Ashford Vale (May 2024)", True),
    ]


def test_a_topic_of_the_text_is_told_place_by_place_with_dates(brief, group):
    leads = [item.lead for item in group(brief("caseloads"), "Also said").items]
    assert leads == ["Ashford Vale (May 2024)", "North Ashford (June 2022)"]


def test_sentences_on_a_topic_are_no_differences_for_not_being_alike(knowledge) -> None:
    for topic in ("caseloads", "sickness"):
        for each in compose_briefing(knowledge, topic).sections:
            titles = [group.title for group in each.groups]
            assert not [title for title in titles if title.startswith("Different")]
            if each.title == TOPIC_TITLE:
                said = [i.statement.text for group in each.groups for i in group.items]
                assert len(said) == len(set(said))


def test_a_topic_gives_the_recommendations_that_name_it(brief, group):
    said = group(brief("caseloads"), "To Ashford Vale").items[0].statement.text
    assert "smaller caseload" in said


def test_a_standard_is_named_by_its_own_word_in_a_recommendation(brief):
    assert not any("Recommendations" in each.title for each in brief("staffing").sections)


def test_the_headline_names_only_places_that_are_quoted(brief):
    briefing = brief("sickness")
    said = {c.report.subject for c in briefing.citations}
    assert briefing.headline[0].text.startswith("Quoted below, with their dates: ")
    assert "Melbury" not in briefing.headline[0].text
    assert {"Ashford Vale", "North Ashford"} <= said


def test_a_topic_narrowed_to_a_place_cites_only_that_place(brief, section):
    briefing = brief("sickness in Ashford Vale")
    found = section(briefing, TOPIC_TITLE)
    cited = {n for s in found.statements() for n in s.citations}
    subjects = {c.report.subject for c in briefing.citations if c.id in cited}
    assert subjects == {"Ashford Vale"}


def test_a_standard_of_which_no_report_speaks_is_refused(brief):
    with pytest.raises(BadSubject, match="do not speak of 'Resettlement'"):
        brief("Resettlement")


def test_only_what_its_report_lists_as_such_is_criticism_or_praise(brief):
    briefing = brief("sickness")
    notes = {c.id: c for c in briefing.citations}
    for each in briefing.sections:
        for g in each.groups:
            if g.title.startswith(("Common", "Different", "Criticism", "What worked")):
                for item in g.items:
                    heads = notes[item.statement.citations[0]].section
                    assert any(h in {"Strengths", "Areas for improvement"} for h in heads)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Knowledge]:
    """A library of more reports than are searched; only the newest speaks of sickness."""
    folder = tmp_path_factory.mktemp("many")
    text = (DATA / "ashford-vale-2024-05.txt").read_text("utf-8")
    library = open_library(folder / "library", embedding="none")
    files = []
    for number in range(MOST_ROWS + OLDER):
        name = f"{chr(65 + number // 5)}{'aeiou'[number % 5]}lderby"
        year = 2023 - number // 12
        own = text.replace("Ashford Vale", name).replace("2024", str(year))
        own = own.replace(f"May {year}", f"{MONTHS[11 - number % 12]} {year}")
        own = own.replace("01-1", f"{number:02}-{number % 10}")
        file = folder / f"{name}.txt"
        file.write_text(own if number == 0 else own.replace("Sickness", "Absence"), "utf-8")
        files.append((read_report(file), file.read_bytes()))
    library.add(files)
    yield Assistant(library).knowledge()
    library.close()


def test_what_was_not_searched_is_counted_and_long_lists_are_cut(many: Knowledge) -> None:
    briefing = compose_briefing(many, "sickness")
    assert len(many.table.inspections) == MOST_ROWS + OLDER
    (silent,) = (s.text for s in briefing.statements() if s.text.startswith("Not quoted"))
    newest = {r.place.name for r in sorted(many.table.inspections, key=lambda r: r.date)[OLDER:]}
    named = silent.removeprefix("Not quoted on this: ").rstrip(".").split(" and ")
    places = [name.split(" (")[0] for name in named[0].split(", ")]
    assert len(places) == NAMED
    assert set(places) <= newest
    assert named[1] == f"{MOST_ROWS - 1 - NAMED} others"
    assert f"Not searched: {OLDER} older reports." in {s.text for s in briefing.statements()}


def test_fewer_reports_are_all_searched_and_nothing_is_said_of_others(brief) -> None:
    assert not any(s.text.startswith("Not searched") for s in brief("sickness").statements())
