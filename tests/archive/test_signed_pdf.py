"""A signed PDF carries a signature that fits it, and a timestamp by the authority that was asked."""

import io
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign.validation.status import SignatureCoverageLevel

from clauseatlas.archive.signed_pdf import sign_pdf
from clauseatlas.errors import BadInput
from tests.archive import authority

AT = datetime(2026, 3, 4, tzinfo=UTC)


def plain_pdf() -> bytes:
    writer = PdfFileWriter()
    content = generic.StreamObject(stream_data=b"BT ET")
    writer.insert_page(PageObject(contents=writer.add_object(content), media_box=generic.ArrayObject(map(generic.NumberObject, (0, 0, 200, 200)))))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def own_certificate(folder: Path) -> Path:
    words = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=Own Atlas", "-addext", "keyUsage=nonRepudiation")
    subprocess.run(("openssl", *words, "-keyout", f"{folder}/k.pem", "-out", f"{folder}/c.pem"), check=True, capture_output=True)
    made = ("pkcs12", "-export", "-inkey", f"{folder}/k.pem", "-in", f"{folder}/c.pem", "-out", f"{folder}/own.p12", "-passout", "pass:word")
    subprocess.run(("openssl", *made), check=True, capture_output=True)
    return folder / "own.p12"


def test_a_signature_covers_the_file_and_is_stamped(tmp_path: Path) -> None:
    authority.make_authority(tmp_path)
    certificate = own_certificate(tmp_path)
    signed = sign_pdf(plain_pdf(), certificate=certificate, password="word", at=AT, authority=lambda query: authority.answer(tmp_path, query))
    signature = PdfFileReader(io.BytesIO(signed)).embedded_signatures[0]
    signature.compute_integrity_info()
    assert signature.evaluate_signature_coverage() is SignatureCoverageLevel.ENTIRE_FILE
    assert {each["type"].native for each in signature.signer_info["unsigned_attrs"]} == {"signature_time_stamp_token"}


def test_a_wrong_password_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="password"):
        sign_pdf(plain_pdf(), certificate=own_certificate(tmp_path), password="other", at=AT)
