import pytest

from index.answers.briefing.compose import compose_briefing

SUBJECTS = (
    "Ashford Vale",
    "North Ashford",
    "Dunmoor",
    "Melbury",
    "Kent, Surrey and Sussex",
    "England and Wales",
    "staffing",
    "caseloads",
)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_statement_but_a_fixed_phrase_has_a_note(brief, subject):
    known = {c.id for c in brief(subject).citations}
    for statement in brief(subject).statements():
        assert statement.kind in {"quote", "fact", "fixed"}
        assert bool(statement.citations) == (statement.kind != "fixed")
        assert set(statement.citations) <= known


@pytest.mark.parametrize("subject", SUBJECTS)
def test_notes_are_numbered_as_a_reader_meets_them(brief, subject):
    met = dict.fromkeys(n for s in brief(subject).statements() for n in s.citations)
    assert list(met) == list(range(1, len(met) + 1)) == [c.id for c in brief(subject).citations]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_facts_point_to_notes_of_the_briefing(brief, subject):
    known = {c.id for c in brief(subject).citations}
    assert all({f.citation, *f.citations} <= known for f in brief(subject).facts)


def test_quotations_stand_in_their_reports_word_for_word(brief, knowledge):
    briefing = brief("Ashford Vale")
    cited = {c.id: c for c in briefing.citations}
    for statement in briefing.statements():
        if statement.kind == "quote":
            note = cited[statement.citations[0]]
            text = knowledge.library.text(note.report.id)
            held = " ".join(" ".join(text[a:b] for a, b, _ in note.spans).split())
            assert statement.text == note.quote == held


def test_the_same_library_and_words_give_the_same_briefing(knowledge, brief):
    again = compose_briefing(knowledge, "North Ashford")
    assert again.model_dump_json() == brief("North Ashford").model_dump_json()


def test_a_digest_is_told_apart_and_published_reports_have_their_publisher(brief):
    assert [info.id for info in brief("Melbury").digests] == ["sample-melbury-2024-07"]
    assert not brief("Ashford Vale").digests
    assert brief("Ashford Vale").publishers["ashford-vale-2024-05"] == (
        "HM Inspectorate of Probation"
    )


def test_a_misspelt_subject_is_noted(brief):
    assert any("Ashfrod" in doubt for doubt in brief("North Ashfrod").doubts)
