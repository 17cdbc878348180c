"""Headings: which blocks are one, how deep it stands and which standard it means.

Levels are logical: the same heading comes with one #, with three, in bold or as a plain line. Names
that the schemes and `layout.yaml` know decide first, then the contents page, then numbers, and only
where nothing is known the marks and the shape of the text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.blocks import Block
from ingest.layout import Layout, Names, bare_rating, plain_name, split_label
from ingest.models import ReportKind
from ingest.ranks import DEEPEST, Marked, by_depth, ranks_of
from ingest.residue import CAPTION
from ingest.tables import question_and_answer

Kind = Literal["chapter", "standard", "section", "addressee", "strengths", "improvements", "other"]

_CLOSED = re.compile(r"[.!?;,]['\"’”)]*$")
_STOPPED = re.compile(r"[.;,]$")
_SENTENCE = re.compile(r"[.!?:]['\"’”)]*$")
_ADDRESSEE = re.compile(
    r"^.{2,140}\bshould(?: also)?\s*:?$|^recommendations? (?:to|for) .{2,100}:?$", re.IGNORECASE
)
_PART = re.compile(r"^(\d{1,2})((?:\.\d{1,2})*)\.?$")
_LONGEST_HEADING = 130
"""Characters; the longest heading met in a published report has 98."""
_LONGEST_PLAIN = 12
"""Words of a heading that nothing but its shape shows."""
_LONGEST_LEAD = 4
"""Words of a plain line with a colon that heads prose: "Good practice example:"."""
_OPENING_QUOTES = ("“", "‘", '"', "'")
_PROSE = 20
"""Words that no heading has."""


@dataclass(slots=True)
class Node:
    """A heading while the tree is being built."""

    name: str
    kind: Kind
    level: int
    standard: str | None
    block: Block
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guide:
    """What is known before the tree is built."""

    kind: ReportKind
    layout: Layout
    names: Names
    cover: int
    """Position of the last block of the cover; -1 where there is none."""
    ratings: range
    """Positions of the blocks of the ratings page."""
    own: frozenset[str]
    """Keys of the standards of the report's scheme: others are topics inside its sections."""

    @property
    def inspection(self) -> bool:
        """True for a report whose chapters follow the standards of a scheme."""
        return self.kind in ("pdu", "region")


