"""The words in which pages say the values of closed lists; no page shows an identifier."""

from clauseatlas.model.words import (
    Basis,
    Category,
    ChangeReason,
    Direction,
    DocumentType,
    EditKind,
    Fate,
    GateReason,
    Level,
    Outcome,
    Significance,
    Stance,
    VersionCause,
)

SEVERITIES = {Level.HIGH: "High", Level.MEDIUM: "Medium", Level.LOW: "Low"}

STANCES = {
    Stance.PERMITS: "Allows itself",
    Stance.CONDITIONS: "Only under conditions",
    Stance.FORBIDS: "Promises not to",
    Stance.REQUIRES: "Requires of you",
    Stance.BANS: "Forbids you",
    Stance.GRANTS: "Gives you a right",
    Stance.WAIVES: "You give up a right",
    Stance.LIMITS: "Limits",
    Stance.STATES: "States a rule",
}

BASES = {Basis.EXPLICIT: "Explicit language", Basis.INFERRED: "Inferred", Basis.SILENCE: "Silence"}

CATEGORIES = {
    Category.DISPUTES: "Disputes",
    Category.LIABILITY: "Liability",
    Category.CHANGES: "Changes and ending",
    Category.CONTENT: "Content",
    Category.AI: "Artificial intelligence",
    Category.DATA_COLLECTION: "Collecting data",
    Category.DATA_USE: "Using and sharing data",
    Category.RIGHTS: "Rights and safeguards",
    Category.MONEY: "Money",
    Category.STANDING: "Your standing",
}

DOCUMENT_TYPES = {
    DocumentType.TERMS_OF_SERVICE: "Terms of service",
    DocumentType.PRIVACY_POLICY: "Privacy policy",
    DocumentType.COOKIE_POLICY: "Cookie policy",
    DocumentType.ACCEPTABLE_USE: "Acceptable use policy",
    DocumentType.COMMUNITY_GUIDELINES: "Community guidelines",
    DocumentType.AI_POLICY: "AI policy",
    DocumentType.DATA_PROCESSING_AGREEMENT: "Data processing agreement",
    DocumentType.DEVELOPER_TERMS: "Developer terms",
    DocumentType.COMMERCIAL_TERMS: "Commercial terms",
    DocumentType.SELLER_TERMS: "Seller terms",
    DocumentType.CREATOR_TERMS: "Creator terms",
    DocumentType.ADVERTISING_POLICY: "Advertising policy",
    DocumentType.COPYRIGHT_POLICY: "Copyright policy",
    DocumentType.LAW_ENFORCEMENT_GUIDELINES: "Law enforcement guidelines",
    DocumentType.CHILDRENS_POLICY: "Children's policy",
    DocumentType.FEE_SCHEDULE: "Fee schedule",
    DocumentType.REFUND_POLICY: "Refund policy",
    DocumentType.SECURITY_POLICY: "Security policy",
    DocumentType.TRANSPARENCY_REPORT: "Transparency report",
    DocumentType.IMPRINT: "Imprint",
    DocumentType.OTHER_POLICY: "Other policy",
}

OUTCOMES = {
    Outcome.RECORDED: "New text recorded",
    Outcome.SAME: "Same text as before",
    Outcome.NOT_MODIFIED: "Not modified, says the server",
    Outcome.REVERTED: "An earlier text returned",
    Outcome.QUARANTINED: "Quarantined: not the policy",
    Outcome.BLOCKED: "Blocked by the site",
    Outcome.NOT_FOUND: "Not found",
    Outcome.WITHDRAWN: "Withdrawn by the platform",
    Outcome.HTTP_ERROR: "Server error",
    Outcome.TIMEOUT: "Timed out",
    Outcome.TOO_LARGE: "Too large",
    Outcome.TRUNCATED: "Arrived incomplete",
    Outcome.TLS_ERROR: "No trustworthy connection",
    Outcome.DNS_ERROR: "Host name not found",
    Outcome.CONNECTION_ERROR: "No connection",
    Outcome.ADDRESS_REFUSED: "Address refused by the guard",
    Outcome.ROBOTS: "Disallowed by robots.txt",
    Outcome.UNREADABLE: "Could not be read as text",
    Outcome.NO_BROWSER: "Needs a browser, none installed",
}

