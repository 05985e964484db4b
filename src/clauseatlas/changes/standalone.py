"""What an added or removed passage is: a clause, or something that was never part of the policy."""

import re
from typing import Final

from clauseatlas.changes.addresses import ADDRESS, matters
from clauseatlas.changes.announcing import announces, points_to_earlier
from clauseatlas.changes.dating import is_stamp
from clauseatlas.changes.framing import FRAME, PROGRAM_WORD, TOKEN, without_artefacts
from clauseatlas.changes.languages import is_language, is_language_menu
from clauseatlas.changes.lexicon import TITLE_WORDS
from clauseatlas.changes.scene import Scene, View, is_elsewhere, is_prose
from clauseatlas.changes.topics import topics
from clauseatlas.changes.units import words
from clauseatlas.changes.weight import Weight
from clauseatlas.model.change import Edit, Passage
from clauseatlas.model.policytext import BlockKind
from clauseatlas.model.words import ChangeReason, EditKind

# A label of the page's frame is not longer than this.
LABEL_WORDS: Final = 8
# A line above the policy that is no sentence is not longer than this.
BANNER_WORDS: Final = 12
# The linked title of an article has at least so many words; shorter ones are names.
ARTICLE_WORDS: Final = 3
_ARTICLE: Final = re.compile(r"(?:how|what|why|where|when|who|about|learn|see|read|find|get|tips|explore|manage)\b", re.IGNORECASE)
# Share of the words of a table of contents that are no headings.
CONTENTS_REST: Final = 0.1
# Share of the characters of a passage that are words of links in a menu.
LINKED_SHARE: Final = 0.9
# A passage with this many words is a clause; shorter ones are entries of lists or labels.
CLAUSE_WORDS: Final = 8
# Most words of a label in letters foreign to the text, and how often those letters may stand in it besides.
FOREIGN_WORDS: Final = 3
LATIN_END: Final = 0x24F


def weigh_standalone(edit: Edit, scene: Scene) -> Weight:
    """The weight of an edit with one side only."""
    added = edit.kind is EditKind.ADDED
    passage = edit.after if added else edit.before
    assert passage is not None, "an added passage has an after, a removed one a before"
    view, other = (scene.after, scene.before) if added else (scene.before, scene.after)
    reason = _artefact(passage.exact) or _outside(passage, view, other)
    if reason is not None:
        return Weight.cosmetic(reason)
    if points_to_earlier(passage.exact):
        return Weight.cosmetic(ChangeReason.NAVIGATION_RESIDUE)
    if announces(passage.exact):
        return Weight.substantive(ChangeReason.DEADLINE) if added else Weight.cosmetic(ChangeReason.NAVIGATION_RESIDUE)
    clause = ChangeReason.NEW_CLAUSE if added else ChangeReason.REMOVED_CLAUSE
    spoken = topics("", passage.exact) or (ChangeReason.SCOPE,)
    return Weight.substantive(clause, *spoken) if len(words(passage.exact)) >= CLAUSE_WORDS else Weight.substantive(*spoken)


def _artefact(text: str) -> ChangeReason | None:
    """A passage that says nothing, or only dates the document."""
    bare = without_artefacts(text)
    empty = not words(text) or (bare != text and not words(TOKEN.sub(" ", ADDRESS.sub(" ", bare))))
    empty = empty or TOKEN.fullmatch(text.strip()) is not None or PROGRAM_WORD.match(text) is not None
    if empty:
        return ChangeReason.EXTRACTION_ARTEFACT
    return ChangeReason.DATES_ONLY if is_stamp(text) else None


def _outside(passage: Passage, view: View, other: View) -> ChangeReason | None:
    """A passage of the page's frame, or one that the other text says elsewhere."""
    if view.block(passage.start).kind is BlockKind.TABLE_CELL:
        return None
    spoken = words(passage.exact)
    menu = not is_prose(passage.exact) and is_language_menu(passage.exact)
    if menu or _is_label(passage, view, spoken) or _is_banner(passage, view, spoken):
        return ChangeReason.NAVIGATION_RESIDUE
    if _is_article(passage, view, spoken):
        return ChangeReason.NAVIGATION_RESIDUE
    if (spoken in other.headings and spoken in view.headings) or _is_contents(passage.exact, view, other):
        return ChangeReason.NAVIGATION_RESIDUE
    return ChangeReason.REORDERING if is_elsewhere(passage.exact, view, other) else None


def _is_label(passage: Passage, view: View, spoken: tuple[str, ...]) -> bool:
    """Whether a passage is a button, menu entry, language name or counter of the page around the policy."""
    text = passage.exact.strip()
    if len(spoken) > LABEL_WORDS or is_prose(text):
        return False
    if FRAME.match(text) or is_language(text) or _is_counter(spoken) or _is_foreign(text, view):
        return True
    if not view.outside_body(passage):
        return False
    heading = view.block(passage.start).kind is BlockKind.HEADING
    return heading or spoken == words(view.policy.title) or _is_title(spoken) or view.linked(passage.start, passage.end) >= LINKED_SHARE * len(text)


def _is_article(passage: Passage, view: View, spoken: tuple[str, ...]) -> bool:
    """Whether a passage is nothing but the linked title of an article on another page ("How you can control what you see")."""
    text = passage.exact.strip()
    if not ARTICLE_WORDS <= len(spoken) <= BANNER_WORDS or is_prose(text) or _ARTICLE.match(text) is None:
        return False
    linked = view.linked(passage.start, passage.end) >= LINKED_SHARE * len(text)
    return linked and not matters(" ".join((*view.block(passage.start).path[-1:], text)), link=True)


def _is_contents(text: str, view: View, other: View) -> bool:
    """Whether a passage is a table of contents in one: nothing but headings of the text one after the other."""
    if is_prose(text) or text.count(" ") < LABEL_WORDS:
        return False
    left = text
    for heading in (*view.heading_texts, *other.heading_texts):
        left = left.replace(heading, " ")
    return len(words(left)) <= CONTENTS_REST * len(words(text))


def _is_banner(passage: Passage, view: View, spoken: tuple[str, ...]) -> bool:
    """A line above everything that the two texts share: advertisement of the day, not policy."""
    return passage.end <= view.top and len(spoken) <= BANNER_WORDS and not is_prose(passage.exact) and not announces(passage.exact)


def _is_title(spoken: tuple[str, ...]) -> bool:
    """The name of a kind of document and nothing else."""
    return TITLE_WORDS.issuperset(spoken)


def _is_counter(spoken: tuple[str, ...]) -> bool:
    return len(spoken) == 1 and not any(char.isalpha() for char in spoken[0])


def _is_foreign(text: str, view: View) -> bool:
    """A label in letters that the text does not use: an entry of a language menu."""
    letters = [char for char in text if char.isalpha()]
    if not letters or len(text.split()) > FOREIGN_WORDS:
        return False
    return all(ord(char) > LATIN_END for char in letters) and not any(ord(char) > LATIN_END for char in view.prose_sample)
