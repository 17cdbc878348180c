"""What a sentence carries: a figure, a share, a date, a name, a list, a reason."""

import re

_NUMBER_WORD = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    "|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    "|hundred|thousand"
)
HAS_FIGURE = re.compile(rf"\d|\b(?:{_NUMBER_WORD}|half|thirds?|quarters?|none|no)\b", re.IGNORECASE)
HAS_SHARE = re.compile(
    rf"\d\s*(?:per cent|%)|\b(?:\d+|{_NUMBER_WORD}) (?:out )?of\b"
    r"|\b(?:half|thirds?|quarters?|per cent|majority|none)\b",
    re.IGNORECASE,
)
HAS_DATE = re.compile(
    r"\b(?:20\d\d|January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\b"
)
HAS_MONEY = re.compile(r"£\s?\d|\b(?:pounds?|pence|million|billion)\b", re.IGNORECASE)
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
