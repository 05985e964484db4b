"""From text to findings: spans, lists, merging, conditions that follow, languages."""

import pytest

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.model.policytext import PolicyText
from clauseatlas.model.provision import Finding
from clauseatlas.provisions.analysing import default_classifier
from clauseatlas.provisions.finding import find

from .texts import policy_of

EXAMPLE = (
    "Northlight may use customer content to improve our services, including to train machine learning models. "
    "We will not use audio, video or chat content for this purpose without your consent. "
    "Account owners and administrators can turn off certain of these uses in account settings."
)


def found(text: str | PolicyText, catalogue: Catalogue, type_: str = "ai-training") -> list[Finding]:
    policy = policy_of(text) if isinstance(text, str) else text
    findings = find(policy, catalogue.clauses, classifier=default_classifier(catalogue))
    for finding in findings:
        for quote in finding.quotes:
            assert policy.text[quote.start : quote.end] == quote.exact
    return [finding for finding in findings if finding.clause_type == type_]


def exact(finding: Finding) -> list[str]:
    return [quote.exact for quote in finding.quotes]


def test_the_worked_example_reads_as_two_provisions(catalogue: Catalogue) -> None:
    first, second = found(f"# Privacy\n## Service improvement\n{EXAMPLE}", catalogue)
    assert first.stance == "permits"
    assert first.attributes == {"content": "customer content", "consent": "opt-out", "opt_out_holder": "administrator"}
    assert exact(first) == [EXAMPLE.split(". ", maxsplit=1)[0] + ".", EXAMPLE.split(". ")[2]]
    assert second.stance == "conditions"
    assert second.attributes == {"content": ("audio", "video", "chat"), "consent": "opt-in"}
    assert second.quotes[0].section == ("Privacy", "Service improvement")


def test_a_list_item_is_quoted_with_its_lead_in(catalogue: Catalogue) -> None:
    (finding,) = found("We use your messages to:\n- answer you;\n- train our AI models;\n- send bills.", catalogue)
    assert exact(finding) == ["We use your messages to:", "train our AI models;"]


def test_a_lead_in_is_quoted_with_its_items(catalogue: Catalogue) -> None:
    (finding,) = found("We share your information with:\n- our affiliates;\n- sellers;\n- researchers.\nWe bake bread.", catalogue, "data-sharing")
    assert exact(finding) == ["We share your information with:", "our affiliates;", "sellers;", "researchers."]
    assert finding.attributes["recipients"] == ("affiliates", "sellers", "researchers")


def test_items_of_one_list_are_one_finding(catalogue: Catalogue) -> None:
    (finding,) = found("We use your messages to:\n- train our AI models;\n- send bills;\n- improve our machine learning models.", catalogue)
    assert exact(finding) == ["We use your messages to:", "train our AI models;", "improve our machine learning models."]


def test_neighbours_of_one_stance_are_one_finding_and_of_two_are_two(catalogue: Catalogue) -> None:
    same = "We may train AI models on your posts. We may also train AI models on your comments."
    other = "We may train AI models on your posts. We never train AI models on your messages."
    assert len(found(same, catalogue)) == 1
    assert [finding.stance.value for finding in found(other, catalogue)] == ["permits", "forbids"]


def test_neighbours_that_answer_a_question_differently_stay_apart(catalogue: Catalogue) -> None:
    text = "Unless you opt out, we train our models on your prompts. Even if you opt out, we use flagged messages to train our models."
    assert [finding.attributes["consent"] for finding in found(text, catalogue)] == ["opt-out", "none"]


def test_a_condition_that_follows_makes_the_permission_conditional(catalogue: Catalogue) -> None:
    (finding,) = found("We may use your posts to train AI models. We will only do so with your permission.", catalogue)
    assert finding.stance == "conditions"
    assert len(finding.quotes[0].exact.split(". ")) == 2


@pytest.mark.parametrize("text", ["Do you train AI models on my posts?", '"Model" means a machine learning model that is trained on data.'])
def test_questions_and_definitions_rule_nothing(text: str, catalogue: Catalogue) -> None:
    assert found(text, catalogue) == []


def test_a_ban_on_the_person_is_no_promise_of_the_platform(catalogue: Catalogue) -> None:
    assert found("You may not use our content to train AI models.", catalogue) == []
    assert found("# Prohibited uses\n- Using outputs to train AI models", catalogue) == []


def test_another_language_finds_only_types_with_signals_of_it(catalogue: Catalogue) -> None:
    german = policy_of("Wir verwenden Ihre Inhalte, um unsere KI-Modelle zu trainieren. We may train AI models on your posts.", language="de")
    findings = find(german, catalogue.clauses, classifier=default_classifier(catalogue))
    assert {finding.quotes[0].exact for finding in findings} == {"Wir verwenden Ihre Inhalte, um unsere KI-Modelle zu trainieren."}
    unknown = policy_of("Ons kan jou data gebruik om KI-modelle op te lei.", language="af")
    assert find(unknown, catalogue.clauses, classifier=default_classifier(catalogue)) == ()


def test_nothing_is_found_in_nothing(catalogue: Catalogue) -> None:
    assert find(policy_of(""), catalogue.clauses, classifier=default_classifier(catalogue)) == ()


def test_a_permission_that_only_follows_from_an_opt_out_is_inferred(catalogue: Catalogue) -> None:
    (inferred,) = found("You can opt out of having your posts used for AI training.", catalogue)
    (said,) = found("Unless you opt out, we use your posts for AI training.", catalogue)
    assert (inferred.stance.value, inferred.basis.value) == ("permits", "inferred")
    assert (said.stance.value, said.basis.value) == ("permits", "explicit")
