"""Provisions over versions: spans, places, standing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clauseatlas.records.models import Document, Mention, Provision, Revision
from clauseatlas.records.queries.provisions import Arrival, ended_like, mark_superseded, placed_in, set_standing, standing_count, store_arrivals
from clauseatlas.records.queries.versions import plain_text, policy_text, store_analysis

from .conftest import NOW, Publish, policy, provision

LATER = NOW + timedelta(days=1)


def test_provisions_come_back_in_text_order_with_exact_quotes(publish: Publish) -> None:
    version = publish("Disputes go to arbitration.", "We keep letters for 30 days.")
    text = plain_text(version)
    quotes = [each.provision.finding.quotes[0] for each in placed_in(version)]
    assert [text[quote.start : quote.end] for quote in quotes] == ["Disputes go to arbitration.", "We keep letters for 30 days."]
    assert Mention.objects.filter(regulation="faa").count() == 2


def test_unchanged_clause_extends_its_span_and_has_its_new_place(publish: Publish) -> None:
    first = publish("Disputes go to arbitration.")
    kept = placed_in(first)[0]
    text = policy("A sentence before it.", "Disputes go to arbitration.").text
    moved = provision("Disputes go to arbitration.", text.index("Disputes"))
    second = publish(
        "A sentence before it.",
        "Disputes go to arbitration.",
        keeps=(Arrival(provision=moved, provision_id=kept.provision_id, revision=kept.revision),),
        seen=LATER,
    )
    revision = Revision.objects.get()
    assert (revision.first_version, revision.last_version) == (first, second)
    assert [each.provision.finding.quotes[0].start for version in (first, second) for each in placed_in(version)] == [7, text.index("Disputes")]


def test_revised_clause_keeps_its_record_under_a_new_revision(publish: Publish) -> None:
    number = placed_in(publish("Disputes go to arbitration."))[0].provision_id
    publish(
        "All disputes go to arbitration.",
        keeps=(Arrival(provision=provision("All disputes go to arbitration.", 7), provision_id=number),),
        seen=LATER,
    )
    row = Provision.objects.get()
    assert (row.pk, row.status, row.current.number) == (number, "revised", 2)


def test_what_is_not_in_the_current_version_is_ended_and_can_be_recognised(document: Document, publish: Publish) -> None:
    first = publish("Disputes go to arbitration.")
    publish("We keep letters for 30 days.", seen=LATER)
    assert [row.status for row in Provision.objects.order_by("pk")] == ["ended", "standing"]
    assert [row.first_version for row in ended_like(document, ["arbitration"])] == [first]
    assert standing_count([document.pk]) == 1


def test_older_version_found_again_does_not_shorten_a_span(document: Document, publish: Publish) -> None:
    first = publish("Disputes go to arbitration.")
    kept = placed_in(first)[0]
    keeps = (Arrival(provision=kept.provision, provision_id=kept.provision_id, revision=kept.revision),)
    second = publish("Disputes go to arbitration.", "More.", keeps=keeps, seen=LATER)
    store_arrivals(document, first, list(keeps), method={}, now=LATER)
    assert Revision.objects.get().last_version == second


def test_revision_that_stands_nowhere_any_more_is_superseded(document: Document, publish: Publish) -> None:
    version = publish("Disputes go to arbitration.")
    old = placed_in(version)[0]
    better = Arrival(provision=provision("Disputes go to arbitration.", 7, title="Arbitration, by another name"), provision_id=old.provision_id)
    stored = store_arrivals(document, version, [better], method={"catalogue": "2"}, now=LATER)
    store_analysis(version, places=stored.places, method={"catalogue": "2"}, now=LATER)
    mark_superseded(document)
    set_standing(document, version, stored.revisions)
    assert list(Revision.objects.order_by("number").values_list("superseded", flat=True)) == [True, False]
    assert Provision.objects.get().status == "standing", "a better method is no revision of the platform"


@pytest.mark.parametrize("clauses", [2, 30])
def test_number_of_queries_does_not_grow_with_the_clauses(document: Document, publish: Publish, clauses: int) -> None:
    version = publish(*(f"Clause {number} goes to arbitration." for number in range(clauses)))
    with CaptureQueriesContext(connection) as asked:
        placed_in(version)
    assert len(asked) == 2
    with CaptureQueriesContext(connection) as asked:
        policy_text(version)
    assert len(asked) == 1
    with CaptureQueriesContext(connection) as asked:
        publish(*(f"Rule {number} goes to arbitration." for number in range(clauses)), seen=LATER)
    assert len(asked) <= 30
