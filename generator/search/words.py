"""How texts fall into words: the same as ``scripts/search/words.js`` cuts what people type."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from generator.vietnamese import fold

_JOINED = re.compile(r"(?<=[^\W_])&(?=[^\W_])")
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The words of a text in lower case; ``Sở GD&ĐT`` gives ``sở`` and ``gdđt``, BOD₅ ``bod5``."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return _WORD.findall(_JOINED.sub("", plain))


@cache
def folded(word: str) -> str:
    """A word as it is filed: without marks, đ as d."""
    return fold(word)
