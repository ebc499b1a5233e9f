"""One YAML file as plain values, with every fault of its form as a problem with line and column.

Words are taken as they are written: only plain numbers, ``true``/``false`` and ``null`` are
anything but text, so that ``no``, ``08707`` and ``2024-10-04`` stay what a clerk typed.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

import yaml
from yaml._yaml import CParser

from generator.problems import Place, Problem
from generator.vietnamese import compose

KeyPath = tuple[str | int, ...]
"""Where a value stands in a document: ``("resources", 0, "path")``."""

MAX_BYTES = 2_000_000
MAX_DEPTH = 50
MAX_NODES = 200_000
_LEVELS_AT_ONCE = 3_000

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})?\.[0-9]+([eE][-+]?[0-9]{1,2})?")
# What YAML forbids as such, and what no text may hold by an escape such as "\0" either.
_CONTROL = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INDENTING_TAB = re.compile(r" *\t")
_QUOTED = {"'", '"', "|", ">"}
_CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}
_PLAIN_TAGS = {
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge", "value")
}


class _Loader(CParser):
    """libyaml alone, in half the time: what a plain scalar is, :func:`_scalar` decides anyway."""

    def resolve(self, *_: Any) -> str:
        """The tag of a node that was given none."""
        return "tag:yaml.org,2002:str"

    def descend_resolver(self, *_: Any) -> None:
        """Nothing depends on the path to a node."""

    def ascend_resolver(self) -> None:
        """Nothing depends on the path to a node."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A YAML file: its ``value`` of dicts, lists, texts, numbers, truth values and ``None``.

    ``value`` is ``None`` where the file could not be read; ``problems`` then say why.
    ``checksum`` is the SHA-256 of its bytes, where there are any.
    """

    file: str
    path: Path
    value: Any
    problems: tuple[Problem, ...] = ()
    checksum: str | None = None

    def place(self, key_path: KeyPath) -> Place:
        """The line and column of a value, or of the nearest thing around it that exists."""
        if self.value is None:
            return Place(file=self.file)
        node = _compose(self.path.read_bytes().decode("utf-8-sig", errors="replace"))
        mark = (1, 1)
        for step in key_path:
            found = _step(node, step)
            if found is None:
                break
            node, mark = found
        return Place(file=self.file, line=mark[0], column=mark[1])


def read_document(
    path: Path, file: str, known: Mapping[str, Any] = MappingProxyType({})
) -> Document:
    """Read the YAML file at ``path``, which problems call ``file``.

    ``known`` are the values of sound files by their checksum: these are not parsed again.
    """
    text = ""
    try:
        content = _read_bytes(path, file)
        checksum = hashlib.sha256(content).hexdigest()
        if checksum in known:
            return Document(file=file, path=path, value=known[checksum], checksum=checksum)
        text = _text(content, file)
        reading = _Reading(file, is_literal=_is_literal(text))
        value, problems = reading.document(_compose(text)), tuple(reading.problems)
        return Document(file=file, path=path, value=value, problems=problems, checksum=checksum)
    except _FaultError as fault:
        return Document(file=file, path=path, value=None, problems=(fault.problem,))
    except yaml.MarkedYAMLError as error:
        return Document(file=file, path=path, value=None, problems=(_syntax(error, file, text),))


class _FaultError(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def _text(content: bytes, file: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig")
        place = _place_in(before, len(before), file)
        raise _FaultError(Problem(code="yaml-encoding", place=place)) from error
    if found := _CONTROL.search(text):
        raise _FaultError(_control_character(found[0], _place_in(text, found.start(), file)))
    if _may_nest_deeply(text):
        _refuse_depth(text, file)
    return text


def _read_bytes(path: Path, file: str) -> bytes:
    place = Place(file=file)
    try:
        problem = _unreadable(path.lstat(), place)
        if problem is None:
            return path.read_bytes()
    except FileNotFoundError:
        problem = Problem(code="file-missing", place=place)
    except OSError:
        problem = Problem(code="file-unreadable", place=place)
    raise _FaultError(problem)


def _unreadable(status: os.stat_result, place: Place) -> Problem | None:
    if stat.S_ISLNK(status.st_mode):  # it may lead to any file of the machine, or to /dev/zero
        details = {"path": PurePosixPath(place.file).name}
        return Problem(code="path-symlink", place=place, details=details)
    if not stat.S_ISREG(status.st_mode):
        return Problem(code="file-unreadable", place=place)
    if status.st_size > MAX_BYTES:
        details = {"limit": f"{MAX_BYTES // 1_000_000} MB"}
        return Problem(code="yaml-too-large", place=place, details=details)
    return None


def _may_nest_deeply(text: str) -> bool:
    # libyaml builds nodes by recursion and crashes on tens of thousands of levels. There are
    # never more levels than opening brackets plus the length of the longest line.
    brackets = text.count("[") + text.count("{")
    if brackets + len(text) <= _LEVELS_AT_ONCE:
        return False
    longest = max(map(len, text.splitlines()), default=0)
    return brackets + longest > _LEVELS_AT_ONCE


def _refuse_depth(text: str, file: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            depth += 1
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            depth -= 1
        if depth > MAX_DEPTH:
            raise _FaultError(_too_deep(file, *_mark(event)))


@lru_cache(maxsize=1)  # the problems of one file ask for their places one by one
def _compose(text: str) -> Any:
    return _Loader(text).get_single_node()


def _place_in(text: str, index: int, file: str) -> Place:
    line, start = text.count("\n", 0, index), text.rfind("\n", 0, index) + 1
    return Place(file=file, line=line + 1, column=index - start + 1)


def _syntax(error: yaml.MarkedYAMLError, file: str, text: str) -> Problem:
    lines = text.rstrip("\n").split("\n")
    mark = error.problem_mark
    if (mark is None or mark.line >= len(lines)) and error.context_mark:
        mark = error.context_mark  # where that began which the end of the file breaks off
    if mark is None or mark.line >= len(lines):
        return _broken(error.problem, Place(file=file, line=len(lines), column=1))
    if tab := _INDENTING_TAB.match(lines[mark.line]):  # libyaml does not say so
        place = Place(file=file, line=mark.line + 1, column=tab.end())
        return Problem(code="yaml-tab", place=place)
    return _broken(error.problem, Place(file=file, line=mark.line + 1, column=mark.column + 1))


def _broken(reason: str | None, place: Place) -> Problem:
    return Problem(code="yaml-broken", place=place, details={"reason": reason or "?"})


def _control_character(character: str, place: Place) -> Problem:
    return _broken(f"control character U+{ord(character):04X}", place)


def _too_deep(file: str, line: int, column: int) -> Problem:
    place = Place(file=file, line=line, column=column)
    return Problem(code="yaml-too-deep", place=place, details={"limit": str(MAX_DEPTH)})


def _is_literal(text: str) -> bool:
    """Whether every value is a part of the text as it is, and so composed and free of controls."""
    has_escapes = "\\" in text and '"' in text
    return not has_escapes and unicodedata.is_normalized("NFC", text)


class _Reading:
    """One walk over a document's nodes, which collects its problems and counts its values.

    Where the document ``is_literal``, its values need not be looked through one by one.
    """

    def __init__(self, file: str, *, is_literal: bool) -> None:
        self.file = file
        self._is_literal = is_literal
        self.problems: list[Problem] = []
        self.nodes = 0

    def document(self, root: Any) -> Any:
        value = None if root is None else self.value(root, 0)
        if value is None and not self.problems:  # only comments, or "---"
            raise _FaultError(Problem(code="yaml-empty", place=Place(file=self.file)))
        return value

    def value(self, node: Any, depth: int) -> Any:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:  # aliases can multiply without end
            raise _FaultError(_too_deep(self.file, *_mark(node)))
        if node.tag not in _PLAIN_TAGS:
            self._report("yaml-tag", node, tag=node.tag)
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, depth + 1) for child in node.value]
        return self._mapping(node, depth)

    def _scalar(self, node: Any) -> str | int | float | bool | None:
        text: str = node.value
        if not self._is_literal:
            if found := _CONTROL.search(text):
                self.problems.append(_control_character(found[0], self._place(node)))
            text = compose(text)
        return text if text[:1].isalpha() and text not in _CONSTANTS else _meant(text, node.style)

    def _mapping(self, node: Any, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not _is_key(key_node):
                self._report("yaml-key", key_node)
                continue
            key = key_node.value if self._is_literal else compose(key_node.value)
            if key in found:
                details = {"key": key, "first": _first_line(node, key)}
                self._report("yaml-duplicate-key", key_node, **details)
                continue
            found[key] = self.value(value_node, depth + 1)
        return found

    def _report(self, code: str, node: Any, **details: str) -> None:
        self.problems.append(Problem(code=code, place=self._place(node), details=details))

    def _place(self, node: Any) -> Place:
        line, column = _mark(node)
        return Place(file=self.file, line=line, column=column)


def _is_key(node: Any) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag in _PLAIN_TAGS


def _first_line(mapping: Any, key: str) -> str:
    keys = (node for node, _ in mapping.value if _is_key(node))
    return str(next(_mark(node)[0] for node in keys if compose(node.value) == key))


def _meant(text: str, style: str | None) -> str | int | float | bool | None:
    if style in _QUOTED:
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _NUMBER.fullmatch(text):
        return float(text)
    return text


def _mark(node: Any) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _step(node: Any, step: str | int) -> tuple[Any, tuple[int, int]] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return (node.value[step], _mark(node.value[step])) if step < len(node.value) else None
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and compose(key.value) == step:
                return value, _mark(key)
    return None
