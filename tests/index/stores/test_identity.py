import pytest

from index.stores.identity import decide, figures, renamed
from index.stores.records import Held, SourceRow, content_digest, words_digest
from ingest.models import Report


def holding(*reports: Report) -> tuple[dict[str, Held], list[SourceRow]]:
    """What a library that holds these reports knows of them."""
    held = {
        r.info.id: Held(r.info, r.scheme, r.format, r.reader_version, content_digest(r))
        for r in reports
    }
    rows = [
        SourceRow(
            r.info.id, 0, r.sha256, words_digest(r.text), r.format, r.reader_version, r.scheme
        )
        for r in reports
    ]
    return held, rows


def with_info(report: Report, **changes: str) -> Report:
    return report.model_copy(update={"info": report.info.model_copy(update=changes)})


@pytest.fixture
def oakham(make_report) -> Report:
    return make_report()[0]


def test_first_report_is_added(oakham: Report) -> None:
    assert decide(oakham, {}, [])[:3] == ("added", oakham.info.id, ())


def test_same_bytes_are_unchanged(oakham: Report) -> None:
    assert decide(oakham, *holding(oakham)).kind == "unchanged"


def test_same_words_in_other_bytes_are_unchanged(oakham: Report) -> None:
    again = oakham.model_copy(
        update={"sha256": "f" * 64, "text": oakham.text.replace("\n\n", " \n\n\n")}
    )
    assert decide(again, *holding(oakham)).kind == "unchanged"


def test_same_bytes_under_another_name_are_unchanged(oakham: Report) -> None:
    assert decide(with_info(oakham, source="copy.txt"), *holding(oakham)).kind == "unchanged"


@pytest.mark.parametrize("change", [{"reader_version": "2"}, {"scheme": "another"}])
def test_same_bytes_read_otherwise_replace(oakham: Report, change: dict[str, str]) -> None:
    decision = decide(oakham.model_copy(update=change), *holding(oakham))
    assert (decision.kind, decision.removes) == ("replaced", (oakham.info.id,))


def test_same_inspection_with_other_words_replaces(oakham: Report, make_report) -> None:
    newer = make_report(lines=["Everything is different."])[0]
    decision = decide(newer, *holding(oakham))
    assert (decision.kind, decision.removes) == ("replaced", (oakham.info.id,))


def test_same_inspection_in_another_format_is_a_second_source(oakham: Report, make_report) -> None:
    printed = make_report(format="pdf")[0]
    decision = decide(oakham, *holding(printed), lambda report: figures(printed.facts))
    assert decision == ("source", oakham.info.id, (), None, 1)


def test_the_format_that_shows_more_is_read_from(oakham: Report, make_report) -> None:
    decision = decide(make_report(format="pdf")[0], *holding(oakham))
    assert decision == ("source", oakham.info.id, (oakham.info.id,), oakham.info.id, 0)


def test_a_reading_with_fewer_figures_stays_behind(oakham: Report, make_report) -> None:
    decision = decide(make_report(format="pdf")[0], *holding(oakham), lambda report: 99)
    assert (decision.kind, decision.ordinal, decision.removes) == ("source", 1, ())


def test_a_newer_second_source_replaces_the_second_source_alone(
    oakham: Report, make_report
) -> None:
    held, rows = holding(oakham)
    rows.append(SourceRow(oakham.info.id, 1, "e" * 64, "other words", "pdf", "1", "made-up"))
    decision = decide(make_report(format="pdf")[0], held, rows)
    assert (decision.kind, decision.ordinal, decision.removes) == ("replaced", 1, ())


def test_a_more_precise_date_is_the_same_inspection(oakham: Report, make_report) -> None:
    decision = decide(make_report(published="2024-05-14", format="pdf")[0], *holding(oakham))
    assert (decision.kind, decision.report_id) == ("source", oakham.info.id)


def test_another_date_is_another_inspection(oakham: Report, make_report) -> None:
    later = make_report(published="2025-01", lines=["It is better now."])[0]
    assert decide(later, *holding(oakham)).kind == "added"


def test_another_report_of_the_same_id_gets_an_id_of_its_own(oakham: Report, make_report) -> None:
    region = make_report(kind="region", lines=["The region is well led."])[0]
    decision = decide(region, *holding(oakham))
    assert decision.kind == "added"
    assert decision.report_id.startswith(oakham.info.id + "-")
    again = decide(region, *holding(oakham, renamed(region, decision.report_id)))
    assert (again.kind, again.report_id) == ("unchanged", decision.report_id)
    reread = region.model_copy(update={"reader_version": "2"})
    kept = decide(reread, *holding(oakham, renamed(region, decision.report_id)))
    assert (kept.kind, kept.report_id) == ("replaced", decision.report_id)


def test_reports_on_themes_are_told_apart_by_title(make_report) -> None:
    one = make_report("England and Wales", "2024", kind="thematic", title="Race equality")[0]
    two = make_report(
        "England and Wales", "2024", ["Other."], kind="thematic", title="Accommodation"
    )[0]
    assert decide(two, *holding(one)).kind == "added"


def test_other_documents_of_one_title_are_two_documents(make_report) -> None:
    one = make_report("", "", kind="other", title="Notes")[0]
    two = with_info(make_report("", "", ["Else."], kind="other", title="Notes")[0], id="notes-2")
    assert decide(two, *holding(with_info(one, id="notes-1"))).kind == "added"


def test_reports_without_a_date_are_not_those_with_one(oakham: Report, make_report) -> None:
    undated = make_report(published="", lines=["When was this?"])[0]
    assert decide(undated, *holding(oakham)).kind == "added"


def test_a_published_report_takes_the_place_of_its_digest(oakham: Report, make_report) -> None:
    digest = make_report(lines=["Our words about it."], edition="digest")[0]
    decision = decide(oakham, *holding(digest))
    assert (decision.kind, decision.removes) == ("added", ("sample-oakham-2024-05",))


def test_a_digest_of_a_report_that_is_there_changes_nothing(oakham: Report, make_report) -> None:
    digest = make_report(lines=["Our words about it."], edition="digest")[0]
    decision = decide(digest, *holding(oakham))
    assert (decision.kind, decision.report_id) == ("unchanged", oakham.info.id)


def test_renaming_reaches_every_id(oakham: Report) -> None:
    new = renamed(oakham, "oakham-2024-05-abcdef12")
    assert {p.id.partition("/")[0] for p in new.passages} == {new.info.id}
    assert new.facts[0].id == f"{new.info.id}/f0"
    assert new.facts[0].report == new.facts[0].source.report == new.info.id
    assert new.warnings[0].sources[0].passage == new.passages[0].id
    assert new.text == oakham.text
    assert new.passages[0].spans == oakham.passages[0].spans


def test_the_same_place_and_date_under_another_scheme_is_another_inspection(
    oakham: Report, make_report
) -> None:
    other = make_report(lines=["Rated by other rules."])[0]
    other = other.model_copy(update={"scheme": "another"})
    assert decide(other, *holding(oakham)).kind == "added"
    unknown = other.model_copy(update={"scheme": ""})
    assert decide(unknown, *holding(oakham)).kind == "replaced"
