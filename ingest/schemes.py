"""The schemes that reports are written to, as validated data: standards, ratings, key questions.

A scheme is a YAML file in `ingest/schemes/`; fields that several schemes share stand in a file
`base-….yaml` beside it and are taken over by `based_on`. Another inspectorate is a new file.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Self, TypeVar

import yaml
from pydantic import BaseModel, Field, ValidationError, model_validator

from ingest.errors import UnknownScheme
from ingest.models import Record
from ingest.terms import Terms

KeyQuestionKey = str
"""Key of one of a scheme's key questions: "safety"."""

FOLDER = Path(__file__).with_name("schemes")
_NUMBER = re.compile(r"^(?:[A-Za-z]{1,2}\s*)?(\d{1,2}(?:\.\d{1,2})+|\d{1,2}\.)[.:)]?\s*")
_LEAST_FRAGMENT = 4
"""Letters that a cut label must keep: "aff" could be the end of many words, "ffing" is not."""
_LEAST_LIKENESS = 88.0
"""Likeness (0-100) at which a garbled label counts as a standard's name; 85 lets "Planing a" in."""
_LEAST_SHARE = 0.6
"""Share of a scheme's rated standards that a document must name, where it prints no score."""


class Rating(Record):
    """One point of a rating scale."""

    word: str
    points: int
    synonyms: tuple[str, ...] = ()
    colours: tuple[Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")], ...] = ()
    """Fills that stand for it where a document draws ratings without a legend: "#00703c"."""


class Standard(Record):
    """One standard of a scheme, rated or not."""

    key: str
    name: str
    number: str | None
    """As this scheme prints it, without a letter before it: "2.1"; None where it has none."""
    domain: str
    rated: bool = True
    names: tuple[str, ...]
    """Headings and labels that mean this standard, its own name among them."""
    everyday: tuple[str, ...] = ()
    """Words of everyday speech that point to it, for understanding questions."""
    aspiration: tuple[str, ...] = ()
    """Opening words of the sentence that a section prints first: an aim, never a finding."""


class KeyQuestion(Record):
    """One of the questions that the rating of a case supervision standard rests on."""

    key: KeyQuestionKey
    name: str
    cues: tuple[str, ...]
    """Beginnings of words that tell it from the others, lower case."""
    everyday: tuple[str, ...] = ()
    wordings: dict[str, str] = Field(default_factory=dict)
    """Standard to the question as printed."""


class OtherQuestion(Record):
    """A question behind a standard that is none of the shared key questions."""

    standard: str
    wording: str


class Band(Record):
    """The percentages (whole, both ends included) of the lowest key question that give a rating."""

    rating: str
    low: int
    high: int


class Region(Record):
    """A region, with the spellings that are read as its name."""

    name: str
    variants: tuple[str, ...] = ()
    plain: bool = False
    """True where the words mean the region even without the word "region" after them."""


class Service(Record):
    """A service that providers are commissioned for."""

    name: str
    names: tuple[str, ...]
    brief: tuple[str, ...] = ()
    """Words that name it only right beside a provider: "Acme Homes for women"."""


class DocumentKind(Record):
    """Words of a cover or title that tell a kind of document."""

    kind: str
    words: tuple[str, ...]


class Calls(Record):
    """What a field calls its services and places, in the singular; case does not matter.

    Without these words no cover is known for one of the field's inspections.
    """

    services: tuple[str, ...] = ()
    """What is inspected: "probation", as in "An inspection of probation services in"."""
    units: tuple[str, ...] = ()
    """The places below the region that are inspected, the usual word first: "PDU"."""


class Scheme(Record):
    """One scheme: everything that code has to know about an inspectorate's round."""

    name: str
    title: str
    inspectorate: str
    national: str
    """Subject of national facts."""
    based_on: str | None = None
    calls: Calls = Calls()
    kinds: tuple[str, ...]
    """Kinds of report that use it."""
    composite_max: int
    chapters: tuple[str, ...] = ()
    chapter_words: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """What else a chapter's standards are called together, by the chapter ("casework")."""
    ratings: tuple[Rating, ...] = Field(min_length=2)
    standards: tuple[Standard, ...] = Field(min_length=1)
    key_questions: tuple[KeyQuestion, ...] = ()
    other_questions: tuple[OtherQuestion, ...] = ()
    bands: tuple[Band, ...] = ()
    band_source: str = ""
    regions: tuple[Region, ...] = ()
    services: tuple[Service, ...] = ()
    document_kinds: tuple[DocumentKind, ...] = ()

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        keys = [standard.key for standard in self.standards]
        words = {rating.word for rating in self.ratings}
        if len(set(keys)) != len(keys):
            raise ValueError("standards: a key occurs twice")
        questions = [question.key for question in self.key_questions]
        if len(set(questions)) != len(questions):
            raise ValueError("key_questions: a key occurs twice")
        if stray := {band.rating for band in self.bands} - words:
            raise ValueError(f"bands: {', '.join(sorted(stray))} is not on the rating scale")
        asked = {question.standard for question in self.other_questions}
        if stray := asked - set(keys):
            raise ValueError(f"other_questions: unknown standard {', '.join(sorted(stray))}")
        most = max(rating.points for rating in self.ratings) * len(self.rated_standards)
        if self.composite_max != most:
            raise ValueError(f"composite_max: {self.composite_max}, but the standards give {most}")
        return self

    @property
    def rated_standards(self) -> tuple[Standard, ...]:
        """The standards that count towards the composite score, in the scheme's order."""
        return tuple(standard for standard in self.standards if standard.rated)

    def standard(self, key: str) -> Standard | None:
        """The standard with this key, or None."""
        return next((each for each in self.standards if each.key == key), None)

    def standard_by_number(self, number: str) -> str | None:
        """Key of the standard that this scheme numbers so ("2.1", "P 2.1."), or None."""
        bare = re.sub(r"[^\d.]", "", number).strip(".")
        return next((each.key for each in self.standards if each.number == bare), None)

    def match_standard(self, label: str) -> str | None:
        """Key of the standard that a heading or rating label means, or None."""
        number, words = _split_label(label)
        for standard in self.standards:
            if words in {_plain(name) for name in standard.names}:
                return standard.key
        return self._cut_label(number, words) or self._garbled_label(words)

    def _cut_label(self, number: str | None, words: str) -> str | None:
        """Key for a label that lost its beginning or end; the number settles what is too short."""
        fits = [
            standard
            for standard in self.standards
            if words and any(_is_cut_of(words, _plain(name)) for name in standard.names)
        ]
        numbered = self.standard_by_number(number) if number else None
        if numbered and (not words or numbered in {standard.key for standard in fits}):
            return numbered
        if len(fits) == 1 and len(words) >= _LEAST_FRAGMENT:
            return fits[0].key
        return None

    def _garbled_label(self, words: str) -> str | None:
        from rapidfuzz import fuzz

        likeness = [
            (max(fuzz.ratio(words, _plain(name)) for name in standard.names), standard.key)
            for standard in self.standards
        ]
        best, key = max(likeness)
        return key if best >= _LEAST_LIKENESS else None

    def rating(self, text: str) -> Rating | None:
        """The rating that a cell or line shows (quotes, marks and case aside), or None."""
        bare = _plain(text)
        return next((each for each in self.ratings if _plain(each.word) == bare), None)

    def band(self, percent: float) -> str | None:
        """The rating that a lowest key question of so many percent (0-100) gives, or None."""
        whole = int(percent)
        return next((each.rating for each in self.bands if each.low <= whole <= each.high), None)


_M = TypeVar("_M", bound=BaseModel)


class Schemes(Record):
    """All schemes, and what can be read without knowing which one a document uses."""

    schemes: tuple[Scheme, ...]
    terms: Terms

    def scheme(self, name: str) -> Scheme:
        """The scheme of this name; raises UnknownScheme."""
        for scheme in self.schemes:
            if scheme.name == name:
                return scheme
        known = ", ".join(scheme.name for scheme in self.schemes)
        raise UnknownScheme(f"There is no scheme {name!r}. The scheme files know: {known}.")

    def match_standard(self, label: str, scheme_hint: str | None = None) -> str | None:
        """Key of the standard that a heading or label means: in one scheme, or in any."""
        return _first(scheme.match_standard(label) for scheme in self._candidates(scheme_hint))

    def region(self, text: str) -> str | None:
        """The region that a text names, as the scheme spells it; the longest name wins."""
        return _region(text, self._regions(), self.services_called())

    def regions(self) -> tuple[str, ...]:
        """The canonical names of all regions, sorted."""
        return tuple(sorted({region.name for region in self._regions()}))

    def services_called(self) -> tuple[str, ...]:
        """What the fields of all schemes call their services: "probation"."""
        return tuple(dict.fromkeys(w for each in self.schemes for w in each.calls.services))

    def units_called(self) -> tuple[str, ...]:
        """What the fields of all schemes call their units, the usual word of each first."""
        return tuple(dict.fromkeys(w for each in self.schemes for w in each.calls.units))

    def rating(self, text: str, scheme_hint: str | None = None) -> Rating | None:
        """The rating that a cell or line shows, or None."""
        return _first(scheme.rating(text) for scheme in self._candidates(scheme_hint))

    def key_question(
        self, text: str, scheme_hint: str | None = None, standard: str | None = None
    ) -> KeyQuestionKey | None:
        """Which key question a printed question is, by its cues; None when none or several fit.

        Under a standard that has no key questions of its own only the exact wordings count.
        """
        for scheme in self._candidates(scheme_hint):
            if key := _key_question(text, scheme, standard):
                return key
        return None

    def kind(self, text: str) -> str | None:
        """The kind of document that a cover or title tells, the most telling word first."""
        bare = re.sub(r"\W+", " ", f" {text.lower()} ")
        for scheme in self.schemes:
            for kind in scheme.document_kinds:
                if any(f" {_plain(word)} " in bare for word in kind.words):
                    return kind.kind
        return None

    def detect(
        self, *, kind: str = "", out_of: float | None = None, labels: Sequence[str] = ()
    ) -> str:
        """Name of the scheme that a document shows it uses, "" where none fits.

        `out_of` is the maximum of its composite score, `labels` its headings, rating labels and
        table columns. A standard counts when its number and its name both fit, or when its name
        does and no number is printed.
        """
        shown = [
            (_shown(scheme, labels), scheme)
            for scheme in self.schemes
            if (not kind or kind in scheme.kinds)
            and (out_of is None or out_of == scheme.composite_max)
        ]
        likely = [
            (share, scheme.name)
            for share, scheme in shown
            if share >= _LEAST_SHARE or (out_of is not None and share > 0)
        ]
        return max(likely, key=lambda each: each[0])[1] if likely else ""

    def _candidates(self, hint: str | None) -> tuple[Scheme, ...]:
        return (self.scheme(hint),) if hint else self.schemes

    def _regions(self) -> list[Region]:
        seen = {region.name: region for scheme in self.schemes for region in scheme.regions}
        return list(seen.values())


@lru_cache(maxsize=4)
def load_schemes(folder: Path = FOLDER) -> Schemes:
    """Every scheme of a folder, validated; raises UnknownScheme naming the file and the field."""
    files = sorted(
        path
        for path in folder.glob("*.yaml")
        if path.name != "terms.yaml" and not path.name.startswith("base-")
    )
    if not files:
        raise UnknownScheme(f"There is no scheme file in {folder.name}. Put one there.")
    schemes = tuple(_validated(Scheme, _scheme_data(path), path) for path in files)
    terms_file = folder / "terms.yaml"
    terms = _validated(Terms, _read(terms_file), terms_file) if terms_file.exists() else Terms()
    # Newest first: where several schemes know a word, the present round's meaning comes first.
    ordered = sorted(schemes, key=lambda each: (-_year(each.name), each.name))
    return Schemes(schemes=tuple(ordered), terms=terms)


def _scheme_data(path: Path) -> dict[str, Any]:
    data = _read(path)
    if base := data.get("based_on"):
        base_file = path.with_name(f"base-{base}.yaml")
        if not base_file.exists():
            raise UnknownScheme(
                f"{path.name}: based_on names {base!r}, but there is no {base_file.name}."
            )
        data = _read(base_file) | data
    return data


def _read(path: Path) -> dict[str, Any]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UnknownScheme(f"{path.name} cannot be read as YAML: {error}") from error
    if not isinstance(data, dict):
        raise UnknownScheme(f"{path.name}: a scheme file is a mapping of fields to values.")
    return data


def _validated(model: type[_M], data: dict[str, Any], path: Path) -> _M:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "the file as a whole"
        raise UnknownScheme(f"{path.name}: {field}: {first['msg']}") from error


def _year(name: str) -> int:
    found = re.search(r"(\d{4})$", name)
    return int(found.group(1)) if found else 0


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """Lower case, & as and, without markup, quotes, commas and closing marks."""
    bare = re.sub(r"<[^>]*>|[*_#`\"'\u2018\u2019\u201c\u201d,]", "", text).replace("&", " and ")
    return re.sub(r"\s+", " ", bare).strip(" \t.:;|-\u2013\u2014").lower()


def _split_label(label: str) -> tuple[str | None, str]:
    """Number and plain words of a label: "P 2.1. Assessment:" gives ("2.1", "assessment")."""
    bare = re.sub(r"<[^>]*>|[*_#`]", "", label).strip()
    found = _NUMBER.match(bare)
    if not found:
        return None, _plain(bare)
    return found.group(1).strip("."), _plain(bare[found.end() :])


def _is_cut_of(fragment: str, name: str) -> bool:
    return fragment != name and (name.startswith(fragment) or name.endswith(fragment))


_T = TypeVar("_T")


def _first(found: Iterable[_T | None]) -> _T | None:
    return next((each for each in found if each is not None), None)


def _region(text: str, regions: Sequence[Region], services: Sequence[str]) -> str | None:
    service = "(?:" + "|".join(re.escape(each.lower()) for each in services) + ")"
    bare = re.sub(r"[()\[\]\u2013\u2014-]", " ", _plain(text))
    bare = re.sub(r"\s+", " ", bare).strip()
    alone = re.sub(rf"^(the )?({service} service )?(the )?|( {service})?( region)?$", "", bare)
    found: list[tuple[int, str]] = []
    for region in regions:
        for variant in (region.name, *region.variants):
            words = _plain(variant).replace("-", " ")
            after = r"\b" if region.plain and " " in words else rf"(?: {service})? region\b"
            if alone in {words, words.removeprefix("the ")} or re.search(
                rf"\b{re.escape(words)}{after}", bare
            ):
                found.append((len(words), region.name))
    return max(found)[1] if found else None


def _key_question(text: str, scheme: Scheme, standard: str | None) -> KeyQuestionKey | None:
    bare = _plain(text).rstrip("?")
    for question in scheme.key_questions:
        if bare in {_plain(wording).rstrip("?") for wording in question.wordings.values()}:
            return question.key
    if standard and not any(standard in each.wordings for each in scheme.key_questions):
        return None
    fits = [
        question.key
        for question in scheme.key_questions
        if any(re.search(rf"\b{re.escape(cue)}", bare) for cue in question.cues)
    ]
    return fits[0] if len(fits) == 1 else None


def _shown(scheme: Scheme, labels: Sequence[str]) -> float:
    """Share (0-1) of the rated standards that the labels show with their right number."""
    shown: set[str] = set()
    for label in labels:
        number, words = _split_label(label)
        for standard in scheme.rated_standards:
            named = words in {_plain(name) for name in standard.names}
            if named and number in (standard.number, None):
                shown.add(standard.key)
    return len(shown) / len(scheme.rated_standards)
