"""Structured data in the vocabulary of schema.org, from assembled pages."""

from collections.abc import Mapping
from typing import Any

from clauseatlas.publish.pages.document_page import DocumentPage
from clauseatlas.publish.pages.parts import Head
from clauseatlas.publish.pages.provision_page import ProvisionPage

CONTEXT = "https://schema.org"


def structured(page: ProvisionPage, *, site: str) -> dict[str, Any]:
    """The questions of a record page as a FAQPage about the document quoted."""
    return {
        "@context": CONTEXT,
        "@type": "FAQPage",
        "name": page.head.title,
        "url": f"{site}{page.head.path}",
        "identifier": page.record_id,
        "dateModified": page.evidence.analysed.isoformat(),
        "breadcrumb": _crumbs(page.head, site),
        "about": {
            "@type": "DigitalDocument",
            "name": page.document.title,
            "identifier": page.document.record_id,
            "url": page.evidence.source_url,
            "sha256": page.evidence.text_sha256,
            "publisher": {"@type": "Organization", "name": page.platform.title},
        },
        "mainEntity": [
            {"@type": "Question", "name": each.question, "acceptedAnswer": {"@type": "Answer", "text": each.answer}} for each in page.questions
        ],
    }


def structured_document(page: DocumentPage, *, site: str) -> dict[str, Any]:
    """A document as a DigitalDocument with its version and digest."""
    found = {
        "@context": CONTEXT,
        "@type": "DigitalDocument",
        "name": page.card.title,
        "url": f"{site}{page.head.path}",
        "identifier": page.card.record_id,
        "genre": page.card.type.label,
        "inLanguage": page.language or None,
        "version": page.version,
        "sha256": page.text_sha256 or None,
        "dateModified": page.updated.isoformat() if page.updated else None,
        "isBasedOn": page.card.url,
        "publisher": {"@type": "Organization", "name": page.platform.title},
        "breadcrumb": _crumbs(page.head, site),
    }
    return {name: value for name, value in found.items() if value is not None}


def structured_atlas(figures: Mapping[str, int], *, site: str) -> dict[str, Any]:
    """The whole atlas as a Dataset, with its size."""
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": "Clause Atlas",
        "description": "What the policies of digital platforms say, when they changed and what each clause means: provisions with exact quotations.",
        "url": f"{site}/",
        "isAccessibleForFree": True,
        "variableMeasured": [{"@type": "PropertyValue", "name": name, "value": value} for name, value in figures.items()],
    }


def _crumbs(head: Head, site: str) -> dict[str, Any]:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": crumb.label, "item": f"{site}{crumb.path or head.path}"}
            for place, crumb in enumerate(head.crumbs, start=1)
        ],
    }
