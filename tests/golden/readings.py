"""Real texts of the shared data, read and analysed step by step as the product does, without an atlas."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from evaluation import changes as data

from clauseatlas.catalogue.loading import load_catalogue
from clauseatlas.changes.comparing import compare
from clauseatlas.changes.effects import effects
from clauseatlas.changes.judging import judge
from clauseatlas.changes.summary import summarise
from clauseatlas.model.change import Carried, Comparison, Effect, Judgement
from clauseatlas.model.policytext import PolicyText
from clauseatlas.model.provision import Provision
from clauseatlas.model.words import Direction, Fate, Stance
from clauseatlas.pipeline.open_terms import document_type
from clauseatlas.provisions.analysing import analyse
from clauseatlas.provisions.carrying import carry
from clauseatlas.provisions.steadying import Earlier
from clauseatlas.text.reading import read

ROOT = Path(__file__).parents[2]
UNPACKED, ARCHIVE = ROOT / data.UNPACKED / "ota", ROOT / data.SHARED / "ota.tar.xz"

needs_texts = pytest.mark.skipif(
    not UNPACKED.exists() and not ARCHIVE.exists(), reason="real texts are not there: ../shared/data/ota.tar.xz (make data)"
)


@dataclass(frozen=True)
class Step:
    """From one text of a document to the next."""

    before: PolicyText
    after: PolicyText
    provisions: tuple[tuple[Provision, ...], tuple[Provision, ...]]
    comparison: Comparison
    judgement: Judgement
    carried: tuple[Carried, ...]
    effects: tuple[Effect, ...]
    summary: str

    def told(self, clause_type: str) -> set[tuple[Fate, Direction, Stance | None, Stance | None]]:
        """What became of the provisions of a type: fate, direction, stance before and after."""
        return {
            (each.fate, each.direction, each.before.finding.stance if each.before else None, each.after.finding.stance if each.after else None)
            for each in self.effects
            if each.clause_type == clause_type
        }

    def of_type(self, clause_type: str) -> list[Provision]:
        """The provisions of a type in the later text."""
        return [each for each in self.provisions[1] if each.finding.clause_type == clause_type]


def folder(service: str, terms_type: str) -> Path:
    """Where the texts of a document lie; unpacked where they are missing."""
    if not UNPACKED.exists():
        data.unpacked("ota")
    return UNPACKED / service / terms_type


def text_of(service: str, terms_type: str, day: str) -> PolicyText:
    """The text of a day."""
    (path,) = sorted(folder(service, terms_type).glob(f"{day}*.md"))[:1]
    return read(path.read_bytes(), media_type="text/markdown")


@cache
def steps(service: str, terms_type: str, *days: str) -> tuple[Step, ...]:
    """The steps between the texts of some days; each text is analysed once, in the light of the one before."""
    return tuple(_steps(service, terms_type, days))


def _steps(service: str, terms_type: str, days: Iterable[str]) -> Iterable[Step]:
    catalogue, kind = load_catalogue(), document_type(terms_type)
    earlier: tuple[Provision, ...] | None = None
    for before, after in pairwise(text_of(service, terms_type, day) for day in days):
        if earlier is None:
            earlier = analyse(before, catalogue, platform=service, document_type=kind)
        comparison = compare(before, after)
        known = Earlier(findings=tuple(each.finding for each in earlier), policy=before, comparison=comparison)
        later = analyse(after, catalogue, platform=service, document_type=kind, earlier=known)
        judgement, carried = judge(comparison, before, after), carry(earlier, later, comparison)
        worked = effects(earlier, later, carried, catalogue, comparison=comparison)
        yield Step(
            before=before,
            after=after,
            provisions=(earlier, later),
            comparison=comparison,
            judgement=judgement,
            carried=carried,
            effects=worked,
            summary=summarise(comparison, judgement, worked, before=before, after=after),
        )
        earlier = later
