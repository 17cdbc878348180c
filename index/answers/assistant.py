"""The steps from a question to an answer, as one list."""

import gc
import re
from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.bands import asks_bands, compose_bands
from index.answers.compose.beside_nation import asks_beside_nation, compose_beside_nation
from index.answers.compose.builder import AnswerBuilder
from index.answers.compose.comparison import compose_comparison
from index.answers.compose.findings import compose_finding
from index.answers.compose.followups import (
    compose_beside,
    compose_items,
    compose_source,
    compose_talk,
    end_of_more,
)
from index.answers.compose.key_questions import compose_key_questions
from index.answers.compose.numbers import asks_number, compose_numbers
from index.answers.compose.overviews import compose_overview
from index.answers.compose.polarity import compose_polarity
from index.answers.compose.ratings import compose_ratings, compose_scores, say_not_held
from index.answers.compose.recommendations import compose_recommendations
from index.answers.compose.request import Request
from index.answers.compose.simple import (
    ask_back,
    compose_coverage,
    compose_declined,
    compose_report_fact,
)
from index.answers.compose.spoken import compose_unheld
from index.answers.compose.summary import compose_summary
from index.answers.compose.wherever import compose_wherever
from index.answers.compose.why import compose_why
from index.answers.conversation import resolve
from index.answers.english import content_stems
from index.answers.knowledge import Knowledge
from index.answers.notes import add_notes
from index.answers.other_dates import without_other_dates
from index.answers.parts import joined_reply, parts_in, pointed
from index.answers.plan import plan_question
from index.answers.premises import correct_premises
from index.answers.question_text import CASES_WORDS, TECHNOLOGY
from index.answers.spelling import Repairs, read_as
from index.answers.suggest import suggest
from index.answers.tables.compose import compose_table
from index.answers.talk.pieces import Resolved
from index.answers.talk.remember import earlier, remember
from index.answers.talk.widening import with_subject
from index.answers.tracing import recording
from index.answers.weights import Weights
from index.answers.whole import whole_sentence
from index.errors import BadQuestion
from index.models import (
    Conversation,
    Filters,
    Place,
    QuestionPlan,
    Reply,
    State,
    Status,
    Turn,
)
from index.stores.library import Library

MAX_CHARACTERS = 2000
"""Of a question: longer texts are documents, not questions."""
KEPT_TURNS = 12
"""Turns of a conversation that are kept as state."""


_EACH_REPORT = re.compile(
    r"\b(?:each|every|all)\b.{0,20}\b(?:reports?|pdus?|places?|inspections?)\b|\breport by report\b"
    r"|\b(?:four|five|three|two|\d+) (?:pdu )?(?:reports|pdus)\b",
    re.IGNORECASE,
)


