"""What happens at the door goes to the audit trail: signals of Django and allauth, each heard in one place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals as django_signals
from django.dispatch import Signal
from django.http import HttpRequest

from clauseatlas.accounts.auditing import record
from clauseatlas.accounts.models import Person
from clauseatlas.accounts.words import Deed

PERSON_DEEDS: tuple[tuple[Signal, Deed], ...] = (
    (django_signals.user_logged_in, Deed.SIGNED_IN),
    (django_signals.user_logged_out, Deed.SIGNED_OUT),
    (account.user_signed_up, Deed.SIGNED_UP),
    (account.password_changed, Deed.PASSWORD_CHANGED),
    (account.password_set, Deed.PASSWORD_CHANGED),
    (account.password_reset, Deed.PASSWORD_RESET),
    (account.email_changed, Deed.EMAIL_CHANGED),
    (account.email_added, Deed.EMAIL_ADDED),
    (account.email_removed, Deed.EMAIL_REMOVED),
)
FACTOR_DEEDS: tuple[tuple[Signal, Deed], ...] = (
    (factors.authenticator_added, Deed.SECOND_FACTOR_ADDED),
    (factors.authenticator_removed, Deed.SECOND_FACTOR_REMOVED),
    (factors.authenticator_reset, Deed.SECOND_FACTOR_RENEWED),
)
_receivers: list[Callable[..., None]] = []  # Django holds receivers weakly


def listen() -> None:
    """Connect every signal; called once when the app is ready."""
    for signal, deed in PERSON_DEEDS:
        _connect(signal, _of_a_person(deed))
    for signal, deed in FACTOR_DEEDS:
        _connect(signal, _of_a_factor(deed))
    _connect(account.email_confirmed, _confirmed)
    _connect(django_signals.user_login_failed, _failed)
    _connect(factors.authentication_failed, _factor_failed)


def _connect(signal: Signal, receiver: Callable[..., None]) -> None:
    _receivers.append(receiver)
    signal.connect(receiver, dispatch_uid=f"clauseatlas.accounts:{len(_receivers)}")


def _of_a_person(deed: Deed) -> Callable[..., None]:
    def heard(*, request: HttpRequest | None = None, user: Person | None = None, **_: Any) -> None:
        if user is not None:  # whoever signs out twice is nobody the second time
            record(deed, actor=user, subject=user, request=request)

    return heard


def _of_a_factor(deed: Deed) -> Callable[..., None]:
    def heard(*, request: HttpRequest, user: Person, authenticator: Authenticator, **_: Any) -> None:
        record(deed, actor=user, subject=user, details={"kind": str(authenticator.type)}, request=request)

    return heard


def _confirmed(*, request: HttpRequest, email_address: Any, **_: Any) -> None:
    record(Deed.EMAIL_CONFIRMED, actor=email_address.user, subject=email_address.user, request=request)


def _failed(*, credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """A wrong password; the address that was tried is not kept, only whose account it was, if anybody's."""
    address = str(credentials.get("email") or credentials.get("username") or "").strip().lower()
    person = Person.objects.filter(email=address).first()
    record(Deed.SIGN_IN_FAILED, subject=person, details={"at": "password"}, request=request)


def _factor_failed(*, request: HttpRequest, user: Person, **_: Any) -> None:
    record(Deed.SIGN_IN_FAILED, subject=user, details={"at": "second factor"}, request=request)
