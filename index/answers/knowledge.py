"""What answering needs to know of a library, worked out once: names, table, words, templates."""

import math
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from index.answers.abbreviations import learn
from index.answers.carries import HAS_FIGURE
from index.answers.english import all_stems, content_stems, english, words
from index.answers.names import Names, local_names
from index.answers.relative import Calendar
from index.answers.scheme_words import vocabulary
from index.answers.sentences import sentence_ranges
from index.answers.spelling import Lexicon, Repairs, Speller
from index.answers.table_words import table_words
from index.models import Place
from index.ratings.database import RatingsDatabase
from index.ratings.held import derived_table
from index.ratings.table import Table
from index.stores.library import Library
from ingest.models import Passage, ReportInfo
from ingest.schemes import Schemes, load_schemes

if TYPE_CHECKING:  # features, which weights name, know of Knowledge
    from index.answers.weights import Weights

_NO_WORD = "qxzvkq"
"""What no model knows as a word: one that does takes every word for known."""
_REMEMBERED = 20_000
"""Words and phrases of questions; when there are more, all are looked up anew."""
TOPICAL = 3
"""Passages that use a word before it counts as a subject of the texts."""
_DIGITS = re.compile(r"\d+")
_TEMPLATE = re.compile(
    r"\b(?:our rating\W*(?:\d\W*)?for .{3,60} is based on|rating for the standard is driven by"
    r"|data workbook|data annexe|glossary of terms|full data (?:and|from)"
    r"|we have made a number of recommendations|for more (?:detail|information) on)\b",
    re.IGNORECASE,
)
"""How inspections explain their own method; recognised also in a library of one report."""
_NAME_ONLY = re.compile(r"[A-Z][\w.'’-]*(?:,? (?:of |and |the |for |in )*[A-Z][\w.'’-]*(?<![.]))+")
"""A person with a title, a place: capitals alone, and no full stop."""
_BACKGROUND = re.compile(
    r"\b(?:background|context|about (?:the|this) (?:pdu|region|area))\b", re.IGNORECASE
)
_TOKEN = re.compile(r"\b[A-Za-z]{2,}\b")
_LOWER = re.compile(r"\b[a-z]{3,}\b")


