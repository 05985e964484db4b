"""Reading who does what in a sentence: the actor before the operative words, whether the act is denied, allowed or required, and on which condition.

The reading is grammatical, not topical: it takes the clause of the sentence in which the operative words stand, the subject of that clause, its verb group
and what the rest of the sentence adds ("unless ...", "without your consent", "you can opt out").
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final


class Actor(StrEnum):
    """Who acts."""

    PLATFORM = "platform"
    PERSON = "person"
    OTHER = "other"  # a third party
    NOBODY = "nobody"  # passive or impersonal


class Modal(StrEnum):
    """How the act is put."""

    MAY = "may"
    MUST = "must"
    IS = "is"


class Exemption(StrEnum):
    """What the sentence lets depend on something."""

    NONE = "none"
    CONSENT = "consent"  # only with, or after, the person's consent, choice or instruction
    OPT_OUT = "opt-out"  # unless or until the person refuses
    STATED = "stated"  # another stated condition or exception


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """How the operative words stand in a sentence."""

    actor: Actor
    denied: bool
    modal: Modal
    exemption: Exemption


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """Who speaks in a document: `platform` the folded names by which the platform calls itself besides "we"."""

    platform: tuple[str, ...] = ()


_PERSON: Final = (
    r"you|user|users|each user|any user|customer|customers|members?|participants?|subscribers?|account (?:holders?|owners?)|individuals?|visitors?|consumers?|creators?"
    r"|developers?|sellers?|parents?|guardians?|children|minors?|anyone|nobody|no one|everyone|(?:a|each|either) party|the parties|both parties|administrators?|end users?"
    r"|your (?:administrator|organi[sz]ation|employer)"
)
_OTHERS: Final = r"third[- ]parties|(?:a |any )?third[- ]party|(?:our |its )?(?:affiliates|partners|advertisers|vendors|service providers|licensors|contractors)|others|authorities"
_WE: Final = r"we|us|the company|company|the platform|the provider|the operator|the services? team"

_MODAL: Final = r"may|might|can|could|will|shall|would|must|should|do|does|did|are|is|was|were|have|has|had|reserves?|agrees?|need|needs"
_BOUNDARY: Final = re.compile(
    r";|\. |: | - | — |\bbut\b(?! (?:are |is )?not limited)|\bhowever\b|\balthough\b|\bwhereas\b|\bexcept\b|\bunless\b|\bprovided that\b|\bin which case\b"
    r"|,? and (?=(?:we|you|they) )|, (?=(?:we|you|they|our|your) (?:\w+ )?(?:" + _MODAL + r")\b)"
)
_EMBEDDING: Final = re.compile(
    r"\b(?:you|customer|users?|each user|we|the parties|both parties|and)(?: (?:also|hereby|further|expressly|both|each|and we|and us))*"
    r" (?:acknowledges?|agrees?|understands?|accepts?|confirms?|consents?|represents?|warrants?|note|ensures?|promises?|undertakes?|commits?|covenants?)"
    r"(?:,? (?:and|or) (?:hereby )?(?:acknowledges?|agrees?|understands?|accepts?|confirms?|consents?))* (?:that|to the fact that)\b"
)
_DELEGATION: Final = re.compile(
    r"\b(?:you|customer|users?)(?: (?:also|hereby|further|expressly))* (?:authori[sz]es?|permits?|allows?|consents? to|directs?|instructs?|grants?|gives?|agrees? to(?: let)?|lets?)"
    r" (?:us|our|the company|platform_names)\b"
)
_SUBORDINATE: Final = re.compile(
    r"\b(?:if|when|where|whenever|once|while|as|that|which|who|whom|whose|because|since|before|after|until|by|information|content|data|materials?|anything|everything|whatever|what|way|how)"
    r"(?: (?:and|or) \w+)?(?: \w+)? $"
)
_NEGATION: Final = re.compile(
    r"\b(?:not|never|no longer|neither|nor|cannot|(?:wo|ca|do|does|did|is|are|was|were|would|could|should|must|have|has|sha)n't|without|refrains? from|refuses? to|nobody|no one|none)\b"
)
_NO_NEGATION: Final = re.compile(
    r"not (?:only|just|merely|solely|simply|limited|necessarily|yet|later than|less than|more than|exceed(?:ing)?|including|otherwise|hesitate)"
    r"|(?:whether|if|or|may|when|where|that (?:is|are|do|does|can)|which (?:is|are|do|does)|is|are) (?:or )?not\b(?= (?:apply|be available|available|directly|personally|identif|specifically))"
    r"|whether or not|if not|or not\b|without (?:limit|prejudice|undue|delay|notice|prior notice|further|additional|charge|cost|compensat|any (?:prior |further )?notice|liability|obligation)"
    r"|does not (?:limit|prevent|restrict|affect|apply)|(?:don't|do not|doesn't|does not|didn't|did not|have not|haven't|has not) (?:want|wish|agree|opt|object|have (?:an|a)|live|reside|provide|allow|consent)"
)
_NO: Final = re.compile(
    r"(?:^|[,:;(] ?|\b(?:that|and|or|in|under|on|to|at|for|have|has|with|of|is|are) )(?:no|none of)\b(?! (?:later|less|more|event less|longer))"
)
_PROHIBITED: Final = re.compile(
    r"\b(?:is|are|be|remains?)(?: \w+)? (?:prohibited|forbidden|banned|not (?:allowed|permitted|authori[sz]ed))\b|\b(?:prohibited|forbidden|restricted) (?:from|to|uses?|conduct|activit)"
)
_POSITIVE_DOUBLE: Final = re.compile(
    r"\bnothing (?:in|herein|contained)[^.;]{0,80}\b(?:prevents?|prohibits?|restricts?|limits?|precludes?|stops?)\b|\bdoes not (?:prevent|prohibit|restrict|limit|preclude) (?:us|our)\b"
)
_MAY: Final = re.compile(
    r"\b(?:may|might|can|could|reserves? the right|entitled to|permitted to|allowed to|at (?:our|its) (?:sole )?discretion|free to|right to|able to)\b"
)
_MUST: Final = re.compile(
    r"\b(?:must|shall|required? to|requires|has to|have to|agrees? to|need to|needs to|obliged to|obligated to|responsible for|undertakes? to|warrants?|represents?)\b"
)

_CONSENT_WORD: Final = (
    r"(?:consent|permission|authori[sz]ation|approval|opt(?:s|ed)?[- ]?in\b|opt-in|agree(?:s|d|ment)?\b|chooses?\b|chosen\b|elects?\b|decides?\b|enables?d?\b|activat|turn(?:s|ed)? (?:it |this |them )?on\b"
    r"|switch(?:es|ed)? (?:it |this |them )?on\b|allow(?:s|ed)?\b|directs?\b|direct(?:ed|ion)\b|instruct|requests?\b|requested\b|asks?\b|asked\b|permit(?:s|ted)?\b|authori[sz]es?d?\b|give us permission|tell us)"
)
_WHO: Final = r"(?:you|the user|users?|customer|the (?:account )?(?:owner|administrator|holder)|your (?:administrator|organi[sz]ation|parent)|an administrator|a parent|a person|the person)"
_CONSENT: Final = re.compile(
    r"\b(?:without|with|subject to|upon|after|based on|on the basis of|only with|unless we (?:have|get|obtain|receive)|until we (?:have|get|obtain)|at|absent|pursuant to|under)"
    r" (?:first |having |obtaining |asking for |getting |receiving |(?:your|the user's|customer's|the customer's|their|his|her|an?|the|user|explicit|express|prior|specific|separate|written|affirmative|informed|opt-in|appropriate|additional|clear|verifiable|parental|freely given) |, |and |or )*"
    r"(?:consent|permission|authori[sz]ation|approval|opt-in|instructions?|directions?|request|agreement)\b"
    r"|\b(?:if|when|where|unless|until|once|only if|only when|only where|in case|to the extent(?: that)?|provided(?: that)?|as|after|insofar as)"
    r" (?:and (?:to the extent|only if) )?"
    + _WHO
    + r"(?:'ve| has| have| had)?(?: \w+){0,3}? "
    + _CONSENT_WORD
    + r"|\b(?:we|platform_names)(?: will| shall| may)? (?:first )?(?:ask|asks|obtain|obtains|get|gets|seek|seeks|request|requests)(?: for)? (?:your|the user's|their|explicit|prior|express|consent|permission)"
    r"|\brequires? (?:your|the user's|prior|explicit|opt-in)(?: \w+){0,2} consent|\byour consent is (?:required|needed)|\bopt(?:s|ed)?[- ]?in(?:to| to)?\b|\bconsent first\b|\bonce consent\b|\bwith consent\b|\bconsent (?:is|has been|was) (?:given|obtained)"
)
_REFUSAL: Final = r"(?:opt(?:s|ed|ing)?[- ]?out|object(?:s|ed)?\b|turn(?:s|ed|ing)? (?:\w+ ){0,6}?off|switch(?:es|ed|ing)? (?:\w+ ){0,6}?off|disabl|unsubscrib|withdraw|refus|declin|deactivat|stop us|tell us (?:not|otherwise))"
_OPT_OUT: Final = re.compile(
    r"\b(?:unless|until|if|except (?:where|when|if))\b[^.;]{0,60}?\b(?:have |has |had )?(?:not )?"
    + _REFUSAL
    + r"|\b(?:can|may|right to|able to|ability to|choose to|option to|possible to|want to|wish to|how to|to)(?: \w+){0,3}? "
    + _REFUSAL
    + r"|\bopt-out\b|\bopting out\b|\bopt(?:ed)? out\b"
)
_STATED: Final = re.compile(
    r"\b(?:except (?:that|as|where|when|if|for|to|in|with|under|by)|except\b|unless\b|other than\b|only (?:if|when|where|with|as|to|for|in|under|after|by|on|once|until|so)\b|solely (?:if|when|where|as|to|for)\b|provided that\b|but only\b|save (?:for|as)\b)"
)
_HEDGED_LAW: Final = re.compile(
    r"\b(?:unless|except)(?: as| where| when| if| to the extent)?(?: otherwise| it is| is)? (?:prohibited|not permitted|forbidden|limited) by (?:applicable )?law|\bunless otherwise (?:stated|noted|specified|indicated|provided)"
)


def read_act(context: str, place: tuple[int, int], voices: Voices) -> Act:
    """The act at `place` (start and end of the operative words) in folded text."""
    start, end = _clause(context, place)
    rest = context[place[1] : end]
    subject = _subject(context, start, place[0], voices)
    denied = _denied(context[subject.end : place[0]], whole=context[start : place[1]]) or (
        subject.actor is not Actor.PLATFORM and bool(_PROHIBITED.search(context[start:end]))
    )
    if subject.nobody:
        denied = True
    group = context[subject.end : place[1]] or rest
    return Act(
        actor=_passive_actor(subject, context[start : place[0]], denied=denied),
        denied=denied and not _POSITIVE_DOUBLE.search(context[: place[1]]),
        modal=_modal(group, rest),
        exemption=_exemption(context, place, voices),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    actor: Actor
    end: int
    nobody: bool = False


def _clause(context: str, place: tuple[int, int]) -> tuple[int, int]:
    """The stretch of the sentence between the boundaries around the operative words."""
    start, end = 0, len(context)
    for boundary in _BOUNDARY.finditer(context):
        if boundary.end() <= place[0]:
            start = boundary.end()
        elif boundary.start() >= place[1]:
            end = boundary.start()
            break
    return start, end


def _subject(context: str, start: int, stop: int, voices: Voices) -> _Subject:
    """The subject of the clause: the first actor that is no part of a subordinate clause; after "you agree that" the next one."""
    patterns = _patterns(voices)
    delegated = patterns.delegation.search(context, start, stop)
    if delegated:
        return _Subject(actor=Actor.PLATFORM, end=delegated.end())
    for embedding in _EMBEDDING.finditer(context, start, stop):
        start = embedding.end()
    found: _Subject | None = None
    for match in patterns.actor.finditer(context, start, stop):
        if _SUBORDINATE.search(context[start : match.start()]) and not context[start : match.start()].strip() in {"that", "by", "as"}:
            continue
        if match.start() > start and (context[: match.start()].endswith(_OBJECT_ENDS) or _relative(context, match)):
            continue
        found = _Subject(actor=_actor(match), end=match.end(), nobody=match[0] in {"nobody", "no one"})
        break
    return found or _Subject(actor=Actor.NOBODY, end=start)


def _relative(context: str, match: re.Match[str]) -> bool:
    """Whether an actor opens a relative clause without pronoun ("images you submit are ...")."""
    return match["person"] is not None and context[match.start() - 2] not in ",;:" and bool(_GIVING.match(context, match.end()))


_GIVING: Final = re.compile(
    r" (?:\w+ ){0,2}?(?:submits?|uploads?|provides?|posts?|shares?|creates?|sends?|gives?|writes?|makes?|enters?|inputs?|stores?|publish(?:es)?|generates?|records?|purchases?|views?|visits?)\b"
)
_OBJECT_ENDS: Final = (
    " with ",
    " to ",
    " from ",
    " about ",
    " by ",
    " of ",
    " for ",
    " your ",
    " our ",
    " between ",
    " against ",
    " on ",
    " among ",
    " share ",
    " other ",
    " allow ",
    " help ",
    " give ",
    " provide ",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Patterns:
    actor: re.Pattern[str]
    delegation: re.Pattern[str]


@lru_cache(maxsize=64)
def _patterns(voices: Voices) -> _Patterns:
    names = "|".join(re.escape(name) for name in sorted(voices.platform, key=len, reverse=True)) or r"(?!)"
    platform = rf"{_WE}|{names}"
    actor = re.compile(rf"\b(?:(?P<platform>{platform})|(?P<person>{_PERSON})|(?P<other>{_OTHERS}))\b(?!'s|-)")
    return _Patterns(actor=actor, delegation=re.compile(_DELEGATION.pattern.replace("platform_names", names)))


def _actor(match: re.Match[str]) -> Actor:
    if match["platform"]:
        return Actor.PLATFORM
    return Actor.PERSON if match["person"] else Actor.OTHER


_OWN_THINGS: Final = re.compile(
    r"(?:^|\b(?:the|our|any|no|such|this|these|all) )(?:(?:our|the) )?(?:services?|sites?|website|platform|apps?|software|api|apis|output|outputs|materials on|content (?:on|of) the)\b"
)
_YOUR_THINGS: Final = re.compile(r"\b(?:your|user|users'|customer|customers'|personal|member)\b")


def _passive_actor(subject: _Subject, before: str, *, denied: bool) -> Actor:
    """For an impersonal ban: on things of the platform it binds the person, on the person's things the platform."""
    if subject.actor is not Actor.NOBODY or not denied:
        return subject.actor
    if _OWN_THINGS.search(before) and not _YOUR_THINGS.search(before):
        return Actor.PERSON
    return subject.actor


