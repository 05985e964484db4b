"""The English phrases by which a sentence says who acts, denies, allows, requires, excepts and lets someone choose; over folded text."""

import re
from collections.abc import Iterable
from typing import Final


def either(*branches: str) -> str:
    """One of the branches, as a group."""
    return "(?:" + "|".join(branches) + ")"


def whole(*branches: str) -> re.Pattern[str]:
    """A pattern for any of the branches as whole words."""
    return re.compile(rf"\b{either(*branches)}\b")


def _spaced(words: str) -> Iterable[str]:
    return words.split()


# --- who ---
PERSONS: Final = either(
    r"you", r"(?:each |any |end )?users?", r"customers?", r"members?", r"participants?", r"subscribers?", r"account (?:holders?|owners?)",
    r"individuals?", r"visitors?", r"consumers?", r"creators?", r"developers?", r"sellers?", r"parents?", r"guardians?", r"children", r"minors?",
    r"anyone", r"nobody", r"no one", r"everyone", r"(?:a|each|either) party", r"the parties", r"both parties", r"administrators?",
    r"your (?:administrator|organi[sz]ation|employer)",
)  # fmt: skip
OTHERS: Final = either(
    r"(?:a |any )?third[- ]part(?:y|ies)", r"(?:our |its )?(?:affiliates|partners|advertisers|vendors|service providers|licensors|contractors)",
    r"others", r"authorities",
)  # fmt: skip
WE: Final = either("we", "us", "the company", "company", "the platform", "the provider", "the operator")
AUXILIARY: Final = either(
    *_spaced("may might can could will shall would must should do does did are is was were have has had reserve reserves agree agrees need needs")
)
_AUXILIARY_NOT: Final = either(
    "(?:do|does|did|is|are|was|were|have|has|can|could|may|will|would|should) not",
    "cannot",
    "(?:do|does|did|is|are|was|were|have|has|ca|could|wo|would|should)n't",
)

# --- where one clause of a sentence ends and the next begins ---
BOUNDARY: Final = re.compile(
    either(
        ";", r"\. ", " - ", " — ", r"\bbut\b(?! (?:are |is )?not limited)", r"\bhowever\b", r"\balthough\b", r"\bwhereas\b", r"\bexcept\b",
        r"\bunless\b",
        r"\bprovided that\b", r"\bin which case\b", r",? and (?=(?:we|you|they) )", r", (?=(?:we|you|they) )",
        rf", (?=(?:our|your|the) (?:\w+ )?{AUXILIARY}\b)", r", (?=(?:no|none of) (?!later|less|more|longer|matter))",
    )
)  # fmt: skip
ITEM_MARKER: Final = re.compile(r"(?<=[\w:,;.]) (?:and |or )?\((?:[ivx]{1,5}|[a-h]|\d{1,2})\) ")  # "(b) " inside a sentence
_ASSENTS: Final = either(
    "acknowledges?", "agrees?", "understands?", "accepts?", "confirms?", "consents?", "represents?", "warrants?", "note", "ensures?", "promises?",
    "undertakes?", "commits?", "covenants?",
)  # fmt: skip
EMBEDDING: Final = re.compile(
    rf"\b(?:you|customer|users?|each user|we|the parties|both parties|and)(?: (?:also|hereby|further|expressly|both|each|and we|and us))* {_ASSENTS}"
    rf"(?:,? (?:and|or) (?:hereby )?{_ASSENTS})* (?:that|to the fact that)\b"
)
DELEGATING: Final = either(
    "authori[sz]es?", "permits?", "allows?", "consents? to", "directs?", "instructs?", "grants?", "gives?", "agrees? to(?: let)?", "lets?"
)  # fmt: skip
SUBORDINATE: Final = re.compile(
    r"\b"
    + either(
        *_spaced("if when where whenever once while as that which who whom whose because since before after until by information content data"),
        *_spaced("materials? anything everything whatever what way how"),
    )
    + r"(?: (?:and|or) \w+)?(?: \w+)? $"
)
GIVING: Final = re.compile(
    r" (?:\w+ ){0,2}?"
    + either(
        *_spaced("submits? uploads? provides? posts? shares? creates? sends? gives? writes? makes? enters? inputs? stores? publish(?:es)?"),
        *_spaced("generates? records? purchases? views? visits?"),
    )
    + r"\b"
)  # "images you submit": the person gives, but is not the one who acts
OBJECT_ENDS: Final = tuple(
    f" {word} " for word in _spaced("with to from about by of for your our between against on among share other allow help give provide")
)  # an actor after one of these is an object

