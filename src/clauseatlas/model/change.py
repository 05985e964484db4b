"""What lies between two texts: aligned blocks, edits, a judgement, and what became of provisions."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from clauseatlas.model.provision import AttributeValue, Provision
from clauseatlas.model.words import ChangeReason, Direction, EditKind, Fate, Significance


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage of one of the two texts: `text[start:end] == exact`."""

    exact: str
    start: int
    end: int
    section: tuple[str, ...] = ()


class RunKind(StrEnum):
    """What a run of words inside a reworded passage is."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRun:
    """A run of words inside a reworded passage, white space included, so that the runs join to the passages again."""

    kind: RunKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One edit a person can read: `before` is None for added, `after` for removed passages; `runs` for reworded ones.

    `reasons` say what the edit changes; `significance` whether it counts. `id` is stable for one pair of texts ("e3").
    `targets` are the addresses before and after where only the target of a link moved; the passages are then the words of the link.
    """

    id: str
    kind: EditKind
    before: Passage | None
    after: Passage | None
    runs: tuple[WordRun, ...] = ()
    reasons: tuple[ChangeReason, ...] = ()
    significance: Significance = Significance.SUBSTANTIVE
    targets: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockPair:
    """Blocks of the two texts that belong together, by index; an empty side means added or removed."""

    before: tuple[int, ...]
    after: tuple[int, ...]
    kind: EditKind | None  # None: kept word for word in place


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much was edited; sentences of whole added or removed blocks count too."""

    sentences_added: int = 0
    sentences_removed: int = 0
    sentences_reworded: int = 0
    blocks_moved: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two texts compared: digests, aligned blocks in reading order of the later text, edits, counts."""

    before_sha256: str
    after_sha256: str
    pairs: tuple[BlockPair, ...]
    edits: tuple[Edit, ...]
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Whether a comparison matters, and the reasons, most important first."""

    significance: Significance
    reasons: tuple[ChangeReason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What became of provisions from one version to the next, as indexes into the two lists.

    `before` is empty for a new provision, `after` for an ended one; more than one on a side is a merge or a split, and the first index
    of `before` is the one whose record id is kept.
    """

    before: tuple[int, ...]
    after: tuple[int, ...]
    fate: Fate


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An attribute that differs before and after; a missing value is None."""

    name: str
    before: AttributeValue | None
    after: AttributeValue | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a change did to one provision: fate, attribute differences and the direction for the person bound, with why."""

    clause_type: str
    fate: Fate
    direction: Direction
    because: str
    before: Provision | None
    after: Provision | None
    attributes: tuple[Moved, ...] = ()

    def attribute_table(self) -> Mapping[str, Mapping[str, AttributeValue | None]]:
        """Attribute differences by name, each with `before` and `after`."""
        return {moved.name: {"before": moved.before, "after": moved.after} for moved in self.attributes}
