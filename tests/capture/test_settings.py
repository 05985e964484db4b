"""Settings of visits come from the environment, and wrong ones are named."""

import pytest

from clauseatlas.capture.settings import VisitSettings, user_agent
from clauseatlas.errors import BadInput


def test_an_empty_environment_gives_the_defaults() -> None:
    assert VisitSettings.from_environment({}) == VisitSettings()


def test_the_environment_names_origins_browser_and_contact() -> None:
    settings = VisitSettings.from_environment(
        {
            "CLAUSEATLAS_ALLOW_ORIGINS": "127.0.0.1:8123",
            "CLAUSEATLAS_BROWSER": " /opt/chromium ",
            "CLAUSEATLAS_CONTACT": "https://atlas.example/about",
        }
    )
    assert settings.allow_origins == {("127.0.0.1", 8123)}
    assert settings.browser_path == "/opt/chromium"
    assert settings.user_agent == user_agent("https://atlas.example/about")
    assert settings.user_agent.endswith("; +https://atlas.example/about)")


@pytest.mark.parametrize("setting", ["CLAUSEATLAS_ALLOW_ORIGINS=everything", "CLAUSEATLAS_CONTACT=a\r\nX: y", "CLAUSEATLAS_CONTACT=ü"])
def test_a_wrong_setting_is_named(setting: str) -> None:
    name, _, value = setting.partition("=")
    with pytest.raises(BadInput, match=name):
        VisitSettings.from_environment({name: value})
