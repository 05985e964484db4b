"""The contract of channels: one key, one message; a refusal is said; no secret is shown; nothing private is called."""

import base64
import json
import smtplib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.parser import BytesParser
from email.policy import default
from typing import Any

import pytest
import requests
from aiosmtpd.controller import Controller
from django.core import mail
from standardwebhooks import Webhook as PublicLibrary

from clauseatlas.capture.addresses import parse_allow_origins
from clauseatlas.capture.settings import VisitSettings
from clauseatlas.errors import BadInput
from clauseatlas.watching.calling import guarded_client, retry_after
from clauseatlas.watching.carriers import CHANNELS, carrier
from clauseatlas.watching.carrying import NotDelivered, Tools
from clauseatlas.watching.messages import Links, Message
from clauseatlas.watching.sealing import seal, unseal
from clauseatlas.watching.words import MessageKind
from tests.site.conftest import free_port
from tests.watching.receivers import LOOPBACK, Receiver, receiving

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")  # apprise imports it

LINKS = Links(view="https://a.example/v/", manage="https://a.example/m/", unsubscribe="https://a.example/u/")
MESSAGE = Message(
    key="msg_0123456789abcdefghijklmn", kind=MessageKind.TEST, title="A title", lead="A lead.", made=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
    site="https://a.example", recipient="you", links=LINKS,
)  # fmt: skip
SECRET = "s3cretpieceofwords"
SERVICES = {
    "slack": ({"url": f"https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/{SECRET}Xrevi7FQ"}, "hooks.slack.com"),
    "discord": ({"url": f"https://discord.com/api/webhooks/123456789/{SECRET}kl"}, "discord.com"),
    "teams": ({"url": f"https://prod-08.westus.logic.azure.com:443/workflows/643e69f83c8944/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig={SECRET}"}, "logic.azure.com"),  # noqa: E501 - an address as the service hands it out
    "google-chat": ({"url": f"https://chat.googleapis.com/v1/spaces/AAAA/messages?key=kkkkkkkk&token={SECRET}"}, "chat.googleapis.com"),
    "webex": ({"url": "https://webexapis.com/v1/webhooks/incoming/" + SECRET + "a" * 62}, "api.ciscospark.com"),
    "telegram": ({"token": f"123456789:{SECRET}op_qrstuvwxyzabcd", "chat": "12315544"}, "api.telegram.org"),
    "pushover": ({"user": "u" * 30, "token": f"{SECRET}abcdefgh"}, "api.pushover.net"),
}  # fmt: skip
SELF_HOSTED = {
    "webhook": {"url": "{origin}/hook"},
    "matrix": {"server": "{origin}", "room": "!abc:example.org", "token": SECRET},
    "ntfy": {"server": "{origin}", "topic": SECRET, "token": ""},
    "gotify": {"server": "{origin}", "token": SECRET},
    "mattermost": {"url": f"{{origin}}/hooks/{SECRET}"},
}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as running:
        yield running


@pytest.fixture
def tools(receiver: Receiver) -> Iterator[Tools]:
    client, guard = guarded_client(VisitSettings(allow_origins=parse_allow_origins(f"{LOOPBACK}:{receiver.port}")))
    with client:
        yield Tools(client=client, guard=guard, mail_from="atlas@a.example", message_domain="a.example")


def accepted(kind: str, receiver: Receiver, tools: Tools) -> Any:
    return carrier(kind).accept({name: value.format(origin=receiver.origin) for name, value in SELF_HOSTED[kind].items()}, tools)


def test_every_channel_is_in_the_suite() -> None:
    assert set(CHANNELS.names()) == {*SERVICES, *SELF_HOSTED, "inbox", "mail"}


@pytest.mark.parametrize("kind", SELF_HOSTED)
def test_a_repeated_message_carries_the_same_key(kind: str, receiver: Receiver, tools: Tools) -> None:
    settings = accepted(kind, receiver, tools).settings
    for _ in range(2):
        carrier(kind).send(MESSAGE, settings, tools)
    first, second = receiver.requests
    assert MESSAGE.key in f"{first.path} {first.headers} {first.body.decode()}"
    assert (first.path, first.body) == (second.path, second.body)


