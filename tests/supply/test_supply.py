"""Which licences pass, what counts as an audit, and when a bill of materials is complete."""

from email.message import Message

import pytest

from tests.supply.licences import Rules, complaints, named_licences, read_rules
from tests.supply.locked import locked
from tests.supply.sbom import differences
from tests.supply.vulnerabilities import Audit, read_answer, report

RULES = Rules(frozenset({"MIT", "Apache-2.0"}), {"mit license": "MIT"}, {"odd": "a reason"})


def about(**fields: str) -> Message:
    message = Message()
    for name, value in fields.items():
        message[name.replace("_", "-")] = value
    return message


def test_lock_is_read_by_normal_names_for_this_platform_alone() -> None:
    lock = (
        "Some_Thing==1.2 \\\n    --hash=sha256:00\n"
        "other==3 ; python_version < '3' \\\nmore==4.post1 ; python_version >= '3' \\\n"
    )
    assert locked(lock) == {"some-thing": "1.2", "more": "4.post1"}


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        (
            {"License_Expression": "MIT OR (Apache-2.0 AND GPL-3.0)"},
            ("MIT", "Apache-2.0", "GPL-3.0"),
        ),
        ({"Classifier": "License :: OSI Approved :: MIT License", "License": "GPL"}, ("MIT",)),
        ({"License": "MIT License\n\nPermission is given"}, ("MIT",)),
        ({}, ("no licence named",)),
    ],
)
def test_licences_are_read_as_the_metadata_names_them(
    metadata: dict[str, str], expected: tuple[str, ...]
) -> None:
    assert named_licences(about(**metadata), RULES) == expected


def test_every_licence_has_to_be_allowed_or_excepted() -> None:
    licences = {"good": ("MIT",), "bad": ("MIT", "GPL-3.0"), "odd": ("Odd-1",)}
    (line,) = complaints(licences, RULES)
    assert line.startswith("bad: GPL-3.0.")


def test_an_exception_that_nothing_needs_is_told() -> None:
    assert "needs no exception" in complaints({"odd": ("MIT",)}, RULES)[0]
    assert "is not locked" in complaints({}, RULES)[0]


def test_every_exception_of_ours_has_its_reason() -> None:
    assert all(len(reason) > 20 for reason in read_rules().exceptions.values())


ANSWER = {
    "dependencies": [
        {"name": "good", "version": "1", "vulns": []},
        {"name": "weak", "version": "2", "vulns": [{"id": "ID-1"}]},
        {"name": "strange", "skip_reason": "not found"},
    ]
}


def test_a_vulnerability_fails_until_it_is_accepted_with_a_reason() -> None:
    lines, well = report(lambda _service: read_answer(ANSWER), {})
    assert not well
    assert lines == [
        "vulnerabilities: weak 2: ID-1",
        "vulnerabilities: NOT audited: strange",
        "vulnerabilities: 2 of 3 packages audited, 1 vulnerabilities known",
    ]
    lines, well = report(lambda _service: read_answer(ANSWER), {"ID-1": "is never called"})
    assert well
    assert "is never called" in lines[0]


def test_an_answer_that_knows_nothing_is_no_audit() -> None:
    nothing = Audit(frozenset(), frozenset({"good"}), {})
    answers: dict[str, Audit | str] = {"pypi": nothing, "osv": "no answer"}
    lines, well = report(lambda service: answers[service], {})
    assert well
    assert "SKIPPED" in lines[-1]
    assert [line.split(": ")[1] for line in lines[:2]] == ["pypi", "osv"]


def test_bill_has_to_say_what_the_lock_says() -> None:
    bill = {
        "components": [
            {"name": "Some_Thing", "version": "1"},
            {"name": "old", "version": "1"},
            {"name": "more", "version": "1"},
            {"name": "pip", "version": "26"},
        ]
    }
    lines = differences(bill, {"some-thing": "1", "old": "2", "gone": "3"})
    assert [line.split(":")[0] for line in lines] == ["old 2", "gone 3", "more 1"]
