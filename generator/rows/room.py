"""Room in a budget: a number of files and of bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """So many files with so many bytes altogether: what is needed, or what is left."""

    files: int
    byte_size: int

    def holds(self, needed: Room) -> bool:
        """Whether what is needed fits."""
        return needed.files <= self.files and needed.byte_size <= self.byte_size

    def without(self, taken: Sized) -> Room:
        """What is left when something has taken its place."""
        size = taken.size
        return Room(files=self.files - size.files, byte_size=self.byte_size - size.byte_size)


class Sized(Protocol):
    """Something that takes room."""

    @property
    def size(self) -> Room:
        """The room it takes."""
