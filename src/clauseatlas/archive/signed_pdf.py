"""Signed PDFs (PAdES) with a certificate of the operator's, and a timestamp where an authority is set."""

import asyncio
import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from clauseatlas.errors import BadInput, PartMissing

FIELD = "ClauseAtlas"

# A request to a timestamp authority -> its whole response; the caller guards the connection.
AsksAuthority = Callable[[bytes], bytes]


def sign_pdf(content: bytes, *, certificate: Path, password: str, at: datetime, authority: AsksAuthority | None = None) -> bytes:
    """The PDF with one signature by the key in a PKCS#12 file, timestamped where `authority` is given.

    Raises `BadInput` for a file that cannot be opened with the password, `PartMissing` without the extra `evidence`.
    """
    try:
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 - an optional part
        from pyhanko.sign import signers  # noqa: PLC0415
        from pyhanko.sign.fields import SigSeedSubFilter  # noqa: PLC0415
    except ImportError:
        raise PartMissing("signing PDFs", "install it with `pip install clauseatlas[evidence]`") from None
    load: Any = signers.SimpleSigner.load_pkcs12
    signer = load(str(certificate), passphrase=password.encode())
    if signer is None:
        raise BadInput(str(certificate), "is no PKCS#12 file that this password opens")
    told = signers.PdfSignatureMetadata(field_name=FIELD, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256", reason=f"Record of {at:%Y-%m-%d}")
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    timestamper = _timestamper(authority) if authority is not None else None
    signed = asyncio.run(signers.PdfSigner(told, signer=signer, timestamper=timestamper).async_sign_pdf(writer))
    return bytes(signed.getvalue())


def _timestamper(authority: AsksAuthority) -> Any:
    from asn1crypto import tsp  # noqa: PLC0415 - comes with pyhanko
    from pyhanko.sign.timestamps import TimeStamper  # noqa: PLC0415

    class Asked(TimeStamper):  # type: ignore[misc,unused-ignore]
        async def async_request_tsa_response(self, req: Any) -> Any:
            return tsp.TimeStampResp.load(authority(req.dump()))

    made: Any = Asked
    return made()
