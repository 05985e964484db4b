"""The laws of the catalogue point to their publishers, carry dates in order, and fit their touches and agencies."""

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

import pytest

from clauseatlas.catalogue import loading, templates
from clauseatlas.catalogue.kinds import Agency, Regulation
from clauseatlas.provisions.quantities import number_words
from clauseatlas.provisions.sentences import fold

REGULATIONS = loading.read_regulations(loading.FOLDER)
AGENCIES = loading.read_agencies(loading.FOLDER)
LEAST_REGULATIONS = 42  # what the catalogue promises to cover
MOST_AT_ONCE = 6  # touches of different laws that need no word of the clause; more make a record a list of laws
WHOLE = re.compile(r"\b(?:all|every|everything|always|entire)\b")  # reads as a claim about the whole clause and is withheld for clauses about a part

# Who publishes the law of a region; a source elsewhere is a copy that may be outdated.
PUBLISHERS = {
    "European Union": {"eur-lex.europa.eu"},
    "European Economic Area": {"eur-lex.europa.eu"},
    "France": {"www.legifrance.gouv.fr"},
    "United Kingdom": {"www.legislation.gov.uk"},
    "United States": {"uscode.house.gov", "www.ecfr.gov", "www.govinfo.gov"},
    "California, United States": {"leginfo.legislature.ca.gov"},
    "Colorado, United States": {"leg.colorado.gov"},
    "Connecticut, United States": {"www.cga.ct.gov"},
    "Illinois, United States": {"www.ilga.gov"},
    "New York, United States": {"www.nysenate.gov"},
    "Texas, United States": {"statutes.capitol.texas.gov"},
    "Virginia, United States": {"law.lis.virginia.gov"},
    "Washington, United States": {"app.leg.wa.gov"},
    "Brazil": {"www.planalto.gov.br"},
    "Canada": {"laws-lois.justice.gc.ca"},
    "Quebec, Canada": {"www.legisquebec.gouv.qc.ca"},
    "Switzerland": {"www.fedlex.admin.ch"},
    "Japan": {"laws.e-gov.go.jp"},
    "China": {"www.cac.gov.cn", "www.npc.gov.cn"},
    "Singapore": {"sso.agc.gov.sg"},
    "India": {"www.meity.gov.in", "egazette.gov.in", "www.indiacode.nic.in"},
    "South Africa": {"www.gov.za"},
    "South Korea": {"www.law.go.kr"},
    "Australia": {"www.legislation.gov.au"},
    "New Zealand": {"www.legislation.govt.nz"},
}
# Dates that are easily confused: when a law enters into force and when it applies.
STAGED = [
    ("gdpr", None, date(2016, 5, 24), date(2018, 5, 25)),
    ("uk-gdpr", "22A", date(2026, 2, 5), date(2026, 2, 5)),
    ("uk-dpa-2018", "164A", date(2026, 6, 19), date(2026, 6, 19)),
    ("eu-ai-act", None, date(2024, 8, 1), date(2026, 8, 2)),
    ("eu-ai-act", "53(1)(d)", date(2024, 8, 1), date(2025, 8, 2)),
    ("eu-ai-act", "26(11)", date(2024, 8, 1), date(2027, 12, 2)),
    ("dsa", None, date(2022, 11, 16), date(2024, 2, 17)),
    ("data-act", None, date(2024, 1, 11), date(2025, 9, 12)),
    ("consumer-rights-directive", "11a", date(2023, 12, 18), date(2026, 6, 19)),
    ("dpdp-act", None, date(2025, 11, 13), date(2027, 5, 13)),
    ("connecticut-dpa", "42-520(c)", date(2026, 7, 1), date(2026, 7, 1)),
]
# Laws that speak of one thing only: each of their touches of the type needs a word of the clause.
NARROW = [
    ("bipa", "biometric-data", "We collect recordings of meetings.", "We create a scan of your face geometry."),
    ("bipa", "ai-training", "We may train models on your voice recordings.", "We train models on voiceprints made from your recordings."),
    ("vppa", "data-sharing", "We share your e-mail address with partners.", "We share your viewing history with partners."),
    ("hipaa", "data-sharing", "We share steps and heart rate with partners.", "We share protected health information with business associates."),
    ("coppa", "data-sharing", "We share data of adults with partners.", "We share data of children under 13 with partners."),
    ("ferpa", "data-sharing", "We share profile data with partners.", "We share student records with partners."),
    ("dma", "data-sharing", "We share data with partners.", "We combine data across our services."),
    ("appi", "international-transfer", "We transfer data to other countries.", "We transfer data of users in Japan to other countries."),
    ("software-directive", "automated-access", "You may not use bots.", "You may not decompile the software."),
    ("tcpa", "marketing-messages", "We send newsletters by mail.", "We send promotional text messages."),
]


