"""What a field calls its services and its places, from the schemes, as patterns to read it by."""

import re
from functools import lru_cache
from typing import NamedTuple

from ingest.schemes import Schemes

_NEVER = r"(?!)"
_CROWN = r"(?:HM|HMI|Her Majesty's|His Majesty's)"


class Called(NamedTuple):
    """The words of all schemes that are loaded; case is left aside in every pattern but the last.

    Where no scheme gives words for something, its pattern matches nothing.
    """

    services: str
    """Source of a pattern: "probation" of "probation services"."""
    units: str
    """Source of a pattern: "PDU" and "probation delivery unit", in the singular or plural."""
    of_service: re.Pattern[str]
    """A line of a cover such as "The Probation Service – Wales"; group `region`."""
    unit: re.Pattern[str]
    """The word for a unit anywhere in a text, with the brackets around it."""
    unit_ending: re.Pattern[str]
    """The word for a unit at the end of a name."""
    region_ending: re.Pattern[str]
    """ "region" or "probation region" at the end of a name."""
    inspectorate: re.Pattern[str]
    """The name of an inspectorate, or how one that serves the Crown begins."""


def called(schemes: Schemes) -> Called:
    """The patterns for the words of these schemes, made once for each set of words."""
    return _patterns(
        schemes.services_called(),
        schemes.units_called(),
        tuple(dict.fromkeys(scheme.inspectorate for scheme in schemes.schemes)),
    )


@lru_cache(maxsize=8)
def _patterns(
    services: tuple[str, ...], units: tuple[str, ...], inspectorates: tuple[str, ...]
) -> Called:
    service, titled = _any(services), _any(tuple(map(str.title, services)))
    unit = "(?:" + "|".join(f"{_loose(word)}s?" for word in units) + ")" if units else _NEVER
    return Called(
        services=service,
        units=unit,
        of_service=re.compile(
            rf"^the\s+{service}\s+service\s*[-–—:]\s*(?P<region>.+)$", re.IGNORECASE
        ),
        unit=re.compile(rf"[\s,(-]*\b{unit}\b\)?", re.IGNORECASE),
        unit_ending=re.compile(rf"\s+{unit}$", re.IGNORECASE),
        region_ending=re.compile(rf"\s*\b(?:{service}\s+)?region\b\s*$", re.IGNORECASE),
        inspectorate=re.compile(
            rf"\b{_CROWN}\s+(?:Inspectorate(?:\s+of\s+{titled})?|{titled})|\b{_any(inspectorates)}"
        ),
    )


def _any(words: tuple[str, ...]) -> str:
    return "(?:" + "|".join(map(_loose, words)) + ")" if words else _NEVER


def _loose(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in words.split())
