import pytest

from index.answers.abbreviations import learn
from ingest.terms import Abbreviation, Terms

KNOWN = Terms(abbreviations=(Abbreviation(short="PDU", long="probation delivery unit"),))


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        (
            "People did the Thinking Skills Programme (TSP) there.",
            "TSP",
            "Thinking Skills Programme",
        ),
        (
            "Run by the probation operational delivery (POD) team.",
            "POD",
            "probation operational delivery",
        ),
        (
            "Referred to the ministry of justice ('MOJ') again.",
            "MOJ",
            "ministry of justice",
        ),
        ("A peer-action learning (PAL) group.", "PAL", "peer-action learning"),
        ("The score (RED) was low.", "RED", None),
    ],
)
def test_what_a_report_defines_is_learnt(text: str, short: str, long: str | None) -> None:
    learnt = {a.short: a.long for a in learn(KNOWN, [text]).abbreviations}
    assert learnt.get(short) == long


def test_what_is_known_stays_as_it_is() -> None:
    assert learn(KNOWN, ["people did unusual things (PDU)"]) == KNOWN
