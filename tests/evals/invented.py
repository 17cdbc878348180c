"""Invented pairs and suites with anything in them, for property tests."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from evals.models import Pair, Suite

_CHARACTERS = st.one_of(
    st.sampled_from(
        list("ab Z09=+-@'\"|;:,#{}[]&*!%`\n\t\r\\ü–’…\u2028\x00\x85\ufeff_xD(no)\u3000＝")
    ),
    st.characters(codec="utf-8"),
)
TEXTS = st.text(_CHARACTERS, min_size=1, max_size=12)
WORDS = st.one_of(
    TEXTS,
    st.sampled_from(
        [
            "=1+1",
            "'=x",
            'a"b: c',
            "a: b; c",
            "-5",
            "(none)",
            "yes",
            "_x000D_",
            '"quoted"',
            "28%",
            "2024-10",
            " x ",
        ]
    ),
)
IDS = st.text("abcXYZ019", min_size=1, max_size=3).map(lambda text: "r" + text)
NUMBERS = st.one_of(
    st.integers(-5000, 5000).map(float), st.floats(allow_nan=False, allow_infinity=False)
)
_UNITS = st.one_of(st.none(), st.sampled_from(["percent", "cases", ""]), WORDS).filter(
    lambda unit: (unit or "").strip().lower() not in ("%", "per cent", "percentage", "pc", "pct")
)
_ENTRIES = WORDS.filter(lambda text: all(part.strip() for part in text.split("|")))
FACTS = st.fixed_dictionaries(
    {"measure": st.sampled_from(["rating", "overall_rating", "score"])},
    optional={
        "subject": st.one_of(st.none(), WORDS),
        "published": WORDS,
        "standard": st.one_of(st.none(), st.just("staffing"), WORDS),
        "value": WORDS,
        "number": NUMBERS,
        "unit": WORDS,
        "key_question": st.sampled_from(["safety", None]),
        "cell": st.sampled_from(["legible", "not_rated"]),
        "derived": st.booleans(),
    },
)
NUMBER_FIELDS = st.fixed_dictionaries(
    {"value": NUMBERS}, optional={"unit": _UNITS, "tolerance": NUMBERS.map(abs)}
)
_EVIDENCE = st.fixed_dictionaries(
    {"report": st.one_of(IDS, WORDS), "words": WORDS.filter(lambda w: w.split() != [])}
)
_ITEMS = st.fixed_dictionaries(
    {"values": st.lists(WORDS, min_size=1, max_size=3)},
    optional={
        "ordered": st.booleans(),
        "exact": st.booleans(),
        "column": st.sampled_from(["subject", "standard"]),
    },
)
_DATES = st.sampled_from(["", "2026", "2026-11", "2026-11-21"])
_FIELDS = {
    "kind": st.sampled_from(["rating", "finding", "not_in_reports", "list"]),
    "turns": st.lists(WORDS, min_size=1, max_size=3, unique=True),
}
_OPTIONAL = {
    "paraphrases": st.lists(WORDS, max_size=3, unique=True),
    "status": st.lists(st.sampled_from(["answered", "partial", "not_found"]), min_size=1),
    "needs": st.lists(st.one_of(IDS, WORDS), max_size=3),
    "places": st.lists(WORDS, max_size=3),
    "facts": st.lists(FACTS, max_size=3),
    "numbers": st.lists(NUMBER_FIELDS, max_size=3),
    "must": st.lists(_ENTRIES, max_size=3),
    "must_not": st.lists(_ENTRIES, max_size=3),
    "items": st.one_of(_ITEMS, st.just({"values": []})),
    "evidence": st.lists(st.lists(_EVIDENCE, min_size=1, max_size=3), max_size=3),
    "max_words": st.integers(1, 400),
    "tags": st.lists(WORDS, max_size=3),
    "note": st.one_of(st.just(""), WORDS),
    "draft": st.booleans(),
    "disputed": st.fixed_dictionaries(
        {"reason": WORDS}, optional={"by": st.one_of(st.just(""), WORDS), "on": _DATES}
    ),
    "confirmed": st.dictionaries(st.one_of(IDS, WORDS), WORDS, max_size=2),
}


def _distinct(fields: dict) -> bool:
    wordings = [fields["turns"][-1], *fields.get("paraphrases", ())]
    return len(wordings) == len(set(wordings))


PAIRS = st.fixed_dictionaries(_FIELDS, optional=_OPTIONAL).filter(_distinct)
"""What a pair says, but for its id."""


def _suite(name: str, description: str, limits: dict, confirmed: dict, pairs: list) -> Suite:
    numbered = [{"id": f"p-{n}", **fields} for n, fields in enumerate(pairs)]
    return Suite(
        suite=name,
        description=description,
        max_words=limits,
        confirmed=confirmed,
        pairs=[Pair.model_validate(fields) for fields in numbered],
    )


SUITES = st.builds(
    _suite,
    st.sampled_from(["small", "other.2", "on"]),
    st.one_of(st.just(""), WORDS),
    st.dictionaries(st.sampled_from(["rating", "finding"]), st.integers(1, 99), max_size=2),
    st.dictionaries(IDS, WORDS, max_size=2),
    st.lists(PAIRS, min_size=1, max_size=3),
)

UNHURRIED = settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
"""For tests with whole suites: making one takes as long as testing it, on a busy machine longer."""
