"""The page of a PDF that a citation stands on, as a picture with the cited words marked."""

from collections.abc import Sequence
from functools import lru_cache

from index.stores.library import Library
from ingest.models import Box
from ingest.readers.drawing import NotDrawn, Picture, draw_page

_KEPT = 40
"""Pictures; one has 0.1 to 0.5 MB."""


def page_picture(library: Library, report_id: str, boxes: Sequence[Box]) -> Picture | None:
    """The page on which the first of these boxes lies; None where there is no such page.

    Raises NotInLibrary, and NotDrawn for a page that cannot be drawn.
    """
    first = library.sources(report_id)[0]
    if first.format != "pdf" or not boxes:
        return None
    return _picture(_Original(library, first.sha256), boxes[0].page, tuple(boxes))


class _Original:
    """The bytes of a file, fetched when they are wanted; equal for equal files."""

    def __init__(self, library: Library, sha256: str) -> None:
        self.library, self.sha256 = library, sha256

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Original) and other.sha256 == self.sha256

    def __hash__(self) -> int:
        return hash(self.sha256)


@lru_cache(maxsize=_KEPT)
def _picture(original: _Original, page: int, boxes: tuple[Box, ...]) -> Picture:
    return draw_page(original.library.original(original.sha256), page, boxes)


__all__ = ["NotDrawn", "Picture", "page_picture"]
