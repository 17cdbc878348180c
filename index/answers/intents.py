"""What kind of thing a question asks for, told from its words."""

import re

from index.answers.carries import when_clause
from index.models import Aggregate, Condition
from ingest.facts.numbers import number


def _words(alternatives: str, also: str = "(?!)") -> re.Pattern[str]:
    """Whole words; `also` is a pattern without borders of words (a sign, say)."""
    return re.compile(rf"\b(?:{alternatives})\b|{also}", re.IGNORECASE)


CREATIVE = re.compile(
    r"\b(?:write|compose|make up|draw|sing|translate|invent|generate|draft|tell)\b.{0,30}"
    r"\b(?:poem|song|story|essay|joke|code|script|haiku|limerick|rap|play|novel|letter|e-?mail"
    r"|speech)\b|\b(?:system prompt|api key)\b"
    r"|\b(?:print|show|reveal|repeat|output|tell me) (?:me )?(?:your|the)"
    r" (?:system |hidden |initial )?(?:instructions|prompt|rules)\b",
    re.IGNORECASE,
)
METHOD = re.compile(
    r"\bhow (?:does|do|did|is|are|were|was) .{0,60}"
    r"\b(?:decide[ds]?|determine[ds]?|work(?:ed)? out|calculate[ds]?|arrive[ds]? at|set|reached"
    r"|made|driven|awarded)\b|\bwhat (?:does|do) .{0,40}\bmean\b"
    r"|\b(?:rating bands?|banding|below what\b|above what\b|cut[- ]?offs?|thresholds?)\b"
    r"|\bhow (?:high|low|good|much)\b.{0,80}\b(?:ha(?:s|ve) to|must|needs? to)\b"
    r"|\bwhat (?:rating|grade|score|percentage|per cent)"
    r" (?:does|do|would|is needed|is required|must)\b"
    r"|\b(?:percentage|proportion|share|per cent|%) of .{0,30}\b(?:do you|does it|is|are)"
    r" (?:need|take|required?)|\bturns? .{0,50}\binto\b"
    r"|\bwhat (?:percentage|per cent|proportion|share)\b.{0,60}"
    r"\b(?:ha(?:s|ve) to|must|needs? to|before)\b"
    r".{0,60}\b(?:rat(?:ed|ing)|graded?|Good|Outstanding|Inadequate|Requires improvement)\b",
    re.IGNORECASE,
)
"""Questions about how ratings come about, which the annual report answers for all places."""
GOOD_OF_IT = re.compile(
    r"\banything (?:about (?:it|this|that|them)|good|positive|bad)\b|\bany good\b|\bgood news\b"
    r"|\bbright spots?\b|\bany (?:positives|praise|criticisms?)\b",
    re.IGNORECASE,
)
"""What is good or bad about something stands in the texts, whatever its rating."""
REGION_OF = re.compile(
    r"\b(?:which|what) (?:probation )?region\b.{0,40}\b(?:in|part of|belongs?|covers?|under)\b"
    r"|\bregion (?:is|are) \w+ in\b|^\W*(?:(?:its|the|their|which|what) )?region(?: for| of)?\W*$",
    re.IGNORECASE,
)
REOFFENDING_RATE = re.compile(
    r"\b(?:re-?offending|offending|reconviction) (?:rates?|statistics|figures?)\b", re.IGNORECASE
)
GREETING = re.compile(
    r"^\W*(?:hi|hello|hey|good (?:morning|afternoon|evening)|thanks?|thank you|cheers|ok(?:ay)?"
    r"|bye)(?:\s+(?:there|all|again|very much|a lot|everyone))?\W*$",
    re.IGNORECASE,
)
HELP = re.compile(
    r"^\W*(?:(?:hi|hello|hey|ok(?:ay)?|so|and|but|please|sorry)\b[\s,.!]*)*"
    r"(?:help(?: me)?(?: out)?|(?:i )?need help|what (?:else )?can you (?:do|answer|tell me"
    r"|help(?: me)?(?: with)?)|what (?:else )?(?:can|could|should|may) i ask(?: you)?(?: about)?"
    r"|what sort of (?:questions?|things?) can (?:i ask|you answer)|how (?:do|can) i use"
    r" (?:this|it|you)|what (?:do|are) you (?:do|for)|how does this work)"
    r"(?: here| please| for me)?\W*$",
    re.IGNORECASE,
)
"""What can be asked at all: answered with examples, not with a list of reports."""
COVERAGE = re.compile(
    r"\b(?:(?:what|which) (?:reports?|inspections?|documents?|files?|places?|pdus?)"
    r" (?:do you (?:have|hold|know|cover)|are (?:held|in (?:the|this|your) library)"
    r"|does (?:the|this|your) library|can (?:i|you)|have you (?:got|read))"
    r"|what(?:'s| is| do you have) in (?:the|this|your) library"
    r"|what does (?:the|this|your) library (?:hold|have|cover|contain)"
    r"|how many reports (?:do (?:you|we) (?:have|hold|know|cover)|have you (?:got|read)"
    r"|are (?:held|there|in (?:the|this|your) library))"
    r"|(?:list|show|name)(?: me)?(?: all)?(?: of)? your (?:reports|inspections|documents|files)"
    r"|what can (?:you (?:do|answer|help)|i ask)|who are you|what are you\b"
    r"|how do you work\b(?! out)"
    r"|how (?:up[- ]to[- ]date|recent) (?:are you|is (?:the|this|your) library))",
    re.IGNORECASE,
)
MISSING = re.compile(
    r"\b(?:what(?:'s| is) missing|(?:what|which|how many)(?: of the)?(?: \d+)?"
    r" (?:reports?|inspections?|pdus?|places?)\b.*"
    r"\b(?:missing|not (?:in (?:the|this|your) library|have|hold|held|cover)"
    r"|don'?t (?:you|we) (?:have|hold)|(?:you|we) (?:don'?t|do not|haven'?t) (?:have|hold|got)|lack"
    r"|do(?:es)? (?:you|the library) not (?:have|hold)|without (?:a|its|their) (?:\w+ )?report"
    r"|no report of (?:its|their) own))"
    r"|\b(?:inspections|pdus|places)\b.{0,50}\b(?:own|full)? reports? (?:is|are) (?:missing|not)",
    re.IGNORECASE,
)
PROCESS = re.compile(
    r"\bwhat (?:happens|would happen|will happen)\b(?! (?:in|at|on|with|during)\b)"
    r"|\bwhat(?:['’]s| is) (?:the )?(?:process|procedure) (?:for|after|when|if|once|following)\b"
    r"|\bwhat (?:are|is) the (?:consequences?|sanctions?|penalt(?:y|ies)) (?:of|for|if|when)\b",
    re.IGNORECASE,
)
"""How things go on from there, for anybody: no rating of the place that is the example."""
_TOLD = (
    r"what (?:was|were|is|are|did|do|does|has|have|had) (?:(?:been|get|got|the|their|its|it|they"
    r"|pdus?|units?|places?|regions?|teams?|services?|probation|leaders?|leadership|managers?"
    r"|management|heads?|senior|middle|boss(?:es)?|and|there|else|exactly|both) ){0,8}told"
    r"(?! (?:us|inspectors|when|whether|if)\b)"
)
"""What a place, or those who lead it, were told: what victims or staff are told stands in texts."""
RECOMMENDATION = _words(
    r"recommend(?:ed|s|ation|ations|ing)?|recomend(?:ed|s|ation|ations)?|recommedations?|recs?"
    r"|what (?:should|must|ought) .{0,60}\bdo\b"
    r"|what (?:\w+ ){1,4}(?:should|must|ought to) (?:do|change|fix)\b"
    r"|actions? (?:set|for|required|needed|asked)"
    r"|(?:every|all|each|which|what|any|the) actions? .{0,40}\b(?:set|given|required|asked)"
    r"|(?<!people )(?<!probation )(?<!victims )(?<!they )"
    r"(?:told|asked|urged|advised|instructed|supposed|meant|expected) to"
    rf"|{_TOLD}"
    r"|(?:inspectors?|inspection|inspectorate|hmip|report|they) (?:ask|tell|told|want|instruct"
    r"|urge|require|call on)(?:s|ed)? (?:\w+ ){0,8}?to \w+|inspectors expect (?:of|from)"
    r"|(?<!\w )(?:did|does|do|has|have) (?:the )?"
    r"(?:hmip|inspectorate|inspectors?|inspection|report|they)(?: \w+)?"
    r" (?:say|suggest|think|feel|believe|argue|conclude)\b.{0,60}"
    r"\b(?:should|ought to|must|needs? to|needed to)\b"
    r"|to[- ]do lists?|action (?:points?|plan)"
    r"|whose (?:job|responsibility)|who (?:should|must|needs to|has to|ought to)"
    r"|what (?:did|does|do|has|had|must) .{0,60}\b(?:have|has|had|need(?:ed)?) to do\b"
)
FOLLOWED_UP = _words(
    r"recommendations?\b.{0,60}(?<!should be )\b(?:carried out|implement(?:ed|ing|ation)"
    r"|followed up|follow-up|acted (?:up)?on|put in(?:to)? (?:place|practice|effect)"
    r"|been (?:met|done|actioned|addressed|reviewed|completed|achieved)|accepted|progressed"
    r"|taken (?:up|on board|seriously))"
    r"|(?:progress(?:ed)?|act(?:ed|ing)? on|implement(?:ed|ing)?|accept(?:ed|ing)?|respon(?:d|ded"
    r"|ds|se)|follow(?:s|ed|ing)?[- ]up|check(?:s|ed|ing)?|monitor(?:s|ed|ing)?)"
    r"(?: (?:\w+ ){0,3}(?:on|to|about|against|of|whether|if|up|with))?"
    r" (?:\w+ ){0,4}recommendations?"
    r"|^\W*(?:is|was|has|have|had|did|does|do|are) (?:\w+ ){0,5}action plans?"
    r"|action plans? (?:\w+ ){0,3}(?:response|respond(?:ing|s)?|agreed|published|submitted|sent"
    r"|drawn up|since|after)",
    r"\b(?:previous|earlier|past|last)\b.{0,30}\brecommendations?\b.{0,40}\b(?:done|met|addressed)\b",
)
"""What became of recommendations, or of a plan made upon them: no report's own recommendation."""
RATING = _words(
    "rated?|ratings?|(?<!all )(?<!officer )(?<!staff )(?<!these )(?<!by )(?<!po )(?<!pso )(?<!spo )"
    "grades?|graded|marks?|marked"
    "|(?<!any )judge?ments?|judged overall|verdict"
)
RATING_LOOSE = re.compile(
    r"\b(?:how (?:did|does|was|were|is|are|do) .{2,60}"
    r"\b(?:do|perform|fare|doing|performing|get on)\b|what did .{2,60} (?:get|receive|achieve)\b"
    r"|\bhow (?!many|much|often|long|far|big|to\b)(?:[\w&'’-]+ ){1,6}?(?:did|fared|performed|got on"
    r"|(?:is|was|were|are) (?:doing|rated|performing)|scored|came (?:out|off))"
    r"(?: overall| in (?:its|their|the) (?:last |latest )?inspection)?\W*$"
    r"|\bwhat (?:[\w&'’-]+ ){1,5}?(?:got|scored|was rated|were rated)(?: overall)?\W*$"
    r"|\b(?:give|gave|award(?:ed)?) .{2,60} for\b|fail(?:ed)? (?:its|the|their) inspection"
    r"|(?:do|does|did|has|have|had) .{2,40} pass(?:ed)?"
    r"(?: on| for| (?:its|the|their) inspection|\W*$)"
    r"|pass(?:ed|es)? (?:on|for) \w+\W*(?:yeah|right|yes)?\W*$)",
    re.IGNORECASE,
)
SCORE = _words(
    r"scores?|scored|scoring|composite|total(?=\W*$)|(?<!good )(?<!bad )(?<!key )(?<!main )"
    r"(?<!strong )(?<!weak )(?<!plus )(?<!action )points|(?:\d+|one|two|three|four|five|six) point"
    r"|out of (?:21|27)|\d+(?: of |/)(?:21|27)(?! (?:\w+ )?(?:cases|people|staff|standards|pdus))"
)
WHY = re.compile(
    r"\b(?:why|how come|what (?:led|drove|explains?|caused|lay behind|is behind|was behind"
    r"|accounts for|accounted for|held|holds|stopped|stops|prevented|kept|keeps)"
    r"|reasons?|reasoning|for what reason|what made|what (?:earned|won|landed)"
    r"|what went (?:wrong|right)"
    r"|what(?:['’]s| is| was) the cause|causes?(?= (?:of|for)\b.{0,30}\b(?:rating|score|grade)))\b",
    re.IGNORECASE,
)
STRENGTHS = _words(
    "strengths?|(?:strong|good|plus) points?|positives?"
    "|(?:do|did|does|doing|done|went|going|goes|works?|worked"
    "|working) (?:really )?well|good practice|effective practice|best practice|praise[sd]?|proud of"
    "|best (?:about|things?|features?)|things? (?:was|is|were|are) (?:the )?best"
    "|(?:anything|something|things?) (?:good|positive)"
    "|good (?:bits?|parts?|stuff|news|side)|best (?:bits?|parts?)"
    "|praise for|good at|bright spots?|what(?: is|'s| was) good|pros"
)
IMPROVEMENTS = _words(
    "weakness(?:es)?|(?:bad|worst) (?:bits?|parts?|stuff|news|side)|(?:weak|sore) spots?"
    "|bad points?|needs? fixing"
    "|let down|weak points?|areas? for improvement"
    "|areas? to improve|criticisms?|critici[sz](?:e[sd]?|ing)|negatives?"
    "|what (?:didn['’]t|did not|wasn['’]t|was not|hasn['’]t|has not)|worst (?:about|things?)"
    "|(?:anything|something|things?) (?:bad|wrong|negative)"
    "|(?:needs?|needed|has|have|had) to improve"
    "|(?:do|did|does|doing|done|went|going|goes) (?:badly|poorly|wrong)|shortcomings?|failings?"
    "|problems?|concerns?|deficits?|bad at|what(?: is|'s| was) (?:bad|wrong)|cons"
    "|room for improvement"
)
SUMMARY = _words(
    "summari[sz]e|summary|overview|brief me|briefing|key findings|main findings|main points"
    "|key points|headlines?(?: findings| messages| points)?|(?:key |main )?takeaways?"
    "|in a nutshell|tell me (?:all )?about|sum(?:s|med|ming)? up"
    "|what did the (?:report|inspection) (?:find|say)|gist|key messages?|what did inspectors find"
    r"|what did (?:they|it|the inspectors|inspectors|hmip) (?:conclude|find)(?=\W*$)"
    "|run me through|prepare me for"
    r"|how\b.{0,30}\b(?:inspection|visit)\b.{0,15}\b(?:go|went|gone|turn(?:ed)? out)"
)
COMPARE = _words(
    "compare[ds]?|comparing|comparison|versus|vs|differences?|differ(?:s|ed)?|better than"
    "|worse than|than|beat(?:s|en)?|ahead|behind|outscore[ds]?|outperform(?:s|ed)?"
    "|outrank(?:s|ed)?|v|side by side|bigger|higher|lower|worse|better|more often|contrast"
    "|which (?:of|one)|both|(?:stack|measure)s? up"
)
UNITS = _words(
    "unit (?:with|that|which|scored|scoring|got|on)|pdus?|probation delivery units?|places?"
    "|areas?(?! (?:for|to|of|where|that))|units|regions?"
    "|inspections?|reports?(?= (?:was|were|came|out|published|issued))"
    "|services(?= (?:were|was|got|scored|rated|have been) )|ones"
)
ASK_WHICH = _words("which|what|list|name|show|give|who|where|any|every|all|each")
ASK_COUNT = _words(
    r"how many|number of|what number|no\.? of|count"
    r"|total (?:number|recommendations|recs|reports|pdus)"
)
# A share, not what inspectors do: "how did they rate the PDU".
_RATES = (
    r"(?<!inspectors )(?<!they )(?<!inspectorate )(?<!hmip )(?<!did )(?<!to )"
    r"rates?(?! (?:the|their|its|it|them|her|this|that|against)\b)"
)
PERCENT = _words(
    "per ?cent(?:age)?s?|percentages?|proportions?|shares?|what fraction|fractions?"
    rf"|{_RATES}"
    "|how often|how frequently",
    also="%",
)
NUMBER = _words(
    "how (?:many|much|long|far(?! (?:along|has|have|had|did))|big|large|old|high|low|often"
    "|frequently|regularly|wide)"
    "(?! an? (?:part|role|problem|issue|deal|concern|difference|factor))"
    "|number of|numbers?|figures?"
    "|what (?:percentage|proportion|share|number|fraction)|per ?cent(?:age)?|averages?|avg"
    r"|mean(?! (?:for|to|that|by|in|when)\b)"
    rf"|{_RATES}|size of|amount|waiting times?|wait times?|population"
    "|(?<!is )(?<!are )(?<!was )(?<!were )caseloads?"
    "|vacanc(?:y|ies) (?:rate|figure)|totals?|(?:what|which) sum|headcounts?"
    "|in (?:pounds|days|hours|weeks|months|miles)",
    also="%",
)
MONEY = _words(
    r"budgets?|costs?|spend(?:s|ing)?|spent|salar(?:y|ies)|wages?|earn(?:s|ed|ing)?|prices?|money"
    r"|how much (?:is|are|was|were) .{0,40}paid|(?:what|which) sum|sums? of|pounds"
)
_EXTENT = _words("how (?:big|large|far|often|many|high|low)")
"""How much something matters, though it is money: "how big a part does pay play"."""
DURATION = _words("how long|wait(?:ing)?(?: times?| lists?)?|lengths? of|how (?:soon|quickly)")
WHEN = re.compile(
    r"(?:^|[,;:]\s*|\band\s+)(?:[Ww]hen)\b|\bwhen (?:did|was|were|is|are|will|has|have|do|does)\b"
    r"|\b(?:what (?:date|month|year|day)|which (?:date|month|year|day)|dates? of|how long ago)\b"
    r"|\bthe (?:month|date|year|day)s? (?:each|when|that|it|they|the)\b",
    re.IGNORECASE,
)
WHO = re.compile(
    r"\b(?:who|whom|whose|which (?:provider|organi[sz]ation|charity|company|agency|inspector"
    r"|people)|name of)\b",
    re.IGNORECASE,
)
YES_NO = re.compile(
    r"^\W*(?:whether|if)\b(?!\W*$)|^\W*(?:(?:and|but|so|ok|well|please|hi|hello)[\s,]+)*(?:is|are|was|were|do|does|did|has"
    r"|have|had|can|could|will|would|should|any)\b",
    re.IGNORECASE,
)
FIELDWORK = _words(
    "fieldwork|inspectors (?:turn(?:ed)? up|arrived?|c[ao]me|show(?:ed)? up|went|started?)"
    "|inspected|inspect|inspection (?:take place|start|begin|happen|carried out)"
    "|inspectors visit|on site|visited"
)
PUBLICATION = _words(
    "published|publication|publish|come out|came out|released|issued|date of the report"
    "|report date|report dated"
)
INSPECTOR = _words(
    r"(?:led|lead|leading|headed|ran|carried out|conducted|(?<=who )did)"
    r" (?:(?:the|this|that|its|their) )?(?:(?!for\b|in\b|at\b|of\b|by\b)\w+ )?inspection"
    r"|(?:lead|led) inspector|inspector in charge|in charge(?: of)?(?: the)? inspection"
    r"|inspection team(?:'s)? (?:leader|lead)"
    r"|(?:who|name) .{0,30}chief inspector|who inspected|which inspector|inspection (?:was )?led"
    r"|inspector was in charge|foreword .{0,20}\b(?:signed|wrote|written|by)"
    r"|(?:signed|wrote|writes?|written) .{0,20}(?:foreword|introduction|preface)"
    r"|who .{0,20}(?:foreword|introduction|preface)"
)
REPORT_DATE = re.compile(
    r"\bdates? of (?:the |its |their )?(?:\w+ ){0,2}(?:report|inspection)\b"
    r"|\bdates? of (?:the |its |their )?"
    r"(?:earlier|previous|first|latest|newest|last|other)\W*$"
    r"|^\W*(?:(?:what|when)(?:['’]s| is| was| were) )?(?:the )?"
    r"(?:latest|newest|lastest|most recent|last)"
    r" (?:\w+ )?(?:inspection|report)(?: dates?)?\W*$"
    r"|\b(?:inspection|report) dates?\W*$|\bpublication (?:date|month|year)s?\b",
    re.IGNORECASE,
)
"""When an inspection was published, or which is the newest one."""
HIGHEST = _words(
    "highest|best|top|most points|strongest|leading|first place|biggest|maximum|most highly"
    "|came first"
    "|(?:in|at) number one|top spot|gold medal|pole position"
)
LOWEST = _words(
    "lowest|worst|bottom|fewest points|weakest|last place|poorest|minimum|least"
    "|wooden spoon|rock bottom|dead last|foot of|propp(?:ed|ing) up"
)
RANK = _words(
    "rank(?:ed|ing|s)?|league table|order(?:ed)?|sort(?:ed)?|in order"
    "|from (?:best|worst|highest|lowest)"
)
MEAN = _words(
    "averag(?:e|es|ed|ing)|avg|mean(?= (?:composite|score|rating|number|value|of))|on average"
)
MEDIAN = _words("median")
RANGE = _words("range|spread")
SHARE = _words(
    "what (?:share|proportion|percentage|fraction)(?: of)? (?:the )?(?:pdus?|inspections?|places)"
    "|per ?cent(?:age)? of (?:the )?pdus?"
)
NATIONAL = _words(
    "national(?:ly)?|across (?:the )?(?:country|pdus|regions|england|all pdus|all regions"
    "|the service|england and wales)|annual report|england and wales|countrywide"
    "|thematics?|(?:all|every|each) (?:three |of the )?regions?|(?:three|3) regions"
    "|(?:inspection|current|previous|last|present|new|old) (?:inspection )?programme"
    "|the (?:probation )?service as a whole|overall picture"
    "|country|(?:wrong|right|well|badly|problems?|issues?|state|happening) (?:with|of|in) (?:the )?"
    "probation(?: service)?(?=(?: at the moment| today| now| generally| in general| overall)?\\W*$)"
)
ONE_LINE = _words("(?:one|single|a)[ -](?:line|sentence)r?|in short|very briefly|short answer")
MORE = _words(
    "in (?:more )?(?:detail|depth)|more detail|full(?:er)? (?:account|answer|picture)|everything"
    "|at length"
)

