"""What response headers say about a document."""

import codecs
import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from clauseatlas.capture.exchange import Answer

_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([^\s;"',]+)""", re.IGNORECASE)

# Thirty years in seconds; more digits become infinity, which no table can keep.
MOST_DIGITS = 9


def described(answer: Answer) -> dict[str, Any]:
    """The fields of `Capture` that the response fills: headers, media type, charset, validators, body."""
    content_type = answer.header("content-type") or ""
    return {
        "headers": answer.headers,
        "media_type": content_type.partition(";")[0].strip().lower() or None,
        "charset": charset_of(content_type),
        "etag": answer.header("etag"),
        "last_modified": answer.header("last-modified"),
        "body": answer.body,
    }


def charset_of(content_type: str) -> str | None:
    """The charset named by a Content-Type header, lower case, if Python knows it; else None, and the text reader finds out."""
    match = _CHARSET.search(content_type)
    if match is None:
        return None
    try:
        codecs.lookup(match[1])
    except (LookupError, ValueError):
        return None
    return match[1].lower()


def retry_after(header: str | None, now: datetime) -> float | None:
    """Seconds of a Retry-After header, which holds seconds or a date; None when there is none or it means nothing."""
    if header is None:
        return None
    if header.isascii() and header.isdigit():
        return float(header) if len(header) <= MOST_DIGITS else None
    try:
        when = parsedate_to_datetime(header)
    except (ValueError, OverflowError):
        return None
    return max(0.0, (when - now).total_seconds()) if when.tzinfo is not None else None
