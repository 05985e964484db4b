"""E-mail: plain text and HTML in one message, one Message-ID for ever, ended by one click (RFC 8058)."""

import smtplib
import ssl
from email.utils import format_datetime
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email

from clauseatlas.errors import BadInput
from clauseatlas.watching.carrying import Accepted, Blank, NotDelivered, Settings, Tools
from clauseatlas.watching.letters import letter
from clauseatlas.watching.messages import Message
from clauseatlas.watching.plain import plain
from clauseatlas.watching.wording import one_line

PERMANENT = range(500, 600)  # SMTP answers that will be the same next time


class Mail:
    """Sends through the mail server of the settings."""

    title: ClassVar[str] = "E-mail"
    help: ClassVar[str] = "Another address than the one you sign in with. It gets a mail with a link that confirms it."
    blanks: ClassVar[tuple[Blank, ...]] = (Blank(name="address", label="E-mail address"),)
    in_database: ClassVar[bool] = False

    def accept(self, given: Settings, tools: Tools) -> Accepted:
        """One address, plain and complete."""
        address = given["address"].strip()
        try:
            validate_email(address)
        except ValidationError:
            raise BadInput("the e-mail address", "is none", "write it like name@example.org") from None
        return Accepted(settings={"address": address}, shown=address)

    def peer(self, settings: Settings) -> str:
        """The mail server, which is one for all addresses."""
        return "mail server"

    def send(self, message: Message, settings: Settings, tools: Tools) -> str:
        """Hand the mail to the server."""
        mail = self.compose(message, settings["address"], tools)
        try:
            sent = mail.send()
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            raise NotDelivered(_said(code, words), lasting=code in PERMANENT) from None
        except smtplib.SMTPResponseException as error:
            lasting = error.smtp_code in PERMANENT and not isinstance(
                error, smtplib.SMTPAuthenticationError | smtplib.SMTPConnectError | smtplib.SMTPHeloError
            )
            raise NotDelivered(_said(error.smtp_code, error.smtp_error), lasting=lasting) from None
        except (smtplib.SMTPException, ssl.SSLError, OSError) as error:
            raise NotDelivered(f"the mail server does not answer ({type(error).__name__})", unanswered=True) from None
        if not sent:
            raise NotDelivered("the mail server took nothing")
        return "taken by the mail server"

    def compose(self, message: Message, address: str, tools: Tools) -> EmailMultiAlternatives:
        """The mail as it is sent; Django refuses line breaks in headers."""
        mail = EmailMultiAlternatives(
            subject=one_line(message.title),
            body=plain(message),
            from_email=tools.mail_from,
            to=[address],
            headers={
                "Message-ID": f"<{message.key}@{tools.message_domain}>",
                "Date": format_datetime(message.made),
                "List-Unsubscribe": f"<{message.links.unsubscribe}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
                "X-Auto-Response-Suppress": "All",
            },
        )
        mail.attach_alternative(letter(message), "text/html")
        return mail


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return one_line(f"the mail server answered {code} {text}")[:300]
