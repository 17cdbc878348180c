"""A conversation in Word: its endnotes are those of its sources, and nothing of it is markup."""

import zipfile
from io import BytesIO
from xml.etree import ElementTree

import docx
import pytest

from app.briefing.talk import Origin, render_talk
from index.models import Answer, Citation, Statement
from index.stores.saved import Said
from tests.app.conftest import HOSTILE, make_report

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "## Heading\n\n- One **bold** point [2]\n    - alike [1]\n\n1. first\n2. second\n"
ORIGIN = Origin(publishers={}, fingerprint="f" * 64, version="1.2")


def words(element: ElementTree.Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def cited(answer: Answer, *changes: dict[str, object]) -> list[Citation]:
    return [answer.citations[0].model_copy(update=change) for change in changes]


@pytest.fixture
def turns(answer: Answer) -> list[Said]:
    """Two answers; the second cites a place of the first, a place of its own, and has a list."""
    again, new = cited(answer, {"id": 1}, {"id": 2, "quote": "Another place.", "start": 9})
    second = answer.model_copy(
        update={
            "question": "And then?",
            "text": TEXT,
            "citations": (again, new),
            "facts": (),
        }
    )
    failed = Said(question=f"Why? {HOSTILE}", error="Nothing could be read.", filtered="Westmere")
    return [
        Said(question=answer.question, answer=answer),
        Said(question="2", answer=second),
        failed,
    ]


def opened(data: bytes, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert package.testzip() is None
        return ElementTree.fromstring(package.read(name))


def test_every_place_is_one_endnote_in_the_order_of_the_text(turns: list[Said]) -> None:
    data = render_talk(turns, ORIGIN)
    body, notes = opened(data, "word/document.xml"), opened(data, "word/endnotes.xml")
    given = [int(e.get(f"{W}id") or 0) for e in body.iter(f"{W}endnoteReference")]
    kept = [int(e.get(f"{W}id") or 0) for e in notes.iter(f"{W}endnote")]
    assert given == list(range(1, len(given) + 1))
    assert [number for number in kept if number > 0] == given
    assert "Another place." in words(notes)
    fields = [e.text or "" for e in body.iter(f"{W}instrText")]
    assert any("NOTEREF _Note1 " in field for field in fields)


def test_questions_answers_and_errors_stand_in_their_order(turns: list[Said]) -> None:
    document = docx.Document(BytesIO(render_talk(turns, ORIGIN, "Staffing in the north")))
    lines = [(p.style.name, p.text) for p in document.paragraphs]
    heads = [text for style, text in lines if style == "Heading 1"]
    assert heads[:2] == [turns[0].question, "2"]
    assert heads[-1] == "About these answers"
    assert ("Title", "Staffing in the north") in lines
    assert ("Heading 2", "Heading") in lines
    assert ("Numbered Line", "1.\tfirst") in lines
    assert ("Legend", "Answered only from Westmere") in lines
    assert any(text == "Nothing could be read." for _, text in lines)


def test_words_of_reports_and_people_are_text(turns: list[Said]) -> None:
    data = render_talk(turns, ORIGIN)
    assert HOSTILE in words(opened(data, "word/document.xml"))
    assert render_talk(turns, ORIGIN) == data


def test_what_rests_on_a_digest_says_so_above_and_in_its_note(answer: Answer) -> None:
    info = make_report("Melbury", "2024-07", "digest").info
    (ours,) = cited(answer, {"report": info, "id": 1})
    statement = Statement(text="It said.", citations=(1,), kind="fact")
    one = answer.model_copy(
        update={
            "text": "It said. [1]",
            "citations": (ours,),
            "facts": (),
            "statements": (statement,),
        }
    )
    data = render_talk([Said(question="What?", answer=one)], ORIGIN)
    assert "our words, not the Inspectorate’s" in words(opened(data, "word/document.xml"))
    assert "our digest, not the Inspectorate’s words" in words(opened(data, "word/endnotes.xml"))
