"""What the columns of a ratings table mean, by their names: `columns.yaml` and the schemes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml
from pydantic import ValidationError

from ingest.errors import UnknownScheme
from ingest.models import Cell as State
from ingest.models import Record
from ingest.readers.sheet import Row
from ingest.schemes import KeyQuestionKey, Scheme, Schemes

FILE = Path(__file__).with_name("columns.yaml")
_FIRST_ROWS = 15
"""Rows with anything in them among which the names of the columns stand."""
_LEAST_ALIKE = 85
"""Likeness (0-100) at which an unknown name is taken for a slip of a known one."""
_LEAST_LETTERS = 5
"""Letters of a name that can be told from another by its likeness."""

_OUT_OF = re.compile(r"[\s(\[,]*(?:out\s+of|of|max(?:imum)?\.?|/)\s*(\d{1,3})\s*[)\]]*$")
_NUMBERED = re.compile(r"^(?:[a-z]{1,2}\s*)?(\d{1,2}\.\d{1,2})[.:)]?(?:\s+|$)")
_PARTS = re.compile(r"\s*(?:\s[-–—]\s|[:–—|,(/])\s*")
_SHARE = re.compile(r"[\s(]*(?:%(?:\s*yes)?|per\s?cent(?:age)?)[\s)]*")
_MARKS = " \t.:;*_#\"'“”‘’"


class Vocabulary(Record):
    """The words of `columns.yaml`."""

    columns: dict[str, tuple[str, ...]]
    """Role of a column to its names."""
    cells: dict[State, tuple[str, ...]]
    blank: tuple[str, ...]
    standards: dict[str, tuple[str, ...]]
    """Key of a standard to short names that heads of columns use."""


class Column(NamedTuple):
    """One column of a table."""

    at: int
    name: str
    """As its head has it."""
    role: str
    """A role of `columns.yaml`, `rating_of` a standard, `question_of` one, or "" (not known)."""
    label: str = ""
    """The words that mean a standard."""
    question: KeyQuestionKey | None = None
    out_of: int | None = None
    """Columns of scores: the maximum that their head names."""

    @property
    def rates(self) -> bool:
        """Whether ratings, scores or percentages stand in it."""
        return self.role in {"overall", "score", "rating", "value", "rating_of", "question_of"}


class Header(NamedTuple):
    """The row that names the columns."""

    at: int
    """Its place among the rows of the sheet, from 0."""
    row: Row
    columns: tuple[Column, ...]

    def of(self, role: str) -> Column | None:
        """The column with this role; None when there is none."""
        return next((column for column in self.columns if column.role == role), None)

    @property
    def form(self) -> str:
        """`facts` (one a row, as this program exports them), `long` (one rating) or `wide`."""
        if self.of("measure") and self.of("value"):
            return "facts"
        rated = self.of("rating") or self.of("value")
        return "long" if self.of("standard") and rated else "wide"

    @property
    def is_ratings(self) -> bool:
        """Whether the rows rate something."""
        said_of = self.of("standard") or self.of("measure")
        return any(c.rates and (c.role != "value" or said_of) for c in self.columns)


@lru_cache(maxsize=2)
def load_vocabulary(file: Path = FILE) -> Vocabulary:
    """The words for columns and cells, plain; raises UnknownScheme when the file is wrong."""
    try:
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        words = Vocabulary.model_validate(data)
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise UnknownScheme(f"{file.name} cannot be used: {error}") from error
    return Vocabulary(
        columns={role: tuple(map(plain, names)) for role, names in words.columns.items()},
        cells={state: tuple(map(plain, names)) for state, names in words.cells.items()},
        blank=words.blank,
        standards={key: tuple(map(plain, names)) for key, names in words.standards.items()},
    )


def find_header(rows: Sequence[Row], schemes: Schemes) -> Header | None:
    """The first row that names the most columns; None where none names any."""
    best: Header | None = None
    most = 0
    for index, row in enumerate(rows[:_FIRST_ROWS]):
        columns = _settled(tuple(_columns(row, schemes)))
        known = sum(1 for column in columns if column.role)
        if known > most:
            best, most = Header(index, row, columns), known
    return best


def standard_of(scheme: Scheme, label: str) -> str | None:
    """Key of the standard that a label means in a scheme: by name, number ("2.1") or both.

    A number that this scheme gives to another standard makes the label none of its own.
    """
    words = plain(label).replace("_", " ")
    number = _NUMBERED.match(words)
    words = words[number.end() :] if number else words
    words = re.sub(r"\s+(?:rating|standard)$", "", words)
    if number and not words:
        return scheme.standard_by_number(number[1])
    for standard in scheme.standards:
        names = {*map(plain, standard.names), standard.key.replace("_", " ")}
        if words in names or words in load_vocabulary().standards.get(standard.key, ()):
            fits = number is None or standard.number in (None, number[1])
            return standard.key if fits else None
    return None


def key_question_of(schemes: Schemes, label: str) -> tuple[str, KeyQuestionKey | None] | None:
    """The label of a standard and the key question that a head names; None where it names none.

    "Assessment – engagement", "2.1 keeping people safe (%)", a question as it is printed, and
    "Court work %", whose key question is None.
    """
    for scheme in schemes.schemes:
        for question in scheme.key_questions:
            for standard, wording in question.wordings.items():
                if plain(wording).rstrip("?") == plain(label).rstrip("?"):
                    return standard, question.key
    bare = _SHARE.sub(" ", plain(label)).strip(_MARKS + "-–—(")
    for found in _PARTS.finditer(bare):
        left, right = bare[: found.start()], bare[found.end() :].rstrip(")")
        asked = _question(schemes, right)
        if asked and _is_standard(schemes, left):
            return left, asked
    if _SHARE.search(plain(label)) and _is_standard(schemes, bare):
        return bare, None
    return None


def question_words(schemes: Schemes, text: str) -> KeyQuestionKey | None:
    """The key question that words or a printed question name; None for anything else."""
    return _question(schemes, plain(text)) or schemes.key_question(text)


def nearest(words: str, known: Iterable[str], least: float) -> str | None:
    """The known word that is most like these words; None when none has that likeness (0-100)."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(
        plain(words), list(known), processor=plain, scorer=fuzz.ratio, score_cutoff=least
    )
    return found[0] if found else None


