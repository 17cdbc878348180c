"""Where the words of reports are printed, as rows: packed, one for each report that has pages."""

import sys
import zlib
from array import array
from collections.abc import Sequence

from sqlalchemy import Connection, select

from index.stores import database as db
from ingest.models import Box, Word

_OFFSETS = "i"
_POINTS = "f"


def insert_words(connection: Connection, report_id: str, words: Sequence[Word]) -> None:
    """Write the places of a report's words; nothing for one without pages."""
    if words:
        connection.execute(db.printed.insert().values(report_id=report_id, data=pack(words)))


def read_words(connection: Connection, report_id: str) -> tuple[Word, ...]:
    """The places of a report's words in order of start; () for one without pages."""
    query = select(db.printed.c.data).where(db.printed.c.report_id == report_id)
    data: bytes | None = connection.scalar(query)
    return unpack(data) if data is not None else ()


def pack(words: Sequence[Word]) -> bytes:
    """Start, end and page of each word as int32, then its box as float32; little-endian, zlib."""
    whole: array[int] = array(_OFFSETS)
    points: array[float] = array(_POINTS)
    for start, end, box in words:
        whole.extend((start, end, box.page))
        points.extend((box.x0, box.top, box.x1, box.bottom))
    if sys.byteorder == "big":
        whole.byteswap()
        points.byteswap()
    return zlib.compress(whole.tobytes() + points.tobytes(), 6)


def unpack(data: bytes) -> tuple[Word, ...]:
    """The words that `pack` was given, their places to the precision of a float32."""
    raw = zlib.decompress(data)
    count = len(raw) // 28
    whole: array[int] = array(_OFFSETS)
    points: array[float] = array(_POINTS)
    whole.frombytes(raw[: 12 * count])
    points.frombytes(raw[12 * count :])
    if sys.byteorder == "big":
        whole.byteswap()
        points.byteswap()
    return tuple(
        Word(
            whole[3 * i],
            whole[3 * i + 1],
            Box(whole[3 * i + 2], *(round(each, 2) for each in points[4 * i : 4 * i + 4])),
        )
        for i in range(count)
    )
