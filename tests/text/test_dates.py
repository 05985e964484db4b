"""Dates that documents state about themselves."""

from datetime import date

import pytest

from clauseatlas.model.policytext import StatedKind
from clauseatlas.text.dates import mentions_date, newest
from clauseatlas.text.reading import read
from tests.text.texts import CLAUSES, html, page

U, E = StatedKind.UPDATED, StatedKind.EFFECTIVE


@pytest.mark.parametrize(
    ("line", "kind", "raw", "value", "certain"),
    [
        ("Last updated: May 5, 2026", U, "May 5, 2026", date(2026, 5, 5), True),
        ("This policy was last updated on 5th of May 2026.", U, "5th of May 2026", date(2026, 5, 5), True),
        ("Effective Date: 2026-05-05", E, "2026-05-05", date(2026, 5, 5), True),
        ("Effective as of 5 May 2026", E, "5 May 2026", date(2026, 5, 5), True),
        ("Stand: 18. März 2026", U, "18. März 2026", date(2026, 3, 18), True),
        ("Zuletzt aktualisiert am 03.04.2026", U, "03.04.2026", date(2026, 4, 3), True),
        ("Dernière mise à jour : 1er juin 2026", U, "1er juin 2026", date(2026, 6, 1), True),
        ("En vigueur à compter du 1 août 2026", E, "1 août 2026", date(2026, 8, 1), True),
        ("Última actualización: 2 de mayo de 2026", U, "2 de mayo de 2026", date(2026, 5, 2), True),
        ("Ultimo aggiornamento: 7 luglio 2026", U, "7 luglio 2026", date(2026, 7, 7), True),
        ("Última atualização: 7 de julho de 2026", U, "7 de julho de 2026", date(2026, 7, 7), True),
        ("Laatst bijgewerkt op 7 juli 2026", U, "7 juli 2026", date(2026, 7, 7), True),
        ("更新日期：2026年4月26日", U, "2026年4月26日", date(2026, 4, 26), True),
        ("Последнее обновление: 7 июля 2026", U, "7 июля 2026", date(2026, 7, 7), True),
        pytest.param("Last updated: 05/06/2026", U, "05/06/2026", date(2026, 6, 5), False, id="figures that can be read in two ways are uncertain"),
        pytest.param("Last updated: 25/06/2026", U, "25/06/2026", date(2026, 6, 25), True, id="figures that can be read in one way are certain"),
        pytest.param("Last updated: May 2026", U, "May 2026", date(2026, 5, 1), False, id="a month is no day"),
        pytest.param("Last updated: February 30, 2026", U, "February 30, 2026", None, False, id="a day that does not exist keeps its words"),
    ],
)
def test_labelled_date(line: str, kind: StatedKind, raw: str, value: date | None, certain: bool) -> None:
    languages = {
        "Stand": "de",
        "Zulet": "de",
        "Derni": "fr",
        "En vi": "fr",
        "Últim": "es",
        "Ultim": "it",
        "Laats": "nl",
        "更新日期：": "zh",
        "После": "ru",
    }
    language = "pt" if "atualização" in line else languages.get(line[:5], "en")
    policy = read(page(f"<h1>Terms</h1><p>{line}</p>", lang=language))
    (stated,) = policy.stated
    assert (stated.kind, stated.raw, stated.value, stated.certain) == (kind, raw, value, certain)
    assert policy.text[stated.start : stated.end] == stated.raw


def test_american_pages_put_the_month_first() -> None:
    (stated,) = read(page("<h1>Terms</h1><p>Last updated: 05/06/2026</p>", lang="en-US")).stated
    assert (stated.value, stated.certain) == (date(2026, 5, 6), False)


def test_one_date_under_two_labels_is_told_twice() -> None:
    policy = html("<h1>Terms</h1><p>Last updated and effective: May 5, 2026</p>")
    assert [(stated.kind, stated.value) for stated in policy.stated] == [(U, date(2026, 5, 5)), (E, date(2026, 5, 5))]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Changes take effect thirty days after notice.", id="no date, no statement"),
        pytest.param("Copyright 2026 Fernlight Works", id="a year of copyright is no date of the document"),
        pytest.param("We were founded on 3 May 2011 in a shed.", id="a date without a label is about something else"),
        pytest.param("terms in force from 2009", id="a year alone is no date"),
    ],
)
def test_other_dates_are_not_stated(line: str) -> None:
    assert html(f"<h1>Terms</h1><p>{line}</p>").stated == ()


def test_date_in_the_middle_of_a_long_clause_is_not_about_the_document() -> None:
    filler = "".join(f"<p>{clause}</p>" for clause in CLAUSES * 12)
    clause = f"<p>The rate that was effective May 1, 2019 applies to old accounts only. {' '.join(CLAUSES)}</p>"
    assert html(f"<h1>Terms</h1>{filler}{clause}{filler}").stated == ()
    assert newest(html(f"<h1>Terms</h1>{filler}<p>Effective: May 1, 2026</p>{filler}").stated, E) == date(2026, 5, 1)


def test_words_that_look_like_a_labelled_date() -> None:
    assert mentions_date("Last updated 5/5/26")
    assert not mentions_date("We updated our shop")
