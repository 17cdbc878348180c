"""A subject becomes a briefing: one room for each kind, and what all of them end with."""

from collections.abc import Callable

from index.answers.briefing.gather import Draft, finish
from index.answers.briefing.model import Briefing, BriefingKind, Section
from index.answers.briefing.nation import compose_nation
from index.answers.briefing.place import compose_place
from index.answers.briefing.region import compose_region
from index.answers.briefing.subject import Subject, find_subject
from index.answers.briefing.topic import compose_topic
from index.answers.compose.builder import AnswerBuilder
from index.answers.compose.request import Request
from index.answers.knowledge import Knowledge
from index.answers.notes import add_notes
from index.answers.whole import whole_sentence
from index.errors import BadSubject
from index.models import Filters

_ROOMS: dict[BriefingKind, Callable[[Request, Subject], Draft]] = {
    "place": compose_place,
    "region": compose_region,
    "nation": compose_nation,
    "topic": compose_topic,
}


def compose_briefing(knowledge: Knowledge, asked: str) -> Briefing:
    """The briefing on a subject; the same library and words give the same one, to the byte.

    Raises BadSubject, with the choices, where the subject is unknown or may be several things.
    """
    with knowledge.library.steady():
        subject = find_subject(knowledge, asked)
        build = AnswerBuilder(knowledge.info, lambda source: whole_sentence(knowledge, source))
        plan = subject.plan.model_copy(update={"corrected": subject.read_as})
        request = Request(knowledge, plan, Filters(), build)
        if subject.kind == "place" and not subject.rows:
            raise BadSubject(f"The library holds no inspection of {subject.name}.")
        draft = _ROOMS[subject.kind](request, subject)
        return _ended(request, draft)


def _ended(request: Request, draft: Draft) -> Briefing:
    """The draft with what else its sources say where they disagree, and doubts about them.

    What is looked up rather than read comes last.
    """
    build = request.build
    before = len(build.statements)
    add_notes(request)
    more = tuple(s for s in build.statements[before:] if s.citations)
    sections = draft.sections
    if more:
        also = Section(title="Where sources disagree", lines=more, part="further")
        sections = (*sections, also)
    ordered = tuple(sorted(sections, key=lambda each: each.part == "further"))
    return finish(request, draft._replace(sections=ordered), build.notes)
