"""Whether a composed sentence is carried by the quotes: numbers, named things, holder of a choice, extent, and who may or may not do what.

`unsupported` returns the reason in words, None for a sentence that stands. What is checked are the words of the sentence itself, not the condition of its template, so a
template whose condition is too wide is caught on the first clause it does not fit.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from clauseatlas.catalogue.kinds import AttributeKind, ClauseType
from clauseatlas.model.words import Stance
from clauseatlas.provisions.acts import Act, Actor, Exemption, Modal, Voices, read_act
from clauseatlas.provisions.cases import Case
from clauseatlas.provisions.composing import NAMELESS, value_in_words
from clauseatlas.provisions.quantities import number_words
from clauseatlas.provisions.sentences import fold

_LISTING: Final = frozenset({AttributeKind.CHOICE, AttributeKind.CHOICES, AttributeKind.NAMES})
_COMMON: Final = frozenset(
    {
        "yes",
        "no",
        "none",
        "other",
        "unstated",
        "person",
        "platform",
        "administrator",
        "text",
        "fixed",
        "never",
        "law",
        "consent",
        "contract",
        "prior",
        "access",
        "posting",
        "public",
        "the public",
    }
)  # values that are ordinary words of any sentence about a clause
_SMALL: Final = frozenset({"0", "1"})  # "one", "zero": words of speech, not figures
_ADMINISTRATOR: Final = re.compile(r"\b(?:administrators?|admins?)\b")
_HOLDERS: Final = re.compile(
    r"\b(?:administrators?|admins?|(?:account|workspace|team) owners?|owners?|customers?|organi[sz]ations?|employers?|compan(?:y|ies)|subscribers?|enterprise)\b"
)
_OWN_CHOICE: Final = re.compile(
    r"\b(?:you can|you may|unless you|until you|yourself) (?:opt out|turn (?:it|this|them) off|switch (?:it|this|them) off|disable|object|refuse)|\b(?:you|your) (?:own )?opt-out"
)
_WHOLE: Final = re.compile(r"\b(?:all|every|everything|always|entire)\b")
_PART: Final = re.compile(r"\b(?:certain|some|limited)\b")
_CONDITIONAL: Final = re.compile(
    r"\b(?:only|unless|until|if|where|when|consent|conditions?|permission|agree[sd]?|once|before|after|notice|except|instruction|cases|waits?|depends?)\b"
)


def unsupported(sentence: str, of: Case, *, platform: str | None, is_reading: bool) -> str | None:
    """Why the sentence is not carried, None where it is; `is_reading` marks sentences that retell the clause: their things and polarity must be its own."""
    folded = fold(sentence)
    carried = _carried(of)
    for reason in _faults(folded, carried, of):
        return reason
    if not is_reading:
        return None
    for value in _foreign(folded, of):
        return f"the quotes do not name {value}"
    return _against_stance(folded, of, _voices(platform))


def _voices(platform: str | None) -> Voices:
    return Voices(platform=(fold(platform or NAMELESS), "it"))


def _carried(of: Case) -> str:
    quotes = [*of.finding.quotes, *(of.limit.quotes if of.limit else ())]
    return fold(" ".join(quote.exact for quote in quotes))


def _faults(folded: str, carried: str, of: Case) -> Iterator[str]:
    figures = number_words(folded) - number_words(carried) - _values(of) - _SMALL
    if figures:
        yield f"the quotes do not state {', '.join(sorted(figures))}"
    if _ADMINISTRATOR.search(folded) and not _HOLDERS.search(carried):
        yield "the quotes do not speak of an administrator"
    if _OWN_CHOICE.search(folded) and not _ADMINISTRATOR.search(folded) and _held_by_administrator(of):
        yield "the choice is the administrator's"
    if _WHOLE.search(folded) and _PART.search(carried) and not _WHOLE.search(carried):
        yield "the quotes speak of a part only"


def _values(of: Case) -> frozenset[str]:
    return frozenset(figure for values in of.values.values() for value in values for figure in number_words(fold(str(value))))


def _foreign(folded: str, of: Case) -> Iterator[str]:
    """Values of closed lists that the sentence names although none of the quotes was read so."""
    rest = folded
    for words in sorted(_shown(of), key=len, reverse=True):
        rest = rest.replace(words, " ")
    for name, words in _closed_values(of.clause).items():
        if words not in _COMMON and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", rest):
            yield name


def _shown(of: Case) -> Sequence[str]:
    """The words in which read values appear, the limit's included."""
    shown: list[str] = []
    for rule in of.clause.attributes:
        for values in (of.read(rule.name), of.read(f"limit_{rule.name}")):
            shown.extend(fold(value_in_words(rule, value)) for value in values)
    return shown


def _closed_values(clause: ClauseType) -> Mapping[str, str]:
    return {
        value: fold(rule.names.get(value, value))
        for rule in clause.attributes
        if rule.kind in _LISTING
        for value in rule.values
        if value not in _COMMON
    }


def _held_by_administrator(of: Case) -> bool:
    return any("administrator" in values and "person" not in values for values in of.values.values())


def _against_stance(folded: str, of: Case, voices: Voices) -> str | None:
    """Why the sentence reads against the stance: it denies what is permitted, permits what is forbidden, or leaves a condition out."""
    place = _operative(folded, of.clause)
    if place is None:
        return None
    act = read_act(folded, place, voices)
    if act.actor is Actor.PERSON:
        return _against_person(act, of.finding.stance)
    return _against_platform(act, folded, of)


def _against_platform(act: Act, folded: str, of: Case) -> str | None:
    conditional = act.exemption is not Exemption.NONE or bool(_CONDITIONAL.search(folded))
    stance, limited = of.finding.stance, of.limit is not None
    if stance is Stance.FORBIDS and not act.denied and act.modal is Modal.MAY and not conditional:
        return "it permits what the clause forbids"
    if stance is Stance.PERMITS and act.denied and not conditional and not limited:
        return "it denies what the clause permits"
    if stance is Stance.CONDITIONS and not act.denied and act.modal is Modal.MAY and not conditional:
        return "it leaves out the condition"
    return None


def _against_person(act: Act, stance: Stance) -> str | None:
    if stance is Stance.BANS and not act.denied and act.modal is Modal.MAY:
        return "it allows the person what the clause bans"
    if stance is Stance.GRANTS and act.denied and act.exemption is Exemption.NONE:
        return "it denies the person what the clause grants"
    return None


def _operative(folded: str, clause: ClauseType) -> tuple[int, int] | None:
    """Where the sentence names the act of the type, by the first patterns of its signals."""
    for signal in clause.signals:
        for pattern in signal.all[:1]:
            match = pattern.search(folded)
            if match and match.end() > match.start():
                return match.span()
    return None
