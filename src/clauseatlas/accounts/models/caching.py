"""The table of Django's cache in the database: counts of attempts, shared by all processes and machines that answer."""

from __future__ import annotations

from django.db import models


class Cached(models.Model):
    """One cached value, in the columns that Django's database cache expects; no code reads or writes it as a model."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "accounts_cached"

    def __str__(self) -> str:
        return self.cache_key
