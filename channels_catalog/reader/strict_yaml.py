"""YAML as the catalog takes it: plain values, no key twice, bounded in size, depth and aliases.

Scalars are text unless they are written as a whole number, true, false or null: a version such as 2026.10
and an answer such as No stay as they are written.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

MAX_BYTES = 512 * 1024
MAX_DEPTH = 20
MAX_ALIASES = 20
MAX_NODES = 10_000


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and the line on which it stands, counted from 1, where there is one."""

    message: str
    line: int | None = None


class UnreadableYaml(ValueError):
    """The text is not YAML, or not of the plain kind taken here. `problems` names each thing that is wrong."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("; ".join(problem.message for problem in problems))


Place = tuple[str, ...]


@dataclass(frozen=True)
class Parsed:
    """A value and the lines on which its entries stand, by the keys and positions that lead to them."""

    value: Any
    lines: Mapping[Place, int]


def parse(content: str | bytes) -> Any:
    """The value of a YAML text. Raises UnreadableYaml, which names each problem with its line."""
    return parse_with_lines(content).value


def parse_with_lines(content: str | bytes) -> Parsed:
    """The value of a YAML text with the line of each entry. Raises UnreadableYaml."""
    text = _decoded(content)
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            value = loader.construct_document(node) if node is not None else None
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as problem:
        raise UnreadableYaml(_told(problem)) from problem
    except (yaml.YAMLError, ValueError) as problem:
        words = f"is not readable as YAML: {problem}".replace("\n", " ")
        raise UnreadableYaml(Problem(words)) from problem
    if loader.repetitions:
        raise UnreadableYaml(*loader.repetitions)
    return Parsed(value, dict(_lines(node, ())))


def _lines(node: yaml.Node | None, place: Place) -> Iterator[tuple[Place, int]]:
    """Every entry with its line; the nodes are bounded, and an alias cannot contain itself."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            at = (*place, str(key.value))
            yield at, key.start_mark.line + 1
            yield from _lines(value, at)
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            at = (*place, str(position))
            yield at, value.start_mark.line + 1
            yield from _lines(value, at)


def _decoded(content: str | bytes) -> str:
    size = len(content) if isinstance(content, bytes) else len(content.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise UnreadableYaml(Problem(f"is larger than {MAX_BYTES // 1024} KiB"))
    if isinstance(content, str):
        return content
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise UnreadableYaml(Problem("is not UTF-8 text")) from problem


def _told(problem: yaml.MarkedYAMLError) -> Problem:
    mark = problem.problem_mark or problem.context_mark
    words = str(problem.problem or problem.context)
    return Problem(f"{words} (column {mark.column + 1})", mark.line + 1) if mark else Problem(words)


class _Loader(yaml.SafeLoader):
    """A safe loader with fewer types and firm limits."""

    yaml_implicit_resolvers: dict[str, Any] = {}

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.depth = 0
        self.nodes = 0
        self.aliases = 0
        self.unfinished: set[str] = set()
        self.repetitions: list[Problem] = []

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]  # PyYAML leaves it untyped
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _refusal(f"holds more than {MAX_NODES} values", event)
        if isinstance(event, yaml.AliasEvent):
            self._count_alias(event)
            return super().compose_node(parent, index)
        if self.depth >= MAX_DEPTH:
            raise _refusal(f"is nested deeper than {MAX_DEPTH} levels", event)
        return self._composed(event, parent, index)

    def _composed(self, event: Any, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        anchor = event.anchor
        self.depth += 1
        if anchor:
            self.unfinished.add(anchor)
        node = super().compose_node(parent, index)
        self.unfinished.discard(anchor)
        self.depth -= 1
        return node

    def _count_alias(self, event: yaml.AliasEvent) -> None:
        self.aliases += 1
        if self.aliases > MAX_ALIASES:
            raise _refusal(f"uses more than {MAX_ALIASES} aliases", event)
        if event.anchor in self.unfinished:
            raise _refusal(f"alias '{event.anchor}' contains itself", event)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys: set[Any] = set()
        for key_node, _ in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise _refusal("a key must be plain text", key_node)
            key = self.construct_object(key_node)
            if key in keys:
                self.repetitions.append(_told(_refusal(f"the key '{key}' stands twice", key_node)))
            keys.add(key)
        return super().construct_mapping(node, deep=deep)


def _refusal(message: str, place: Any) -> yaml.MarkedYAMLError:
    """`place` is an event or a node: both know where they start."""
    return yaml.MarkedYAMLError(problem=message, problem_mark=place.start_mark)


_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^(?:0|-?[1-9][0-9]{0,17})$"), list("-0123456789")
)
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:null|~|)$"), ["n", "~", ""])

_PLAIN_TAGS = tuple(f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "str", "seq", "map"))
_Loader.yaml_constructors = {
    **{tag: yaml.SafeLoader.yaml_constructors[tag] for tag in _PLAIN_TAGS},
    None: yaml.SafeLoader.yaml_constructors[None],
}