_CONDITIONS = tuple(
    (re.compile(pattern, re.IGNORECASE), operator)
    for pattern, operator in (
        (r"\b(?:more|higher|greater|better|above|over) (?:than )?(\w+)", "gt"),
        (r"\b(?:less|fewer|lower|worse|below|under) (?:than )?(\w+)", "lt"),
        (r"\b(?:at least|no less than|minimum of) (\w+)", "ge"),
        (r"\b(?:at most|no more than|up to|maximum of) (\w+)", "le"),
        (r"\b(\w+) or (?:more|higher|above|better|over)\b", "ge"),
        (r"\b(\w+) or (?:less|fewer|lower|below|under)\b", "le"),
        (
            r"\b(?:scor(?:e|ed|es|ing)|got|with|of|gained|exactly|just|only|a) (?:a |an )?"
            r"(?:total |composite )?(?:score )?(?:of )?(\w+)(?: points?| out of| ?/|\b)",
            "eq",
        ),
        (r"\b(\d+|one|two|three|four|five|six|seven) (?:points?|out of)\b", "eq"),
    )
)
_AGGREGATES: tuple[tuple[Aggregate, re.Pattern[str]], ...] = (
    ("share", SHARE),
    ("mean", MEAN),
    ("median", MEDIAN),
    ("range", RANGE),
    ("count", ASK_COUNT),
    ("rank", RANK),
    ("highest", HIGHEST),
    ("lowest", LOWEST),
    ("list", ASK_WHICH),
)
"""Operations over rows, the most particular first."""


