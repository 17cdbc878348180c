"""What a question wants of a list: how many points, and whether one side alone would mislead."""

import re

from index.answers import intents

_MANY = re.compile(
    r"(?<!the other )(?<!all )(?<!these )(?<!those )\b(\d|one|two|three|four|five|six|seven|eight"
    r"|nine|ten|single|a (?=single\b))(?: \w+){0,3}? "
    r"(?:strengths?|strong points?|positives?|weak\w*|weak points?|criticisms?|negatives?|concerns?"
    r"|problems?|failings?|shortcomings?|areas? (?:for|to) improve\w*|things?|points?|findings?"
    r"|messages?|examples?|headlines?|lessons?|themes?|takeaways?|recommendations?|recs|actions|reasons?|issues?|challenges?"
    r"|bullets?|bullet points?)\b",
    re.IGNORECASE,
)
_TOP = re.compile(r"\b(?:top|bottom|best|worst|first|last|highest|lowest)\s+(\w+)\b", re.IGNORECASE)


def how_many_wanted(text: str) -> int | None:
    """How many items a question asks for ("three criticisms", "the top five"); None if not said."""
    if intents.ASK_COUNT.search(text):
        return None
    top = _TOP.search(text)
    if top and (limit := intents.number_of(top[1])):
        return limit
    many = _MANY.search(text)
    word = many[1].lower() if many else ""
    return 1 if word == "single" else intents.number_of(word) if word else None


_QUALITY = re.compile(
    r"^\W*(?:(?:and|but|so|ok|well|please|hi|hello)[\s,]+)*(?:(?:is|are|was|were|do|does|did|has|have)"
    r"\b(?! (?:there|any|anything|anyone|they say|it say))(?! \w+ say)"
    r".{2,70}\b(?:any good|good|well|strong|effective(?:ly)?|weak|poor(?:ly)?|bad(?:ly)?|decent"
    r"|up to scratch|good enough|satisfactory)\b"
    r"|how (?:good|well|effective|effectively|strong|bad|weak|poor)"
    r" (?:is|are|was|were|do|does|did)\b)",
    re.IGNORECASE,
)
_GOOD_THINGS = re.compile(
    r"\b(?:good|effective|best) (?:practice|points?|things?|examples?|relationships?|links?)\b"
    r"|\bas well\b|\bbetter\b|\bworse\b|\bthan\b",
    re.IGNORECASE,
)


def asks_quality(text: str) -> bool:
    """Whether a question asks if something is done well, or how well: "Are reviews any good?"."""
    return bool(_QUALITY.search(text)) and not _GOOD_THINGS.search(text)
