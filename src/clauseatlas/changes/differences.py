"""What a reworded passage changes: every run of changed words looked at in its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from clauseatlas.changes.lexicon import (
    ADDRESS,
    ADDRESS_MATTERS,
    ARTEFACT,
    ARTICLES,
    DATE,
    DOCUMENT_WORDS,
    FRAME,
    LAW,
    POINTER,
    STAMP,
    TOKEN,
)
from clauseatlas.changes.normal import normal
from clauseatlas.changes.scene import Scene, without_dates
from clauseatlas.changes.spelling import is_respelled
from clauseatlas.changes.topics import topics
from clauseatlas.changes.units import words
from clauseatlas.model.change import Edit, RunKind
from clauseatlas.model.words import ChangeReason, Significance

# A stamp says little but its date; a longer sentence with a date in it is a clause with a deadline.
STAMP_WORDS: Final = 14
# A link label longer than this is a sentence of its own.
LABEL_WORDS: Final = 12
# Characters around a change that decide what a number or address in it belongs to.
LEFT_CONTEXT: Final = 60
RIGHT_CONTEXT: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One run of changed words with its places in both texts and the words around it in the later one."""

    removed: str
    added: str
    start: int
    end: int
    other_start: int
    other_end: int
    left: str
    right: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Weight:
    """Whether something counts, and why."""

    significance: Significance
    reasons: tuple[ChangeReason, ...]

    @classmethod
    def cosmetic(cls, reason: ChangeReason) -> "Weight":
        """A weight that never alerts."""
        return cls(Significance.COSMETIC, (reason,))

    @classmethod
    def substantive(cls, *reasons: ChangeReason) -> "Weight":
        """A weight that counts."""
        return cls(Significance.SUBSTANTIVE, reasons)


def differences(edit: Edit) -> Iterator[Difference]:
    """The changed runs of a reworded edit, a removed and an added one in the same place as one."""
    assert edit.before is not None
    assert edit.after is not None
    place, other = edit.before.start, edit.after.start
    start, other_start, removed, added = place, other, "", ""
    for run in (*edit.runs, None):
        if run is not None and run.kind is RunKind.REMOVED:
            removed, place = removed + run.text, place + len(run.text)
            continue
        if run is not None and run.kind is RunKind.ADDED:
            added, other = added + run.text, other + len(run.text)
            continue
        if removed or added:
            yield _difference(edit, (removed, added), (start, place), (other_start, other))
        if run is not None:
            place, other = place + len(run.text), other + len(run.text)
        start, other_start, removed, added = place, other, "", ""


def _difference(edit: Edit, changed: tuple[str, str], span: tuple[int, int], other_span: tuple[int, int]) -> Difference:
    assert edit.before is not None
    assert edit.after is not None
    offset, other_offset = edit.before.start, edit.after.start
    return Difference(
        removed=changed[0],
        added=changed[1],
        start=span[0],
        end=span[1],
        other_start=other_span[0],
        other_end=other_span[1],
        left=edit.before.exact[max(0, span[0] - offset - LEFT_CONTEXT) : span[0] - offset],
        right=edit.after.exact[other_span[1] - other_offset : other_span[1] - other_offset + RIGHT_CONTEXT],
        sentence=edit.after.exact,
    )


def weigh_difference(difference: Difference, edit: Edit, scene: Scene) -> Weight:
    """Cosmetic with the reason that explains the run, else substantive with what it speaks of."""
    for explain in (_marks, _dates, _artefact, _addresses, _pointer, _label, _naming, _spelling, _frame):
        weight = explain(difference, edit, scene)
        if weight is not None:
            return weight
    found = topics(difference.removed, difference.added, difference.left, difference.right)
    if found:
        return Weight.substantive(*found)
    return Weight(Significance.UNCLEAR if _is_slight(difference) else Significance.SUBSTANTIVE, (ChangeReason.WORDING,))


def _marks(difference: Difference, _edit: Edit, _scene: Scene) -> Weight | None:
    removed, added = difference.removed, difference.added
    if words(removed) == words(added):
        if "".join(removed.split()) == "".join(added.split()):
            return Weight.cosmetic(ChangeReason.FORMATTING)
        same_marks = normal(removed, keep_marks=True) == normal(added, keep_marks=True)
        return Weight.cosmetic(ChangeReason.TYPOGRAPHY if same_marks else ChangeReason.PUNCTUATION)
    if _letters(removed) == _letters(added):
        return Weight.cosmetic(ChangeReason.TYPOGRAPHY)
    return None


def _dates(difference: Difference, edit: Edit, scene: Scene) -> Weight | None:
    assert edit.before is not None
    assert edit.after is not None
    dated = [
        _in_date(difference.start, difference.end, edit.before.exact, edit.before.start),
        _in_date(difference.other_start, difference.other_end, edit.after.exact, edit.after.start),
    ]
    if not (any(dated) and all(inside or not words(text) for inside, text in zip(dated, (difference.removed, difference.added), strict=True))):
        return None
    stated = scene.before.is_stated(difference.start, difference.end) or scene.after.is_stated(difference.other_start, difference.other_end)
    rest = words(without_dates(edit.after.exact))
    if len(rest) <= STAMP_WORDS and (stated or not rest or STAMP.search(edit.after.exact) or STAMP.search(edit.before.exact)):
        return Weight.cosmetic(ChangeReason.DATES_ONLY)
    return Weight.substantive(ChangeReason.DEADLINE)


