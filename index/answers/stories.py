"""What askers say beside their question: who they are, what they need it for, thanks, excuses."""

import re
from functools import cache
from importlib.resources import files

import yaml

from index.answers.english import content_stems
from ingest.models import Record


class _Stories(Record):
    """The contents of data/stories.yaml: alternatives of patterns."""

    asker: tuple[str, ...]
    whose: tuple[str, ...]
    occasions: tuple[str, ...]
    before: tuple[str, ...]
    roles: tuple[str, ...]
    openings: tuple[str, ...]
    asks: tuple[str, ...]
    leans: tuple[str, ...]
    endings: tuple[str, ...]


_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_CLAUSE = re.compile(
    r"\b(?:question|one|thing|this)[,.]? but\s|\s[-–—]+\s|\s?[-–—]{2}\s?|[:;]\s|\.{2,}\s*"
    r"|,\s(?:but|so|and)?\s*|\sbut\s|\sso\s|\sand\s"
)
_FIRM = frozenset({":", ";", "-", "–", "—", "--", "...", ".."})
"""Signs that end a story whatever follows."""
_SUBJECT = re.compile(
    r"\b(?:about|regarding|concerning)\b(?! (?:it|this|that|to)\b)", re.IGNORECASE
)
_IT = "(?:it|this|that|these|them|an answer|the answer)"
_NEEDING = re.compile(
    r"\s(?:and|so|but|because|as)? ?(?:i |we |i'd |we'd |i would |we would )?"
    r"(?:really |just |also )?"
    r"(?:needs?|wants?|like|wonder(?:ed)?|(?:am|was|were) wondering|could do with|love)"
    r"(?: to (?:know|see|understand|find out|ask|check))?(?: about| if you know)?\s"
    rf"(?!(?:{_IT}|to|your|some|help)\b)",
    re.IGNORECASE,
)
"""Where a story goes over into what is wanted ("… on Monday and need the scores")."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    text = (files("index.answers") / "data/stories.yaml").read_text(encoding="utf-8")
    said = _Stories.model_validate(yaml.safe_load(text))
    asker = "|".join(said.asker)
    story = (
        rf"(?:{asker})\b|(?:my|our) (?:{'|'.join(said.whose)})\b"
        rf"|(?:{'|'.join(said.before)}) (?:my|our|an?|the|\w+'s) (?:\w+[\s-]){{0,4}}?"
        rf"(?:{'|'.join(said.occasions)})s?\b"
        rf"|speaking as\b|as (?:an?|the) (?:\w+ ){{0,2}}(?:{'|'.join(said.roles)})\b"
        rf"|(?:{'|'.join(said.openings)})\b"
    )
    leads = r"^\W*(?:and |but |so |oh |ah |well |ok,? |then |please |just |now )?"
    wants = (
        rf"\b(?:(?:{asker})(?: would)?(?: really| just| also)?) (?:like|love|want|need|wish)\b"
        rf"(?! (?:{_IT}|to (?:brief|tell|report|send|present|finish|go|be|get back|show)|help"
        rf"|your help|something)\b)"
        rf"|\b(?:{asker})(?: am| was| are)? (?:after|looking for|trying to find|interested in"
        rf"|wondering)\b"
    )
    made = {
        "story": rf"{leads}(?:{story})",
        "wants": wants,
        "asks": rf"{leads}(?:{'|'.join(said.asks)})\b",
        "leans": "|".join(said.leans),
        "endings": rf"(?:[\s,.;–—-]+(?:{'|'.join(said.endings)}))+\W*$",
    }
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in made.items()}


def without_story(text: str) -> str:
    """The text without sentences and clauses that tell of the asker, thank or excuse.

    What the question leans on stays: "I read that 16 were Inadequate. Is that right?".
    """
    sentences = [s for s in _SENTENCE.split(text) if s.strip()]
    if len(sentences) > 1:
        asking = [s for s in sentences if not _is_story(s)]
        if asking and not all(leans(s) for s in asking):
            sentences = asking
    question = _with_topic(" ".join(_from_question(s) for s in sentences), text)
    bare = _patterns()["endings"].sub("", question)
    if bare == question or len(bare.split()) < 2:
        return question
    return f"{bare}?" if text.rstrip().endswith("?") else bare


_FINDS = re.compile(
    r"^\W*(?:so |and |ok,? )?what (?:did|do|does|have|has) (?:they|inspectors|hmip|the reports?"
    r"|the inspectors) (?:find|found|say|said|think|conclude|report)(?: (?:in|at|for|of) .{2,60}?)?"
    r"\W*$",
    re.IGNORECASE,
)
"""A question that names no subject of its own."""
_LOOKING = re.compile(
    r"\b(?:looking (?:at|into)|interested in|researching|studying|thinking about|working on|writing"
    r" (?:about|on)|curious about|checking|reviewing|reading about|worried about)"
    r"\s+(?P<what>[^.!?;]+)",
    re.IGNORECASE,
)


def _with_topic(question: str, whole: str) -> str:
    """ "I'm looking at how cases are checked. What did they find in York?": its subject put in."""
    asked = _FINDS.match(question)
    told = _LOOKING.search(whole)
    if not asked or not told or not content_stems(told["what"]) or told["what"] in question:
        return question
    if _OCCASION.search(told["what"]):
        return question
    return f"{question.rstrip('?. ')} about {told['what'].strip()}?"


_OCCASION = re.compile(
    r"\b(?:report|paper|briefing|essay|dissertation|article|slides?|presentation|library|inspections?"
    r"|piece|thesis|bid|assignment)\b",
    re.IGNORECASE,
)
"""What somebody writes, which is no subject of a report."""


def leans(text: str) -> bool:
    """Whether a question means something only behind what was said before it."""
    return bool(_patterns()["leans"].search(text)) or not content_stems(text)


def _is_story(sentence: str) -> bool:
    """Whether a whole sentence tells of the asker and asks nothing."""
    subject = _SUBJECT.search(sentence)
    return (
        bool(_patterns()["story"].search(sentence))
        and not sentence.rstrip(" '\"”)").endswith("?")
        and not (subject and content_stems(sentence[subject.end() :]))
        and _from_question(sentence) == sentence
        and not _patterns()["wants"].search(sentence)
    )


def _from_question(text: str) -> str:
    """A sentence from where it asks on, without the clauses of a story before that."""
    while match := _patterns()["story"].search(text):
        rest = _after(text, match.end())
        if rest is None:
            return text
        text = rest
    return text


def _after(text: str, start: int) -> str | None:
    """What follows the story: the first clause that asks, or all behind a colon or dash."""
    boundaries = [*_CLAUSE.finditer(text, max(0, start - 1)), *_NEEDING.finditer(text, start)]
    for boundary in sorted(boundaries, key=lambda m: (m.start(), -m.end())):
        rest, story = text[boundary.end() :], text[: boundary.start()]
        if _patterns()["wants"].search(story):
            return None
        if _SUBJECT.search(story) and len(content_stems(rest)) < 3:
            return None
        said = boundary.group()
        firm = boundary.re is _NEEDING or " but" in said[1:] or said.strip() in _FIRM
        if not content_stems(rest) or leans(rest) or (len(rest.split()) < 2 and not firm):
            continue
        if firm or _patterns()["asks"].match(rest) or _patterns()["story"].search(rest):
            return rest
    return None