class Headings:
    """One walk over the blocks, with the headings that stand above the present one."""

    def __init__(
        self, blocks: Sequence[Block], guide: Guide, entries: set[str], dropped: set[int]
    ) -> None:
        self.blocks = blocks
        self.guide = guide
        self.entries = entries
        """Plain names on the contents page."""
        self.dropped = dropped
        self.ranks = _hash_ranks(blocks, guide, entries)
        self.chapters = _numbered_chapters(blocks)
        self.stack: list[Node] = []
        self.opening: list[str] = []
        """Prose of the present chapter before its first heading."""
        self.bare = False
        """True right below a heading."""
        self.met: set[str] = set()

    def read(self, i: int, block: Block) -> Node | None:
        """The heading that the block at position i is, not yet in the tree; None for any other."""
        if i in self.guide.ratings:
            return self._on_ratings_page(block)
        if not can_head(block) or plain_name(bare_rating(block.text)) in self.guide.names.ratings:
            return None
        if self._counts(i, block) or self._labels_rating(i, block):
            return None
        return self._named(block) or self._unnamed(i, block)

    def push(self, node: Node) -> None:
        """Puts a heading into the tree."""
        if node.kind == "standard" and not self._chapter_is_domain():
            # The heading of the domain is lost: the chapter before it does not hold the standard.
            self.stack = []
        self.stack = [each for each in self.stack if each.level < node.level]
        node.path = (*(each.name for each in self.stack), node.name)
        self.stack.append(node)
        if node.level == 1:
            self.opening = []
        self.bare = True

    def pass_body(self, block: Block) -> None:
        """Takes note of a block that is no heading."""
        self.bare = False
        if len(self.stack) == 1:
            self.opening.append(block.text.lower())

    def _on_ratings_page(self, block: Block) -> Node | None:
        if block.style != "heading" or block.rating is not None:
            return None
        level = block.level or 2
        return self._node(block, "section", level, None)

    def _counts(self, i: int, block: Block) -> bool:
        """True for a figure and what it counts ("9.6 days lost"), in a row beside others or alone.

        Parts that every report has may be numbered in a row, and in lower case.
        """
        layout, names = self.guide.layout, self.guide.names
        number, name = split_label(heading_words(block))
        if name in names.standards.keys() | names.domains | layout.chapters | layout.sections:
            return False
        if (
            block.style == "row"
            and sum(each.style == "row" for each in self.blocks[max(0, i - 1) : i + 2]) > 1
        ):
            return True
        words = block.text.replace("\t", " ").partition(" ")[2]
        return "." in number and not block.depth and words[:1].islower()

    def _labels_rating(self, i: int, block: Block) -> bool:
        """True for "Our rating" inside a part of the report: what stands beside it is its rating.

        Where the rating is drawn and nobody can read it, the line stands alone.
        """
        layout = self.guide.layout
        if not self.stack or heading_name(block) not in layout.rating_labels:
            return False
        if self.stack[-1].kind == "standard":
            return True
        following = next(iter(self._following(i)), None)
        words = plain_name(bare_rating(following.text)) if following else ""
        return words in self.guide.names.ratings

    def _named(self, block: Block) -> Node | None:
        """A heading that its words show."""
        layout = self.guide.layout
        number, name = split_label(heading_words(block))
        if name in layout.strengths:
            return self._sort_node(block, "strengths")
        if name in layout.improvements:
            return self._sort_node(block, "improvements")
        if (above := self._recommendations()) and _ADDRESSEE.match(block.text):
            return self._node(block, "addressee", above.level + 1, None)
        if layout.is_annexe(name) and (block.depth or not _CLOSED.search(block.text)):
            return self._node(block, "chapter", 1, None)
        if self.guide.inspection:
            return self._of_an_inspection(block, number, name)
        return self._of_a_survey(block, number, name)

    def _of_an_inspection(self, block: Block, number: str, name: str) -> Node | None:
        layout, names = self.guide.layout, self.guide.names
        if name in names.domains or (name in layout.chapters and "." not in number):
            return self._node(block, "chapter", 1, None)
        standard = names.standards.get(name)
        if number.count(".") == 1 and not _STOPPED.search(block.text):
            return self._node(block, "standard" if standard else "section", 2, standard)
        if standard in self.guide.own and (block.style != "plain" or self._chapter_is_domain()):
            return self._node(block, "standard", 2, standard)
        if name in layout.sections:
            return self._node(block, "section", 2, standard)
        if self._is_entry(block, name):
            self.met.add(name)
            return self._node(block, "chapter", 1, standard)
        return None

    def _of_a_survey(self, block: Block, number: str, name: str) -> Node | None:
        """A heading of an annual, thematic or other document."""
        layout, names = self.guide.layout, self.guide.names
        standard = names.standards.get(name)
        entry = self._is_entry(block, name)
        part = _PART.match(number)
        if part and number.count(".") and not _STOPPED.search(block.text):
            level = min(DEEPEST, 1 + number.count("."))
            return self._node(block, "section", level, standard or self._standard(level))
        if entry:
            self.met.add(name)
        if entry and self._belongs_to_chapter(name, standard):
            return self._node(block, "section", 2, standard or self._standard(2))
        known = name in layout.chapters and self.guide.kind != "other"
        rank = self.ranks.get(block.depth, 0)
        if rank > 1 and (known or entry) and self.stack:
            return self._node(block, "section", rank, standard or self._standard(rank))
        if known and self.entries and not (entry or rank) and self.stack:
            # Where there is a contents page, "Methodology" inside the summary is no chapter.
            return self._node(block, "section", 2, standard or self._standard(2))
        if entry or known:
            return self._node(block, "chapter", 1, standard)
        here = self.stack[-1].standard if self.stack else None
        if standard not in (None, here) and self._holds_standards(self._chapter()):
            return self._node(block, "section", 2, standard)
        return None

    def _is_entry(self, block: Block, name: str) -> bool:
        """True the first time that a name of the contents page comes up as a line of its own."""
        return name not in self.met and bool({plain_name(block.text), name} & self.entries)

    def _belongs_to_chapter(self, name: str, standard: str | None) -> bool:
        """True for an entry of the contents page that is a part of the chapter before it.

        Contents pages of annual reports show no levels. A chapter called like a domain of the
        standards holds the standards after it; a chapter on one standard holds the topics that
        its opening names.
        """
        chapter = self._chapter()
        if chapter is None or name in self.guide.names.domains:
            return False
        if self._holds_standards(chapter):
            return standard is not None
        if chapter.standard is None or standard is not None:
            return False
        opening = " ".join(self.opening)
        return re.search(rf"\b{re.escape(name)}\b", opening) is not None

    def _chapter(self) -> Node | None:
        return next((node for node in self.stack if node.level == 1), None)

    def _holds_standards(self, chapter: Node | None) -> bool:
        """True for a chapter called like a domain, or like a part of its name."""
        about = _plain_part(chapter.name) if chapter else ""
        domains = self.guide.names.domains
        return bool(about) and any(
            about == each or each.endswith(f" and {about}") for each in domains
        )

    def _unnamed(self, i: int, block: Block) -> Node | None:
        """A heading that only its mark or its shape shows."""
        if block.style == "heading":
            if len(block.text) > _LONGEST_HEADING or CAPTION.match(block.text):
                return None
            return self._other(block)
        if CAPTION.match(block.text) or len(block.text.split()) > _LONGEST_PLAIN:
            return None
        table = self.guide.layout.heads_table(plain_name(block.text))
        if table or question_and_answer(block.text):
            return None
        if _closed(block) or not block.text[:1].isupper():
            return None
        if block.numbered and (self._recommendations() or self._in_numbered_list(i, block)):
            return None
        if block.text.endswith(":") and block.style == "plain" and not self._short_lead(i, block):
            return None
        if self._lists_publications() and block.style in ("plain", "bold"):
            return self._other(block) if self._heads_publications(block) else None
        if not self._followed_by_body(i, block):
            return None
        return self._other(block)

    def _short_lead(self, i: int, block: Block) -> bool:
        """True for "Good practice example:" above prose; a longer line opens what it announces.

        So does a short one above a quotation ("One person said:").
        """
        following = next(iter(self._following(i)), None)
        return (
            len(block.text.split()) <= _LONGEST_LEAD
            and following is not None
            and not following.mark
            and not following.text.startswith(_OPENING_QUOTES)
        )

    def _in_numbered_list(self, i: int, block: Block) -> bool:
        """True for an item: the number before or after it stands in the block beside it."""
        before = next((b for b in reversed(self.blocks[:i]) if b.style != "rule"), None)
        after = next(iter(self._following(i)), None)
        if not block.mark.isdigit():
            return True
        number = int(block.mark)
        return any(
            each is not None and each.numbered and each.mark == str(beside)
            for each, beside in ((before, number - 1), (after, number + 1))
        )

    def _other(self, block: Block) -> Node:
        level = self._other_level(block)
        if self.guide.inspection and self._chapter_is_domain():
            name, layout = heading_name(block), self.guide.layout
            examples = layout.heads_practice(name)
            if layout.heads_part(name) or (examples and "examples" in name.split()):
                return self._node(block, "section", 2, None)
            if level == 2 or examples:
                return self._node(block, "other", level, None)
        standard = self._standard(level)
        if standard is None and not self.guide.inspection:
            standard = self.guide.names.standards.get(heading_name(block))
        return self._node(block, "other", level, standard)

    def _other_level(self, block: Block) -> int:
        """Below the last heading that is known by name; by # where nothing else is known."""
        known = [node for node in self.stack if node.kind in ("chapter", "standard", "section")]
        if block.depth in self.ranks:
            return self.ranks[block.depth]
        if self._beside_section(block, known):
            return known[-1].level
        chapter = block.depth and split_label(block.text)[0] in self.chapters
        if not self.guide.inspection and (block.numbered or chapter):
            return 1
        if not known:
            known = [node for node in self.stack if node.block.depth][-1:]
        if not known:
            siblings = [node for node in self.stack if node.kind == "other"]
            return self._sibling_level(siblings, 1)
        siblings = [
            node
            for node in self.stack[self.stack.index(known[-1]) + 1 :]
            if node.kind not in ("strengths", "improvements")
        ]
        marked = [node for node in siblings if node.block.depth]
        if marked and not block.depth:
            siblings = siblings[siblings.index(marked[-1]) + 1 :]
            return self._sibling_level(siblings, marked[-1].level + 1)
        return self._sibling_level(
            [node for node in siblings if node.kind == "other"], known[-1].level + 1
        )

    def _beside_section(self, block: Block, known: Sequence[Node]) -> bool:
        """True for a heading marked as high as the section before it, which is no standard.

        Standards are known by name and have parts of other names; a part without a rating that is
        marked like "Diversity and inclusion" is another one of these.
        """
        here = known[-1] if known else None
        return (
            self.guide.inspection
            and here is not None
            and here.kind == "section"
            and here.level == 2
            and 0 < block.depth <= here.block.depth
            and self.stack[-1] is not here
        )

    def _sibling_level(self, siblings: Sequence[Node], base: int) -> int:
        """The level of the heading of this sort before it; one deeper right below that heading."""
        if not siblings:
            return min(DEEPEST, base)
        last = siblings[-1]
        below = self.bare and self.stack[-1] is last and len(siblings) == 1
        return min(DEEPEST, last.level + 1 if below else last.level)

    def _lists_publications(self) -> bool:
        words = plain_name(self.stack[0].name).split() if self.stack else []
        return bool(words) and words[-1] in self.guide.layout.publication_chapters

    def _heads_publications(self, block: Block) -> bool:
        last = plain_name(block.text).split()[-1]
        return last in self.guide.layout.publication_kinds and len(block.text.split()) <= 6

    def _followed_by_body(self, i: int, block: Block) -> bool:
        """True for the last or last but one of a run of short lines with a body below them."""
        layout = self.guide.layout
        for run, following in enumerate(self._following(i)):
            capital = not following.text[:1].islower()
            if following.style == "row" or heading_name(following) in (
                layout.strengths | layout.improvements
            ):
                return run == 0
            if following.bullet or following.numbered:
                return run == 0 and capital
            if following.style in ("heading", "bold", "note", "rating"):
                return block.style == "bold" and run == 0
            if CAPTION.match(following.text):
                return block.style == "bold" and run == 0
            if _is_prose(following):
                return run <= 1 and capital
            if _closed(following) or self._is_name(following):
                return block.style == "bold" and run == 0
        return False

    def _following(self, i: int) -> list[Block]:
        ahead = range(i + 1, min(len(self.blocks), i + 12))
        return [
            self.blocks[j]
            for j in ahead
            if j not in self.dropped and self.blocks[j].style != "rule"
        ][:4]

    def _is_name(self, block: Block) -> bool:
        layout, names = self.guide.layout, self.guide.names
        name = heading_name(block)
        return (
            name in layout.chapters
            or name in layout.sections
            or name in layout.strengths
            or name in layout.improvements
            or name in names.domains
            or layout.is_annexe(name)
            or plain_name(block.text) in self.entries
        )

    def _node(self, block: Block, kind: Kind, level: int, standard: str | None) -> Node:
        return Node(heading_words(block).rstrip(" :"), kind, level, standard, block)

    def _sort_node(self, block: Block, kind: Kind) -> Node:
        sections = [node for node in self.stack if node.kind not in ("strengths", "improvements")]
        level = min(DEEPEST, max(2, sections[-1].level + 1)) if sections else 2
        return self._node(block, kind, level, self._standard(level))

    def _standard(self, level: int) -> str | None:
        """The standard that a heading of this level stands under."""
        above = [node for node in self.stack if node.level < level]
        return above[-1].standard if above else None

    def _recommendations(self) -> Node | None:
        names = self.guide.layout.recommendations_chapter
        return next((node for node in self.stack if _plain_part(node.name) in names), None)

    def _chapter_is_domain(self) -> bool:
        return bool(self.stack) and _plain_part(self.stack[0].name) in self.guide.names.domains


