"""Words that decide what a change of wording is: closed lists in the languages that policies are mostly written in."""

import re
from collections.abc import Mapping
from typing import Final

from clauseatlas.model.words import ChangeReason

# Words that carry no meaning alone; two passages that share only these share nothing.
EMPTY_WORDS: Final = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "from",
        "and",
        "or",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "we",
        "you",
        "your",
        "our",
        "us",
        "they",
        "their",
        "them",
        "he",
        "she",
        "his",
        "her",
        "i",
        "my",
        "will",
        "shall",
        "may",
        "can",
        "must",
        "not",
        "no",
        "any",
        "all",
        "if",
        "when",
        "than",
        "then",
        "such",
        "other",
        "le",
        "la",
        "les",
        "un",
        "une",
        "des",
        "du",
        "de",
        "et",
        "ou",
        "à",
        "au",
        "aux",
        "en",
        "par",
        "pour",
        "avec",
        "sur",
        "que",
        "qui",
        "ce",
        "cette",
        "ces",
        "vous",
        "nous",
        "votre",
        "notre",
        "vos",
        "nos",
        "est",
        "sont",
        "der",
        "die",
        "das",
        "den",
        "dem",
        "des",
        "ein",
        "eine",
        "einer",
        "eines",
        "und",
        "oder",
        "zu",
        "in",
        "im",
        "am",
        "auf",
        "mit",
        "von",
        "für",
        "sie",
        "wir",
        "ihr",
        "ihre",
        "unser",
        "unsere",
        "ist",
        "sind",
        "el",
        "los",
        "las",
        "una",
        "unos",
        "y",
        "o",
        "para",
        "con",
        "su",
        "sus",
        "usted",
        "nosotros",
        "es",
        "son",
        "por",
        "del",
        "al",
        "il",
        "lo",
        "gli",
        "e",
        "di",
        "che",
        "per",
    ]
)
# Words that grammar asks for; where only they differ, nothing else was said.
ARTICLES: Final = frozenset(["a", "an", "the"])

# One thing said in two ways: contracted and full, in figures and in words.
FULL_FORMS: Final[Mapping[str, tuple[str, ...]]] = {
    "won't": ("will", "not"), "can't": ("can", "not"), "cannot": ("can", "not"), "don't": ("do", "not"), "doesn't": ("does", "not"),
    "didn't": ("did", "not"), "isn't": ("is", "not"), "aren't": ("are", "not"), "wasn't": ("was", "not"), "weren't": ("were", "not"),
    "shouldn't": ("should", "not"), "wouldn't": ("would", "not"), "couldn't": ("could", "not"), "haven't": ("have", "not"),
    "hasn't": ("has", "not"), "hadn't": ("had", "not"), "mustn't": ("must", "not"), "it's": ("it", "is"), "that's": ("that", "is"),
    "there's": ("there", "is"), "what's": ("what", "is"), "let's": ("let", "us"), "we're": ("we", "are"), "you're": ("you", "are"),
    "they're": ("they", "are"), "we've": ("we", "have"), "you've": ("you", "have"), "they've": ("they", "have"), "we'll": ("we", "will"),
    "you'll": ("you", "will"), "they'll": ("they", "will"), "it'll": ("it", "will"), "i'm": ("i", "am"), "you'd": ("you", "would"),
    "we'd": ("we", "would"), "e.g": ("for", "example"), "i.e": ("that", "is"), "&": ("and",), "etc": ("and", "so", "on"),
}  # fmt: skip
NUMBER_WORDS: Final[Mapping[str, str]] = {
    word: str(value)
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
        ]
    )
} | {"twenty": "20", "thirty": "30", "forty": "40", "forty-five": "45", "fifty": "50", "sixty": "60", "ninety": "90", "hundred": "100"}
# Names of the same kind of document.
DOCUMENT_WORDS: Final = frozenset(["policy", "notice", "statement"])

