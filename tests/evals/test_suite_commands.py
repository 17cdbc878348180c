"""`reports eval` where it works on suites: drafts, sheets, disputes, what does not fit."""

import pytest
from openpyxl import Workbook, load_workbook

from evals.suite import read_suite
from index.stores.library import open_library
from ingest.report import read_report

pytestmark = pytest.mark.store

REPORT = """# An inspection of probation services in Arden PDU

Published October 2024

## 1.2 Staffing

Rating: Good

### Strengths

- Sickness absence was 12 per cent lower than in the year before the inspection.
- Managers met their teams every week, and practitioners valued that highly.
"""
SUITE = """# kept
suite: small
pairs:
  - id: off-one
    kind: not_in_reports
    turns: ["Who won the match?"]
    status: [not_found, clarify]
  - id: off-two   # doubtful
    kind: not_in_reports
    turns: ["What does a loaf cost?"]
    status: [answered]
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A library of one invented report, and the id of it."""
    folder = tmp_path_factory.mktemp("invented")
    path = folder / "arden.txt"
    path.write_text(REPORT, encoding="utf-8")
    report = read_report(path)
    library = open_library(folder / "library", embedding="none")
    library.add([(report, path.read_bytes())])
    library.close()
    return folder / "library", report.info.id


@pytest.fixture
def reports(front_door, monkeypatch, tmp_path, library):
    """Runs `reports eval` on that library, in a folder of its own; gives code, out, err."""
    (tmp_path / "small.yaml").write_text(SUITE, encoding="utf-8")
    monkeypatch.setenv("REPORTS_EMBEDDING", "none")
    monkeypatch.chdir(tmp_path)

    return lambda *words: front_door("--store", library[0], "eval", *words)


def test_a_question_becomes_a_draft_until_somebody_confirms_it(reports, tmp_path):
    path = tmp_path / "small.yaml"
    code, _, err = reports("--new", "How much lower was sickness absence?", "--suite", path)
    assert code == 0
    assert "counts for nothing until it is right" in err
    text = path.read_text(encoding="utf-8")
    assert text.startswith(SUITE)
    pair = read_suite(path).suite.pairs[-1]
    assert pair.draft
    assert reports("--new", "How much lower was sickness absence?", "--suite", path)[0] == 2
    assert "1 draft" not in reports(path)[1]
    assert f"draft, not counted: small/{pair.id}" in reports(path)[1]
    assert reports(path, "--confirm", pair.id)[0] == 0
    confirmed = read_suite(path).suite
    assert not confirmed.pairs[-1].draft
    assert "check:" not in path.read_text(encoding="utf-8")
    assert "draft, not counted" not in reports(path)[1]


def test_several_turns_become_one_pair_in_a_suite_that_is_made(reports, tmp_path):
    asked = ("--new", "Who won the match?", "--new", "And the cup?", "--kind", "follow_up")
    assert reports(*asked, "--suite", "new.yaml")[0] == 0
    (pair,) = read_suite(tmp_path / "new.yaml").suite.pairs
    assert (pair.id, pair.turns) == ("follow-up-001", ("Who won the match?", "And the cup?"))


