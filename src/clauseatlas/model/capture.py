"""How a document is fetched and what a visit brought back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from clauseatlas.model.words import DocumentType, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """How a document is fetched: address, fetcher ("auto", "http", "browser", "file"), what to select or remove, for whom it is written.

    `select` and `remove` are CSS selectors, tried in order and ignored where they match nothing; a declaration without them reads the whole page.
    """

    platform: str
    title: str
    type: DocumentType
    url: str
    fetcher: str = "auto"
    select: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    language: str | None = None
    region: str | None = None
    cadence_hours: int = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditional:
    """Validators of the last good response, for a conditional request.

    `url` is the address they came from (`Capture.final_url`): they are sent to it alone, for another page could answer them too. Without it they
    are sent to the declared address only.
    """

    etag: str | None = None
    last_modified: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One response on the way: its address, status, and the address connected to where known."""

    url: str
    status: int
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """One request and its response as they went over the wire: `request` whole, `payload` before content decoding and None where it was not kept.

    `certificate` is the server's, as PEM; `facts` are those of the connection.
    """

    url: str
    request: bytes
    status: int
    reason: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    payload: bytes | None = None
    address: str | None = None
    certificate: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One visit, whatever happened. `outcome` is None while a body was got and the text is still to be judged.

    `body` is after content decoding; `dom` the rendered document as UTF-8 and `screenshot` a PNG, for browser captures only. `headers` keep the
    order and case in which they came. `may_be_transient` says whether trying again later makes sense. `charset` is None
    when the text reader has to find out.
    """

    url: str
    fetcher: str
    started: datetime
    seconds: float
    outcome: Outcome | None = None
    detail: str = ""
    may_be_transient: bool = False
    final_url: str | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    hops: tuple[Hop, ...] = ()
    attempts: int = 1
    retry_after_seconds: float | None = None
    media_type: str | None = None
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body: bytes | None = None
    dom: bytes | None = None
    screenshot: bytes | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    transfers: tuple[Transfer, ...] = ()
