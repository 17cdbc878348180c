from pathlib import Path

import pytest

from evals.evidence.prose import Entry, ProseKey, Tally, faults, hold, load_prose_keys, tally
from ingest.report import read_report

TEXT = """An inspection of probation services in:

Anytown PDU

HM Inspectorate of Probation, May 2024

## Findings

Songs were sung in 12 out of 40 cases. Doors were not locked in 66 per cent of reports. That pattern
was seen before.

Two thirds of those asked (64 per cent) hummed. There were 15 vacancies in the choir.
"""


def entry(words: str, number: float, **fields: object) -> Entry:
    given = {
        "measure": "percentage",
        "out_of": None,
        "unit": "percent",
        "what": [],
        "polarity": "did",
    }
    return Entry.model_validate({"words": words, "number": number} | given | fields)


SONGS = entry("sung in 12 out of 40", 12, measure="count", out_of=40, what=["song", "sung"])
DOORS = entry("in 66 per cent of reports. That pattern", 66, polarity="did_not", what=["window"])
ROUGH = entry("Two thirds of those asked", 66.7, approximate=True, optional=True)
HUMMED = entry("those asked (64 per cent) hummed", 64, polarity="did_not")
CAT = entry("one cat came", 1, measure="count")


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory):
    path: Path = tmp_path_factory.mktemp("reports") / "anytown.txt"
    path.write_text(TEXT, encoding="utf-8")
    key = ProseKey(report="a", file=path.name, figures=(ROUGH, SONGS, DOORS, HUMMED, CAT))
    return hold(key, read_report(path))


def test_entries_are_found_by_number_base_and_place(held):
    assert [entry.number for entry, _ in held.pairs] == [12, 66, 64]
    assert [entry.words for entry in held.missed] == ["one cat came"]
    assert [fact.number for fact in held.extra] == [15]


def test_what_is_optional_is_neither_a_miss_nor_an_error(held):
    counts = tally(held)
    assert (counts.found, counts.entries, counts.facts) == (3, 4, 4)
    assert "precision 3/4 (0.75); recall 3/4 (0.75)" in counts.line("a")


def test_polarity_and_label_are_judged_where_the_figure_was_found(held):
    counts = tally(held)
    assert (counts.polarity, counts.what) == (2, 2)
    said = "\n".join(faults(held))
    assert "missed: 1 of None: one cat came" in said
    assert "polarity did, not did_not: 64 per cent" in said
    assert "label without window" in said


def test_tallies_add_up(held):
    counts = tally(held)
    assert counts.plus(counts) == tuple(2 * each for each in counts)


def test_the_keys_hold_reports_that_the_folder_names():
    keys = load_prose_keys()
    assert keys and all(key.file.endswith(".txt") and key.figures for key in keys)


@pytest.mark.published
def test_figures_of_the_published_reports_are_read_rightly(reports_dir):
    total = Tally()
    for key in load_prose_keys():
        counts = tally(hold(key, read_report(reports_dir / key.file)))
        assert counts.found >= 0.9 * max(counts.entries, counts.facts), key.report
        total = total.plus(counts)
    assert total.polarity >= 0.9 * max(total.entries, total.facts)
