"""Edits with what they change and whether it counts."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from clauseatlas.changes.banks import banks
from clauseatlas.changes.differences import differences
from clauseatlas.changes.importance import by_importance
from clauseatlas.changes.regrouping import regrouped
from clauseatlas.changes.rewording import weigh_difference
from clauseatlas.changes.scene import Scene
from clauseatlas.changes.standalone import weigh_standalone
from clauseatlas.changes.units import words
from clauseatlas.changes.weight import Weight
from clauseatlas.model.change import Edit, RunKind
from clauseatlas.model.policytext import BlockKind
from clauseatlas.model.words import ChangeReason, EditKind, Significance

# What a heading that says it differently may change all the same.
FIRM_TOPICS: Final = frozenset({ChangeReason.NUMBER, ChangeReason.DEADLINE, ChangeReason.OBLIGATION, ChangeReason.RIGHT, ChangeReason.LINK_TARGET})
# A heading with so many words kept, and this share of them, is the same heading.
KEPT_WORDS: Final = 3
KEPT_SHARE: Final = 0.6
_RANK = (Significance.IDENTICAL, Significance.COSMETIC, Significance.UNCLEAR, Significance.SUBSTANTIVE)


def weigh(edits: Sequence[Edit], scene: Scene) -> Iterator[Edit]:
    """The edits with their reasons and significance."""
    framed, cut = banks(edits, scene), regrouped(edits, scene)
    for edit in edits:
        if edit.id in framed:
            weight = Weight.cosmetic(ChangeReason.NAVIGATION_RESIDUE)
        else:
            weight = _weigh(edit, scene)
            if edit.id in cut and weight.significance is not Significance.COSMETIC:
                weight = Weight.cosmetic(ChangeReason.FORMATTING)
        yield replace(edit, reasons=weight.reasons, significance=weight.significance)


def _weigh(edit: Edit, scene: Scene) -> Weight:
    if edit.kind is EditKind.MOVED:
        return Weight.cosmetic(ChangeReason.REORDERING)
    if edit.kind is EditKind.RENUMBERED:
        return Weight.cosmetic(ChangeReason.FORMATTING)
    if edit.before is None or edit.after is None:
        return weigh_standalone(edit, scene)
    weights = [weigh_difference(difference, scene) for difference in differences(edit)]
    if not weights:
        return Weight.cosmetic(ChangeReason.FORMATTING)
    if _is_heading_restyled(edit, scene) and not any(FIRM_TOPICS.intersection(weight.reasons) for weight in weights):
        return Weight.cosmetic(ChangeReason.FORMATTING)
    most = max((weight.significance for weight in weights), key=_RANK.index)
    return Weight(most, by_importance(reason for weight in weights if weight.significance is most for reason in weight.reasons))


def _is_heading_restyled(edit: Edit, scene: Scene) -> bool:
    """Whether the edit is of a heading that keeps most of its words: what it heads tells whether anything changed."""
    assert edit.before is not None, "checked by the caller"
    assert edit.after is not None, "checked by the caller"
    if scene.before.block(edit.before.start).kind is not BlockKind.HEADING or scene.after.block(edit.after.start).kind is not BlockKind.HEADING:
        return False
    kept = len(words(" ".join(run.text for run in edit.runs if run.kind is RunKind.KEPT)))
    return kept >= KEPT_WORDS and kept >= KEPT_SHARE * max(len(words(edit.before.exact)), len(words(edit.after.exact)))
