"""The templates of page bodies, with the words of a language at hand."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.model import Language, Text
from generator.render import formats
from generator.render.words import Words, read_words

_SUMMARY_LENGTH = 160
_ANY_ICON = "datasets"  # for fields whose icon nobody has drawn


def body_environment(templates: Path, language: Language) -> Environment:
    """The templates in ``templates/bodies``: everything is escaped, nothing may be undefined."""
    return _environment(templates, language)


def markdown_environment(templates: Path, language: Language) -> Environment:
    """For Markdown pages: values are escaped for HTML and for Markdown."""
    environment = _environment(templates, language, finalize=escape_markdown)
    words = read_words(templates, language)
    environment.filters["local"] = lambda text: words.local(_escaped(text))
    return environment


def _environment(
    templates: Path, language: Language, finalize: Callable[[Any], Any] | None = None
) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates / "bodies"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    words = read_words(templates, language)
    drawings = _icons(templates)
    environment.globals |= {
        "t": words,
        "language": language,
        "icon": lambda name: drawings.get(name, drawings[_ANY_ICON]),
        "once": _once(),
    }
    environment.filters |= _filters(words, language)
    return environment


def _filters(words: Words, language: Language) -> dict[str, Callable[..., Any]]:
    return {
        "local": words.local,
        "plain": words.plain,
        "brief": lambda text: words.local(_shortened(text)),
        "number": words.number,
        "size": lambda byte_size: formats.size(byte_size, language),
        "day": lambda value: formats.day(value, language),
        "verbatim": verbatim,
    }


def _once() -> Callable[..., str]:
    """For ``{% call once(key, …) %}``: what stands in it is written once for each key.

    Cards are most of the work of lists, and the same ones stand in the catalogue, on the pages of
    fields and agencies, and beside their like.
    """
    written: dict[tuple[Hashable, ...], str] = {}

    def once(*key: Hashable, caller: Callable[[], str]) -> str:
        if key not in written:
            written[key] = caller()
        return written[key]

    return once


def _shortened(text: Text) -> Text:
    return Text(
        vi=formats.shorten(text.vi, _SUMMARY_LENGTH),
        en=None if text.en is None else formats.shorten(text.en, _SUMMARY_LENGTH),
    )


def _icons(templates: Path) -> dict[str, Markup]:
    """The drawings in ``assets/icons``, by name. Only these can be asked for: no paths are."""
    return {
        file.stem: _within_html(file.read_text(encoding="utf-8").strip())
        for file in sorted((templates / "assets" / "icons").glob("*.svg"))
    }


def _within_html(drawing: str) -> Markup:
    """A drawing without what only files of their own need."""
    return Markup(drawing.replace(' xmlns="http://www.w3.org/2000/svg"', ""))  # noqa: S704 - ours


# Marks with a meaning in HTML or in Markdown (and its extensions), as numeric references.
_MARKS = {ord(mark): f"&#{ord(mark)};" for mark in "&<>\\`*_{}[]()#+-.!|~:^=@\"'"}


def escape_markdown(value: Any) -> Any:
    """A value that shows as it is in a Markdown page; markup stays markup."""
    if hasattr(value, "__html__"):
        return value
    line = " ".join(str(value).split())
    return Markup(line.translate(_MARKS))  # noqa: S704 - nothing with a meaning is left


def _escaped(text: Text) -> Text:
    return Text(
        vi=escape_markdown(text.vi), en=None if text.en is None else escape_markdown(text.en)
    )


def verbatim(address: str) -> Markup:
    """A web address for a fenced block of a Markdown page, which it cannot close."""
    return Markup(address.replace("`", "%60"))  # noqa: S704 - the fence escapes HTML itself
