"""The turns of a conversation that a session holds: the last few, all while all are shown."""

from collections.abc import Iterator, Sequence

from app.copying import copied_html, copied_text
from app.render import copy_html
from index.models import Answer
from index.stores.saved import Said

SHOWN = 6
"""Turns of a conversation that are shown without asking for the others."""
_SLOTS = 2 * SHOWN
"""Names that the widgets of turns go by. By the time that one comes again, Streamlit has dropped
what was typed or chosen there."""


class Turns:
    """The end of a conversation; what was said before stays in the library until it is asked for.

    So a session does not grow with its conversation. What could not be written stays here.
    """

    def __init__(self, said: Sequence[Said] = (), first: int = 0) -> None:
        """`first` is the number of the first of these turns, which all are in the library."""
        self._said = list(said)
        self._first = first
        self._unkept = 0
        self._whole = False
        self._copied: dict[int, str] = {}

    @property
    def count(self) -> int:
        """How many turns the conversation has."""
        return self._first + len(self._said)

    @property
    def first(self) -> int:
        """Number of the first turn that is held, from 0: so many are in the library alone."""
        return self._first

    @property
    def held(self) -> tuple[Said, ...]:
        """What is held, in order."""
        return tuple(self._said)

    @property
    def unkept(self) -> tuple[Said, ...]:
        """The last turns, as far as they could not be written yet."""
        return tuple(self._said[len(self._said) - self._unkept :])

    @property
    def hidden(self) -> int:
        """How many turns stand before those that are shown."""
        return self._first if self._whole else max(self._first, self.count - SHOWN)

    def shown(self) -> Iterator[tuple[int, Said]]:
        """The turns that are shown, each with its number."""
        hidden = self.hidden
        return enumerate(self._said[hidden - self._first :], start=hidden)

    def slot(self, number: int) -> str:
        """What the widgets of a turn are called by; no two turns that are shown share it.

        Streamlit keeps a kilobyte of each name until the session ends, so few are used in turn.
        """
        return f"all-{number}" if self._whole else str(number % _SLOTS)

    def add(self, said: Said) -> None:
        """One more turn, which is not written yet."""
        self._said.append(said)
        self._unkept += 1
        self._let_go()

    def were_kept(self) -> None:
        """Everything that is held is in the library now."""
        self._unkept = 0
        self._let_go()

    def take_earlier(self, said: Sequence[Said]) -> None:
        """Show all that is held from now on, and these turns before it."""
        self._said[:0] = said
        self._first -= len(said)
        self._whole = True

    def copy_button(self, number: int, answer: Answer) -> str:
        """The button that copies an answer, as HTML; made once for as long as its turn is held."""
        if number not in self._copied:
            made = copy_html(number, copied_html(answer), copied_text(answer))
            self._copied[number] = made
        return self._copied[number]

    def _let_go(self) -> None:
        """Hold no more than is shown or has yet to be written."""
        if self._whole:
            return
        spare = max(0, len(self._said) - max(SHOWN, self._unkept))
        for number in range(self._first, self._first + spare):
            self._copied.pop(number, None)
        del self._said[:spare]
        self._first += spare
