"""The package of a Word file: its parts, unpacked within limits; nothing outside is fetched."""

import io
import posixpath
import zipfile
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from ingest.errors import UnreadableFile
from ingest.readers.word_xml import Element, attribute, children, name

_MEND = "open it in Word, save it again as .docx and try again"
_OPEN = "opendocument"


class Limits(NamedTuple):
    """How much of an archive is unpacked."""

    unpacked: int = 200_000_000
    """Bytes that all parts declare together."""
    part: int = 64_000_000
    """Bytes of one part that is read; the words of 5,000 pages have some 50,000,000."""
    ratio: int = 1_000
    """Unpacked to packed bytes of a large part: deflate reaches it with nothing but one letter."""
    tags: int = 3_000_000
    """Opening and closing tags of one part: a page of a report has some 500."""
    parts: int = 10_000
    """Files in the archive: a report with a picture on each page has under 2,000."""


class Related(NamedTuple):
    """Another part of the package that a part points to."""

    id: str
    kind: str
    """The last word of its type: "styles", "footnotes", "image"."""
    target: str
    """Name of the part in the archive."""


class Package:
    """The parts of a Word file by name."""

    def __init__(self, data: bytes, path: Path, limits: Limits | None = None) -> None:
        """Raises UnreadableFile for what is no Word file, is damaged or would unpack too far."""
        self.path = path
        self._limits = limits or Limits()
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except Exception as error:
            # zipfile lets whatever went wrong through: BadZipFile, struct.error, ValueError, …
            raise UnreadableFile(path, _no_archive(data)) from error
        self._weigh(len(data))
        self._names = {each.filename.lower(): each.filename for each in self._archive.infolist()}
        self.main = self._main_part()
        self._related = self.related(self.main)

    def _weigh(self, size: int) -> None:
        parts = self._archive.infolist()
        if len(parts) > self._limits.parts:
            raise UnreadableFile(
                self.path, f"holds more than {self._limits.parts:,} files; that is no report"
            )
        unpacked = sum(each.file_size for each in parts)
        if unpacked > self._limits.unpacked:
            raise UnreadableFile(
                self.path,
                f"would unpack to {unpacked:,} bytes; the limit is {self._limits.unpacked:,}. "
                f"If it is a real report with large pictures, save it as PDF and try that",
            )
        for each in parts:
            if each.flag_bits & 1:
                raise UnreadableFile(
                    self.path, "is protected by a password; save it without one and try again"
                )
        large = [each for each in parts if each.file_size > 1_000_000]
        if unpacked > self._limits.ratio * size or any(
            each.file_size > self._limits.ratio * each.compress_size for each in large
        ):
            raise UnreadableFile(
                self.path, "unpacks to a thousand times its size, as no report does"
            )

    def related(self, part: str) -> tuple[Related, ...]:
        """What a part points to inside the package."""
        folder, file = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        out = []
        for each in children(root, "rel:Relationship"):
            target = attribute(each, "Target") or ""
            if (attribute(each, "TargetMode") or "").lower() == "external" or not target:
                continue
            whole = posixpath.normpath(posixpath.join("/", folder, unquote(target)))
            kind = (attribute(each, "Type") or "").rpartition("/")[2]
            out.append(Related(attribute(each, "Id") or "", kind, whole.lstrip("/")))
        return tuple(out)

    def _main_part(self) -> str:
        told = [each.target for each in self.related("") if each.kind == "officeDocument"]
        for part in (*told, "word/document.xml"):
            root = self.xml(part)
            if root is not None and name(root) == "w:document":
                return part
        if "mimetype" in self._names and _OPEN.encode() in self._bytes(self._names["mimetype"]):
            raise UnreadableFile(
                self.path, "is an OpenDocument file (.odt); save it as .docx or PDF and try again"
            )
        raise UnreadableFile(
            self.path, f"holds no Word document: its main part is missing or another kind; {_MEND}"
        )

    def document(self) -> Element:
        """The part with the words."""
        return self.xml(self.main)

    def beside(self, kind: str) -> Element | None:
        """The part of a kind ("styles", "footnotes") that the document points to; None without."""
        target = next((each.target for each in self._related if each.kind == kind), None)
        return self.xml(target) if target is not None else None

    def title(self) -> str:
        """The title among the properties of the file; "" where it has none."""
        for each in self.related(""):
            if each.kind == "core-properties":
                found = next(children(self.xml(each.target), "dc:title"), None)
                return " ".join((found.text or "").split()) if found is not None else ""
        return ""

    def holds_pictures(self) -> bool:
        """True where the document points to pictures."""
        return any(each.kind == "image" for each in self._related)

    def xml(self, part: str) -> Element | None:
        """The root of a part; None where the package has none of this name."""
        stored = self._names.get(part.lower())
        if stored is None:
            return None
        content = self._bytes(stored)
        if any("<!DOCTYPE".encode(code) in content for code in ("ascii", "utf-16-le", "utf-16-be")):
            raise UnreadableFile(self.path, "declares a document type, as no Word file does")
        if content.count(b"<") > self._limits.tags:
            raise UnreadableFile(
                self.path,
                f"has more than {self._limits.tags:,} tags in its part {stored}; split it",
            )
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableFile(self.path, f"is damaged in its part {stored}; {_MEND}") from error

    def _bytes(self, stored: str) -> bytes:
        limit = self._limits.part
        try:
            with self._archive.open(stored) as part:
                content = part.read(limit + 1)
        except Exception as error:
            # zlib.error, BadZipFile, NotImplementedError, EOFError, … : the part cannot be had.
            raise UnreadableFile(
                self.path, f"is damaged or cut short in its part {stored}; {_MEND}"
            ) from error
        if len(content) > limit:
            raise UnreadableFile(
                self.path, f"has a part {stored} of more than {limit:,} bytes; split the document"
            )
        return content


def _no_archive(data: bytes) -> str:
    """Why bytes that are no archive are refused."""
    if not data:
        return "is empty"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return "is protected by a password; save it without one and try again"
        return "is an old Word document (.doc); open it in Word, save it as .docx or PDF"
    if data.startswith(b"{\\rtf"):
        return "is a rich text file (RTF); open it in Word, save it as .docx or PDF"
    if data.startswith(b"%PDF-"):
        return "is a PDF, not a Word document; rename it to end in .pdf and try again"
    if data.startswith(b"PK"):
        return f"is damaged or cut short; copy or download it again, or {_MEND}"
    return "is not a Word document, whatever its name; save it as .docx or PDF and try again"