# --- denial ---
NEGATION: Final = whole(
    "not", "never", "no longer", "neither", "nor", "cannot", "(?:wo|ca|do|does|did|is|are|was|were|would|could|should|must|have|has|sha)n't",
    "without",
    "refrains? from", "refuses? to", "nobody", "no one", "none", "unable to", r"(?:avoids?|stopped|ceased?)(?= $| \w+ing\b)",
    "(?:are|is|am) (?:prohibited|forbidden|barred) (?:from|to)", r"(?:forbids?|prohibits?|bars?) (?:\w+ ){1,3}?(?:to|from)",
)  # fmt: skip
NO_OBLIGATION: Final = whole(r"(?:not|n't) (?:be )?(?:required|obliged|obligated|have to|need to|need|require)(?: to)?")
SPARED: Final = re.compile(
    either(
        r"not (?:only|just|merely|solely|simply|limited|necessarily|yet|later than|less than|more than|exceed(?:ing)?|including|otherwise|hesitate)",
        r"(?:(?:whether|if|or|may|when|where|that (?:is|are|do|does|can)|which (?:is|are|do|does)|is|are) (?:or )?)?not\b"
        r"(?= (?:apply|be available|available|directly|personally|identif|specifically))",
        r"whether or not", r"if not", r"or not\b",
        r"without (?:limit|prejudice|undue|delay|notice|prior notice|further|additional|charge|cost|compensat|any (?:prior "
        r"|further )?notice|liability|obligation"
        r"|asking|(?:your|the user's|their|any|prior|express|explicit|further) (?:\w+ )?(?:consent|permission|approval))",
        r"does not (?:limit|prevent|restrict|affect|apply)", r"(?:may|might|could) not (?:always )?be able to",
        rf"(?:you|they|users?|customer) (?:\w+ )?{_AUXILIARY_NOT} (?:want|wish|agree|opt|object|have (?:an|a)|live|reside|provide|allow|consent)",
        rf"\b(?:that|which|who|whom|whose)(?:, [^,]{{1,30}},)? (?:(?:you|users?|they|customers?) )?{_AUXILIARY_NOT}",
        NO_OBLIGATION.pattern,
    )
)  # fmt: skip
NO: Final = re.compile(
    r"(?:^|[,:;(] ?|\b(?:that|and|or|in|under|on|to|at|for|have|has|with|of|is|are) )(?:no|none of)\b(?! (?:later|less|more|event less"
    r"|longer|one|matter|consent|permission|approval|notice|need))"
)
PROHIBITED: Final = re.compile(
    either(
        r"\b(?:is|are|be|remains?)(?: (?:strictly|expressly|also))? (?:prohibited|forbidden|banned|not (?:allowed|permitted|authori[sz]ed))\b",
        r"\b(?:prohibited|forbidden|restricted) (?:from|to|uses?|conduct|activit)",
    )
)
IMPERATIVE: Final = re.compile(r"(?:please |also |and )?(?:do not|don't|never) |[^,]{3,80}, (?:please )?(?:do not|don't) ")
DOUBLE: Final = re.compile(
    r"\b(?:not|never|n't)\b(?: \w+){0,2} (?:(?:prevent|prohibit|restrict|preclud|barr|stop)\w* (?:us |\w+ )?from|refrain from|rule out|true that)\b"
    r"|\bnothing (?:in|herein|contained)[^.;]{0,80}\b(?:prevents?|prohibits?|restricts?|limits?|precludes?|stops?)\b"
    r"|\bdoes not (?:prevent|prohibit|restrict|limit|preclude) (?:us|our)\b"
)

