"""The tables, one module per aggregate."""

from clauseatlas.records.models.captures import Capture, Sighting, Snapshot
from clauseatlas.records.models.changes import Change, Effect
from clauseatlas.records.models.consultations import Consultation
from clauseatlas.records.models.documents import Document
from clauseatlas.records.models.evidence import Checkpoint, Subtree, Testimony, Timestamp, Withholding
from clauseatlas.records.models.jobs import Job
from clauseatlas.records.models.ledger import Leaf
from clauseatlas.records.models.minting import Counter
from clauseatlas.records.models.platforms import Platform, PlatformName
from clauseatlas.records.models.provisions import Mention, Provision, Revision
from clauseatlas.records.models.searching import Entry, Part
from clauseatlas.records.models.versions import Period, Version, VersionText

__all__ = [
    "Capture",
    "Change",
    "Checkpoint",
    "Consultation",
    "Counter",
    "Document",
    "Effect",
    "Entry",
    "Job",
    "Leaf",
    "Mention",
    "Part",
    "Period",
    "Platform",
    "PlatformName",
    "Provision",
    "Revision",
    "Sighting",
    "Snapshot",
    "Subtree",
    "Testimony",
    "Timestamp",
    "Version",
    "VersionText",
    "Withholding",
]
