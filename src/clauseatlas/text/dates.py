"""Dates that a document states about itself: a label in one of several languages, and the words of a date right behind it."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from clauseatlas.model.policytext import Block, StatedDate, StatedKind
from clauseatlas.text.calendars import DATE, read_date

# Dates about the document stand at its beginning, at its end, or in a block of their own; in the middle of a clause "effective" is about something else.
OPENING_CHARACTERS = 5_000
CLOSING_CHARACTERS = 1_500
OWN_BLOCK_CHARACTERS = 220
MOST_DATES = 12
# A label and its date fit into so many characters before the year, the day behind a year that comes first into so many after it.
BEFORE_YEAR_CHARACTERS = 110
AFTER_YEAR_CHARACTERS = 12

_UPDATED = r"""
    (?:date\s+of\s+)?(?:last|latest|most\s+recent(?:ly)?)\s+(?:updated?|modifi(?:ed|cation)|revis(?:ed|ion)|chang(?:ed?|es)|amend(?:ed|ment)|edited|review(?:ed)?)
  | (?:last\s+)?(?:updated|revised|modified|amended)(?:\s+(?:on|date|as\s+of))? | (?:revision|update|version|publication)\s+date | date\s+of\s+(?:revision|update|issue|publication) | version\s+(?:of|dated) | posted(?:\s+on)? | published(?:\s+on)?
  | zuletzt\s+(?:aktualisiert|geändert|bearbeitet|überarbeitet) | (?:letzte|datum\s+der\s+letzten)\s+(?:aktualisierung|änderung|überarbeitung|bearbeitung) | stand | fassung(?:\s+vom)? | aktualisiert
  | (?:date\s+de\s+)?(?:la\s+)?dernière\s+(?:mise\s+à\s+jour|modification|révision|version) | mise?s?\s+à\s+jour | version\s+du
  | (?:fecha\s+de\s+)?(?:la\s+)?última\s+(?:actualización|modificación|revisión) | actualizad[oa]s?
  | (?:data\s+(?:di|dell['’]))?\s*ultim[oa]\s+(?:aggiornamento|modifica|revisione) | aggiornat[oa]
  | (?:data\s+da\s+)?última\s+(?:atualização|modificação|revisão|alteração) | atualizad[oa]
  | laatst\s+(?:bijgewerkt|gewijzigd|aangepast|herzien) | laatste\s+(?:update|wijziging|aanpassing)
  | (?:data\s+)?ostatni(?:a|ej)\s+(?:aktualizacj[ai]|zmian[ay]|modyfikacj[ai]) | zaktualizowano
  | senast\s+(?:uppdaterad|ändrad|reviderad)e?s? | sidst\s+(?:opdateret|ændret|revideret) | sist\s+(?:oppdatert|endret) | viimeksi\s+päivitetty
  | poslední\s+(?:aktualizace|změna|revize) | aktualizováno | son\s+güncell?eme(?:\s+tarihi)? | utoljára\s+frissítve
  | (?:дата\s+)?последне(?:е|го)\s+(?:обновлени[ея]|изменени[ея]) | обновлен[оа] | дата\s+обновления | редакция\s+от
  | (?:最后|最近|本版)?更新(?:日期|时间|于)? | (?:最後)?更新日期 | 版本(?:日期|更新日期) | 发布日期 | 最終(?:更新|改定|改訂)日? | 改定日 | 改訂日 | 최종\s*(?:업데이트|수정|개정)(?:일|\s*날짜)? | 개정일(?:자)?
"""
_EFFECTIVE = r"""
    (?:date\s+)?effective(?:\s+date)?(?:\s+(?:as\s+of|from|on|since|starting|beginning|date))? | in\s+(?:effect|force)(?:\s+(?:as\s+of|from|since|on))?
  | (?:comes?|came|enters?|entered)\s+into\s+(?:effect|force) | (?:takes?|took)\s+effect | with\s+effect\s+from | valid\s+(?:from|as\s+of|since) | date\s+of\s+entry\s+into\s+force | applicable\s+(?:from|as\s+of) | commencement\s+date
  | gültig\s+(?:ab|seit) | in\s+kraft(?:\s+(?:seit|ab|getreten))? | wirksam\s+(?:ab|seit|zum) | gilt\s+(?:ab|seit) | (?:datum\s+des\s+)?inkrafttretens?
  | (?:date\s+d['’])?entrée\s+en\s+vigueur | en\s+vigueur | date\s+d['’]effet | (?:prend|prenant)\s+effet | applicables?\s+(?:à\s+compter|au|depuis)
  | (?:fecha\s+de\s+)?(?:entrada\s+en\s+)?vigor | vigentes?(?:\s+desde)? | (?:fecha\s+de\s+)?vigencia | fecha\s+(?:efectiva|de\s+entrada)
  | (?:data\s+di\s+)?(?:entrata\s+)?in\s+vigore | efficac[ei]\s+dal? | decorrenza
  | (?:data\s+de\s+)?(?:entrada\s+)?(?:em\s+)?vigor | (?:data\s+de\s+)?vigência | vigentes?
  | ingangsdatum | van\s+kracht | geldig\s+vanaf | geldend\s+vanaf | obowiązuj(?:e|ący)\s+od | wchodzi\s+w\s+życie | (?:data\s+)?wejścia\s+w\s+życie
  | gäller\s+från | träder\s+i\s+kraft | ikrafttr[æä]delses?(?:dato)? | træder\s+i\s+kraft | gælder\s+fra | gjelder\s+fra | trer\s+i\s+kraft | voimassa\s+alkaen
  | (?:platn|účinn)(?:ost|á|é|ý)\s+od | datum\s+účinnosti | yürürlük(?:\s+tarihi)? | hatályos
  | вступает\s+в\s+силу | действу(?:ет|ют)\s+с | дата\s+вступления\s+в\s+силу | 生效(?:日期|时间|于)? | 施行日 | 発効日 | 制定日 | 시행일(?:자)? | 효력\s*발생일
"""
_AND = r"\s*(?:and|und|et|y|e|en|i|&|/|,)\s*"
_GAP = r"(?:[\s:：\-–—()\[\],*|]|\b(?:on|as|of|from|date|dated|is|was|since|the|am|vom|ab|zum|seit|den|dem|le|du|au|à|compter|depuis|partir|el|del|desde|de|la|il|dal|dall|em|op|per|vanaf|od|dne|dnia|z|fra|från|den|с|от|г|於|于|为)\b|[的是])"
_LABELLED = re.compile(
    rf"(?<![^\W\d_])(?:(?P<both>(?:{_UPDATED}){_AND}(?:{_EFFECTIVE})|(?:{_EFFECTIVE}){_AND}(?:{_UPDATED}))|(?P<updated>{_UPDATED})|(?P<effective>{_EFFECTIVE})){_GAP}{{0,8}}(?P<date>{DATE})",
    re.IGNORECASE | re.VERBOSE,
)
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)|(?<=[-/.])\d\d(?!\d)")
_QUICK = re.compile(rf"(?<![^\W\d_])(?:{_UPDATED}|{_EFFECTIVE}).{{0,40}}\d", re.IGNORECASE | re.VERBOSE)


def mentions_date(text: str) -> bool:
    """Whether a short text looks like a labelled date, readable or not."""
    return any(map(str.isdigit, text)) and bool(_QUICK.search(text))


def stated_dates(text: str, blocks: Sequence[Block], language: str | None, *, american: bool = False) -> tuple[StatedDate, ...]:
    """Every date with its label and raw words, in the order of the text; `text[start:end]` is `raw`.

    A numeric date that can be read in two ways is uncertain; `american` says which reading comes first. A date that is none ("30 February")
    keeps its words and has no value.
    """
    found: list[StatedDate] = []
    for match in _matches(text, blocks):
        value, certain = read_date(match["date"], language, american=american)
        if value is None and not _DAY.search(match["date"]):
            continue
        start, end = match.span("date")
        for kind in _kinds(match):
            found.append(StatedDate(kind=kind, value=value, raw=match["date"], start=start, end=end, certain=certain))
        if len(found) >= MOST_DATES:
            break
    return tuple(found[:MOST_DATES])


def _kinds(match: re.Match[str]) -> tuple[StatedKind, ...]:
    if match["both"]:
        return (StatedKind.UPDATED, StatedKind.EFFECTIVE)
    return (StatedKind.UPDATED,) if match["updated"] else (StatedKind.EFFECTIVE,)


def _matches(text: str, blocks: Sequence[Block]) -> Iterator[re.Match[str]]:
    """Labelled dates around every year in the parts of a text where such dates stand; looking for labels everywhere would cost ten times as much."""
    for start, end in _parts(text, blocks):
        passed = start
        for year in _YEAR.finditer(text, start, end):
            match = _LABELLED.search(text, max(passed, year.start() - BEFORE_YEAR_CHARACTERS), min(end, year.end() + AFTER_YEAR_CHARACTERS))
            while match is not None and match.end() > passed:
                passed = match.end()
                yield match
                match = _LABELLED.search(text, passed, min(end, year.end() + AFTER_YEAR_CHARACTERS))


def _parts(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    closing = max(OPENING_CHARACTERS, len(text) - CLOSING_CHARACTERS)
    yield 0, min(len(text), OPENING_CHARACTERS)
    for block in blocks:
        if OPENING_CHARACTERS <= block.start and block.end <= closing and block.end - block.start <= OWN_BLOCK_CHARACTERS:
            yield block.start, block.end
    if closing < len(text):
        yield closing, len(text)


def newest(stated: Sequence[StatedDate], kind: StatedKind) -> date | None:
    """The first certain date of a kind, as documents put the one about themselves first; None where there is none."""
    return next((entry.value for entry in stated if entry.kind is kind and entry.value and entry.certain), None)
