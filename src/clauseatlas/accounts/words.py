"""Closed lists of accounts: roles, scopes of keys, where a plan comes from, what the audit trail records."""

from enum import StrEnum


class Role(StrEnum):
    """What a member may do in an organisation; each role may do what those after it may."""

    OWNER = "owner"
    EDITOR = "editor"
    REVIEWER = "reviewer"
    READER = "reader"

    def covers(self, least: "Role") -> bool:
        """Whether this role may do what `least` may."""
        order = tuple(Role)
        return order.index(self) <= order.index(least)


ROLES = {Role.OWNER: "Owner", Role.EDITOR: "Editor", Role.REVIEWER: "Reviewer", Role.READER: "Reader"}
ROLE_DUTIES = {
    Role.OWNER: "Members, plan and keys, and everything below",
    Role.EDITOR: "Watches, channels and digests, and everything below",
    Role.REVIEWER: "Decides on changes, assigns, comments",
    Role.READER: "Reads everything the organisation watches",
}


class Scope(StrEnum):
    """What a key opens."""

    READ = "read"
    WATCH = "watch"
    REVIEW = "review"
    EXPORT = "export"


SCOPES = {
    Scope.READ: "Read the records of the atlas",
    Scope.WATCH: "Read and change watches, and read alerts",
    Scope.REVIEW: "Read and change the state of changes under review",
    Scope.EXPORT: "Export records in bulk",
}


class PlanSource(StrEnum):
    """Who set the plan of a holder."""

    NONE = "none"
    PAYMENT = "payment"
    OPERATOR = "operator"


class Deed(StrEnum):
    """What the audit trail records."""

    SIGNED_UP = "signed up"
    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    SIGN_IN_FAILED = "sign-in failed"
    EMAIL_CONFIRMED = "e-mail confirmed"
    EMAIL_ADDED = "e-mail added"
    EMAIL_CHANGED = "e-mail changed"
    EMAIL_REMOVED = "e-mail removed"
    PASSWORD_CHANGED = "password changed"  # noqa: S105 - the name of a deed
    PASSWORD_RESET = "password reset"  # noqa: S105 - the name of a deed
    SECOND_FACTOR_ADDED = "second factor added"
    SECOND_FACTOR_REMOVED = "second factor removed"
    SECOND_FACTOR_RENEWED = "recovery codes renewed"
    SESSION_ENDED = "session ended"
    PROFILE_CHANGED = "profile changed"
    COPY_TAKEN = "copy of own data taken"
    ACCOUNT_DELETED = "account deleted"
    ORGANISATION_MADE = "organisation made"
    ORGANISATION_RENAMED = "organisation renamed"
    ORGANISATION_DELETED = "organisation deleted"
    MEMBER_INVITED = "member invited"
    INVITATION_WITHDRAWN = "invitation withdrawn"
    MEMBER_JOINED = "member joined"
    MEMBER_LEFT = "member left"
    MEMBER_REMOVED = "member removed"
    ROLE_CHANGED = "role changed"
    OWNERSHIP_TRANSFERRED = "ownership transferred"
    KEY_MADE = "key made"
    KEY_REVOKED = "key revoked"
    TRIAL_BEGUN = "trial begun"
    PLAN_SET = "plan set"
    STAFF_APPOINTED = "staff appointed"
    STAFF_DISMISSED = "staff dismissed"
    PERSON_SUSPENDED = "person suspended"
    PERSON_RESTORED = "person restored"


class Measure(StrEnum):
    """What a plan counts."""

    PLATFORMS = "platforms"
    KEYS = "keys"
    MEMBERS = "members"
    REQUESTS_PER_HOUR = "requests_per_hour"


MEASURES = {
    Measure.PLATFORMS: "Platforms watched",
    Measure.KEYS: "API keys",
    Measure.MEMBERS: "Members",
    Measure.REQUESTS_PER_HOUR: "API requests an hour",
}


class Feature(StrEnum):
    """What a plan includes or does not."""

    SAME_DAY = "same_day"
    FINE_WATCHES = "fine_watches"
    TIMELINES = "timelines"
    MAPPING = "mapping"
    AUDIT_PACKS = "audit_packs"
    COMPLIANCE = "compliance"
    HOOKS = "hooks"


FEATURES = {
    Feature.SAME_DAY: "Alerts on the same day",
    Feature.FINE_WATCHES: "Watches on single provisions, clause types, regulations and searches",
    Feature.TIMELINES: "Governance timelines in digests",
    Feature.MAPPING: "Regulatory mapping",
    Feature.AUDIT_PACKS: "Audit packs",
    Feature.COMPLIANCE: "Status, assignee and comments on changes",
    Feature.HOOKS: "Webhooks and chat channels",
}
