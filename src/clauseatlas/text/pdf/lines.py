"""Lines of a PDF: their words, place on the page and type size, by pdfium."""

import ctypes
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from clauseatlas.errors import BadInput
from clauseatlas.text.canonical import clean

# A policy of more pages is a book; reading stops there rather than for ever.
MOST_PAGES = 600
# Weight from which type is bold (CSS scale).
BOLD_WEIGHT = 600
# pdfium writes this where a word was divided at the end of a line.
DIVISION = "\ufffe"

# pdfium is not thread-safe: two documents at once crash the process.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or several that a divided word holds together.

    Points from the bottom left of the page: `bottom` of the first character, `end` of the last one. `divided` says that its last word goes on in
    the next line.
    """

    page: int
    order: int
    text: str
    left: float
    right: float
    bottom: float
    end: float
    size: float
    bold: bool
    divided: bool

    @property
    def source(self) -> str:
        """Where the line is printed."""
        return f"page {self.page + 1} line {self.order + 1}"


@dataclass(frozen=True, slots=True)
class Print:
    """A whole PDF as lines per page, with the title its author declared."""

    pages: tuple[tuple[Line, ...], ...]
    title: str


def printed(body: bytes) -> Print:
    """The lines of a PDF. Raises `BadInput` for one that is broken or encrypted."""
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(body)
        except pypdfium2.PdfiumError as error:
            raise BadInput("PDF", "is broken or encrypted", "give one that opens without a password") from error
        try:
            count = min(len(document), MOST_PAGES)
            pages = tuple(tuple(_lines(document, number)) for number in range(count))
            return Print(pages, clean(document.get_metadata_value("Title")))
        except pypdfium2.PdfiumError as error:
            raise BadInput("PDF", "has pages that cannot be read", "give a whole one") from error
        finally:
            document.close()


def _lines(document: pypdfium2.PdfDocument, number: int) -> Iterator[Line]:
    page = document[number]
    textpage = page.get_textpage()
    try:
        characters = textpage.get_text_range()
        # Characters outside the basic plane count once in Python and may count twice in pdfium; then places are not known, words still are.
        aligned = len(characters) == textpage.count_chars()
        start = order = 0
        for raw in characters.split("\n"):
            text = raw.rstrip("\r")
            words = clean(text)
            if words:
                yield _line(textpage, text, start if aligned else None, number, order)
                order += 1
            start += len(raw) + 1
    finally:
        textpage.close()
        page.close()


def _line(textpage: pypdfium2.PdfTextPage, text: str, start: int | None, number: int, order: int) -> Line:
    divided = text.rstrip().endswith((DIVISION, "\u00ad"))
    words = clean(text)
    if start is None:
        return Line(number, order, words, 0.0, 0.0, 0.0, 0.0, 0.0, bold=False, divided=divided)
    places = [start + at for at, character in enumerate(text) if not character.isspace() and character != DIVISION]
    if not places:
        return Line(number, order, words, 0.0, 0.0, 0.0, 0.0, 0.0, bold=False, divided=divided)
    first, last = _box(textpage, places[0]), _box(textpage, places[-1])
    middle = places[len(places) // 2]
    size = float(pdfium.FPDFText_GetFontSize(textpage, middle))
    bold = all(_is_bold(textpage, at) for at in (places[0], middle, places[-1]))
    return Line(number, order, words, first[0], last[2], first[1], last[1], round(size, 1), bold=bold, divided=divided)


def _box(textpage: pypdfium2.PdfTextPage, at: int) -> tuple[float, float, float, float]:
    left, bottom, right, top = textpage.get_charbox(at, loose=True)
    return left, bottom, right, top


def _is_bold(textpage: pypdfium2.PdfTextPage, at: int) -> bool:
    if pdfium.FPDFText_GetFontWeight(textpage, at) >= BOLD_WEIGHT:
        return True
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(textpage, at, name, len(name), ctypes.byref(flags))
    return bool(length) and b"bold" in name.value.lower()


def body_size(lines: Sequence[Line]) -> float:
    """The type size in which most characters are set; 0.0 where sizes are not known."""
    weights: Counter[float] = Counter()
    for line in lines:
        weights[line.size] += len(line.text)
    return weights.most_common(1)[0][0] if weights else 0.0
