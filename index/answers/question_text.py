"""The words of a question as they are asked and as they are looked for."""

import re

from index.answers.dates import DateWords, in_words
from index.answers.english import content_stems
from index.answers.names import Names
from index.answers.stories import leans, without_story

_PREAMBLE = re.compile(
    r"^\W*(?:(?:hi|hello|hey|good (?:morning|afternoon))(?: there| all)?\b[\s,!.]*|please\b[\s,]*"
    r"|ok(?:ay)?\b[\s,]*|so\b[\s,]*|and\b[\s,]*"
    r"|(?:can|could|would|will) you (?:please )?(?:kindly )?"
    r"(?:tell|show|give|find|let|explain|help|say|check)(?: out)?(?: to)?(?: me| us)?(?: know)?"
    r"(?: (?:what|if|whether) (?=\w+ \w+ (?:is|was)))?\s+"
    r"|i(?:'d| would| want| need| am| was|'m)(?: like)?"
    r"(?: to (?:know|see|find out|ask|understand)| wondering| looking (?:for|at)"
    r"| trying to find)(?: out)?(?: about)?[\s,]*|(?:do you|does anyone) know\s+"
    r"|just wondering[\s,]*|quick (?:one|question)[\s:,-]*|remind me(?: of| about)?[\s,]*"
    r"|any idea\s+)+",
    re.IGNORECASE,
)
_ACCORDING = re.compile(
    r"\b(?:according to|in|from|as per|per) (?:the|this|that|your|its|their)"
    r"(?: \d{4}| latest| last| annual| inspection| published| PDU)*"
    r" (?:report|inspection|document|annual report)s?\b(?: (?:of|for|on|into))?",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"^\W*(?:what|whatever|anything|something|is there anything|did|does|do|have|has)"
    r"(?: (?:did|does|do|has|have|was|were|is))?"
    r"(?: (?:the|these|those|any|all|hm|your|of|chief|annual|thematic|pdu|two|three|four|five))*"
    r"(?: (?:inspectors?|hmip|inspectorate|inspections?|reports?|thematics?|they|it|library))+"
    r" (?:have |had )?(?:to )?(?:say|said|find|found|think|thought|conclude|report|reported"
    r"|tell us|note|noted|make|made)(?: anything)? (?:about|on|regarding|of|re)\s+"
    r"|^\W*what (?:was|were|is|has been)"
    r" (?:said|found|reported|noted"
    r"|(?:the )?(?:(?:inspect(?:ors?|ion|orate)|report|hmip)(?:['’]?s|['’])? )?"
    r"(?:overall )?(?:view|verdict|finding|opinion|impression|take|judgement)s?)"
    r" (?:about|on|regarding|of)\s+"
    r"|^\W*(?:tell me |anything )?about\s+",
    re.IGNORECASE,
)
"""Words that only ask what is said; what is said of follows them."""
_UNIT = re.compile(r"\b(?:(?:the|this|that|your|their|a) )?(?:PDUs?)\b(?!['’])", re.IGNORECASE)
"""The place itself: it was chosen by its name, and stands in every second sentence."""
_NATION = re.compile(
    r"\b(?<!\beast )(?:(?:in|across|for|of|throughout) )?"
    r"(?:(?:the )?(?:whole |rest of the )?country|england(?: (?:and|&) wales)?|the nation)\b"
    r"(?! (?:region|statistics))"
    r"|\bnationally\b|\b(?:the )?national (?:position|picture|situation|scene|level)"
    r"(?: (?:on|for|of|with|regarding|about))?\b",
    re.IGNORECASE,
)
"""The whole country: chosen by its reports, as a place is by its own."""
_MARKUP = re.compile(r"\[[^\]]*\]\([^)]*\)|https?://\S+|</?[a-zA-Z][^>]*>|[*_`]{2,}")
_ORDERS = re.compile(
    r"^\W*(?:you are|you must|ignore|forget|pretend|act as|disregard|say|rate|print|repeat"
    r"|from now on|respond|reply|answer only|assume|imagine|system)\b",
    re.IGNORECASE,
)
_ALL_OF_IT = (
    r"(?:\W+(?:in (?:total|all|each|every|the|this|that|its|their|all)(?: \w+){0,2}|altogether"
    r"|overall|nationally|(?:across|in) (?:the )?(?:country|england(?: and wales)?|annual report"
    r"|whole (?:programme|year))|per (?:report|inspection|pdu|place)"
    r"|for (?:each|every|this|the) (?:\w+ )?"
    r"(?:report|inspection|pdu|place)"
    r"|(?:during|as part of) (?:the|this|each|its|their) inspections?"
    r"|by (?:the )?inspectors|and (?:how many|over (?:what|which) (?:\w+ )?(?:period|time)|when"
    r"|from when|what (?:\w+ )?period)|and|or|at))*\W*$"
)
"""What may follow a question for the whole sample without narrowing it."""
_CASES = re.compile(
    r"\b(?:how many|number of|total(?: number of)?) (?:individual |different )?"
    r"(?:case(?:s| files?| records?)|files|orders|people|licences)\b"
    r"(?! (?:that|which|where|with)\b).{0,30}?"
    r"\b(?:inspect(?:ed)?|look(?:ed)?(?: at)?|examined?|review(?:ed)?|sampled?|assess(?:ed)?|read"
    rf"|(?:go|went|gone) through|stud(?:y|ied)|pulled|dip[- ]sampled)\b{_ALL_OF_IT}"
    r"|\b(?:how (?:big|large) (?:is|was|were)|(?:what|whats)(?:['’]s| is| was)?|size of|the)"
    r"(?: the| its| their)* (?:(?:case )?sample(?: size)?"
    r"|size of (?:the|its|their) (?:case )?sample)"
    rf"{_ALL_OF_IT}"
    r"|\bhow many cases (?:is|are|was|were) (?:this|that|it|these|the (?:\w+ ){1,3}?) ?(?:based on"
    rf"|from|drawn from){_ALL_OF_IT}"
    r"|\b(?:which|what) (?:report|inspection|place|pdu|unit)s?\b.{0,20}\b(?:inspected|looked at"
    r"|examined|reviewed|sampled|read|covered) the (?:most|fewest|largest number of) cases\W*$",
    re.IGNORECASE,
)
CASES_WORDS = "We inspected cases where sentences and licences had commenced"
"""What is looked for when a question asks how many cases an inspection looked at."""


