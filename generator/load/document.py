"""One YAML file as plain values, with every fault of its form as a problem with line and column.

Words are taken as they are written: only plain numbers, ``true``/``false`` and ``null`` are
anything but text, so that ``no``, ``08707`` and ``2024-10-04`` stay what a clerk typed.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.problems import Place, Problem
from generator.vietnamese import compose

KeyPath = tuple[str | int, ...]
"""Where a value stands in a document: ``("resources", 0, "path")``."""

MAX_BYTES = 2_000_000
MAX_DEPTH = 50
MAX_NODES = 200_000

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)?\.[0-9]+([eE][-+]?[0-9]{1,3})?")
_QUOTED = {"'", '"', "|", ">"}
_CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}
_PLAIN_TAGS = {
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge", "value")
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A YAML file: its ``value`` of dicts, lists, texts, numbers, truth values and ``None``.

    ``value`` is ``None`` where the file could not be read; ``problems`` then say why.
    """

    file: str
    path: Path
    value: Any
    problems: tuple[Problem, ...] = ()

    def place(self, key_path: KeyPath) -> Place:
        """The line and column of a value, or of the nearest thing around it that exists."""
        node = _compose(self.path.read_bytes().decode("utf-8-sig", errors="replace"))
        mark = (1, 1)
        for step in key_path:
            found = _step(node, step)
            if found is None:
                break
            node, mark = found
        return Place(file=self.file, line=mark[0], column=mark[1])


def read_document(path: Path, file: str) -> Document:
    """Read the YAML file at ``path``, which problems call ``file``."""
    try:
        text = _read_text(path, file)
        node = _compose(text)
        if node is None:
            raise _FaultError(Problem(code="yaml-empty", place=Place(file=file)))
        reading = _Reading(file)
        value = reading.value(node, 0)
        return Document(file=file, path=path, value=value, problems=tuple(reading.problems))
    except _FaultError as fault:
        return Document(file=file, path=path, value=None, problems=(fault.problem,))
    except yaml.YAMLError as error:
        return Document(file=file, path=path, value=None, problems=(_syntax(error, path, file),))


class _FaultError(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def _read_text(path: Path, file: str) -> str:
    content = _read_bytes(path, file)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _FaultError(
            Problem(code="yaml-encoding", place=Place(file=file, line=line))
        ) from error
    if _may_nest_deeply(text) and _depth(text) > MAX_DEPTH:
        raise _FaultError(_too_deep(file, 1, 1))
    return text


def _read_bytes(path: Path, file: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            details = {"limit": f"{MAX_BYTES // 1_000_000} MB"}
            raise _FaultError(
                Problem(code="yaml-too-large", place=Place(file=file), details=details)
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise _FaultError(Problem(code="file-missing", place=Place(file=file))) from error
    except (IsADirectoryError, PermissionError) as error:
        raise _FaultError(Problem(code="file-unreadable", place=Place(file=file))) from error


def _may_nest_deeply(text: str) -> bool:
    # libyaml builds nodes by recursion and crashes on tens of thousands of levels. There are
    # never more levels than opening brackets plus the length of the longest line.
    longest = max(map(len, text.splitlines()), default=0)
    return text.count("[") + text.count("{") + longest > 3000


def _depth(text: str) -> int:
    depth = deepest = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            depth += 1
            deepest = max(deepest, depth)
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            depth -= 1
    return deepest


def _compose(text: str) -> Any:
    return yaml.compose(text, Loader=yaml.CSafeLoader)


def _syntax(error: yaml.YAMLError, path: Path, file: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = (
        Place(file=file, line=mark.line + 1, column=mark.column + 1) if mark else Place(file=file)
    )
    reason = str(getattr(error, "problem", None) or error).splitlines()[0]
    if mark and _is_indented_by_tab(path, mark.line):  # libyaml does not say so
        return Problem(code="yaml-tab", place=place)
    return Problem(code="yaml-broken", place=place, details={"reason": reason})


def _is_indented_by_tab(path: Path, line: int) -> bool:
    lines = path.read_bytes().split(b"\n")
    return line < len(lines) and lines[line].lstrip(b" ").startswith(b"\t")


def _too_deep(file: str, line: int, column: int) -> Problem:
    place = Place(file=file, line=line, column=column)
    return Problem(code="yaml-too-deep", place=place, details={"limit": str(MAX_DEPTH)})


class _Reading:
    """One walk over a document's nodes, which collects its problems and counts its values."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.nodes = 0

    def value(self, node: Any, depth: int) -> Any:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:  # aliases can multiply without end
            raise _FaultError(_too_deep(self.file, *_mark(node)))
        if node.tag not in _PLAIN_TAGS:
            self._report("yaml-tag", node, tag=node.tag)
            return None
        if isinstance(node, yaml.MappingNode):
            return dict(self._items(node, depth))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, depth + 1) for child in node.value]
        return _scalar(node)

    def _items(self, node: Any, depth: int) -> Iterator[tuple[Hashable, Any]]:
        first: dict[str, int] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._report("yaml-key", key_node)
                continue
            key = compose(key_node.value)
            if key in first:
                self._report("yaml-duplicate-key", key_node, key=key, first=str(first[key]))
                continue
            first[key] = key_node.start_mark.line + 1
            yield key, self.value(value_node, depth + 1)

    def _report(self, code: str, node: Any, **details: str) -> None:
        line, column = _mark(node)
        place = Place(file=self.file, line=line, column=column)
        self.problems.append(Problem(code=code, place=place, details=details))


def _scalar(node: Any) -> str | int | float | bool | None:
    text: str = node.value
    if node.style in _QUOTED:
        return compose(text)
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _NUMBER.fullmatch(text):
        return float(text)
    return compose(text)


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
