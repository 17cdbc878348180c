"""A note that came in by mistake is told from somebody else's report."""

from collections.abc import Callable

from ingest.models import Warning

Check = Callable[..., list[Warning]]


def kinds(warnings: list[Warning]) -> list[str]:
    return [warning.kind for warning in warnings]


def test_a_note_that_names_and_rates_nothing_is_doubted(checked: Check) -> None:
    warnings = checked(("paragraph", "Lunch is at one."), kind="other", subject="", published="")
    assert kinds(warnings) == ["not_recognised"]
    assert "No place, date, rating or standard" in warnings[0].message


def test_what_has_a_date_is_not_said_to_lack_one(checked: Check) -> None:
    (warning,) = checked(("paragraph", "Lunch is at one."), kind="other", subject="")
    assert "No place, rating or standard" in warning.message


def test_a_report_on_a_place_is_not_doubted(checked: Check) -> None:
    assert checked(("paragraph", "Lunch is at one.")) == []
    assert checked(("paragraph", "Lunch is at one."), kind="other") == []