_INTERVIEWS = re.compile(
    r"\b(?:how many|number of) (?:\w+ ){0,2}?(?:officers?|practitioners?|staff|probation workers?"
    r"|members? of staff|people who work there)\b(?: (?:did|were|was|have|had|has))?"
    r"(?: (?:the|they|it|inspectors?|inspection|inspectorate|hmip|team|was|were|been|being))*"
    r" (?:interview(?:ed)?|sit down with|sat down with|spoken to|spoke to|speak (?:to|with)"
    r"|talk(?:ed)? (?:to|with)|s[ae]en|met|meet(?: with)?)\W*(?:by (?:the )?inspectors)?\W*$"
    r"|\b(?:how many|number of) interviews (?:with (?:\w+ )?(?:staff|officers|practitioners) )?"
    r"(?:did|were|was|have)\b.{0,40}$",
    re.IGNORECASE,
)
INTERVIEWS_WORDS = "We conducted interviews with probation practitioners"
"""What is looked for when a question asks how many of the staff an inspection spoke to."""
_PLANS = re.compile(
    r"\b(?:hmip|hmi probation|inspectorate|inspectors|chief inspector)(?:['’]?s)?\b.{0,25}"
    r"\b(?:plan(?:s|ned|ning)?|intend(?:s|ing)?|going to (?:start|begin|inspect|do|look)|up to next"
    r"|(?:next|coming) year|look(?:s|ing)? (?:forward|ahead))\b"
    r"|\b(?:plans?|planned|planning|intend|next for)\b.{0,25}\b(?:hmip|inspectorate|inspectors)\b"
    r"|\bwhat will (?:hmip|the inspectorate|inspectors) (?:inspect|do|look at|start|begin)\b"
    r"|\b(?:new|other|different|further|more|upcoming|future|planned)\b.{0,15}"
    r"\binspections?\b.{0,20}\b(?:coming(?: up| along)?|planned|plans|start(?:ing)?|begin(?:ning)?"
    r"|on the way|in the pipeline|next year|this year|ahead)\b"
    r"|\b(?:upcoming|future|planned) (?:\w+ )?inspections\b",
    re.IGNORECASE,
)
PLANS_WORDS = "Looking forward, this year we are planning to begin new inspections"
"""What is looked for when a question asks what the Inspectorate is going to do."""


def asks_plans(text: str) -> bool:
    """Whether a question asks what the Inspectorate is going to inspect."""
    return bool(_PLANS.search(text))


