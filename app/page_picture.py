"""The page of a PDF that a citation stands on, as a picture with the cited words marked."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Future
from threading import BoundedSemaphore, Lock

from index.stores.library import Library
from ingest.models import Box
from ingest.readers.drawing import NotDrawn, Picture, draw_page

_KEPT = 40
"""Pictures; one has 0.1 to 0.5 MB."""
_AT_ONCE = 2
"""Pages that are drawn at the same time: each is a process that may take 1.5 GB."""


class Pictures:
    """Pictures as they were drawn, the last ones kept: each once, and few at the same time."""

    def __init__(self, most: int, at_once: int) -> None:
        """Keep at most so many pictures, and draw at most so many `at_once`."""
        self._most = most
        self._slots = BoundedSemaphore(at_once)
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, Future[Picture]] = OrderedDict()

    def get(self, key: Hashable, draw: Callable[[], Picture]) -> Picture:
        """The picture of this key; drawn now, or waited for where somebody is drawing it.

        What goes wrong reaches all who wait for it, and the next one who asks tries again.
        """
        new: Future[Picture] = Future()
        with self._lock:
            picture = self._kept.setdefault(key, new)
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        if picture is new:
            self._draw(key, new, draw)
        return picture.result()

    def _draw(self, key: Hashable, new: "Future[Picture]", draw: Callable[[], Picture]) -> None:
        try:
            with self._slots:
                new.set_result(draw())
        except BaseException as error:
            with self._lock:
                self._kept.pop(key, None)
            new.set_exception(error)


_PICTURES = Pictures(_KEPT, _AT_ONCE)


def page_picture(library: Library, report_id: str, boxes: Sequence[Box]) -> Picture | None:
    """The page on which the first of these boxes lies; None where there is no such page.

    Raises NotInLibrary, and NotDrawn for a page that cannot be drawn.
    """
    first = library.sources(report_id)[0]
    if first.format != "pdf" or not boxes:
        return None
    page, marks, sha256 = boxes[0].page, tuple(boxes), first.sha256
    return _PICTURES.get(
        (sha256, page, marks), lambda: draw_page(library.original(sha256), page, marks)
    )


__all__ = ["NotDrawn", "Picture", "page_picture"]