class Assistant:
    """Answers questions from one library; other weights than the data file's are for measuring."""

    def __init__(self, library: Library, weights: Weights | None = None) -> None:
        self._library = library
        self._weights = weights
        self._knowledge: Knowledge | None = None
        self._fingerprint = ""

    def ask(
        self,
        question: str,
        conversation: Conversation | None = None,
        filters: Filters | None = None,
    ) -> Reply:
        """The answer to a question, its plan, and the conversation with this turn added.

        Raises BadQuestion when there is no question or it is longer than MAX_CHARACTERS.
        """
        _check(question)
        with self._library.steady():
            return self._ask(question, conversation or Conversation(), filters)

    def _ask(self, question: str, conversation: Conversation, filters: Filters | None) -> Reply:
        knowledge = self.knowledge()
        text, repaired = knowledge.mend(question)
        parts = parts_in(text, knowledge)
        if len(parts) > 1:
            replies: list[Reply] = []
            for part in parts:
                talk = replies[-1].conversation if replies else conversation
                asked = pointed(part, replies[-1]) if replies else part
                replies.append(self._ask(asked, talk, filters))
            reply = joined_reply(question, parts, replies, read_as(repaired))
            turns = (*conversation.turns, *reply.conversation.turns[-1:])[-KEPT_TURNS:]
            talk = reply.conversation.model_copy(update={"turns": turns})
            return reply.model_copy(update={"conversation": talk})
        resolved = resolve(text, conversation, knowledge.names, knowledge.schemes)
        if _carried_in_vain(text, resolved, knowledge):
            resolved = Resolved(text, state=resolved.state)
        reply = self._reply(question, resolved, repaired, conversation, filters)
        wider = with_subject(resolved, reply.plan) if reply.answer.status == "not_found" else None
        if wider is not None:
            again = self._reply(question, wider, repaired, conversation, filters)
            reply = again if again.answer.status == "answered" else reply
        return reply

    def _reply(
        self,
        question: str,
        resolved: Resolved,
        repaired: Repairs,
        conversation: Conversation,
        filters: Filters | None,
    ) -> Reply:
        """The answer to a question whose reading is settled."""
        knowledge = self.knowledge()
        plan = _plan(question, resolved, knowledge)
        plan = plan.model_copy(update={"corrected": (*repaired, *plan.corrected)})
        build = AnswerBuilder(knowledge.info, lambda source: whole_sentence(knowledge, source))
        before = resolved.state
        skip = frozenset(before.shown) if resolved.act == "more" else frozenset()
        request = Request(knowledge, plan, filters or Filters(), build, skip)
        with recording() as record:
            status = _answer(request, resolved, before)
            add_notes(request)
            if not build.suggestions:
                suggest(request)
        answer = build.build(question, plan.standalone, status)
        state = remember(answer, plan, resolved, before, build.listed, build.passages)
        turn = Turn(question=question, standalone=plan.standalone, status=status)
        kept = (*conversation.turns, turn)[-KEPT_TURNS:]
        return Reply(
            answer=answer,
            plan=plan,
            conversation=Conversation(
                turns=kept, state=state, earlier=earlier(conversation, state)
            ),
            taken_over=before,
            account=record.account(answer, knowledge),
        )

    def knowledge(self) -> Knowledge:
        """What answering knows of the library; worked out again when the library has changed."""
        fingerprint = self._library.fingerprint()
        if self._knowledge is None or fingerprint != self._fingerprint:
            # Else the collector walks all of it every few answers, in vain: 0.1 s at 1,000 reports.
            gc.unfreeze()
            self._knowledge = Knowledge(self._library, weights=self._weights)
            self._fingerprint = fingerprint
            gc.collect()  # what was known before points to itself, and frozen it would stay
            gc.freeze()
        return self._knowledge


_NO_WORDS = 2
"""Words, none of which the library has, that make a question about nothing in it."""


def _carried_in_vain(text: str, resolved: Resolved, knowledge: Knowledge) -> bool:
    """Whether a place was only carried over to words that no report of the library has."""
    placed = any(each.startswith("the place: ") for each in resolved.carried)
    stems = content_stems(text)
    unknown = len(stems) >= _NO_WORDS and not stems & knowledge.all_stems
    if not (placed and unknown) or resolved.act != "ask" or resolved.table is not None:
        return False
    return _plan(text, Resolved(text), knowledge).intent in {"finding", "figure"}


def _check(question: str) -> None:
    if not question.strip():
        raise BadQuestion("The question is empty. Ask something about the inspection reports.")
    if len(question) > MAX_CHARACTERS:
        raise BadQuestion(
            f"The question has {len(question):,} characters; at most {MAX_CHARACTERS:,} are "
            "taken. Ask it in a sentence or two."
        )


def _plan(question: str, resolved: Resolved, knowledge: Knowledge) -> QuestionPlan:
    plan = plan_question(
        question,
        resolved.standalone,
        knowledge.names,
        knowledge.schemes,
        knowledge.mend,
        knowledge.headings,
        knowledge.topical,
    )
    update: dict[str, object] = {"carried": resolved.carried}
    if resolved.act in {"more", "line"}:
        update["depth"] = resolved.act
    if resolved.act == "chat":
        update["intent"] = "chat"
    if resolved.table is not None:
        update |= {"intent": "table", "table": resolved.table, "also_list": False}
    return without_other_dates(plan.model_copy(update=update), knowledge)


def _answer(request: Request, resolved: Resolved, before: State) -> Status:
    """What is asked for: a question answered, or something about the answer before."""
    if resolved.act == "chat":
        return compose_talk(request, before)
    if resolved.act == "source":
        return compose_source(request, before)
    if resolved.act == "beside":
        return compose_beside(request, resolved.beside)
    if resolved.act == "item":
        return compose_items(request, before, resolved.items)
    status = _compose(request)
    return (resolved.act == "more" and end_of_more(request, before)) or status


