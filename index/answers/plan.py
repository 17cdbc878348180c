"""A question becomes a QuestionPlan, by rules over names, dates, the scheme's words and intents."""

import re
from collections.abc import Callable, Sequence

from index.answers import intents
from index.answers.dates import DateWords, find_dates, in_words
from index.answers.english import content_stems, stem
from index.answers.names import NameMention, Names
from index.models import Intent, Place, QuestionPlan
from ingest.schemes import Schemes, Standard

_STANDARD_NUMBER = re.compile(
    r"\b(?:standard\s+)?[A-Z]?\s?([12]\.[1-6])\b(?!\s*(?:per cent|%|days|million))"
)
_ORDINAL = re.compile(
    r"\b(?:recommendations?|number|no\.?)\s*(?:number\s*|no\.?\s*)?(\d{1,2})\b"
    r"|\b(\d{1,2})(?:st|nd|rd|th)\s+recommendation"
    r"|\b(first|second|third|fourth|fifth|sixth|last) recommendation",
    re.IGNORECASE,
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "last": -1}
_TOP = re.compile(r"\b(?:top|bottom|best|worst|first|last|highest|lowest)\s+(\w+)\b", re.IGNORECASE)
_PREAMBLE = re.compile(
    r"^\W*(?:(?:hi|hello|hey|good (?:morning|afternoon))(?: there| all)?\b[\s,!.]*|please\b[\s,]*"
    r"|ok(?:ay)?\b[\s,]*|so\b[\s,]*|and\b[\s,]*"
    r"|(?:can|could|would|will) you (?:please )?(?:kindly )?"
    r"(?:tell|show|give|find|let|explain|help|say|check)(?: out)?(?: to)?(?: me| us)?(?: know)?"
    r"(?: (?:what|if|whether) (?=\w+ \w+ (?:is|was)))?\s+"
    r"|i(?:'d| would| want| need| am| was|'m)(?: like)?"
    r"(?: to (?:know|see|find out|ask|understand)| wondering| looking (?:for|at)"
    r"| trying to find)(?: out)?(?: about)?[\s,]*|(?:do you|does anyone) know\s+"
    r"|just wondering[\s,]*|quick (?:one|question)[\s:,-]*|remind me(?: of| about)?[\s,]*"
    r"|any idea\s+)+",
    re.IGNORECASE,
)
_ACCORDING = re.compile(
    r"\b(?:according to|in|from|as per|per) (?:the|this|that|your|its|their)"
    r"(?: \d{4}| latest| last| annual| inspection| published| PDU)*"
    r" (?:report|inspection|document|annual report)s?\b(?: (?:of|for|on|into))?",
    re.IGNORECASE,
)
_RATING_TALK = re.compile(
    r"\b(?:rated|rating|ratings|grade[ds]?|judged|given|got|get|received|awarded|score[ds]?|an?"
    r"|be|as|is|was|were)\W+(?:as\W+|a\W+|an\W+|only\W+)*[‘'\"“]?$",
    re.IGNORECASE,
)
_GOOD_TALK = re.compile(
    r"\b(?:rated|rating|ratings|grade[ds]?|judged|awarded|given|got|get)\W+"
    r"(?:as\W+|a\W+|an\W+|only\W+)*[‘'\"“]?$",
    re.IGNORECASE,
)
_AFTER_RATING = re.compile(
    r"^[’'\"”]?\W*(?:rating|rated|grade|overall|for|on|in|at|judgement|or\b|and\b|$)", re.IGNORECASE
)
_PLAINLY = re.compile(
    r"\W*$|\W*(?:overall\b|(?:for|on|in|at) (?:leadership|staff|services|assessment|planning"
    r"|implementation|reviewing|court|unpaid|desistance|public|resettlement|statutory))",
    re.IGNORECASE,
)
_TAKEN = re.compile(
    r"\b(?:why|how come|how did|what made|what led|what drove|what explains?|despite|given that"
    r"|since|seeing (?:that|as)|now that|considering|although|after|congratulat\w*|so what"
    r"|knowing that|what reasons?|which strengths|what helped|what lay behind)\b"
    r"|\bs (?:outstanding|good|inadequate)\b",
    re.IGNORECASE,
)
_OVERALL = re.compile(
    r"\b(?:overall|as a whole|altogether|in total|headline|composite)\b", re.IGNORECASE
)
_GROUPS = (
    (
        "region",
        r"\b(?:by|per|each|every|for each|in each|which) regions?\b|\bbetween (?:the )?regions\b",
    ),
    ("standard", r"\b(?:by|per|each|every|for each|all|which) standards?\b"),
    ("rating", r"\b(?:by|per|each) (?:rating|grade)\b"),
)


