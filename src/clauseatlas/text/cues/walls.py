"""Words of walls: what stands between a reader and the policy."""

import re

LOGIN = re.compile(
    r"""\b(?:(?:sign|log)[\s-]?(?:in|on)\s+(?:to\s+(?:continue|view|see|access|your|proceed|read)|required|with\s+(?:google|apple|facebook|sso|email))|please\s+(?:sign|log)\s*in|
    (?:must|need\s+to|have\s+to)\s+(?:be\s+(?:signed|logged)|sign|log)\s*in|forgot(?:ten)?\s+(?:your\s+)?password|create\s+(?:an|your)\s+account|keep\s+me\s+signed\s+in|remember\s+me|
    bitte\s+(?:melden|loggen)\s+sie\s+sich|passwort\s+vergessen|anmelden,?\s+um|connectez[\s-]vous|mot\s+de\s+passe\s+oublié|se\s+connecter\s+pour|
    inici(?:a|e|ar)\s+sesión\s+para|olvidaste\s+tu\s+contraseña|accedi\s+per|password\s+dimenticata|faça\s+login|esqueceu\s+a\s+senha|inloggen\s+om|wachtwoord\s+vergeten|
    zaloguj\s+się,?\s+aby|nie\s+pamiętasz\s+hasła)\b|войдите,?\s+чтобы|забыли\s+пароль|登录后|请登录|忘记密码|ログインして|パスワードを忘れ|로그인이\s+필요|비밀번호\s+찾기""",
    re.IGNORECASE | re.VERBOSE,
)
CONSENT = re.compile(
    r"""\b(?:before\s+you\s+continue|we\s+(?:value|care\s+about|respect)\s+your\s+privacy|(?:accept|allow|reject|decline|deny)\s+(?:all|cookies)|manage\s+(?:my\s+)?(?:preferences|choices|options|consent|cookies|settings)|
    our\s+(?:\d[\d.,]*\s+)?partners\s+(?:store|use|process)|store\s+and/or\s+access\s+information\s+on\s+a\s+device|cookie\s+(?:settings|preferences|consent)|agree\s+and\s+(?:close|continue|proceed)|
    continue\s+without\s+(?:accepting|agreeing)|(?:are\s+you|confirm\s+you\s+are)\s+(?:over|at\s+least)\s+\d\d|consent\s+or\s+pay|
    alle\s+(?:akzeptieren|ablehnen|cookies)|bevor\s+sie\s+fortfahren|einstellungen\s+verwalten|wir\s+schätzen\s+ihre\s+privatsphäre|tout\s+(?:accepter|refuser)|continuer\s+sans\s+accepter|
    gérer\s+(?:mes|les)\s+(?:choix|préférences|cookies)|avant\s+de\s+continuer|aceptar\s+(?:todo|todas|cookies)|rechazar\s+tod[oa]s?|antes\s+de\s+continuar|accetta\s+tutt[oi]|rifiuta\s+tutt[oi]|
    aceitar\s+tudo|rejeitar\s+tudo|alles\s+(?:accepteren|weigeren)|zaakceptuj\s+wszystkie|odrzuć\s+wszystkie|acceptera\s+alla|accepter\s+alle|godta\s+alle)\b|принять\s+все|全部接受|接受所有|すべて(?:許可|同意)|모두\s+동의""",
    re.IGNORECASE | re.VERBOSE,
)
BOT_CHECK = re.compile(
    r"""\b(?:checking\s+(?:if\s+the\s+site\s+connection\s+is\s+secure|your\s+browser)|verify(?:ing)?\s+(?:that\s+)?you\s+are\s+(?:a\s+)?(?:human|not\s+a\s+(?:ro)?bot)|are\s+you\s+(?:a\s+)?(?:human|robot)|
    (?:not|i['’]m\s+not|prove\s+you['’]re\s+not)\s+a\s+robot|unusual\s+(?:traffic|activity)\s+from|captcha|hcaptcha|recaptcha\s+challenge|just\s+a\s+moment|attention\s+required|
    access\s+(?:to\s+this\s+page\s+has\s+been\s+)?denied|request\s+(?:was\s+|has\s+been\s+)?(?:blocked|rejected)|you(?:['’]re|\s+are|\s+have\s+been)\s+(?:temporarily\s+)?blocked|ray\s+id|incident\s+id|ddos\s+protection|
    complete\s+the\s+security\s+check|security\s+verification|performing\s+security|pardon\s+our\s+interruption|automated\s+(?:queries|access|requests)\s+(?:from|to|detected)|
    suspicious\s+activity|browser\s+integrity|press\s+(?:and|&)\s+hold|403\s+forbidden|forbidden\s+you\s+don['’]t\s+have\s+permission|
    sicherheitsüberprüfung|sind\s+sie\s+ein\s+(?:mensch|roboter)|zugriff\s+verweigert|vérifi(?:ez|cation)\s+que\s+vous\s+êtes\s+(?:un\s+)?humain|accès\s+refusé|
    acceso\s+denegado|verifica\s+que\s+eres\s+humano|accesso\s+negato|acesso\s+negado|toegang\s+geweigerd|dostęp\s+zabroniony)\b|доступ\s+(?:запрещен|ограничен)|проверк\w+\s+браузера|人机验证|安全验证|访问被拒绝|アクセスが拒否|접근이\s+거부""",
    re.IGNORECASE | re.VERBOSE,
)
SCRIPT_NEEDED = re.compile(
    r"""\b(?:(?:enable|activate|turn\s+on|requires?|needs?|without)\s+java\s?script|java\s?script\s+(?:is\s+(?:disabled|required|not\s+enabled)|must\s+be\s+enabled|to\s+run\s+this\s+app)|
    java\s?script\s+(?:aktivieren|ist\s+deaktiviert)|activ(?:er|ez|ar|are)\s+java\s?script|loading\s*(?:…|\.\.\.)|please\s+wait\s*(?:…|\.\.\.)?|browser\s+(?:is\s+)?(?:not\s+supported|unsupported|out\s+of\s+date))|включите\s+javascript|启用\s*javascript|javascript\s*を有効""",
    re.IGNORECASE | re.VERBOSE,
)
