"""The tables of accounts, one module per aggregate."""

from clauseatlas.accounts.models.audit import AuditEntry
from clauseatlas.accounts.models.caching import Cached
from clauseatlas.accounts.models.keys import ApiKey
from clauseatlas.accounts.models.organisations import Invitation, Membership, Organisation
from clauseatlas.accounts.models.people import Person
from clauseatlas.accounts.models.subscriptions import PaymentMessage, Subscription

__all__ = ["ApiKey", "AuditEntry", "Cached", "Invitation", "Membership", "Organisation", "PaymentMessage", "Person", "Subscription"]
