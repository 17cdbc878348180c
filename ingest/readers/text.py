"""Text files: bytes to the decoded text that every span points into, and source text to words."""

import html
import re
from pathlib import Path
from typing import NamedTuple

from ingest.errors import UnreadableFile

VERSION = "text-3"
MAX_BYTES = 20_000_000
"""A published report as text has under 100,000 bytes; far beyond that it is something else."""

_SIGNATURES = (
    (b"%PDF-", "is a PDF, not a text file"),
    (b"PK\x03\x04", "is a Word document or another zip archive, not a text file"),
    (b"\xd0\xcf\x11\xe0", "is an old Word or Excel document, not a text file"),
    (b"\x89PNG", "is a picture, not a text file"),
    (b"\xff\xd8\xff", "is a picture, not a text file"),
    (b"GIF8", "is a picture, not a text file"),
    (b"\x1f\x8b", "is a compressed archive, not a text file"),
)
_WIDE = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_CONTROL_SHARE = 0.002
"""Of all characters: a stray form feed or escape is forgiven, a binary is far above."""

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SUP_RUN = f"[{SUPERSCRIPTS}]+(?:[,⁻˒ ]{{0,2}}[{SUPERSCRIPTS}]+)*"

_REFERENCE = re.compile(
    rf"<sup>\s*(\d{{1,3}})\s*</sup>|\[\^(\d{{1,3}})\](?!:)|\$\^\{{?(\d{{1,3}})\}}?\$"
    rf"|([{SUPERSCRIPTS}]+)"
)

_MARKUP = re.compile(
    "|".join(
        (
            r"(?P<latex>\$\\(?:underline|textbf|textit|text)\{(?:\\text\{)?|\}{1,2}\$)",
            r"(?P<sup><sup>\s*[\d,*†‡ ]{1,9}</sup>|\[\^\d{1,3}\]:?|\$\^\{?\d{1,3}\}?\$)",
            r"(?P<break><br\s*/?>)",
            r"(?P<cell></t[dh]>\s*<t[dh](?:\s[^<>]{0,200})?>)",
            r"(?P<tag></?(?:b|i|u|s|a|em|strong|sup|sub|span|p|div|mark|small|font|center|img"
            r"|h[1-6]|ul|ol|li|table|thead|tbody|t[rdh])(?:\s[^<>]{0,300})?/?>)",
            r"(?P<image>!\[[^\]\n]{0,200}\]\([^()\s]{0,500}\))",
            r"(?P<link>\[(?=(?:\\.|[^\]\\\n]|\n(?!\n)){0,300}\]\([^()\s]{0,500}\)))",
            r"(?P<target>(?<=[^\\])\]\([^()\s]{0,500}\))",
            r"(?P<escape>\\(?=[()\[\]_#+\-.!$|<>~`{}&]))",
            r"(?P<entity>&(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});)",
            r"(?P<mark>\\?\*+|•|[\ufeff\u200b\u200c\u200d\u2060\u00ad])",
            rf"(?P<digits>{_SUP_RUN})",
            r"(?P<under>(?<!\w)_{1,2}(?=[^\W_])|(?<=[^\s_])_{1,2}(?!\w))",
            r"(?P<pipe>(?<=\s)\||\|(?=\s)|^\||\|$)",
        )
    ),
    re.MULTILINE,
)
_SPACE = re.compile(r"\s+")
_DRAWN = re.compile(r"!\[\]\(rating:([^()\s]*)\)")
_SPECIAL = frozenset("$<>[]()^\\&*_|!{}#`")
"""Characters that markup is made of."""
_NO_WORDS = re.compile(rf"[•\ufeff\u200b\u200c\u200d\u2060\u00ad{SUPERSCRIPTS}]")


class Mapped(NamedTuple):
    """Visible words with the place of each character in the source."""

    text: str
    starts: list[int]
    """Offset in the source of each character of text."""
    ends: list[int]
    """Offset after it; a run of white space counts as one character."""


def read_bytes(path: Path, limit: int) -> bytes:
    """The bytes of a file. Raises UnreadableFile for one that is too large, or not there."""
    try:
        size = path.stat().st_size
        if size > limit:
            raise UnreadableFile(path, f"has {size:,} bytes; the limit is {limit:,}")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableFile(path, f"cannot be read ({reason})") from error