def plan_question(
    question: str,
    standalone: str,
    names: Names,
    schemes: Schemes,
    mend: Callable[[str], tuple[str, tuple[tuple[str, str], ...]]] | None = None,
    headings: frozenset[str] = frozenset(),
) -> QuestionPlan:
    """What the question asks for; `mend` repairs misspelt words that are no names;
    `headings` holds the stems of the library's section headings."""
    text = " ".join(standalone.split())
    text = _asked(text.lower() if text.isupper() else text, names)
    text, repaired = mend(text) if mend else (text, ())
    mentions = names.find(text)
    dates = find_dates(text)
    rest = _without(
        text, [(m.start, m.end) for m in mentions if not _is_local(m)] + list(dates.spans)
    )
    national = bool(intents.NATIONAL.search(text))
    plan = QuestionPlan(
        question=question,
        standalone=text,
        intent="finding",
        **_named(mentions),
        dates=dates.dates,
        newest=dates.newest,
        earlier=dates.earlier,
        every_date=dates.every,
        national=national,
        local=tuple(m.text for m in mentions if _is_local(m)),
        overall=bool(_OVERALL.search(rest)),
        ratings=_ratings(rest, schemes),
        conditions=intents.score_conditions(rest, placed=bool(mentions)),
        corrected=(
            *((m.text, m.places[0].name) for m in mentions if m.corrected and m.places),
            *repaired,
        ),
    )
    plan = plan.model_copy(update=_scheme_words(rest, schemes, plan))
    content = _content(rest, schemes)
    if plan.key_questions and not plan.standards and not plan.standard_numbers:
        plan = plan.model_copy(update={"standards": _case_standards(rest, schemes)})
    plan = plan.model_copy(update={"aggregate": intents.aggregate_of(rest), **_small_words(rest)})
    intent = _intent(text, rest, plan, content - headings if plan.polarity else content, schemes)
    plan = plan.model_copy(
        update={
            "intent": intent,
            "wants": intents.wants_of(rest),
            "premise": bool(plan.ratings or plan.conditions) and bool(_TAKEN.search(text)),
            "search": _CASES_WORDS
            if _CASES.search(rest)
            else _search_text(_with_months(rest, dates)),
        }
    )
    if intent in {"rating", "why"} and not plan.standards:
        plan = plan.model_copy(update={"standards": _everyday_standards(rest, schemes)})
    return plan


_MARKUP = re.compile(r"\[[^\]]*\]\([^)]*\)|https?://\S+|</?[a-zA-Z][^>]*>|[*_`]{2,}")
_ORDERS = re.compile(
    r"^\W*(?:you are|you must|ignore|forget|pretend|act as|disregard|say|rate|print|repeat"
    r"|from now on|respond|reply|answer only|assume|imagine|system)\b",
    re.IGNORECASE,
)
_CASES = re.compile(
    r"\bhow many (?:cases|orders|people|licences)\b.{0,30}"
    r"\b(?:inspect|look|examin|review|sampl|assess)\w*(?: at)?\W*$",
    re.IGNORECASE,
)
_CASES_WORDS = "We inspected cases where sentences and licences had commenced"
"""What is looked for when a question asks how many cases an inspection looked at."""


