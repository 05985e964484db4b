"""Declarations from command line, files and the bundled catalogue into the atlas."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from clauseatlas.capture.addresses import examine, parse_allow_origins, refusal
from clauseatlas.capture.failures import AddressRefused
from clauseatlas.catalogue.platforms import BundledPlatform
from clauseatlas.errors import BadInput
from clauseatlas.model.capture import Declaration
from clauseatlas.pipeline.workshop import Workshop
from clauseatlas.records.models import Document
from clauseatlas.records.queries.documents import ONLY_ONE, Variant, declare_document
from clauseatlas.records.queries.platforms import NOTHING_KNOWN, PlatformFacts

BROWSER, AUTO, FILE = "browser", "auto", "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """One document as declared somewhere: how to fetch it, what is known of its platform, for whom it is written."""

    declaration: Declaration
    facts: PlatformFacts = NOTHING_KNOWN
    variant: Variant = ONLY_ONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What declaring did: the documents in the order given, and how many of them are new."""

    documents: tuple[Document, ...]
    new: int


def declare(workshop: Workshop, declared: Iterable[Declared]) -> Outcome:
    """Enter declarations into the atlas; every address is checked before the first one is entered."""
    entries = list(declared)
    for entry in entries:
        check_address(workshop, entry.declaration)
    results = [declare_document(entry.declaration, entry.facts, now=workshop.clock(), variant=entry.variant) for entry in entries]
    return Outcome(documents=tuple(document for document, _ in results), new=sum(new for _, new in results))


def check_address(workshop: Workshop, declaration: Declaration) -> None:
    """Nothing for an address that may be visited; raises BadInput for one that the address guard would refuse by its form alone."""
    if declaration.fetcher == FILE:
        return
    try:
        target = examine(declaration.url)
    except AddressRefused as error:
        raise BadInput(declaration.url, f"is no address that can be visited ({error})") from None
    if target.endpoint in parse_allow_origins(",".join(workshop.configuration.allow_origins)):
        return
    because = refusal(target.host) if target.host.replace(".", "").isdigit() or ":" in target.host else None
    if because or target.host == "localhost":
        why = because or "this machine"
        raise BadInput(declaration.url, f"is not a public address ({why})", f"CLAUSEATLAS_ALLOW_ORIGINS={target.host}:{target.port} exempts it")


def of_platform(platform: BundledPlatform) -> list[Declared]:
    """The documents of a bundled platform."""
    facts = PlatformFacts(aliases=platform.aliases, sector=platform.sector, owner=platform.owner or "", home=platform.home or "")
    return [
        Declared(
            declaration=Declaration(
                platform=platform.name,
                title=document.title,
                type=document.type,
                url=document.url,
                fetcher=BROWSER if document.needs_browser else AUTO,
                language=document.language,
                region=document.region,
            ),
            facts=facts,
        )
        for document in platform.documents
    ]


def located(source: str) -> tuple[str, str]:
    """Address and fetcher for a source given by a person: a web address, or a file on this machine."""
    if "://" in source and not source.startswith("file:"):
        return source, AUTO
    path = Path(source.removeprefix("file://")).expanduser()
    if not path.exists():
        raise BadInput(source, "is neither a web address nor a file that exists")
    return path.resolve().as_uri(), FILE
