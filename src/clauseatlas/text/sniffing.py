"""Media types from content: what bytes are, whatever they are labelled."""

import re

from clauseatlas.text.charsets import utf16_without_mark

HTML, PDF, MARKDOWN, PLAIN = "text/html", "application/pdf", "text/markdown", "text/plain"

# Where a signature must have appeared: PDF readers accept 1,024 bytes of rubbish before theirs, HTML may open with a long comment.
_PDF_WINDOW_BYTES = 1_024
_HTML_WINDOW_CHARACTERS = 4_000

_BINARY_WINDOW_BYTES = 8_192
# Share of control bytes above which bytes are no text; stray zeros in a damaged page stay far below, compressed data has a tenth.
MOST_CONTROLS_SHARE = 0.03
FEWEST_CONTROLS = 4

_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1b"))
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_SIGNATURES = (
    b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"\x7fELF", b"RIFF", b"BM\x00", b"\x00\x00\x01\x00", b"OggS",
    b"ID3",
    b"wOFF", b"wOF2", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"\xd0\xcf\x11\xe0", b"SQLite format 3", b"MZ\x90",
    b"\xca\xfe\xba\xbe",
)  # fmt: skip
_MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|main|article|section|div|p|h[1-6]|ul|ol|table|span|script|br)\b[^<>]*>", re.IGNORECASE
)
_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|link|title|style|script|noscript|div|p|h[1-6]|article|main|section|header|nav|table|center|font|ul|ol|li|dl|"
    r"b|strong|i|em|a|span|br|hr|img|form|blockquote|pre)\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKDOWN_SIGNS = (
    re.compile(r"^#{1,6} \S", re.MULTILINE),
    re.compile(r"^[^\n|<>]{2,120}\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE),
    re.compile(r"\[[^\]\n]{1,200}\]\((?:https?:|mailto:|/|#)[^)\n]*\)"),
    re.compile(r"\*\*[^*\n]{2,200}\*\*"),
    re.compile(r"^\|.*\|[ \t]*\n\|[ :|-]+\|", re.MULTILINE),
    re.compile(r"\d\\\. "),
)
# One sign may be an accident of plain text (a line of dashes, a bracket), two are a habit.
_MARKDOWN_HABIT = 2
# Tags near the beginning that make HTML of a text that begins with words.
_HTML_HABIT = 6
_MARKDOWN_WINDOW_CHARACTERS = 60_000
_HTML_LABELS = frozenset({"text/html", "application/xhtml+xml"})
_MARKDOWN_LABELS = frozenset({"text/markdown", "text/x-markdown"})
_DOCUMENT = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)


def is_pdf(body: bytes) -> bool:
    """Whether bytes are a PDF, by its signature."""
    return b"%PDF-" in body[:_PDF_WINDOW_BYTES]


def is_binary(body: bytes) -> bool:
    """Whether bytes are neither text in any encoding nor a PDF: archives, pictures, programs, noise."""
    if body.startswith(_SIGNATURES):
        return True
    head = body[:_BINARY_WINDOW_BYTES]
    if head.startswith(_WIDE_MARKS) or utf16_without_mark(head):
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > FEWEST_CONTROLS and controls > MOST_CONTROLS_SHARE * len(head)


def text_type(text: str, declared: str | None) -> str:
    """What decoded text is: HTML, Markdown or plain text; the label decides where the content leaves it open."""
    window = text[:_HTML_WINDOW_CHARACTERS]
    label = (declared or "").split(";")[0].strip().lower()
    if _OPENING.match(window) and (label not in _MARKDOWN_LABELS or _DOCUMENT.search(window)):
        return HTML
    if label in _HTML_LABELS and "<" in window:
        return HTML
    if label in _MARKDOWN_LABELS or sum(bool(sign.search(text[:_MARKDOWN_WINDOW_CHARACTERS])) for sign in _MARKDOWN_SIGNS) >= _MARKDOWN_HABIT:
        return MARKDOWN
    return HTML if len(_MARKUP.findall(window)) >= _HTML_HABIT else PLAIN
