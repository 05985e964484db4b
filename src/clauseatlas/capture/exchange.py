"""One request and its response, over the guarded transport, within all limits."""

import hashlib
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import h11
import httpcore2
import httpx2

from clauseatlas.capture.addresses import Target
from clauseatlas.capture.decoding import ACCEPT_ENCODING, decode
from clauseatlas.capture.failures import AddressRefused, BodyCut, ConnectionFailed, FetchError, OutOfTime, SizeExceeded
from clauseatlas.capture.guard import Deadline, Guard, GuardedTransport
from clauseatlas.capture.settings import VisitSettings
from clauseatlas.model.capture import Transfer

GOOD_STATUSES = frozenset({200, 203})

# The rest of an unwanted body (a redirect notice, an error page) is read up to here so that the connection can be used again.
UNWANTED_BODY_BYTES = 64 * 1024

# Python refuses to read numbers of thousands of digits, with an error that is no answer to a header.
LONGEST_LENGTH_DIGITS = 18

# h11 hints at this status when the head of a message is larger than its buffer.
HEAD_TOO_LARGE = 431


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response. `headers` in the order and case in which they came; `body` decoded, None for a status that carries no document.

    `broken` says what went wrong with the body after the headers were there; then there is none.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes | None
    address: str | None
    facts: Mapping[str, str] = field(default_factory=dict)
    broken: FetchError | None = None
    transfer: Transfer | None = None

    def header(self, name: str) -> str | None:
        """The first header of that name (lower case), stripped."""
        return next((value.strip() for key, value in self.headers if key.lower() == name), None)


class Exchange:
    """Makes single requests for documents; usable by several threads at once."""

    def __init__(self, settings: VisitSettings, guard: Guard, transport: GuardedTransport) -> None:
        self._settings = settings
        self._guard = guard
        self._transport = transport
        self._timeouts = {
            "connect": settings.connect_seconds,
            "read": settings.silence_seconds,
            "write": settings.silence_seconds,
            "pool": settings.total_seconds,
        }

    def get(
        self, target: Target, deadline: Deadline, *, accept: str, headers: Mapping[str, str], cookies: httpx2.Cookies | None = None, limit: int
    ) -> Answer:
        """The response of `target`, its decoded body at most `limit` bytes.

        Raises the errors of `failures` and no others, for what goes wrong before the body. New cookies are put into `cookies`.
        """
        request = self._request(target, accept=accept, headers=headers, cookies=cookies)
        with self._guard.within(deadline):
            response = self._send(request)
            try:
                if cookies is not None and _sets_cookies(response):
                    cookies.extract_cookies(response)
                return self._receive(response, limit)
            finally:
                response.close()

    def close(self) -> None:
        """Close every connection."""
        self._transport.close()

    def _request(self, target: Target, *, accept: str, headers: Mapping[str, str], cookies: httpx2.Cookies | None) -> httpx2.Request:
        fixed = {
            "User-Agent": self._settings.user_agent,
            "Accept": accept,
            "Accept-Language": self._settings.accept_language,
            "Accept-Encoding": ACCEPT_ENCODING,
        }
        try:
            return httpx2.Request(
                "GET", target.url, headers={**fixed, **headers}, cookies=cookies or None, extensions={"timeout": dict(self._timeouts)}
            )
        except httpx2.InvalidURL as error:
            raise AddressRefused(f"{target.url!r} is not a URL ({error})") from None

    def _send(self, request: httpx2.Request) -> httpx2.Response:
        try:
            response = self._transport.handle_request(request)
        except httpcore2.RemoteProtocolError as error:
            cause = error.args[0] if error.args else None
            if isinstance(cause, h11.RemoteProtocolError) and cause.error_status_hint == HEAD_TOO_LARGE:
                raise SizeExceeded("the headers are too large") from None
            raise ConnectionFailed(f"{request.url.host}: {error}") from error
        except httpcore2.TimeoutException:
            raise OutOfTime("no connection became free") from None
        except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
            raise ConnectionFailed(f"{request.url.host}: {error}") from error
        raw = response.headers.raw
        if len(raw) > self._settings.most_headers or sum(len(name) + len(value) for name, value in raw) > self._settings.largest_headers:
            response.close()
            raise SizeExceeded(f"the response has {len(raw)} headers, too many or too large")
        return response

    def _receive(self, response: httpx2.Response, limit: int) -> Answer:
        stream = response.extensions["network_stream"]
        head = Answer(
            status=response.status_code,
            headers=tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw),
            body=None,
            address=stream.get_extra_info("peer"),
            facts=_facts(response, stream),
        )
        transfer = _transfer(response, head, stream)
        if response.status_code not in GOOD_STATUSES:
            return replace(head, transfer=replace(transfer, payload=_drain(response)))
        received: list[bytes] = []
        try:
            body = _body(response, limit, received)
        except FetchError as error:
            return replace(head, broken=error, transfer=transfer)
        payload = b"".join(received)
        return replace(head, body=body, transfer=replace(transfer, payload=body if payload == body else payload))


