"""Glyphs and shapes of one page of a PDF, as they are painted, in points from its top left."""

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve_all
from pdfminer.utils import apply_matrix_pt

INVISIBLE = 3
"""Rendering mode of text that is neither filled nor stroked: the text layer of a scan."""
_OUTLINED = 2
"""Filled and stroked: how some programs make bold out of a font that has none."""
_BOLD = ("bold", "black", "heavy", "semibold", "demi")
_ITALIC = ("italic", "oblique")
_DESCENT = 0.21
"""Share of its size by which the letters of most fonts reach below their line."""
_LEAST_DESCENT = 0.05
_UNKNOWN_SPACES = ("Separation", "DeviceN", "Lab", "Pattern", "Indexed")
"""Colour spaces whose numbers are no grey, RGB or CMYK."""
_CURVES = ("c", "v", "y")
"""Operators of paths that draw curves."""
_OPENING = 40.0
"""Points across a round opening that a circle is painted through, at most."""
_SQUARE = 0.2
"""Points by which the corners of a rectangle may be out of square."""
_ASKEW = 10.0
"""Degrees by which words may run off across, up or down the page, as a scan lies in its bed."""


class Glyph(NamedTuple):
    """One character as painted; boxes are relative to the visible part of the page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    font: str
    bold: bool
    italic: bool
    colour: str | None
    """"#rrggbb"; None where the file does not say it in grey, RGB or CMYK."""
    turn: int
    """0 for words that run to the right, 1 for such that run up the page, -1 for down."""
    hidden: bool
    """Painted with the rendering mode for invisible text."""
    artifact: bool
    """The file marks it as part of the page and not of the document: a header, a page number."""
    struck: bool = False


class Shape(NamedTuple):
    """A painted path: a line, a rectangle, a circle or another curve."""

    x0: float
    top: float
    x1: float
    bottom: float
    rectangle: bool
    fill: str | None
    """Colour of its inside; "" for a colour that cannot be told; None where it is not filled."""
    stroked: bool

    @property
    def width(self) -> float:
        """Width in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height in points."""
        return self.bottom - self.top


class Painted(NamedTuple):
    """All that one page shows."""

    width: float
    height: float
    glyphs: list[Glyph]
    shapes: list[Shape]
    pictures: list[tuple[float, float, float, float]]
    """x0, top, x1, bottom of each image."""
    askew: list[str]
    """Characters that run neither across nor up or down the page: mostly those of a watermark."""


def painted(page: PDFPage, manager: PDFResourceManager) -> Painted:
    """What a page shows, in order of painting, cropped and turned as a viewer shows it."""
    device = _Device(manager)
    _Interpreter(manager, device).process_page(page)
    layout = device.get_result()
    frame = _frame(page, layout.width, layout.height)
    out = Painted(frame.width, frame.height, [], [], [], [])
    for item in _items(layout):
        if isinstance(item, LTChar) and _is_askew(item):
            out.askew.append(item.get_text())
        elif isinstance(item, LTChar):
            glyph = _glyph(item, frame, device)
            if glyph is not None:
                out.glyphs.append(glyph)
        elif isinstance(item, LTImage):
            out.pictures.append(frame.box(item))
        elif isinstance(item, LTCurve):
            shape = _shape(item, frame, device)
            if shape is not None:
                out.shapes.append(shape)
    return out


class _Device(PDFPageAggregator):
    """Keeps of each character what the layout of pdfminer forgets."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager, laparams=None)
        self.modes: dict[int, int] = {}
        """Rendering mode of each character that is not simply filled, by its id."""
        self.rises: dict[int, float] = {}
        """By how many points a character is raised that the file raises itself, by its id."""
        self.artifacts: set[int] = set()
        self.clips: dict[int, _Place] = {}
        """Where a shape shows that is painted through a small round opening, by its id."""
        self.clip: _Place | None = None
        """The opening that is painted through now; None for any that is not small and round."""
        self._render = 0
        self._tags: list[bool] = []

    def paint_path(self, *given: Any, **named: Any) -> None:
        before = len(self.cur_item._objs)
        super().paint_path(*given, **named)
        for item in self.cur_item._objs[before:]:
            place = _common(self.clip, item) if self.clip is not None else None
            if place is not None:
                self.clips[id(item)] = place

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        props = resolve_all(props) if props is not None else {}
        kind = getattr(props.get("Type"), "name", "") if isinstance(props, dict) else ""
        self._tags.append(getattr(tag, "name", "") == "Artifact" and kind == "Pagination")

    def end_tag(self) -> None:
        if self._tags:
            self._tags.pop()

    def render_string(self, textstate: Any, *rest: Any) -> None:
        self._render = textstate.render
        super().render_string(textstate, *rest)

    def render_char(self, *given: Any, **named: Any) -> float:
        advance = super().render_char(*given, **named)
        matrix, rise = given[0], given[4]
        if rise:
            self.rises[id(self.cur_item._objs[-1])] = rise * matrix[3]
        if self._render or any(self._tags):
            item = self.cur_item._objs[-1]
            self.modes[id(item)] = self._render
            if any(self._tags):
                self.artifacts.add(id(item))
        return advance


