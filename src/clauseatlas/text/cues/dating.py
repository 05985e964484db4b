"""Words that stand before the dates of a document: when it was updated, when it takes effect; as parts of verbose regular expressions."""

UPDATED = r"""
    (?:date\s+of\s+)?(?:last|latest|most\s+recent(?:ly)?)\s+(?:updated?|modifi(?:ed|cation)|revis(?:ed|ion)|chang(?:ed?|es)|amend(?:ed|ment)
    |edited|review(?:ed)?)
  | (?:last\s+)?(?:updated|revised|modified|amended)(?:\s+(?:on|date|as\s+of))? | (?:revision|update|version|publication)\s+date
    | date\s+of\s+(?:revision|update|issue|publication) | version\s+(?:of|dated) | posted(?:\s+on)? | published(?:\s+on)?
  | zuletzt\s+(?:aktualisiert|geändert|bearbeitet|überarbeitet)
    | (?:letzte|datum\s+der\s+letzten)\s+(?:aktualisierung|änderung|überarbeitung|bearbeitung) | stand | fassung(?:\s+vom)? | aktualisiert
  | (?:date\s+de\s+)?(?:la\s+)?dernière\s+(?:mise\s+à\s+jour|modification|révision|version) | mise?s?\s+à\s+jour | version\s+du
  | (?:fecha\s+de\s+)?(?:la\s+)?última\s+(?:actualización|modificación|revisión) | actualizad[oa]s?
  | (?:data\s+(?:di|dell['’]))?\s*ultim[oa]\s+(?:aggiornamento|modifica|revisione) | aggiornat[oa]
  | (?:data\s+da\s+)?última\s+(?:atualização|modificação|revisão|alteração) | atualizad[oa]
  | laatst\s+(?:bijgewerkt|gewijzigd|aangepast|herzien) | laatste\s+(?:update|wijziging|aanpassing)
  | (?:data\s+)?ostatni(?:a|ej)\s+(?:aktualizacj[ai]|zmian[ay]|modyfikacj[ai]) | zaktualizowano
  | senast\s+(?:uppdaterad|ändrad|reviderad)e?s? | sidst\s+(?:opdateret|ændret|revideret) | sist\s+(?:oppdatert|endret) | viimeksi\s+päivitetty
  | poslední\s+(?:aktualizace|změna|revize) | aktualizováno | son\s+güncell?eme(?:\s+tarihi)? | utoljára\s+frissítve
  | (?:дата\s+)?последне(?:е|го)\s+(?:обновлени[ея]|изменени[ея]) | обновлен[оа] | дата\s+обновления | редакция\s+от
  | (?:最后|最近|本版)?更新(?:日期|时间|于)? | (?:最後)?更新日期 | 版本(?:日期|更新日期) | 发布日期
  | 最終(?:更新|改定|改訂)日? | 改定日 | 改訂日 | 최종\s*(?:업데이트|수정|개정)(?:일|\s*날짜)?
  | 개정일(?:자)?
"""
EFFECTIVE = r"""
    (?:date\s+)?effective(?:\s+date)?(?:\s+(?:as\s+of|from|on|since|starting|beginning|date))?
      | in\s+(?:effect|force)(?:\s+(?:as\s+of|from|since|on))?
  | (?:comes?|came|enters?|entered)\s+into\s+(?:effect|force) | (?:takes?|took)\s+effect | with\s+effect\s+from
    | valid\s+(?:from|as\s+of|since) | date\s+of\s+entry\s+into\s+force | applicable\s+(?:from|as\s+of) | commencement\s+date
  | gültig\s+(?:ab|seit) | in\s+kraft(?:\s+(?:seit|ab|getreten))? | wirksam\s+(?:ab|seit|zum) | gilt\s+(?:ab|seit)
    | (?:datum\s+des\s+)?inkrafttretens?
  | (?:date\s+d['’])?entrée\s+en\s+vigueur | en\s+vigueur | date\s+d['’]effet | (?:prend|prenant)\s+effet | applicables?\s+(?:à\s+compter|au|depuis)
  | (?:fecha\s+de\s+)?(?:entrada\s+en\s+)?vigor | vigentes?(?:\s+desde)? | (?:fecha\s+de\s+)?vigencia | fecha\s+(?:efectiva|de\s+entrada)
  | (?:data\s+di\s+)?(?:entrata\s+)?in\s+vigore | efficac[ei]\s+dal? | decorrenza
  | (?:data\s+de\s+)?(?:entrada\s+)?(?:em\s+)?vigor | (?:data\s+de\s+)?vigência | vigentes?
  | ingangsdatum | van\s+kracht | geldig\s+vanaf | geldend\s+vanaf | obowiązuj(?:e|ący)\s+od | wchodzi\s+w\s+życie | (?:data\s+)?wejścia\s+w\s+życie
  | gäller\s+från | träder\s+i\s+kraft | ikrafttr[æä]delses?(?:dato)? | træder\s+i\s+kraft | gælder\s+fra | gjelder\s+fra | trer\s+i\s+kraft
    | voimassa\s+alkaen
  | (?:platn|účinn)(?:ost|á|é|ý)\s+od | datum\s+účinnosti | yürürlük(?:\s+tarihi)? | hatályos
  | вступает\s+в\s+силу | действу(?:ет|ют)\s+с | дата\s+вступления\s+в\s+силу | 生效(?:日期|时间|于)?
  | 施行日 | 発効日 | 制定日 | 시행일(?:자)? | 효력\s*발생일
"""
AND = r"\s*(?:and|und|et|y|e|en|i|&|/|,)\s*"
GAP = r"""
    (?:[\s:：\-–—()\[\],*|]|[的是]|\b(?:on|as|of|from|date|dated|is|was|since|the|am|vom|ab|zum|seit|den|dem|le|du|au|à|compter|depuis|partir|el|del
    |desde|de|la|il|dal|dall|em|op|per|vanaf|od|dne|dnia|z|fra|från|den|с|от|г|於|于|为)\b)
"""
