"""Documents: what is declared, what the next visit needs to know, and where the history stands."""

from __future__ import annotations

from django.db import models

from clauseatlas.model.capture import Conditional, Declaration
from clauseatlas.model.words import DocumentType
from clauseatlas.records.models.platforms import Platform

DOCUMENT_KIND = "CA-D"


class Document(models.Model):
    """A policy of a platform under one declaration. Region, language, plan and audience variants are documents of their own under one `family`.

    The primary key is the number of the record id (CA-D-000190), minted in sequence and never reused.
    """

    id = models.BigIntegerField(primary_key=True)
    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="documents")
    family = models.CharField(max_length=200, db_index=True)
    title = models.CharField(max_length=300)
    type = models.CharField(max_length=40, db_index=True)
    url = models.CharField(max_length=2000)
    fetcher = models.CharField(max_length=20, default="auto")
    select = models.JSONField(default=list)
    remove = models.JSONField(default=list)
    language = models.CharField(max_length=16, blank=True, default="")
    region = models.CharField(max_length=16, blank=True, default="")
    audience = models.CharField(max_length=40, blank=True, default="")
    cadence_hours = models.PositiveIntegerField(default=24)
    added = models.DateTimeField()
    paused = models.BooleanField(default=False)

    etag = models.TextField(blank=True, default="")
    last_modified = models.TextField(blank=True, default="")
    next_due = models.DateTimeField(db_index=True)
    verified = models.DateTimeField(null=True)  # newest good capture
    visited = models.DateTimeField(null=True)  # newest capture of any outcome
    failures = models.PositiveIntegerField(default=0)  # visits in a row that brought no good capture
    missing = models.PositiveIntegerField(default=0)  # 404 or 410 in a row
    withdrawn = models.DateTimeField(null=True)
    current = models.ForeignKey("records.Version", on_delete=models.PROTECT, null=True, related_name="+")
    turn = models.PositiveIntegerField(default=0)  # grows with every visit stored; a result worked out over an older turn is worked out again

    class Meta:
        constraints = (models.UniqueConstraint(fields=("platform", "type", "url"), name="document_declared_once"),)
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.record_id} {self.title}"

    @property
    def record_id(self) -> str:
        """The record id, as in CA-D-000190."""
        return f"{DOCUMENT_KIND}-{self.pk:06d}"

    @property
    def declaration(self) -> Declaration:
        """How the document is fetched; reads the platform's name."""
        return Declaration(
            platform=self.platform.name,
            title=self.title,
            type=DocumentType(self.type),
            url=self.url,
            fetcher=self.fetcher,
            select=tuple(self.select),
            remove=tuple(self.remove),
            language=self.language or None,
            region=self.region or None,
            cadence_hours=self.cadence_hours,
        )

    @property
    def conditional(self) -> Conditional | None:
        """Validators of the capture that the current version was last seen in, if it gave any."""
        if not (self.etag or self.last_modified):
            return None
        return Conditional(etag=self.etag or None, last_modified=self.last_modified or None)