MONTHS: Final = (
    r"jan(?:uary|vier|uar)?|feb(?:ruary|ruar)?|f[ée]vrier|mar(?:ch|s|zo)?|m[äa]rz|apr(?:il)?|avril|abril|ma[yi]o?|jun[ei]?|juin|junio|jul[yi]?|juillet|julio"
    r"|aug(?:ust)?|ao[uû]t|agosto|sep(?:t|tember|tembre|tiembre)?|o[ck]t(?:ober|obre|ubre)?|nov(?:ember|embre|iembre)?|de[cz](?:ember|embre)?|d[ée]cembre|diciembre"
)
DATE: Final = re.compile(
    rf"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:"
    rf"\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+|of\s+)?(?:{MONTHS})\b\.?,?(?:\s+(?:de\s+)?(?:19|20)\d\d)?"
    rf"|(?:{MONTHS})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:\s*,?\s*(?:19|20)\d\d)?"
    rf"|(?:{MONTHS})\b\.?,?\s+(?:de\s+)?(?:19|20)\d\d"
    r"|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d\d"
    r"|(?:19|20)\d\d年\s*\d{1,2}月\s*\d{1,2}日"
    r")(?:,?\s+(?:at\s+)?\d{1,2}:\d\d(?::\d\d)?(?:\s*(?:[ap]\.?m\.?|utc|gmt|pst|pdt|est|edt|cet))*)?",
    re.IGNORECASE,
)
# What a text says beside a date when the date is its own.
STAMP: Final = re.compile(
    r"\b(?:last|latest|page|recently)?\s*(?:updated?|modified|revised|revision|amended|reviewed|changed|edited|published|posted|effective|version|v\d|dated|as of"
    r"|in (?:force|effect)|valid from|applies from|mise? à jour|en vigueur|dernière|stand|aktualisiert|gültig|fecha|actualizad[oa]|vigente|vigencia|aggiornat[oa]|ultima)\b",
    re.IGNORECASE,
)

# What a clause says about itself when a different address in it matters.
ADDRESS_MATTERS: Final = re.compile(
    r"opt(?:ing)?[\s-]?out|withdraw|consent|object|unsubscrib|dispute|arbitrat|mediat|complain|grievance|appeal|notices?\b|notify|legal|claim|representative|data protection"
    r"|\bdpo\b|privacy officer|privacy rights?|your rights?|requests?\b|delet|eras|cancel|terminat|refund|return|certif|privacy shield|data privacy framework|regulator|supervisory"
    r"|authority|ombuds|copyright|dmca|infring|report|law enforcement|subpoena|licen[cs]|attn|attention|agent|inquir|exercis|widerspr|einwillig|beschwerde|opposition|réclamation|reclamaci",
    re.IGNORECASE,
)
# Words before a number that make it a pointer to another place of the same text.
POINTER: Final = re.compile(
    r"(?:\b(?:sections?|clauses?|paragraphs?|subsections?|sub-sections?|sub-clauses?|parts?|articles?|items?|points?|annex(?:es)?|appendix|appendices|schedules?|exhibits?"
    r"|chapters?|pages?|abschnitte?n?|ziffern?|punkte?|secci[oó]n(?:es)?)|§+)\s*(?:[\w.()–—-]{1,8}|and|or|to|through|&|,|\s)*$",
    re.IGNORECASE,
)
LAW: Final = re.compile(
    r"\b(?:act|gdpr|regulation|directive|code|law|statute|convention|treaty|c\.?f\.?r|u\.?s\.?c|dsgvo|rgpd|bgb|ccpa|cpra|civil|penal)\b",
    re.IGNORECASE,
)

# Announcements of a change that the page carries for a while. A clause about changes in general says "may" or "reserve" instead.
ANNOUNCEMENT: Final = re.compile(
    r"(?:\bwe(?:['’]re| are| have|['’]ve)\s+(?:\w+\s+)?(?:updat|chang|revis|introduc|improv|simplif|mak)\w*"
    r"|\b(?:new|updated|revised|upcoming|recent|these)\b.{0,60}?\b(?:will (?:take effect|come into (?:effect|force)|be(?:come)? effective|apply)|takes? effect|comes? into (?:effect|force)|(?:is|are) effective)"
    r"|\b(?:has|have|was|were|will be) (?:been )?(?:updated|revised|changed|replaced)\b|\bchanges are coming\b"
    r"|\b(?:view|see|read|preview)\b.{0,30}\b(?:current|previous|prior|new|updated|upcoming)\b.{0,20}\b(?:version|policy|terms|notice|statement|article|guidelines))",
    re.IGNORECASE | re.DOTALL,
)
DISCRETION: Final = re.compile(r"\b(?:may|might|reserves? the right|from time to time|at any time|if we|whenever|when we|should we)\b", re.IGNORECASE)

