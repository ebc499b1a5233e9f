"""How Vietnamese syllables are written: an onset, a rime and a tone.

Where the tone stands: article 8 of Decision 1989/QĐ-BGDĐT of 25 May 2018 of the Ministry of
Education and Training (*hoà, thuỷ*), and the usage that goes on beside it (*hòa, thủy*).
The onsets and rimes are those of school spelling, with the few of loans (*coong, pin*).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import product

ONSETS = (
    "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()  # noqa: SIM905
)
"""What a syllable may begin with; it may also begin with its rime."""

RIMES = """
a ac ach ai am an ang anh ao ap at au ay
ăc ăm ăn ăng ăp ăt
âc âm ân âng âp ât âu ây
e ec em en eng eo ep et
ê êch êm ên êng ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeo oet
oi om on ong oong ooc op ot
ô ôc ôi ôm ôn ông ôp ôt
ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc ui um un ung uô uôc uôi uôm uôn uông uôt uơ up ut
uê uêch uên uênh uêt uy uya uych uyên uyêt uyn uynh uyp uyt uyu
ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
y yêm yên yêng yêt yêu
""".split()  # noqa: SIM905
"""What follows, without its tone."""

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
"""None, grave, hook above, tilde, acute and dot below, as they stand after NFD."""

_STOPS = ("c", "ch", "p", "t")
_WITH_STOPS = ("\u0301", "\u0323")
_VOWELS = frozenset("aăâeêioôơuưy")
_SHAPED = frozenset("ăâêôơư")
_FRONT = frozenset("eêiy")
_BEFORE_FRONT, _BEFORE_BACK = {"k", "gh", "ngh"}, {"c", "g", "ng"}
_EITHER_PLACE = {"oa", "oe", "uy"}


@cache
def syllables() -> frozenset[str]:
    """Every syllable, in lower case and NFC."""
    return frozenset(
        written
        for onset, rime in product(("", *ONSETS), RIMES)
        if _go_together(onset, rime)
        for written in _toned(onset, rime)
    ) | frozenset(_toned("g", "i"))


def _go_together(onset: str, rime: str) -> bool:
    is_front = rime[0] in _FRONT
    if onset in _BEFORE_FRONT:
        return is_front
    if onset in _BEFORE_BACK:
        return not is_front
    if onset == "qu":
        return rime[0] not in "ouư"
    return not (onset and rime.startswith("yê"))


def _toned(onset: str, rime: str) -> Iterator[str]:
    vowels = rime[: sum(letter in _VOWELS for letter in rime)]
    coda = rime[len(vowels) :]
    for tone in TONES:
        if coda in _STOPS and tone not in _WITH_STOPS:
            continue
        for place in _tone_places(vowels, coda):
            written = f"{onset}{vowels[: place + 1]}{tone}{vowels[place + 1 :]}{coda}"
            yield unicodedata.normalize("NFC", written)


def _tone_places(vowels: str, coda: str) -> tuple[int, ...]:
    """On which vowels the tone may stand: on that with a mark of its own, else by the rules."""
    shaped = [place for place, letter in enumerate(vowels) if letter in _SHAPED]
    if shaped:
        return (shaped[-1],)
    if coda:
        return (len(vowels) - 1,)
    if vowels in _EITHER_PLACE:
        return (0, 1)
    return (1,) if len(vowels) == 3 else (0,)
