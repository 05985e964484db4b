"""A source given on the command line, read: a file, an address, or `-` for standard input."""

import mimetypes
import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from clauseatlas.errors import BadInput

if TYPE_CHECKING:
    from clauseatlas.model.capture import Capture
    from clauseatlas.model.policytext import GateVerdict, PolicyText

STDIN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """Bytes and what came with them; `url` is the address asked for, `final_url` where it led."""

    body: bytes
    dom: bytes | None = None
    media_type: str | None = None
    charset: str | None = None
    url: str | None = None
    final_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source as read: its name, the digest of its bytes, its text and what the gate says of it."""

    name: str
    body_sha256: str
    policy: "PolicyText"
    gate: "GateVerdict"
    url: str | None


def read_source(name: str, *, url: str | None = None) -> Source:
    """The text of a source; raises BadInput for what cannot be got or cannot become text. `url` is where a file once came from."""
    if "://" not in name:
        return _read(name, replace(_from_disk(name), url=url))
    from clauseatlas.model.words import GateReason, Outcome

    source = _read(name, _fetched(name, _visit(name)))
    if GateReason.SCRIPT_SHELL in source.gate.reasons:
        rendered = _visit(name, fetcher="browser")
        if rendered.outcome is not Outcome.NO_BROWSER:
            return _read(name, _fetched(name, rendered))
    return source


def _from_disk(name: str) -> Received:
    from clauseatlas.capture.settings import LARGEST_BODY_BYTES

    if name == STDIN:
        body = sys.stdin.buffer.read(LARGEST_BODY_BYTES + 1)
    else:
        try:
            with Path(name).expanduser().open("rb") as file:
                body = file.read(LARGEST_BODY_BYTES + 1)
        except OSError as error:
            raise BadInput(name, f"cannot be read ({error.strerror})") from None
    if len(body) > LARGEST_BODY_BYTES:
        raise BadInput(name, f"is larger than {LARGEST_BODY_BYTES // 1024**2} MB")
    if not body.strip():
        raise BadInput(name, "is empty")
    return Received(body=body, media_type=mimetypes.guess_type(name)[0] if name != STDIN else None)


def _visit(url: str, *, fetcher: str = "auto") -> "Capture":
    """A visit under the settings of the environment; no atlas is needed for it."""
    from clauseatlas.capture.settings import VisitSettings
    from clauseatlas.capture.visiting import Visitor
    from clauseatlas.model.capture import Declaration
    from clauseatlas.model.words import DocumentType

    with Visitor(VisitSettings.from_environment(os.environ)) as visitor:
        return visitor.visit(Declaration(platform="", title="", type=DocumentType.OTHER_POLICY, url=url, fetcher=fetcher))


def _fetched(name: str, capture: "Capture") -> Received:
    if capture.body is None or capture.outcome is not None:
        raise BadInput(name, f"{capture.outcome} ({capture.detail})" if capture.detail else str(capture.outcome))
    return Received(
        body=capture.body,
        dom=capture.dom,
        media_type=capture.media_type,
        charset=capture.charset,
        url=capture.url,
        final_url=capture.final_url,
    )


def _read(name: str, received: Received) -> Source:
    from hashlib import sha256

    from clauseatlas.text.gate import judge
    from clauseatlas.text.reading import read

    rendered = received.dom is not None
    try:
        policy = read(
            received.dom if received.dom is not None else received.body,
            media_type="text/html" if rendered else received.media_type,
            charset="utf-8" if rendered else received.charset,
            url=received.final_url or received.url,
        )
    except BadInput as error:
        raise BadInput(name, error.problem, error.remedy) from None
    return Source(
        name=name,
        body_sha256=sha256(received.body).hexdigest(),
        policy=policy,
        gate=judge(policy, url=received.url, final_url=received.final_url),
        url=received.final_url or received.url,
    )
