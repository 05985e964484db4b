"""Matrix rooms, on any homeserver: the key of the message is the transaction id, so the server itself drops a repetition."""

import html
import json
from typing import ClassVar
from urllib.parse import quote

from clauseatlas.errors import BadInput
from clauseatlas.watching.calling import call, checked_address
from clauseatlas.watching.carrying import Accepted, Blank, Settings, Tools
from clauseatlas.watching.messages import Message
from clauseatlas.watching.notes import note


class Matrix:
    """Sends a text message into a room."""

    title: ClassVar[str] = "Matrix"
    help: ClassVar[str] = "A room that the account of the access token has joined."
    blanks: ClassVar[tuple[Blank, ...]] = (
        Blank(name="server", label="Homeserver", hint="https://matrix.example.org"),
        Blank(name="room", label="Room id", hint="!abc:example.org"),
        Blank(name="token", label="Access token", secret=True),
    )
    in_database: ClassVar[bool] = False

    def accept(self, given: Settings, tools: Tools) -> Accepted:
        """A public homeserver, a room and a token."""
        target = checked_address(given["server"], tools.guard)
        room, token = given["room"].strip(), given["token"].strip()
        if not room.startswith("!"):
            raise BadInput("the room id", "is none", "it begins with an exclamation mark; see the room's settings")
        if not token.isascii() or not token.isprintable() or " " in token:
            raise BadInput("the access token", "contains something that no token has")
        return Accepted(settings={"server": target.url.rstrip("/"), "room": room, "token": token}, shown=f"{room} on {target.host}")

    def peer(self, settings: Settings) -> str:
        """The homeserver."""
        return settings["server"].split("/")[2]

    def send(self, message: Message, settings: Settings, tools: Tools) -> str:
        """Put the message into the room."""
        text = note(message)
        formatted = f"<strong>{html.escape(message.title)}</strong><br>{html.escape(text)}".replace("\n", "<br>")
        content = {
            "msgtype": "m.text",
            "body": f"{message.title}\n\n{text}",
            "format": "org.matrix.custom.html",
            "formatted_body": formatted,
        }
        address = f"{settings['server']}/_matrix/client/v3/rooms/{quote(settings['room'], safe='')}/send/m.room.message/{quote(message.key, safe='')}"
        headers = {"Authorization": f"Bearer {settings['token']}", "Content-Type": "application/json"}
        return call(tools, "PUT", address, content=json.dumps(content).encode(), headers=headers)
