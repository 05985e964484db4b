"""ntfy topics, on ntfy.sh or a server of one's own."""

import json
import re
from typing import ClassVar

from clauseatlas.errors import BadInput
from clauseatlas.watching.calling import call, checked_address
from clauseatlas.watching.carrying import Accepted, Blank, Settings, Tools
from clauseatlas.watching.messages import Message
from clauseatlas.watching.notes import note

TOPIC = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Ntfy:
    """Publishes to a topic; the message carries its key, by which a repetition is seen."""

    title: ClassVar[str] = "ntfy"
    help: ClassVar[str] = "Push messages to telephones through a topic that only you know."
    blanks: ClassVar[tuple[Blank, ...]] = (
        Blank(name="server", label="Server", hint="https://ntfy.example.org"),
        Blank(name="topic", label="Topic", secret=True),
        Blank(name="token", label="Access token, if the server asks for one", secret=True, optional=True),
    )
    in_database: ClassVar[bool] = False

    def accept(self, given: Settings, tools: Tools) -> Accepted:
        """A public server and a topic; whoever knows the topic can read it, so it is kept secret."""
        target = checked_address(given["server"], tools.guard)
        topic, token = given["topic"].strip(), given.get("token", "").strip()
        if not TOPIC.fullmatch(topic):
            raise BadInput("the topic", "is none", "it has letters, digits, - and _ only")
        if not token.isascii() or " " in token:
            raise BadInput("the access token", "contains something that no token has")
        return Accepted(settings={"server": target.origin, "topic": topic, "token": token}, shown=f"a topic on {target.host}")

    def peer(self, settings: Settings) -> str:
        """The server."""
        return settings["server"].split("/")[2]

    def send(self, message: Message, settings: Settings, tools: Tools) -> str:
        """Publish the message."""
        content = {
            "topic": settings["topic"],
            "title": message.title,
            "message": note(message),
            "click": message.links.view,
            "tags": ["scroll"],
            "sequence_id": message.key,
        }
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {settings['token']}"} if settings.get("token") else {})
        return call(tools, "POST", settings["server"], content=json.dumps(content).encode(), headers=headers).partition(" ")[0]