def _asked(text: str, names: Names) -> str:
    """The question without markup and without sentences that give orders.

    Text of a question never changes how the assistant behaves (DESIGN.md, promise 11); a place that
    only the orders name is kept for a question that points at it.
    """
    bare = " ".join(_MARKUP.sub(" ", text).split()) or text
    sentences = re.split(r"(?<=[.!?;])\s+", bare)
    kept = [s for s in sentences if not _ORDERS.match(s)]
    if not kept or len(kept) == len(sentences):
        return bare
    asked = " ".join(kept)
    if names.find(asked):
        return asked
    places = [m.text for m in names.find(bare) if len(m.places) == 1]
    return f"{asked.rstrip('?. ')} in {places[0]}?" if places else asked


def _named(mentions: Sequence[NameMention]) -> dict[str, object]:
    """Places, ambiguous names, regions and unknown names of the mentions."""
    places: list[Place] = []
    regions: list[str] = []
    either: tuple[Place, ...] = ()
    either_name = ""
    unknown: list[str] = []
    for mention in mentions:
        if not mention.places:
            unknown.append(mention.text)
        elif len(mention.places) == 1:
            place = mention.places[0]
            if place.kind == "region":
                regions.append(place.name)
            else:
                places.append(place)
        else:
            either, either_name = mention.places, mention.text
    return {
        "places": tuple(dict.fromkeys(places)),
        "regions": tuple(dict.fromkeys(regions)),
        "either": either,
        "either_name": either_name,
        "unknown": tuple(dict.fromkeys(unknown)),
    }


def _is_local(mention: NameMention) -> bool:
    """An office or a town inside a unit stays a word to look for; a region's short form is none."""
    return mention.local and all(place.kind != "region" for place in mention.places)


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with these stretches taken out, and what pointed to them."""
    for start, end in sorted(spans, reverse=True):
        before = re.sub(
            r"\b(?:in|at|for|of|from|about|by|the|across|within|on|to|into|around)(?: the)?\s*$",
            "",
            text[:start],
        )
        after = re.sub(
            r"^(?:['’]s?(?!\w))?(?:\s+(?:PDU|probation delivery unit|probation service|report"
            r"|region)\b(?:['’]s?(?!\w))?)?",
            "",
            text[end:],
            flags=re.IGNORECASE,
        )
        text = f"{before} {after}" if before != text[:start] else f"{text[:start]} {after}"
    return " ".join(text.split())


def _ratings(rest: str, schemes: Schemes) -> tuple[str, ...]:
    """The ratings that a question names; "good" only where it is used as a rating."""
    found: list[tuple[int, str]] = []
    for rating in schemes.schemes[0].ratings:
        for word in (rating.word, *rating.synonyms):
            for m in re.finditer(rf"\b{re.escape(word)}\b", rest, re.IGNORECASE):
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
                capital = capital or (
                    word.lower() != "good" and bool(_PLAINLY.match(rest[m.end() :]))
                )
                if not plain or as_rating or capital:
                    found.append((m.start(), rating.word))
    return tuple(dict.fromkeys(word for _, word in sorted(found)))


def _scheme_words(rest: str, schemes: Schemes, plan: QuestionPlan) -> dict[str, object]:
    """Standards by name and number, and key questions."""
    regional = not plan.places and bool(plan.regions or re.search(r"\bregion", rest, re.IGNORECASE))
    standards: list[tuple[int, str]] = []
    taken: list[tuple[int, int]] = []
    candidates = [(name, s.key) for s in _standards(schemes, regional) for name in s.names]
    for name, key in sorted(set(candidates), key=lambda c: (-len(c[0]), c)):
        for m in re.finditer(rf"\b{re.escape(name)}\b", rest, re.IGNORECASE):
            if not any(start < m.end() and m.start() < end for start, end in taken):
                taken.append(m.span())
                standards.append((m.start(), key))
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


def _standards(schemes: Schemes, regional: bool) -> list[Standard]:
    """The standards a name may mean: a region's own only where a region is asked about."""
    return [
        standard
        for scheme in schemes.schemes
        if regional or "pdu" in scheme.kinds
        for standard in scheme.standards
    ]