def _sources(law: Regulation) -> Iterator[str]:
    yield law.source
    yield from (article.source for article in law.articles)


def test_the_catalogue_covers_the_laws_it_promises() -> None:
    assert len(REGULATIONS) >= LEAST_REGULATIONS


@pytest.mark.parametrize("law", REGULATIONS.values(), ids=REGULATIONS)
def test_sources_belong_to_the_publisher_of_the_law(law: Regulation) -> None:
    hosts = {urlsplit(source).netloc for source in _sources(law)}
    assert hosts <= PUBLISHERS[law.region]


@pytest.mark.parametrize("law", REGULATIONS.values(), ids=REGULATIONS)
def test_eu_sources_are_eli_addresses(law: Regulation) -> None:
    own = [source for source in _sources(law) if "eur-lex" in source]
    assert all(re.match(r"https://eur-lex\.europa\.eu/eli/(?:reg|dir|dec)/\d{4}/\d+/oj(?:#art_\d+[a-z]?)?\Z", source) for source in own)


@pytest.mark.parametrize("law", REGULATIONS.values(), ids=REGULATIONS)
def test_nothing_applies_before_it_is_in_force(law: Regulation) -> None:
    assert law.in_force <= law.applies
    for article in law.articles:
        assert (article.in_force or law.in_force) <= (article.applies or law.applies), article.number


@pytest.mark.parametrize(("name", "number", "in_force", "applies"), STAGED)
def test_entry_into_force_and_application_are_kept_apart(name: str, number: str | None, in_force: date, applies: date) -> None:
    law = REGULATIONS[name]
    article = next((article for article in law.articles if article.number == number), None)
    assert ((article or law).in_force, (article or law).applies) == (in_force, applies)


@pytest.mark.parametrize("law", REGULATIONS.values(), ids=REGULATIONS)
def test_articles_and_touches_fit_each_other(law: Regulation) -> None:
    numbers = [article.number for article in law.articles]
    assert len(numbers) == len(set(numbers))
    named = {article for touch in law.touches for article in touch.articles}
    assert named == set(numbers)  # an article nothing refers to is one nobody needs to keep right
    for touch in law.touches:
        references = list(templates.laws(touch.say))
        assert law.id in {reference.regulation for reference in references}
        for reference in references:
            assert set(reference.articles) <= {article.number for article in REGULATIONS[reference.regulation].articles}


@pytest.mark.parametrize("law", REGULATIONS.values(), ids=REGULATIONS)
def test_touches_claim_no_figure_and_no_whole_that_a_clause_could_lack(law: Regulation) -> None:
    for touch in law.touches:
        bare = re.sub(r"\{law:[^}]+\}", "", touch.say)
        assert number_words(fold(bare)) <= {"0", "1"}, touch.say
        assert not WHOLE.search(bare), touch.say


@pytest.mark.parametrize("law", REGULATIONS.values(), ids=REGULATIONS)
def test_agencies_of_a_law_say_why_they_are_competent(law: Regulation) -> None:
    for name in law.agencies:
        assert law.id in AGENCIES[name].regulations


@pytest.mark.parametrize("agency", AGENCIES.values(), ids=AGENCIES)
def test_laws_of_an_agency_name_it(agency: Agency) -> None:
    assert agency.regulations
    for name in agency.regulations:
        assert agency.id in REGULATIONS[name].agencies


@pytest.mark.parametrize(("name", "clause_type", "outside", "inside"), NARROW)
def test_narrow_laws_touch_only_clauses_that_speak_of_their_subject(name: str, clause_type: str, outside: str, inside: str) -> None:
    touches = [touch.when.words for touch in REGULATIONS[name].touches if touch.clause_type == clause_type]
    assert touches
    assert None not in touches
    assert not any(words.search(fold(outside)) for words in touches if words)
    assert any(words.search(fold(inside)) for words in touches if words)


def test_article_22_touches_nothing_but_automated_decisions() -> None:
    touched = {touch.clause_type for touch in REGULATIONS["gdpr"].touches if {"22(1)", "22(3)"} & set(touch.articles)}
    assert touched == {"automated-decisions"}


def test_a_clause_is_not_buried_under_laws() -> None:
    laws: dict[tuple[str, str], set[str]] = {}
    for law in REGULATIONS.values():
        for touch in law.touches:
            if touch.when.words is None:
                for stance in touch.when.stance or {"any"}:
                    laws.setdefault((touch.clause_type, str(stance)), set()).add(law.id)
    for (clause_type, stance), named in laws.items():
        together = named | laws.get((clause_type, "any"), set())
        assert len(together) <= MOST_AT_ONCE, (clause_type, stance, sorted(together))