def _denied(group: str, *, whole: str) -> bool:
    """Whether a negation in the verb group, or in the subject of an impersonal clause ("no audio is used"), reaches the operative words."""
    for text in (group, ""):
        for match in _NEGATION.finditer(text):
            if not _NO_NEGATION.match(text, match.start()) and not _spared(text, match):
                return True
    return bool(_NO.search(whole))


def _spared(text: str, match: re.Match[str]) -> bool:
    """Whether a negation belongs to a phrase that denies nothing ("whether or not", "if you do not agree")."""
    return any(spare.start() <= match.start() < spare.end() for spare in _NO_NEGATION.finditer(text))


def _modal(group: str, rest: str) -> Modal:
    if _MUST.search(group):
        return Modal.MUST
    if _MAY.search(group) or _MAY.match(rest.lstrip()):
        return Modal.MAY
    return Modal.IS


def _exemption(context: str, place: tuple[int, int], voices: Voices) -> Exemption:
    """What the act depends on, from the whole sentence; a refusal ("unless you opt out") before a consent."""
    text = _HEDGED_LAW.sub(lambda match: "~" * len(match[0]), context)
    consent = _consent(voices).search(text)
    if _OPT_OUT.search(text):
        return Exemption.OPT_OUT
    if consent:
        return Exemption.CONSENT
    return Exemption.STATED if _STATED.search(text) else Exemption.NONE


@lru_cache(maxsize=64)
def _consent(voices: Voices) -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in voices.platform) or "(?!)"
    return re.compile(_CONSENT.pattern.replace("platform_names", names))
