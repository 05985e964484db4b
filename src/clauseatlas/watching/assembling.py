"""From a stored delivery to the message that a channel sends: the same rows give the same message in every attempt."""

from collections.abc import Sequence

from django.core import signing

from clauseatlas.watching import wording
from clauseatlas.watching.messages import YOU, Entry, Links, Message, Timeline
from clauseatlas.watching.models import Delivery, Story
from clauseatlas.watching.unsubscribing import token
from clauseatlas.watching.words import MessageKind

TEST_TITLE = "A test message from Clause Atlas"
CONFIRM_SALT = "clauseatlas.channel"
CONFIRM_TITLE = "May Clause Atlas write to this address?"
CONFIRM_LEAD = (
    "Somebody with an account there asked for messages about changes of policies to be sent here. Open the address of this message below and say "
    "yes. If you did not ask for it, do nothing: no other message will come."
)
TEST_LEAD = "This channel works. Changes that fit your watches will arrive here."


def message_of(delivery: Delivery, *, site: str) -> Message:
    """The message of a delivery; expects alert, digest and subscriber to be loaded. One query."""
    rows = _rows(delivery)
    stories = {each.pk: each.content for each in Story.objects.filter(pk__in=[row["change"] for row in rows])}
    entries = [Entry(story=stories[row["change"]], because=tuple(row["because"])) for row in rows]
    title, lead = _head(delivery, entries)
    return Message(
        key=delivery.key,
        kind=MessageKind(delivery.kind),
        title=title,
        lead=lead,
        made=delivery.made,
        site=site,
        recipient=str(delivery.subscriber.organisation) if delivery.subscriber.organisation else YOU,
        links=links_of(delivery, site=site),
        entries=tuple(entries),
        figures=delivery.digest.figures if delivery.digest else {},
        timelines=tuple(
            Timeline(platform=each["platform"], months=tuple((month, worse, better, other) for month, worse, better, other in each["months"]))
            for each in (delivery.digest.timelines if delivery.digest else ())
        ),
    )


def links_of(delivery: Delivery, *, site: str) -> Links:
    """The addresses that stand under a message."""
    if delivery.channel is not None and _to_confirm(delivery):
        view = f"{site}/account/channels/confirm/{signing.dumps(delivery.channel.pk, salt=CONFIRM_SALT)}/"
        return Links(view=view, manage=f"{site}/account/channels/", unsubscribe=f"{site}/unsubscribe/{token(delivery.key)}/")
    place = f"inbox/{delivery.key}" if delivery.digest_id is None else f"digests/{delivery.digest_id}"
    return Links(
        view=f"{site}/account/{place}/" if delivery.kind != MessageKind.TEST.value else f"{site}/account/channels/",
        manage=f"{site}/account/watches/",
        unsubscribe=f"{site}/unsubscribe/{token(delivery.key)}/",
    )


def _to_confirm(delivery: Delivery) -> bool:
    """Whether the test message asks the owner of a mail address to confirm it."""
    channel = delivery.channel
    return delivery.kind == MessageKind.TEST.value and channel is not None and channel.kind == "mail" and channel.verified is None


def _rows(delivery: Delivery) -> Sequence[dict[str, list[str]]]:
    if delivery.digest is not None:
        return list(delivery.digest.contents)
    told = set(delivery.changes)
    return [row for row in delivery.alert.contents if row["change"] in told] if delivery.alert is not None else []


def _head(delivery: Delivery, entries: Sequence[Entry]) -> tuple[str, str]:
    """Title and lead."""
    if delivery.digest is not None:
        until, since = delivery.digest.until.astimezone(delivery.subscriber.zone), delivery.digest.since.astimezone(delivery.subscriber.zone)
        period = f"From {wording.day_words(since)} to {wording.day_words(until)}."
        told = wording.figures_line(delivery.digest.figures) or "Nothing that you watch has changed."
        return wording.digest_title(delivery.digest.figures), f"{period} {told[:1].upper()}{told[1:]}"
    if delivery.alert is None:
        return (TEST_TITLE, TEST_LEAD) if not _to_confirm(delivery) else (CONFIRM_TITLE, CONFIRM_LEAD)
    return wording.alert_title([entry.story for entry in entries]), ""