class Knowledge:
    """A library as the answering side sees it; made anew when the library changes."""

    def __init__(
        self, library: Library, schemes: Schemes | None = None, weights: "Weights | None" = None
    ) -> None:
        self.library = library
        self.schemes = schemes or load_schemes()
        self.weights = weights
        """What sentences are weighed by; None for the weights of the data file."""
        self.infos = {info.id: info for info in library.reports()}
        self.passages = library.passages()
        terms = learn(self.schemes.terms, (p.text for p in self.passages))
        self.schemes = self.schemes.model_copy(update={"terms": terms})
        self.by_id = {passage.id: passage for passage in self.passages}
        self.by_report: dict[str, list[Passage]] = defaultdict(list)
        for passage in self.passages:
            self.by_report[passage.report_id].append(passage)
        self.facts = library.facts()
        derived = derived_table(self.infos.values(), self.facts, self.schemes)
        self.table: Table = derived.table
        self.contradictions = derived.contradictions
        """Reports whose counts, scores and ratings cannot all be right: nothing is derived."""
        self.possible = derived.possible
        """What open cells of the table can still hold."""
        self.ratings = RatingsDatabase(self.table, self.schemes, self.infos)
        self._stems: dict[str, frozenset[str]] = {}
        self._sentences: dict[str, tuple[tuple[int, int], ...]] = {}
        self._report_stems: dict[str, frozenset[str]] = {}
        self._places_named: dict[str, frozenset[Place]] = {}
        self._expansions: dict[str, tuple[str, ...]] = {}
        frequency: Counter[str] = Counter()
        uses: Counter[str] = Counter()
        for passage in self.passages:
            frequency.update(self.stems(passage))
            uses.update(_LOWER.findall(passage.text))
        self._frequency = frequency
        self.topical = frozenset(s for s, passages in frequency.items() if passages >= TOPICAL)
        """Stems that the texts are about: a word of one stray passage is no subject."""
        self.all_stems = frozenset(frequency)
        """Stems of every word that the texts have."""
        self.uses = uses
        """How often the reports use each lower-case word."""
        self.vocabulary = frozenset(uses)
        self.headings = frozenset(
            s
            for p in self.passages
            if p.polarity
            for h in p.section[1:-1]
            for s in content_stems(h)
        )
        """Stems of the headings that lists of strengths and weaknesses stand under."""
        self._words: dict[str, bool] = {}
        self._templates = self._repeated_sentences()
        self.everyday = frozenset(
            phrase.lower() for term in self.schemes.terms.everyday for phrase in term.everyday
        )
        """Everyday phrases for which the field has terms."""
        known = self.vocabulary | vocabulary(self.schemes)
        self.names = Names(self._places(), self._aliases(), known, self._is_english)
        self._speller = Speller(self._lexicon())
        published = [i.published for i in self.infos.values()]
        self._calendar = Calendar((i.date for i in self.table.inspections), published)

    def _is_english(self, word: str) -> bool:
        """Whether a word is one of English; False for all where no embedding knows words."""
        known = self._words.get(word)
        if known is None:
            if len(self._words) >= _REMEMBERED:
                self._words.clear()
            known = self.library.is_word(word) and not self.library.is_word(_NO_WORD)
            self._words[word] = known
        return known

    def info(self, report_id: str) -> ReportInfo:
        """The report of this id."""
        return self.infos[report_id]

    def stems(self, passage: Passage) -> frozenset[str]:
        """Stems of the words of a passage that carry a subject."""
        if passage.id not in self._stems:
            self._stems[passage.id] = content_stems(passage.text)
        return self._stems[passage.id]

    def sentences(self, passage: Passage) -> tuple[tuple[int, int], ...]:
        """Where the sentences of a passage stand that are no template and no bare name; found once.

        Who signed a foreword is a fact of the report; the line by itself says nothing.
        """
        if passage.id not in self._sentences:
            self._sentences[passage.id] = tuple(
                (a, b)
                for a, b in sentence_ranges(passage.text)
                if not self.is_template(passage.text[a:b])
                and not _NAME_ONLY.fullmatch(passage.text[a:b].strip())
            )
        return self._sentences[passage.id]

    def report_stems(self, report_id: str) -> frozenset[str]:
        """Stems of all words of a report and of its headings."""
        if report_id not in self._report_stems:
            passages = self.by_report[report_id]
            headings = {head for p in passages for head in p.section}
            texts = [all_stems(text) for text in (*(p.text for p in passages), *headings)]
            self._report_stems[report_id] = frozenset().union(*texts)
        return self._report_stems[report_id]

    def expand(self, phrase: str) -> tuple[str, ...]:
        """What reports say for an everyday word or an abbreviation; looked up once for each."""
        found = self._expansions.get(phrase)
        if found is None:
            if len(self._expansions) >= _REMEMBERED:
                self._expansions.clear()
            found = self._expansions[phrase] = self.schemes.terms.expand(phrase)
        return found

    def mend(self, question: str) -> tuple[str, Repairs]:
        """The question with misspelt words put right, and relative times as dates."""
        text, repairs = self._speller.repair(question)
        text, settled = self._calendar.settle(text)
        return text, (*repairs, *settled)

    def _lexicon(self) -> Lexicon:
        """The words that a question to this library may be made of."""
        lists = english()
        tokens = [t for p in self.passages for t in _TOKEN.findall(p.text)]
        names = {w.lower for name in self.names.places for w in words(name)} | {
            part for name in lists.gazetteer for part in name.split()
        }
        asked = table_words() | lists.asking | frozenset(lists.months)
        asked |= vocabulary(self.schemes)
        return Lexicon(
            uses=self.uses,
            asked=frozenset(w for w in asked if len(w) > 2),
            # Of "don't" without its t, "don" is left in the list, which is no word to put in.
            little=frozenset(w for w in lists.stopwords if f"{w}t" not in lists.spoken),
            names=frozenset(n for n in names if len(n) >= 4)
            | frozenset(n for n in lists.place_abbreviations if len(n) >= 4),
            proper=Counter(t.lower() for t in tokens if t[0].isupper() and not t.isupper()),
            short=frozenset(t for t in tokens if t.isupper() and len(t) > 1)
            | {a.short.upper() for a in self.schemes.terms.abbreviations},
            spoken=lists.spoken,
            is_english=self.library.is_word,
        )

    def weight(self, stem: str) -> float:
        """Inverse document frequency of a stem, at least 0.2; a stem in no passage weighs most."""
        total = len(self.passages) or 1
        return max(0.2, math.log((total + 1) / (self._frequency.get(stem, 0) + 1)))

    def knows(self, stem: str) -> bool:
        """Whether any passage has a word of this stem."""
        return stem in self._frequency

    def is_template(self, sentence: str) -> bool:
        """Whether a sentence stands in several reports, names and figures aside, or is method."""
        return (
            bool(_TEMPLATE.search(sentence))
            or (_shape(sentence) in self._templates and not HAS_FIGURE.search(sentence))
            or self._aspires(sentence)
        )

    def national_reports(self) -> tuple[str, ...]:
        """Ids of the reports that are not about one place."""
        return tuple(i.id for i in self.infos.values() if i.kind in {"annual", "thematic", "other"})

    def naming(self, report_id: str, place: Place) -> tuple[Passage, ...]:
        """The passages of a report that name a place, in order of reading."""
        return tuple(p for p in self.by_report[report_id] if place in self._named(p))

    def _named(self, passage: Passage) -> frozenset[Place]:
        """The places that a passage names for certain; found once, as it takes a millisecond."""
        if passage.id not in self._places_named:
            self._places_named[passage.id] = frozenset(
                m.places[0] for m in self.names.find(passage.text) if len(m.places) == 1
            )
        return self._places_named[passage.id]

    def _places(self) -> list[Place]:
        places = {i.place for i in self.table.inspections}
        regions = {*self.schemes.regions(), *(p.region for p in places if p.region)}
        regions |= {i.region for i in self.infos.values() if i.region}
        units = {p.name for p in places if p.kind == "region"}
        places |= {Place(name=r, kind="region", region=r) for r in regions if r not in units}
        return sorted(places, key=lambda p: (p.name, p.kind))

    def _aliases(self) -> dict[str, list[str]]:
        """Offices, towns, courts and forces that the Background of a unit's report names."""
        plain = Names(self._places(), {}, self.vocabulary)
        owners: dict[str, set[str]] = defaultdict(set)
        elsewhere = self._national_text()
        for info in self.infos.values():
            if info.kind != "pdu":
                continue
            sentences = [
                p.text[a:b]
                for p in self.by_report[info.id]
                if p.section and _BACKGROUND.search(p.section[-1])
                for a, b in sentence_ranges(p.text)
            ]
            for name in local_names(sentences, self._not_local()):
                bare = _DIGITS.sub("", name).strip()
                building = " " in bare and bare.split()[-1].lower() in english().buildings
                if (bare.lower() not in elsewhere and (building or not plain.find(bare))) or (
                    any(len(m.places) != 1 for m in plain.find(bare)) and " " in bare
                ):
                    owners[bare].add(info.subject)
        found = {name: sorted(places) for name, places in owners.items() if len(places) <= 2}
        # Two letters ("NE") would hit too much that is no region.
        short = {v: [r.name] for s in self.schemes.schemes for r in s.regions for v in r.variants}
        return found | {v: names for v, names in short.items() if len(v) > 2}

    def _not_local(self) -> frozenset[str]:
        terms = self.schemes.terms
        known = {w.lower() for a in terms.abbreviations for w in (a.short, a.long)}
        service = {"probation", "the probation service", "probation service"}
        return frozenset(known | set(english().months) | service)

    def _national_text(self) -> str:
        return " ".join(p.text.lower() for r in self.national_reports() for p in self.by_report[r])

    def _repeated_sentences(self) -> frozenset[str]:
        """Shapes of sentences without figures that stand in reports of two places or more.

        "We also conducted 57 interviews" stands in every report as well, and is a finding in each.
        """
        seen: dict[str, set[str]] = defaultdict(set)
        for passage in self.passages:
            if passage.type in {"table", "rating", "footnote"}:
                continue
            info = self.infos[passage.report_id]
            if info.kind not in {"pdu", "region"}:
                continue
            for start, end in sentence_ranges(passage.text):
                if not HAS_FIGURE.search(passage.text[start:end]):
                    seen[_shape(passage.text[start:end])].add(info.subject)
        return frozenset(
            shape for shape, subjects in seen.items() if len(subjects) > 1 and len(shape) > 30
        )

    def _aspires(self, sentence: str) -> bool:
        return any(
            sentence.startswith(opening)
            for scheme in self.schemes.schemes
            for standard in scheme.standards
            for opening in standard.aspiration
        )


def _shape(sentence: str) -> str:
    """A sentence without its figures and names: what templates have in common."""
    plain = _DIGITS.sub("#", sentence)
    return " ".join(w.lower for w in words(plain) if not w.text[0].isupper())