class _Interpreter(PDFPageInterpreter):
    """Keeps the small round openings through which some programs paint their circles."""

    device: _Device

    def __init__(self, manager: PDFResourceManager, device: _Device) -> None:
        super().__init__(manager, device)
        self._openings: list[_Place | None] = []

    def do_q(self) -> None:
        super().do_q()
        self._openings.append(self.device.clip)

    def do_Q(self) -> None:
        super().do_Q()
        self.device.clip = self._openings.pop() if self._openings else None

    def do_W(self) -> None:
        path = self.curpath
        ends = [apply_matrix_pt(self.ctm, step[-2:]) for step in path if len(step) > 2]
        if not ends or not any(step[0] in _CURVES for step in path):
            return
        (xs, ys) = zip(*ends, strict=True)
        place = _Place(min(xs), min(ys), max(xs), max(ys))
        if max(place.x1 - place.x0, place.y1 - place.y0) <= _OPENING:
            self.device.clip = place

    def do_W_a(self) -> None:
        self.do_W()


class _Place(NamedTuple):
    """A box in the page's own points, from its lower left."""

    x0: float
    y0: float
    x1: float
    y1: float


def _common(one: _Place, other: Any) -> _Place | None:
    """The part of a box that lies in the other; None for none."""
    x0, y0 = max(one.x0, other.x0), max(one.y0, other.y0)
    x1, y1 = min(one.x1, other.x1), min(one.y1, other.y1)
    return _Place(x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None


class _Frame(NamedTuple):
    """The visible part of a page within what pdfminer lays out."""

    left: float
    above: float
    width: float
    height: float
    full: float
    """Height of the whole page."""

    def box(self, item: Any) -> tuple[float, float, float, float]:
        return (
            item.x0 - self.left,
            self.full - item.y1 - self.above,
            item.x1 - self.left,
            self.full - item.y0 - self.above,
        )


def _frame(page: PDFPage, width: float, height: float) -> _Frame:
    """Viewers show the crop box, turned clockwise by the page's rotation."""
    x0, y0, x1, y1 = _ordered(page.mediabox)
    a0, b0, a1, b1 = _ordered(page.cropbox)
    margins = [max(0.0, a0 - x0), max(0.0, y1 - b1), max(0.0, x1 - a1), max(0.0, b0 - y0)]
    if margins[0] + margins[2] >= x1 - x0 or margins[1] + margins[3] >= y1 - y0:
        margins = [0.0] * 4
    # Left, top, right, bottom: a quarter turn clockwise brings the bottom to the left.
    turns = (page.rotate // 90) % 4
    left, above, right, below = margins[-turns:] + margins[:-turns] if turns else margins
    return _Frame(left, above, width - left - right, height - above - below, height)


def _ordered(box: Any) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(value) for value in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _items(container: Any) -> Iterator[Any]:
    for item in container:
        if isinstance(item, LTContainer):
            yield from _items(item)
        else:
            yield item


def _is_askew(item: Any) -> bool:
    off = math.degrees(math.atan2(item.matrix[1], item.matrix[0])) % 90
    return _ASKEW < off < 90 - _ASKEW


def _glyph(item: Any, frame: _Frame, device: _Device) -> Glyph | None:
    x0, top, x1, bottom = frame.box(item)
    if not (0 <= (x0 + x1) / 2 <= frame.width and 0 <= (top + bottom) / 2 <= frame.height):
        return None
    mode = device.modes.get(id(item), 0)
    rise = device.rises.get(id(item), 0.0)
    baseline = frame.full - item.matrix[5] - rise - frame.above
    if item.upright and bottom - baseline < _LEAST_DESCENT * item.size:
        # The file does not say how far the letters of this font reach below their line.
        top, bottom = (edge + _DESCENT * item.size - (bottom - baseline) for edge in (top, bottom))
    name = str(item.fontname)
    bold, italic = _style(name)
    return Glyph(
        text=item.get_text(),
        x0=x0,
        top=top,
        x1=x1,
        bottom=bottom,
        baseline=baseline,
        size=item.size if item.upright else item.width,
        font=name,
        bold=bold or mode == _OUTLINED,
        italic=italic,
        colour=hexadecimal(item.graphicstate.ncolor, getattr(item.ncs, "name", "")) or None,
        turn=0 if item.upright else 1 if item.matrix[1] > 0 else -1,
        hidden=mode == INVISIBLE,
        artifact=id(item) in device.artifacts,
    )


@lru_cache(maxsize=1000)
def _style(font: str) -> tuple[bool, bool]:
    """Whether a font is bold, and whether it is italic, by its name."""
    plain = font.lower()
    return any(word in plain for word in _BOLD), any(word in plain for word in _ITALIC)


def _shape(item: Any, frame: _Frame, device: _Device) -> Shape | None:
    if not (item.fill or item.stroke):
        return None
    opening = device.clips.get(id(item))
    fill = hexadecimal(item.non_stroking_color, "") if item.fill else None
    square = opening is None and _rectangular(item)
    x0, top, x1, bottom = frame.box(opening or item)
    return Shape(x0, top, x1, bottom, square, fill, bool(item.stroke))


def _rectangular(item: Any) -> bool:
    """Whether its corners are those of the box round it; pdfminer asks for equal numbers."""
    points = item.pts
    if any(part[0] in _CURVES for part in item.original_path or ()):
        return False
    return all(
        min(abs(x - item.x0), abs(x - item.x1)) < _SQUARE
        and min(abs(y - item.y0), abs(y - item.y1)) < _SQUARE
        for x, y in points
    )


def hexadecimal(colour: Any, space: str = "") -> str:
    """ "#rrggbb" of a colour in grey, RGB or CMYK (0 to 1); "" for any other."""
    if space in _UNKNOWN_SPACES:
        return ""
    if colour is None:
        return "#000000"
    try:
        return _mixed(tuple(colour) if isinstance(colour, (tuple, list)) else (colour,))
    except TypeError:  # a pattern, or another object that is no number
        return ""


@lru_cache(maxsize=10_000)
def _mixed(values: tuple[Any, ...]) -> str:
    if not values or not all(isinstance(value, (int, float)) for value in values):
        return ""
    parts = [min(max(float(value), 0.0), 1.0) for value in values]
    if len(parts) == 1:
        parts *= 3
    elif len(parts) == 4:
        cyan, magenta, yellow, black = parts
        parts = [(1 - part) * (1 - black) for part in (cyan, magenta, yellow)]
    if len(parts) != 3:
        return ""
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
