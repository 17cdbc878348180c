"""Which of the sentences found are quoted, and how much around each, so that it makes sense."""

import re
from collections.abc import Sequence

from index.answers.carries import HAS_FIGURE
from index.answers.compose.points import TURNS, stands_alone
from index.answers.english import content_stems
from index.answers.evidence import Found, leans
from index.answers.sense import CONTRAST
from index.answers.sentences import sentence_ranges
from index.answers.tracing import note_left_out

FINDING_WORDS = 100
"""Words of all quotations of a finding together: under 120 with headings."""
ONWARD_WORDS = 45
"""Words that the sentences after the best one may add."""
MOST_SENTENCES = 4
CLOSE = 3.0
"""A further sentence is quoted when it is at most so much below the best one, in log odds."""
ALSO = 0.5
"""Confidence that a further sentence needs: of judged ones about two in three from there belong in
the answer (`python -m evals.fitting`), of those nearer the bar for a first one every second."""
_LINKS = re.compile(
    r"^(?:however|for example|for instance|in addition|additionally|furthermore|moreover|that said"
    r"|nevertheless|nonetheless|similarly|likewise|equally|conversely|in contrast|also|overall"
    r"|notably|importantly|encouragingly|disappointingly|unfortunately|positively)[,:]\s*",
    re.IGNORECASE,
)
"""Words that only tie a sentence to the one before: without them it says the same."""


def choose(depth: str | None, good: Sequence[Found]) -> list[Found]:
    """The best sentence, and those nearly as good that add something, each as it will be quoted."""
    limit = 1 if depth == "line" else 6 if depth == "more" else MOST_SENTENCES
    budget = FINDING_WORDS * (2 if depth == "more" else 1)
    chosen: list[Found] = []
    for f in good:
        if len(chosen) >= limit or (chosen and f.score < good[0].score - CLOSE):
            break
        if any(same(f, c) for c in chosen):
            note_left_out(f, "it says the same as one that is quoted")
            continue
        if chosen and f.confidence < ALSO:
            note_left_out(f, "too unlikely to add to the answer")
            continue
        whole = _made_whole(f, chosen[0]) if chosen else _begun(f, budget)
        if whole is None:
            note_left_out(f, "it makes no sense without what stands before it")
            continue
        words = len(whole.text.split())
        if chosen and words > budget:
            note_left_out(f, "the answer is long enough without it")
            continue
        chosen.append(whole)
        budget -= words
    if chosen and limit > 1:
        chosen = [_onward(chosen[0], min(budget, ONWARD_WORDS)), *chosen[1:]]
    return _in_order(_apart(chosen))


def _begun(found: Found, budget: int) -> Found:
    """The best sentence, with the one before it where it leans on that and there is room."""
    bare = _unlinked(found)
    leaning = leans(bare) or (bare.start > 0 and TURNS.match(bare.text))
    return before(found, budget - len(found.text.split())) if leaning else bare


def _unlinked(found: Found) -> Found:
    """The sentence without a first word that only ties it to the one before."""
    link = _LINKS.match(found.text)
    if link is None:
        return found
    start = found.start + link.end()
    return found._replace(start=start, text=found.passage.text[start : found.end])


def _made_whole(found: Found, first: Found) -> Found | None:
    """A further sentence so that it makes sense where it will stand; None where it cannot.

    "It was …" takes the sentence before it along; nothing says what "This" is at the start of a
    point, and what is announced by a colon would be missing.
    """
    follows = found.passage.id == first.passage.id and 0 <= found.start - first.end <= 1
    if follows:
        return found
    bare = _unlinked(found)
    if stands_alone(bare.text[:1].upper() + bare.text[1:]):
        return bare
    wider = before(found, ONWARD_WORDS)
    return wider if wider is not found and stands_alone(wider.text) else None


def _onward(found: Found, budget: int) -> Found:
    """The sentence with those after it in its passage: the detail follows the claim."""
    for a, b in sentence_ranges(found.passage.text):
        if a >= found.end:
            budget -= len(found.passage.text[a:b].split())
            if budget < 0 or found.passage.text[a:b].rstrip().endswith(":"):
                break
            found = found._replace(end=b, text=found.passage.text[found.start : b])
    return found


def _apart(chosen: Sequence[Found]) -> list[Found]:
    """Without sentences that a widened first quotation already holds."""
    first = chosen[0]
    return [first, *(f for f in chosen[1:] if not _overlap(first, f))]


def _overlap(a: Found, b: Found) -> bool:
    return a.passage.id == b.passage.id and a.start < b.end and b.start < a.end


def before(found: Found, budget: int) -> Found:
    """The sentence with the one before it where it leans on that and there is room."""
    earlier = [r for r in sentence_ranges(found.passage.text) if r[1] <= found.start]
    if not earlier or len(found.passage.text[slice(*earlier[-1])].split()) > budget:
        return found
    start = earlier[-1][0]
    return found._replace(start=start, text=found.passage.text[start : found.end])


def same(a: Found, b: Found) -> bool:
    """Whether two sentences say nearly the same, or one stretch holds the other."""
    if _overlap(a, b):
        return True
    x, y = content_stems(a.text), content_stems(b.text)
    return bool(x and y) and len(x & y) / min(len(x), len(y)) > 0.75


def _in_order(chosen: list[Found]) -> list[Found]:
    """The best passage first; sentences of a passage in its own order, joined where they touch."""
    order = list(dict.fromkeys(f.passage.id for f in chosen))
    ordered = sorted(chosen, key=lambda f: (order.index(f.passage.id), f.start))
    merged: list[Found] = []
    for f in ordered:
        last = merged[-1] if merged else None
        if last and last.passage.id == f.passage.id and _touch(last, f):
            merged[-1] = last._replace(end=f.end, text=f.passage.text[last.start : f.end])
        else:
            merged.append(f)
    return merged


def _touch(first: Found, second: Found) -> bool:
    """Whether nothing stands between two sentences of a passage but a word that ties them."""
    between = first.passage.text[first.end : second.start].strip()
    return not between or bool(_LINKS.fullmatch(between))


def trim(found: Found, most: int) -> Found:
    """The part of a long sentence that carries its figure: cut at commas and semicolons.

    Behind a comma nothing begins that says of what the figure is; behind a semicolon it may.
    It stays whole where what would be cut takes something back ("however", "only", "except").
    """
    if len(found.text.split()) <= most:
        return found
    cuts = [i for i, c in enumerate(found.text) if c in ";,:" and found.text[i + 1 : i + 2] == " "]
    pieces: list[tuple[int, int]] = []
    start = 0
    for cut in [*cuts, len(found.text)]:
        pieces.append((start, cut))
        start = cut + 2
    best: tuple[float, int, int] | None = None
    for i in range(len(pieces)):
        if i and found.text[cuts[i - 1]] == ",":
            continue
        for j in range(i, len(pieces)):
            a, b = pieces[i][0], pieces[j][1]
            text = found.text[a:b]
            words = len(text.split())
            if words <= most and HAS_FIGURE.search(text):
                gain = words + 5 * len(HAS_FIGURE.findall(text))
                if best is None or gain > best[0]:
                    best = (gain, a, b)
    if best is None:
        return found
    _, a, b = best
    if CONTRAST.search(found.text[:a]) or CONTRAST.search(found.text[b:]):
        return found
    return found._replace(start=found.start + a, end=found.start + b, text=found.text[a:b])
