"""Mattermost (and Rocket.Chat, which takes the same) on a server of one's own, through an incoming webhook."""

import json
from typing import ClassVar

from clauseatlas.watching.calling import call, checked_address
from clauseatlas.watching.carrying import Accepted, Blank, Settings, Tools
from clauseatlas.watching.messages import Message
from clauseatlas.watching.notes import note


class Mattermost:
    """Posts into the channel of the incoming webhook; the key goes along in the properties."""

    title: ClassVar[str] = "Mattermost or Rocket.Chat"
    help: ClassVar[str] = "An incoming webhook of your own server."
    blanks: ClassVar[tuple[Blank, ...]] = (Blank(name="url", label="Address of the incoming webhook", secret=True),)
    in_database: ClassVar[bool] = False

    def accept(self, given: Settings, tools: Tools) -> Accepted:
        """A public address; it is a secret, since whoever knows it can post."""
        target = checked_address(given["url"], tools.guard)
        return Accepted(settings={"url": target.url}, shown=f"{target.scheme}://{target.host}/…")

    def peer(self, settings: Settings) -> str:
        """The server."""
        return settings["url"].split("/")[2]

    def send(self, message: Message, settings: Settings, tools: Tools) -> str:
        """Post the message."""
        content = {"text": f"**{message.title}**\n\n{note(message)}", "props": {"clauseatlas_message": message.key}}
        return call(tools, "POST", settings["url"], content=json.dumps(content).encode(), headers={"Content-Type": "application/json"}).partition(
            " "
        )[0]
