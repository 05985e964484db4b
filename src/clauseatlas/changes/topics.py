"""What changed words speak of."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from clauseatlas.changes.dating import dates, without_dates
from clauseatlas.changes.importance import by_importance
from clauseatlas.changes.lexicon import NUMBER_WORDS
from clauseatlas.changes.pointing import is_pointer
from clauseatlas.changes.units import words
from clauseatlas.model.words import ChangeReason

# More reasons than this explain nothing.
REASONS: Final = 3
# Different words whose topics are remembered; a language has few that recur.
HELD_WORDS: Final = 16_384
_PERIOD: Final = r"(?:hours?|days?|weeks?|months?|years?|tage?n?|monate?n?|jours?|mois|d[ií]as?|meses)"
# Single words, as they stand when folded.
_WORDS: Final = tuple(
    (reason, re.compile("|".join(parts)))
    for reason, *parts in (
        (
            ChangeReason.RIGHT,
            r"rights?|entitled|opt-?(?:in|out)\w*|opting|choices?|choose|consent(?:s|ed)?|withdraw\w*|object(?:ion)?|appeal\w*|refund\w*|cancel\w*",
            r"waive[rsd]?|delete|erasure|licen[cs]es?|recht\w*|droits?|derechos?",
        ),
        (
            ChangeReason.OBLIGATION,
            r"must|shall|will|should|may|might|can|could|required?|requires|requirements?|agree\w*|acknowledg\w*|warrant\w*|represents?|obligat\w*",
            r"obliged|responsible|responsibilit\w*|liable|liabilit\w*|indemnif\w*|prohibit\w*|permitted|allowed|forbidden|restrict\w*|comply",
            r"compliance|undertake\w*|muss|müssen|darf|dürfen|doit|devez|deben?|puede",
        ),
        (ChangeReason.DEADLINE, r"deadlines?|immediately|promptly|overdue|expir\w*"),
        (
            ChangeReason.RECIPIENT,
            r"third-part(?:y|ies)|partners?|vendors?|advertisers?|affiliates?|(?:sub-?)?processors?|recipients?|shar(?:e|ed|es|ing)|disclos\w*|sell",
            r"sold|selling|transfer\w*|authorities",
        ),
        (
            ChangeReason.PURPOSE,
            r"purposes?|improv\w*|develop\w*|train(?:ing|ed)?|advertis\w*|marketing|analy[sz]\w*|analytics|research|personali[sz]\w*|profiling|security",
            r"fraud",
        ),
        (ChangeReason.DEFINITION, r"means?|meaning|defin(?:ed|es|ition|itions)|hereinafter"),
        (
            ChangeReason.PARTY,
            r"inc|llc|ltd|limited|gmbh|plc|corp|corporation|company|subsidiar\w*|representative|controller|jurisdiction|courts?|laws?|located",
        ),
        (
            ChangeReason.SCOPE,
            r"all|any|every|each|some|only|solely|except|exclud\w*|unless|includ\w*|not|no|never|none|nor|and|or|either|both|minors?|children|users?",
            r"worldwide|global\w*|countr(?:y|ies)|regions?|regional|european|kingdom|states|nicht|kein\w*|alle|sauf|tous|todos|excepto",
        ),
    )
)
# What only several words say; one pattern with a group for each, in the order of the reasons.
_PHRASES: Final = (
    (ChangeReason.RIGHT, r"opt (?:in|out)|free of charge"),
    (ChangeReason.OBLIGATION, r"(?:need|have|has) to"),
    (
        ChangeReason.DEADLINE,
        r"no later than|(?:advance|prior) notice"
        rf"|(?:\d+|one|two|three|seven|ten|fourteen|fifteen|thirty|sixty|ninety) (?:\d+ )?(?:business |calendar |working )?{_PERIOD}",
    ),
    (ChangeReason.RECIPIENT, r"third part(?:y|ies)|service providers?|law enforcement"),
    (ChangeReason.PURPOSE, r"in order to"),
    (ChangeReason.DEFINITION, r"refers? to|known as"),
)
_PHRASE: Final = re.compile(rf"\b(?:{'|'.join(f'({pattern})' for _, pattern in _PHRASES)})\b")
_NUMBER: Final = re.compile(r".*\d.*|[%$€£¥₹]|percent|hundred|thousand|million")
_PERIOD_AFTER: Final = re.compile(rf"^\W*(?:\(\d+\)\W*)?(?:business |calendar |working )?{_PERIOD}\b", re.IGNORECASE)


def topics(removed: str, added: str, *, left: str = "", right: str = "") -> tuple[ChangeReason, ...]:
    """The reasons that the words on one side alone give, most important first; none where they speak of nothing known.

    `left` and `right` are the words around the change, which tell a period from a mere number and a pointer from both.
    """
    dated = dates(removed) != dates(added)
    removed, added = without_dates(removed), without_dates(added)
    gone, new = Counter(words(removed)), Counter(words(added))
    changed = [*(gone - new), *(new - gone)]
    found = {reason for word in changed for reason in _topics_of(word)}
    if dated:
        found.add(ChangeReason.DEADLINE)
    found.update(_phrases(left + removed + right, left + added + right))
    if any(_is_number(word) for word in changed) and not is_pointer(removed, added, left=left, right=right):
        found.add(ChangeReason.DEADLINE if _PERIOD_AFTER.match(right) else ChangeReason.NUMBER)
    return by_importance(found)[:REASONS]


def _phrases(removed: str, added: str) -> Iterator[ChangeReason]:
    """What phrases that stand on one side only, or more often there, speak of."""
    gone, new = (Counter((match.lastindex, match.group()) for match in _PHRASE.finditer(" ".join(words(text)))) for text in (removed, added))
    for index, _ in (*(gone - new), *(new - gone)):
        if index is not None:
            yield _PHRASES[index - 1][0]


@lru_cache(maxsize=HELD_WORDS)
def _topics_of(word: str) -> tuple[ChangeReason, ...]:
    return tuple(reason for reason, pattern in _WORDS if pattern.fullmatch(word))


@lru_cache(maxsize=HELD_WORDS)
def _is_number(word: str) -> bool:
    return _NUMBER.fullmatch(word) is not None or NUMBER_WORDS.get(word, "0") not in {"0", "1"}