def _compose(request: Request) -> Status:
    """One form of answer, by the plan's intent; what must be settled first comes first."""
    plan, knowledge = request.plan, request.knowledge
    if plan.intent == "chat":
        return compose_talk(request, State())
    if not knowledge.infos:
        request.build.fixed(phrases.EMPTY)
        return "not_found"
    if plan.intent == "coverage":
        return compose_coverage(request)
    if plan.intent == "declined":
        return compose_declined(request)
    if asks_bands(request) and compose_bands(request):
        return "answered"
    places = _places(request)
    if overview := compose_overview(request, places):
        return overview
    asked = _ask_back(request, places)
    if asked:
        return asked
    if plan.unknown and not places:
        if plan.intent in {"finding", "figure"} and compose_unheld(request) == "answered":
            return "answered"
        for name in plan.unknown:
            request.build.fixed(phrases.NOT_HELD.format(name=name))
        return "not_found"
    if asks_number(plan) and compose_numbers(request, places):
        return "answered"
    corrected = correct_premises(request, places)
    misplaced = plan.intent == "comparison" and len(plan.places) == 1 and bool(plan.regions)
    counted = plan.intent == "table" and not places
    settled = plan.intent in {"rating", "score"} or counted or misplaced
    settled = settled or not content_stems(plan.search)
    if corrected and settled:
        return "answered"
    status = _form(request, places, corrected=corrected)
    if corrected:
        return "answered"
    return _with_unknown(request, status)


def _form(request: Request, places: Sequence[Place], *, corrected: bool) -> Status:
    plan = request.plan
    if plan.intent == "table":
        return compose_table(request)
    if plan.ratings and (plan.standards or plan.overall) and not places:
        return _of_nobody(request)
    if plan.intent == "recommendation":
        return compose_recommendations(request, places)
    if asks_beside_nation(plan) and places:
        return compose_beside_nation(request, places)
    if plan.intent == "comparison" and (
        len(places) + len(plan.unknown) > 1 or plan.every_date or len(plan.standards) > 1
    ):
        return compose_comparison(request, places)
    if plan.intent == "report_fact":
        return compose_report_fact(request, places)
    if plan.intent in {"rating", "score", "key_question", "why"} and not places:
        return _of_nobody(request)
    if plan.intent == "rating":
        return compose_ratings(request, places)
    if plan.intent == "score":
        return compose_scores(request, places)
    if plan.intent == "key_question":
        return compose_key_questions(request, places)
    if plan.intent == "why":
        return compose_why(request, places, rated=not corrected)
    if plan.intent in {"strengths", "improvements"} and places:
        return compose_polarity(
            request, places, "strength" if plan.intent == "strengths" else "improvement"
        )
    if plan.intent == "summary" and places:
        return compose_summary(request, places)
    status = compose_finding(request, places)
    if status == "not_found" and not places and _points_back(plan):
        request.build.clear()
        return _which_place(request)
    if status == "not_found" and not places and plan.search != CASES_WORDS:
        return _wherever(request)
    return status


def _wherever(request: Request) -> Status:
    """What each place's report says, where no national one does; else that nothing is said."""
    build = AnswerBuilder(request.knowledge.info)
    if compose_wherever(request._replace(build=build)) == "not_found":
        return "not_found"
    request.build.clear()
    return compose_wherever(request)


def _of_nobody(request: Request) -> Status:
    """A rating that is asked of no place in particular: the annual counts, then what texts say."""
    plan = request.plan
    if plan.intent != "why" or plan.standards or plan.ratings:
        status = compose_table(request)
        if plan.intent != "why":
            return status
        national = request._replace(plan=plan.model_copy(update={"national": True}))
        found = compose_finding(national, ())
        return "answered" if "answered" in {status, found} else status
    return compose_finding(request, ())


def _places(request: Request) -> list[Place]:
    """Whom the question is about: units named, else regions named, else what filters leave."""
    plan, names = request.plan, request.knowledge.names
    places = list(plan.places)
    if plan.intent == "comparison" and plan.either:
        places += [p for p in plan.either if p.kind == "pdu"]
    if plan.intent not in {"table"}:
        for region in plan.regions:
            belongs = any(p.region == region for p in plan.places)
            place = names.regions.get(region)
            if place and not (belongs and plan.intent != "comparison"):
                places.append(place)
    if len(plan.places) == 1 and plan.intent == "recommendation":
        places = list(plan.places)
    each = plan.detail != "none" and _EACH_REPORT.search(plan.standalone)
    if not places and (each or (plan.search == CASES_WORDS and not plan.national)):
        rows = request.knowledge.table.inspections
        held = [i.place for i in rows if i.own_report and request.inspection_allowed(i)]
        places = list(dict.fromkeys(held))
    if not places and len(request.filters.places) == 1:
        places = [p for p in names.places.values() if p.name == request.filters.places[0]]
    return places


