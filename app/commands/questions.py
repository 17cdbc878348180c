"""`reports ask`, `chat` and `batch`: questions, answered with their citations and facts."""

import json
import logging
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.commands.options import AsJson, settings_of
from app.explain import explain_json, explain_lines
from app.questions import take_question
from app.terminal import answer_lines, print_json, say, show
from app.wiring import make_assistant, opened
from index.errors import BadQuestion
from index.models import Conversation, Filters, Reply
from ingest.errors import ReportsError

if TYPE_CHECKING:
    from index.answers.assistant import Assistant

log = logging.getLogger(__name__)
EXPLAIN = "/explain"
"""What is typed in a chat to learn how the last answer came about."""

Places = Annotated[
    list[str] | None, typer.Option("--place", help="Only this place; can be given again.")
]
Reports = Annotated[
    list[str] | None, typer.Option("--report", help="Only this report, by id; can be given again.")
]


def ask(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="A question in plain English.")],
    place: Places = None,
    report: Reports = None,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Also print plan, searches, and why each sentence stands."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Answer one question, with its citations and facts."""
    settings = settings_of(context)
    asked = take_question(question, settings.question_limit)
    with opened(settings) as library:
        filters = _filters(place, report)
        reply = make_assistant(library).ask(asked, filters=filters)
    if as_json:
        print_json(reply.answer.model_dump(mode="json") | (explain_json(reply) if explain else {}))
        return
    _show(reply)
    if explain:
        _explain(reply)


def chat(
    context: typer.Context,
    place: Places = None,
    report: Reports = None,
    name: Annotated[
        str,
        typer.Option("--name", help="Keep the conversation under this name, and go on with it."),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Talk with the reports in the terminal; an empty line or `quit` ends it.

    `/explain` tells how the last answer came about.
    """
    settings = settings_of(context)
    filters = _filters(place, report)
    last: Reply | None = None
    with opened(settings) as library:
        assistant = make_assistant(library)
        conversation = library.conversation(name) if name else None
        for line in _typed():
            if line.strip().lower() == EXPLAIN:
                _explain_last(last, as_json=as_json)
                continue
            try:
                question = take_question(line, settings.question_limit)
                reply = assistant.ask(question, conversation=conversation, filters=filters)
            except BadQuestion as error:
                say(str(error))
                continue
            conversation, last = reply.conversation, reply
            if name:
                library.keep_conversation(name, conversation)
            if as_json:
                print_json(reply.answer.model_dump(mode="json"), line=True)
            else:
                _show(reply)


def batch(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE.jsonl", help='Lines {"id", "turns": […]}; - is stdin.')
    ],
) -> None:
    """Answer many questions: a line of JSON in, a line of JSON out."""
    settings = settings_of(context)
    failed = False
    with opened(settings) as library:
        assistant = make_assistant(library)
        for result in answer_lines_of(_lines(file), assistant, settings.question_limit):
            failed = failed or "error" in result
            print_json(result, line=True)
    if failed:
        raise typer.Exit(1)


def answer_lines_of(
    lines: Iterable[str], assistant: "Assistant", limit: int
) -> Iterator[dict[str, Any]]:
    """For each line the answers to its turns, or its error; a bad line does not stop the next."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        name: Any = None
        try:
            name, turns = _conversation(line, number)
            yield {"id": name, "answers": list(_answers(turns, assistant, limit))}
        except ReportsError as error:
            yield {"id": name if name is not None else _id_of(line), "error": str(error)}
        except Exception:
            # A bug of ours, told as one and kept in the log: the other lines have their answers.
            log.exception("line %d of the batch", number)
            yield {"id": name, "error": "This is a fault of the program; its log says where."}


def _answers(turns: list[str], assistant: "Assistant", limit: int) -> Iterator[dict[str, Any]]:
    conversation: Conversation | None = None
    for turn in turns:
        reply = assistant.ask(take_question(turn, limit), conversation=conversation)
        conversation = reply.conversation
        yield reply.answer.model_dump(mode="json")


def _conversation(line: str, number: int) -> tuple[Any, list[str]]:
    """Id and turns of a line; raises BadQuestion with what is wrong with it."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadQuestion(f"Line {number} is not JSON: {error}.") from error
    turns = data.get("turns") if isinstance(data, dict) else None
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns):
        raise BadQuestion(f'Line {number} is not {{"id": …, "turns": ["question", …]}}.')
    return data.get("id"), turns


def _id_of(line: str) -> Any:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return data.get("id") if isinstance(data, dict) else None


def _lines(file: Path) -> Iterator[str]:
    if str(file) == "-":
        yield from sys.stdin
        return
    try:
        with file.open(encoding="utf-8-sig", errors="replace") as lines:
            yield from lines
    except OSError as error:
        raise ReportsError(f"{file} cannot be read: {error.strerror}.") from error


def _typed() -> Iterator[str]:
    """What is typed, line by line, with a prompt where somebody can see it."""
    asking = sys.stdin.isatty()
    if asking:
        say(f"Ask about the reports; {EXPLAIN} explains an answer, an empty line ends it.")
    while True:
        try:
            line = input("> " if asking else "")
        except EOFError:
            return
        if line.strip().lower() in ("quit", "exit") or (asking and not line.strip()):
            return
        if line.strip():
            yield line


def _filters(places: list[str] | None, reports: list[str] | None) -> Filters:
    return Filters(reports=tuple(reports or ()), places=tuple(places or ()))


def _show(reply: Reply) -> None:
    for line in answer_lines(reply.answer):
        show(line)


def _explain(reply: Reply) -> None:
    """How the question was understood, what was searched, and what each statement rests on."""
    show("")
    for line in explain_lines(reply):
        show(line)


def _explain_last(reply: Reply | None, *, as_json: bool) -> None:
    if reply is None:
        say("There is no answer to explain yet. Ask something first.")
    elif as_json:
        print_json(explain_json(reply), line=True)
    else:
        _explain(reply)
