import pytest

from index.answers.beyond import rated_elsewhere, why_beyond
from index.answers.english import content_stems
from ingest.schemes import load_schemes
from tests.index.answers.conftest import Ask


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ("What will York score next year?", "prediction"),
        ("Will Leeds come out Good next time?", "prediction"),
        ("What rating do you expect York to get?", "prediction"),
        ("Your best guess for the next rating?", "prediction"),
        ("Should I move to York?", "advice"),
        ("Would you accept a post there?", "advice"),
        ("Do you think York is a good place to work?", "advice"),
        ("Would you recommend York as an employer?", "advice"),
        ("Predict the next rating for York", "prediction"),
        ("Can you predict York's score?", "prediction"),
        ("Will York get a better rating?", "prediction"),
        ("Which officer supervises John Smith?", "private"),
        ("Who exactly complained in York?", "private"),
        ("Is it a good idea to move to York as an officer?", "advice"),
        ("What is the home address of the head?", "private"),
        ("Which officer is looking after my ex-husband in York?", "private"),
        ("How do I contact the lead inspector?", "contact"),
        ("direct line for the inspector, please", "contact"),
        ("Which football team is best in Yorkshire?", "off_subject"),
        ("Who is the prime minister?", "off_subject"),
    ],
)
def test_questions_that_no_report_answers_are_told_apart(asked: str, reason: str) -> None:
    assert why_beyond(asked) == reason


@pytest.mark.parametrize(
    "asked",
    [
        "What will was written?",
        "What should York improve?",
        "How were homes addressed?",
        "How likely were cases to be reviewed?",
        "Are applicants of certain backgrounds less likely to get in?",
        "Did York go up two points, is that fair to say?",
        "How do people on probation contact their officer?",
        "Were contact details recorded in cases?",
        "Which officer grades carried the highest caseloads?",
        "Any worries in York about which officer was given violent men?",
        "Which manager was responsible for women's services in York?",
        "Who exactly was interviewed for the inspection?",
        "Who reported the safety problems in the office?",
        "Was the home address checked before release?",
        "Is personal data kept safe at York?",
        "Do you think the reports mention autism?",
        "Can you recommend a good example of mentoring?",
        "Should I be worried about the risk work in York?",
        "Is it safe to report at the York office?",
        "Will the York office get panic alarms?",
        "What did York predict about its staffing?",
        "What are the chances of a woman getting a female officer?",
        "What is the easiest way to get to appointments in York?",
    ],
)
def test_questions_for_a_report_are_not_refused(asked: str) -> None:
    assert why_beyond(asked) is None


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ("My son gets a new officer each time, is this normal and have inspectors said so?", None),
        ("My brother's officer never calls. What do the reports say about contact?", None),
        ("Who is my son's probation officer?", "private"),
        ("What do inspectors say about my ex's probation officer?", "private"),
        ("When is my brother's release date?", "private"),
        ("Did inspectors say house prices made recruitment of staff hard?", None),
        ("What did the report say about the weather in Leeds?", "off_subject"),
        ("How do house prices affect staff recruitment?", None),
        ("house prices in Brighton?", "off_subject"),
    ],
)
def test_what_inspectors_said_of_all_is_looked_for(asked: str, reason: str | None) -> None:
    assert why_beyond(asked, content_stems("recruitment staff officer hard contact")) == reason


def test_what_the_texts_speak_of_is_never_off_the_subject() -> None:
    assert why_beyond("Was there a football group?") == "off_subject"
    assert why_beyond("Was there a football group?", content_stems("football")) is None


@pytest.mark.parametrize(
    ("asked", "body"),
    [
        ("How was South Yorkshire Police graded?", "South Yorkshire Police"),
        ("What grade did HMP Lewes get?", "HMP Lewes"),
        ("What was Bradford YOT's overall rating?", "Bradford YOT"),
        ("What did the CQC give Barnsley Hospital?", "Barnsley Hospital"),
        ("ofsted judgement on the city", "ofsted"),
        ("How was the police rated in York?", "police"),
        ("How was York rated for staffing?", ""),
        ("How did inspectors judge police checks in York?", ""),
        ("How did Kent Police explain the slow checks?", ""),
        ("What did the joint inspection with HMICFRS judge?", ""),
    ],
)
def test_judgements_of_other_bodies_are_heard(asked: str, body: str) -> None:
    assert rated_elsewhere(asked, load_schemes()) == body


def test_a_rating_of_another_body_is_refused_and_not_answered_with_the_places_own(ask: Ask) -> None:
    answer = ask("How was the Ashford Vale police force graded?")
    assert answer.status == "not_found"
    assert not answer.facts
    assert "Ashford Vale police force" in answer.text


def test_a_date_of_publication_does_not_pass_for_one_of_fieldwork(ask: Ask) -> None:
    answer = ask("On what day did fieldwork start in Dunmoor?")
    assert answer.status == "not_found"
