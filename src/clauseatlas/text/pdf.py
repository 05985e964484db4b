"""The PDF reader: lines of pages become paragraphs."""

from collections.abc import Iterator

import pypdfium2

from clauseatlas.errors import BadInput
from clauseatlas.model.policytext import BlockKind, PolicyText
from clauseatlas.text.assembling import assemble
from clauseatlas.text.canonical import clean
from clauseatlas.text.drafting import Draft
from clauseatlas.text.titles import choose_title

STAMP = "pdf/1"


def read_pdf(body: bytes, *, url: str | None = None) -> PolicyText:
    """The policy text of a PDF. Raises `BadInput` for one that is broken or encrypted."""
    drafts = list(_drafts(body))
    return assemble(drafts, reader=STAMP, media_type="application/pdf", title=choose_title(drafts), base=url)


def _drafts(body: bytes) -> Iterator[Draft]:
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        raise BadInput("PDF", f"cannot be opened ({error})", "is it broken or encrypted?") from error
    for page in document:
        for line in page.get_textpage().get_text_range().splitlines():
            words = clean(line)
            if words:
                yield Draft(kind=BlockKind.PARAGRAPH, text=words)
