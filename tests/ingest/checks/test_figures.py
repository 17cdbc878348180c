from collections.abc import Callable

import pytest

from ingest.checks.figures import same_figure_twice
from ingest.models import Warning

Check = Callable[..., list[Warning]]


def doubts(checked: Check, *sentences: str) -> int:
    found = checked(*(("bullet", sentence) for sentence in sentences))
    return sum(warning.kind == "figures_disagree" for warning in found)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # other words, the same thing
        ("Only 40 per cent of officers had finished the induction course.",
         "The induction course had not been finished by 45 per cent of officers."),
        ("Lodgings were arranged before release in 21 out of 48 cases.",
         "In 24 of the 48 cases, we saw that lodgings were arranged before release."),
        ("The wishes of neighbours were heard in 17 out of 55 cases.",
         "Inspectors judged that the wishes of neighbours were not heard in 36 out of 55 cases."),
        # two sides of one thing
        ("At officer grade, 72 per cent of posts were filled.",
         "At officer grade, 30 per cent of posts were vacant."),
        ("Of all kitchen posts, 72 per cent were occupied.", "Kitchen posts: 34 per cent vacant."),
        # one verb for two figures; a grade in the plural
        ("Sixty-eight per cent of PO jobs and 91 per cent of PSO jobs were filled.",
         "Too few POs were employed, with 40 per cent of jobs vacant."),
        ("Goals were met in 30 out of 48 cases.", "Goals were unmet in 20 out of 48 cases."),
        # a share and a percentage
        ("Ferries were caught on the day in 30 out of 60 cases.",
         "Ferries were caught on the day in 58 per cent of cases."),
        # plain numbers
        ("There are 148 practitioners based in Anytown.",
         "In the summer, 138 practitioners based in Anytown."),
        ("The PDU's caseload was 1,980.", "The PDU's caseload is 2,080."),
        ("Anytown is one of 11 PDUs in the Fenland region.",
         "This is one of 12 PDUs in the Fenland region."),
    ],
)  # fmt: skip
def test_one_thing_with_two_figures_is_doubted(checked: Check, first: str, second: str) -> None:
    assert doubts(checked, first, second) == 1


def test_two_sides_in_one_sentence_must_add_up(checked: Check) -> None:
    said = "Classes were attended in 70 per cent of weeks and missed in {} per cent of weeks."
    assert doubts(checked, said.format(45)) == 1
    assert doubts(checked, said.format(30)) == 0
    said = "Work was sufficient in 40 out of 60 cases and insufficient in {} out of 60 cases."
    assert doubts(checked, said.format(25)) == 1
    assert doubts(checked, said.format(20)) == 0


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # the same, said otherwise
        ("At officer grade, 72 per cent of posts were filled.",
         "At officer grade, 28 per cent of posts were vacant."),
        ("The wishes of neighbours were heard in 17 out of 55 cases.",
         "The wishes of neighbours were not heard in 38 out of 55 cases."),
        ("Ferries were caught on the day in 22 out of 59 cases.",
         "Ferries were caught on the day in 37 per cent of cases."),
        # another group, team, place, time
        ("Sixty-eight per cent of PO jobs and 91 per cent of PSO jobs were filled.",
         "Too few POs were employed, with 32 per cent of jobs vacant."),
        ("At PO grade, 72 per cent of posts were filled.",
         "At PSO grade, 30 per cent of posts were vacant."),
        ("Only 62 per cent of staff had finished the course.",
         "In the night team, 45 per cent of staff had finished the course."),
        ("The reoffending rate in Ludlow is just above average at 28 per cent.",
         "The reoffending rate in Ripon is just above average at 31 per cent."),
        ("Doors were locked in 18 out of 40 cases.",
         "Doors were locked in 9 out of 40 licence cases."),
        ("There are 148 practitioners based in Anytown.",
         "A year before, there had been 130 practitioners based in Anytown."),
        ("In 2021 the PDU was responsible for 1,600 people on probation.",
         "The PDU is responsible for 1,820 people on probation."),
        ("The PDU's caseload was 1,980.", "Four officers share a caseload of 120."),
        ("The PDU's caseload was 1,980.", "The total caseload for the Fenland region is 2,400."),
        # another thing, much the same words
        ("Songs were shared with lodgers in 12 out of 40 cases.",
         "Songs were shared with landlords in 15 out of 40 cases."),
        ("Traits were considered in 37 per cent of the cases we read.",
         "Traits were considered in 86 per cent of reports."),
        # an opinion that need not take a side
        ("Of the 60 respondents, 45 of the 60 found the visits helpful.",
         "Some respondents, 9 of the 60, did not find the visits helpful."),
    ],
)  # fmt: skip
def test_two_things_have_two_figures(checked: Check, first: str, second: str) -> None:
    assert doubts(checked, first, second) == 0


def test_the_warning_shows_both_places(checked: Check) -> None:
    first, second = (
        "Doors were locked in 18 out of 40 cases.",
        "Doors were locked in 19 of 40 cases.",
    )
    (warning,) = checked(("bullet", first), ("paragraph", second))
    assert [source.quote for source in warning.sources] == [first, second]
    assert "18 out of 40" in warning.message and "19 of 40" in warning.message
    assert same_figure_twice.__doc__
