"""PDFs of records, signed where the operator set a certificate."""

from datetime import datetime

from clauseatlas.archive import timestamps
from clauseatlas.archive.signed_pdf import sign_pdf
from clauseatlas.errors import EvidenceError
from clauseatlas.pipeline.outside import ask
from clauseatlas.pipeline.workshop import Workshop

ASK_SECONDS = 20.0  # a reader waits for it
OK = 200


def signed(workshop: Workshop, content: bytes, *, at: datetime) -> bytes:
    """The PDF as it is, or signed with the certificate of the settings and stamped by the first authority where one is set.

    A signed PDF carries the moment of its signature, so it is not the same bytes every time.
    """
    settings = workshop.configuration
    if settings.pdf_certificate is None:
        return content
    authority = settings.timestamp_authorities[0] if settings.timestamp_authorities else None

    def asked(query: bytes) -> bytes:
        assert authority is not None, "asked only where one is set"
        headers = {"Content-Type": timestamps.REQUEST_TYPE, "Accept": timestamps.RESPONSE_TYPE}
        reply = ask(workshop, authority, seconds=ASK_SECONDS, limit=timestamps.LARGEST_RESPONSE, content=query, headers=headers)
        if reply.status != OK:
            raise EvidenceError(authority, f"answered with status {reply.status}")
        return reply.body

    return sign_pdf(content, certificate=settings.pdf_certificate, password=settings.pdf_password, at=at, authority=asked if authority else None)
