"""Gotify, on a server of one's own."""

import json
from typing import ClassVar

from clauseatlas.errors import BadInput
from clauseatlas.watching.calling import call, checked_address
from clauseatlas.watching.carrying import Accepted, Blank, Settings, Tools
from clauseatlas.watching.messages import Message
from clauseatlas.watching.notes import note

PRIORITY = 5  # makes a telephone sound, does not wake anybody


class Gotify:
    """Sends a message to an application of a Gotify server; its key goes along in the extras."""

    title: ClassVar[str] = "Gotify"
    help: ClassVar[str] = "Push messages through your own Gotify server."
    blanks: ClassVar[tuple[Blank, ...]] = (
        Blank(name="server", label="Server", hint="https://gotify.example.org"),
        Blank(name="token", label="Application token", secret=True),
    )
    in_database: ClassVar[bool] = False

    def accept(self, given: Settings, tools: Tools) -> Accepted:
        """A public server and a token."""
        target = checked_address(given["server"], tools.guard)
        token = given["token"].strip()
        if not token or not token.isascii() or " " in token:
            raise BadInput("the application token", "contains something that no token has")
        return Accepted(settings={"server": target.url.rstrip("/"), "token": token}, shown=target.host)

    def peer(self, settings: Settings) -> str:
        """The server."""
        return settings["server"].split("/")[2]

    def send(self, message: Message, settings: Settings, tools: Tools) -> str:
        """Send the message; the token travels in a header and not in the address, which servers log."""
        extras = {"clauseatlas::message": {"id": message.key}, "client::notification": {"click": {"url": message.links.view}}}
        content = {"title": message.title, "message": note(message), "priority": PRIORITY, "extras": extras}
        headers = {"Content-Type": "application/json", "X-Gotify-Key": settings["token"]}
        return call(tools, "POST", f"{settings['server']}/message", content=json.dumps(content).encode(), headers=headers).partition(" ")[0]
