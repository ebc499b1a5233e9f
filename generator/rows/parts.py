"""Pages of rows, of a whole table or for each value of one column, kept in the store."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from generator.distribution import Cell, Distribution
from generator.rows.names import file_names
from generator.rows.room import Room
from generator.store import Store, Stored, key

PAGE_ROWS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Files by path below the table's folder; of a filter, also the first one for each value.

    Values are written as JSON, so that the text ``"1"`` and the number ``1`` differ.
    """

    files: Mapping[str, Stored]
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def size(self) -> Room:
        """The room it takes."""
        byte_size = sum(file.byte_size for file in self.files.values())
        return Room(files=len(self.files), byte_size=byte_size)


def rows_part(source: Distribution, sample: bool, store: Store) -> Part:
    """All rows of the JSON at ``source``: ``rows/1.json`` and so on."""

    def make() -> Part:
        total = sum(1 for _ in _records(source.content))
        head = _head(sample)
        pages = _pages(_records(source.content), total, head, "{}.json".format)
        return Part(files=_keep(((f"rows/{name}", page) for name, page in pages), store))

    return _recalled_or(make, key("rows", source.checksum, sample), store)


def filter_part(source: Distribution, column: str, folder: str, sample: bool, store: Store) -> Part:
    """The rows of each value of ``column``: ``by/<folder>/<value>.json``, and an index."""

    def make() -> Part:
        groups = _groups(source.content, column)
        values = sorted(groups, key=lambda value: (value is None, value))
        names = dict(zip(values, file_names(values), strict=True))
        head = _head(sample, column=column)
        files = _filter_files(source.content, groups, names, head)
        return Part(
            files=_keep(((f"by/{folder}/{name}", content) for name, content in files), store),
            values={_json(value): f"by/{folder}/{name}.json" for value, name in names.items()},
        )

    return _recalled_or(make, key("rows", source.checksum, sample, column, folder), store)


# Records of the download: the first line opens the list, each further one but the last has one


def _records(source: Path) -> Iterator[bytes]:
    with source.open("rb") as file:
        for line in islice(file, 1, None):
            if line != b"]\n":
                yield line.rstrip(b",\n")


@dataclass(frozen=True, slots=True)
class _Places:
    """Where records stand in the download: numbers take a tenth of what the records would."""

    starts: array[int] = field(default_factory=lambda: array("Q"))
    lengths: array[int] = field(default_factory=lambda: array("Q"))

    def records(self, file: int) -> Iterator[bytes]:
        for start, length in zip(self.starts, self.lengths, strict=True):
            yield os.pread(file, length, start)


def _groups(source: Path, column: str) -> dict[Cell, _Places]:
    groups: dict[Cell, _Places] = {}
    start = len(b"[\n")
    for record in _records(source):
        value = orjson.loads(record)[column]
        places = groups.get(value)
        if places is None:
            places = groups[value] = _Places()
        places.starts.append(start)
        places.lengths.append(len(record))
        start += len(record) + len(b",\n")
    return groups


# Pages


def _head(sample: bool, **facts: Any) -> dict[str, Any]:
    return ({"sample": True} if sample else {}) | facts


def _pages(
    records: Iterator[bytes], total: int, head: Mapping[str, Any], name: Callable[[int], str]
) -> Iterator[tuple[str, bytes]]:
    """Each page by name; ``next`` is the name of the one after it."""
    count = -(-total // PAGE_ROWS)
    for number in range(1, count + 1):
        following = name(number + 1) if number < count else None
        facts = {"page": number, "pages": count, "total": total, "next": following}
        text = orjson.dumps({**head, **facts})
        rows = b",\n".join(islice(records, PAGE_ROWS))
        yield name(number), text[:-1] + b',"rows":[\n' + rows + b"\n]}\n"


def _filter_files(
    source: Path, groups: Mapping[Cell, _Places], names: Mapping[Cell, str], head: dict[str, Any]
) -> Iterator[tuple[str, bytes]]:
    counts = {value: len(groups[value].starts) for value in names}
    listed = [
        {"value": value, "rows": counts[value], "path": f"{name}.json"}
        for value, name in names.items()
    ]
    yield "index.json", orjson.dumps({**head, "values": listed}, option=orjson.OPT_APPEND_NEWLINE)
    with source.open("rb") as file:
        for value, name in names.items():
            records = groups[value].records(file.fileno())
            facts = {**head, "value": value}
            yield from _pages(records, counts[value], facts, _numbered(name))


def _numbered(name: str) -> Callable[[int], str]:
    return lambda number: f"{name}.json" if number == 1 else f"{name}.{number}.json"


def _json(value: Cell) -> str:
    return orjson.dumps(value).decode()


# The store


def _keep(files: Iterable[tuple[str, bytes]], store: Store) -> dict[str, Stored]:
    kept: dict[str, Stored] = {}
    with store.workspace() as folder:
        made = folder / "page"
        for path, content in files:
            made.write_bytes(content)
            kept[path] = store.keep(made)
    return kept


def _recalled_or(make: Callable[[], Part], name: str, store: Store) -> Part:
    """The part made before, or made now where there is none or one of its files is not whole."""
    part = _recalled(store, store.recall(name))
    if part is None:
        part = make()
        store.remember(name, _memo(part))
    return part


def _memo(part: Part) -> dict[str, Any]:
    files = [[path, file.checksum, file.byte_size] for path, file in part.files.items()]
    return {"files": files, "values": dict(part.values)}


def _recalled(store: Store, memo: Any) -> Part | None:
    if memo is None:
        return None
    files = {
        path: Stored(checksum=checksum, byte_size=size, path=store.path(checksum))
        for path, checksum, size in memo["files"]
    }
    is_whole = all(store.holds(file.checksum, file.byte_size) for file in files.values())
    return Part(files=files, values=memo["values"]) if is_whole else None
