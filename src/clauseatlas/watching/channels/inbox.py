"""The inbox in the atlas: of a person, or of every member of an organisation."""

from typing import ClassVar

from django.utils import timezone

from clauseatlas.errors import BadInput
from clauseatlas.watching.carrying import Accepted, Blank, NotDelivered, Settings, Tools
from clauseatlas.watching.messages import Message
from clauseatlas.watching.models import Delivery, InboxEntry
from clauseatlas.watching.subscribing import people_of


class Inbox:
    """Lays the message into the inbox once, however often it is sent."""

    title: ClassVar[str] = "Inbox"
    help: ClassVar[str] = "Messages lie in the atlas until you read them."
    blanks: ClassVar[tuple[Blank, ...]] = ()
    in_database: ClassVar[bool] = True

    def accept(self, given: Settings, tools: Tools) -> Accepted:
        """There is one inbox, made with the subscriber."""
        raise BadInput("inbox", "is there already")

    def peer(self, settings: Settings) -> str:
        """The database."""
        return "inbox"

    def send(self, message: Message, settings: Settings, tools: Tools) -> str:
        """One entry for every person; those who have it keep the one they have."""
        delivery = Delivery.objects.select_related("subscriber__person", "subscriber__organisation").filter(key=message.key).first()
        if delivery is None:
            raise NotDelivered("there is no such delivery", lasting=True)
        now = timezone.now()
        people = people_of(delivery.subscriber)
        InboxEntry.objects.bulk_create([InboxEntry(person=each, delivery=delivery, arrived=now) for each in people], ignore_conflicts=True)
        return f"in {len(people)} {'inbox' if len(people) == 1 else 'inboxes'}"
