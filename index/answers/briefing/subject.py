"""What a briefing is asked to be about: a place, a region, the nation, a standard or a topic."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import process

from index.answers.briefing.model import BriefingKind
from index.answers.compose import phrases
from index.answers.compose.request import fits_dates
from index.answers.dates import in_words, month
from index.answers.english import content_stems
from index.answers.knowledge import Knowledge
from index.answers.names import NameMention
from index.answers.plan import plan_question
from index.errors import BadSubject
from index.models import Place, QuestionPlan
from index.ratings.table import Inspection

MOST_CHARACTERS = 200
"""Of a subject: a name or a few words."""
MOST_CHOICES = 40
_NATION = content_stems(
    "annual national nation nationwide report country whole service probation inspectorate"
)
_ALIKE = 75
"""Least likeness (0 to 100) of a name that is offered for one that is not known."""
_ASKED = "What do the reports say about {topic}?"
"""How a topic is put to the search, which knows questions."""


class Subject(NamedTuple):
    """What a briefing is about, as the library spells it."""

    kind: BriefingKind
    name: str
    plan: QuestionPlan
    """What is searched for, of a topic; else without any words."""
    place: Place | None = None
    """The place or region; of a topic the place that it is narrowed to."""
    rows: tuple[Inspection, ...] = ()
    """The inspections of the place, newest first; those of the dates where some are named."""
    report: str = ""
    """Id of the national report, of the nation."""
    standard: str = ""
    """Key of the standard, where the topic is one."""
    dated: bool = False
    """Whether a date was named, so that a newer inspection may be known."""
    read_as: tuple[tuple[str, str], ...] = ()
    """Misspelt words and what they were taken for."""
    asked: str = ""
    """The words as they were typed."""


def find_subject(knowledge: Knowledge, asked: str) -> Subject:
    """The subject of these words.

    Raises BadSubject, with the choices, where none or several fit.
    """
    text = " ".join(asked.split())
    if not text or len(text) > MOST_CHARACTERS:
        raise BadSubject(
            f"Name one place, region, standard or topic in at most {MOST_CHARACTERS} characters."
        )
    if not knowledge.infos:
        raise BadSubject(phrases.EMPTY)
    mended, repaired = knowledge.mend(_named_by_id(knowledge, text))
    plan = _plan(knowledge, text, mended)
    read_as = (*repaired, *plan.corrected)
    found = _nation(knowledge, text, plan) or _placed(knowledge, text, plan)
    return (found or _topic(knowledge, text, mended, plan))._replace(read_as=read_as, asked=text)


def _plan(knowledge: Knowledge, typed: str, text: str) -> QuestionPlan:
    return plan_question(
        typed,
        text,
        knowledge.names,
        knowledge.schemes,
        knowledge.mend,
        knowledge.headings,
        knowledge.topical,
    )


def _named_by_id(knowledge: Knowledge, text: str) -> str:
    """The place and date of the report that a text is the id of; else the text."""
    info = knowledge.infos.get(text)
    if info is None or info.kind not in {"pdu", "region"}:
        return text
    return f"{info.subject} {info.published}"


def _nation(knowledge: Knowledge, text: str, plan: QuestionPlan) -> Subject | None:
    """The newest national report, or that of the year named, where nothing else is asked about."""
    reports = [knowledge.info(r) for r in knowledge.national_reports()]
    own = [i for i in reports if text.casefold() in {i.id.casefold(), i.title.casefold()}]
    names = {i.subject for i in reports} | {s.national for s in knowledge.schemes.schemes}
    left = content_stems(text) - _NATION - {s for n in names for s in content_stems(n)}
    bare = not {s for s in left if not s.isdigit()}
    named = plan.national or text.casefold() in {n.casefold() for n in names}
    if not own and not (bare and (named or content_stems(text) & _NATION)):
        return None
    if plan.places or plan.regions or plan.standards:
        return None
    # The report that is called 2024 is meant by that year, before one that was published in it.
    titled = [i for i in reports if any(d[:4] in i.title for d in plan.dates)]
    fitting = (
        own
        or titled
        or [i for i in reports if not plan.dates or fits_dates(knowledge, i.id, plan.dates)]
    )
    if not fitting:
        known = phrases.joined([i.title for i in reports]) if reports else "none"
        raise BadSubject(
            f"The library holds no national report that fits {text!r}; it holds {known}. "
            f"{_choices(knowledge)}"
        )
    newest = max(fitting, key=lambda i: (i.published, i.id))
    return Subject("nation", newest.subject, _plan(knowledge, "", ""), report=newest.id)


def _placed(knowledge: Knowledge, text: str, plan: QuestionPlan) -> Subject | None:
    """The one place or region that is named; None where none is, or a topic beside it."""
    places = list(plan.places)
    if plan.either and not places:
        names = [p.name for p in plan.either]
        raise BadSubject(
            f"{text!r} can mean {_either([f'“{n}”' for n in names])}. Name one of them in full, "
            f'for example `reports brief "{names[0]}" -o FILE.docx`.'
        )
    if not places:
        places = [p for r in plan.regions if (p := knowledge.names.regions.get(r))]
    if len(places) > 1:
        names = [p.name for p in places]
        raise BadSubject(
            f"{phrases.joined(names)} are several subjects: a briefing is about one. Ask for them "
            "one by one."
        )
    if not places:
        return None
    place = places[0]
    if _beside(knowledge, text, plan):
        return None
    rows = knowledge.table.of(place, plan.dates)
    if not rows and plan.dates:
        held = [month(r.date) for r in knowledge.table.of(place)]
        others = f"it holds {phrases.joined(held)}" if held else "it holds none of any date"
        raise BadSubject(f"The library holds no inspection of {place.name} of that date; {others}.")
    kind: BriefingKind = "region" if place.kind == "region" else "place"
    bare = _plan(knowledge, "", "")
    return Subject(kind, place.name, bare, place, rows, dated=bool(plan.dates))


def _topic(knowledge: Knowledge, text: str, mended: str, plan: QuestionPlan) -> Subject:
    """A standard, or a subject that the reports write about. Raises BadSubject for any other."""
    if plan.unknown:
        raise BadSubject(unknown_subject(knowledge, phrases.joined(plan.unknown)))
    standard = _standard(knowledge, text, plan)
    terms = [mended, *knowledge.expand(mended.lower())]
    if not standard and not any(knowledge.knows(s) for t in terms for s in content_stems(t)):
        raise BadSubject(unknown_subject(knowledge, text))
    name = _standard_name(knowledge, standard) if standard else _bare(knowledge, mended)
    places = [*plan.places, *(p for r in plan.regions if (p := knowledge.names.regions.get(r)))]
    asked = _plan(knowledge, text, _ASKED.format(topic=name))
    # What a topic is narrowed to is chosen by its reports, not by its words.
    asked = asked.model_copy(update={"dates": (), "national": False})
    place = places[0] if places else None
    rows = knowledge.table.of(place, plan.dates) if place else ()
    return Subject("topic", name, asked, place, rows, standard=standard)


_LINKS = re.compile(
    r"^(?:in|at|of|for|on|about)\b|\b(?:in|at|of|for|on|across|within)$", re.IGNORECASE
)


def _bare(knowledge: Knowledge, text: str) -> str:
    """The topic without the place that it is narrowed to."""
    for mention in reversed(knowledge.names.find(text)):
        if mention.places:
            text = f"{text[: mention.start]} {text[mention.end :]}"
    text = " ".join(text.split()).strip(" ?.!,")
    return _LINKS.sub("", text).strip(" ,") or text


def _beside(knowledge: Knowledge, text: str, plan: QuestionPlan) -> bool:
    """Whether a topic is named beside the place."""
    if plan.standards or plan.standard_numbers or plan.key_questions:
        return True
    named = knowledge.names.find(text)
    bare = "".join(c if not _within(i, named) else " " for i, c in enumerate(text))
    known = {s for s in content_stems(bare) if not s.isdigit()}
    known -= content_stems("pdu region probation delivery unit inspection report latest newest")
    known -= content_stems(" ".join(d for p in plan.dates for d in _months(p)))
    return any(knowledge.knows(s) for s in known)


def _within(at: int, mentions: Sequence[NameMention]) -> bool:
    return any(m.start <= at < m.end for m in mentions)


def _months(iso: str) -> list[str]:
    return re.findall(r"[A-Za-z]+", in_words(iso))


def _standard(knowledge: Knowledge, text: str, plan: QuestionPlan) -> str:
    """The standard that is meant by name, or by number in the newest round that was inspected."""
    bare = " ".join(re.sub(r"[\d.]+", " ", text).split())
    for scheme in knowledge.schemes.schemes:
        for standard in scheme.standards:
            if bare.casefold() in {n.casefold() for n in standard.names}:
                return standard.key
    if len(plan.standards) > 1:
        names = [_standard_name(knowledge, s) for s in plan.standards]
        raise BadSubject(f"{text!r} names {phrases.joined(names)}: a briefing is about one.")
    if plan.standards:
        return plan.standards[0]
    rows = sorted(knowledge.table.inspections, key=lambda r: r.date, reverse=True)
    schemes = {s.name: s for s in knowledge.schemes.schemes}
    for number in plan.standard_numbers:
        for row in rows:
            own = schemes.get(row.scheme)
            if own and (key := own.standard_by_number(number)):
                return key
    return ""


def _standard_name(knowledge: Knowledge, key: str) -> str:
    name = phrases.standard_name(knowledge, "", key)
    return name[:1].upper() + name[1:]


def unknown_subject(knowledge: Knowledge, text: str) -> str:
    """What is said of words that no report speaks of, with the names that they resemble."""
    near = process.extract(text, _known(knowledge), limit=3, score_cutoff=_ALIKE)
    meant = f" Did you mean {_either([n for n, *_ in near])}?" if near else ""
    return f"The library holds nothing on {text!r}.{meant} {_choices(knowledge)}"


def _known(knowledge: Knowledge) -> list[str]:
    standards = {s.name for scheme in knowledge.schemes.schemes for s in scheme.standards}
    return sorted({i.place.name for i in knowledge.table.inspections} | standards)


def _choices(knowledge: Knowledge) -> str:
    """What a briefing can be about, in words."""
    places = sorted({i.place.name for i in knowledge.table.inspections})
    shown = f"{', '.join(places[:MOST_CHOICES])}{', …' if len(places) > MOST_CHOICES else ''}"
    standards = dict.fromkeys(
        _standard_name(knowledge, s.key)
        for scheme in knowledge.schemes.schemes
        if any(r.scheme == scheme.name for r in knowledge.table.inspections)
        for s in scheme.standards
    )
    return (
        f"A briefing can be about a place ({shown or 'none is held'}), a region, a standard "
        f"({', '.join(standards)}), “England and Wales”, or a subject that the reports write "
        "about, such as accommodation."
    )


def _either(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last
