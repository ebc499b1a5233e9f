"""Descriptions as values: a thing, its classes and what is said of it.

A node is written where it belongs. What belongs to a dataset is nested in it; what many datasets
refer to (``is_shared``) is described once in each document that refers to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from pyoxigraph import Literal, NamedNode, Triple

from generator.describe.dcat.terms import name
from generator.describe.mapping import Rule, write

_TYPE = name("rdf:type")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Node:
    """A thing with its name, its classes (``dcat:Dataset``) and its properties.

    Two nodes are the same where they are one object: comparing all they say would take long.
    """

    iri: NamedNode
    types: tuple[str, ...]
    properties: Properties
    is_shared: bool = False

    @property
    def key(self) -> tuple[NamedNode, tuple[str, ...]]:
        """What it is, as what: an address may be a page of ours and what a contributor cites."""
        return self.iri, self.types


Value: TypeAlias = NamedNode | Literal | Node
Properties: TypeAlias = Mapping[str, tuple[Value, ...]]


def node(
    iri: NamedNode | str,
    types: str,
    rules: Sequence[Rule[Any]] = (),
    subject: Any = None,
    *,
    is_shared: bool = False,
) -> Node:
    """What ``rules`` say of ``subject``; ``types`` are separated by spaces."""
    return Node(
        iri=NamedNode(iri) if isinstance(iri, str) else iri,
        types=tuple(types.split()),
        properties=said(rules, subject),
        is_shared=is_shared,
    )


def said(rules: Sequence[Rule[Any]], subject: Any) -> Properties:
    """What ``rules`` say of ``subject``, all of it as tuples."""
    written = write(rules, subject).items()
    return {key: value if isinstance(value, tuple) else (value,) for key, value in written}


def statements(node_: Node) -> list[Triple]:
    """What is said of a node itself, as triples."""
    iri = node_.iri
    classes = [Triple(iri, _TYPE, name(type_)) for type_ in node_.types]
    return classes + [
        Triple(iri, predicate, value.iri if isinstance(value, Node) else value)
        for property_, values in node_.properties.items()
        for predicate in (name(property_),)
        for value in values
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What is reached from some nodes, each once: what is theirs, and what they share."""

    own: tuple[Node, ...]
    shared: tuple[Node, ...]

    def triples(self) -> list[Triple]:
        """All that is said of what is theirs."""
        return [triple for each in self.own for triple in statements(each)]


def reach(nodes: Iterable[Node]) -> Reach:
    """All that the nodes refer to, in the order in which they do."""
    own: dict[Any, Node] = {}
    shared: dict[Any, Node] = {}
    waiting = [*nodes]
    for each in waiting:
        if own.setdefault(each.key, each) is not each:
            continue
        for other in _referred(each):
            if other.is_shared:
                shared |= _closure(other)
            else:
                waiting.append(other)
    return Reach(own=tuple(own.values()), shared=tuple(shared.values()))


def _referred(node_: Node) -> list[Node]:
    return [
        value for values in node_.properties.values() for value in values if isinstance(value, Node)
    ]


@lru_cache(maxsize=4096)
def _closure(node_: Node) -> dict[Any, Node]:
    """A shared node, and what it shares with others, by their keys."""
    return {each.key: each for each in (node_, *reach([node_]).shared)}