GATE_REASONS = {
    GateReason.LOGIN_WALL: "a log-in wall",
    GateReason.CONSENT_WALL: "a consent wall",
    GateReason.BOT_CHECK: "a bot check",
    GateReason.SOFT_404: "an error page sent as if it were found",
    GateReason.MAINTENANCE: "a maintenance page",
    GateReason.SCRIPT_SHELL: "a page that is empty without scripts",
    GateReason.TOO_SHORT: "too short to be the policy",
    GateReason.NOT_PROSE: "not prose",
    GateReason.INDEX_PAGE: "a page of links",
    GateReason.REDIRECT_NOTICE: "a notice that the page moved",
    GateReason.WRONG_LANGUAGE: "another language than declared",
    GateReason.WRONG_REGION: "another region than declared",
    GateReason.SHRUNK: "far less than the last good text",
    GateReason.UNLIKE_BEFORE: "unlike the text before",
}

SIGNIFICANCES = {
    Significance.IDENTICAL: "Identical",
    Significance.COSMETIC: "Cosmetic",
    Significance.SUBSTANTIVE: "Substantive",
    Significance.UNCLEAR: "Unclear",
}

CHANGE_REASONS = {
    ChangeReason.TYPOGRAPHY: "typography",
    ChangeReason.PUNCTUATION: "punctuation",
    ChangeReason.LINKS_ONLY: "links only",
    ChangeReason.DATES_ONLY: "dates only",
    ChangeReason.CONTACT_DETAILS: "contact details",
    ChangeReason.FORMATTING: "formatting",
    ChangeReason.REORDERING: "order",
    ChangeReason.NAVIGATION_RESIDUE: "navigation left in the text",
    ChangeReason.EXTRACTION_ARTEFACT: "an artefact of reading the page",
    ChangeReason.LOCALE_SWITCH: "another language or locale",
    ChangeReason.SPELLING: "spelling",
    ChangeReason.SEEN_BEFORE: "a text seen before",
    ChangeReason.OBLIGATION: "an obligation",
    ChangeReason.RIGHT: "a right",
    ChangeReason.SCOPE: "scope",
    ChangeReason.NUMBER: "a number",
    ChangeReason.DEADLINE: "a deadline",
    ChangeReason.PARTY: "a party",
    ChangeReason.PURPOSE: "a purpose",
    ChangeReason.RECIPIENT: "a recipient",
    ChangeReason.DEFINITION: "a definition",
    ChangeReason.NEW_CLAUSE: "a new clause",
    ChangeReason.REMOVED_CLAUSE: "a removed clause",
    ChangeReason.LINK_TARGET: "where a link leads",
    ChangeReason.WORDING: "wording",
}

EDIT_KINDS = {
    EditKind.ADDED: "Added",
    EditKind.REMOVED: "Removed",
    EditKind.REWORDED: "Reworded",
    EditKind.MOVED: "Moved",
    EditKind.RENUMBERED: "Renumbered",
    EditKind.SPLIT: "Split",
    EditKind.MERGED: "Merged",
}

FATES = {Fate.STANDING: "Unchanged", Fate.REVISED: "Revised", Fate.ADDED: "Added", Fate.ENDED: "Ended"}

DIRECTIONS = {
    Direction.BETTER: "Better for you",
    Direction.WORSE: "Worse for you",
    Direction.NEUTRAL: "Neither better nor worse",
    Direction.UNCLEAR: "Direction unclear",
}

STATUSES = {"standing": "Standing", "revised": "Revised", "ended": "Ended"}

CAUSES = {
    VersionCause.FIRST: "first text archived",
    VersionCause.DOCUMENT_CHANGED: "the document changed",
    VersionCause.METHOD_CHANGED: "our reading changed, the document did not",
}

HOLDERS = {
    "person": "You",
    "administrator": "Account owner or administrator",
    "account holder": "Account holder",
    "parent": "Parent or guardian",
    "participant": "Participant",
}
