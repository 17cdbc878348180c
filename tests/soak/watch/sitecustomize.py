"""Tells from outside what a `reports` command is at: Python imports this by itself on starting.

It only looks: a thread writes the phase of the main thread into the file SOAK_PHASE, and a process
that is killed leaves there what it was at. Our own code is as it always is.
"""

import os
import sys
import threading
import time

_PHASES = (
    ("/index/stores/indexes.py", ("_sweep",), "sweeping"),
    ("/index/stores/lexical.py", ("build_lexical",), "lexical index"),
    ("/index/stores/vectors.py", ("_connect",), "indexing"),
    ("/index/stores/vectors.py", ("build_vectors",), "vector index"),
    ("/index/stores/indexes.py", ("_build", "follow"), "indexing"),
    ("/index/stores/intake.py", ("_write", "_write_source", "remove"), "writing"),
    ("/index/stores/chunking.py", ("embed_chunks",), "embedding"),
    ("/index/stores/intake.py", (), "deciding"),
    ("/app/ingestion.py", ("reports",), "reading"),
    ("/index/stores/rereading.py", (), "reading"),
    ("/app/commands/", (), "opening"),
)
"""Innermost first: where a function of this name is at work, this is the phase."""
_EVERY = 0.002
"""Seconds between two looks."""


def _phase(main: int) -> str:
    frame = sys._current_frames().get(main)
    while frame is not None:
        code = frame.f_code
        for place, names, phase in _PHASES:
            if place in code.co_filename and (not names or code.co_name in names):
                return phase
        frame = frame.f_back
    return "starting"


def _watch(path: str, main: int) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT)
    last = ""
    while True:
        phase = _phase(main)
        if phase != last:
            os.pwrite(file, phase.ljust(16).encode(), 0)
            last = phase
        time.sleep(_EVERY)


# Taken out of the environment, so that the processes that read files are not watched.
_path = os.environ.pop("SOAK_PHASE", "")
if _path:
    threading.Thread(target=_watch, args=(_path, threading.get_ident()), daemon=True).start()
