import shutil
from pathlib import Path

import pytest

from ingest.errors import UnknownScheme
from ingest.schemes import FOLDER, Schemes, load_schemes

SCHOOLS = """
name: schools-2020
title: Schools
inspectorate: A schools inspectorate
national: Ruritania
kinds: [other]
composite_max: 8
chapters: [Pupils]
ratings:
  - {word: Weak, points: 1}
  - {word: Strong, points: 4, synonyms: [excellent]}
standards:
  - {key: teaching, name: Teaching, number: "3.1", domain: Pupils,
     names: [Teaching, Quality of teaching]}
  - {key: behaviour, name: Behaviour, number: "3.2", domain: Pupils, names: [Behaviour]}
bands:
  - {rating: Weak, low: 0, high: 59}
  - {rating: Strong, low: 60, high: 100}
regions:
  - {name: Hentzau, variants: [Upper Hentzau], plain: true}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "schools-2020.yaml").write_text(SCHOOLS, encoding="utf-8")
    return tmp_path


def test_the_schemes_of_the_folder_load() -> None:
    schemes = load_schemes()
    assert len(schemes.scheme("hmip-probation-2023").rated_standards) == 7
    assert len(schemes.scheme("hmip-probation-2021").rated_standards) == 9
    outcomes = schemes.scheme("hmip-probation-2021").standard("outcomes")
    assert outcomes is not None and not outcomes.rated
    assert len(schemes.regions()) == 12


def test_a_scheme_of_another_field_is_only_a_file(folder: Path) -> None:
    schemes = load_schemes(folder)
    scheme = schemes.scheme("schools-2020")
    assert schemes.match_standard("3.1 Quality of teaching") == "teaching"
    assert schemes.detect(labels=["3.1 Teaching", "3.2 Behaviour"]) == "schools-2020"
    assert scheme.band(60) == "Strong"
    rating = schemes.rating("**'strong'**")
    assert rating is not None and rating.points == 4
    assert schemes.region("Upper Hentzau region") == "Hentzau"


def test_an_unknown_scheme_is_said_with_the_known_ones() -> None:
    with pytest.raises(UnknownScheme, match="hmip-probation-2023"):
        load_schemes().scheme("nothing")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("points: 1", "points: one", r"schools-2020.yaml: ratings.0.points"),
        ("composite_max: 8", "composite_max: 9", "composite_max: 9"),
        ("rating: Weak, low", "rating: Poor, low", "bands: Poor"),
        ("title: Schools", "titel: Schools", "title"),
        ("kinds: [other]", "kinds: [other", "YAML"),
        ("title: Schools", "title: Schools\nbased_on: none", "'none'"),
    ],
)
def test_a_wrong_scheme_file_is_named_with_its_field(
    folder: Path, old: str, new: str, told: str
) -> None:
    path = folder / "schools-2020.yaml"
    path.write_text(SCHOOLS.replace(old, new), encoding="utf-8")
    load_schemes.cache_clear()
    with pytest.raises(UnknownScheme, match=r"schools-2020\.yaml") as caught:
        load_schemes(folder)
    assert told.replace("\\", "") in str(caught.value).replace("\\", "")


def test_schemes_can_be_added_beside_the_others(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "schemes")
    (tmp_path / "schemes" / "schools-2020.yaml").write_text(SCHOOLS, encoding="utf-8")
    schemes = load_schemes(tmp_path / "schemes")
    assert schemes.match_standard("Behaviour") == "behaviour"
    assert schemes.match_standard("2.1 Court work") == "court_work"


@pytest.fixture
def schemes() -> Schemes:
    return load_schemes()


@pytest.mark.parametrize(
    ("label", "hint", "key"),
    [
        ("P 2.1. Assessment", None, "assessment"),
        ("2.2. Assessment", "hmip-probation-2021", "assessment"),
        ("1.2 Staff", None, "staffing"),
        ("P 1.2 Staffing", None, "staffing"),
        ("2.3 IMPLEMENTATION & DELIVERY", None, "implementation_and_delivery"),
        ("R 2.6 Statutory victim work", "hmip-regions-2023", "statutory_victim_work"),
        ("**Reviewing:**", None, "reviewing"),
        ("dership", None, "leadership"),
        ("2.3 Implementation and del", None, "implementation_and_delivery"),
        ("1.4", "hmip-probation-2021", "information_and_facilities"),
        ("Imp1ementation and delivery", None, "implementation_and_delivery"),
        ("Recommendations", None, None),
        ("Background", None, None),
        ("Diversity and inclusion", None, None),
        ("1. Organisational delivery", None, None),
        ("Service delivery", None, None),
        ("", None, None),
        ("Resettlement", "hmip-probation-2023", None),
        ("The leadership team", None, None),
    ],
)
def test_a_standard_is_matched_by_its_meaning(
    schemes: Schemes, label: str, hint: str | None, key: str | None
) -> None:
    assert schemes.match_standard(label, hint) == key


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("The Probation Service – Yorkshire and the Humber Region", "Yorkshire and the Humber"),
        ("(Probation Service – Kent, Surrey, and Sussex region)", "Kent, Surrey and Sussex"),
        ("Kent, Surrey & Sussex", "Kent, Surrey and Sussex"),
        ("KSS region", "Kent, Surrey and Sussex"),
        ("Probation Service - East of England region", "East of England"),
        ("North Yorkshire", None),
        ("West Sussex", None),
        ("England and Wales", None),
        ("the Wales region", "Wales"),
        ("North East Lincolnshire", None),
        ("London", "London"),
        ("a London court", None),
    ],
)
def test_a_region_is_never_read_from_part_of_another_name(
    schemes: Schemes, text: str, region: str | None
) -> None:
    assert schemes.region(text) == region


@pytest.mark.parametrize(
    ("labels", "kind", "out_of", "name"),
    [
        (["1.1 Leadership", "1.2 Staff", "2.1 Assessment"], "pdu", 21, "hmip-probation-2023"),
        (["1.1 Leadership", "2.1 Court work"], "pdu", 27, "hmip-probation-2021"),
        (
            ["1.1 Leadership", "1.2 Staffing", "1.3 Services", "2.1 Assessment", "2.2 Planning"],
            "pdu",
            None,
            "hmip-probation-2023",
        ),
        (
            ["Leadership", "Staffing", "Public protection", "Desistance", "Court work"],
            "region",
            None,
            "hmip-regions-2023",
        ),
        (["1.2 Staff", "2.2 Planning", "2.4 Reviewing", "2.1 Assessing"], "other", 36, ""),
        (["Leadership", "Staffing", "Services", "Planning", "Reviewing"], "thematic", None, ""),
        ([], "pdu", None, ""),
    ],
)
def test_a_document_shows_which_scheme_it_uses(
    schemes: Schemes, labels: list[str], kind: str, out_of: int | None, name: str
) -> None:
    assert schemes.detect(kind=kind, out_of=out_of, labels=labels) == name


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("Does planning focus sufficiently on engaging the person on probation?", "engagement"),
        (
            "Does assessment focus sufficiently on the factors linked to offending and desistance?",
            "desistance",
        ),
        ("Does reviewing focus sufficiently on keeping other people safe?", "safety"),
        ("Is reviewing helpful for compliance?", "engagement"),
        ("Is the advice to court analytical?", None),
    ],
)
def test_a_key_question_is_told_by_its_cues(
    schemes: Schemes, question: str, key: str | None
) -> None:
    assert schemes.key_question(question) == key


@pytest.mark.parametrize(
    ("percent", "rating"),
    [(0, "Inadequate"), (49, "Inadequate"), (50, "Requires improvement"),
     (64, "Requires improvement"), (65, "Good"), (79, "Good"), (80, "Outstanding"),
     (100, "Outstanding")],
)  # fmt: skip
def test_bands_include_both_of_their_ends(schemes: Schemes, percent: int, rating: str) -> None:
    assert schemes.scheme("hmip-probation-2023").band(percent) == rating


def test_kinds_of_document_are_told_by_their_words(schemes: Schemes) -> None:
    assert schemes.kind("2024 Annual Report: inspection of probation services") == "annual"
    assert schemes.kind("An inspection of probation services in Anytown PDU") == "pdu"
    assert schemes.kind("A thematic inspection of unpaid work") == "thematic"
    assert schemes.kind("A cookery book") is None


def test_everyday_words_lead_to_the_words_of_the_field(schemes: Schemes) -> None:
    assert "unpaid work" in schemes.terms.expand("How is payback going?")
    assert "reception" in schemes.terms.expand("Is the front desk safe?")
    assert "senior probation officer" in schemes.terms.expand("What do SPOs say?")
    assert schemes.terms.expand("an unrelated po word") == ()
    entries = len(schemes.terms.everyday) + len(schemes.terms.abbreviations)
    assert entries > 300


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("Did the lie detectors help?", "polygraph"),
        ("Are there buzzers in the rooms?", "panic alarm"),
        ("Can clients get online?", "Wi-Fi"),
        ("Can a wheelchair get in?", "accessible"),
        ("What about ex-army lads?", "veterans"),
        ("How many quit?", "attrition"),
        ("How many were ill?", "sickness absence"),
        ("Who had nowhere to live?", "accommodation"),
        ("Is anybody looking after the kids?", "child safeguarding"),
        ("How long is the waiting list?", "waiting times"),
        ("Was one caseworker kept from start to finish?", "same practitioner"),
        ("When a case gets passed from one officer to another?", "handover"),
        ("What's out there locally to send people to?", "directory of services"),
        ("Are folk ready when walking out of the jail?", "resettlement"),
        ("Where do I go if I'm unhappy with my officer?", "complaint"),
        ("Who runs their drug services?", "provider"),
        ("How long was their queue for a programme?", "waiting list"),
        ("Do the staff mirror their caseload?", "representative"),
        ("Can she be fast-tracked to qualify?", "PQiP"),
        ("Did they all work as one team?", "culture"),
    ],
)
def test_plain_words_lead_to_a_term(schemes: Schemes, question: str, term: str) -> None:
    assert term in schemes.terms.expand(question)


def test_a_longer_phrase_wins_over_a_word_inside_it(schemes: Schemes) -> None:
    assert "attrition" not in schemes.terms.expand("Who was on sick leave?")
    assert "attrition" not in schemes.terms.expand("What happened when they left prison?")
    assert schemes.terms.expand("In addition, it rained.") == ()
