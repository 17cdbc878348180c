"""The words of questions about a table: patterns that several modules look for."""

import re


def any_of(alternatives: str) -> re.Pattern[str]:
    """A pattern of whole words, in capitals or not."""
    return re.compile(rf"\b(?:{alternatives})\b", re.IGNORECASE)


AMOUNT = any_of(
    "most|fewest|least|more|fewer|less|greatest number|largest number|smallest number|average|sum"
    "|longest list|shortest list|adding up|add up|add|how many|how much|number|count|total|tally"
    "|breakdown|distribution|split|spread"
)
MOST_OF = any_of(
    "most|fewest|least|more|fewer|greatest number|largest number|smallest number|biggest share"
)
COMPUTED = any_of(
    "average[ds]?|avg|mean|minus|between them|add|median|total(?:s|led)?|sum|combined|range|spread"
    "|difference|gap|apart|separat\\w+|add(?:s|ed)? up|altogether|share|proportion|how many points"
    "|middle|typical(?:ly)?|standard deviation|points? (?:more|fewer|ahead|behind|clear)"
    "|distribution|breakdown|percentage of|how many|count"
    "|number (?:of|rated|graded|judged|marked|that)"
)
RANKING = any_of(
    "which next|and so on|up to the (?:strongest|best|highest)|then next|and then who"
    "|down to (?:the )?(?:lowest|worst|bottom)|which come second|who comes next"
    "|starting (?:with|from) the (?:lowest|highest|best|worst|top|bottom)|rank(?:ed|ing|ings|s)?"
    "|league tables?|order(?:ed)?|sort(?:ed)?|from (?:best|worst|highest|lowest)|best to worst"
    "|worst to best|highest to lowest|lowest to highest|(?:best|worst|highest|lowest) first"
)
RANK_OF = re.compile(
    r"\b(?:rank|ranking|placing) (?:by|on|among(?:st)?|out of)\b|"
    r"\bwhere (?:does|did|do|is|was) .{0,30}\b(?:rank|come|stand|sit|place|finish)"
    r"|\b(?:place|position|spot|standing) in the (?:\w+ ){0,3}(?:table|ranking|list)\b"
    r"|\bwhat (?:rank|position|place)\b|\b(?:rank|position|placing|ranking) (?:of|for|does|did|is"
    r"|was|has|had|in)\b|\bhow (?:high|low) (?:does|did) .{0,30}\brank"
    r"|\b(?:in|among|inside|within) (?:the )?(?:top|bottom|best|worst|highest|lowest)"
    r"(?: (?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|half|third|quarter))?\b"
    r"|\bhow (?:does|did|do) .{0,30}\brank\b|\bwhereabouts\b.{0,40}\b(?:table|ranking|list)\b",
    re.IGNORECASE,
)
RISING = re.compile(
    r"\b(?:(?:worst|lowest|weakest|bottom|earliest|oldest)(?: \w+)? first"
    r"|(?:worst|lowest|weakest|bottom)\b.{0,80}\b(?:up )to the (?:best|strongest|highest|top)"
    r"|from (?:the )?(?:worst|lowest|weakest|bottom)|(?:worst|lowest|weakest) to (?:best|highest"
    r"|strongest)|ascending|low to high|starting (?:with|from) the (?:worst|lowest|weakest))\b",
    re.IGNORECASE,
)
KQ_COMPUTED = any_of(
    "average[ds]?|avg|averag(?:e|ing)|mean|median|range|spread|difference|gap|minus|share of|middle"
    "|(?:how many|number of|count(?: of)?)(?: of)?(?: the| its| their)?(?: \\w+)? (?:key questions?"
    "|percentages?)"
)
KEY_QUESTION = any_of(
    "key q(?:uestion)?s?|case(?:work)?(?: supervision)? (?:data|scores?|percentages?|figures?)"
    "|(?:every|each|all|the|\\d+|twelve|three|four)(?: of)?(?: the| its)?(?: \\w+){0,2} percentages"
    "|every percentage|(?:highest|lowest) (?:to the (?:highest|lowest) )?percentages?"
)
PERCENT_OF_CASES = re.compile(
    r"(?:per ?cent(?:age)?s?|%|share|proportion|half|quarter"
    r"|third)s?(?: of)?(?: (?:the|all|its|their))?(?: inspected)? cases\b"
    r"|\bcases (?:were |was |being |judged |rated |found )*(?:sufficient|good enough)",
    re.IGNORECASE,
)
HELD = re.compile(
    r"\b(?:(?:two|three|four|five|six|\d+) (?:\w+ )?reports"
    r"|reports? (?:that |which )?(?:\w+ )?(?:you|we|i) (?:have|hold|know|got|keep)"
    r"|reports? (?:here|held)|(?:each|every|per|by|any) (?:\w+ )?report|report by report"
    r"|(?:across|over|of|in) (?:all |any )?(?:of )?(?:the )?(?:\w+ )?reports|whose report"
    r"|in the library|(?:you|we) (?:have|hold|know of))\b",
    re.IGNORECASE,
)
KEPT = re.compile(
    r"\b(?:reports? (?:that |which )?(?:\w+ )?(?:you|we|i) (?:have|hold|know|got|keep)"
    r"|reports? (?:here|held)|reports? (?:\w+ ){0,2}in (?:the|this|your) library"
    r"|(?:you|we) (?:have|hold) (?:a |the )?(?:full )?reports?|(?:four|4) (?:pdu )?reports"
    r"|(?:which|what) (?:\w+ )?reports\b.{0,30}\bdo (?:you|we) (?:hold|have|keep))\b",
    re.IGNORECASE,
)
NATIONAL_MEAN = re.compile(
    r"\b(?:national|overall|country'?s?|whole table'?s?|all pdus'?) (?:mean|average|median)"
    r"|\b(?:mean|average|median) (?:of|for|across|over) (?:all|the country|the whole)",
    re.IGNORECASE,
)
LISTED = re.compile(
    r"\b(?:annual (?:report|table)|(?:ratings|league|20\d\d|score|report'?s?|the) table"
    r"|(?:of|among|out of) the \d{2}(?! (?:standards?|key|ratings?|per|points?|percentages?))"
    r"|\d{2} (?:pdus|composite|scores|inspections)|inspected in the year|national(?:ly)?)\b",
    re.IGNORECASE,
)
TWICE = re.compile(
    r"\b(?:inspected|appears?|appeared|visited|rated|assessed|in) (?:twice|more than once|two times"
    r"|(?:in )?(?:two|both) (?:rounds|inspections|times))\b"
    r"|\b(?:more than one|two|several|multiple) (?:different |separate )?inspections?\b"
    r"|\bin (?:two|both) rounds\b|\breinspected\b|\binspected again\b",
    re.IGNORECASE,
)
COMMONEST = re.compile(
    r"\b(?:commonest|most (?:common|frequent|usual|typical)|modal|mode)\b"
    r"|\b(?:largest number|most|majority) (?:of )?(?:the )?(?:pdus?|places"
    r"|units)\b.{0,20}\b(?:score|get|got|gain)|\bmost pdus? (?:score|got|gained)",
    re.IGNORECASE,
)
OF_MAXIMUM = re.compile(
    r"\b(?:share|percentage|per ?cent|proportion|fraction|how much|%)\b.{0,40}\b(?:maximum|possible"
    r"|available|full marks|points? available)|\b(?:maximum|possible"
    r"|available)\b.{0,30}\b(?:per ?cent|percentage|share)"
    r"|\bas a (?:percentage|share|proportion) of (?:the )?(?:maximum|possible|total)",
    re.IGNORECASE,
)
COUNTABLE = any_of(
    "number of (?:pdus|units|inspections)(?=\\W*$)"
    "|(?:list|name|show)(?: me)?(?: all)?(?: of)?(?: the)? (?:pdus|units)"
    "(?=\\W*$| alphabetically)|tables?"
    "|pdus?(?= (?:are|were|was|is|have been|per|by|in|did you|do you|has|had|inspected|got))"
    "|published|publication|came out|issued|released|inspections|per region|by region"
    "|inspected (?!the|this)|(?:which|what) (?:year|month)"
)
FIRST_LAST = re.compile(
    r"\b(?:published|issued|released|came out|come out|appeared|inspected|visited) (?:first|last"
    r"|earliest|latest|most recently)\b|\b(?:earliest|oldest|newest|latest|most recent|first"
    r"|last)\b(?=.{0,40}\b(?:published|inspections?|reports?|publication)\b)",
    re.IGNORECASE,
)
PUBLISHED = any_of("published|publications?|came out|come out|issued|released|appeared")
DIFFERENTLY = any_of(
    "differently|differs?|different|the same|alike|in common|both|part(?:ed)? (?:ways|company)"
    "|diverged?"
)
EVERY_STANDARD = re.compile(
    r"\b(?:every|all|any and every)(?: of)?(?: the| its| their)?(?: \w+)? standards?\b"
    r"|\bacross the board\b|\bfor everything\b",
    re.IGNORECASE,
)
SPREAD_OF = re.compile(
    r"\b(?:(?P<wide>widest|wider|largest|biggest|greatest|most|broadest)"
    r"|(?P<narrow>narrowest|smallest|tightest|least)) (?:\w+ ){0,2}?"
    r"(?:spread|range|gap|variation|variety|difference|uneven|varied)\b",
    re.IGNORECASE,
)
"""Which group of rows lies furthest apart, or closest together."""
MOVED = re.compile(
    r"\b(?P<gt>improv\w+|got better|gone up|went up|risen|rose|increased)"
    r"|\b(?P<lt>worse(?:ned)?|declin\w+|deteriorat\w+|gone down|went down|dropped|fell|fallen)"
    r"|\b(?P<eq>stayed the same|not changed|unchanged)|\b(?P<any>changed|moved)\b",
    re.IGNORECASE,
)
BETWEEN_INSPECTIONS = any_of(
    "(?:between|since|from|on) (?:(?:their|its|the|one|two|the last|the previous"
    "|an earlier) )*(?:inspections?|rounds?)(?: to the next)?|over time"
    "|since (?:last|the last|their last) time|re-?inspect\\w*|(?:last|previous|earlier) inspection"
)
EACH_BY = re.compile(
    r"\b(?:by|per(?! ?cent)|(?<!across )(?<!in )(?<!of )(?<!over )(?:each|every))\b"
    r"(?! (?:percentage|one))"
    r"|\bone each\b|\bfor each\b|\bin each\b",
    re.IGNORECASE,
)
POOLED = re.compile(
    r"\b(?:averag\w+|takes?|taking|mean of|over|across|all|of|from) (?:the )?(?:every|each|all)"
    r"(?: of)?(?: the| its| their)?(?: \w+){0,2} (?:key questions?|percentages?|scores?|reports?"
    r"|pdus?)\b",
    re.IGNORECASE,
)
"""What one number is computed from, which are no groups: "average every key question"."""
SHARED = any_of(
    "both|in common|alike|all of them|each of them|share[ds]?|all (?:get|got|have|had|were|was)"
)
IN_ALL = any_of(
    "every one of (?:the )?(?:\\w+ ){0,2}(?:reports?|places?|pdus?)"
    "|(?:in|at) (?:all|every)(?: of)?(?: the)?(?: \\w+){0,2} (?:reports?|places?|pdus?"
    "|inspections?)|(?:reports?|places?|pdus?) all (?:get|got|were|have|had|shared?)"
)
SIDE_BY_SIDE = any_of(
    "side by side|line up|compare|compared|alongside|next to each other"
    "|(?:each|every) (?:place|pdu|unit|report)['’]?s?(?= (?:percentage|figure|number|per cent))"
)
NUMERIC = any_of("averages?|avg|averaged|averaging|mean|median|sum|combined|range|difference|gap")
STANDARDS = any_of(
    "standards?|(?:for|on|in) anything|(?:for|on|in) any area"
    "|anything (?:better|above|higher|worse|lower|below|other)"
    "|(?:casework|case supervision) (?:ratings?|grades?|side)"
)
STANDARDS_ASKED = any_of(
    "(?:which|what|how many|name|list|any|other|every|each|per|by) (?:of (?:the"
    "|its) )?(?:\\w+ )?standards?"
)
RATINGS_COUNTED = re.compile(
    r"\b(?:how many|most|fewest|least|more|fewer) (?:\w+ ){0,2}(?:ratings|outstandings|goods"
    r"|inadequates|ris)\b|\bnumber of (?:\w+ ){0,2}ratings\b"
    r"|\b(?:best|worst|highest|lowest|weakest|strongest)[- ](?:rated )?(?:rating|area)s?\b",
    re.IGNORECASE,
)
RATING_WORDS = any_of("rated?|ratings?|grade[ds]?|judge[ds]?")
DATED = any_of(
    "published|publication|publish|came out|come out|released|issued|dated|earliest|latest|first"
    "|newest|oldest|most recent|inspected|inspections?|reports?|year|month"
)
OF_SCORES = any_of(
    "averages?|mean|median|best|worst|highest|lowest|strongest|weakest|top|bottom|gap|range|points?"
)
WHO = any_of(
    "who|whose|which (?:one|place|report|unit|area)s?|anyone|anybody|everyone|nobody|none|any|all"
)
WHICH_UNIT = any_of(
    "(?:which|what|whose)(?: of)?(?: the)?(?: \\w+)? (?:pdu|report|place|unit|inspection)s?"
)
WHICH_GROUP = any_of("(?:which|what) (?:region|standard|year|month|addressee|body|key question)s?")
SPLIT = any_of("split|divided?|shared? out|spread|break ?down|broken down")
EVERYONE = re.compile(
    r"\b(?:all|every|each|every one of)(?: of)?(?: the)?(?: \d+)?(?: inspected)? (?:pdus?|units?"
    r"|places|regions?|areas)\b|\beverywhere\b|\bevery single\b|\bacross the board\b",
    re.IGNORECASE,
)
NOBODY = re.compile(
    r"\b(?:no|not a single|none of the|not one) (?:\d+ )?(?:pdus?|units?|places|regions?|areas)\b"
    r"|\b(?:nobody|no one|none)\b",
    re.IGNORECASE,
)
