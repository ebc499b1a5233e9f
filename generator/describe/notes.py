"""What every description of a dataset says alike: its version, its citation, what is a sample."""

from __future__ import annotations

from generator.describe.entry import Entry
from generator.model import Language, Text

SAMPLE_NOTE = Text(
    vi="DỮ LIỆU MẪU: số liệu được tạo ra để minh hoạ, không phải số liệu chính thức.",
    en="SAMPLE DATA: figures made up for demonstration, not official.",
)

_CITED = Text(vi="Bộ dữ liệu", en="Dataset")
_CITED_SAMPLE = Text(
    vi="Dữ liệu mẫu, không phải số liệu chính thức", en="Sample data, not official figures"
)

_SENTENCE_ENDS = (". ", "! ", "? ", "… ", "\n")


def description(entry: Entry, language: Language) -> str:
    """What a dataset is about; of samples, also that they are samples."""
    text = entry.metadata.description.get(language)
    return f"{text} {SAMPLE_NOTE.get(language)}" if entry.metadata.sample else text


def version(entry: Entry) -> str:
    """The day of the last change as a semantic version: a later one is greater."""
    day = entry.metadata.modified
    return f"{day.year}.{day.month}.{day.day}"


def citation(entry: Entry, language: Language) -> str:
    """How to name the dataset as a source: publisher, year, title, portal, address."""
    named = f"{entry.publisher.name.get(language)} ({entry.metadata.modified.year})"
    kind = (_CITED_SAMPLE if entry.metadata.sample else _CITED).get(language)
    title, portal = entry.dataset.title.get(language), entry.portal.title.get(language)
    return f"{named}. {title} [{kind}]. {portal}. {entry.page(language)}"


def shortened(text: str, longest: int) -> str:
    """The text, or as many whole sentences of it as fit into ``longest`` characters."""
    if len(text) <= longest:
        return text
    kept = text[:longest]
    end = max(kept.rfind(mark) for mark in _SENTENCE_ENDS)
    return kept[: end + 1].rstrip() if end > 0 else f"{kept[: longest - 1].rstrip()}…"
