"""The gate: is this text the policy that was declared? Decided from content alone."""

from clauseatlas.model.policytext import GateVerdict, PolicyText
from clauseatlas.model.words import GateReason, Verdict

FEWEST_WORDS = 40


def judge(
    policy: PolicyText,
    *,
    declared_language: str | None = None,
    declared_region: str | None = None,
    url: str | None = None,
    final_url: str | None = None,
    previous: PolicyText | None = None,
) -> GateVerdict:
    """The verdict on a text, with its reasons."""
    if policy.words < FEWEST_WORDS and len(policy.text) < FEWEST_WORDS * 3:
        return GateVerdict(verdict=Verdict.QUARANTINED, reasons=(GateReason.TOO_SHORT,))
    return GateVerdict(verdict=Verdict.POLICY)
