"""Ways of spoiling a file: each takes its bytes and a source of chance, and gives other bytes."""

import copy
import io
import random
import re
import struct
import zipfile
from collections.abc import Callable, Mapping

from lxml import etree

Mutation = Callable[[bytes, random.Random], bytes]

_LARGEST = 2_000_000
"""Bytes that a spoilt file may have: small ones are what is tried."""
_NUMBERS = (b"0", b"-1", b"1", b"255", b"65536", b"2147483647", b"-2147483648", b"99999999999999")
_TOKENS = (
    b"\x00", b"\xff\xfe", b"\xef\xbf\xbe", b"\t", b"\r", b"\x0c", b"<![CDATA[", b"]]>", b"<!--",
    b"&#xD800;", b"&#0;", b"&lt;", b"<w:tbl>", b"</w:p>", b"<p>", b"<table>", b"</td>", b"<svg>",
    b"endstream", b"endobj", b" obj ", b"<<", b">>", b"(", b")", b" Tf ", b" Tm ", b" re f ",
    b"BT ", b" ET", b"[^1]:", b"| | |", b"**", b"# ", b'"', b"1e309", b"NaN", "“—”".encode(),
    "\u202e\u200b\u0301".encode(), b"%PDF-1.7", b"PK\x03\x04", b"12 out of 30 cases", b"28% of ",
)  # fmt: skip
_PART = re.compile(r"\.(?:xml|rels)$")


def flip_bits(data: bytes, chance: random.Random) -> bytes:
    """A few bits the other way round."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 3, 10, 40))):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def delete_block(data: bytes, chance: random.Random) -> bytes:
    """A piece taken out."""
    start, end = _block(data, chance)
    return data[:start] + data[end:]


def double_block(data: bytes, chance: random.Random) -> bytes:
    """A piece again and again."""
    start, end = _block(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 30)) + data[end:]


def swap_blocks(data: bytes, chance: random.Random) -> bytes:
    """Two pieces, each in the other's place."""
    (a, b), (c, d) = sorted((_block(data, chance), _block(data, chance)))
    return data if c < b else data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def cut_off(data: bytes, chance: random.Random) -> bytes:
    """The file up to somewhere, or from somewhere on."""
    place = chance.randrange(len(data))
    return data[:place] if chance.random() < 0.8 else data[place:]


def bump_number(data: bytes, chance: random.Random) -> bytes:
    """A number that is written in digits replaced: lengths, offsets, sizes, spans of cells."""
    found = list(re.finditer(rb"\d+", data))
    if not found:
        return data
    where = chance.choice(found)
    number = chance.choice((*_NUMBERS, str(int(where[0][:15]) + chance.choice((-1, 1))).encode()))
    return data[: where.start()] + number + data[where.end() :]


def bump_binary(data: bytes, chance: random.Random) -> bytes:
    """Four bytes as another number, often in the headers of an archive."""
    heads = [match.start() for match in re.finditer(rb"PK(?:\x01\x02|\x03\x04|\x05\x06)", data)]
    start = (
        chance.choice(heads) + chance.randrange(4, 42, 2) if heads else chance.randrange(len(data))
    )
    number = chance.choice((0, 1, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, chance.getrandbits(32)))
    return data[:start] + struct.pack("<I", number) + data[start + 4 :]


def insert_token(data: bytes, chance: random.Random) -> bytes:
    """A piece of some format's grammar where it does not belong."""
    out = data
    for _ in range(chance.choice((1, 2, 8))):
        place = chance.randrange(len(out) + 1)
        out = out[:place] + chance.choice(_TOKENS) * chance.choice((1, 1, 1, 200)) + out[place:]
    return out


def move_tag(data: bytes, chance: random.Random) -> bytes:
    """A tag taken out, doubled, or put elsewhere."""
    tags = list(re.finditer(rb"<[^<>]{1,300}>", data))
    if not tags:
        return data
    tag = chance.choice(tags)
    rest = data[: tag.start()] + data[tag.end() :]
    if chance.random() < 0.3:
        return rest
    place = chance.choice(tags).start() if chance.random() < 0.8 else chance.randrange(len(data))
    return data[:place] + tag[0] * chance.choice((1, 1, 2, 500)) + data[place:]


