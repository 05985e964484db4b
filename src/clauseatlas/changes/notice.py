"""When a change takes effect, as the later text itself says."""

from dataclasses import dataclass
from datetime import date

from clauseatlas.model.policytext import PolicyText, StatedKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The dates a text states about itself where they are new and certain, and the days between update and effect."""

    updated: date | None = None
    effective: date | None = None

    @property
    def days(self) -> int | None:
        """Days from the stated update to the stated effect; None unless both are stated and in this order."""
        if self.updated is None or self.effective is None or self.effective <= self.updated:
            return None
        return (self.effective - self.updated).days


def notice(before: PolicyText, after: PolicyText) -> Notice:
    """What the later text states, without dates that the earlier one stated too: those belong to an earlier change."""
    return Notice(updated=_new(before, after, StatedKind.UPDATED), effective=_new(before, after, StatedKind.EFFECTIVE))


def _new(before: PolicyText, after: PolicyText, kind: StatedKind) -> date | None:
    known = {stated.value for stated in before.stated if stated.kind is kind}
    stated = [each.value for each in after.stated if each.kind is kind and each.certain and each.value is not None and each.value not in known]
    return max(stated, default=None)
