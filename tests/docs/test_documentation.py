"""Every setting, command and address is documented, and every local link in the documentation leads somewhere."""

import re
from pathlib import Path

import pytest
from django.urls import URLPattern

from clauseatlas.cli.main import COMMANDS
from clauseatlas.pipeline.configuration import Configuration
from clauseatlas.site.urls import urlpatterns

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\(([^)#]+?)(?:#[^)]*)?\)")
PARAMETERS = {
    "<slug:kind>": r"[a-z-]+",
    "<str:value>": r"[a-z_:]+",
    "<str:key>": r"msg_[a-z]+",
    "<str:record>": r"CA-[DPC]-\d{6}",
    "<slug:words>": r"[a-z-]+",
    "<slug:slug>": r"[a-z-]+",
    "<int:number>": r"\d+",
    "<int:level>": r"\d+",
    "<path:rest>": r"[x0-9/.p]+",
    "<base36:uidb36>": r"[0-9a-z]+",
    "<str:suffix>": r"[a-z.]+",
    "<slug:clause>": r"[a-z-]+",
    "<int:before>": r"\d+",
    "<int:after>": r"\d+",
}


def read(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(Configuration.model_fields))
def test_every_setting_is_documented(name: str) -> None:
    assert f"`CLAUSEATLAS_{name.upper()}`" in read("settings.md")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_documented(name: str) -> None:
    assert f"`clauseatlas {name}" in read("commands.md")


def test_every_address_is_documented() -> None:
    documented = re.findall(r"^\| `(/[^`]*)`", read("pages.md"), re.MULTILINE)
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        route = str(pattern.pattern)
        if route.endswith(".json") or (route.startswith(("provisions/<str:record>/", "documents/<str:record>/")) and route.count("/") == 2):
            continue  # twins, and addresses without words that lead to those with words
        expression = re.escape("/" + route)
        for parameter, shape in PARAMETERS.items():
            expression = expression.replace(re.escape(parameter), shape)
        assert any(re.fullmatch(expression, each) for each in documented), f"docs/pages.md lacks /{route}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_local_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
