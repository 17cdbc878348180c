"""Plain text made safe for Markdown and for Streamlit's own marks."""

import re

# CONTRACT.md: characters of a source that mean something to Markdown or to Streamlit.
_SPECIAL = re.compile(r"([\\`*_\[\]<>$|:~{}#&])")
# A line that begins like a list, a quotation or a rule.
_OPENING = re.compile(r"^(\s*)([-+=])")
_NUMBERED = re.compile(r"^(\s*\d+)([.)])(?=\s|$)")


def escape(text: str) -> str:
    """The text so that Markdown shows every character of it as it is."""
    text = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    text = _OPENING.sub(r"\1\\\2", text)
    return _NUMBERED.sub(r"\1\\\2", text)
