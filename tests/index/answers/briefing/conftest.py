"""Briefings on the made-up library of the answering side; each is composed once."""

from collections.abc import Callable
from functools import lru_cache

import pytest

from index.answers.briefing.compose import compose_briefing
from index.answers.briefing.model import Briefing, Group, Section
from index.answers.knowledge import Knowledge

Brief = Callable[[str], Briefing]


@pytest.fixture(scope="session")
def brief(knowledge: Knowledge) -> Brief:
    """The briefing on a subject."""
    return lru_cache(maxsize=None)(lambda subject: compose_briefing(knowledge, subject))


def _section(briefing: Briefing, title: str) -> Section:
    """The section whose title begins so."""
    return next(each for each in briefing.sections if each.title.startswith(title))


def _group(briefing: Briefing, title: str) -> Group:
    """The group of lines whose title begins so."""
    groups = (g for each in briefing.sections for g in each.groups)
    return next(each for each in groups if each.title.startswith(title))


def _cells(briefing: Briefing, head: str) -> list[str]:
    """What the cells of the row with this head say, each with its remark."""
    for each in briefing.sections:
        for row in each.table.rows if each.table else ():
            if row.head == head:
                return [f"{c.statement.text} {c.remark}".strip() for c in row.cells]
    raise AssertionError(f"no row {head}")


@pytest.fixture(scope="session")
def section() -> Callable[[Briefing, str], Section]:
    return _section


@pytest.fixture(scope="session")
def group() -> Callable[[Briefing, str], Group]:
    return _group


@pytest.fixture(scope="session")
def cells() -> Callable[[Briefing, str], list[str]]:
    return _cells
