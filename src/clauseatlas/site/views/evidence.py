"""Evidence: packs, the log in tiles, its keys, what captures looked like (Memento), and what all of it proves."""

from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from clauseatlas.archive import tiles
from clauseatlas.archive.ledger import canonical
from clauseatlas.errors import BadInput
from clauseatlas.pipeline import keyring, sealing
from clauseatlas.pipeline.configuration import configuration
from clauseatlas.pipeline.workshop import Workshop, workshop_of
from clauseatlas.publish.packs import pack_of
from clauseatlas.publish.pages.evidence_page import evidence_page
from clauseatlas.records.addresses import version_path
from clauseatlas.records.models import Document, Version
from clauseatlas.records.queries import log
from clauseatlas.records.queries import mementos as found
from clauseatlas.site.views.answering import MissingRecordError, answer, or_missing, site
from clauseatlas.site.views.records import found_document
from clauseatlas.site.views.withholding import refuse_withheld

PACK_TYPE = "application/wacz"
LINK_TYPE = "application/link-format"
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"
FOR_GOOD = "public, max-age=31536000, immutable"


def workshop() -> Workshop:
    """The archive behind this site."""
    return workshop_of(configuration())


def evidence(request: HttpRequest, *, as_json: bool = False) -> HttpResponseBase:
    """The page that says what is proved and how to check it."""
    keyring.signing_key(workshop())
    return answer(request, evidence_page(), "evidence", as_json=as_json)


@or_missing
def pack(request: HttpRequest, *, record: str) -> HttpResponseBase:
    """The evidence pack of a record, of a document in one version with `?version=`."""
    asked = request.GET.get("version", "")
    try:
        content = pack_of(workshop(), record, version=int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else None)
    except BadInput as error:
        raise MissingRecordError(str(error)) from None
    return _file(content, media_type=PACK_TYPE, name=f"{record.upper()}.wacz")


def checkpoint(request: HttpRequest) -> HttpResponseBase:
    """The newest signed checkpoint."""
    newest = log.newest_checkpoint()
    if newest is None:
        return _plain("No checkpoint was signed yet.\n", status=404)
    return _plain(newest.note)


def key(request: HttpRequest) -> HttpResponseBase:
    """Public keys, newest first."""
    keyring.signing_key(workshop())
    return _plain("".join(f"{each.line}\n" for each in keyring.known_keys()))


def tile(request: HttpRequest, *, level: int, rest: str) -> HttpResponseBase:
    """A tile of hashes, whole or the part that the newest checkpoint covers."""
    newest = log.newest_checkpoint()
    try:
        index, width = _tile(rest)
        content = b"".join(tiles.TiledLog(newest.size if newest else 0, log.hashes).tile(level, index, width))
    except ValueError as error:
        return _plain(f"{error}\n", status=404)
    return _bytes(content)


def entries(request: HttpRequest, *, rest: str) -> HttpResponseBase:
    """The entries of a tile: each with its length in two bytes before it."""
    newest = log.newest_checkpoint()
    try:
        index, width = _tile(rest)
        if newest is None or index * tiles.TILE_WIDTH + width > newest.size:
            raise ValueError("the log has no such tile")
    except ValueError as error:
        return _plain(f"{error}\n", status=404)
    first = index * tiles.TILE_WIDTH
    written = [canonical(manifest) for manifest in found.manifests(first, width)]
    return _bytes(b"".join(len(entry).to_bytes(2, "big") + entry for entry in written))


def consistency(request: HttpRequest, *, before: int, after: int) -> HttpResponseBase:
    """The proof that the log of `before` leaves is the beginning of that of `after`: one hash a line, in hex."""
    newest = log.newest_checkpoint()
    size = newest.size if newest else 0
    if not 0 <= before <= after <= size:
        return _plain("The log has no such sizes.\n", status=404)
    return _plain("".join(f"{each.hex()}\n" for each in sealing.tiled().consistency_proof(before, after)))


@or_missing
def timemap(request: HttpRequest, *, record: str) -> HttpResponseBase:
    """The versions of a document as Memento lists them (RFC 7089)."""
    document = found_document(record)
    rows = found.mementos(document)
    links = [f'<{document.url}>; rel="original"', f'<{site()}{request.path}>; rel="self"; type="{LINK_TYPE}"']
    links.append(f'<{_timegate(document)}>; rel="timegate"')
    links += [f'<{site()}{version_path(document, row)}>; rel="memento"; datetime="{_http_date(row.first_seen)}"' for row in rows]
    return HttpResponse(",\n".join(links) + "\n", content_type=LINK_TYPE)


@or_missing
def timegate(request: HttpRequest, *, record: str) -> HttpResponseBase:
    """From a document to its version at the time asked for with Accept-Datetime, the current one without."""
    document = found_document(record)
    header = request.headers.get("Accept-Datetime")
    at = _asked(header) if header else datetime.now(UTC)
    if at is None:
        return _plain("Accept-Datetime is no date of HTTP.\n", status=400)
    row = found.memento_at(document, at)
    if row is None:
        raise MissingRecordError(f"{document.record_id} has no archived text yet.")
    response = HttpResponseRedirect(version_path(document, row))
    response["Vary"] = "accept-datetime"
    response["Link"] = f'<{document.url}>; rel="original", <{_timemap(document)}>; rel="timemap"; type="{LINK_TYPE}"'
    return response


def remembered(response: HttpResponseBase, document: Document, version: Version) -> HttpResponseBase:
    """A version's page with the headers that make it a memento."""
    response["Memento-Datetime"] = _http_date(version.first_seen)
    links = f'<{document.url}>; rel="original", <{_timegate(document)}>; rel="timegate", <{_timemap(document)}>; rel="timemap"; type="{LINK_TYPE}"'
    response["Link"] = f"{response['Link']}, {links}" if response.has_header("Link") else links
    return response


@or_missing
def raw(request: HttpRequest, *, record: str, number: int) -> HttpResponseBase:
    """The bytes of a version as a file to be saved: captured content never runs on this site."""
    document = found_document(record)
    version = Version.objects.select_related("snapshot").filter(document=document, number=number).first()
    if version is None or version.snapshot is None:
        raise MissingRecordError(f"No bytes of version {number} are kept here.")
    refuse_withheld(version)
    content = workshop().blobs.read(version.snapshot.body_sha256)
    response = _file(content, media_type="application/octet-stream", name=f"{document.record_id}-{number}.body")
    return remembered(response, document, version)


def _tile(rest: str) -> tuple[int, int]:
    number, partial, width = rest.partition(".p/")
    if partial and not (width.isascii() and width.isdigit() and 1 <= int(width[:4]) < tiles.TILE_WIDTH and str(int(width)) == width):
        raise ValueError("no width of a tile")
    return tiles.number_in(number), int(width) if partial else tiles.TILE_WIDTH


def _asked(header: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(header)
    except (ValueError, OverflowError):
        return None
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)


def _http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _timegate(document: Document) -> str:
    return f"{site()}/memento/{document.record_id}/timegate/"


def _timemap(document: Document) -> str:
    return f"{site()}/memento/{document.record_id}/timemap/"


def _file(content: bytes, *, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = SANDBOX
    return response


def _bytes(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Cache-Control"] = FOR_GOOD
    return response


def _plain(text: str, *, status: int = 200) -> HttpResponse:
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=status)
