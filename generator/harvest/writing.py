"""``dataset.yml`` as text: written anew, or changed with its comments and layout kept."""

from __future__ import annotations

import re
from datetime import date
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedSeq

_HEAD = "# yaml-language-server: $schema=../../schemas/dataset.schema.json\n"
_DAYS = {"issued", "modified"}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNFOLDED = 100_000
"""Lines that somebody broke, or did not break, are left as they are."""


def new_text(value: dict[str, Any]) -> str:
    """The text of a new ``dataset.yml``."""
    return _HEAD + _dumped(_yaml(width=100), {key: _written(key, value[key]) for key in value})


def changed_text(text: str, before: dict[str, Any], after: dict[str, Any]) -> str:
    """The text of a ``dataset.yml`` that says ``before``, changed so that it says ``after``.

    ruamel.yaml keeps comments, order, quotes and the layout of all else, which PyYAML, with
    which documents are read, forgets.
    """
    yaml = _yaml(width=_UNFOLDED)
    node = yaml.load(text)
    _change(node, before, after)
    return _dumped(yaml, node)


def _yaml(*, width: int) -> YAML:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.allow_unicode = True
    yaml.width = width
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _dumped(yaml: YAML, value: Any) -> str:
    stream = StringIO()
    yaml.dump(value, stream)
    return stream.getvalue()


def _change(node: Any, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Change what differs in a mapping, as deep as it can be changed there."""
    for key in [key for key in before if key not in after]:
        del node[key]
    for key, value in after.items():
        known = before.get(key)
        if value == known and type(value) is type(known):
            continue
        if isinstance(value, dict) and isinstance(known, dict):
            _change(node[key], known, value)
        elif known is not None and _are_named(value) and _are_named(known):
            node[key] = _changed_list(node[key], known, value)
        else:
            node[key] = _written(key, value)


def _changed_list(node: Any, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> Any:
    """A list of named things, each changed in its place where their order is the same."""
    nodes = {each["name"]: (item, each) for item, each in zip(node, before, strict=True)}
    for each in after:
        if each["name"] in nodes:
            _change(*nodes[each["name"]], each)
    if [each["name"] for each in before] == [each["name"] for each in after]:
        return node
    items = [nodes[each["name"]][0] if each["name"] in nodes else each for each in after]
    return CommentedSeq(items)


def _written(key: str, value: Any) -> Any:
    """A value as people write it: days without quotes."""
    is_day = key in _DAYS and isinstance(value, str) and _DAY.fullmatch(value)
    return date.fromisoformat(value) if is_day else value


def _are_named(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(each, dict) and isinstance(each.get("name"), str) for each in value
    )
