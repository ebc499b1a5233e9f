"""The files of a dataset, fetched into a folder in the making and described as resources."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.encodings import recognise
from generator.harvest.columns import as_resource, inferred
from generator.harvest.database import write_answer
from generator.harvest.fetch import Client, Validators
from generator.harvest.links import chosen
from generator.harvest.lock import Taken, TakenFile
from generator.harvest.record import Record, Refused, RemoteFile
from generator.harvest.rows import write_json_rows
from generator.harvest.source import HarvestSource
from generator.problems import Problem, Severity
from generator.store import checksum_and_size
from generator.validate.limits import file_faults

_NOTHING: tuple[Validators, frozenset[str]] = (Validators(), frozenset())
_ENDINGS = {"rows": ".csv", "json": ".csv"}
"""What is no file that can be published becomes one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file that is as its source offers it now, with its description as a resource.

    ``made`` is where it lies until it is put in its place; ``None`` where it has not changed.
    """

    resource: dict[str, Any]
    taken: TakenFile
    made: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Fetches the tables of datasets of one source into ``folder``."""

    source: HarvestSource
    client: Client
    folder: Path

    def of(self, record: Record, before: Taken | None, here: Path | None) -> tuple[Table, ...]:
        """The tables of a dataset that was taken as ``before`` and lies ``here``."""
        formats = (*self.source.formats, "rows")
        files = chosen(record.files, formats)
        if not files:
            raise Refused("table-missing", formats=", ".join(self.source.formats))
        return tuple(self._table(file, record, before, here) for file in files)

    def _table(
        self, file: RemoteFile, record: Record, before: Taken | None, here: Path | None
    ) -> Table:
        known = before.files.get(file.stem) if before else None
        is_same = before is not None and file in before.record.files
        resource = _known_resource(before, file) if is_same else None
        asked = known.validators if resource and known and _stands(here, known) else None
        made = self.folder / f"{file.stem}{_ENDINGS.get(file.format, f'.{file.format}')}"
        fetched = self._fetched(file, made, asked)
        if fetched is None and known and resource:
            return Table(resource=resource, taken=known, made=None)
        sha256, _ = checksum_and_size(made)
        if resource and known and known.sha256 == sha256:
            # What a server says of the same bytes may differ each time; that is no change.
            return Table(resource=resource, taken=known, made=made)
        validators, texts = fetched or _NOTHING
        return Table(
            resource=self._resource(file, record, made, texts),
            taken=TakenFile(path=made.name, sha256=sha256, validators=validators),
            made=made,
        )

    def _fetched(
        self, file: RemoteFile, made: Path, asked: Validators | None
    ) -> tuple[Validators, frozenset[str]] | None:
        """Write the file: its server's validators, and the labels of columns that are texts.

        ``None`` where it has not changed.
        """
        if file.query:
            return Validators(), write_answer(self.source, file.query, made)
        url, raw = str(file.url), made.with_suffix(".fetched")
        answer = self.client.fetch(url, raw, limit=self.source.limits.file_bytes, known=asked)
        if not answer.is_new:
            return None
        _check(file, raw)
        if file.format == "json":
            texts = write_json_rows(raw, made, url, self.source.limits.rows)
            raw.unlink()
            return answer.validators, texts
        raw.replace(made)
        return answer.validators, frozenset()

    def _resource(
        self, file: RemoteFile, record: Record, made: Path, texts: frozenset[str]
    ) -> dict[str, Any]:
        url = file.url or record.identifier
        encoding = _encoding(file, made, url)
        readable = as_resource(made.name, encoding=encoding, delimiter=file.delimiter)
        _refuse_faults(file_faults(made, readable, made.name), url)
        resource: dict[str, Any] = {
            "name": file.stem,
            "path": made.name,
            "title": file.title or {"vi": record.title["vi"]},
        }
        if each_row := record.described.get("each_row"):
            resource["each_row"] = each_row
        if encoding != "utf-8":
            resource["encoding"] = encoding
        if file.delimiter and file.delimiter != "," and made.suffix == ".csv":
            resource["dialect"] = {"delimiter": file.delimiter}
        return resource | {"schema": file.schema or inferred(made, readable, url, texts)}


def _known_resource(before: Taken | None, file: RemoteFile) -> dict[str, Any] | None:
    resources = before.metadata.get("resources", []) if before else []
    return next((each for each in resources if each["name"] == file.stem), None)


def _stands(here: Path | None, known: TakenFile) -> bool:
    return here is not None and (here / known.path).is_file()


def _check(file: RemoteFile, raw: Path) -> None:
    """Compare with the checksum that the source states, where it names a known algorithm."""
    algorithm, _, digest = (file.checksum or "").rpartition(":")
    if algorithm in hashlib.algorithms_guaranteed and not algorithm.startswith("shake"):
        with raw.open("rb") as content:
            if hashlib.file_digest(content, algorithm).hexdigest() != digest.lower():
                raise Refused("checksum", url=file.url)


def _encoding(file: RemoteFile, made: Path, url: str) -> str:
    """UTF-8 where the bytes are, else what the source says, else what is recognised."""
    if made.suffix not in {".csv", ".tsv"}:
        return "utf-8"
    content = made.read_bytes()
    for encoding in ("utf-8", file.encoding):
        if encoding and _decodes(content, encoding):
            return encoding
    recognised = recognise(content)
    if recognised is None:
        raise Refused("encoding", url=url)
    return recognised.encoding


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except (UnicodeError, LookupError, ValueError):
        return False
    return True


def _refuse_faults(problems: list[Problem], url: str) -> None:
    """Files that must not be opened: not what their ending says, bombs, too large."""
    for problem in problems:
        if problem.severity is Severity.ERROR and not problem.code.startswith("encoding"):
            raise Refused("content", url=url, error=problem)
