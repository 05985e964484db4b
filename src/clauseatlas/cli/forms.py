"""Analyses as the JSON that `analyse` and `diff` print; field names are fixed, new ones may be added."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clauseatlas.model.change import Edit, Effect, Passage
    from clauseatlas.model.policytext import PolicyText
    from clauseatlas.model.provision import Provision, Statements


def provision_form(provision: "Provision") -> dict[str, Any]:
    """A provision with quotes, severity, confidence, statements, actions and the law it touches."""
    finding, statements = provision.finding, provision.statements
    return {
        "clause_type": finding.clause_type,
        "category": provision.category.value,
        "title": provision.title,
        "stance": finding.stance.value,
        "severity": {
            "level": provision.severity.level.value,
            "factors": [{"factor": each.factor, "effect": each.effect, "because": each.because} for each in provision.severity.factors],
        },
        "confidence": {
            "presence": round(provision.confidence.presence, 4),
            "reading": provision.confidence.reading.value,
            "reasons": list(provision.confidence.reasons),
        },
        "basis": finding.basis.value,
        "quotes": [{"exact": each.exact, "start": each.start, "end": each.end, "section": list(each.section)} for each in finding.quotes],
        "attributes": {name: list(value) if isinstance(value, tuple) else value for name, value in finding.attributes.items()},
        "statements": _statements_form(statements),
        "actions": [
            {"kind": each.kind, "label": each.label, "who": each.who, "how": each.how, "url": each.url, "deadline_days": each.deadline_days}
            for each in provision.actions
        ],
        "regulations": [{"id": each.id, "articles": list(each.articles), "because": each.because} for each in provision.regulations],
        "agencies": [{"id": each.id, "because": each.because, "complaint_url": each.complaint_url} for each in provision.agencies],
        "questions": [{"question": each.question, "answer": each.answer} for each in provision.questions],
        "withheld": [{"part": each.part, "failed": each.failed} for each in provision.withheld],
    }


def _statements_form(statements: "Statements") -> dict[str, Any]:
    exposure = statements.governance_exposure
    return {
        "what_it_is": statements.what_it_is,
        "why_it_matters": statements.why_it_matters,
        "for_you": statements.for_you,
        "interpretive_note": statements.interpretive_note,
        "regulatory_landscape": statements.regulatory_landscape,
        "governance_exposure": {"level": statements.exposure.value, "text": exposure} if exposure is not None else None,
        "jurisdiction_flags": statements.jurisdiction_flags,
        "contract_implications": statements.contract_implications,
        "compliance_considerations": statements.compliance_considerations,
    }


def stated_form(policy: "PolicyText") -> dict[str, str | None]:
    """The dates that a document states about itself: the first certain one of each kind, else the first."""
    from clauseatlas.model.policytext import StatedKind

    found: dict[str, str | None] = {}
    for kind in StatedKind:
        dates = [each for each in policy.stated if each.kind is kind and each.value]
        chosen = next((each for each in dates if each.certain), dates[0] if dates else None)
        found[kind.value] = chosen.value.isoformat() if chosen and chosen.value else None
    return found


def edit_form(edit: "Edit") -> dict[str, Any]:
    """An edit with its passages and, inside a reworded one, its runs of words."""
    return {
        "id": edit.id,
        "kind": edit.kind.value,
        "significance": edit.significance.value,
        "reasons": [reason.value for reason in edit.reasons],
        "before": _passage_form(edit.before),
        "after": _passage_form(edit.after),
        "runs": [{"kind": run.kind.value, "text": run.text} for run in edit.runs],
    }


def _passage_form(passage: "Passage | None") -> dict[str, Any] | None:
    if passage is None:
        return None
    return {"exact": passage.exact, "start": passage.start, "end": passage.end, "section": list(passage.section)}


def effect_form(effect: "Effect") -> dict[str, Any]:
    """What a change did to a provision; a side that is not there is an empty object."""
    return {
        "clause_type": effect.clause_type,
        "fate": effect.fate.value,
        "direction": effect.direction.value,
        "because": effect.because,
        "attributes": {
            name: {side: list(value) if isinstance(value, tuple) else value for side, value in sides.items()}
            for name, sides in effect.attribute_table().items()
        },
        "before": provision_form(effect.before) if effect.before else {},
        "after": provision_form(effect.after) if effect.after else {},
    }
