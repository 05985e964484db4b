"""Whether a composed sentence is carried by the quotes: numbers, named things, holder of a choice, extent, and who may or may not do what.

`Grounds.unsupported` returns the reason in words, None for a sentence that stands. Checked are the words of the sentence itself,
not the condition of its template, so a template whose condition is too wide is caught on the first clause it does not fit.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from clauseatlas.catalogue.kinds import AttributeKind, ClauseType
from clauseatlas.catalogue.patterns import Pattern
from clauseatlas.model.provision import Quote, Reading
from clauseatlas.model.words import Stance
from clauseatlas.provisions import phrases
from clauseatlas.provisions.acts import Act, Actor, Exemption, Modal, Voices, read_act
from clauseatlas.provisions.cases import Case
from clauseatlas.provisions.composing import NAMELESS, value_in_words
from clauseatlas.provisions.quantities import number_words
from clauseatlas.provisions.sentences import fold

_LISTING: Final = frozenset({AttributeKind.CHOICE, AttributeKind.CHOICES, AttributeKind.NAMES})
_ENUMERATING: Final = frozenset({AttributeKind.CHOICES, AttributeKind.NAMES})
_ENDS: Final = (". ", "? ", "! ", "; ")
_COMMON: Final = frozenset(
    {
        "yes",
        "no",
        "none",
        "other",
        "unstated",
        "opt-out",
        "opt-in",
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
    r"\b(?:administrators?|admins?|(?:account|workspace|team) owners?|owners?|customers?|organi[sz]ations?|employers?|compan(?:y|ies)"
    r"|subscribers?|enterprise)\b"
)
_OWN_CHOICE: Final = re.compile(
    r"\b(?:you can|you may|unless you|until you|yourself) (?:opt out|turn (?:it|this|them) off|switch (?:it|this|them) off|disable|object"
    r"|refuse)|\b(?:you|your) (?:own )?opt-out"
)
_ABOUT_TEXT: Final = re.compile(
    r"(?:this|the|its?|that) (?:passage|clause|text|document|sentence|section)?s?(?: here)? ?"
    r"(?:speaks|says|names|states|gives|is silent|is not said|leaves open|does not (?:say|speak|name|state|give|define|list))\b"
)  # such a sentence tells what the words are about, not who may do what
_SILENT: Final = re.compile(
    r"\b(?:gives|names|offers|mentions|promises|provides|states) no (?P<noun>[a-z]+(?: [a-z]+)?)"
    r"|\b(?:says nothing about|does not (?:mention|speak of|name)) (?:a |an |any )?(?P<other>[a-z]+)"
)  # "this passage gives no appeal"
_TELLING: Final = frozenset(
    [
        *("appeal", "appeals", "refund", "refunds", "arbitration", "cookies", "deletion", "encryption", "translation", "tax", "taxes"),
        *("trial", "mediation", "insurance", "parents", "children", "minors", "court", "courts", "interest", "ads", "advertising"),
    ]
)  # nouns so much their own that a passage which has them is not silent about them
_WHOLE: Final = re.compile(r"\b(?:all|every|everything|always|entire)\b")
_PART: Final = re.compile(r"\b(?:certain|some|limited)\b")
_CONDITIONAL: Final = re.compile(
    r"\b(?:only|unless|until|if|where|when|consent|conditions?|permission|agree[sd]?|once|before|after|notice|except|instruction|cases"
    r"|waits?|depends?)\b"
)


class Grounds:
    """What the quotes of a case carry; made once for all its sentences."""

    def __init__(self, of: Case, *, platform: str | None) -> None:
        self._of = of
        self._voices = Voices(platform=(fold(platform or NAMELESS), "it"))
        quotes = [*of.finding.quotes, *(of.limit.quotes if of.limit else ())]
        self._carried = fold(" ".join(quote.exact for quote in quotes))
        self._operative = tuple(dict.fromkeys(pattern for signal in of.clause.signals for pattern in signal.all[:1]))

    @cached_property
    def _figures(self) -> frozenset[str]:
        read = (fold(str(value)) for values in self._of.values.values() for value in values)
        return number_words(self._carried).union(_SMALL, *(number_words(value) for value in read))

    @cached_property
    def _known(self) -> re.Pattern[str]:
        return _named_values(tuple(_closed_values(self._of.clause)))

    @cached_property
    def _shown(self) -> Sequence[str]:
        """The words in which read values appear, the limit's included, longest first."""
        shown = {
            fold(value_in_words(rule, value))
            for rule in self._of.clause.attributes
            for values in (self._of.read(rule.name), self._of.read(f"limit_{rule.name}"))
            for value in values
        }
        return sorted(shown, key=len, reverse=True)

    @cached_property
    def _denied(self) -> Sequence[str]:
        """The words of values that stand where the quotes deny something, although the finding permits."""
        finding = self._of.finding
        if finding.stance is not Stance.PERMITS or not phrases.NEGATION.search(self._carried):
            return ()
        rules = {rule.name: rule for rule in self._of.clause.attributes if rule.kind in _ENUMERATING}
        return [
            fold(value_in_words(rules[reading.name], reading.value))
            for reading in finding.readings
            if reading.name in rules and reading.raw and _denies(finding.quotes, reading, self._voices)
        ]

    def unsupported(self, sentence: str, *, is_reading: bool) -> str | None:
        """Why the sentence is not carried, None where it is; `is_reading` marks sentences that retell the clause, in its things and polarity."""
        folded = _folded(sentence)
        for reason in self._faults(folded):
            return reason
        if not is_reading:
            return None
        for value in self._foreign(folded):
            return f"the quotes do not name {value}"
        for value in self._denied:
            if re.search(rf"(?<!\w){re.escape(value)}(?!\w)", folded) and not _CONDITIONAL.search(folded):
                return f"the quotes deny it of {value}"
        return self._against_stance(folded)

    def _faults(self, folded: str) -> Iterator[str]:
        claims = _claims(folded)
        if claims.figures and claims.figures - self._figures:
            yield f"the quotes do not state {', '.join(sorted(claims.figures - self._figures))}"
        if claims.administered and not _HOLDERS.search(self._carried):
            yield "the quotes do not speak of an administrator"
        if claims.own_choice and not claims.administered and self._held_by_administrator():
            yield "the choice is the administrator's"
        for noun in claims.silent:
            if re.search(rf"(?<!no )(?<!not )\b{noun.removesuffix('s')}", self._carried):
                yield f"the quotes do speak of {noun}"
        if claims.whole and _PART.search(self._carried) and not _WHOLE.search(self._carried):
            yield "the quotes speak of a part only"

    def _foreign(self, folded: str) -> Iterator[str]:
        """Values of closed lists that the sentence names although none of the quotes was read so."""
        rest = folded
        for words in self._shown:
            rest = rest.replace(words, " ")
        yield from (match[0] for match in self._known.finditer(rest))

    def _held_by_administrator(self) -> bool:
        return any("administrator" in values and "person" not in values for values in self._of.values.values())

    def _against_stance(self, folded: str) -> str | None:
        """Why the sentence reads against the stance: it denies what is permitted, permits what is forbidden, or leaves a condition out."""
        place = None if _ABOUT_TEXT.match(folded) else _operative(folded, self._operative)
        if place is None:
            return None
        act = _act(folded, place, self._voices)
        stance = self._of.finding.stance
        return (
            _against_person(act, stance) if act.actor is Actor.PERSON else _against_platform(act, folded, stance, limited=self._of.limit is not None)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claims:
    """What a sentence says that quotes must carry: figures, an administrator, a choice of one's own, nouns it calls absent, the whole of a thing."""

    figures: frozenset[str]
    administered: bool
    own_choice: bool
    silent: tuple[str, ...]
    whole: bool


@lru_cache(maxsize=16_384)  # sentences from templates come again and again
def _claims(folded: str) -> _Claims:
    silent = [(found["noun"] or found["other"]).split()[0] for found in _SILENT.finditer(folded)]
    return _Claims(
        figures=number_words(folded),
        administered=bool(_ADMINISTRATOR.search(folded)),
        own_choice=bool(_OWN_CHOICE.search(folded)),
        silent=tuple(noun for noun in silent if noun in _TELLING),
        whole=bool(_WHOLE.search(folded)),
    )


_folded = lru_cache(maxsize=16_384)(fold)

_DENYING = re.compile(r"\b(?:no|not|non|never|without|free of)\b|n't\b")


def _denies(quotes: Sequence[Quote], reading: Reading, voices: Voices) -> bool:
    """Whether the platform flatly denies something in the sentence of a quote from which a value was read; words that deny are the value then."""
    if _DENYING.search(fold(reading.raw)):
        return False
    for quote in quotes:
        if quote.start <= reading.start < quote.end:
            start, end = reading.start - quote.start, reading.end - quote.start
            folded = fold(quote.exact)
            before = max(folded.rfind(mark, 0, start) for mark in _ENDS)
            after = min((at for mark in _ENDS if (at := folded.find(mark, end)) >= 0), default=len(folded))
            act = read_act(folded[before + 1 : after], (start - before - 1, end - before - 1), voices)
            return act.denied and act.actor in (Actor.PLATFORM, Actor.NOBODY) and act.exemption is Exemption.NONE
    return False


@lru_cache(maxsize=4096)  # sentences from templates come again and again
def _act(folded: str, place: tuple[int, int], voices: Voices) -> Act:
    return read_act(folded, place, voices)


def _closed_values(clause: ClauseType) -> Iterator[str]:
    """The words in which values of closed lists appear, save those that any sentence may use."""
    for rule in clause.attributes:
        if rule.kind in _LISTING:
            for value in rule.values:
                words = fold(rule.names.get(value, value))
                if value not in _COMMON and words not in _COMMON:
                    yield words


@lru_cache(maxsize=256)
def _named_values(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of the words of a type, longest first."""
    branches = "|".join(re.escape(each) for each in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{branches})(?!\w)" if branches else r"(?!)")


def _against_platform(act: Act, folded: str, stance: Stance, *, limited: bool) -> str | None:
    conditional = act.exemption is not Exemption.NONE or bool(_CONDITIONAL.search(folded))
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


@lru_cache(maxsize=16_384)
def _operative(folded: str, patterns: tuple[Pattern, ...]) -> tuple[int, int] | None:
    """Where the sentence names the act of the type, by the first patterns of its signals."""
    for pattern in patterns:
        match = pattern.search(folded)
        if match and match.end() > match.start():
            return match.span()
    return None
