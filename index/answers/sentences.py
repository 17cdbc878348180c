"""Where the sentences of a passage begin and end."""

import re

# Abbreviations after which a full stop does not end a sentence.
_ABBREVIATIONS = frozenset(
    [
        "e.g",
        "i.e",
        "etc",
        "mr",
        "mrs",
        "ms",
        "dr",
        "no",
        "nos",
        "st",
        "vs",
        "cf",
        "fig",
        "para",
        "approx",
    ]
)
_END = re.compile(r"[.!?]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9£])")


def sentence_ranges(text: str) -> list[tuple[int, int]]:
    """[start, end) of each sentence, in order, without the white space between them.

    A table's cells (tabs) and a passage without a full stop count as one sentence.
    """
    ranges: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if _is_abbreviation(text, match):
            continue
        ranges.append((start, match.end()))
        start = match.end()
        while start < len(text) and text[start].isspace():
            start += 1
    if start < len(text):
        ranges.append((start, len(text)))
    return ranges


def _is_abbreviation(text: str, match: re.Match[str]) -> bool:
    before = text[: match.start()].rsplit(None, 1)
    if not before or match.group()[0] != ".":
        return False
    word = before[-1].lower().lstrip("(\"'“‘")
    return word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word not in "ai")
