import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.facts.figures import figures
from ingest.facts.numbers import number
from ingest.facts.prose import prose_facts
from ingest.facts.reading import Reading, sentence_ranges

Build = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "value", "out_of", "unit", "polarity"),
    [
        ("In 12 out of 40 cases, the plan was not shared.", 12, 40, "cases", "did_not"),
        ("The plan was judged sufficient in only 12 of the 40 cases.", 12, 40, "cases", "did"),
        ("This was poorly led and judged as sufficient in just 3 out of 9 cases.", 3, 9, "cases",
         "did"),
        ("Work was insufficient in seven out of 15 relevant reviews.", 7, 15, "reviews", "did_not"),
        ("Of those asked, 30 of the 33 staff could sing it without help.", 30, 33, "staff", "did"),
        ("Help came with no delay in 9 of 11 cases.", 9, 11, "cases", "did"),
        ("Help came without a plan in 9 of 11 cases.", 9, 11, "cases", "did_not"),
        ("Five of the 60 respondents had failed to come.", 5, 60, "respondents", "did_not"),
        ("Of 26 orders made at court, 14 had no plan.", 14, 26, "orders", "did_not"),
        ("In under half of cases (18 out of 40), plans were shared.", 18, 40, "cases", "did"),
        ("While plans were shared in 18 out of 40 cases, reviews failed to follow.", 18, 40,
         "cases", "did"),
        ("Songs were sung in 9/30 cases.", 9, 30, "cases", "did"),
        ("None of the 12 women had a key.", 0, 12, "women", "did"),
        ("All 15 cases had been aired.", 15, 15, "cases", "did"),
        ("The club has 148 staff, 24 of whom are pupils.", 24, 148, "staff", "did"),
        ("Most magistrates (three out of four) said that staff sang well.", 3, 4, "magistrates",
         "did"),
        ("Visits were overdue in 12 of 30 cases.", 12, 30, "cases", "did_not"),
        ("There were 12 out of 30 cases where help was due but this was not given.", 12, 30,
         "cases", "did_not"),
    ],
)  # fmt: skip
def test_a_share_is_read_with_its_whole_and_its_sense(
    build: Build, text: str, value: int, out_of: int, unit: str, polarity: str
) -> None:
    facts = prose_facts(build(("bullet", text)))
    (fact,) = [each for each in facts if each.out_of is not None]
    assert (fact.measure, fact.number, fact.out_of, fact.unit, fact.polarity) == (
        "count", value, out_of, unit, polarity,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sickness stood at 10.4 per cent.", [10.4]),
        ("Twenty-two per cent were women and 78% were men.", [22, 78]),
        ("Most (90 per cent) were seen.", [90]),
    ],
)
def test_percentages_are_read_in_digits_and_words(
    build: Build, text: str, expected: list[float]
) -> None:
    facts = prose_facts(build(("paragraph", text)))
    assert [fact.number for fact in facts] == expected
    assert {fact.unit for fact in facts} == {"percent"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Half of those asked sang.", [("Half", 50)]),
        ("Only two-thirds of cases were aired.", [("Only two-thirds", 66.7)]),
        ("One in five staff sang.", [("One in five", 20)]),
        ("About two thirds (64 per cent) of those asked sang.", [("64 per cent", 64)]),
        ("Less than half of cases, 18 out of 40, were aired.", [("18 out of 40", 18)]),
        ("A third party sang for half an hour.", []),
        ("They sang for the final third of their stay.", []),
        ("Between 60 and 70 per cent sang.", [("60", 60), ("70 per cent", 70)]),
        ("In 45 (75 per cent) of 60 cases, it was aired.", [("45 of 60", 45), ("75 per cent", 75)]),
        ("Songs were sung in 3 of 9 cases and hummed in 4 of 9 cases.",
         [("3 of 9", 3), ("4 of 9", 4)]),
        ("The queue had fallen from 133 to 74.", [("133", 133), ("74", 74)]),
        ("Of these, eight sang.", [("eight", 8)]),
        ("The average for the choir was 23 days.", [("23", 23)]),
    ],
)  # fmt: skip
def test_figures_in_words_and_in_pairs_are_read(
    build: Build, text: str, expected: list[tuple[str, float]]
) -> None:
    facts = prose_facts(build(("paragraph", text)))
    assert [(fact.value, fact.number) for fact in facts] == expected


