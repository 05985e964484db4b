"""Whether an earlier capture, held back then, confirms the text that a visit brings now."""

from datetime import datetime

from clauseatlas.model.policytext import GateVerdict, PolicyText
from clauseatlas.model.words import GateReason
from clauseatlas.pipeline.holding import REMEMBERED, patience
from clauseatlas.pipeline.rereading import read_snapshot
from clauseatlas.pipeline.workshop import Workshop
from clauseatlas.records.models import Capture, Document
from clauseatlas.records.queries import captures
from clauseatlas.text.gate import COMPARED, agree


def confirmation(workshop: Workshop, document: Document, policy: PolicyText, verdict: GateVerdict, *, at: datetime) -> Capture | None:
    """The earlier capture that confirms a text seen again now: the first of this very text, or the newest that agrees with it; None where none does.

    Only captures count that were held back too, at least `patience` and at most `REMEMBERED` before `at`.
    """
    waited = patience(verdict)
    if waited is None:
        return None
    held = captures.held_back(document, since=at - REMEMBERED, until=at - waited)
    equal = held.filter(text_sha256=policy.sha256).first()
    if equal is not None:
        return equal
    newest = held.last()
    if newest is None or newest.snapshot is None or not COMPARED & {GateReason(reason) for reason in newest.gate_reasons}:
        return None
    before = read_snapshot(workshop, document, newest.snapshot, url=newest.final_url or newest.url)
    return newest if before is not None and agree(before, policy) else None
