"""Provisions: clauses of a document over time, with a revision for every span in which nothing about them differed."""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.utils.functional import cached_property

from clauseatlas.records.models.documents import Document
from clauseatlas.records.models.versions import Version

PROVISION_KIND = "CA-P"


class Provision(models.Model):
    """A clause of a document over time. The primary key is the number of the record id (CA-P-011088).

    `status`: `standing` in its first wording, `revised`, or `ended` (not in the current version). `split_from` and `merged_into` name the
    provision this one came out of or went into.
    """

    id = models.BigIntegerField(primary_key=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="provisions")
    clause_type = models.CharField(max_length=60)
    status = models.CharField(max_length=10)
    first_version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    last_version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    current = models.ForeignKey("records.Revision", on_delete=models.PROTECT, null=True, related_name="+")
    split_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="split_into")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged_from")

    class Meta:
        indexes = (
            models.Index(fields=("document", "status"), name="provision_by_document"),
            models.Index(fields=("clause_type", "status"), name="provision_by_type"),
        )
        ordering = ("id",)

    def __str__(self) -> str:
        return self.record_id

    @property
    def record_id(self) -> str:
        """The record id, as in CA-P-011088."""
        return f"{PROVISION_KIND}-{self.pk:06d}"


class Revision(models.Model):
    """A provision as it was from one version to another without any difference; never altered, only its span grows.

    `record` is canonical JSON of everything a reader sees but offsets, section path and presence, and `digest` its SHA-256, which the ledger has:
    a version with the same digest extends the span. `quotes` and `readings` hold the offsets in the text of `first_version`; where the quotes
    stand in later versions is in the `places` of those.
    """

    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    superseded = models.BooleanField(default=False)  # a newer method has another revision in its place
    first_version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    last_version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    title = models.TextField()
    category = models.CharField(max_length=20)
    stance = models.CharField(max_length=12)
    severity = models.CharField(max_length=8)
    basis = models.CharField(max_length=10)
    presence = models.FloatField()
    reading = models.CharField(max_length=8)
    quotes = models.JSONField()
    readings = models.JSONField(default=list)  # attribute values with the raw words they were read from
    record = models.TextField()
    method = models.JSONField(default=dict)
    analysed = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("provision", "number"), name="revision_numbered_once"),)
        indexes = (models.Index(fields=("severity", "stance"), name="revision_by_severity"),)
        ordering = ("provision", "number")

    @cached_property
    def contents(self) -> dict[str, Any]:
        """The record, parsed."""
        parsed: dict[str, Any] = json.loads(self.record)
        return parsed

    @property
    def doubts(self) -> list[str]:
        """What lowers the confidence in the reading."""
        return list(self.contents["doubts"])

    @property
    def factors(self) -> list[dict[str, str]]:
        """Steps of the rubric: factor, effect, because."""
        return list(self.contents["factors"])

    @property
    def confidence_reasons(self) -> list[str]:
        """Why the reading is as sure as it is."""
        return list(self.contents["confidence_reasons"])

    @property
    def statements(self) -> dict[str, Any]:
        """The parts of the analysis by name, None where nothing supports one; `exposure` is a level."""
        return dict(self.contents["statements"])

    @property
    def actions(self) -> list[dict[str, Any]]:
        """What a person can do: kind, label, who, how, url, deadline_days."""
        return list(self.contents["actions"])

    @property
    def regulations(self) -> list[dict[str, Any]]:
        """The law that is mentioned: id, articles, because."""
        return list(self.contents["regulations"])

    @property
    def agencies(self) -> list[dict[str, Any]]:
        """Who is competent: id, because, complaint_url."""
        return list(self.contents["agencies"])

    @property
    def questions(self) -> list[dict[str, str]]:
        """Questions of the record page with their answers."""
        return list(self.contents["questions"])

    @property
    def withheld(self) -> list[dict[str, str]]:
        """Sentences that the quotes did not carry: part, sentence, failed."""
        return list(self.contents["withheld"])


class Mention(models.Model):
    """A regulation that a revision names: the index behind its page and that of its agencies; words and articles are in the revision."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="mentions")
    regulation = models.CharField(max_length=60)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("regulation", "revision"), name="mention_stored_once"),)