@pytest.mark.parametrize("kind", SELF_HOSTED)
@pytest.mark.parametrize(
    ("status", "lasting", "gone"),
    [
        (500, False, False), (503, False, False), (429, False, False), (408, False, False),
        (400, True, False), (404, True, False), (302, True, False), (410, True, True),
    ],
)  # fmt: skip
def test_a_refusal_is_never_a_delivery(kind: str, status: int, *, lasting: bool, gone: bool, receiver: Receiver, tools: Tools) -> None:
    settings = accepted(kind, receiver, tools).settings
    receiver.statuses, receiver.headers = [status], {"Retry-After": "7", "Location": "http://169.254.169.254/"}
    with pytest.raises(NotDelivered) as refused:
        carrier(kind).send(MESSAGE, settings, tools)
    assert (refused.value.lasting, refused.value.gone) == (lasting, gone)
    assert refused.value.retry_after == (None if lasting else 7.0)
    assert SECRET not in str(refused.value)
    assert len(receiver.requests) == 1


@pytest.mark.parametrize("kind", SELF_HOSTED)
def test_a_peer_that_is_away_is_said_to_be(kind: str, receiver: Receiver, tools: Tools) -> None:
    settings = {name: value.format(origin=receiver.origin) for name, value in SELF_HOSTED[kind].items()} | dict(
        accepted(kind, receiver, tools).settings
    )
    elsewhere = {name: value.replace(str(receiver.port), "9") for name, value in settings.items()}
    away = Tools(client=tools.client, guard=replace(tools.guard, allowed=frozenset({(LOOPBACK, 9)})), mail_from="", message_domain="")
    with pytest.raises(NotDelivered) as failed:
        carrier(kind).send(MESSAGE, elsewhere, away)
    assert SECRET not in str(failed.value)


@pytest.mark.parametrize("kind", SELF_HOSTED)
@pytest.mark.parametrize(
    "origin",
    [
        "http://127.0.0.1:1",
        "http://10.0.0.8",
        "http://[::1]:8080",
        "http://169.254.169.254",
        "https://2130706433",
        "ftp://a.example",
        "http://a@b.example",
    ],
)
def test_private_addresses_are_refused_when_added(kind: str, origin: str, tools: Tools) -> None:
    given = {name: value.format(origin=origin) for name, value in SELF_HOSTED[kind].items()}
    with pytest.raises(BadInput, match="must not be called"):
        carrier(kind).accept(given, tools)


@pytest.mark.parametrize("kind", SELF_HOSTED)
def test_private_addresses_are_refused_when_sent_to(kind: str, receiver: Receiver, tools: Tools) -> None:
    settings = dict(accepted(kind, receiver, tools).settings)
    client, guard = guarded_client(VisitSettings())
    with client, pytest.raises(NotDelivered) as refused:
        carrier(kind).send(MESSAGE, settings, replace(tools, client=client, guard=guard))
    assert "loopback" in str(refused.value)
    assert receiver.requests == []


@pytest.mark.parametrize("kind", SELF_HOSTED)
def test_what_is_shown_holds_no_secret(kind: str, receiver: Receiver, tools: Tools) -> None:
    made = accepted(kind, receiver, tools)
    assert SECRET not in made.shown
    assert made.settings.get("secret", "-") not in made.shown
    sealed = seal(made.settings)
    assert SECRET not in sealed
    assert unseal(sealed) == dict(made.settings)


def test_webhooks_verify_with_the_public_library(receiver: Receiver, tools: Tools) -> None:
    made = accepted("webhook", receiver, tools)
    carrier("webhook").send(MESSAGE, made.settings, tools)
    came = receiver.requests[0]
    assert PublicLibrary(made.told).verify(came.body, came.headers)["data"]["id"] == MESSAGE.key
    with pytest.raises(Exception, match="signature"):
        PublicLibrary(made.told).verify(came.body + b" ", came.headers)
    other = "whsec_" + base64.b64encode(b"0" * 32).decode()
    with pytest.raises(Exception, match="signature"):
        PublicLibrary(other).verify(came.body, came.headers)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        ("-3", 0.0),
        ("Mon, 02 Mar 2026 09:01:00 GMT", 60.0),
        ("soon", None),
        ("", None),
        ("nan", None),
        ("inf", None),
        ("999999999", 86400.0),
    ],
)
def test_retry_after_in_its_forms(value: str, seconds: float | None) -> None:
    assert retry_after(value, MESSAGE.made) == seconds


class _Answer:
    def __init__(self, status: int) -> None:
        self.status_code, self.content, self.text, self.headers = status, b'{"ok": true}', "ok", {}

    def json(self) -> dict[str, Any]:
        return {"ok": True}


