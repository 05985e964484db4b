"""Whether two texts are in different languages."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

from clauseatlas.model.policytext import PolicyText

# Words that every page of prose in a language has, and no neighbour language shares.
_TELLING: Final[Mapping[str, frozenset[str]]] = {
    "en": frozenset(["the", "and", "of", "you", "your", "our", "with", "from", "this", "that"]),
    "de": frozenset(["der", "und", "die", "wir", "ihre", "nicht", "oder", "werden", "eine", "sie"]),
    "fr": frozenset(["les", "des", "vous", "nous", "votre", "nos", "est", "une", "dans", "pour"]),
    "es": frozenset(["los", "las", "usted", "nosotros", "una", "por", "para", "nuestra", "sus", "con"]),
    "it": frozenset(["il", "gli", "della", "nostri", "sono", "che", "dell", "alla", "nostra", "delle"]),
    "nl": frozenset(["het", "een", "wij", "uw", "van", "niet", "onze", "zijn", "deze", "worden"]),
    "pt": frozenset(["os", "você", "nós", "uma", "não", "seus", "nossa", "com", "em", "são"]),
    "pl": frozenset(["nie", "jest", "oraz", "lub", "przez", "które", "użytkownika", "się", "dla"]),
}
# Telling words read, and the share of them that must be of one language.
SAMPLE_WORDS: Final = 40
CLEAR_SHARE: Final = 0.7


def switched(before: PolicyText, after: PolicyText) -> bool:
    """Whether the later text is in another language: as the words tell, else as the readers found."""
    told, other_told = spoken(before.text), spoken(after.text)
    if told is not None and other_told is not None:
        return told != other_told
    return bool(before.language and after.language and before.language != after.language and not (told or other_told))


def spoken(text: str) -> str | None:
    """The language that the small words of a text tell, None if too few do."""
    counts: Counter[str] = Counter()
    for word in re.findall(r"[^\W\d_]+", text.lower()):
        counts.update(language for language, telling in _TELLING.items() if word in telling)
    total = counts.total()
    if total < SAMPLE_WORDS:
        return None
    language, found = counts.most_common(1)[0]
    return language if found >= CLEAR_SHARE * total else None
