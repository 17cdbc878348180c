"""The XML of Word files: elements and attributes by short names, both flavours of OOXML alike."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

Element = Any
"""An element of lxml, which has no types."""

_NAMESPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    "http://purl.oclc.org/ooxml/drawingml/picture": "pic",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://purl.oclc.org/ooxml/drawingml/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    "http://purl.oclc.org/ooxml/drawingml/diagram": "dgm",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup": "wpg",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas": "wpc",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "urn:schemas-microsoft-com:vml": "v",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
}
_OFF = frozenset({"0", "false", "off", "none"})


@lru_cache(maxsize=4096)
def _short(tag: str) -> str:
    namespace, _, local = tag[1:].rpartition("}")
    return f"{_NAMESPACES.get(namespace, '?')}:{local}"


def name(element: Element) -> str:
    """ "w:p" for a paragraph, "?:x" for an unknown namespace, "" for what is no element."""
    return _short(element.tag) if isinstance(element.tag, str) else ""


def children(element: Element | None, wanted: str = "") -> Iterator[Element]:
    """The children of a short name, or all that are elements; none of what is not there."""
    if element is not None:
        for child in element:
            short = name(child)
            if short and wanted in ("", short):
                yield child


def child(element: Element | None, path: str) -> Element | None:
    """The first element at a path of short names ("w:pPr/w:numPr"); None where there is none."""
    for step in path.split("/"):
        element = next(children(element, step), None)
        if element is None:
            return None
    return element


def descendants(element: Element | None, *wanted: str) -> Iterator[Element]:
    """All elements of these short names below an element, in order of the document."""
    if element is not None:
        for each in element.iter():
            if name(each) in wanted:
                yield each


def attribute(element: Element | None, wanted: str = "val") -> str | None:
    """The attribute of this local name, in whichever namespace it stands; None without it."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == wanted:
            return str(value)
    return None


def number(element: Element | None, wanted: str = "val") -> int | None:
    """The attribute as a whole number; None where it is none."""
    return as_number(attribute(element, wanted))


def as_number(value: str | None) -> int | None:
    """The whole number that an attribute holds ("12", "12.7"); None for anything else."""
    try:
        return int(float(value)) if value is not None and len(value) < 20 else None
    except (ValueError, OverflowError):
        return None


def switch(parent: Element | None, wanted: str) -> bool | None:
    """Whether a property is on: True for <w:b/>, False for <w:b w:val="0"/>, None without it."""
    found = child(parent, wanted)
    if found is None:
        return None
    return (attribute(found) or "1").lower() not in _OFF
