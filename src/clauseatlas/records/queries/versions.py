"""Versions and their texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, Q

from clauseatlas.model.policytext import GateVerdict, PolicyText, StatedKind
from clauseatlas.model.words import VersionCause
from clauseatlas.records.models import Document, Sighting, Snapshot, Version, VersionText
from clauseatlas.records.packing import (
    LinkSet,
    pack_link_sets,
    pack_structure,
    pack_text,
    stated_date,
    stated_rows,
    unpack,
    unpack_link_sets,
    unpack_text,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the text of a version came from: a snapshot of ours, or an archive named by `origin`; `first_seen` is the time of the sighting."""

    first_seen: datetime
    snapshot: Snapshot | None = None
    origin: str = ""


def version_of_text(document: Document, sha256: str) -> Version | None:
    """The version of this document with this text digest, or None."""
    return Version.objects.filter(document=document, text_sha256=sha256).first()


def version_numbered(document: Document, number: int) -> Version | None:
    """Version 7 of a document, or None."""
    return Version.objects.filter(document=document, number=number).first()


def store_version(
    document: Document, policy: PolicyText, verdict: GateVerdict, *, cause: VersionCause, source: Source, rereads: Version | None, now: datetime
) -> Version:
    """The row of a new version with its packed text; the caller's transaction holds the document."""
    last = Version.objects.filter(document=document).aggregate(last=Max("number"))["last"] or 0
    version = Version.objects.create(
        document=document,
        number=last + 1,
        text_sha256=policy.sha256,
        cause=cause.value,
        rereads=rereads,
        first_seen=source.first_seen,
        snapshot=source.snapshot,
        origin=source.origin,
        recorded=now,
        **_reading(policy, verdict),
    )
    VersionText.objects.create(version=version, text=pack_text(policy), structure=pack_structure(policy))
    return version


def replace_reading(version: Version, policy: PolicyText, verdict: GateVerdict) -> None:
    """Put today's blocks, dates and stamp in place of the old ones; the text is the same, so every offset stays right."""
    Version.objects.filter(pk=version.pk).update(**_reading(policy, verdict))
    held = link_sets(version)
    structure = pack_structure(policy)
    VersionText.objects.filter(version=version).update(structure=pack_link_sets(structure, held) if held else structure)


def store_analysis(version: Version, *, places: Sequence[Any], method: Mapping[str, str], now: datetime) -> None:
    """Where the provisions stand in this version, and which method found them."""
    VersionText.objects.filter(version=version).update(places=list(places))
    Version.objects.filter(pk=version.pk).update(method=dict(method), analysed=now)


def policy_text(version: Version, *, until: datetime | None = None) -> PolicyText:
    """The text of a version with its blocks, as it was read; with `until` its links as they stood last before that time."""
    packed = VersionText.objects.get(version=version)
    return unpack(bytes(packed.text), bytes(packed.structure), sha256=version.text_sha256, until=until)


def link_sets(version: Version) -> tuple[LinkSet, ...]:
    """Where the links of a version led over time, oldest first; none where they never led elsewhere in a way that matters."""
    return unpack_link_sets(bytes(VersionText.objects.values_list("structure", flat=True).get(version=version)))


def store_link_sets(version: Version, sets: Sequence[LinkSet]) -> None:
    """Keep where the links of a version led over time, beside its text."""
    structure = bytes(VersionText.objects.values_list("structure", flat=True).get(version=version))
    VersionText.objects.filter(version=version).update(structure=pack_link_sets(structure, sets))


def plain_text(version: Version) -> str:
    """The canonical text of a version."""
    return unpack_text(bytes(VersionText.objects.values_list("text", flat=True).get(version=version)))


def newest_reading(root_id: int) -> Version:
    """The reading of the bytes of a version that stands: itself, or the one that took its place."""
    readings = Version.objects.select_related("snapshot", "rereads").filter(Q(pk=root_id) | Q(rereads=root_id), superseded=False)
    return readings.order_by("-number")[0]


def standing_readings(document: Document) -> list[Version]:
    """The standing reading of every text of a document, oldest text first."""
    return list(Version.objects.select_related("snapshot", "rereads").filter(document=document, superseded=False).order_by("first_seen", "number"))


def supersede(version: Version) -> None:
    """A newer reading of the same bytes stands in the place of this one."""
    Version.objects.filter(pk=version.pk).update(superseded=True)


def join_readings(version: Version, other: Version) -> None:
    """Two versions that today's reader reads alike become readings of one: the sightings of the first are sightings of the other's bytes."""
    root = other.root_id
    Version.objects.filter(Q(pk=version.root_id) | Q(rereads=version.root_id)).update(rereads=root, superseded=True)
    Sighting.objects.filter(version=version.root_id).update(version=root)


def _reading(policy: PolicyText, verdict: GateVerdict) -> dict[str, Any]:
    return {
        "reader": policy.reader,
        "media_type": policy.media_type,
        "title": policy.title,
        "language": policy.language or "",
        "words": policy.words,
        "verdict": verdict.verdict.value,
        "gate_reasons": [reason.value for reason in verdict.reasons],
        "stated": stated_rows(policy.stated),
        "stated_updated": stated_date(policy, StatedKind.UPDATED),
        "stated_effective": stated_date(policy, StatedKind.EFFECTIVE),
    }
