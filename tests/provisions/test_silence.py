"""A type is silent only where it is expected and absent."""

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.model.provision import Finding, Quote
from clauseatlas.model.words import Basis, DocumentType, Stance
from clauseatlas.provisions.silence import silences

FOUND = Finding(clause_type="data-sharing", stance=Stance.PERMITS, quotes=(Quote(exact="We share.", start=0, end=9),))


def test_what_is_expected_and_absent_is_silence(catalogue: Catalogue) -> None:
    silent = {finding.clause_type: finding for finding in silences((), catalogue, DocumentType.PRIVACY_POLICY)}
    assert silent["data-sharing"].basis is Basis.SILENCE
    assert silent["data-sharing"].quotes == ()


def test_what_is_there_or_not_expected_is_no_silence(catalogue: Catalogue) -> None:
    assert "data-sharing" not in {finding.clause_type for finding in silences((FOUND,), catalogue, DocumentType.PRIVACY_POLICY)}
    assert "data-sharing" not in {finding.clause_type for finding in silences((), catalogue, DocumentType.IMPRINT)}
