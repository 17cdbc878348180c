"""What a sign-in service says of somebody becomes a Person with roles, or a plain refusal.

Who somebody is, is what the service calls them (`iss` and `sub`): an address of e-mail can pass to
another person, and counts for a role only where the service says that it has been verified.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from app.access import Person, Role
from app.errors import BadSetting, NotAllowed, SignInAgain
from app.settings import Settings

CLOCKS = timedelta(minutes=2)
"""How far the clocks of the service and of this machine may be apart."""
_LONGEST_NAME = 80


def person_of(claims: Mapping[str, Any], settings: Settings, now: datetime) -> Person:
    """The person that a checked token speaks of.

    Raises SignInAgain where the token names nobody or was issued too long ago, NotAllowed where
    they are not let in.
    """
    issuer, subject = claims.get("iss"), claims.get("sub")
    if not (isinstance(issuer, str) and issuer and isinstance(subject, str) and subject):
        raise SignInAgain(
            "The sign-in service did not say who you are. Sign in again; if this page comes back, "
            "tell whoever looks after this service."
        )
    _check_age(claims.get("iat"), settings.login_hours, now)
    name = _name(claims) or "somebody without a name"
    known = _known_as(claims, settings.role_claim)
    roles: set[Role] = set()
    if settings.editors and _is_among(known, settings.editors):
        roles.add("editor")
    if settings.evaluators and _is_among(known, settings.evaluators):
        roles.add("evaluator")
    if not settings.readers or roles or _is_among(known, settings.readers):
        roles.add("reader")
    if not roles:
        raise NotAllowed(
            f"You are signed in as {name}, and this account may not use the assistant. Ask "
            "whoever looks after this service to let you in, or sign out and use another account."
        )
    # An issuer has no fragment (OpenID Connect Discovery 1.0, section 3): the two cannot be mixed.
    return Person(id=f"{issuer}#{subject}", name=name, roles=frozenset(roles))


def check_names(settings: Settings) -> None:
    """Raise BadSetting for a name in the lists of people that could never fit anybody."""
    for variable in ("readers", "editors", "evaluators"):
        for name in getattr(settings, variable):
            if "@" not in name and not settings.role_claim:
                raise BadSetting(
                    f"REPORTS_{variable.upper()} has {name!r}, which is no address "
                    "(name@example.org) and no domain (@example.org). Name the claim that has "
                    "groups or roles in REPORTS_ROLE_CLAIM, or correct it."
                )


def _check_age(issued: Any, hours: float, now: datetime) -> None:
    if isinstance(issued, bool) or not isinstance(issued, int | float):
        raise SignInAgain("The sign-in service did not say when you signed in. Sign in again.")
    try:
        age = now - datetime.fromtimestamp(issued, UTC)
    except (OverflowError, OSError, ValueError) as error:
        raise SignInAgain("The time of your sign-in cannot be read. Sign in again.") from error
    if not -CLOCKS <= age <= timedelta(hours=hours):
        raise SignInAgain("Your sign-in has ended, as it does after a while. Sign in again.")


def _known_as(claims: Mapping[str, Any], role_claim: str) -> frozenset[str]:
    """What somebody can be listed as: a verified address, its domain, their groups and roles."""
    known = {value for value in _values(claims, role_claim) if "@" not in value}
    email = claims.get("email")
    if isinstance(email, str) and claims.get("email_verified") in (True, "true"):
        name, at, domain = email.strip().casefold().rpartition("@")
        if name and domain:
            known |= {f"{name}@{domain}", f"{at}{domain}"}
    return frozenset(known)


def _values(claims: Mapping[str, Any], role_claim: str) -> Iterable[str]:
    """The values of a claim: one, several or none; a name with dots may lead into claims."""
    found: Any = claims.get(role_claim)
    if found is None and role_claim:
        found = claims
        for part in role_claim.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    values = [found] if isinstance(found, str) else found
    return [value for value in values if isinstance(value, str)] if _is_list(values) else []


def _is_list(values: Any) -> bool:
    return isinstance(values, list | tuple)


def _is_among(known: frozenset[str], listed: Iterable[str]) -> bool:
    """Addresses are the same in capitals; groups and roles are not."""
    return any((name.casefold() if "@" in name else name) in known for name in listed)


def _name(claims: Mapping[str, Any]) -> str:
    for claim in ("name", "preferred_username", "email"):
        value = claims.get(claim)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())[:_LONGEST_NAME]
    return ""
