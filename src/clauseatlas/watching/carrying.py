"""What a channel must do, and how it says that it could not.

A carrier takes a whole message or raises `NotDelivered`; it never answers as if it had delivered what was refused. Sending the same message again
(same key) must be harmless: the other end knows the key, or sees it. Neither its answers nor its errors contain a secret.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol

if TYPE_CHECKING:
    import httpx2

    from clauseatlas.capture.guard import Guard
    from clauseatlas.watching.messages import Message

Settings = Mapping[str, str]


class NotDelivered(Exception):
    """The message was not taken. `lasting`: trying again will not help. `gone`: nothing will ever be taken there again.

    `unanswered`: the peer said nothing at all, so others need not try now. `retry_after`: seconds that the other end asked to be left alone.
    """

    def __init__(self, text: str, *, lasting: bool = False, gone: bool = False, unanswered: bool = False, retry_after: float | None = None) -> None:
        self.lasting, self.gone, self.unanswered, self.retry_after = lasting or gone, gone, unanswered, retry_after
        super().__init__(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """One thing to be filled in when a channel is added; `secret` ones are never shown again."""

    name: str
    label: str
    hint: str = ""
    secret: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A channel's settings, checked; `shown` is all that is shown of them later, `told` is shown once (a new signing secret)."""

    settings: Settings
    shown: str
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What carriers work with: a guarded client for addresses that people give, and how mail is sent."""

    client: "httpx2.Client"
    guard: "Guard"
    mail_from: str
    message_domain: str


class Carrier(Protocol):
    """One kind of channel."""

    title: ClassVar[str]
    help: ClassVar[str]
    blanks: ClassVar[tuple[Blank, ...]]
    in_database: ClassVar[bool]  # delivers by writing rows, in the thread that holds the database

    def accept(self, given: Settings, tools: Tools) -> Accepted:
        """The settings as they will be kept; raises BadInput for what cannot be used, addresses that must not be called included."""

    def peer(self, settings: Settings) -> str:
        """The other end by name: when it does not answer, others on the way to it wait too."""

    def send(self, message: "Message", settings: Settings, tools: Tools) -> str:
        """Deliver the message; what the other end said, without a secret. Raises NotDelivered."""