def _everyday_standards(rest: str, schemes: Schemes) -> tuple[str, ...]:
    found: list[tuple[int, str]] = []
    for standard in schemes.schemes[0].standards:
        for word in standard.everyday:
            m = re.search(rf"\b{re.escape(word)}\b", rest, re.IGNORECASE)
            if m:
                found.append((m.start(), standard.key))
    return tuple(dict.fromkeys(key for _, key in sorted(found)))[:1]


def _case_standards(rest: str, schemes: Schemes) -> tuple[str, ...]:
    """Standards with key questions that everyday words point to ("delivering the sentence")."""
    asked = {s for scheme in schemes.schemes for q in scheme.key_questions for s in q.wordings}
    found: dict[str, None] = {}
    for scheme in schemes.schemes:
        for standard in scheme.standards:
            words = [w for w in standard.everyday if standard.key in asked]
            if any(re.search(rf"\b{re.escape(w)}\b", rest, re.IGNORECASE) for w in words):
                found[standard.key] = None
    return tuple(found)[:1]


def _content(rest: str, schemes: Schemes) -> frozenset[str]:
    """Stems of the words that are neither table words nor names of standards and ratings."""
    table = (
        "rated rating ratings score scored scores scoring composite overall highest lowest best "
        "worst top bottom average mean median range rank ranked list pdus units unit regions "
        "region inspections inspected published year month count number points performing "
        "performed standard standards order table league total annual library out and grade "
        "graded mark marks got receive received award awarded given publication fieldwork newest "
        "latest current recent national nationally question key judged percentage per cent "
        "delivery probation date names altogether whose came come out issued released january "
        "february March April May June July August September October November December"
    )
    known = {stem(w) for w in table.lower().split()}
    for scheme in schemes.schemes:
        for standard in scheme.standards:
            known |= {stem(w) for name in standard.names for w in name.lower().split()}
        known |= {
            stem(w)
            for r in scheme.ratings
            for name in (r.word, *r.synonyms)
            for w in name.lower().split()
        }
    return frozenset(
        s
        for s in content_stems(rest)
        if s not in known and not s.isdigit() and intents.number_of(s) is None
    )


def _small_words(rest: str) -> dict[str, object]:
    """Numbers of recommendations, limits of lists, depth, grouping, polarity."""
    found: dict[str, object] = {}
    ordinal = _ORDINAL.search(rest)
    if ordinal and intents.RECOMMENDATION.search(rest):
        digits = ordinal[1] or ordinal[2]
        found["ordinal"] = int(digits) if digits else _ORDINALS[ordinal[3].lower()]
    top = _TOP.search(rest)
    if top and (limit := intents.number_of(top[1])):
        found["limit"] = limit
    if intents.ONE_LINE.search(rest):
        found["depth"] = "line"
    elif intents.MORE.search(rest):
        found["depth"] = "more"
    for name, pattern in _GROUPS:
        if re.search(pattern, rest, re.IGNORECASE):
            found["group_by"] = name
            break
    strengths, improvements = intents.STRENGTHS.search(rest), intents.IMPROVEMENTS.search(rest)
    if bool(strengths) != bool(improvements):
        found["polarity"] = "strength" if strengths else "improvement"
    if intents.REGION_OF.search(rest):
        found["detail"] = "region"
    elif intents.INSPECTOR.search(rest):
        found["detail"] = "inspector"
    elif intents.WHEN.search(rest) and intents.PUBLICATION.search(rest):
        found["detail"] = "publication"
    elif intents.WHEN.search(rest) and intents.FIELDWORK.search(rest):
        found["detail"] = "fieldwork"
    return found