def number_of(word: str) -> int | None:
    """The whole number that a word or digits give, or None."""
    value = number(word)
    return value if isinstance(value, int) else None


_OUT_OF = re.compile(r"\b(?:out )?of (?:a possible )?(?:21|27)\b", re.IGNORECASE)
_GOT = re.compile(
    r"\b(?:got|gets?|received|achieved|managed)"
    r" (?:a |an |only |just )?(\d{1,2})"
    r"(?=\W*(?:$|[,.?]|in\b|for\b|and\b|(?:out )?of (?:21|27)\b))",
    re.IGNORECASE,
)


def score_conditions(text: str, *, placed: bool = False) -> tuple[Condition, ...]:
    """The limits on composite scores that a question sets ("scored 3", "more than four").

    `placed`: a place is named, so that "got 4" is its score.
    """
    given = _GOT.search(text) if placed else None
    if given and int(given[1]) <= 27:
        return (Condition(measure="score", operator="eq", number=int(given[1])),)
    who = UNITS.search(text) or re.search(r"\bwho\b", text, re.IGNORECASE)
    gained = who and re.search(r"\b(?:got|gets?|gained|achieved|received)\b", text, re.IGNORECASE)
    if not SCORE.search(text) and not (gained and not PERCENT.search(text)):
        return ()
    text = _OUT_OF.sub(" ", text)
    for pattern, operator in _CONDITIONS:
        for match in pattern.finditer(text):
            limit = number_of(match[1])
            if limit is not None and limit <= 27:
                return (Condition(measure="score", operator=operator, number=limit),)
    return ()