_DANGLING = re.compile(r",?\s*\baccording(?: to)?(?: the)?(?: report)?\W*$", re.IGNORECASE)
"""What is left of "according to the 2023 report" when the date has been taken out."""
_PEOPLE = (
    r"(?:how many|number of|total(?: number of)?) (?:people|persons|offenders|cases|clients"
    r"|individuals)(?: on probation)?"
)
_LOAD = re.compile(
    rf"\b{_PEOPLE}"
    r"(?: (?:do|does|did|is|are|was|were|the|this|that|it|they|probation|service|unit|pdu|place"
    r"|area|there|in|at|currently|actually|have|has|being|each|every|and|or|pdus|places|reports?))*"
    r" (?:look(?:s|ed|ing)? after|supervis(?:e|es|ed|ing)|manag(?:e|es|ed|ing)|responsible for"
    r"|under (?:its |their )?supervision|on (?:its|their|the) (?:books?|caseloads?))"
    r"(?: in total| altogether| in each\b.{0,20})?"
    r"(?: (?:at (?:the|that) time|when|then|now|during|at the point)\b.{0,40})?(?: and| or)*\W*$"
    r"|^\W*(?:how many|number of) (?:people|persons|offenders|individuals)"
    r"(?: (?:is|are|was|were|there|being|currently))* on probation"
    r"(?: (?:in|at|there|now|and|or))*\W*$"
    r"|^\W*(?:(?:how (?:big|large) (?:is|was|are)|what(?:[’']?s| is| was)|size of) )?"
    r"(?:the |its |their )?(?:total |overall )?(?:size of the )?caseload(?: size| numbers?)?"
    r"(?: (?:of|in) each\b.{0,20})?(?: and| or)*\W*$"
    r"|^\W*(?:(?:please )?compare\s+(?:the )?)?(?:(?:and|or|which|who|what|where|whose|one|of|the"
    r"|these|two|them|pdus?|places?|units?|areas?|reports?|report|has|have|had|is|was|with|a|got)\b"
    r"[\s,]*)*\b(?:(?:the|a|overall) )*(?:total )?(?:bigger|biggest|larger|largest|higher|highest"
    r"|smaller|smallest|lower|lowest|most) (?:total |overall )?caseloads?(?: size)?"
    r"(?:[\s,]*(?:and|or|of|in|than|all|the|them)\b)*\W*$"
    r"|^\W*(?:is|are|was|were) (?:the |its )?caseloads? (?:any |much )?(?:bigger|larger|higher"
    r"|smaller|lower)(?:[\s,]*(?:and|or|than|in|at|that|those|of)\b)*\W*$"
    r"|^\W*(?:which|who|what)(?: (?:pdu|place|unit|area|one|of|the|two))* (?:look(?:s|ed)? after"
    r"|supervis(?:es|ed)|has|had|manages?|is responsible for) (?:the )?(?:most|more|fewest|fewer)"
    r" (?:people|offenders|cases|clients)(?: on probation)?(?:[\s,]*(?:and|or|than)\b)*\W*$",
    re.IGNORECASE,
)
LOAD_WORDS = "The PDU supervises and is responsible for people on probation, its caseload"
"""What is looked for when a question asks how many people a place supervises."""


_AUDIENCE = re.compile(
    r",? for (?:a|an|my|our|the|some) (?:new |busy |senior |lay |visiting )*"
    r"(?:board|board members?|minister|mp|boss|bosses|director|colleagues?|managers?|team"
    r"|(?:team )?meeting|newcomer|journalist|governors?|committee|trustees?|leaders?|reader)"
    r"(?=\W*$)",
    re.IGNORECASE,
)
"""Whom an answer is for: no subject to look for."""
_VISIT = re.compile(
    r"\bbefore (?:i|we) (?:visit|go to|travel to|meet(?: with)?|see|speak to|go and see)\b",
    re.IGNORECASE,
)
"""What the answer is for: the place that it names is what is asked about."""


def asked(text: str, names: Names) -> str:
    """The question without markup, orders, politeness and what askers tell of themselves.

    Text of a question never changes how the assistant behaves (DESIGN.md, promise 11); a place that
    only what is left out names is kept for a question that names none.
    """
    bare = " ".join(_MARKUP.sub(" ", text).split()).replace("’", "'") or text
    bare = _VISIT.sub("in", _AUDIENCE.sub("", bare))
    sentences = re.split(r"(?<=[.!?;])\s+", bare)
    kept = [s for s in sentences if not _ORDERS.match(s)]
    question = without_story(_last_question(" ".join(kept) if kept else bare))
    question = _THEMED.sub("thematic ", question)
    if question == bare:
        return bare
    named, everywhere = _named(question, names), _named(bare, names)
    if not everywhere or named == everywhere:
        return question
    if not named:
        return f"{question.rstrip('?. ')} in {everywhere[0]}?"
    if len(bare.split()) - len(question.split()) > _PREFACE:
        return question
    # "As a Kent PDU, what did Leeds score?" takes something for granted; orders stay out all the
    # same.
    return question if len(kept) < len(sentences) else bare


