"""What changed words speak of."""

import re
from collections import Counter
from typing import Final

from clauseatlas.changes.pointing import is_pointer
from clauseatlas.changes.units import words
from clauseatlas.model.words import ChangeReason

# More reasons than this explain nothing.
REASONS: Final = 3
_PERIOD: Final = r"(?:business |calendar |working )?(?:hours?|days?|weeks?|months?|years?|tage?n?|monate?n?|jours?|mois|d[ií]as?|meses)"
_TOPICS: Final = tuple(
    (reason, re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE))
    for reason, *parts in (
        (
            ChangeReason.RIGHT,
            r"rights?|entitled|opt[\s-]?(?:in|out)\w*|opting|choices?|choose|consent(?:s|ed)?|withdraw\w*|object(?:ion)?|appeal\w*|refund\w*",
            r"cancel\w*|waive[rsd]?|free of charge|delete|erasure|licen[cs]es?|recht\w*|droits?|derechos?",
        ),
        (
            ChangeReason.OBLIGATION,
            r"must|shall|will|should|may|might|can|could|required?|requires|requirements?|agree\w*|acknowledg\w*|warrant\w*|represents?|obligat\w*",
            r"obliged|responsible|responsibilit\w*|liable|liabilit\w*|indemnif\w*|prohibit\w*|permitted|allowed|forbidden|restrict\w*|comply",
            r"compliance|undertake\w*|need to|have to|muss|müssen|darf|dürfen|doit|devez|deben?|puede",
        ),
        (
            ChangeReason.DEADLINE,
            rf"(?:\d+|one|two|three|seven|ten|fourteen|fifteen|thirty|sixty|ninety)\W{{0,3}}(?:\d+\W{{1,2}})?{_PERIOD}",
            r"deadlines?|no later than|immediately|promptly|(?:advance|prior) notice",
        ),
        (
            ChangeReason.RECIPIENT,
            r"third[\s-]?part(?:y|ies)|partners?|vendors?|advertisers?|affiliates?|service providers?|(?:sub-?)?processors?|recipients?",
            r"shar(?:e|ed|es|ing)|disclos\w*|sell|sold|selling|transfer\w*|law enforcement|authorities",
        ),
        (
            ChangeReason.PURPOSE,
            r"purposes?|in order to|improv\w*|develop\w*|train(?:ing|ed)?|advertis\w*|marketing|analy[sz]\w*|analytics|research|personali[sz]\w*",
            r"profiling|security|fraud",
        ),
        (ChangeReason.DEFINITION, r"means?|meaning|defin(?:ed|es|ition|itions)|refers? to|hereinafter|known as"),
        (
            ChangeReason.PARTY,
            r"inc|llc|ltd|limited|gmbh|b\.?v|plc|corp|corporation|company|subsidiar\w*|representative|controller|governing law|jurisdiction|courts?",
            r"laws? of|located",
        ),
        (
            ChangeReason.SCOPE,
            r"all|any|every|each|some|only|solely|except|exclud\w*|unless|includ\w*|limited to|without limitation|not|no|never|none|nor|and|or",
            r"either|both|minors?|children|users?|worldwide|global\w*|countr(?:y|ies)|regions?|regional|european|kingdom|states|nicht|kein\w*|alle|sauf|tous",
            r"todos|excepto",
        ),
    )
)
_NUMBER: Final = re.compile(r"\d|%|\b(?:percent|per cent|hundred|thousand|million)\b|[$€£¥₹]", re.IGNORECASE)
_PERIOD_AFTER: Final = re.compile(rf"^\W*(?:\(\d+\)\W*)?{_PERIOD}\b", re.IGNORECASE)


def topics(removed: str, added: str, *, left: str = "", right: str = "") -> tuple[ChangeReason, ...]:
    """The reasons that the words on one side alone give, most important first; none where they speak of nothing known.

    `left` and `right` are the words around the change, which tell a period from a mere number and a pointer from both.
    """
    changed = f"{_only(removed, added)} . {_only(added, removed)}"
    found = [reason for reason, pattern in _TOPICS if pattern.search(changed)]
    if _NUMBER.search(changed) and not is_pointer(removed, added, left=left, right=right):
        found.insert(0, ChangeReason.DEADLINE if _PERIOD_AFTER.match(right) else ChangeReason.NUMBER)
    return tuple(dict.fromkeys(found))[:REASONS]


def _only(text: str, other: str) -> str:
    """The words of a text that the other does not hold as often."""
    held = Counter(words(other))
    kept: list[str] = []
    for word in words(text):
        if held[word]:
            held[word] -= 1
        else:
            kept.append(word)
    return " ".join(kept)
