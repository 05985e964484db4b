"""From the act at the operative words to the stance of a finding."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from clauseatlas.catalogue.kinds import ClauseType
from clauseatlas.model.policytext import BlockKind
from clauseatlas.model.words import Stance
from clauseatlas.provisions import phrases
from clauseatlas.provisions.acts import Act, Actor, Exemption, Modal, Voices, read_act
from clauseatlas.provisions.sentences import Sentence, fold
from clauseatlas.provisions.signals import anchor

_OF_PLATFORM: Final = frozenset({Stance.PERMITS, Stance.CONDITIONS, Stance.FORBIDS, Stance.GRANTS})


def read_stance(clause: ClauseType, sentence: Sentence, voices: Voices, *, language: str = "en") -> Stance | None:
    """The stance of a sentence found for a type; None where it speaks of another subject: a ban on the person is no promise of the platform.

    The rules of the type come first, then a single possible stance, then the general reading of who does what.
    """
    for rule in clause.stance_rules:
        if rule.when.search(sentence.context) and not (rule.unless and rule.unless.search(sentence.context)):
            return rule.stance
    if len(clause.stances) == 1 or language != "en":
        return clause.stance_default
    place = anchor(clause, sentence, language=language)
    if place is None:
        return clause.stance_default
    return fitting(clause, _under_headings(read_act(sentence.context, place, voices), sentence))


def only_refused(clause: ClauseType, sentence: Sentence, voices: Voices) -> bool:
    """Whether a sentence only lets the person refuse what it speaks of ("you can opt out of ..."), so that its being done is implied."""
    if "out" not in sentence.folded and "off" not in sentence.folded and "object" not in sentence.folded:
        return False
    place = anchor(clause, sentence, language="en")
    if place is None:
        return False
    act = read_act(sentence.context, place, voices)
    return act.actor is Actor.PERSON and act.exemption is Exemption.OPT_OUT and not act.denied


def _under_headings(act: Act, sentence: Sentence) -> Act:
    """The act as its heading or lead-in makes it: things named under "Prohibited uses" without a subject of their own are banned for the person."""
    if act.actor is not Actor.NOBODY or act.denied or sentence.kind is not BlockKind.LIST_ITEM:
        return act
    headings = fold(sentence.headings[-1]) if sentence.headings else ""
    lead = sentence.context[: sentence.offset]
    if phrases.BANNING.search(headings) or phrases.BANNING.search(lead):
        return replace(act, actor=Actor.PERSON, denied=True)
    return act


def fitting(clause: ClauseType, act: Act) -> Stance | None:
    """The first stance that the type allows and the act fits, else the default; None for a person's ban or duty where only the platform acts."""
    if act.actor is Actor.PERSON and _OF_PLATFORM.issuperset(clause.stances) and (act.denied or _obliged(act)):
        return None
    for stance in _candidates(act):
        if stance in clause.stances:
            return stance
    return clause.stance_default


def _obliged(act: Act) -> bool:
    """Whether an act is the person's own duty; where the person may refuse, the platform acts."""
    return act.modal is Modal.MUST and act.exemption is not Exemption.OPT_OUT


def _candidates(act: Act) -> Sequence[Stance]:
    if act.denied:
        return _denied(act)
    if act.exemption is Exemption.OPT_OUT:
        return (Stance.PERMITS, Stance.GRANTS)
    if act.actor is Actor.PERSON:
        return (Stance.GRANTS,) if act.modal is Modal.MAY else (Stance.REQUIRES,)
    if act.exemption in (Exemption.CONSENT, Exemption.ONLY):
        return (Stance.CONDITIONS, Stance.PERMITS)
    return (Stance.PERMITS,)


def _denied(act: Act) -> Sequence[Stance]:
    if act.actor is Actor.PERSON:
        return (Stance.BANS, Stance.WAIVES, Stance.LIMITS)
    if act.exemption is Exemption.OPT_OUT:
        return (Stance.PERMITS, Stance.FORBIDS)
    if act.exemption is not Exemption.NONE:
        return (Stance.CONDITIONS, Stance.FORBIDS, Stance.LIMITS)
    return (Stance.FORBIDS, Stance.LIMITS)
