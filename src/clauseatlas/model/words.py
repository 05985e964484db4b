"""The closed lists of the product, as enums; their values are what JSON, URLs and tables carry."""

from enum import StrEnum


class Verdict(StrEnum):
    """What the gate says of a text."""

    POLICY = "policy"
    QUARANTINED = "quarantined"
    UNSURE = "unsure"


class GateReason(StrEnum):
    """Why a text is not, or may not be, the declared policy."""

    LOGIN_WALL = "login-wall"
    CONSENT_WALL = "consent-wall"
    BOT_CHECK = "bot-check"
    SOFT_404 = "soft-404"
    MAINTENANCE = "maintenance"
    SCRIPT_SHELL = "script-shell"
    TOO_SHORT = "too-short"
    NOT_PROSE = "not-prose"
    INDEX_PAGE = "index-page"
    REDIRECT_NOTICE = "redirect-notice"
    WRONG_LANGUAGE = "wrong-language"
    WRONG_REGION = "wrong-region"
    SHRUNK = "shrunk"
    UNLIKE_BEFORE = "unlike-before"


class Outcome(StrEnum):
    """How a visit ended; every visit has exactly one."""

    RECORDED = "recorded"
    SAME = "same"
    NOT_MODIFIED = "not-modified"
    REVERTED = "reverted"
    QUARANTINED = "quarantined"
    BLOCKED = "blocked"
    NOT_FOUND = "not-found"
    WITHDRAWN = "withdrawn"
    HTTP_ERROR = "http-error"
    TIMEOUT = "timeout"
    TOO_LARGE = "too-large"
    TRUNCATED = "truncated"
    TLS_ERROR = "tls-error"
    DNS_ERROR = "dns-error"
    CONNECTION_ERROR = "connection-error"
    ADDRESS_REFUSED = "address-refused"
    ROBOTS = "robots"
    UNREADABLE = "unreadable"
    NO_BROWSER = "no-browser"


class Stance(StrEnum):
    """Who may, must or may not do what; which of them a clause type allows is in its file."""

    PERMITS = "permits"
    CONDITIONS = "conditions"
    FORBIDS = "forbids"
    REQUIRES = "requires"
    BANS = "bans"
    GRANTS = "grants"
    WAIVES = "waives"
    LIMITS = "limits"
    STATES = "states"


class Level(StrEnum):
    """Severity, reading confidence and governance exposure."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Basis(StrEnum):
    """What a provision rests on."""

    EXPLICIT = "explicit"
    INFERRED = "inferred"
    SILENCE = "silence"


class Category(StrEnum):
    """The ten shelves on which clause types stand."""

    DISPUTES = "disputes"
    LIABILITY = "liability"
    CHANGES = "changes"
    CONTENT = "content"
    AI = "ai"
    DATA_COLLECTION = "data-collection"
    DATA_USE = "data-use"
    RIGHTS = "rights"
    MONEY = "money"
    STANDING = "standing"


class DocumentType(StrEnum):
    """What kind of policy a document is."""

    TERMS_OF_SERVICE = "terms-of-service"
    PRIVACY_POLICY = "privacy-policy"
    COOKIE_POLICY = "cookie-policy"
    ACCEPTABLE_USE = "acceptable-use"
    COMMUNITY_GUIDELINES = "community-guidelines"
    AI_POLICY = "ai-policy"
    DATA_PROCESSING_AGREEMENT = "data-processing-agreement"
    DEVELOPER_TERMS = "developer-terms"
    COMMERCIAL_TERMS = "commercial-terms"
    SELLER_TERMS = "seller-terms"
    CREATOR_TERMS = "creator-terms"
    ADVERTISING_POLICY = "advertising-policy"
    COPYRIGHT_POLICY = "copyright-policy"
    LAW_ENFORCEMENT_GUIDELINES = "law-enforcement-guidelines"
    CHILDRENS_POLICY = "childrens-policy"
    FEE_SCHEDULE = "fee-schedule"
    REFUND_POLICY = "refund-policy"
    SECURITY_POLICY = "security-policy"
    TRANSPARENCY_REPORT = "transparency-report"
    IMPRINT = "imprint"
    OTHER_POLICY = "other-policy"


class Significance(StrEnum):
    """The verdict over a comparison of two texts."""

    IDENTICAL = "identical"
    COSMETIC = "cosmetic"
    SUBSTANTIVE = "substantive"
    UNCLEAR = "unclear"


class EditKind(StrEnum):
    """What happened to a passage."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    SPLIT = "split"
    MERGED = "merged"


class Fate(StrEnum):
    """What a change did to a provision."""

    STANDING = "standing"
    REVISED = "revised"
    ADDED = "added"
    ENDED = "ended"


class Direction(StrEnum):
    """Where a change leads, for the person bound."""

    BETTER = "better"
    WORSE = "worse"
    NEUTRAL = "neutral"
    UNCLEAR = "unclear"


class ChangeReason(StrEnum):
    """Why a comparison was judged as it was: the cosmetic reasons first, then the substantive ones."""

    TYPOGRAPHY = "typography"
    PUNCTUATION = "punctuation"
    LINKS_ONLY = "links-only"
    DATES_ONLY = "dates-only"
    CONTACT_DETAILS = "contact-details"
    FORMATTING = "formatting"
    REORDERING = "reordering"
    NAVIGATION_RESIDUE = "navigation-residue"
    EXTRACTION_ARTEFACT = "extraction-artefact"
    LOCALE_SWITCH = "locale-switch"
    SPELLING = "spelling"
    SEEN_BEFORE = "seen-before"
    OBLIGATION = "obligation"
    RIGHT = "right"
    SCOPE = "scope"
    NUMBER = "number"
    DEADLINE = "deadline"
    PARTY = "party"
    PURPOSE = "purpose"
    RECIPIENT = "recipient"
    DEFINITION = "definition"
    NEW_CLAUSE = "new-clause"
    REMOVED_CLAUSE = "removed-clause"
    LINK_TARGET = "link-target"
    WORDING = "wording"


class VersionCause(StrEnum):
    """Why a version exists; `method_changed` is never a change by the platform."""

    FIRST = "first"
    DOCUMENT_CHANGED = "document_changed"
    METHOD_CHANGED = "method_changed"
