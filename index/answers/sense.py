"""How a text reads, criticism or praise: for choosing where no heading sorts the points."""

import re
from typing import Literal

from index.answers.sentences import sentence_ranges
from ingest.tone import GRANTED, Tone, tone

Reading = Literal["low", "high", "plain"]

_READINGS: dict[Tone, Reading] = {"for": "high", "against": "low", "open": "plain"}
_LOW = re.compile(
    r"\b(?:not(?! only\b)|no(?! longer than\b)|nobody|never|nor|insufficient(?:ly)?"
    r"|inadequate(?:ly)?|ineffective(?:ly)?"
    r"|too (?:few|low|often|many|much|long|high|late|generic|basic|little)"
    r"|overly|not enough|weak(?:er|est|ness(?:es)?)?|lack(?:s|ed|ing)?|limited"
    r"|poor(?:ly|er)?(?! (?:mental |physical )?health)"
    r"|absen(?:t|ce)|fail(?:s|ed|ing|ures?)?|deficits?|shortfalls?|shortages?|vacanc(?:y|ies)"
    r"|need(?:s|ed) (?:to|further|improvement)|required? (?:further )?improvement"
    r"|improvements? (?:was|were|is|are) (?:needed|required)|unable|missed|missing|unclear"
    r"|inconsisten(?:t|tly|cy)|gaps?|hampered|problematic|disappoint\w+|worrying(?:ly)?"
    r"|concerning|at the expense of|under(?:used|utilised)|rare(?:ly)?|seldom|little|delays?"
    r"|delayed|unfamiliar|few(?:er)?|less than|under half|(?<!not )only(?! because)"
    r"|just (?:over|under) half|unmanageable|much (?:lower|higher) than"
    r"|(?:well|far) (?:above|below)|could have|should have)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
_HIGH = re.compile(
    r"\b(?:strong(?:er|est|ly)?|strengths?|good|well|effective(?:ly)?|excellent|impress\w+"
    r"|positive(?:ly)?|encourag\w+|pleasing(?:ly)?|skilled|knowledgeable|experienced|supportive"
    r"|clear(?:ly)?|robust(?:ly)?|meaningful(?:ly)?|stable|stability|creative(?:ly)?|innovat\w+"
    r"|improv(?:ed|ing)|regularly|routinely|almost (?:all|every)|without exception|most"
    r"|appropriate(?:ly)?|sufficient(?:ly)?|collaborative(?:ly)?|constructive|valued|visible"
    r"|approachable|responsive|enthusias\w+|motivated|committed|dedicated|commendabl\w+"
    r"|comprehensive|proactive(?:ly)?|respected|unified|praised|benefit(?:ed|s)?)\b",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"(?<!all)[,;]?\s+(?:but(?! also\b)|however,?|yet(?= \w+ \w+))\s+", re.IGNORECASE
)
CONTRAST = re.compile(
    r"\b(?:however|although|though|but(?! also\b)|except|only|unless|whilst|despite|apart from"
    r"|other than|not|without|yet|even so|nevertheless|nonetheless|that said)\b",
    re.IGNORECASE,
)
"""Words that take back or narrow what stands beside them: a quotation keeps them."""


def reads(sentence: str) -> Reading:
    """How the main claim of one sentence reads; "plain" where its words are neither.

    A concession counts for nothing: "Although there were gaps, planning was strong" is praise,
    "Reviews were regular, but they came late" is not. A word of criticism outweighs one of praise,
    since what it denies is mostly praise ("not sufficiently robust").
    """
    claim = GRANTED.sub("", sentence, count=1)
    parts = [p for p in _TURN.split(claim) if p]
    if len(parts) > 1 and len(parts[-1].split()) >= 3:
        claim = parts[-1]
    if _LOW.search(claim):
        return "low"
    if _HIGH.search(claim):
        return "high"
    # "Forty per cent of posts were vacant": what none of these words tells.
    return _READINGS[tone(sentence)]


def reads_point(text: str) -> Reading:
    """How a point of several sentences reads: by its first claim, unless a later one turns on it.

    "A framework was presented. This was unfamiliar to managers": a plain or good opening with a
    criticism after it is no praise, so it is "plain"; one that opens with criticism is "low".
    """
    readings = [reads(text[a:b]) for a, b in sentence_ranges(text)]
    if not readings or readings[0] == "low":
        return readings[0] if readings else "plain"
    if "low" in readings[1:]:
        return "plain"
    return "high" if "high" in readings else "plain"


def sounds_low(text: str) -> bool:
    """Whether a sentence reads as criticism, whatever the report labels it."""
    return reads(text) == "low"
