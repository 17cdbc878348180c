"""The notes of a briefing read back from its file, to be held against the library."""

import html
import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree

from app.briefing.wording import notes, public
from index.answers.briefing.model import Briefing

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NOTE = re.compile(r"^\[\^(\d+)\]: (.*)$", re.MULTILINE)
_MARK = re.compile(r"(?<!\\)\[\^(\d+)\](?!: )")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ITEM = re.compile(r'<li id="note-(\d+)">(.*?) <a href="#mark-\d+"[^>]*>↩</a></li>', re.DOTALL)
_ANCHOR = re.compile(r'<a (?:id="mark-\d+" )?href="#note-(\d+)"')
_TAG = re.compile(r"<[^>]+>")


class Written(NamedTuple):
    """What a file has: its notes by number, and the numbers that its text points to."""

    notes: Mapping[int, str]
    marks: frozenset[int]


def read_back(data: bytes, ending: str) -> Written:
    """The notes and the marks of a file that `reports brief` wrote."""
    if ending.lower() == ".docx":
        return _word(data)
    text = data.decode("utf-8")
    return _markdown(text) if ending.lower() == ".md" else _html(text)


def differences(briefing: Briefing, written: Written) -> list[str]:
    """Where the file says something else than the briefing: a line for each note or mark."""
    wanted = {n.number: _with_link(f"{n.quoted} — {n.where}", n.url) for n in notes(briefing)}
    wrong = [
        f"note {number} of the file is {written.notes.get(number, 'missing')!r}, not {text!r}"
        for number, text in wanted.items()
        if written.notes.get(number) != text
    ]
    wrong += [f"note {n} of the file is not in the briefing" for n in written.notes.keys() - wanted]
    idle = [n for n in wanted if n not in written.marks]
    # Numbers of a row that is written as a range stand inside it; each was given before.
    return wrong + [f"nothing in the file points to note {number}" for number in idle]


def _word(data: bytes) -> Written:
    with zipfile.ZipFile(BytesIO(data)) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))
        names = package.namelist()
        part = package.read("word/endnotes.xml") if "word/endnotes.xml" in names else b"<none/>"
    found: dict[int, str] = {}
    for note in ElementTree.fromstring(part).iter(f"{_W}endnote"):
        number = int(note.get(f"{_W}id", "-1"))
        if number > 0:
            found[number] = "".join(t.text or "" for t in note.iter(f"{_W}t")).strip()
    marks = {int(m.get(f"{_W}id", "0")) for m in body.iter(f"{_W}endnoteReference")}
    return Written(found, frozenset(marks))


def _markdown(text: str) -> Written:
    plain = {int(n): _unescaped(words) for n, words in _NOTE.findall(text)}
    return Written(plain, frozenset(int(n) for n in _MARK.findall(text)))


def _html(text: str) -> Written:
    plain = {int(n): html.unescape(_TAG.sub("", words)) for n, words in _ITEM.findall(text)}
    return Written(plain, frozenset(int(n) for n in _ANCHOR.findall(text)))


def _unescaped(text: str) -> str:
    words, angle, address = text.rpartition(" <")
    if angle and address.endswith(">") and public(address[:-1]):
        return _with_link(_ESCAPED.sub(r"\1", words), address[:-1])
    return _ESCAPED.sub(r"\1", text)


def _with_link(words: str, url: str | None) -> str:
    return f"{words} {url}" if url else words
