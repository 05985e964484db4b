"""What one run of changed words weighs: cosmetic where a reason explains it away, else substantive by what it speaks of."""

import re
from collections.abc import Callable
from itertools import zip_longest
from typing import Final

from clauseatlas.changes.addresses import ADDRESS, WEB_ADDRESS, bare_addresses, is_same_holder, matters, normal_target
from clauseatlas.changes.dating import is_dated, is_stamp
from clauseatlas.changes.differences import Difference
from clauseatlas.changes.framing import BUILD, FRAME, TOKEN, without_artefacts
from clauseatlas.changes.lexicon import ARTICLES, DOCUMENT_WORDS
from clauseatlas.changes.normal import normal
from clauseatlas.changes.pointing import is_enumerator, is_pointer
from clauseatlas.changes.scene import Scene, is_elsewhere
from clauseatlas.changes.spelling import is_respelled
from clauseatlas.changes.topics import topics
from clauseatlas.changes.units import words
from clauseatlas.changes.weight import Weight
from clauseatlas.model.words import ChangeReason, Significance

# A link label longer than this is a sentence of its own.
LABEL_WORDS: Final = 12
# So few words for others, of which no list knows anything, may be mere style.
SLIGHT_WORDS: Final = 2

_LEADING: Final = re.compile(
    r"^\W*(?:please )?(?:click|visit|see|view|read|go to|check|learn more|here|this page|this article)\b(?: (?:here|more|our|the|this|about|at|on))*",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]*[\w&.-]+")

Explanation = Callable[[Difference, Scene], ChangeReason | None]


def weigh_difference(difference: Difference, scene: Scene) -> Weight:
    """Cosmetic with the reason that explains the run, else substantive with what it speaks of; unclear for a word or two that say nothing."""
    for explain in _EXPLANATIONS:
        reason = explain(difference, scene)
        if reason is not None:
            return Weight.cosmetic(reason)
    if is_dated(*_before(difference)) and (is_dated(*_after(difference)) or not words(difference.added)):
        return Weight.substantive(ChangeReason.DEADLINE)
    if _other_addresses(difference):
        return Weight.substantive(ChangeReason.LINK_TARGET)
    found = topics(difference.removed, difference.added, left=difference.left, right=difference.right)
    if found or _names(difference):
        return Weight.substantive(*(found or (ChangeReason.PARTY,)))
    return Weight(Significance.UNCLEAR if _is_slight(difference) else Significance.SUBSTANTIVE, (ChangeReason.WORDING,))


def _marks(difference: Difference, _scene: Scene) -> ChangeReason | None:
    removed, added = difference.removed, difference.added
    if words(removed) == words(added):
        if "".join(removed.split()) == "".join(added.split()):
            return ChangeReason.FORMATTING
        same_marks = normal(removed, keep_marks=True) == normal(added, keep_marks=True)
        return ChangeReason.TYPOGRAPHY if same_marks else ChangeReason.PUNCTUATION
    return ChangeReason.TYPOGRAPHY if _letters(removed) == _letters(added) else None


def _dates(difference: Difference, scene: Scene) -> ChangeReason | None:
    if is_stamp(difference.before.exact) and is_stamp(difference.after.exact):
        return ChangeReason.DATES_ONLY
    dated, other_dated = is_dated(*_before(difference)), is_dated(*_after(difference))
    if not (dated or other_dated) or (words(difference.removed) and not dated) or (words(difference.added) and not other_dated):
        return None
    stated = scene.before.is_stated(difference.start, difference.end) or scene.after.is_stated(difference.other_start, difference.other_end)
    return ChangeReason.DATES_ONLY if stated else None


def _artefact(difference: Difference, _scene: Scene) -> ChangeReason | None:
    sides = (difference.removed, difference.added)
    bare = tuple(without_artefacts(text) for text in sides)
    if bare != sides:
        removed, added = (words(ADDRESS.sub(" ", text)) for text in bare)
        if removed == added or (set(removed) <= set(words(difference.after.exact)) and set(added) <= set(words(difference.before.exact))):
            return ChangeReason.EXTRACTION_ARTEFACT
    if BUILD.match(sides[0]) and BUILD.match(sides[1]):
        return ChangeReason.EXTRACTION_ARTEFACT
    bare = tuple(TOKEN.sub(" ", text) for text in sides)
    if bare[0] != sides[0] and bare[1] != sides[1] and words(bare[0]) == words(bare[1]):
        return ChangeReason.EXTRACTION_ARTEFACT
    return None


def _contact(difference: Difference, scene: Scene) -> ChangeReason | None:
    if not _other_addresses(difference):
        return None
    if bare_addresses(difference.removed) == bare_addresses(difference.added):
        return ChangeReason.TYPOGRAPHY
    removed, added = (tuple(normal_target(match.group()) for match in WEB_ADDRESS.finditer(text)) for text in (difference.removed, difference.added))
    if removed and len(removed) == len(added) and all(is_same_holder(one, other) for one, other in zip(removed, added, strict=True)):
        return ChangeReason.LINKS_ONLY
    if matters(" ".join((*difference.after.section[-1:], scene.after.block_text(difference.after.start)))):
        return None
    return ChangeReason.LINKS_ONLY if "/" in difference.removed + difference.added else ChangeReason.CONTACT_DETAILS


