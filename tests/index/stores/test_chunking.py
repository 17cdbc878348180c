from pathlib import Path

import pytest

from index.errors import StoreError, StoreMismatch
from index.stores.chunking import chunks_of
from index.stores.library import Library, open_library
from index.stores.minilm import weights_path

needs_weights = pytest.mark.skipif(weights_path() is None, reason="no weights of MiniLM")
QUERY = "illness of staff"


def test_a_passage_is_read_after_its_title_and_headings(make_report) -> None:
    report, _ = make_report()
    first = chunks_of(report.info, report.passages, "passage")[0]
    assert first.text == report.passages[0].text
    assert first.context.startswith(report.info.title)
    assert first.around == ""
    assert chunks_of(report.info, report.passages, "bare")[0].context == ""


def test_a_window_has_the_neighbours_of_its_section(make_report) -> None:
    report, _ = make_report()
    passages = report.passages
    other = passages[2].model_copy(update={"section": ("Elsewhere",)})
    chunks = chunks_of(report.info, (*passages[:2], other), "window")
    assert chunks[0].around == f"{passages[0].text} {passages[1].text}"
    assert chunks[2].around == other.text


@needs_weights
@pytest.mark.store
def test_chunkings_are_not_mixed_and_change_by_embedding_again(
    tmp_path: Path, two: Library
) -> None:
    scores, print_before = two.search(QUERY), two.fingerprint()
    for chunking in ("bare", "window"):
        other = open_library(tmp_path / "library", chunking=chunking)
        with pytest.raises(StoreMismatch, match="set REPORTS_CHUNKING="):
            other.search(QUERY)
        other.rebuild(embed=True)
        assert other.search(QUERY) != scores
        assert other.search(QUERY)[0].passage == scores[0].passage
        assert other.fingerprint() != print_before
        other.close()
    back = open_library(tmp_path / "library")
    back.rebuild(embed=True)
    assert (back.search(QUERY), back.fingerprint()) == (scores, print_before)
    back.close()


@needs_weights
@pytest.mark.store
def test_bare_passages_are_not_found_by_their_headings(tmp_path: Path, two: Library) -> None:
    title = two.reports()[0].title
    settings = {"chunking": "bare", "retrieval": "lexical"}
    lexical = open_library(tmp_path / "library", retrieval="lexical")
    assert lexical.search(title)
    lexical.close()
    bare = open_library(tmp_path / "library", **settings)
    bare.rebuild(embed=True)
    assert len(bare.search(title)) < len(two.passages())
    bare.close()


@needs_weights
@pytest.mark.store
def test_each_way_of_ranking_ranks_otherwise(tmp_path: Path, two: Library) -> None:
    found = {}
    for retrieval in ("late", "dense", "lexical", "both"):
        library = open_library(tmp_path / "library", retrieval=retrieval)
        found[retrieval] = library.search("How many days are staff ill?")
        library.close()
    assert found["late"] == two.search("How many days are staff ill?")
    assert len({tuple(ranked) for ranked in found.values()}) == 4
    assert len(found["lexical"]) < len(found["dense"]) == len(found["both"])
    assert found["both"][0].passage in {found["dense"][0].passage, found["lexical"][0].passage}


def test_what_there_is_not_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="REPORTS_RETRIEVAL to one of: late, dense"):
        open_library(tmp_path, retrieval="magic")
    with pytest.raises(StoreError, match="REPORTS_CHUNKING to one of: passage, bare, window"):
        open_library(tmp_path, chunking="pages")
    with pytest.raises(StoreError, match="'dense' needs vectors"):
        open_library(tmp_path, embedding="none", retrieval="dense")
