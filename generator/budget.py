"""What a site takes of its host's space, by what it is made of, and whether that is too much.

:func:`survey` adds up (path, size) pairs, :func:`judge` compares the sums with ``hosting`` of
``catalog.yml``, :func:`account` tells them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nlargest
from operator import itemgetter

from generator.distribution import Edition, download_path
from generator.model import Hosting, Language
from generator.problems import Place, Problem

Sizes = Iterable[tuple[str, int]]
"""Paths below the root of a site, each with the bytes of its file."""

_NEARLY = 0.8
"""From this part of a budget on there is a warning."""
_TOLD = 5
_FOLDERS = {"api": "api/", "assets": "assets/", "search": "search/"}
_DATASET = re.compile(r"(?:en/)?(?:api/v1/)?(?:datasets|developers)/([^/]+)/")
_CATALOG = Place(file="datasets/catalog.yml")

_WORDS: dict[str, dict[Language, str]] = {
    "total": {"vi": "Dung lượng trang", "en": "The site takes"},
    "of": {"vi": "trên", "en": "of"},
    "files": {"vi": "tệp", "en": "files"},
    "largest": {"vi": "Tệp lớn nhất", "en": "Largest files"},
    "datasets": {"vi": "Bộ dữ liệu chiếm nhiều nhất", "en": "Datasets that take most"},
    "elsewhere": {"vi": "Đặt ở nơi khác", "en": "Elsewhere"},
    "html": {"vi": "trang web", "en": "pages"},
    "original/": {"vi": "tệp gốc của cơ quan", "en": "agencies' own files"},
    "api/": {"vi": "API theo dòng", "en": "row API"},
    "search/": {"vi": "dữ liệu tìm kiếm", "en": "search data"},
    "assets/": {"vi": "giao diện", "en": "styles and scripts"},
    "card.png": {"vi": "ảnh chia sẻ", "en": "pictures for sharing"},
    "other": {"vi": "tài liệu mô tả", "en": "documents and exports"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number of files and their bytes together."""

    files: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """What a site takes. Of kinds and of datasets, those that take most stand first.

    ``kinds`` are by the format of a download, else by a folder or name; ``datasets`` by slug;
    ``largest`` are the largest files. ``elsewhere`` is what lies on the host of large downloads.
    """

    total: Amount
    kinds: Mapping[str, Amount]
    datasets: Mapping[str, Amount]
    largest: tuple[tuple[str, int], ...]
    elsewhere: Amount


def survey(edition: Edition, sizes: Sizes) -> Space:
    """What the files of an edition's site take, and what it has elsewhere."""
    known, kinds, datasets = _kinds_of_downloads(edition), _Sums(), _Sums()
    files = list(sizes)
    for path, size in files:
        kinds.add(known.get(path) or _kind(path), size)
        if found := _DATASET.match(path):
            datasets.add(found[1], size)
    return Space(
        total=Amount(files=len(files), size=sum(size for _, size in files)),
        kinds=kinds.largest_first(),
        datasets=datasets.largest_first(),
        largest=tuple(nlargest(_TOLD, files, key=lambda file: (file[1], file[0]))),
        elsewhere=_elsewhere(edition),
    )


class _Sums:
    """Files and bytes by name, while they are added up."""

    def __init__(self) -> None:
        self.files: dict[str, int] = {}
        self.sizes: dict[str, int] = {}

    def add(self, name: str, size: int) -> None:
        self.files[name] = self.files.get(name, 0) + 1
        self.sizes[name] = self.sizes.get(name, 0) + size

    def largest_first(self) -> dict[str, Amount]:
        names = sorted(self.sizes, key=lambda name: (-self.sizes[name], name))
        return {name: Amount(files=self.files[name], size=self.sizes[name]) for name in names}


def _kinds_of_downloads(edition: Edition) -> dict[str, str]:
    return {
        download_path(dataset, file): "original/" if file.role == "original" else file.format
        for dataset in edition.catalog.datasets
        for file in edition.files(dataset)
    }


