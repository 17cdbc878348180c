"""The process that reads files for another: `python -m ingest.readers.child PARENT`.

It takes requests from its standard input and goes when that ends, so that no parent that was killed
leaves it behind.
"""

import contextlib
import ctypes
import faulthandler
import importlib
import logging
import os
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ingest.errors import UnreadableFile
from ingest.models import Report
from ingest.readers.worker import Reply, read_frame, write_frame

_SPARE_SECONDS = 5
"""Of processor time beyond the limit: the parent, which watches the clock, is to be first."""
_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of Linux."""


def main(parent: int) -> None:
    """Read what is asked for until there is no more."""
    requests, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # What libraries print goes to where errors go, and not between the replies.
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to heed
    faulthandler.enable()
    logging.basicConfig(level=logging.ERROR)
    _die_with(parent)
    told = read_frame(requests)
    if told is None:
        return
    name, limits = told
    module, function = name.split(":")
    reader = getattr(importlib.import_module(module), function)
    _limit_memory(limits["memory_mb"] * 1_000_000)
    write_frame(replies, "ready")
    asked: queue.SimpleQueue[Path] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(requests, asked), daemon=True).start()
    while True:
        path = asked.get()
        _limit_time(limits["seconds"])
        write_frame(replies, _reply(reader, path, limits))


def _receive(requests: Any, asked: "queue.SimpleQueue[Path]") -> None:
    """Take requests while a file is being read: their end is the end of this process."""
    while (path := read_frame(requests)) is not None:
        asked.put(path)
    os._exit(0)


def _reply(reader: Callable[..., Report], path: Path, limits: dict[str, Any]) -> Reply:
    try:
        report = reader(path, max_bytes=limits["bytes"], max_pages=limits["pages"])
        return Reply("read", report=report)
    except MemoryError:
        return Reply("memory")
    except UnreadableFile as error:
        # A reader that takes whatever went wrong for damage takes want of memory for it, too.
        return Reply("memory" if _wants_memory(error) else "refused", error.reason)
    except Exception:
        return Reply("failed", traceback.format_exc())


def _wants_memory(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, MemoryError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _die_with(parent: int) -> None:
    """Have the system kill this process when the parent dies, where it can."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(0)


def _limit_memory(size: int) -> None:
    """Let no more than `size` bytes be asked for beyond what there is, where that can be said.

    Python then raises MemoryError, and this process lives on; elsewhere the parent watches.
    """
    if sys.platform == "win32":
        return
    import resource

    import psutil

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = psutil.Process().memory_info().vms + size
    if hard == resource.RLIM_INFINITY or wanted < hard:
        with contextlib.suppress(OSError, ValueError):  # macOS takes no such limit
            resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))


def _limit_time(seconds: float) -> None:
    """Let the system end this process should the parent be gone and a library never return."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + _SPARE_SECONDS
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    if hard == resource.RLIM_INFINITY or soft < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


if __name__ == "__main__":
    main(int(sys.argv[1]))
