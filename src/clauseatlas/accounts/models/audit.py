"""The audit trail: who did what to which object, when and from where. Entries are appended and never changed."""

from __future__ import annotations

from typing import Any, ClassVar, Never

from django.db import models
from django.utils import timezone


class EntryChangeError(TypeError):
    """An entry of the audit trail was about to be changed or deleted."""


class Entries(models.QuerySet["AuditEntry"]):
    """Entries to read and to add to."""

    def update(self, **fields: Any) -> Never:
        """Refused."""
        raise EntryChangeError("entries of the audit trail are never changed")

    def delete(self) -> Never:
        """Refused."""
        raise EntryChangeError("entries of the audit trail are never deleted")


class AuditEntry(models.Model):
    """One deed. People and organisations stand as numbers, so that an entry survives the account without keeping its name."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.BigIntegerField(null=True)  # number of the person; empty for commands and the system
    via = models.CharField(max_length=40, default="web")  # "web", "command", "payment", "key ca_..."
    organisation = models.BigIntegerField(null=True, db_index=True)
    deed = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=40, blank=True, default="")  # "person", "watch", "change" ...
    subject = models.CharField(max_length=120, blank=True, default="")
    network = models.CharField(max_length=48, blank=True, default="")  # the address cut to its network, never the whole
    details = models.JSONField(default=dict)

    objects: ClassVar[models.Manager[AuditEntry]] = Entries.as_manager()

    class Meta:
        verbose_name_plural = "audit entries"
        ordering = ("-at", "-id")
        indexes = (
            models.Index(fields=("actor", "-at"), name="audit_by_actor"),
            models.Index(fields=("subject_kind", "subject"), name="audit_by_subject"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.deed}"

    def save(self, **options: Any) -> None:
        """Append the entry; raises EntryChangeError for one that is already there."""
        if self.pk is not None:
            raise EntryChangeError("entries of the audit trail are never changed")
        super().save(**options)

    def delete(self, using: Any = None, keep_parents: bool = False) -> Never:
        """Refused."""
        raise EntryChangeError("entries of the audit trail are never deleted")
