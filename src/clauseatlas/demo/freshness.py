"""ETag and Last-Modified, for the documents whose sites serve them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from email.utils import format_datetime, parsedate_to_datetime

from clauseatlas.demo.sources import EDITION_DATES, Document, Dressing, Form, Platform

_ETAG_DRESSINGS = frozenset({Dressing.PLAIN, Dressing.DOCS})
_DATE_DRESSINGS = frozenset({Dressing.PLAIN, Dressing.HELP})
_PUBLISHED = time(hour=9, minute=30, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a response says of its own freshness; both may be absent."""

    etag: str | None = None
    last_modified: str | None = None

    def __bool__(self) -> bool:
        return self.etag is not None or self.last_modified is not None

    def match(self, headers: Mapping[str, str]) -> bool:
        """Whether a request with these headers (names in lower case) is answered by 304.

        If-None-Match, compared weakly, goes before If-Modified-Since (RFC 9110, section 13.2.2).
        """
        if "if-none-match" in headers:
            asked = {tag.strip().removeprefix("W/") for tag in headers["if-none-match"].split(",")}
            return self.etag is not None and self.etag.removeprefix("W/") in asked
        since = _moment(headers.get("if-modified-since"))
        stands = _moment(self.last_modified)
        return since is not None and stands is not None and stands <= since


def validators(platform: Platform, document: Document, edition: int) -> Validators:
    """The validators of the document's page in this edition.

    A file (PDF) has a strong ETag; a page made anew for each visitor has a weak one, since its bytes differ from visit to
    visit. Walls and pages that need a script have none.
    """
    if document.is_wall(edition) or document.form is Form.SCRIPT:
        return Validators()
    page_edition = document.page_edition(edition)
    last_modified = format_datetime(datetime.combine(EDITION_DATES[page_edition], _PUBLISHED), usegmt=True)
    if document.form is Form.PDF:
        return Validators(etag=_tag(document, page_edition), last_modified=last_modified)
    return Validators(
        etag=f"W/{_tag(document, page_edition)}" if platform.dressing in _ETAG_DRESSINGS else None,
        last_modified=last_modified if platform.dressing in _DATE_DRESSINGS else None,
    )


def _tag(document: Document, page_edition: int) -> str:
    named = f"{document.address}\n{page_edition}\n{document.markdown(page_edition)}"
    return f'"{hashlib.sha256(named.encode()).hexdigest()[:20]}"'


def _moment(stamp: str | None) -> datetime | None:
    if stamp is None:
        return None
    try:
        return parsedate_to_datetime(stamp)
    except ValueError:
        return None
