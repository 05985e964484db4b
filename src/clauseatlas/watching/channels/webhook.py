"""Webhooks after Standard Webhooks 1.0: one id for ever, the time of the attempt, a signature over both and the body."""

import time
from typing import ClassVar

from clauseatlas.watching.calling import call, checked_address
from clauseatlas.watching.carrying import Accepted, Blank, Settings, Tools
from clauseatlas.watching.messages import Message
from clauseatlas.watching.payloads import payload
from clauseatlas.watching.signing import new_secret, signature


class Webhook:
    """Posts the message as JSON to an address of the subscriber's own."""

    title: ClassVar[str] = "Webhook"
    help: ClassVar[str] = "Messages are posted as JSON, signed after Standard Webhooks. The signing secret is shown once, after adding."
    blanks: ClassVar[tuple[Blank, ...]] = (Blank(name="url", label="Address", hint="https://…"),)
    in_database: ClassVar[bool] = False

    def accept(self, given: Settings, tools: Tools) -> Accepted:
        """A public address; a signing secret is made for it."""
        target = checked_address(given["url"], tools.guard)
        secret = new_secret()
        return Accepted(settings={"url": target.url, "secret": secret}, shown=f"{target.scheme}://{target.host}/…", told=secret)

    def peer(self, settings: Settings) -> str:
        """The host."""
        return settings["url"].split("/")[2]

    def send(self, message: Message, settings: Settings, tools: Tools) -> str:
        """Post the message; 2xx is delivered, 410 is gone."""
        body, timestamp = payload(message), int(time.time())
        headers = {
            "Content-Type": "application/json",
            "webhook-id": message.key,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": signature(settings["secret"], key=message.key, timestamp=timestamp, body=body),
        }
        return call(tools, "POST", settings["url"], content=body, headers=headers)
