"""Settings: the environment wins over the file in the home, and a wrong value is named."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clauseatlas.errors import BadInput
from clauseatlas.pipeline.configuration import Configuration, configuration


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLAUSEATLAS_HOME", str(tmp_path))
    (tmp_path / "settings.toml").write_text(
        'contact = "mail@fernwick.example"\nconcurrency = 3\nallowed_hosts = ["atlas.example"]\n', encoding="utf-8"
    )
    return tmp_path


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    configuration.cache_clear()
    yield
    configuration.cache_clear()


def test_file_in_the_home_is_read(home: Path) -> None:
    settings = Configuration()
    assert (settings.home, settings.contact, settings.concurrency, settings.allowed_hosts) == (home, "mail@fernwick.example", 3, ("atlas.example",))


def test_environment_wins_over_the_file_and_lists_are_split(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSEATLAS_CONCURRENCY", "5")
    monkeypatch.setenv("CLAUSEATLAS_ALLOW_ORIGINS", "127.0.0.1:8123, 127.0.0.1:8124,")
    settings = Configuration()
    assert (settings.concurrency, settings.allow_origins) == (5, ("127.0.0.1:8123", "127.0.0.1:8124"))


@pytest.mark.parametrize(
    ("text", "problem"), [("concurrency = 0", "setting concurrency"), ("concurrency =", "is not TOML"), ('debug = "perhaps"', "setting debug")]
)
def test_wrong_value_is_named_in_one_line(home: Path, text: str, problem: str) -> None:
    (home / "settings.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=problem) as caught:
        configuration()
    assert "\n" not in str(caught.value)


def test_secret_is_that_of_the_home(home: Path) -> None:
    (home / "secret.key").write_text("kept", encoding="ascii")
    assert Configuration().secret() == "kept"
    assert Configuration(secret_key="set").secret() == "set"
