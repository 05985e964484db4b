"""A copy of everything an atlas keeps about a person, and the deletion of the account. Each app adds its own part."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.forms.models import model_to_dict

from clauseatlas.accounts.auditing import record
from clauseatlas.accounts.models import ApiKey, AuditEntry, Invitation, Membership, Person, Subscription
from clauseatlas.accounts.organisations import NotAllowed, orphaned_by
from clauseatlas.accounts.words import Deed

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest

Part = Callable[[Person], Any]
_parts: dict[str, Part] = {}
ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the same data gives the same bytes
README = "A copy of what this atlas keeps about you: one JSON file for each kind of record. Times are in UTC unless they say otherwise.\n"


def adds(name: str, part: Part) -> None:
    """Register what an app keeps about a person, as JSON values; it becomes `name`.json of the copy. Called in `AppConfig.ready`."""
    _parts[name] = part


def copy(person: Person) -> dict[str, Any]:
    """Everything kept about a person, by part."""
    return {name: part(person) for name, part in sorted(_parts.items())}


def packed(person: Person) -> bytes:
    """The copy as a ZIP file, one JSON file a part."""
    packed_bytes = io.BytesIO()
    with zipfile.ZipFile(packed_bytes, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("README.txt", ZIP_DATE), README)
        for name, content in copy(person).items():
            text = json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n"
            archive.writestr(zipfile.ZipInfo(f"{name}.json", ZIP_DATE), text, zipfile.ZIP_DEFLATED)
    return packed_bytes.getvalue()


def delete_account(person: Person, *, request: HttpRequest | None = None) -> None:
    """Delete the person with everything that is theirs alone. Raises NotAllowed while an organisation with members has no other owner.

    Organisations without other members go too. Entries of the audit trail stay: they hold the number of the account and nothing else of it.
    """
    with transaction.atomic():
        orphaned = orphaned_by(person)
        if orphaned:
            names = ", ".join(organisation.name for organisation in orphaned)
            raise NotAllowed(f"You are the last owner of {names}. Make somebody else owner, or delete the organisation, first.")
        for membership in Membership.objects.select_related("organisation").filter(person=person):
            if not membership.organisation.memberships.exclude(pk=membership.pk).exists():
                record(Deed.ORGANISATION_DELETED, actor=person, subject=membership.organisation, request=request)
                membership.organisation.delete()
        record(Deed.ACCOUNT_DELETED, actor=person, subject=person, request=request)
        Invitation.objects.filter(email=person.email.lower()).delete()
        person.delete()


def rows(found: QuerySet[Any], *, without: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """Rows as JSON values, all columns but those named; for the parts that apps add."""
    return [_values(row, without) for row in found]


def _values(row: Model, without: tuple[str, ...]) -> dict[str, Any]:
    return {field.name: field.value_from_object(row) for field in row._meta.concrete_fields if field.name not in without}


def _account(person: Person) -> Mapping[str, Any]:
    return model_to_dict(person, fields=["id", "email", "name", "time_zone", "is_active", "is_staff"]) | {
        "joined": person.joined.isoformat(),
        "last_sign_in": person.last_login.isoformat() if person.last_login else None,
    }


def _addresses(person: Person) -> Any:
    return rows(EmailAddress.objects.filter(user=person))


def _sessions(person: Person) -> Any:
    return rows(UserSession.objects.filter(user=person), without=("session_key", "data"))


def _second_factors(person: Person) -> Any:
    return rows(Authenticator.objects.filter(user=person), without=("data",))


def add_own_parts() -> None:
    """Register what this app and the libraries it signs people in with keep."""
    adds("account", _account)
    adds("addresses", _addresses)
    adds("sessions", _sessions)
    adds("second-factors", _second_factors)
    adds("memberships", lambda person: rows(Membership.objects.filter(person=person)))
    adds("invitations", lambda person: rows(Invitation.objects.filter(email=person.email.lower())))
    adds("api-keys", lambda person: rows(ApiKey.objects.filter(person=person), without=("digest",)))
    adds("subscription", lambda person: rows(Subscription.objects.filter(person=person)))
    adds("audit-trail", lambda person: rows(AuditEntry.objects.filter(actor=person.pk)))
