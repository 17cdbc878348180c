"""By which set of standards a row of a table was rated: as it says, or as its columns show."""

from collections.abc import Iterable, Sequence

from ingest.imports.columns import plain, standard_of
from ingest.imports.values import BadCell
from ingest.readers.sheet import shown
from ingest.schemes import Scheme, Schemes


class Rounds:
    """Tells the scheme of the rows of one table."""

    def __init__(self, schemes: Schemes, labels: Iterable[str]) -> None:
        self._schemes = schemes.schemes
        self._labels = frozenset(labels)
        self._known: dict[tuple[str, frozenset[str], int | None], Scheme | BadCell] = {}

    def scheme(self, told: str, labels: Iterable[str], out_of: int | None) -> Scheme:
        """The scheme of a row.

        `told` is what a column of schemes says ("" without one), `labels` are the standards that
        the row rates, `out_of` is the maximum of its score. Where it is not told, the maximum or
        the standards of row and table must leave one scheme only. Raises BadCell.
        """
        key = (told, frozenset(labels), out_of)
        if key not in self._known:
            try:
                self._known[key] = self._find(*key)
            except BadCell as error:
                self._known[key] = error
        found = self._known[key]
        if isinstance(found, BadCell):
            raise found
        return found

    def _find(self, told: str, labels: frozenset[str], out_of: int | None) -> Scheme:
        chosen = self._told(told) if told else list(self._schemes)
        fitting = [each for each in chosen if out_of in (None, each.composite_max)]
        if not fitting:
            raise BadCell(
                f"no set of standards has scores out of {out_of}; known are {_listed(chosen)}"
            )
        if len(fitting) == 1 and (told or out_of):
            _refuse_strangers(fitting[0], labels)
            return fitting[0]
        by_row, by_table = _pick(fitting, labels), _pick(fitting, self._labels)
        if by_row and by_table and by_row != by_table:
            by_row = by_table = None
        if found := by_row or by_table:
            _refuse_strangers(found, labels)
            return found
        raise BadCell(
            "it is not clear by which set of standards this was rated; add a column Scheme "
            f"with one of {_listed(fitting)}, or head the scores “Score (out of …)”"
        )

    def _told(self, words: str) -> list[Scheme]:
        """The schemes that a cell names: by name or title, or by a year in the name."""
        bare = plain(words)
        exact = [s for s in self._schemes if bare in (plain(s.name), plain(s.title))]
        found = exact or [s for s in self._schemes if bare in s.name.split("-")]
        if not found:
            raise BadCell(
                f"{shown(words)} is no set of standards; known are {_listed(self._schemes)}"
            )
        return found


def _pick(schemes: Sequence[Scheme], labels: frozenset[str]) -> Scheme | None:
    """The only scheme that these are all the rated standards of, else the only one to have them."""
    fitting: list[Scheme] = []
    whole: list[Scheme] = []
    for scheme in schemes:
        keys = {standard_of(scheme, label) for label in labels}
        if not labels or None in keys:
            continue
        fitting.append(scheme)
        if keys >= {standard.key for standard in scheme.rated_standards}:
            whole.append(scheme)
    best = whole or fitting
    return best[0] if len(best) == 1 else None


def _refuse_strangers(scheme: Scheme, labels: frozenset[str]) -> None:
    for label in sorted(labels):
        if standard_of(scheme, label) is None:
            raise BadCell(f"{shown(label)} is no standard of {scheme.name} ({scheme.title})")


def _listed(schemes: Sequence[Scheme]) -> str:
    return "; ".join(f"{scheme.name} (out of {scheme.composite_max})" for scheme in schemes)
