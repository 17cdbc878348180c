"""What a comparison compares: the question without the words that only set places side by side."""

import re
from collections.abc import Collection

from index.answers.english import content_stems

_ASKING = re.compile(
    r"^\W*(?:(?:please )?(?:compare|contrast|comparing|comparison(?: of| between)?)\b"
    r"|(?:is|are|was|were) there (?:any |a |much )?(?:difference|gap|contrast)s?"
    r"(?: (?:in|between|on|of))?\b"
    r"|(?:which|who|where|what|whose)(?: (?:one|place|unit|area|side|service|team|report))?"
    r"(?: of (?:the|these) (?:two|three)| of them)?\b(?! (?:proportion|percentage|share|number))"
    r"|how (?:do|does|did|is|are|was|were)\b)",
    re.IGNORECASE,
)
_COMPARING = re.compile(
    r"\b(?:vs?\b\.?|versus|than|(?:much |far |even )?(?:more|less|bigger|worse|better|higher|lower"
    r"|greater|larger|smaller|fewer|stronger|weaker)(?! than \d)(?: of)?|most|least|compared?"
    r"|comparing|contrast(?:ed)?|differ(?:s|ed|ently|ent)?|differences?|stack(?:s|ed)? up"
    r"|measures? up|(?:who|which)(?: one)? (?:had|has|got|was|is|did|does|came)(?: it| off| out)?"
    r"|(?:problems?|issues?|trouble) (?=with\b)"
    r"|side by side|respectively|alongside|against|between|both|either|similar(?:ly)?|the same)\b",
    re.IGNORECASE,
)
_DANGLING = re.compile(
    r"(?:[\s,;:–—-]|\b(?:or|and|with|between|of|for|in|at|to|as|was|were|is|are|do|does|did|v|the"
    r"|a|it|on)\b)+(?=[?.!;]|$)|^(?:[\s,;:–—-]|\b(?:or|and|the|has|have|had|a|v|is|was|does|did|do"
    r"|got|on|with|in)\b)+",
    re.IGNORECASE,
)
_COMPARATIVE = re.compile(r"\b([a-z]{3,}?)(i?er)\b", re.IGNORECASE)


def compared_subject(search: str, vocabulary: Collection[str]) -> str:
    """The subject to look for at each place; the text as it is where nothing would be left.

    `vocabulary` holds the words of the reports: "safer" becomes "safe" because they say that.
    """
    text = _COMPARING.sub(" ", _ASKING.sub(" ", search))
    text = _COMPARATIVE.sub(lambda m: _positive(m, vocabulary), text)
    text = " ".join(_DANGLING.sub(" ", _DANGLING.sub(" ", text.rstrip(" ?"))).split())
    return f"{text.strip(' ,;.!?')}?" if content_stems(text) else search


def _positive(match: re.Match[str], vocabulary: Collection[str]) -> str:
    """The plain form of a comparative that the reports use; else the word as it is."""
    word, stem, ending = match[0].lower(), match[1].lower(), match[2].lower()
    forms = (f"{stem}y",) if ending == "ier" else (f"{stem}e", stem, stem[:-1])
    if _NO_COMPARATIVE.fullmatch(word):
        return match[0]
    return next((f for f in forms if len(f) > 2 and f in vocabulary and f != word), match[0])


_NO_COMPARATIVE = re.compile(
    r"other|number|order|officer|offender|manager|practitioner|leader|prisoner|partner"
    r"|provider|after|over|under|never|ever|water|paper|power|letter|matter|member"
    r"|whether|together|user|worker|career|younger|later|former|consider|another"
    r"|further|court|teacher|centre|answer|remember|either|neither|rather|earlier"
    r"|computer|register|transfer|refer|offer|buyer|lower|driver|upper|december|october"
    r"|november|september|commissioner|stakeholder",
    re.IGNORECASE,
)
