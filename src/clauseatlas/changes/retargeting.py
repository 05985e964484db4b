"""Links whose words stayed and whose target moved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from clauseatlas.changes.addresses import is_same_holder, matters, normal_target
from clauseatlas.changes.anchoring import anchor
from clauseatlas.changes.scene import Scene, View
from clauseatlas.changes.units import words
from clauseatlas.model.policytext import Link

# Characters before a link that tell it from others with the same words; a cut word at their start is no matter, it is cut on both sides.
LABEL_CONTEXT: Final = 40
# Characters around a link that say what it is for.
BEFORE_LINK: Final = 80
BEHIND_LINK: Final = 40


@dataclass(frozen=True, slots=True)
class Retarget:
    """A link that leads elsewhere while its words stayed, and whether that matters."""

    before: Link
    after: Link
    matters: bool


def retargets(scene: Scene) -> Iterator[Retarget]:
    """The links of both texts with the same words in the same order that now lead elsewhere."""
    if [link.target for link in scene.before.policy.links] == [link.target for link in scene.after.policy.links]:
        return
    left, right = scene.before.links, scene.after.links
    for index, other in anchor(_labels(scene.before, left), _labels(scene.after, right)):
        before, after = normal_target(left[index].target), normal_target(right[other].target)
        if before != after and before and after:
            mattering = not is_same_holder(before, after) and matters(_around(scene.after, right[other]), link=True)
            yield Retarget(left[index], right[other], mattering)


def leads(links: Sequence[Link]) -> tuple[tuple[int, int, str], ...]:
    """Where the links of a text lead, without what a site changes from visit to visit; equal for two readings of one text that lead alike."""
    return tuple(sorted((link.start, link.end, target) for link in links if (target := normal_target(link.target))))


def _labels(view: View, links: Sequence[Link]) -> list[tuple[str, ...]]:
    """The words of each link with the last ones before it: "here" stands behind many sentences."""
    return [words(view.text[max(view.block(link.start).start, link.start - LABEL_CONTEXT) : link.end]) for link in links]


def _around(view: View, link: Link) -> str:
    block = view.block(link.start)
    return " ".join((*block.path[-1:], view.text[max(block.start, link.start - BEFORE_LINK) : min(block.end, link.end + BEHIND_LINK)]))
