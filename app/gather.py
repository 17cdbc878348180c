"""Gathering what an ingest was given: files, folders, and addresses that are fetched first."""

import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.errors import NotFetched
from app.files import Found, find_files
from app.settings import Settings
from app.terminal import say

if TYPE_CHECKING:
    from app.addresses import Network
    from app.ingestion import Reader
    from ingest.models import Report


@contextmanager
def gathered(
    arguments: Sequence[str], settings: Settings, network: "Network | None" = None
) -> Iterator[Found]:
    """The files to read; those that were fetched are there as long as the block lasts.

    An address that gives no file is noted with its reason, and the others are fetched all the same.
    """
    addresses = [each for each in arguments if _is_address(each)]
    found = find_files(Path(each) for each in arguments if not _is_address(each))
    if not addresses:
        yield found
        return
    with tempfile.TemporaryDirectory(prefix="reports-") as folder:
        files, refused = _fetched(addresses, Path(folder), settings, network)
        yield found._replace(
            files=(*found.files, *files),
            named=found.named | files.keys(),
            addresses=MappingProxyType(files),
            unfetched=tuple(refused.items()),
        )


def with_addresses(read: "Reader", found: Found) -> "Reader":
    """A reader whose reports know where they were fetched from, unless they name an address."""

    def reading(path: Path) -> "tuple[Report, bytes]":
        report, data = read(path)
        address = found.addresses.get(path)
        if address and not report.info.url:
            info = report.info.model_copy(update={"url": address})
            report = report.model_copy(update={"info": info})
        return report, data

    return reading


def _is_address(words: str) -> bool:
    return words.lower().startswith(("http://", "https://"))


def _without_password(address: str) -> str:
    """An address as it is shown and kept: what stands before its host may be secret."""
    return re.sub(r"//[^/?#]*@", "//…@", address)


def _fetched(
    addresses: Sequence[str], folder: Path, settings: Settings, network: "Network | None"
) -> tuple[dict[Path, str], dict[str, str]]:
    """The files with the addresses that they came from in the end, and the addresses refused."""
    from app.fetch import fetch

    files: dict[Path, str] = {}
    refused: dict[str, str] = {}
    for number, address in enumerate(dict.fromkeys(addresses)):
        shown = _without_password(address)
        say(f"Fetching {shown}")
        try:
            fetched = fetch(
                address,
                max_bytes=settings.fetch_bytes,
                seconds=settings.fetch_seconds,
                network=network,
            )
        except NotFetched as error:
            refused[shown] = error.reason
            continue
        # A folder each: two addresses may end alike.
        place = folder / str(number)
        place.mkdir()
        path = place / fetched.name
        path.write_bytes(fetched.data)
        files[path] = fetched.url
    return files, refused
