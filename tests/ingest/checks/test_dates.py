from collections.abc import Callable

import pytest

from ingest.models import Warning

Check = Callable[..., list[Warning]]


def test_dates_are_told_in_words(checked: Check) -> None:
    (late,) = checked(("paragraph", "Caseload data are as at 30 November 2024."))
    assert "30 November 2024, after publication: June 2024" in late.message
    (period,) = checked(("paragraph", "Data cover the period from October 2022 to March 2022."))
    assert "October 2022" in period.message
    assert "2022-" not in period.message


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The office closed on 31 June.", "impossible_date"),
        ("The office closed on the 31st of April that year.", "impossible_date"),
        ("The office closed on 29 February 2023.", "impossible_date"),
        ("The office closed on June 31st, 2023.", "impossible_date"),
        ("The office closed on 31/09/2023.", "impossible_date"),
        ("The office closed on 29 February.", None),
        ("In May 31 members came.", None),
        ("Data cover the period from October 2022 to March 2022.", "date_order"),
        ("Cases began between 14 December and 10 December 2023.", "date_order"),
        ("Cases began between 14 December and 10 January 2024.", None),
        ("The pilot ran from 12 June to 3 July 2022.", None),
        ("Figures of 30 June 2024 and 29 February 2024 were used.", None),
        ("Caseload data are as at 30 November 2024.", "date_order"),
        ("Inspectors did their fieldwork in the town in March 2025.", "date_order"),
        ("The next fieldwork will be in March 2025.", None),
        ("The lease ends in March 2031.", None),
    ],
)
def test_dates_are_days_and_stand_in_order(checked: Check, text: str, kind: str | None) -> None:
    kinds = [warning.kind for warning in checked(("paragraph", text), published="2024-06")]
    assert kinds == ([kind] if kind else [])
