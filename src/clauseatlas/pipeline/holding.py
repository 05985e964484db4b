"""Texts that are held back because they hold too little of the last good one, until they have been seen for long enough.

A page that is not the policy (another document, a page cut short) and a policy that its platform rewrote look alike at first sight. The one goes
away, the other stays: what is held back is fetched again, and two captures that agree make a version.
"""

from datetime import timedelta

from clauseatlas.model.policytext import GateVerdict
from clauseatlas.model.words import GateReason, Verdict
from clauseatlas.text.gate import COMPARED

# Outages, half-rendered pages and wrong deployments are mostly over after some hours; two visits of one afternoon see the same accident.
CONFIRMED_AFTER = timedelta(hours=6)
# A text under a quarter of the last good one is hardly ever the whole policy; one that still stands after a week is what the platform shows.
SHRUNK_CONFIRMED_AFTER = timedelta(days=7)
# What was seen longer ago than this says nothing about today.
REMEMBERED = timedelta(days=30)
# A text that changes with every visit is not fetched sooner for ever.
SOONER_VISITS = 2


def patience(verdict: GateVerdict) -> timedelta | None:
    """How long a text with this verdict must be seen before it is a version; None where waiting does not help, or is not needed."""
    if verdict.verdict is Verdict.UNSURE and COMPARED & set(verdict.reasons):
        return CONFIRMED_AFTER
    if verdict.verdict is Verdict.QUARANTINED and verdict.reasons == (GateReason.SHRUNK,):
        return SHRUNK_CONFIRMED_AFTER
    return None
