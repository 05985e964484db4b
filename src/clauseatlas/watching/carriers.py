"""The kinds of channels by name; guests add theirs under the entry point `clauseatlas.channels`."""

from collections.abc import Mapping
from functools import cache

from clauseatlas.plugins import Parts
from clauseatlas.watching.carrying import Carrier

PLAIN = frozenset({"inbox", "mail"})
"""Channels that every plan includes; the others are `Feature.HOOKS`."""

CHANNELS = Parts(
    "channel",
    group="clauseatlas.channels",
    built_in={
        "inbox": "clauseatlas.watching.channels.inbox:Inbox",
        "mail": "clauseatlas.watching.channels.mail:Mail",
        "webhook": "clauseatlas.watching.channels.webhook:Webhook",
        "slack": "clauseatlas.watching.channels.services:Slack",
        "teams": "clauseatlas.watching.channels.services:Teams",
        "discord": "clauseatlas.watching.channels.services:Discord",
        "telegram": "clauseatlas.watching.channels.services:Telegram",
        "google-chat": "clauseatlas.watching.channels.services:GoogleChat",
        "webex": "clauseatlas.watching.channels.services:Webex",
        "pushover": "clauseatlas.watching.channels.services:Pushover",
        "matrix": "clauseatlas.watching.channels.matrix:Matrix",
        "ntfy": "clauseatlas.watching.channels.ntfy:Ntfy",
        "gotify": "clauseatlas.watching.channels.gotify:Gotify",
        "mattermost": "clauseatlas.watching.channels.mattermost:Mattermost",
    },
)


@cache
def carrier(kind: str) -> Carrier:
    """The carrier of a kind; raises BadInput for a kind that is unknown."""
    found = CHANNELS.find(kind)
    assert isinstance(found, type)
    made: Carrier = found()
    return made


def offered() -> Mapping[str, Carrier]:
    """Every kind that a person can add, by name, in the order in which they are offered."""
    order = ("mail", "webhook", *sorted(set(CHANNELS.names()) - {"inbox", "mail", "webhook"}))
    return {name: carrier(name) for name in order}
