"""Trusted time (RFC 3161): an authority outside says that a checkpoint existed at a time. The whole response is kept, for `openssl ts -verify`."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from clauseatlas.errors import EvidenceError, PartMissing

REQUEST_TYPE = "application/timestamp-query"
RESPONSE_TYPE = "application/timestamp-reply"
LARGEST_RESPONSE = 64 * 1024  # responses with a whole chain of certificates have up to 10 kB


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What a response says: its time, and the certificates it carries (DER)."""

    at: datetime
    certificates: tuple[bytes, ...]


def request(content: bytes) -> bytes:
    """The request to send for `content`, asking for the authority's certificate."""
    client = _client()
    builder = client.TimestampRequestBuilder().data(content).hash_algorithm(client.HashAlgorithm.SHA256).nonce(nonce=False)
    built: bytes = builder.build().as_bytes()
    return built


def read(response: bytes, content: bytes) -> Stamp:
    """What a response says about `content`; raises `EvidenceError` where it is no granted token over it."""
    client = _client()
    try:
        decoded = client.decode_timestamp_response(response)
        if decoded.as_bytes() != response:
            raise EvidenceError("timestamp", "carries bytes that belong to no token")
        if client.PKIStatus(decoded.status) != client.PKIStatus.GRANTED:
            raise EvidenceError("timestamp", "was not granted")
        told = decoded.tst_info
        if told.message_imprint.message != hashlib.sha256(content).digest():
            raise EvidenceError("timestamp", "is over something else")
        return Stamp(at=told.gen_time.astimezone(UTC), certificates=tuple(decoded.signed_data.certificates))
    except ValueError as error:
        raise EvidenceError("timestamp", f"cannot be read ({error})") from None


def check(response: bytes, content: bytes, *, roots: Sequence[bytes]) -> Stamp:
    """As `read`, with the signature followed up to one of `roots` (PEM files, several certificates each allowed)."""
    from cryptography import x509  # noqa: PLC0415 - commands that verify nothing stay quick

    client = _client()
    stamp = read(response, content)
    builder = client.VerifierBuilder()
    for certificate in {each for root in roots for each in x509.load_pem_x509_certificates(root)}:
        builder = builder.add_root_certificate(certificate)
    carried = [x509.load_der_x509_certificate(each) for each in stamp.certificates]
    for certificate in carried:
        if certificate.issuer != certificate.subject and _is_authority(certificate):
            builder = builder.add_intermediate_certificate(certificate)
    try:
        builder.build().verify_message(client.decode_timestamp_response(response), content)
    except (client.VerificationError, ValueError) as error:
        raise EvidenceError("timestamp", f"does not hold ({error})") from None
    return stamp


def _is_authority(certificate: object) -> bool:
    from cryptography import x509  # noqa: PLC0415 - see above

    assert isinstance(certificate, x509.Certificate)
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _client() -> Any:
    try:
        import rfc3161_client  # noqa: PLC0415 - an optional part
    except ImportError:
        raise PartMissing("timestamps", "install them with `pip install clauseatlas[evidence]`") from None
    return rfc3161_client
