"""How much a difference weighs."""

from dataclasses import dataclass

from clauseatlas.model.words import ChangeReason, Significance


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
