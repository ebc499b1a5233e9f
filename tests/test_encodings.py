"""Vietnamese in encodings of old is recognised, and what is no such text is left alone."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable, Iterator

import pyarrow as pa
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.encodings import (
    decode,
    encoding_of_font,
    legacy,
    recognise,
    recognise_columns,
    recognise_font,
    recognise_text,
    repair,
)
from generator.encodings.orthography import syllables
from generator.encodings.syllables import spelling
from generator.model import Resource, Text
from generator.table import TextTable
from generator.validate.encoding import encoding_faults
from tests.conftest import REPOSITORY

TONES = "\u0300\u0301\u0303\u0309\u0323"
TCVN3 = {chr(letter): chr(sign) for sign, letter in legacy._TCVN3.items()}
VNI_MARKS = {mark: sign for sign, mark in legacy._VNI_MARKS.items() if sign.islower()}
VNI_LETTERS = {letter: sign for sign, letter in legacy._VNI_LETTERS.items()}


def to_windows_1258(text: str) -> bytes:
    return "".join(map(with_tone_apart, text)).encode("cp1258")


def with_tone_apart(letter: str) -> str:
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in TONES)
        base = "".join(mark for mark in parts if mark not in TONES)
        return unicodedata.normalize("NFC", base) + tone
    return letter


def to_tcvn3(text: str) -> str:
    lowered = (c if c.isascii() or c in TCVN3 else c.lower() for c in text)
    return "".join(TCVN3.get(letter, letter) for letter in lowered)


def to_vni(text: str) -> str:
    return "".join(map(vni_letter, text))


def vni_letter(letter: str) -> str:
    if letter in VNI_LETTERS:
        return VNI_LETTERS[letter]
    base, *marks = list(unicodedata.normalize("NFD", letter))
    if "\u031b" in marks:
        base = VNI_LETTERS[unicodedata.normalize("NFC", base + "\u031b")]
        marks.remove("\u031b")
    sign = VNI_MARKS.get("".join(sorted(marks, key=lambda mark: mark in TONES)), "")
    return base + (sign.upper() if base.isupper() else sign)


def to_viscii(text: str) -> bytes:
    return bytes(legacy._VISCII.index(letter) for letter in text)


IN_BYTES: dict[str, Callable[[str], bytes]] = {
    "windows-1258": to_windows_1258,
    "tcvn3": lambda text: to_tcvn3(text).encode("cp1252"),
    "vni": lambda text: to_vni(text).encode("cp1252"),
    "viscii": to_viscii,
    "utf-16": lambda text: text.encode("utf-16"),
}
IN_TEXT: dict[str, Callable[[str], str]] = {
    "tcvn3": to_tcvn3,
    "vni": to_vni,
    "double-utf-8": lambda text: legacy.latin(text.encode()),
}


def texts_of_the_catalogue() -> Iterator[str]:
    """Titles, labels and cells of at least five words, of which one at least has marks."""
    for path in sorted((REPOSITORY / "datasets").rglob("dataset.yml")):
        metadata = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        yield metadata["title"]["vi"]
        for resource in metadata.get("resources", ()):
            yield resource["title"]["vi"]
            columns = resource.get("schema", {}).get("fields", ())
            yield from (column["label"]["vi"] for column in columns)
    for path in sorted((REPOSITORY / "datasets").rglob("*.csv")):
        data = path.read_bytes()
        encoding = "utf-8" if is_utf_8(data) else "cp1258"
        for row in list(csv.reader(data.decode(encoding).splitlines()))[:200]:
            yield from row


def is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


SAMPLES = sorted(
    {
        unicodedata.normalize("NFC", text)
        for text in texts_of_the_catalogue()
        if not text.isascii() and len([w for w in text.split() if any(map(str.isalpha, w))]) >= 5
    }
)


@pytest.mark.parametrize("encoding", IN_BYTES)
def test_of_100_texts_of_the_catalogue_99_are_recognised_from_their_bytes(encoding: str) -> None:
    written = dict(encoded(IN_BYTES[encoding]))
    found = {text: recognise(data) for text, data in written.items()}
    right = [text for text, seen in found.items() if seen and seen.encoding == encoding]

    assert len(written) > 1500
    assert len(right) / len(written) >= 0.99
    # A few words are the same bytes in two encodings: then either gives the text.
    assert [
        text
        for text, seen in found.items()
        if seen and decode(written[text], seen.encoding).lower() != text.lower()
    ] == []


@pytest.mark.parametrize("encoding", IN_TEXT)
def test_of_100_texts_of_the_catalogue_99_are_recognised_from_what_is_shown(encoding: str) -> None:
    written = dict(encoded(IN_TEXT[encoding]))
    found = {text: recognise_text([shown]) for text, shown in written.items()}
    right = [text for text, seen in found.items() if seen and seen.encoding == encoding]

    assert len(written) > 1500
    assert len(right) / len(written) >= 0.99
    assert {seen.encoding for seen in found.values() if seen} == {encoding}
    assert all(repair(written[text], encoding).lower() == text.lower() for text in right)


def encoded(write):
    """Every sample that the encoding has letters for."""
    for text in SAMPLES:
        try:
            yield text, write(text)
        except (UnicodeEncodeError, ValueError):
            continue


def test_no_text_of_the_catalogue_is_taken_for_another_encoding() -> None:
    assert [text for text in SAMPLES if recognise_text([text]) or recognise(text.encode())] == []


@given(st.lists(st.sampled_from(sorted(syllables())), min_size=8, max_size=40, unique=True))
@settings(max_examples=50, deadline=None)
def test_any_syllables_come_back_from_every_encoding_they_are_recognised_in(words) -> None:
    text = " ".join(words)
    for encoding, write in IN_BYTES.items():
        data = write(text)
        seen = recognise(data)
        assert seen is None or seen.encoding == encoding
        assert decode(data, encoding) == text


def test_famous_words_are_read_as_everybody_knows_them() -> None:
    assert repair("TiÕng ViÖt, VÜnh Phóc", "tcvn3") == "Tiếng Việt, Vĩnh Phúc"
    assert repair("Xin chaøo caùc baïn, Tieáng Vieät", "vni") == "Xin chào các bạn, Tiếng Việt"
    assert repair("Tiáº¿ng Viá»‡t VÄ©nh PhÃºc", "double-utf-8") == "Tiếng Việt Vĩnh Phúc"


def test_what_is_found_says_how_sure_and_shows_a_line() -> None:
    found = recognise(b"ma,ten\n01,V\xdcnh Ph\xf3c\n02,Y\xaan L\xb9c\n03,V\xdcnh Y\xaan")

    assert found is not None
    assert (found.encoding, found.confidence) == ("tcvn3", 100)
    assert (found.before, found.after) == ("01,VÜnh Phóc", "01,Vĩnh Phúc")


@pytest.mark.parametrize(
    "text",
    [
        "Hôtel du Château, Café de la Gare, élève à l'école, garçon naïf, Noël à Besançon",
        "Müller, Schröder, Grünwald, Größe, Straße, Übermäßig, Königsallee, Äußerung",
        "Señor Muñoz, Peñarol, Ibáñez, Núñez, Cádiz, Málaga, São Paulo, Conceição",
        "Ångström, Malmö, Göteborg, Sjælland, Århus, Ærø, Tromsø, Bodø, Jönköping",
        "µg/m³, °C, m², ½, ±5, §12, ©, ®, «», ¥, £, km², 1·10³, ×, ÷",
        "Café Noël",
        "12,5 13,7 – 2.000 … 31/12/2023",
        "Trạm y tế xã Tân Phong (µg/m³), Café Noël, Müller",
    ],
)
def test_other_languages_and_signs_are_left_alone(text: str) -> None:
    assert recognise_text([text]) is None
    assert recognise(text.encode()) is None
    assert recognise(text.encode("cp1252", "ignore"), "windows-1252") is None


def test_numbers_alone_say_nothing() -> None:
    assert recognise(b"1,2\n3,4\n" * 100) is None


def test_two_words_are_not_enough() -> None:
    assert recognise_text([to_tcvn3("Vĩnh Phúc")]) is None


def test_a_declared_encoding_that_is_right_is_left_alone() -> None:
    data = to_windows_1258("Tên đơn vị: Sở Giáo dục và Đào tạo tỉnh Vĩnh Phúc")

    assert recognise(data, "windows-1258") is None
    assert recognise(data, "cp1258") is None


def test_a_declared_encoding_that_is_wrong_is_found_out() -> None:
    text = "Tên đơn vị: Sở Giáo dục và Đào tạo tỉnh Vĩnh Phúc"
    found = recognise(to_tcvn3(text).encode("cp1252"), "windows-1258")
    other = recognise(text.encode(), "windows-1258")

    assert found is not None
    assert found.encoding == "tcvn3"
    assert other is not None
    assert other.encoding == "utf-8"


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_known_with_and_without_its_mark(codec: str) -> None:
    data = "ma,so\n01,5\n".encode(codec)
    found = recognise(data)

    assert found is not None
    assert (found.encoding, found.confidence) == ("utf-16", 100)
    assert decode(data, "utf-16") == "ma,so\n01,5\n"


def test_fonts_of_old_are_known_by_name() -> None:
    assert [encoding_of_font(n) for n in (".VnTime", ".VnArialH", "VNI-Times")] == [
        "tcvn3",
        "tcvn3",
        "vni",
    ]
    assert encoding_of_font("Times New Roman") is None


def test_a_font_of_capitals_gives_capitals() -> None:
    assert repair("VÜnh Phóc", "tcvn3", ".VnTimeH") == "VĨNH PHÚC"
    assert repair("VÜnh Phóc", "tcvn3", ".VnTime") == "Vĩnh Phúc"


def test_one_word_in_a_font_of_old_is_enough_but_unicode_in_it_is_left_alone() -> None:
    assert recognise_font(["VÜnh"], "tcvn3", ".VnTime") is not None
    assert recognise_font(["Vĩnh Phúc"], "tcvn3", ".VnTime") is None


def test_columns_too_short_alone_are_read_together() -> None:
    found = recognise_columns({"ten": [to_tcvn3("Vĩnh Thịnh")], "loai": [to_tcvn3("Xã nhỏ")]})

    assert {name: seen.encoding for name, seen in found.items()} == {
        "ten": "tcvn3",
        "loai": "tcvn3",
    }


def test_both_places_of_the_tone_are_good_spelling() -> None:
    assert {"hoà", "hòa", "thuý", "thúy", "uỷ", "ủy", "quý", "giữa", "khuỷu"} <= syllables()
    assert syllables().isdisjoint({"ngề", "cên", "hát̀", "tâc", "gế", "kà"})


def test_abbreviations_and_units_are_no_words() -> None:
    assert spelling("QĐ, HĐND, m², µg, km³").words == 0


def test_one_column_of_old_among_good_ones_is_named() -> None:
    columns = {
        "ten": ["Xã Tân Phong", "Phường Đống Đa"],
        "huyen": [to_tcvn3("Huyện Bình Xuyên"), to_tcvn3("Thành phố Vĩnh Yên")],
    }
    table = TextTable(
        resource=Resource(name="a", path="a.csv", title=Text(vi="A")),
        file="a.csv",
        columns=pa.table(columns),
        first_row=2,
    )
    (problem,) = encoding_faults(table)

    assert (problem.code, problem.place.row, problem.place.field) == (
        "encoding-looks-like",
        2,
        "huyen",
    )
    assert problem.details["after"] == "Huyện Bình Xuyên"
