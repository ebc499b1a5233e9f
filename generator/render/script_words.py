"""The words that scripts say, as a file for each language: pages need not carry them."""

from __future__ import annotations

import hashlib
from functools import cache

import orjson

from generator.distribution import SiteFile
from generator.render.words import Words

_GROUPS = ("explorer.", "sql.", "map_script.")
_SHARED = ("answer.yes", "answer.no", "dataset.missing_cell")


@cache
def script_words(words: Words) -> SiteFile:
    """The texts of explorers and maps by key; a hash of them stands in the name of the file."""
    texts = {
        key: text
        for key, text in words.texts.items()
        if key.startswith(_GROUPS) or key in _SHARED
    }  # fmt: skip
    content = orjson.dumps(texts, option=orjson.OPT_SORT_KEYS)
    digest = hashlib.sha256(content).hexdigest()[:8]
    return SiteFile(path=f"assets/explorer.{words.language}.{digest}.json", content=content)
