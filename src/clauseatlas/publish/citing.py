"""Citations of a provision: the revision cited, its date and the full digest of the text it was read from."""

from dataclasses import dataclass

from clauseatlas.records.addresses import provision_path
from clauseatlas.records.models import Provision, Revision


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A citation ready to be copied."""

    style: str
    text: str


def cite(provision: Provision, revision: Revision, *, site: str) -> tuple[Citation, ...]:
    """The citation in plain words and as BibTeX."""
    document, version = provision.document, revision.first_version
    seen = version.first_seen
    day = f"{seen.day} {seen:%B %Y}"
    section = " > ".join(revision.quotes[0]["section"])
    place = f", section “{section}”" if section else ""
    url = f"{site}{provision_path(provision)}"
    plain = (
        f"{document.platform.name}, {document.title}, version {version.number} (first seen {day}){place}. "
        f"Clause Atlas, {provision.record_id}, revision {revision.number}. {url} (text SHA-256 {version.text_sha256})."
    )
    fields = {
        "title": f"{{{document.title}, version {version.number}}}",
        "author": f"{{{document.platform.name}}}",
        "year": f"{seen:%Y}",
        "month": f"{seen:%m}",
        "howpublished": f"Clause Atlas, {provision.record_id}, revision {revision.number}",
        "url": url,
        "note": f"text SHA-256 {version.text_sha256}",
    }
    body = ",\n".join(f"  {name} = {{{_bibtex(value)}}}" for name, value in fields.items())
    return (Citation(style="Plain", text=plain), Citation(style="BibTeX", text=f"@misc{{{provision.record_id},\n{body}\n}}"))


def _bibtex(value: str) -> str:
    """A value in which no character is a command."""
    for character in "&%$#_":
        value = value.replace(character, f"\\{character}")
    return value
