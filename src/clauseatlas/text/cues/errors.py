"""Words of pages that say that there is no page: errors, maintenance, redirections."""

import re

SOFT_404 = re.compile(
    r"""\b(?:(?:error|http|code|status)\s*:?\s*(?:404|410)|(?:404|410)\s+(?:error|not|page|[-–|])|page\s+(?:you\s+(?:requested|are\s+looking\s+for|were\s+looking\s+for)\s+)?(?:was\s+|is\s+|could\s+|can\s?)?(?:not\s+(?:be\s+)?found|cannot\s+be\s+found|does\s?n[o'’]t\s+exist|no\s+longer\s+(?:exists|available)|unavailable|gone|missing)|
    (?:can['’]?t|cannot|could\s?n[o'’]t|couldn['’]t|unable\s+to)\s+find\s+(?:that|the|this|what|your)\s*(?:page|content|document|you)?|not\s+found|nothing\s+(?:was\s+)?found\s+here|page\s+doesn['’]t\s+exist|
    (?:broken|dead)\s+link|(?:content|document|article|link|page)\s+(?:you\s+\w+\s+)?(?:is\s+|has\s+been\s+|was\s+)?(?:no\s+longer\s+available|removed|deleted|expired|unpublished)|this\s+page\s+isn['’]t\s+available|
    oops|uh[\s-]?oh|something\s+went\s+wrong|an\s+error\s+(?:has\s+)?occurred|unexpected\s+error|internal\s+server\s+error|500\s+error|error\s+(?:404|500|403|410)|bad\s+gateway|application\s+error|
    seite\s+(?:wurde\s+)?nicht\s+gefunden|existiert\s+nicht|nicht\s+(?:mehr\s+)?verfügbar|page\s+(?:introuvable|non\s+trouvée)|n['’]existe\s+(?:pas|plus)|une\s+erreur\s+s['’]est\s+produite|
    página\s+no\s+(?:encontrada|existe)|no\s+se\s+(?:ha\s+)?(?:encontr\w+|pudo\s+encontrar)|página\s+não\s+(?:encontrada|existe)|pagina\s+non\s+trovata|pagina\s+niet\s+gevonden|bestaat\s+niet|
    strona\s+nie\s+(?:istnieje|została\s+znaleziona)|nie\s+znaleziono|sidan\s+(?:kunde\s+inte\s+hittas|finns\s+inte)|siden\s+(?:blev\s+ikke\s+fundet|finnes\s+ikke)|stránka\s+nebyla\s+nalezena|sayfa\s+bulunamadı)\b
    |^404$|страница\s+не\s+найдена|页面不存在|找不到(?:页面|网页)|页面未找到|ページが見つかりません|페이지를\s+찾을\s+수\s+없""",
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
MAINTENANCE = re.compile(
    r"""\b(?:(?:under|scheduled|planned|undergoing|down\s+for|routine|system|site)\s+maintenance|maintenance\s+(?:mode|break|window|work|in\s+progress)|temporarily\s+(?:unavailable|down|offline|out\s+of\s+service)|
    (?:we['’]?ll|will|we\s+will)\s+be\s+(?:right\s+)?back|be\s+right\s+back|back\s+(?:soon|shortly|online)|service\s+(?:temporarily\s+)?unavailable|(?:error|http|status|code)\s*:?\s*503|503\s+(?:service|error)|currently\s+(?:unavailable|offline|down)|
    wartungs(?:arbeiten|modus)|vorübergehend\s+nicht\s+(?:verfügbar|erreichbar)|en\s+(?:cours\s+de\s+)?maintenance|momentanément\s+indisponible|en\s+mantenimiento|temporalmente\s+no\s+disponible|
    in\s+manutenzione|temporaneamente\s+non\s+disponibile|em\s+manutenção|in\s+onderhoud|prace\s+(?:konserwacyjne|techniczne)|przerwa\s+techniczna)\b|технические\s+работы|系统维护|メンテナンス中|점검\s+중""",
    re.IGNORECASE | re.VERBOSE,
)
REDIRECT = re.compile(
    r"""\b(?:redirecting|(?:you\s+(?:are|will)\s+be(?:ing)?|being)\s+(?:automatically\s+)?redirected|(?:this\s+)?page\s+has\s+(?:been\s+)?moved|has\s+moved\s+(?:to|permanently)|moved\s+permanently|
    (?:click|tap)\s+(?:here|this\s+link)\s+(?:if|to\s+continue|to\s+proceed)|if\s+you\s+are\s+not\s+(?:automatically\s+)?redirected|document\s+has\s+moved|
    sie\s+werden\s+(?:automatisch\s+)?weitergeleitet|weiterleitung|vous\s+(?:êtes|allez\s+être)\s+redirigé|redirection|(?:será|está\s+siendo)\s+redirigid|reindirizz\w+|redirecionad\w+|doorgestuurd|przekierow\w+)\b|перенаправл\w+|跳转|リダイレクト""",
    re.IGNORECASE | re.VERBOSE,
)
