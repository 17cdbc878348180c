"""Standards, ratings and key questions that a question names, by the words of the schemes."""

import itertools
import re
from collections.abc import Sequence

from index.answers import intents
from index.answers.english import content_stems, stem, words
from index.models import QuestionPlan
from ingest.schemes import Schemes, Standard

_STANDARD_NUMBER = re.compile(
    r"\b(?:standard\s+)?[A-Z]?\s?([12]\.[1-6])\b(?!\s*(?:per cent|%|days|million))"
)
_RATING_TALK = re.compile(
    r"\b(?:rated|rating|ratings|grade[ds]?|judged|given|got|get|received|awarded|score[ds]?|an?"
    r"|be|as|is|was|were)\W+(?:as\W+|a\W+|an\W+|only\W+)*[‘'\"“]?$",
    re.IGNORECASE,
)
_GOOD_TALK = re.compile(
    r"\b(?:rated|rating|ratings|grade[ds]?|judged|awarded|given|got|get|its|their)\W+"
    r"(?:as\W+|a\W+|an\W+|only\W+)*[‘'\"“]?$",
    re.IGNORECASE,
)
_AFTER_RATING = re.compile(
    r"^[’'\"”]?\W*(?:rating|rated|grade|overall|for|on|in|at|judgement|or\b|and\b|$)", re.IGNORECASE
)
_OF_RATINGS = re.compile(
    r"\W+(?:overall |leadership |staffing |services |planning |assessment |reviewing )?"
    r"(?:ratings?|standards?|pdus?|units?)\b",
    re.IGNORECASE,
)
"""After a rating's word: "the most inadequate standards", "Good leadership ratings"."""
_ITS_OWN = re.compile(
    r"\W*(?:(?:that|which|it|they|was|is|were|got|gets?|had|has|received?|given|of|in|at|for) ?)*"
    r"\W*$",
    re.IGNORECASE,
)
_FAILS = frozenset({"fail", "failing", "failed", "fails"})
_FAILED = re.compile(
    r"\W+(?:leadership|assessment|planning|implementation|delivery|reviewing|services)\b",
    re.IGNORECASE,
)
"""What is failed without a word between: "failed leadership"."""
_PLAINLY = re.compile(
    r"\W*$|\W*(?:(?:overall|everywhere|nationally|throughout|across)\b"
    r"|(?:for|on|in|at) (?:leadership|staff|services|assessment|planning"
    r"|implementation|reviewing|court|unpaid|desistance|public|resettlement|statutory))",
    re.IGNORECASE,
)


def ratings_named(rest: str, schemes: Schemes) -> tuple[str, ...]:
    """The ratings that a question names; "good" only where it is used as a rating."""
    found: list[tuple[int, str]] = []
    for rating in schemes.schemes[0].ratings:
        for word in (rating.word, *rating.synonyms):
            plural = "s?" if word != "Good" else ""
            for m in re.finditer(rf"\b{re.escape(word)}{plural}\b", rest, re.IGNORECASE):
                if word.endswith(" rating") and _ITS_OWN.match(rest[m.end() :]):
                    continue  # "The best rating that Brighton got": whichever that is.
                plain = word.lower() in {
                    "good",
                    "outstanding",
                    "inadequate",
                    "fail",
                    "failing",
                    "failed",
                    "excellent",
                    "unacceptable",
                    "inadequately",
                }
                talk = _GOOD_TALK if m.group() == "good" else _RATING_TALK
                as_rating = bool(talk.search(rest[: m.start()])) and bool(
                    _AFTER_RATING.search(rest[m.end() :])
                )
                capital = m.group()[0].isupper() and m.start() > 0
                capital = capital or bool(_OF_RATINGS.match(rest[m.end() :]))
                capital = capital or (
                    word.lower() != "good" and bool(_PLAINLY.match(rest[m.end() :]))
                )
                if word.lower() in _FAILS:
                    capital = capital or bool(_FAILED.match(rest[m.end() :]))
                many = m.group().lower() == f"{word.lower()}s"
                if not plain or as_rating or capital or many:
                    found.append((m.start(), rating.word))
    return tuple(dict.fromkeys(word for _, word in sorted(found)))


def rated_pairs(text: str, schemes: Schemes) -> tuple[tuple[str, str], ...]:
    """Standards with a rating each, where a question has two pairs or more.

    "Good for leadership and Inadequate for planning": (leadership, Good), (planning, Inadequate).
    """
    ratings = {n.lower(): r.word for r in schemes.schemes[0].ratings for n in (r.word, *r.synonyms)}
    standards = {
        n.lower(): s.key
        for c in schemes.schemes
        if "pdu" in c.kinds
        for s in c.standards
        for n in s.names
    }
    rated = "|".join(re.escape(w) for w in sorted(ratings, key=len, reverse=True))
    named = "|".join(re.escape(w) for w in sorted(standards, key=len, reverse=True))
    pattern = rf"\b({rated})\b['’\"”]?\s+(?:ratings? )?(?:for|on|in|at)\s+(?:the )?({named})\b"
    found = [
        (standards[m[2].lower()], ratings[m[1].lower()])
        for m in re.finditer(pattern, text, re.IGNORECASE)
    ]
    return tuple(dict.fromkeys(found)) if len({s for s, _ in found}) > 1 else ()


