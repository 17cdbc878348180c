"""Pages are drawn once each, few at a time, and a page that could not be drawn is tried again."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Lock

import pytest

from app.page_picture import NotDrawn, Picture, Pictures

SECONDS = 20


def picture(page: int) -> Picture:
    return Picture(page, b"whole", b"part")


def test_no_more_are_drawn_at_the_same_time_than_is_set() -> None:
    pictures, lock = Pictures(most=40, at_once=2), Lock()
    two, now, most = Barrier(2), 0, 0

    def draw(page: int) -> Picture:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        two.wait(SECONDS)  # two are let in together, and a third would be seen
        with lock:
            now -= 1
        return picture(page)

    with ThreadPoolExecutor(8) as pool:
        drawn = list(pool.map(lambda page: pictures.get(page, lambda: draw(page)), range(8)))
    assert [each.page for each in drawn] == list(range(8))
    assert most == 2


def test_whoever_asks_while_a_page_is_drawn_gets_the_same_picture() -> None:
    pictures, going, begun = Pictures(most=40, at_once=2), Event(), Event()
    drawn: list[int] = []

    def draw() -> Picture:
        begun.set()
        assert going.wait(SECONDS)
        drawn.append(1)
        return picture(1)

    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(pictures.get, "page", draw)
        assert begun.wait(SECONDS)
        others = [pool.submit(pictures.get, "page", draw) for _ in range(3)]
        going.set()
        assert {id(each.result(SECONDS)) for each in others} == {id(first.result(SECONDS))}
    assert drawn == [1]


def test_a_page_that_could_not_be_drawn_is_tried_again() -> None:
    pictures = Pictures(most=40, at_once=1)

    def fail() -> Picture:
        raise NotDrawn("Page 1 takes too long to draw.")

    for _ in range(2):
        with pytest.raises(NotDrawn):
            pictures.get("page", fail)
    assert pictures.get("page", lambda: picture(1)).page == 1


def test_the_picture_that_nobody_asked_for_longest_goes_first() -> None:
    pictures = Pictures(most=2, at_once=1)
    drawn = [pictures.get(page, lambda page=page: picture(page)) for page in (1, 2)]  # type: ignore[misc]
    assert pictures.get(1, lambda: picture(9)) is drawn[0]
    pictures.get(3, lambda: picture(3))
    assert pictures.get(1, lambda: picture(9)) is drawn[0]
    assert pictures.get(2, lambda: picture(9)).page == 9
