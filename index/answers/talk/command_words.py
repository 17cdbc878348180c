"""The words of short commands about the answer before, as patterns."""

import re

_LEAD = r"^\W*(?:(?:and|but|so|ok(?:ay)?|right|then|well|hm+|oh|yes|please)\b[\s,.!-]*)*"
_TAIL = r"(?:[\s,]*(?:then|please|though|exactly|again|for me|thanks|thank you))*\W*$"


def _whole(alternatives: str) -> re.Pattern[str]:
    """A follow-up that consists of one of these, but for politeness."""
    return re.compile(rf"{_LEAD}(?:{alternatives}){_TAIL}", re.IGNORECASE)


_PLEASED = (
    r"(?:ok(?:ay)?|right|thanks?|thank you|thx|ta|cheers|great|good|perfect|lovely|brilliant|cool"
    r"|nice(?: one)?|excellent|fine|super|noted|understood|fab|wow|interesting|sure|yes|yep|yeah|no"
    r"|ah|oh|i see|got it|makes sense|fair enough|good to know|all clear|never mind|will do"
    r"|that(?:['’]?s| is| was) (?:(?:really|very|so|all|quite) )?(?:great|helpful|useful|good"
    r"|perfect|clear|fine|all|it|interesting|what i (?:needed|wanted))|very (?:helpful|useful|good"
    r"|clear)|much appreciated|appreciated|you(?:['’]re| are) (?:great|a star|brilliant)|bye"
    r"|goodbye"
    r"|well done|good (?:job|stuff|work)|a lot|so much|very much|for (?:that|this|now|your help)"
    r"|to know|there|all|again|everyone|mate|hello|hi|hey|that)"
)
SMALL_TALK = re.compile(rf"^\W*{_PLEASED}(?:[\s,.!–-]+{_PLEASED})*\W*$", re.IGNORECASE)
NOT_TALK = re.compile(r"^\W*(?:all|there|no|yes|sure|that|again|right)\W*$", re.IGNORECASE)
THANKS = re.compile(
    r"^\W*(?:(?:(?:ok(?:ay)?|right|great|perfect|thanks?|thank you|thx|cheers|lovely|brilliant|cool"
    r"|good|excellent|nice|interesting|hm+|i see|got it|ah|oh)\b(?: (?:very much|a lot|so much"
    r"|for that|one))?)[\s,.!–-]+)+(?=\w)",
    re.IGNORECASE,
)
DROPPED = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|right|no|so|oh|well|actually)\b\W*)*"
    r"(?:never ?mind(?: (?:that|it|then|about (?:that|it)))?|forget (?:that|it|about (?:that|it))"
    r"|(?:scrap|ignore|leave|skip) (?:that|it)|moving on|change of (?:subject|topic)"
    r"|(?:a |something )?(?:(?:completely|totally|entirely) )?(?:new|different|another|separate)"
    r" (?:topic|question|subject|thing|one|matter)"
    r"|(?:to )?chang(?:e|ing) (?:the )?(?:subject|topic)"
    r"|on (?:another|a different) (?:note|topic|subject|matter))(?: now| then| though)?"
    r"\s*[,.:;!–—-]+\s*(?=\w)",
    re.IGNORECASE,
)
"""What says that the turn before is done with; what follows stands on its own."""
WHY = _whole(
    r"why['’]?s (?:that|it|this)(?: so)?|why (?:only|just) (?:that|this|it|so (?:low|high)|the one)"
    r"|why not (?:higher|better|good|outstanding|lower|worse|more)"
    r"|why(?: not| so| (?:is|was|are|were|did|does|do|has|have|would) (?:it|that|this|they|those|he"
    r"|she|there)(?: (?:so|be|been|being|rated|given|get|got|that|like|the case|happen(?:ed|ing)?"
    r"|well|highly|poorly|badly|weak|strong|weakly|recommend(?:ed|ation)?|said|score[d]?|low|high"
    r"|bad|poor|good|inadequate|as it was|marked|judged|down|up|worse|better|such"
    r"|rating|score|\d+|one|to|is|happened|a))*)?"
    r"|why(?: is| was)? that|why do they say so|why that(?: rating| score)?|why (?:so )?(?:low|high"
    r"|bad|poor|good|few|many|much|little)(?: a (?:score|rating))?"
    r"|how come|how so|(?:what(?:['’]s| is| was| were)|whats) the reasons?"
    r"(?: (?:for|behind|of) (?:that|this|it|the (?:rating|score)))?|reasons?|for what reason"
    r"|on what grounds|what(?:['’]s| is| was| lay| lies)? behind (?:that|this|it|the (?:rating"
    r"|score))|what (?:drove|caused|explains|led to|brought about|made|is driving|drives|pulled"
    r"|dragged) (?:that|this|it|them)(?: (?:rating|score|standard|down|so low|result|happen))?"
    r"|(?:can you )?explain why|because of what|(?:and )?the reasons?"
    r"|what(?:['’]s| is) the (?:cause|explanation)"
)
MORE = _whole(
    r"(?:(?:can|could) (?:you|i) )?(?:(?:tell|show|give) me more|have more|say more|expand"
    r"|elaborate)"
    r"(?: (?:on|about) (?:that|this|it|them))?"
    r"|(?:any |some |a bit |anything |is there (?:any(?:thing)? )?|are there any |what )?more"
    r"(?: (?:details?|points?|examples?|like (?:that|this|it)|on (?:that|this|it)|about (?:that"
    r"|this"
    r"|it)|to (?:say|add)|of (?:those|them)|information|info))*"
    r"|go on|carry on|keep going|next(?: ones?)?|continue|(?:is there )?anything else"
    r"(?: (?:about (?:that|this|it)|on (?:that|this|it)|they (?:said|found|say)|worth knowing|of "
    r"note))*"
    r"|(?:and )?another(?: (?:one|point|thing|example))?|one more(?: (?:thing|point|example))?"
    r"|what else(?: (?:did|do|does|was|is|were|are|have|has) (?:they|it|inspectors|the report|there"
    r"|we|he|she)?(?: ?(?:say|said|find|found|note|noted|mention(?:ed)?|praise|praised|criticise"
    r"|criticised|like|liked|do|there))*)?(?: about (?:it|that|this))?"
    r"|is that (?:all|it|everything)(?: (?:of (?:them|it)|they (?:said|found|say)))?"
    r"|any(?:thing)? (?:other|further)(?: (?:points?|ones?|findings|details?))?|any others?"
    r"|longer(?: version)?|in full|more fully|the (?:long|full) version|(?:and )?the (?:rest"
    r"|others)(?: of (?:them|it|the (?:list|points)))?|others|and\?"
    r"|in more detail|more detail(?:ed)?|the full (?:list|answer|picture)|all of (?:it|them)"
)
SOURCE = re.compile(
    r"\b(?:show|give|see|have|need|what(?:['’]s| is| was| are)|where(?:['’]s| is| was| are)?"
    r"|quote|open|got)"
    r" (?:me )?(?:the |your |its |that |this |a )?(?:exact |original |full )?(?:source|evidence"
    r"|quote"
    r"|quotation|reference|citation|passage|wording|words|text|paragraph)s?\b"
    r"(?! (?:for|of|about|that|on) \w+ \w+ \w+)"
    r"|\b(?:where|which (?:page|section|report|part|bit|paragraph|chapter))(?: of (?:it|the "
    r"report))?"
    r" (?:does|do|did|is|was|were) (?:it|they|the report|that|this|inspectors)"
    r"(?: (?:say|come|stand|from|in|written|said|state|appear|taken|mention|get|that|this|it"
    r"|so))*\W*$"
    r"|\bhow do you know\b|\bwhere did (?:you|that|this|it) (?:get|find|come)\b|\bsays who\b"
    r"|\bshow (?:me )?where\b|^\W*(?:the )?(?:source|citation|reference|evidence|quote)s?(?: "
    r"please)?\W*$|\bprove it\b"
    r"|\b(?:which|what) report (?:is|was) (?:that|this|it) (?:from|in)\b|\bwho says\b"
    r"|\bwhere(?:['’]s| is| was) (?:that|this|it)(?: (?:from|written|said|stated|in the report))+",
    re.IGNORECASE,
)
DOUBT = _whole(
    r"(?:are you |you )?(?:sure|certain)(?: (?:about|of) (?:that|this|it))?|really|seriously"
    r"|is (?:that|this|it) (?:right|correct|true)|(?:that|this|it) (?:can(?:no|['’])t be|is(?: "
    r"not|n['’]?t)"
    r"|does(?: not|n['’]?t) (?:sound|look|seem)) (?:right|correct|true)"
    r"|(?:that|this|it)(?:['’]?s| is) (?:wrong|not (?:right|correct|true))(?: is(?:n['’]?t| not) "
    r"it)?"
    r"|i (?:do not|don['’]?t) (?:believe|think so|believe (?:that|it|you))|i doubt (?:that|it)"
    r"|can (?:i|we) trust (?:that|this|it)|(?:could|can) you (?:check|verify)(?: that| this| it)?"
)
SHORTER = re.compile(
    r"\b(?:in (?:one|a single|a|\w+) (?:short )?(?:sentence|line|words?)\b|short(?:er|en)|more "
    r"brief\w*"
    r"|too long|in short|in brief|one[- ]liner|keep it short|brief(?:ly|er)|tl;?dr"
    r"|sum(?:marise|marize)? (?:that|this|it|all that)(?: up)?|boil (?:that|it) down"
    r"|(?:just )?the (?:headline|gist)|cut it down|nutshell)",
    re.IGNORECASE,
)
OTHERS = _whole(
    r"(?:which|what|who|any|are there(?: any)?|how about|what about)(?: of the)?"
    r" (?:others?|other (?:pdus?|places?|areas?|ones?|units?|regions?))"
    r"(?: (?:was|were|got|had|scored|did|are|have|is|has|the|that|same|like (?:that|this|it)|rated"
    r"|rating|score|as well|too|do|does|say|said|this|so|say (?:that|this|so)))*"
    r"|how many (?:other )?(?:places|pdus|areas|units|others) (?:are|were|was|got|had) (?:like "
    r"(?:that|this|it)"
    r"|the same|that|this|it)|(?:was|is|were) (?:anything|something|the same|this|that|it)"
    r" (?:similar |else )?(?:said|found|true|seen|reported|the case)? ?(?:elsewhere|anywhere else"
    r"|of others"
    r"|of other (?:places|pdus)|in other (?:places|pdus|reports))"
    r"|(?:did|do|does|are|is|was|were|have|has) (?:any of )?(?:the )?(?:others?|rest|everyone else"
    r"|anyone else|other (?:pdus?|places?|areas?|units?|ones?|reports?))(?: (?:all|any|also|too|get"
    r"|got|do|did|done|say|much|better|worse|the same|like (?:that|this|it)|similar|good|as (?:bad"
    r"|good|well)|have|had|been|find|found|this|that|it|problems?|issues?|struggle\w*|been))*"
    r"|(?:any(?:where|one|body)|who) else(?: (?:like (?:that|this|it)|too|as well|got that|had "
    r"that|did|does|was|is|got|scored|has|had|as|so|that|this|just|equally|badly|poorly|well|bad|low"
    r"|poor|good|high))*"
)
NATIONALLY = _whole(
    r"(?:and )?how (?:does|do|did) (?:that|this|it|they|those) (?:compare|stand|sit|measure up"
    r"|look)"
    r"(?: (?:nationally|with|to|against|alongside|the|other|others|rest|everyone|everywhere|else"
    r"|elsewhere|national|picture|average|places|pdus|country|england|wales|and|of|across))*"
    r"|is (?:that|this|it) (?:typical|normal|unusual|common|usual|average|above average|good or bad"
    r"|below average|the norm|the same (?:everywhere|nationally|elsewhere)|a national (?:problem"
    r"|issue|picture)|high|low|good|bad)(?: (?:nationally|elsewhere|for|a|pdu|pdus|across"
    r"|the|country|compared|with|to|others|everywhere|for (?:a )?pdus?))*"
    r"|is (?:that|this|it) (?:also )?an? (?:\w+ )?(?:problem|issue|concern|worry|pattern|trend)"
    r" (?:nationally|elsewhere|everywhere|everywhere else|across the (?:country|board)|in other"
    r" (?:places|pdus|areas)|for others)"
    r"|(?:is (?:that|this|it) )(?:a lot|many|much|enough|a good (?:score|rating|figure))"
    r"|(?:what about |how about )?(?:nationally|across the country|elsewhere|in the rest of the "
    r"country"
    r"|everywhere else|the national (?:picture|average)|other (?:pdus|places))"
)
TOO = _whole(
    r"(?:is|are|was|were) (?:that|this|it|they|those) (?:too|very|really|unusually) (?P<how>\w+)"
    r"|(?:that|this|it|they)(?:['’]?s| is| are| seems?| sounds?| looks?)(?: (?:a bit|quite|very"
    r"|rather|pretty|really|too))? (?P<felt>high|low|many|much|few|little|big|small|long|short)"
    r"(?:,? (?:isn['’]?t it|aren['’]?t they|right|no))?"
    r"|(?:too|very|really|unusually) (?P<bare>high|low|many|much|few|little|big|small|long|short)"
)
LIST = _whole(
    r"who (?:got|has|had|was|is|gets|scored|came) (?:it|that|this|those)|"
    r"which (?:one|pdu|place|unit|area|of them) (?:is|was) (?:that|it|this)|(?:(?:can|could) you "
    r")?(?:list|name|show(?: me)?|give me)(?: all(?: of)?)? (?:them|those|these|all"
    r"|the list)(?: all)?"
    r"|(?:what|which|who)(?: ones?)? (?:are|were|is|was) (?:they|those|these|it|that)|which ones?"
    r"|(?:what|which|in which) (?:pdus|places|areas|units)(?: (?:are|were|is|was) (?:they|those"
    r"|these|that"
    r"|it|this))?"
)
COUNT = _whole(
    r"(?:so )?how many (?:is|are|was|were)(?: (?:that|there|those|they|these|it))"
    r"(?: (?:in (?:all|total)|altogether|of (?:those|them)))?|how many(?: of (?:them|those|these))?"
    r"(?: (?:in (?:all|total)|altogether|were there|are there))?|what(?:['’]s| is) the (?:total"
    r"|count)"
    r"|how many (?:pdus|inspections|places|reports|units) (?:is|was|are) (?:that|this|it|those)"
    r"(?: (?:based on|out of|from|over))?|how many (?:does|do) (?:that|they) (?:make|come to)"
    r"|count (?:them|those)"
)
TO_WHOM = _whole(
    r"(?:to |for )?(?:who|whom)(?:['’]s| is| are| was| were)?(?: (?:they|it|that|those|these"
    r"|each))?"
    r"(?: (?:all|addressed|for|to|meant|directed|aimed|given|made|at|responsible|it))*"
    r"|who (?:has|have|needs?|is|are|should|must)(?: (?:to|it|do|them|that|those|act|responsible"
    r"|for|on"
    r"|expected|supposed|these|this|carry|out|implement))+|whose job (?:is|are) (?:it|that|they"
    r"|those)"
)
TO_DO = _whole(
    r"(?:(?:so )?who|what|how) (?:should|must|needs? to|has to|have to|ought to|can|could|will"
    r"|would|is (?:supposed|meant|going) to)(?: (?:they|it|he|she|be|leaders|managers"
    r"|the (?:pdu|region|service|leaders|managers)|someone|somebody|inspectors say should))?"
    r" (?:fix|sort|deal with|do(?:ne)?(?: (?:something|anything))?(?: (?:about|with|on))?|act on"
    r"|address|put right|improve|tackle|mend|solve|resolve|happen(?: (?:about|with|on))?|change"
    r"|correct|look (?:at|into)|be done(?: about)?)"
    r"(?: (?:that|this|it|them|those|these|out|right|here|there|now|next))*"
    r"|(?:so )?what (?:did|do|does|have|has) (?:they|inspectors|the (?:report|inspectors?"
    r"|inspectorate))"
    r" (?:recommend|suggest|propose|advise|say should happen)(?:ed)?"
    r"(?: (?:about|on|for|to fix|to address|to improve) (?:that|this|it|them|those))?"
    r"|(?:so )?what(?:['’]s| is| was| were| are) (?:the recommendations?|recommended|suggested)"
    r"(?: (?:about|on|for) (?:that|this|it|them|those))?"
    r"|(?:are|is|were|was) there (?:any |a )?recommendations? (?:about|on|for) (?:that|this|it"
    r"|them|those)"
    r"|(?:is|are|was|were) (?:that|this|it|they|those|any of (?:that|this|it)) (?:also )?"
    r"(?:mentioned|covered|included|picked up|reflected|addressed|part of|one of)? ?"
    r"(?:in |by |of )?(?:any of )?the"
    r" recommendations"
)
NEWER = _whole(
    r"which (?:one |inspection |report |of (?:them|those|the two) )?(?:is|was|came) (?:the "
    r")?(?:newer|newest"
    r"|older|oldest|later|latest|earlier|earliest|first|last|more recent|most recent|up to date)"
)
BEHIND = _whole(
    r"(?:(?:what(?:['’]s| is| are| was| were)|and|give me|show me)\s+)?(?:the )?(?:key question )?"
    r"(?:percentages?|per ?cents?|figures?|numbers|key questions?|data|case (?:data|scores))"
    r"(?: (?:scores?|data|figures))?(?: (?:behind|for|under|below|on|of|underneath|to back"
    r"|supporting)"
    r" (?:it|that|this|them|the rating|that (?:rating|standard)|up)+)?"
    r"|what (?:percentages?|shares?|figures?|proportion) (?:is|was|are|were) (?:that|it|this)"
    r" (?:rating )?(?:based|built|founded|resting) on"
)
DATE = _whole(
    r"(?:(?:what|when)(?:['’]?s| is| was)? |and |on )?(?:its|the|their|what) (?:inspection "
    r"|report )?dates?"
    r"(?: (?:of (?:that|it|the (?:inspection|report))|was (?:it|that)))?"
)
REGION = _whole(
    r"(?:(?:what|which)(?:['’]?s| is| was)? |and |in )?(?:its|the|their|what|which) region"
    r"(?: (?:is|was) (?:it|that)(?: in)?)?"
)
HELD = _whole(
    r"do (?:you|we) (?:have|hold|know) (?:the|its|their|a|that|any) (?:full |whole |other "
    r")?reports?"
    r"|which (?:ones?|reports?)(?: of (?:them|those))? do (?:you|we) (?:have|hold)"
)
