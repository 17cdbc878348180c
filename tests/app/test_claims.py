"""Who a token speaks of, and what they may do by the lists of people."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.access import Person
from app.claims import check_names, person_of
from app.errors import BadSetting, NotAllowed, SignInAgain
from app.settings import Settings

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CLAIMS: dict[str, Any] = {
    "iss": "https://id.example",
    "sub": "ann",
    "iat": NOW.timestamp() - 60,
    "name": "Ann",
    "email": "Ann@Example.org",
    "email_verified": True,
    "groups": ["Editors", "staff"],
    "realm_access": {"roles": ["evaluator"]},
    "https://claims.example/roles": "lead",
}


def person(settings: dict[str, Any] | None = None, **claims: Any) -> Person:
    return person_of(CLAIMS | claims, Settings(**(settings or {})), NOW)


def test_a_person_is_issuer_and_subject_whatever_their_address() -> None:
    assert person().id == "https://id.example#ann"
    assert person(email="new@example.org", name="Anne").id == person().id
    assert person(iss="https://other.example").id != person().id


def test_without_lists_whoever_signs_in_reads_and_nothing_more() -> None:
    assert person().roles == {"reader"}


@pytest.mark.parametrize(
    ("listed", "claim"),
    [
        ("ann@example.org", ""),
        ("bob@example.org, ANN@EXAMPLE.ORG", ""),
        ("@example.org", ""),
        ("Editors", "groups"),
        ("evaluator", "realm_access.roles"),
        ("lead", "https://claims.example/roles"),
    ],
)
def test_a_role_comes_from_an_address_its_domain_or_a_claim(listed: str, claim: str) -> None:
    given = person({"editors": listed, "role_claim": claim})
    assert given.roles == {"reader", "editor"}
    assert person({"evaluators": listed, "role_claim": claim}).may("evaluator")
    assert person({"readers": listed, "role_claim": claim}).roles == {"reader"}


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": 1.5},
        {"email": "ann@example.org.evil.example"},
        {"email": "@example.org"},
        {"email": ["ann@example.org"]},
        {"email": "other@sub.example.org"},
    ],
)
def test_an_address_that_is_not_verified_or_only_looks_alike_counts_for_nothing(
    claims: dict[str, Any],
) -> None:
    settings = {"editors": "ann@example.org,@example.org", "readers": "@example.org"}
    with pytest.raises(NotAllowed, match="may not use the assistant"):
        person(settings, **claims)


@pytest.mark.parametrize(
    "claim",
    [{}, None, 7, "editors", ["editors"], {"editors": True}, ["ann@example.org"], [["Editors"]]],
)
def test_a_claim_of_another_value_or_shape_gives_no_role(claim: Any) -> None:
    settings = {"editors": "Editors,ann@example.org", "role_claim": "groups"}
    assert person(settings, groups=claim, email_verified=False).roles == {"reader"}


def test_editors_and_evaluators_need_not_be_among_the_readers() -> None:
    settings = {"readers": "@elsewhere.example", "editors": "ann@example.org"}
    assert person(settings).roles == {"reader", "editor"}


@pytest.mark.parametrize("claims", [{"iss": ""}, {"sub": ""}, {"sub": None}, {"iss": 3}])
def test_a_token_that_names_nobody_lets_nobody_in(claims: dict[str, Any]) -> None:
    with pytest.raises(SignInAgain, match="did not say who you are"):
        person(**claims)


@pytest.mark.parametrize(
    ("ago", "holds"), [(0, True), (11.9, True), (12.1, False), (-0.01, True), (-1, False)]
)
def test_a_sign_in_holds_for_its_hours(ago: float, holds: bool) -> None:
    issued = (NOW - timedelta(hours=ago)).timestamp()
    if holds:
        assert person(iat=issued).may("reader")
    else:
        with pytest.raises(SignInAgain, match="has ended"):
            person(iat=issued)


@pytest.mark.parametrize("issued", [None, "yesterday", True, 1e30])
def test_a_sign_in_of_an_unknown_time_does_not_hold(issued: Any) -> None:
    with pytest.raises(SignInAgain, match="Sign in again"):
        person(iat=issued)


def test_a_name_is_one_short_line() -> None:
    assert person(name=" Ann\n of  York ").name == "Ann of York"
    assert len(person(name="A" * 500).name) == 80
    assert person(name=None, email=None).name == "somebody without a name"


def test_a_listed_name_that_could_fit_nobody_is_refused() -> None:
    with pytest.raises(BadSetting, match="REPORTS_EDITORS has 'staff'"):
        check_names(Settings(editors=("staff",)))
    check_names(Settings(editors=("staff",), role_claim="groups", readers=("@example.org",)))
