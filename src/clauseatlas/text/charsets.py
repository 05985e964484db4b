"""Charsets: which characters bytes stand for, whatever they are labelled."""

import codecs
import re

from clauseatlas.text.languages import detect

# Where a document may name its charset; browsers look no further than 1,024 bytes, real pages put it later.
META_WINDOW_BYTES = 8_192
# Share of undecodable bytes among those beyond ASCII up to which a charset is still right: pages are cut, or mix in a foreign line.
MOST_BROKEN_SHARE = 0.02
# Bytes looked at when nothing names the charset, and characters of each reading given to the language detector.
GUESS_BYTES = 65_536
GUESS_CHARACTERS = 2_000
# How much more often than any other an undeclared charset is the Western one, in units of the score: decides where a single sign tells them apart.
WESTERN_ODDS = 0.01
# Share of zero bytes at every second place that betrays UTF-16 without a mark: European text has nearly all, Asian text its blanks and digits.
ZERO_SHARE = 0.2

_META = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]+encoding\s*=\s*[\"']([a-zA-Z0-9_:.-]+)[\"']", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
# What a label means to a browser: the narrow name is used for the wider charset that is really written (WHATWG Encoding Standard).
_MEANT = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "latin-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030",
    "euc_kr": "cp949", "shift_jis": "cp932", "big5": "big5hkscs", "utf-16": "utf-16-le", "utf-7": "",
}  # fmt: skip
_STATEFUL = (("iso2022_jp", b"\x1b$"), ("hz", b"~{"))
_GUESSES = (
    "cp932", "euc_jp", "cp949", "gb18030", "big5hkscs", "koi8-r", "cp1251", "iso8859-5", "cp1252", "cp1250", "iso8859-2",
    "cp1253", "cp1254", "cp1255", "cp1256", "iso8859-6", "cp874", "cp1257", "koi8-u",
)  # fmt: skip
# Japanese is written with kana, Chinese and Korean are not; kana have the same codes in Japanese and Chinese charsets, so they tell which it is.
_JAPANESE = frozenset({"cp932", "euc_jp"})
_EASTERN = _JAPANESE | {"cp949", "gb18030", "big5hkscs"}
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_TAGS = re.compile(r"<(?:script|style)\b.*?</(?:script|style)\s*>|<[^>]*>", re.IGNORECASE | re.DOTALL)
# Controls, private characters, box drawings, half-width katakana.
_UNTEXTUAL = re.compile("[\x80-\x9f\u2500-\u259f\uff61-\uff9f\ue000-\uf8ff\ufffd]")
# What a wrong guess leaves inside of words: signs and fractions beside letters, capitals after small letters, Thai vowel signs without a consonant.
_BROKEN_WORD = re.compile(
    r"(?<![\u0e00-\u0e7f])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|[\u0e31\u0e34-\u0e3a]{2}|"
    r"[^\W\d_][¤¦§¨¬¯±´¸¹²³¼½¾×÷†‡‰‹›™¶]+[^\W\d_]|[^\W\d_A-Za-z](?<=[^\W\d_])[A-ZÀ-Þ](?=[a-zß-ÿ])"
)


def decode(body: bytes, charset: str | None = None) -> str:
    """The characters of a body: by its byte order mark, as UTF-8 where it is valid UTF-8, by what is declared, else by guess.

    `charset` is what the transport declared; it goes before what the document declares of itself. Valid UTF-8 beyond ASCII is UTF-8 under any
    label: no text in another charset forms it by chance. What no charset can read becomes U+FFFD.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    wide = utf16_without_mark(body)
    if wide:
        return body.decode(wide, "replace")
    declared = [name for name in (_codec(charset), _codec(_named(body))) if name]
    stateful = _stateful(body, declared)
    if stateful:
        return stateful
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return _undeclared_utf8(body, declared)


def _codec(label: str | None) -> str:
    """Python's codec for a label, "" for an unknown one."""
    try:
        name = codecs.lookup((label or "").strip()).name
    except (LookupError, ValueError):
        return ""
    return _MEANT.get(name, name)


def _named(body: bytes) -> str | None:
    head = body[:META_WINDOW_BYTES]
    match = _META.search(head) or _XML.search(head)
    return match.group(1).decode("ascii") if match else None


def utf16_without_mark(body: bytes) -> str:
    """The codec of UTF-16 text that begins without a byte order mark, "" for anything else."""
    head = body[:4_096]
    if len(head) < 4 or b"\x00" not in head:
        return ""
    half = len(head) // 2
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd >= ZERO_SHARE * half and even * 20 < odd:
        return "utf-16-le"
    return "utf-16-be" if even >= ZERO_SHARE * half and odd * 20 < even else ""


def _stateful(body: bytes, declared: list[str]) -> str:
    """Text in a charset that writes with ASCII bytes only, so that it would pass for UTF-8."""
    for name, sign in _STATEFUL:
        if (name == "iso2022_jp" or name in declared) and sign in body:
            try:
                return body.decode(name)
            except UnicodeDecodeError:
                continue
    return ""


def _undeclared_utf8(body: bytes, declared: list[str]) -> str:
    """Bytes that are not wholly UTF-8: the first declared charset that fits, nearly valid UTF-8, the best guess."""
    beyond = max(1, sum(byte > 0x7F for byte in body[:GUESS_BYTES]))
    for name in declared:
        if name in ("utf-8", "utf-16-le", "utf-16-be"):
            continue
        text = body.decode(name, "replace")
        if text[:GUESS_BYTES].count("\ufffd") <= MOST_BROKEN_SHARE * beyond:
            return text
    text = body.decode("utf-8", "replace")
    if text[:GUESS_BYTES].count("\ufffd") <= MOST_BROKEN_SHARE * beyond or "utf-8" in declared:
        return text
    return body.decode(_guess(body[:GUESS_BYTES]), "replace")


def _guess(body: bytes) -> str:
    """The charset in which the words beyond ASCII make most sense as some language."""
    best, highest = "cp1252", float("-inf")
    for name in _GUESSES:
        text = _TAGS.sub(" ", body.decode(name, "replace"))
        sample = " ".join(word for word in text.split() if _BEYOND_ASCII.search(word))[:GUESS_CHARACTERS]
        score = (WESTERN_ODDS if name == "cp1252" else 0.0) + _sense(" ".join(text.split())[: 2 * GUESS_CHARACTERS], sample)
        if name in _EASTERN and (name in _JAPANESE) != bool(_KANA.search(sample)):
            score -= 1.0
        if score > highest:
            best, highest = name, score
    return best


def _sense(text: str, sample: str) -> float:
    """How much a reading makes sense: how sure the language is, less for characters that no text holds and for words that break."""
    if not sample:
        return float("-inf")
    untextual = len(_UNTEXTUAL.findall(sample)) + len(_BROKEN_WORD.findall(sample))
    _, whole = detect(text)
    _, words = detect(sample)
    return whole + words - 20 * untextual / len(sample)