def scheme_words(rest: str, schemes: Schemes, plan: QuestionPlan) -> dict[str, object]:
    """Standards by name and number, and key questions."""
    regional = _regional(rest, plan)
    standards: list[tuple[int, str]] = []
    taken: list[tuple[int, int]] = []
    candidates = [(name, s.key) for s in _standards(schemes, regional) for name in s.names]
    for name, key in sorted(set(candidates), key=lambda c: (-len(c[0]), c)):
        # "Delivery units" are places, not the standard that is called Delivery.
        for m in re.finditer(rf"\b{re.escape(name)}\b(?! units?\b)", rest, re.IGNORECASE):
            if not any(start < m.end() and m.start() < end for start, end in taken):
                taken.append(m.span())
                standards.append((m.start(), key))
    standards = _without_compounds(rest, standards, taken, schemes)
    key_questions: list[tuple[int, str]] = []
    for question in schemes.schemes[0].key_questions:
        cues = [question.name, *question.everyday, *(f"{cue}\\w*" for cue in question.cues)]
        for cue in cues:
            hit = re.search(rf"\b{cue}\b", rest, re.IGNORECASE)
            if hit:
                key_questions.append((hit.start(), question.key))
                break
    return {
        "standards": tuple(dict.fromkeys(key for _, key in sorted(standards))),
        "standard_numbers": tuple(dict.fromkeys(_STANDARD_NUMBER.findall(rest))),
        "key_questions": tuple(dict.fromkeys(key for _, key in sorted(key_questions))),
    }


def _without_compounds(
    rest: str,
    standards: Sequence[tuple[int, str]],
    taken: Sequence[tuple[int, int]],
    schemes: Schemes,
) -> list[tuple[int, str]]:
    """The standards without two whose short names make one term: "court staffing" is neither.

    The first of them stands there by less than its name ("court" for "court work").
    """
    whole = {s.name.lower() for c in schemes.schemes for s in c.standards}
    whole |= {s.key.replace("_", " ") for c in schemes.schemes for s in c.standards}
    keys = dict(standards)
    spans = sorted(span for span in taken if span[0] in keys)
    bound: set[int] = set()
    for (start, end), (begin, last) in itertools.pairwise(spans):
        short = rest[start:end].lower() not in whole and rest[last : last + 1] != ","
        if short and rest[end:begin] == " " and keys[start] != keys[begin]:
            bound |= {start, begin}
    return [(at, key) for at, key in standards if at not in bound]


def _regional(rest: str, plan: QuestionPlan) -> bool:
    """Whether the standards of regions are meant as well: no unit is named, and a region may be."""
    told = plan.regions or plan.national or re.search(r"\bregion", rest, re.IGNORECASE)
    return not plan.places and bool(told)


def _standards(schemes: Schemes, regional: bool) -> list[Standard]:
    """The standards a name may mean: a region's own only where a region is asked about."""
    return [
        standard
        for scheme in schemes.schemes
        if regional or "pdu" in scheme.kinds
        for standard in scheme.standards
    ]


def everyday_standards(
    rest: str, schemes: Schemes, plan: QuestionPlan | None = None
) -> tuple[str, ...]:
    """The first standard that everyday words of the question point to ("the bosses").

    A region's own standards count where the `plan` is about regions.
    """
    found: list[tuple[int, str]] = []
    for standard in _everyday_of(rest, schemes, plan):
        for word in standard.everyday:
            m = re.search(rf"\b{re.escape(word)}\b", rest, re.IGNORECASE)
            if m:
                found.append((m.start(), standard.key))
    return tuple(dict.fromkeys(key for _, key in sorted(found)))[:1]


def _everyday_of(rest: str, schemes: Schemes, plan: QuestionPlan | None) -> Sequence[Standard]:
    """The standards that everyday words may point to: a region's own where regions are meant."""
    regional = plan is not None and _regional(rest, plan)
    return _standards(schemes, True) if regional else schemes.schemes[0].standards


_JUDGED_AS = re.compile(
    r"\b(?:better|worse|best|worst|well|badly|poorly)(?P<to>[ -]|\s+(?:at|in|on|for)\s+)(?=\w)",
    re.IGNORECASE,
)
"""What leads from a judgement to what is judged: "better leaders", "worse at planning"."""


def judged_standards(
    rest: str, schemes: Schemes, plan: QuestionPlan | None = None
) -> tuple[str, ...]:
    """The standard whose everyday word a judgement is or stands right before ("better run")."""
    for judged in _JUDGED_AS.finditer(rest):
        for told in (rest[judged.start() :], rest[judged.end() :]):
            for standard in _everyday_of(told, schemes, plan):
                words = "|".join(re.escape(w) for w in standard.everyday)
                if words and re.match(rf"(?:{words})\b", told, re.IGNORECASE):
                    return (standard.key,)
    return ()


