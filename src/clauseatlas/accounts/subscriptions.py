"""How a holder comes to a plan: a trial, a message of the payment provider, or the word of an operator."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.dispatch import Signal

from clauseatlas.accounts.auditing import record
from clauseatlas.accounts.holding import Holder
from clauseatlas.accounts.models import Organisation, PaymentMessage, Person, Subscription
from clauseatlas.accounts.organisations import NotAllowed
from clauseatlas.accounts.plans import plans, trial_plan
from clauseatlas.accounts.words import Deed, PlanSource, Role
from clauseatlas.errors import BadInput
from clauseatlas.pipeline.workshop import utc_now

if TYPE_CHECKING:
    from django.http import HttpRequest

TRIAL_DAYS = 14
TOLERANCE = timedelta(minutes=5)  # how old or how far ahead a signed message may be; what Standard Webhooks asks for
SECRET_PREFIX = "whsec_"  # noqa: S105 - the prefix of every such secret
PLAN_SET = "plan.set"
PLAN_ENDED = "plan.ended"

# Sent with `person` or `organisation` (the other None) after a plan was set or ended: excess watches are then paused, never deleted.
plan_changed = Signal()


class MessageRefused(BadInput):
    """A message of the payment provider that is not signed by it, is too old, or cannot be read."""

    def __init__(self, problem: str) -> None:
        super().__init__("payment message", problem)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A signed message: its id for ever, when it was sent, what it says."""

    id: str
    sent: datetime
    kind: str
    fields: Mapping[str, Any]


def begin_trial(holder: Holder, *, now: datetime | None = None, request: HttpRequest | None = None) -> Subscription:
    """The holder's trial, begun now, without a card. Raises NotAllowed where there was one before or nothing is to be tried."""
    now = now or utc_now()
    if not holder.may(Role.OWNER):
        raise NotAllowed("Only an owner of the organisation can begin a trial.")
    if trial_plan() is None:
        raise NotAllowed("This atlas has no plan to try.")
    with transaction.atomic():
        row = _row(person=None if holder.organisation else holder.person, organisation=holder.organisation)
        if row.trial_began is not None:
            raise NotAllowed("The trial was used already.")
        row.trial_began, row.trial_ends, row.changed = now, now + timedelta(days=TRIAL_DAYS), now
        row.save()
        record(Deed.TRIAL_BEGUN, actor=holder, subject=row, request=request)
        _tell(row)
    return row


def appoint(plan: str, *, person: Person | None = None, organisation: Organisation | None = None, until: datetime | None = None) -> Subscription:
    """The plan of a holder, set by an operator; an empty plan returns to the default. Raises BadInput for an unknown plan."""
    if plan and plan not in plans():
        raise BadInput(plan, f"is no plan; there are {', '.join(plans())}")
    with transaction.atomic():
        row = _row(person=person, organisation=organisation)
        row.plan, row.period_ends, row.changed = plan, until, utc_now()
        row.source = PlanSource.OPERATOR.value if plan else PlanSource.NONE.value
        row.save()
        record(Deed.PLAN_SET, organisation=organisation, subject=row, details={"plan": plan})
        _tell(row)
    return row


def verified(body: bytes, headers: Mapping[str, str], *, secret: str, now: datetime | None = None) -> Message:
    """The message, if it carries a signature of the secret and is of these minutes (Standard Webhooks 1.0). Raises MessageRefused."""
    identifier, stamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not identifier or not stamp.isdecimal():
        raise MessageRefused("lacks its id or its time")
    sent = datetime.fromtimestamp(min(int(stamp), 2**32), tz=UTC)
    if abs((now or utc_now()) - sent) > TOLERANCE:
        raise MessageRefused("is too old or from the future")
    expected = hmac.digest(_key(secret), f"{identifier}.{stamp}.".encode() + body, hashlib.sha256)
    given = [value.partition(",") for value in headers.get("webhook-signature", "").split()]
    if not any(version == "v1" and hmac.compare_digest(base64.b64encode(expected), value.encode()) for version, _, value in given):
        raise MessageRefused("is not signed by the payment provider")
    try:
        content = json.loads(body)
        return Message(id=identifier[:200], sent=sent, kind=str(content["type"])[:80], fields=dict(content["data"]))
    except (ValueError, KeyError, TypeError):
        raise MessageRefused("is no JSON object with type and data") from None


def obey(message: Message) -> str:
    """What came of a message, in words: done once, however often it arrives; an older message never undoes a newer one."""
    try:
        with transaction.atomic():
            kept = PaymentMessage.objects.create(message=message.id, kind=message.kind, sent=message.sent, outcome="")
            kept.outcome = _carry_out(message)
            kept.save(update_fields=["outcome"])
            return kept.outcome
    except IntegrityError:
        return "arrived before"


def _carry_out(message: Message) -> str:
    """Set or end a plan. Raises MessageRefused for what names no holder or no plan: the provider then sees an error and tries again."""
    if message.kind not in {PLAN_SET, PLAN_ENDED}:
        return "passed over: of a kind that sets no plan"
    row = _row(**_holder(message.fields))
    if row.reported is not None and message.sent < row.reported:
        return "passed over: a newer message was obeyed"
    plan = str(message.fields.get("plan", "")) if message.kind == PLAN_SET else ""
    if message.kind == PLAN_SET and plan not in plans():
        raise MessageRefused(f"names the plan {plan!r}, which is none")
    row.plan, row.period_ends = plan, _moment(message.fields.get("period_ends")) if plan else None
    row.source = PlanSource.PAYMENT.value if plan else PlanSource.NONE.value
    row.reference, row.reported, row.changed = str(message.fields.get("reference", ""))[:200], message.sent, utc_now()
    row.save()
    record(Deed.PLAN_SET, organisation=row.organisation, subject=row, details={"plan": plan, "message": message.id}, via="payment")
    _tell(row)
    return f"plan {plan} set" if plan else "plan ended"


def _holder(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The person or organisation that a message names by number."""
    number, kind = fields.get("number"), fields.get("holder")
    if not isinstance(number, int) or kind not in {"person", "organisation"}:
        raise MessageRefused("names no holder")
    found = (Person.objects if kind == "person" else Organisation.objects).filter(pk=number).first()
    if found is None:
        raise MessageRefused(f"names {kind} {number}, which is not here")
    return {"person": None, "organisation": None, kind: found}


def _moment(value: object) -> datetime | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        raise MessageRefused(f"gives {value!r} as the end of the period") from None
    if moment.tzinfo is None:
        raise MessageRefused("gives an end of the period without its time zone")
    return moment


def _row(*, person: Person | None, organisation: Organisation | None) -> Subscription:
    """The holder's row, locked."""
    Subscription.objects.get_or_create(person=person, organisation=organisation)
    return Subscription.objects.select_for_update(of=("self",)).select_related("organisation", "person").get(person=person, organisation=organisation)


def _tell(row: Subscription) -> None:
    transaction.on_commit(lambda: plan_changed.send(sender=Subscription, person=row.person, organisation=row.organisation))


def _key(secret: str) -> bytes:
    try:
        return base64.b64decode(secret.removeprefix(SECRET_PREFIX) + "==")
    except binascii.Error:
        raise BadInput("setting payment_secret", "is not whsec_ and base64") from None
