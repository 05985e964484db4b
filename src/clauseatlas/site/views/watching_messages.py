"""Messages: the inbox, digests on the web, and the log of deliveries."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase

from clauseatlas.accounts.models import Membership
from clauseatlas.pipeline.workshop import utc_now
from clauseatlas.site.views.answering import site
from clauseatlas.site.views.lists import page_number
from clauseatlas.site.views.private import done, holder_for, person_of, show
from clauseatlas.site.views.watching_forms import RhythmForm
from clauseatlas.watching import outbox, subscribing, wording
from clauseatlas.watching.assembling import message_of
from clauseatlas.watching.models import Delivery, Digest, InboxEntry, Subscriber
from clauseatlas.watching.words import MESSAGE_KINDS, STATES, MessageKind, State

ON_A_PAGE = 30


def inbox(request: HttpRequest) -> HttpResponseBase:
    """The messages of the person, newest first, those of their organisations among them."""
    loaded = ("delivery__alert", "delivery__digest", "delivery__channel", "delivery__subscriber__organisation", "delivery__subscriber__person")
    rows = InboxEntry.objects.filter(person=person_of(request)).select_related(*loaded)
    page = Paginator(rows, ON_A_PAGE).get_page(page_number(request))
    letters = [(entry, message_of(entry.delivery, site=site())) for entry in page.object_list]
    return show(request, "inbox", sheet=page, letters=letters, unread=rows.filter(read__isnull=True).count(), wording=wording)


def message(request: HttpRequest, *, key: str) -> HttpResponseBase:
    """One message as a page; opening it in the inbox makes it read."""
    found = _visible(request).filter(key=key).first()
    if found is None:
        raise Http404("No message of yours has this address.")
    InboxEntry.objects.filter(person=person_of(request), delivery=found, read__isnull=True).update(read=utc_now())
    return show(request, "message", message=message_of(found, site=""), wording=wording, kind=MESSAGE_KINDS[MessageKind(found.kind)])


def digests(request: HttpRequest, *, room: str) -> HttpResponseBase:
    """All digests in the name in which one acts, and when they come."""
    holder = holder_for(request)
    subscriber = subscribing.subscriber_of(holder, now=utc_now())
    form = RhythmForm(request.POST or None, initial=RhythmForm.initial_of(subscriber))
    if request.method == "POST" and form.is_valid():
        subscribing.set_rhythm(holder, form.rhythm(), now=utc_now())
        return done(request, "Your rhythm is saved.", room)
    rows = Digest.objects.filter(subscriber=subscriber)[:ON_A_PAGE]
    return show(request, "digests", form=form, digests=rows, subscriber=subscriber, holder=holder, wording=wording)


def digest(request: HttpRequest, *, number: int) -> HttpResponseBase:
    """One digest as a page."""
    found = _visible(request).filter(digest_id=number).first()
    if found is None:
        raise Http404("No digest of yours has this address.")
    InboxEntry.objects.filter(person=person_of(request), delivery__digest_id=number, read__isnull=True).update(read=utc_now())
    return show(request, "message", message=message_of(found, site=""), wording=wording, kind=MESSAGE_KINDS[MessageKind.DIGEST])


def deliveries(request: HttpRequest) -> HttpResponseBase:
    """The log: every message on its way to every channel, and each attempt."""
    holder = holder_for(request)
    rows = (
        Delivery.objects.filter(subscriber=subscribing.found(holder)).prefetch_related("tries")
        if subscribing.found(holder)
        else Delivery.objects.none()
    )
    page = Paginator(rows, ON_A_PAGE).get_page(page_number(request))
    return show(
        request, "deliveries", sheet=page, holder=holder, states={key.value: words for key, words in STATES.items()},
        kinds={key.value: words for key, words in MESSAGE_KINDS.items()}, dead=State.DEAD.value,
    )  # fmt: skip


def send_again(request: HttpRequest, *, key: str, room: str) -> HttpResponseBase:
    """Take a delivery that was given up back into the queue."""
    found = Delivery.objects.filter(key=key, subscriber=subscribing.found(holder_for(request))).first()
    if found is None or not outbox.resend(found, now=utc_now()):
        raise Http404("No delivery of yours that was given up has this address.")
    return done(request, "It will be sent again with the next run.", room)


def _visible(request: HttpRequest) -> QuerySet[Delivery]:
    """The deliveries that the person may read: their own and those of organisations they belong to now."""
    person = person_of(request)
    organisations = Membership.objects.filter(person=person).values("organisation_id")
    own = Subscriber.objects.filter(person=person) | Subscriber.objects.filter(organisation__in=organisations)
    loaded = ("alert", "digest", "channel", "subscriber__organisation", "subscriber__person")
    return Delivery.objects.filter(subscriber__in=own).select_related(*loaded)