def meant(name: str, schemes: Schemes) -> str | None:
    """The known name of a column that an unknown one is a slip of; None when none is near."""
    known = [n for names in load_vocabulary().columns.values() for n in names]
    known += [n for scheme in schemes.schemes for each in scheme.standards for n in each.names]
    return nearest(name, known, _LEAST_ALIKE) if len(name) >= _LEAST_LETTERS else None


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Lower case, & as and, one space between words, without marks at the ends."""
    return " ".join(text.replace("&", " and ").split()).strip(_MARKS).lower()


def _columns(row: Row, schemes: Schemes) -> Iterator[Column]:
    for at, cell in enumerate(row.cells):
        if cell.text:
            yield _column(at, cell.text, schemes)


def _settled(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns with what is meant by the date of an inspection: publication, or fieldwork."""
    roles = {column.role for column in columns}
    meant_by = "fieldwork" if "published" in roles else "published"
    return tuple(c._replace(role=meant_by) if c.role == "inspected" else c for c in columns)


def _column(at: int, name: str, schemes: Schemes) -> Column:
    bare = plain(name).replace("_", " ")
    role = _role(bare)
    if role:
        return Column(at, name, role)
    if found := _OUT_OF.search(bare):
        stem = bare[: found.start()].strip()
        if not stem or _role(stem) == "score":
            return Column(at, name, "score", out_of=int(found[1]))
    if question := key_question_of(schemes, name):
        return Column(at, name, "question_of", *question)
    if _is_standard(schemes, name):
        return Column(at, name, "rating_of", name)
    return Column(at, name, "")


def _role(bare: str) -> str:
    columns = load_vocabulary().columns
    return next((role for role, names in columns.items() if bare in names), "")


def _is_standard(schemes: Schemes, label: str) -> bool:
    return any(standard_of(scheme, label) for scheme in schemes.schemes)


def _question(schemes: Schemes, bare: str) -> KeyQuestionKey | None:
    for scheme in schemes.schemes:
        for question in scheme.key_questions:
            known = {question.key, plain(question.name), *map(plain, question.everyday)}
            if bare in known:
                return question.key
    return None
