"""``llms.txt``: what the portal is and where its data are, for language models.

Written as https://llmstxt.org asks: a title, a short description, lists of links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.describe.characters import one_line
from generator.describe.entry import Entry, language_root
from generator.describe.mapping import Standard
from generator.describe.sections import Section, sections
from generator.distribution import Edition, SiteFile
from generator.model import Language, Text

MOST_DATASETS = 200
"""The latest ones; the others are told where they are listed."""

_WORDS: dict[Language, dict[str, str]] = {
    "vi": {
        "read": "Mọi tệp đọc thẳng bằng GET: không cần khoá, không đăng nhập, không giới hạn.",
        "samples": "{samples} trong {all} bộ dữ liệu là DỮ LIỆU MẪU: số liệu được tạo ra để minh"
        " hoạ, không phải số liệu chính thức; đừng trích dẫn như số liệu thật.",
        "files": "Danh mục và tài liệu cho máy",
        "index": "mọi bộ dữ liệu: mã định danh, tên, cơ quan, lĩnh vực, ngày",
        "package": "mỗi bộ dữ liệu: các cột, kiểu, đơn vị và địa chỉ các tệp",
        "themes": "Lĩnh vực",
        "datasets": "Bộ dữ liệu",
        "count": "{n} bộ dữ liệu",
        "changed": "cập nhật {day}",
        "sample": "dữ liệu mẫu",
        "planned": "sắp công bố, chưa có dữ liệu",
        "withdrawn": "đã thu hồi",
        "more": "Còn {n} bộ dữ liệu khác trong datasets.json.",
    },
    "en": {
        "read": "Every file is read by a plain GET: no key, no sign-in, no quota.",
        "samples": "{samples} of {all} datasets are SAMPLE DATA: figures made up for"
        " demonstration, not official; do not cite them as real.",
        "files": "Catalogue and documents for machines",
        "index": "all datasets: identifier, title, agency, fields, dates",
        "package": "each dataset: its columns, types, units and the addresses of its files",
        "themes": "Fields",
        "datasets": "Datasets",
        "count": "datasets: {n}",
        "changed": "updated {day}",
        "sample": "sample data",
        "planned": "planned, no data yet",
        "withdrawn": "withdrawn",
        "more": "{n} more datasets are in datasets.json.",
    },
}

STANDARD = Standard(
    id="llms",
    title="llms.txt",
    url="https://llmstxt.org/",
    purpose=Text(
        vi="Giới thiệu cổng và chỗ lấy dữ liệu cho các mô hình ngôn ngữ, kèm cảnh báo dữ liệu mẫu.",
        en="Tells language models what the portal is, where the data are and which are samples.",
    ),
    documents=("llms.txt", "en/llms.txt"),
)

# Marks that would end a link, or make another, in Markdown.
_MARKS = re.compile(r"([\\\[\]()<>`*_#])")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Guide:
    """What is said in one language."""

    edition: Edition
    language: Language
    parts: tuple[Section, ...]
    standards: Sequence[Standard]

    @property
    def base_url(self) -> str:
        """The address below which everything lies."""
        return self.edition.catalog.portal.base_url

    def say(self, key: str, **blanks: object) -> str:
        """A text of the guide, its blanks filled."""
        return _WORDS[self.language][key].format(**blanks)

    def text(self, text: Text) -> str:
        """A text of the catalogue as a piece of Markdown."""
        return _MARKS.sub(r"\\\1", one_line(text.get(self.language)))


def files(edition: Edition, standards: Sequence[Standard]) -> Iterator[SiteFile]:
    """The guide in each language; ``standards`` are those with documents to point at."""
    portal, parts = edition.catalog.portal, sections(edition)
    for language in portal.languages:
        guide = _Guide(edition=edition, language=language, parts=parts, standards=standards)
        path = language_root(portal, language).removeprefix(portal.base_url)
        text = "\n".join([*_head(guide), *_documents(guide), *_themes(guide), *_datasets(guide)])
        yield SiteFile(path=f"{path}llms.txt", content=f"{text}\n".encode())


def _head(guide: _Guide) -> Iterator[str]:
    portal, datasets = guide.edition.catalog.portal, guide.edition.catalog.datasets
    yield f"# {guide.text(portal.title)}"
    yield f"\n> {guide.text(portal.description)}\n"
    yield guide.say("read")
    samples = sum(dataset.metadata.sample for dataset in datasets)
    if samples:
        yield f"\n**{guide.say('samples', samples=samples, all=len(datasets))}**"


def _documents(guide: _Guide) -> Iterator[str]:
    yield f"\n## {guide.say('files')}\n"
    yield f"- [datasets.json]({guide.base_url}datasets.json): {guide.say('index')}"
    template = "datasets/<slug>/datapackage.json"
    yield f"- `{guide.base_url}{template}`: {guide.say('package')}"
    for standard in guide.standards:
        whole = [path for path in standard.documents if "<" not in path]
        if whole and standard is not STANDARD:
            own = [path for path in whole if path.startswith(f"{guide.language}/")] or whole
            purpose = standard.purpose.get(guide.language)
            yield f"- [{standard.title}]({guide.base_url}{own[0]}): {purpose}"


def _themes(guide: _Guide) -> Iterator[str]:
    root = language_root(guide.edition.catalog.portal, guide.language)
    yield f"\n## {guide.say('themes')}\n"
    for part in guide.parts:
        if part.title is not None and part.entries and part.path.startswith("themes/"):
            count = guide.say("count", n=len(part.entries))
            yield f"- [{guide.text(part.title)}]({root}{part.path}): {count}"


def _datasets(guide: _Guide) -> Iterator[str]:
    whole = guide.parts[0].entries
    yield f"\n## {guide.say('datasets')}\n"
    for entry in whole[:MOST_DATASETS]:
        facts = "; ".join(_facts(guide, entry))
        yield f"- [{guide.text(entry.metadata.title)}]({entry.page(guide.language)}): {facts}"
    if len(whole) > MOST_DATASETS:
        yield f"\n{guide.say('more', n=len(whole) - MOST_DATASETS)}"


def _facts(guide: _Guide, entry: Entry) -> Iterator[str]:
    metadata = entry.metadata
    if metadata.sample:
        yield guide.say("sample")
    if metadata.status != "published":
        yield guide.say(metadata.status)
    yield guide.text(entry.publisher.name)
    yield guide.say("changed", day=metadata.modified.isoformat())
