"""Words in one form: contractions in full, numbers in figures, marks left out or made plain."""

from typing import Final

from clauseatlas.changes.lexicon import FULL_FORMS, NUMBER_WORDS
from clauseatlas.changes.units import units

_DASHES: Final = str.maketrans(dict.fromkeys("–—−", "-"))


def normal(text: str, *, keep_marks: bool = False) -> tuple[str, ...]:
    """The folded words of a text in one form, so that two ways of writing one thing are equal; "thirty (30)" gives "30" once."""
    found: list[str] = []
    for unit in units(text):
        if not (unit.is_word or keep_marks):
            continue
        for word in FULL_FORMS.get(unit.folded, (unit.folded.translate(_DASHES),)):
            form = NUMBER_WORDS.get(word, word)
            if not (form.isdigit() and found and found[-1] == form):
                found.append(form)
    return tuple(found)
