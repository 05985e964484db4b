"""Visits, the bytes they brought, and which version was seen when."""

from __future__ import annotations

from django.db import models

from clauseatlas.records.models.documents import Document


class Snapshot(models.Model):
    """Bytes as they came, by digest: body, and for a browser capture rendered document and screenshot; the blobs are in the archive.

    `media_type` and `charset` belong to the identity, because the same bytes read another way are another text.
    """

    body_sha256 = models.CharField(max_length=64, db_index=True)
    dom_sha256 = models.CharField(max_length=64, blank=True, default="")
    screenshot_sha256 = models.CharField(max_length=64, blank=True, default="")
    media_type = models.TextField(blank=True, default="")
    charset = models.TextField(blank=True, default="")
    body_bytes = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("body_sha256", "dom_sha256", "screenshot_sha256", "media_type", "charset"), name="snapshot_kept_once"),
        )

    @property
    def read_sha256(self) -> str:
        """Digest of the bytes that the text was read from: the rendered document where there is one."""
        return self.dom_sha256 or self.body_sha256

    @property
    def digests(self) -> tuple[str, ...]:
        """All blobs of this snapshot."""
        return tuple(digest for digest in (self.body_sha256, self.dom_sha256, self.screenshot_sha256) if digest)


class Capture(models.Model):
    """One visit, whatever happened."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="captures")
    started = models.DateTimeField()
    seconds = models.FloatField()
    outcome = models.CharField(max_length=20)
    detail = models.TextField(blank=True, default="")
    may_be_transient = models.BooleanField(default=False)
    fetcher = models.CharField(max_length=20)
    url = models.CharField(max_length=2000)
    final_url = models.TextField(blank=True, default="")
    status = models.PositiveIntegerField(null=True)
    headers = models.JSONField(default=list)  # [name, value] in the order in which they came: their canonical JSON has the ledger's headers_sha256
    hops = models.JSONField(default=list)
    attempts = models.PositiveIntegerField(default=1)
    media_type = models.TextField(blank=True, default="")
    charset = models.TextField(blank=True, default="")
    etag = models.TextField(blank=True, default="")
    last_modified = models.TextField(blank=True, default="")
    facts = models.JSONField(default=dict)
    verdict = models.CharField(max_length=12, blank=True, default="")
    gate_reasons = models.JSONField(default=list)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, null=True, related_name="captures")
    text_sha256 = models.CharField(max_length=64, blank=True, default="")
    version = models.ForeignKey("records.Version", on_delete=models.PROTECT, null=True, related_name="captures")

    class Meta:
        indexes = (
            models.Index(fields=("document", "-started"), name="capture_by_document"),
            models.Index(fields=("outcome", "-started"), name="capture_by_outcome"),
        )
        constraints = (models.UniqueConstraint(fields=("document", "started"), name="capture_stored_once"),)
        ordering = ("-started",)


class Sighting(models.Model):
    """A version of a document was seen at a time: by a capture of ours, or (without one) in an imported archive."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="sightings")
    version = models.ForeignKey("records.Version", on_delete=models.PROTECT, related_name="sightings")
    at = models.DateTimeField()
    capture = models.OneToOneField(Capture, on_delete=models.PROTECT, null=True, related_name="sighting")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("document", "at"), name="sighting_stored_once"),)
        ordering = ("at",)
