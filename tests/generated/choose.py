"""Made-up inspections and annual reports, drawn from a `random.Random`: same seed, same report.

Hypothesis hands in a `Random` of its own, so that what fails is made smaller.
"""

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from ingest.schemes import Scheme, Standard, load_schemes
from tests.generated.truth import (
    Annual,
    Count,
    Finding,
    Inspection,
    Place,
    Question,
    Recommendation,
    Row,
    points,
)

PDU_SCHEMES = ("hmip-probation-2021", "hmip-probation-2023")
REGION_SCHEME = "hmip-regions-2023"
SCHEMES = (*PDU_SCHEMES, REGION_SCHEME)

_FIRST = "Ald Bram Cold Dun Ell Fen Gar Har Ings Ket Lang Mel Nor Oak Pen Quern Roth Sal Thorn Wel"
_LAST = (
    "by combe dale ford ham hollow lea marsh mere moor ness ridge shire stow ton wick wold worth"
)
_SIDES = ("North", "South", "East", "West", "Upper", "Nether")
_SHORT = ("Wold", "Fen", "Quern", "St Osk", "King's Ash", "Ash-on-Mere")

_DO = (
    "give every new officer time to read",
    "agree with the police how to share",
    "keep a single register of",
    "write down who is responsible for",
    "look again each month at",
    "train the managers to check",
    "make plain to all teams the purpose of",
    "find a quieter room for",
)
_WHAT = (
    "the files of people who move house",
    "the notes of home visits",
    "the list of empty posts",
    "the letters that nobody answered",
    "the agreements with local hostels",
    "the diary of group sessions",
    "the plans for keeping victims informed",
    "the calls made after office hours",
)
_WELL = (
    "Officers knew their neighbourhoods and used that knowledge when they planned visits",
    "The weekly meeting was short, and its decisions were kept",
    "New colleagues sat beside somebody experienced until they felt ready",
    "A mentor met people at the gate and went with them to their first appointment",
    "Managers read a sample of files and told the authors what they had liked",
)
_BADLY = (
    "Nobody could say who looked after the waiting list for the workshop",
    "Letters were sent to old addresses, and appointments were missed because of it",
    "The two offices kept their records in different ways and did not compare them",
    "Plans were copied from earlier ones and named the wrong hostel",
    "There was no cover when the only trainer fell ill",
)
_WHERE = (
    "here and in the court team",
    "in both offices",
    "across the unit",
    "for a second year",
    "although the roof was being mended",
    "even in the weeks of the summer",
    "as staff told us themselves",
    "which we had not expected",
)
_OTHERS = (
    "HM Prison and Probation Service (HMPPS)",
    "The Ministry of Justice",
    "The Probation Service",
)
_OWN_QUESTIONS = {
    "engagement": "Is the person engaged in {work} from the beginning?",
    "desistance": "Does {work} help the person towards desistance?",
    "safety": "Does {work} keep other people safe?",
}


def make_place(random: Random, region: str = "") -> Place:
    """A unit with a made-up name: simple, nested ("North Wold") or of two parts ("A & B")."""
    region = region or random.choice(load_schemes().regions())
    form = random.randrange(6)
    one, two = _name(random), _name(random)
    side, other = random.sample(_SIDES, 2)
    if form == 1:
        one = f"{side} {one}"
    elif form == 2 and one != two:
        one = f"{one} and {two}"
    elif form == 3 and one != two:
        one = f"{one} & {side} {two}"
    elif form == 4:
        one = f"{side} and {other} {one}"
    elif form == 5:
        one = f"{one}, {side} {one} and {two}"
    return Place(one, region)


def make_inspection(
    random: Random, scheme_name: str = "", place: Place | None = None, *, short: bool = False
) -> Inspection:
    """An inspection in which everything fits: sum, bands, dates.

    `short`: without findings and key questions, with one recommendation.
    """
    scheme_name = scheme_name or random.choice(SCHEMES)
    scheme = load_schemes().scheme(scheme_name)
    place = place or (_region(random) if scheme_name == REGION_SCHEME else make_place(random))
    words = [rating.word for rating in scheme.ratings]
    ratings = {each.key: random.choice(words) for each in scheme.rated_standards}
    fieldwork, published = _months(random, scheme)
    made = Inspection(
        place=place,
        scheme_name=scheme_name,
        published=published,
        fieldwork=fieldwork,
        overall=random.choice(words),
        score=points(scheme, ratings),
        ratings=ratings,
        recommendations=_recommendations(random, place, most=1 if short else 6),
    )
    if short:
        return made
    return replace(
        made, questions=_questions(random, scheme, ratings), findings=_findings(random, scheme)
    )


def make_annual(random: Random, most: int = 12) -> Annual:
    """An annual report with up to `most` places, whose counts are those of its rows."""
    scheme = load_schemes().scheme("hmip-probation-2023")
    words = [rating.word for rating in scheme.ratings]
    year = random.randint(2024, 2030)
    rows: dict[str, Row] = {}
    for _ in range(random.randint(3, most)):
        ratings = {each.key: random.choice(words) for each in scheme.rated_standards}
        row = Row(
            place=make_place(random),
            published=f"{year}-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}",
            overall=random.choice(words),
            score=points(scheme, ratings),
            ratings=ratings,
        )
        rows[row.place.subject] = row
    made = tuple(rows.values())
    counts = list(_counts(scheme, None, [row.overall for row in made]))
    for standard in scheme.rated_standards:
        counts += _counts(scheme, standard.key, [row.ratings[standard.key] for row in made])
    return Annual(year=year, rows=made, counts=tuple(counts))


