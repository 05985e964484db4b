"""Messages as values: everything a channel needs to say one, whatever its form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from clauseatlas.watching.words import MessageKind

YOU = "you"
"""The recipient of a message of one's own watches; an organisation goes by its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A change in a message: its story as `telling` composed it, and the watches that it fits."""

    story: Mapping[str, Any]
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Whole addresses: the message on the web, the pages where watches and channels are changed, and the one that ends such messages."""

    view: str
    manage: str
    unsubscribe: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Where the changes of one platform led, month by month, for the person bound."""

    platform: str
    months: tuple[tuple[str, int, int, int], ...]  # month, worse, better, other


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message for one channel. `key` is its name for ever; `title` is one line; `site` is the root of all paths in stories."""

    key: str
    kind: MessageKind
    title: str
    lead: str
    made: datetime
    site: str
    recipient: str
    links: Links
    entries: tuple[Entry, ...] = ()
    figures: Mapping[str, int] = field(default_factory=dict)
    timelines: tuple[Timeline, ...] = ()
