import pytest

from evals.evidence.facts import compare_facts, unexpected
from evals.evidence.keys import Key, word_digest
from ingest.models import Fact, Report, ReportInfo, Source, Span

TEXT = "Score 3/21\nStaffing\tInadequate\nArden PDU should:\n1. mend the roof\n"
WORDS, DIGEST = word_digest("mend the roof")
KEY = Key(
    report="arden-2024-10",
    file="arden.txt",
    subject="Arden",
    region="Northern",
    published="2024-10",
    score={"number": 3, "out_of": 21},
    ratings={"staffing": "Inadequate"},
    recommendations=(
        {
            "number": 1,
            "addressee": "Arden PDU",
            "starts": "mend the",
            "words": WORDS,
            "sha256": DIGEST,
        },
    ),
)
INFO = ReportInfo(
    id="arden-2024-10",
    title="Arden",
    kind="pdu",
    subject="Arden",
    region="Northern",
    published="2024-10",
    edition="published",
    source="arden.txt",
)


def fact(words, **fields):
    start = TEXT.index(words)
    span = Span(start, start + len(words), None)
    source = Source(
        kind="passage",
        report=INFO.id,
        passage="p",
        section=(),
        standard=None,
        page=None,
        quote=words,
        start=span.start,
        end=span.end,
        spans=(span,),
    )
    where = {"subject": "Arden", "region": "Northern", "published": "2024-10", "scheme": "s"}
    return Fact(id=words, report=INFO.id, source=source, **where, **fields)


SCORE = fact("Score 3/21", measure="score", value="3/21", number=3, out_of=21)
RATING = fact(
    "Staffing\tInadequate", measure="rating", standard="staffing", value="Inadequate", number=0
)
RECOMMENDATION = fact(
    "mend the roof",
    measure="recommendation",
    value="mend the roof",
    number=1,
    addressee="Arden PDU",
)


def read(*facts):
    return Report(
        info=INFO,
        scheme="s",
        sha256="",
        format="text",
        reader_version="1",
        text=TEXT,
        sections=(),
        passages=(),
        facts=facts,
        warnings=(),
    )


def counts(*facts):
    return {g.name: (g.right, g.cited, g.total) for g in compare_facts(KEY, read(*facts))}


def test_facts_that_are_right_and_cited_are_counted():
    assert counts(SCORE, RATING, RECOMMENDATION) == {
        "scores": (1, 1, 1),
        "ratings by standard": (1, 1, 1),
        "recommendations": (1, 1, 1),
    }


@pytest.mark.parametrize(
    ("broken", "group"),
    [
        (SCORE.model_copy(update={"number": 4, "value": "4/21"}), "scores"),
        (RATING.model_copy(update={"value": "Good", "number": 2}), "ratings by standard"),
        (RATING.model_copy(update={"subject": "Bray"}), "ratings by standard"),
        (RECOMMENDATION.model_copy(update={"value": "mend the"}), "recommendations"),
        (RECOMMENDATION.model_copy(update={"addressee": "Bray PDU"}), "recommendations"),
    ],
)
def test_a_wrong_fact_is_missing_from_its_group_and_too_many(broken, group):
    assert counts(broken)[group] == (0, 0, 1)
    assert len(unexpected(KEY, [broken])) == 1


def test_a_citation_that_does_not_hold_the_value_is_seen():
    elsewhere = RATING.model_copy(update={"source": SCORE.source})
    assert counts(elsewhere)["ratings by standard"] == (1, 0, 1)