TECHNOLOGY = re.compile(
    r"\bIT\b(?! systems?\b)(?!\s+(?:is|was|has|had|does|did|do|will|would|can|could|should|got"
    r"|gets?|scored|IT)\b)"
)
"""Computers, in capitals among other words; a question all in capitals is read in small ones."""
_THEMED = re.compile(r"\bthemed (?=inspect|report|review|work\b)", re.IGNORECASE)
"""What the Inspectorate calls thematic."""
_PREFACE = 40
"""Words before one question that are a preface to it, whatever they tell."""


def _last_question(text: str) -> str:
    """The one question at the end of a long preface; the text as it is where there is none.

    What means something only behind what was said before it stays with that.
    """
    sentences = [s for s in re.split(r"(?<=[.!?])\s+", text) if s.strip()]
    asking = [s for s in sentences if s.rstrip(" \"'”)").endswith("?")]
    before = " ".join(sentences[:-1])
    if len(asking) != 1 or asking[0] != sentences[-1] or len(before.split()) <= _PREFACE:
        return text
    return text if leans(asking[0]) or len(content_stems(asking[0])) < 1 else asking[0]


def _named(text: str, names: Names) -> list[str]:
    """The places that a text names, each as it is written there."""
    return [m.text for m in names.find(text) if m.places]


_TOPIC = 4
"""Words before the asking clause that name its subject; more tell a story."""
_CLAUSE = re.compile(r"\s[-–—]\s|[:;.!?]\s|,\s")
_STORY = re.compile(r"\b(?:i|i[’']?m|i[’']?ve|i[’']?d|my|me|we|we[’']re|our|us)\b", re.IGNORECASE)
"""What an asker says of themselves; other words before the question are part of it."""
_ASKS = re.compile(
    r"^(?:what|who|whom|whose|when|where|which|why|how|is|are|was|were|did|do|does|has|have|had"
    r"|can|could|in what|in how|at what|of what)\b",
    re.IGNORECASE,
)


def _asking_clause(text: str) -> str:
    """The clause that asks, without what the asker tells of themselves ("I'm at a desk - who…?").

    What else stands before it is its subject: "Staff absence was high - how was it tackled?".
    """
    starts = [0, *(m.end() for m in _CLAUSE.finditer(text))]
    for start in starts[1:]:
        story = len(text[:start].split()) > _TOPIC and _STORY.search(text[:start])
        rest = text[start:]
        if story and _ASKS.match(rest) and not leans(rest) and len(content_stems(rest)) >= 2:
            return rest
    return text


def without_preamble(text: str) -> str:
    """The question without what only leads to it: "can you tell me", "I'd like to know"."""
    return _PREAMBLE.sub("", text) or text


def _with_months(rest: str, dates: DateWords) -> str:
    """The question with its months put back: what happened in a month is looked for by it."""
    months = [in_words(d) for d in dates.dates if len(d) > 4]
    return f"{rest.rstrip('?. ')} {' '.join(months)}?" if months else rest


def search_text(rest: str, dates: DateWords) -> str:
    """The question as it is looked for: without politeness and without pointing at the report.

    Places and dates are out already, but the months of `dates` are put back.
    """
    bare = _DANGLING.sub("", rest)
    if _CASES.search(bare):
        return CASES_WORDS
    if _INTERVIEWS.search(_PREAMBLE.sub("", _asking_clause(bare))):
        return INTERVIEWS_WORDS
    unplaced = " ".join(_NATION.sub(" ", _ACCORDING.sub(" ", bare)).split())
    if _LOAD.search(_PREAMBLE.sub("", _asking_clause(unplaced))):
        return LOAD_WORDS
    rest = _with_months(rest, dates)
    text = _ACCORDING.sub(" ", _PREAMBLE.sub("", _asking_clause(rest)))
    for pattern in (_SAID, _UNIT, _NATION):
        shorter = pattern.sub(" ", text)
        text = shorter if content_stems(shorter) else text
    # The same words with and without their mark are the same question, to the vectors as well.
    return f"{' '.join(text.split()).strip(' ,;.!?')}?" if text.strip(" ,;.!?") else rest
