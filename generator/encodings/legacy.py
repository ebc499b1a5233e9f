"""Encodings older than Unicode, and Unicode read as what it is not.

Fonts of TCVN3 (ABC) and VNI draw Vietnamese letters in place of Latin-1's. So text in them is met
in two ways: as bytes, and as the letters those bytes stand for in windows-1252.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping

from generator.vietnamese import compose

# Bytes A1 to FE of TCVN 5712:1993 (VN3): https://vi.wikipedia.org/wiki/TCVN_5712
_TCVN3 = str.maketrans(
    "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
)

# VNI writes a vowel, then what stands on it: https://vi.wikipedia.org/wiki/VNI
_VNI_MARKS = {
    "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ù": "\u0301", "ï": "\u0323",
    "â": "\u0302", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303",
    "á": "\u0302\u0301", "ä": "\u0302\u0323",
    "ê": "\u0306", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303",
    "é": "\u0306\u0301", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_LETTERS = {
    "ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ",
}  # fmt: skip
_VNI_MARKS |= {sign.upper(): mark for sign, mark in _VNI_MARKS.items()}
_VNI_LETTERS |= {sign.upper(): letter.upper() for sign, letter in _VNI_LETTERS.items()}
_VNI = re.compile(f"([AEOUYaeouyÔÖôö])([{''.join(_VNI_MARKS)}])|([{''.join(_VNI_LETTERS)}])")

# RFC 1456: capitals in place of six control characters, then bytes 80 to FF.
_VISCII = "".join(
    {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}.get(code, chr(code))
    for code in range(128)
) + (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)

# windows-1252 as browsers and Excel read it: bytes it has no letter for are control characters.
_LATIN = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))
_LATIN_BYTES = {ord(letter): byte for byte, letter in enumerate(_LATIN)}
_LATIN_BYTES |= {byte: byte for byte in range(256)}

ENCODINGS: Mapping[str, str] = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16 (Unicode Text)",
    "windows-1258": "windows-1258",
    "tcvn3": "TCVN3 (ABC)",
    "vni": "VNI-Windows",
    "viscii": "VISCII",
    "double-utf-8": "UTF-8 › windows-1252",
}
"""The encodings that are recognised, and how people call them."""

_FONTS = ((re.compile(r"\.vn", re.IGNORECASE), "tcvn3"), (re.compile("vni-", re.IGNORECASE), "vni"))
_CAPITALS_FONT = re.compile(r"\.vn.*h( (bold|italic))*", re.IGNORECASE)


def decode(data: bytes, encoding: str) -> str:
    """The text, in NFC and without a byte order mark, of bytes in one of ``ENCODINGS``.

    Raises:
        UnicodeError: they are not in it.
    """
    return compose(_DECODERS[encoding](data).removeprefix("\ufeff"))


def repair(text: str, encoding: str, font: str = "") -> str:
    """What ``text`` says whose bytes in ``encoding`` were taken for windows-1252.

    It is given back as it is where it cannot be such text: it has letters that windows-1252 has
    not, or nothing beyond A to Z. Fonts of capitals (``.VnTimeH``) draw every letter as one.
    """
    if not text.isascii():
        try:
            text = compose(_REPAIRS[encoding](text))
        except (KeyError, UnicodeError):
            return text
    return text.upper() if encoding == "tcvn3" and _CAPITALS_FONT.fullmatch(font) else text


def encoding_of_font(name: str) -> str | None:
    """The encoding that a font is made for: ``.VnTime`` for TCVN3, ``VNI-Times`` for VNI."""
    return next((encoding for form, encoding in _FONTS if form.match(name)), None)


def latin(data: bytes) -> str:
    """Bytes as a program shows them that takes everything for windows-1252."""
    return codecs.charmap_decode(data, "strict", _LATIN)[0]


def _latin_bytes(text: str) -> bytes:
    return codecs.charmap_encode(text, "strict", _LATIN_BYTES)[0]


def _from_tcvn3(text: str) -> str:
    _latin_bytes(text)
    return text.translate(_TCVN3)


def _from_vni(text: str) -> str:
    _latin_bytes(text)
    return _VNI.sub(_vni_letter, text)


def _vni_letter(found: re.Match[str]) -> str:
    vowel, mark, letter = found.groups()
    if letter:
        return _VNI_LETTERS[letter]
    return str(_VNI_LETTERS.get(vowel, vowel)) + _VNI_MARKS[mark]


def _from_double(text: str) -> str:
    return _latin_bytes(text).decode("utf-8")


def _utf_16(data: bytes) -> str:
    """UTF-16 by its mark; without one, by where the zero bytes of plain letters stand."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    even, odd = data[::2].count(0), data[1::2].count(0)
    return data.decode("utf-16-be" if even > odd else "utf-16-le")


_DECODERS: Mapping[str, Callable[[bytes], str]] = {
    "utf-8": lambda data: data.decode("utf-8"),
    "utf-16": _utf_16,
    "windows-1258": lambda data: data.decode("cp1258"),
    "tcvn3": lambda data: _from_tcvn3(latin(data)),
    "vni": lambda data: _from_vni(latin(data)),
    "viscii": lambda data: codecs.charmap_decode(data, "strict", _VISCII)[0],
    "double-utf-8": lambda data: _from_double(data.decode("utf-8")),
}
_REPAIRS: Mapping[str, Callable[[str], str]] = {
    "tcvn3": _from_tcvn3,
    "vni": _from_vni,
    "double-utf-8": _from_double,
}
