"""Open Terms Archive's names for kinds of documents, in our terms."""

from clauseatlas.model.words import DocumentType

TYPES = {
    "terms of service": DocumentType.TERMS_OF_SERVICE,
    "general conditions of sale": DocumentType.TERMS_OF_SERVICE,
    "conditions of carriage": DocumentType.TERMS_OF_SERVICE,
    "marketplace buyers conditions": DocumentType.TERMS_OF_SERVICE,
    "privacy policy": DocumentType.PRIVACY_POLICY,
    "business privacy policy": DocumentType.PRIVACY_POLICY,
    "parent organization privacy policy": DocumentType.PRIVACY_POLICY,
    "trackers policy": DocumentType.COOKIE_POLICY,
    "user consent policy": DocumentType.COOKIE_POLICY,
    "acceptable use policy": DocumentType.ACCEPTABLE_USE,
    "restricted use policy": DocumentType.ACCEPTABLE_USE,
    "community guidelines": DocumentType.COMMUNITY_GUIDELINES,
    "live policy": DocumentType.COMMUNITY_GUIDELINES,
    "review guidelines": DocumentType.COMMUNITY_GUIDELINES,
    "quality guidelines": DocumentType.COMMUNITY_GUIDELINES,
    "data processor agreement": DocumentType.DATA_PROCESSING_AGREEMENT,
    "data controller agreement": DocumentType.DATA_PROCESSING_AGREEMENT,
    "developer terms": DocumentType.DEVELOPER_TERMS,
    "single sign-on policy": DocumentType.DEVELOPER_TERMS,
    "commercial terms": DocumentType.COMMERCIAL_TERMS,
    "service level agreement": DocumentType.COMMERCIAL_TERMS,
    "premium partner conditions": DocumentType.COMMERCIAL_TERMS,
    "marketplace sellers conditions": DocumentType.SELLER_TERMS,
    "ranking parameters description": DocumentType.SELLER_TERMS,
    "platform to business notice": DocumentType.SELLER_TERMS,
    "business mediation policy": DocumentType.SELLER_TERMS,
    "content monetisation policy": DocumentType.CREATOR_TERMS,
    "advertising content policy": DocumentType.ADVERTISING_POLICY,
    "ad publishing policy": DocumentType.ADVERTISING_POLICY,
    "copyright claims policy": DocumentType.COPYRIGHT_POLICY,
    "law enforcement guidelines": DocumentType.LAW_ENFORCEMENT_GUIDELINES,
    "in-app purchases policy": DocumentType.REFUND_POLICY,
    "vulnerability disclosure policy": DocumentType.SECURITY_POLICY,
    "imprint": DocumentType.IMPRINT,
    "reports list": DocumentType.TRANSPARENCY_REPORT,
}


def document_type(name: str) -> DocumentType:
    """The document type for a name of Open Terms Archive, `other-policy` for those without a counterpart; reports on systemic risks are reports."""
    folded = name.strip().casefold()
    if folded.startswith("systemic risks"):
        return DocumentType.TRANSPARENCY_REPORT
    return TYPES.get(folded, DocumentType.OTHER_POLICY)
