"""Menus, footers and banners that came or went as a whole at an edge of the text."""

from collections.abc import Iterator, Sequence
from typing import Final

from clauseatlas.changes.framing import BANK_LABEL, CONSENT_BUTTON, FRAME
from clauseatlas.changes.scene import Scene, View, is_prose
from clauseatlas.model.change import Edit, Passage
from clauseatlas.model.policytext import BlockKind
from clauseatlas.model.words import EditKind

# A bank of labels: at least so many passages, this share of them short, and so many that only the frame of a page says.
BANK_SIZE: Final = 5
SHORT_WORDS: Final = 8
SHORT_SHARE: Final = 0.6
FRAME_LABELS: Final = 3
# More of its words in sentences than this, and a part of the policy went with the menu.
PROSE_SHARE: Final = 0.3
# A consent banner holds not more words; a longer run with a button at its end is a text with a button.
BANNER_WORDS: Final = 300


def banks(edits: Sequence[Edit], scene: Scene) -> frozenset[str]:
    """The ids of added or removed edits that belong to the frame of the page, not to the policy.

    Only before the first or behind the last block of prose that both texts have: a list inside the policy is never a menu.
    """
    found: set[str] = set()
    for kind, view in ((EditKind.ADDED, scene.after), (EditKind.REMOVED, scene.before)):
        for run in _edges(edits, kind, view):
            if _is_menu([passage for _, passage in run]) or _is_banner([passage for _, passage in run]):
                found.update(id_ for id_, _ in run)
    return frozenset(found)


def _edges(edits: Sequence[Edit], kind: EditKind, view: View) -> Iterator[list[tuple[str, Passage]]]:
    """The edits of one kind before and behind the prose that both texts have."""
    start, end = view.shared_body
    if start == end:
        return
    passages = [(edit.id, passage) for edit in edits if edit.kind is kind and (passage := edit.after or edit.before) is not None]
    passages = [(id_, passage) for id_, passage in passages if view.block(passage.start).kind is not BlockKind.TABLE_CELL]
    yield [(id_, passage) for id_, passage in passages if passage.end <= start]
    yield [(id_, passage) for id_, passage in passages if passage.start >= end]


def _is_menu(run: Sequence[Passage]) -> bool:
    short = [passage for passage in run if len(passage.exact.split()) <= SHORT_WORDS and not is_prose(passage.exact)]
    labels = [passage for passage in short if FRAME.match(passage.exact) or BANK_LABEL.match(passage.exact)]
    prose = sum(len(passage.exact.split()) for passage in run if is_prose(passage.exact))
    if prose > PROSE_SHARE * sum(len(passage.exact.split()) for passage in run):
        return False
    return len(run) >= BANK_SIZE and len(short) >= SHORT_SHARE * len(run) and len(labels) >= FRAME_LABELS


def _is_banner(run: Sequence[Passage]) -> bool:
    buttons = any(CONSENT_BUTTON.match(passage.exact) for passage in run)
    return buttons and sum(len(passage.exact.split()) for passage in run) <= BANNER_WORDS
