"""Colours of a Word file: its theme, filled shapes and shaded cells, as "#rrggbb"."""

import colorsys
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.readers.word_xml import Element, attribute, child, children, descendants, name, number

_HEX = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
_THEME = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2", "background1": "lt1",
          "text1": "dk1", "background2": "lt2", "text2": "dk2", "light1": "lt1", "dark1": "dk1",
          "light2": "lt2", "dark2": "dk2", "hyperlink": "hlink"}  # fmt: skip
_NAMED = {
    "black": "000000", "white": "ffffff", "red": "ff0000", "green": "008000", "blue": "0000ff",
    "yellow": "ffff00", "silver": "c0c0c0", "gray": "808080", "grey": "808080", "maroon": "800000",
    "purple": "800080", "fuchsia": "ff00ff", "lime": "00ff00", "olive": "808000", "navy": "000080",
    "teal": "008080", "aqua": "00ffff", "orange": "ffa500",
}  # fmt: skip
_EMU = 12_700
"""Units of DrawingML in a point."""
_MEASURE = re.compile(r"(width|height)\s*:\s*([\d.]+)(pt|in|cm|mm|px)?")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "": 0.75}
_UNFILLED = frozenset({"a:noFill", "a:grpFill", "a:gradFill", "a:pattFill", "a:blipFill"})


class Shape(NamedTuple):
    """A shape that is drawn in the text."""

    colour: str
    """"#rrggbb", or "" where it has no one fill that is known."""
    width: float
    """Points; 0 where nothing says."""
    height: float


@dataclass
class Theme:
    """The colours that a file calls by name."""

    colours: dict[str, str] = field(default_factory=dict)

    def shape(self, element: Element) -> Shape:
        """Fill and size of a shape: DrawingML (wps:wsp) or VML (v:oval, v:rect …)."""
        if name(element) == "wps:wsp":
            return self._drawn(element)
        style = (attribute(element, "style") or "")[:1000]
        sizes = {
            match[1]: float(match[2]) * _POINTS[match[3] or ""]
            for match in _MEASURE.finditer(style)
            if match[2].count(".") < 2 and match[2] != "."
        }
        filled = (attribute(element, "filled") or "t")[:1] not in ("f", "0")
        colour = self._vml(attribute(element, "fillcolor") or "") if filled else ""
        return Shape(colour, sizes.get("width", 0.0), sizes.get("height", 0.0))

    def shading(self, element: Element | None) -> str:
        """The colour that <w:shd> lays behind words; "" for none."""
        if element is None:
            return ""
        found = _HEX.fullmatch(attribute(element, "fill") or "")
        if found:
            return _css(found[1])
        theme = attribute(element, "themeFill") or ""
        return _css(self._named(theme)) if theme else ""

    def _drawn(self, element: Element) -> Shape:
        frame = child(element, "wps:spPr")
        extent = child(frame, "a:xfrm/a:ext")
        width, height = (number(extent, side) or 0 for side in ("cx", "cy"))
        colour = self._solid(child(frame, "a:solidFill"))
        unfilled = any(name(each) in _UNFILLED for each in children(frame))
        style = child(element, "wps:style/a:fillRef")
        if not colour and not unfilled and style is not None and number(style, "idx"):
            colour = self._solid(style)
        return Shape(colour, width / _EMU, height / _EMU)

    def _solid(self, fill: Element | None) -> str:
        """The colour inside a:solidFill, its changes of lightness applied."""
        for each in children(fill):
            value = attribute(each) or ""
            if name(each) == "a:schemeClr":
                value = self._named(value)
            elif name(each) == "a:sysClr":
                value = attribute(each, "lastClr") or ""
            elif name(each) == "a:prstClr":
                value = _NAMED.get(value.lower(), "")
            elif name(each) != "a:srgbClr":
                continue
            alpha = number(child(each, "a:alpha"))
            if _HEX.fullmatch(value) and alpha != 0:
                return _changed(_css(value), each)
        return ""

    def _named(self, theme: str) -> str:
        low = {key.lower(): value for key, value in self.colours.items()}
        return low.get(_THEME.get(theme.lower(), theme).lower(), "")

    def _vml(self, colour: str) -> str:
        word = colour.split(" ")[0].lower()
        found = _HEX.match(word) if word.startswith("#") else None
        return _css(found[1] if found else _NAMED.get(word, ""))


def read_theme(root: Element | None) -> Theme:
    """The colours of a part word/theme/theme1.xml; none of what is not there."""
    theme = Theme()
    for scheme in descendants(root, "a:clrScheme"):
        for each in children(scheme):
            inner = next(children(each), None)
            value = attribute(inner, "lastClr") or attribute(inner) or ""
            if _HEX.fullmatch(value):
                theme.colours[name(each).removeprefix("a:")] = value
        break
    return theme


def _css(digits: str) -> str:
    if not digits:
        return ""
    bare = digits.lstrip("#").lower()
    return "#" + (bare if len(bare) == 6 else "".join(2 * digit for digit in bare))


def _changed(colour: str, element: Element) -> str:
    """A colour made lighter or darker as a theme does: by shares of its luminance."""
    multiplied, added = (number(child(element, f"a:lum{part}")) for part in ("Mod", "Off"))
    if multiplied is None and added is None:
        return colour
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, light, strong = colorsys.rgb_to_hls(red, green, blue)
    share = (100_000 if multiplied is None else multiplied) / 100_000
    light = min(1.0, max(0.0, light * share + (added or 0) / 100_000))
    parts = colorsys.hls_to_rgb(hue, light, strong)
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
