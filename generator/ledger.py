"""What the last build of a site was made from and what it wrote, so that the next does the rest.

A site is written in sections, each made from something that a key names: what has the key that
it had is not made again. A ledger is one file beside the store's, for one folder of a site; it
may be deleted at any time, and the site is then built from the beginning.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from generator.distribution import SiteFile
from generator.store import checksum_and_size, kept_checksum

_FORM = 1
"""Of the tables below: a ledger of another form is begun anew."""

_TABLES = """
CREATE TABLE section (owner TEXT PRIMARY KEY, key TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE file (
    path TEXT PRIMARY KEY, owner TEXT NOT NULL, checksum TEXT NOT NULL, byte_size INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX file_of ON file (owner);
CREATE TABLE part (
    document TEXT, owner TEXT, checksum TEXT NOT NULL, content BLOB NOT NULL,
    PRIMARY KEY (document, owner)
);
CREATE INDEX part_of ON part (owner);
CREATE TABLE note (name TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
"""
_WITNESSES = ("", "index.html", "datasets.json", "SHA256SUMS")
"""What tells whether a folder is the one that was written, and not a copy or another build."""
_SITE = "site"


class LedgerError(Exception):
    """A ledger does not hold what was recorded: it is to be begun anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file of the site: its path, its SHA-256 in hexadecimal and its size in bytes."""

    path: str
    checksum: str
    byte_size: int


def written_of(file: SiteFile) -> Written:
    """What is to be recorded of a file; its checksum is computed where nobody knows it."""
    if isinstance(file.content, bytes):
        checksum, size = hashlib.sha256(file.content).hexdigest(), len(file.content)
    else:
        # First what was told: an agency's own file may lie where it looks like one of the store.
        known = file.checksum or kept_checksum(file.content)
        found = (known, file.content.stat().st_size) if known else checksum_and_size(file.content)
        checksum, size = found
    return Written(path=file.path, checksum=checksum, byte_size=size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section that was made: its files, and what it gives to documents about all sections."""

    owner: str
    key: str
    files: tuple[Written, ...]
    parts: Mapping[str, bytes] = field(default_factory=dict)


class Ledger:
    """The sections of one site, as they were at the last build and as this one changes them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._keys: dict[str, str] = dict(connection.execute("SELECT owner, key FROM section"))

    @property
    def owners(self) -> frozenset[str]:
        """All sections."""
        return frozenset(self._keys)

    def has(self, owner: str, key: str) -> bool:
        """Whether a section was made from what ``key`` names."""
        return self._keys.get(owner) == key

    def files(self, owner: str) -> dict[str, Written]:
        """The files of a section, by their paths."""
        query = "SELECT path, checksum, byte_size FROM file WHERE owner = ?"
        rows = self._connection.execute(query, (owner,))
        return {row[0]: Written(path=row[0], checksum=row[1], byte_size=row[2]) for row in rows}

    def all_files(self) -> Iterator[tuple[str, Written]]:
        """Every file of the site after its section, in the order of the paths."""
        query = "SELECT owner, path, checksum, byte_size FROM file ORDER BY path"
        for owner, path, checksum, byte_size in self._connection.execute(query):
            yield owner, Written(path=path, checksum=checksum, byte_size=byte_size)

    def parts(self, document: str, owners: Iterable[str]) -> Iterator[bytes]:
        """What those sections give to a document, in the order asked for.

        Raises:
            LedgerError: a part is absent, or is no longer what was recorded.
        """
        query = "SELECT checksum, content FROM part WHERE document = ? AND owner = ?"
        for owner in owners:
            row = self._connection.execute(query, (document, owner)).fetchone()
            if row is None or _digest(row[1]) != row[0]:
                raise LedgerError(f"{owner}: {document}")
            yield row[1]

    def record(self, section: Section) -> None:
        """Put a section in the place of what it was."""
        self.remove(section.owner)
        self._keys[section.owner] = section.key
        run = self._connection
        run.execute("INSERT INTO section VALUES (?, ?)", (section.owner, section.key))
        run.executemany(
            # A path may be another section's until that is made again, too.
            "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)",
            [(each.path, section.owner, each.checksum, each.byte_size) for each in section.files],
        )
        run.executemany(
            "INSERT INTO part VALUES (?, ?, ?, ?)",
            [(name, section.owner, _digest(each), each) for name, each in section.parts.items()],
        )

    def remove(self, owner: str) -> None:
        """Forget a section."""
        self._keys.pop(owner, None)
        for table in ("section", "file", "part"):
            self._connection.execute(f"DELETE FROM {table} WHERE owner = ?", (owner,))  # noqa: S608

    def note(self, name: str) -> str | None:
        """A text that was kept under a name."""
        found = self._connection.execute("SELECT content FROM note WHERE name = ?", (name,))
        row = found.fetchone()
        return None if row is None else str(row[0])

    def keep_note(self, name: str, content: str) -> None:
        """Keep a text under a name."""
        self._connection.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (name, content))

    def describes(self, site: Path) -> bool:
        """Whether ``site`` is still the folder that the last build wrote."""
        return self.note(_SITE) == _looks(site)

    def clear(self) -> None:
        """Forget everything."""
        self._keys.clear()
        for table in ("section", "file", "part", "note"):
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608

    def disown(self, site: Path) -> None:
        """Say, before ``site`` changes, that nothing describes it until the ledger is closed."""
        (site / _WITNESSES[1]).touch()

    def close_with(self, site: Path) -> None:
        """Keep, for the next build, that ``site`` holds what is recorded here."""
        self.keep_note(_SITE, _looks(site))
        self._connection.commit()


@contextmanager
def open_ledger(file: Path | None) -> Iterator[Ledger]:
    """The ledger in ``file``; an empty one where there is none that can be read.

    What is not closed with a site is forgotten, as is everything where no file is given.

    Raises:
        LedgerError: the file was damaged.
        OSError: the disk is full.
    """
    with closing(_connection(file)) as connection:
        try:
            yield Ledger(connection)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
                raise OSError(errno.ENOSPC, str(error), str(file)) from error
            raise LedgerError(str(error)) from error


def _connection(file: Path | None) -> sqlite3.Connection:
    if file is None:
        return _begun(sqlite3.connect(":memory:"))
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _begun(sqlite3.connect(file))
    except sqlite3.DatabaseError:
        file.unlink()
        return _begun(sqlite3.connect(file))


def _begun(connection: sqlite3.Connection) -> sqlite3.Connection:
    """The connection, its tables made where there are none.

    Raises:
        sqlite3.DatabaseError: the file is no ledger, or one of another form.
    """
    (form,) = connection.execute("PRAGMA user_version").fetchone()
    if form not in (0, _FORM):
        connection.close()
        raise sqlite3.DatabaseError(f"a ledger of form {form}")
    if form == 0:
        connection.executescript(_TABLES + f"PRAGMA user_version = {_FORM}")
    return connection


def _looks(site: Path) -> str:
    """What is seen of a site's folder and of files that every build writes."""
    seen = []
    for name in _WITNESSES:
        try:
            found = os.stat(site / name)  # noqa: PTH116 - asked before anything else is done
        except OSError:
            return "absent"
        moment = found.st_mtime_ns if name else 0
        seen.append(f"{found.st_dev}.{found.st_ino}.{moment}")
    return " ".join(seen)


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()