def _pointer(difference: Difference, _scene: Scene) -> ChangeReason | None:
    sides = difference.removed, difference.added
    if is_pointer(*sides, left=difference.left, right=difference.right):
        return ChangeReason.REORDERING
    return ChangeReason.FORMATTING if is_enumerator(*sides, left=difference.left, right=difference.right) else None


def _label(difference: Difference, scene: Scene) -> ChangeReason | None:
    """The words of a link changed, inside a sentence that stayed, and it still leads to the same place."""
    left = scene.before.links_in(difference.start, difference.end)
    right = scene.after.links_in(difference.other_start, difference.other_end)
    if len(left) != 1 or len(right) != 1 or left[0].target != right[0].target:
        return None
    inside = left[0].start <= difference.start and difference.end <= left[0].end
    inside = inside and right[0].start <= difference.other_start and difference.other_end <= right[0].end
    whole = left[0].start <= difference.before.start and left[0].end >= difference.before.end
    short = max(len(words(difference.removed)), len(words(difference.added))) <= LABEL_WORDS
    return ChangeReason.LINKS_ONLY if inside and short and not whole else None


def _leading(difference: Difference, scene: Scene) -> ChangeReason | None:
    """Words that only lead to another page came or went: "click here", "visit" and the name of a page that is linked."""
    removed, added = difference.removed.strip(), difference.added.strip()
    if bool(words(removed)) == bool(words(added)) or len(words(removed or added)) > LABEL_WORDS:
        return None
    start, end, view = (difference.other_start, difference.other_end, scene.after) if added else (difference.start, difference.end, scene.before)
    links = view.links_in(start, end)
    if not links or not _LEADING.match(removed or added) or matters((difference.after if added else difference.before).exact, link=True):
        return None
    rest = _LEADING.sub(
        "", "".join(char for place, char in enumerate(view.text[start:end], start) if not any(link.start <= place < link.end for link in links))
    )
    return None if words(rest) else ChangeReason.LINKS_ONLY


def _naming(difference: Difference, _scene: Scene) -> ChangeReason | None:
    """The same document called a policy here and a notice there."""
    removed, added = words(difference.removed), words(difference.added)
    differing = [(left, right) for left, right in zip_longest(removed, added) if left != right]
    same = removed and added and all(left in DOCUMENT_WORDS and right in DOCUMENT_WORDS for left, right in differing)
    return ChangeReason.LINKS_ONLY if same else None


def _spelling(difference: Difference, scene: Scene) -> ChangeReason | None:
    removed, added = normal(difference.left + difference.removed), normal(difference.left + difference.added)
    left, right = [word for word in removed if word not in ARTICLES], [word for word in added if word not in ARTICLES]
    if len(left) != len(right):
        return None
    same = all(one == other or is_respelled(one, other, scene) for one, other in zip(left, right, strict=True))
    return ChangeReason.SPELLING if same else None


def _frame(difference: Difference, _scene: Scene) -> ChangeReason | None:
    """Words of a button that stand beside the sentence."""
    texts = [text for text in (difference.removed, difference.added) if words(text)]
    framed = texts and all(FRAME.match(text) and len(words(text)) > 1 for text in texts)
    return ChangeReason.NAVIGATION_RESIDUE if framed else None


def _moved(difference: Difference, scene: Scene) -> ChangeReason | None:
    """A sentence that came from, or went to, another block."""
    removed, added = difference.removed.strip(), difference.added.strip()
    if bool(removed) == bool(added):
        return None
    elsewhere = is_elsewhere(added, scene.after, scene.before) if added else is_elsewhere(removed, scene.before, scene.after)
    return ChangeReason.REORDERING if elsewhere else None


_EXPLANATIONS: Final[tuple[Explanation, ...]] = (_marks, _moved, _dates, _artefact, _contact, _pointer, _label, _leading, _naming, _spelling, _frame)


def _before(difference: Difference) -> tuple[int, int, str]:
    offset = difference.before.start
    return difference.start - offset, difference.end - offset, difference.before.exact


def _after(difference: Difference) -> tuple[int, int, str]:
    offset = difference.after.start
    return difference.other_start - offset, difference.other_end - offset, difference.after.exact


def _other_addresses(difference: Difference) -> bool:
    """Whether nothing but addresses differs."""
    removed, added = difference.removed, difference.added
    found = ADDRESS.search(removed) or ADDRESS.search(added)
    return found is not None and words(ADDRESS.sub(" ", removed)) == words(ADDRESS.sub(" ", added))


def _names(difference: Difference) -> bool:
    """Whether a name went or came: a capital inside a sentence."""
    return any(_NAME.search(difference.left[-2:] + text) for text in (difference.removed, difference.added))


def _letters(text: str) -> str:
    return "".join(words(text)).replace("-", "").replace("'", "")


def _is_slight(difference: Difference) -> bool:
    removed, added = words(difference.removed), words(difference.added)
    return 0 < len(removed) <= SLIGHT_WORDS and 0 < len(added) <= SLIGHT_WORDS
