"""Which characters bytes stand for."""

import codecs

import pytest

from clauseatlas.text.charsets import decode

TEXTS = {
    "de": "Wir verarbeiten Ihre Daten nur, soweit es für den Vertrag nötig ist. Größere Änderungen kündigen wir vorher an.",
    "fr": "Nous traitons vos données à caractère personnel quand le contrat l'exige. Les modifications sont publiées ici, bien sûr.",
    "pl": "Przetwarzamy Twoje dane osobowe wyłącznie wtedy, gdy wymaga tego umowa. Możesz żądać ich usunięcia w każdej chwili.",
    "cs": "Vaše osobní údaje zpracováváme pouze tehdy, je-li to nutné pro plnění smlouvy. Změny zveřejňujeme na této stránce.",
    "ru": "Мы обрабатываем ваши персональные данные только тогда, когда этого требует договор.",
    "el": "Επεξεργαζόμαστε τα προσωπικά σας δεδομένα μόνο όταν το απαιτεί η σύμβαση.",
    "tr": "Kişisel verilerinizi yalnızca sözleşme gerektirdiğinde işliyoruz ve değişiklikleri bu sayfada duyuruyoruz.",
    "ja": "当社は契約の履行に必要な場合に限り、お客様の個人情報を取り扱います。",
    "ko": "당사는 계약 이행에 필요한 경우에 한하여 귀하의 개인정보를 처리합니다.",
    "zh": "我们仅在履行合同所必需的情况下处理您的个人信息。",
    "he": "אנו מעבדים את המידע האישי שלך רק כאשר הדבר נחוץ לביצוע החוזה.",
    "ar": "نحن نعالج بياناتك الشخصية فقط عندما يكون ذلك ضروريا لتنفيذ العقد.",
    "th": "เราประมวลผลข้อมูลส่วนบุคคลของคุณเฉพาะเมื่อจำเป็นตามสัญญา",
}
CHARSETS = [
    ("de", "windows-1252"),
    ("de", "iso-8859-1"),
    ("de", "iso-8859-15"),
    ("fr", "windows-1252"),
    ("pl", "iso-8859-2"),
    ("pl", "windows-1250"),
    ("cs", "windows-1250"),
    ("ru", "koi8-r"),
    ("ru", "windows-1251"),
    ("ru", "iso-8859-5"),
    ("el", "iso-8859-7"),
    ("el", "windows-1253"),
    ("tr", "iso-8859-9"),
    ("ja", "shift_jis"),
    ("ja", "euc-jp"),
    ("ja", "iso-2022-jp"),
    ("ko", "euc-kr"),
    ("zh", "gb18030"),
    ("zh", "gb2312"),
    ("he", "windows-1255"),
    ("ar", "windows-1256"),
    ("th", "tis-620"),
]


@pytest.mark.parametrize(("language", "charset"), CHARSETS)
def test_charset_named_by_the_transport_is_read(language: str, charset: str) -> None:
    assert decode(f"<p>{TEXTS[language]}</p>".encode(charset), charset) == f"<p>{TEXTS[language]}</p>"


@pytest.mark.parametrize(("language", "charset"), CHARSETS)
def test_charset_named_by_the_page_is_read(language: str, charset: str) -> None:
    markup = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head><p>{TEXTS[language]}</p>'
    assert TEXTS[language] in decode(markup.encode(charset))


@pytest.mark.parametrize(("language", "charset"), [row for row in CHARSETS if row not in (("cs", "iso-8859-2"), ("de", "iso-8859-15"))])
def test_charset_named_by_no_one_is_guessed(language: str, charset: str) -> None:
    assert TEXTS[language] in decode(f"<html><body><p>{TEXTS[language]} {TEXTS[language]}</p></body></html>".encode(charset))


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_wide_charsets_are_read_without_a_label(charset: str) -> None:
    markup = f"<!doctype html><html><p>{TEXTS['de']}</p></html>"
    assert decode(markup.encode(charset)) == markup


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252", "shift_jis", "utf-16", "no-such-charset", "utf-7", "\x00"])
def test_valid_utf8_is_utf8_under_any_label(label: str) -> None:
    assert decode(TEXTS["ru"].encode(), label) == TEXTS["ru"]


def test_one_broken_byte_does_not_change_the_charset() -> None:
    body = (TEXTS["de"] * 20).encode() + b"\xff" + TEXTS["de"].encode()
    assert decode(body).count(TEXTS["de"]) == 21


def test_narrow_label_means_the_wider_charset_that_is_really_written() -> None:
    assert decode("“quoted” for 5 €".encode("cp1252"), "iso-8859-1") == "“quoted” for 5 €"
    assert decode("朱镕基 同意".encode("gb18030"), "gb2312") == "朱镕基 同意"


def test_mark_wins_over_every_label() -> None:
    assert decode(codecs.BOM_UTF8 + TEXTS["fr"].encode(), "windows-1252") == TEXTS["fr"]
