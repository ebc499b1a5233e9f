"""The README and the terms that travel in a dataset's ZIP, in Vietnamese and English."""

from __future__ import annotations

import re

from generator.distribution import Catalog
from generator.model import LANGUAGES, Dataset, Language, Resource
from generator.vocabulary import License

_WORDS = {
    "vi": {
        "publisher": "Cơ quan công bố",
        "modified": "Cập nhật lần cuối",
        "page": "Trang dữ liệu",
        "license": "Điều khoản sử dụng",
        "files": "Các bảng trong gói",
        "column": "Cột",
        "meaning": "Ý nghĩa",
        "type": "Kiểu",
        "unit": "Đơn vị",
        "sample": "DỮ LIỆU MẪU: số liệu được tạo ra để minh hoạ, không phải số liệu chính thức.",
    },
    "en": {
        "publisher": "Publisher",
        "modified": "Last updated",
        "page": "Page",
        "license": "Terms of use",
        "files": "Tables in this package",
        "column": "Column",
        "meaning": "Meaning",
        "type": "Type",
        "unit": "Unit",
        "sample": "SAMPLE DATA: figures made up for demonstration, not official.",
    },
}


def package_readme(catalog: Catalog, dataset: Dataset, base_url: str) -> str:
    """``README.md``: what the package holds, in both languages."""
    parts = [_section(catalog, dataset, language, base_url) for language in LANGUAGES]
    return "\n---\n\n".join(parts)


def package_license(license_: License) -> str:
    """``LICENSE.txt``: the terms under which the data may be used."""
    parts = []
    for text in (license_.title, license_.summary, license_.attribution):
        if text is not None:
            parts += [text.vi, *([text.en] if text.en else []), ""]
    if license_.url:
        parts.append(license_.url)
    return "\n".join(parts).strip() + "\n"


def _section(catalog: Catalog, dataset: Dataset, language: Language, base_url: str) -> str:
    words, metadata = _WORDS[language], dataset.metadata
    prefix = "" if language == "vi" else "en/"
    publisher = catalog.vocabularies.agencies[metadata.publisher].name.get(language)
    license_ = catalog.vocabularies.licenses[metadata.license].title.get(language)
    lines = [
        f"# {dataset.title.get(language)}",
        "",
        *([f"**{words['sample']}**", ""] if metadata.sample else []),
        metadata.description.get(language),
        "",
        f"- {words['publisher']}: {publisher}",
        f"- {words['modified']}: {metadata.modified.isoformat()}",
        f"- {words['license']}: {license_}",
        f"- {words['page']}: {base_url}{prefix}datasets/{dataset.slug}/",
        "",
        f"## {words['files']}",
        "",
    ]
    for resource in metadata.resources:
        lines += _resource(resource, language)
    return "\n".join(lines)


def _resource(resource: Resource, language: Language) -> list[str]:
    lines = [f"### {resource.name}: {resource.title.get(language)}", ""]
    if resource.schema is not None:
        words = _WORDS[language]
        heads = [words["column"], words["meaning"], words["type"], words["unit"]]
        lines += [_row(heads), _row(["---"] * len(heads))]
        for column in resource.schema.fields:
            cells = [column.name, column.label.get(language), column.type, column.unit or ""]
            lines.append(_row(cells))
        lines.append("")
    return lines


def _row(cells: list[str]) -> str:
    escaped = (" ".join(re.sub(r"([\\|])", r"\\\1", cell).split()) for cell in cells)
    return f"| {' | '.join(escaped)} |"
