"""Links that lead elsewhere while no word of a text changed: told where the link matters, once, and remembered beside the text."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime

from clauseatlas.changes.comparing import compare
from clauseatlas.changes.judging import judge
from clauseatlas.changes.retargeting import leads
from clauseatlas.changes.summary import summarise
from clauseatlas.model.change import Comparison, Edit
from clauseatlas.model.policytext import PolicyText
from clauseatlas.model.words import Direction, Significance
from clauseatlas.records.models import Change, Document, Version
from clauseatlas.records.packing import LinkSet
from clauseatlas.records.queries import changes, versions

# Sets remembered of one text. A page that is never twice alike would fill the atlas; the first and the newest are enough to tell what alternates.
SETS_KEPT = 12


def follow_links(document: Document, version: Version, again: PolicyText, *, at: datetime, now: datetime) -> Change | None:
    """The change of links between how a text was read before and how it was read at `at`; None where none that matters leads elsewhere.

    A set of targets seen before is a return and told no second time. Parameters, locales, redirects and hosts of one holder are no difference.
    The caller's transaction holds the document.
    """
    if again.sha256 != version.text_sha256:
        return None
    before = versions.policy_text(version, until=at)
    if leads(before.links) == leads(again.links):
        return None
    after = replace(before, links=again.links)
    comparison = compare(before, after)
    if not comparison.edits:
        return None
    sets = versions.link_sets(version) or (LinkSet(first=version.first_seen, last=version.first_seen, links=before.links),)
    if at < max(each.last for each in sets):
        return None  # older than what is known: it says nothing of what came after
    known = any(leads(each.links) == leads(after.links) for each in sets)
    versions.store_link_sets(version, _with(sets, after, at))
    if known or _targets(comparison.edits) in changes.told_targets(document):
        return None
    return changes.store_link_change(document, _row(version, before, after, comparison), at=at, now=now)


def rebuild_links(document: Document, *, now: datetime) -> int:
    """Work out the changes of links of a document again from the sets that its texts had; how many."""
    worked = 0
    for change in Change.objects.filter(document=document, kind=changes.LINKS).select_related("to_version").order_by("captured"):
        version = change.to_version
        later = next((each for each in versions.link_sets(version) if each.first == change.captured), None)
        if later is None:
            continue
        before = versions.policy_text(version, until=change.captured)
        after = replace(before, links=later.links)
        changes.store_link_change(document, _row(version, before, after, compare(before, after)), at=change.captured, now=now)
        worked += 1
    return worked


def _with(sets: Sequence[LinkSet], after: PolicyText, at: datetime) -> Sequence[LinkSet]:
    """The sets with the one that stands at `at`."""
    known = [replace(each, last=at) if leads(each.links) == leads(after.links) else each for each in sets]
    if known != list(sets):
        return known
    return (*sets[:1], *sets[1:][-(SETS_KEPT - 2) :], LinkSet(first=at, last=at, links=after.links))


def _row(version: Version, before: PolicyText, after: PolicyText, comparison: Comparison) -> changes.ChangeRow:
    judgement = judge(comparison, before, after)
    counts = judgement.significance is Significance.SUBSTANTIVE
    return changes.ChangeRow(
        kind=changes.LINKS,
        before=version,
        after=version,
        comparison=comparison,
        judgement=judgement,
        # Where a link leads is for better or worse only by what stands there, which the atlas did not read.
        direction=Direction.UNCLEAR if counts else Direction.NEUTRAL,
        edits=[_stored(edit) for edit in comparison.edits],
        summary=summarise(comparison, judgement, (), before=before, after=after),
        effects=(),
        method=version.method,
    )


def _stored(edit: Edit) -> dict[str, object]:
    row = asdict(edit)
    for side in ("before", "after"):
        row[side]["section"] = list(row[side]["section"])
    return row | {"runs": [], "reasons": list(row["reasons"]), "targets": list(row["targets"] or ())}


def _targets(edits: Sequence[Edit]) -> list[list[str]]:
    return [list(edit.targets or ()) for edit in edits]