def other_word(random: Random, scheme: Scheme, word: str) -> str:
    """Another rating of the scale."""
    return random.choice([each.word for each in scheme.ratings if each.word != word])


def band_of(scheme: Scheme, word: str) -> tuple[int, int]:
    """Lowest and highest percentage that give a rating."""
    band = next(each for each in scheme.bands if each.rating == word)
    return band.low, band.high


def fitting_questions(
    random: Random, scheme: Scheme, standard: Standard, word: str
) -> tuple[Question, ...]:
    """The rows of a standard's table, the lowest in the band of the rating; () without any."""
    asked = list(_wordings(random, scheme, standard))
    if not asked:
        return ()
    low, high = band_of(scheme, word) if standard.rated else (0, 100)
    lowest = random.randint(low, high)
    at = random.randrange(len(asked))
    return tuple(
        Question(wording, key, lowest if i == at else random.randint(lowest, 100))
        for i, (wording, key) in enumerate(asked)
    )


def _name(random: Random) -> str:
    if random.randrange(4) == 0:
        return random.choice(_SHORT)
    return random.choice(_FIRST.split()) + random.choice(_LAST.split())


def _region(random: Random) -> Place:
    name = random.choice(load_schemes().regions())
    return Place(name, name, "region")


def _months(random: Random, scheme: Scheme) -> tuple[str, str]:
    """Fieldwork, and publication two to eleven months after it."""
    first, last = (2021, 2022) if scheme.name.endswith("2021") else (2023, 2030)
    month = random.randint(first * 12, last * 12 + 11)
    after = month + random.randint(2, 11)
    return _iso(month), _iso(after)


def _iso(months: int) -> str:
    return f"{months // 12}-{months % 12 + 1:02d}"


def _recommendations(random: Random, place: Place, most: int) -> tuple[Recommendation, ...]:
    others = [place.title, *_OTHERS]
    if place.kind == "pdu":
        others.insert(1, f"{place.region} region")
    count = random.randint(1, most)
    groups = 1 if count < 3 else random.randint(1, 3)
    addressees = [place.title, *random.sample(others[1:], groups - 1)]
    texts = random.sample([f"{do} {what}" for do in _DO for what in _WHAT], count)
    to = [addressees[i * groups // count] for i in range(count)]
    return tuple(
        # The last item of a list ends with a full stop, the others with nothing.
        Recommendation(i + 1, to[i], text + ("." if to[i : i + 2] != [to[i]] * 2 else ""))
        for i, text in enumerate(texts)
    )


def _questions(
    random: Random, scheme: Scheme, ratings: Mapping[str, str]
) -> dict[str, tuple[Question, ...]]:
    made = {
        standard.key: fitting_questions(random, scheme, standard, ratings.get(standard.key, ""))
        for standard in scheme.standards
    }
    return {key: questions for key, questions in made.items() if questions}


def _wordings(random: Random, scheme: Scheme, standard: Standard) -> list[tuple[str, str | None]]:
    own = random.random() < 0.3
    shared: list[tuple[str, str | None]] = []
    for question in scheme.key_questions:
        if standard.key in question.wordings:
            wording = question.wordings[standard.key]
            if own:
                wording = _OWN_QUESTIONS[question.key].format(work=standard.name.lower())
            shared.append((wording, question.key))
    others: list[tuple[str, str | None]] = [
        (each.wording, None) for each in scheme.other_questions if each.standard == standard.key
    ]
    return shared + others


def _findings(random: Random, scheme: Scheme) -> tuple[Finding, ...]:
    """Bullets for every rated standard; those of the last domain are sorted in one round only."""
    sorted_domains = {scheme.standards[0].domain}
    if scheme.name.endswith("2021"):
        sorted_domains.add(scheme.standards[-1].domain)
    rated = scheme.rated_standards
    well = random.sample(
        [f"{text}, {where}." for text in _WELL for where in _WHERE], 3 * len(rated)
    )
    badly = random.sample([f"{text}, {where}." for text in _BADLY for where in _WHERE], len(well))
    found: list[Finding] = []
    for i, standard in enumerate(rated):
        is_sorted = standard.domain in sorted_domains
        good, bad = well[3 * i :], badly[3 * i :]
        found += [
            Finding(standard.key, "strength" if is_sorted else None, text)
            for text in good[: random.randint(1, 3)]
        ]
        found += [
            Finding(standard.key, "improvement" if is_sorted else None, text)
            for text in bad[: random.randint(1, 3)]
        ]
    return tuple(found)


def _counts(scheme: Scheme, standard: str | None, words: list[str]) -> list[Count]:
    return [
        Count(standard, rating.word, words.count(rating.word))
        for rating in scheme.ratings
        if rating.word in words
    ]