@pytest.mark.parametrize(
    ("text", "value", "label"),
    [
        ("There are 148 practitioners based in Anytown.", 148, "practitioners based in Anytown"),
        ("The borough has a population of 554,401.", 554401, "population"),
        ("The PDU's caseload was 1,980 that day.", 1980, "PDU's caseload"),
        ("In total, there were 102.3 FTE probation practitioners in post.", 102.3,
         "FTE probation practitioners in post"),
    ],
)  # fmt: skip
def test_staff_and_caseloads_are_counts_without_a_whole(
    build: Build, text: str, value: float, label: str
) -> None:
    (fact,) = prose_facts(build(("paragraph", text)))
    assert (fact.measure, fact.number, fact.label, fact.out_of) == ("count", value, label, None)
    assert fact.polarity is None


@pytest.mark.parametrize(
    ("text", "value", "out_of", "polarity"),
    [
        ("The PDU had 15 vacancies at PSO grade.", 15, None, "did_not"),
        ("There had been 21 successful completions.", 21, None, "did"),
        ("There were 94 people waiting for a course.", 94, None, None),
        ("There is one choir master attached to the town.", 1, None, None),
        ("Anytown is one of 11 PDUs in the county.", 1, 11, None),
        ("Songs were sung in all but one of the relevant cases.", 1, None, "did_not"),
        ("Only one person knew the tune.", 1, None, "did"),
        ("The town has three music teams in all.", 3, None, None),
        ("An additional four learned the tune.", 4, None, "did"),
        ("Of these, eight had no tune.", 8, None, "did_not"),
        ("Twenty-two per cent of the caseload are black or Asian.", 22, None, None),
        ("Most of those asked (64 per cent) were men.", 64, None, None),
        ("The reoffending rate was 26 per cent.", 26, None, None),
        ("The average load was 125 per cent.", 125, None, None),
        ("There had been a 40 per cent increase in orders.", 40, None, None),
        ("Four per cent did not say what order they were on.", 4, None, None),
        ("The vacancy rate was 32 per cent.", 32, None, "did_not"),
        ("In 38 out of 60 cases, they had not been charged with any new offence.", 38, 60, "did"),
        ("In 12 out of 60 cases, they had been charged with a new offence.", 12, 60, "did_not"),
        ("In 63 per cent of licence cases, plans sufficiently met the needs of women.", 63, None,
         "did"),
    ],
)  # fmt: skip
def test_what_is_lacking_is_told_from_what_was_done_and_from_circumstances(
    build: Build, text: str, value: float, out_of: int | None, polarity: str | None
) -> None:
    (fact,) = prose_facts(build(("paragraph", text)))
    assert (fact.number, fact.out_of, fact.polarity) == (value, out_of, polarity)


@pytest.mark.parametrize(
    "text",
    [
        "The song fitted on two sides of paper and had five verses.",
        "Whoever sang rode on three trams and waited for ten seconds.",
        "A bed could be had for 28 nights.",
        "The two councils paid for the hall, and all three teams used it.",
        "Replies came within five working days.",
    ],
)
def test_what_is_counted_in_passing_is_no_fact(build: Build, text: str) -> None:
    assert prose_facts(build(("paragraph", text))) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tuning was needed in 40 cases and took place in 21.",
         [("40", 40, None, None), ("21", 21, 40, "did")]),
        ("Of the 30 cases where a song was required, it was sung in only 12 cases.",
         [("30", 30, None, None), ("12", 12, 30, "did")]),
        ("Tunes were hummed in 19 cases, and whistled in six.",
         [("19", 19, None, "did"), ("six", 6, None, "did")]),
        ("There were 20 singers (SIs) for 26 posts, 11 pipers for 15, and nine drummers for 10.",
         [("20", 20, 26, None), ("11", 11, 15, None), ("nine", 9, 10, None)]),
        ("The choir had 22 trainees against a target of 30.", [("22", 22, 30, None)]),
        ("The hall had seven officers where there should have been 12.", [("seven", 7, 12, None)]),
        ("The hall made do with seven officers instead of 12.", [("seven", 7, 12, None)]),
        ("Of 18 people in the choir five had a tune.", [("five of 18", 5, 18, "did")]),
        ("We met 50 people, 30 of whom sang and 20 of whom hummed.",
         [("50", 50, None, None), ("30", 30, 50, "did"), ("20", 20, 50, "did")]),
        ("All but one of the nine songs that we heard were good.",
         [("All but one of the nine", 8, 9, "did")]),
        ("Every one but two of the 11 plans had no tune.",
         [("Every one but two of the 11", 9, 11, "did_not")]),
        ("Not one of the 12 women had a key.", [("Not one of the 12", 0, 12, "did")]),
        ("Not all 12 cases had been aired, and one or two of the nine were lost.",
         [("12", 12, None, None)]),
        ("Every one of the seven women sang, and any one of the nine could hum.",
         [("Every one of the seven", 7, 7, "did")]),
        ("There were 11 pipers for 20 posts and nine drummers for 14.",
         [("11", 11, 20, None), ("nine", 9, 14, None)]),
        ("One singer had 46 people to teach.", [("46", 46, None, None)]),
    ],
)  # fmt: skip
def test_numbers_that_belong_together_are_joined(
    build: Build, text: str, expected: list[tuple[str, int, int | None, str | None]]
) -> None:
    facts = prose_facts(build(("paragraph", text)))
    found = [(fact.value, fact.number, fact.out_of, fact.polarity) for fact in facts]
    assert found == expected


