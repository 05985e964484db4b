"""Whether two texts are in different languages."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

from clauseatlas.model.policytext import PolicyText

# Words that every page of prose in a language has, and no neighbour language shares.
_TELLING: Final[Mapping[str, frozenset[str]]] = {
    "en": frozenset(["the", "and", "of", "you", "your", "our", "with", "from", "this", "that"]),
    "de": frozenset(["der", "und", "die", "wir", "ihre", "nicht", "oder", "werden", "eine", "sie"]),
    "fr": frozenset(["les", "des", "vous", "nous", "votre", "nos", "est", "une", "dans", "pour"]),
    "es": frozenset(["los", "las", "usted", "nosotros", "una", "por", "para", "nuestra", "sus", "con"]),
    "it": frozenset(["il", "gli", "della", "nostri", "sono", "che", "dell", "alla", "nostra", "delle"]),
    "nl": frozenset(["het", "een", "wij", "uw", "van", "niet", "onze", "zijn", "deze", "worden"]),
    "pt": frozenset(["os", "você", "nós", "uma", "não", "seus", "nossa", "com", "em", "são"]),
    "pl": frozenset(["nie", "jest", "oraz", "lub", "przez", "które", "użytkownika", "się", "dla"]),
}
# How languages are named in a language menu: by themselves, and in English.
_NAMES: Final = (
    "english, deutsch, français, francais, español, espanol, italiano, português, portugues, nederlands, polski, čeština, dansk, "
    "svenska, norsk, suomi, magyar, română, türkçe, русский, українська, български, ελληνικά, עברית, العربية, فارسی, हिन्दी, বাংলা, "
    "ไทย, tiếng việt, bahasa indonesia, bahasa melayu, 日本語, 中文, 简体中文, 繁體中文, 한국어, slovenčina, slovenščina, hrvatski, srpski, eesti, "
    "latviešu, lietuvių, català, galego, euskara, íslenska, gaeilge, cymraeg, filipino, kiswahili, afrikaans, albanian, amharic, "
    "arabic, armenian, azerbaijani, basque, belarusian, bengali, bosnian, bulgarian, catalan, chinese, croatian, czech, danish, "
    "dutch, estonian, finnish, french, galician, georgian, german, greek, gujarati, hausa, hebrew, hindi, hungarian, icelandic, "
    "indonesian, irish, italian, japanese, kannada, kazakh, khmer, korean, kurdish, lao, latvian, lithuanian, macedonian, malay, "
    "malayalam, maltese, marathi, mongolian, nepali, norwegian, pashto, persian, polish, portuguese, punjabi, romanian, russian, "
    "serbian, slovak, slovenian, somali, spanish, swahili, swedish, tamil, telugu, thai, turkish, ukrainian, urdu, uzbek, "
    "vietnamese, welsh, yiddish, yoruba, zulu"
)
_NAME: Final = re.compile("|".join(sorted(map(re.escape, _NAMES.split(", ")), key=len, reverse=True)), re.IGNORECASE)
# A label that begins with the name of a language ("Español (España)") has not more words; a menu has so many names, with this share of its letters.
LABEL_WORDS: Final = 4
MENU_NAMES: Final = 4
MENU_SHARE: Final = 0.55
# Telling words read, and the share of them that must be of one language.
SAMPLE_WORDS: Final = 40
CLEAR_SHARE: Final = 0.7


def switched(before: PolicyText, after: PolicyText) -> bool:
    """Whether the later text is in another language: as the words tell, else as the readers found."""
    told, other_told = spoken(before.text), spoken(after.text)
    if told is not None and other_told is not None:
        return told != other_told
    return bool(before.language and after.language and before.language != after.language and not (told or other_told))


def is_language(text: str) -> bool:
    """Whether a label names a language, with a country at most."""
    name = _NAME.match(text.strip())
    if name is None or len(text.split()) > LABEL_WORDS:
        return False
    rest = text.strip()[name.end() :].strip()
    return not rest or rest.startswith(("(", "[", "–", "-", "de "))


def is_language_menu(text: str) -> bool:
    """Whether a passage is little but names of languages, also without blanks between them."""
    names = [match.group() for match in _NAME.finditer(text)]
    letters = sum(map(str.isalpha, text))
    return len(names) >= MENU_NAMES and sum(sum(map(str.isalpha, name)) for name in names) >= MENU_SHARE * letters


def spoken(text: str) -> str | None:
    """The language that the small words of a text tell, None if too few do."""
    counts: Counter[str] = Counter()
    for word in re.findall(r"[^\W\d_]+", text.lower()):
        counts.update(language for language, telling in _TELLING.items() if word in telling)
    total = counts.total()
    if total < SAMPLE_WORDS:
        return None
    language, found = counts.most_common(1)[0]
    return language if found >= CLEAR_SHARE * total else None
