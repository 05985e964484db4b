"""A record as a tagged PDF/A-3 with its JSON embedded, written by typst; words pass as data and are never read as markup."""

import json
from datetime import UTC
from functools import cache
from importlib.resources import as_file, files
from typing import Any

from clauseatlas.publish.formats.offering import Format
from clauseatlas.publish.sheets import Sheet

TEMPLATE = "record.typ"
STANDARD = "a-3a"
LACKING = "\ufffd"
# The fonts that come with the writer have the Latin, Greek, Cyrillic, Hebrew and Arabic scripts; PDF/A refuses a letter that no font has.
LAST_LETTER = 0x06FF
PUNCTUATION = range(0x2010, 0x2220)  # dashes, quotation marks, signs of money, arrows


def write(sheet: Sheet) -> bytes:
    """The PDF; its date is that of the text it is about, so that the same sheet gives the same bytes."""
    import typst  # noqa: PLC0415 - an optional dependency, loaded when a PDF is asked for

    try:
        return _compiled(sheet, _page(sheet))
    except typst.TypstError:
        return _compiled(sheet, _lettered(_page(sheet)))  # a letter that no font has: the embedded record keeps it


def _compiled(sheet: Sheet, page: str) -> bytes:
    with as_file(files("clauseatlas.publish.formats") / TEMPLATE) as path:
        compiler = _compiler(str(path))
        made: bytes = compiler.compile(
            format="pdf",
            pdf_standards=STANDARD,
            timestamp=int(sheet.at.timestamp()),
            sys_inputs={"page": page, "twin": sheet.twin.decode()},
        )
    return made


@cache
def _compiler(path: str) -> Any:
    """The writer with the template; fonts of the machine are left aside, for they would make the bytes differ from machine to machine."""
    import typst  # noqa: PLC0415 - an optional dependency, loaded when a PDF is asked for

    return typst.Compiler(path, ignore_system_fonts=True)


def _page(sheet: Sheet) -> str:
    at = sheet.at.astimezone(UTC)
    return json.dumps(
        {
            "kind": sheet.kind,
            "record": sheet.record_id,
            "title": sheet.title,
            "subtitle": sheet.subtitle,
            "tags": sheet.tags,
            "parts": [{"heading": part.heading, "lines": [_line(line.kind, line.text, line.note) for line in part.lines]} for part in sheet.parts],
            "facts": sheet.facts,
            "digests": sheet.digests,
            "text_sha256": sheet.citable.text_sha256,
            "permalink": sheet.permalink,
            "citations": [{"style": each.style, "text": each.text} for each in sheet.citations if not each.suffix],
            "author": sheet.citable.author,
            "date": [at.year, at.month, at.day],
            "file": f"{sheet.record_id}.json",
        },
        ensure_ascii=False,
    )


def _line(kind: str, text: str, note: str) -> dict[str, str]:
    return {"kind": kind, "text": text, "note": note}


def _lettered(text: str) -> str:
    """The text with a sign in place of every letter that the fonts may lack."""
    return "".join(each if ord(each) <= LAST_LETTER or ord(each) in PUNCTUATION else LACKING for each in text)


FORMAT = Format(suffix="pdf", media_type="application/pdf", label="PDF", write=write, needs="typst", extra="pdf")
