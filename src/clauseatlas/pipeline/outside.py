"""Single requests to services that an operator named: authorities, outside archives. Held to the same addresses as every visit."""

from collections.abc import Mapping
from dataclasses import dataclass

import httpcore2
import httpx2

from clauseatlas.capture.addresses import examine, parse_allow_origins
from clauseatlas.capture.failures import FetchError, SizeExceeded
from clauseatlas.capture.guard import Deadline, Guard, GuardedTransport
from clauseatlas.pipeline.workshop import Workshop

NETWORK_FAILURES = (FetchError, httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.TimeoutException, httpx2.InvalidURL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Status and body of an answer."""

    status: int
    body: bytes


def ask(
    workshop: Workshop, address: str, *, seconds: float, limit: int, content: bytes | None = None, headers: Mapping[str, str] | None = None
) -> Reply:
    """The answer to a GET, or to a POST of `content`. Raises one of `NETWORK_FAILURES`; redirects are answers."""
    target = examine(address)
    guard = Guard(allowed=parse_allow_origins(",".join(workshop.configuration.allow_origins)))
    transport = GuardedTransport(guard)
    timeouts = dict.fromkeys(("connect", "read", "write", "pool"), seconds)
    method = "GET" if content is None else "POST"
    request = httpx2.Request(method, target.url, headers=dict(headers or {}), content=content, extensions={"timeout": timeouts})
    try:
        with guard.within(Deadline(seconds)):
            response = transport.handle_request(request)
            body = b""
            for piece in response.iter_raw():
                body += piece
                if len(body) > limit:
                    raise SizeExceeded(f"{target.host} answered with more than {limit} bytes")
            response.close()
    finally:
        transport.close()
    return Reply(status=response.status_code, body=body)