def test_a_percentage_has_the_base_that_its_sentence_gives(build: Build) -> None:
    text = "Of the 59 people who left, 49 per cent sang. Of those asked (67), 91 per cent hummed."
    facts = prose_facts(build(("paragraph", text)))
    assert [(fact.number, fact.out_of) for fact in facts] == [(59, None), (49, 59), (91, 67)]


@pytest.mark.parametrize(
    "text",
    [
        "The composite score was 4 out of 21.",
        "Anytown is one of the 11 towns.",
        "It opened in 2021 and moved in 2023.",
        "Covid-19 restrictions lasted two years, and all three lofts were shut.",
        "See figure 12 and paragraph 2.3.",
        "Everybody is level two cases trained.",
        "The lowest score was below 50 per cent.",
        "Two PDUs were rated as 'Good'.",
    ],
)
def test_what_only_looks_like_a_figure_is_none(build: Build, text: str) -> None:
    assert prose_facts(build(("paragraph", text))) == []


def test_a_label_says_what_was_measured(build: Build) -> None:
    text = "Home visits were made in 9 out of 30 cases, which left children at risk."
    (fact,) = prose_facts(build(("bullet", text)))
    assert fact.label == "Home visits were made in … cases"


def test_a_clause_that_points_back_is_quoted_with_what_it_points_to(build: Build) -> None:
    text = "Too few plans named a contact. This was sufficient in only 4 out of 20 cases."
    (fact,) = prose_facts(build(("bullet", text)))
    assert fact.label == "Too few plans named a contact: This was sufficient in only … cases"
    assert fact.source.quote == text


def test_two_figures_of_one_clause_share_its_beginning(build: Build) -> None:
    text = "The average load was 125 per cent for officers and 115 per cent for trainees."
    labels = [fact.label for fact in prose_facts(build(("bullet", text)))]
    assert labels == ["The average load was … for officers", "The average load was … for trainees"]


def test_recommendations_state_no_figures(build: Build) -> None:
    here = {"section": ("Recommendations", "Anytown PDU should"), "number": "1"}
    assert prose_facts(build(("numbered", "see 9 out of 10 people monthly", here))) == []


def test_points_of_a_score_are_no_cases(build: Build) -> None:
    text = "We rated the town kindly overall, with 14 of the 21 available points."
    assert prose_facts(build(("paragraph", text))) == []


def test_the_quote_of_a_figure_is_its_sentence_in_the_source(build: Build) -> None:
    reading = build(("paragraph", "A first one. Then **half**, 50 per cent, came. A last one."))
    (fact,) = prose_facts(reading)
    assert fact.source.quote == "Then half, 50 per cent, came."
    assert reading.text[fact.source.start : fact.source.end] == "Then **half**, 50 per cent, came."


@given(st.integers(0, 100))
def test_a_number_in_words_is_the_number_in_digits(value: int) -> None:
    units = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    units += " fifteen sixteen seventeen eighteen nineteen"
    tens = "twenty thirty forty fifty sixty seventy eighty ninety"
    if value == 100:
        words = "one hundred"
    elif value < 20:
        words = units.split()[value]
    else:
        rest = f"-{units.split()[value % 10]}" if value % 10 else ""
        words = tens.split()[value // 10 - 2] + rest
    assert number(words) == number(str(value)) == value


@given(st.text(alphabet="abc 125%.,()\n\u2013ofut", max_size=120))
def test_figures_never_overlap_and_stay_inside_the_sentence(text: str) -> None:
    found = figures(text, ("cases",))
    assert all(0 <= figure.start < figure.end <= len(text) for figure in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@given(st.text(max_size=200))
def test_sentences_cover_all_words_once_and_in_order(text: str) -> None:
    ranges = list(sentence_ranges(text))
    assert "".join("".join(text[a:b].split()) for a, b in ranges) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(ranges))


@pytest.mark.parametrize(
    "text",
    ["It took 1\u20442 of 59 cases.", "It took 2 1/2 hours in cases.", "Cases took 2 1/2 hours."],
)
def test_a_fraction_is_no_count(build: Build, text: str) -> None:
    assert [each for each in prose_facts(build(("bullet", text))) if each.out_of is not None] == []
