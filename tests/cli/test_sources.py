"""`analyse` and `diff`: files, addresses, standard input; one line and exit 2 for what cannot be read."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from clauseatlas.cli.main import main

from ..pipeline.editions import FIRST, LOGIN_WALL, SHORTER_WINDOW, page
from .conftest import Site

FIELDS = {
    "clause_type",
    "category",
    "title",
    "stance",
    "severity",
    "confidence",
    "basis",
    "quotes",
    "attributes",
    "statements",
    "actions",
    "regulations",
    "agencies",
}
STATEMENTS = {
    "what_it_is",
    "why_it_matters",
    "for_you",
    "interpretive_note",
    "regulatory_landscape",
    "governance_exposure",
    "jurisdiction_flags",
    "contract_implications",
    "compliance_considerations",
}


def call(*arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=given)


def report(*arguments: str, given: bytes | None = None) -> Any:
    return json.loads(call(*arguments, "--format", "json", given=given).stdout)


@pytest.fixture
def terms(tmp_path: Path) -> str:
    (tmp_path / "terms.html").write_bytes(FIRST)
    return str(tmp_path / "terms.html")


def test_analysis_has_the_fixed_fields_and_exact_quotes(terms: str) -> None:
    found = report("analyse", terms, "--platform", "Fernwick Post", "--with-text")
    assert found["gate"] == {"verdict": "policy", "reasons": []}
    assert found["document"]["type"] == "terms-of-service"
    assert found["document"]["media_type"] == "text/html"
    assert set(found["document"]["stated"]) == {"updated", "effective"}
    assert set(found["method"]) == {"reader", "catalogue", "classifier"}
    assert found["provisions"]
    for provision in found["provisions"]:
        assert set(provision) >= FIELDS
        assert set(provision["statements"]) == STATEMENTS
        assert all(found["text"][quote["start"] : quote["end"]] == quote["exact"] for quote in provision["quotes"])


def test_file_standard_input_and_address_give_the_same_text(terms: str, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSEATLAS_ALLOW_ORIGINS", site.origin)
    digests = {
        report("analyse", terms)["document"]["text_sha256"],
        report("analyse", "-", given=FIRST)["document"]["text_sha256"],
        report("analyse", f"http://{site.origin}/terms")["document"]["text_sha256"],
    }
    assert len(digests) == 1


def test_page_that_is_no_policy_ends_with_1_and_no_provisions(tmp_path: Path) -> None:
    (tmp_path / "wall.html").write_bytes(LOGIN_WALL)
    result = call("analyse", str(tmp_path / "wall.html"), "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["gate"]["verdict"] == "quarantined"
    assert json.loads(result.stdout)["provisions"] == []


def test_difference_has_verdict_edits_and_provisions(terms: str, tmp_path: Path) -> None:
    (tmp_path / "new.html").write_bytes(SHORTER_WINDOW)
    found = report("diff", terms, str(tmp_path / "new.html"))
    assert found["verdict"] == "substantive"
    assert found["counts"]["sentences_reworded"] == 1
    assert [edit["kind"] for edit in found["edits"]] == ["reworded"]
    touched = next(each for each in found["provisions"] if each["clause_type"] == "arbitration")
    assert (touched["fate"], touched["attributes"]["opt_out_days"]) == ("revised", {"before": 30, "after": 10})


def test_same_text_is_identical_whatever_the_bytes(terms: str, tmp_path: Path) -> None:
    (tmp_path / "new.html").write_bytes(page(nonce="other"))
    result = call("diff", terms, str(tmp_path / "new.html"), "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)["verdict"]) == (0, "identical")


def _sources(folder: Path, site: Site) -> dict[str, str]:
    (folder / "rubbish.bin").write_bytes(bytes(range(256)) * 2000)
    (folder / "rubbish.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 100)
    (folder / "empty.html").write_bytes(b"")
    with (folder / "huge.html").open("wb") as huge:
        huge.truncate(50_000_000)
    return {
        "missing file": str(folder / "missing.html"),
        "folder": str(folder),
        "empty file": str(folder / "empty.html"),
        "binary rubbish": str(folder / "rubbish.bin"),
        "rubbish called PDF": str(folder / "rubbish.pdf"),
        "file of 50 MB": str(folder / "huge.html"),
        "page of 50 MB": f"http://{site.origin}/huge",
        "gzip bomb": f"http://{site.origin}/bomb",
        "redirect loop": f"http://{site.origin}/loop",
        "missing page": f"http://{site.origin}/missing",
        "private address": "http://10.1.2.3/terms",
        "loopback that is not allowed": "http://127.0.0.1:9/terms",
        "address in disguise": "http://0x7f000001/terms",
        "no address": "http:///terms",
    }


UNREADABLE = (
    "missing file",
    "folder",
    "empty file",
    "binary rubbish",
    "rubbish called PDF",
    "file of 50 MB",
    "page of 50 MB",
    "gzip bomb",
    "redirect loop",
    "missing page",
    "private address",
    "loopback that is not allowed",
    "address in disguise",
    "no address",
)


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_one_clear_line_and_2(name: str, tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSEATLAS_ALLOW_ORIGINS", site.origin)
    source = _sources(tmp_path, site)[name]
    result = call("analyse", source)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert re.fullmatch(r"clauseatlas: .+\n", result.stderr)
    assert source in result.stderr


@pytest.mark.parametrize("arguments", [("analyse", "-", "--type", "terms"), ("platforms", "--sector", "nowhere"), ("diff", "a.html", "b.html")])
def test_unknown_names_are_one_clear_line_and_2(arguments: tuple[str, ...]) -> None:
    result = call(*arguments, given=FIRST)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
