"""Two texts compared: which blocks belong together, what was edited, down to the words, and what each edit changes."""

from collections.abc import Iterator

from clauseatlas.changes.alignment import align
from clauseatlas.changes.editing import Side, count, draft, number
from clauseatlas.changes.retargeting import Retarget, retargets
from clauseatlas.changes.scene import Scene
from clauseatlas.changes.weighing import weigh
from clauseatlas.model.change import Comparison, Edit, Passage
from clauseatlas.model.policytext import PolicyText
from clauseatlas.model.words import ChangeReason, EditKind, Significance


def compare(before: PolicyText, after: PolicyText) -> Comparison:
    """Aligned blocks and edits between two texts, the same for the same two texts every time.

    Every block of both texts stands in exactly one pair, every passage that differs in exactly one edit, with its reasons and significance.
    A link that matters and leads elsewhere is an edit of its own, behind the others; its passages are the words of the link, its runs empty.
    Effort grows close to linearly with length.
    """
    sides = Side.of(before), Side.of(after)
    exacts = [[side.exact(index) for index in range(len(side.blocks))] for side in sides]
    pairs = align(exacts[0], exacts[1])
    drafts = list(draft(pairs, *sides))
    scene = Scene.of(before, after, sides=sides, pairs=pairs)
    edits = list(weigh(list(number(drafts, before.text, after.text)), scene))
    edits.extend(_retargeted(scene, len(edits)))
    return Comparison(before_sha256=before.sha256, after_sha256=after.sha256, pairs=pairs, edits=tuple(edits), counts=count(drafts, pairs))


def _retargeted(scene: Scene, count_: int) -> Iterator[Edit]:
    mattering = (retarget for retarget in retargets(scene) if retarget.matters)
    for place, retarget in enumerate(mattering, start=count_ + 1):
        yield _link_edit(f"e{place}", retarget, scene)


def _link_edit(id_: str, retarget: Retarget, scene: Scene) -> Edit:
    before, after = (
        Passage(exact=view.text[link.start : link.end], start=link.start, end=link.end, section=view.block(link.start).path)
        for view, link in ((scene.before, retarget.before), (scene.after, retarget.after))
    )
    return Edit(
        id=id_,
        kind=EditKind.REWORDED,
        before=before,
        after=after,
        reasons=(ChangeReason.LINK_TARGET,),
        significance=Significance.SUBSTANTIVE,
        targets=(retarget.before.target, retarget.after.target),
    )
