"""Versions: the distinct texts of a document, and the periods in which they stood."""

from __future__ import annotations

from django.db import models

from clauseatlas.records.models.captures import Snapshot
from clauseatlas.records.models.documents import Document


class Version(models.Model):
    """A distinct text of a document by digest. `number` counts from 1 in the order in which the atlas learned of the texts.

    `rereads` is set where a newer reader read the same bytes differently (`cause` is then `method_changed`): it names the version first read
    from them, whose sightings and periods hold for every reading. `origin` says where a text without a snapshot came from.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text_sha256 = models.CharField(max_length=64)
    cause = models.CharField(max_length=20)
    rereads = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="readings")
    superseded = models.BooleanField(default=False)  # a newer reading of the same bytes stands in its place
    reader = models.CharField(max_length=60)
    media_type = models.TextField()
    title = models.TextField(blank=True, default="")
    language = models.CharField(max_length=16, blank=True, default="")
    words = models.PositiveIntegerField()
    verdict = models.CharField(max_length=12)
    gate_reasons = models.JSONField(default=list)
    stated = models.JSONField(default=list)  # every stated date with its raw words
    stated_updated = models.DateField(null=True)
    stated_effective = models.DateField(null=True)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, null=True, related_name="versions")
    origin = models.TextField(blank=True, default="")
    first_seen = models.DateTimeField()
    recorded = models.DateTimeField()
    analysed = models.DateTimeField(null=True)
    method = models.JSONField(default=dict)  # stamps of catalogue and classifier behind the provisions

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("document", "text_sha256"), name="version_of_a_text"),
            models.UniqueConstraint(fields=("document", "number"), name="version_numbered_once"),
        )
        ordering = ("document", "number")

    def __str__(self) -> str:
        return f"{self.document_id}/{self.number}"

    @property
    def root_id(self) -> int:
        """Key of the version first read from these bytes: this one, or the one it rereads."""
        return self.rereads_id or self.pk


class VersionText(models.Model):
    """The canonical text of a version with its blocks and where its provisions stand, packed; kept apart so that lists of versions stay light.

    `text` is UTF-8, `structure` JSON of blocks, links, dates and signs, both compressed with zlib; where links led elsewhere later while the words
    stayed, the structure holds these sets of links too. `places` lists
    `[revision key, [[start, end, section path], ...]]` per provision in text order.
    """

    version = models.OneToOneField(Version, on_delete=models.PROTECT, primary_key=True, related_name="packed")
    text = models.BinaryField()
    structure = models.BinaryField()
    places = models.JSONField(default=list)


class Period(models.Model):
    """A stretch of the history of a document in which one version stood, from its first to its last sighting in a row.

    A, B, A is two versions and three periods. `version` is the version first read from the bytes; `variant` marks a
    period of texts that alternate, `returned` the return of an earlier text.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="periods")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="periods")
    first = models.DateTimeField()
    last = models.DateTimeField()
    sightings = models.PositiveIntegerField(default=1)
    returned = models.BooleanField(default=False)
    variant = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("document", "first"), name="period_begun_once"),)
        ordering = ("document", "first")