def _in_date(start: int, end: int, exact: str, offset: int) -> bool:
    """Whether a changed run lies in the dates of a passage; what lies beside them must be no word."""
    if start == end:
        return False
    for match in DATE.finditer(exact):
        if match.start() < end - offset and match.end() > start - offset:
            outside = exact[start - offset : max(match.start(), start - offset)] + exact[min(match.end(), end - offset) : end - offset]
            return not words(without_dates(outside))
    return False


def _artefact(difference: Difference, _edit: Edit, _scene: Scene) -> Weight | None:
    removed, added = (ARTEFACT.sub(" ", text) for text in (difference.removed, difference.added))
    if (removed, added) != (difference.removed, difference.added):
        removed, added = ADDRESS.sub(" ", removed), ADDRESS.sub(" ", added)
        if words(removed) == words(added):
            return Weight.cosmetic(ChangeReason.EXTRACTION_ARTEFACT)
    bare, other_bare = TOKEN.sub(" ", difference.removed), TOKEN.sub(" ", difference.added)
    if bare != difference.removed and other_bare != difference.added and words(bare) == words(other_bare):
        return Weight.cosmetic(ChangeReason.LINKS_ONLY if "/" in difference.removed + difference.left[-1:] else ChangeReason.EXTRACTION_ARTEFACT)
    return None


def _addresses(difference: Difference, edit: Edit, scene: Scene) -> Weight | None:
    removed, added = difference.removed, difference.added
    if not (ADDRESS.search(removed) or ADDRESS.search(added)) or words(ADDRESS.sub(" ", removed)) != words(ADDRESS.sub(" ", added)):
        return None
    if _bare_addresses(removed) == _bare_addresses(added):
        return Weight.cosmetic(ChangeReason.TYPOGRAPHY)
    assert edit.after is not None
    around = " ".join((*edit.after.section[-1:], scene.after.block_text(edit.after.start)))
    if ADDRESS_MATTERS.search(around):
        return Weight.substantive(ChangeReason.LINK_TARGET)
    return Weight.cosmetic(ChangeReason.CONTACT_DETAILS if "@" in removed + added or "/" not in removed + added else ChangeReason.LINKS_ONLY)


def _bare_addresses(text: str) -> tuple[str, ...]:
    """Addresses without what does not change where they lead: scheme, "www", last stroke, blanks in telephone numbers."""
    found = (match.group().lower() for match in ADDRESS.finditer(text))
    return tuple(
        "".join(char for char in address.removeprefix("https://").removeprefix("http://").removeprefix("www.") if char.isalnum()) for address in found
    )


def _pointer(difference: Difference, _edit: Edit, _scene: Scene) -> Weight | None:
    removed, added = words(difference.removed), words(difference.added)
    numbers = (*removed, *added)
    if not removed or not added or not all(any(char.isdigit() for char in word) or len(word) <= 2 for word in numbers):
        return None
    if POINTER.search(difference.left) and not LAW.search(difference.right) and not LAW.search(difference.left):
        return Weight.cosmetic(ChangeReason.REORDERING)
    return None


def _label(difference: Difference, edit: Edit, scene: Scene) -> Weight | None:
    """The words of a link changed, inside a sentence that stayed, and it still leads to the same place."""
    left, right = scene.before.links_in(difference.start, difference.end), scene.after.links_in(difference.other_start, difference.other_end)
    if len(left) != 1 or len(right) != 1 or left[0].target != right[0].target:
        return None
    assert edit.before is not None
    whole = left[0].start <= edit.before.start and left[0].end >= edit.before.end
    inside = (
        left[0].start <= difference.start
        and difference.end <= left[0].end
        and right[0].start <= difference.other_start
        and difference.other_end <= right[0].end
    )
    short = max(len(words(difference.removed)), len(words(difference.added))) <= LABEL_WORDS
    return Weight.cosmetic(ChangeReason.LINKS_ONLY) if inside and short and not whole else None


def _naming(difference: Difference, _edit: Edit, _scene: Scene) -> Weight | None:
    """The same document called a policy here and a notice there."""
    removed, added = words(difference.removed), words(difference.added)
    differing = [(left, right) for left, right in zip_longest(removed, added) if left != right]
    if removed and added and all(left in DOCUMENT_WORDS and right in DOCUMENT_WORDS for left, right in differing):
        return Weight.cosmetic(ChangeReason.LINKS_ONLY)
    return None


def _spelling(difference: Difference, _edit: Edit, scene: Scene) -> Weight | None:
    removed, added = normal(difference.removed), normal(difference.added)
    if removed == added:
        return Weight.cosmetic(ChangeReason.SPELLING)
    left, right = [word for word in removed if word not in ARTICLES], [word for word in added if word not in ARTICLES]
    if left == right:
        return Weight.cosmetic(ChangeReason.SPELLING)
    if len(left) == len(right) and all(one == other or is_respelled(one, other, scene) for one, other in zip(left, right, strict=True)):
        return Weight.cosmetic(ChangeReason.SPELLING)
    return None


def _frame(difference: Difference, _edit: Edit, _scene: Scene) -> Weight | None:
    """Words of a button beside the sentence."""
    texts = [text for text in (difference.removed, difference.added) if words(text)]
    if texts and all(FRAME.match(text) for text in texts) and all(len(words(text)) > 1 for text in texts):
        return Weight.cosmetic(ChangeReason.NAVIGATION_RESIDUE)
    return None


def _letters(text: str) -> str:
    return "".join(words(text)).replace("-", "").replace("'", "")


def _is_slight(difference: Difference) -> bool:
    """One or two words for others, none of which speaks of anything the lists know."""
    return (
        max(len(words(difference.removed)), len(words(difference.added))) <= 2 and difference.removed.strip() != "" and difference.added.strip() != ""
    )