# --- may and must ---
MAY: Final = whole(
    "may", "might", "can", "could", "reserves? the right", "entitled to", "permitted to", "allowed to", r"at (?:our|its) (?:sole )?discretion",
    "free to",
    "right to", "able to",
)  # fmt: skip
MUST: Final = whole(
    "must", "shall", r"required? to", "requires", "ha(?:s|ve) to", "agrees? to", "needs? to", "obliged to", "obligated to", "responsible for",
    "undertakes? to",
    "warrants?", "represents?",
)  # fmt: skip

# --- consent, refusal, exception ---
_CONSENT_NOUN: Final = either(
    "consent", "permission", "authori[sz]ation", "approval", "opt-in", "instructions?", "directions?", "request", "agreement"
)
_CONSENT_VERB: Final = either(
    r"consents?\b", r"consented", r"permissions?\b", r"opt(?:s|ed)?[- ]?in\b", r"agree(?:s|d)?\b", r"chooses?\b", r"chosen\b", r"elects?\b",
    r"decides?\b", r"enables?d?\b",
    r"activat", r"turn(?:s|ed)? (?:\w+ ){0,4}?on\b", r"switch(?:es|ed)? (?:\w+ ){0,4}?on\b", r"allow(?:s|ed)?\b", r"direct(?:s|ed)?\b", r"instruct",
    r"request(?:s|ed)?\b",
    r"ask(?:s|ed)?\b", r"permit(?:s|ted)?\b", r"authori[sz]es?d?\b", r"approve", r"tell us", r"connect\b", r"link\b",
)  # fmt: skip
_QUALIFIER: Final = either(
    *(
        f"{word} "
        for word in _spaced(
            "your their his her its an? the user customer explicit express prior specific separate written affirmative informed opt-in"
            " appropriate additional clear verifiable parental"
        )
    ),
    "the user's ", "customer's ", "the customer's ", "freely given ", "first ", "having ", "obtaining ", "asking for ", "getting ", "receiving ",
    ", ", "and ", "or ",
)  # fmt: skip
_CHOOSER: Final = either(
    "you", "the user", "users?", "customer", "the customer", "the (?:account )?(?:owner|administrator|holder)",
    "your (?:administrator|organi[sz]ation|parent)",
    "an administrator", "a parent", "a person", "the person", "someone",
)  # fmt: skip
_HOPS: Final = r"(?: (?!(?:not|do|does|did|never)\b)\w+){0,3}?"
CONSENTED: Final = re.compile(
    either(
        rf"\b(?:without|with|subject to|upon|after|based on|on the basis of|only with|unless we (?:have|get|obtain|receive)|until we (?:have"
        rf"|get|obtain)|at|absent|pursuant to|under) {_QUALIFIER}*{_CONSENT_NOUN}\b",
        rf"\b(?:if|when|where|unless|until|once|only if|only when|only where|in case|to the extent(?: that)?|provided(?: that)?|as|after|insofar as)"
        rf" (?:and (?:to the extent|only if) )?{_CHOOSER}(?:'ve| has| have| had)?{_HOPS} {_CONSENT_VERB}",
        r"(?<!not )\brequires? (?:your|the user's|prior|explicit|opt-in)(?: \w+){0,2} consent", r"\byour consent is (?:required|needed)",
        r"\bopt(?:s|ed)?[- ]?in(?:to| to)?\b",
        r"\bconsent first\b", r"\bonce consent\b", r"\bconsent (?:is|has been|was) (?:given|obtained)",
    )
)  # fmt: skip
ASKING: Final = (
    r"(?: will| shall| may)? (?:first )?(?:ask|asks|obtain|obtains|get|gets|seek|seeks|request|requests)(?: for)?"
    r" (?:your|the user's|their|explicit|prior|express|consent|permission)"
)
WITHOUT_CONSENT: Final = re.compile(rf"\b(?:even )?(?:without|regardless of|irrespective of) (?:asking for |needing )?{_QUALIFIER}*{_CONSENT_NOUN}\b")
_REFUSAL: Final = either(
    r"opt(?:s|ed|ing)?[- ]?out", r"object(?:s|ed)?\b", r"turn(?:s|ed|ing)? (?:\w+ ){0,6}?off", r"switch(?:es|ed|ing)? (?:\w+ ){0,6}?off", "disabl",
    "unsubscrib",
    "withdraw", "refus", "declin", "deactivat", "stop us", "tell us (?:not|otherwise)",
)  # fmt: skip
OPTED_OUT: Final = re.compile(
    either(
        rf"\b(?:unless|until|if|except (?:where|when|if))\b[^.;]{{0,60}}?\b{_REFUSAL}",
        rf"\b(?:can|may|right to|able to|ability to|choose to|option to|possible to|want to|wish to|how to|to)(?: \w+){{0,3}}? {_REFUSAL}",
        r"\bopt-out\b", r"\bopting out\b", r"\bopt(?:ed)? out\b",
    )
)  # fmt: skip
ONLY: Final = re.compile(
    r"\bonly (?:if|when|where|after|once|until|upon|under|in (?:the following|these|those|limited|certain))\b|\bprovided that\b"
    r"|\bbut only\b|\bsolely (?:if|when|where)\b"
)
EXCEPTED: Final = re.compile(
    r"\b(?:except (?:that|as|where|when|if|for|to|in|with|under|by)|except\b|unless\b|other than\b|only (?:with|as|to|for|in|by|on|so)\b"
    r"|solely (?:as|to|for)\b|save (?:for|as)\b)"
)
BY_LAW: Final = re.compile(
    r"\b(?:unless|except)(?: as| where| when| if| to the extent)?(?: otherwise| it is| is)? (?:prohibited|not permitted|forbidden|limited"
    r"|required) by (?:applicable )?law"
    r"|\bunless otherwise (?:stated|noted|specified|indicated|provided)"
)  # a bow to the law, no condition of the platform's own

