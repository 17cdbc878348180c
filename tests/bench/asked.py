"""Answers conversations one by one for `tests.bench.beside`; runs on the code of any commit.

`python -P asked.py STORE FILE…` ingests the files and then reads a list of turns from each line of
its input, as JSON. It prints a line of JSON for each: first the seconds of the ingestion and where
the code stands, then for each turn its seconds, and those
in which a processor worked for it: what else the machine does counts in the former alone.
"""

import json
import sys
import time
from pathlib import Path

import index
from index.answers.assistant import Assistant
from index.stores.library import open_library
from ingest.report import read_report


def main(store: str, *files: str) -> None:
    """Answer until the input ends."""
    library = open_library(Path(store))
    start = time.perf_counter()
    library.add((read_report(Path(file)), Path(file).read_bytes()) for file in files)
    _say({"ingest": time.perf_counter() - start, "code": str(Path(index.__file__).parents[1])})
    assistant = Assistant(library)
    for line in sys.stdin:
        conversation, seconds = None, []
        for turn in json.loads(line):
            start, worked = time.perf_counter(), time.process_time()
            conversation = assistant.ask(turn, conversation=conversation).conversation
            seconds.append((time.perf_counter() - start, time.process_time() - worked))
        _say(seconds)
    library.close()


def _say(value: object) -> None:
    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
