"""Whether what lies between two texts matters."""

from collections.abc import Sequence
from typing import Final

from clauseatlas.changes.importance import by_importance
from clauseatlas.changes.languages import switched
from clauseatlas.changes.spelling import spelling_switched
from clauseatlas.model.change import Comparison, Edit, Judgement
from clauseatlas.model.policytext import PolicyText
from clauseatlas.model.words import ChangeReason, Significance
from clauseatlas.text.cues.errors import MAINTENANCE, SOFT_404

# A text with fewer words beside one with many more is no policy but a failed reading of it.
EMPTY_TEXT: Final = 20
FULL_TEXT: Final = 200
# So few words that say that there is no page are the page of an error.
ERROR_PAGE: Final = 120
# An edition for another country differs in so many places.
EDITION_EDITS: Final = 10


def judge(comparison: Comparison, before: PolicyText, after: PolicyText, *, seen_before: bool = False) -> Judgement:
    """The significance of a comparison with the reasons of the edits that give it, most important first.

    `seen_before` says that the document showed the later text already: a return is told as a return and is no new change.
    """
    if comparison.before_sha256 == comparison.after_sha256 and before.links == after.links:
        return Judgement(significance=Significance.IDENTICAL)
    whole = _of_the_whole(before, after, seen_before=seen_before)
    if whole is not None:
        return Judgement(significance=Significance.COSMETIC, reasons=(whole,))
    for significance in (Significance.SUBSTANTIVE, Significance.UNCLEAR, Significance.COSMETIC):
        edits = [edit for edit in comparison.edits if edit.significance is significance]
        if edits:
            if significance is Significance.SUBSTANTIVE and _is_other_edition(edits, before, after):
                return Judgement(significance=Significance.COSMETIC, reasons=(ChangeReason.LOCALE_SWITCH,))
            return Judgement(significance=significance, reasons=by_importance(reason for edit in edits for reason in edit.reasons))
    reason = ChangeReason.LINKS_ONLY if before.text == after.text else ChangeReason.FORMATTING
    return Judgement(significance=Significance.COSMETIC, reasons=(reason,))


def _is_other_edition(edits: Sequence[Edit], before: PolicyText, after: PolicyText) -> bool:
    """Whether a text is the edition of another country in the same language: spelled its way throughout, and not a clause more or less."""
    clauses = {ChangeReason.NEW_CLAUSE, ChangeReason.REMOVED_CLAUSE}
    if len(edits) < EDITION_EDITS or any(clauses.intersection(edit.reasons) for edit in edits):
        return False
    return spelling_switched(before.text, after.text)


def as_return(judgement: Judgement) -> Judgement:
    """The judgement of a return that lasted: what its edits weigh, with the return as the first reason."""
    return Judgement(significance=judgement.significance, reasons=by_importance((ChangeReason.SEEN_BEFORE, *judgement.reasons)))


def _of_the_whole(before: PolicyText, after: PolicyText, *, seen_before: bool) -> ChangeReason | None:
    """A reason that lies in the text as a whole and makes its edits meaningless."""
    if seen_before:
        return ChangeReason.SEEN_BEFORE
    if switched(before, after):
        return ChangeReason.LOCALE_SWITCH
    sizes = sorted((before.words, after.words))
    if sizes[0] < EMPTY_TEXT and sizes[1] > FULL_TEXT:
        return ChangeReason.EXTRACTION_ARTEFACT
    shorter = min(before, after, key=lambda policy: policy.words)
    if sizes[0] < ERROR_PAGE and sizes[1] > FULL_TEXT and any(cue.search(shorter.text) for cue in (SOFT_404, MAINTENANCE)):
        return ChangeReason.EXTRACTION_ARTEFACT
    return None