# What the frame of a page says, in the words of buttons and menus.
FRAME: Final = re.compile(
    r"^\W*(?:menu|home(?:page)?|search|close|open|back(?: to (?:top|main|all|home).*)?|top|next|previous|skip to .{0,30}|sign (?:in|up|out|on)(?: .{0,20})?|log ?(?:in|out|on)(?: .{0,20})?"
    r"|register|subscribe|download(?: (?:pdf|as pdf|app|the app|a copy).{0,20})?|print(?: (?:this page|version|pdf))?|share(?: .{0,20})?|copy(?: link)?|expand(?: all)?|collapse(?: all)?|show (?:more|less|all)|hide"
    r"|see (?:more|less|all)|read more|learn more|load more|view all|get started|try (?:it )?(?:for )?free|contact(?: us| sales)?|help(?: cent(?:er|re))?|support|about(?: us)?|blog|careers|press|newsroom"
    r"|(?:table of )?contents|on this page|in this (?:article|section)|jump to.{0,30}|overview|feedback|yes|no|(?:was|did) this .{0,40}(?:help\w*|useful).{0,20}|related (?:articles|links|topics|questions|content|pages)"
    r"|(?:select|choose|change)?\s*(?:your )?(?:language|country|region)s?.{0,15}|translate|(?:manage |your )?cookie (?:settings|preferences|choices)|(?:accept|reject|decline|allow)(?: all)?(?: .{0,20})?"
    r"|(?:privacy|ad) choices|do not sell .{0,40}|all rights reserved.{0,10}|(?:copyright )?(?:©|\(c\)).{0,80}|follow us.{0,20}|loading\W*|opens in (?:a )?new (?:tab|window)|external link|\d+ (?:min(?:ute)?s? read|views|comments|shares|likes))\W*$",
    re.IGNORECASE,
)
CONSENT_BUTTON: Final = re.compile(
    r"^\W*(?:(?:accept|allow|reject|decline|refuse|deny|manage|customi[sz]e|confirm)(?: (?:all|only|non-?essential|optional|necessary|essential|my|your|additional))*(?: (?:cookies?|choices|preferences|settings|selection))?|only (?:necessary|essential)(?: cookies)?|got it!?|cookie settings|i (?:agree|accept)|save (?:preferences|settings|choices))\W*$",
    re.IGNORECASE,
)
COOKIE_TALK: Final = re.compile(r"\bcookies?\b|\btracking technolog", re.IGNORECASE)
# How languages name themselves in a language menu.
LANGUAGE_NAMES: Final = frozenset(
    [
        "english",
        "deutsch",
        "français",
        "francais",
        "español",
        "espanol",
        "italiano",
        "português",
        "portugues",
        "nederlands",
        "polski",
        "čeština",
        "dansk",
        "svenska",
        "norsk",
        "suomi",
        "magyar",
        "română",
        "türkçe",
        "русский",
        "українська",
        "български",
        "ελληνικά",
        "עברית",
        "العربية",
        "فارسی",
        "हिन्दी",
        "বাংলা",
        "ไทย",
        "tiếng",
        "việt",
        "bahasa",
        "indonesia",
        "melayu",
        "日本語",
        "中文",
        "简体中文",
        "繁體中文",
        "한국어",
        "slovenčina",
        "slovenščina",
        "hrvatski",
        "srpski",
        "eesti",
        "latviešu",
        "lietuvių",
        "català",
        "galego",
        "euskara",
        "íslenska",
        "gaeilge",
        "cymraeg",
        "filipino",
        "kiswahili",
        "afrikaans",
    ]
)
# What gets into a text when a page is read wrongly.
ARTEFACT: Final = re.compile(
    r"\[email[\s\u00a0]*protected\]|email-protection#|cdn-cgi/|javascript:|!\[[^\]]*\]\([^)]*\)|!\[|data:image/\S*|</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|&(?:nbsp|amp|quot|lt|gt|#\d+);"
    r"|\{\{.*?\}\}|\\u[0-9a-f]{4}|\]\((?:https?|mailto|/)[^)\s]*\)?|opens? in (?:a )?new (?:tab|window)|\bundefined\b|\[object object\]|�",
    re.IGNORECASE,
)
# A long string of letters and figures that is no word: tokens, digests, signed addresses.
TOKEN: Final = re.compile(r"(?=[^\s]*\d)(?=[^\s]*[a-zA-Z])[A-Za-z0-9_%=&?+/.-]{24,}")
ADDRESS: Final = re.compile(r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+?\(?\d[\d\s().-]{6,}\d", re.IGNORECASE)

# Pairs of endings and beginnings that turn a word into its opposite: never a slip of the pen.
OPPOSITES: Final = tuple(
    (re.compile(left), re.compile(right))
    for left, right in (
        (r"^in", r"^ex"), (r"^im", r"^ex"), (r"(?:or|er)$", r"ee$"), (r"^pre", r"^post"), (r"^over", r"^under"), (r"^up", r"^down"), (r"in$", r"out$"),
        (r"less$", r"ful$"), (r"^inter", r"^intra"), (r"^min", r"^max"), (r"^more$", r"^less$"), (r"er$", r"ed$"),
    )
)  # fmt: skip
NEGATING: Final = ("un", "in", "im", "ir", "il", "dis", "non", "non-", "mis", "de", "re", "pre", "sub", "co")

# What a changed word speaks of. The order is that of importance where several speak.
TOPICS: Final[tuple[tuple[ChangeReason, re.Pattern[str]], ...]] = tuple(
    (reason, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE))
    for reason, pattern in (
        (ChangeReason.RIGHT, r"rights?|entitled|opt[\s-]?(?:in|out)\w*|opting|choice|choose|consents?|consented|withdraw\w*|object(?:ion)?|appeal\w*|refund\w*|cancel\w*|waive\w*|waiver|free of charge|delete|erasure|licen[cs]es?|recht\w*|droits?|derechos?"),
        (ChangeReason.OBLIGATION, r"must|shall|will|should|may|might|can|could|required?|requires|requirements?|agree\w*|acknowledg\w*|warrant\w*|represent|obligat\w*|obliged|responsible|responsibilit\w*|liable|liabilit\w*|indemnif\w*|prohibit\w*|permitted|allowed|forbidden|restrict\w*|comply|compliance|undertake\w*|need to|have to|muss|müssen|darf|dürfen|doit|devez|deben?|debe|puede"),
        (ChangeReason.DEADLINE, r"(?:\d+|one|two|three|seven|ten|fourteen|fifteen|thirty|sixty|ninety)\W{0,3}(?:\(\d+\)\W?)?(?:business |calendar |working )?(?:hours?|days?|weeks?|months?|years?)|deadlines?|within|no later than|immediately|promptly|advance notice|prior notice|tage?n?|jours?|días?"),
        (ChangeReason.RECIPIENT, r"third[\s-]?part(?:y|ies)|partners?|vendors?|advertisers?|affiliates?|service providers?|processors?|sub-?processors?|recipients?|shar(?:e|ed|es|ing)|disclos\w*|sell|sold|selling|transfer\w*|law enforcement|authorities"),
        (ChangeReason.PURPOSE, r"purposes?|in order to|improv\w*|develop\w*|train(?:ing|ed)?|advertis\w*|marketing|analy[sz]\w*|analytics|research|personali[sz]\w*|profiling|security|fraud"),
        (ChangeReason.DEFINITION, r"means?|meaning|defin(?:ed|es|ition|itions)|refers? to|hereinafter|known as"),
        (ChangeReason.PARTY, r"inc|llc|ltd|limited|gmbh|b\.?v|s\.?a|plc|corp|corporation|company|subsidiar\w*|representative|controller|governing law|jurisdiction|courts?|laws? of|address|located"),
        (ChangeReason.SCOPE, r"all|any|every|each|some|only|solely|except|excluding|exclud\w*|unless|includ\w*|limited to|without limitation|not|no|never|none|nor|and|or|either|both|minors?|children|users?|worldwide|global\w*|countr(?:y|ies)|region\w*|european|kingdom|states|nicht|kein\w*|alle|sauf|tous|todos|excepto"),
    )
)  # fmt: skip
NUMBER: Final = re.compile(r"\d|%|\b(?:percent|per cent|hundred|thousand|million)\b|[$€£¥₹]", re.IGNORECASE)
