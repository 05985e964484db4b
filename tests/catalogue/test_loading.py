"""The catalogue loads whole, strictly, with the place of every fault; its stamp follows its bytes."""

import shutil
from pathlib import Path

import pytest

from clauseatlas.catalogue.checks import pattern_problems
from clauseatlas.catalogue.loading import FOLDER, load_catalogue, read_catalogue, read_clause
from clauseatlas.errors import CatalogueError
from clauseatlas.model.words import DocumentType

CLAUSE = "clauses/arbitration.toml"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the catalogue with one clause type, whatever others are there."""
    folder = tmp_path_factory.mktemp("catalogue")
    for name in ("regulations", "agencies"):
        shutil.copytree(FOLDER / name, folder / name)
    (folder / "clauses").mkdir()
    shutil.copy(FOLDER / CLAUSE, folder / CLAUSE)
    shutil.copy(FOLDER / "document_types.toml", folder)
    return folder


def change(folder: Path, tmp_path: Path, file: str, old: str, new: str) -> Path:
    copied = tmp_path / "catalogue"
    shutil.copytree(folder, copied)
    text = (copied / file).read_text(encoding="utf-8")
    assert old in text
    (copied / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return copied


FAULTS = [
    ("a misspelt key", CLAUSE, 'usual = "high"', 'usual = "high"\nusaul = "low"', "usaul", "is not a known key"),
    ("an id that is not the file's", CLAUSE, 'id = "arbitration"', 'id = "arbitrage"', "id", "name of the file"),
    ("a value outside a closed list", CLAUSE, 'category = "disputes"', 'category = "fights"', "category", "'fights' is not one of"),
    ("a stance the type does not have", CLAUSE, 'default = "states"', 'default = "waives"', "stance.default", "not among the stances"),
    (
        "a condition on an attribute that is not there",
        CLAUSE,
        'attributes = { opt_out_days = "*" } }\nsay',
        'attributes = { days = "*" } }\nsay',
        "titles[1].when",
        "'days' is no attribute",
    ),
    ("a condition on a value that is not there", CLAUSE, '["AAA", "JAMS", "NAM", "ICC"]', '["ABA"]', "titles[3].when", "'ABA' is no value"),
    (
        "a placeholder that is not there",
        CLAUSE,
        'within {opt_out_days}"',
        'within {opt_in_days}"',
        "titles[1].say",
        "{opt_in_days} is no attribute",
    ),
    ("an unclosed placeholder", CLAUSE, 'within {opt_out_days}"', 'within {opt_out_days"', "titles[1].say", "unclosed"),
    (
        "a law that is not there",
        CLAUSE,
        'say = "An arbitrator decides in private',
        'say = "({law:gdpr 999}) An arbitrator decides in private',
        "statements.why_it_matters[1].say",
        "gdpr has no",
    ),
    (
        "filler",
        CLAUSE,
        "An arbitrator decides in private",
        "Please note that an arbitrator decides",
        "statements.why_it_matters[1].say",
        "say the thing itself",
    ),
    (
        "a touch that lists other articles than it names",
        "regulations/faa.toml",
        'articles = ["402"]',
        'articles = ["2"]',
        "articles",
        "the sentence names",
    ),
    ("an address without its scheme", "agencies/ftc.toml", 'home = "https://', 'home = "http://', "home", "not a complete https address"),
    ("an agency that is not there", "regulations/gdpr.toml", '"edpb-members"', '"nobody"', "agencies", "there is no agency"),
    ("a missing document type", "document_types.toml", 'id = "imprint"', 'id = "other-policy"', "type", "imprint is missing"),
]


@pytest.mark.parametrize(("file", "old", "new", "key", "problem"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
def test_a_fault_is_refused_with_file_and_key(whole: Path, tmp_path: Path, *, file: str, old: str, new: str, key: str, problem: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        read_catalogue(change(whole, tmp_path, file, old, new))
    assert caught.value.file == file.replace("document_types.toml", f"{(tmp_path / 'catalogue').name}/document_types.toml")
    assert key in caught.value.key
    assert problem in caught.value.problem


def test_what_is_not_toml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "clauses" / "broken.toml"
    path.parent.mkdir()
    path.write_text("id = ", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"clauses/broken\.toml: file: is not TOML"):
        read_clause(path)


def test_any_edit_gives_another_stamp(whole: Path, tmp_path: Path) -> None:
    changed = change(whole, tmp_path, CLAUSE, 'title = "Binding arbitration"', 'title = "Arbitration"')
    assert read_catalogue(whole).stamp != read_catalogue(changed).stamp
    assert read_catalogue(whole).stamp == read_catalogue(whole).stamp


def test_the_bundled_catalogue_is_read_once_and_knows_every_document_type() -> None:
    assert load_catalogue() is load_catalogue()
    assert set(load_catalogue().document_types) == set(DocumentType)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [(r"heading = '\barbitration\b'", "heading = '('", "is not a pattern"), (r"near = '\b(?:opt", r"near = '|\b(?:opt", "matches the empty text")],
)
def test_a_pattern_that_cannot_work_is_told(whole: Path, tmp_path: Path, old: str, new: str, problem: str) -> None:
    clause = read_clause(change(whole, tmp_path, CLAUSE, old, new) / CLAUSE)
    assert [problem in each.problem for each in pattern_problems(clause)] == [True]
