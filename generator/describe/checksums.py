"""``SHA256SUMS``: the checksums of all downloads and documents, for ``sha256sum --check``."""

from __future__ import annotations

from collections.abc import Iterable

from generator.describe.mapping import Standard
from generator.distribution import SiteFile
from generator.model import Text

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


def manifest(files: Iterable[tuple[str, str]]) -> SiteFile:
    """The manifest of files, each given by its path and its checksum."""
    text = "".join(_line(path, checksum) for path, checksum in sorted(files))
    return SiteFile(path=MANIFEST, content=text.encode())


def _line(path: str, checksum: str) -> str:
    escaped = path.translate(_ESCAPES)
    return f"{'' if escaped == path else chr(92)}{checksum}  {escaped}\n"