def _intent(
    text: str, rest: str, plan: QuestionPlan, content: frozenset[str], schemes: Schemes
) -> Intent:
    first: tuple[tuple[Intent, object], ...] = (
        ("chat", intents.GREETING.search(text)),
        ("coverage", intents.MISSING.search(text) or intents.COVERAGE.search(text)),
        (
            "declined",
            intents.CREATIVE.search(text)
            or intents.PREDICTION.search(text)
            or intents.ADVICE.search(text)
            or intents.PRIVATE.search(text),
        ),
        ("recommendation", intents.RECOMMENDATION.search(rest)),
        (
            "table",
            intents.about_table(rest, plan, content)
            and (not plan.places or _counts_inspections(rest)),
        ),
    )
    for intent, applies in first:
        if applies:
            return intent
    if plan.detail != "none":
        return "report_fact"
    if intents.METHOD.search(text) and not plan.places:
        return "finding"
    if intents.WHY.search(rest) and _about_rating(rest, plan, content):
        return "why"
    if _compares(rest, plan):
        return "comparison"
    if _key_question_asked(rest, plan, content, schemes):
        return "key_question"
    if _about_rating(rest, plan, content):
        return "score" if intents.SCORE.search(rest) and not plan.standards else "rating"
    return _about_text(rest, plan, content)


def _counts_inspections(rest: str) -> bool:
    return bool(
        intents.ASK_COUNT.search(rest) and re.search(r"\binspections\b", rest, re.IGNORECASE)
    )


def _about_text(rest: str, plan: QuestionPlan, content: frozenset[str]) -> Intent:
    """The intents that passages answer."""
    spoken = intents.STRENGTHS.sub(" ", intents.IMPROVEMENTS.sub(" ", rest))
    topical = (content & content_stems(spoken)) - {
        stem(w)
        for w in [
            "strengths",
            "weaknesses",
            "areas",
            "improvement",
            "findings",
            "main",
            "summary",
            "praise",
            "praised",
            "positives",
            "negatives",
            "criticism",
            "criticisms",
            "criticised",
            "concerns",
            "well",
            "poorly",
            "badly",
            "report",
            "overview",
            "briefly",
            "brief",
            "sentence",
            "line",
        ]
    }
    if intents.SUMMARY.search(rest) and len(topical) <= 1:
        return "summary"
    if intents.STRENGTHS.search(rest) and not topical and not intents.NUMBER.search(rest):
        return "strengths"
    if intents.IMPROVEMENTS.search(rest) and not topical and not intents.NUMBER.search(rest):
        return "improvements"
    if intents.NUMBER.search(rest) or intents.PERCENT.search(rest):
        return "figure"
    if not topical and plan.places and not plan.key_questions and not _OPENING_ASK.match(rest):
        return "summary"
    return "finding"


_OPENING_ASK = re.compile(
    r"^\W*(?:who|where|when|how|which|what (?!about|of)|whats|is|are|was|were|did|do|does|has|have"
    r"|had|can|could)\b",
    re.IGNORECASE,
)


def _compares(rest: str, plan: QuestionPlan) -> bool:
    several = (
        len(plan.places)
        + len(plan.regions)
        + (len(plan.unknown) if intents.COMPARE.search(rest) else 0)
        + (len(plan.either) if plan.either and intents.COMPARE.search(rest) else 0)
        > 1
    )
    standards = len(plan.standards) > 1 and bool(plan.places)
    return (
        several
        or bool(plan.places and plan.every_date)
        or (standards and bool(intents.COMPARE.search(rest)))
    )


