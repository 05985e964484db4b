"""What an added or removed passage is: a clause, or something that was never part of the policy."""

from typing import Final

from clauseatlas.changes.differences import STAMP_WORDS, Weight
from clauseatlas.changes.lexicon import ADDRESS, ANNOUNCEMENT, ARTEFACT, DATE, DISCRETION, FRAME, LANGUAGE_NAMES, STAMP, TOKEN
from clauseatlas.changes.scene import Scene, View, is_prose, without_dates
from clauseatlas.changes.topics import topics
from clauseatlas.changes.units import words
from clauseatlas.model.change import Edit, Passage
from clauseatlas.model.policytext import BlockKind
from clauseatlas.model.words import ChangeReason, EditKind

# A label of the page's frame is not longer than this.
LABEL_WORDS: Final = 8
# Text that is said again elsewhere must be this long to be recognised by its words alone; shorter ones by being a heading.
REPEATED_WORDS: Final = 5
# Share of the characters of a passage that are words of links in a menu.
LINKED_SHARE: Final = 0.9
# Most words of a passage that is a stamp beside its date.
VERSION_WORDS: Final = 4
# A passage with this many words is a clause; shorter ones are entries of lists or labels.
CLAUSE_WORDS: Final = 8


def weigh_standalone(edit: Edit, scene: Scene) -> Weight:
    """The weight of an edit with one side only."""
    added = edit.kind is EditKind.ADDED
    passage = edit.after if added else edit.before
    assert passage is not None
    view, other = (scene.after, scene.before) if added else (scene.before, scene.after)
    reason = _frame_reason(passage, view, other)
    if reason is not None:
        return Weight.cosmetic(reason)
    if _announces(passage.exact):
        return Weight.substantive(ChangeReason.DEADLINE) if added else Weight.cosmetic(ChangeReason.NAVIGATION_RESIDUE)
    spoken = topics("", passage.exact)
    clause = len(words(passage.exact)) >= CLAUSE_WORDS
    first = (ChangeReason.NEW_CLAUSE if added else ChangeReason.REMOVED_CLAUSE,) if clause else ()
    return Weight.substantive(*dict.fromkeys((*first, *spoken)), *(() if first or spoken else (ChangeReason.SCOPE,)))


def _frame_reason(passage: Passage, view: View, other: View) -> ChangeReason | None:
    text = passage.exact
    bare = ARTEFACT.sub(" ", text)
    spoken = words(bare)
    if not words(text):
        return ChangeReason.EXTRACTION_ARTEFACT
    if bare != text and not words(TOKEN.sub(" ", ADDRESS.sub(" ", bare))):
        return ChangeReason.EXTRACTION_ARTEFACT
    if TOKEN.fullmatch(text.strip()):
        return ChangeReason.EXTRACTION_ARTEFACT
    if _is_stamp(text):
        return ChangeReason.DATES_ONLY
    block = view.block(passage.start)
    if block.kind is not BlockKind.TABLE_CELL and _is_label(passage, view, spoken):
        return ChangeReason.NAVIGATION_RESIDUE
    if block.kind is not BlockKind.TABLE_CELL and _is_repeated(spoken, view, other):
        return ChangeReason.REORDERING if is_prose(text) else ChangeReason.NAVIGATION_RESIDUE
    return None


def _is_stamp(text: str) -> bool:
    """Whether a passage says little but a date of the document, or a version number."""
    rest = words(without_dates(text))
    dated = DATE.search(text) is not None
    if dated and not rest:
        return True
    return (
        STAMP.search(text) is not None
        and len(rest) <= (STAMP_WORDS // 2 if dated else VERSION_WORDS)
        and (dated or any(word[0].isdigit() for word in rest))
    )


def _is_label(passage: Passage, view: View, spoken: tuple[str, ...]) -> bool:
    """Whether a passage is a button, menu entry, language name or counter of the page around the policy."""
    text = passage.exact.strip()
    if len(spoken) > LABEL_WORDS or is_prose(text):
        return False
    if FRAME.match(text) or text.lower() in LANGUAGE_NAMES or _is_counter(spoken) or _is_foreign(text, view):
        return True
    if not view.outside_body(passage):
        return False
    block = view.block(passage.start)
    return block.kind is BlockKind.HEADING or view.linked(passage.start, passage.end) >= LINKED_SHARE * len(text)


def _is_counter(spoken: tuple[str, ...]) -> bool:
    return len(spoken) <= 2 and all(not any(char.isalpha() for char in word) for word in spoken)


def _is_foreign(text: str, view: View) -> bool:
    """A label in letters that the text does not use: an entry of a language menu."""
    letters = [char for char in text if char.isalpha()]
    if not letters or len(text.split()) > 3:
        return False
    return all(ord(char) > 0x24F for char in letters) and sum(view.text.count(char) for char in set(letters)) <= 4 * len(letters)


def _is_repeated(spoken: tuple[str, ...], view: View, other: View) -> bool:
    """Whether the other text says the same in another place, so that nothing was added or lost."""
    if spoken in other.headings and spoken in view.headings:
        return True
    return len(spoken) >= REPEATED_WORDS and spoken in other.spoken


def _announces(text: str) -> bool:
    return ANNOUNCEMENT.search(text) is not None and not DISCRETION.search(text)
