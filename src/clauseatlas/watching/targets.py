"""What can be watched: from the word in an address or a form ("platform:zoom", "provision:CA-P-000012") to the record that is meant."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.errors import BadInput
from clauseatlas.records import addresses
from clauseatlas.records.models import Change, Document, Platform, Provision
from clauseatlas.records.models.changes import CHANGE_KIND
from clauseatlas.records.models.documents import DOCUMENT_KIND
from clauseatlas.records.models.provisions import PROVISION_KIND
from clauseatlas.records.queries.documents import number_of
from clauseatlas.watching.matching import PARAMETERS
from clauseatlas.watching.words import Following

LONGEST_QUERY = 1000  # characters of a saved search
CHANGE = "change"  # the button on a change record: its platform is watched
SEARCH_WORDS = {"q": "words", "clause": "clause type", "type": "document type"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Something that can be watched: its word, what people call it, its page, and the columns of a watch on it."""

    key: str
    following: Following
    label: str
    path: str
    columns: dict[str, Any]
    platform: int | None = None


def target_of(word: str, catalogue: Catalogue) -> Target:
    """What a word means; raises BadInput where there is no such record."""
    kind, _, name = word.partition(":")
    if kind in RECORDS:
        return RECORDS[kind](name)
    if kind in KNOWLEDGE:
        return KNOWLEDGE[kind](name, catalogue)
    raise BadInput(f"“{word[:60]}”", "is nothing that can be watched")


def _changed(name: str) -> Target:
    change = Change.objects.select_related("document__platform").filter(pk=number_of(name, CHANGE_KIND)).first()
    if change is None:
        raise BadInput(f"“{name[:60]}”", "is no change of this atlas")
    return _platform(change.document.platform.slug)


def _platform(name: str) -> Target:
    platform = Platform.objects.filter(slug=name).first()
    if platform is None:
        raise BadInput(f"“{name[:60]}”", "is no platform of this atlas")
    return Target(
        key=f"platform:{platform.slug}",
        following=Following.PLATFORM,
        label=platform.name,
        path=addresses.platform_path(platform),
        columns={"platform": platform},
        platform=platform.pk,
    )


def _document(name: str) -> Target:
    document = Document.objects.select_related("platform").filter(pk=number_of(name, DOCUMENT_KIND)).first()
    if document is None:
        raise BadInput(f"“{name[:60]}”", "is no document of this atlas")
    return Target(
        key=f"document:{document.record_id}",
        following=Following.DOCUMENT,
        label=_cut(f"{document.platform.name}: {document.title}"),
        path=addresses.document_path(document),
        columns={"document": document},
        platform=document.platform_id,
    )


def _provision(name: str) -> Target:
    number = number_of(name, PROVISION_KIND)
    provision = Provision.objects.select_related("document__platform", "current").filter(pk=number).first()
    if provision is None:
        raise BadInput(f"“{name[:60]}”", "is no provision of this atlas")
    title = provision.current.title if provision.current else provision.clause_type
    return Target(
        key=f"provision:{provision.record_id}",
        following=Following.PROVISION,
        label=_cut(f"{provision.document.platform.name}: {title} ({provision.record_id})"),
        path=addresses.provision_path(provision),
        columns={"provision": provision},
        platform=provision.document.platform_id,
    )


def _clause_type(name: str, catalogue: Catalogue) -> Target:
    kind = catalogue.clauses.get(name)
    if kind is None:
        raise BadInput(f"“{name[:60]}”", "is no clause type of this atlas")
    return Target(
        key=f"clause-type:{name}", following=Following.CLAUSE_TYPE, label=_cut(kind.title), path=f"/clauses/{name}/", columns={"target": name}
    )


def _regulation(name: str, catalogue: Catalogue) -> Target:
    regulation = catalogue.regulations.get(name)
    if regulation is None:
        raise BadInput(f"“{name[:60]}”", "is no regulation of this atlas")
    return Target(
        key=f"regulation:{name}", following=Following.REGULATION, label=_cut(regulation.short), path=f"/regulations/{name}/", columns={"target": name}
    )


def _search(query: str) -> Target:
    """A saved search; parameters that only order or page the results are left out, the rest stands in one order."""
    kept = sorted((name, value.strip()[:200]) for name, value in parse_qsl(query) if name in {"q", *PARAMETERS} and value.strip())
    clean = urlencode(kept)
    if len(clean) > LONGEST_QUERY:
        raise BadInput("the search", "is too long to be kept")
    words = ", ".join(f"{SEARCH_WORDS.get(name, name)} {value}" for name, value in kept)
    label = f"the search for {words}" if words else "every change in this atlas"
    path = f"/registry/?{clean}" if clean else "/changes/"
    return Target(key=f"search:{clean}", following=Following.SEARCH, label=_cut(label), path=path, columns={"query": clean})


def _cut(label: str) -> str:
    return label if len(label) <= 200 else label[:199] + "…"


RECORDS = {
    Following.PLATFORM.value: _platform,
    Following.DOCUMENT.value: _document,
    Following.PROVISION.value: _provision,
    Following.SEARCH.value: _search,
    CHANGE: _changed,
}
KNOWLEDGE = {Following.CLAUSE_TYPE.value: _clause_type, Following.REGULATION.value: _regulation}
FAMILIES = {
    "platforms": Following.PLATFORM.value,
    "documents": Following.DOCUMENT.value,
    "provisions": Following.PROVISION.value,
    "changes": CHANGE,
    "clauses": Following.CLAUSE_TYPE.value,
    "regulations": Following.REGULATION.value,
}
SEARCHES = {"/registry/": True, "/changes/": False, "/": False}
"""Pages that show many records, and whether what is watched there is narrowed as the page is."""


def word_of_page(path: str, query: str = "") -> str:
    """The word for what a public page is about; empty where there is nothing to watch."""
    if path in SEARCHES:
        return f"search:{query if SEARCHES[path] else ''}"
    family, _, rest = path.strip("/").partition("/")
    return f"{FAMILIES[family]}:{rest.partition('/')[0]}" if family in FAMILIES and rest else ""