def aggregate_of(text: str) -> Aggregate | None:
    """Which operation over rows a question asks for, or None."""
    return next((name for name, pattern in _AGGREGATES if pattern.search(text)), None)


_QUEUE = re.compile(
    r"\bhow long (?:is|was|are|were) (?:the |its |their )?(?:\w+ )?"
    r"(?:queues?|lines?|lists?|backlogs?)\b",
    re.IGNORECASE,
)
"""How many wait, though it is asked as a length."""
_PAID = re.compile(
    r"\bwhat (?:is|are|was|were|do|does|did|would) .{1,50}\b(?:paid|earn|earning|make a year)\W*$",
    re.IGNORECASE,
)
_MEANS = re.compile(r"\bwhat (?:does|do|did) .{1,60}? mean\W*$", re.IGNORECASE)
"""What a word means: no average."""


def wants_of(text: str) -> str:
    """What the answer must carry: a number, a date, a name, a yes or no, a reason."""
    if WHY.search(text):
        return "reason"
    if _MEANS.search(text):
        return "text"
    if WHEN.search(text) and not when_clause(text):
        return "date"
    if PERCENT.search(text) and not re.search(r"\bhow many\b", text, re.IGNORECASE):
        return "percent"
    if _PAID.search(text):
        return "money"
    if MONEY.search(text) and NUMBER.search(text) and not _EXTENT.search(text):
        return "money"
    if DURATION.search(text) and not _QUEUE.search(text):
        return "duration"
    if NUMBER.search(text):
        return "number"
    if YES_NO.search(text):
        return "yes_no"
    if WHO.search(text) or re.search(r"\bwhere\b", text, re.IGNORECASE):
        return "name"
    if re.search(r"\b(?:which|list|what are|name|examples?)\b", text, re.IGNORECASE):
        return "list"
    return "text"
