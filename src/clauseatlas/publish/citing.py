"""Citations of a record in six styles: the revision cited, its day, the full digest of the text, and the day of access, which is passed in."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

SOURCE = "Clause Atlas"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
BLUEBOOK_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citable:
    """What a citation says of a record.

    `author` is the platform, `work` the document with its version, `place` the section quoted ("" where there is none), `issued` the day on which
    the text cited was first seen, `url` the address that never changes, `text_sha256` the whole digest of the canonical text.
    """

    record_id: str
    revision: int | None
    title: str
    author: str
    work: str
    place: str
    issued: date
    url: str
    text_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A citation ready to be copied; `suffix` is what its download is called by, "" where there is none."""

    style: str
    text: str
    suffix: str = ""


def cite(citable: Citable, *, accessed: date) -> tuple[Citation, ...]:
    """Every style, the one for people first. The same record and day give the same characters."""
    return tuple(Citation(style=style, text=write(citable, accessed), suffix=suffix) for style, suffix, write in STYLES)


def plain(citable: Citable, accessed: date) -> str:
    """A sentence that names everything."""
    place = f", section “{citable.place}”" if citable.place else ""
    return (
        f"{citable.author}, {citable.work} (first seen {_day(citable.issued)}){place}. {SOURCE}, {_record(citable)}. "
        f"{citable.url} (accessed {_day(accessed)}; text SHA-256 {citable.text_sha256})."
    )


def bluebook(citable: Citable, accessed: date) -> str:
    """The manner of The Bluebook for a source on the web (rule 18.2), with the archive as a parallel source."""
    place = f", § {citable.place}" if citable.place else ""
    return (
        f"{citable.author}, {citable.work}{place} ({_bluebook_day(citable.issued)}), {SOURCE} {_record(citable)}, {citable.url} "
        f"[text SHA-256 {citable.text_sha256}] (last visited {_bluebook_day(accessed)})."
    )


def apa(citable: Citable, accessed: date) -> str:
    """The manner of APA style (7th edition) for a page with a day of retrieval."""
    issued = f"{citable.issued.year}, {_month(citable.issued)} {citable.issued.day}"
    retrieved = f"{_month(accessed)} {accessed.day}, {accessed.year}"
    place = f", section “{citable.place}”" if citable.place else ""
    return (
        f"{citable.author}. ({issued}). {citable.work}{place} [{_record(citable)}; text SHA-256 {citable.text_sha256}]. {SOURCE}. "
        f"Retrieved {retrieved}, from {citable.url}"
    )


def bibtex_entry(citable: Citable, accessed: date) -> str:
    """A @misc entry; its key is the record id."""
    fields = {
        "author": f"{{{_bibtex(citable.author)}}}",
        "title": f"{{{_bibtex(_titled(citable))}}}",
        "year": str(citable.issued.year),
        "howpublished": _bibtex(f"{SOURCE}, {_record(citable)}"),
        "url": citable.url,
        "urldate": accessed.isoformat(),
        "note": _bibtex(f"First seen {_day(citable.issued)}; text SHA-256 {citable.text_sha256}"),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items()]
    lines.insert(3, f"  month = {MONTHS[citable.issued.month - 1]}")
    return f"@misc{{{citable.record_id},\n" + ",\n".join(lines) + "\n}"


def ris_record(citable: Citable, accessed: date) -> str:
    """An ELEC record of the RIS format."""
    issued = f"{citable.issued:%Y/%m/%d}/"
    rows = [
        ("TY", "ELEC"),
        ("AU", citable.author),
        ("TI", _titled(citable)),
        ("PB", SOURCE),
        ("PY", f"{citable.issued:%Y}"),
        ("DA", issued),
        ("AN", _record(citable)),
        ("UR", citable.url),
        ("Y2", f"{accessed:%Y/%m/%d}/"),
        ("N1", f"Text SHA-256 {citable.text_sha256}"),
        ("ER", ""),
    ]
    return "\n".join(f"{tag}  - {_one_line(value)}" for tag, value in rows)


def csl_array(citable: Citable, accessed: date) -> str:
    """A CSL-JSON array of one item of the type webpage."""
    return json.dumps([csl_item(citable, accessed)], ensure_ascii=False, indent=1)


def csl_item(citable: Citable, accessed: date) -> Mapping[str, Any]:
    """The CSL item as values."""
    return {
        "id": citable.record_id,
        "type": "webpage",
        "title": _titled(citable),
        "author": [{"literal": citable.author}],
        "container-title": SOURCE,
        "number": _record(citable),
        "issued": {"date-parts": [[citable.issued.year, citable.issued.month, citable.issued.day]]},
        "accessed": {"date-parts": [[accessed.year, accessed.month, accessed.day]]},
        "URL": citable.url,
        "note": f"text SHA-256 {citable.text_sha256}",
    }


Write = Callable[[Citable, date], str]
STYLES: tuple[tuple[str, str, Write], ...] = (
    ("Plain", "", plain),
    ("Bluebook", "", bluebook),
    ("APA", "", apa),
    ("BibTeX", "bib", bibtex_entry),
    ("RIS", "ris", ris_record),
    ("CSL-JSON", "csl.json", csl_array),
)


def _record(citable: Citable) -> str:
    return citable.record_id if citable.revision is None else f"{citable.record_id}, revision {citable.revision}"


def _titled(citable: Citable) -> str:
    return f"{citable.work}, section “{citable.place}”" if citable.place else citable.work


def _month(day: date) -> str:
    return f"{day:%B}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _bluebook_day(day: date) -> str:
    return f"{BLUEBOOK_MONTHS[day.month - 1]} {day.day}, {day.year}"


def _one_line(value: str) -> str:
    """A value without line ends, which would begin another field."""
    return " ".join(value.split())


_COMMANDS = {"\\": r"\textbackslash ", "~": r"\textasciitilde ", "^": r"\textasciicircum ", "{": "(", "}": ")"}


def _bibtex(value: str) -> str:
    """A value in which no character is a command and no brace is left open."""
    plain_braces = "".join(_COMMANDS.get(each, each) for each in _one_line(value))
    return re.sub(r"([&%$#_])", r"\\\1", plain_braces)
