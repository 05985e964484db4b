"""What stands in unchanged words is read as before: an edit elsewhere in a document neither ends nor adds a clause.

Finding looks at a sentence in its surroundings, so an edit to one paragraph could change what is found in the next. That would be told as something
the platform did to a clause it never touched.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from clauseatlas.model.change import Comparison
from clauseatlas.model.policytext import PolicyText, Span
from clauseatlas.model.provision import Finding
from clauseatlas.provisions.unchanged import Sameness, Unchanged


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What the same method found in the text before, that text, and its comparison with the later one."""

    findings: tuple[Finding, ...]
    policy: PolicyText
    comparison: Comparison


def steady(found: Sequence[Finding], earlier: Earlier, policy: PolicyText) -> tuple[Finding, ...]:
    """The findings of a later text in text order, where what stands in unchanged sentences alone is what was found there before.

    A sentence is unchanged where its words are, wherever it stands now, and where an edit touched its form only. A finding with any quotation in
    a changed sentence is as found now. One in unchanged sentences only is there if, and as, it was there before. Where an edit changed words that
    name no right, duty, number or party, what was found before and is not found any more stays: an edit so small ends no clause.
    """
    unchanged = Unchanged(earlier.policy, policy, earlier.comparison)
    before = [(finding, unchanged.moved(finding)) for finding in earlier.findings]
    lost = [finding for finding, moved in before if moved is None]
    parts = [(finding.clause_type, span) for finding in lost for span in unchanged.remains(finding)]
    touched = [finding for finding in found if not unchanged.holds(finding) or _is_part(finding, parts)]
    standing = [moved for _, moved in before if moved is not None]
    nearly = [moved for finding in lost if (moved := unchanged.moved(finding, least=Sameness.NEAR)) is not None]
    standing = [finding for finding in (*standing, *nearly) if not any(_same_clause(finding, other) for other in touched)]
    silent = [finding for finding in found if not finding.quotes]
    quoted = sorted((*(each for each in touched if each.quotes), *standing), key=lambda finding: (finding.quotes[0].start, finding.clause_type))
    return (*silent, *quoted)


def _is_part(finding: Finding, parts: Sequence[tuple[str, Span]]) -> bool:
    """Whether a finding is what an edit left of one that stood before."""
    return any(kind == finding.clause_type and quote.start < span.end and span.start < quote.end for quote in finding.quotes for kind, span in parts)


def _same_clause(finding: Finding, other: Finding) -> bool:
    """Whether a finding touched by an edit takes in the words of one that stood before."""
    return finding.clause_type == other.clause_type and any(
        mine.start < theirs.end and theirs.start < mine.end for mine in finding.quotes for theirs in other.quotes
    )
