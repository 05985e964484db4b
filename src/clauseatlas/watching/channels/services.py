"""Chat services with fixed hosts, through the library apprise.

apprise makes its own connections and knows no address guard. So it gets only the pieces that a service hands out; what it makes of them must lead to
one of the service's hosts, and redirects are not followed.
"""

import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar
from urllib.parse import quote, urlsplit

from clauseatlas.errors import BadInput, PartMissing
from clauseatlas.watching.carrying import Accepted, Blank, NotDelivered, Settings, Tools
from clauseatlas.watching.messages import Message
from clauseatlas.watching.notes import note
from clauseatlas.watching.wording import one_line

LOGGER = logging.getLogger("apprise")
STATUS = re.compile(r"error=(\d{3})")
PASSING = frozenset({408, 409, 425, 429})
TOKEN = re.compile(r"[A-Za-z0-9_:.-]{5,200}")
ADDRESS_BLANK = Blank(name="url", label="Webhook address that the service gave you", secret=True)


class Service:
    """One service: the hosts that it answers at, and how apprise is told of it."""

    title: ClassVar[str]
    help: ClassVar[str]
    blanks: ClassVar[tuple[Blank, ...]] = (ADDRESS_BLANK,)
    in_database: ClassVar[bool] = False
    plugin: ClassVar[str]  # the class of apprise that must come out
    hosts: ClassVar[tuple[str, ...]]  # whole names, or endings that begin with a dot
    longest: ClassVar[int] = 1800  # characters that the service takes

    def accept(self, given: Settings, tools: Tools) -> Accepted:
        """The pieces, if they make an address at the service's own host."""
        settings = {blank.name: given.get(blank.name, "").strip() for blank in self.blanks}
        self._sender(settings)
        return Accepted(settings=settings, shown=self._shown(settings))

    def peer(self, settings: Settings) -> str:
        """The service as a whole."""
        return self.title

    def send(self, message: Message, settings: Settings, tools: Tools) -> str:
        """Hand the note to the service; apprise says yes or no, and logs why not."""
        sender = self._sender(settings)
        with _overheard() as words:
            taken = sender.notify(body=note(message, longest=self.longest), title=one_line(message.title)[:200], overflow="truncate")
        if taken:
            return f"taken by {self.title}"
        said = _without_secrets(" ".join(words), settings)
        status = int(found[1]) if (found := STATUS.search(said)) else None
        lasting = status is not None and 400 <= status < 500 and status not in PASSING
        raise NotDelivered(f"{self.title} did not take it: {said or 'no reason was given'}"[:300], lasting=lasting, gone=status == 410)

    def address(self, settings: Settings) -> str:
        """The service's address as apprise reads it; raises BadInput for one at another host."""
        url = settings["url"]
        parts = urlsplit(url)
        host = parts.hostname or ""
        if (
            parts.scheme != "https"
            or "@" in parts.netloc
            or not any(host == name or (name.startswith(".") and host.endswith(name)) for name in self.hosts)
        ):
            raise BadInput("the address", f"is not one of {self.title}", f"it begins with https:// and leads to {' or '.join(self.hosts)}")
        return url

    def _shown(self, settings: Settings) -> str:
        return urlsplit(settings["url"]).hostname or self.title

    def _sender(self, settings: Settings) -> Any:
        try:
            from apprise import Apprise, AppriseAsset  # noqa: PLC0415 - takes a second, and few processes send to a chat
        except ImportError:
            raise PartMissing("apprise", "install clauseatlas[notify] to send to chat services") from None
        asset = AppriseAsset(app_id="Clause Atlas", app_desc="Clause Atlas", app_url="", http_redirects=False, async_mode=False)
        sender = Apprise.instantiate(self.address(settings), asset=asset, suppress_exceptions=True)
        if sender is None or type(sender).__name__ != self.plugin:
            raise BadInput("what was given", f"is not what {self.title} hands out", "copy it whole")
        return sender


class Slack(Service):
    """Slack, through an incoming webhook."""

    title = "Slack"
    help = "Make an incoming webhook in Slack and paste its address."
    plugin = "NotifySlack"
    hosts = ("hooks.slack.com",)


class Discord(Service):
    """Discord, through a webhook of a channel."""

    title = "Discord"
    help = "Channel settings, Integrations, Webhooks: copy the address."
    plugin = "NotifyDiscord"
    hosts = ("discord.com", "discordapp.com")


class Teams(Service):
    """Microsoft Teams, through a workflow that posts to a channel."""

    title = "Microsoft Teams"
    help = "In Teams make the workflow “Post to a channel when a webhook request is received” and paste its address."
    plugin = "NotifyWorkflows"
    hosts = (".logic.azure.com", ".api.powerplatform.com")
    longest = 900


class GoogleChat(Service):
    """Google Chat, through a webhook of a space."""

    title = "Google Chat"
    help = "Space settings, Apps and integrations, Webhooks: copy the address."
    plugin = "NotifyGoogleChat"
    hosts = ("chat.googleapis.com",)


class Webex(Service):
    """Webex, through an incoming webhook."""

    title = "Webex"
    help = "Connect the app “Incoming Webhooks” to a space and paste its address."
    plugin = "NotifyWebexTeams"
    hosts = ("webexapis.com", "api.ciscospark.com")


class Telegram(Service):
    """Telegram, through a bot."""

    title = "Telegram"
    help = "Make a bot with @BotFather, write to it once, and give its token and the number of the chat."
    plugin = "NotifyTelegram"
    blanks = (Blank(name="token", label="Token of the bot", secret=True), Blank(name="chat", label="Chat id", hint="123456789 or @channel"))

    def address(self, settings: Settings) -> str:
        """Token and chat; neither can hold a slash, so neither can name a host."""
        chat = settings["chat"].lstrip("@")
        if not TOKEN.fullmatch(settings["token"]) or not re.fullmatch(r"-?[A-Za-z0-9_]{3,64}", chat):
            raise BadInput("token or chat id", "is not what Telegram hands out", "copy both whole")
        return f"tgram://{settings['token']}/{quote(settings['chat'])}/?format=text"

    def _shown(self, settings: Settings) -> str:
        return f"chat {settings['chat']}"


class Pushover(Service):
    """Pushover, for telephones."""

    title = "Pushover"
    help = "Your user key, and the token of an application that you make there."
    plugin = "NotifyPushover"
    longest = 900
    blanks = (Blank(name="user", label="User key", secret=True), Blank(name="token", label="Application token", secret=True))

    def address(self, settings: Settings) -> str:
        """User key and application token."""
        if not all(re.fullmatch(r"[A-Za-z0-9]{20,40}", settings[name]) for name in ("user", "token")):
            raise BadInput("user key or token", "is not what Pushover hands out", "copy both whole")
        return f"pover://{settings['user']}@{settings['token']}"

    def _shown(self, settings: Settings) -> str:
        return "your devices"


@contextmanager
def _overheard() -> Iterator[list[str]]:
    """What apprise logs in this thread: the only place where it says why something was not taken."""
    words: list[str] = []
    here = threading.get_ident()

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.thread == here:
                words.append(record.getMessage())

    ear = Ear(level=logging.WARNING)
    LOGGER.addHandler(ear)
    try:
        yield words
    finally:
        LOGGER.removeHandler(ear)


def _without_secrets(said: str, settings: Settings) -> str:
    """The words with every setting, and every long piece of one, blotted out."""
    pieces = {piece for value in settings.values() for piece in (value, *re.split(r"[/?&=:@]", value)) if len(piece) > 5}
    for piece in sorted(pieces, key=len, reverse=True):
        said = said.replace(piece, "…")
    return one_line(said)