def _hash_ranks(blocks: Sequence[Block], guide: Guide, entries: set[str]) -> dict[int, int]:
    """Number of # to logical level, the title left out; {} where the marks cannot be trusted.

    In inspections they never can: their chapters, standards and lists are known by name.
    """
    if guide.inspection:
        return {}
    marked = [
        Marked(block.depth, heading_name(block))
        for block in blocks[guide.cover + 1 :]
        if block.depth
    ]
    if guide.kind == "other":
        return by_depth(marked, sorted({each.depth for each in marked}))
    return ranks_of(marked, guide.layout, entries)


def _numbered_chapters(blocks: Sequence[Block]) -> frozenset[str]:
    """Numbers of chapters whose sections are numbered after them: 3 where there is a 3.1."""
    numbers = (split_label(heading_words(block))[0] for block in blocks if can_head(block))
    return frozenset(number.split(".")[0] for number in numbers if number.count(".") == 1)


def can_head(block: Block) -> bool:
    """True for a block that may be a heading by its length and mark."""
    if block.style in ("rule", "note", "rating") or block.bullet:
        return False
    if block.style == "plain" and (_STOPPED.search(block.text) or block.text[:1].islower()):
        return False
    if block.style == "row":
        label, _, words = block.text.partition("\t")
        numbered = split_label(f"{label} -")[1] == "-"
        return numbered and any(map(str.isalpha, words)) and "\t" not in words
    return len(block.text) <= _LONGEST_HEADING or block.style == "heading"


def heading_words(block: Block) -> str:
    """The words of a heading, its number before them."""
    words = block.text.replace("\t", " ")
    return f"{block.mark}. {words}" if block.numbered else words


def heading_name(block: Block) -> str:
    """The plain name of a heading, without its number."""
    return split_label(heading_words(block))[1]


def _plain_part(name: str) -> str:
    return split_label(name)[1]


def _closed(block: Block) -> bool:
    return bool(_CLOSED.search(block.text))


def _is_prose(block: Block) -> bool:
    """A sentence: it ends like one and is longer than a heading, or far longer."""
    words = len(block.text.split())
    return (words >= 5 and bool(_SENTENCE.search(block.text))) or words > _PROSE
