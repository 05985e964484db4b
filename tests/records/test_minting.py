"""Record numbers: in sequence, never twice, never without a transaction."""

import threading

import pytest
from django.db import connection, transaction

from clauseatlas.records.models import Counter, Document
from clauseatlas.records.queries.documents import declare_document

from .conftest import NOW, declaration


def test_numbers_follow_each_other(db: None) -> None:
    with transaction.atomic():
        assert list(Counter.mint("CA-D")) == [1]
        assert list(Counter.mint("CA-D", 3)) == [2, 3, 4]
        assert list(Counter.mint("CA-P")) == [1], "every kind counts for itself"
        assert list(Counter.mint("CA-P", 0)) == []


@pytest.mark.django_db(transaction=True)
def test_minting_outside_a_transaction_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        Counter.mint("CA-D")


def _mint_and_fail() -> None:
    with transaction.atomic():
        Counter.mint("CA-D")
        raise RuntimeError("the power went")


def test_failed_transaction_leaves_no_gap(db: None) -> None:
    with pytest.raises(RuntimeError):
        _mint_and_fail()
    assert declare_document(declaration(), now=NOW)[0].record_id == "CA-D-000001"


def test_number_of_a_document_is_not_given_out_again(db: None) -> None:
    first, _ = declare_document(declaration(), now=NOW)
    first.delete()
    assert declare_document(declaration(), now=NOW)[0].record_id == "CA-D-000002"


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_get_different_numbers() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory has one writer; processes on a file are in tests/pipeline/test_together.py, connections run on PostgreSQL")

    def declare(number: int) -> None:
        declare_document(declaration(f"https://harbourline.example/{number}", platform=f"Harbourline {number}"), now=NOW)
        connection.close()

    threads = [threading.Thread(target=declare, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Document.objects.values_list("pk", flat=True)) == list(range(1, 9))
