"""One page of each kind, for those who look at all of them."""

from __future__ import annotations

from collections.abc import Mapping

from generator.model import Language

KINDS: Mapping[str, str] = {
    "home": "",
    "catalogue": "datasets/",
    "catalogue-searched": "datasets/?q=truong+hoc",
    "dataset": "datasets/benh-truyen-nhiem-theo-tuan/",
    "dataset-map": "datasets/co-so-giao-duc/",
    "dataset-planned": "datasets/le-hoi-truyen-thong/",
    "themes": "themes/",
    "theme": "themes/y-te/",
    "agencies": "agencies/",
    "agency": "agencies/so-y-te/",
    "apis": "developers/",
    "api": "developers/co-so-giao-duc/",
    "compare": "compare/",
    "standards": "standards/",
    "problems": "problems/",
    "problem": "problems/area-elsewhere/",
    "editorial": "guides/developers/",
    "about": "about/",
}
"""Where it lies in Vietnamese, below the site's root."""

ONLY_VIETNAMESE: Mapping[str, str] = {"missing": "404.html"}


def pages(language: Language) -> dict[str, str]:
    """The address of each kind of page in ``language``, below the site's root."""
    if language == "en":
        return {kind: f"en/{path}" for kind, path in KINDS.items()}
    return {**KINDS, **ONLY_VIETNAMESE}
