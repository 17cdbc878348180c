import pytest

from ingest.tone import tone


@pytest.mark.parametrize(
    "point",
    [
        "A third of the desks were vacant.",
        "Caseloads were far too high, at 61 for each officer.",
        "Staff turnover was high and rising.",
        "Training was patchy. The course on writing was better than that on listening but dear.",
        "Nobody had read the delivery plan.",
        "Although the office was warm, letters went out late.",
        "The plans were tidy but they were never shown to the person.",
        "Checks with the police were made in nine of 31 cases.",
        "The lift had been broken since spring.",
        "Managers didn't know who was waiting.",
        "Only 40 per cent of staff had a laptop.",
        "There were too few drivers.",
    ],
)
def test_plain_criticism_is_against(point: str) -> None:
    assert tone(point) == "against"


@pytest.mark.parametrize(
    "point",
    [
        "Leaders had dealt with the poor state of the files.",
        "Sickness was low.",
        "Staff seldom waited long, and there were no delays.",
        "Managers took a proactive line on high levels of sickness.",
        "Although posts were vacant, planning was strong.",
        "Forty of the 52 people had not been convicted of anything since.",
        "Letters were late in spring. However, a new clerk had put this right.",
        "Help was given to whoever asked, when they did not know where to turn.",
        "This was more difficult at the second site.",
        "The garden was the only one of its kind in the county.",
        "Checks with the police were made in 29 of 31 cases.",
        "The van called at nine villages.",
    ],
)
def test_what_may_be_meant_well_is_not_against(point: str) -> None:
    assert tone(point) != "against"


def test_praise_is_for() -> None:
    assert tone("Relationships with the council were strong.") == "for"
