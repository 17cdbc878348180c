"""What a sentence carries: a figure, a share, a date, a name, a list, a reason."""

import re
from collections.abc import Callable

from index.answers.english import english, words

_NUMBER_WORD = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    "|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    "|hundred|thousand"
)
HAS_FIGURE = re.compile(
    rf"\d|\b(?:{_NUMBER_WORD}|half|(?<!the )(?:thirds?|quarters?)|none|no)\b", re.IGNORECASE
)
HAS_SHARE = re.compile(
    rf"\d\s*(?:per cent|%)|\b(?:\d+|{_NUMBER_WORD}) (?:out )?of\b"
    r"|\b(?:half|thirds?|quarters?|per cent|majority|none)\b",
    re.IGNORECASE,
)
HAS_FREQUENCY = re.compile(
    r"\b(?:always|never|rarely|seldom|often|frequently|regularly|routinely|sometimes|usually"
    r"|typically|consistently|occasionally|every (?:day|week|month|year)|(?:daily|weekly|monthly"
    r"|quarterly|annually)|once|twice)\b",
    re.IGNORECASE,
)
"""What answers "how often" as a share does."""
HAS_DATE = re.compile(
    r"\b(?:20\d\d|January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\b"
)
HAS_MONEY = re.compile(r"[£$€]\s?\d|\b(?:pounds?|pence|million|billion)\b", re.IGNORECASE)
HAS_NAME = re.compile(r"(?<!^)(?<![.!?] )[A-Z][a-z]+")
HAS_REASON = re.compile(
    r"\b(?:because|due to|as a result|owing to|since|so that|led to|caused|reflect(?:s|ed|ing)?"
    r"|therefore|meant|means|impact|following|despite|driven|this was)\b",
    re.IGNORECASE,
)
HAS_DURATION = re.compile(
    rf"(?:\d+|\b(?:{_NUMBER_WORD}|a|few|several))[ -](?:working )?(?:hours?|days?|weeks?|months?"
    r"|years?|minutes?)\b",
    re.IGNORECASE,
)
HAS_LIST = re.compile(r":\s|(?:,[^,.]+){2,}")

_COUNTED = re.compile(
    r"\b(?:how many|number of)\s+(?:of (?:the |its |their )?)?((?:[\w'’-]+ ){0,4}?[\w'’-]+)"
    r"(?=\s+(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|in|at|on|of|for|from"
    r"|to|by|with|who|that|which|there|made|got|get|per|a|each|across|during|within|before|after"
    r"|against)\b|\W*$)",
    re.IGNORECASE,
)
"""What a question wants counted, up to its verb or preposition: "how many grey vans were"."""
_NO_NOUN = re.compile(
    r"^(?:did|do|does|was|were|is|are|has|have|had|can|could|will|would|in|of)\b|ing$",
    re.IGNORECASE,
)
"""What follows "how many" and names nothing to count: "how many did fail", "… were queuing"."""
_WHAT = re.compile(r"\bwhat(?:[’']?s| is| was| do| does| did)\b", re.IGNORECASE)
_RATED = re.compile(
    r"(?<!\bdid )(?<!\bdo )(?<!\bdoes )\b(?!(?:top|bottom|highest|lowest|best|worst|average|mean"
    r"|exact|overall|total|current|latest|national|regional|key|main|actual|real|what|which|the|any"
    r"|same|and|or|first|last)\b)([\w-]+) (?:rates?|levels?|scores?|figures?|bills?)\b",
    re.IGNORECASE,
)
"""What a rate is a rate of: "vacancy rate"; not "what did POs score", "the bottom figure"."""


