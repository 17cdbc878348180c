"""Who is at the page, and what they may do."""

from typing import Literal

from ingest.models import Record

Role = Literal["reader", "editor", "evaluator"]
"""Readers ask and read; editors also add, remove and rebuild; evaluators also run suites."""
EVERY_ROLE: frozenset[Role] = frozenset({"reader", "editor", "evaluator"})


class Person(Record):
    """Somebody at a page."""

    id: str
    """What their conversations are kept under; "" on one's own machine."""
    name: str = ""
    roles: frozenset[Role] = EVERY_ROLE

    def may(self, role: Role) -> bool:
        """Whether they have a role."""
        return role in self.roles


AT_HOME = Person(id="")
"""Whoever sits at their own machine: nobody else can reach it, and they may do everything."""
