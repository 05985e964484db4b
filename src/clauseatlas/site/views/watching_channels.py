"""Channels: listed, added, tried, removed, and confirmed by the owner of an address."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase

from clauseatlas.accounts import plans
from clauseatlas.accounts.holding import Holder
from clauseatlas.accounts.words import Feature
from clauseatlas.archive.blobs import LocalBlobs
from clauseatlas.errors import BadInput
from clauseatlas.pipeline.configuration import configuration
from clauseatlas.pipeline.workshop import Workshop, utc_now
from clauseatlas.site.views.private import done, holder_for, show
from clauseatlas.site.views.watching_forms import ChannelForm
from clauseatlas.watching import connecting, subscribing
from clauseatlas.watching.carriers import PLAIN, offered
from clauseatlas.watching.models import Channel


def listing(request: HttpRequest) -> HttpResponseBase:
    """All channels, and the kinds that can be added."""
    holder = holder_for(request)
    subscriber = subscribing.subscriber_of(holder, now=utc_now())
    hooks = plans.allowance(holder).includes(Feature.HOOKS)
    kinds = [(kind, found, hooks or kind in PLAIN) for kind, found in offered().items()]
    return show(request, "channels", holder=holder, channels=subscriber.channels.all(), kinds=kinds, hooks=hooks)


def new(request: HttpRequest, *, kind: str, room: str) -> HttpResponseBase:
    """Add a channel of a kind."""
    found = offered().get(kind)
    if found is None:
        raise Http404("There is no such kind of channel.")
    form = ChannelForm(request.POST or None, blanks=found.blanks)
    if request.method == "POST" and form.is_valid():
        given = {blank.name: str(form.cleaned_data[blank.name]) for blank in found.blanks}
        try:
            added = connecting.add_channel(_workshop(), holder_for(request), kind, name=str(form.cleaned_data["name"]), given=given)
        except BadInput as refusal:
            form.add_error(None, str(refusal))
        else:
            return _added(request, added, room)
    return show(request, "channel_new", form=form, kind=kind, carrier=found)


def _added(request: HttpRequest, added: connecting.Added, room: str) -> HttpResponseBase:
    if added.told:
        return show(request, "channel_secret", added=added)
    if added.problem:
        messages.error(request, f"{added.channel.name} was added, but the test message was not taken: {added.problem}")
        return done(request, "Try it again when the other end is ready; until then nothing is sent there.", room)
    if added.channel.kind == subscribing.MAIL:
        return done(request, f"A mail was sent to {added.channel.shown}. Messages follow once the link in it was opened.", room)
    return done(request, f"{added.channel.name} was added and took a test message.", room)


def test(request: HttpRequest, *, number: int, room: str) -> HttpResponseBase:
    """Send a test message."""
    channel = _own(holder_for(request), number)
    problem = connecting.try_channel(_workshop(), channel)
    if problem:
        raise BadInput(channel.name, f"did not take the test message: {problem}")
    return done(request, f"{channel.name} took a test message.", room)


def remove(request: HttpRequest, *, number: int, room: str) -> HttpResponseBase:
    """Remove a channel."""
    holder = holder_for(request)
    channel = _own(holder, number)
    name = channel.name
    connecting.remove_channel(holder, channel)
    return done(request, f"{name} was removed.", room)


def confirm(request: HttpRequest, *, value: str) -> HttpResponseBase:
    """The owner of an address says yes; opening the link alone does nothing, since mail scanners open links."""
    channel = connecting.confirmed(value)
    if channel is None:
        raise Http404("This link confirms nothing: it is too old, or the channel was removed.")
    if request.method == "POST":
        connecting.verify(channel, now=utc_now())
    return show(request, "channel_confirm", channel=channel, confirmed=request.method == "POST")


def _own(holder: Holder, number: int) -> Channel:
    """The channel of this number if it is the holder's; 404 otherwise."""
    subscriber = subscribing.found(holder)
    channel = Channel.objects.filter(pk=number, subscriber=subscriber).select_related("subscriber__person").first() if subscriber else None
    if channel is None:
        raise Http404("No channel of yours has this address.")
    return channel


def _workshop() -> Workshop:
    settings = configuration()
    return Workshop(configuration=settings, blobs=LocalBlobs(settings.blobs_path))