def _ask_back(request: Request, places: Sequence[Place]) -> Status | None:
    """A question back where a name is ambiguous or a place is missing; None when neither."""
    plan = request.plan
    if plan.either and not plan.places and plan.intent not in {"table", "comparison"}:
        return _either(request)
    needs_place = plan.intent in {
        "rating",
        "score",
        "key_question",
        "why",
        "strengths",
        "improvements",
        "summary",
        "report_fact",
    }
    if (
        (needs_place or _bare_standard(plan))
        and not places
        and not plan.national
        and not plan.unknown
        and not _table_words(plan)
        and not _OF_ALL.search(plan.standalone)
    ):
        return _which_place(request)
    return None


def _bare_standard(plan: QuestionPlan) -> bool:
    """ "What about staffing?" with nothing said before: a standard, and nobody it is about."""
    words = content_stems(plan.search)
    return bool(plan.standards) and len(words) <= 1 and len(plan.standalone.split()) <= 4


def _which_place(request: Request) -> Status:
    inspected = [i.place.name for i in request.knowledge.table.inspections if i.own_report]
    return ask_back(request, phrases.WHICH_PLACE, sorted(set(inspected))[:6])


_EXISTS = re.compile(r"\b(?:(?:is|are|was|were|be|been) there|there (?:is|are|was|were))\b")
"""A "there" that points at no place."""
_OF_ALL = re.compile(
    r"\b(?:regional|programme|rounds?|cycle|methodology|framework|bands?|thematics?|bulletin|service"
    r"|single pdu|inspectorate|chief inspector|maximum|highest possible|which region)\b"
    r"|\b(?:need(?:s|ed)?|required?|must|have to|has to|takes?|enough)\b.{0,40}"
    r"\b(?:for|to (?:be|get|earn|reach|score))\b",
    re.IGNORECASE,
)
"""What is the same for every place: the method, the programme of inspections, the nation."""


def _points_back(plan: QuestionPlan) -> bool:
    """A question that points at a place nobody has named yet.

    "They" behind a subject of the question's own points at that: "home visits - are they done".
    """
    plain = TECHNOLOGY.sub("technology", plan.standalone)
    bare = f" {_EXISTS.sub(' ', plain.lower().strip('?!. '))} "
    if len(bare.split()) > _SHORT or _OWN_SUBJECT.match(bare):
        return False
    if any(f" {w} " in bare for w in ("there", "this pdu", "that pdu")):
        return True
    return any(_points(bare, found) for found in _PRONOUN.finditer(bare))


def _points(bare: str, found: re.Match[str]) -> bool:
    """Whether a pronoun stands where a place would: after "does", or with nothing named before."""
    before = bare[: found.start()]
    if _AUXILIARY.search(before) or not content_stems(before):
        return True
    return found.group() == "it" and found.end() == len(bare.rstrip())


_SHORT = 8
"""Words of a question that may leave out its place."""
_PRONOUN = re.compile(r"\b(?:it|they|their)\b")
_AUXILIARY = re.compile(
    r"\b(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should) $"
)
_OWN_SUBJECT = re.compile(
    r"^ (?:[\w'’]+ ){1,5}?(?:[-–—]|: |, )(?= ?\w)|^ (?:[\w'’]+ ){0,4}[\w'’]+[:,] "
)


def _table_words(plan: QuestionPlan) -> bool:
    lower = plan.standalone.lower()
    return any(
        w in lower.split() for w in ("pdus", "regions", "places", "anyone", "any", "anybody")
    )


def _either(request: Request) -> Status:
    """All readings answered when they are few and the table answers them; else asked."""
    plan = request.plan
    readings = [p for p in plan.either if request.knowledge.table.of(p)]
    if plan.intent in {"rating", "score"} and len(plan.either) <= 3:
        request.build.fixed(
            f"{plan.either_name} can mean {phrases.joined([_kind_words(p) for p in plan.either])}."
        )
        status = (compose_scores if plan.intent == "score" else compose_ratings)(
            request, plan.either
        )
        return "answered" if readings and status != "not_found" else "clarify"
    return ask_back(request, phrases.WHICH_PLACE, [p.name for p in plan.either])


def _kind_words(place: Place) -> str:
    return f"the {place.name} region" if place.kind == "region" else place.name


def _with_unknown(request: Request, status: Status) -> Status:
    """A named place that the library does not hold makes a full answer a partial one."""
    for name in request.plan.unknown:
        say_not_held(request, name)
    if request.plan.unknown and status == "answered":
        return "partial"
    return status
