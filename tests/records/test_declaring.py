"""Platforms and documents: declared once, found under every name."""

import pytest

from clauseatlas.errors import BadInput
from clauseatlas.model.words import DocumentType
from clauseatlas.records.models import Document, Platform
from clauseatlas.records.queries.documents import Variant, chosen, declare_document, document, document_of, due_or_exempt, each
from clauseatlas.records.queries.platforms import PlatformFacts, declare_platform, find_platform

from .conftest import NOW, declaration


def test_document_declared_twice_is_one_and_takes_the_newer_declaration(db: None) -> None:
    first, new = declare_document(declaration(), now=NOW)
    again, newer = declare_document(declaration(select=("main",), cadence_hours=6), now=NOW)
    assert (new, newer, again.pk) == (True, False, first.pk)
    assert document(first.record_id).declaration == declaration(select=("main",), cadence_hours=6)


@pytest.mark.parametrize("name", ["Harbour Line", "HARBOURLINE", "harbour-line", "Harbôurline", "harbourline"])
def test_platform_is_found_in_other_spellings(db: None, name: str) -> None:
    made = declare_platform("Harbourline", now=NOW)
    assert find_platform(name) == made
    assert declare_platform(name, now=NOW) == made


def test_platform_is_found_under_former_names(db: None) -> None:
    made = declare_platform("Harbourline", PlatformFacts(aliases=("Quayside", "Pier & Co")), now=NOW)
    assert [find_platform(name) for name in ("quayside", "Pier and Co", "Dockyard")] == [made, made, None]
    assert made.aliases == ("Pier & Co", "Quayside")


def test_name_of_another_platform_is_not_taken_over(db: None) -> None:
    quayside = declare_platform("Quayside", now=NOW)
    declare_platform("Harbourline", PlatformFacts(aliases=("Quayside",)), now=NOW)
    assert find_platform("Quayside") == quayside


def test_facts_fill_what_was_unknown_and_overwrite_nothing(db: None) -> None:
    declare_platform("Harbourline", PlatformFacts(sector="travel"), now=NOW)
    made = declare_platform("Harbourline", PlatformFacts(sector="shopping", owner="Quay Holdings"), now=NOW)
    assert (made.sector, made.owner) == ("travel", "Quay Holdings")


def test_platforms_whose_names_slug_alike_have_two_addresses(db: None) -> None:
    slugs = [declare_platform(name, now=NOW).slug for name in ("Ça va", "Ca va!?é", "新浪")]
    assert len(set(slugs)) == len(slugs)
    assert all(slugs)


def test_variants_are_documents_of_one_family(db: None) -> None:
    europe, _ = declare_document(declaration("https://harbourline.example/eu", region="EU"), now=NOW, variant=Variant(family="harbourline/terms"))
    states, _ = declare_document(declaration("https://harbourline.example/us", region="US"), now=NOW, variant=Variant(family="harbourline/terms"))
    assert europe.pk != states.pk
    assert europe.family == states.family


def test_due_are_those_whose_time_has_come_and_those_exempt(db: None) -> None:
    for path, due in (("a", NOW), ("b", NOW.replace(year=2027))):
        made, _ = declare_document(declaration(f"https://harbourline.example/{path}"), now=NOW)
        Document.objects.filter(pk=made.pk).update(next_due=due)
    declare_document(declaration("http://127.0.0.1:8123/c", type=DocumentType.PRIVACY_POLICY), now=NOW)
    Document.objects.filter(url__contains="8123").update(next_due=NOW.replace(year=2027))
    due = due_or_exempt(chosen(), now=NOW, exempt_prefixes=("http://127.0.0.1:8123/",))
    assert [found.url[-1] for found in each(due)] == ["a", "c"]


def test_paused_documents_are_not_chosen_unless_named(document: Document) -> None:
    Document.objects.update(paused=True)
    assert not chosen().exists()
    assert chosen(record_id=document.record_id).get() == document


@pytest.mark.parametrize("record_id", ["CA-D-000777", "CA-X-000001", "190", "CA-D-1", "'; drop"])
def test_unknown_record_ids_are_refused_with_their_name(db: None, record_id: str) -> None:
    with pytest.raises(BadInput, match=r"record id|not in this atlas"):
        document_of(record_id)


def test_unknown_platform_is_refused(db: None) -> None:
    with pytest.raises(BadInput, match="no platform of this atlas"):
        chosen(platform="Nowhere")
    assert not Platform.objects.exists()
