"""Words of policies: enough different ones make a text a policy, whatever else stands on the page."""

import re

# Characters read for cues: what has shown none of them by then is no policy.
_READ_CHARACTERS = 20_000

_WORDS = frozenset(
    {
        "liable", "liability", "warranty", "warranties", "indemnify", "indemnification", "arbitration", "terminate", "termination",
        "licence", "license", "prohibited", "consent", "retention", "retain", "cookie", "cookies", "refund", "refunds", "fee", "fees",
        "copyright", "infringe", "infringement", "violate", "violation", "violates", "privacy", "jurisdiction", "subscription",
        "subpoena", "subprocessor", "subprocessors", "unlawful", "gdpr", "ccpa", "eula", "trademark", "trademarks", "haftung", "haften",
        "haftet", "gewährleistung", "einwilligung", "gerichtsstand", "rechtsgrundlage", "dsgvo", "geltend", "geltendes", "drittanbieter",
        "speicherdauer", "impressum", "handelsregister", "geschäftsführer", "agb", "entgelt", "entgelte", "gebühr", "gebühren",
        "responsabilité", "consentement", "traitement", "tiers", "confidentialité", "utilisateur", "utilisateurs", "rgpd",
        "remboursement", "tarif", "tarifs", "conservation", "finalité", "finalités", "responsabilidad", "condiciones", "consentimiento",
        "tratamiento", "terceros", "privacidad", "usuario", "usuarios", "reembolso", "tarifas", "responsabilità", "condizioni",
        "consenso", "trattamento", "terzi", "riservatezza", "utente", "titolare", "rimborso", "responsabilidade", "condições",
        "consentimento", "tratamento", "terceiros", "privacidade", "usuário", "usuários", "utilizador", "voorwaarden", "toestemming",
        "derden", "gebruiker", "overeenkomst", "persoonsgegevens", "personuppgifter", "villkor", "samtycke", "personoplysninger",
        "vilkår", "samtykke", "personopplysninger", "behandling", "gizlilik",
    }
)  # fmt: skip
_STEMS = (
    "personenbezogen", "verarbeit", "nutzungsbeding", "datenschutz", "vertrag", "kündig", "betroffene", "widerruf", "urheberrecht",
    "résili", "aansprakelijk", "verwerk", "odpowiedzialnoś", "regulamin", "zgod", "przetwarza", "użytkownik", "umow", "prywatnoś",
    "ansvar", "behandla", "souhlas", "zpracov", "odpovědnost", "podmín", "smlouv", "správc", "sorumlu", "koşul", "rıza", "kullanıcı",
    "sözleşme", "персональн", "ответственност", "соглашени", "согласи", "обработк", "пользовател", "конфиденциальност", "услови",
)  # fmt: skip
_PHRASES = (
    "you agree", "personal data", "personal information", "we collect", "we may collect", "we share", "we may share", "we disclose",
    "we process", "third part", "third-part", "governing law", "governed by", "intellectual property", "in accordance with", "pursuant to",
    "these terms", "this policy", "this agreement", "this notice", "this statement", "applicable law", "right to", "data controller",
    "data processor", "data subject", "must not", "may not", "shall be", "shall not", "effective date", "terms of use", "terms of service",
    "your account", "legal notice", "registered office", "registered in", "vat id", "vat number", "law enforcement", "données personnelles",
    "caractère personnel", "conditions générales", "conditions d’utilisation", "conditions d'utilisation", "droit applicable",
    "propriété intellectuelle", "mentions légales", "datos personales", "propiedad intelectual", "dati personali",
    "proprietà intellettuale", "dados pessoais", "propriedade intelectual", "danych osobow", "dane osobow", "osobní údaj", "osobních údaj",
    "kişisel veri", "个人信息", "用户协议", "隐私政策", "责任", "服务条款", "同意", "第三方", "法律", "知识产权", "终止", "個人情報",
    "利用規約", "プライバシー", "免責", "第三者", "責任", "著作権", "개인정보", "이용약관", "책임", "동의", "제3자",
)  # fmt: skip
# Words with one stem count once; so many characters tell stems apart.
_STEM_CHARACTERS = 6
_TOKENS = re.compile(r"\w+")
_NAMES = re.compile(
    r"""\b(?:terms|conditions|standards|privacy|polic(?:y|ies)|agreement|notice|statement|guidelines?|rules|disclaimer|imprint|impressum|legal|licen[cs]e|addendum|cookies?|gdpr|ccpa|
    acceptable\s+use|code\s+of\s+conduct|community\s+standards|eula|dpa|dmca|copyright|refunds?|fees?|pricing|price\s+list|schedule|charges|transparency|security|sub-?processors?|
    datenschutz\w*|nutzungsbedingungen|agb|geschäftsbedingungen|richtlinien?|gemeinschaftsrichtlinien|widerruf\w*|preisliste|entgelt\w*|
    confidentialité|conditions|mentions|cgu|cgv|charte|politique|tarifs|règles|privacidad|términos|condiciones|aviso|política|normas|tarifas|
    riservatezza|termini|condizioni|informativa|note\s+legali|privacidade|termos|condições|voorwaarden|privacyverklaring|privacybeleid|regulamin|polityka|
    villkor|integritetspolicy|personvern|vilkår|privatlivspolitik|käyttöehdot|tietosuoja\w*|podmínky|zásady|ochrana|koşulları|gizlilik|politikası)\b
    |политика|соглашение|условия|правила|конфиденциальност\w+|隐私|条款|协议|政策|规则|規約|プライバシー|ポリシー|약관|개인정보|방침""",
    re.IGNORECASE | re.VERBOSE,
)


def names_policy(title: str) -> bool:
    """Whether a title or the words of a link name a policy."""
    return bool(_NAMES.search(title))


def different_cues(text: str) -> int:
    """How many different words and phrases of policies a text uses."""
    read = text[:_READ_CHARACTERS].lower()
    tokens = set(_TOKENS.findall(read))
    stems = {token[:_STEM_CHARACTERS] for token in tokens if token.startswith(_STEMS)}
    return len(tokens & _WORDS) + len(stems) + sum(phrase in read for phrase in _PHRASES)
