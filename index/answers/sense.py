"""Whether a text reads as criticism: for choosing among points whose polarity no heading gives."""

import re

_LOW = re.compile(
    r"\b(?:not|insufficient(?:ly)?|too (?:few|low|often|many|high|generic)|weak(?:er|est)?"
    r"|poor(?:ly)?|lack(?:ed|ing)?|limited|absen(?:t|ce)|fail(?:ed|ing|ure)?|deficits?|needed to"
    r"|improvements? (?:was|were|is|are) needed|unable|missed|unclear|inconsistent|gaps?"
    r"|challeng\w+|concern\w*|only)\b",
    re.IGNORECASE,
)


def sounds_low(text: str) -> bool:
    """Whether words of criticism stand in a text: how it reads, not what the report labels it."""
    return bool(_LOW.search(text))
