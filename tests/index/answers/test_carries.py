import pytest

from index.answers.carries import HAS_FIGURE, asks_person, names_person, quantity


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("How many complaints were there?", ["complaints"]),
        ("how many grey vans does the unit have", ["vans"]),
        ("How many staff were assaulted last year?", ["staff", "assaulted"]),
        ("How many of the wardens are women?", ["wardens", "women"]),
        ("What is the vacancy rate in Dunmoor?", ["vacancy"]),
        ("What did inspectors say about housing?", []),
    ],
)
def test_the_quantity_that_a_question_names(question: str, named: list[str]) -> None:
    assert [question[a:b] for a, b in quantity(question)] == named


def test_the_third_of_something_is_no_figure() -> None:
    assert not HAS_FIGURE.search("This was harder in the third of the sites.")
    assert HAS_FIGURE.search("About a third of the sites had a garden.")


def test_only_two_names_in_a_row_name_somebody() -> None:
    assert asks_person("What's the name of the head of the unit in Dunmoor?")
    assert not asks_person("What's the name of the unpaid work scheme?")
    used = {"serious", "reports"}.__contains__
    assert names_person("It was led by Ada Fenwick for two years.", used)
    assert not names_person("The Probation Service in North Yorkshire has a deputy.", str.isdigit)
    assert not names_person("They read Serious Reports.", used)
