"""``SHA256SUMS``: the checksums of all downloads and documents, for ``sha256sum --check``."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.describe.mapping import Standard
from generator.distribution import Distribution, Edition, SiteFile
from generator.model import Text
from generator.store import checksum_and_size, kept_checksum

MANIFEST = "SHA256SUMS"

STANDARD = Standard(
    id="checksums",
    title="SHA256SUMS",
    version="SHA-256 (FIPS 180-4)",
    url="https://www.gnu.org/software/coreutils/manual/html_node/cksum-output-modes.html",
    purpose=Text(
        vi="Mã kiểm tra của mọi tệp tải về và mọi tài liệu mô tả, để đối chiếu bản sao.",
        en="Checksums of all downloads and documents, to compare a copy with.",
    ),
    documents=(MANIFEST,),
)

# In names, where one of them stands the line begins with a backslash.
_ESCAPES = {ord("\\"): "\\\\", ord("\n"): "\\n", ord("\r"): "\\r"}


def with_checksums(edition: Edition, files: Iterable[SiteFile]) -> Iterator[SiteFile]:
    """The same ``files`` of an edition, and at last the manifest of all that are no pages."""
    known = {item.content: item.checksum for item in _distributions(edition)}
    lines: list[tuple[str, str]] = []
    for file in files:
        yield file
        if not file.path.endswith(".html"):
            lines.append((file.path, _checksum(file.content, known)))
    text = "".join(_line(path, checksum) for path, checksum in sorted(lines))
    yield SiteFile(path=MANIFEST, content=text.encode())


def _distributions(edition: Edition) -> Iterator[Distribution]:
    for dataset in edition.catalog.datasets:
        yield from edition.files(dataset)


def _checksum(content: bytes | Path, known: Mapping[Path, str]) -> str:
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    # First what was told: an agency's own file may lie where it looks like one of the store.
    return known.get(content) or kept_checksum(content) or checksum_and_size(content)[0]


def _line(path: str, checksum: str) -> str:
    escaped = path.translate(_ESCAPES)
    return f"{'' if escaped == path else chr(92)}{checksum}  {escaped}\n"
