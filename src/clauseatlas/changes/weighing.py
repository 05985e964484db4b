"""Edits with what they change and whether it counts."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from clauseatlas.changes.banks import banks
from clauseatlas.changes.differences import differences
from clauseatlas.changes.importance import by_importance
from clauseatlas.changes.rewording import weigh_difference
from clauseatlas.changes.scene import Scene
from clauseatlas.changes.standalone import weigh_standalone
from clauseatlas.changes.weight import Weight
from clauseatlas.model.change import Edit
from clauseatlas.model.words import ChangeReason, EditKind, Significance

_RANK = (Significance.IDENTICAL, Significance.COSMETIC, Significance.UNCLEAR, Significance.SUBSTANTIVE)


def weigh(edits: Sequence[Edit], scene: Scene) -> Iterator[Edit]:
    """The edits with their reasons and significance."""
    framed = banks(edits, scene)
    for edit in edits:
        weight = Weight.cosmetic(ChangeReason.NAVIGATION_RESIDUE) if edit.id in framed else _weigh(edit, scene)
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
    most = max((weight.significance for weight in weights), key=_RANK.index)
    return Weight(most, by_importance(reason for weight in weights if weight.significance is most for reason in weight.reasons))
