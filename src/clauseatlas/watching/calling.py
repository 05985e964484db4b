"""Requests to addresses that people gave: through the address guard, without redirects, within limits, every refusal said."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpcore2
import httpx2

from clauseatlas.capture.addresses import Target, examine
from clauseatlas.capture.failures import AddressRefused, FetchError
from clauseatlas.capture.guard import Deadline, Guard, GuardedTransport
from clauseatlas.capture.settings import VisitSettings
from clauseatlas.errors import BadInput
from clauseatlas.watching.carrying import NotDelivered, Tools

CALL_SECONDS = 15.0  # a request, all in all; receivers are asked to answer at once and work later
ANSWER_BYTES = 2048  # read of an answer, for the log
LONGEST_WAIT_SECONDS = 86_400.0  # a longer Retry-After is cut to a day
GONE = 410
TOO_MANY = 429
PASSING = frozenset({408, 409, 425, TOO_MANY})  # refusals that pass by themselves


def guarded_client(settings: VisitSettings) -> tuple[httpx2.Client, Guard]:
    """A client that reaches public addresses only (and origins the operator exempted), and its guard."""
    guard = Guard(allowed=settings.allow_origins)
    client = httpx2.Client(
        transport=GuardedTransport(guard), trust_env=False, follow_redirects=False, headers={"User-Agent": settings.user_agent}, timeout=CALL_SECONDS
    )
    return client, guard


def checked_address(address: str, guard: Guard) -> Target:
    """The address taken apart, if it may be called: its form, and where its name leads now. Raises BadInput.

    Checked again at every call, since a name can lead elsewhere tomorrow.
    """
    try:
        target = examine(address.strip())
        guard.addresses(target.host, target.port)
    except AddressRefused as refused:
        raise BadInput("the address", "must not be called", str(refused)) from None
    except FetchError as error:
        raise BadInput("the address", "cannot be reached", str(error)) from None
    return target


def call(tools: Tools, method: str, address: str, *, content: bytes, headers: Mapping[str, str]) -> str:
    """What the other end said to a request that it took: status and the beginning of the answer. Raises NotDelivered for everything else."""
    try:
        target = examine(address)
        with tools.guard.within(Deadline(CALL_SECONDS)), tools.client.stream(method, target.url, content=content, headers=dict(headers)) as response:
            words = _beginning(response)
            _judge(response, words)
            return f"{response.status_code} {words}".strip()
    except AddressRefused as refused:
        raise NotDelivered(f"the address must not be called: {refused}", lasting=True) from None
    except FetchError as error:
        raise NotDelivered(str(error), unanswered=True) from None
    except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.TimeoutException, httpx2.TransportError) as error:
        raise NotDelivered(f"the connection failed ({type(error).__name__})", unanswered=True) from None
    except httpx2.InvalidURL:
        raise NotDelivered("the address is no URL", lasting=True) from None


def _beginning(response: httpx2.Response) -> str:
    """The first words of the answer in one line; a body in a coding is not unpacked, it could be a bomb."""
    if response.headers.get("content-encoding", "identity") != "identity":
        return ""
    kept = b""
    for piece in response.iter_raw():
        kept += piece
        if len(kept) >= ANSWER_BYTES:
            break
    return " ".join(kept[:ANSWER_BYTES].decode("utf-8", "replace").split())[:200]


def _judge(response: httpx2.Response, words: str) -> None:
    status = response.status_code
    if 200 <= status < 300:
        return
    said = f"answered {status}{f': {words}' if words else ''}"
    if status == GONE:
        raise NotDelivered(said, gone=True)
    passing = status >= 500 or status in PASSING
    raise NotDelivered(
        said, lasting=not passing, retry_after=retry_after(response.headers.get("retry-after", ""), datetime.now(UTC)) if passing else None
    )


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds of a Retry-After header, which gives seconds or a date; None where it gives neither."""
    try:
        seconds = float(value)
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(value) - now).total_seconds()
        except (ValueError, TypeError):
            return None
    return min(max(seconds, 0.0), LONGEST_WAIT_SECONDS) if math.isfinite(seconds) else None
