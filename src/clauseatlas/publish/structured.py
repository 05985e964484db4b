"""Structured data in the vocabulary of schema.org, from the assembled page."""

from typing import Any

from clauseatlas.publish.pages.provision_page import ProvisionPage


def structured(page: ProvisionPage, *, site: str) -> dict[str, Any]:
    """The questions of a record page as a FAQPage about the document quoted."""
    return {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "name": page.head.title,
        "url": f"{site}{page.head.path}",
        "about": {
            "@type": "DigitalDocument",
            "name": page.document.title,
            "url": page.evidence.source_url,
            "publisher": {"@type": "Organization", "name": page.platform.title},
        },
        "mainEntity": [
            {"@type": "Question", "name": each["question"], "acceptedAnswer": {"@type": "Answer", "text": each["answer"]}} for each in page.questions
        ],
    }
