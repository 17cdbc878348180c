"""Ratings tables that are in order: what their columns, rows and cells become."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

HEAD = (
    "PDU,Region,Date,Score (out of 21),Overall rating,Leadership,Staffing,Services,Assessment,"
    "Planning,Implementation and delivery,Reviewing"
)
ROW = "Oakham,Wales,10/10/2024,3,Inadequate,Good,RI,Inadequate,0,0,0,0"
TABLE = f"{HEAD}\n{ROW}\n"
NEW, OLD, REGIONS = "hmip-probation-2023", "hmip-probation-2021", "hmip-regions-2023"


def said(report, measure="rating"):
    """Standard, or subject, to the value of each fact of one measure."""
    return {f.standard or f.subject: f.value for f in report.facts if f.measure == measure}


def only(report, measure):
    (fact,) = (f for f in report.facts if f.measure == measure)
    return fact


def test_row_of_ratings_becomes_its_facts(read_ratings):
    report = read_ratings(TABLE)
    assert said(report) == {
        "leadership": "Good",
        "staffing": "Requires improvement",
        "services": "Inadequate",
        "assessment": "Inadequate",
        "planning": "Inadequate",
        "implementation_and_delivery": "Inadequate",
        "reviewing": "Inadequate",
    }
    score = only(report, "score")
    assert (score.value, score.number, score.out_of) == ("3/21", 3, 21)
    assert only(report, "overall_rating").value == "Inadequate"
    assert only(report, "date").value == "2024-10-10"
    assert {(f.subject, f.region, f.published, f.scheme) for f in report.facts} == {
        ("Oakham", "Wales", "2024-10-10", NEW)
    }


def test_table_is_a_report_about_no_single_place_and_without_a_date(read_ratings):
    report = read_ratings(TABLE, "team_ratings-2024.csv")
    info = report.info
    assert (info.title, info.kind, info.subject) == (
        "team ratings-2024",
        "other",
        "England and Wales",
    )
    assert (info.published, info.source, report.format) == ("", "team_ratings-2024.csv", "table")
    assert info.id.startswith("team-ratings-2024-")
    assert len(info.id.rsplit("-", 1)[1]) == 8
    assert info.is_table
    assert report.scheme == NEW


def test_fact_cites_its_row_with_cells_under_their_columns(read_ratings):
    report = read_ratings(TABLE)
    source = only(report, "score").source
    assert source.kind == "table"
    assert source.quote == ROW.replace(",", "\t")
    assert source.cells == dict(zip(HEAD.split(","), ROW.split(","), strict=True))
    assert "\t".join(report.text[s.start : s.end] for s in source.spans) == source.quote
    passage = next(p for p in report.passages if p.id == source.passage)
    assert tuple(ROW.split(",")) in passage.rows


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_encodings_and_separators_give_the_same_facts(read_ratings, encoding, separator):
    text = TABLE.replace("Oakham", "Môn").replace(",", separator)
    report = read_ratings(text.encode(encoding))
    assert said(report, "score") == {"Môn": "3/21"}
    assert len(report.facts) == 10
    assert all(
        "".join(report.text[s.start : s.end] for s in f.source.spans).startswith("Môn")
        for f in report.facts
    )


def test_first_line_of_excel_names_the_separator(read_ratings):
    report = read_ratings("sep=;\r\n" + TABLE.replace(",", ";").replace("\n", "\r\n"))
    assert said(report, "score") == {"Oakham": "3/21"}


_WORDS = st.text(alphabet='ab ,;"\n\té', max_size=12)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(notes=st.lists(_WORDS, min_size=1, max_size=4))
def test_spans_hold_the_cells_whatever_stands_in_them(read_ratings, notes):
    rows = [
        f'"Place {number}",Wales,2024-10-10,3,"{note.replace(chr(34), chr(34) * 2)}"'
        for number, note in enumerate(notes)
    ]
    report = read_ratings("PDU,Region,Date,Score (out of 21),Notes\n" + "\n".join(rows))
    for fact in report.facts:
        source = fact.source
        held = "".join(report.text[s.start : s.end] for s in source.spans)
        assert "".join(held.split()) == "".join(source.quote.split())
        assert (source.start, source.end) == (source.spans[0].start, source.spans[-1].end)
    quoted = [only_note for f in report.facts if (only_note := f.source.cells.get("Notes"))]
    given_notes = [" ".join(note.split()) for note in notes if note.strip()]
    assert list(dict.fromkeys(quoted)) == list(dict.fromkeys(given_notes))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("Outstanding", "Outstanding"),
        ("good", "Good"),
        ("“Good”", "Good"),
        ("RI", "Requires improvement"),
        ("needs improvement", "Requires improvement"),
        ("3", "Outstanding"),
        ("0", "Inadequate"),
        ("2.0", "Good"),
        ("Good (2)", "Good"),
        ("2 - Good", "Good"),
    ],
)
def test_rating_is_read_by_word_synonym_or_points(read_ratings, written, value):
    report = read_ratings(f"Place,Date,Scheme,Leadership\nOakham,2024,{NEW},{written}\n")
    assert said(report) == {"leadership": value}


@pytest.mark.parametrize(
    ("written", "cell"),
    [
        ("not rated", "not_rated"),
        ("N/A", "not_applicable"),
        ("?", "not_legible"),
        ("illegible", "not_legible"),
    ],
)
def test_cell_without_a_rating_keeps_its_reason(read_ratings, written, cell):
    report = read_ratings(
        f"Place,Date,Scheme,Leadership,Staffing\nOakham,2024,{NEW},{written},Good\n"
    )
    fact = next(f for f in report.facts if f.standard == "leadership")
    assert (fact.cell, fact.value, fact.number) == (cell, None, None)


@pytest.mark.parametrize("written", ["", "-", "–", " "])
def test_cell_that_says_nothing_brings_no_fact(read_ratings, written):
    report = read_ratings(
        f"Place,Date,Scheme,Leadership,Staffing\nOakham,2024,{NEW},{written},Good\n"
    )
    assert said(report) == {"staffing": "Good"}


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024-10-10", "2024-10-10"),
        ("10 October 2024", "2024-10-10"),
        ("Thursday 10 October 2024", "2024-10-10"),
        ("10/10/2024", "2024-10-10"),
        ("1/2/2024", "2024-02-01"),
        ("01.02.24", "2024-02-01"),
        ("10-Oct-24", "2024-10-10"),
        ("Oct 2024", "2024-10"),
        ("2024-10", "2024-10"),
        ("2024", "2024"),
        ("2024-10-10 00:00:00", "2024-10-10"),
    ],
)
def test_date_is_read_day_first_at_its_own_precision(read_ratings, written, iso):
    report = read_ratings(f"Place,Date,Scheme,Leadership\nOakham,{written},{NEW},Good\n")
    assert {f.published for f in report.facts} == {iso}


@pytest.mark.parametrize("written", ["3", "3/21", "3 out of 21", "3 of 21", "3.0"])
def test_score_is_read_with_or_without_its_maximum(read_ratings, written):
    report = read_ratings(f"Place,Date,Scheme,Composite score\nOakham,2024,{NEW},{written}\n")
    assert only(report, "score").value == "3/21"


def test_place_is_named_as_reports_name_it(read_ratings):
    table = TABLE.replace("Oakham", "Oakham & Uppingham PDU")
    assert {f.subject for f in read_ratings(table).facts} == {"Oakham and Uppingham"}


def test_region_in_brackets_after_the_place_is_its_region(read_ratings):
    report = read_ratings(
        "PDU,Date,Score (out of 21)\n"
        "Oakham PDU (Probation Service – East of England region),2024,3\n"
    )
    assert {(f.subject, f.region) for f in report.facts} == {("Oakham", "East of England")}


def test_region_that_nobody_knows_is_kept_and_told(read_ratings):
    report = read_ratings(TABLE.replace("Wales", "Mercia region"))
    assert {f.region for f in report.facts} == {"Mercia"}
    assert "Mercia" in report.warnings[0].message


def test_maximum_in_the_head_of_the_scores_tells_the_standards(read_ratings):
    report = read_ratings("Area,Published,Score / 27,Leadership\nOakham,2022-03,1,Good\n")
    assert report.scheme == OLD


def test_whole_set_of_standards_tells_itself(read_ratings):
    nine = "1.1,1.2,1.3,1.4,2.1,2.2,2.3,2.4,2.5"
    report = read_ratings(f"Place,Date,{nine}\nOakham,2022,{','.join('012301230')}\n")
    assert report.scheme == OLD
    assert said(report)["court_work"] == "Inadequate"


def test_number_of_a_standard_means_what_the_scheme_says(read_ratings):
    table = "Place,Date,Scheme,2.1\nOakham,2022,{},Good\n"
    assert said(read_ratings(table.format(OLD))) == {"court_work": "Good"}
    assert said(read_ratings(table.format(NEW))) == {"assessment": "Good"}
    assert said(read_ratings(table.format(REGIONS))) == {"public_protection": "Good"}


def test_rows_of_two_rounds_stand_in_one_table(read_ratings):
    report = read_ratings(
        "Place,Date,Score,Leadership,Court work\n"
        "Oakham,2022,3/27,RI,Good\n"
        "Oakham,2024,4/21,RI,n/a\n"
    )
    assert {(f.published, f.scheme) for f in report.facts} == {("2022", OLD), ("2024", NEW)}
    assert report.scheme == ""


def test_table_of_regions_needs_no_second_column_for_the_place(read_ratings):
    report = read_ratings("Region,Date,Unpaid work,Resettlement\nWales,2024,RI,Good\n")
    assert report.scheme == REGIONS
    assert {(f.subject, f.region) for f in report.facts} == {("Wales", "Wales")}


def test_columns_of_key_questions_are_percentages(read_ratings):
    report = read_ratings(
        "PDU,Date,Scheme,Assessment – engagement,2.1 Assessment: keeping people safe (%),"
        f"Planning - desistance %\nOakham,2024,{NEW},43%,25,62.5%\n"
    )
    asked = {(f.standard, f.key_question): (f.value, f.number, f.unit) for f in report.facts[1:]}
    assert asked == {
        ("assessment", "engagement"): ("43%", 43, "percent"),
        ("assessment", "safety"): ("25%", 25, "percent"),
        ("planning", "desistance"): ("62.5%", 62.5, "percent"),
    }


def test_long_form_has_one_rating_a_row(read_ratings):
    report = read_ratings(
        "place,date,scheme,standard,rating\n"
        f"Oakham,10 October 2024,{NEW},Leadership,Good\n"
        f"Oakham,10 October 2024,{NEW},2.1,RI\n"
        f"Oakham,10 October 2024,{NEW},Overall rating,RI\n"
        f"Oakham,10 October 2024,{NEW},Score,9/21\n"
    )
    assert said(report) == {"leadership": "Good", "assessment": "Requires improvement"}
    assert said(report, "overall_rating") == {"Oakham": "Requires improvement"}
    assert said(report, "score") == {"Oakham": "9/21"}
    assert len([f for f in report.facts if f.measure == "date"]) == 1


def test_long_form_tells_its_standards_by_all_rows_of_an_inspection(read_ratings):
    seven = ("Leadership", "Staffing", "Services", "Assessment", "Planning", "Delivery", "Reviews")
    rows = "".join(f"Oakham,2024,{name},Good\n" for name in seven)
    assert read_ratings(f"place,date,standard,rating\n{rows}").scheme == NEW


def test_fieldwork_has_a_date_of_its_own(read_ratings):
    report = read_ratings(
        f"Place,Date,Fieldwork,Scheme,Leadership\nOakham,2024-10,July 2024,{NEW},Good\n"
    )
    assert ("fieldwork", "2024-07") in {(f.label, f.value) for f in report.facts}


def test_date_of_an_inspection_is_its_fieldwork_beside_a_publication(read_ratings):
    both = read_ratings(
        f"PDU,Inspection date,Published,Scheme,Leadership\nOakham,2024-07,2024-10,{NEW},Good\n"
    )
    assert {f.published for f in both.facts} == {"2024-10"}
    assert ("fieldwork", "2024-07") in {(f.label, f.value) for f in both.facts}
    alone = read_ratings(f"PDU,Inspection date,Scheme,Leadership\nOakham,2024-07,{NEW},Good\n")
    assert {f.published for f in alone.facts} == {"2024-07"}


def test_fieldwork_after_the_publication_is_a_warning(read_ratings):
    report = read_ratings(
        f"Place,Date,Fieldwork,Scheme,Leadership\nOakham,2024-10,July 2025,{NEW},Good\n"
    )
    assert [w.kind for w in report.warnings] == ["date_order"]


def test_unknown_columns_are_kept_and_told(read_ratings):
    report = read_ratings(f"{HEAD},Team leader\n{ROW},A. Person\n")
    assert report.facts[0].source.cells["Team leader"] == "A. Person"
    assert [w.kind for w in report.warnings] == ["unknown_columns"]
    assert "“Team leader”" in report.warnings[0].message


def test_score_that_the_ratings_do_not_add_up_to_is_a_warning(read_ratings):
    report = read_ratings(TABLE.replace(",3,Inadequate", ",5,Inadequate"))
    assert [w.kind for w in report.warnings] == ["score_sum"]
    assert "Oakham" in report.warnings[0].message
    assert report.warnings[0].sources


def test_row_that_rates_nothing_is_told(read_ratings):
    report = read_ratings(f"{TABLE}Uppingham,Wales,2024,,,,,,,,,\n")
    assert [w.message for w in report.warnings] == ["Rating nothing: row 3."]


def test_lines_above_the_names_of_columns_are_let_be(read_ratings):
    report = read_ratings(f"Ratings of our team,,\n\n{TABLE}")
    assert len(report.facts) == 10
    assert "Ratings of our team" in report.passages[0].text


def test_long_table_is_cut_into_passages_that_can_be_shown(read_ratings):
    rows = "".join(f"Place {n},Wales,2024,3\n" for n in range(60))
    report = read_ratings(f"PDU,Region,Date,Score (out of 21)\n{rows}")
    assert [len(p.rows) for p in report.passages] == [25, 25, 11]
    last = report.facts[-1].source
    assert last.passage == report.passages[-1].id
