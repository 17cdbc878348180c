"""Phrases are found as people say them: in other forms, with small words between, in one clause."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.phrases import PhraseBook, base_form, literal
from ingest.schemes import load_schemes
from ingest.terms import Abbreviation, Term, Terms

TERMS = load_schemes().terms
SAID = sorted({phrase for term in TERMS.everyday for phrase in term.everyday})
BOOK = PhraseBook(SAID)
WORDS = st.text(string.ascii_lowercase, min_size=1, max_size=9)


def found(phrase: str, text: str) -> str | None:
    """What of the text the phrase was found in."""
    matches = PhraseBook([phrase]).find(text)
    return text[matches[0].start : matches[0].end] if matches else None


@pytest.mark.parametrize(
    ("phrase", "text", "said"),
    [
        (
            "walk out of prison",
            "people walking out of the prison gate",
            "walking out of the prison",
        ),
        ("case passed from one officer", "A case gets passed from one officer to me", None),
        ("keep the same worker", "Had they kept their same worker?", "kept their same worker"),
        (
            "get on with officer",
            "Do they get on with their officers?",
            "get on with their officers",
        ),
        ("like their officer", "Did you like your probation officer's tone?", None),
        ("keeping an eye on staff", "Who keeps an eye on the staff?", "keeps an eye on the staff"),
        ("take further", "Can you take it further?", "take it further"),
        ("ex-army lads", "the ex army lads", "ex army lads"),
        (
            "get people ready for release",
            "Do they get him ready for release?",
            "get him ready for release",
        ),
        ("leave jail", "She left the nick", "left the nick"),
        ("boss's workload", "How are the managers’ workloads?", "managers’ workloads"),
    ],
)
def test_a_phrase_is_found_as_people_say_it(phrase: str, text: str, said: str | None) -> None:
    here = found(phrase, text)
    assert here is not None
    assert said is None or here == said


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("sentencing report", "Were pre-sentence reports good?"),
        ("leave jail", "They leave. Jail is full."),
        ("leave jail", "When they leave, jail is full"),
        ("leave jail", "They leave a large old jail"),
        ("case passed on", "no case is ever not passed on"),
        ("stretched", "a stretch"),
        ("let off", "letting off"),
        ("jobs", "a job"),
        ("PO", "an unrelated po word"),
    ],
)
def test_other_words_are_not_taken_for_a_phrase(phrase: str, text: str) -> None:
    assert found(phrase, text) is None


@pytest.mark.parametrize(
    "forms",
    ["walk walks walking walked", "move moves moving moved", "stop stops stopping stopped",
     "carry carries carried carrying", "leave leaves leaving left", "person people person's",
     "boss bosses", "use uses using used", "child children children's", "officer officers’"],
)  # fmt: skip
def test_the_forms_of_a_word_share_a_base(forms: str) -> None:
    assert len({base_form(form.removesuffix("’")) for form in forms.split()}) == 1


@pytest.mark.parametrize("pair", ["sing single", "need nee", "bring brink", "us using", "bus bush"])
def test_different_words_keep_their_bases(pair: str) -> None:
    one, other = pair.split()
    assert base_form(one) != base_form(other)


@given(st.sampled_from(SAID), st.lists(WORDS, max_size=4), st.lists(WORDS, max_size=4))
def test_what_stands_there_word_by_word_is_found(
    phrase: str, before: list[str], after: list[str]
) -> None:
    text = " ".join([*before, phrase, *after])
    number = SAID.index(phrase)
    here = [text[m.start : m.end] for m in BOOK.find(text) if m.phrase == number]
    assert here == [hit.group() for hit in [literal(phrase).search(text)] if hit]


@given(st.sampled_from([p for p in SAID if " " in p]), st.sampled_from(".!?;:,"))
def test_no_phrase_goes_on_after_the_end_of_a_sentence(phrase: str, mark: str) -> None:
    *first, last = phrase.split(" ")
    text = f"{' '.join(first)}{mark} {last}"
    cut = text.index(f"{mark} {last}")
    number = SAID.index(phrase)
    assert not [m for m in BOOK.find(text) if m.phrase == number and m.start < cut < m.end]


def test_a_copy_with_other_words_looks_those_up() -> None:
    terms = Terms(everyday=(Term(everyday=("boss",), terms=("manager",)),))
    assert terms.expand("the boss of the PDU") == ("manager",)
    unit = Abbreviation(short="PDU", long="probation delivery unit")
    more = terms.model_copy(update={"abbreviations": (unit,)})
    assert more.expand("the boss of the PDU") == ("manager", "probation delivery unit")
    assert terms.expand("the boss of the PDU") == ("manager",)


def test_what_is_said_comes_with_its_place() -> None:
    terms = Terms(everyday=(Term(everyday=("walk out of prison",), terms=("release",)),))
    text = "Who meets people walking out of their prison?"
    assert [text[s.start : s.end] for s in terms.said(text)] == ["walking out of their prison"]
