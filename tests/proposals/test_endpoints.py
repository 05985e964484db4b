"""Both dialects over real HTTP on loopback, and every way in which an endpoint can fail."""

import pytest

from clauseatlas.errors import BadInput
from clauseatlas.proposals.endpoints import Endpoint, ModelFailed
from clauseatlas.proposals.settings import LARGEST_ANSWER_BYTES, Dialect, ModelSettings, dialect_named

from .fake_model import FakeModel


@pytest.mark.parametrize(
    ("dialect", "path", "header", "value"),
    [
        (Dialect.OPENAI, "/v1/chat/completions", "authorization", "Bearer a-key"),
        (Dialect.ANTHROPIC, "/v1/messages", "x-api-key", "a-key"),
    ],
)
def test_both_dialects_are_spoken(dialect: Dialect, path: str, header: str, value: str) -> None:
    with FakeModel(reply=lambda heard: "forty-two") as fake, Endpoint(fake.settings(dialect)) as endpoint:
        assert endpoint.ask("Be short.", '{"text": "What is it?"}') == "forty-two"
        heard = fake.heard[0]
        assert (heard.path, heard.headers[header]) == (path, value)
        assert heard.instructions == "Be short."
        assert heard.question == {"text": "What is it?"}
        assert heard.content["model"] == "little-one"
        assert heard.content["temperature"] == 0


def test_no_key_sends_no_header() -> None:
    with FakeModel(reply=lambda heard: "yes") as fake, Endpoint(fake.settings(key="")) as endpoint:
        endpoint.ask("", "{}")
        assert "authorization" not in fake.heard[0].headers


def test_busy_endpoint_is_asked_again_after_the_rest_it_asks_for() -> None:
    slept: list[float] = []
    with FakeModel(reply=lambda heard: "now", statuses=[429, 503], extra_headers={"Retry-After": "7"}) as fake:
        with Endpoint(fake.settings(), sleep=slept.append) as endpoint:
            assert endpoint.ask("", "{}") == "now"
        assert slept == [7.0, 7.0]


@pytest.mark.parametrize(
    ("fake", "words"),
    [
        (FakeModel(statuses=[401]), "status 401"),  # a wrong key: asking again would lock the account
        (FakeModel(statuses=[500, 500, 500]), "status 500"),
        (FakeModel(raw=b"<html>"), "not in the form"),
        (FakeModel(raw=b'{"choices": []}'), "not in the form"),
        (FakeModel(raw=b'{"choices": [{"message": {"content": "' + b"x" * LARGEST_ANSWER_BYTES + b'"}}]}'), "larger than 2 MB"),
        (FakeModel(statuses=[302], extra_headers={"Location": "http://127.0.0.1:9/"}), "status 302"),  # a key must not travel
    ],
)
def test_failures_name_the_endpoint(fake: FakeModel, words: str) -> None:
    with fake, Endpoint(fake.settings(), sleep=lambda seconds: None) as endpoint, pytest.raises(ModelFailed, match=words) as raised:
        endpoint.ask("", "{}")
    assert "/v1" in str(raised.value)
    assert "a-key" not in str(raised.value)


def test_private_address_is_refused_unless_allowed() -> None:
    with FakeModel() as fake:
        open_ = fake.settings()
        closed = ModelSettings(url=open_.url, model=open_.model)
        with Endpoint(closed) as endpoint, pytest.raises(ModelFailed, match=r"127\.0\.0\.1"):
            endpoint.ask("", "{}")
        assert fake.heard == []


def test_settings_come_from_the_environment() -> None:
    assert ModelSettings.from_environment({}) is None
    found = ModelSettings.from_environment(
        {"CLAUSEATLAS_LLM_URL": "http://127.0.0.1:11434/v1", "CLAUSEATLAS_LLM_MODEL": "m", "CLAUSEATLAS_ALLOW_ORIGINS": "127.0.0.1:11434"}
    )
    assert found is not None
    assert found.stamp == "openai:m"
    assert found.allow_origins == {("127.0.0.1", 11434)}


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({"CLAUSEATLAS_LLM_URL": "localhost:1"}, "CLAUSEATLAS_LLM_URL"),
        ({"CLAUSEATLAS_LLM_URL": "http://localhost:1"}, "CLAUSEATLAS_LLM_MODEL"),
        ({"CLAUSEATLAS_LLM_URL": "http://x/v1", "CLAUSEATLAS_LLM_MODEL": "m", "CLAUSEATLAS_LLM_API": "morse"}, "CLAUSEATLAS_LLM_API"),
        ({"CLAUSEATLAS_LLM_URL": "http://x/v1", "CLAUSEATLAS_LLM_MODEL": "m", "CLAUSEATLAS_LLM_KEY": "a\nb"}, "CLAUSEATLAS_LLM_KEY"),
    ],
)
def test_wrong_settings_are_named(environ: dict[str, str], name: str) -> None:
    with pytest.raises(BadInput, match=name):
        ModelSettings.from_environment(environ)


def test_key_is_not_shown() -> None:
    assert "secret" not in repr(ModelSettings(url="http://x", model="m", key="secret"))
    assert dialect_named("Anthropic") is Dialect.ANTHROPIC