# --- things ---
ATTRIBUTIVE: Final = (
    r"(?! (?:data|content|information|accounts?|materials?|inputs?|personal|generated|support|service|services|rights|experience|id|name|names"
    r"|profile|interface)\b)"
)  # "customer data": the customer does not act
NOTHING: Final = re.compile(r"\W(?:no|none of|neither)\b(?! (?:later|less|more|longer|matter))")  # "sells no data"
TO_NOBODY: Final = re.compile(r"\b(?:to|with|by|for) (?:nobody|no one|none)\b")
BANNING: Final = re.compile(
    r"\b(?:prohibited|restrictions?|forbidden|not (?:allowed|permitted|acceptable)|unacceptable|(?:you|users|customer) (?:may|must|shall"
    r"|should|can|will|agree)(?: \w+)? ?not|do not|don'ts?|misuse|may not"
    r"|acceptable use)\b"
)  # a heading, or the end of a lead-in, under which things are banned
OWN_ACTORS: Final = either(
    *_spaced("apps? applications? services? sites? websites? platforms? products? software extensions? browsers? systems? servers? models?"),
    *_spaced("assistants? chatbots? bots? sdk apis? tools? player plug-?ins? devices? algorithms? staff"),
    *_spaced("employees teams? moderators engineers personnel"),
)  # of the platform; as subjects of an active verb they are the platform acting
PASSIVE: Final = re.compile(
    r"\b(?:be|is|are|was|were|been|being)(?: (?:not|never|also|only|\w+ly))* $"
    r"|\b(?:be|is|are|was|were|been|being)(?: (?:not|never|also|only|\w+ly))* (?:used|accessed|employed|utili[sz]ed|made|exploited|operated)\b"
)  # the end of a verb group after which the thing named is what is acted on
OWN_THINGS: Final = re.compile(
    r"(?:^|\b(?:the|our|any|no|such|this|these|all) )(?:(?:our|the) )?"
    r"(?:services?|sites?|website|platform|apps?|software|api|apis|outputs?|materials on|content (?:on|of) the)\b"
)
YOUR_THINGS: Final = re.compile(r"\b(?:your|user|users'|customer|customers'|personal|member)\b")
