"""The ratings table of a library with what its figures force: one way for answers and pages."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from index.ratings.derive import Derived, derive_cells
from index.ratings.table import build_table
from ingest.models import Fact, ReportInfo
from ingest.schemes import Schemes, load_schemes

if TYPE_CHECKING:
    from index.stores.library import Library


def read_ratings(library: "Library", schemes: Schemes | None = None) -> Derived:
    """The table of everything that a library holds; it takes a tenth of a second for 25 rows."""
    return derived_table(library.reports(), library.facts(), schemes or load_schemes())


def derived_table(infos: Iterable[ReportInfo], facts: Iterable[Fact], schemes: Schemes) -> Derived:
    """The table of these facts, its forced cells filled in."""
    region_schemes = {each.name for each in schemes.schemes if "region" in each.kinds}
    return derive_cells(build_table(infos, facts, region_schemes), schemes)
