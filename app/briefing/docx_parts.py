"""Raw parts of a Word file that python-docx has no words for: endnotes, fields, table marks."""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape as xml_escape

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from app.briefing.wording import NOTES, Note

ENDNOTES = "/word/endnotes.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
_CLOSE = '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
# Word prints its separator above the first note: ours is their heading.
_SEPARATORS = (
    '<w:endnote w:type="separator" w:id="-1"><w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r>'
    f"<w:t>{NOTES}</w:t></w:r></w:p></w:endnote>"
    f'<w:endnote w:type="continuationSeparator" w:id="0"><w:p>{_CLOSE}<w:r>'
    "<w:continuationSeparator/></w:r></w:p></w:endnote>"
)
_BEFORE_COMPAT = ("w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:themeFontLang")
"""Elements of the settings that stand behind those of the endnotes, by the order of the schema."""


def add_endnotes(document: Document, notes: Iterable[Note]) -> bytes:
    """A part with one endnote for each note, tied to the document and its settings: its bytes."""
    part = Part(PackURI(ENDNOTES), _TYPE, b"", document.part.package)
    body = "".join(_endnote(part, note) for note in notes)
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<w:endnotes {nsdecls('w', 'r')}>{_SEPARATORS}{body}</w:endnotes>"
    )
    part._blob = xml.encode("utf-8")
    document.part.relate_to(part, RELATIONSHIP_TYPE.ENDNOTES)
    settings = document.settings.element
    named = element("w:endnotePr")
    named.append(element("w:numFmt", val="decimal"))
    named.extend([element("w:endnote", id="-1"), element("w:endnote", id="0")])
    behind = next((c for c in settings if c.tag in {_tag(n) for n in _BEFORE_COMPAT}), None)
    if behind is None:
        settings.append(named)
    else:
        behind.addprevious(named)
    return part.blob


def add_reference(paragraph: Paragraph, number: int) -> None:
    """The mark of a note where it is given first: Word numbers it by its place."""
    at = str(number)
    paragraph._p.append(element("w:bookmarkStart", id=at, name=f"_Note{at}"))
    run = paragraph.add_run(style="endnote reference")
    run._r.append(element("w:endnoteReference", id=at))
    paragraph._p.append(element("w:bookmarkEnd", id=at))


def add_repeat(paragraph: Paragraph, number: int) -> None:
    """The mark of a note that was given before: a field that follows its number."""
    add_field(paragraph, f" NOTEREF _Note{number} \\f \\h ", str(number), "endnote reference")


def add_field(paragraph: Paragraph, code: str, shown: str, style: str | None = None) -> None:
    """A field of our own with the text that stands until Word works it out."""
    for kind in ("begin", "code", "separate", "shown", "end"):
        run = paragraph.add_run(style=style)
        if kind == "code":
            text = element("w:instrText")
            text.set(qn("xml:space"), "preserve")
            text.text = code
            run._r.append(text)
        elif kind == "shown":
            run.text = shown
        else:
            run._r.append(element("w:fldChar", fldCharType=kind))


def add_link(paragraph: Paragraph, url: str, text: str) -> None:
    """A link to a public address."""
    related = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = element("w:hyperlink")
    link.set(qn("r:id"), related)
    run = paragraph.add_run(text, style="Hyperlink")
    link.append(run._r)
    paragraph._p.append(link)


def add_watermark(paragraph: Paragraph, words: str) -> None:
    """Words across the page, behind its text, in the header that the paragraph stands in."""
    from docx.oxml import parse_xml

    text = xml_escape(words, {'"': "&quot;"})
    style = (
        "position:absolute;margin-left:0;margin-top:0;width:520pt;height:60pt;rotation:315;"
        "z-index:-251658752;mso-position-horizontal:center;"
        "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
        "mso-position-vertical-relative:margin"
    )
    run = parse_xml(
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:o="urn:schemas-microsoft-com:office:office"><w:pict>'
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:path textpathok="t" o:connecttype="rect"/>'
        '<v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="Watermark" o:spid="_x0000_s2049" type="#_x0000_t136" alt="{text}" '
        f'style="{style}" fillcolor="#ece4f6" stroked="f">'
        f'<v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt" string="{text}"/>'
        "</v:shape></w:pict></w:r>"
    )
    paragraph._p.append(run)


def element(tag: str, /, **attributes: str) -> BaseOxmlElement:
    """An element with attributes of the same namespace: element("w:numFmt", val="decimal")."""
    made: BaseOxmlElement = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _endnote(part: Part, note: Note) -> str:
    """One endnote: its mark, the words, the place, and the public address where there is one."""
    return (
        f'<w:endnote w:id="{note.number}"><w:p><w:pPr><w:pStyle w:val="EndnoteText"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="EndnoteReference"/></w:rPr><w:endnoteRef/></w:r>'
        f"{''.join(_note_runs(part, note))}</w:p></w:endnote>"
    )


def _note_runs(part: Part, note: Note) -> Iterator[str]:
    yield _run(f" {note.quoted} — {note.where}")
    if note.url:
        related = part.relate_to(note.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        style = '<w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>'
        yield _run(" ")
        yield f'<w:hyperlink r:id="{related}">{_run(note.url, style)}</w:hyperlink>'


def _run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{xml_escape(text)}</w:t></w:r>'


def _tag(name: str) -> str:
    return str(qn(name))