def _kind(path: str) -> str:
    name = path.rpartition("/")[2]
    if name.endswith(".html"):
        return "html"
    return name if name == "card.png" else _FOLDERS.get(path.partition("/")[0], "other")


def _elsewhere(edition: Edition) -> Amount:
    sizes = [
        file.byte_size
        for dataset in edition.catalog.datasets
        for file in edition.files(dataset)
        if edition.catalog.is_elsewhere(file)
    ]
    return Amount(files=len(sizes), size=sum(sizes))


def judge(space: Space, hosting: Hosting) -> tuple[Problem, ...]:
    """What a site has too much of for its host, or soon will have."""
    sizes, files = _most(space.kinds, "size"), _most(space.kinds, "files")
    limit = hosting.largest_file or 0
    largest = _listed((path, size) for path, size in space.largest if size >= _NEARLY * limit)
    found = (
        _fault(_TOO_LARGE, space.total.size, hosting.site_size, sizes),
        _fault(_TOO_MANY, space.total.files, hosting.files, files),
        _fault(_FILE, space.largest[0][1] if space.largest else 0, hosting.largest_file, largest),
    )
    return tuple(problem for problem in found if problem is not None)


# What is told where a budget is exceeded, and where it nearly is.
_TOO_LARGE = ("site-too-large", "site-nearly-too-large")
_TOO_MANY = ("site-too-many-files", "site-nearly-too-many-files")
_FILE = ("site-file-too-large", "site-file-nearly-too-large")


def _fault(codes: tuple[str, str], taken: int, limit: int | None, parts: str) -> Problem | None:
    if limit is None or taken < _NEARLY * limit:
        return None
    counted = str if codes is _TOO_MANY else _bytes
    details = {"taken": counted(taken), "limit": counted(limit), "parts": parts}
    return Problem(code=codes[taken <= limit], place=_CATALOG, details=details)


def _most(kinds: Mapping[str, Amount], unit: str) -> str:
    """The kinds that take most, in names of formats and folders, which no language changes."""
    amounts = {name: getattr(amount, unit) for name, amount in kinds.items()}
    told = nlargest(_TOLD, amounts.items(), key=itemgetter(1))
    counted = _bytes if unit == "size" else str
    return ", ".join(f"{name}: {counted(amount)}" for name, amount in told)


def _bytes(size: int) -> str:
    """A size in whole units, which every language writes alike."""
    for unit, step in (("MB", 1_000_000), ("kB", 1_000)):
        if size >= step:
            return f"{size / step:.0f} {unit}"
    return f"{size} B"


def account(space: Space, hosting: Hosting, language: Language) -> str:
    """A table of what takes the space, for people."""
    words = {name: texts[language] for name, texts in _WORDS.items()}
    limit = hosting.site_size
    of = "" if limit is None else f" {words['of']} {_bytes(limit)}"
    lines = [
        f"{words['total']}: {_bytes(space.total.size)}{of}, {space.total.files} {words['files']}",
        *_rows(space.kinds, space.total.size, words),
        f"{words['largest']}: {_listed(space.largest)}",
        f"{words['datasets']}: "
        + _listed((slug, amount.size) for slug, amount in list(space.datasets.items())[:_TOLD]),
    ]
    if hosting.downloads is not None:
        there = space.elsewhere
        lines.append(
            f"{words['elsewhere']} ({hosting.downloads.base_url}): "
            f"{_bytes(there.size)}, {there.files} {words['files']}"
        )
    return "\n".join(lines)


def _rows(kinds: Mapping[str, Amount], total: int, words: Mapping[str, str]) -> Iterator[str]:
    for name, amount in kinds.items():
        label = words.get(name, name)
        share = f"{amount.size / total:.0%}" if total else "–"
        yield f"  {label:<22} {_bytes(amount.size):>9} {share:>5} {amount.files:>9}"


def _listed(sizes: Sizes) -> str:
    return ", ".join(f"{name} ({_bytes(size)})" for name, size in sizes)
