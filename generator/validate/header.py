"""A table's header against the columns declared, in words a reader of the table would use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.vietnamese import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderFault:
    """What is wrong with the header: ``label`` is what stands there, if it is about one cell."""

    code: str
    label: str | None
    details: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The faults of a header, and the names by which its columns can still be judged.

    ``names`` has one name for every label: that of the declared column meant, or one that no
    column bears, where none is meant.
    """

    faults: tuple[HeaderFault, ...]
    names: tuple[str, ...]


def read_header(labels: Sequence[str], declared: Sequence[str]) -> Header:
    """Compare the labels of a table with the names its schema declares, in this order."""
    if tuple(labels) == tuple(declared):
        return Header(faults=(), names=tuple(declared))
    names = _meant(labels, declared)
    if {fold(label) for label in labels}.isdisjoint(map(fold, declared)):
        faults = [_fault("header-absent", labels[0] if labels else "", declared=_listed(declared))]
    else:
        faults = [*_label_faults(labels, names, declared), *_missing(names, declared)]
    if not faults:
        faults = [_fault("header-order", None, expected=_listed(declared))]
    return Header(faults=tuple(faults), names=tuple(_unique(names, declared)))


def _meant(labels: Sequence[str], declared: Sequence[str]) -> list[str | None]:
    """The declared column each label means: by name, by spelling without marks, by position."""
    first, known = _first_positions(labels), set(declared)
    names = [
        label if label in known and first[label] == number else None
        for number, label in enumerate(labels)
    ]
    missing = dict.fromkeys(name for name in declared if name not in set(names))
    by_fold = {fold(name): name for name in missing}
    for number, label in enumerate(labels):
        if names[number] is None and first[label] == number:
            place = declared[number] if number < len(declared) else ""
            guess = by_fold.get(fold(label), place)
            if guess in missing:
                del missing[guess]
                names[number] = guess
    return names


def _first_positions(labels: Sequence[str]) -> dict[str, int]:
    return {label: number for number, label in reversed(list(enumerate(labels)))}


def _label_faults(
    labels: Sequence[str], names: Sequence[str | None], declared: Sequence[str]
) -> Iterator[HeaderFault]:
    first, known = _first_positions(labels), _listed(declared)
    for number, (label, name) in enumerate(zip(labels, names, strict=True)):
        position = str(number + 1)
        if not label:
            yield _fault("header-blank", label, position=position, declared=known)
        elif first[label] < number:
            earlier = str(first[label] + 1)
            yield _fault("header-duplicate", label, position=position, first=earlier)
        elif name is None:
            yield _fault("header-extra-column", label, position=position, declared=known)
        elif name != label:
            yield _fault("header-name", label, position=position, expected=name)


def _missing(names: Sequence[str | None], declared: Sequence[str]) -> Iterator[HeaderFault]:
    for name in declared:
        if name not in names:
            yield _fault("header-missing-column", None, column=name, declared=_listed(declared))


def _fault(code: str, label: str | None, **details: str) -> HeaderFault:
    return HeaderFault(code=code, label=label, details=details)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)


def _unique(names: Sequence[str | None], declared: Sequence[str]) -> Iterator[str]:
    taken = set(declared)
    for number, name in enumerate(names, 1):
        stand_in = f"column {number}"
        while name is None and stand_in in taken:
            stand_in += "'"
        yield stand_in if name is None else name