_NAME_OF = re.compile(
    r"\bnames? of (?:the |its |their )?(?:\w+ ){0,2}?"
    r"(?:head|manager|leader|boss|director|inspector|officer|chief|chair)s?\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\bwho(?:[’']?s| is| was| are| were)? (?:currently |now )?(?:the |its |their |your )?"
    r"(?:[\w’']+ ){0,3}?"
    r"(?:head|manager|leader|boss|director|inspector|officer in charge|chief|chair|author|mp"
    r"|minister|commissioner|mayor|president|secretary)\b|\bwho (?:wrote|authored)\b"
    r"|\bwho(?:[’']?s| is| was)? (?:currently |now )?in charge of (?:the |this |that )?"
    r"(?:pdu|probation|unit|region|place|office|service)\b"
    r"|\bwho (?:runs|heads|leads|manages) (?:the |this |that )?(?:pdu|probation|unit|region)\b"
    r"|\bwhat(?:[’']?s| is| was) (?:his|her|their|the [\w’' ]{3,40}[’']s?) name\b"
    r"|\b(?:give|tell) me (?:his|her|their|the) names?\b|\bname (?:him|her|them)\b"
    r"|\bneed (?:his|her|their) names?\b|\bwho was the (?:man|woman|person|officer)\b",
    re.IGNORECASE,
)
"""A question for the holder of an office: somebody's name is the answer, not the office's."""
_LONG = re.compile(
    r"\bhow (?:long(?! (?:is|was|are|were) (?:the |its |their )?(?:\w+ )?(?:queues?|lines?|lists?"
    r"|backlogs?)\b)|soon|quickly|many (?:hours?|days?|weeks?|months?|years?))\b"
    r"|\b(?:average|typical|usual|mean|normal) wait\w*\b|\bwait in (?:days|weeks|months)\b",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"\b(?:costs?|rents?|fares?|fees?|price(?: tag)?|budget|spend(?:ing)?|salar(?:y|ies)|wages?"
    r"|pay bill)\b"
    r"|\bvalue of\b|\bhow much (?:did|does|do|was|were|is|are|has|have) .{0,60}"
    r"\b(?:cost|spend|spent|paid|pay|worth|receive|get|given|awarded)\b|\bhow much money\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\bhow (?:much|many|high|low|large)\b|\bhow big\b(?! an? )|\bwhat(?:[’']?s)?\b|\bwhich sum\b"
    r"|\b(?:number|figure|amount|size|give|tell|value)\b",
    re.IGNORECASE,
)
"""Asks for the amount itself: not whether something costs anything, or what part pay plays."""
_HEADS = re.compile(
    r"\bhow many (?!.{0,30}\b(?:vacanc|per ?cent))[\w' -]{2,40}? (?:(?:are|were) there\b"
    r"|(?:do|does|did) .{0,40}?\b(?:have|employ)\b)(?! (?:that|who|which|with|been|to)\b)",
    re.IGNORECASE,
)
"""How many people or things there are at all: no share and no rate tells."""
_PLAIN_NUMBER = re.compile(
    r"(?<![\d.,])\d[\d,]*(?:\.\d+)?(?![\d.,]*\d)(?!\s*(?:per cent|%))"
    rf"|\b(?:{_NUMBER_WORD}|no|single)\b(?! (?:per cent|thirds?|quarters?))",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"^\W*when\b|\bwhen (?:does|did|do|will|is|was|were|are|has)\b"
    r"|\b(?:what|which|on what) (?:date|day|month|year)\b|\bdate (?:of|for)\b",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\b(?:19|20)\d\d\b|\b(?:last|this|next) (?:year|month|week)\b", re.IGNORECASE)
_CAPITALS = re.compile(r"\b([A-Z][a-z]+) ([A-Z][a-z]+)\b")
_DONE = re.compile(
    r"\bhow many (?:[\w'’-]+ ){1,4}?(?:are|was|were|have been|had been|got) (\w{3,}ed)\b",
    re.IGNORECASE,
)
"""What was done to those who are counted: "how many staff were assaulted"."""
_PART = re.compile(
    r"\bhow many of (?:the |its |their |those |these |them)?(?:[\w'’-]+ ){0,5}?"
    r"(?:are|is|was|were)(?: an?)? (?!in\b|at\b|on\b|of\b|for\b|to\b|the\b|there\b|subject\b)"
    r"(\w{3,})\b",
    re.IGNORECASE,
)
"""Which part of them is counted: "how many of the practitioners are men"."""


def quantity(question: str) -> list[tuple[int, int]]:
    """Where a question names the quantity that it asks for; empty where it names none.

    The noun that is counted ("how many complaints") and what was done to it, or what a rate is of
    ("vacancy rate").
    """
    done = [m.span(1) for m in (*_DONE.finditer(question), *_PART.finditer(question))]
    counted = _COUNTED.search(question)
    if counted and not _NO_NOUN.search(counted[1]):
        last = words(counted[1])[-1]
        return [(counted.start(1) + last.start, counted.start(1) + last.end), *done]
    if rated := _RATED.search(question):
        return [rated.span(1)]
    return []


def counted_noun(question: str) -> str:
    """What a question wants counted, in one word: "days" of "how many sick days were lost"."""
    counted = _COUNTED.search(question)
    return words(counted[1])[-1].text if counted else ""


def asks_what(question: str) -> bool:
    """Whether a question asks what something is or does, as one for a quantity may."""
    return bool(_WHAT.search(question))


def asks_person(question: str) -> bool:
    """Whether a question asks for the name of somebody in an office."""
    return bool(_NAME_OF.search(question) or _OFFICE.search(question))


def lacks(question: str, sentence: str, common: Callable[[str], bool]) -> bool:
    """Whether a sentence has nothing of the kind that a question plainly asks for.

    A length of time, an amount of money, a date, somebody's name: without it nothing in the
    sentence can be the answer, however near its subject. `common` as for `names_person`.
    """
    if _LONG.search(question) and not HAS_DURATION.search(sentence):
        return True
    if _PRICE.search(question) and _AMOUNT.search(question) and not HAS_MONEY.search(sentence):
        return True
    if _HEADS.search(question) and not _PLAIN_NUMBER.search(_YEARS.sub(" ", sentence)):
        return True
    day = _DAY.search(question) and not when_clause(question)
    if day and not (HAS_DATE.search(sentence) or _YEARS.search(sentence)):
        return True
    return asks_person(question) and not names_person(sentence, common)


_WHEN_CLAUSE = re.compile(
    r"^\W*when\b(?!['’]?s\b)"
    r"(?! (?:did|does|do|will|can|could|would|was|were|is|are|has|have|had|exactly)\b)"
    r"(?: [^\s,;]+){2,}?"
    r"(?:[,;] ?(?:\w+ )?|\s)"
    r"(?:how|what|who|which|why|where"
    r"|(?:is|are|was|were|did|do|does|has|have|can)(?: (?:n['’]t|not))? (?:the|any|it|they|there"
    r"|that"
    r"|this|people|staff|anybody|anyone|an?|its|their|his|her|we|he|she|everyone|everybody|nobody"
    r"|someone|somebody|inspectors|leaders|managers|officers|practitioners))\b",
    re.IGNORECASE,
)


def when_clause(question: str) -> bool:
    """Whether "when" only begins a clause before the question: "When somebody left, did the …"."""
    return bool(_WHEN_CLAUSE.search(question))


def names_person(text: str, common: Callable[[str], bool]) -> bool:
    """Whether two capitals in a row may be somebody's name, and not a place's or an office's.

    `common` tells lower-case words that the texts use as such: a name's are none of them.
    """
    known = english().general_in_names | english().directions | english().gazetteer
    return any(
        not known & {first.lower(), last.lower()}
        and not common(first.lower())
        and not common(last.lower())
        for first, last in _CAPITALS.findall(text)
    )