def change_value(data: bytes, chance: random.Random) -> bytes:
    """The value of an attribute replaced by that of another one, or by a number."""
    values = list(re.finditer(rb"=\s*[\"']([^\"']*)[\"']", data))
    if not values:
        return data
    value = chance.choice(values)
    new = chance.choice(_NUMBERS) if chance.random() < 0.5 else chance.choice(values)[1]
    return data[: value.start(1)] + new + data[value.end(1) :]


def edit_tree(data: bytes, chance: random.Random) -> bytes:
    """Elements of XML taken out, doubled, moved, nested or given other words; well formed still."""
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:  # spoilt before
        return data
    for _ in range(chance.choice((1, 3, 10))):
        elements = [each for each in root.iter() if isinstance(each.tag, str)]
        if len(elements) < 3:
            break
        one, other = chance.choice(elements[1:]), chance.choice(elements)
        parent = one.getparent()
        assert parent is not None  # the root is not chosen
        match chance.randrange(6):
            case 0:
                parent.remove(one)
            case 1:
                for _ in range(chance.choice((1, 2, 100))):
                    one.addnext(copy.deepcopy(one))
            case 2 if not any(above is one for above in (other, *other.iterancestors())):
                other.append(one)
            case 3:
                for _ in range(chance.choice((2, 7))):  # each time twice as deep
                    one.append(copy.deepcopy(one))
            case 4:
                one.text = chance.choice((other.text, "", "9" * 400, "12 out of 30 cases", " \t "))
            case _:
                for name in list(one.attrib)[:3]:
                    one.set(name, chance.choice((*_NUMBERS, *other.attrib.values())))
        if len(etree.tostring(root)) > _LARGEST:
            break
    return etree.tostring(root)


_PLAIN: tuple[Mutation, ...] = (
    flip_bits,
    delete_block,
    double_block,
    swap_blocks,
    cut_off,
    bump_number,
    bump_binary,
    insert_token,
)
_MARKED: tuple[Mutation, ...] = (move_tag, change_value, insert_token, bump_number, double_block)


def mutate(data: bytes, ending: str, others: Mapping[str, bytes], chance: random.Random) -> bytes:
    """A file spoilt in one to four ways, of which some know its format."""
    out = data
    for _ in range(chance.choice((1, 1, 2, 4))):
        if not out:
            break
        if chance.random() < 0.06:
            out = _spliced(out, chance.choice(list(others.values())), chance)
        elif ending in (".docx", ".xlsx") and chance.random() < 0.85:
            out = _in_a_part(out, chance)
        elif ending == ".html" and chance.random() < 0.5:
            out = chance.choice(_MARKED)(out, chance)
        else:
            out = chance.choice(_PLAIN)(out, chance)
    return out[:_LARGEST]


def _in_a_part(data: bytes, chance: random.Random) -> bytes:
    """An archive with one of its parts spoilt, lost or doubled, and built anew."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(name, archive.read(name)) for name in archive.namelist()]
    except Exception:  # spoilt before: whatever zipfile and zlib say of it
        return chance.choice(_PLAIN)(data, chance)
    marked = [i for i, (name, content) in enumerate(parts) if _PART.search(name) and content]
    if not marked:
        return data
    # The words, half of the time: they are one part of twenty.
    words = [i for i in marked if re.search(r"document|sheet1|footnotes|numbering", parts[i][0])]
    at = chance.choice(words if words and chance.random() < 0.6 else marked)
    name, content = parts[at]
    if chance.random() < 0.05:
        del parts[at]
    else:
        spoil = edit_tree if chance.random() < 0.7 else chance.choice((*_MARKED, *_PLAIN))
        parts[at] = (name, spoil(content, chance))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


def _spliced(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """The start of one file and the end of another."""
    return data[: chance.randrange(len(data))] + other[chance.randrange(len(other)) :]


def _block(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data))
    return start, min(len(data), start + chance.choice((1, 4, 16, 100, 1000, 4000)))