def as_words(name: str) -> str:
    r"""The name of a file as text that can be kept: a byte that is none of UTF-8 as `\udcff`."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def decode(data: bytes, path: Path) -> str:
    """The text that the bytes of `path` stand for; UnreadableFile when they are not text."""
    if not data:
        raise UnreadableFile(path, "is empty")
    for signature, reason in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableFile(path, reason)
    text = _decode(data, path)
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise UnreadableFile(path, "holds no text, only white space")
    if len(_CONTROL.findall(text)) > 1 + _CONTROL_SHARE * len(text):
        raise UnreadableFile(path, "is not text: it holds binary data")
    return text


def _decode(data: bytes, path: Path) -> str:
    encoding = next((name for bom, name in _WIDE if data.startswith(bom)), None)
    if encoding is None and b"\x00" in data:
        encoding = _wide_without_bom(data)
        if encoding is None:
            raise UnreadableFile(path, "is not text: it holds binary data")
    if encoding is not None:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            raise UnreadableFile(path, f"is not valid {encoding.upper()} text") from error
    # Windows-1252 before Latin-1: Word's curly quotes and dashes stand where Latin-1 has controls.
    for name in ("utf-8", "cp1252"):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _wide_without_bom(data: bytes) -> str | None:
    """UTF-16 of mostly Western text has a zero in nearly every other byte, UTF-32 three of four."""
    sample = data[:4000]
    for encoding, width, letter in (
        ("utf-32-le", 4, 0),
        ("utf-32-be", 4, 3),
        ("utf-16-le", 2, 0),
        ("utf-16-be", 2, 1),
    ):
        zeros = [
            sample[place::width].count(0) / (len(sample) // width or 1) for place in range(width)
        ]
        if zeros.pop(letter) < 0.1 and all(share > 0.8 for share in zeros):
            return encoding
    return None


def visible(raw: str) -> str:
    """The words that a reader sees: no markup or footnote marks, white space collapsed.

    A run of white space is one space, or one tab where it holds a tab or a bar between table
    cells. List marks stay: spans begin after them.
    """
    if _MARKUP.search(raw):
        raw = _MARKUP.sub(_replacement, raw)
    return _SPACE.sub(_collapse, raw).strip()


def visible_map(raw: str) -> Mapped:
    """The same words as `visible`, with the source offsets of each character."""
    chars: list[tuple[str, int, int]] = []
    position = 0
    for match in _MARKUP.finditer(raw):
        chars.extend((raw[i], i, i + 1) for i in range(position, match.start()))
        replacement = _replacement(match)
        chars.extend((char, match.start(), match.end()) for char in replacement)
        position = match.end()
    chars.extend((raw[i], i, i + 1) for i in range(position, len(raw)))
    return _collapse_chars(chars)


def escaped(words: str) -> list[str]:
    """For each character of words what to write in its place, so that `visible` gives them back.

    Joined it is source text without markup. Superscript digits, bullets in mid-line and invisible
    characters are left: they are no words in any notation.
    """
    out = list(words)
    for match in _MARKUP.finditer(words):
        if match.lastgroup != "digits":
            _as_entities(out, match.start(), match.end())
    if visible("".join(out)) != _SPACE.sub(_collapse, _NO_WORDS.sub("", words)).strip():
        _as_entities(out, 0, len(out))
    return out


def drawn_rating(raw: str) -> str:
    """The rating that source text holds as a colour: `![](rating:Good)`; "" where it holds none."""
    found = _DRAWN.search(raw)
    return found[1].replace("-", " ") if found else ""


def _as_entities(chars: list[str], start: int, end: int) -> None:
    for i in range(start, end):
        if chars[i] in _SPECIAL:
            chars[i] = f"&#{ord(chars[i])};"


def references(raw: str) -> tuple[int, ...]:
    """Numbers of the footnotes that source text points to, in order."""
    found = []
    for match in _REFERENCE.finditer(raw):
        digits = match[1] or match[2] or match[3]
        if digits is None:
            digits = "".join(str(SUPERSCRIPTS.index(char)) for char in match[4])
        found.append(int(digits))
    return tuple(found)


def _replacement(match: re.Match[str]) -> str:
    kind = match.lastgroup
    if kind == "entity":
        return html.unescape(match[0])
    if kind == "break":
        return " "
    if kind == "image":
        return _image_words(match[0])
    return "\t" if kind in ("pipe", "cell") else ""


def _image_words(image: str) -> str:
    """What a picture says in its place: "Inadequate" is a word, "img-0.png" is not."""
    words = image[2 : image.rindex("](")]
    return "" if re.search(r"\.\w{3,4}$|^(?:image|img|picture)\b", words, re.IGNORECASE) else words


def _collapse(match: re.Match[str]) -> str:
    return "\t" if "\t" in match[0] else " "


def _collapse_chars(chars: list[tuple[str, int, int]]) -> Mapped:
    out: list[tuple[str, int, int]] = []
    i = 0
    while i < len(chars):
        if not chars[i][0].isspace():
            out.append(chars[i])
            i += 1
            continue
        j = i
        while j < len(chars) and chars[j][0].isspace():
            j += 1
        run = "".join(char for char, _, _ in chars[i:j])
        if out and j < len(chars):
            out.append(("\t" if "\t" in run else " ", chars[i][1], chars[j - 1][2]))
        i = j
    return Mapped("".join(c for c, _, _ in out), [s for _, s, _ in out], [e for _, _, e in out])
