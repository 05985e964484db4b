"""What a document leaves unsaid although a document of its type should say it."""

from collections.abc import Sequence

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.model.provision import Finding
from clauseatlas.model.words import Basis, DocumentType

DEFAULT_PRESENCE = 1.0  # nothing was found; how sure that is depends on the classifier's recall, which its card tells


def silences(findings: Sequence[Finding], catalogue: Catalogue, document_type: DocumentType) -> tuple[Finding, ...]:
    """A finding without quotes and with basis `silence` for each clause type that is expected in documents of this type and was not found.

    They are records of their own kind and no part of `analyse`: there is nothing to quote, so nothing is explained or graded.
    """
    found = {finding.clause_type for finding in findings}
    missing = [clause for clause in catalogue.clauses.values() if document_type in clause.expected_in and clause.id not in found]
    return tuple(
        Finding(clause_type=clause.id, stance=clause.stance_default, quotes=(), presence=DEFAULT_PRESENCE, basis=Basis.SILENCE) for clause in missing
    )
