"""API keys: made, recognised, revoked. The secret is shown once; what is kept is its digest."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from clauseatlas.accounts.auditing import record
from clauseatlas.accounts.holding import Holder, holder_of
from clauseatlas.accounts.models import ApiKey, Person
from clauseatlas.accounts.plans import Need, check
from clauseatlas.accounts.words import Deed, Measure, Role, Scope
from clauseatlas.errors import BadInput
from clauseatlas.pipeline.workshop import utc_now

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

SECRET_BYTES = 32  # 256 random bits: nothing to guess, so one fast digest is enough and a slow one would only help an attacker of the server
PREFIX_LENGTH = 10  # "ca_" and seven characters; about 4 * 10**12 prefixes
KEY = re.compile(r"ca_[A-Za-z0-9_-]{43}")
USE_NOTED = timedelta(minutes=5)  # how exact "last used" is; a write on every request would make a reading client a writing one


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyHolder:
    """Whom a key speaks for and what it opens."""

    key: ApiKey
    holder: Holder
    scopes: frozenset[Scope]

    def may(self, scope: Scope) -> bool:
        """Whether the key opens this."""
        return scope in self.scopes

    @property
    def via(self) -> str:
        """How the audit trail names it."""
        return f"key {self.key.prefix}"


def make_key(
    holder: Holder, *, name: str, scopes: Sequence[Scope], expires: datetime | None = None, request: HttpRequest | None = None
) -> tuple[ApiKey, str]:
    """A new key and its secret, which is nowhere else. Raises PlanLimit, and BadInput for a key that opens nothing or more than the maker may."""
    if not scopes:
        raise BadInput("the key", "opens nothing", "choose at least one thing it may do")
    if not holder.may(Role.OWNER):
        raise BadInput("keys of an organisation", "are made by its owners")
    with transaction.atomic():
        check(holder, Need(measure=Measure.KEYS, total=keys_in_use(holder) + 1))
        secret = f"ca_{secrets.token_urlsafe(SECRET_BYTES)}"
        made = ApiKey.objects.create(
            name=name.strip() or "Key",
            prefix=secret[:PREFIX_LENGTH],
            digest=_digest(secret),
            person=holder.person,
            organisation=holder.organisation,
            scopes=sorted({scope.value for scope in scopes}),
            expires=expires,
        )
        record(Deed.KEY_MADE, actor=holder, subject=made, details={"prefix": made.prefix, "scopes": made.scopes}, request=request)
    return made, secret


def authenticate(header: str | None, *, now: datetime | None = None) -> KeyHolder | None:
    """Whom the value of an Authorization header speaks for ("Bearer ca_..." or the key alone); None for a key that is unknown, revoked or over.

    A key of an organisation ends to work when its maker leaves or no longer owns it, and every key when its maker is suspended.
    """
    now = now or utc_now()
    secret = (header or "").removeprefix("Bearer ").strip()
    if not KEY.fullmatch(secret):
        return None
    found = ApiKey.objects.select_related("person", "organisation").filter(prefix=secret[:PREFIX_LENGTH], revoked=None).first()
    if found is None or not hmac.compare_digest(found.digest, _digest(secret)):
        return None
    if (found.expires is not None and found.expires <= now) or not found.person.is_active:
        return None
    holder = holder_of(found.person, found.organisation_id)
    if holder is None or not holder.may(Role.OWNER):
        return None
    if found.used is None or now - found.used > USE_NOTED:
        ApiKey.objects.filter(pk=found.pk).update(used=now)
    return KeyHolder(key=found, holder=holder, scopes=frozenset(Scope(scope) for scope in found.scopes))


def keys(holder: Holder) -> QuerySet[ApiKey]:
    """The keys of a holder, newest first, revoked ones too."""
    return ApiKey.objects.select_related("person").filter(_of(holder))


def keys_in_use(holder: Holder) -> int:
    """How many keys of a holder still open something."""
    return keys(holder).filter(Q(expires=None) | Q(expires__gt=utc_now()), revoked=None).count()


def revoke_key(holder: Holder, number: int, *, request: HttpRequest | None = None) -> ApiKey | None:
    """The key of a holder, from now on useless; None where the holder has no such key."""
    with transaction.atomic():
        found = keys(holder).filter(pk=number).first()
        if found is not None and found.revoked is None:
            found.revoked = utc_now()
            found.save(update_fields=["revoked"])
            record(Deed.KEY_REVOKED, actor=holder, subject=found, details={"prefix": found.prefix}, request=request)
    return found


def revoke_all(person: Person) -> int:
    """Revoke every key that a person made; how many there were. For an account that is suspended."""
    return ApiKey.objects.filter(person=person, revoked=None).update(revoked=utc_now())


def _of(holder: Holder) -> Q:
    return Q(organisation=holder.organisation) if holder.organisation else Q(person=holder.person, organisation=None)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("ascii")).hexdigest()