@pytest.mark.parametrize("kind", SERVICES)
@pytest.mark.parametrize("status", [200, 404, 500])
def test_services_get_the_note_at_their_own_host(kind: str, status: int, tools: Tools, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[str, bytes]] = []

    def post(url: str, data: Any = b"", **named: Any) -> _Answer:
        assert named.get("allow_redirects") is False, "redirects could lead anywhere"
        called.append((url, data if isinstance(data, bytes) else str(data).encode()))
        answer = _Answer(status)
        answer.content = b"ok" if kind == "slack" else answer.content
        return answer

    monkeypatch.setattr(requests, "post", post)
    monkeypatch.setattr(requests, "request", lambda method, url, **named: post(url, **named))
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    given, host = SERVICES[kind]
    made = carrier(kind).accept(given, tools)
    assert SECRET not in made.shown
    if status == 200:
        carrier(kind).send(MESSAGE, made.settings, tools)
        assert b"A lead" in called[0][1]
    else:
        with pytest.raises(NotDelivered) as refused:
            carrier(kind).send(MESSAGE, made.settings, tools)
        assert refused.value.lasting is (status == 404)
        assert SECRET not in str(refused.value)
    assert all(url.split("/")[2].split(":")[0].endswith(host) for url, _ in called)


@pytest.mark.parametrize("kind", [kind for kind in SERVICES if "url" in SERVICES[kind][0]])
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "hooks.slack.com.evil.example", "discord.com@evil.example"])
def test_services_at_another_host_are_refused(kind: str, host: str, tools: Tools) -> None:
    url = SERVICES[kind][0]["url"]
    with pytest.raises(BadInput):
        carrier(kind).accept({"url": url.replace(url.split("/")[2], host, 1)}, tools)


class Box:
    def __init__(self) -> None:
        self.mails: list[bytes] = []
        self.answer = "250 taken"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.answer.startswith("250"):
            self.mails.append(envelope.content)
        return self.answer


@pytest.fixture
def box(settings: Any) -> Iterator[Box]:
    kept = Box()
    server = Controller(kept, hostname=LOOPBACK, port=free_port())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = LOOPBACK, server.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    yield kept
    server.stop()


def test_a_mail_arrives_whole_at_a_real_server(box: Box, tools: Tools) -> None:
    for _ in range(2):
        carrier("mail").send(replace(MESSAGE, title="Line\r\nBcc: all@a.example"), {"address": "ada@a.example"}, tools)
    first, second = (BytesParser(policy=default).parsebytes(each) for each in box.mails)
    assert first["Message-ID"] == second["Message-ID"] == f"<{MESSAGE.key}@a.example>"
    assert first["Subject"] == "Line Bcc: all@a.example"
    assert first["Bcc"] is None
    assert first["List-Unsubscribe"] == f"<{LINKS.unsubscribe}>"
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert {part.get_content_type() for part in first.walk()} == {"multipart/alternative", "text/plain", "text/html"}


@pytest.mark.parametrize(("answer", "lasting"), [("451 try later", False), ("552 mailbox full", True), ("550 no such person", True)])
def test_a_mail_server_that_refuses_is_heard(box: Box, tools: Tools, answer: str, lasting: bool) -> None:
    box.answer = answer
    with pytest.raises(NotDelivered) as refused:
        carrier("mail").send(MESSAGE, {"address": "ada@a.example"}, tools)
    assert refused.value.lasting is lasting


def test_a_mail_server_that_is_away_fails_for_now(tools: Tools, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*arguments: Any, **named: Any) -> None:
        raise smtplib.SMTPServerDisconnected("gone")

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", gone)
    with pytest.raises(NotDelivered) as failed:
        carrier("mail").send(MESSAGE, {"address": "ada@a.example"}, tools)
    assert (failed.value.lasting, failed.value.unanswered) == (False, True)


@pytest.mark.parametrize("address", ["nobody", "a@b\nBcc: c@d.example", "a@b.example, c@d.example", ""])
def test_what_is_no_address_is_refused(address: str, tools: Tools) -> None:
    with pytest.raises(BadInput):
        carrier("mail").accept({"address": address}, tools)


def test_a_payload_is_the_same_bytes_every_time(receiver: Receiver, tools: Tools) -> None:
    made = accepted("webhook", receiver, tools)
    carrier("webhook").send(MESSAGE, made.settings, tools)
    assert json.loads(receiver.requests[0].body)["type"] == "channel.tested"
