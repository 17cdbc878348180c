"""Signs of symbol fonts as the characters that they look like."""

_PRIVATE = range(0xF000, 0xF100)
"""Where Word puts the signs of symbol fonts in Unicode."""

_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9F: "•",
    0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xB6: "☆", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE8: "→",
    0xFB: "✗", 0xFC: "✓", 0xFD: "✗", 0xFE: "✓",
}  # fmt: skip
_WINGDINGS2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "✗", 0x52: "✓", 0x53: "✗", 0x54: "✗", 0x96: "•", 0x97: "●",
    0xEA: "★",
}  # fmt: skip
_WEBDINGS = {0x61: "✓", 0x67: "■", 0x6E: "●", 0x72: "✗"}
_SYMBOL = {
    0x2D: "−", 0x61: "α", 0x62: "β", 0x64: "δ", 0x6D: "μ", 0x70: "π", 0x73: "σ", 0xA3: "≤",
    0xA5: "∞", 0xAC: "←", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•",
    0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBE: "—", 0xD2: "®", 0xD3: "©", 0xD4: "™",
}  # fmt: skip
_FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS2,
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
}
_ANY = {0xB7: "•", **{code: sign for code, sign in _WINGDINGS.items() if code >= 0x9F}}
"""Where no font says: the bullets and ticks that Word offers first."""


def from_font(text: str, font: str) -> str:
    """The words of a run: signs of symbol fonts as what they show, unknown ones left out."""
    signs = _FONTS.get(font.lower())
    if signs is None and not any(ord(char) in _PRIVATE for char in text):
        return text
    return "".join(_sign(char, signs) for char in text)


def symbol(code: str, font: str) -> str:
    """The sign of a font that `code`, in hexadecimal, stands for; "" for one that is not known."""
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    if font.lower() in _FONTS or value in _PRIVATE:
        return _sign(chr(0xF000 + (value & 0xFF)), _FONTS.get(font.lower()))
    return chr(value) if 31 < value < 0xD800 or 0xE000 <= value < 0x110000 else ""


def _sign(char: str, signs: dict[int, str] | None) -> str:
    code = ord(char)
    if char.isspace() or (code not in _PRIVATE and (signs is None or code > 0xFF)):
        return char
    return (_ANY if signs is None else signs).get(code & 0xFF, "")
