"""Reading: bytes become the canonical text of a policy."""

from clauseatlas.errors import BadInput
from clauseatlas.model.policytext import PolicyText
from clauseatlas.text.charsets import decode
from clauseatlas.text.sniffing import HTML, MARKDOWN, PDF, PLAIN, is_binary, is_pdf, text_type

# Version stamps of the readers: a reader that would give another text for the same bytes gets another stamp.
READERS = {HTML: "html/1", MARKDOWN: "markdown/1", PDF: "pdf/1", PLAIN: "text/1"}
LARGEST_BODY_BYTES = 25 * 1024 * 1024


def reader_stamp(media_type: str) -> str:
    """The version stamp of the reader for a media type; "" for one that nothing reads."""
    return READERS.get(media_type.split(";", maxsplit=1)[0].strip().lower(), "")


def read(
    body: bytes,
    *,
    media_type: str | None = None,
    charset: str | None = None,
    url: str | None = None,
    select: tuple[str, ...] = (),
    remove: tuple[str, ...] = (),
) -> PolicyText:
    """The policy text of a body, of whatever type it really is: the content decides, the label only helps.

    `charset` is what the transport declared, `url` the base of relative links; `select` and `remove` are CSS selectors for HTML, ignored
    where they match nothing. The same bytes always give the same text. Raises `BadInput` for what cannot become text.
    """
    if len(body) > LARGEST_BODY_BYTES:
        raise BadInput("body", f"is larger than {LARGEST_BODY_BYTES // 2**20} MB", "give a smaller document")
    if is_pdf(body):
        from clauseatlas.text.pdf.document import read_pdf  # noqa: PLC0415  # 25 ms that most documents need not pay

        return read_pdf(body, url=url)
    if is_binary(body):
        raise BadInput("body", "is binary, not a document", "give HTML, PDF, Markdown or plain text")
    text = decode(body, charset)
    kind = text_type(text, media_type)
    if kind == HTML:
        from clauseatlas.text.html.page import read_html  # noqa: PLC0415

        return read_html(text, url=url, select=select, remove=remove)
    if kind == MARKDOWN:
        from clauseatlas.text.markdown import read_markdown  # noqa: PLC0415

        return read_markdown(text, url=url)
    from clauseatlas.text.plain import read_plain  # noqa: PLC0415

    return read_plain(text, url=url)
