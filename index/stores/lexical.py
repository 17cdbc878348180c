"""Lexical search: BM25 over stemmed words, by tantivy, one folder per build."""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import tantivy

WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 64
"""Words of a question that are searched for; more only add noise and time."""
BOOSTS = {"text": 1.0, "section": 0.5, "title": 0.25}
"""The title and the headings say where a passage stands; what it says is in its text."""
WRITER_BYTES = 64_000_000
"""Memory of the writer; tantivy refuses less than 15 MB."""


class LexicalRow(NamedTuple):
    """What is searched of one passage."""

    passage: str
    report: str
    title: str
    section: str
    text: str


def build_lexical(folder: Path, rows: Iterable[LexicalRow]) -> int:
    """Write an index of these rows into a new folder; how many they were.

    One writer thread and one commit: ties are then the same in every build (MEASURED.md).
    """
    folder.mkdir(parents=True)
    index = tantivy.Index(_schema(), path=str(folder))
    writer = index.writer(heap_size=WRITER_BYTES, num_threads=1)
    count = 0
    for row in rows:
        writer.add_document(tantivy.Document(**row._asdict()))
        count += 1
    writer.commit()
    writer.wait_merging_threads()
    return count


def stems(text: str) -> list[str]:
    """The first words of a text as they are searched for, each once, in order."""
    words = " ".join(WORD.findall(text)[:MOST_WORDS])
    return list(dict.fromkeys(_analyzer().analyze(words)))


@lru_cache(maxsize=1)
def _analyzer() -> tantivy.TextAnalyzer:
    """What tantivy calls en_stem."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(40))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


class LexicalIndex:
    """A built index, open for searching. Raises ValueError when the folder is damaged."""

    def __init__(self, folder: Path) -> None:
        self._schema = _schema()
        self._searcher: Any = tantivy.Index.open(str(folder)).searcher()

    def count(self) -> int:
        """How many passages it holds."""
        return int(self._searcher.num_docs)

    def search(
        self, query: str, reports: Collection[str] | None, limit: int
    ) -> list[tuple[str, float]]:
        """(passage id, BM25 score) of the best passages with any word of the query, best first.

        The query is words, whatever characters it holds; nothing in it is syntax.
        """
        terms = stems(query)
        if not terms or not limit or self.count() == 0:
            return []
        wanted = self._any_of(terms)
        if reports is not None:
            among = tantivy.Query.term_set_query(self._schema, "report", sorted(reports))
            must = tantivy.Occur.Must
            # A filter must not score: at weight 0 the words alone decide.
            wanted = tantivy.Query.boolean_query(
                [(must, wanted), (must, tantivy.Query.boost_query(among, 0.0))]
            )
        hits = self._searcher.search(wanted, limit=limit, count=False).hits
        found = [(self._searcher.doc(place)["passage"][0], float(score)) for score, place in hits]
        return sorted(found, key=lambda one: (-round(one[1], 4), one[0]))

    def _any_of(self, terms: list[str]) -> Any:
        should = tantivy.Occur.Should
        parts = []
        for field, boost in BOOSTS.items():
            for term in terms:
                one = tantivy.Query.term_query(self._schema, field, term, "freq")
                parts.append((should, tantivy.Query.boost_query(one, boost)))
        return tantivy.Query.boolean_query(parts)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("passage", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("report", tokenizer_name="raw", index_option="basic")
    for field in BOOSTS:
        builder.add_text_field(field, tokenizer_name="en_stem")
    return builder.build()
