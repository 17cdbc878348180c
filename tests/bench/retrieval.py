"""Retrieval on the published reports, scored beside LlamaIndex's defaults over the same files.

    python -m tests.bench.retrieval [--reports FOLDER] [--questions FILE] [--scorer FILE]

The questions and their scorer are not part of the project: RETRIEVAL_QUESTIONS names the one,
RETRIEVAL_SCORER the other (default: score_retrieval.py beside the questions), REPORTS_DIR the
reports. Whatever is not there is said, and nothing is measured.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, zip_longest
from pathlib import Path
from typing import NamedTuple

import pytest

from index.answers.knowledge import Knowledge
from index.answers.retrieval import Choice, searches_for
from index.stores.embedding import llama_embedding
from index.stores.library import Library, open_library
from index.stores.minilm import load_encoder, weights_path
from ingest.models import Report
from ingest.report import read_report

DEPTH = 50
"""Passages ranked per question: what the scorer looks at."""
CHUNK_TOKENS, CHUNK_OVERLAP = 1024, 200
"""LlamaIndex's own defaults."""


Choose = Callable[[str], list[Choice]]
"""From a question to its searches: one, or one per place that it names."""


class Inputs(NamedTuple):
    """What is measured with; all three exist."""

    reports: Path
    questions: Path
    scorer: Path


def main(arguments: list[str] | None = None) -> int:
    """Print a line of figures per way of retrieving; 0, also when there is nothing to measure."""
    inputs = find_inputs(arguments)
    if isinstance(inputs, str):
        print(f"retrieval: skipped, {inputs}")
        return 0
    questions = json.loads(inputs.questions.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        library = open_library(Path(folder))
        library.add(read(inputs.reports))
        everywhere = rank_all(library, questions, lambda question: [Choice(question)])
        show("Library.search, no filter", score(everywhere, inputs))
        by_place = rank_all(library, questions, by_named_place(Knowledge(library)))
        show("Library.search, by place named", score(by_place, inputs))
        library.close()
    show("LlamaIndex 1024/200, vectors", score(rank_llama(inputs.reports, questions), inputs))
    return 0


def find_inputs(arguments: list[str] | None = None) -> Inputs | str:
    """What to measure with; else which part of it is missing."""
    parser = argparse.ArgumentParser(prog="tests.bench.retrieval")
    parser.add_argument("--reports", default=os.environ.get("REPORTS_DIR"))
    parser.add_argument("--questions", default=os.environ.get("RETRIEVAL_QUESTIONS"))
    parser.add_argument("--scorer", default=os.environ.get("RETRIEVAL_SCORER"))
    given = parser.parse_args(arguments)
    if not given.reports or not Path(given.reports).is_dir():
        return "REPORTS_DIR does not name a folder of published reports"
    if not given.questions or not Path(given.questions).is_file():
        return "RETRIEVAL_QUESTIONS does not name a file of questions"
    questions = Path(given.questions)
    scorer = Path(given.scorer) if given.scorer else questions.with_name("score_retrieval.py")
    if not scorer.is_file():
        return "RETRIEVAL_SCORER does not name the scorer of these questions"
    return Inputs(Path(given.reports), questions, scorer)


def read(folder: Path) -> Iterator[tuple[Report, bytes]]:
    """The reports of a folder with their bytes, in order of name."""
    for path in sorted(folder.glob("*.txt")):
        yield read_report(path), path.read_bytes()


def by_named_place(knowledge: Knowledge) -> Choose:
    """Searches as the assistant makes them: in the reports of each place that is named."""
    return lambda question: searches_for(knowledge, question)


def rank_all(library: Library, questions: Iterable[dict[str, str]], choose: Choose) -> list[str]:
    """A line of JSON per question: its passages, best first; lists of several places in turn."""
    sources = {info.id: info.source for info in library.reports()}
    lines = []
    for question in questions:
        lists = [
            library.search(c.query, reports=c.reports, also=c.also, limit=DEPTH)
            for c in choose(question["question"])
        ]
        in_turn = chain.from_iterable(zip_longest(*lists))
        ids = list(dict.fromkeys(one.passage for one in in_turn if one is not None))[:DEPTH]
        passages = [library.passage(passage) for passage in ids]
        found = [{"file": sources[p.id.rpartition("/")[0]], "text": p.text} for p in passages]
        lines.append(json.dumps({"id": question["id"], "passages": found}))
    return lines


def rank_llama(folder: Path, questions: Iterable[dict[str, str]]) -> list[str]:
    """The same from LlamaIndex: its default splitter and vector index, with the same MiniLM."""
    from llama_index.core import Document, VectorStoreIndex
    from llama_index.core.node_parser import SentenceSplitter

    path = weights_path()
    if path is None:
        return []
    documents = [
        Document(text=file.read_text(encoding="utf-8"), metadata={"file": file.name})
        for file in sorted(folder.glob("*.txt"))
    ]
    with own_sentence_data():
        index = VectorStoreIndex.from_documents(
            documents,
            embed_model=llama_embedding(load_encoder(path)),
            transformations=[
                SentenceSplitter(chunk_size=CHUNK_TOKENS, chunk_overlap=CHUNK_OVERLAP)
            ],
        )
    retriever = index.as_retriever(similarity_top_k=DEPTH)
    lines = []
    for question in questions:
        nodes = retriever.retrieve(question["question"])
        found = [{"file": n.metadata["file"], "text": n.get_content()} for n in nodes]
        lines.append(json.dumps({"id": question["id"], "passages": found}))
    return lines


@contextmanager
def own_sentence_data() -> Iterator[None]:
    """LlamaIndex's sentence data as a copy: NLTK refuses files that an installer hard-linked."""
    import llama_index.core

    packaged = Path(llama_index.core.__file__).parent / "_static" / "nltk_cache"
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        copy = shutil.copytree(packaged, Path(folder) / "nltk_cache")
        patch.setenv("NLTK_DATA", str(copy))
        yield


def score(lines: list[str], inputs: Inputs) -> str:
    """What the scorer prints for these rankings."""
    with tempfile.TemporaryDirectory() as folder:
        ranked = Path(folder) / "ranked.jsonl"
        ranked.write_text("\n".join(lines) + "\n", encoding="utf-8")
        run = subprocess.run(
            [sys.executable, str(inputs.scorer.resolve()), str(ranked)],
            capture_output=True,
            text=True,
            check=True,
        )
    return run.stdout.strip()


def show(name: str, figures: str) -> None:
    """One line of the table."""
    print(f"{name:<32} {figures}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
