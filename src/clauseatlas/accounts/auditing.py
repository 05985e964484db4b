"""Adds to the audit trail. Whoever does something that matters to security or to others calls `record` in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied

from clauseatlas.accounts.holding import Holder
from clauseatlas.accounts.models import AuditEntry, Organisation, Person

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest

IPV4_PREFIX = 24  # bits that stay of an address: enough to tell "another country", too few to tell who
IPV6_PREFIX = 48


def record(
    deed: str,
    *,
    actor: Person | Holder | None = None,
    organisation: Organisation | None = None,
    subject: Model | tuple[str, str] | None = None,
    details: Mapping[str, Any] | None = None,
    request: HttpRequest | None = None,
    via: str = "",
) -> AuditEntry:
    """Append who did what to which object. Details hold no secret and no address of a person: entries outlive accounts."""
    person = actor.person if isinstance(actor, Holder) else actor
    owner = organisation or (actor.organisation if isinstance(actor, Holder) else None)
    kind, number = subject if isinstance(subject, tuple) else _named(subject)
    return AuditEntry.objects.create(
        actor=person.pk if person else None,
        organisation=owner.pk if owner else None,
        via=via or ("web" if request is not None else "command"),
        deed=str(deed),
        subject_kind=kind,
        subject=number,
        network=network(request) if request is not None else "",
        details=dict(details or {}),
    )


def network(request: HttpRequest) -> str:
    """The network of the caller, such as 192.0.2.0/24; empty where it is not known."""
    try:
        return cut(get_adapter(request).get_client_ip(request))
    except PermissionDenied:
        return ""


def cut(address: str) -> str:
    """An address cut to its network; empty for what is no address."""
    try:
        whole = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network((whole, IPV4_PREFIX if whole.version == 4 else IPV6_PREFIX), strict=False))


def _named(subject: Model | None) -> tuple[str, str]:
    if subject is None:
        return "", ""
    return str(subject._meta.verbose_name), str(getattr(subject, "record_id", "") or subject.pk)
