"""The tables of watching, one module per aggregate."""

from clauseatlas.watching.models.channels import Channel
from clauseatlas.watching.models.deliveries import Attempt, Delivery, InboxEntry
from clauseatlas.watching.models.messages import Alert, Digest, Story
from clauseatlas.watching.models.progress import Cursor, Undecided
from clauseatlas.watching.models.subscribers import Subscriber
from clauseatlas.watching.models.watches import Match, Watch

__all__ = ["Alert", "Attempt", "Channel", "Cursor", "Delivery", "Digest", "InboxEntry", "Match", "Story", "Subscriber", "Undecided", "Watch"]
