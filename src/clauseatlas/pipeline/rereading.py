"""Reading stored bytes again with today's reader; what only our reader changed is never a change of the platform."""

from clauseatlas.archive.ledger import leaf_hash
from clauseatlas.errors import BadInput
from clauseatlas.model.policytext import PolicyText
from clauseatlas.pipeline.drafting import draft_rereading, standing_of, stored_verdict
from clauseatlas.pipeline.histories import work_out_periods
from clauseatlas.pipeline.settling import store_draft, turn
from clauseatlas.pipeline.workshop import Workshop
from clauseatlas.records.models import Document, Snapshot, Version
from clauseatlas.records.queries import captures, ledger, provisions, versions
from clauseatlas.text.reading import read, reader_stamp

DOM_MEDIA_TYPE, DOM_CHARSET = "text/html", "utf-8"


def is_dated(version: Version) -> bool:
    """Whether another reader than today's made the text of a version that has its bytes."""
    return version.snapshot_id is not None and version.reader != reader_stamp(version.media_type)


def reread(workshop: Workshop, document: Document, version: Version) -> Version:
    """The standing reading of the bytes of a version after today's reader has read them: the same version where the text is the same.

    Where they cannot be read any more, the old reading stands. One transaction.
    """
    policy = read_stored(workshop, document, version)
    if policy is None:
        return version
    if policy.sha256 == version.text_sha256:
        versions.replace_reading(version, policy, stored_verdict(version))
        return version
    twin = versions.version_of_text(document, policy.sha256)
    if twin is not None:
        return _join(document, version, twin)
    draft = draft_rereading(document, policy, before=standing_of(version), catalogue=workshop.catalogue)
    now = workshop.clock()
    with turn(document) as altered:
        told: list[ledger.Event] = []
        reading = store_draft(document, draft, seen=version.first_seen, snapshot=version.snapshot, told=told, now=now)
        versions.supersede(version)
        altered.update(_stand(document, version, reading))
        ledger.append(told, leaf_hash=leaf_hash)
    return reading


def read_stored(workshop: Workshop, document: Document, version: Version) -> PolicyText | None:
    """The text of a version read again from its snapshot by today's reader; None where it has no snapshot or cannot be read any more."""
    if version.snapshot is None:
        return None
    return read_snapshot(workshop, document, version.snapshot, url=captures.address_of(version))


def read_snapshot(workshop: Workshop, document: Document, snapshot: Snapshot, *, url: str) -> PolicyText | None:
    """The text of stored bytes as today's reader reads them; None where they cannot be read any more."""
    rendered = bool(snapshot.dom_sha256)
    try:
        return read(
            workshop.blobs.read(snapshot.read_sha256),
            media_type=DOM_MEDIA_TYPE if rendered else snapshot.media_type or None,
            charset=DOM_CHARSET if rendered else snapshot.charset or None,
            url=url,
            select=tuple(document.select),
            remove=tuple(document.remove),
        )
    except BadInput:
        return None


def _join(document: Document, version: Version, twin: Version) -> Version:
    """Two texts that differed only by what an older reader left in are one."""
    standing = versions.newest_reading(twin.root_id)
    if twin.root_id == version.root_id:
        return standing
    with turn(document) as altered:
        versions.join_readings(version, twin)
        work_out_periods(document)
        altered.update(_stand(document, version, standing))
    return standing


def _stand(document: Document, old: Version, new: Version) -> set[str]:
    """Where the old reading was the current version, the new one is; names of the document's fields that this altered."""
    if document.current_id != old.pk:
        return set()
    document.current = new
    provisions.set_standing(document, new, [each.revision for each in provisions.placed_in(new)])
    return {"current"}
