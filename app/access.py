"""Who is at the page, and what they may do."""

from typing import Literal

from app.errors import NotAllowed
from ingest.models import Record

Role = Literal["reader", "editor", "evaluator"]
"""Readers ask and read; editors also add, remove and rebuild; evaluators also run suites."""
EVERY_ROLE: frozenset[Role] = frozenset({"reader", "editor", "evaluator"})
MAY: dict[Role, str] = {
    "reader": "ask and read",
    "editor": "add and remove reports",
    "evaluator": "run evaluations",
}
"""What each role allows, in words."""


class Person(Record):
    """Somebody at a page."""

    id: str
    """What their conversations are kept under; "" on one's own machine."""
    name: str = ""
    roles: frozenset[Role] = EVERY_ROLE

    def may(self, role: Role) -> bool:
        """Whether they have a role."""
        return role in self.roles

    def must(self, role: Role) -> None:
        """Stop whoever has not this role: called by what acts, whatever a page has shown.

        Raises NotAllowed.
        """
        if not self.may(role):
            raise NotAllowed(
                f"You may not {MAY[role]} here. Ask whoever looks after this service for the "
                f"role of {role}."
            )


AT_HOME = Person(id="")
"""Whoever sits at their own machine: nobody else can reach it, and they may do everything."""