def everyday_stems(rest: str, schemes: Schemes, standards: Sequence[str]) -> frozenset[str]:
    """Stems of the everyday words by which a question names these standards."""
    meant = [s for s in _standards(schemes, True) if s.key in standards]
    if any(_stands(name, rest) for s in meant for name in s.names):
        return frozenset()  # Named outright: what else is said is a subject ("staff sickness").
    said = [word for s in meant for word in s.everyday if _stands(word, rest)]
    return content_stems(" ".join(said))


def _stands(phrase: str, text: str) -> bool:
    return bool(re.search(rf"\b{re.escape(phrase)}\b", text, re.IGNORECASE))


def case_standards(rest: str, schemes: Schemes) -> tuple[str, ...]:
    """Standards with key questions that everyday words point to ("delivering the sentence")."""
    asked = {s for scheme in schemes.schemes for q in scheme.key_questions for s in q.wordings}
    asked |= {q.standard for scheme in schemes.schemes for q in scheme.other_questions}
    found: dict[str, None] = {}
    for scheme in schemes.schemes:
        for standard in scheme.standards:
            words = [w for w in standard.everyday if standard.key in asked]
            if any(re.search(rf"\b{re.escape(w)}\b", rest, re.IGNORECASE) for w in words):
                found[standard.key] = None
    return tuple(found)[:1]


def subject_stems(rest: str, schemes: Schemes, plan: QuestionPlan | None = None) -> frozenset[str]:
    """Stems of the words that are neither table words nor names of standards and ratings.

    `plan` tells whether a region's own standards are meant: else "unpaid work" is a subject.
    """
    table = (
        "rated rating ratings score scored scores scoring composite overall highest lowest best "
        "worst top bottom average mean median range rank ranked list pdus units unit regions "
        "region inspections inspected published year month count number points performing "
        "performed standard standards order table league total annual library out and grade "
        "graded mark marks got receive received award awarded given publication fieldwork newest "
        "latest current recent national nationally question key judged percentage per cent "
        "delivery probation date names altogether whose came come out issued released fare fared "
        "january "
        "february March April May June July August September October November December"
    )
    known = {stem(w) for w in table.lower().split()}
    regional = plan is None or _regional(rest, plan)
    for standard in _standards(schemes, regional):
        known |= {stem(w) for name in standard.names for w in name.lower().split()}
    for scheme in schemes.schemes:
        known |= {
            stem(w)
            for r in scheme.ratings
            for name in (r.word, *r.synonyms)
            for w in name.lower().split()
        }
    return frozenset(
        s
        for s in content_stems(rest)
        if s not in known and not s[0].isdigit() and intents.number_of(s) is None
    )


def vocabulary(schemes: Schemes) -> frozenset[str]:
    """The words of the schemes and of the field, in lower case: what questions may be made of."""
    texts = [w for t in schemes.terms.everyday for w in (*t.everyday, *t.terms)]
    texts += [w for a in schemes.terms.abbreviations for w in (a.short, a.long, *a.also)]
    for scheme in schemes.schemes:
        texts += [w for r in scheme.ratings for w in (r.word, *r.synonyms)]
        texts += [w for s in scheme.standards for w in (*s.names, *s.everyday)]
        texts += [w for q in scheme.key_questions for w in (q.name, *q.everyday)]
    return frozenset(w.lower for text in texts for w in words(text))


def questioned(schemes: Schemes) -> frozenset[str]:
    """Keys of the standards that rest on questions with percentages."""
    shared = {s for scheme in schemes.schemes for q in scheme.key_questions for s in q.wordings}
    regional = {s.key for c in schemes.schemes if "region" in c.kinds for s in c.standards}
    own = {s.key for c in schemes.schemes if "pdu" in c.kinds for s in c.standards}
    other = {q.standard for s in schemes.schemes for q in s.other_questions}
    return frozenset(shared | other | (regional - own))


def asked_by_key(schemes: Schemes) -> frozenset[str]:
    """Keys of the standards that rest on the shared key questions."""
    return frozenset(s for c in schemes.schemes for q in c.key_questions for s in q.wordings)


def own_wordings(schemes: Schemes, standards: Sequence[str]) -> frozenset[str]:
    """Stems of the questions that these standards have of their own, and of everyday words."""
    texts: list[str] = []
    for scheme in schemes.schemes:
        texts += [q.wording for q in scheme.other_questions if q.standard in standards]
        texts += [
            w for s in scheme.standards if s.key in standards for w in (*s.everyday, *s.aspiration)
        ]
    return frozenset(s for text in texts for s in content_stems(text))


def wordings(schemes: Schemes, standards: Sequence[str]) -> frozenset[str]:
    """Stems of the key questions as printed and as people say them, for these standards or all."""
    texts: list[str] = []
    for scheme in schemes.schemes:
        for question in scheme.key_questions:
            texts += [question.name, *question.cues, *question.everyday]
            texts += [w for s, w in question.wordings.items() if not standards or s in standards]
        texts += [q.wording for q in scheme.other_questions if q.standard in standards]
        texts += [
            w for s in scheme.standards if s.key in standards for w in (*s.everyday, *s.aspiration)
        ]
    return frozenset(s for text in texts for s in content_stems(text))
