"""How an element looks: hidden or not, bold, a block, and filled with which colour."""

import colorsys
import re
from typing import NamedTuple

from ingest.readers.html_rules import Declarations, Rules
from ingest.readers.html_tree import Node
from ingest.readers.html_words import page_words

_LENGTH = re.compile(r"(-?\d*\.?\d+)\s*(px|pt|em|rem|ex|ch|%|vw|vh)?")
_HEX = re.compile(r"#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b")
_FUNCTION = re.compile(r"(rgba?|hsla?)\(([^()]{1,80})\)")
_WORD = re.compile(r"(?<![\w#(-])[a-z]{3,20}(?![\w(-])")
_PALE = 700
"""Sum of red, green and blue from which a colour is the page's white."""
_GREY = 24
"""Greatest difference between red, green and blue of a grey."""


class Look(NamedTuple):
    """What the rules of a page say of one element, beyond what it is by its tag."""

    gone: bool = False
    """Takes no place on the page, or is struck out, and so is all inside it."""
    unseen: bool = False
    """Kept from the eyes but not from a screen reader."""
    visible: bool | None = None
    """What `visibility` says; None for what the element around it says."""
    zero: bool | None = None
    """Whether letters have no size; None for what the element around it says."""
    bold: bool | None = None
    block: bool | None = None
    """Whether it stands on lines of its own; None for what its tag says."""
    colour: str = ""
    """Colour of its letters, "" for that of the element around it."""
    ground: str = ""
    """Colour of its background, "" for none."""
    fill: str = ""
    """Colour that a shape is filled with; "none" for none, "" where nothing says."""
    raised: bool = False
    """Stands above the line, as marks of notes do."""
    unmarked: bool = False
    """A list without marks."""


_PLAIN = Look()
_TOLD = {"hidden", "class", "bgcolor", "color", "fill"}
"""Attributes that say how an element looks, styles apart."""


_STRUCK = frozenset(("del", "s", "strike"))
"""Elements whose words no longer hold."""


class Looks:
    """How the elements of a page look."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._known: dict[int, Look] = {}

    def of(self, node: Node) -> Look:
        """How an element looks by the rules of its page."""
        found = self._known.get(node.order)
        if found is None:
            says = self._rules.of(node)
            plain = not says and not _TOLD & node.attrs.keys() and node.tag not in _STRUCK
            found = self._known[node.order] = _PLAIN if plain else _look(node, says)
        return found


def _look(node: Node, says: Declarations) -> Look:
    hidden = "hidden" in node.attrs and node.get("hidden").lower() != "until-found"
    display = says.get("display", "")
    weight = says.get("font-weight", "")
    visibility = says.get("visibility", "")
    list_style = says.get("list-style-type", says.get("list-style", ""))
    return Look(
        gone=hidden
        or display == "none"
        or says.get("opacity") in ("0", "0.0", "0%")
        or _is_struck(node, says),
        unseen=_is_unseen(says) or bool(page_words().unseen & set(node.get("class").split())),
        visible=None if visibility in ("", "inherit") else visibility == "visible",
        zero=_is_zero(says["font-size"]) if "font-size" in says else None,
        bold=(weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600))
        if weight
        else None,
        block=None if not display or display == "contents" else not display.startswith("inline"),
        colour=colour_of(says.get("color", "") or node.get("color").lower()),
        ground=colour_of(says.get("background-color", ""))
        or colour_of(says.get("background", ""))
        or colour_of(node.get("bgcolor").lower()),
        fill=_fill(says.get("fill", "") or node.get("fill").lower()),
        raised=says.get("vertical-align") == "super",
        unmarked=list_style.startswith("none"),
    )


def _is_struck(node: Node, says: Declarations) -> bool:
    """Whether a line runs through its words, which a style may take away."""
    lines = says.get("text-decoration-line", says.get("text-decoration", ""))
    return "line-through" in lines if lines else node.tag in _STRUCK


def _fill(value: str) -> str:
    return "none" if value in ("none", "transparent") else colour_of(value)


def _is_unseen(says: Declarations) -> bool:
    """The ways in which pages keep words from the eyes alone."""
    placed = says.get("position", "") in ("absolute", "fixed")
    clipped = re.match(r"rect\(\s*[01](px)?[\s,]+[01](px)?", says.get("clip", "")) is not None
    path = says.get("clip-path", "")
    tiny = _length(says.get("width")) in (0, 1) and _length(says.get("height")) in (0, 1)
    far = min(_length(says.get(name)) or 0 for name in ("left", "top", "text-indent")) <= -900
    return (
        (placed and (clipped or tiny))
        or path.startswith(("inset(50%", "inset(100%"))
        or (tiny and says.get("overflow", "").startswith(("hidden", "clip")))
        or (far and (placed or "text-indent" in says))
    )


def _length(value: str | None) -> float | None:
    """Pixels, roughly; None for what is no length."""
    match = _LENGTH.fullmatch(value or "")
    if match is None:
        return None
    scale = 16 if match[2] in ("em", "rem") else 10 if match[2] in ("%", "vw", "vh") else 1
    return float(match[1]) * scale


def _is_zero(value: str) -> bool:
    length = _length(value)
    return length is not None and length < 1


def colour_of(value: str) -> str:
    """The colour that a value of a style names, as "#rrggbb"; "" where it names none that shows."""
    value = value.strip().lower()[:200]
    if match := _HEX.search(value):
        digits = match[0][1:]
        if len(digits) in (4, 8) and set(digits[len(digits) // 4 * 3 :]) == {"0"}:
            return ""
        digits = digits[:6] if len(digits) >= 6 else "".join(2 * each for each in digits[:3])
        return "#" + digits
    if match := _FUNCTION.search(value):
        return _function(match[1], match[2])
    named = page_words().colours
    return next((named[word] for word in _WORD.findall(value) if word in named), "")


def _function(name: str, words: str) -> str:
    numbers = [_number(each) for each in re.split(r"[\s,/]+", words.strip())]
    if len(numbers) < 3 or None in numbers:
        return ""
    values = [each for each in numbers if each is not None]
    if len(values) > 3 and values[3] == 0:
        return ""
    if name.startswith("hsl"):
        red, green, blue = colorsys.hls_to_rgb(
            values[0] % 360 / 360, min(values[2], 255) / 255, min(values[1], 255) / 255
        )
        values = [255 * red, 255 * green, 255 * blue]
    return "#" + "".join(f"{min(255, max(0, round(each))):02x}" for each in values[:3])


def _number(word: str) -> float | None:
    """A number, or a percentage as a part of 255."""
    match = re.fullmatch(r"(-?\d*\.?\d+)(%|deg)?", word)
    if match is None:
        return None
    return float(match[1]) * 2.55 if match[2] == "%" else float(match[1])


def is_pale(colour: str) -> bool:
    """True for white and what is next to it, which nothing is drawn in."""
    return not colour or sum(_parts(colour)) >= _PALE


def is_grey(colour: str) -> bool:
    """True for a grey: the stripes of tables have it, and no rating."""
    parts = _parts(colour)
    return max(parts) - min(parts) <= _GREY


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
