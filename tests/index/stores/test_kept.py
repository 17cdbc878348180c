"""What is kept of a library in memory, while another process writes to it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.errors import NotInLibrary
from index.stores.library import Library, open_library
from ingest.models import Box, Report, Span, Word
from tests.index.stores.conftest import LINES, OTHER_LINES

pytestmark = pytest.mark.store

OAKHAM = "oakham-2024-05"
NEW_LINES = ("It was a long wait.", *OTHER_LINES)


@pytest.fixture
def other(two: Library, tmp_path: Path) -> Iterator[Library]:
    """The same library as `two`, opened as another process would."""
    opened = open_library(tmp_path / "library")
    yield opened
    opened.close()


def quoted(library: Library) -> list[str]:
    """What the spans of Oakham's facts and passages hold in its text."""
    text = library.text(OAKHAM)
    spans = [f.source.spans[0] for f in library.facts([OAKHAM])]
    spans += [p.spans[0] for p in library.passages([OAKHAM])]
    return [text[span.start : span.end] for span in spans]


def test_what_is_removed_meanwhile_is_read_to_the_end(two: Library, other: Library) -> None:
    with two.steady():
        other.remove(OAKHAM)
        assert OAKHAM in [info.id for info in two.reports()]
        assert quoted(two) == [LINES[0], *LINES]
        stored = two.stored(OAKHAM)
        assert (stored.text, len(stored.sources)) == (two.text(OAKHAM), 1)
        assert two.passage(f"{OAKHAM}/1").text == LINES[1]
    with pytest.raises(NotInLibrary):
        two.text(OAKHAM)


def test_what_is_replaced_meanwhile_is_quoted_from_the_text_it_stood_in(
    two: Library, other: Library, make_report
) -> None:
    with two.steady():
        facts, before = two.facts([OAKHAM]), two.fingerprint()
        other.add([make_report(lines=NEW_LINES)])
        assert two.facts([OAKHAM]) == facts
        assert quoted(two) == [LINES[0], *LINES]
        assert two.fingerprint() == before != other.fingerprint()
    assert quoted(two) == [NEW_LINES[0], *NEW_LINES]


def test_other_threads_see_the_new_state_and_neither_takes_from_the_other(
    two: Library, other: Library, make_report
) -> None:
    with two.steady(), ThreadPoolExecutor(1) as thread:
        other.add([make_report(lines=NEW_LINES)])
        assert thread.submit(quoted, two).result() == [NEW_LINES[0], *NEW_LINES]
        assert quoted(two) == [LINES[0], *LINES]
        assert thread.submit(quoted, two).result() == [NEW_LINES[0], *NEW_LINES]


def test_nearness_is_to_the_sentences_of_the_state_that_is_read(
    two: Library, other: Library, make_report
) -> None:
    def near() -> list[list[float]]:
        passage = two.passage(f"{OAKHAM}/0")
        return two.sentence_scores("how long people wait", [(passage.id, [(0, len(passage.text))])])

    old = near()
    with two.steady(), ThreadPoolExecutor(1) as thread:
        other.add([make_report(lines=NEW_LINES)])
        new = thread.submit(near).result()
        assert near() == old != new
        assert thread.submit(near).result() == new


def test_more_threads_may_read_one_state_than_connections_are_kept_open(held: Library) -> None:
    def nested(depth: int) -> int:
        if not depth:
            return len(held.reports())
        with held.steady(), ThreadPoolExecutor(1) as thread:
            return thread.submit(nested, depth - 1).result(timeout=20)

    assert nested(20) == 2


def test_the_places_of_words_are_those_of_the_report_as_it_is_now(
    two: Library, make_report
) -> None:
    def printed_at(x0: float, lines: tuple[str, ...]) -> tuple[Report, bytes]:
        report, original = make_report(lines=lines)
        words = (Word(0, len("Oakham"), Box(1, x0, 10, x0 + 50, 20)),)
        return report.model_copy(update={"words": words}), original

    whole = [Span(0, len("Oakham"), 1)]
    two.add([printed_at(30, OTHER_LINES)])
    assert [box.x0 for box in two.boxes(OAKHAM, whole)] == [30]
    two.add([printed_at(70, NEW_LINES)])
    assert [box.x0 for box in two.boxes(OAKHAM, whole)] == [70]
