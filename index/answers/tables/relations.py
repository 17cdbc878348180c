"""What rows are set against: another place, the mean, the other of two standards."""

import re


def relation(lower: str) -> tuple[str, str] | None:
    """What rows are set against ("place", "mean", "median") and how; None where nothing is."""
    found = AGAINST_MIDDLE.search(lower)
    if found:
        which = "median" if "median" in found[0] else "mean"
        more = re.search(rf"\b(?:{_MORE})\b", found[0])
        return which, "gt" if more else "lt" if re.search(rf"\b(?:{_LESS})\b", found[0]) else "eq"
    if re.search(
        r"\b(?:same|equal|identical|tie[ds]?|level|joint)\b.{0,40}(?:as|with|to)\W*$", lower
    ) or (
        re.search(r"\b(?:the same|identical|equal) (?:score|rating|points|number|overall)", lower)
    ):
        return "place", "eq"
    if re.search(
        rf"\b(?:{_MORE})\b(?: \w+){{0,4}} than\W*(?:$|\b(?:in|did|does)\b)", lower
    ) or re.search(r"\b(?:beat|beats|outscored?|outperformed|above|ahead of)\W*$", lower):
        return "place", "gt"
    if re.search(
        rf"\b(?:{_LESS})\b(?: \w+){{0,4}} than\W*(?:$|\b(?:in|did|does)\b)", lower
    ) or re.search(r"\b(?:below|behind|under)\W*$", lower):
        return "place", "lt"
    return None


def versus(lower: str) -> str | None:
    """How one standard stands beside another ("better on planning than on assessment")."""
    if not re.search(
        r"\bthan (?:for|on|in|at|its|their|they|it)\b|\bas for\b|\bthe same (?:for|on)\b", lower
    ):
        return None
    if re.search(r"\b(?:higher|better|stronger|more)\b", lower):
        return "gt"
    return "lt" if re.search(r"\b(?:lower|worse|weaker|less)\b", lower) else "eq"


AGAINST_MIDDLE = re.compile(
    r"\b(?:above|below|over|under|better than|worse than|higher than|lower than|more than|less than"
    r"|fewer than|at|exactly|beat|beats|exceed\w*|compared? (?:with|to))\b"
    r" (?:the |that |this |its )?(?:overall |national |regional |region's )?"
    r"(?:average|mean|median)",
    re.IGNORECASE,
)
_MORE = (
    "more|higher|better|above|over|exceed\\w*|beat|beats|outscored?|ahead of"
    "|outperform\\w*|superior"
)
_LESS = "less|lower|fewer|worse|below|under|behind|trail\\w*"
