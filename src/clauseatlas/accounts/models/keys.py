"""API keys: only a digest of the secret is kept."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from clauseatlas.accounts.models.organisations import Organisation
from clauseatlas.accounts.models.people import Person


class ApiKey(models.Model):
    """A key of a person, or of an organisation made by one of its owners; its beginning is shown so that people can tell keys apart."""

    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=16, unique=True)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256, hexadecimal, of the whole key
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="api_keys")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="api_keys")
    scopes = models.JSONField(default=list)
    created = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField(null=True, blank=True)
    used = models.DateTimeField(null=True, blank=True)
    revoked = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "API key"
        ordering = ("-created", "-id")

    def __str__(self) -> str:
        return f"{self.prefix}… {self.name}"
