"""Numbers that are given out once and never again."""

from django.db import models, transaction
from django.db.models import F


class Counter(models.Model):
    """The last number given out for one kind of record.

    The number is taken by one UPDATE inside the caller's transaction: SQLite has begun it IMMEDIATE, PostgreSQL locks the row, so two writers
    never get the same number, and a transaction that fails gives its numbers back before anyone saw them.
    """

    kind = models.CharField(max_length=16, primary_key=True)
    last = models.BigIntegerField(default=0)

    @classmethod
    def mint(cls, kind: str, count: int = 1) -> range:
        """The next `count` numbers of this kind, from 1. Must be called in a transaction."""
        if not transaction.get_connection().in_atomic_block:
            raise transaction.TransactionManagementError("numbers are minted inside the transaction that uses them")
        if count == 0:
            return range(0)
        if not cls.objects.filter(kind=kind).update(last=F("last") + count):
            cls.objects.get_or_create(kind=kind)
            cls.objects.filter(kind=kind).update(last=F("last") + count)
        last = cls.objects.values_list("last", flat=True).get(kind=kind)
        return range(last - count + 1, last + 1)
