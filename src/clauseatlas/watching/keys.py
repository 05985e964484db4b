"""Names of deliveries: made once, sent with every attempt, never used again."""

import secrets

PREFIX = "msg_"
RANDOM_BYTES = 18  # nobody guesses another's


def new_key() -> str:
    """A key like msg_Zk3…, unlike any other; letters, digits, - and _ only, as Standard Webhooks and Message-ID allow."""
    return PREFIX + secrets.token_urlsafe(RANDOM_BYTES)
