"""What a figure claims, ready to be compared with what another one claims."""

import re
from typing import NamedTuple

from ingest.facts.clauses import GAP
from ingest.facts.reading import Reading
from ingest.facts.senses import stem, vocabulary
from ingest.models import Fact

_LEAST_OWN = 2
"""Words of a clause that say what it is about; with fewer, what it points back to counts too."""
_NAME = re.compile(
    r"(?<=[a-z,;)\u2019'] )[A-Z][a-z]+(?:[-\u2019'][a-z]+)*|^[A-Z][a-z]+(?=[\u2019']s\b)"
)
_REASON = re.compile(
    r"^(?:As a result of|Due to|Because of|Owing to|Despite|In spite of|Given|Following)\b[^,]*,",
    re.IGNORECASE,
)
"""Opens a clause without being what its figure is about."""
_TOLD = re.compile(
    r"^.{0,120}?\b(?:show|shows|showed|found|find|suggest\w*|judged|concluded)\s+that\s",
    re.IGNORECASE,
)
"""Who says it, or from what it is known."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BASE = re.compile(
    r"\b(cases|orders|reports|reviews|staff|practitioners|officers|respondents|posts|roles|"
    r"people|women|men|assessments|plans|appointments|caseload|workforce|population)\b",
    re.IGNORECASE,
)
_ONE_FIGURE = 2
"""Numbers in a sentence with one figure: itself, and its base or unit."""
_NEAR = 6
"""Words after a figure among which its base stands ("of the relevant cases")."""


_SHARED_VERB = re.compile(r"\b(?:was|were|is|are|had been|have been|has been|remained)\b")


class Claim(NamedTuple):
    """A figure with what it is said of."""

    fact: Fact
    about: frozenset[str]
    """Stems of the words that say what is counted or measured."""
    apart: frozenset[str]
    """Stems that part subjects (groups, grades, periods), and years."""
    names: frozenset[str]
    stages: frozenset[str]
    """Stages of a case that it is said of; empty where none is named."""
    sides: frozenset[str]
    """Pairs of opposites of which it names one side."""
    base: str
    """What its share is taken of, where a word near it says so."""

    @property
    def every(self) -> frozenset[str]:
        """All stems that say something, names included."""
        return self.about | self.apart | self.stages


def claim(reading: Reading, fact: Fact) -> Claim:
    """The claim of a count or percentage in prose."""
    known = vocabulary()
    own = _own_words(fact)
    said = _TOLD.sub("", _REASON.sub("", own))
    words = known.words(_short(reading, said))
    sides = [known.sides[word] for word in words if word in known.sides]
    if not sides and fact.polarity and _SHARED_VERB.search(fact.source.quote):
        # "72 per cent of PO and 82 per cent of PSO positions were occupied": one verb for both.
        last = known.words(_SHARED_VERB.split(fact.source.quote)[-1])
        sides = [known.sides[word] for word in last if word in known.sides][:1]
    plain = {known.same.get(word, word) for word in words if word not in known.sides}
    about = plain - known.light - known.apart - known.stages
    about |= {side.pair for side in sides if not side.judgement}
    named = own if len(about) >= _LEAST_OWN else fact.source.quote
    names = {
        name for name in _NAME.findall(named) if stem(name) not in known.light | known.common_names
    }
    stages = plain & known.stages
    if not stages and fact.standard and len(about) <= _LEAST_OWN:
        stages = set(known.words(fact.standard.replace("_", " "))) & known.stages
    return Claim(
        fact=fact,
        about=frozenset(about),
        apart=frozenset(
            (_apart(fact, plain) & known.apart) - {stem(name) for name in names}
            | set(_YEAR.findall(said))
        ),
        names=frozenset(name.lower() for name in names),
        stages=frozenset(stages),
        sides=frozenset(side.pair for side in sides if not side.judgement),
        base=_base(fact, own),
    )


def alike(first: Claim, second: Claim) -> float:
    """How much of what two claims are about is the same: 0 nothing, 1 all (Dice)."""
    if first.apart != second.apart or (first.base and second.base and first.base != second.base):
        return 0.0
    if first.stages and second.stages and not first.stages & second.stages:
        return 0.0
    if not _same_names(first, second):
        return 0.0
    one, other = first.every, second.every
    whole = len(one) + len(other)
    return 2 * len(one & other) / whole if whole else 0.0


def _same_names(first: Claim, second: Claim) -> bool:
    """Few words take their names from the whole sentence, which may name more than the other."""
    if min(len(first.about), len(second.about)) >= _LEAST_OWN:
        return first.names == second.names
    return first.names <= second.names or second.names <= first.names


def _own_words(fact: Fact) -> str:
    """The clause of a figure: with too few words what it points back to, or its sentence."""
    label = fact.label or ""
    own = label.rpartition(": ")[2]
    if fact.number == 1 and fact.out_of and fact.polarity is None:
        # "Anytown is one of 11 PDUs in …": what there are 11 of.
        return own.rpartition(GAP)[2]
    if len(_subject(vocabulary().words(own))) < _LEAST_OWN:
        own = label
    alone = len(re.findall(r"\d+|\bper cent\b", fact.source.quote)) <= _ONE_FIGURE
    if fact.polarity and alone and len(_subject(vocabulary().words(own))) < _LEAST_OWN:
        own = fact.source.quote
    return own


def _apart(fact: Fact, plain: set[str]) -> set[str]:
    """The words of a claim; a plain number's label says little, so its sentence counts too."""
    if fact.polarity:
        return plain
    known = vocabulary()
    lead = fact.source.quote.split(fact.value or "", 1)[0]
    return plain | set(known.words(lead)) & known.elsewhere


def _short(reading: Reading, text: str) -> str:
    """A text with the names of the field abbreviated: "probation officer" is "PO"."""
    lower = text.lower()
    for each in reading.schemes.terms.abbreviations:
        for long in (each.long, *each.also):
            if " " in long and long.lower() in lower:
                text = re.sub(rf"\b{re.escape(long)}s?\b", each.short, text, flags=re.IGNORECASE)
    return text


def _subject(words: list[str]) -> list[str]:
    known = vocabulary()
    return [word for word in words if word not in known.light and word not in known.sides]


def _base(fact: Fact, own: str) -> str:
    if fact.out_of is not None:
        return ""
    after = own.split(GAP, 1)[1] if GAP in own else own if own.startswith("of ") else ""
    found = _BASE.search(" ".join(after.split(" ")[:_NEAR]))
    same = vocabulary().same
    return "" if found is None else same.get(vocabulary().words(found[0])[0], found[0].lower())