def _sets_cookies(response: httpx2.Response) -> bool:
    """Whether there are cookies that can be sent back: a request header holds ASCII only."""
    values = [value for name, value in response.headers.raw if name.lower() == b"set-cookie"]
    return bool(values) and all(value.isascii() for value in values)


def _body(response: httpx2.Response, limit: int, received: list[bytes]) -> bytes:
    """The decoded body; the pieces as they came are added to `received`."""
    length = response.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and (len(length) > LONGEST_LENGTH_DIGITS or int(length) > limit):
        raise SizeExceeded(f"the body is announced with more than {limit} bytes")
    try:
        return decode(_noted(response.iter_raw(), received), response.headers.get("content-encoding", ""), limit=limit)
    except (httpcore2.RemoteProtocolError, httpcore2.NetworkError) as error:
        raise BodyCut(f"the body ends early ({error})") from error


def _noted(pieces: Iterator[bytes], received: list[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        received.append(piece)
        yield piece


def _drain(response: httpx2.Response) -> bytes | None:
    """The body of an error page or redirect, None where it is too large to be kept or did not come whole."""
    left, received = UNWANTED_BODY_BYTES, []
    try:
        for piece in response.iter_raw():
            received.append(piece)
            left -= len(piece)
            if left < 0:
                return None
    except (httpcore2.RemoteProtocolError, httpcore2.NetworkError, FetchError):
        # The status was received and is what counts; a connection in this state is closed by httpcore2.
        return None
    return b"".join(received)


def _transfer(response: httpx2.Response, head: Answer, stream: httpcore2.NetworkStream) -> Transfer:
    secured = stream.get_extra_info("ssl_object")
    certificate = secured.getpeercert(binary_form=True) if secured is not None else None
    return Transfer(
        url=str(response.request.url),
        request=_request_bytes(response.request),
        status=head.status,
        reason=response.extensions.get("reason_phrase", b"").decode("latin-1"),
        headers=head.headers,
        address=head.address,
        certificate=ssl.DER_cert_to_PEM_cert(certificate) if certificate else "",
        facts=head.facts,
    )


def _request_bytes(request: httpx2.Request) -> bytes:
    """The request as it was sent over HTTP/1.1, and as it is written for HTTP/2."""
    lines = [f"{request.method} ".encode() + request.url.raw_path + b" HTTP/1.1", *(name + b": " + value for name, value in request.headers.raw)]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _facts(response: httpx2.Response, stream: httpcore2.NetworkStream) -> dict[str, str]:
    facts = {"http_version": response.extensions.get("http_version", b"").decode("ascii")}
    answers = stream.get_extra_info("dns_answers")
    if answers:
        facts["dns_answers"] = " ".join(answers)
    secured = stream.get_extra_info("ssl_object")
    if secured is not None:
        certificate = secured.getpeercert(binary_form=True) or b""
        facts["tls_version"] = secured.version() or ""
        facts["tls_cipher"] = (secured.cipher() or ("",))[0]
        facts["tls_certificate_sha256"] = hashlib.sha256(certificate).hexdigest()
    return facts