def _key_question_asked(
    rest: str, plan: QuestionPlan, content: frozenset[str], schemes: Schemes
) -> bool:
    """A percentage of a standard's key question, or the key questions as such."""
    if re.search(
        r"\b(?:key questions?|(?:of )?(?:the |its |their |all )?three"
        r" (?:questions?|percentages?|scores?|figures?))\b",
        rest,
        re.IGNORECASE,
    ):
        return True
    if intents.REOFFENDING_RATE.search(rest) or not (plan.places or plan.regions or plan.either):
        return False
    measured = bool(
        intents.PERCENT.search(rest) or intents.NUMBER.search(rest) or intents.SCORE.search(rest)
    )
    if not measured or not plan.standards:
        named = re.search(
            r"\b(?:engag|complian|desist|safe|harm|public protection)", rest, re.IGNORECASE
        )
        left = content - content_stems(_NAMED) - _SUFFICIENT
        return bool(plan.key_questions and plan.places and measured and named and not left)
    if not set(plan.standards) & _questioned(schemes):
        return False
    left = content - _wordings(schemes, plan.standards) - _SUFFICIENT
    return not left if not plan.key_questions else len(left) <= 2


_NAMED = (
    "engagement engaging engage compliance desistance desist safety safe keeping risk harm "
    "public protection others"
)
_SUFFICIENT = content_stems(
    "sufficient sufficiently enough good ok okay fine satisfactory adequate acceptable judged "
    "cases case percentage standard met meeting yes people person focus early"
)


def _questioned(schemes: Schemes) -> frozenset[str]:
    """Keys of the standards that rest on questions with percentages."""
    shared = {s for scheme in schemes.schemes for q in scheme.key_questions for s in q.wordings}
    regional = {s.key for c in schemes.schemes if "region" in c.kinds for s in c.standards}
    own = {s.key for c in schemes.schemes if "pdu" in c.kinds for s in c.standards}
    other = {q.standard for s in schemes.schemes for q in s.other_questions}
    return frozenset(shared | other | (regional - own))


def _wordings(schemes: Schemes, standards: Sequence[str]) -> frozenset[str]:
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


def _about_rating(rest: str, plan: QuestionPlan, content: frozenset[str]) -> bool:
    if (
        intents.NUMBER.search(re.sub(r"\bhow (?:many|much) points\b", "", rest))
        and content
        and not intents.RATING.search(rest)
    ):
        return False
    if intents.SCORE.search(rest) and len(content) <= 3:
        return True
    if plan.standard_numbers and (plan.places or plan.regions) and not content:
        return True
    if plan.ratings or (
        intents.RATING.search(rest) and not re.search(r"\brates?\b", rest, re.IGNORECASE)
    ):
        return True
    return bool(intents.RATING_LOOSE.search(plan.standalone)) and bool(
        plan.standards or plan.standard_numbers or not content
    )


_TOPIC = 4
"""Words before the asking clause that name its subject; more tell a story."""
_CLAUSE = re.compile(r"\s[-–—]\s|[:;.!?]\s|,\s")
_ASKS = re.compile(
    r"^(?:what|who|whom|whose|when|where|which|why|how|is|are|was|were|did|do|does|has|have|had"
    r"|can|could|in what|in how|at what|of what)\b",
    re.IGNORECASE,
)


def _asking_clause(text: str) -> str:
    """The clause that asks, without a story told before it ("Doing a slide - what share…?")."""
    starts = [0, *(m.end() for m in _CLAUSE.finditer(text))]
    for start in starts[1:]:
        story = len(text[:start].split()) > _TOPIC
        if story and _ASKS.match(text[start:]) and len(content_stems(text[start:])) >= 2:
            return text[start:]
    return text


def _with_months(rest: str, dates: DateWords) -> str:
    """The question with its months put back: what happened in a month is looked for by it."""
    months = [in_words(d) for d in dates.dates if len(d) > 4]
    return f"{rest.rstrip('?. ')} {' '.join(months)}?" if months else rest


def _search_text(rest: str) -> str:
    """The question as it is looked for: without politeness and without pointing at the report."""
    text = _ACCORDING.sub(" ", _PREAMBLE.sub("", _asking_clause(rest)))
    return " ".join(text.split()).strip(" ,;") or rest
