"""Reading who does what in a sentence: the actor before the operative words, whether the act is denied, allowed or required, and what it depends on.

The reading is grammatical, not topical: it takes the clause of the sentence in which the operative words stand, the subject of that
clause, its verb group, and what the rest of the sentence adds ("unless ...", "without your consent", "you can opt out").
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from clauseatlas.provisions import phrases


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
    """What the sentence lets the act depend on."""

    NONE = "none"
    CONSENT = "consent"  # the person's consent, choice or instruction comes first
    OPT_OUT = "opt-out"  # the person may refuse
    ONLY = "only"  # a stated case, and no other
    EXCEPTED = "excepted"  # a stated exception


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    """The subject of a clause and where it ends; `is_nobody` for "no one may"."""

    actor: Actor
    end: int
    is_nobody: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Patterns:
    """The patterns that depend on the names of the platform."""

    actor: re.Pattern[str]
    own: re.Pattern[str]
    delegation: re.Pattern[str]
    asking: re.Pattern[str]


def read_act(context: str, place: tuple[int, int], voices: Voices) -> Act:
    """The act at `place` (start and end of the operative words) in folded text."""
    context, place = _focused(context, place)
    start, end = _clause(context, place)
    subject = _subject(context, start, place[0], voices)
    group = _verb_group(context, subject, start, place[0])
    prohibited = subject.actor is not Actor.PLATFORM and bool(phrases.PROHIBITED.search(context, start, end))
    denied = subject.is_nobody or prohibited or _denies(group, whole=context[start : place[1]])
    denied = denied or bool(phrases.TO_NOBODY.search(context, place[1], end) or phrases.NOTHING.match(context, place[1], end))
    denied = denied and not phrases.DOUBLE.search(context, 0, place[1])
    return Act(
        actor=_acting(subject, context[start : place[0]], denied=denied, prohibited=prohibited),
        denied=denied,
        modal=_modal(group, context[place[1] : end]),
        exemption=_exemption(context, voices, denied=denied),
    )


def _focused(context: str, place: tuple[int, int]) -> tuple[str, tuple[int, int]]:
    """For an enumeration inside the sentence its lead-in and the one item with the operative words: what other items say is not about them."""
    markers = [match.start() for match in phrases.ITEM_MARKER.finditer(context)]
    before = [marker for marker in markers if marker < place[0]]
    if not before:
        return context, place
    end = next((marker for marker in markers if marker >= place[1]), len(context))
    lead, item = context[: before[0]], context[before[-1] : end]
    shift = len(lead) - before[-1]
    return lead + item, (place[0] + shift, place[1] + shift)


def _clause(context: str, place: tuple[int, int]) -> tuple[int, int]:
    """The stretch of the sentence between the boundaries around the operative words."""
    start, end = 0, len(context)
    for boundary in phrases.BOUNDARY.finditer(context):
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
    for embedding in phrases.EMBEDDING.finditer(context, start, stop):
        start = embedding.end()
    own = patterns.own.match(context, start, stop)
    if own and not phrases.PASSIVE.search(context[own.end() : stop]):
        return _Subject(actor=Actor.PLATFORM, end=own.end())
    for match in patterns.actor.finditer(context, start, stop):
        if not _is_aside(context, start, match):
            return _Subject(actor=_actor(match), end=match.end(), is_nobody=match[0] in {"nobody", "no one"})
    return _Subject(actor=Actor.NOBODY, end=start)


def _is_aside(context: str, start: int, match: re.Match[str]) -> bool:
    """Whether an actor is an object, or the subject of a clause that only describes something ("images you submit", "if you agree")."""
    before = context[start : match.start()]
    if not before.strip() or before.strip() in {"that", "by", "as"}:
        return False
    if phrases.SUBORDINATE.search(before) or context[: match.start()].endswith(phrases.OBJECT_ENDS):
        return True
    return match["person"] is not None and before[-2:-1] not in ",;:" and bool(phrases.GIVING.match(context, match.end()))


def _verb_group(context: str, subject: _Subject, start: int, stop: int) -> str:
    """The words between subject and operative words; in an impersonal clause from its last auxiliary on, for what precedes describes things."""
    if subject.actor is not Actor.NOBODY:
        return context[subject.end : stop]
    auxiliaries = [match.start() for match in _AUXILIARY.finditer(context, start, stop)]
    return context[auxiliaries[-1] : stop] if auxiliaries else context[start:stop]


_AUXILIARY = re.compile(rf"\b{phrases.AUXILIARY}(?=\b|n't)")


@lru_cache(maxsize=64)
def _patterns(voices: Voices) -> _Patterns:
    names = "|".join(re.escape(name) for name in sorted(voices.platform, key=len, reverse=True)) or r"(?!)"
    platform = phrases.either(phrases.WE, names)
    person = r"\b(?:you|customer|users?)(?: (?!not\b|never\b|that\b)\w+){0,5}?"
    return _Patterns(
        actor=re.compile(rf"\b(?:(?P<platform>{platform})|(?P<person>{phrases.PERSONS}{phrases.ATTRIBUTIVE})|(?P<other>{phrases.OTHERS}))\b(?!'s|-)"),
        own=re.compile(
            rf"\W*(?:(?:and|so|that|but|also|while|when) )?(?:[^,;:]{{3,60}}, )?"
            rf"(?:(?:all|none|some|each) of )?(?:our|the|this|these|(?:{names})'s?) (?:\w+ )?{phrases.OWN_ACTORS}"
            rf"(?= (?:(?:that|which|itself|also|never|only|{phrases.AUXILIARY})\b|\w+s\b)| (?:\w+ )?$)"
        ),
        delegation=re.compile(
            rf"{person} (?:{phrases.DELEGATING} (?:us|our|the company|{names})\b|(?:consents?|agrees?) to (?:the|its|their|such|this)(?: being)? $)"
        ),
        asking=re.compile(rf"\b{platform}{phrases.ASKING}"),
    )


def _actor(match: re.Match[str]) -> Actor:
    if match["platform"]:
        return Actor.PLATFORM
    return Actor.PERSON if match["person"] else Actor.OTHER


def _acting(subject: _Subject, before: str, *, denied: bool, prohibited: bool) -> Actor:
    """Whom an impersonal ban binds: the person if it is one in so many words, an order, or on things of the platform; else the platform."""
    if subject.actor is not Actor.NOBODY or not denied:
        return subject.actor
    own = phrases.OWN_THINGS.search(before) and not phrases.YOUR_THINGS.search(before)
    return Actor.PERSON if prohibited or own or phrases.IMPERATIVE.match(before.lstrip()) else Actor.NOBODY


def _denies(group: str, *, whole: str) -> bool:
    """Whether a negation in the verb group, or in the subject ("no audio is used"), reaches the operative words."""
    if any(not _is_spared(group, match) for match in phrases.NEGATION.finditer(group)):
        return True
    return bool(phrases.NO.search(whole))


def _is_spared(group: str, match: re.Match[str]) -> bool:
    """Whether a negation belongs to a phrase that denies nothing of the act ("whether or not", "that you do not delete")."""
    return any(spared.start() <= match.start() < spared.end() for spared in phrases.SPARED.finditer(group))


def _modal(group: str, rest: str) -> Modal:
    if phrases.NO_OBLIGATION.search(group):
        return Modal.MAY
    if phrases.MUST.search(group):
        return Modal.MUST
    return Modal.MAY if phrases.MAY.search(group) or phrases.MAY.match(rest.lstrip()) else Modal.IS


def _exemption(context: str, voices: Voices, *, denied: bool) -> Exemption:
    """What the act depends on, from the whole sentence. "Without your consent" is a condition of what is denied, and a freedom of what is allowed."""
    text = phrases.BY_LAW.sub(" ", context)
    if phrases.OPTED_OUT.search(text):
        return Exemption.OPT_OUT
    text = text if denied else phrases.WITHOUT_CONSENT.sub(" ", text)
    if phrases.CONSENTED.search(text) or _patterns(voices).asking.search(text):
        return Exemption.CONSENT
    if phrases.ONLY.search(text):
        return Exemption.ONLY
    return Exemption.EXCEPTED if phrases.EXCEPTED.search(text) else Exemption.NONE
