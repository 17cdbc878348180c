from collections.abc import Callable

import pytest

from index.answers.compose.chapter import _names
from index.answers.english import all_stems, content_stems
from index.models import Answer

pytestmark = pytest.mark.store

Ask = Callable[..., Answer]


@pytest.mark.parametrize(
    ("heading", "asked", "terms", "named"),
    [
        ("Unpaid work", "unpaid work", [], True),
        ("Unpaid work", "", ["unpaid work"], True),
        ("Diversity and inclusion", "diversity", [], True),
        ("Work with women", "women", [], True),
        ("Probation officer vacancies", "officers", [], False),
        ("Staffing", "sickness", [], False),
    ],
)
def test_a_heading_names_a_subject_whole(
    heading: str, asked: str, terms: list[str], named: bool
) -> None:
    expanded = [all_stems(t) for t in terms]
    assert _names((heading,), content_stems(asked), expanded) is named


def test_an_appendix_is_no_chapter() -> None:
    assert not _names(("Appendix 1", "Unpaid work"), content_stems("unpaid work"), [])


def test_a_chapter_is_said_with_its_counts_before_its_sentences(ask: Ask) -> None:
    answer = ask("What did the annual report say about leadership?")
    kinds = [s.kind for s in answer.statements if s.kind in {"fact", "quote"}]
    assert kinds[0] == "fact" and "quote" in kinds
    assert "1 was rated Good, 3 Requires improvement and 1 Inadequate" in answer.text
    assert "64 per cent of officers" in answer.text
    assert {c.report.id for c in answer.citations} == {"annual-report-2024"}
