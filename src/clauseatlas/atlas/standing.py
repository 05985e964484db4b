"""How common a clause is among the platforms in which it could stand."""

from dataclasses import dataclass
from enum import StrEnum

RARE_SHARE = 0.05  # of the platforms counted; the boundaries are fixed in the published interfaces
UNCOMMON_SHARE = 0.25
LEAST_PLATFORMS = 20  # below this a share says nothing, so no label is given


class Standing(StrEnum):
    """The label computed from the two numbers."""

    UNIQUE = "unique"
    RARE = "rare"
    UNCOMMON = "uncommon"
    COMMON = "common"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prevalence:
    """How many platforms have a clause of this type and stance (`having`), of those with a document in which it could stand (`of`)."""

    having: int
    of: int

    @property
    def label(self) -> Standing | None:
        """The label, or None while fewer than twenty platforms are counted.

        >>> Prevalence(having=11, of=325).label
        <Standing.RARE: 'rare'>
        """
        if self.of < LEAST_PLATFORMS:
            return None
        if self.having <= 1:
            return Standing.UNIQUE
        share = self.having / self.of
        if share <= RARE_SHARE:
            return Standing.RARE
        return Standing.UNCOMMON if share <= UNCOMMON_SHARE else Standing.COMMON