def test_pairs_are_typed_into_a_sheet_and_taken_in(reports, tmp_path, library):
    assert reports("mine.yaml", "--export", "blank.xlsx")[0] == 0
    book = load_workbook(tmp_path / "blank.xlsx")
    sheet = book["Pairs"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    typed = {
        "kind": "Figure",
        "question": "How much lower was sickness absence?",
        "reports": library[1],
        "evidence 1": f"{library[1]}: Sickness absence was 12 per cent higher",
    }
    for heading, text in typed.items():
        sheet.cell(2, columns[heading]).value = text
    share = sheet.cell(2, columns["numbers"])
    share.value, share.number_format = 0.12, "0%"
    book.save(tmp_path / "typed.xlsx")
    code, _, err = reports("--import", "typed.xlsx", "--suite", "mine.yaml")
    assert code == 1
    assert "typed.xlsx: sheet Pairs, row 2, column M (evidence 1): 'Sickness absence was 12" in err
    assert not (tmp_path / "mine.yaml").exists()
    sheet.cell(2, columns["evidence 1"]).value = f"{library[1]}: Sickness absence was 12 per cent"
    book.save(tmp_path / "typed.xlsx")
    code, _, err = reports("--import", "typed.xlsx", "--suite", "mine.yaml")
    assert code == 0
    assert "added mine/figure-001 (row 2)" in err
    suite = read_suite(tmp_path / "mine.yaml").suite
    assert (suite.pairs[0].numbers[0].value, suite.pairs[0].numbers[0].unit) == (12, "percent")
    assert list(suite.confirmed) == [library[1]]
    assert (
        "0 added, 0 changed, 1 as they were"
        in reports("--import", "typed.xlsx", "--suite", "mine.yaml")[2]
    )


def test_a_suite_that_goes_out_comes_back_into_a_new_file_as_it_was(reports, tmp_path):
    for ending in ("xlsx", "csv"):
        sheet, copy = f"out.{ending}", f"{ending}.yaml"
        assert reports("small.yaml", "--export", sheet)[0] == 0
        assert reports("--import", sheet, "--suite", copy)[0] == 0
        assert read_suite(tmp_path / copy).suite == read_suite(tmp_path / "small.yaml").suite


def test_only_what_failed_goes_out_where_that_is_asked_for(reports, tmp_path):
    reports("small.yaml", "--out", "runs/one")
    assert reports("small.yaml", "--failed", "last", "--export", "failed.xlsx")[0] == 0
    sheet = load_workbook(tmp_path / "failed.xlsx")["Pairs"]
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == ["off-two"]


def test_a_sheet_adds_to_a_suite_and_changes_pairs_only_when_told(reports, tmp_path):
    book = Workbook()
    book.active.append(["id", "kind", "question", "answer"])
    book.active.append(["off-one", "not in reports", "Who won the game?", "not found"])
    book.save(tmp_path / "typed.xlsx")
    code, _, err = reports("small.yaml", "--import", "typed.xlsx")
    assert code == 1
    assert "'off-one' is in the suite already, with another turns, status" in err
    assert (tmp_path / "small.yaml").read_text(encoding="utf-8") == SUITE
    code, _, err = reports("small.yaml", "--import", "typed.xlsx", "--replace")
    assert "changed small/off-one (row 2): turns, status" in err
    assert "other pairs kept: 1" in err
    changed = (tmp_path / "small.yaml").read_text(encoding="utf-8")
    assert changed == SUITE.replace("match", "game").replace("[not_found, clarify]", "[not_found]")


def test_a_pair_is_disputed_with_a_reason_and_settled_again(reports, tmp_path):
    assert reports("small.yaml", "--dispute", "off-two")[0] == 2
    given = ("--dispute", "off-two", "--reason", "a loaf has no price", "--by", "A. Reader")
    assert reports("small.yaml", *given)[0] == 0
    dispute = read_suite(tmp_path / "small.yaml").suite.pairs[1].disputed
    assert (dispute.reason, dispute.by, len(dispute.on)) == ("a loaf has no price", "A. Reader", 10)
    assert "disputed: small/off-two (fails; a loaf has no price)" in reports("small.yaml")[1]
    assert reports("small.yaml", "--settle", "small/off-two")[0] == 0
    assert "is not disputed" in reports("small.yaml", "--settle", "small/off-two")[2]
    assert (tmp_path / "small.yaml").read_text(encoding="utf-8") == SUITE


def test_one_pair_is_disputed_at_a_time_and_has_to_be_there(reports):
    assert (
        "is 2 pairs: small/off-one, small/off-two"
        in reports("small.yaml", "--dispute", "off-*", "--reason", "x")[2]
    )
    assert (
        "No pair of these suites is 'of-two'; did you mean 'off-two'?"
        in reports("small.yaml", "--settle", "of-two")[2]
    )


def test_a_run_refuses_evidence_that_no_report_has_and_names_its_line(reports, tmp_path, library):
    lines = [
        "  - id: wrong",
        "    kind: finding",
        '    turns: ["Why?"]',
        f"    needs: [{library[1]}, dale-2025]",
        f'    evidence: [[{{report: {library[1]}, words: "rooms were cold"}}]]',
    ]
    (tmp_path / "small.yaml").write_text(SUITE + "\n".join(lines), encoding="utf-8")
    code, _, err = reports("small.yaml")
    assert code == 1
    assert "small.yaml:16: pairs[2].evidence[0][0].words: 'rooms were cold' does not stand" in err
    code, out, err = reports("small.yaml", "--check")
    assert code == 1
    assert "small.yaml:15: pairs[2].needs[1]: 'dale-2025' is not in the library" in out
    assert "2 things do not fit the library" in err
    assert reports("small.yaml", "--id", "off-*")[0] == 0


def test_a_report_that_lacks_is_told_with_the_line_of_the_pair_that_is_skipped(reports, tmp_path):
    more = '  - {id: far, kind: finding, turns: ["Why?"], needs: [dale-2025]}\n'
    (tmp_path / "small.yaml").write_text(SUITE + more, encoding="utf-8")
    code, out, err = reports("small.yaml")
    assert code == 0
    assert "'dale-2025' is not in the library" in err
    assert "a pair is skipped (small.yaml:12)" in err
    assert "skipped: small/far" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--new", "Why?"), "Say with --suite FILE"),
        (("--new", "Why?", "--export", "a.csv"), "Say one of --new"),
        (("small.yaml", "--reason", "why"), "Say one of --new"),
        (("small.yaml", "--check", "--suite", "x.yaml"), "--suite names the file"),
        (("small.yaml", "--check", "--gate"), "--check asks no suite: leave out what is of runs"),
        (("small.yaml", "--export", "a.ods"), "a sheet ends in .xlsx or .csv"),
        (("small.yaml", "--export", "nowhere/a.csv"), "cannot be written"),
        (("--import", "none.xlsx"), "cannot be read"),
        (("small.yaml", "--confirm", "of-one"), "did you mean 'off-one'?"),
    ],
)
def test_what_cannot_be_done_is_said(reports, arguments, said):
    code, _, err = reports(*arguments)
    assert code in (1, 2)
    assert said in err
