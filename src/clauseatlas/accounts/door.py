"""What allauth asks this project: who may sign up, where links lead, how mails are sent, how second factors are kept."""

import base64
import hashlib
import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from clauseatlas.pipeline.configuration import configuration

INVITED = "invited"  # in the session: the signed invitation that somebody followed before signing up
FACTOR_PERSON = b"second-factor"  # sets these keys apart from whatever else is derived from the secret key; 16 bytes at most

logger = logging.getLogger(__name__)


def public(path: str) -> str:
    """The public address of a path; never made of the Host header, which a stranger chooses."""
    return configuration().public_url.rstrip("/") + path


def sent(mail: EmailMessage) -> bool:
    """Whether a mail went out; a mail server that does not answer is logged, because the page must tell the person what to do."""
    try:
        mail.send()
    except (OSError, SMTPException) as error:
        logger.error("a mail could not be sent: %s", type(error).__name__)
        return False
    return True


class Door(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """The adapter named in the settings."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether the visitor may sign up: anybody where registration is open, else those who follow an invitation."""
        return configuration().registration == "open" or self._invited(request) is not None

    def clean_email(self, email: str) -> str:
        """The address in lower case: one address is one person, however it is written."""
        return str(super().clean_email(email)).lower()

    def is_safe_url(self, url: str | None) -> bool:
        """Whether a page may lead on to an address: only to a path of this site."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """The link of a mail that confirms an address."""
        return public(reverse("account_confirm_email", args=[emailconfirmation.key]))

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link of a mail that sets a new password."""
        number, _, secret = key.partition("-")
        return public(reverse("account_reset_password_from_key", kwargs={"uidb36": number, "key": secret}))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail; where the mail server does not answer, the page says so."""
        if not sent(self.render_mail(template_prefix, email, {"email": email, **context})):
            messages.error(self.request, "The mail could not be sent. Please try again in some minutes.")

    def _invited(self, request: HttpRequest) -> str | None:
        try:
            return str(signing.loads(request.session[INVITED], salt=INVITED)) if INVITED in request.session else None
        except signing.BadSignature:
            return None


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc] # allauth has no types
    """Keeps secrets of second factors encrypted under the secret key: a stolen database alone makes no codes."""

    def encrypt(self, text: str) -> str:
        """The text, encrypted."""
        return _vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text that was encrypted."""
        return _vault().decrypt(encrypted_text.encode()).decode()


def _vault() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=FACTOR_PERSON).digest()))
