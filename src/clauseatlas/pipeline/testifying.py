"""What an outside archive says of a capture: whether it holds the same bytes. *Submitted* is not *archived*."""

from urllib.parse import quote

from clauseatlas.errors import BadInput
from clauseatlas.pipeline.filing import SHA1
from clauseatlas.pipeline.outside import NETWORK_FAILURES, ask
from clauseatlas.pipeline.workshop import Workshop
from clauseatlas.records.models import Capture, Testimony
from clauseatlas.records.queries import evidence

WITNESS = "internet-archive"
ASK_SECONDS = 60.0  # its index takes up to half a minute
LARGEST_INDEX = 1024 * 1024
OK = 200
FIELDS = 3  # timestamp, digest, status: asked for in this order


def look_up(workshop: Workshop, record: str) -> Testimony:
    """What the archive's index holds of the newest capture of a document, compared by SHA-1: `archived`, `differs`, `absent` or `failed`."""
    capture = _capture(record)
    base = workshop.configuration.witness_url.rstrip("/")
    address = f"{base}/cdx/search/cdx?url={quote(capture.url, safe='')}&fl=timestamp,digest,statuscode&filter=statuscode:200&limit=-25"
    try:
        reply = ask(workshop, address, seconds=ASK_SECONDS, limit=LARGEST_INDEX)
    except NETWORK_FAILURES as error:
        return _store(workshop, capture, state="failed", detail=str(error))
    if reply.status != OK:
        return _store(workshop, capture, state="failed", detail=f"status {reply.status}")
    rows = [row for line in reply.body.decode("ascii", "replace").splitlines() if len(row := line.split()) == FIELDS]
    if not rows:
        return _store(workshop, capture, state="absent")
    same = [row for row in rows if row[1] == capture.facts.get(SHA1)]
    moment, digest, _ = (same or rows)[-1]
    url = f"{base}/web/{moment}/{capture.url}"
    return _store(workshop, capture, state="archived" if same else "differs", url=url, digest=digest)


def submit(workshop: Workshop, record: str) -> Testimony:
    """Ask the archive to save the page now. What it answers means *submitted*; `look_up` later says whether it was archived."""
    capture = _capture(record)
    base = workshop.configuration.witness_url.rstrip("/")
    try:
        asked = f"url={quote(capture.url, safe='')}".encode()
        reply = ask(workshop, f"{base}/save", seconds=ASK_SECONDS, limit=LARGEST_INDEX, content=asked, headers=_form())
    except NETWORK_FAILURES as error:
        return _store(workshop, capture, state="failed", detail=str(error))
    state = "submitted" if reply.status == OK else "failed"
    return _store(workshop, capture, state=state, detail=f"status {reply.status}")


def _form() -> dict[str, str]:
    return {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}


def _capture(record: str) -> Capture:
    kind, number = evidence.kind_and_number(record)
    if kind != "CA-D":
        raise BadInput(record, "is no document")
    capture = Capture.objects.filter(document=number, snapshot__isnull=False).order_by("-started").first()
    if capture is None:
        raise BadInput(record, "has no capture with bytes to compare")
    return capture


def _store(workshop: Workshop, capture: Capture, *, state: str, url: str = "", digest: str = "", detail: str = "") -> Testimony:
    return Testimony.objects.create(capture=capture, witness=WITNESS, state=state, at=workshop.clock(), url=url, digest=digest, detail=detail[:500])
