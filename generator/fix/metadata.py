"""What a dataset's metadata say of a file, and the one line of them that is changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.load.document import Document, read_document
from generator.model import Dialect, Resource, Text

_METADATA = "dataset.yml"
_ENCODING = re.compile(r"""(\bencoding["']?\s*:\s*)("[^"]*"|'[^']*'|[^\s,}#]+)""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A file as its ``dataset.yml`` describes it; ``document`` is absent where none does."""

    resource: Resource
    document: Document | None = None
    number: int = 0


def described(path: Path) -> Described:
    """What is said of the file at ``path``: by the nearest ``dataset.yml`` above it."""
    for folder in path.absolute().parents:
        if (folder / _METADATA).is_file():
            document = read_document(folder / _METADATA, _METADATA)
            inside = path.absolute().relative_to(folder).as_posix()
            for number, value in enumerate(_resources(document)):
                if value.get("path") == inside:
                    resource = _resource(value, inside)
                    return Described(resource=resource, document=document, number=number)
            break
    return Described(resource=_resource({}, path.name))


def declares_other_encoding(found: Described) -> bool:
    """Whether metadata say that the file is not UTF-8."""
    return found.document is not None and found.resource.encoding.lower() not in {"utf-8", "utf8"}


def with_utf_8(found: Described) -> tuple[Path, bytes] | None:
    """The ``dataset.yml`` with ``encoding: utf-8`` for the file, all else as it was written.

    ``None`` where its line is not found: its writer must change it.
    """
    if found.document is None:
        return None
    place = found.document.place(("resources", found.number, "encoding"))
    data = found.document.path.read_bytes()
    lines = data.decode("utf-8").split("\n")
    number, start = (place.line or 1) - 1, (place.column or 1) - 1
    # The place is that of the key or of its value: on one line, the key stands before.
    at = _last_match(lines[number], start)
    if at is None:
        return None
    line = lines[number]
    lines[number] = f"{line[: at.start(2)]}utf-8{line[at.end(2) :]}"
    return found.document.path, "\n".join(lines).encode()


def _last_match(line: str, start: int) -> re.Match[str] | None:
    """The entry at, or nearest before, a position in a line."""
    matches = [found for found in _ENCODING.finditer(line) if found.start() <= start]
    return matches[-1] if matches else None


def _resources(document: Document) -> list[dict[str, Any]]:
    value = document.value.get("resources") if isinstance(document.value, dict) else None
    return [each for each in value or () if isinstance(each, dict)]


def _resource(value: dict[str, Any], path: str) -> Resource:
    """As much of a resource as reading its file needs; faults of the rest are told elsewhere."""
    dialect = value.get("dialect")
    given = dialect if isinstance(dialect, dict) else {}
    encoding = value.get("encoding")
    return Resource(
        name="file",
        path=path,
        title=Text(vi=path),
        encoding=encoding if isinstance(encoding, str) else "utf-8",
        dialect=Dialect(
            delimiter=_sign(given.get("delimiter"), ","),
            quote_char=_sign(given.get("quote_char"), '"'),
        ),
    )


def _sign(value: Any, otherwise: str) -> str:
    return value if isinstance(value, str) and len(value) == 1 else otherwise
