"""A language model in the pipeline: its answers are kept beside the version, a rebuild asks nobody, and a dead model loses nothing."""

import json
from dataclasses import replace

import pytest

from clauseatlas.pipeline.configuration import Configuration
from clauseatlas.pipeline.rebuilding import Stage, rebuild
from clauseatlas.records.models import Consultation, Provision, Revision, Version
from tests.proposals.fake_model import FakeModel, Heard

from .conftest import House
from .editions import FIRST, SHORTER_WINDOW


def with_model(house: House, fake: FakeModel) -> House:
    """The same atlas with this model set."""
    settings = {"llm_url": f"http://127.0.0.1:{fake.port}/v1", "llm_model": "little-one", "allow_origins": (f"127.0.0.1:{fake.port}",)}
    configured = Configuration(home=house.workshop.configuration.home, **settings)
    return replace(house, workshop=replace(house.workshop, configuration=configured))


def nothing_but_lies(heard: Heard) -> str:
    return json.dumps({"findings": [{"clause_type": "data-sale", "quote": "We never sell anything to anybody, we promise."}], "wording": []})


@pytest.fixture
def records(house: House) -> set[tuple[str, str]]:
    """What is found without a model."""
    house.receive(FIRST)
    found = set(Revision.objects.values_list("provision__clause_type", "stance"))
    assert not Consultation.objects.exists()
    return found


def test_answers_and_verdicts_are_kept_with_the_version(house: House) -> None:
    with FakeModel(reply=nothing_but_lies) as fake:
        with_model(house, fake).receive(FIRST)
    version = Version.objects.get()
    first, *rest = Consultation.objects.filter(version=version)
    assert version.method["language_model"] == "openai:little-one"
    assert (first.purpose, first.model, len(first.prompt_sha256)) == ("finding", "openai:little-one", 64)
    assert json.loads(first.answer)["findings"]
    assert [row["refused"] for row in first.proposals] == ["its words do not stand in the text"]
    assert {each.purpose for each in rest} == {"wording"}


def test_rebuild_works_from_the_kept_answers_and_asks_nobody(house: House) -> None:
    with FakeModel(reply=nothing_but_lies) as fake:
        asking = with_model(house, fake)
        asking.receive(FIRST)
        asking.receive(SHORTER_WINDOW)
        asked = len(fake.heard)
        before = list(Revision.objects.order_by("pk").values_list("pk", "digest", "superseded"))
        done = rebuild(asking.workshop, [house.document], stages=[Stage.PROVISIONS])
        assert len(fake.heard) == asked
    assert done.versions_found_differently == 0
    assert list(Revision.objects.order_by("pk").values_list("pk", "digest", "superseded")) == before


def test_dead_model_loses_nothing_and_is_told(house: House, records: set[tuple[str, str]]) -> None:
    with FakeModel(statuses=[401]) as fake:
        with_model(house, fake).receive(SHORTER_WINDOW)
    assert Version.objects.count() == 2
    assert Consultation.objects.filter(failure__contains="status 401").exists()
    assert Provision.objects.exclude(status="ended").count() >= len(records)
